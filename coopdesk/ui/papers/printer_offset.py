"""打印位置: how far each printer is off, found with a test cross and a ruler, and kept by the printer's name.

The cross is printed on the paper that is chosen in the gallery; its lines have known distances from the edges.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame import preferences
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import fonts
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.fields import ChoiceField, LineField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.papers.sheets import MOST_OFFSET, Offset, sheet_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

CROSS = Action("print-cross", N_("打印十字"), "", "papers")
CROSS_FROM_EDGE = 20
"""Millimetres between the lines and the edges of the sheet."""

_ARM, _TICK = 8, 1.2
_MM_AN_INCH = 25.4
_TYPED = re.compile(r"([+-]?)([0-9]{1,2})(?:\.([0-9]))?(?:mm|毫米)?")


class OffsetForm(FormDialog[tuple[str, Offset]]):
    """By how much one printer's papers are moved. `print_cross(printer, offset)` sends the test page."""

    def __init__(
        self, printers: Sequence[str], usual: str, print_cross: Callable[[str, Offset], object]
    ) -> None:
        lead = _(
            "先打印一张十字，用尺量：竖线应距纸的左边 {mm} 毫米，横线应距上边 {mm} 毫米。"
            "偏左多少就向右移多少，偏上多少就向下移多少。"
        ).format(mm=CROSS_FROM_EDGE)
        super().__init__(_("打印位置"), N_("保存"), lead)
        names = [(name, name) for name in printers]
        chosen = usual if usual in printers else None
        self.printer = ChoiceField(_("打印机"), names, chosen=chosen)
        self.right = LineField(_("向右移"), read_tenths, hint=_("毫米，如 1.5；向左写 -1.5"))
        self.down = LineField(_("向下移"), read_tenths, hint=_("毫米，如 1.5；向上写 -1.5"))
        self.group("", [self.printer, self.right, self.down])
        self._print_cross = print_cross
        self.cross = button(CROSS, self._cross)
        self._groups.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignLeft)
        self.printer.changed.connect(self._show_kept)
        self._show_kept()

    def make(self) -> tuple[str, Offset]:
        return self.printer.value() or "", self.offset

    @property
    def offset(self) -> Offset:
        """What stands in the fields."""
        return Offset(self.right.value() or 0, self.down.value() or 0)

    def _show_kept(self) -> None:
        right, down = preferences.printer_offset(self.printer.value() or "")
        self.right.set_text(tenths_text(right))
        self.down.set_text(tenths_text(down))

    def _cross(self) -> None:
        if not (self.right.fits() and self.down.fits()):
            return
        try:
            self._print_cross(self.printer.value() or "", self.offset)
        except EnvironmentFault as fault:
            self.show_error(fault)
        else:
            self.message.say("done", _("十字已送打印机；量好以后填在上面，再打印一张核对。"))


def read_tenths(typed: str) -> int:
    """Millimetres with at most one decimal as tenths: `1.5`, `-0.3`, `2 mm`; raises `print.offset_form`."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).replace("−", "-")
    found = _TYPED.fullmatch(plain)
    tenths = int(found[2]) * 10 + int(found[3] or 0) if found else MOST_OFFSET + 1
    if found is None or tenths > MOST_OFFSET:
        raise DomainError("print.offset_form", value=typed, most=MOST_OFFSET // 10)
    return -tenths if found[1] == "-" else tenths


def tenths_text(tenths: int) -> str:
    """Tenths of a millimetre as they are typed: `1.5`."""
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def draw_cross(printer: "QPrinter", offset: Offset, words: str) -> None:
    """Print the test page: a cross at two corners, with millimetre ticks; `print.refused` if it cannot be begun."""
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault("print.refused", printer=printer.printerName())
    try:
        mm = printer.resolution() / _MM_AN_INCH
        painter.translate(offset.right / 10 * mm, offset.down / 10 * mm)
        painter.scale(mm, mm)
        painter.setPen(QPen(Qt.GlobalColor.black, 0.2))
        size = sheet_of(printer) * (_MM_AN_INCH / 72)
        _draw_arms(painter, QPointF(CROSS_FROM_EDGE, CROSS_FROM_EDGE))
        _draw_arms(painter, QPointF(size.width() - CROSS_FROM_EDGE, size.height() - CROSS_FROM_EDGE))
        _draw_words(painter, words, size)
    finally:
        painter.end()


def _draw_arms(painter: QPainter, middle: QPointF) -> None:
    x, y = middle.x(), middle.y()
    painter.drawLine(QLineF(x - _ARM, y, x + _ARM, y))
    painter.drawLine(QLineF(x, y - _ARM, x, y + _ARM))
    for step in range(-_ARM, _ARM + 1):
        long = _TICK * (2 if step % 5 == 0 else 1)
        painter.drawLine(QLineF(x + step, y - long / 2, x + step, y + long / 2))
        painter.drawLine(QLineF(x - long / 2, y + step, x + long / 2, y + step))


def _draw_words(painter: QPainter, words: str, size: QSizeF) -> None:
    font = fonts.application_font(12)
    font.setPixelSize(40)  # drawn large and made smaller: a font of four pixels has no shape of its own
    painter.setFont(font)
    painter.translate(CROSS_FROM_EDGE + _ARM + 4, CROSS_FROM_EDGE + 1)
    painter.scale(0.1, 0.1)
    painter.drawText(QPointF(0, 0), words)
