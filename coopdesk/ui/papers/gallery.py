"""The papers to choose from, each with a small picture of its own first page; arrow keys go from one to the next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from coopdesk.i18n import _
from coopdesk.services.paper import AnyPaper
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN

_COLUMNS = 2
_CARD = QSize(145, 122)
_RADIUS = 8


class PaperCard(QAbstractButton):
    """One paper: its small picture, its name; the chosen one has a border in the accent colour."""

    def __init__(self, paper: AnyPaper) -> None:
        super().__init__()
        self.paper = paper
        self.picture = QImage()
        self.setCheckable(True)
        self.setText(_(paper.title))
        self.setAccessibleName(_(paper.title))
        self.setAccessibleDescription(_(paper.note))
        self.setToolTip(_(paper.note))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed().changed.connect(self.updateGeometry)

    def show_picture(self, picture: QImage) -> None:
        """The first page, in any size."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 2 * SPACE_CARD
        height = _CARD.height() + self.fontMetrics().height() - 17
        return QSize(max(_CARD.width(), words), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        marked = self.isChecked() or self.hasFocus()
        width = 2 if marked else 1
        painter.setPen(QPen(look.colour("accent" if marked else "hairline"), width))
        painter.setBrush(
            look.colour("accent_soft" if self.hasFocus() and not self.isChecked() else "surface")
        )
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        words = self.fontMetrics().height() + SPACE_IN
        self._paint_picture(painter, self.rect().adjusted(SPACE_IN, SPACE_IN, -SPACE_IN, -words - SPACE_IN))
        painter.setPen(look.colour("accent" if self.isChecked() else "ink"))
        line = self.rect().adjusted(SPACE_IN, self.height() - words - 2, -SPACE_IN, -SPACE_IN + 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_picture(self, painter: QPainter, room: QRect) -> None:
        look = theme.current()
        painter.fillRect(room, look.colour("ground"))
        if self.picture.isNull():
            sign = pixmap("papers", look.palette.secondary, 24)
            painter.drawPixmap(room.center().x() - 12, room.center().y() - 12, sign)
            return
        ratio = self.devicePixelRatioF()
        size = self.picture.size().scaled(room.size() - QSize(12, 12), Qt.AspectRatioMode.KeepAspectRatio)
        small = self.picture.scaled(size * ratio, mode=Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        corner = room.center() - QRect(0, 0, size.width(), size.height()).center()
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawRect(QRect(corner, size).adjusted(-1, -1, 0, 0))
        painter.drawImage(corner, small)


class Gallery(QWidget):
    """All papers; sends `chosen(kind)` when another one is chosen."""

    chosen = Signal(str)

    def __init__(self, papers: Sequence[AnyPaper]) -> None:
        super().__init__()
        self.cards = [PaperCard(paper) for paper in papers]
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        for card in self.cards:
            self._group.addButton(card)
            card.clicked.connect(partial(self._clicked, card))
        self._grid.setRowStretch(len(self.cards), 1)
        self.shown: list[PaperCard] = []
        self.offer([paper.kind for paper in papers])

    def offer(self, kinds: Sequence[str]) -> None:
        """Show the cards of these papers only; what was chosen of the others is chosen no longer."""
        self.shown = [card for card in self.cards if card.paper.kind in kinds]
        for card in self.cards:
            self._grid.removeWidget(card)
            card.setVisible(card in self.shown)
            if card not in self.shown and card.isChecked():
                self._group.setExclusive(False)
                card.setChecked(False)
                self._group.setExclusive(True)
        for place, card in enumerate(self.shown):
            self._grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)

    @property
    def kind(self) -> str:
        """The chosen paper, empty for none."""
        return next((card.paper.kind for card in self.cards if card.isChecked()), "")

    def card(self, kind: str) -> PaperCard:
        """The card of a paper; KeyError if there is none."""
        for card in self.cards:
            if card.paper.kind == kind:
                return card
        raise KeyError(kind)

    def choose(self, kind: str) -> None:
        """Choose a paper as a click would; the keyboard stays with the choice."""
        if any(card.hasFocus() for card in self.cards):
            self.card(kind).setFocus(Qt.FocusReason.OtherFocusReason)
        self.card(kind).click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_COLUMNS,
            Qt.Key.Key_Down: _COLUMNS,
        }
        step = steps.get(Qt.Key(event.key()))
        focused = next((place for place, card in enumerate(self.shown) if card.hasFocus()), None)
        if step is None or focused is None or not 0 <= focused + step < len(self.shown):
            super().keyPressEvent(event)
            return
        card = self.shown[focused + step]
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        card.click()

    def _clicked(self, card: PaperCard, _checked: bool = True) -> None:
        self.chosen.emit(card.paper.kind)
