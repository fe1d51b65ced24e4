"""The page over a real book: the co-op of 2019 with its 5 + 15 + 80 shares, nothing distributed yet."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import AccountBalance, Facts, Party, Trade
from coopdesk.domain.distribution.scheme import Basis, Line, Rebate, Rest, Scheme
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.members.commands import RegisterMember
from coopdesk.ui.distribution import reading
from coopdesk.ui.distribution.editing import BY_SHARES, FARMERS
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell

NOW = datetime(2020, 3, 1, 9, 30)
FOUNDED = date(2019, 2, 18)
RECORD_DAY = date(2019, 12, 20)
HOLDINGS = (8, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2)
FIGURES = YearFigures(2019, Money.parse("2356900"), Money.parse("356900"), source="2019 年度盈余及盈余分配表")


def roll() -> list[tuple[str, str, MemberKind, int]]:
    """Number, name, kind, shares of everybody in register order."""
    farmers = [
        (f"F{n:02}", f"农户{n:02}", MemberKind.FARMER, held) for n, held in enumerate(HOLDINGS, start=1)
    ]
    farmers[0] = ("F01", "董𠮷", MemberKind.FARMER, HOLDINGS[0])
    return [
        ("G01", "南岸区供销合作社", MemberKind.SUPPLY_COOP, 5),
        ("C01", "放牛村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, 15),
        *farmers,
    ]


def two_lines() -> Scheme:
    """按股分红, and the supply co-op's part given on: the model case."""
    line = Line("dividend", "按股分红", Rest(), BY_SHARES)
    rebate = Rebate("second_rebate", "二次返利", "G01", ("dividend",), FARMERS, BY_SHARES)
    return Scheme(((line,),), rebates=(rebate,))


@pytest.fixture(autouse=True)
def with_rebate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year begins with the model case's two parts, so that there is a rebate to look at."""
    monkeypatch.setattr(reading, "FIRST", "shares_and_rebate")


@pytest.fixture
def scheme() -> Scheme:
    return two_lines()


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The facts of 2019 without a book, with capital accounts and trades beside the shares."""
    return Facts(
        record_date=RECORD_DAY,
        period=Period(date(2019, 1, 1), date(2019, 12, 31)),
        members=tuple(Party(number, name, kind) for number, name, kind, _held in roll()),
        surplus=Surplus(FIGURES.surplus),
        share_entries=tuple(
            ShareEntry(FOUNDED, EntryKind.SUBSCRIPTION, parse_quantity(str(held)), taker=number)
            for number, _name, _kind, held in roll()
        ),
        accounts=tuple(AccountBalance(number, Money.parse(f"{held}000")) for number, _n, _k, held in roll()),
        trades=(Trade("F01", "茶花", parse_quantity("40"), Money.parse("12000")),),
    )


@pytest.fixture
def outcome(facts: Facts, scheme: Scheme) -> Outcome:
    """21,250.00 for a farmer's share."""
    return of_draft(distribute(facts, scheme))


def now() -> datetime:
    return NOW


def desk_at(path: Path) -> Desk:
    book = open_book(path) if path.exists() else create_book(path, NOW)
    return Desk(book, now, initials, scheme_templates)


@pytest.fixture(scope="session")
def book_of_2019(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The roll and the register, no figures of the year yet."""
    path = tmp_path_factory.mktemp("book") / "林阁.coop"
    desk = desk_at(path)
    details = CoopDetails(
        "林阁花木种植股份合作社", FOUNDED, accountant="王会计", record_month=12, record_day=20
    )
    desk.run(SetUpCoop(details=details))
    for number, name, kind, held in roll():
        shares = parse_quantity(str(held))
        desk.run(
            RegisterMember(member=Member(number, name, kind, FOUNDED), shares=shares, document="入社申请")
        )
    desk.close()
    return path


@pytest.fixture
def bare_desk(book_of_2019: Path, tmp_path: Path) -> Desk:
    """The co-op before its year's figures are typed; the shell closes it."""
    path = tmp_path / "林阁.coop"
    shutil.copyfile(book_of_2019, path)
    return desk_at(path)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """The co-op with its surplus of 2,000,000.00 typed; the shell closes it."""
    bare_desk.run(RecordYearFigures(figures=FIGURES))
    return bare_desk


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A co-op with figures and nobody in it; the shell closes it."""
    made = desk_at(tmp_path / "新社.coop")
    made.run(SetUpCoop(details=CoopDetails("新办花木种植股份合作社", FOUNDED)))
    made.run(RecordYearFigures(figures=replace(FIGURES, year=2019)))
    return made


Opener = Callable[[Desk], DistributionPage]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opener]:
    """Opens the page over a desk for 2019 as the window does: it reads anew whatever a command changed."""
    shells: list[Shell] = []
    pages: list[DistributionPage] = []

    def show(desk: Desk) -> DistributionPage:
        shell = Shell(Preferences())
        shells.append(shell)
        shell.show_book(desk)
        shell.set_year(2019)
        page = DistributionPage(shell)
        pages.append(page)
        shell.changed.connect(lambda changes: page.reload() if changes.topics & page.topics else None)
        page.resize(1142, 680)
        page.show()
        page.reload()
        still(qtbot, page)
        return page

    yield show
    for shell in shells:
        shell.close()
    for page in pages:
        page.close()
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def still(qtbot: QtBot, page: DistributionPage) -> None:
    """Wait until everything asked for is computed and shown."""
    qtbot.waitUntil(lambda: not page.shell.jobs.busy and page.ready, timeout=10_000)
    QCoreApplication.processEvents()


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[DistributionPage], None]:
    return lambda page: still(qtbot, page)


def by(measure: str, **options: object) -> Basis:
    """A basis of that measure."""
    return replace(BY_SHARES, measure=measure, **options)  # type: ignore[arg-type]  # options of a test
