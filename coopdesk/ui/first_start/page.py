"""The first start, and the way from one book to another: cards that each lead to a book, and the books opened before.

Opening and building run off the GUI thread; what is refused is said here, with what to do, and the cards stay.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from coopdesk import paths
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.first_start import recent
from coopdesk.ui.first_start.new_book import SUFFIX, NewBook, NewBookForm
from coopdesk.ui.first_start.start_parts import RecentBooks, StartCard
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.preferences import recent_books
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.jobs import Failure, Job, Progress
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_PAGE
from coopdesk.ui.kit.working import WorkProgress

SAMPLE_NAME = "示例账套·林阁"
_WIDEST = 1000
_KINDS = f"{{word}} (*{SUFFIX})"


class FirstStartPage(PageFrame):
    """Four cards and the recent books. It stands without a book, so it never asks the shell's desk."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("选择账套"), scrolls=True)
        self._shell = shell
        self.set_state(_("一个账套就是一个合作社的全部记录，存成这台电脑上的一个文件。"))
        own = _("给自己的合作社建账：填好名称和成立日期，就可以登记成员。")
        made_up = _("林阁花木种植股份合作社，22 名成员，四个年度。人员均为虚构，可以放心试用。")
        kept = _("打开电脑或 U 盘上已有的 .coop 文件；备份也是这样打开。")
        self.new = StartCard(actions.NEW_BOOK, own, N_("填写资料"), self._new, "primary")
        sheet = _("用已有的成员名册建账：自己的 Excel、WPS 表或银行导出的 csv 都可以，逐步核对后一次导入。")
        self.sheet = StartCard(actions.IMPORT_BOOK, sheet, N_("选择名册"), self._import)
        self.open = StartCard(actions.OPEN_BOOK, kept, N_("选择文件"), self._choose)
        self.sample = StartCard(actions.SAMPLE_BOOK, made_up, N_("打开示例"), self._sample)
        self.recent = RecentBooks()
        self.under_way = WorkProgress()
        self._answer: recent.Answer | None = None
        self._fill()
        self.recent.wanted.connect(self._open)
        self.recent.sought.connect(self._seek)
        self.recent.dropped.connect(self._drop)
        shell.jobs.started.connect(self._work_started)
        shell.jobs.idle.connect(self._work_over)

    def reload(self) -> None:
        """Show the books opened before at once, and which of them are there as soon as that is known."""
        books = recent_books()
        self._show_recent([recent.RecentBook(path) for path in books])
        self._answer = recent.check_in_background(books, self._show_recent)
        self.new.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_thing(self, reference: str) -> None:
        """The name of a card's action does what the card does; the window sends Ctrl+O here."""
        if reference == actions.OPEN_BOOK.name and self.open.isEnabled():
            self._choose()

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        for card in (self.new, self.sheet, self.open, self.sample):
            row.addWidget(card, 1)
        self.body.addLayout(row)
        for part in (self.under_way, self.recent):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards stand in the middle of a wide window, a little above its half."""
        super().resizeEvent(event)
        side = max(SPACE_PAGE, (self.width() - theme.current().text_size.scaled(_WIDEST)) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, max(SPACE_CARD, self.height() // 10), side, SPACE_CARD)

    def _show_recent(self, books: list[recent.RecentBook]) -> None:
        self.recent.show_books(books)

    def _new(self) -> None:
        if self._shell.may_leave():
            self._ask(NewBookForm(date.today()))

    def _import(self) -> None:
        """A new book first, for there has to be something to import into; then the import opens by itself."""
        if self._shell.may_leave():
            self._ask(NewBookForm(date.today()), "import")

    def _ask(self, form: NewBookForm, then: str = "") -> None:
        wanted = dialogs.ask(form, self)
        if wanted is None:
            return

        def made(desk: Desk) -> None:
            self._shell.preferences.opened(wanted.path)
            self._shell.jobs.when_saved(lambda: self._show(desk, wanted.path, then))

        def refused(error: Failure) -> None:
            form.show_error(error)
            self._ask(form, then)

        self._shell.jobs.submit(_("正在建立账套"), lambda _progress: self._made(wanted), made, refused)

    def _show(self, desk: Desk, book: Path, then: str) -> None:
        self._shell.show_opened(desk, book)
        if then:
            QTimer.singleShot(0, self._shell, lambda: self._shell.go("members", then))

    def _made(self, wanted: NewBook) -> Desk:
        _make_folder(wanted.path)
        desk = self._shell.backend.new_book(wanted.path)
        try:
            desk.run(SetUpCoop(details=wanted.details, seen=desk.journal.seen()))
        except (DomainError, EnvironmentFault):
            desk.close()
            raise
        return desk

    def _choose(self) -> None:
        chosen = dialogs.choose_file(self, _("打开账套"), _KINDS.format(word=_("账套")))
        if chosen is not None:
            self._open(chosen)

    def _sample(self) -> None:
        place = paths.default_books_dir() / f"{SAMPLE_NAME}{SUFFIX}"

        if self._is_open(place) or not self._shell.may_leave():
            return

        def built(progress: Progress) -> Desk:
            _make_folder(place)
            return self._shell.backend.sample_book(place, progress)

        self._shell.open_book(_("正在准备示例账套"), place, built, self.show_error)

    def _open(self, book: Path) -> None:
        if self._is_open(book) or not self._shell.may_leave():
            return
        backend = self._shell.backend
        self._shell.open_book(
            _("正在打开账套"), book, lambda progress: backend.open_book(book, progress), self.show_error
        )

    def _is_open(self, book: Path) -> bool:
        """Whether it is the book that is open already, which then shows again."""
        shown = self._shell.has_book and book == self._shell.preferences.last_book
        if shown:
            self._shell.go("home")
        return shown

    def _seek(self, book: Path) -> None:
        chosen = dialogs.choose_file(
            self, _("{name} 移到了哪里").format(name=book.stem), _KINDS.format(word=_("账套"))
        )
        if chosen is not None:
            recent.moved(book, chosen)
            self._open(chosen)

    def _drop(self, book: Path) -> None:
        recent.forget(book)
        self.reload()

    def _work_started(self, job: Job) -> None:
        if self.isVisible():
            self.message.hide()
            self._let_through(False)
            self.under_way.show_job(job)

    def _work_over(self) -> None:
        self._let_through(True)
        if self.isVisible():
            self.reload()

    def _let_through(self, may: bool) -> None:
        for part in (self.new, self.sheet, self.open, self.sample, self.recent):
            part.setEnabled(may)


def _make_folder(book: Path) -> None:
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault("book.folder_gone", path=book.name, folder=str(book.parent)) from error
