"""The three statements as tables on screen: rows and columns of the official forms, each amount with its figure.

Knows forms and columns, no widget and no book. The words of a form are the ministry's and stay Chinese.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from coopdesk.domain.ledger.statement_rows import (
    ASSET_ROWS,
    LIABILITY_AND_EQUITY_ROWS,
    EquityColumn,
    EquityLine,
    Form,
)
from coopdesk.domain.ledger.statements import EquityStatement, Figure, Statement
from coopdesk.services.ledger.papers.statements import (
    Level,
    StatementRow,
    StatementYear,
    equity_rows,
    statement_rows,
)
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table_model import SequenceModel


@dataclass(frozen=True)
class Opened:
    """A figure that can be opened, in words: form, row and column."""

    words: str
    figure: Figure


@dataclass(frozen=True)
class FormRow:
    """A row on screen: texts and amounts by the key of a column, its figures likewise, the columns set in bold."""

    name: str
    values: dict[str, object]
    figures: dict[str, Opened]
    strong: frozenset[str] = frozenset()


class FormModel(SequenceModel[FormRow]):
    """Rows in the order of the form, whatever is clicked: an official form is not sorted."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        return

    def _cell(self, column: Column[FormRow], row: FormRow, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            # Columns are as wide as bold sums need; set in bold are only some.
            return self._bold_font() if column.key in row.strong else None
        return super()._cell(column, row, role)

    def _shown(self, column: Column[FormRow], row: FormRow) -> str:
        return "" if row.values.get(column.key) is None else super()._shown(column, row)


def balance_columns(statement: Statement) -> tuple[Column[FormRow], ...]:
    """会农社01表: the two sides beside each other."""
    return (
        *_side_columns("left", "资产", statement),
        *_side_columns("right", "负债和所有者权益", statement),
    )


def surplus_columns(statement: Statement) -> tuple[Column[FormRow], ...]:
    """会农社02表."""
    return tuple(_side_columns("left", "项目", statement))


def equity_columns() -> tuple[Column[FormRow], ...]:
    """会农社03表: beside each amount the words that the form splits off."""
    columns: list[Column[FormRow]] = [_text("words", "项目", 84, whole=True)]
    for column in EquityColumn:
        if column is not EquityColumn.TOTAL:
            columns.append(_text(f"{column.value}_words", "其中", 70, whole=True))
        columns.append(_money(column.value, column.caption, 84))
    return tuple(columns)


def balance_rows(year: StatementYear) -> list[FormRow]:
    """The rows of 会农社01表, the two totals on one line."""
    sheet = year.balance
    left = list(statement_rows(sheet, ASSET_ROWS))
    right = list(statement_rows(sheet, LIABILITY_AND_EQUITY_ROWS))
    gap: list[StatementRow | None] = [None] * (len(left) - len(right))
    pairs = zip(left, [*right[:-1], *gap, right[-1]], strict=True)
    return [
        _joined(str(number), _half("left", one, sheet), _half("right", other, sheet))
        for number, (one, other) in enumerate(pairs)
    ]


def surplus_rows(year: StatementYear) -> list[FormRow]:
    """The rows of 会农社02表."""
    statement = year.surplus
    rows = statement_rows(statement, (row.rule for row in statement.rows))
    return [_joined(str(number), _half("left", row, statement)) for number, row in enumerate(rows)]


def equity_form_rows(statement: EquityStatement) -> list[FormRow]:
    """The rows of 会农社03表."""
    columns = [column for column in EquityColumn if column is not EquityColumn.TOTAL]
    found = []
    for line, row in zip(EquityLine, equity_rows(statement, columns), strict=True):
        values: dict[str, object] = {"words": row.words}
        figures = {}
        for column, cell in zip((*columns, EquityColumn.TOTAL), (*row.cells, None), strict=True):
            figure = statement.figures.get((line, column))
            if cell is not None:
                values[f"{column.value}_words"] = cell[0]
            if figure is not None:
                values[column.value] = figure.amount
                said = line.caption or (cell[0] if cell is not None else "")
                figures[column.value] = Opened(_words(Form.EQUITY, column.caption, said), figure)
        strong = frozenset(values) if line in (EquityLine.OPENING, EquityLine.CLOSING) else frozenset()
        found.append(FormRow(line.value, values, figures, strong))
    return found


def _side_columns(side: str, title: str, statement: Statement) -> Iterator[Column[FormRow]]:
    yield _text(f"{side}_words", title, 150, stretch=True)
    yield _text(f"{side}_number", "行次", 46)
    for column in statement.columns:
        yield _money(f"{side}_{column.value}", column.caption)


def _value(key: str) -> Callable[[FormRow], object]:
    return lambda row: row.values.get(key)


def _text(key: str, title: str, width: int, *, stretch: bool = False, whole: bool = False) -> Column[FormRow]:
    return Column(key, title, width=width, value=_value(key), stretch=stretch, whole=whole)


def _money(key: str, title: str, width: int = 108) -> Column[FormRow]:
    return Column(key, title, Kind.MONEY, width=width, value=_value(key), bold=True)


_Half = tuple[dict[str, object], dict[str, Opened], frozenset[str]]


def _half(side: str, row: StatementRow | None, statement: Statement) -> _Half:
    if row is None:
        return {}, {}, frozenset()
    words = f"　　{row.words}" if row.level is Level.PART else row.words
    values: dict[str, object] = {f"{side}_words": words, f"{side}_number": row.number}
    figures = {}
    if row.number:
        for column, figure in statement.row(int(row.number)).figures.items():
            if figure is not None:
                key = f"{side}_{column.value}"
                values[key] = figure.amount
                said = _words(statement.form, column.caption, row.words.strip(), row.number)
                figures[key] = Opened(said, figure)
    strong = frozenset(values) if row.level in (Level.SUM, Level.HEADING) else frozenset()
    return values, figures, strong


def _joined(name: str, *halves: _Half) -> FormRow:
    values: dict[str, object] = {}
    figures: dict[str, Opened] = {}
    strong: frozenset[str] = frozenset()
    for half_values, half_figures, half_strong in halves:
        values |= half_values
        figures |= half_figures
        strong |= half_strong
    return FormRow(name, values, figures, strong)


def _words(form: Form, column: str, row: str, number: str = "") -> str:
    """`资产负债表 第1行 货币资金 期末余额`."""
    at = f"第{number}行 " if number else ""
    return f"{form.caption} {at}{row} {column}"
