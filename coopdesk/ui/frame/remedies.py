"""What the window knows to help against an error that a page tells: a backup of a damaged or lost book, a class of
shares without 每股出资额."""

from pathlib import Path

from coopdesk.i18n import N_
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.strips import Remedy

RESTORE = Action("restore-backup", N_("恢复备份"), "", "backup")
CLASSES = Action("to-classes", N_("填写每股出资额"), "", "certificate")
_WITHOUT_CAPITAL = ("plan.no_capital", "loss.no_capital")
_HELPED = (
    "book.damaged",
    "book.bad_value",
    "book.row_missing",
    "book.gone",
    "book.not_found",
    "book.not_a_book",
)


def remedy_for(shell: Shell, page: PageFrame, error: Failure) -> Remedy | None:
    """What stands as a button beside the sentence for this error, if anything helps."""
    if error.code in _WITHOUT_CAPITAL:
        return CLASSES, lambda: shell.go("settings", "classes")
    if error.code not in _HELPED:
        return None
    folder, name = error.params.get("folder"), error.params.get("path")
    book = Path(str(folder)) / str(name) if folder and name else shell.preferences.last_book
    if book is None:
        return None

    def restore() -> None:
        from coopdesk.ui.frame.restoring import restore_backup

        restore_backup(shell, page, book)

    return RESTORE, restore
