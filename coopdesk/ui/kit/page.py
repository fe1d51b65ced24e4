"""The frame every page stands in: title with one sentence of state, actions at the right, messages, content.

A page is a `PageFrame` that fills `body` once and reads what it shows in `reload`. It never listens to another page:
the window calls `reload` when a command changed one of its `topics`, or the year, or when it is first shown.
"""

from collections.abc import Callable, Set
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, mark
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.eliding import SentenceLabel
from coopdesk.ui.kit.keys import after, arrows_change, is_enter, to_fill_in
from coopdesk.ui.kit.refusing import HoldsFields, Refusable, first_refused, refused_in
from coopdesk.ui.kit.remembering import remember_splitter
from coopdesk.ui.kit.strips import MessageStrip, Remedy
from coopdesk.ui.kit.tab_order import set_visual_tab_order, visual_order
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE

if TYPE_CHECKING:
    # Only a name here: the window stands before the services are loaded.
    from coopdesk.services.command import Command


_PAUSE_MS = 500
"""How long typing rests before what cannot be read is marked where it stands."""
_OPEN_FILE = Action("open-file", N_("打开文件"), "", "papers")
_OPEN_FOLDER = Action("open-folder", N_("打开文件夹"), "", "open")


class PageFrame(QWidget, HoldsFields):
    """A page. Subclasses set `topics`, fill `body` in `__init__`, and override `reload` (and `open_thing`)."""

    topics: Set[str] = frozenset()
    status_changed = Signal(str)
    edits_changed = Signal()

    def __init__(self, title: str, *, scrolls: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.status = ""
        self.remedy_for: Callable[[DomainError | EnvironmentFault], Remedy | None] = lambda _error: None
        """What the window knows to help against an error that is said here."""
        self.title = label(title, "title")
        self.state = SentenceLabel("muted")
        self.message = MessageStrip()
        # While it is typed, many a number is none for a moment; what still is none after that is marked.
        self._marking = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._marking.timeout.connect(self._mark_refused)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_CARD)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE_IN)
        self._words = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._lay_out(scrolls)
        self._fit()
        room.changed().changed.connect(self._fit)

    def reload(self) -> None:
        """Read and show everything anew; called by the window, never by another page."""

    def stop_reading(self) -> None:
        """Read nothing more beside the window; the window calls it before the page or its book goes."""

    def unsaved(self) -> str:
        """What would be lost if the page went now, in a word or two; empty for nothing."""
        return ""

    def rescue(self) -> "Command | None":
        """The command that saves what is unsaved, for a system that will not wait; None where nothing can be."""
        return None

    def refused_field(self) -> Refusable | None:
        """What is refused as it stands: while there is such a thing nothing is computed, saved or resolved on."""
        return first_refused(self)

    def stopped(self) -> bool:
        """Whether something refused stands in the way; then the cursor goes there and the page says so."""
        refused = self.refused_field()
        if refused is not None:
            self.bring_in_sight(refused)
            refused.show_refusal()
            self.show_warning(self.refused_words(refused))
        return refused is not None

    def refused_words(self, refused: Refusable) -> str:
        """What is refused and why, in a sentence."""
        from coopdesk.wording import error_text

        if refused.refusal is None or not refused.called:
            return _("有一处填得不对，改好之前不计算，也不保存。")
        words = _("“{field}”填得不对：{why}。改好之前不计算，也不保存。")
        return words.format(field=refused.called, why=error_text(refused.refusal).removesuffix(mark("。")))

    def _mark_refused(self) -> None:
        for each in refused_in(self):
            each.mark_refusal()

    def bring_in_sight(self, widget: QWidget) -> None:
        """Open the part of the page in which a widget lies."""
        inside, holder = widget, widget.parentWidget()
        while holder is not None and inside is not self:
            if isinstance(holder, QStackedWidget):
                holder.setCurrentWidget(inside)
            inside, holder = holder, holder.parentWidget()

    @property
    def place(self) -> str:
        """What `open_thing` would need to come back to what shows now, when the window is made anew."""
        return ""

    def open_thing(self, reference: str) -> None:
        """Go to the thing of that reference (a member number), after a search or a jump from another page."""

    def fields_changed(self) -> None:
        self.edits_changed.emit()
        self._marking.start()

    def leave(self) -> None:
        """Put away what belonged to the moment, when another page, year or book comes: message, chosen rows."""
        self.message.hide()
        self.set_status("")
        for table in self.findChildren(QAbstractItemView):
            here = table.currentIndex()
            table.clearSelection()
            if here.isValid():  # the row the page stands at stays the one
                table.setCurrentIndex(here)
        self.set_status("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next thing to be filled in, and from the last to what is to be done with it."""
        here = self.focusWidget()
        if not is_enter(event) or here not in to_fill_in(self):
            super().keyPressEvent(event)
            return
        further = after(self, here) or self._last_of_all()
        if further is not None:
            further.setFocus(Qt.FocusReason.TabFocusReason)

    def _last_of_all(self) -> QPushButton | None:
        """What comes after everything is filled in: the primary act, where there is none to do now another button."""
        made = [
            b for b in visual_order(self) if isinstance(b, QPushButton) and b.isVisible() and b.isEnabled()
        ]
        return next((b for b in made if b.property("kind") == "primary"), next(iter(made), None))

    def take_focus(self) -> None:
        """Put the cursor where the work begins: into the first table, else on the first control."""
        set_visual_tab_order(self)
        reached = (w for w in visual_order(self) if w.isVisibleTo(self) and w.isEnabled())
        inside = [w for w in reached if not arrows_change(w)]
        tables = [w for w in inside if isinstance(w, QAbstractItemView)]
        for widget in [*tables, *inside][:1]:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_state(self, sentence: str) -> None:
        """The one sentence under the title that says how things stand."""
        set_text(self.state, sentence)
        self.edits_changed.emit()

    def set_status(self, text: str) -> None:
        """What the status bar says of this page at the right, such as the totals of the selection."""
        self.status = text
        self.status_changed.emit(text)

    def add_action(self, action: Action, slot: Callable[[], object], primary: bool = False) -> QPushButton:
        """A button at the right of the title, working by its keys too. A page has one primary action at most."""
        made = button(action, slot, "primary" if primary else "", keys_in=self)
        self._actions.addWidget(made)
        return made

    def show_error(self, error: DomainError | EnvironmentFault) -> None:
        """Say inside the page what happened and what to do."""
        from coopdesk.wording import error_text

        self.message.say("error", error_text(error), self.remedy_for(error))

    def show_warning(self, text: str) -> None:
        """Say something that does not stop the work."""
        self.message.say("warning", text)

    def show_done(self, text: str, *remedies: Remedy) -> None:
        """Say that an act has happened, with buttons for where it leads."""
        self.message.say("done", text, *remedies)

    def forget_done(self) -> None:
        """Take away what an act before said to have happened: what is begun now may be refused or left."""
        if self.message.property("role") == "strip-done":
            self.message.hide()

    def show_saved(self, text: str, file: Path) -> None:
        """Say that a file was written, with the ways to open it and the folder it lies in."""
        folder = file.parent
        self.show_done(
            text, (_OPEN_FILE, lambda: self._open(file)), (_OPEN_FOLDER, lambda: self._open(folder))
        )

    def _open(self, place: Path) -> None:
        from coopdesk.ui.kit import dialogs

        if not dialogs.open_outside(place):
            self.show_warning(_("系统打不开 {place}，请在文件夹里找到它。").format(place=place))

    def _lay_out(self, scrolls: bool) -> None:
        self._outer.addLayout(self._head())
        self._outer.addWidget(self.message)
        if scrolls:
            self._outer.addWidget(scrolling(self.body), 1)
        else:
            self._outer.addLayout(self.body, 1)

    def _fit(self) -> None:
        """On a low screen the sentence stands beside the title, and everything nearer to each other."""
        low = room.is_low()
        above, beside, gap = (SPACE_IN, SPACE_CARD, SPACE_IN) if low else (SPACE_CARD, SPACE_PAGE, SPACE_CARD)
        self._outer.setContentsMargins(beside, above, beside, above)
        for box in (self._outer, self.body):
            box.setSpacing(gap)
        directions = QBoxLayout.Direction
        self._words.setDirection(directions.LeftToRight if low else directions.TopToBottom)
        self._words.setSpacing(SPACE_CARD if low else 2)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._words.addWidget(self.title)
        self._words.addWidget(self.state, 1)
        head.addLayout(self._words, 1)
        head.addLayout(self._actions)
        head.setAlignment(self._actions, Qt.AlignmentFlag.AlignBottom)
        return head


def scrolling(body: QVBoxLayout) -> QScrollArea:
    """A column that scrolls when the window is too low for it."""
    area = QScrollArea()
    area.setProperty("role", "page")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    inner.setProperty("role", "page")
    body.setContentsMargins(0, 0, 0, 0)
    inner.setLayout(body)
    area.setWidget(inner)
    return area


def side_by_side(left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> QSplitter:
    """Two parts with a border that can be moved; `shares` is how they divide the width at first."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(SPACE_CARD)
    splitter.setChildrenCollapsible(False)
    for place, part in enumerate((left, right)):
        splitter.addWidget(part)
        splitter.setStretchFactor(place, shares[place])
    splitter.setSizes([1000 * share for share in shares])
    remember_splitter(splitter)
    return splitter
