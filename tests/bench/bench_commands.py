"""What a command costs, against a bare SQLite transaction that writes the very same rows, turn and turn about.

The book is the sample with its settled years. After each command its rows are read back and written by plain sqlite3
into a copy of the book as it was before: same tables, same indexes, the log on the disk just as safe. What a command
costs beyond that is reading, checking, proving and telling. By the clock both wait once for the disk, so the ratio of
processor time is the one that has a limit.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from coopdesk.bootstrap import open_desk, sample_desk
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, RecordYearFigures
from coopdesk.services.members.commands import AddShares, AmendMember, RegisterMember, TransferShares
from tests.bench.result import Result, at_most, told

ROUNDS = 60
WARM = 5
LIMIT = 7
"""Times the processor time of the bare transaction; the first version took 4.5 to 6, an amendment 10."""
LIMIT_OF_A_DRAFT = 18
"""A draft computes the whole distribution; the first version took 15 times what its rows take bare."""
SHARE = Quantity(1_000_000)
_Row = tuple[str, dict[str, Any]]
_MEMBERS = ("member_id", "giver_id", "taker_id")
_PROJECTIONS = ("member_current", "member_search", "holdings")


def run() -> list[Result]:
    """Admits, amends and moves shares in one book; the bare rows go into its copy."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COOPDESK_HOME"] = folder
        book, copy = Path(folder) / "book.coop", Path(folder) / "copy.coop"
        sample_desk(book).close()
        shutil.copy(book, copy)
        with closing(open_desk(book)) as desk, closing(_bare(book)) as read, closing(_bare(copy)) as bare:
            times = _times(desk, read, bare)
    results = []
    for name, (own, plain) in times.items():
        clock, work = (median(each[place] for each in own) for place in (0, 1))
        bare_clock, bare_work = (median(each[place] for each in plain) for place in (0, 1))
        results += [
            told(f"commands: {name}, by the clock", clock * 1e3, "ms"),
            told(f"commands: {name}, by the clock / bare transaction", clock / bare_clock, "x"),
            at_most(
                f"commands: {name}, processor time / bare transaction",
                work / bare_work,
                LIMIT_OF_A_DRAFT if _KINDS[name] is _draft else LIMIT,
            ),
        ]
    return results


_Times = dict[str, tuple[list[tuple[float, float]], list[tuple[float, float]]]]


def _times(desk: Desk, read: sqlite3.Connection, bare: sqlite3.Connection) -> _Times:
    times: _Times = {}
    for turn, (name, command) in enumerate(_commands(desk)):
        own = _timed(lambda command=command: desk.run(command))  # type: ignore[misc]  # called at once
        rows = list(_rows(read))
        plain = _timed(lambda rows=rows: _write(bare, rows))  # type: ignore[misc]  # called at once
        if turn >= WARM * len(_KINDS):
            both = times.setdefault(name, ([], []))
            both[0].append(own)
            both[1].append(plain)
    return times


def _commands(desk: Desk) -> Iterator[tuple[str, Command]]:
    chance = Random(20191220)
    known: list[Member] = []
    for number in range(WARM + ROUNDS):
        for name, make in _KINDS.items():
            yield name, make(desk, number, known, chance)


def _admit(desk: Desk, number: int, known: list[Member], _chance: Random) -> Command:
    name = f"{'赵钱孙李周吴郑王'[number % 8]}{chr(0x4E00 + number * 37)}{chr(0x5F00 + number * 11)}"
    member = Member(
        number=f"F{9000 + number}",
        name=name,
        kind=MemberKind.FARMER,
        joined=desk.today,
        group=f"{number % 9}组",
        phone=f"138{number:08d}",
        bank="农商行",
        account=f"622200000{number:07d}",
        address="放牛村",
    )
    known.append(member)
    return RegisterMember(member=member, shares=Quantity(10 * SHARE), document="申请书")


def _subscribe(desk: Desk, _number: int, known: list[Member], chance: Random) -> Command:
    return AddShares(member=chance.choice(known).number, day=desk.today, shares=SHARE, document="收据")


def _transfer(desk: Desk, number: int, known: list[Member], _chance: Random) -> Command:
    taker = known[number - 1].number if number else "F01"
    return TransferShares(giver=known[number].number, taker=taker, day=desk.today, shares=SHARE)


def _amend(desk: Desk, _number: int, known: list[Member], chance: Random) -> Command:
    place = chance.randrange(len(known))
    known[place] = replace(known[place], phone=f"139{chance.randrange(10**8):08d}")
    return AmendMember(member=known[place], seen=desk.journal.seen())


def _year(desk: Desk, number: int, _known: list[Member], _chance: Random) -> Command:
    year = desk.today.year - 1
    before = desk.distribution.suggested_opening(year)
    figures = YearFigures(year, Money(10**8 + number), Money(0), opening=before, source="账")
    return RecordYearFigures(figures=figures, seen=desk.journal.seen())


def _draft(desk: Desk, _number: int, _known: list[Member], _chance: Random) -> Command:
    year = desk.today.year - 1
    day = desk.coop.usual_record_date(year)
    template = desk.distribution.templates()[0]
    scheme = desk.distribution.scheme_from(template, desk.distribution.facts(year, day))
    return DraftDistribution(
        year=year, record_date=day, scheme=scheme, template=template.id, seen=desk.journal.seen()
    )


_KINDS: dict[str, Callable[[Desk, int, list[Member], Random], Command]] = {
    "admit a member": _admit,
    "subscribe shares": _subscribe,
    "transfer shares": _transfer,
    "amend a member": _amend,
    "enter a year's figures": _year,
    "draft a distribution": _draft,
}


def _bare(book: Path) -> sqlite3.Connection:
    """The file as whoever asks for nothing but safety opens it."""
    connection = sqlite3.connect(book, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _rows(read: sqlite3.Connection) -> Iterator[_Row]:
    """What the last entry of the journal added, the entry itself, and what is kept for speed of its members."""
    entry = dict(read.execute("SELECT * FROM journal ORDER BY number DESC LIMIT 1").fetchone())
    concerned: set[int] = set()
    for (table,) in read.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if table == "journal" or not _has_number(read, table):
            continue
        for row in read.execute(f"SELECT * FROM {table} WHERE journal_number = ?", (entry["number"],)):
            found = dict(row)
            concerned |= {found[name] for name in _MEMBERS if found.get(name)}
            yield table, found
    for table in _PROJECTIONS:
        for member in sorted(concerned):
            for row in read.execute(f"SELECT * FROM {table} WHERE member_id = ?", (member,)):
                yield table, dict(row)
    yield "journal", entry


def _has_number(read: sqlite3.Connection, table: str) -> bool:
    return any(column["name"] == "journal_number" for column in read.execute(f"PRAGMA table_info({table})"))


def _write(bare: sqlite3.Connection, rows: list[_Row]) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for table, row in rows:
        verb = "REPLACE" if table in _PROJECTIONS else "INSERT"
        marks = ", ".join("?" * len(row))
        bare.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    bare.execute("COMMIT")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - clock, time.thread_time() - processor


if __name__ == "__main__":
    for result in run():
        sys.stdout.write(f"{result.name}: {result.value:.2f} {result.unit} {result.limit}\n")
