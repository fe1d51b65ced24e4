"""A ledger of 200,000 vouchers (800,000 lines) over ten years: open it, list, find, add up, and post to it.

The book is made by SQL, its months from its lines as posting makes them. What is posted is measured beside the same
vouchers posted to a ledger that has none, by the clock, as the disk is waited for; what is read in processor seconds,
which other work on the machine does not disturb.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from coopdesk.bootstrap import open_desk
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statements import Column
from coopdesk.domain.ledger.voucher import Voucher, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.persistence.book.books import create_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger, PostVouchers
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.table_source import Order, View
from tests.bench.result import Result, at_most, told

VOUCHERS = 200_000
POSTED = 200
OPENED = 15
SCREEN = 50
FIRST = Month(2015, 1)
NOW = datetime(2024, 12, 28, 9, 0)

_FILL = """
CREATE TEMP TABLE all_vouchers AS
WITH RECURSIVE places(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM places WHERE id < {count})
SELECT id, date('2015-01-01', (id * 3647 / {count}) || ' days') AS day, (id * 7919) % 99991 + 1 AS fen FROM places;
INSERT INTO vouchers SELECT id, day, CAST(strftime('%Y%m', day) AS INTEGER), '记',
    row_number() OVER (PARTITION BY strftime('%Y%m', day) ORDER BY id), 'typed', 1, fen * 3,
    '王会计', '李监事', '王会计', NULL, NULL, NULL, NULL, 1 FROM all_vouchers;
INSERT INTO voucher_lines SELECT v.id, l.position, v.day, l.summary || v.id,
    CASE l.position WHEN 1 THEN CASE v.id % 4 WHEN 0 THEN '523' WHEN 1 THEN '521' WHEN 2 THEN '141' ELSE '121' END
        WHEN 2 THEN '113' WHEN 3 THEN '102' ELSE CASE v.id % 2 WHEN 0 THEN '211' ELSE '501' END END,
    CASE WHEN l.position < 3 THEN 'debit' ELSE 'credit' END, v.fen * l.part, NULL, NULL, NULL, NULL, 1
    FROM all_vouchers v, (SELECT 1 AS position, 1 AS part, '购花盆和种苗' AS summary UNION ALL SELECT 2, 2, '赊销五针松'
        UNION ALL SELECT 3, 1, '银行付款' UNION ALL SELECT 4, 2, '应付和收入') l ORDER BY v.id, l.position;
INSERT INTO account_months SELECT account, CAST(strftime('%Y%m', day) AS INTEGER),
    SUM(CASE side WHEN 'debit' THEN amount ELSE 0 END), SUM(CASE side WHEN 'credit' THEN amount ELSE 0 END)
    FROM voucher_lines GROUP BY 1, 2;
"""


def run() -> list[Result]:
    """Make an empty ledger and a full one, then work in both."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty.coop", Path(folder) / "full.coop"
        for path in (empty, full):
            make_book(path)
        fill(full)
        return [*_opened(empty, full), *_listed(full), *_added_up(full), *_posted(empty, full)]


def make_book(path: Path) -> None:
    """A book with a ledger that begins in 2015 and has no voucher."""
    with closing(_desk(path, new=True)) as desk:
        desk.run(SetUpCoop(details=CoopDetails("二十万张凭证合作社", FIRST.first_day)))
        desk.run(OpenLedger(first=FIRST))


def fill(path: Path, vouchers: int = VOUCHERS) -> None:
    """Put so many vouchers of four lines into a ledger."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(f"BEGIN; {_FILL.format(count=vouchers)} COMMIT;")


def _desk(path: Path, *, new: bool = False) -> Desk:
    if not new:
        return open_desk(path)
    return Desk(create_book(path, NOW, clock=lambda: NOW), lambda: NOW, str, lambda: (), person="王会计")


def _seconds(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    begun = clock()
    act()
    return clock() - begun


def _opened(empty: Path, full: Path) -> list[Result]:
    def first_page(path: Path) -> None:
        with closing(open_desk(path)) as desk:
            desk.home(2024)
            desk.ledger.start()

    first_page(empty)
    pairs = [
        (_seconds(lambda: first_page(empty)), _seconds(lambda: first_page(full))) for _round in range(OPENED)
    ]
    ratio = median(large for _small, large in pairs) / median(small for small, _large in pairs)
    return [
        at_most("ledger: open a book of 200,000 vouchers against an empty one", ratio, 1.1),
        told("ledger: open and show the first page", median(large for _small, large in pairs) * 1000, "ms"),
    ]


def _listed(path: Path) -> list[Result]:
    with closing(open_desk(path)) as desk, closing(desk.ledger.voucher_table()) as table:

        def opened(view: View) -> None:
            table.view(view)
            table.page(0, SCREEN)

        newest = View(Order("number", descending=True))
        opening = _seconds(lambda: opened(newest))
        assert table.count() == VOUCHERS
        walked = [_seconds(partial(table.page, at, SCREEN)) for at in range(SCREEN, 40 * SCREEN, SCREEN)]
        chance = Random(7)
        places = [chance.randrange(VOUCHERS - SCREEN) for _jump in range(40)]
        jumped = [_seconds(partial(table.page, at, SCREEN)) for at in places]
        found = {
            name: _seconds(partial(opened, view))
            for name, view in (
                ("by day", View(Order("day"))),
                ("by amount", View(Order("amount", descending=True))),
                ("of one month", View(filters={"day": "2020-03"})),
                ("of a number", View(filters={"number": "记-12"})),
                ("with an amount", View(filters={"amount": "1234.56元"})),
                ("with an account in a year", View(filters={"account": "211", "day": "2020年"})),
                ("with a text anywhere", View(filters={"summary": "种苗1234"})),
            )
        }
    return [
        at_most("ledger: open the list of 200,000 vouchers", opening, 0.15, "s"),
        at_most("ledger: a page of the list, the slowest of 39", max(walked) * 1000, 20, "ms"),
        at_most("ledger: a page anywhere in the list, median of 40", median(jumped) * 1000, 20, "ms"),
        *(told(f"ledger: list {name}", seconds, "s") for name, seconds in found.items()),
    ]


def _added_up(path: Path) -> list[Result]:
    days = [date(2015, 1, 31), date(2019, 12, 31), date(2024, 6, 30), date(2024, 12, 26)]
    within = [date(2019, 6, 15), date(2024, 12, 20)]
    with closing(open_desk(path)) as desk:
        kept = [_seconds(partial(desk.ledger.trial_balance, day)) for day in days]
        started = [_seconds(partial(desk.ledger.trial_balance, day)) for day in within]
        last = days[-1]
        recomputed = _seconds(lambda: desk.ledger.trial_balance(last, from_lines=True))
        assert desk.ledger.trial_balance(last, from_lines=True) == desk.ledger.trial_balance(last)
        balance = _seconds(lambda: desk.ledger.balance("102"))
        year = Span.of(2024, 0)
        statements = _seconds(lambda: desk.ledger.statements(year))
        sheet = desk.ledger.statements(year).balance
        figure = sheet.row(1).figures[Column.END]
        assert figure is not None

        def opened() -> None:
            with closing(desk.ledger.line_table(desk.ledger.opened_by(figure.parts))) as table:
                table.view(View())
                table.page(0, SCREEN)
                assert table.total() == figure.amount

        figure_opened = _seconds(opened)
    return [
        at_most("ledger: trial balance of a month from what is kept", max(kept), 0.1, "s"),
        at_most("ledger: trial balance of a day within a month", max(started), 0.1, "s"),
        at_most("ledger: trial balance added up from 800,000 lines, equal", recomputed, 2, "s"),
        at_most("ledger: the statements of a year", statements, 1, "s"),
        told("ledger: open a figure of 200,000 lines of ten years", figure_opened, "s"),
        told("ledger: the balance beside an account", balance * 1000, "ms"),
    ]


def _posted(empty: Path, full: Path) -> list[Result]:
    lines = tuple(
        VoucherLine("付电费", code, side, Money(fen))
        for code, side, fen in (
            ("523", Side.DEBIT, 1_250),
            ("521", Side.DEBIT, 750),
            ("102", Side.CREDIT, 1_900),
            ("101", Side.CREDIT, 100),
        )
    )
    took: dict[Path, list[float]] = {empty: [], full: []}
    with closing(open_desk(empty)) as first, closing(open_desk(full)) as last:
        desks = {empty: first, full: last}
        for number in range(POSTED):
            voucher = Voucher(date(2024, 12, number % 26 + 1), lines)
            for path, desk in desks.items():
                post = partial(desk.run, PostVouchers(vouchers=(voucher,)))
                took[path].append(_seconds(post, time.perf_counter))
    small, large = median(took[empty]), median(took[full])
    return [
        at_most("ledger: post a voucher of four lines behind 200,000", large * 1000, 20, "ms"),
        at_most("ledger: posting behind 200,000 against the first ones", large / small, 1.5),
    ]
