"""Prints the books of the ledger: tables over as many pages as they need, sums carried from page to page.

Takes frozen figures and computes nothing but places. A table with more columns than a sheet holds goes on with the
further ones behind the first, the fixed columns said again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import SIGNATURES, Flow, Outline
from coopdesk.reports.pdf.flow_table import FlowTable, Row, RowKind, column_width, group_row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.ledger.papers.books import BookFigures
from coopdesk.services.ledger.papers.common import UNIT
from coopdesk.services.paper_table import (
    ColumnKind,
    PaperColumn,
    PaperRow,
    PaperTable,
    RowLook,
    TableCell,
)
from coopdesk.services.ports import Progress

_TEXT = 8.5
_LEAST_MONEY, _LEAST_SHORT, _LEAST_WORDS = 58.0, 30.0, 54.0
_BROUGHT, _CARRIED = "承前页", "过次页"
_NOTHING = "本期没有记录。"
_MANY_GROUPS, _CONTENTS_FROM = 8, 4
"""From so many accounts and pages on there are contents."""
_OF_FIGURES = (ColumnKind.MONEY, ColumnKind.COUNT)


def write_book(
    figures: BookFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes a book as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    head = figures.head
    title = f"{head.coop} {figures.period}{figures.title}"
    groups = sum(row.look is RowLook.GROUP for table in figures.tables for row in table.rows)
    flow = Flow(
        title,
        printed_on,
        f"{figures.title}　{figures.period}",
        draft=False,
        sample=head.sample,
        witness=head.witness,
        lying=figures.lying,
        outline=Outline(contents_from=_CONTENTS_FROM if groups >= _MANY_GROUPS else 0),
    )
    flow.title(head.coop, figures.title)
    flow.stream.text(flow.left, flow.top - 11, figures.period, Style.SERIF, 10)
    flow.stream.right(flow.right, flow.top - 11, UNIT, Style.SERIF, 10)
    flow.top -= 15
    for table in figures.tables:
        if table.name != figures.title:
            flow.heading(table.name, level=5)
        draw_table(flow, table, progress)
    if not any(table.rows for table in figures.tables):
        flow.paragraph(_NOTHING)
    flow.notes(figures.notes, following=SIGNATURES)
    names = {"会计主管": head.chief, "记账": head.accountant}
    flow.signed_by(
        tuple((office, names.get(office, "")) for office in figures.offices), f"{head.printed}打印"
    )
    return deliver(flow.finish(), target)


def draw_table(flow: Flow, table: PaperTable, progress: Progress | None = None) -> None:
    """A table at the place a flow has come to, over as many pages as it needs."""
    for places in _parts(flow, table):
        columns = _columns(flow, table, places)
        FlowTable(flow, columns, _TEXT).draw([_row(row, places) for row in table.rows], progress)


def _parts(flow: Flow, table: PaperTable) -> Iterator[Sequence[int]]:
    """The places of the columns that stand beside each other: all, or as many as a sheet holds."""
    widths = [_width(flow, table, place) for place in range(len(table.columns))]
    if not table.fixed or sum(widths) <= flow.width:
        yield range(len(table.columns))
        return
    fixed = sum(widths[: table.fixed])
    further = range(table.fixed, len(table.columns))
    part: list[int] = []
    for place in further:
        if part and fixed + sum(widths[at] for at in part) + widths[place] > flow.width:
            yield [*range(table.fixed), *part]
            part = []
        part.append(place)
    yield [*range(table.fixed), *part]


def _columns(flow: Flow, table: PaperTable, places: Sequence[int]) -> list[Column]:
    """The columns, as wide as what stands in them; those of words share what is left."""
    widths = {place: _width(flow, table, place) for place in places}
    words = [place for place in places if table.columns[place].kind is ColumnKind.TEXT]
    left = flow.width - sum(widths.values())
    weight = sum(table.columns[place].width for place in words)
    for place in words:
        widths[place] += max(left, 0.0) * table.columns[place].width / weight
    shrunk = min(1.0, flow.width / sum(widths.values()))
    made = [_column(table.columns[place], widths[place]) for place in places]
    return [replace(column, width=column.width * shrunk) for column in made]


def _column(column: PaperColumn, width: float) -> Column:
    if column.kind in _OF_FIGURES:
        return Column((column.title,), width, Align.RIGHT, Style.SANS, over=column.over, reddens=True)
    align = Align.LEFT if column.kind is ColumnKind.TEXT else Align.CENTRE
    return Column((column.title,), width, align, Style.SERIF, over=column.over)


def _width(flow: Flow, table: PaperTable, place: int) -> float:
    column = table.columns[place]
    if column.kind is ColumnKind.TEXT:
        return _LEAST_WORDS
    style = Style.SANS_BOLD if column.kind in _OF_FIGURES else Style.SERIF_BOLD
    texts = {_text(cell) for row in table.rows for cell in _in_column(row, place)}
    if column.kind is not ColumnKind.MONEY:
        texts.add(column.title)
    least = _LEAST_MONEY if column.kind is ColumnKind.MONEY else _LEAST_SHORT
    return max(column_width(flow.lettering, [*texts], style, _TEXT), least)


def _in_column(row: PaperRow, place: int) -> Iterator[TableCell]:
    if row.look is not RowLook.GROUP:
        yield row.cells[place]
        yield from row.carried[place : place + 1]


def _row(row: PaperRow, places: Sequence[int]) -> Row:
    if row.look is RowLook.GROUP:
        return group_row(_text(row.cells[0]))
    cells = tuple(_text(row.cells[place]) for place in places)
    carried = tuple(_text(row.carried[place]) for place in places) if row.carried else ()
    brought = tuple(_BROUGHT if text == _CARRIED else text for text in carried)
    kind = RowKind.SUM if row.look is RowLook.SUM else RowKind.ROW
    return Row(cells, kind, carried=(carried, brought) if carried else None)


def _text(cell: TableCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Money):
        return amount_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:,}" if isinstance(cell, int) else cell
