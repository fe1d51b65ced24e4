"""The attached files of one thing: brings together the list of the kit, the open book and files outside.

Whatever reads or writes a file is done off the GUI thread. Several files are taken one after another, each saved by a
command of its own: one that cannot be kept stops none of the others, and all of those are named at the end.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _, join_texts, mark, ngettext
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import Thing
from coopdesk.ui.attachments.copies import ENDINGS, clear_copies, file_name, new_place, protect
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.attachments import Attachment, AttachmentsList
from coopdesk.ui.kit.jobs import Failure, Job, Lane, Progress
from coopdesk.ui.kit.page import PageFrame

if TYPE_CHECKING:
    from coopdesk.domain.attachments.blob import Blob
    from coopdesk.services.command import Changes
    from coopdesk.services.desk import Desk

_TOLD = 3
"""So many files that could not be kept are told one by one."""
_NAMED = 12
"""So many more of them are named."""


class AttachedFiles(QObject):
    """Fills a list with what is attached to a thing and carries out what the list is told."""

    def __init__(self, shell: Shell, page: PageFrame, shown: AttachmentsList) -> None:
        super().__init__(page)
        self._shell, self._page, self.list = shell, page, shown
        self._thing: Thing | None = None
        self._files: dict[str, AttachedFile] = {}
        self._viewed = False
        shell.leaving.connect(self._clear)
        shown.added.connect(self.add)
        shown.opened.connect(lambda item: self.look_at(self._files[item.key]))
        shown.save_wanted.connect(lambda item: self.save_as(self._files[item.key]))
        shown.removed.connect(lambda item: self.remove(self._files[item.key]))

    def show_thing(self, thing: Thing | None, takes_more: bool = True) -> None:
        """Show what is attached to this; None for nothing. `takes_more` says whether files can be added."""
        self._thing = thing
        desk = self._shell.desk
        files = () if thing is None else desk.attachments.of(thing)
        self._files = {str(file.number): file for file in files}
        self.list.set_items(
            [
                Attachment(key, file.name, file.kind.value, file.size, partial(_photo, desk, file))
                for key, file in self._files.items()
            ]
        )
        self.list.set_takes_more(thing is not None and takes_more)

    def add(self, paths: Sequence[Path]) -> None:
        """Attach these files to the thing that shows now."""
        if self._thing is not None and paths:
            self._page.message.hide()
            _Adding(self._shell, self._page, self._thing, paths).go_on()

    def look_at(self, file: AttachedFile) -> None:
        """Let the system's own program show a copy of the file."""
        shell, first = self._shell, not self._viewed
        self._viewed = True
        desk, backend = shell.desk, shell.backend

        def work(_progress: Progress) -> Path:
            if first:
                clear_copies()  # of an earlier run: a program that shows one may outlive this one
            copy = backend.write_attachment(desk.attachments.parts(file.number), new_place(file))
            protect(copy)
            return copy

        def show(copy: Path) -> None:
            if not dialogs.open_outside(copy):
                said = _("系统打不开“{name}”；请用“另存为”存到文件夹里，再用别的程序打开。")
                self._page.show_warning(said.format(name=file.name))

        self._page.message.hide()
        shell.jobs.submit(_("打开附件"), work, show, self._page.show_error, Lane.SHOW)

    def save_as(self, file: AttachedFile) -> None:
        """Write the file where the person says."""
        ending = ENDINGS[file.kind]
        kinds = f"{_('附件')} (*{ending})"
        target = dialogs.save_file(self._page, _("附件另存为"), kinds, file_name(file))
        if target is None:
            return
        desk, backend = self._shell.desk, self._shell.backend
        self._page.message.hide()
        self._shell.work(
            _("附件另存为"),
            lambda _progress: backend.write_attachment(desk.attachments.parts(file.number), target),
            self._page,
            lambda place: self._page.show_saved(_("附件已存到 {place}").format(place=place), place),
        )

    def remove(self, file: AttachedFile) -> None:
        """Ask why, and take the file off."""
        from coopdesk.ui.attachments.removing import RemovingForm

        said = _("附件“{name}”已移除").format(name=file.name)
        form = RemovingForm(self._shell.desk, file)
        self._shell.carry_out(form, self._page, lambda _changes: self._page.show_done(said))

    def _clear(self) -> None:
        """When the book is left, read nothing of it any more, and let its copies go with it."""
        self._thing, self._files = None, {}
        self.list.set_items(())
        if self._viewed:
            self._viewed = False
            clear_copies()


class _Adding:
    """Files on their way into the book: the next is read when the one before is kept or refused."""

    def __init__(self, shell: Shell, page: PageFrame, thing: Thing, paths: Sequence[Path]) -> None:
        self._shell, self._page, self._thing = shell, page, thing
        self._waiting, self._count = list(paths), len(paths)
        self._desk = shell.desk
        self._job: Job | None = None
        self._kept: list[str] = []
        self._refused: list[tuple[str, Failure]] = []

    def go_on(self) -> None:
        """Take the next file, or tell how it went where there is none; a book left meanwhile takes no more."""
        if not self._shell.has_book or self._shell.desk is not self._desk:
            return
        if not self._waiting:
            self._tell()
            return
        path, place = self._waiting.pop(0), self._count - len(self._waiting)
        backend = self._shell.backend

        def read(progress: Progress) -> "tuple[str, Blob]":
            progress(place - 1, self._count)
            return backend.read_attachment(path)

        title = _("添加附件") if self._count == 1 else _("添加附件 {n}/{count}")
        title = title.format(n=place, count=self._count)
        refused = partial(self._refuse, path.name)
        self._job = self._shell.jobs.submit(title, read, partial(self._keep, refused), refused)

    def _keep(self, refused: Callable[[Failure], None], read: "tuple[str, Blob]") -> None:
        from coopdesk.services.attachments.commands import AttachFile

        name, blob = read

        def kept(_changes: "Changes") -> None:
            self._kept.append(name)
            self.go_on()

        stopped = self._job is not None and self._job.cancelled  # though it was read by then
        if not stopped and self._shell.has_book and self._shell.desk is self._desk:
            command = AttachFile(thing=self._thing, name=name, blob=blob)
            self._shell.perform(command, self._page, kept, refused)

    def _refuse(self, name: str, error: Failure) -> None:
        self._refused.append((name, error))
        self.go_on()

    def _tell(self) -> None:
        from coopdesk.wording import error_text

        count, refused = len(self._kept), len(self._refused)
        done = ngettext("已添加 {n} 个附件", "已添加 {n} 个附件", count).format(n=count)
        if not refused:
            self._page.show_done(done)
            return
        told = [f"{error_text(error)}{mark('。')}" for _name, error in self._refused[:_TOLD]]
        if refused > _TOLD:
            others = [name for name, _error in self._refused[_TOLD:]]
            named = mark("、").join(others[:_NAMED]) + ("…" if len(others) > _NAMED else "")
            told.append(_("另有 {n} 个文件也没有添加：{names}。").format(n=len(others), names=named))
        if count:
            told.insert(0, f"{done}{mark('。')}")
        self._page.message.say("error", join_texts(*told))


def _photo(desk: "Desk", file: AttachedFile) -> bytes:
    """The photo to be drawn small; nothing where it cannot be read, which is told when it is opened."""
    try:
        return b"".join(desk.attachments.parts(file.number))
    except (DomainError, EnvironmentFault):
        return b""
