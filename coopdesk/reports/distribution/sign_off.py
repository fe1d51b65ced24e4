"""Prints 分红签领表 on A4 landscape: any number of pages, each with its head, its subtotal and the signatures' foot.

The frozen sheet says which rows stand on a page and what they come to; here they only get their places.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align, Box, put
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.reports.pdf.tables import Cell, Column, MoneyColumns, Table, money_text, plan_money
from coopdesk.services.distribution.papers.sign_off import SignOffPage, SignOffRow, SignOffSheet
from coopdesk.services.distribution.papers.sums import SheetSums
from coopdesk.services.progress import Progress

_WIDTH, _HEIGHT = A4_HEIGHT, A4_WIDTH
_LEFT = 28.0
_RIGHT = _WIDTH - _LEFT
_TABLE_TOP = _HEIGHT - 91
_HEAD, _ROW, _SUM = 34.0, 25.0, 20.0
_FOOT = 60.0
_SEAL = 26.0
_FIXED = (24.0, 40.0, 84.0, 100.0, 42.0)
_SIGN, _DAY = 88.0, 42.0
_SUMS = ("应发合计", "代扣个税", "实发金额")
_FEET = ("理事长：", "财务负责人：", "监事：")


class _SheetPrinter:
    """One sheet: its document and the table all its pages share."""

    def __init__(self, sheet: SignOffSheet, printed_on: date) -> None:
        self._sheet = sheet
        title = f"{sheet.coop} {sheet.year}年度分红签领表"
        self.document = PaperDocument(title, printed_on, _WIDTH, _HEIGHT)
        self._lettering = self.document.lettering
        self._money = plan_money(
            self._lettering,
            list(_line_amounts(sheet)),
            list(_sum_amounts(sheet)),
            (len(sheet.columns), len(_SUMS)),
            _RIGHT - _LEFT - sum(_FIXED) - _SIGN - _DAY,
        )
        self._table = _table(sheet, self._money)

    def add_page(self, number: int, page: SignOffPage) -> None:
        """The page of that number, counted from 1."""
        stream = self.document.stream()
        last = number == len(self._sheet.pages)
        self._draw_heading(stream)
        top = self._table.draw_head(stream, _TABLE_TOP, _HEAD)
        for row in page.rows:
            top = self._draw_row(stream, top, row)
        top = self._draw_sums(stream, top, "本页小计", page.subtotal)
        if last:
            for group in self._sheet.groups:
                top = self._draw_sums(stream, top, group.lead, group.sums)
            rows = sum(len(each.rows) for each in self._sheet.pages)
            lead = f"合计 {rows:,} 户" if self._sheet.groups else "合计"
            top = self._draw_sums(stream, top, lead, self._sheet.total)
            words = f"合计实发（大写）：{self._sheet.in_words}"
            self._table.draw_wide(stream, top, _SUM + 2, words)
        self._draw_foot(stream, number, last)
        self.document.add_page(stream)

    def _draw_heading(self, stream: ContentStream) -> None:
        sheet = self._sheet
        name = Box(_LEFT, _HEIGHT - 48, _RIGHT - _LEFT, 18)
        put(stream, name, sheet.coop, Style.SERIF_BOLD, 13, Align.CENTRE)
        title = f"{sheet.year} 年度分红签领表"
        stream.centred(_WIDTH / 2, _HEIGHT - 69, title, Style.SERIF_BOLD, 17, spacing=2)
        line = Box(_LEFT, _HEIGHT - 90, 420, 14)
        put(stream, line, f"依据：{sheet.resolution}", Style.SERIF, 9)
        if sheet.payment_method:
            method = Box(_LEFT + 430, _HEIGHT - 90, 230, 14)
            put(stream, method, f"发放方式：{sheet.payment_method}", Style.SERIF, 9)
        stream.right(_RIGHT, _HEIGHT - 86.5, "单位：元", Style.SERIF, 9)
        if sheet.sample:
            stream.right(_RIGHT, _HEIGHT - 69, "示例，人物均为虚构", Style.SERIF, 8)

    def _draw_row(self, stream: ContentStream, top: float, row: SignOffRow) -> float:
        cells: tuple[Cell, ...] = (
            (str(row.ordinal),),
            (row.number,),
            (row.name,),
            (row.identity or "—", row.account or "—"),
            *self._figures(row.sums),
            ("",),
            ("",),
        )
        return self._table.draw_row(stream, top, _ROW, cells)

    def _draw_sums(self, stream: ContentStream, top: float, lead: str, sums: SheetSums) -> float:
        height = max(_SUM, self._money.stack * (self._money.size + 1.5) + 3)
        cells = (*self._figures(sums), ("",), ("",))
        return self._table.draw_row(stream, top, height, cells, lead)

    def _figures(self, sums: SheetSums) -> tuple[Cell, ...]:
        """Shares, lines and sums of a row, as the columns of the table want them."""
        totals = ((money_text(amount),) for amount in (sums.gross, sums.tax, sums.net))
        return ((sums.shares_text,), *self._money.cells(sums.amounts), *totals)

    def _draw_foot(self, stream: ContentStream, number: int, last: bool) -> None:
        room = _RIGHT - _LEFT - 2 * _SEAL - 30
        step = room / (len(_FEET) + 1)
        for place, label in enumerate(_FEET):
            x = _LEFT + place * step
            stream.text(x, _FOOT, label, Style.SERIF, 9.5)
            stream.line(x + len(label) * 9.5, _FOOT - 2, x + step - 18, _FOOT - 2)
        maker = Box(_LEFT + len(_FEET) * step, _FOOT - 6, step, 20)
        put(stream, maker, f"制表人：{self._sheet.prepared_by}", Style.SERIF, 9.5)
        pages = f"第 {number} 页　共 {len(self._sheet.pages)} 页"
        stream.centred(_WIDTH / 2, 26, pages, Style.SERIF, 8.5)
        if self._sheet.witness:
            stream.text(_LEFT, 26, self._sheet.witness, Style.SANS, 7)
        if last:
            stream.dashed_circle(_RIGHT - _SEAL - 2, 48, _SEAL)
            stream.centred(_RIGHT - _SEAL - 2, 45, "盖章处", Style.SERIF, 9, 0.5, 1)


def write_sign_off(
    sheet: SignOffSheet, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the sheet as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `PaperError` (`paper.nothing_to_print`) and `EnvironmentFault`.
    """
    if not sheet.pages[0].rows:
        raise PaperError("paper.nothing_to_print")
    check_target([target])
    printer = _SheetPrinter(sheet, printed_on)
    for number, page in enumerate(sheet.pages, start=1):
        printer.add_page(number, page)
        if progress is not None:
            progress(number, len(sheet.pages))
    return deliver(printer.document.finish(), target)


def _table(sheet: SignOffSheet, money: MoneyColumns) -> Table:
    titles = money.titles(sheet.columns)
    spare = _RIGHT - _LEFT - sum(_FIXED) - _SIGN - _DAY
    spare -= len(titles) * money.line_width + len(_SUMS) * money.sum_width
    ordinal, number, name, papers, shares = _FIXED
    columns = (
        Column(("序号",), ordinal),
        Column(("成员编号",), number),
        Column(("姓名（名称）",), name + spare * 0.5, Align.LEFT),
        Column(("证件号码", "银行账号"), papers, Align.LEFT),
        Column(("股数",), shares, Align.RIGHT, Style.SANS),
        *(Column(title, money.line_width, Align.RIGHT, Style.SANS) for title in titles),
        *(Column((title,), money.sum_width, Align.RIGHT, Style.SANS) for title in _SUMS),
        Column(("领款人签字", "（按手印）"), _SIGN + spare * 0.5),
        Column(("日期",), _DAY),
    )
    return Table(columns, _LEFT, money.size)


def _all_sums(sheet: SignOffSheet) -> Iterator[SheetSums]:
    yield sheet.total
    yield from (group.sums for group in sheet.groups)
    for page in sheet.pages:
        yield page.subtotal
        yield from (row.sums for row in page.rows)


def _line_amounts(sheet: SignOffSheet) -> Iterator[Money | None]:
    return (amount for sums in _all_sums(sheet) for amount in sums.amounts)


def _sum_amounts(sheet: SignOffSheet) -> Iterator[Money]:
    return (amount for sums in _all_sums(sheet) for amount in (sums.gross, sums.tax, sums.net))
