"""The member table of a million members: open, page, jump, sort, and the memory it takes, with the window's own model.

How long the window itself is held up while its page reads all that is measured at a page of its own.

The book is made by SQL in a process of its own. Memory is what the table adds to a program that has Qt, the database
and an empty table loaded already.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.result import Result, at_most, told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 1_000_000
SCREEN = 30
OPEN_LIMIT = 0.15
PAGE_LIMIT = 20.0
MEMORY_LIMIT = 150.0
TODAY = date(2026, 1, 1)

_FILL = """
INSERT INTO share_classes (code, position) VALUES ('ordinary', 0);
INSERT INTO share_class_versions (code, label, par) VALUES ('ordinary', '普通股', 100000);
CREATE TEMP TABLE roll AS
WITH RECURSIVE places(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM places WHERE id < {count})
SELECT id, (id * 7919) % {count} AS mixed FROM places;
INSERT INTO members (id, number, series, serial) SELECT id, printf('F%07d', id), 'F', id FROM roll;
INSERT INTO member_versions (id, member_id, name, kind, joined, group_name, identity, phone, bank, account, address)
    SELECT id, id,
    substr('张王李赵刘陈杨黄周吴', mixed % 10 + 1, 1) || char(19968 + mixed % 20000) || char(19968 + id % 19000),
    CASE mixed % 50 WHEN 0 THEN 'enterprise' WHEN 1 THEN 'manager' ELSE 'farmer' END,
    date('2019-02-18', (mixed % 2000) || ' days'), (mixed % 40) || '组', printf('5001081960%08d', mixed),
    printf('138%08d', mixed), '农商行', printf('62220000%011d', mixed), '放牛村' FROM roll;
INSERT INTO register_entries (number, day, kind, shares, giver_id, taker_id, share_class, document, note, reverses)
    SELECT id, date('2019-02-18', (mixed % 2000) || ' days'), 'allotment',
    (mixed % 400 + 1) * 250000, NULL, id, 'ordinary', '', '', NULL FROM roll;
INSERT INTO holdings SELECT taker_id, share_class, shares FROM register_entries;
INSERT INTO member_current (member_id, version_id, number, number_key, name, kind, joined, group_name, identity,
    phone, bank, account, address, shares) SELECT v.member_id, v.id, m.number, printf('F%018d', m.id), v.name,
    v.kind, v.joined, v.group_name, v.identity, v.phone, v.bank, v.account, v.address, e.shares
    FROM member_versions v JOIN members m ON m.id = v.member_id JOIN register_entries e ON e.number = v.member_id;
"""


def run() -> list[Result]:
    """Make the book, then open, page, jump and sort as the window does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.coop"
        subprocess.run([sys.executable, "-m", "tests.bench.bench_members", str(path)], cwd=ROOT, check=True)
        return _measured(path)


def make_book(path: Path, members: int = MEMBERS) -> None:
    """A book of so many members, each with one entry."""
    import sqlite3

    from coopdesk.persistence.book.books import create_book

    create_book(path, datetime(2026, 1, 1)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(f"BEGIN; {_FILL.format(count=members)} COMMIT;")


def _measured(path: Path) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from coopdesk.persistence.book.books import open_book
    from coopdesk.ui.kit import reading_lane
    from coopdesk.ui.kit.windowed_model import WindowedModel
    from coopdesk.ui.members.columns import MEMBER_COLUMNS

    application = QApplication.instance() or QApplication([])
    reading_lane.set_patience(60.0)  # what is measured is the read, not the wait for a frame
    with closing(open_book(path)) as book:
        with book.reading() as uow:
            assert uow.members.get("F0000001") is not None
        before = _memory()
        begun = time.perf_counter()
        table = book.table(TODAY)
        model = WindowedModel(MEMBER_COLUMNS, table, identity="row_id")
        _look(model, 0)
        opened = time.perf_counter() - begun
        assert model.rowCount() == MEMBERS
        results = [
            at_most("members: open a table of 1,000,000", opened, OPEN_LIMIT, "s"),
            *_moved(model),
            *_sorted(model),
            at_most("members: memory the table adds", (_peak() - before) / 1e6, MEMORY_LIMIT, "MB"),
            told("members: memory of the whole process", _peak() / 1e6, "MB"),
        ]
        model.close(table.close)
    assert isinstance(application, QApplication)
    reading_lane.set_patience(reading_lane.PATIENCE)
    return [*results, *_told(path), *_held_up(path, application)]


def _held_up(path: Path, application: "QApplication") -> list[Result]:
    """The longest the window could not answer, while its page reads what takes longest, and when that was there."""
    from coopdesk.exchange.pinyin import initials
    from coopdesk.persistence.book.books import open_book
    from coopdesk.services.desk import Desk
    from coopdesk.ui.frame.preferences import Preferences
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.members.page import MembersPage

    shell = Shell(Preferences())
    shell.show_book(Desk(open_book(path), lambda: datetime(2026, 1, 1), initials, tuple))
    page = MembersPage(shell)
    page.resize(1142, 680)
    page.show()
    acts: dict[str, Callable[[], object]] = {
        "the first look": page.reload,
        "reload": page.reload,
        "filter by name": lambda: page.model.set_filter("name", "张"),
        "a past day": lambda: page.show_day(date(2021, 6, 30)),
    }
    results = []
    for words, act in acts.items():
        held, begun = _timed(act), time.perf_counter()
        while page.is_reading:
            held = max(held, _timed(application.processEvents))
            time.sleep(0.0005)
        results.append(told(f"members: window held up by {words}, longest", held * 1e3, "ms"))
        results.append(told(f"members: {words}, all shown after", time.perf_counter() - begun, "s"))
    shell.close()
    page.deleteLater()
    return results


def _moved(model: object) -> list[Result]:
    """Scrolling page by page, and jumping to places never seen."""
    chance = random.Random(1)
    scrolled = [_timed(lambda place=place: _look(model, place)) for place in range(200, 40_000, 200)]
    jumped = [_timed(lambda: _look(model, chance.randrange(MEMBERS - SCREEN))) for _time in range(60)]
    return [
        at_most("members: next page, median", median(scrolled) * 1e3, PAGE_LIMIT, "ms"),
        told("members: next page, slowest of 199", max(scrolled) * 1e3, "ms"),
        at_most("members: jump anywhere, median", median(jumped) * 1e3, PAGE_LIMIT, "ms"),
        told("members: jump anywhere, slowest of 60", max(jumped) * 1e3, "ms"),
    ]


def _sorted(model: object) -> list[Result]:
    """Another column, either way, until its first rows stand."""
    from coopdesk.ui.kit.windowed_model import WindowedModel

    assert isinstance(model, WindowedModel)
    times, pages = [], []
    chance = random.Random(2)
    for key in ("shares", "name", "kind", "group", "joined", "identity"):
        begun = time.perf_counter()
        model.sort(model.column_of(key))
        _look(model, 0)
        times.append(time.perf_counter() - begun)
        pages += [_timed(lambda place=place: _look(model, place)) for place in range(200, 4_000, 200)]
        pages += [_timed(lambda: _look(model, chance.randrange(MEMBERS - SCREEN))) for _time in range(10)]
    return [
        at_most("members: sort by another column, slowest of 6", max(times), OPEN_LIMIT, "s"),
        at_most("members: page or jump when sorted, median", median(pages) * 1e3, PAGE_LIMIT, "ms"),
    ]


def _told(path: Path) -> list[Result]:
    """What takes longer, for information: a filter over all, the register as at a past day."""
    from coopdesk.persistence.book.books import open_book
    from coopdesk.services.table_source import Order, View

    with closing(open_book(path)) as book, closing(book.table(TODAY)) as table:
        filtered = _timed(lambda: table.view(View(Order("name"), {"name": "张"})))
        begun = time.perf_counter()
        with closing(book.table(date(2021, 6, 30))) as past:
            assert 0 < past.count() < MEMBERS
            as_at = time.perf_counter() - begun
    return [
        told("members: filter 1,000,000 by name", filtered, "s"),
        told("members: 1,000,000 as at a past day", as_at, "s"),
    ]


def _look(model: object, place: int) -> None:
    """Every cell of a screenful, as a view asks for them."""
    from coopdesk.ui.kit.windowed_model import WindowedModel

    assert isinstance(model, WindowedModel)
    for row in range(place, place + SCREEN):
        for column in range(model.columnCount()):
            model.data(model.index(row, column))


def _timed(work: Callable[..., object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _memory() -> float:
    """Bytes this process holds now."""
    status = Path("/proc/self/statm")
    if status.exists():
        return float(int(status.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    return _peak()


def _peak() -> float:
    """The most bytes this process ever held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else most * 1024)


def main(arguments: Sequence[str]) -> None:
    """Make the book at the path given."""
    make_book(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
