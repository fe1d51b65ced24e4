"""Prints 亏损处理方案: the loss, what meets it, and the list of what each member's account bears.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import GAP, LEFT, LINE, STEP, WIDTH, Flow
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Cell, Column, Table
from coopdesk.services.distribution.papers.loss import LossFigures, LossRow
from coopdesk.services.progress import Progress

_HEAD, _ROW, _SUM = 24.0, 16.0, 19.0
_LEAST_ROWS = 3


class _LossPrinter:
    """One paper, section after section."""

    def __init__(self, figures: LossFigures, printed_on: date) -> None:
        self._figures = figures
        name = f"{figures.year}年度亏损处理方案" + ("（草案）" if figures.draft else "")
        head = f"{name}　待成员大会表决" if figures.draft else name
        self._name = name.replace("年度", " 年度", 1)
        self.flow = Flow(
            f"{figures.coop} {name}",
            printed_on,
            head,
            draft=figures.draft,
            sample=figures.sample,
            witness=figures.witness,
        )

    def draw(self, progress: Progress | None) -> None:
        figures, flow = self._figures, self.flow
        flow.title(figures.coop, self._name)
        flow.paragraph(figures.opening)
        flow.heading("亏损情况", len(figures.loss) * STEP)
        flow.sums(figures.loss)
        flow.heading("处理办法", len(figures.cover) * STEP)
        flow.sums(figures.cover)
        if figures.rows:
            flow.heading("成员账户承担明细", 3 * LINE + _HEAD)
            flow.paragraph(figures.share_words)
            self._draw_rows(progress)
        if figures.closing:
            flow.paragraph(figures.closing)
        flow.signatures(figures.prepared_by, figures.dated)

    def _draw_rows(self, progress: Progress | None) -> None:
        flow, rows, table = self.flow, self._figures.rows, _table()
        end = 2 * _SUM + min(len(rows), _LEAST_ROWS) * _ROW
        flow.need(_HEAD + _ROW)
        flow.top = table.draw_head(flow.stream, flow.top, _HEAD)
        for place, row in enumerate(rows):
            last = place == max(len(rows) - _LEAST_ROWS, 0)
            if flow.need(end if last else _ROW):
                flow.top = table.draw_head(flow.stream, flow.top, _HEAD)
                if progress is not None:
                    progress(place, len(rows))
            flow.top = table.draw_row(flow.stream, flow.top, _ROW, _cells(row))
        total = tuple((amount_text(amount),) for amount in self._figures.total)
        flow.top = table.draw_row(flow.stream, flow.top, _SUM, total, f"合计 {len(rows):,} 户")
        words = f"承担合计（大写）：{self._figures.in_words}"
        flow.top = table.draw_wide(flow.stream, flow.top, _SUM, words) - GAP
        if progress is not None:
            progress(len(rows), len(rows))


def _cells(row: LossRow) -> tuple[Cell, ...]:
    sums = (row.capital, row.reserve, row.amount)
    return (
        (str(row.ordinal),),
        (row.number,),
        (row.name,),
        (row.identity,),
        (row.group,),
        *((amount_text(amount),) for amount in sums),
    )


def _table() -> Table:
    money = 74.0
    widths = (26.0, 42.0, 84.0, 84.0)
    group = WIDTH - sum(widths) - 3 * money
    return Table(
        (
            Column(("序号",), widths[0]),
            Column(("成员编号",), widths[1]),
            Column(("姓名（名称）",), widths[2], Align.LEFT),
            Column(("证件号码",), widths[3]),
            Column(("村组",), group),
            *(
                Column((title,), money, Align.RIGHT, Style.SANS)
                for title in ("出资额", "公积金份额", "承担亏损")
            ),
        ),
        LEFT,
        8.5,
    )


def write_loss_plan(
    figures: LossFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path.

    `progress` is told after every page of the list and may raise `Cancelled`; then, as after any error, nothing is left
    behind. Raises `EnvironmentFault`.
    """
    check_target([target])
    printer = _LossPrinter(figures, printed_on)
    printer.draw(progress)
    return deliver(printer.flow.finish(), target)
