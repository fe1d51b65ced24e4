"""How an open book is left, by closing, changing to another or signing out of the PC: nothing typed is lost unasked.

Saves under way are waited for; unsaved edits are offered to be saved first. Knows pages only as frames.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import N_, _, ngettext
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.jobs import Lane
from coopdesk.ui.kit.page import PageFrame

if TYPE_CHECKING:
    from coopdesk.services.command import Changes, Command

_PATIENCE = 5_000
"""How long saves are waited for before it is asked whether to wait on, milliseconds."""

# Windows ends a program that takes more than five seconds over this.
_SIGN_OUT_PATIENCE = 4_000
_WAIT = Action("wait", N_("继续等待"))
_BACK = Action("back", N_("返回"))


class BookClosing:
    """`may_close` asks the person, `sign_out` asks nobody. `show` opens a page in which something cannot be saved."""

    def __init__(
        self,
        window: QWidget,
        shell: Shell,
        pages: Callable[[], Mapping[str, PageFrame]],
        show: Callable[[str], object],
    ) -> None:
        self._window, self._shell, self._pages, self._show = window, shell, pages, show
        self._asking = False

    def may_close(self) -> bool:
        """Whether nothing would be lost: all is saved, or the person lets the rest go."""
        if self._asking:  # the close button again, while it is being asked
            return False
        self._asking = True
        try:
            return self._all_kept() and self._nothing_unsaved()
        finally:
            self._asking = False

    def save_here(self, page: PageFrame) -> None:
        """Save what is unsaved in this page, or say what stands in the way; nothing happens where all is saved."""
        if not page.unsaved() or page.stopped():
            return
        page.message.hide()
        if self._save(page, _PATIENCE):
            page.show_done(_("已保存"))
        elif page.message.isHidden():
            page.show_warning(_("“{what}”还不能保存，请先填完整。").format(what=page.unsaved()))

    def unsaved(self) -> bool:
        """Whether anything in any page is not saved."""
        return any(page.unsaved() for page in self._pages().values())

    def sign_out(self) -> None:
        """Save what pages have unsaved, as far as it can be saved: whoever signs out of the PC is not asked again."""
        self._shell.asks_reasons = False
        for page in self._pages().values():
            self._save(page, _SIGN_OUT_PATIENCE)
        self._wait(_SIGN_OUT_PATIENCE)

    def _all_kept(self) -> bool:
        """Whether no save is under way any more."""
        from coopdesk.ui.kit import dialogs

        while not self._wait(_PATIENCE):
            n = self._shell.jobs.saving
            sentence = ngettext("还有 {n} 项保存没有完成。", "还有 {n} 项保存没有完成。", n).format(n=n)
            if not dialogs.confirm_sheet(self._window, _("正在保存"), sentence, [], _WAIT, _BACK):
                return False
        return True

    def _nothing_unsaved(self) -> bool:
        from coopdesk.ui.kit import dialogs

        names = [page.unsaved() for page in self._pages().values() if page.unsaved()]
        if not names:
            return True
        wanted = dialogs.ask_leaving(self._window, _("离开账套"), names)
        if wanted is not dialogs.Leaving.SAVE:
            return wanted is dialogs.Leaving.DROP
        for key, page in self._pages().items():
            if not self._save(page, _PATIENCE):
                self._show(key)
                if not page.stopped() and page.message.isHidden():
                    page.show_warning(_("“{what}”还不能保存，请先填完整。").format(what=page.unsaved()))
                return False
        return True

    def _save(self, page: PageFrame, patience: int) -> bool:
        """Save all that is unsaved in a page, one command after another; False where something cannot be saved."""
        before: Command | None = None
        while page.unsaved():
            command = page.rescue() if page.refused_field() is None else None
            if command is None or (
                before is not None and command == replace(before, command_id=command.command_id)
            ):
                return False
            kept: list[Changes] = []
            self._shell.run(command, page, kept.append)
            if not self._wait(patience) or not kept:
                return False
            page.reload()  # a page out of sight is not read anew by itself
            self._wait(patience)
            before = command
        return True

    def _wait(self, patience: int) -> bool:
        """Let what is to be saved be saved, and what it changed be read; False if that takes longer."""
        jobs, over = self._shell.jobs, QEventLoop(self._window)
        timer = QTimer(over, singleShot=True, interval=patience)
        timer.timeout.connect(lambda: over.exit(1))

        def settled() -> bool:
            return not jobs.saving and not jobs.under_way(Lane.SHOW)

        def ended(_job: object) -> None:
            # What the save changed is asked for in the same turn; look again when that has happened.
            QTimer.singleShot(0, over, lambda: over.exit(0) if settled() else None)

        jobs.ended.connect(ended)
        try:
            timer.start()
            while not settled():
                if over.exec():
                    return not jobs.saving
            return True
        finally:
            jobs.ended.disconnect(ended)
            over.deleteLater()
