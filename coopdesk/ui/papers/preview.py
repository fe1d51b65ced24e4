"""A paper as it will be printed: one page at a time, fitted to the room or larger, turned by keys or number."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QIntValidator, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopdesk.i18n import N_, _
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE
from coopdesk.ui.papers.pdf_pages import PdfPages

_BACK = Action("page-back", N_("上一页"), "PgUp", "")
_ON = Action("page-on", N_("下一页"), "PgDown", "")
_LARGER = Action("zoom-in", N_("放大"), "Ctrl++")
_SMALLER = Action("zoom-out", N_("缩小"), "Ctrl+-")
_WHOLE = Action("zoom-fit", N_("整页"), "Ctrl+0")
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""By how much a page is larger than the one that fits the room."""
_NUMBER_WIDTH, _MOST_PAGES = 72, 999_999
_LEAST = QSize(240, 200)
_PAPER, _EDGE = QColor("#FFFFFF"), QColor(0, 0, 0, 48)


class _PageArea(QWidget):
    """The ground a page lies on; draws the page as large as the room allows."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(_LEAST)
        self.picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("hairline"))
        if self.picture.isNull():
            return
        size = self.picture.deviceIndependentSize()
        sheet = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple()
        )
        painter.fillRect(sheet.translated(0, 2).adjusted(-1, -1, 1, 1), _EDGE)
        painter.fillRect(sheet, _PAPER)
        painter.drawImage(sheet.topLeft(), self.picture)


class Preview(QWidget):
    """Shows PDF files page by page; sends `turned(place, count)` with the place counted from 1."""

    turned = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._place = 0
        self._zoom = 0
        self.page_area = _PageArea()
        self.area = QScrollArea()
        self.area.setProperty("role", "page")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.page_area)
        self.larger = button(_LARGER, lambda: self.zoom_to(self._zoom + 1), "link", keys_in=self)
        self.smaller = button(_SMALLER, lambda: self.zoom_to(self._zoom - 1), "link", keys_in=self)
        self.whole = button(_WHOLE, lambda: self.zoom_to(0), "link", keys_in=self)
        # The plus of the main keys needs Shift, which nobody presses for it.
        actions.key(replace(_LARGER, shortcut="Ctrl+="), self.larger.click, self)
        self.number = QLineEdit()
        self.number.setAccessibleName(_("页码"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(_NUMBER_WIDTH)
        self.number.setValidator(QIntValidator(1, _MOST_PAGES, self.number))
        self.number.editingFinished.connect(self._turn_to_typed)
        self.count = label("", "muted")
        self.note = label("", "muted", wrap=True)
        self.back = button(_BACK, lambda: self.turn_to(self._place - 1), keys_in=self)
        self.on = button(_ON, lambda: self.turn_to(self._place + 1), keys_in=self)
        self._controls = QWidget()
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.clear()

    @property
    def pages(self) -> int:
        """How many pages are shown, 0 for none."""
        return len(self._pages) if self._pages is not None else 0

    @property
    def place(self) -> int:
        """The page that shows, counted from 0."""
        return self._place

    def show_files(self, files: Sequence[Path], note: str) -> None:
        """Show the pages of these files from the first on; `note` says what they are."""
        self.clear()
        self._pages = PdfPages(files)
        self.note.setText(note)
        self.turn_to(0)
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._pages = None
        self.note.setText("")
        self._place = 0
        self.page_area.show_picture(QImage())
        self._show_place()

    def turn_to(self, place: int) -> None:
        """Show another page; a place beyond the ends stays at the end."""
        if not self.pages:
            return
        self._place = max(0, min(place, self.pages - 1))
        self._draw()
        self._show_place()
        self.turned.emit(self._place + 1, self.pages)

    def zoom_to(self, place: int) -> None:
        """Show the page larger by that step, 0 for the whole page."""
        self._zoom = max(0, min(place, len(_ZOOMS) - 1))
        self._draw()
        self._show_place()

    @property
    def zoom(self) -> float:
        """By how much the page is larger than the one that fits."""
        return _ZOOMS[self._zoom]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._draw()

    def _turn_to_typed(self) -> None:
        place = int(self.number.text() or 0) - 1
        if place != self._place:
            self.turn_to(place)

    def _draw(self) -> None:
        if self._pages is None:
            return
        size = self._pages.size(self._place)
        there, ground = self.area.size(), 2 * (SPACE_IN if room.is_low() else SPACE_PAGE)
        fitting = min((there.width() - ground) / size.width(), (there.height() - ground) / size.height())
        if fitting <= 0:
            return
        scale = fitting * self.zoom
        margin = ground if self._zoom else 0
        least = (size * scale).toSize().grownBy(QMargins(0, 0, margin, margin)) if self._zoom else _LEAST
        self.page_area.setMinimumSize(least)
        ratio = self.devicePixelRatioF()
        picture = self._pages.picture(self._place, scale * ratio)
        picture.setDevicePixelRatio(ratio)
        self.page_area.show_picture(picture)

    def _show_place(self) -> None:
        shown = self.pages > 0
        for part in (self.number, self.count, self.back, self.on):
            part.setEnabled(shown)
        self.number.setText(str(self._place + 1) if shown else "")
        self.count.setText(_("/ {n} 页").format(n=self.pages) if shown else "")
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place + 1 < self.pages)
        self.larger.setEnabled(shown and self._zoom + 1 < len(_ZOOMS))
        for part in (self.smaller, self.whole):
            part.setEnabled(shown and self._zoom > 0)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addWidget(self.area, 1)
        controls = QHBoxLayout(self._controls)
        controls.setContentsMargins(0, 0, 0, 0)
        controls.setSpacing(SPACE_IN)
        controls.addStretch(1)
        for part in (self.smaller, self.larger, self.whole, self.back, self.number, self.count, self.on):
            controls.addWidget(part)
        self._foot.setSpacing(SPACE_IN)
        self._foot.addWidget(self.note, 1)
        self._foot.addWidget(self._controls)
        box.addLayout(self._foot)

    def _arrange(self) -> None:
        """What the paper is stands beside the controls, over them where that is too narrow."""
        words = self.note.fontMetrics().horizontalAdvance(self.note.text()) + SPACE_CARD
        beside = words + self._controls.sizeHint().width() <= self.width()
        directions = QBoxLayout.Direction
        self._foot.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
