"""The one place that opens dialogs, so that a test can open none and answer instead.

A page calls the functions here and nothing else; `use` puts another `DialogOpener` in place.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk import paths
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, line
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.form_area import FormArea
from coopdesk.ui.kit.no_wheel import ignore_wheel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE

if TYPE_CHECKING:
    # Only a name here: printing loads when something is printed.
    from PySide6.QtPrintSupport import QPrinter

    from coopdesk.ui.kit.wizard import Wizard

R = TypeVar("R")
Change = tuple[str, str]
CANCEL = Action("cancel", N_("取消"))
_SAVE = Action("save-first", N_("保存"), "", "save")
_DROP = Action("drop", N_("不保存"))
LEAVE = Action("leave", N_("放弃所填内容"))
_REPLACE = Action("replace-file", N_("替换"))
_ENDING = re.compile(r"\(\*(\.\w+)\)")
_SHEET_WIDTH = 460


class Leaving(Enum):
    """What is done with unsaved edits by who leaves."""

    SAVE = 2
    DROP = 1
    STAY = 0


class DialogOpener:
    """Opens dialogs for a person. Tests give one that answers by itself."""

    def ask(self, dialog: FormDialog[R], parent: QWidget | None) -> R | None:
        """Show a form until it is accepted or left."""
        if parent is not None:
            dialog.setParent(parent.window(), Qt.WindowType.Dialog)
        dialog.result_value = None
        dialog.prepare()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.setParent(None)
        return dialog.result_value if accepted else None

    def open_file(self, parent: QWidget | None, title: str, kinds: str, folder: Path) -> Path | None:
        """Let an existing file be chosen."""
        name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def open_files(self, parent: QWidget | None, title: str, kinds: str, folder: Path) -> list[Path]:
        """Let one or more existing files be chosen."""
        names, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget | None, title: str, kinds: str, proposed: Path) -> Path | None:
        """Let a name for a file be chosen; the system asks before one that exists is taken."""
        name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        return Path(name) if name else None

    def folder(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        """Let a folder be chosen."""
        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None

    def printer(self, parent: QWidget | None, printer: "QPrinter") -> bool:
        """Let the system's dialog set a printer up; True if printing is wanted."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, parent)
        ignore_wheel(dialog)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def show(self, sheet: QDialog) -> bool:
        """Show any other dialog; True if it was accepted."""
        return sheet.exec() == QDialog.DialogCode.Accepted

    def open_outside(self, place: Path) -> bool:
        """Let the system show a file or folder with its own program."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def leave(self, sheet: "LeavingSheet") -> Leaving:
        """Ask what to do with unsaved edits."""
        return Leaving(sheet.exec())


class _State:
    opener = DialogOpener()


def ask(dialog: FormDialog[R], parent: QWidget | None = None) -> R | None:
    """The value of the form, or None if it was left."""
    return _State.opener.ask(dialog, parent)


def run_wizard(wizard: "Wizard[R]", parent: QWidget | None = None) -> R | None:
    """The value of the wizard, or None if it was left."""
    if parent is not None:
        wizard.setParent(parent.window(), Qt.WindowType.Dialog)
    wizard.prepare()
    finished = _State.opener.show(wizard)
    wizard.setParent(None)
    return wizard.result_value if finished else None


def choose_file(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """An existing file, or None. `kinds` is as Qt writes it: `账套 (*.coop)`."""
    return _State.opener.open_file(parent, title, kinds, folder or paths.default_books_dir())


def choose_files(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> list[Path]:
    """One or more existing files; none where the person left. `kinds` as for `choose_file`."""
    return _State.opener.open_files(parent, title, kinds, folder or paths.default_books_dir())


def save_file(
    parent: QWidget | None, title: str, kinds: str, name: str, folder: Path | None = None
) -> Path | None:
    """Where to write a file, proposed under `name`, or None.

    A name without the ending of its kind (`(*.pdf)`, the first of several) is completed; what is there under the whole
    name is asked about, as the system asks only about what was typed.
    """
    chosen = _State.opener.save_file(parent, title, kinds, (folder or paths.default_books_dir()) / name)
    endings = _ENDING.findall(kinds)
    if chosen is None or not endings or chosen.name.lower().endswith(tuple(map(str.lower, endings))):
        return chosen
    whole = chosen.with_name(chosen.name + endings[0])
    question = _("“{name}”已经在这个文件夹里，要替换吗？").format(name=whole.name)
    if whole.exists() and not confirm_sheet(parent, title, question, [], _REPLACE):
        return None
    return whole


def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """A folder, or None."""
    return _State.opener.folder(parent, title, start or paths.default_books_dir())


def choose_printer(parent: QWidget | None, printer: "QPrinter") -> bool:
    """Whether to print on that printer, as the system's dialog has set it up."""
    return _State.opener.printer(parent, printer)


def confirm_sheet(
    parent: QWidget | None,
    title: str,
    sentence: str,
    changes: Sequence[Change],
    accept: Action,
    cancel: Action = CANCEL,
    *,
    accept_first: bool = False,
) -> bool:
    """Show what will change before something that cannot be taken back, and whether the person wants it.

    `changes` are (what, how it will be) rows, such as (`实发合计`, `1,700,000.00 元`). With `accept_first` the cursor
    stands on the act: for what is done sixty times an hour and can be reversed.
    """
    sheet = ChangesSheet(parent, title, sentence, changes, accept, cancel)
    if accept_first:
        sheet.stand_on_act()
    return _State.opener.show(sheet)


def ask_leaving(parent: QWidget | None, title: str, unsaved: Sequence[str]) -> Leaving:
    """What to do with these unsaved edits, saving being offered first."""
    what = "”“".join(unsaved)
    sentence = _("“{what}”有改动未保存。要先保存吗？").format(what=what)
    return _State.opener.leave(LeavingSheet(parent, title, sentence))


def tell(
    parent: QWidget | None, title: str, sentence: str, details: Sequence[Change], understood: Action
) -> None:
    """Tell something that cannot stand in a page, such as a mistake of the program; there is one way out."""
    _State.opener.show(ChangesSheet(parent, title, sentence, details, None, understood))


def open_outside(place: Path) -> bool:
    """Show a file or folder with the system's own program; False where the system has none."""
    return _State.opener.open_outside(place)


@contextmanager
def use(opener: DialogOpener) -> Iterator[None]:
    """Let this opener open the dialogs while the block runs."""
    before, _State.opener = _State.opener, opener
    try:
        yield
    finally:
        _State.opener = before


class ChangesSheet(QDialog):
    """A sheet that says what will change; the cursor stands on its cancel button, so that Enter changes nothing."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        changes: Sequence[Change],
        accept: Action | None,
        cancel: Action,
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self.setWindowTitle(title)
        self.setProperty("role", "page")
        self.setMinimumWidth(_SHEET_WIDTH)
        self.setProperty("leaving", accept is not None and accept.name == LEAVE.name)
        self.title, self.sentence, self.changes = title, sentence, tuple(changes)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_CARD, SPACE_PAGE, SPACE_CARD)
        box.setSpacing(SPACE_CARD)
        box.addWidget(label(title, "title"))
        box.addWidget(label(sentence, wrap=True))
        if changes:
            # More than a screen has room for is scrolled through: the foot with its buttons stays.
            box.addWidget(FormArea(self._table(changes)))
        box.addStretch(1)
        self.foot = self._foot(accept, cancel)
        box.addLayout(self.foot)

    def stand_on_act(self) -> None:
        """Let the cursor begin on what is to be done, so that Enter does it."""
        for made in (self._leave, self._do):
            made.setDefault(made is self._do)
        self._do.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines need once they are broken, up to what the screen has."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            room.grow(self, layout.totalHeightForWidth(self.width()))

    def _table(self, changes: Sequence[Change]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_CARD)
        grid.setVerticalSpacing(SPACE_IN)
        grid.setColumnStretch(1, 1)
        for place, (what, how) in enumerate(changes):
            value = label(how, "strong", wrap=True)
            grid.addWidget(line(), place * 2, 0, 1, 2)
            grid.addWidget(label(what, "muted"), place * 2 + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place * 2 + 1, 1)
        return grid

    def _foot(self, accept: Action | None, cancel: Action) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        row.addStretch(1)
        self._leave = self._do = leave = button(cancel, self.reject)
        leave.setAutoDefault(True)
        leave.setDefault(True)
        row.addWidget(leave)
        if accept is not None:
            self._do = do = button(accept, self.accept, "primary")
            do.setAutoDefault(True)
            row.addWidget(do)
        leave.setFocus(Qt.FocusReason.OtherFocusReason)
        return row


class LeavingSheet(ChangesSheet):
    """Asks before unsaved edits would go; the cursor stands on 保存, and Esc stays."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str) -> None:
        super().__init__(parent, title, sentence, (), None, CANCEL)
        self.setProperty("leaving", True)
        self.foot.addWidget(button(_DROP, lambda: self.done(Leaving.DROP.value)))
        save = button(_SAVE, lambda: self.done(Leaving.SAVE.value), "primary")
        save.setAutoDefault(True)
        save.setDefault(True)
        self.foot.addWidget(save)
        save.setFocus(Qt.FocusReason.OtherFocusReason)
