"""Clicks through the whole program: every page, step and tab, every dialog that a button opens.

What others add to a page is found by itself: a step or a section is a checkable button, a tab is a tab, and a dialog
is what opens when a button is pressed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QPushButton,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.pages import PAGES
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.table_view import TableView

Settle = Callable[[Any], None]
Look = Callable[[QWidget], object]


class InspectingOpener(dialogs.DialogOpener):
    """Shows what would open to `look`, keeps its name, and leaves it without an act."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.seen: list[str] = []

    def ask(self, dialog: FormDialog[Any], parent: QWidget | None) -> None:
        dialog.prepare()
        self._show(dialog)

    def show(self, sheet: QDialog) -> bool:
        self._show(sheet)
        return bool(sheet.property("leaving"))

    def open_outside(self, place: Path) -> bool:
        return True

    def leave(self, sheet: dialogs.LeavingSheet) -> dialogs.Leaving:
        self._show(sheet)
        return dialogs.Leaving.DROP

    def _show(self, dialog: QDialog) -> None:
        dialog.show()
        QApplication.processEvents()
        self.seen.append(type(dialog).__name__)
        self.look(dialog)
        dialog.hide()

    def open_file(self, parent: QWidget | None, title: str, kinds: str, folder: Path) -> None:
        return None

    def open_files(self, parent: QWidget | None, title: str, kinds: str, folder: Path) -> list[Path]:
        return []

    def save_file(self, parent: QWidget | None, title: str, kinds: str, proposed: Path) -> None:
        return None

    def folder(self, parent: QWidget | None, title: str, start: Path) -> None:
        return None

    def printer(self, parent: QWidget | None, printer: Any) -> bool:
        return False


def places(window: MainWindow, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    """Every page in every state that a click on a step, a section or a tab brings about, by name."""
    for spec in PAGES:
        window.open_page(spec.key)
        settle(window.shell)
        page = window.page(spec.key)
        for table in page.findChildren(TableView):
            if table.isVisible() and table.table_model.rowCount():
                table.put_cursor(0)
        settle(window.shell)
        yield spec.key, page
        for place, choice in enumerate(choices(page)):
            choice.setFocus(Qt.FocusReason.MouseFocusReason)  # as a click does
            choice.click()
            settle(window.shell)
            yield f"{spec.key}/{choice.text() or place}", page
        for tabs in page.findChildren(QTabWidget):
            for tab in range(tabs.count()):
                if tabs.isVisible():
                    tabs.setCurrentIndex(tab)
                    settle(window.shell)
                    yield f"{spec.key}/{tabs.tabText(tab)}", page


def choices(page: QWidget) -> list[QAbstractButton]:
    """The buttons of which one is always pressed: steps, sections, papers."""
    found = page.findChildren(QAbstractButton)
    return [b for b in found if b.isCheckable() and not isinstance(b, QCheckBox) and b.isVisibleTo(page)]


def walk_dialogs(
    window: MainWindow, settle: Settle, look: Look, opener: InspectingOpener | None = None
) -> list[str]:
    """Press every button of every place once and let `look` see each dialog that opens; the kinds that opened."""
    opener = opener or InspectingOpener(look)
    with dialogs.use(opener):
        pressed: set[tuple[str, str]] = set()
        for _name, page in places(window, settle):
            for made in page.findChildren(QPushButton):
                if not isValid(made):
                    continue
                key = (type(page).__name__, made.accessibleName() or made.text())
                if made.isCheckable() or not (made.isVisible() and made.isEnabled()) or key in pressed:
                    continue
                pressed.add(key)
                here = window.open_key
                made.click()
                settle(window.shell)
                while (menu := QApplication.activePopupWidget()) is not None:
                    menu.close()
                if window.open_key != here:
                    window.open_page(here)
                    settle(window.shell)
    QCoreApplication.processEvents()
    return opener.seen
