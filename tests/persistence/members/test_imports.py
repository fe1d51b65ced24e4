"""A roll read in, on a file and on a server: entered all at once, sealed, and taken back as a whole."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import Any

from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book import as_made
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.members import imports
from coopdesk.persistence.sql import bulk
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import TakeBackImport
from coopdesk.services.members.importing.sending import send
from tests.persistence.conftest import NOW
from tests.services.members.importing.made import FARMERS, Rows, read, somebody, source, table

PEOPLE = 30
HEADINGS: Sequence[Any] = (
    "户号",
    "姓名",
    "身份证号",
    "与户主关系",
    "人口股",
    "土地股",
    "公积金份额",
    "手机",
    "备注",
)
ANSWERS = FARMERS | {
    "unit": "household",
    "classes": {"人口股": "population", "土地股": "land"},
    "as_of": "2025-12-31",
}


def rows() -> Rows:
    found: Rows = [HEADINGS]
    for number in range(1, PEOPLE + 1):
        one = somebody(number)
        head = number % 3 == 1
        found.append(
            (
                f"H{number:03d}" if head else None,
                one.name,
                one.identity,
                "户主" if head else "长子",
                10,
                2 if number % 2 else None,
                100 if head else None,
                one.phone,
                "房屋在建" if number == 4 else None,
            )
        )
    return found


def test_a_roll_goes_in_and_out_as_a_whole(book: SqlBook, monkeypatch: Any) -> None:
    # As of a hundred thousand members: indexes made anew, names made findable later.
    monkeypatch.setattr(bulk, "_WORTH_IT", 5)
    monkeypatch.setattr(imports, "SEARCHED_AT_ONCE", 5)
    with closing(Desk(book, lambda: NOW, initials, scheme_templates, person="李会计")) as desk:
        desk.members.prepare_search()
        reading = read(source(table(rows())), ANSWERS)
        assert reading.findings.errors == []
        refused, receipt = send(desk.run, reading, desk.members.compare_roll(reading))
        assert (list(refused), receipt) == ([], 1)
        assert list(desk.verify()) == []
        with book.reading() as uow:
            assert not uow.members.is_search_whole()
            if uow._connection.dialect.name == "sqlite":
                assert as_made.is_as_made(uow._connection), "the indexes are those that were there"
        held = desk.members.holdings("H001", date(2025, 12, 31))
        assert [(each.code, shares) for each, shares in held] == [
            ("population", 30_000_000),
            ("land", 4_000_000),
        ]
        assert len(desk.members.read(lambda uow: list(uow.households.all()))) == PEOPLE // 3
        assert desk.search("H004")[0].name == somebody(4).name
        desk.run(TakeBackImport(number=1, reason="重来"))
        assert list(desk.verify()) == []
        assert desk.members.holdings("H001", date(2026, 1, 1)) == []
        assert {member.struck for member in desk.members.roll()} == {"重来"}
        assert desk.members.imports()[0].taken_back == "重来"


def test_a_second_roll_goes_in_behind_the_first(book: SqlBook) -> None:
    with closing(Desk(book, lambda: NOW, initials, scheme_templates)) as desk:
        for first, last in ((1, 4), (5, 9)):
            found: Rows = [["编号", "姓名", "身份证号", "股数"]]
            found += [[f"{n:03d}", somebody(n).name, somebody(n).identity, n] for n in range(first, last + 1)]
            reading = read(source(table(found), digest=f"{first:064d}"), FARMERS)
            refused, _receipt = send(desk.run, reading, desk.members.compare_roll(reading))
            assert list(refused) == []
        assert [member.number for member in desk.members.roll()] == [f"{n:03d}" for n in range(1, 10)]
        assert list(desk.verify()) == []
        assert [each.number for each in desk.members.imports()] == [2, 1]
