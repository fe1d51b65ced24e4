"""A book of any version that people have had is migrated, found sound, and prints what it printed then."""

import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.commands import MarkPaid, RegisterMember
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.papers.slip import build_slips
from tests.reports.reading import texts

BOOKS = Path(__file__).resolve().parents[1] / "books"
LANDED = sorted(BOOKS.glob("*/*.coop.xz"), key=lambda path: path.relative_to(BOOKS).as_posix())


@pytest.fixture(params=LANDED, ids=lambda path: f"{path.parent.name}-{path.name.partition('.')[0]}")
def kept(request: pytest.FixtureRequest) -> Path:
    """A book as its program closed it, still packed."""
    path: Path = request.param
    return path


@pytest.fixture
def book(kept: Path, tmp_path: Path) -> Path:
    """The book unpacked."""
    path = tmp_path / "旧账.coop"
    path.write_bytes(lzma.decompress(kept.read_bytes()))
    return path


def expected(kept: Path) -> list[str]:
    """What the program of that version printed on its slips, a line each."""
    name = kept.name.partition(".")[0]
    return kept.with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()


def printed(desk: Desk) -> Iterator[str]:
    """The slips of all years in the form of the expected lines."""
    for summary in desk.plan_summaries():
        for slip in build_slips(desk.frozen_plan(summary.year)):
            lines = "；".join(f"{line.label} {line.amount.fen}" for line in slip.lines)
            figures = f"{slip.gross.fen} {slip.tax.fen} {slip.net.fen} {slip.in_words}"
            words = (
                slip.number,
                slip.member,
                slip.identity,
                slip.account,
                "；".join(slip.shares),
                lines,
                figures,
            )
            yield " | ".join((*words, slip.resolution, slip.check_code))


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a file."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names.fetchall()
        }


def test_every_landed_version_has_its_books() -> None:
    assert {path.parent.name for path in LANDED} >= {"0001"}
    assert len([path for path in LANDED if path.parent.name == "0001"]) == 2


def test_an_old_book_is_migrated_sound_and_prints_the_same_slips(kept: Path, book: Path) -> None:
    before = contents(book)
    desk = bootstrap.open_desk(book)
    try:
        assert list(printed(desk)) == expected(kept)
        assert desk.verify() == ()
    finally:
        desk.close()
    assert bootstrap.verify(str(book)) == ()
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
    book = tmp_path / "旧账.coop"
    book.write_bytes(lzma.decompress((BOOKS / "0001" / "awkward.coop.xz").read_bytes()))
    desk = bootstrap.open_desk(book)
    try:
        record = desk.plan(2020)
        assert record is not None
        desk.run(MarkPaid(plan_id=record.plan_id, day=date(2021, 2, 1), method="现金"))
        member = Member("F06", "李四", MemberKind.FARMER, date(2022, 3, 2))
        desk.run(RegisterMember(member=member, shares=parse_quantity("3")))
        assert desk.verify() == ()
    finally:
        desk.close()
