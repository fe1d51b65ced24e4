"""Prints 股份变动登记簿 of a year: the lines over lying A4 pages, then what the shares of each class come to.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import SIGNATURES, Flow
from coopdesk.reports.pdf.flow_table import FlowTable, Row, column_width
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.members.papers.operation_book import ClassSum, OperationFigures, OperationRow
from coopdesk.services.members.papers.register import shares_text
from coopdesk.services.ports import Progress

_TITLE = "股份变动登记簿"
_TEXT = 8.5
_LEAST = 66.0


def write_operation_book(
    figures: OperationFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    title = f"{figures.year} 年{_TITLE}"
    flow = Flow(
        f"{figures.coop} {title}",
        printed_on,
        title,
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
        lying=True,
    )
    flow.title(figures.coop, title)
    flow.paragraph(figures.opening)
    FlowTable(flow, _columns(flow, figures), _TEXT).draw(
        [_row(row, figures) for row in figures.rows], progress
    )
    flow.heading("各类股份增减", level=5)
    FlowTable(flow, _sum_columns(flow), _TEXT).draw([_sum(each) for each in figures.sums])
    flow.notes(figures.notes, following=SIGNATURES)
    flow.signed_by(
        (
            ("理事长（法定代表人）", figures.chair),
            ("监事", figures.supervisor),
            ("制表人", figures.prepared_by),
        ),
        f"{figures.printed}制表",
    )
    return deliver(flow.finish(), target)


def _columns(flow: Flow, figures: OperationFigures) -> tuple[Column, ...]:
    """As wide as the figures need; parties, paper and remarks share what is left."""
    rows, lettering = figures.rows, flow.lettering

    def width(texts: list[str], style: Style, least: float) -> float:
        return max(column_width(lettering, texts, style, _TEXT), least)

    shares = width([shares_text(row.shares) for row in rows], Style.SANS, 44)
    first = (
        Column(("号",), width([f"{row.number:,}" for row in rows], Style.SERIF, 28)),
        Column(("登记日",), 52),
        Column(("生效日",), 52),
        Column(("事项",), 68, Align.LEFT),
    )
    held = [Column(("股份类别",), 52, Align.LEFT)] if figures.labelled else []
    held.append(Column(("股数",), shares, Align.RIGHT, Style.SANS))
    room = flow.width - sum(column.width for column in (*first, *held))
    parts = (("转出方", 0.26), ("转入方", 0.26), ("凭据", 0.24), ("备注", 0.24))
    giver, taker, document, remark = (
        Column((title,), max(room * part, _LEAST), Align.LEFT) for title, part in parts
    )
    return (*first, giver, taker, *held, document, remark)


def _row(row: OperationRow, figures: OperationFigures) -> Row:
    label = (row.label,) if figures.labelled else ()
    parties = (row.giver, row.taker)
    cells = (f"{row.number:,}", row.entered, row.day, row.matter, *parties, *label)
    return Row((*cells, shares_text(row.shares), row.document, row.remark))


def _sum_columns(flow: Flow) -> tuple[Column, ...]:
    width = flow.width / 6
    figures = ("上年末股数", "本年增加", "本年减少", "年末股数", "成员之间转移")
    return (
        Column(("股份类别",), width, Align.LEFT),
        *(Column((title,), width, Align.RIGHT, Style.SANS) for title in figures),
    )


def _sum(each: ClassSum) -> Row:
    figures = (each.opening, each.gained, each.lost, each.closing, each.moved)
    return Row((each.label, *map(shares_text, figures)))
