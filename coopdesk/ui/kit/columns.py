"""Columns as data: one list that the table, the copy to Excel and the print of a page all read.

Knows how a value is shown, copied, summed and compared; knows no widget and no Qt.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from coopdesk.i18n import _, format_money, format_percent, format_quantity, join_texts

Row = TypeVar("Row")
DASH = "—"
_MINUS = "−"
_FEN = 100


class Kind(Enum):
    """What the values of a column are: Money or fen, millionths, millionths shown as percent, dates, plain text."""

    TEXT = "text"
    MONEY = "money"
    QUANTITY = "quantity"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MASKED = "masked"

    @property
    def is_figure(self) -> bool:
        """Whether cells are numbers: set right, summed, and copied as numbers."""
        return self in (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.PERCENT)


def mask(text: str) -> str:
    """An ID, account or telephone number with its middle hidden, as posted papers show it."""
    for length, head, tail in ((15, 4, 4), (9, 3, 4), (5, 1, 2)):
        if len(text) >= length:
            return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"
    return "*" * len(text)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of rows of one kind.

    `key` names the value: the attribute of the row unless `value` fetches it. `title` is marked with `N_` and
    translated when shown. `width` is in pixels at the smallest type. `words` turns a value (a code, an enum) into what
    is shown and copied. `zero` is shown for nothing and for zero unless `show_zero`. `total` makes the sum of the
    selected rows appear in the status bar. `hide` masks a masked value. `sort_key` and `hidden` speak for themselves.
    `yields` says that the value stands elsewhere too, so that the column goes where the table is too narrow for all.
    `whole` says that the text tells which row this is, as a member's number does, and is not cut.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 110
    value: Callable[[Row], object] | None = None
    words: Callable[[object], str] | None = None
    sort_key: Callable[[Row], object] | None = None
    hide: Callable[[str], str] = mask
    show_zero: bool = False
    signed: bool = False
    bold: bool = False
    stretch: bool = False
    total: bool = False
    hidden: bool = False
    yields: bool = False
    whole: bool = False
    unit: str = ""

    def value_of(self, row: Row) -> object:
        """The value of this column in that row."""
        return self.value(row) if self.value is not None else getattr(row, self.key)

    def shown(self, value: object) -> str:
        """What the cell shows: thousands separators, a real minus sign, a dash for zero or nothing."""
        if self.words is not None:
            return self.words(value)
        if value is None or value == "":
            return DASH if self.kind is not Kind.TEXT else ""
        if self.kind.is_figure:
            return self._figure(value)
        if self.kind is Kind.MASKED:
            return self.hide(str(value))
        return value.isoformat() if isinstance(value, date) else str(value)

    def copied(self, value: object) -> str:
        """What goes into a cell of Excel: the bare number or date, without separators or dashes."""
        if self.words is not None:
            return self.words(value)
        if value is None:
            return ""
        if self.kind is Kind.MONEY:
            return format_money(as_whole(value)).replace(",", "")
        if self.kind is Kind.QUANTITY:
            return format_quantity(as_whole(value)).replace(",", "")
        return self.shown(value) if self.kind in (Kind.PERCENT, Kind.MASKED) else str(value)

    def sorted_by(self, row: Row) -> tuple[bool, object]:
        """Key for sorting in memory; rows without a value come first."""
        found = self.sort_key(row) if self.sort_key is not None else self.value_of(row)
        comparable = as_whole(found) if self.kind.is_figure and found is not None else found
        return (found is not None, "" if found is None else comparable)

    def _figure(self, value: object) -> str:
        number = as_whole(value)
        if number == 0 and not self.show_zero:
            return DASH
        text = self._formatted(number)
        if self.signed and number > 0:
            return f"+{text}"
        return text.replace("-", _MINUS)

    def _formatted(self, number: int) -> str:
        if self.kind is Kind.MONEY:
            return format_money(number)
        if self.kind is Kind.QUANTITY:
            return format_quantity(number)
        return format_percent(number) if self.kind is Kind.PERCENT else f"{number:,}"


def as_whole(value: object) -> int:
    """Fen of a Money, millionths of a quantity, the number itself of an int; raises TypeError for anything else."""
    for attribute in ("fen", "millionths"):
        whole = getattr(value, attribute, None)
        if isinstance(whole, int):
            return whole
    if isinstance(value, int):
        return value
    raise TypeError(f"not a figure in whole units: {value!r}")


def total_text(column: Column[Row], rows: Sequence[Row]) -> str:
    """`实发合计 170,000.00` for the rows; values that are missing count as nothing."""
    values = [column.value_of(row) for row in rows]
    whole = sum(as_whole(value) for value in values if value is not None)
    text = column._formatted(whole).replace("-", _MINUS)
    amount = join_texts(text, _(column.unit)) if column.unit else text
    return _("{title}合计 {sum}").format(title=_(column.title), sum=amount)
