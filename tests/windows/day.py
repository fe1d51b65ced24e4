"""A day of work with the installed program: `on_windows` lived through on Wine, and what it leaves for the tests."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.windows import pins, runtime
from tests.flows.landed import LANDED, name_of, unpacked
from tests.windows import on_windows
from tests.windows.wine_room import WineRoom

FOLDER = Path("试验 账套")
_INTERPRETER = "python.exe"


@dataclass(frozen=True)
class Day:
    """What `on_windows` told, and a copy of the folder it worked in."""

    told: dict[str, Any]
    folder: Path


def work(room: WineRoom, installed: Path, cache: Path, copy: Path) -> Day:
    """Live through the day by the program in the folder `installed`; `cache` has the archive of its Python."""
    folder = room.drive / FOLDER
    old = folder / "旧账"
    old.mkdir(parents=True)
    for kept in LANDED:
        unpacked(kept, old / f"{name_of(kept)}.coop")
    for name in (on_windows.LETTER, on_windows.SHARE):
        room.also_name(name, FOLDER)
    shutil.copyfile(on_windows.__file__, room.drive / "on_windows.py")
    interpreter = installed / "runtime" / _INTERPRETER
    interpreter.write_bytes(_interpreter(cache))
    where = "C:\\" + str(interpreter.relative_to(room.drive)).replace("/", "\\")
    try:
        room.run(where, "-X", "utf8", r"C:\on_windows.py", "day", f"C:\\{FOLDER}", minutes=15)
    finally:
        interpreter.unlink()
    shutil.copytree(folder, copy)
    return Day(json.loads((copy / "seen.json").read_text(encoding="utf-8")), copy)


def _interpreter(cache: Path) -> bytes:
    """The program that runs a script, which the installation leaves out, from where its libraries come from."""
    pinned = pins.load()
    members = runtime.members(cache / pinned.runtime.file, pinned.tag)
    return next(content for name, content in members if name == _INTERPRETER)
