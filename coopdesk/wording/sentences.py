"""Errors and findings as sentences: what happened and what to do, filled with the figures that belong to it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from string import Formatter
from typing import Protocol

from coopdesk.i18n import N_, HasFen, _, format_date, format_money, format_quantity, mark
from coopdesk.services.journal.kinds import Act
from coopdesk.services.redaction import LONGEST_VALUE, masked, one_line
from coopdesk.wording import kit_errors, program_errors, source_errors
from coopdesk.wording.attachments import errors as attachment_errors
from coopdesk.wording.distribution import errors as trade_errors
from coopdesk.wording.journal.acts import act_name
from coopdesk.wording.members import errors as member_errors
from coopdesk.wording.members import imports as import_errors
from coopdesk.wording.members import share_errors
from coopdesk.wording.names import name_of

_ERRORS = (
    trade_errors.SENTENCES
    | member_errors.SENTENCES
    | import_errors.SENTENCES
    | share_errors.SENTENCES
    | attachment_errors.SENTENCES
    | program_errors.SENTENCES
    | kit_errors.SENTENCES
    | source_errors.SENTENCES
)


@cache
def _of_ledger() -> dict[str, str]:
    """Those of the ledger, loaded with the first mistake that is none of the others: a start needs none of them."""
    from coopdesk.wording.ledger import entry_errors, errors, exchange_errors

    return errors.SENTENCES | entry_errors.SENTENCES | exchange_errors.SENTENCES


OF_VOUCHER = "of_voucher"
"""The parameter by which a fault says which of several vouchers it is of, counted from 1."""
_UNKNOWN = N_("操作没有完成，账套未作改动（错误代码 {code}）")

_FINDINGS: dict[str, str] = {
    "ART44_PATRONAGE_60": N_(
        "按交易量（额）返还的不足可分配盈余的 60%（合作社法第四十四条）；方案仍可通过，请在决议中说明理由"
    ),
    "ART20_FARMERS_80": N_("农民成员不足成员总数的 80%（合作社法第二十条）"),
    "ART20_ORGANISATIONS": N_(
        "企业、事业单位、社会组织等团体成员超过限额（合作社法第二十条：成员 20 人以下限 1 个，20 人以上不超过 5%）"
    ),
}


class CodedError(Protocol):
    """Any error of the lower layers: a code and the figures that belong to it."""

    @property
    def code(self) -> str:
        """What happened, as ``area.fault``: the key of its sentence."""

    @property
    def params(self) -> Mapping[str, object]:
        """The figures that the sentence is filled with, by name."""


def error_text(error: CodedError) -> str:
    """The sentence for an error of any lower layer; an unknown code still gives a readable one."""
    sentence = _ERRORS.get(error.code) or _of_ledger().get(error.code)
    if sentence is None:
        return _(_UNKNOWN).format(code=error.code)
    text = _filled(sentence, error.params)
    if OF_VOUCHER in error.params:
        return _("第 {number} 张凭证：{fault}").format(number=error.params[OF_VOUCHER], fault=text)
    return text


def finding_text(rule: str, **params: object) -> str:
    """What a law finding says, by the code of its rule."""
    sentence = _FINDINGS.get(rule)
    return _filled(sentence, params) if sentence else rule


def finding_in_chinese(rule: str) -> str:
    """What a law finding says, for papers, which are Chinese in every language."""
    return _FINDINGS.get(rule, rule)


def error_sentences() -> dict[str, frozenset[str]]:
    """Every code that has a sentence, with the names of the parameters the sentence uses."""
    return {code: frozenset(_fields(sentence)) for code, sentence in (_ERRORS | _of_ledger()).items()}


def _fields(sentence: str) -> list[str]:
    return [field for _text, field, _spec, _conversion in Formatter().parse(sentence) if field]


def _filled(sentence: str, params: Mapping[str, object]) -> str:
    return _(sentence).format_map(_Shown(params))


class _Shown(dict[str, object]):
    """Parameters as a sentence shows them; one that an error left out is three dots, never a second error."""

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__({key: _shown(value) for key, value in params.items()})

    def __missing__(self, key: str) -> str:
        return _Text("…")


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return _Text(f"{format_date(value)} {value:%H:%M}")
    if isinstance(value, Act):
        return _Text(act_name(value))
    if isinstance(value, date):
        return _Text(format_date(value))
    if hasattr(value, "fen"):
        amount: HasFen = value
        return _Text(format_money(amount))
    if isinstance(value, (list, tuple, set, frozenset)):
        return _Text(_listed(value))
    if isinstance(value, Enum):
        return _Text(name_of(value))
    # Whatever a file or a person gave: it may hold line breaks, half characters or a megabyte.
    return _Whole(value) if isinstance(value, int) else _Text(one_line(masked(str(value)), LONGEST_VALUE))


def _listed(values: Iterable[object]) -> str:
    return one_line(mark("、").join(str(_shown(value)) for value in values), 2 * LONGEST_VALUE)


class _Text(str):
    """A word in a sentence; it has no other form, whatever the field asks for."""

    def __format__(self, spec: str) -> str:
        return str(self)


class _Whole(int):
    """A whole number in a sentence: `{shares:q}` shows millionths as a quantity, `{sum:m}` fen as yuan."""

    def __format__(self, spec: str) -> str:
        if spec == "q":
            return format_quantity(self)
        return format_money(self) if spec == "m" else super().__format__(spec)
