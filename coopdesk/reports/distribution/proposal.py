"""Prints 盈余分配方案（草案）: section after section, the list of members over as many pages as it needs.

Takes frozen figures and computes nothing but places.
"""

from datetime import date
from pathlib import Path

from coopdesk.reports.distribution.notice_list import HEAD, NoticeList
from coopdesk.reports.pdf.cells import Align, Box, amount_text, fit, put, wrap
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import AMOUNT_WIDTH, GAP, LEFT, LINE, RIGHT, STEP, WIDTH, Flow
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column, Table
from coopdesk.services.distribution.papers.proposal import Comparison, ProposalFigures, ProposedLine
from coopdesk.services.paper_words import day_text
from coopdesk.services.progress import Progress

_HOW_TEXT, _HOW_LINE, _LINE_PAD = 9.5, 12.5, 7.0
_LABEL_WIDTH = 110.0
_COMPARED_LABEL, _COMPARED_ROW = 100.0, 18.0
_LEAST_ROWS = 3


class _ProposalPrinter:
    """One proposal, section after section."""

    def __init__(self, proposal: ProposalFigures, printed_on: date) -> None:
        self._proposal = proposal
        title = f"{proposal.coop} {proposal.year}年度盈余分配方案（草案）"
        head = f"{proposal.year}年度盈余分配方案（草案）　待成员大会表决"
        self.flow = Flow(title, printed_on, head, draft=True, sample=proposal.sample)

    def draw(self, progress: Progress | None) -> None:
        proposal, flow = self._proposal, self.flow
        flow.title(proposal.coop, f"{proposal.year} 年度盈余分配方案（草案）")
        flow.paragraph(proposal.opening)
        flow.heading("可分配盈余", len(proposal.steps) * STEP)
        flow.sums(proposal.steps)
        flow.heading("分配办法", 3 * _HOW_LINE)
        for line in proposal.lines:
            self._draw_line(line)
        flow.sums(proposal.after)
        self._draw_list(progress)
        flow.heading("与法律和章程的对照", 2 * LINE)
        if not proposal.findings:
            flow.paragraph("未发现与农民专业合作社法第二十条、第四十四条不一致之处。")
        for number, (sentence, standing) in enumerate(proposal.findings, start=1):
            flow.paragraph(f"{number}．{sentence}" + (f"——{standing}。" if standing else "。"))
        if proposal.comparison is not None:
            self._draw_comparison(proposal.comparison)
        flow.signatures(proposal.prepared_by, f"{day_text(proposal.drafted_on)}拟订")

    def _draw_line(self, line: ProposedLine) -> None:
        """A line of the scheme: label, how it is figured in as many lines as it takes, and the sum."""
        flow = self.flow
        room = WIDTH - _LABEL_WIDTH - AMOUNT_WIDTH - 16
        how = wrap(flow.lettering, line.how, Style.SERIF, _HOW_TEXT, room)
        label = fit(flow.lettering, line.label, Style.SERIF_BOLD, 10, _LABEL_WIDTH, 3 * _HOW_LINE)
        height = max(len(how), len(label.lines)) * _HOW_LINE + _LINE_PAD
        flow.need(height)
        top, stream = flow.top, flow.stream
        put(stream, Box(LEFT, top - height, _LABEL_WIDTH, height), line.label, Style.SERIF_BOLD, 10)
        first = top - (height - (len(how) - 1) * _HOW_LINE) / 2 - _HOW_TEXT * 0.37
        for number, text in enumerate(how):
            stream.text(LEFT + _LABEL_WIDTH + 8, first - number * _HOW_LINE, text, Style.SERIF, _HOW_TEXT)
        flow.amount(line.amount, height)
        stream.line(LEFT, top - height, RIGHT, top - height, 0.25)
        flow.top = top - height

    def _draw_list(self, progress: Progress | None) -> None:
        flow, rows = self.flow, self._proposal.rows
        table = NoticeList(flow.lettering, self._proposal, LEFT, WIDTH)
        least = min(len(rows), _LEAST_ROWS) * table.row_height
        flow.heading("各户分配表", HEAD + least)
        flow.stream.right(RIGHT, flow.top + 6, "单位：元", Style.SERIF, 8.5)
        flow.top = table.draw_head(flow.stream, flow.top)
        for place, row in enumerate(rows):
            # The total never stands alone on its page.
            last = place == max(len(rows) - _LEAST_ROWS, 0)
            if flow.need(table.total_height + least if last else table.row_height):
                flow.top = table.draw_head(flow.stream, flow.top)
                if progress is not None:
                    progress(place, len(rows))
            flow.top = table.draw_row(flow.stream, flow.top, row)
        flow.top = table.draw_total(flow.stream, flow.top) - GAP
        if progress is not None:
            progress(len(rows), len(rows))

    def _draw_comparison(self, comparison: Comparison) -> None:
        flow = self.flow
        flow.heading("方案对比", (len(comparison.rows) + 2) * _COMPARED_ROW)
        width = (WIDTH - _COMPARED_LABEL) / len(comparison.titles)
        columns = (
            Column(("（元）",), _COMPARED_LABEL, Align.LEFT),
            *(Column((title,), width, Align.RIGHT, Style.SANS) for title in comparison.titles),
        )
        table = Table(columns, LEFT, 9.5)
        flow.top = table.draw_head(flow.stream, flow.top, _COMPARED_ROW + 6)
        for label, amounts in comparison.rows:
            cells = ((label,), *((amount_text(amount),) for amount in amounts))
            flow.top = table.draw_row(flow.stream, flow.top, _COMPARED_ROW, cells)
        flow.top -= GAP


def write_proposal(
    proposal: ProposalFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the proposal as PDF and returns its path.

    `progress` is told after every page of the list and may raise `Cancelled`; then, as after any error, nothing is left
    behind. Raises `PaperError` (`paper.nothing_to_print`) and `EnvironmentFault`.
    """
    if not proposal.rows:
        raise PaperError("paper.nothing_to_print")
    check_target([target])
    printer = _ProposalPrinter(proposal, printed_on)
    printer.draw(progress)
    return deliver(printer.flow.finish(), target)
