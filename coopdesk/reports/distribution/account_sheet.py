"""Prints 成员账户: lying A4 sheets in the layout of the accounting system, a member's lines over as many as they need.

A sheet has room for so many products beside each other; further ones stand on a sheet that goes on with the trade
alone. Takes frozen figures and computes nothing but places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coopdesk.domain.members.account import CAPITAL_COLUMNS
from coopdesk.reports.pdf.cells import Align, Box, put, wrap
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import Flow, Outline
from coopdesk.reports.pdf.flow_table import column_width
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import HEAD_GREY
from coopdesk.services.distribution.papers.account_sheet import (
    COLUMN_TITLES,
    AccountFigures,
    PrintedRow,
    PrintedSheet,
)
from coopdesk.services.ports import Progress

_TITLE = "成员账户"
_TEXT, _HEAD_TEXT = 7.5, 7.5
_LINE = 10.0
_PAD = 3.0
_HEAD_LINE, _HEAD_ROOM = 9.5, 5.0
_ROW = 17.0
_SIGNED = 30.0
_SAID, _SAID_LINE, _APART = 9.5, 14.0, 19.0
_NUMBER, _DAY = 26.0, 50.0
_LEAST_SUMMARY, _LEAST_MONEY, _LEAST_TRADE = 96.0, 50.0, 44.0
_BOLD = {Style.SERIF: Style.SERIF_BOLD, Style.SANS: Style.SANS_BOLD}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet: its title, the title of the group it stands in, its width and how its cells are set."""

    title: str
    width: float
    group: str = ""
    align: Align = Align.RIGHT
    style: Style = Style.SANS


def write_account_sheets(
    figures: AccountFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path.

    `progress` is told after every member and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    title = f"{figures.year}年度{_TITLE}"
    flow = Flow(
        f"{figures.coop} {title}",
        printed_on,
        title,
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
        lying=True,
        outline=Outline(contents_from=0),
    )
    for place, sheet in enumerate(figures.sheets):
        if place:
            flow.new_page()
        flow.mark(f"{sheet.number} {sheet.name}", 1)
        _SheetPrinter(flow, figures, sheet).draw()
        if progress is not None:
            progress(place + 1, len(figures.sheets))
    return deliver(flow.finish(), target)


class _SheetPrinter:
    """One member's sheet, page after page."""

    def __init__(self, flow: Flow, figures: AccountFigures, sheet: PrintedSheet) -> None:
        self._flow, self._figures, self._sheet = flow, figures, sheet
        self._page = 0

    def draw(self) -> None:
        first, *further = self._parts()
        self._draw_part(first, self._columns(first, whole=True), self._sheet.rows, whole=True)
        for products in further:
            self._flow.new_page()
            rows = [row for row in self._sheet.rows if row.is_sum or any(map(any, row.trades))]
            self._draw_part(products, self._columns(products, whole=False), rows, whole=False)
        self._sign()

    def _parts(self) -> list[range]:
        """Which products stand on which part of the sheet, by their places; the first part is there without any."""
        count, width = len(self._sheet.products), sum(self._trade_widths())
        room = self._flow.width - _NUMBER - _DAY - _LEAST_SUMMARY
        fixed = sum(column.width for column in (*self._equity(), *self._paid()))
        beside, alone = max(int((room - fixed) // width), 1), max(int(room // width), 1)
        parts = [range(min(beside, count))]
        while parts[-1].stop < count:
            parts.append(range(parts[-1].stop, min(parts[-1].stop + alone, count)))
        return parts

    def _trade_widths(self) -> tuple[float, float]:
        """How wide quantity and yuan of a product are: every product is as wide as the widest."""
        trades = [trade for row in self._sheet.rows for trade in row.trades]
        quantity, amount = ([trade[place] for trade in trades] for place in (0, 1))
        return self._wide(quantity, _LEAST_TRADE), self._wide(amount, _LEAST_MONEY)

    def _wide(self, texts: Sequence[str], least: float) -> float:
        return max(column_width(self._flow.lettering, texts, Style.SANS_BOLD, _TEXT), least)

    def _equity(self) -> list[_Column]:
        rows = self._sheet.rows
        return [
            _Column(
                title,
                self._wide([row.equity[place] for row in rows], _LEAST_MONEY),
                "成员出资" if column in CAPITAL_COLUMNS else "",
            )
            for place, (column, title) in enumerate(COLUMN_TITLES.items())
        ]

    def _paid(self) -> list[_Column]:
        rows = self._sheet.rows
        return [
            _Column("盈余返还金额", self._wide([row.refund for row in rows], _LEAST_MONEY)),
            _Column("剩余盈余分配金额", self._wide([row.dividend for row in rows], _LEAST_MONEY)),
        ]

    def _columns(self, products: range, *, whole: bool) -> tuple[_Column, ...]:
        """What stands on a part of the sheet; amounts are made narrower, and then smaller, where they must be."""
        # The sheet has its two columns of trade also where nothing was traded.
        names = [self._sheet.products[place] for place in products] or [""]
        quantity, amount = self._trade_widths()
        traded = [
            *(_Column(name, quantity, "交易量") for name in names),
            *(_Column(name, amount, "交易额") for name in names),
        ]
        figures = [*self._equity(), *traded, *self._paid()] if whole else traded
        room = self._flow.width - _NUMBER - _DAY
        needed = sum(column.width for column in figures)
        most = min(1.0, (room - _LEAST_SUMMARY) / needed)
        figures = [replace(column, width=column.width * most) for column in figures]
        return (
            _Column("编号", _NUMBER, "", Align.CENTRE, Style.SERIF),
            _Column("日期", _DAY, "", Align.CENTRE, Style.SERIF),
            _Column("摘要", room - needed * most, "", Align.LEFT, Style.SERIF),
            *figures,
        )

    def _draw_part(
        self, products: range, columns: tuple[_Column, ...], rows: Sequence[PrintedRow], *, whole: bool
    ) -> None:
        self._begin(columns, goes_on=not whole)
        for place, row in enumerate(rows):
            lines = wrap(self._flow.lettering, row.summary, Style.SERIF, _TEXT, columns[2].width - 2 * _PAD)
            height = max(_ROW, len(lines) * _LINE + 7)
            last = place == len(rows) - 1
            if self._flow.room_below < height + (_SIGNED if last else 0):
                self._flow.new_page()
                self._begin(columns, goes_on=True)
            self._draw_row(columns, tuple(_cells(row, products, whole=whole)), lines, height, bold=row.is_sum)

    def _begin(self, columns: tuple[_Column, ...], *, goes_on: bool) -> None:
        """The head of a page: whose account it is, of which year, and the titles of the columns."""
        flow, sheet = self._flow, self._sheet
        self._page += 1
        title = f"{_TITLE}（续）" if goes_on else _TITLE
        box = Box(flow.left, flow.top - 24, flow.width, 24)
        put(flow.stream, box, title, Style.SERIF_BOLD, 17, Align.CENTRE)
        flow.top -= 30
        year, page = f"{self._figures.year} 年度", f"第 {self._page} 页"
        member = f"成员姓名（名称）：{sheet.name}（{sheet.number}）　　联系地址：{sheet.address or '—'}"
        together = f"{year}　　{member}　　{page}"
        if self._wide_as(self._figures.coop) + self._wide_as(together) + _APART <= flow.width:
            self._say(self._figures.coop, together)
        else:
            self._say(self._figures.coop, f"{year}　　{page}")
            self._say(member, "")
        flow.top -= 4
        self._draw_head(columns)

    def _wide_as(self, text: str) -> float:
        return self._flow.lettering.width(text, Style.SERIF, _SAID)

    def _say(self, left: str, right: str) -> None:
        """A line under the title; the text at the left is set smaller where both would not have room."""
        flow = self._flow
        flow.top -= _SAID_LINE
        needed = self._wide_as(right) + _APART if right else 0
        put(flow.stream, Box(flow.left, flow.top, flow.width - needed, _SAID_LINE), left, Style.SERIF, _SAID)
        box = Box(flow.left, flow.top, flow.width, _SAID_LINE)
        put(flow.stream, box, right, Style.SERIF, _SAID, Align.RIGHT)

    def _draw_head(self, columns: tuple[_Column, ...]) -> None:
        flow = self._flow
        stacks = [self._title_lines(column) for column in columns]
        lower = max(len(stack) for stack in stacks) * _HEAD_LINE + 2 * _HEAD_ROOM
        upper = _HEAD_LINE + 2 * _HEAD_ROOM
        height = upper + lower
        stream, top = flow.stream, flow.top
        stream.shade(flow.left, top - height, sum(column.width for column in columns), height, HEAD_GREY)
        stream.line(flow.left, top, flow.left + sum(column.width for column in columns), top)
        x = flow.left
        for place, column in enumerate(columns):
            grouped = bool(column.group)
            room = lower if grouped else height
            self._stack(stacks[place], Box(x, top - height, column.width, room))
            begins = place == 0 or columns[place - 1].group != column.group or not grouped
            stream.line(x, top if begins else top - upper, x, top - height, 0.4)
            if grouped and begins:
                members = [each for each in columns[place:] if each.group == column.group]
                wide = sum(each.width for each in members)
                box = Box(x + _PAD, top - upper, wide - 2 * _PAD, upper)
                put(stream, box, column.group, Style.SERIF_BOLD, _HEAD_TEXT, Align.CENTRE)
                stream.line(x, top - upper, x + wide, top - upper, 0.4)
            x += column.width
        stream.line(x, top, x, top - height, 0.6)
        stream.line(flow.left, top - height, x, top - height, 0.4)
        flow.top -= height

    def _title_lines(self, column: _Column) -> Sequence[str]:
        return wrap(self._flow.lettering, column.title, Style.SERIF_BOLD, _HEAD_TEXT, column.width - 2 * _PAD)

    def _stack(self, lines: Sequence[str], box: Box) -> None:
        y = box.y + (box.height + len(lines) * _HEAD_LINE) / 2
        for text in lines:
            y -= _HEAD_LINE
            line = Box(box.x + _PAD, y, box.width - 2 * _PAD, _HEAD_LINE)
            put(self._flow.stream, line, text, Style.SERIF_BOLD, _HEAD_TEXT, Align.CENTRE)

    def _draw_row(
        self,
        columns: tuple[_Column, ...],
        cells: tuple[str, ...],
        lines: Sequence[str],
        height: float,
        *,
        bold: bool,
    ) -> None:
        flow, x = self._flow, self._flow.left
        stream, bottom = flow.stream, flow.top - height
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            style = _BOLD[column.style] if bold else column.style
            if place == 2 and len(lines) > 1:
                y = flow.top - (height - len(lines) * _LINE) / 2
                for text in lines:
                    y -= _LINE
                    put(stream, Box(x + _PAD, y, column.width - 2 * _PAD, _LINE), text, style, _TEXT)
            else:
                box = Box(x + _PAD, bottom, column.width - 2 * _PAD, height)
                put(stream, box, cell, style, _TEXT, column.align)
            stream.line(x, flow.top, x, bottom, 0.6 if not place else 0.4)
            x += column.width
        stream.line(x, flow.top, x, bottom, 0.6)
        stream.line(flow.left, bottom, x, bottom, 0.4)
        flow.top = bottom

    def _sign(self) -> None:
        flow = self._flow
        y = flow.top - 22
        for share, text in (
            (0.0, f"制表：{self._figures.prepared_by}"),
            (0.36, "成员核对签字："),
            (0.74, f"制表日期：{self._figures.printed}"),
        ):
            put(
                flow.stream,
                Box(flow.left + flow.width * share, y, flow.width * 0.3, 14),
                text,
                Style.SERIF,
                9,
            )
        line = flow.left + flow.width * 0.36 + 66
        flow.stream.line(line, y + 1, line + 110, y + 1, 0.4)
        flow.top -= _SIGNED


def _cells(row: PrintedRow, products: range, *, whole: bool) -> Iterator[str]:
    """The texts of a row, column by column; below zero with the minus sign that is as wide as a figure."""
    yield from (row.ordinal, row.day, row.summary)
    if whole:
        yield from map(_signed, row.equity)
    places: Sequence[int | None] = list(products) or [None]
    for part in (0, 1):
        yield from ("" if place is None else _signed(row.trades[place][part]) for place in places)
    if whole:
        yield _signed(row.refund)
        yield _signed(row.dividend)


def _signed(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
