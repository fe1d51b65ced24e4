"""The notes of which lines ran say what a tracer would have seen, and never more."""

import subprocess
import sys
from pathlib import Path

import pytest
from coverage import Coverage

from tests import lines_run

SOURCE = '''"""A module with every kind of statement, about half of it run."""

from __future__ import annotations

import contextlib
import math as numbers

LONG = numbers.gcd(
    12,
    18,
)
"""Told after it."""


def kept(function):
    """Gives it back."""
    return function


@kept
@contextlib.contextmanager
def inside(
    depth: int,
):
    yield depth


class Thing:
    """A thing."""

    size = 1
    """How large."""

    @property
    def double(self):
        return self.size * 2

    def never(self):
        """Never called."""
        return [
            1
            for _none in ()
        ]


def branches(number):
    if number == 1:
        found = "one"
    elif number == 2:
        found = "two"
    elif number == 3:
        found = "three"
    else:
        found = "many"
    for place in range(number):
        if place == 1:
            continue
        break
    else:
        found += "!"
    while number > 7:
        number -= 1
    else:
        pass
    return found


def falls(number):
    try:
        1 / number
    except TypeError:
        return "no number"
    except ZeroDivisionError as error:
        return str(error)
    else:
        return "whole"
    finally:
        number = 0


def shape(what):
    match what:
        case int():
            return "number"
        case {"a": _a} if what:
            return "mapping"
        case (
            str()
            | bytes()
        ):
            return "text"
        case _:
            return "other"


def deep():
    global GLOBAL
    GLOBAL = 1
    seen = 0

    def inner():
        nonlocal seen
        seen += 1
        return lambda: (
            seen
        )

    with inside(1) as one, inside(
        2
    ) as two:
        assert one < two
        del one
    if two == 3:
        raise ValueError("two is three")
    inner()()
    ...
    return seen


async def waits():
    async with contextlib.AsyncExitStack():
        return 1


branches(2), branches(9)
falls(0), falls(1)
shape(b"a"), shape({"a": 1})
deep(); Thing().double
'''
TRACER_ALONE = {"    except TypeError:", "        case int():"}
"""Headers that were asked and did not fit."""
NEVER_RUN = {
    "return [",
    'found = "one"',
    'found = "three"',
    "continue",
    'found += "!"',
    'return "no number"',
    'return "number"',
    "case _:",
    'return "other"',
    'raise ValueError("two is three")',
    "async with contextlib.AsyncExitStack():",
    "return 1",
}


def missing(coverage: Coverage, path: Path) -> set[int]:
    _name, _statements, _excluded, missed, _told = coverage.analysis2(str(path))
    return set(missed)


def test_the_notes_tell_what_a_tracer_sees(tmp_path: Path) -> None:
    path = tmp_path / "every_kind.py"
    path.write_text(SOURCE, encoding="utf-8")
    traced = tmp_path / "traced"
    command = [
        sys.executable,
        "-m",
        "coverage",
        "run",
        f"--data-file={traced}",
        f"--include={path}",
        str(path),
    ]
    subprocess.run(command, cwd=tmp_path, check=True)
    by_tracer = Coverage(data_file=str(traced), config_file=False)
    by_tracer.load()

    lines = lines_run.Lines()
    exec(lines.noting(SOURCE.encode(), str(path)), {"__name__": "every_kind", lines_run.NOTES: lines.notes})
    by_notes = Coverage(data_file=str(tmp_path / "noted"), config_file=False)
    by_notes.get_data().add_lines(lines.run())

    told = SOURCE.splitlines()
    more = missing(by_notes, path) - missing(by_tracer, path)
    assert {told[line - 1] for line in more} == TRACER_ALONE
    assert missing(by_tracer, path) <= missing(by_notes, path)
    assert {told[line - 1].strip() for line in missing(by_tracer, path)} == NEVER_RUN


def test_a_whole_run_tells_files_that_nothing_loaded_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COVERAGE_FILE", str(tmp_path / "noted"))
    somewhere = lines_run.PROGRAM / "domain" / "money.py"
    lines_run.write({str(somewhere): {1}})
    told = Coverage(data_file=str(tmp_path / "noted"), config_file=False)
    told.load()
    data = told.get_data()
    assert data.measured_files() == {str(path) for path in lines_run.PROGRAM.rglob("*.py")}
    assert data.lines(str(somewhere)) == [1]
    assert data.lines(str(lines_run.PROGRAM / "bootstrap.py")) == []
