"""Prints 记账凭证: one sheet a form, amounts digit by digit or plain, two to an A4 page or one on paper of its size.

Takes frozen figures and computes nothing but places. Unused rows are struck through in the columns of amounts, from
below the last line to above the total (令98号 Art. 51(6)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align, Box, amount_text, put
from coopdesk.reports.pdf.container import Bookmark, Destination
from coopdesk.reports.pdf.document import MM, PaperDocument
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.stream import BLACK, RED, ContentStream, Ink
from coopdesk.reports.pdf.tables import HEAD_GREY
from coopdesk.services.ledger.papers.voucher import (
    ROWS,
    VoucherFigures,
    VoucherRow,
    VoucherSheet,
    grid_digits,
    grid_titles,
)
from coopdesk.services.ports import Progress

_SIGN = "¥"
_POSTED = "√"
_TITLE = "记账凭证"
_BINDING, _STRIP, _FOOT = 22 * MM, 15 * MM, 17 * MM
"""Left of the table is room for the holes, right of it for the papers attached, below it for names."""
_HEAD, _TITLES = 26 * MM, 10 * MM
_PAD = 2.5
_GRID_LINE, _GROUP_LINE = 0.78, 0.35
"""Greys of the rules between digits, and of those before every third one."""
_TEXT, _SMALL = 9.5, 7.0


@dataclass(frozen=True, slots=True)
class VoucherForm:
    """A paper the vouchers are printed on, in millimetres: that of the page, of which ``a_page`` forms stand below
    each other. ``ruled`` rules the amounts digit by digit."""

    width: float
    height: float
    a_page: int = 1
    ruled: bool = True

    @property
    def slot(self) -> float:
        """How high one form is, in points."""
        return self.height * MM / self.a_page


FORMS = {
    "a4": VoucherForm(210, 297, 2),
    "240": VoucherForm(240, 140),
    "210": VoucherForm(210, 140),
    "plain": VoucherForm(210, 297, 2, ruled=False),
}
"""A4 halves; invoice size; small size; A4 halves with plain columns of amounts."""


def write_vouchers(
    figures: VoucherFigures,
    target: Path,
    form: str,
    printed_on: date,
    progress: Progress | None = None,
) -> Path:
    """Writes the vouchers on one of `FORMS` as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `PaperError` (`paper.no_vouchers`) and `EnvironmentFault`.
    """
    if not figures.sheets:
        raise PaperError("paper.no_vouchers", which=figures.said)
    check_target([target])
    return deliver(_VoucherPrinter(figures, FORMS[form], printed_on).draw(progress), target)


class _VoucherPrinter:
    """All sheets of a batch on one kind of paper."""

    def __init__(self, figures: VoucherFigures, form: VoucherForm, printed_on: date) -> None:
        self._figures, self._form = figures, form
        self._document = PaperDocument(
            f"{figures.head.coop} {_TITLE}", printed_on, form.width * MM, form.height * MM
        )
        self._left = _BINDING
        self._right = self._document.width - _STRIP
        room = self._right - self._left
        self._cell = min(3.7 * MM, room * 0.212 / figures.places) if form.ruled else 0.0
        amount = self._cell * figures.places if form.ruled else room * 0.16
        posted = 6.5 * MM
        words = room - 2 * amount - posted
        self._widths = (words * 0.385, words * 0.25, words * 0.365, amount, amount, posted)
        self._row = (form.slot - _HEAD - _TITLES - _FOOT) / (ROWS + 1)
        self._blanks = [
            self._draw_blank(self._document.height - place * form.slot) for place in range(form.a_page)
        ]

    def draw(self, progress: Progress | None) -> bytes:
        sheets, a_page = self._figures.sheets, self._form.a_page
        pages = -(-len(sheets) // a_page)
        marks: list[Bookmark] = []
        for page in range(pages):
            stream = self._document.stream()
            for place, sheet in enumerate(sheets[page * a_page : (page + 1) * a_page]):
                bottom = self._document.height - (place + 1) * self._form.slot
                top = bottom + self._form.slot
                if not sheet.part or sheet.part.startswith("1/"):
                    marks.append(Bookmark(f"{sheet.day} {sheet.name}", 1, Destination(page + 1, top)))
                stream.form(self._blanks[place])
                self._draw_sheet(stream, sheet, top)
                self._draw_foot(stream, bottom, page + 1, pages)
            for cut in range(1, a_page):
                y = self._document.height - cut * self._form.slot
                stream.dashed(0, y, self._document.width, y)
            self._document.add_page(stream)
            if progress is not None:
                progress(page + 1, pages)
        return self._document.finish(marks)

    def _draw_blank(self, top: float) -> str:
        """The form without anything filled in, which every sheet of that place on its page repeats."""
        stream = self._document.stream()
        middle, base = (self._left + self._right) / 2, top - 14 * MM
        width = stream.lettering.width(_TITLE, Style.SERIF_BOLD, 17) + 3 * 8
        stream.centred(middle, base, _TITLE, Style.SERIF_BOLD, 17, spacing=8)
        for below in (4.5, 6.5):
            stream.line(middle - width / 2 - 8, base - below, middle + width / 2 + 8, base - below, 0.6)
        y = first = self._draw_titles(stream, top - _HEAD)
        for _row in range(ROWS):
            y = self._rule_row(stream, y)
        stream.line(self._left, y, self._right, y, 0.6)
        bottom = y - self._row
        self._rule_columns(stream, y, bottom, first=3)
        for place in (3, 4):
            self._rule_grid(stream, self._left + sum(self._widths[:place]), y, bottom)
        stream.frame(self._left, bottom, self._right - self._left, first + _TITLES - bottom, 0.9)
        return self._document.add_form(stream)

    def _draw_sheet(self, stream: ContentStream, sheet: VoucherSheet, top: float) -> None:
        self._draw_head(stream, sheet, top)
        y = first = top - _HEAD - _TITLES
        for row in sheet.rows:
            y = self._draw_row(stream, row, y)
        unused = first - ROWS * self._row
        if y > unused + 1:
            self._strike(stream, y, unused)
        y = self._draw_total(stream, sheet, unused)
        self._draw_signers(stream, sheet, y)
        self._draw_attached(stream, sheet, (first + y) / 2)

    def _draw_head(self, stream: ContentStream, sheet: VoucherSheet, top: float) -> None:
        middle = (self._left + self._right) / 2
        line = top - _HEAD + 1.2 * MM
        side = (self._right - self._left) / 2 - 20 * MM
        unit = Box(self._left, line, side, 14)
        put(stream, unit, f"单位：{self._figures.head.coop}", Style.SERIF, _TEXT)
        stream.centred(middle, line + 3.5, sheet.day, Style.SERIF, _TEXT + 0.5)
        number = f"{sheet.name}　{sheet.part}" if sheet.part else sheet.name
        put(stream, Box(self._right - side, line, side, 14), number, Style.SERIF, _TEXT + 0.5, Align.RIGHT)
        if sheet.remark:
            put(
                stream,
                Box(self._right - side, line + 15, side, 12),
                sheet.remark,
                Style.SERIF,
                8.5,
                Align.RIGHT,
            )

    def _draw_titles(self, stream: ContentStream, top: float) -> float:
        bottom = top - _TITLES
        stream.shade(self._left, bottom, self._right - self._left, _TITLES, HEAD_GREY)
        titles = ("摘　　要", "总账科目", "明细科目", "借方金额", "贷方金额", "记账")
        x = self._left
        for place, (title, width) in enumerate(zip(titles, self._widths, strict=True)):
            split = self._form.ruled and place in (3, 4)
            lower = top - _TITLES / 2 if split else bottom
            box = Box(x + 1, lower, width - 2, top - lower)
            put(stream, box, title, Style.SERIF_BOLD, _TEXT - (1.5 if place == 5 else 0), Align.CENTRE)
            if split:
                stream.line(x, lower, x + width, lower, 0.3)
                for digit, sign in enumerate(grid_titles(self._figures.places)):
                    middle = x + (digit + 0.5) * self._cell
                    stream.centred(middle, bottom + 4, sign, Style.SERIF, min(7.5, self._cell * 0.8))
                self._rule_grid(stream, x, lower, bottom)
            x += width
        self._rule_columns(stream, top, bottom)
        stream.line(self._left, bottom, self._right, bottom, 0.6)
        return bottom

    def _draw_row(self, stream: ContentStream, row: VoucherRow, top: float) -> float:
        bottom = top - self._row
        x = self._left
        for text, width in zip((row.summary, row.account, row.detail), self._widths[:3], strict=True):
            box = Box(x + _PAD, bottom + 1, width - 2 * _PAD, top - bottom - 2)
            put(stream, box, text, Style.SERIF, _TEXT)
            x += width
        for amount in (row.debit, row.credit):
            self._draw_amount(stream, amount, x, top, bottom)
            x += self._widths[3]
        box = Box(x, bottom, self._widths[5], top - bottom)
        put(stream, box, _POSTED, Style.SANS, _TEXT, Align.CENTRE)
        return bottom

    def _draw_amount(
        self, stream: ContentStream, amount: Money | None, x: float, top: float, bottom: float, sign: str = ""
    ) -> None:
        if amount is None:
            return
        ink: Ink = RED if amount.fen < 0 else BLACK
        style = Style.SANS_BOLD if sign else Style.SANS
        if not self._form.ruled:
            box = Box(x + _PAD, bottom, self._widths[3] - 2 * _PAD, top - bottom)
            put(stream, box, sign + amount_text(amount), style, _TEXT, Align.RIGHT, ink)
            return
        size = min(10.5, self._cell * 1.05)
        base = (top + bottom) / 2 - size * 0.37
        for place, digit in enumerate(grid_digits(amount, self._figures.places, sign)):
            if digit:
                stream.centred(x + (place + 0.5) * self._cell, base, digit, style, size, ink)

    def _draw_total(self, stream: ContentStream, sheet: VoucherSheet, top: float) -> float:
        bottom = top - self._row
        words = sum(self._widths[:3])
        said = f"合　计（大写）：{sheet.in_words}" if sheet.in_words else "转下张"
        ink: Ink = RED if sheet.total is not None and sheet.total.fen < 0 else BLACK
        box = Box(self._left + 6, bottom + 1, words - 12, self._row - 2)
        put(stream, box, said, Style.SERIF_BOLD, _TEXT + 0.5, Align.LEFT, ink)
        for place in (3, 4):
            x = self._left + sum(self._widths[:place])
            self._draw_amount(stream, sheet.total, x, top, bottom, _SIGN)
        return bottom

    def _rule_row(self, stream: ContentStream, top: float) -> float:
        """The rules of one row; returns its lower edge."""
        bottom = top - self._row
        self._rule_columns(stream, top, bottom)
        for place in (3, 4):
            self._rule_grid(stream, self._left + sum(self._widths[:place]), top, bottom)
        stream.line(self._left, bottom, self._right, bottom, 0.3)
        return bottom

    def _rule_columns(self, stream: ContentStream, top: float, bottom: float, first: int = 1) -> None:
        for place in range(first, len(self._widths)):
            x = self._left + sum(self._widths[:place])
            stream.line(x, top, x, bottom, 0.5)

    def _rule_grid(self, stream: ContentStream, x: float, top: float, bottom: float) -> None:
        if not self._form.ruled:
            return
        places = self._figures.places
        for place in range(1, places):
            after = places - place  # so many digits stand to the right of the rule: 角分, then three by three
            grey = _GROUP_LINE if (after - 2) % 3 == 0 else _GRID_LINE
            at = x + place * self._cell
            stream.polyline(((at, top), (at, bottom)), 0.5 if grey == _GROUP_LINE else 0.35, grey)

    def _strike(self, stream: ContentStream, top: float, bottom: float) -> None:
        """The strokes through the unused rows, one in each column of amounts."""
        for place in (3, 4):
            x = self._left + sum(self._widths[:place])
            stream.line(x + self._widths[place] - 3, top - 3, x + 3, bottom + 3, 0.7)

    def _draw_signers(self, stream: ContentStream, sheet: VoucherSheet, top: float) -> None:
        signers = (
            ("财务主管", self._figures.head.chief),
            ("记账", sheet.posted_by),
            ("复核", sheet.checked_by),
            ("出纳", ""),
            ("制单", sheet.prepared_by),
        )
        step = (self._right - self._left) / len(signers)
        for place, (office, name) in enumerate(signers):
            box = Box(self._left + place * step, top - 19, step - 6, 15)
            put(stream, box, f"{office}：{name}", Style.SERIF, _TEXT)

    def _draw_attached(self, stream: ContentStream, sheet: VoucherSheet, middle: float) -> None:
        """附单据 n 张, set downwards beside the table."""
        x = self._right + 5.5 * MM
        signs: Sequence[str] = ("附", "单", "据", str(sheet.attachments or ""), "张")
        y = middle + len(signs) * 8
        for sign in signs:
            y -= 16
            put(stream, Box(x - 9, y, 18, 12), sign, Style.SERIF, _TEXT, Align.CENTRE)
        if not sheet.attachments:
            stream.line(x - 6, y + 17, x + 6, y + 17, 0.4)

    def _draw_foot(self, stream: ContentStream, bottom: float, page: int, pages: int) -> None:
        y = bottom + 4.5 * MM
        stream.right(self._right, y, f"第 {page} 页　共 {pages} 页", Style.SERIF, _SMALL)
        said = [self._figures.head.witness, "示例，人物均为虚构" if self._figures.head.sample else ""]
        stream.text(self._left, y, "　　".join(filter(None, said)), Style.SERIF, _SMALL)
