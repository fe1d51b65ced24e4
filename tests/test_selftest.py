"""The proof of an installation: it passes where all is well, and says which check failed where it is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk import bootstrap, paths, selftest
from coopdesk.__main__ import main
from coopdesk.ui.frame import screenshots


def report(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "selftest.json").read_text(encoding="utf-8"))
    return told


def failed(folder: Path) -> list[str]:
    return [check["name"] for check in report(folder)["checks"] if not check["passed"]]


@pytest.mark.slow
def test_it_does_the_whole_main_job_and_takes_pictures(
    qtbot: QtBot, tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "结果"
    assert main(["--selftest", str(folder)]) == 0
    assert capfd.readouterr().out.strip() == str(folder / "selftest.json")
    told = report(folder)
    assert told["passed"] is True
    assert failed(folder) == []
    (window,) = [check["told"] for check in told["checks"] if check["name"] == "window"]
    assert (window["page"], window["colours"] >= 20) == ("home", True)
    assert (folder / selftest.FOLDER / "slip.png").stat().st_size > 10_000
    # The person's own settings are not touched, and the folder of before is the one again.
    assert not home.exists()
    assert paths.settings_dir().parent == home


def test_a_fault_is_written_down_and_the_other_checks_still_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("no such thing")

    for name in ("build_demo", "print_slips", "open_window"):
        monkeypatch.setattr(bootstrap, name, broken)
    monkeypatch.setattr(screenshots, "window_picture", broken)
    assert selftest.run(tmp_path) == 1
    assert failed(tmp_path) == ["demo", "verify", "slips", "slip_picture", "window"]
    assert "no such thing" in report(tmp_path)["checks"][0]["told"]["fault"]


def test_a_blank_picture_is_a_fault() -> None:
    with pytest.raises(ValueError, match="blank"):
        selftest._not_blank({"colours": 2})


def test_an_amount_is_looked_for_as_the_slip_writes_it() -> None:
    assert selftest._yuan(17_000_005) == "170,000.05"


def test_a_window_that_never_gets_usable_is_a_fault_in_time(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "_PATIENCE", 0.3)
    monkeypatch.setattr("coopdesk.ui.app._show_welcome", lambda _window: None)
    monkeypatch.setattr("coopdesk.ui.app._connect", lambda window, connect, _book: connect())
    with pytest.raises(TimeoutError):
        screenshots.window_picture(bootstrap.WindowBackend, tmp_path / "none.coop", tmp_path / "w.png")
