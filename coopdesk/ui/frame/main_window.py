"""The window: navigation, bars and the pages, which it builds when first opened and has read anew when facts change.

It reads from the book only what its own bars show; everything else is the pages'. Pages are data (`PageSpec`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from coopdesk import paths
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.clock_banner import ClockBanner
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.closing import BookClosing
from coopdesk.ui.frame.frame_bars import NavigationBar, StateBar, TopBar
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.remedies import remedy_for
from coopdesk.ui.frame.search_hits import found_words
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.hit_list import Hit
from coopdesk.ui.kit.keys import is_enter, is_pressed_by_enter
from coopdesk.ui.kit.page import PageFrame

if TYPE_CHECKING:
    # Only names here: the window stands before the services are loaded.
    from coopdesk.services.command import Changes
    from coopdesk.services.values import SearchHit

_SIZE, _SMALLEST = (1366, 728), (1024, 640)


class MainWindow(QMainWindow):
    """The frame around the pages; sends `painted` once it stands, `usable` once the first page can be worked with."""

    painted = Signal()
    usable = Signal()

    def __init__(
        self, shell: Shell, pages: Sequence[PageSpec], welcome: Callable[[Shell], PageFrame]
    ) -> None:
        super().__init__()
        self.shell = shell
        self._specs = {spec.key: spec for spec in pages}
        self._sized = False
        self._pages: dict[str, PageFrame] = {}
        self._stale: set[str] = set()
        self._open = ""
        self._was_painted = self._signing_out = False
        self._make_welcome = welcome
        self._welcome: PageFrame | None = None
        self._saved_at: datetime | None = None
        self._closing = BookClosing(self, shell, lambda: self._pages, self.open_page)
        shell.may_leave = self._closing.may_close
        self._look_for_edits = QTimer(self, singleShot=True, interval=0)
        self._look_for_edits.timeout.connect(lambda: self.state.show_unsaved(self._closing.unsaved()))
        self._build()
        self._connect()
        self._keys()
        self.setWindowTitle("coopdesk")
        self._show_bars()

    @property
    def welcome(self) -> PageFrame:
        """The page of the first start, building it if it was never shown."""
        if self._welcome is None:
            self._welcome = self._make_welcome(self.shell)
            self._welcome.remedy_for = partial(remedy_for, self.shell, self._welcome)
            self.stack.addWidget(self._welcome)
        return self._welcome

    def rebuild(self) -> None:
        """Make bars and pages anew, for another language or type size; the page that shows stays the one."""
        shown, reference = self._open, self._pages[self._open].place if self._open in self._pages else ""
        unsaved = [key for key, page in self._pages.items() if page.unsaved()]
        self._stop_reading()
        self._pages.clear()
        self._stale.clear()
        self._welcome = None
        self._build()
        self._show_bars()
        for key in unsaved:
            self._page(key)  # it finds again what is typed; without it nobody would be asked about that
        if shown:
            self.open_page(shown, reference)
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """Show the page of the first start."""
        self._open = ""
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.reload()
        QTimer.singleShot(0, self.welcome, self.welcome.take_focus)

    def open_page(self, key: str, reference: str = "") -> None:
        """Open the page of that key, and in it the thing of that reference; nothing happens without a book."""
        if key not in self._specs or not self.shell.has_book:
            return
        if key != self._open:
            self._forget_moment([self._pages[self._open]] if self._open in self._pages else [])
        self._open = key
        page = self._page(key)
        self.stack.setCurrentWidget(page)
        self.navigation.mark(key)
        self.state.show_page_text(page.status)
        if key in self._stale:
            self._read(key)
        QTimer.singleShot(0, page, page.take_focus)
        if reference:
            page.open_thing(reference)

    def page(self, key: str) -> PageFrame:
        """The page of that key, building it if it was never opened."""
        return self._page(key)

    @property
    def open_key(self) -> str:
        """Key of the page that shows, empty for the first start."""
        return self._open

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button under the cursor on every page, as Space does; Ctrl+S saves what can be saved."""
        focus = self.focusWidget()
        if is_enter(event) and not event.isAutoRepeat() and isinstance(focus, QAbstractButton):
            if is_pressed_by_enter(focus):
                focus.click()
        elif event.matches(QKeySequence.StandardKey.Save) and self._open:
            self._closing.save_here(self._page(self._open))
        else:
            super().keyPressEvent(event)

    def save_before_sign_out(self) -> None:
        """Save what pages have unsaved, as far as it can be saved: whoever signs out of the PC is not asked again."""
        self._signing_out = True
        self._closing.sign_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._signing_out and not self._closing.may_close():
            event.ignore()
            return
        self.shell.preferences.geometry = bytes(self.saveGeometry().data())
        self.shell.preferences.save()
        self.shell.close()
        super().closeEvent(event)

    def _build(self) -> None:
        """The bars and an empty stack; whatever stood there before goes with its parent."""
        self.top, self.clock = TopBar(), ClockBanner()
        self.navigation = NavigationBar(tuple(self._specs.values()))
        self.state = StateBar()
        self.stack = QStackedWidget()
        self.navigation.chosen.connect(self.open_page)
        self.top.year_chosen.connect(self.shell.set_year)
        self.top.searched.connect(self._search)
        self.top.found.connect(self._go_to)
        self._lay_out()

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.top, self.clock, middle, self.state):
            box.addWidget(part, int(part is middle))
        self.setCentralWidget(whole)
        self.setMinimumSize(*_SMALLEST)
        if not self._sized and not self.restoreGeometry(QByteArray(self.shell.preferences.geometry)):
            self.resize(*_SIZE)
        self._sized = True

    def _connect(self) -> None:
        shell = self.shell
        shell.page_wanted.connect(self.open_page)
        shell.doors_wanted.connect(self.show_welcome)
        shell.book_changed.connect(self._book_changed)
        shell.book_closed.connect(self._book_closed)
        shell.leaving.connect(self._stop_reading)
        shell.said.connect(self._say)
        shell.year_changed.connect(self._year_changed)
        shell.changed.connect(self._changed)
        shell.jobs.ended.connect(lambda _job: self._look_for_edits.start())
        shell.jobs.started.connect(lambda job: self.state.job_started(job))

    def _keys(self) -> None:
        actions.key(actions.SEARCH, self.top.start_search, self, whole_window=True)
        for place, key in enumerate(self._specs, start=1):
            action = actions.Action(key, "", actions.page_shortcut(place))
            actions.key(action, partial(self.open_page, key), self, whole_window=True)
        actions.key(actions.OPEN_BOOK, self._choose_book, self, whole_window=True)
        actions.key(actions.RELOAD, self._everything_stale, self, whole_window=True)

    def _page(self, key: str) -> PageFrame:
        if key not in self._pages:
            page = self._specs[key].make(self.shell)
            page.status_changed.connect(partial(self._page_says, key))
            page.edits_changed.connect(self._look_for_edits.start)
            page.remedy_for = partial(remedy_for, self.shell, page)
            self._pages[key] = page
            self.stack.addWidget(page)
            self._stale.add(key)
        return self._pages[key]

    def _read(self, key: str) -> None:
        self._stale.discard(key)
        try:
            self._pages[key].reload()
        except (DomainError, EnvironmentFault) as error:
            self._pages[key].show_error(error)

    def _book_changed(self) -> None:
        self._drop_pages()
        self.open_page(next(iter(self._specs)))

    def _book_closed(self) -> None:
        self._drop_pages()
        self.show_welcome()

    def _stop_reading(self) -> None:
        for page in self._pages.values():
            page.stop_reading()

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self._saved_at = None
        self.top.forget_search()
        self._look_for_edits.start()
        self._show_bars()

    def _say(self, kind: str, text: str) -> None:
        (self._pages.get(self._open) or self.welcome).message.say(kind, text)

    def _changed(self, changes: "Changes") -> None:
        self._saved_at = datetime.now()
        self._show_bars()
        touched = [key for key, page in self._pages.items() if page.topics & changes.topics]
        self._stale.update(touched)
        if self._open in touched:
            self._read(self._open)

    def _choose_book(self) -> None:
        self.show_welcome()
        self.welcome.open_thing(actions.OPEN_BOOK.name)

    def _forget_moment(self, pages: Iterable[PageFrame]) -> None:
        """Messages, searches and chosen rows belong to the page, year and book they were made in."""
        self.top.forget_search()
        for page in pages:
            page.leave()

    def _year_changed(self, _year: int) -> None:
        self._forget_moment(self._pages.values())
        self._show_bars()
        self._everything_stale()

    def _everything_stale(self) -> None:
        self._stale.update(self._pages)
        if self._open:
            self._read(self._open)

    def _badge(self, sample: bool) -> tuple[str, str]:
        """What stands beside the name of a book that is no book to rely on, and more of it; empty for any other."""
        book = self.shell.place
        if book is not None and paths.is_thrown_away(book):
            return _("临时账套"), _("窗口关闭后即删除，原账套不变")
        return (_("示例账套"), "") if sample else ("", "")

    def _show_bars(self) -> None:
        shown = self.shell.has_book
        for part in (self.navigation, self.state, self.top):
            part.setVisible(shown)
        self.clock.show_doubt(self.shell.desk.journal.clock_doubt() if shown else None)
        if not shown:
            return
        desk = self.shell.desk
        coop = desk.coop.details()
        name = coop.name if coop is not None else desk.title
        years = desk.coop.years(), self.shell.year, desk.distribution.states()
        self.top.show_book(name, self._badge(bool(coop and coop.sample)), *years)
        self.setWindowTitle(f"{name} · coopdesk")
        self.state.show_saved(self._saved_at)
        self.state.show_backup(last.at if (last := desk.last_backup()) else None, desk.today)

    def _page_says(self, key: str, text: str) -> None:
        if key == self._open:
            self.state.show_page_text(text)

    def _search(self, typed: str) -> None:
        hits, nothing = found_words(self.shell.desk, typed)
        self.top.show_hits(hits, nothing)

    def _go_to(self, hit: "Hit[SearchHit]") -> None:
        self.open_page(hit.thing.page, hit.thing.number)
