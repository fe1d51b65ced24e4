"""What tests of the window stand on: the look, typing as an input method does, answers to dialogs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.services.desk import Desk
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import dialogs, reading_lane, room, theme
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import village


@pytest.fixture(autouse=True)
def look(qapp: QApplication, opener: "AnsweringOpener") -> Iterator[None]:
    """Each test begins in the light theme with the smallest type, and with room for everything.

    What a test left open is closed at its end, while `opener` still answers what it asks.
    """
    room.fit(0)
    theme.apply(qapp, Theme.LIGHT, TextSize.SMALL)
    yield
    # A form left with something typed in it asks, and nobody is there to answer.
    with dialogs.use(AnsweringOpener()):
        for widget in QApplication.topLevelWidgets():
            widget.close()
            # What is only closed would be styled again with every later look.
            widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session", autouse=True)
def clipboard_let_go(qapp: QApplication) -> Iterator[None]:
    """What lies in the clipboard of a program without a screen would outlive the interpreter, and end it in a fault."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def all_is_read() -> Iterator[None]:
    """What tables read is there when they are asked for it, however busy the machine."""
    reading_lane.set_patience(10.0)
    yield
    reading_lane.set_patience(reading_lane.PATIENCE)


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Type Chinese as an input method does; `qtbot.keyClicks` would end the interpreter."""

    def commit(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)

    return commit


class AnsweringOpener(dialogs.DialogOpener):
    """Answers dialogs by itself: `answers` are used up in order, `asked` keeps what was shown.

    For a form the answer is a function that fills the form and is followed by its acceptance, or None to leave it;
    for a sheet True or False; for files a path or None.
    """

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[Any] = []

    def ask(self, dialog: FormDialog[Any], parent: QWidget | None) -> Any:
        self.asked.append(dialog)
        fill = self.answers.pop(0)
        dialog.result_value = None
        dialog.prepare()
        dialog.show()
        if fill is None:
            dialog.done(QDialog.DialogCode.Rejected)
            return None
        fill(dialog)
        dialog.try_accept()
        return dialog.result_value if dialog.result() == QDialog.DialogCode.Accepted else None

    def show(self, sheet: QDialog) -> bool:
        if not self.answers and sheet.property("leaving"):
            return True  # a form that the test left open is closed at its end
        self.asked.append(sheet)
        return bool(self.answers.pop(0))

    def leave(self, sheet: dialogs.LeavingSheet) -> dialogs.Leaving:
        """The answer is one of `dialogs.Leaving`."""
        if not self.answers:
            return dialogs.Leaving.DROP  # a window that the test left open is closed at its end
        self.asked.append(sheet)
        return dialogs.Leaving(self.answers.pop(0))

    def open_outside(self, place: Path) -> bool:
        """Nothing opens in a test; `asked` keeps what would, and an answer may say that the system cannot."""
        self.asked.append(place)
        return bool(self.answers.pop(0)) if self.answers else True

    def printer(self, parent: QWidget | None, printer: Any) -> bool:
        """The answer is a function that sets the printer up, or None to leave."""
        self.asked.append(printer)
        set_up = self.answers.pop(0)
        if set_up is not None:
            set_up(printer)
        return set_up is not None

    def open_file(self, parent: Any, title: str, kinds: str, folder: Any) -> Any:
        self.asked.append(title)
        return self.answers.pop(0)

    def open_files(self, parent: Any, title: str, kinds: str, folder: Any) -> Any:
        """The answer is a list of paths; an empty one leaves."""
        self.asked.append(title)
        return self.answers.pop(0)

    def save_file(self, parent: Any, title: str, kinds: str, proposed: Any) -> Any:
        self.asked.append(proposed)
        return self.answers.pop(0)

    def folder(self, parent: Any, title: str, start: Any) -> Any:
        self.asked.append(title)
        return self.answers.pop(0)


@pytest.fixture(autouse=True)
def opener() -> Iterator[AnsweringOpener]:
    """Answers the dialogs of the test; set `opener.answers` before the act."""
    standing = AnsweringOpener()
    with dialogs.use(standing):
        yield standing


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Any], None]:
    """Wait until the shell's jobs are done and what they caused has been shown."""

    def wait(shell: Any) -> None:
        qtbot.waitUntil(lambda: not shell.jobs.busy, timeout=10_000)
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A co-op of three members without a year's figures."""
    made = village.village(tmp_path / "林阁.coop")
    yield made
    made.close()


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The window as it stands at the first start, shown."""
    made = app.build(qapp, Preferences.load())
    made.shell.connect_backend(village.IdleBackend())
    made.resize(1366, 768)
    made.show_welcome()
    made.show()
    yield made
    with dialogs.use(AnsweringOpener()):
        made.close()
    # What is only closed would be styled again with every later window.
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
