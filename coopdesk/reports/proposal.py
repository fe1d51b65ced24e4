"""Prints 盈余分配方案（草案） on A4 portrait, section after section, the members over as many pages as they need.

Every page says that it is a draft, in its head and in large grey letters behind the text. Takes frozen figures and
computes nothing but places.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coopdesk.domain.money import Money
from coopdesk.reports.cells import LEADING, Align, Box, amount_text, fit, put, wrap
from coopdesk.reports.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.errors import PaperError
from coopdesk.reports.faces import Style
from coopdesk.reports.notice_list import HEAD, NoticeList
from coopdesk.reports.output import check_target, deliver
from coopdesk.reports.stream import ContentStream
from coopdesk.reports.tables import Column, Table
from coopdesk.services.papers.proposal import Comparison, ProposalFigures, ProposedLine, Step
from coopdesk.services.ports import Progress

_LEFT = 42.0
_RIGHT = A4_WIDTH - _LEFT
_WIDTH = _RIGHT - _LEFT
_TOP = A4_HEIGHT - 52
_BOTTOM = 52.0
_TEXT = 11.0
_LINE = _TEXT * 1.6
_STEP, _HEADING, _GAP = 16.0, 24.0, 8.0
_HOW_TEXT, _HOW_LINE, _LINE_PAD = 9.5, 12.5, 7.0
_LABEL_WIDTH, _AMOUNT_WIDTH = 110.0, 104.0
_COMPARED_ROW = 18.0
_LEAST_ROWS = 3
_SIGNATURES = 64.0
_INDENT = "　　"
_MARK, _MARK_SIZE, _MARK_GREY = "草案", 170.0, 0.93
_NUMERALS = "一二三四五"


class _Flow:
    """Pages filled from top to bottom: `top` is where the next thing goes."""

    def __init__(self, proposal: ProposalFigures, printed_on: date) -> None:
        title = f"{proposal.coop} {proposal.year}年度盈余分配方案（草案）"
        self.document = PaperDocument(title, printed_on, A4_WIDTH, A4_HEIGHT)
        self._proposal = proposal
        marked = self.document.stream()
        marked.centred(A4_WIDTH / 2, A4_HEIGHT / 2 - 60, _MARK, Style.SERIF, _MARK_SIZE, _MARK_GREY, 60)
        self._mark = self.document.add_form(marked)
        self.pages: list[ContentStream] = []
        self.new_page()

    @property
    def stream(self) -> ContentStream:
        return self.pages[-1]

    def new_page(self) -> None:
        stream = self.document.stream()
        stream.form(self._mark)
        head = f"{self._proposal.year}年度盈余分配方案（草案）　待成员大会表决"
        stream.right(_RIGHT, A4_HEIGHT - 34, head, Style.SERIF, 8.5)
        if self._proposal.sample:
            stream.text(_LEFT, A4_HEIGHT - 34, "示例，人物均为虚构", Style.SERIF, 8.5)
        self.pages.append(stream)
        self.top = _TOP

    def need(self, height: float) -> bool:
        """Begin a page where so much does not fit any more; True if one was begun."""
        if self.top - height >= _BOTTOM or self.top == _TOP:
            return False
        self.new_page()
        return True

    def finish(self) -> bytes:
        """The bytes of the file, its pages numbered."""
        for number, stream in enumerate(self.pages, start=1):
            text = f"第 {number} 页　共 {len(self.pages)} 页"
            stream.centred(A4_WIDTH / 2, 32, text, Style.SERIF, 8.5)
            self.document.add_page(stream)
        return self.document.finish()


class _ProposalPrinter:
    """One proposal, section after section."""

    def __init__(self, proposal: ProposalFigures, printed_on: date) -> None:
        self._proposal = proposal
        self.flow = _Flow(proposal, printed_on)
        self._lettering = self.flow.document.lettering
        self._sections = iter(_NUMERALS)

    def draw(self, progress: Progress | None) -> None:
        proposal, flow = self._proposal, self.flow
        self._draw_title()
        self._draw_paragraph(proposal.opening)
        self._heading("可分配盈余", len(proposal.steps) * _STEP)
        self._draw_steps(proposal.steps)
        self._heading("分配办法", 3 * _HOW_LINE)
        for line in proposal.lines:
            self._draw_line(line)
        self._draw_steps(proposal.after)
        self._draw_list(progress)
        self._heading("与法律和章程的对照", 2 * _LINE)
        if not proposal.findings:
            self._draw_paragraph("未发现与农民专业合作社法第二十条、第四十四条不一致之处。")
        for number, (sentence, standing) in enumerate(proposal.findings, start=1):
            self._draw_paragraph(f"{number}．{sentence}" + (f"——{standing}。" if standing else "。"))
        if proposal.comparison is not None:
            self._draw_comparison(proposal.comparison)
        flow.need(_SIGNATURES)
        self._draw_signatures()

    def _draw_title(self) -> None:
        flow, proposal = self.flow, self._proposal
        name = Box(_LEFT, flow.top - 18, _WIDTH, 20)
        put(flow.stream, name, proposal.coop, Style.SERIF_BOLD, 14, Align.CENTRE)
        title = f"{proposal.year} 年度盈余分配方案（草案）"
        flow.stream.centred(A4_WIDTH / 2, flow.top - 40, title, Style.SERIF_BOLD, 19, spacing=1)
        flow.top -= 54

    def _heading(self, text: str, following: float) -> None:
        """A numbered heading, on one page with the beginning of what follows."""
        self.flow.need(_HEADING + following)
        title = f"{next(self._sections)}、{text}"
        self.flow.stream.text(_LEFT, self.flow.top - 17, title, Style.SERIF_BOLD, 12)
        self.flow.top -= _HEADING

    def _draw_paragraph(self, text: str) -> None:
        for line in wrap(self._lettering, _INDENT + text, Style.SERIF, _TEXT, _WIDTH):
            self.flow.need(_LINE)
            y = self.flow.top - _LINE + _TEXT * (LEADING - 1) + 1
            self.flow.stream.text(_LEFT, y, line, Style.SERIF, _TEXT)
            self.flow.top -= _LINE
        self.flow.top -= 2

    def _draw_steps(self, steps: Sequence[Step]) -> None:
        for label, amount in steps:
            self.flow.need(_STEP)
            self._draw_sum(label, amount)
        self.flow.top -= _GAP

    def _draw_sum(self, label: str, amount: Money) -> None:
        y = self.flow.top - _STEP
        stream = self.flow.stream
        put(stream, Box(_LEFT, y, _WIDTH - _AMOUNT_WIDTH - 8, _STEP), label, Style.SERIF, 10)
        box = Box(_RIGHT - _AMOUNT_WIDTH, y, _AMOUNT_WIDTH, _STEP)
        put(stream, box, amount_text(amount), Style.SANS, 9.5, Align.RIGHT)
        stream.line(_LEFT, y, _RIGHT, y, 0.25)
        self.flow.top = y

    def _draw_line(self, line: ProposedLine) -> None:
        """A line of the scheme: label, how it is figured in as many lines as it takes, and the sum."""
        room = _WIDTH - _LABEL_WIDTH - _AMOUNT_WIDTH - 16
        how = wrap(self._lettering, line.how, Style.SERIF, _HOW_TEXT, room)
        label = fit(self._lettering, line.label, Style.SERIF_BOLD, 10, _LABEL_WIDTH, 3 * _HOW_LINE)
        height = max(len(how), len(label.lines)) * _HOW_LINE + _LINE_PAD
        self.flow.need(height)
        stream, top = self.flow.stream, self.flow.top
        put(stream, Box(_LEFT, top - height, _LABEL_WIDTH, height), line.label, Style.SERIF_BOLD, 10)
        first = top - (height - (len(how) - 1) * _HOW_LINE) / 2 - _HOW_TEXT * 0.37
        for number, text in enumerate(how):
            stream.text(_LEFT + _LABEL_WIDTH + 8, first - number * _HOW_LINE, text, Style.SERIF, _HOW_TEXT)
        box = Box(_RIGHT - _AMOUNT_WIDTH, top - height, _AMOUNT_WIDTH, height)
        put(stream, box, amount_text(line.amount), Style.SANS, 9.5, Align.RIGHT)
        stream.line(_LEFT, top - height, _RIGHT, top - height, 0.25)
        self.flow.top = top - height

    def _draw_list(self, progress: Progress | None) -> None:
        flow, proposal = self.flow, self._proposal
        rows = proposal.rows
        table = NoticeList(self._lettering, proposal, _LEFT, _WIDTH)
        self._heading("各户分配表", HEAD + min(len(rows), _LEAST_ROWS) * table.row_height)
        flow.stream.right(_RIGHT, flow.top + 6, "单位：元", Style.SERIF, 8.5)
        flow.top = table.draw_head(flow.stream, flow.top)
        end = table.total_height + min(len(rows), _LEAST_ROWS) * table.row_height
        for place, row in enumerate(rows):
            last = place == max(len(rows) - _LEAST_ROWS, 0)
            if flow.need(end if last else table.row_height):
                flow.top = table.draw_head(flow.stream, flow.top)
                if progress is not None:
                    progress(place, len(rows))
            flow.top = table.draw_row(flow.stream, flow.top, row)
        flow.top = table.draw_total(flow.stream, flow.top) - _GAP
        if progress is not None:
            progress(len(rows), len(rows))

    def _draw_comparison(self, comparison: Comparison) -> None:
        self._heading("方案对比", (len(comparison.rows) + 2) * _COMPARED_ROW)
        width = (_WIDTH - 100) / len(comparison.titles)
        columns = (
            Column(("（元）",), 100, Align.LEFT),
            *(Column((title,), width, Align.RIGHT, Style.SANS) for title in comparison.titles),
        )
        table = Table(columns, _LEFT, 9.5)
        self.flow.top = table.draw_head(self.flow.stream, self.flow.top, _COMPARED_ROW + 6)
        for label, amounts in comparison.rows:
            cells = ((label,), *((amount_text(amount),) for amount in amounts))
            self.flow.top = table.draw_row(self.flow.stream, self.flow.top, _COMPARED_ROW, cells)
        self.flow.top -= _GAP

    def _draw_signatures(self) -> None:
        flow, proposal = self.flow, self._proposal
        y = flow.top - 30
        flow.stream.text(_LEFT, y, "理事长：", Style.SERIF, _TEXT)
        flow.stream.line(_LEFT + 44, y - 2, _LEFT + 150, y - 2)
        made = Box(_LEFT + 170, y - 6, 170, 20)
        put(flow.stream, made, f"制表人：{proposal.prepared_by}", Style.SERIF, _TEXT)
        day = proposal.drafted_on
        flow.stream.right(_RIGHT, y, f"{day.year}年{day.month}月{day.day}日拟订", Style.SERIF, _TEXT)


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
