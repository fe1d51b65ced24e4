"""What programs and one book do to each other on Windows: run there, by the Python that the installed program has.

`on_windows.py day FOLDER` lives through a day and writes what it saw to `FOLDER/seen.json`; `story` judges nothing of
it, the tests do. `on_windows.py hold BOOK` works in a book until it is killed: each line it reads is a member to
register, and is given back when that is acknowledged. Stands on the program alone, not on the other tests.
"""

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import coopdesk
from coopdesk import bootstrap, paths, this_pc
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.file_lock import FileLock
from coopdesk.persistence.book.lock import _start_of_pc
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import RegisterMember

PROGRAM = Path(sys.executable).parents[1] / "coopdesk-cli.exe"
BOOK, BACKUP = "𠮷野村.coop", "备份.coop"
LETTER, SHARE = "K:", r"\\cunwei\zhang"
"""Two more names of the day's folder: a drive letter, and as other PCs see it."""
_SECONDS = 180
_Told = dict[str, Any]


def register(desk: Desk, number: str) -> None:
    member = Member(number, f"社员{number}", MemberKind.FARMER, date(2019, 5, 1))
    desk.run(RegisterMember(member=member, shares=parse_quantity("1")))


def hold(book: Path) -> None:
    """Work in a book as long as lines come."""
    desk = bootstrap.open_desk(book)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    for line in sys.stdin:
        register(desk, line.strip())
        sys.stdout.write(line)
        sys.stdout.flush()


class Holder:
    """Another program that has the book open, and works in it when told to."""

    def __init__(self, book: Path) -> None:
        command = [sys.executable, "-X", "utf8", __file__, "hold", str(book)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.number = self._process.pid
        self._expect("open")

    def work(self, member: str) -> None:
        """Have a member registered; it is acknowledged when this returns."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{member}\n")
        self._process.stdin.flush()
        self._expect(member)

    def kill(self) -> None:
        """As the task manager does it, or a power cut."""
        self._process.kill()
        self._process.communicate()

    def _expect(self, line: str) -> None:
        assert self._process.stdout is not None
        told = self._process.stdout.readline().strip()
        if told != line:
            raise RuntimeError(f"the other program said {told!r}, not {line!r}")


def program(*words: object) -> _Told:
    """One command line of the installed program: its status, and what it said."""
    done = subprocess.run(
        [str(PROGRAM), *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    return {"status": done.returncode, "said": done.stdout + done.stderr}


def read(book: Path) -> _Told:
    """Who is in a book, and what of it does not hold."""
    with closing(bootstrap.open_desk(book, read_only=True)) as desk:
        members = [row.number for row in desk.members.present()]
        return {"members": members, "defects": [defect.code for defect in desk.verify()]}


def refusal(book: Path) -> _Told:
    """What opening a book for work comes to."""
    try:
        bootstrap.open_desk(book).close()
    except (EnvironmentFault, DomainError) as error:
        return {"code": error.code, "process": str(error.params.get("process"))}
    return {"code": "opened"}


def copy_by_windows(source: Path, target: Path) -> None:
    """As Explorer copies a file, and most that make backups."""
    if sys.platform == "win32":
        import ctypes

        copy = ctypes.WinDLL("kernel32", use_last_error=True).CopyFileW
        if not copy(ctypes.c_wchar_p(str(source)), ctypes.c_wchar_p(str(target)), True):
            raise ctypes.WinError(ctypes.get_last_error())


def copy_by_command(source: Path, target: Path) -> None:
    command = ["cmd", "/c", "copy", "/y", str(source), str(target)]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True)


def copy_by_reading(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


COPIES: tuple[Callable[[Path, Path], None], ...] = (copy_by_windows, copy_by_command, copy_by_reading)


def two_programs(folder: Path, told: _Told) -> None:
    """A book that is open: its copies, its other names, and what happens when its program is killed."""
    book, link = folder / BOOK, folder / "另一处" / "同一本.coop"
    told["new"] = program("new", book)
    with closing(bootstrap.open_desk(book)) as desk:
        desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    holder = Holder(book)
    told["holder"] = str(holder.number)
    told["copies"] = {}
    for number, copy in enumerate(COPIES, 1):
        holder.work(f"F{number}")
        target = folder / "拷贝" / f"{copy.__name__}.coop"
        target.parent.mkdir(exist_ok=True)
        copy(book, target)
        told["copies"][copy.__name__] = read(target)
    link.parent.mkdir()
    os.link(book, link)
    names = {
        "its own": book,
        "capitals": folder / BOOK.upper(),
        "hard link": link,
        "drive letter": Path(f"{LETTER}\\{BOOK}"),
        "hard link by drive letter": Path(f"{LETTER}\\", *link.relative_to(folder).parts),
        "share": Path(f"{SHARE}\\{BOOK}"),
        "long form": Path(paths.LONG_PATH_MARK + str(book)),
    }
    told["refused"] = {name: refusal(path) for name, path in names.items()}
    told["refused_restore"] = program(
        "restore", folder / "拷贝" / f"{COPIES[0].__name__}.coop", names["drive letter"]
    )
    (folder / "半份.coop.part").write_bytes(b"half")
    (folder / "半份.coop.part-journal").write_bytes(b"half")
    (folder / "在写.coop.part").write_bytes(b"half")
    still_written = FileLock(folder / "在写.coop.part")
    holder.work("F4")
    holder.kill()
    told["backup"] = program("backup", names["drive letter"], folder / BACKUP)
    told["parts"] = sorted(path.name for path in folder.glob("*.part*"))
    still_written.release()
    link.unlink()
    told["after_kill"] = read(book)


def back_and_forth(folder: Path, told: _Told) -> None:
    """A backup comes back over later work, and over work of a program that was killed."""
    book = folder / BOOK
    with closing(bootstrap.open_desk(book)) as desk:
        register(desk, "F5")
    told["restore"] = program("restore", folder / BACKUP, book)
    told["verify"] = program("verify", book)
    told["restored"] = read(book)
    told["replaced"] = [read(path) for path in folder.glob("*.before-restore-*.coop")]
    # Some other program, a synchronising one say, reads the book and lets nobody replace it.
    with looked_at(book):
        told["restore_over_read"] = program("restore", folder / BACKUP, book)
    older = folder / "早上.coop"
    shutil.copyfile(book, older)
    holder = Holder(book)
    holder.work("F6")
    holder.kill()
    log = paths.as_long_path(book).with_name(f"{BOOK}-wal")
    told["log_left"] = log.exists() and log.stat().st_size > 0
    shutil.copyfile(older, book)
    told["put_back"] = refusal(book)
    told["older"] = read(book)
    told["aside"] = len(list(folder.glob("*-wal.not-of-this-book-*")))


def old_books(folder: Path, told: _Told) -> None:
    """Books of landed versions are opened for work, which brings them up to date; the tests look at what became of
    them."""
    told["old"] = {}
    for book in sorted((folder / "旧账").glob("*.coop")):
        copy = book.with_name(f"{book.stem}.bak.coop")
        told["old"][book.stem] = [program("backup", book, copy), program("verify", book)]


def this_machine(folder: Path, told: _Told) -> None:
    """What Windows says of itself, and what the program keeps on it."""
    told["start"] = _start_of_pc()
    told["named"] = this_pc.set_person("李会计")
    told["person"] = this_pc.person()
    told["warned"] = program("new", f"{SHARE}\\另一本.coop")
    told["unloadable"] = dict(_unloadable())
    # A paper that somebody looks at in another program, which lets nobody write to it.
    year, book = 2019, folder / "旧账" / "0007-linge.coop"
    paper = folder / "分红单.pdf"
    told["printed"] = program("slips", book, "--year", year, "--out", paper)
    with looked_at(paper):
        told["printed_again"] = program("slips", book, "--year", year, "--out", paper, "--force")
    told["paper"] = paper.read_bytes()[:5].decode("latin-1")
    told["papers"] = sorted(path.name for path in folder.iterdir() if ".pdf" in path.name)


@contextmanager
def looked_at(path: Path) -> Iterator[None]:
    """A file as a viewer has it open: to read, and nobody may replace it."""
    with path.open("rb"):
        yield


def _unloadable() -> Iterator[tuple[str, str]]:
    """Modules of the program that ask for what did not travel with it."""
    for module in pkgutil.walk_packages(coopdesk.__path__, "coopdesk."):
        if not module.name.startswith(("coopdesk.__main__", "coopdesk.persistence.migrations.")):
            try:
                importlib.import_module(module.name)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the module cannot be used
                yield module.name, repr(error)


def day(folder: Path) -> None:
    """One thing after another; what stops one of them is told with the rest."""
    os.environ[paths.HOME_VARIABLE] = str(folder / "home")
    told: _Told = {"faults": {}}
    for part in (two_programs, back_and_forth, old_books, this_machine):
        try:
            part(folder, told)
        except Exception:  # noqa: BLE001 -- the tests tell what was not seen
            told["faults"][part.__name__] = traceback.format_exc()
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "seen.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    {"hold": hold, "day": day}[sys.argv[1]](Path(sys.argv[2]))
