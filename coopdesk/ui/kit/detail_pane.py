"""One thing beside a table: its name, a line about it, what can be done with it, and tabs. Knows no book."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.no_wheel import Tabs
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, STEP


class DetailPane(QFrame):
    """One thing in detail: its name, a line about it, its actions, tabs; sends `tab_changed(place)`."""

    tab_changed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        box = QVBoxLayout(self)
        box.setSpacing(SPACE_IN)
        self._box = box
        self._below = False
        self.title = ElidingLabel("title")
        self.state = ElidingLabel("muted")
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName(name)
        self.tabs.currentChanged.connect(self.tab_changed)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE_IN)
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(SPACE_IN)
        box.addLayout(self._head)
        box.addWidget(self.tabs, 1)
        self._fit()
        room.changed().changed.connect(self._fit)

    def show_thing(self, title: str, state: str) -> None:
        """Name the thing shown."""
        set_text(self.title, title)
        set_text(self.state, state)
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    def add_action(self, action: Action, slot: Callable[[], object]) -> QPushButton:
        """A button for something to do with this thing."""
        made = button(action, slot, keys_in=self)
        self._actions.addWidget(made)
        return made

    def add_tab(self, title: str, content: QWidget) -> None:
        """A tab with this content."""
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, SPACE_IN, 0, 0)
        box.addWidget(content)
        self.tabs.addTab(holder, title)

    def _fit_name(self) -> None:
        """Where the name is too long to stand beside what can be done, that goes below."""
        if self._is_long() != self._below:
            self._fit()

    def _is_long(self) -> bool:
        wanted = self.title.sizeHint().width() + SPACE_IN + self._actions.sizeHint().width()
        return wanted > self.contentsRect().width() - 2 * SPACE_CARD

    def _fit(self) -> None:
        """In the largest type the line about it stands beside the name, so that the name keeps its room."""
        self._below = self._is_long()
        close = room.is_lowest() or self._below
        above = SPACE_IN if room.is_low() else 12
        self._box.setContentsMargins(SPACE_CARD, above, SPACE_CARD, above)
        head = self._head
        head.setVerticalSpacing(STEP if close else 2)
        for part in (self.title, self.state, self._actions):
            head.removeItem(part) if isinstance(part, QHBoxLayout) else head.removeWidget(part)
        for column in range(2):
            head.setColumnStretch(column, column == close)
        head.addWidget(self.title, 0, 0)
        head.addWidget(self.state, 0 if close else 1, 1 if close else 0, 1, 1 if close else 2)
        head.addLayout(self._actions, 1 if close else 0, 0 if close else 1, 1, 2 if close else 1)
