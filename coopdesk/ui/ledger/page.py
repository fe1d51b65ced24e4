"""The page 收支凭证: its views as tabs, and in place of all of them the first step while no ledger is kept.

A reference names the view and what it shows: `vouchers:12`. Knows no view but by its line in `PANES`.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coopdesk.i18n import N_, _
from coopdesk.services.command import Command, Topic
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.empty import EmptyState
from coopdesk.ui.kit.no_wheel import Tabs
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.ledger.panes import PANES, LedgerPane

BEGIN = Action("begin-ledger", N_("启用账簿"), "Ctrl+N", "add", N_("选定启用月份，录入各科目余额"))


class LedgerPage(PageFrame):
    """收支凭证."""

    topics = frozenset({Topic.LEDGER, Topic.MEMBERS, Topic.ATTACHMENTS})

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("收支凭证"))
        self._shell = shell
        self._panes: dict[str, LedgerPane] = {}
        self._rooms: dict[str, QVBoxLayout] = {}
        self._stale: set[str] = set()
        self.first = EmptyState(
            _(
                "这里记合作社的账：录入和查阅记账凭证，凭证按月编号，账簿和报表由凭证得出。\n"
                "还没有启用账簿。启用时选定从哪个月记起，录入各科目当时的余额。"
            ),
            BEGIN,
            self.begin,
        )
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName(_("收支凭证"))
        self.tabs.setTabBarAutoHide(True)
        for spec in PANES:
            holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, 0, 0, 0)
            self._rooms[spec.key] = room
            self.tabs.addTab(holder, _(spec.title))
        self.tabs.currentChanged.connect(lambda _place: self._show_pane())
        # Once the view shows: the keys of its actions work only with the keyboard in it.
        self.tabs.tabBarClicked.connect(lambda _place: QTimer.singleShot(0, self, self.take_focus))
        self._states = QStackedWidget()
        self._states.addWidget(self.first)
        self._states.addWidget(self.tabs)
        self.body.addWidget(self._states, 1)

    @property
    def begun(self) -> bool:
        """Whether the book keeps a ledger."""
        return self._states.currentWidget() is self.tabs

    @property
    def pane(self) -> LedgerPane | None:
        """The view that shows; None while no ledger is kept."""
        return self.show_pane(PANES[self.tabs.currentIndex()].key) if self.begun else None

    def show_pane(self, key: str) -> LedgerPane:
        """Bring the view of that key to the front, making it if it was never opened."""
        place = next(at for at, spec in enumerate(PANES) if spec.key == key)
        if key not in self._panes:
            made = PANES[place].make(self._shell, self)
            made.state_changed.connect(self._say_state)
            self._rooms[key].addWidget(made)
            self._panes[key] = made
            self._stale.add(key)
        if self.tabs.currentIndex() != place:
            self.tabs.setCurrentIndex(place)
        return self._panes[key]

    def reload(self) -> None:
        start = self._shell.desk.ledger.start()
        self._states.setCurrentWidget(self.first if start is None else self.tabs)
        if start is None:
            self.set_state(_("还没有启用账簿"))
            return
        self._stale.update(self._panes)
        self._show_pane()

    def begin(self) -> None:
        """启用账簿: ask for the first month and the balances."""
        from coopdesk.ui.ledger.opening_form import OpeningForm

        self._shell.carry_out(
            OpeningForm(self._shell.desk), self, lambda changes: self._has_begun(changes.reference)
        )

    def stop_reading(self) -> None:
        for pane in self._panes.values():
            pane.stop_reading()

    def unsaved(self) -> str:
        return next(filter(None, (pane.unsaved() for pane in self._panes.values())), "")

    def rescue(self) -> Command | None:
        return next((pane.rescue() for pane in self._panes.values() if pane.unsaved()), None)

    @property
    def place(self) -> str:
        shown = self.pane
        return "" if shown is None else f"{PANES[self.tabs.currentIndex()].key}:{shown.place}"

    def open_thing(self, reference: str) -> None:
        """`vouchers:12`: the view and what it is to show."""
        key, _colon, thing = reference.partition(":")
        if self.begun and key in {spec.key for spec in PANES}:
            self.show_pane(key)
            if thing:
                self._panes[key].open_thing(thing)

    def take_focus(self) -> None:
        shown = self.pane
        if shown is None:
            super().take_focus()
            return
        set_visual_tab_order(self)
        shown.take_focus()

    def _show_pane(self) -> None:
        """Read the view that came to the front, if it was not read since the book changed."""
        if not self.begun:
            return
        key = PANES[self.tabs.currentIndex()].key
        pane = self.show_pane(key)
        if key in self._stale:
            self._stale.discard(key)
            pane.reload()
        self._say_state()

    def _say_state(self) -> None:
        shown = self._panes.get(PANES[self.tabs.currentIndex()].key)
        if shown is not None and self.begun:
            self.set_state(shown.said)

    def _has_begun(self, month: str) -> None:
        self.show_done(_("账簿已启用，从 {month} 记起").format(month=month))
        self.take_focus()
