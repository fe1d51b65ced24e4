"""One thing beside a table: its name, a line about it, what can be done with it, and tabs. Knows no book."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.ui.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.still import Tabs
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN


class DetailPane(QFrame):
    """One thing in detail: its name, a line about it, its actions, tabs; sends `tab_changed(place)`."""

    tab_changed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_CARD, 12, SPACE_CARD, 12)
        box.setSpacing(SPACE_IN)
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
        box.addLayout(self._head())
        box.addWidget(self.tabs, 1)

    def show_thing(self, title: str, state: str) -> None:
        """Name the thing shown."""
        set_text(self.title, title)
        set_text(self.state, state)

    def add_action(self, action: Action, slot: Callable[[], object]) -> QPushButton:
        """A button for something to do with this thing."""
        made = button(action, slot, keys_in=self)
        self._actions.addWidget(made)
        return made

    def add_tab(self, title: str, content: QWidget) -> None:
        """A tab with this content."""
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 12, 0, 0)
        box.addWidget(content)
        self.tabs.addTab(holder, title)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        row.addWidget(self.title, 1)
        row.addLayout(self._actions)
        head.addLayout(row)
        head.addWidget(self.state)
        return head
