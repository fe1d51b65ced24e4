"""`verify` of a book of a hundred thousand members with one resolution, against one bare pass over its rows.

The scheme has two lines as the law has them: sixty of a hundred by trade, the rest by shares. The bare pass fetches
every column of every table once by plain sqlite3 and does nothing with it. Both are measured in processor seconds in
the same run, turn and turn about, the better of two each. The book is made in a process of its own.
"""

import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.bench_slips import GIVEN, SURNAMES
from tests.bench.result import Result, at_most, told

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 100_000
LIMIT = 8.0
MEMORY_LIMIT = 350.0
ROUNDS = 2
NOW = datetime(2020, 3, 1, 9, 30)
FOUNDED = date(2018, 2, 18)
YEAR = 2019


def run() -> list[Result]:
    """Make the book, verify it, and read it bare."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verified.coop"
        subprocess.run([sys.executable, "-m", "tests.bench.bench_verify", str(path)], cwd=ROOT, check=True)
        return _measured(path)


def make_book(path: Path, members: int = MEMBERS) -> None:
    """A book of so many members who all traded, with one year resolved on."""
    from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
    from coopdesk.domain.distribution.resolution import Resolution
    from coopdesk.domain.distribution.scheme import Basis
    from coopdesk.domain.money import Money
    from coopdesk.domain.quantity import Quantity
    from coopdesk.exchange.pinyin import initials
    from coopdesk.exchange.templates import scheme_templates
    from coopdesk.persistence.book.books import create_book
    from coopdesk.services.coop.commands import SetUpCoop
    from coopdesk.services.coop.values import CoopDetails, YearFigures
    from coopdesk.services.desk import Desk
    from coopdesk.services.distribution.commands import (
        ApproveDistribution,
        DraftDistribution,
        RecordMeasures,
        RecordYearFigures,
    )

    chance = Random(20191220)
    book = create_book(path, NOW, clock=lambda: NOW)
    with closing(Desk(book, lambda: NOW, initials, scheme_templates, person="李会计")) as desk:
        desk.run(
            SetUpCoop(
                details=CoopDetails(
                    "试验花木合作社", FOUNDED, accountant="乙", reserve_rate=Quantity(100_000)
                )
            )
        )
        _fill_roll(book, members, chance)
        trade = tuple(
            SheetRow(
                _number(place), Quantity(chance.randint(1, 500) * 10**6), Money(chance.randint(1, 10**7))
            )
            for place in range(1, members + 1)
        )
        desk.run(RecordMeasures(sheet=MeasureSheet(YEAR, SheetKind.TRADE, "盆景", trade, "交易登记簿")))
        income = Money(members * 900_007)
        desk.run(RecordYearFigures(figures=YearFigures(YEAR, income, Money(0), source="账")))
        record_date = date(YEAR, 12, 31)
        statutory = next(item for item in desk.distribution.templates() if item.id == "statutory")
        scheme = desk.distribution.scheme_from(statutory, desk.distribution.facts(YEAR, record_date))
        by_trade, the_rest = scheme.tiers[0]
        scheme = replace(scheme, tiers=((by_trade, replace(the_rest, basis=Basis("shares"))),))
        desk.run(DraftDistribution(year=YEAR, record_date=record_date, scheme=scheme, drafter="乙"))
        plan = desk.distribution.plan(YEAR)
        assert plan is not None
        resolution = Resolution("2020-1", date(2020, 1, 10), members, members, members)
        desk.run(ApproveDistribution(plan_id=plan.plan_id, resolution=resolution))
        desk.members.prepare_search()


def _fill_roll(book: Any, members: int, chance: Random) -> None:
    """The members with an entry each, by bulk: as commands they would take minutes."""
    from coopdesk.domain.coop.share_class import ORDINARY
    from coopdesk.domain.members.entry_kind import EntryKind
    from coopdesk.domain.members.member import Member, MemberKind
    from coopdesk.persistence.members import tables
    from coopdesk.persistence.members.store import details_of, number_key
    from coopdesk.persistence.sql.bulk import insert_rows

    def people() -> Iterator[tuple[int, dict[str, Any]]]:
        for place in range(1, members + 1):
            name = "".join(map(chance.choice, (SURNAMES, GIVEN, GIVEN)))
            person = Member(_number(place), name, MemberKind.FARMER, FOUNDED, f"{place % 40}组")
            yield (
                place,
                details_of(
                    replace(person, bank="农商行", phone=f"138{place:08d}", account=f"62220000{place:011d}")
                ),
            )

    roll = list(people())
    shares = [chance.randint(1, 400) * 250_000 for _member in roll]
    names = tuple(roll[0][1])
    with book.unit() as uow:
        rows: Sequence[tuple[Any, tuple[str, ...], Iterator[tuple[Any, ...]]]] = (
            (
                tables.members,
                ("id", "number", "series", "serial"),
                ((place, _number(place), "F", place) for place, _details in roll),
            ),
            (
                tables.member_versions,
                ("id", "member_id", *names),
                ((place, place, *details.values()) for place, details in roll),
            ),
            (
                tables.register_entries,
                ("number", "day", "kind", "shares", "taker_id", "share_class", "document", "note"),
                (
                    (place, FOUNDED, EntryKind.SUBSCRIPTION, held, place, ORDINARY, "入社申请", "")
                    for (place, _details), held in zip(roll, shares, strict=True)
                ),
            ),
            (
                tables.holdings,
                ("member_id", "share_class", "shares"),
                ((place, ORDINARY, held) for (place, _details), held in zip(roll, shares, strict=True)),
            ),
            (
                tables.member_current,
                ("member_id", "version_id", "number", "number_key", *names, "shares"),
                (
                    (place, place, _number(place), number_key(_number(place)), *details.values(), held)
                    for (place, details), held in zip(roll, shares, strict=True)
                ),
            ),
        )
        for table, columns, made in rows:
            insert_rows(uow._connection, table, columns, made)
        uow.commit()


def _number(place: int) -> str:
    return f"F{place:06d}"


def _measured(path: Path) -> list[Result]:
    from coopdesk import bootstrap
    from tests.bench.bench_members import _memory, _peak

    before = _memory()
    rounds = [
        (_seconds(lambda: _bare_pass(path)), _seconds(lambda: _verified(bootstrap.verify, path)))
        for _round in range(ROUNDS)
    ]
    bare, taken = (min(column) for column in zip(*rounds, strict=True))
    return [
        told("verify: bare pass over 100,000 members (baseline)", bare, "s"),
        told("verify: 100,000 members, processor time", taken, "s"),
        at_most("verify: 100,000 members / bare pass", taken / bare, LIMIT),
        at_most("verify: memory it adds", (_peak() - before) / 1e6, MEMORY_LIMIT, "MB"),
    ]


def _verified(verify: Callable[[str], Sequence[object]], path: Path) -> None:
    if found := verify(str(path)):
        raise AssertionError(found[:3])


def _bare_pass(path: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in tables:
            deque(connection.execute(f"SELECT * FROM {name}"), maxlen=0)


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(arguments: Sequence[str]) -> None:
    """Make the book at the path given."""
    make_book(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
