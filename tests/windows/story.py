"""What happens to the setup on a Windows PC, from the first refusal to the uninstaller, and what was seen each time.

One run, step by step, with what was seen kept as values: the tests only judge them, in any order.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopdesk import bootstrap
from tests.windows.day import Day, work
from tests.windows.wine_room import WineRoom

INSTALLED = Path("users/root/AppData/Local/Programs/coopdesk")
SETTINGS = Path("users/root/AppData/Local/coopdesk/coopdesk.ini")
BOOK = Path("users/root/Documents/合作社 账套/𠮷野村.coop")
WINDOWS_HOME = r"C:\users\root\AppData\Local\Programs\coopdesk"
FOR_ALL = Path("Program Files/coopdesk")
WINDOWS_FOR_ALL = r"C:\Program Files\coopdesk"
UNINSTALL_KEY = r"\Software\Microsoft\Windows\CurrentVersion\Uninstall\coopdesk"
CLASS_KEY = r"\Software\Classes\coopdesk.book"
MINE, EVERYBODYS = "HKCU", "HKLM"
OLD_WINDOWS = "win81"
_MINUTE = 60


@dataclass(frozen=True)
class Built:
    """What the one command made."""

    folder: Path
    portable: Path
    setup: Path
    seconds: float


@dataclass(frozen=True)
class Seen:
    """What was seen, step by step."""

    refused: int
    refused_with: str
    refused_left: bool
    installed: int
    installed_files: dict[str, int]
    links: list[str]
    icon_of_books: bytes
    selftest: int
    report: dict[str, Any]
    pictures: Path
    evaluated: dict[str, bytes]
    portable: bytes
    day: Day
    started: float
    installed_for_all: int
    lock: dict[str, Any]
    opened_again: int
    last_book: str
    kept_while_open: list[str]
    refused_while_open: str
    upgraded: int
    stale_left: bool
    book_kept_by_upgrade: bool
    removed: int
    left: list[str]
    links_left: list[str]
    keys_left: list[str]
    removed_for_all: int
    left_for_all: list[str]
    keys_left_for_all: list[str]
    book_kept: bool
    settings_kept: bool


def build(out: Path) -> Built:
    """Run the build command as a person does."""
    root = Path(bootstrap.__file__).resolve().parents[1]
    command = [sys.executable, str(root / "resources" / "windows" / "build.py"), "--out", str(out)]
    began = time.monotonic()
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=60 * _MINUTE, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (portable,), (setup,) = out.glob("*.zip"), out.glob("*-setup.exe")
    return Built(root / "build" / "windows" / "coopdesk", portable, setup, time.monotonic() - began)


def live_through(room: WineRoom, built: Built, cases: list[Path], pictures: Path) -> Seen:
    """Everything that happens to the setup, in the order in which it happens to a person."""
    told: dict[str, Any] = {}
    shutil.copyfile(built.setup, room.drive / "setup.exe")
    _refuse(room, told)
    _install(room, told)
    _prove(room, pictures, told)
    _evaluate(room, cases, told)
    _carry(room, built, cases[0], told)
    _work(room, built, pictures, told)
    _upgrade(room, told)
    _remove(room, told)
    _install_for_all(room, told)
    _double_click(room, told)
    _remove_for_all(room, told)
    return Seen(**told)


def _refuse(room: WineRoom, told: dict[str, Any]) -> None:
    room.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", OLD_WINDOWS, "/f")
    told["refused"] = room.run(r"C:\setup.exe", "/S").returncode
    told["refused_with"] = _log(room)
    told["refused_left"] = (room.drive / INSTALLED).exists()
    room.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")


def _install(room: WineRoom, told: dict[str, Any]) -> None:
    told["installed"] = room.run(r"C:\setup.exe", "/S", minutes=6).returncode
    folder = room.drive / INSTALLED
    told["installed_files"] = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    told["links"] = _links(room)
    told["icon_of_books"] = room.run("reg", "query", MINE + CLASS_KEY + r"\DefaultIcon", "/ve").stdout


def _links(room: WineRoom) -> list[str]:
    return sorted(path.name for path in (room.drive / "users").rglob("coopdesk*.lnk"))


def _prove(room: WineRoom, pictures: Path, told: dict[str, Any]) -> None:
    done = room.run(WINDOWS_HOME + r"\coopdesk.exe", "--selftest", r"C:\自检 结果", minutes=6)
    told["selftest"] = done.returncode
    folder = room.drive / "自检 结果"
    told["report"] = json.loads((folder / "selftest.json").read_text(encoding="utf-8"))
    shutil.copytree(folder, pictures, dirs_exist_ok=True)
    told["pictures"] = pictures


def _evaluate(room: WineRoom, cases: list[Path], told: dict[str, Any]) -> None:
    """All cases by one batch file, each result into a file as a person redirects it."""
    folder = room.drive / "cases"
    folder.mkdir()
    lines = ["@echo off"]
    for case in cases:
        shutil.copyfile(case, folder / case.name)
        program = f'"{WINDOWS_HOME}\\coopdesk-cli.exe"'
        lines.append(f"{program} evaluate C:\\cases\\{case.name} > C:\\cases\\{case.stem}.out")
    (folder / "all.bat").write_text("\r\n".join(lines) + "\r\n", encoding="ascii")
    room.run("cmd", "/c", r"C:\cases\all.bat", minutes=6)
    told["evaluated"] = {case.name: (folder / f"{case.stem}.out").read_bytes() for case in cases}


def _carry(room: WineRoom, built: Built, case: Path, told: dict[str, Any]) -> None:
    """The portable program from a stick, in a folder with an awkward name."""
    stick = room.drive / "U盘 资料"
    shutil.unpack_archive(built.portable, stick)
    program = r"C:\U盘 资料\coopdesk\coopdesk-cli.exe"
    told["portable"] = room.run(program, "evaluate", f"C:\\cases\\{case.name}").stdout
    shutil.rmtree(stick)


def _work(room: WineRoom, built: Built, proof: Path, told: dict[str, Any]) -> None:
    """A day of work on books, and when this machine was switched on by its own account."""
    told["day"] = work(room, room.drive / INSTALLED, built.folder.parent / "cache", proof / "day")
    running = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    told["started"] = time.time() - running


def _install_for_all(room: WineRoom, told: dict[str, Any]) -> None:
    """By an administrator; Wine also reads a person's own associations here only, unlike Windows."""
    told["installed_for_all"] = room.run(r"C:\setup.exe", "/S", "/ALLUSERS", minutes=6).returncode


def _double_click(room: WineRoom, told: dict[str, Any]) -> None:
    book = room.drive / BOOK
    lock = book.with_name(f"{book.name}.lock")
    name = "C:\\" + str(BOOK).replace("/", "\\")
    # While the window has it, the uninstaller must refuse; it goes on in a copy of itself, so its status says nothing.
    done = room.open_by_double_click(name, lock, WINDOWS_FOR_ALL + r"\uninstall.exe", "/S")
    signed, again = done.stdout.decode("utf-8").strip().splitlines()
    told["lock"], told["opened_again"] = json.loads(signed.rstrip("\0")), int(again)
    program = room.drive / FOR_ALL
    told["kept_while_open"] = [
        name for name in ("coopdesk.exe", "runtime/python311.dll") if (program / name).exists()
    ]
    told["refused_while_open"] = _log(room)
    settings = room.drive / SETTINGS
    told["last_book"] = settings.read_text(encoding="utf-8") if settings.exists() else ""


def _log(room: WineRoom) -> str:
    """Why setup or uninstaller last refused."""
    (log,) = room.drive.rglob("coopdesk-setup.log")
    return log.read_text(encoding="utf-16")


def _upgrade(room: WineRoom, told: dict[str, Any]) -> None:
    folder = room.drive / INSTALLED
    (folder / "runtime" / "lib" / "of_an_older_version.py").write_text("", encoding="utf-8")
    book = room.drive / BOOK
    book.parent.mkdir(parents=True)
    bootstrap.create_book(str(book))
    shutil.copyfile(book, folder / "mine.coop")
    told["upgraded"] = room.run(r"C:\setup.exe", "/S", minutes=6).returncode
    told["stale_left"] = (folder / "runtime" / "lib" / "of_an_older_version.py").exists()
    told["book_kept_by_upgrade"] = (folder / "mine.coop").exists() and (room.drive / BOOK).exists()


def _remove(room: WineRoom, told: dict[str, Any]) -> None:
    folder = room.drive / INSTALLED
    told["removed"] = room.run(WINDOWS_HOME + r"\uninstall.exe", "/S").returncode
    told["left"] = sorted(path.name for path in folder.rglob("*")) if folder.exists() else []
    told["links_left"] = _links(room)
    told["keys_left"] = _keys(room, MINE)


def _keys(room: WineRoom, whose: str) -> list[str]:
    keys = (whose + UNINSTALL_KEY, whose + CLASS_KEY)
    return [key for key in keys if room.run("reg", "query", key).returncode == 0]


def _remove_for_all(room: WineRoom, told: dict[str, Any]) -> None:
    folder = room.drive / FOR_ALL
    told["removed_for_all"] = room.run(WINDOWS_FOR_ALL + r"\uninstall.exe", "/S").returncode
    told["left_for_all"] = sorted(path.name for path in folder.rglob("*")) if folder.exists() else []
    told["keys_left_for_all"] = _keys(room, EVERYBODYS)
    told["book_kept"] = not bootstrap.verify(os.fspath(room.drive / BOOK))
    told["settings_kept"] = (room.drive / SETTINGS).exists()
