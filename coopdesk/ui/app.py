"""The start of the window: look, frame, then what stands behind it, then the first page.

The window is painted before anything heavy is loaded: `connect` is called only after that. Knows no layer below.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coopdesk import i18n
from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.backend import Backend
from coopdesk.ui.frame.error_boundary import Boundary
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.pages import PAGES, welcome
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.other_window import bring_forward
from coopdesk.ui.kit.qt_words import set_qt_language

_UNDERSTOOD = Action("understood", N_("知道了"))


def run(
    connect: Callable[[], Backend],
    book: Path | None = None,
    usable: Callable[[MainWindow], object] | None = None,
) -> int:
    """Show the window, with that book, else the one of last time, else the first-start page; the status for the system.

    `connect` gives what opens books and makes papers, and may take its time. `usable` is called once the first page
    can be worked with.
    """
    application = _application()
    boundary = Boundary()
    boundary.install()
    try:
        window = build(application, Preferences.load())
        boundary.crashed.connect(lambda log: _tell_crash(window, log))
        application.commitDataRequest.connect(window.save_before_sign_out)
        window.painted.connect(lambda: _connect(window, connect, book))
        if usable is not None:
            window.usable.connect(lambda: usable(window))
        window.show()
        return QApplication.exec()
    finally:
        boundary.remove()


def build(application: QApplication, preferences: Preferences) -> MainWindow:
    """The window in the look a person chose, empty still."""
    i18n.set_language(preferences.language)
    set_qt_language(application, preferences.language)
    theme.apply(application, preferences.theme, preferences.text_size)
    shell = Shell(preferences)
    window = MainWindow(shell, PAGES, welcome)
    shell.setParent(window)
    room.follow(window)
    shell.preferences_changed.connect(lambda: _apply(application, window))
    return window


def _application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else _new_application()
    application.setApplicationName("coopdesk")
    application.setApplicationDisplayName("coopdesk")
    return application


def _new_application() -> QApplication:
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setProperty(theme.FUSION, True)
    return application


def _connect(window: MainWindow, connect: Callable[[], Backend], book: Path | None) -> None:
    window.shell.connect_backend(connect())
    wanted = book or window.shell.preferences.last_book
    if wanted is None or (book is None and not wanted.exists()):
        _show_welcome(window)
        return
    # The first-start page is built only if they are needed: a start with a book goes straight to its first page.
    shell = window.shell
    job = shell.open_book(
        _("打开账套"),
        wanted,
        lambda progress: shell.backend.open_book(wanted, progress),
        lambda error: _refuse(window, error, asked=book is not None),
    )
    job.ended.connect(lambda job: QTimer.singleShot(0, window, partial(_usable, window, job.cancelled)))


def _usable(window: MainWindow, stopped: bool) -> None:
    """Let the window be used; where opening the book was stopped, it asks which one."""
    if stopped and not window.shell.has_book:
        window.show_welcome()
    window.usable.emit()


def _refuse(window: MainWindow, error: Failure, *, asked: bool) -> None:
    """Say why the book is not opened; a second double click on an open one just shows its window."""
    if asked and error.code == "book.already_open" and bring_forward(error.params):
        window.close()
        return
    window.show_welcome()
    window.welcome.show_error(error)


def _show_welcome(window: MainWindow) -> None:
    window.show_welcome()
    window.usable.emit()


def _apply(application: QApplication, window: MainWindow) -> None:
    """Put what was chosen in force now: pages are made anew, so nothing stays in the words or sizes of before."""
    preferences = window.shell.preferences
    i18n.set_language(preferences.language)
    set_qt_language(application, preferences.language)
    theme.apply(application, preferences.theme, preferences.text_size)
    window.rebuild()
    preferences.save()


def _tell_crash(window: MainWindow, log: str) -> None:
    from coopdesk.ui.kit import dialogs

    dialogs.tell(
        window,
        _("程序出了差错"),
        _(
            "程序内部出错，刚才这一步没有完成：每项操作要么整项记入账套，要么完全不记。请重新打开该页，看清记了没有再试。"
        ),
        [(_("差错记录（不含姓名和金额）"), log)],
        _UNDERSTOOD,
    )
