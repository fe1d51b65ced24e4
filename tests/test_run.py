"""The test command itself: it starts on a bare Python, and knows the line pytest closes with."""

import ast
import re
import sys
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests import run


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    "line",
    [
        "===== 12 passed in 0.52s =====",
        "2 failed, 7 passed, 1 skipped in 1.08s",
        "===== 1 error in 3.10s =====",
        "no tests ran in 1.09s",
        "= 800 passed, 3 skipped in 312.20s (0:05:12) =",
    ],
)
def test_it_knows_the_closing_line(line: str) -> None:
    assert run.SUMMARY.search(line)


@pytest.mark.parametrize("line", ["tests/test_run.py ....   [100%]", "passed the book in 3 steps", ""])
def test_it_takes_no_other_line_for_it(line: str) -> None:
    assert not run.SUMMARY.search(line)


def test_the_server_runs_the_same_command(repository: Path) -> None:
    script = (repository / ".ci" / "run").read_text(encoding="utf-8")
    assert 'python3 tests/run.py "$@"' in script
    assert "set -eu" in script


def test_each_commit_meets_the_same_checks_and_nothing_is_fetched_for_it(repository: Path) -> None:
    hooks = (repository / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"^ +entry: (.+)$", hooks, re.MULTILINE)
    checks = [f"python tests/run.py {run.ONE_CHECK} {name}" for name, *_rest in run.CHECKS]
    assert entries == [*checks, "python tests/run.py"]
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert set(re.findall(r"language: (.+)", hooks)) == {"system"}
    assert "://" not in hooks


def test_one_check_runs_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []

    def note(name: str, *_rest: object) -> int:
        done.append(name)
        return 0

    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "run_check", note)
    assert run.main(["--check", "types"]) == 0
    assert done == ["types"]
    assert run.main(["--check", "typos"]) == run.main(["--check"]) == 2
    assert "style format types walls" in capsys.readouterr().out
    monkeypatch.setattr(run, "PYTHON", Path("nowhere"))
    assert run.main(["--check", "style"]) == 2
    assert "run python tests/run.py once" in capsys.readouterr().out
    assert done == ["types"]


def test_a_failing_command_is_told_as_failing_and_its_closing_line_is_held_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = "print('one'); print('1 failed in 0.10s'); raise SystemExit(1)"
    assert run._stream([sys.executable, "-c", code]) == (1, "1 failed in 0.10s")
    assert capsys.readouterr().out == "one\n"


def test_a_failing_check_fails_the_command_and_is_told_before_the_closing_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_stream", lambda _command, **_kept: (0, "3 passed in 0.10s"))
    checks: Future[list[tuple[int, str]]] = Future()
    checks.set_result([(0, "style (ruff): ok"), (1, "types (mypy): FAILED")])
    assert run.run_tests(["-q"], checks) == 1
    told = ["style (ruff): ok", "types (mypy): FAILED", "3 passed in 0.10s"]
    assert capsys.readouterr().out.splitlines() == told


def test_books_lie_in_memory_where_there_is_room_and_what_is_compiled_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(run, "MEMORY_DISK", tmp_path)
    monkeypatch.setattr(run, "ROOM_WANTED", 0)
    assert run._environment()["TMPDIR"] == str(tmp_path)
    assert "PYTHONDONTWRITEBYTECODE" not in run._environment()
    monkeypatch.setattr(run, "ROOM_WANTED", 1 << 62)
    assert "TMPDIR" not in run._environment()
    monkeypatch.setattr(run, "ROOM_WANTED", 0)
    monkeypatch.setenv("TMPDIR", "elsewhere")
    assert run._environment()["TMPDIR"] == "elsewhere"
