"""The journal (操作日志): what a command says of itself when it is written down, and what its entries are.

A command is written whole as JSON of one form only: names sorted, amounts in yuan and quantities as exact decimal
texts, no float ever. What is written never depends on the clock, the machine or the order of a set.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, get_args, get_type_hints

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.journal.kinds import Act

_LONGEST = 1_000
"""A longer list is written by its digest and count; its rows are in the book, and hashed there."""
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_FIELDS: dict[Any, tuple[tuple[str, Any], ...]] = {}


@dataclass(frozen=True, slots=True)
class Witness:
    """How many entries the journal had at a moment, and the hash of the last: on paper they prove all that came before.

    ``head`` is 64 hexadecimal digits, empty for a journal without entries.
    """

    count: int
    head: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of which the book keeps versions: ``coop``, or a ``member``, ``household``, ``office``,
    ``share_class``, ``year``, ``draft``, ``loss_draft``, ``measures`` (year/kind/name), ``template``, ``attachment``,
    ``certificate``, ``ledger_rules``, ``ledger_account``, ``ledger_item`` (kind/code), ``ledger_month`` (202403),
    ``voucher_draft``, ``voucher_template`` or ``exchange_document`` (kind/code); files are attached to a ``member``, an
    ``operation`` of the register, a ``voucher`` or a ``voucher_draft``."""

    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry as it is shown: ``content`` is the command whole, ``changed`` how many rows of which table it added."""

    number: int
    at: datetime
    person: str
    act: Act
    reference: str
    content: Mapping[str, Any]
    changed: Mapping[str, int]
    hash: str
    plan_year: int | None = None
    """The fiscal year of the plan that the command names by its id."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries are wanted: by who, what, from and to which day, and a text that they hold; empty for all."""

    person: str = ""
    act: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""


def content_of(command: Any) -> str:
    """A command whole, but for its id, as canonical JSON; TypeError for what has no one form."""
    written = {name: _plain(getattr(command, name), hint) for name, hint in _fields(type(command))}
    written.pop("command_id", None)
    return canonical(written)


def canonical(value: Mapping[str, Any]) -> str:
    """Plain values as JSON of one form."""
    return _encoded(value)


def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Name and type of each field of a class that is written down: one may be told not to be by its metadata."""
    known = _FIELDS.get(kind)
    if known is None:
        hints = get_type_hints(kind)
        written = [item.name for item in fields(kind) if item.metadata.get("journal", True)]
        known = _FIELDS[kind] = tuple((name, hints[name]) for name in written)
    return known


def _plain(value: Any, hint: Any) -> Any:
    """The value in JSON's own kinds; ``hint`` tells a quantity in millionths from a whole number."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return format_quantity(Quantity(value)) if _means_quantity(hint) else value
    if isinstance(value, Money):
        return _yuan(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value):
        named = {name: _plain(getattr(value, name), inner) for name, inner in _fields(type(value))}
        return {"is": type(value).__name__, **named}
    return _many(value, hint)


def _many(value: Any, hint: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item, hint) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(item, hint) for item in value), key=lambda item: canonical({"": item}))
    if not isinstance(value, Sequence):
        raise TypeError(type(value).__name__)
    written = [_plain(item, hint) for item in value]
    if len(written) <= _LONGEST:
        return written
    text = canonical({"": written})
    return {"count": len(written), "sha256": sha256(text.encode()).hexdigest()}


@cache
def _means_quantity(hint: Any) -> bool:
    """Whether a whole number under this type is one of millionths: the type itself or a part of it says so."""
    return hint is Quantity or any(_means_quantity(part) for part in get_args(hint))


def _yuan(amount: Money) -> str:
    whole, rest = divmod(abs(amount.fen), 100)
    return f"{'-' if amount.fen < 0 else ''}{whole}.{rest:02d}"
