"""Which lines of the program the tests run: `PYTEST_PLUGINS=tests.lines_run` before a pytest command keeps them.

Python 3.11 can tell each line that runs only by slowing down all of them, libraries' too: the tests took almost twice
as long. So each statement of the program notes itself, by an assignment put before it as its module is loaded; what
was noted is written as a data file of coverage.py, which judges as ever (`coverage report`). Headers of `except` and
`case` count with their body alone, so that what is told is never more than what a tracer would have seen.
"""

import ast
import builtins
import os
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "coopdesk"
NOTES = "_lines_run"
"""The list of notes, for every statement whether it has run; among the built-in names, where each module finds it."""
BLOCKS = ("body", "orelse", "finalbody")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Lines:
    """Every line that could note itself, and the notes."""

    def __init__(self) -> None:
        self.places: list[tuple[str, int]] = []
        self.notes: list[bool] = []

    def noting(self, source: bytes, path: str) -> CodeType:
        """The code of a module with a note before each statement."""
        tree = ast.parse(source, path)
        for node in list(ast.walk(tree)):
            for name in BLOCKS:
                block = getattr(node, name, None)
                if isinstance(block, list):
                    setattr(node, name, list(self._with_notes(node, block, path)))
        return compile(tree, path, "exec", dont_inherit=True)

    def run(self) -> dict[str, list[int]]:
        """The lines that ran, by file."""
        found: dict[str, list[int]] = {}
        for (path, line), ran in zip(self.places, self.notes, strict=True):
            if ran:
                found.setdefault(path, []).append(line)
        return found

    def _with_notes(self, node: ast.AST, block: list[ast.stmt], path: str) -> Iterator[ast.stmt]:
        above: list[ast.AST] = []
        if isinstance(node, ast.ExceptHandler):
            above = [node]
        elif isinstance(node, ast.match_case):
            above = [node.pattern]
        docstring = int(isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None)
        yield from block[:docstring]
        for statement in block[docstring:]:
            if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                above.append(statement)  # it must stand first, and is noted behind
            else:
                for marked in (*above, *getattr(statement, "decorator_list", ()), statement):
                    yield self._note(path, marked)
                above = []
            yield statement

    def _note(self, path: str, marked: ast.AST) -> ast.stmt:
        line: int = marked.lineno  # type: ignore[attr-defined]  # each kind of mark has one
        place: Any = {"lineno": line, "col_offset": 0, "end_lineno": line, "end_col_offset": 0}
        number = ast.Constant(len(self.notes), **place)
        notes = ast.Name(NOTES, ast.Load(), **place)
        self.places.append((path, line))
        self.notes.append(False)
        return ast.Assign(
            [ast.Subscript(notes, number, ast.Store(), **place)], ast.Constant(True, **place), **place
        )


class Kept:
    """The plugin of one test process; the one that others report to writes the file."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.found: dict[str, set[int]] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        own = self.lines.run()
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[NOTES] = own
        else:
            self._add(own)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._add(getattr(node, "workeroutput", {}).get(NOTES, {}))

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        if not hasattr(config, "workeroutput"):
            write(self.found)

    def _add(self, found: dict[str, list[int]]) -> None:
        for path, lines in found.items():
            self.found.setdefault(path, set()).update(lines)


def write(found: dict[str, set[int]]) -> None:
    """The data file of coverage.py, which names every file of the program, those that were never loaded too."""
    from coverage import Coverage

    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.erase()
    data = coverage.get_data()
    data.add_lines(found)
    data.touch_files([str(path) for path in PROGRAM.rglob("*.py")])
    data.write()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before the first module of the program is loaded."""
    kept = Kept()
    keep(kept.lines)
    early_config.pluginmanager.register(kept, "lines-run")
    return (yield)


def keep(lines: Lines) -> None:
    """From here on the program's modules are loaded with notes; nothing of that is kept on disk."""
    as_ever = SourceFileLoader.get_code

    def get_code(loader: Any, fullname: str) -> CodeType | None:
        path: str = loader.get_filename(fullname)
        if not path.startswith(f"{PROGRAM}{os.sep}"):
            return as_ever(loader, fullname)
        return lines.noting(loader.get_data(path), path)

    setattr(builtins, NOTES, lines.notes)
    # Not a finder of modules: the scripts of migrations are loaded by their files.
    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]  # for this process alone
