"""A small real book for tests of pages: a village collective and two households, its years as far as asked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from coopdesk import bootstrap
from coopdesk.bootstrap import Restoration
from coopdesk.domain.attachments.blob import Blob
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.attachment_file import read_attachment, write_attachment
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.sample import linge
from coopdesk.exchange.table_file import write_table
from coopdesk.exchange.templates import scheme_templates
from coopdesk.papers import PAPERS, write_paper
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.members.commands import RegisterMember
from coopdesk.services.paper import AnyPaper
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.sample_book import build_sample_book
from coopdesk.services.source_table import CellValue

NOW = datetime(2023, 3, 1, 9, 30)
FOUNDED = date(2019, 2, 18)
NAME = "林阁花木种植股份合作社"
MEMBERS = (
    ("C01", "放牛村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, "2"),
    ("F01", "董𠮷", MemberKind.FARMER, "5"),
    ("F02", "陈秀兰", MemberKind.FARMER, "3"),
)


def new_desk(place: Path) -> Desk:
    """A new book at that place; its clock stands still."""
    return Desk(create_book(place, NOW, clock=lambda: NOW), lambda: NOW, initials, scheme_templates)


def village(place: Path) -> Desk:
    """The co-op with its members; no year has figures."""
    desk = new_desk(place)
    desk.run(SetUpCoop(details=CoopDetails(NAME, FOUNDED, chair="董𠮷")))
    for number, name, kind, shares in MEMBERS:
        member = Member(
            number, name, kind, FOUNDED, identity="", account="6299990000000001" if number != "F02" else ""
        )
        desk.run(RegisterMember(member=member, shares=parse_quantity(shares), document="入社申请"))
    return desk


def enter_year(desk: Desk, year: int, income: str, costs: str) -> None:
    """A year's figures; its opening balance is what the year before left."""
    opening = desk.distribution.suggested_opening(year)
    figures = YearFigures(year, Money.parse(income), Money.parse(costs), opening, source=f"{year} 年度报表")
    desk.run(RecordYearFigures(figures=figures))


def draft_year(desk: Desk, year: int) -> int:
    """A draft that gives the whole surplus by shares; its plan id."""
    day = date(year, 12, 31)
    scheme = desk.distribution.scheme_from(
        desk.distribution.templates()[0], desk.distribution.facts(year, day)
    )
    return int(desk.run(DraftDistribution(year=year, record_date=day, scheme=scheme)).reference)


def resolve_year(desk: Desk, plan_id: int, year: int, members: int = 3) -> None:
    """The members' meeting agrees, all of so many."""
    day = date(year + 1, 1, 10)
    resolution = Resolution(number="1", day=day, members=members, present=members, votes_for=members)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=resolution))


def pay_year(desk: Desk, plan_id: int, year: int) -> None:
    """Everything is paid out."""
    desk.run(MarkPaid(plan_id=plan_id, day=date(year + 1, 1, 20), method="现金"))


def whole_year(desk: Desk, year: int, income: str, costs: str) -> None:
    """A year from its figures to its payment."""
    enter_year(desk, year, income, costs)
    plan_id = draft_year(desk, year)
    resolve_year(desk, plan_id, year)
    pay_year(desk, plan_id, year)


class IdleBackend(bootstrap.WindowBackend):
    """What the bootstrap would give, with a clock that stands still."""

    def open_book(self, book: Path, progress: Progress = unheard) -> Desk:
        return Desk(
            open_book(book, clock=lambda: NOW, progress=progress), lambda: NOW, initials, scheme_templates
        )

    def new_book(self, book: Path) -> Desk:
        return new_desk(book)

    def inspect_backup(self, backup: Path, book: Path, progress: Progress = unheard) -> Restoration:
        return bootstrap.inspect_backup(backup, book, progress)

    def restore(self, backup: Path, book: Path, progress: Progress = unheard) -> Path | None:
        return bootstrap.restore(backup, book, progress)

    def sample_book(self, book: Path, progress: Progress | None = None) -> Desk:
        desk = self.open_book(book) if book.exists() else new_desk(book)
        try:
            build_sample_book(desk, linge(), progress)
        except BaseException:
            desk.close()
            raise
        return desk

    def person(self) -> str:
        return "会计"

    def set_person(self, name: str) -> bool:
        return True

    def write_table(self, rows: Iterable[Sequence[CellValue]], target: Path) -> Path:
        return write_table(rows, target)

    def read_attachment(self, path: Path) -> tuple[str, Blob]:
        return read_attachment(path)

    def write_attachment(self, parts: Iterable[bytes], target: Path) -> Path:
        return write_attachment(parts, target)

    def papers(self) -> Sequence[AnyPaper]:
        return PAPERS

    def write_paper(
        self, kind: str, source: object, target: Path, progress: Progress | None = None
    ) -> list[Path]:
        return write_paper(kind, source, target, NOW.date(), progress)
