"""What the window gives its pages: the open book, the year, work off the GUI thread, ways to other pages.

Pages hold a `Shell` and nothing of the window; the window listens to the shell's signals. What a command changed
comes back as `changes`, and from that alone the window has pages read anew.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.domain.errors import ReasonWanted
from coopdesk.i18n import _, join_texts
from coopdesk.ui.frame.backend import Backend
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import exporting
from coopdesk.ui.kit.jobs import Failure, Job, JobQueue, Lane, Progress
from coopdesk.ui.kit.page import PageFrame

if TYPE_CHECKING:
    # Only names here: the window stands before the services and the forms are loaded.
    from coopdesk.domain.distribution.scheme import Scheme
    from coopdesk.services.command import Changes, Command
    from coopdesk.services.desk import Desk
    from coopdesk.ui.kit.form import FormDialog

T = TypeVar("T")
F = TypeVar("F", bound="FormDialog[Any]")


class Shell(QObject):
    """The one object a page is built with.

    Reads of a few rows may call `desk` directly; commands go through `run` or `carry_out`, and anything that may take
    longer than half a second through `work`.
    """

    changed = Signal(object)
    year_changed = Signal(int)
    book_changed = Signal()
    page_wanted = Signal(str, str)
    doors_wanted = Signal()
    book_closed = Signal()
    leaving = Signal()
    """The open book is about to be closed: who reads it beside the GUI thread stops before this returns."""
    said = Signal(str, str)
    """(kind of a message strip, text): said on whatever page shows."""
    preferences_changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.jobs = JobQueue(self)
        self.year = 0
        self._compared: tuple[int, str, Scheme] | None = None
        self._desk: Desk | None = None
        self.place: Path | None = None
        """Where the open book lies, as far as it was opened by its place."""
        self._backend: Backend | None = None
        self.may_leave: Callable[[], bool] = lambda: True
        """Whether the open book may be left: what is unsaved was offered to be saved. The window answers."""
        self.asks_reasons = True
        """Whether somebody is there to be asked for a reason; who signs out of the PC is not."""

    @property
    def desk(self) -> "Desk":
        """The open book; only pages shown with a book may ask. Raises LookupError without one."""
        if self._desk is None:
            raise LookupError("no book is open")
        return self._desk

    @property
    def has_book(self) -> bool:
        """Whether a book is open."""
        return self._desk is not None

    @property
    def backend(self) -> Backend:
        """What opens books; there once the window stands. Raises LookupError before."""
        if self._backend is None:
            raise LookupError("the program behind the window is not there yet")
        return self._backend

    def connect_backend(self, backend: Backend) -> None:
        """Take what the bootstrap gives."""
        self._backend = backend
        exporting.use(self._write_table)

    def _write_table(self, rows: exporting.Rows, target: Path) -> None:
        """Write what a table shows off the GUI thread, and say on whatever page shows how it went."""
        backend = self.backend

        def failed(error: Failure) -> None:
            from coopdesk.wording import error_text

            self.said.emit("error", error_text(error))

        self.jobs.submit(
            _("正在导出"),
            lambda _progress: backend.write_table(rows(), target),
            lambda path: self.said.emit("done", _("已导出到 {place}").format(place=path)),
            failed,
        )

    def show_book(self, desk: "Desk") -> None:
        """Let this book be the open one; the one before is closed."""
        if self._desk is not None:
            self.leaving.emit()
            self._desk.close()
        self._desk = desk
        desk.interactive = True
        self._compared = None
        figures = [summary.year for summary in desk.distribution.summaries()]
        self.year = max(figures) if figures else desk.coop.years()[0]
        self.book_changed.emit()

    def close_book(self) -> None:
        """Let go of the open book; the first-start page shows until another is opened."""
        if self._desk is not None:
            self.leaving.emit()
            desk, self._desk = self._desk, None
            self.book_closed.emit()
            desk.close()

    def open_book(
        self,
        title: str,
        book: Path,
        opening: Callable[[Progress], "Desk"],
        failed: Callable[[Failure], object],
    ) -> Job:
        """Open the book at that place off the GUI thread (`lambda _: shell.backend.open_book(path)`), remember it, and
        show it; a refusal goes to `failed`, such as a page's `show_error`. Ask `may_leave` before."""

        def opened(desk: "Desk") -> None:
            self.jobs.when_saved(lambda: self.show_opened(desk, book))
            # Once its first page stands: the settings are written to the disk.
            QTimer.singleShot(0, self, lambda: self.preferences.opened(book))

        return self.jobs.submit(title, opening, opened, failed)

    def keep_comparison(self, title: str, scheme: "Scheme | None") -> None:
        """Remember the scheme the year's own is compared with, for the papers of the meeting; None for none."""
        self._compared = (self.year, title, scheme) if scheme is not None else None

    def comparisons(self, year: int) -> "list[tuple[str, Scheme]]":
        """The schemes a year's own is compared with now, by their titles."""
        kept = self._compared
        return [kept[1:]] if kept is not None and kept[0] == year else []

    def show_opened(self, desk: "Desk", book: Path) -> None:
        """Let this book be the open one, and tell what whoever opens it should know of it and of where it lies."""
        self.place = book
        self.show_book(desk)
        # Once its first page stands: a message said before would go with the page that was there.
        QTimer.singleShot(0, self, lambda: self._tell_notices(book))

    def _tell_notices(self, book: Path) -> None:
        from coopdesk import places

        if self._desk is None:
            return
        risk, notices = places.risk_here(book), self._desk.journal.notices()
        if risk is None and not notices:
            return
        from coopdesk.wording import error_text, place_warning

        told = [] if risk is None else [place_warning(risk, places.better_place())]
        self.said.emit("warning", join_texts(*told, *(error_text(notice) for notice in notices)))

    def set_year(self, year: int) -> None:
        """Choose the fiscal year of every page."""
        if year != self.year:
            self.year = year
            self.year_changed.emit(year)

    def go(self, page: str, reference: str = "") -> None:
        """Open the page of that key, and in it the thing of that reference."""
        self.page_wanted.emit(page, reference)

    def run(
        self, command: "Command", page: PageFrame, done: "Callable[[Changes], object] | None" = None
    ) -> Job | None:
        """Carry a command out; pages showing what it changed read anew, then `done` is called. A refusal is said in
        `page`, and what needs a reason is asked for it. Nothing is done (None) while something typed in the page is
        refused: the cursor goes there."""
        return None if page.stopped() else self.perform(command, page, done, page.show_error)

    def carry_out(
        self,
        dialog: "F",
        page: PageFrame,
        done: "Callable[[Changes], object] | None" = None,
        further: "Callable[[F], F] | None" = None,
    ) -> None:
        """Ask a form for its command and carry it out; if it is refused, ask again with all that was typed. `further`
        makes the form after one that was accepted by 登记并继续."""
        from coopdesk.ui.kit import dialogs

        if page.stopped():
            return
        page.forget_done()
        self._doubt_today(dialog)
        command = dialogs.ask(dialog, page)
        if command is not None:

            def refused(error: Failure) -> None:
                dialog.show_error(error)
                self.carry_out(dialog, page, done, further)

            def ran(changes: "Changes") -> None:
                if done is not None:
                    done(changes)
                if dialog.goes_on and further is not None:
                    another = further(dialog)
                    another.show_done(page.message.text.text())
                    self.carry_out(another, page, done, further)

            self.perform(command, page, ran, refused)

    def work(
        self, title: str, work: Callable[[Progress], T], page: PageFrame, done: Callable[[T], object]
    ) -> Job:
        """Do anything long off the GUI thread, with progress and cancelling in the status bar."""
        return self.jobs.submit(title, work, done, page.show_error)

    def close(self) -> None:
        """End the work and close the book."""
        self.jobs.close()
        if self._desk is not None:
            self.leaving.emit()
            self._desk.close()
            self._desk = None

    def perform(
        self,
        command: "Command",
        page: PageFrame,
        done: "Callable[[Changes], object] | None",
        failed: Callable[[Failure], object],
        stopped: Callable[[], object] | None = None,
    ) -> Job:
        """As `run`, but a refusal goes to `failed`, and what is typed in the page stops nothing. Where `stopped` is
        given the work tells how far it is and can be stopped, which leaves the book as it was."""

        def refused(error: Failure) -> None:
            wanted = error if isinstance(error, ReasonWanted) and self.asks_reasons else None
            given = self._with_reason(command, wanted, page) if wanted is not None else None
            if given is None:
                failed(error)
            else:
                self.perform(given, page, done, failed, stopped)

        def ran(changes: "Changes") -> None:
            self.changed.emit(changes)
            if done is not None:
                done(changes)

        desk = self.desk
        if stopped is None:
            return self.jobs.submit(_("保存"), lambda _progress: desk.run(command), ran, refused, Lane.SAVE)
        return self.jobs.submit(
            _("正在写入账套"),
            lambda progress: desk.run(command, progress),
            ran,
            refused,
            Lane.SAVE,
            stopped,
        )

    def _doubt_today(self, dialog: "FormDialog[Any]") -> None:
        """Say in a form that begins with today's date why that cannot be right."""
        doubt = self.desk.journal.clock_doubt()
        if doubt is not None and dialog.takes(doubt.today) and dialog.message.isHidden():
            from coopdesk.wording import clock_text

            dialog.message.say("warning", clock_text(doubt))

    @staticmethod
    def _with_reason(command: "Command", wanted: ReasonWanted, page: PageFrame) -> "Command | None":
        """The command once more with the reason it needs, None where it is not given."""
        from dataclasses import replace

        from coopdesk.ui.kit import dialogs
        from coopdesk.ui.kit.reason_form import ReasonForm
        from coopdesk.wording import error_text

        reason = dialogs.ask(ReasonForm(error_text(wanted)), page)
        given: dict[str, Any] = {wanted.field: reason}
        return None if reason is None else replace(command, **given)
