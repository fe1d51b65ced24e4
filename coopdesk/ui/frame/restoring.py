"""恢复备份: choose a backup, see it checked and compared with the book, and only then let it take the book's place.

One way for the settings, the first start and a message that a book is damaged or gone. The book is closed meanwhile and
opened again whatever happens; what was there stays beside it under a dated name.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.backend import Restoration
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.jobs import Failure, Progress
from coopdesk.ui.kit.page import PageFrame

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk

_TAKE = Action("restore", N_("用备份替换现有账套"))
_KINDS = "{word} (*.coop *.coop.before-*)"


def restore_backup(shell: Shell, page: PageFrame, book: Path) -> None:
    """Ask for the backup to put in the book's place, and go on from there."""
    chosen = dialogs.choose_file(page, _("选择要恢复的备份"), _KINDS.format(word=_("账套")))
    if chosen is None:
        return
    page.message.hide()
    backend = shell.backend

    def looked(found: Restoration) -> None:
        if found.defects:
            _refuse(page, chosen, found)
        elif shell.jobs.busy:
            page.show_warning(_("还有工作没有做完；请等它结束，再恢复备份"))
        elif _wanted(page, chosen, book, found):
            _put_back(shell, page, chosen, book)

    shell.work(_("检查备份"), lambda progress: backend.inspect_backup(chosen, book, progress), page, looked)


def _refuse(page: PageFrame, backup: Path, found: Restoration) -> None:
    from coopdesk.wording import error_text

    count = len(found.defects)
    sentence = _("备份“{name}”有 {n} 处问题，不能用来恢复；请换一个备份。第一处：{first}").format(
        name=backup.name, n=count, first=error_text(found.defects[0])
    )
    page.message.say("error", sentence)


def _wanted(page: PageFrame, backup: Path, book: Path, found: Restoration) -> bool:
    from coopdesk.wording import content_words

    rows = [
        (_("备份"), backup.name),
        (_("备份内容"), content_words(found.backup)),
        (_("现有账套"), book.name),
        (_("现有内容"), content_words(found.present)),
    ]
    sentence = _(
        "备份已完整检查，没有问题。恢复之后，备份以后登记的内容不在账套里；现有账套不会删除，换名存在同一文件夹。"
    )
    return dialogs.confirm_sheet(page, _("恢复备份"), sentence, rows, _TAKE)


def _put_back(shell: Shell, page: PageFrame, backup: Path, book: Path) -> None:
    backend, was_open = shell.backend, shell.has_book and shell.preferences.last_book == book

    told = False

    def put(progress: Progress) -> "tuple[Path | None, Desk]":
        return backend.restore(backup, book, progress), backend.open_book(book)

    def done(result: "tuple[Path | None, Desk]") -> None:
        nonlocal told
        told = True
        kept, desk = result
        shell.preferences.opened(book)
        shell.show_book(desk)
        shell.said.emit("done", _told(backup, kept))

    def refused(error: Failure) -> None:
        nonlocal told
        told = True
        if was_open:
            _open_again(shell, book, error)
        else:
            page.show_error(error)

    def ended() -> None:
        if was_open and not told:
            _open_again(shell, book)  # stopped half-way: the book is as it was

    if was_open:
        shell.close_book()
    job = shell.jobs.submit(_("恢复备份"), put, done, refused)
    job.ended.connect(lambda _job: QTimer.singleShot(0, shell, ended))


def _told(backup: Path, kept: Path | None) -> str:
    if kept is None:
        return _("已用备份“{name}”恢复账套").format(name=backup.name)
    return _("已用备份“{name}”恢复账套；原来的账套另存为“{kept}”").format(name=backup.name, kept=kept.name)


def _open_again(shell: Shell, book: Path, why: Failure | None = None) -> None:
    """After a refusal the book is as it was, so it shows again, with the reason if there is one."""
    from coopdesk.wording import error_text

    def opened(desk: "Desk") -> None:
        shell.show_book(desk)
        if why is not None:
            shell.said.emit("error", error_text(why))

    def failed(error: Failure) -> None:
        shell.said.emit("error", error_text(error))

    shell.jobs.submit(_("打开账套"), lambda _progress: shell.backend.open_book(book), opened, failed)
