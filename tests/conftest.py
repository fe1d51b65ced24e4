"""What every test stands on: a home folder of its own, the Chinese language, and no screen needed."""

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from coopdesk import i18n, paths
from resources.locale import catalogues

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

# A property that is slow on a busy machine is not a wrong one.
settings.register_profile("coopdesk", deadline=None)
settings.load_profile("coopdesk")

# The English is compiled and not committed: here for whoever runs a test without having installed anything anew.
catalogues.bring_up_to_date()

COLLECTED_AFTER = 100_000
"""Objects after which garbage is looked for; Python's 700 mean going through all that tests left, again and again."""


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: nobody looks through it for garbage again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shared among processes, files with a slow test go first and then those of many, so that all end together."""
    if not hasattr(config, "workerinput"):
        return
    many = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: (item.path not in slow, -many[item.path]))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder for settings, logs and books, new for each test."""
    folder = tmp_path / "home"
    monkeypatch.setenv(paths.HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test begins in the first language, whatever the one before it chose."""
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


@pytest.fixture(scope="session", autouse=True)
def tables_kept() -> Iterator[None]:
    """Making the tables is the dear part of a new book: all but the first of this process begin with them."""
    if "coopdesk.persistence.book.books" not in sys.modules:  # no test to come makes a book
        yield
        return
    from tests import laid_out

    with laid_out.kept():
        yield


@pytest.fixture
def laid_out_anew() -> Iterator[None]:
    """For a test of how a book is made: each is made from nothing, as the program does."""
    from tests import laid_out

    with laid_out.anew():
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def no_order_to_quit_left() -> Iterator[None]:
    """A window that closes orders Qt's loop to end, sometimes twice; the second would end the next test's wait."""
    yield
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication

        application = QCoreApplication.instance()
        if application is not None:
            _follow_orders_to_quit(application)


def _follow_orders_to_quit(application: "QCoreApplication") -> None:
    """Drop what was ordered and not yet heard; what was heard is forgotten when a whole loop has begun and ended."""
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

    QCoreApplication.removePostedEvents(application, QEvent.Type.Quit.value)
    waiting = QEventLoop()
    QTimer.singleShot(0, waiting.quit)
    if waiting.exec() < 0:
        QTimer.singleShot(0, application.quit)
        QCoreApplication.exec()
