"""How far a long command is: per cent on a terminal, and not a character of it in a file."""

import io
import sys

import pytest

from coopdesk.cli.following import followed


class Terminal(io.StringIO):
    """Says that somebody looks."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_per_cent_and_is_empty_again_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with followed("检查账套") as progress:
        for done in range(0, 1_001, 5):
            progress(done, 1_000)
    lines = terminal.getvalue().split("\r")
    assert lines[1:3] == ["检查账套 0 %", "检查账套 1 %"]
    assert len(lines) == 104
    assert lines[-2:] == [" " * 14, ""]


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_a_file_or_another_program_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with followed("检查账套") as progress:
        progress(1, 2)
    assert stream is None or stream.getvalue() == ""
