"""Prints the three statements in their official forms: 会农社01表 in two halves beside each other, 02表, 03表.

Takes frozen figures and computes nothing but places. A cell of 0 stays empty, as the forms are filled in by custom;
amounts below 0 are red with a minus.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from coopdesk.domain.ledger.statement_rows import Form
from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align, Box, amount_text, put
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.stream import BLACK, RED, ContentStream
from coopdesk.reports.pdf.tables import HEAD_GREY
from coopdesk.services.ledger.papers.common import UNIT, PaperHead
from coopdesk.services.ledger.papers.statements import (
    BalanceSheet,
    EquityRow,
    EquitySheet,
    Level,
    StatementRow,
    Statements,
    SurplusStatement,
)
from coopdesk.services.ports import Progress

_SIDE, _EDGE = 46.0, 38.0
_PAD = 3.0
_TEXT, _AMOUNT = 9.5, 9.5
_SURPLUS_ROW = 27.0
_OFFICES = ("单位负责人", "会计主管", "复核", "制表")
_INDENT = {Level.HEADING: 0.0, Level.ITEM: 8.0, Level.PART: 30.0, Level.SUM: 0.0}


class _Form:
    """One sheet of paper with what every statement has: title, number of the form, unit, day, names at the foot."""

    def __init__(
        self, document: PaperDocument, form: Form, head: PaperHead, dated: str, *, lying: bool
    ) -> None:
        self.size = (A4_HEIGHT, A4_WIDTH) if lying else (A4_WIDTH, A4_HEIGHT)
        width, height = self.size
        self.stream: ContentStream = document.stream()
        self.left, self.right = _SIDE, width - _SIDE
        self.width = self.right - self.left
        self._head = head
        middle = width / 2
        self.stream.centred(middle, height - 56, form.caption, Style.SERIF_BOLD, 19, spacing=3)
        self.stream.right(self.right, height - 70, form.number, Style.SERIF, 9.5)
        line = height - 90
        unit = Box(self.left, line, self.width / 2 - 60, 16)
        put(self.stream, unit, f"编制单位：{head.coop}", Style.SERIF, 10)
        self.stream.centred(middle, line + 4, dated, Style.SERIF, 10)
        self.stream.right(self.right, line + 4, UNIT, Style.SERIF, 10)
        if head.sample:
            self.stream.text(self.left, height - 34, "示例，人物均为虚构", Style.SERIF, 8.5)
        self.top = line - 4
        self.bottom = 84.0

    def sign(self, note: str = "") -> None:
        """The names below the table, and what there is to note."""
        stream, head = self.stream, self._head
        names = (head.chair, head.chief, "", head.accountant)
        step = self.width / len(_OFFICES)
        for place, (office, name) in enumerate(zip(_OFFICES, names, strict=True)):
            box = Box(self.left + place * step, self.bottom - 26, step - 8, 16)
            put(stream, box, f"{office}：{name}", Style.SERIF, 10)
        put(stream, Box(self.left, self.bottom - 44, self.width, 13), note, Style.SERIF, 9)
        if head.witness:
            stream.text(self.left, _EDGE - 12, head.witness, Style.SANS, 7)
        stream.right(self.right, _EDGE - 12, f"{head.printed}制表", Style.SERIF, 8)

    def heads(self, titles: Sequence[str], widths: Sequence[float], height: float) -> float:
        """Titles on a light ground over the whole width; returns the lower edge."""
        stream, bottom = self.stream, self.top - height
        stream.shade(self.left, bottom, self.width, height, HEAD_GREY)
        x = self.left
        for title, width in zip(titles, widths, strict=True):
            put(stream, Box(x + 1, bottom, width - 2, height), title, Style.SERIF_BOLD, _TEXT, Align.CENTRE)
            x += width
        stream.line(self.left, bottom, self.right, bottom, 0.6)
        return bottom

    def rule(self, widths: Sequence[float], bottom: float, heavy: Sequence[int] = ()) -> None:
        """The frame round the table and the rules between its columns."""
        stream, x = self.stream, self.left
        for place, width in enumerate(widths[:-1], start=1):
            x += width
            stream.line(x, self.top, x, bottom, 0.9 if place in heavy else 0.4)
        stream.frame(self.left, bottom, self.width, self.top - bottom, 0.9)

    def amount(
        self, x: float, bottom: float, width: float, height: float, amount: Money | None, bold: bool
    ) -> None:
        """An amount in yuan; nothing for 0."""
        if not amount:
            return
        style = Style.SANS_BOLD if bold else Style.SANS
        box = Box(x + _PAD, bottom, width - 2 * _PAD, height)
        put(
            self.stream,
            box,
            amount_text(amount),
            style,
            _AMOUNT,
            Align.RIGHT,
            RED if amount.fen < 0 else BLACK,
        )

    def row(self, x: float, bottom: float, widths: Sequence[float], height: float, row: StatementRow) -> None:
        """Words, number and amounts of a row."""
        bold = row.level in (Level.SUM, Level.HEADING)
        style = Style.SERIF_BOLD if bold else Style.SERIF
        indent = _INDENT[row.level]
        words = Box(x + _PAD + indent, bottom, widths[0] - 2 * _PAD - indent, height)
        put(self.stream, words, row.words, style, _TEXT)
        x += widths[0]
        put(
            self.stream,
            Box(x + 1, bottom, widths[1] - 2, height),
            row.number,
            Style.SERIF,
            _TEXT,
            Align.CENTRE,
        )
        x += widths[1]
        for amount, width in zip(row.amounts, widths[2:], strict=False):
            self.amount(x, bottom, width, height, amount, bold)
            x += width


def write_statements(
    statements: Statements, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes all statements of a year or month behind each other as PDF and returns its path.

    `progress` is told after every form and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    equity = (partial(_draw_equity, statements.equity),) if statements.equity is not None else ()
    draw = (partial(_draw_balance, statements.balance), partial(_draw_surplus, statements.surplus), *equity)
    return _write(draw, statements.balance.head, "会计报表", target, printed_on, progress)


def write_balance_sheet(
    sheet: BalanceSheet, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes 会农社01表 as PDF and returns its path; as `write_statements` otherwise."""
    draw = (partial(_draw_balance, sheet),)
    return _write(draw, sheet.head, Form.BALANCE_SHEET.caption, target, printed_on, progress)


def write_surplus_statement(
    statement: SurplusStatement, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes 会农社02表 as PDF and returns its path; as `write_statements` otherwise."""
    draw = (partial(_draw_surplus, statement),)
    return _write(draw, statement.head, Form.SURPLUS.caption, target, printed_on, progress)


def write_equity_statement(
    sheet: EquitySheet, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes 会农社03表 as PDF and returns its path; as `write_statements` otherwise."""
    return _write(
        (partial(_draw_equity, sheet),), sheet.head, Form.EQUITY.caption, target, printed_on, progress
    )


def _write(
    draw: Sequence[Callable[[PaperDocument], _Form]],
    head: PaperHead,
    title: str,
    target: Path,
    printed_on: date,
    progress: Progress | None,
) -> Path:
    check_target([target])
    document = PaperDocument(f"{head.coop} {title}", printed_on, A4_WIDTH, A4_HEIGHT)
    for place, form in enumerate(draw, start=1):
        drawn = form(document)
        document.add_page(drawn.stream, size=drawn.size)
        if progress is not None:
            progress(place, len(draw))
    return deliver(document.finish(), target)


def _draw_balance(sheet: BalanceSheet, document: PaperDocument) -> _Form:
    form = _Form(document, Form.BALANCE_SHEET, sheet.head, sheet.dated, lying=True)
    half = form.width / 2
    side = (half - 30 - 2 * 94, 30.0, 94.0, 94.0)
    titles = ("资产", "行次", *sheet.titles, "负债和所有者权益", "行次", *sheet.titles)
    y = form.heads(titles, (*side, *side), 20)
    height = (y - form.bottom) / len(sheet.assets)
    for left, right in zip(sheet.assets, sheet.liabilities, strict=True):
        y -= height
        for x, row in ((form.left, left), (form.left + half, right)):
            if row is not None:
                form.row(x, y, side, height, row)
        form.stream.line(form.left, y, form.right, y, 0.3)
    form.rule((*side, *side), form.bottom, heavy=(4,))
    apart = f"资产总计与负债和所有者权益总计相差 {amount_text(sheet.apart)} 元，请核对账套。"
    form.sign(apart if sheet.apart else "")
    return form


def _draw_surplus(statement: SurplusStatement, document: PaperDocument) -> _Form:
    form = _Form(document, Form.SURPLUS, statement.head, statement.dated, lying=False)
    widths = (form.width - 42 - 2 * 126, 42.0, 126.0, 126.0)
    y = form.heads(("项目", "行次", *statement.titles), widths, 26)
    for row in statement.rows:
        y -= _SURPLUS_ROW
        form.row(form.left, y, widths, _SURPLUS_ROW, row)
        form.stream.line(form.left, y, form.right, y, 0.3)
    form.rule(widths, y)
    form.bottom = y
    form.sign()
    return form


def _draw_equity(sheet: EquitySheet, document: PaperDocument) -> _Form:
    form = _Form(document, Form.EQUITY, sheet.head, sheet.dated, lying=True)
    first, last = 76.0, 84.0
    column = (form.width - first - last) / len(sheet.titles)
    widths = (first, *(column,) * len(sheet.titles), last)
    y = form.heads(("项目", *sheet.titles, "合计"), widths, 24)
    height = (y - form.bottom) / len(sheet.rows)
    for row in sheet.rows:
        y -= height
        _equity_row(form, row, widths, y, height)
    form.rule(widths, y)
    form.bottom = y
    form.sign()
    return form


def _equity_row(form: _Form, row: EquityRow, widths: Sequence[float], bottom: float, height: float) -> None:
    """A line of 03表: each cell has the words that the form splits off, and the amount beside them."""
    whole = row.total is not None
    stream, x = form.stream, form.left
    style = Style.SERIF_BOLD if whole else Style.SERIF
    put(stream, Box(x + _PAD, bottom, widths[0] - 2 * _PAD, height), row.words, style, _TEXT, Align.CENTRE)
    x += widths[0]
    for cell, width in zip(row.cells, widths[1:-1], strict=True):
        if cell is not None:
            words, amount = cell
            split = width * 0.44 if words else 0.0
            if words:
                put(stream, Box(x + 2, bottom, split - 4, height), words, Style.SERIF, 8.5, Align.CENTRE)
                stream.line(x + split, bottom + height, x + split, bottom, 0.3)
            form.amount(x + split, bottom, width - split, height, amount, whole)
        x += width
    if row.total is not None:
        form.amount(x, bottom, widths[-1], height, row.total, bold=True)
    stream.line(form.left, bottom, form.right, bottom, 0.3)
