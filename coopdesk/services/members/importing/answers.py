"""What a person says of a sheet (对应关系): the answers of a mapping file, or those given step by step in a window.

All are optional; what is left out is found in the sheet. `document_of` and `read_answers` are each other's opposite, so
what was answered in a window can be kept beside the workbook and given to the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.past import TOGETHER
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.domain.typed import read_date, read_money, read_quantity
from coopdesk.services.limits import FIRST_YEAR, LAST_YEAR
from coopdesk.services.members.importing.fields import AMOUNTS, Field, Unit
from coopdesk.services.source_table import CellValue

FORMAT = "coopdesk-import/1"


@dataclass(frozen=True, slots=True)
class TypedTotals:
    """Totals a person typed in place of the sheet's own; None for one that was not."""

    members: int | None = None
    shares: Quantity | None = None
    capital: Money | None = None


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered. Headings and letters of columns are as the person named them.

    `header_row` is the last row of the headings, counted from 1, and 0 for a sheet without any. `columns` gives a
    column's field (empty: left out), `classes` the code of the share class a column holds, `defaults` a value for
    fields that have no column or an empty cell. `values` says what an unknown word means, by field (for `kind` a
    kind of member). `cells` are corrections by address ("C7") and `skipped` rows, counted from 1, that are to be
    left out. `years` gives the year of a column of what was distributed before the book (0: several years in one
    sum), where its heading does not. `as_of` is the day as at which holdings and balances are those of the sheet;
    without it shares count from each member's day of joining.
    """

    sheet: str = ""
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=_nothing)
    unit: Unit = Unit.PERSON
    classes: Mapping[str, str] = field(default_factory=_nothing)
    years: Mapping[str, int] = field(default_factory=_nothing)
    defaults: Mapping[str, str] = field(default_factory=_nothing)
    totals: TypedTotals = field(default=TypedTotals())
    values: Mapping[Field, Mapping[str, str]] = field(default_factory=_nothing)
    cells: Mapping[str, CellValue] = field(default_factory=_nothing)
    skipped: frozenset[int] = frozenset()
    as_of: date | None = None


_KEYS = (
    "format",
    "sheet",
    "header_row",
    "columns",
    "unit",
    "classes",
    "years",
    "defaults",
    "totals",
    "values",
    "cells",
    "skipped",
    "as_of",
)


def read_answers(document: object) -> Answers:
    """The answers a mapping file holds. Raises `answers.form` naming the key that cannot be, `answers.unknown_key`."""
    if not isinstance(document, Mapping):
        raise DomainError("answers.form", key="{}")
    for key in document:
        if key not in _KEYS:
            raise DomainError("answers.unknown_key", key=str(key))
    if document.get("format", FORMAT) != FORMAT:
        raise DomainError("answers.form", key="format")
    header_row = document.get("header_row")
    if header_row is not None and (type(header_row) is not int or header_row < 0):
        raise DomainError("answers.form", key="header_row")
    sheet = document.get("sheet", "")
    if not isinstance(sheet, str):
        raise DomainError("answers.form", key="sheet")
    unit = document.get("unit", Unit.PERSON.value)
    if unit not in list(Unit):
        raise DomainError("answers.form", key="unit")
    return Answers(
        sheet=sheet,
        header_row=header_row,
        columns=_columns(document),
        unit=Unit(unit),
        classes=_texts(document, "classes"),
        years=_years(document),
        defaults=_defaults(document),
        totals=_totals(document),
        values=_values(document),
        cells=_cells(document),
        skipped=_skipped(document),
        as_of=_as_of(document),
    )


def document_of(answers: Answers) -> dict[str, Any]:
    """The answers as a mapping file holds them; what was not answered is left out."""
    totals = {
        "members": answers.totals.members,
        "shares": None if answers.totals.shares is None else format_quantity(answers.totals.shares),
        "capital": None if answers.totals.capital is None else str(answers.totals.capital),
    }
    document: dict[str, Any] = {
        "sheet": answers.sheet,
        "header_row": answers.header_row,
        "columns": dict(answers.columns),
        "unit": answers.unit.value if answers.unit is not Unit.PERSON else "",
        "classes": dict(answers.classes),
        "years": dict(answers.years),
        "defaults": dict(answers.defaults),
        "totals": {key: value for key, value in totals.items() if value is not None},
        "values": {name.value: dict(words) for name, words in answers.values.items()},
        "cells": {place: _plain(value) for place, value in answers.cells.items()},
        "skipped": sorted(answers.skipped),
        "as_of": answers.as_of.isoformat() if answers.as_of else "",
    }
    return {"format": FORMAT} | {
        key: value for key, value in document.items() if value not in ("", None, {}, [])
    }


def _columns(document: Mapping[str, object]) -> Mapping[str, str]:
    columns = _texts(document, "columns")
    for named in columns.values():
        if named and named not in list(Field):
            raise DomainError("answers.unknown_field", field=named)
    return columns


def _years(document: Mapping[str, object]) -> Mapping[str, int]:
    """Years by column; 0 stands for several years in one sum."""
    given = document.get("years", {})
    if not isinstance(given, Mapping):
        raise DomainError("answers.form", key="years")
    for name, year in given.items():
        known = type(year) is int and (year == TOGETHER or FIRST_YEAR <= year <= LAST_YEAR)
        if not isinstance(name, str) or not known:
            raise DomainError("answers.form", key="years")
    return dict(given)


def _texts(document: Mapping[str, object], key: str) -> Mapping[str, str]:
    given = document.get(key, {})
    if not isinstance(given, Mapping) or not all(
        isinstance(name, str) and isinstance(value, str) for name, value in given.items()
    ):
        raise DomainError("answers.form", key=key)
    return dict(given)


def _defaults(document: Mapping[str, object]) -> Mapping[str, str]:
    """Values for fields without a column; a kind and a day must be ones."""
    defaults = _texts(document, "defaults")
    for name, value in defaults.items():
        if name not in list(Field):
            raise DomainError("answers.unknown_field", field=name)
        if name == Field.KIND and value not in list(MemberKind):
            raise DomainError("answers.form", key="defaults.kind")
        if name == Field.JOINED:
            read_date(value)
        if name == Field.SHARES:
            read_quantity(value)
        if name in AMOUNTS:
            read_money(value)
    return defaults


def _totals(document: Mapping[str, object]) -> TypedTotals:
    given = document.get("totals", {})
    if not isinstance(given, Mapping) or not set(given) <= {"members", "shares", "capital"}:
        raise DomainError("answers.form", key="totals")
    members, shares, capital = (given.get(key) for key in ("members", "shares", "capital"))
    try:
        return TypedTotals(
            None if members is None else int(str(members)),
            None if shares is None else read_quantity(str(shares)),
            None if capital is None else read_money(str(capital)),
        )
    except ValueError:
        raise DomainError("answers.form", key="totals") from None


def _values(document: Mapping[str, object]) -> Mapping[Field, Mapping[str, str]]:
    given = document.get("values", {})
    if not isinstance(given, Mapping):
        raise DomainError("answers.form", key="values")
    found: dict[Field, Mapping[str, str]] = {}
    for name in given:
        if name not in list(Field):
            raise DomainError("answers.unknown_field", field=str(name))
        found[Field(name)] = _texts(given, name)
    for word in found.get(Field.KIND, {}).values():
        if word not in list(MemberKind):
            raise DomainError("answers.form", key="values.kind")
    return found


def _cells(document: Mapping[str, object]) -> Mapping[str, CellValue]:
    given = document.get("cells", {})
    if not isinstance(given, Mapping) or not all(
        isinstance(value, str | int) or value is None for value in given.values()
    ):
        raise DomainError("answers.form", key="cells")
    return {str(place).upper(): value for place, value in given.items()}


def _skipped(document: Mapping[str, object]) -> frozenset[int]:
    given = document.get("skipped", [])
    if not isinstance(given, list) or not all(type(row) is int and row > 0 for row in given):
        raise DomainError("answers.form", key="skipped")
    return frozenset(given)


def _as_of(document: Mapping[str, object]) -> date | None:
    given = document.get("as_of", "")
    if not isinstance(given, str):
        raise DomainError("answers.form", key="as_of")
    return read_date(given) if given else None


def _plain(value: CellValue) -> str | int | None:
    """A correction as JSON carries it."""
    if value is None or type(value) is int:
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
