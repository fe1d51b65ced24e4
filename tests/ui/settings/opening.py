"""Opens the settings of a real window at a section, with the keyboard in it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.settings.coop import DetailsSection
from coopdesk.ui.settings.details import CoopSheet
from coopdesk.ui.settings.page import SettingsPage


def opened(window: MainWindow, desk: Desk, section: str) -> SettingsPage:
    window.shell.show_book(desk)
    window.open_page("settings", section)
    activate(window)
    return shown(window)


def activate(window: MainWindow) -> None:
    """Let the window have the keyboard, as it has again when a dialog closes."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QApplication.processEvents()


def shown(window: MainWindow) -> SettingsPage:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def coop_sheet(page: SettingsPage) -> CoopSheet:
    section = page.sections["coop"]
    assert isinstance(section, DetailsSection) and isinstance(section.sheet, CoopSheet)
    return section.sheet
