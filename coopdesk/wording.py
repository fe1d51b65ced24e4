"""The words for codes: every error, finding and kind of the lower layers as a sentence the accountant can act on.

Domain and services carry codes and parameters only; what a person reads is written here once, for window, command line
and papers alike. A sentence says what happened and what to do. This module knows no widget and no file.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from string import Formatter
from typing import Protocol

from coopdesk.i18n import HasFen, HasMillionths, N_, _, format_date, format_money, format_quantity


class CodedError(Protocol):
    """Any error of the lower layers: a code and the figures that belong to it."""

    code: str
    params: Mapping[str, object]


_UNKNOWN = N_("操作没有完成,账套未作改动(错误代码 {code})")

_ERRORS: dict[str, str] = {
    # money
    # identity
    # register
    # distribution
    # services
    # persistence
    # reports
    # exchange
}

_FINDINGS: dict[str, str] = {}

_KINDS: dict[str, str] = {}

_SHARE_CLASSES: dict[str, str] = {}

_ENTRY_KINDS: dict[str, str] = {}


def error_text(error: CodedError) -> str:
    """The sentence for an error of any lower layer; an unknown code still gives a readable one."""
    sentence = _ERRORS.get(error.code)
    if sentence is None:
        return _(_UNKNOWN).format(code=error.code)
    return _(sentence).format(**{key: _shown(value) for key, value in error.params.items()})


def finding_text(rule: str, **params: object) -> str:
    """What a law finding says, by the code of its rule."""
    sentence = _FINDINGS.get(rule)
    return _(sentence).format(**{key: _shown(value) for key, value in params.items()}) if sentence else rule


def kind_name(kind: Enum | str) -> str:
    """A kind of member, as 农户."""
    return _name(_KINDS, kind)


def share_class_name(share_class: Enum | str) -> str:
    """A class of shares, as 成员股."""
    return _name(_SHARE_CLASSES, share_class)


def entry_kind_name(kind: Enum | str) -> str:
    """A kind of entry in the share register, as 入社."""
    return _name(_ENTRY_KINDS, kind)


def error_sentences() -> dict[str, frozenset[str]]:
    """Every code that has a sentence, with the names of the parameters the sentence uses."""
    return {code: frozenset(_fields(sentence)) for code, sentence in _ERRORS.items()}


def _name(names: Mapping[str, str], kind: Enum | str) -> str:
    key = str(kind.value) if isinstance(kind, Enum) else kind
    return _(names[key]) if key in names else key


def _fields(sentence: str) -> list[str]:
    return [field for _text, field, _spec, _conversion in Formatter().parse(sentence) if field]


def _shown(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    if hasattr(value, "fen"):
        fen: HasFen = value
        return format_money(fen)
    if hasattr(value, "millionths"):
        quantity: HasMillionths = value
        return format_quantity(quantity)
    if isinstance(value, (list, tuple, set, frozenset)):
        return _listed(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


def _listed(values: Iterable[object]) -> str:
    return "、".join(_shown(value) for value in values)
