"""A book of any version that people have had is migrated, found sound, and prints what it printed then."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.persistence.book import as_made
from coopdesk.persistence.book.engine import sqlite_engine
from coopdesk.services.distribution.commands import MarkPaid
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import RegisterMember
from tests.flows.landed import BOOKS, LANDED, contents, expected, name_of, printed, unpacked
from tests.reports.reading import texts


@pytest.fixture(params=LANDED, ids=name_of)
def kept(request: pytest.FixtureRequest) -> Path:
    """A book as its program closed it, still packed."""
    path: Path = request.param
    return path


@pytest.fixture
def book(kept: Path, tmp_path: Path) -> Path:
    """The book unpacked."""
    return unpacked(kept, tmp_path / "旧账.coop")


def fingerprint_of(book: Path) -> str:
    """What a book's file is made of."""
    engine = sqlite_engine(book, read_only=True)
    try:
        with engine.connect() as connection:
            return as_made.fingerprint(connection)
    finally:
        engine.dispose()


def test_every_landed_version_has_its_books() -> None:
    kept = [name_of(path) for path in LANDED]
    assert kept == ["0001-awkward", "0001-linge", "0005-linge", "0007-awkward", "0007-linge"]


def test_an_old_book_is_migrated_sound_and_prints_the_same_slips(kept: Path, book: Path) -> None:
    before = contents(book)
    desk = bootstrap.open_desk(book)
    try:
        assert list(printed(desk)) == expected(kept)
        assert desk.verify() == ()
    finally:
        desk.close()
    assert bootstrap.verify(str(book)) == ()
    assert fingerprint_of(book) == as_made.AS_MADE
    copies = sorted(book.parent.glob(f"*.before-{kept.parent.name}-*"))
    assert [contents(copy) for copy in copies] == [before]


def test_the_papers_of_an_old_book_show_the_codes_of_then(kept: Path, book: Path) -> None:
    bootstrap.open_desk(book).close()
    by_year: dict[int, list[list[str]]] = {}
    for line in expected(kept):
        fields = line.split(" | ")
        by_year.setdefault(int(fields[0][:4]), []).append(fields)
    for year, slips in by_year.items():
        (paper,) = bootstrap.print_slips(str(book), year, book.with_name(f"{year}.pdf"), "a5")
        pages = texts(paper)
        assert len(pages) == len(slips)
        for page, fields in zip(pages, slips, strict=True):
            assert fields[-1] in page
            assert fields[0] in page


def test_an_old_book_is_not_migrated_by_who_only_reads_it(kept: Path, book: Path) -> None:
    before = book.read_bytes()
    with pytest.raises(EnvironmentFault) as refused:
        bootstrap.verify(str(book))
    assert refused.value.code == "book.too_old"
    assert book.read_bytes() == before


def test_work_goes_on_in_an_old_book(tmp_path: Path) -> None:
    book = unpacked(BOOKS / "0001" / "awkward.coop.xz", tmp_path / "旧账.coop")
    desk = bootstrap.open_desk(book)
    try:
        record = desk.distribution.plan(2020)
        assert record is not None
        desk.run(MarkPaid(plan_id=record.plan_id, day=date(2021, 2, 1), method="现金"))
        member = Member("F06", "李四", MemberKind.FARMER, date(2022, 3, 2))
        desk.run(RegisterMember(member=member, shares=parse_quantity("3")))
        assert desk.verify() == ()
    finally:
        desk.close()
