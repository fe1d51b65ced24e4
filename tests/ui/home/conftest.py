"""The real window over a real book."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from coopdesk.services.desk import Desk
from coopdesk.ui import app
from coopdesk.ui.kit import dialogs
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preferences import Preferences
from tests.ui.conftest import AnsweringDoor
from tests.ui.home import village


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
    made.shell.connect_backend(village.StillBackend())
    made.resize(1366, 768)
    made.show_welcome()
    made.show()
    yield made
    leaving = AnsweringDoor()
    leaving.answers = [True]
    with dialogs.use(leaving):
        made.close()
    # What is only closed would be styled again with every later window.
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
