"""The walls of the house that import-linter cannot see, each as a test whose name is the rule."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import coopdesk

PROGRAM = Path(coopdesk.__file__).parent
REPOSITORY = Path(__file__).resolve().parents[1]
LARGE_CLASS = 120
LONGEST_CLASS = 300
LONGEST_FUNCTION = 50
POSIX_ONLY = {"fcntl", "grp", "posix", "pwd", "pty", "readline", "resource", "syslog", "termios", "tty"}
POSIX_CALLS = {
    "chown",
    "fork",
    "forkpty",
    "getegid",
    "geteuid",
    "getgid",
    "getuid",
    "killpg",
    "mkfifo",
    "setsid",
}
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
HEAVY = {
    "PIL",
    "PySide6",
    "alembic",
    "babel",
    "click",
    "fontTools",
    "pypdfium2",
    "reportlab",
    "sqlalchemy",
    "zxingcpp",
}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def walked(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


def modules(*below: str) -> list[Path]:
    folders = [PROGRAM / name for name in below] or [PROGRAM]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def own_files() -> list[Path]:
    return modules() + sorted((REPOSITORY / "tests").rglob("*.py"))


def nodes(paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        place = path.relative_to(REPOSITORY).as_posix()
        for node in walked(path):
            yield f"{place}:{getattr(node, 'lineno', 0)}", node


def calls(paths: list[Path]) -> Iterator[tuple[str, ast.Call, str]]:
    """Every call with the last part of the called name."""
    for place, node in nodes(paths):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield place, node, name


def run_python(code: str) -> str:
    """What a fresh interpreter prints; fails loudly when the code does."""
    command = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("layer", ["domain", "services"])
def test_domain_and_services_load_nothing_but_plain_python(layer: str) -> None:
    names = [".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts) for path in modules(layer)]
    assert names
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules)"
    loaded = {name.partition(".")[0] for name in run_python(code).split()}
    assert loaded & HEAVY == set()


def test_the_command_line_runs_where_there_is_no_qt_at_all(tmp_path: Path) -> None:
    book = tmp_path / "甲.coop"
    case = REPOSITORY / "tests" / "cases" / "01-linge-2019.json"
    code = f"""
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
from coopdesk.__main__ import main
for arguments in (["--help"], ["evaluate", {str(case)!r}], ["new", {str(book)!r}], ["verify", {str(book)!r}]):
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = ended.code
    assert not status, (arguments, status)
"""
    assert "coopdesk" in run_python(code)


def test_no_area_knows_another_area_s_tables() -> None:
    persistence = Path(coopdesk.__file__).parent / "persistence"
    areas = {path.parent.name for path in persistence.glob("*/tables.py")} - {"book"}
    assert areas >= {"coop", "members", "attachments", "distribution", "journal"}
    found = [
        f"{path.relative_to(persistence).as_posix()}: {node.module}"
        for area in sorted(areas)
        for path in sorted((persistence / area).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (parts := (node.module or "").split("."))[:2] == ["coopdesk", "persistence"]
        and parts[-1].endswith("tables")
        and parts[2] != area
    ]
    assert found == []


def test_nothing_needs_a_posix_system() -> None:
    guarded = {id(node) for path in modules() for node in _for_other_systems(parsed(path))}
    imported = [
        place
        for place, node in nodes(modules())
        for name in _imported(node)
        if name.partition(".")[0] in POSIX_ONLY and id(node) not in guarded
    ]
    called = [place for place, _call, name in calls(modules()) if name in POSIX_CALLS]
    assert imported + called == []


def _for_other_systems(tree: ast.Module) -> Iterator[ast.AST]:
    """What stands in the other branch of a module's `if sys.platform == "win32"`."""
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "sys.platform == 'win32'":
            for other in node.orelse:
                yield from ast.walk(other)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []


def test_every_text_file_is_opened_with_its_encoding_named() -> None:
    silent = [
        place
        for place, call, name in calls(own_files())
        if _opens_text(call, name) and not _names_encoding(call)
    ]
    assert silent == []


def _opens_text(call: ast.Call, name: str) -> bool:
    if name in {"read_text", "write_text"}:
        return True
    if name == "open" and isinstance(call.func, ast.Name):
        return not _is_binary(call.args[1:2])
    is_path = name == "open" and isinstance(call.func, ast.Attribute) and not _is_library(call.func.value)
    return is_path and not _is_binary(call.args[:1]) and bool(call.args)


def _is_library(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in {
        "os",
        "zipfile",
        "webbrowser",
        "Image",
        "gzip",
        "pikepdf",
    }


def _is_binary(mode: list[ast.expr]) -> bool:
    return any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and "b" in node.value for node in mode
    )


def _names_encoding(call: ast.Call) -> bool:
    return any(keyword.arg in {"encoding", None} for keyword in call.keywords)


def test_text_of_other_programs_is_read_with_its_encoding_named() -> None:
    started = {"run", "Popen", "check_output"}
    silent = [
        place
        for place, call, name in calls(own_files())
        if name in started and _keyword(call, "text", "universal_newlines") and not _keyword(call, "encoding")
    ]
    assert silent == []


def _keyword(call: ast.Call, *names: str) -> bool:
    return any(keyword.arg in names for keyword in call.keywords)


def test_no_float_comes_near_money_or_shares() -> None:
    floats = [
        place
        for place, node in nodes(modules("domain", "services"))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
    ]
    assert floats == []


def test_the_domain_has_no_clock_and_touches_no_file() -> None:
    clocks = [
        place
        for place, call, name in calls(modules("domain"))
        if isinstance(call.func, ast.Attribute) and (getattr(call.func.value, "id", ""), name) in CLOCKS
    ]
    files = [
        place
        for place, _call, name in calls(modules("domain"))
        if name in {"open", "read_text", "write_text"}
    ]
    assert clocks + files == []


def test_a_module_holds_one_subject() -> None:
    """Two large classes are two subjects, and so is one that no longer fits into the mind."""
    lengths = {
        path: [
            (node.end_lineno or 0) - node.lineno + 1
            for node in parsed(path).body
            if isinstance(node, ast.ClassDef)
        ]
        for path in modules()
    }
    several = [path.name for path, of in lengths.items() if sum(lines > LARGE_CLASS for lines in of) > 1]
    whole = [path.name for path, of in lengths.items() if max(of, default=0) > LONGEST_CLASS]
    assert several + whole == []


def test_no_function_is_too_long_to_take_in() -> None:
    long = [
        (place, node.name)
        for place, node in nodes(modules())
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_says_why_it_exists() -> None:
    silent = [path.name for path in own_files() if parsed(path).body and not ast.get_docstring(parsed(path))]
    assert silent == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in modules()}
    assert [folder.name for folder in folders if not (folder / "__init__.py").exists()] == []


def test_names_are_the_trades_and_never_manager_helper_or_utils() -> None:
    vague = re.compile(r"(Manager|Helper|Utils?|_utils?|_helpers?)$")
    files = [path.name for path in modules() if vague.search(path.stem)]
    classes = [
        node.name
        for _, node in nodes(modules())
        if isinstance(node, ast.ClassDef) and vague.search(node.name)
    ]
    assert files + classes == []


def test_messages_are_looked_up_when_shown_and_never_at_import() -> None:
    early = [
        f"{path.name}:{call.lineno}"
        for path in modules()
        for call in _calls_outside_functions(parsed(path))
        if getattr(call.func, "id", "") in {"_", "ngettext"}
    ]
    assert early == []


def _calls_outside_functions(tree: ast.Module) -> Iterator[ast.Call]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


def test_every_exception_from_a_rule_of_the_tools_gives_its_reason() -> None:
    excuse = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)(?P<rest>.*)$")
    reason = re.compile(r"^(:\s*[A-Z]+\d+|\[[\w, -]+\])?(,\s*[A-Z]+\d+)*\s*(--|#|:|—)?\s*\w+\s+\w+")
    silent = [
        f"{path.name}:{number}"
        for path in own_files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := excuse.search(line)) and not reason.search(found["rest"])
    ]
    assert silent == []
