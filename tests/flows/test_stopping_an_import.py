"""A roll on its way into the book is stopped at any place: it is heard soon, and nothing of it stays."""

import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.exchange.import_words import import_words
from coopdesk.exchange.tables.reading import read_source
from coopdesk.exchange.tables.writing import OutColumn, OutSheet, workbook
from coopdesk.services.errors import Cancelled
from coopdesk.services.members.importing.answers import read_answers
from coopdesk.services.members.importing.reading import RollReading, read_roll
from coopdesk.services.members.importing.sending import command_of
from tests.services.members.importing.made import TODAY, somebody

MEMBERS = 21_000
"""From 20,000 on indexes are set aside, and the names made findable later."""
ANSWERS = read_answers({"defaults": {"kind": "farmer", "joined": "2019-02-18"}})


class Stopping:
    """Progress that stops at its n-th report, and notes how long it was silent."""

    def __init__(self, at: int = 1 << 60) -> None:
        self.at, self.told, self.reports = at, 0, list[float]()
        self._before = time.perf_counter()

    def __call__(self, done: int, total: int) -> None:
        now = time.perf_counter()
        self.reports.append(now - self._before)
        self._before = now
        self.told += 1
        assert 0 <= done <= max(total, 0)
        if self.told >= self.at:
            raise Cancelled


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roll") / "roll.xlsx"
    people = (somebody(number) for number in range(MEMBERS))
    rows = [
        (each.name, each.identity if number % 9 else "无", number % 7 + 1)
        for number, each in enumerate(people)
    ]
    path.write_bytes(
        workbook([OutSheet("名册", [OutColumn(title) for title in ("姓名", "证件号码", "股数")], rows)])
    )
    return path


def places(reports: int) -> list[int]:
    """The first and the last reports, and some between."""
    return sorted({1, 2, 3, reports // 3, reports // 2, 2 * reports // 3, reports - 2, reports - 1, reports})


def stopped(work: Callable[[Stopping], object], at: int) -> None:
    progress = Stopping(at)
    with pytest.raises(Cancelled):
        work(progress)
    assert progress.told == at


def test_a_file_is_read_and_checked_with_reports_and_stops_at_any_of_them(roll: Path) -> None:
    whole = Stopping()
    source = read_source(roll, whole)
    words = import_words()
    assert whole.told > 10
    for at in places(whole.told):
        stopped(lambda progress: read_source(roll, progress), at)
    checked = Stopping()
    read_roll(source, ANSWERS, words, TODAY, checked)
    assert checked.told > MEMBERS // 9 // 1_000
    for at in places(checked.told):
        stopped(lambda progress: read_roll(source, ANSWERS, words, TODAY, progress), at)


def test_a_roll_that_is_entered_stops_at_any_report_and_leaves_the_book_as_it_was(
    roll: Path, tmp_path: Path
) -> None:
    reading: RollReading = read_roll(read_source(roll), ANSWERS, import_words(), TODAY)
    # The same people twice are no matter here: what is entered is what counts.
    for name in ("identity", "identity_kind"):
        setattr(reading.roll, name, [("" if name == "identity" else None)] * MEMBERS)
    reading.findings.errors.clear()
    with closing(bootstrap.new_desk(tmp_path / "a.coop")) as desk:
        whole = Stopping()
        with pytest.raises(Cancelled):
            desk.run(command_of(reading), Stopping(5))
        indexes = _indexes(tmp_path / "a.coop")
        found = _silences(desk.run, reading, whole)
        receipt = desk.members.imports()[0]
        assert (receipt.members, found) == (MEMBERS, whole.told)
        assert _indexes(tmp_path / "a.coop") == indexes
    for number, at in enumerate(places(whole.told)):
        place = tmp_path / f"{number}.coop"
        with closing(bootstrap.new_desk(place)) as desk:
            before = desk.journal.seen()
            stopped(partial(desk.run, command_of(reading)), at)
            assert (desk.members.roll(), desk.members.imports(), desk.journal.seen()) == ([], [], before)
            assert _indexes(place) == indexes
            if at == whole.told:
                assert not desk.verify()


def _silences(run: Callable[..., object], reading: RollReading, progress: Stopping) -> int:
    run(command_of(reading), progress)
    return progress.told


def _indexes(place: Path) -> int:
    import sqlite3

    with closing(sqlite3.connect(place)) as file:
        (count,) = file.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'index'").fetchone()
    return int(count)
