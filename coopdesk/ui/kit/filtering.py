"""What is typed above a column, as a test on its cells; for rows in memory. Knows no widget.

Text is found anywhere in what the cell shows, whatever its case; a figure or date may be compared: `>1000`, `<=3.5`,
`>=2019-12-20`. A sum may be typed as it is read, with or without separators.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.services.filter_grammar import Comparison, as_digits, comparison, plain
from coopdesk.ui.kit.columns import Column, Kind, Row, as_whole
from coopdesk.ui.kit.typed import read_date, read_money, read_quantity, read_whole


def matcher(column: Column[Row], typed: str) -> Callable[[Row], bool]:
    """A test whether a row's cell in this column fits what was typed."""
    text = plain(typed)
    compared = comparison(text)
    if compared is not None and (column.kind.is_figure or column.kind is Kind.DATE):
        return _compared(column, compared)
    needle = as_digits(text.casefold()) if column.kind.is_figure else text.casefold()
    return lambda row: needle in _searched(column, row)


def filtered(columns: Sequence[Column[Row]], rows: Sequence[Row], filters: dict[str, str]) -> list[Row]:
    """The rows that fit every filter, in their order."""
    tests = [
        matcher(column, filters[column.key]) for column in columns if filters.get(column.key, "").strip()
    ]
    return [row for row in rows if all(test(row) for test in tests)]


def _searched(column: Column[Row], row: Row) -> str:
    shown = unicodedata.normalize("NFKC", column.shown(column.value_of(row))).casefold()
    return as_digits(shown) if column.kind.is_figure else shown


def _compared(column: Column[Row], asked: Comparison) -> Callable[[Row], bool]:
    limit = _date(asked.limit) if column.kind is Kind.DATE else _whole(column.kind, asked.limit)
    test = asked.test

    def fits(row: Row) -> bool:
        value = column.value_of(row)
        if value is None or limit is None:
            return False
        return bool(test(as_whole(value) if column.kind.is_figure else value, limit))

    return fits


def _whole(kind: Kind, typed: str) -> int | None:
    """What a figure is compared with, in the units of its column; None for what is no such figure."""
    try:
        if kind is Kind.MONEY:
            return read_money(typed).fen
        if kind is Kind.NUMBER:
            return read_whole(typed)
        return (
            read_quantity(typed) if kind is Kind.QUANTITY else read_quantity(typed.removesuffix("%")) // 100
        )
    except DomainError:
        return None


def _date(typed: str) -> date | None:
    for rest in ("", "-01", "-01-01"):  # a month or a year alone means its first day
        try:
            return read_date(typed.strip() + rest)
        except DomainError:
            continue
    return None
