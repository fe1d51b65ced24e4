"""Columns of an entry grid as data: how a cell is read, shown, summed and found; and what is wrong with a row.

Knows no widget and no Qt. A cell keeps what was typed until it can be read, so that a mistake is seen as it was made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text
from coopdesk.domain.typed import read_date, read_money, read_quantity, read_rate, read_whole
from coopdesk.i18n import _, format_money, format_percent, format_quantity
from coopdesk.ui.kit.columns import Kind, as_whole
from coopdesk.wording import error_text

if TYPE_CHECKING:
    from coopdesk.ui.kit.hit_list import Hit

_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: clean_text,
    Kind.MASKED: clean_text,
    Kind.MONEY: read_money,
    Kind.QUANTITY: read_quantity,
    Kind.NUMBER: read_whole,
    Kind.PERCENT: read_rate,
    Kind.DATE: read_date,
}
_ROW = "row"
_NO_VALUES: "Values" = {}
Values = Mapping[str, object]
"""The good values of a row by key of column, as far as it is read."""
RowCheck = Callable[[Mapping[str, object]], tuple[str, DomainError] | None]
"""Looks at the values of a whole row; the key of the column where it is wrong with its error, None for a good row."""


@dataclass(frozen=True)
class GridColumn:
    """One column to be typed in.

    `title` is marked with `N_` and translated when shown. `kind` says how the text is read and shown; `check` reads it
    instead and raises DomainError, `words` shows its value instead. `find` gives hits for what is being typed, best
    first; the words of the hit taken are what `check` then reads. `required` cells must be filled in a row that has
    anything. `total` puts the sum under the column. `width` is in pixels at the smallest type; what `stretch`es shares
    the room left. A `hidden` column keeps what was typed in it, which then means nothing.

    `check_in_row` and `find_in_row` are given the values left of the cell as well. Enter passes over a cell that
    `passes_over` says is not asked for in its row; in an empty one that `repeats` it puts what stands above.
    `shorthand` turns what is typed, as the sign for the balancing sum, into what it stands for, given the place and all
    rows; before that `belongs` may name another column to which it goes. `beside` is what stands quietly at the right
    of a value (None for an empty cell), given its whole row. Space takes what is typed to the column that this one
    `swaps` with, as debit with credit, and goes on. `aliases` are other headings that are pasted over such a column.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 120
    check: Callable[[str], object] | None = None
    words: Callable[[Any], str] | None = None
    find: "Callable[[str], Sequence[Hit[Any]]] | None" = None
    check_in_row: Callable[[str, Values], object] | None = None
    find_in_row: "Callable[[str, Values], Sequence[Hit[Any]]] | None" = None
    passes_over: Callable[[Values], bool] | None = None
    shorthand: "Callable[[str, int, Sequence[CheckedRow]], str] | None" = None
    belongs: "Callable[[str, int, Sequence[CheckedRow]], str] | None" = None
    beside: Callable[[Any, Values], str] | None = None
    swaps: str = ""
    repeats: bool = False
    aliases: tuple[str, ...] = ()
    required: bool = False
    total: bool = False
    stretch: bool = False
    hidden: bool = False

    @property
    def finds(self) -> bool:
        """Whether what is being typed is looked for."""
        return self.find is not None or self.find_in_row is not None

    def found(self, typed: str, values: Values) -> "Sequence[Hit[Any]]":
        """Hits for what is being typed in a row of those values, best first."""
        if self.find_in_row is not None:
            return self.find_in_row(typed, values)
        return () if self.find is None else self.find(typed)

    def read(self, typed: str, values: Values = _NO_VALUES) -> object:
        """The value of a cell that has text, left of which those stand; raises DomainError."""
        if self.check_in_row is not None:
            return self.check_in_row(typed, values)
        return (self.check or _READERS[self.kind])(typed)

    def text_of(self, value: object) -> str:
        """A good value in its usual form, as it is shown and typed again; empty for nothing."""
        if value is None:
            return ""
        if self.words is not None:
            return self.words(value)
        if self.kind.is_figure:
            return figure_text(self.kind, as_whole(value))
        return value.isoformat() if isinstance(value, date) else str(value)


def figure_text(kind: Kind, whole: int) -> str:
    """Fen, millionths or a count as the cells of such a column show them."""
    if kind is Kind.MONEY:
        return format_money(whole)
    if kind is Kind.QUANTITY:
        return format_quantity(whole)
    return format_percent(whole) if kind is Kind.PERCENT else f"{whole:,}"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as typed (good cells in their usual form), with the value or the mistake of each cell, by column."""

    typed: tuple[str, ...]
    values: tuple[object, ...]
    errors: tuple[DomainError | None, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it; such a row counts for nothing."""
        return not any(self.typed)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one cell: row and column by place, counted from 0, the title of the column, and the error."""

    row: int
    column: int
    title: str
    error: DomainError

    @property
    def text(self) -> str:
        """`第 3 行“金额”：…`, with what to do; an error that names its row is said as it is."""
        what = error_text(self.error)
        if _ROW in self.error.params:
            return what
        return _("第 {row} 行“{column}”：{what}").format(
            row=f"{self.row + 1:,}", column=_(self.title), what=what
        )


def in_row(error: DomainError, row: int) -> DomainError:
    """An error that names its row (counted from 1) with the one it stands in, by place; any other as it is."""
    if _ROW not in error.params:
        return error
    return DomainError(error.code, **{**error.params, _ROW: row + 1})


def check_cells(columns: Sequence[GridColumn], typed: Sequence[str], whole: RowCheck | None) -> CheckedRow:
    """Read every cell of a row, then the row as a whole if each is good by itself."""
    texts: list[str] = []
    values: list[object] = []
    errors: list[DomainError | None] = []
    good: dict[str, object] = {}
    for column, cell in zip(columns, typed, strict=True):
        text, value, error = _read_cell(column, cell, good)
        texts.append(text)
        values.append(value)
        errors.append(error)
        good[column.key] = value
    if any(texts):
        for place, column in enumerate(columns):
            if column.required and not column.hidden and not texts[place]:
                errors[place] = DomainError("field.required", field=_(column.title))
        if whole is not None and not any(errors):
            wrong = whole(good)
            if wrong is not None:
                place = next(at for at, column in enumerate(columns) if column.key == wrong[0])
                errors[place] = wrong[1]
    return CheckedRow(tuple(texts), tuple(values), tuple(errors))


def _read_cell(column: GridColumn, typed: str, left: Values) -> tuple[str, object, DomainError | None]:
    text = typed.strip()
    if not text or column.hidden:
        return text, None, None
    try:
        value = column.read(text, left)
    except DomainError as error:
        return text, None, error
    return column.text_of(value), value, None
