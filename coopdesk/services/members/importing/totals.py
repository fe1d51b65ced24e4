"""The sheet's own totals beside what was read of its rows: heads, shares, capital.

A total that differs is an error of its own and is never guessed away; typed totals stand in place of the sheet's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.cells import read_shares, read_yuan, shown
from coopdesk.services.members.importing.columns import Column
from coopdesk.services.members.importing.fields import MONEY, Field
from coopdesk.services.members.importing.findings import Fault, Findings
from coopdesk.services.members.importing.rows import RowKind, Rows, people_of
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.importing.words import Words
from coopdesk.services.source_table import CellValue, SourceTable


class TotalOf(StrEnum):
    """What is counted together."""

    MEMBERS = "members"
    SHARES = "shares"
    CAPITAL = "capital"
    RESERVE = "reserve"
    SUBSIDY = "subsidy"
    DONATION = "donation"
    PAST_REFUND = "past_refund"
    PAST_DIVIDEND = "past_dividend"


@dataclass(frozen=True, slots=True)
class Total:
    """One total: what was found or typed, what was read, and where it stands (row -1 for a typed one).

    `share_class` is the class of a column that holds one, `year` the year before the book. Shares are in millionths,
    amounts in fen.
    """

    of: TotalOf
    found: int
    read: int
    row: int = -1
    column: int = 0
    agree: bool = False
    share_class: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """All totals that were found or typed; `agree` is None where there is none."""

    totals: tuple[Total, ...] = ()
    agree: bool | None = None


@dataclass
class Sums:
    """What was read, column by column: the sum of its cells, by row, and whether each could be read."""

    members: int
    persons: int
    by_column: Mapping[int, Sequence[int | None]]
    unread: frozenset[int] = field(default_factory=frozenset)


def compare(
    table: SourceTable,
    rows: Rows,
    columns: Sequence[Column],
    sums: Sums,
    answers: Answers,
    words: Words,
    findings: Findings,
) -> Totals:
    """The totals with what was read beside each; `totals.differ` for one that differs and could be compared."""
    found = list(_found(table, rows, columns, sums, words, findings))
    typed = answers.totals
    read = _by_field(columns, sums)
    for of, number in (
        (TotalOf.MEMBERS, typed.members),
        (TotalOf.SHARES, typed.shares),
        (TotalOf.CAPITAL, None if typed.capital is None else typed.capital.fen),
    ):
        if number is not None:
            found = [total for total in found if total.of is not of]
            found.append(_people(number, sums) if of is TotalOf.MEMBERS else _typed(of, number, read))
    unread = {column.field for column in columns if column.place in sums.unread}
    for total in found:
        # What could not be read is told by its own cells: once these are right, the total is compared.
        hindered = total.column in sums.unread if total.row >= 0 else total.of.value in unread
        if not total.agree and not hindered:
            params = {
                "name": total.of,
                "found": _shown(total.of, total.found),
                "read": _shown(total.of, total.read),
                "difference": _shown(total.of, abs(total.found - total.read)),
            }
            findings.errors.append(
                Fault("totals.differ", total.row, total.column, _value(table, total), params)
            )
    return Totals(tuple(found), all(total.agree for total in found) if found else None)


def _by_field(columns: Sequence[Column], sums: Sums) -> dict[str, int]:
    read: dict[str, int] = {}
    for column in columns:
        if column.field is not None and column.place in sums.by_column:
            read[column.field.value] = read.get(column.field.value, 0) + _sum(sums.by_column[column.place])
    return read


def _sum(values: Sequence[int | None]) -> int:
    return sum(filter(None, values))


def _typed(of: TotalOf, found: int, read: Mapping[str, int]) -> Total:
    have = read.get(of.value, 0)
    return Total(of, found, have, agree=found == have)


def _people(found: int, sums: Sums, row: int = -1, column: int = 0) -> Total:
    """A count of people may be of members or, in a register of households, of all persons."""
    read = sums.persons if found == sums.persons else sums.members
    return Total(TotalOf.MEMBERS, found, read, row, column, found == read)


def _shown(of: TotalOf, number: int) -> object:
    """A total as its sentence shows it."""
    if of is TotalOf.MEMBERS:
        return number
    return format_quantity(Quantity(number)) if of is TotalOf.SHARES else Money(number)


def _value(table: SourceTable, total: Total) -> str:
    return shown(table.cell(total.row, total.column)) if total.row >= 0 else ""


def _found(
    table: SourceTable,
    rows: Rows,
    columns: Sequence[Column],
    sums: Sums,
    words: Words,
    findings: Findings,
) -> Sequence[Total]:
    """The totals of the sheet's total row; the row of the whole where there are several."""
    chosen = _total_row(table, rows, columns, sums, words, findings)
    if chosen is None:
        return list(_of_pages(table, rows, columns, sums))
    found: list[Total] = []
    for column in columns:
        if column.place not in sums.by_column:
            continue
        value = table.cell(chosen, column.place)
        number = _number(value, column)
        if number is None:
            continue
        of = _of(column)
        read = _sum(sums.by_column[column.place])
        agree = number == read
        found.append(Total(of, number, read, chosen, column.place, agree, column.share_class, column.year))
    for place, value in enumerate(table.rows[chosen]):
        people = people_of(value) if isinstance(value, str) else None
        if people is not None:
            found.append(_people(people, sums, chosen, place))
            break
    return found


def _of_pages(table: SourceTable, rows: Rows, columns: Sequence[Column], sums: Sums) -> Iterator[Total]:
    """Totals of a sheet that has none of all, but one under each of its pages or groups: these together.

    Where they run on from page to page the last is the total. A column counts that has a sum in each of them.
    """
    pages = [other.row for other in rows.others if other.kind is RowKind.SUBTOTAL]
    if not pages or pages[-1] < max(rows.index, default=-1):
        return
    for column in columns:
        values = sums.by_column.get(column.place)
        numbers = [_number(table.cell(row, column.place), column) for row in pages]
        told = [number for number in numbers if number is not None]
        if values is None or len(told) < len(pages):
            continue
        read = _sum(values)
        found = told[-1] if told[-1] == read else sum(told)
        agree = found == read
        yield Total(_of(column), found, read, pages[-1], column.place, agree, column.share_class, column.year)


def _total_row(
    table: SourceTable,
    rows: Rows,
    columns: Sequence[Column],
    sums: Sums,
    words: Words,
    findings: Findings,
) -> int | None:
    """The row of the total of all: the one called so, else the last; subtotals are looked at and warned of."""
    labelled = [other.row for other in rows.others if other.kind is RowKind.TOTAL]
    grand = frozenset(map(compared, words.grand))
    of_all = [
        row
        for row in labelled
        if any(isinstance(cell, str) and compared(cell) in grand for cell in table.rows[row])
    ]
    _check_subtotals(table, rows, columns, sums, findings)
    if of_all:
        return of_all[-1]
    if labelled:
        return labelled[-1]
    return _unlabelled(table, rows, columns, sums, findings)


def _unlabelled(
    table: SourceTable, rows: Rows, columns: Sequence[Column], sums: Sums, findings: Findings
) -> int | None:
    """A row of bare sums under the last member is a total where it is one; anything else lacks its name."""
    found = None
    for other in rows.others:
        if other.kind is not RowKind.UNLABELLED:
            continue
        told = [
            (number, _sum(sums.by_column[column.place]))
            for column in columns
            if column.place in sums.by_column
            and (number := _number(table.cell(other.row, column.place), column)) is not None
        ]
        if told and all(number == read for number, read in told) and other.row > max(rows.index, default=-1):
            found = other.row
        else:
            findings.errors.append(Fault("import.name_missing", other.row, 0, other.text))
    return found


def _check_subtotals(
    table: SourceTable, rows: Rows, columns: Sequence[Column], sums: Sums, findings: Findings
) -> None:
    """Warn of a page's subtotal that is neither the sum of its own rows nor of all rows so far."""
    before = -1
    for other in rows.others:
        if other.kind is not RowKind.SUBTOTAL:
            continue
        for column in columns:
            values = sums.by_column.get(column.place)
            number = _number(table.cell(other.row, column.place), column) if values is not None else None
            if values is None or number is None or column.place in sums.unread:
                continue
            so_far = [value or 0 for row, value in zip(rows.index, values, strict=True) if row < other.row]
            page = [
                value or 0 for row, value in zip(rows.index, values, strict=True) if before < row < other.row
            ]
            if number not in (sum(page), sum(so_far)):
                params = {"found": _shown(_of(column), number), "read": _shown(_of(column), sum(page))}
                findings.warnings.append(
                    Fault(
                        "totals.page_differs",
                        other.row,
                        column.place,
                        shown(table.cell(other.row, column.place)),
                        params,
                    )
                )
        before = other.row


def _of(column: Column) -> TotalOf:
    return TotalOf(column.field.value) if column.field is not None else TotalOf.SHARES


def _number(value: CellValue, column: Column) -> int | None:
    """What a total says, in millionths or fen; None for an empty cell or a word."""
    if value is None:
        return None
    try:
        if column.field in MONEY:
            if isinstance(value, Decimal):
                value = round(value, 6)
            return read_yuan(value, column.factor)[0]
        if column.field is Field.SHARES or column.is_total:
            return read_shares(value, column.factor)[0]
    except DomainError:
        return None
    return None
