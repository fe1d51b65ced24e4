"""Run every benchmark of this folder and print one table: `python -m tests.bench [NAME…]`.

Ends with status 1 when a limit is not kept. Each benchmark module runs in a process of its own, so that memory and
imports of one do not colour the figures of the next.
"""

import importlib
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.bench.result import Result

_HERE = Path(__file__).resolve().parent
_ONE = "--one"
_MARK = "bench-result "


def main(arguments: list[str]) -> int:
    """Run the benchmarks named (all without a name); 0 when every limit is kept, else 1."""
    if arguments[:1] == [_ONE]:
        return _run_here(arguments[1])
    names = [_module_name(name) for name in arguments] or sorted(p.stem for p in _HERE.glob("bench_*.py"))
    _write(f"{'benchmark':<62}{'measured':>16}{'limit':>10}")
    kept = [_run_apart(name) for name in names]
    return 0 if all(kept) else 1


def _module_name(name: str) -> str:
    return name if name.startswith("bench_") else f"bench_{name}"


def _run_here(name: str) -> int:
    for result in importlib.import_module(f"tests.bench.{name}").run():
        _write(_MARK + json.dumps(asdict(result)))
    return 0


def _run_apart(name: str) -> bool:
    command = [sys.executable, "-m", "tests.bench", _ONE, name]
    done = subprocess.run(
        command, cwd=_HERE.parents[1], stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    lines = [line.removeprefix(_MARK) for line in done.stdout.splitlines() if line.startswith(_MARK)]
    results = [Result(**json.loads(line)) for line in lines]
    for result in results:
        _write(_row(result))
    if done.returncode or not results:
        _write(f"{name:<62}{'failed':>16}")
        return False
    return all(result.ok for result in results)


def _row(result: Result) -> str:
    measured = (
        f"{result.value:,.3g} {result.unit}" if result.value < 1000 else f"{result.value:,.0f} {result.unit}"
    )
    verdict = "" if result.ok else "  NOT KEPT"
    return f"{result.name:<62}{measured:>16}{result.limit:>10}{verdict}"


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a TextIO in typeshed, a TextIOWrapper here
    sys.exit(main(sys.argv[1:]))
