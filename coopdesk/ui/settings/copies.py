"""备份: when the book was last copied and where to, a copy now, and the way to another book."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from itertools import chain, count
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk import paths
from coopdesk.i18n import N_, _, format_date
from coopdesk.services.command import Changes
from coopdesk.services.home import BACKUP_EVERY
from coopdesk.services.values import BackupRecord
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.preferences import recent_books
from coopdesk.ui.frame.remedies import RESTORE
from coopdesk.ui.frame.restoring import restore_backup
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, Figure, FigureBlock, label, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.ui.settings.section import Act, Section

OTHER_BOOK = Action("other-book", N_("换一本账套"), "", "open")
BACK_UP_NOW = Action("backup-now", N_("立即备份"), "", "backup")
SUFFIX = ".coop"


class BackupSection(Section):
    """How old the last copy is, in words and colours that warn more the older it is; below, which book this is."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.act = Act(BACK_UP_NOW, self.back_up)
        self.last = FigureBlock(Figure(_("上次备份"), "—"))
        self.overdue = label("", "warning", wrap=True)
        self.book = ElidingLabel("strong")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self._copies())
        box.addWidget(self._which_book())
        box.addStretch(1)

    def show_book(self) -> None:
        desk = self._shell.desk
        last = desk.last_backup()
        place = last.target if last is not None else ""
        self.last.show_figure(Figure(_("上次备份"), _moment(last), place))
        age = timedelta.max if last is None else desk.today - last.at.date()
        set_text(self.overdue, _overdue(last, age.days))
        self.overdue.setVisible(age > BACKUP_EVERY)
        set_text(self.book, desk.title)

    def back_up(self) -> None:
        """Ask where to, and copy the book there off the GUI thread."""
        desk = self._shell.desk
        name = _("{book} 备份 {day}").format(book=Path(desk.title).stem, day=desk.today.isoformat())
        kinds, last = f"{_('账套')} (*{SUFFIX})", self._shell.preferences.last_book
        books = (*recent_books(), *(() if last is None else (last,)))
        folder = backups_folder(desk.last_backup(), books)
        target = dialogs.save_file(self._page, _("备份到"), kinds, f"{name}{SUFFIX}", folder)
        if target is not None:
            self._page.message.hide()
            self._shell.work(
                _("备份账套"), lambda progress: desk.backup(target, progress), self._page, self._copied
            )

    def restore(self) -> None:
        """Ask for a backup to put in the open book's place."""
        book = self._shell.preferences.last_book
        if book is not None:
            restore_backup(self._shell, self._page, book)

    def _copied(self, changes: Changes) -> None:
        self._shell.changed.emit(changes)
        said = _("已备份并核对无误：{place}").format(place=changes.reference)
        self._page.show_saved(said, Path(changes.reference))

    def _copies(self) -> Card:
        card = Card(_("备份"), SPACE_IN)
        advice = _(
            "备份是整本账套的一份完整副本，用“打开账套”就能打开。"
            "每星期、每次分红之后各备份一次，存到 U 盘或另一台电脑；只存在本机，硬盘坏了就一起没了。"
        )
        for part in (self.last, self.overdue, label(advice, "muted", wrap=True)):
            card.body.addWidget(part)
        again = _("账套坏了、丢了或记错太多时，可以用备份换回来；换之前先检查备份，现有账套另存在旁边。")
        row = QHBoxLayout()
        row.addWidget(label(again, "muted", wrap=True), 1)
        row.addWidget(button(RESTORE, self.restore))
        card.body.addLayout(row)
        return card

    def _which_book(self) -> Card:
        card = Card(_("当前账套"), SPACE_IN)
        row = QHBoxLayout()
        row.addWidget(self.book, 1)
        row.addWidget(button(OTHER_BOOK, self._shell.doors_wanted.emit))
        card.body.addLayout(row)
        return card


def backups_folder(last: BackupRecord | None, books: Iterable[Path]) -> Path:
    """Where a copy is proposed to go: where the last one went, else a folder of its own; never beside a book that is
    worked in on this PC."""
    taken = {_same(book.parent) for book in books}
    before = Path(last.target).parent if last is not None and last.target else None
    if before is not None and before.is_dir() and _same(before) not in taken:
        return before
    name = _("账套备份")
    names = chain([name], (f"{name} {number}" for number in count(2)))
    own = next(place for place in map(paths.default_books_dir().joinpath, names) if _same(place) not in taken)
    with suppress(OSError):  # then the dialog begins elsewhere
        own.mkdir(parents=True, exist_ok=True)
    return own


def _same(folder: Path) -> str:
    """A folder by what it is, whatever link or letters lead there."""
    return os.path.normcase(os.path.realpath(folder))


def _moment(last: BackupRecord | None) -> str:
    return _("还没有备份过") if last is None else f"{format_date(last.at.date())} {last.at:%H:%M}"


def _overdue(last: BackupRecord | None, days: int) -> str:
    if last is None:
        return _("账套只有一份。请现在备份。")
    return _("已 {days} 天没有备份。请现在备份。").format(days=days)
