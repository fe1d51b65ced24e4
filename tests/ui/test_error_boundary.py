"""A mistake of the program is written down without a name in it, and told; the interpreter's hooks come back after."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import Cancelled
from coopdesk.ui.frame.error_boundary import Boundary, Broken, Done, Refused, Stopped, attempt


@pytest.fixture
def boundary() -> Iterator[Boundary]:
    made = Boundary()
    yield made
    made.remove()


def stumble(name: str) -> None:
    raise RuntimeError(name)


def test_every_end_of_work_is_a_value() -> None:
    def refuse() -> None:
        raise DomainError("money.invalid", value="x")

    def cancel() -> None:
        raise Cancelled

    assert attempt(lambda: 3) == Done(3)
    assert isinstance(attempt(refuse), Refused)
    assert attempt(cancel) == Stopped()
    broken = attempt(lambda: stumble("x"))
    assert isinstance(broken, Broken)
    assert isinstance(broken.error, RuntimeError)


def test_a_mistake_is_logged_without_what_it_was_about(qtbot: QtBot, boundary: Boundary) -> None:
    try:
        stumble("董𠮷 500108196503120013")
    except RuntimeError as error:
        with qtbot.waitSignal(boundary.crashed) as told:
            boundary.report(error)
    assert told.args == [str(boundary.log_file)]
    log = boundary.log_file.read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "in stumble" in log
    assert "董" not in log
    assert "5001" not in log


def test_the_hooks_stand_behind_everything_and_come_back(qtbot: QtBot, boundary: Boundary) -> None:
    before = (sys.excepthook, threading.excepthook)
    boundary.install()
    assert (sys.excepthook, threading.excepthook) != before
    with qtbot.waitSignal(boundary.crashed):
        sys.excepthook(RuntimeError, RuntimeError("x"), None)
    with qtbot.waitSignal(boundary.crashed):
        thread = threading.Thread(target=stumble, args=("x",))
        thread.start()
        thread.join()
    qWarning("a word of Qt's own")
    assert "a word of Qt's own" in boundary.log_file.read_text(encoding="utf-8")
    boundary.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_cannot_be_written_does_not_keep_the_person_untold(
    qtbot: QtBot, boundary: Boundary, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("COOPDESK_HOME", str(in_the_way))
    with qtbot.waitSignal(boundary.crashed):
        boundary.report(RuntimeError("x"))
