"""The choice of the day a register is looked at: typed, stepped with the arrow keys, or one of the usual days.

Knows dates only; which days are usual is given. A day that cannot be is said by `refused`, for the page to show.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.typed import read_date
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.keys import mark_arrows
from coopdesk.ui.kit.tokens import SPACE_IN

Usual = Callable[[], Sequence[tuple[date, str]]]
_CHOOSE = Action("as-at-days", N_("选择"), "", "calendar", N_("选择今天或某一年度的股权登记日"))
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 30, Qt.Key.Key_PageDown: -30}


class AsAtPicker(QWidget):
    """`截至 [2019-12-20]`; sends `chosen(day)` when another day was taken, `refused(error)` for what is no day and
    `mended` when a day is taken after that."""

    chosen = Signal(object)
    refused = Signal(object)
    mended = Signal()

    def __init__(self, day: date, usual: Usual) -> None:
        super().__init__()
        self.day = day
        self._usual = usual
        self.further: list[tuple[Action, Callable[[], object]]] = []
        """What else can be chosen of the register beside its day; the menu lists it below the days."""
        self.edit = QLineEdit(day.isoformat())
        self.edit.setAccessibleName(_("截至日期"))
        self.edit.setToolTip(_("名册和股份按这一天显示；可直接输入，上下键换一天"))
        self.edit.setProperty("kind", "filter")
        mark_arrows(self.edit)
        self.edit.installEventFilter(self)
        self.edit.editingFinished.connect(self.take)
        caption = label(_("截至"), "muted")
        caption.setBuddy(self.edit)
        self.days = button(_CHOOSE, self._open_menu, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_IN)
        for part in (caption, self.edit, self.days):
            row.addWidget(part)
        theme.changed().changed.connect(self.fit)
        self.fit()

    def show_day(self, day: date) -> None:
        """Stand on that day without sending it."""
        self.day = day
        self.edit.setText(day.isoformat())
        theme.mark(self.edit, state="")

    def take(self) -> None:
        """Read what was typed and send it if it is another day."""
        try:
            day = read_date(self.edit.text())
        except DomainError as error:
            theme.mark(self.edit, state="error")
            self.refused.emit(error)
            return
        other, was_refused = day != self.day, self.edit.property("state") == "error"
        self.show_day(day)
        if was_refused:
            self.mended.emit()
        if other:
            self.chosen.emit(day)

    def fit(self) -> None:
        """Give the field the width that belongs to the type size."""
        self.edit.setFixedWidth(theme.current().text_size.scaled(96))

    def menu(self) -> QMenu:
        """The usual days."""
        menu = QMenu(self)
        menu.setAccessibleName(_("常用日期"))
        for day, words in self._usual():
            entry = menu.addAction(f"{words}　{day.isoformat()}")
            entry.triggered.connect(lambda _checked=False, day=day: self._pick(day))
        if self.further:
            menu.addSeparator()
        for action, slot in self.further:
            menu.addAction(_(action.text)).triggered.connect(lambda _checked=False, slot=slot: slot())
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            days = _STEPS.get(Qt.Key(event.key()))
            if days is not None and not event.modifiers():
                self._pick(_moved(self.day, days))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.edit.setText(self.day.isoformat())
                self.take()
        return super().eventFilter(watched, event)

    def _pick(self, day: date) -> None:
        self.edit.setText(day.isoformat())
        self.take()

    def _open_menu(self) -> None:
        self.menu().popup(self.days.mapToGlobal(QPoint(0, self.days.height())))


def _moved(day: date, days: int) -> date:
    """That many days later, within what a calendar holds."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
