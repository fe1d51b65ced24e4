"""The journal: every command is written down whole, and every row of the book belongs to one entry."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, func, select, text

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.persistence.book.areas import FACTS, PROJECTIONS
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.digest import _made_once, digest_of, encoded, entry_hash, runs
from coopdesk.persistence.journal.stored_rows import hashed_columns, hashed_form, stored_rows
from coopdesk.persistence.journal.tables import journal
from coopdesk.persistence.sql.column_types import IsoDate
from coopdesk.persistence.sql.metadata import LATER, later, metadata, words
from coopdesk.persistence.sql.numbering import COLUMN
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.commands import AddShares, AmendMember, RegisterMember
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import member, settle, shares
from tests.persistence.test_facts import engine_of, fill


def desk_of(book: SqlBook) -> Desk:
    return Desk(book, lambda: NOW, lambda name: "zs", tuple, person="李会计")


@pytest.fixture
def worked(book: SqlBook) -> Desk:
    """A book of one unit without a command, then four commands."""
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    desk = desk_of(book)
    desk.run(RegisterMember(member=member("F03", "赵七"), shares=shares("1.5"), command_id="join"))
    desk.run(AddShares(member="F03", day=date(2020, 1, 1), shares=shares("2"), note="增股"))
    desk.run(AmendMember(member=member("F03", "赵七", phone="13800001234")))
    desk.run(DefineShareClass(share_class=ShareClass("b", "乙类股", Money.parse("12.50"))))
    return desk


def entries(location: Location) -> list[dict[str, object]]:
    engine = engine_of(location)
    try:
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM journal ORDER BY number"))
            return [dict(row._mapping) for row in rows]
    finally:
        engine.dispose()


def test_what_is_hashed_is_written_as_it_always_was(monkeypatch: pytest.MonkeyPatch) -> None:
    row = [7, -(2**63), None, '张三 "é" \\\n\x7f𠮷', "", b"\x00\xff", "2019-12-20"]
    pinned = "f7f8bd3f12fff4a2f607ede8b2930ea94fc0457ad15c0931e2e64f4d8a3b9a3e"
    assert digest_of([row]) == pinned
    assert (
        encoded({"members": {"rows": 1, "sha256": ["a", "b"]}}) == '{"members":{"rows":1,"sha256":["a","b"]}}'
    )
    monkeypatch.setattr("json.encoder.c_make_encoder", None)
    assert _made_once()([row]) == encoded([row])


def test_a_row_that_says_nothing_in_a_later_column_is_hashed_as_before_the_column_came() -> None:
    columns = hashed_columns("member_versions")
    declared = metadata.tables["member_versions"].c
    came = [name for name in columns if LATER in declared[name].info]
    form = hashed_form("member_versions")
    before = tuple(range(len(columns) - len(came)))
    assert list(columns) == sorted(set(columns) - set(came)) + sorted(came)
    assert form is not None

    def with_remark(remark: object) -> tuple[object, ...]:
        usual = (None if declared[name].server_default is None else "" for name in came)
        return (
            *before,
            *(remark if name == "remark" else each for name, each in zip(came, usual, strict=True)),
        )

    assert form(with_remark("")) == before
    assert form(with_remark("房屋在建")) == (*before, {"remark": "房屋在建"})
    # What is no text at all is something else than nothing said.
    assert form(with_remark(None)) == (*before, {"remark": None})
    assert form(with_remark(0)) == (*before, {"remark": 0})
    assert hashed_form("members") is None


def test_a_later_column_of_facts_says_what_the_rows_of_before_hold() -> None:
    with pytest.raises(ValueError, match="wanting"):
        later(words("wanting"))
    assert later(Column("counted", Integer, nullable=False, server_default="0")).info
    assert later(Column("day", IsoDate)).info


def test_every_table_of_facts_is_numbered_and_no_other() -> None:
    assert [table.name for table in FACTS if COLUMN not in table.c] == ["journal"]
    assert [table.name for table in PROJECTIONS if COLUMN in table.c] == []


def test_every_row_of_the_book_belongs_to_an_entry(book: SqlBook, location: Location, tmp_path: Path) -> None:
    fill(book, tmp_path / "copy.coop")
    written = {number["number"]: json.loads(str(number["changed"])) for number in entries(location)}
    with book.reading() as uow:
        connection = uow._connection
        for table in FACTS:
            if table is journal:
                continue
            counts = select(table.c[COLUMN], func.count()).group_by(table.c[COLUMN])
            for number, count in connection.execute(counts):
                assert written[number][table.name]["rows"] == count


def test_a_command_is_written_whole_with_who_and_when(worked: Desk, location: Location) -> None:
    join, add, amend, define = entries(location)[-4:]
    assert (join["kind"], join["command_id"], join["person"]) == ("RegisterMember", "join", "李会计")
    assert join["at"] == NOW.isoformat()
    content = json.loads(str(join["content"]))
    assert content["shares"] == "1.5"
    assert content["member"]["name"] == "赵七"
    assert content["member"]["joined"] == "2019-02-18"
    assert json.loads(str(add["content"]))["note"] == "增股"
    assert json.loads(str(define["content"]))["share_class"]["par"] == "12.50"
    assert set(json.loads(str(join["changed"]))) == {"members", "member_versions", "register_entries"}
    assert set(json.loads(str(amend["changed"]))) == {"member_versions"}


def test_each_entry_holds_the_hash_of_the_one_before_and_of_its_rows(
    worked: Desk, book: SqlBook, location: Location
) -> None:
    before = ""
    for entry in entries(location):
        assert entry["hash_before"] == before
        assert entry["hash"] == (before := entry_hash(before, entry))
        with book.reading() as uow:
            for table, changed in json.loads(str(entry["changed"])).items():
                rows = stored_rows(uow._connection, table, int(str(entry["number"])))
                assert [digest_of(run) for run in runs(rows)] == changed["sha256"]


def test_facts_that_no_command_added_get_an_entry_too(worked: Desk, location: Location) -> None:
    founded, direct, *_commands = entries(location)
    assert (founded["kind"], direct["kind"]) == ("NewBook", "Direct")
    assert set(json.loads(str(founded["changed"]))) == {"book_info"}


def test_a_part_taken_back_leaves_no_entry_and_no_gap(book: SqlBook, location: Location) -> None:
    from coopdesk.services.command import Changes

    with book.unit() as uow:
        uow.members.add(member("F01"), "")
        with uow:
            uow.members.add(member("F02"), "")
            uow.journal.record("taken back", "RegisterMember", Changes(frozenset()), NOW)
        uow.journal.record("kept", "RegisterMember", Changes(frozenset()), NOW)
        uow.commit()
    assert [entry["number"] for entry in entries(location)] == [1, 2]
    assert json.loads(str(entries(location)[1]["changed"]))["members"]["rows"] == 1


def test_a_copy_of_the_book_is_told_and_written_down_with_the_head_it_has(
    worked: Desk, book: SqlBook, location: Location, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    held = entries(location)[-1]
    witness = book.backup(tmp_path / "copy.coop", "李会计")
    assert witness == Witness(int(str(held["number"])), str(held["hash"]))
    content = json.loads(str(entries(location)[-1]["content"]))
    assert (content["count"], content["head"]) == (witness.count, witness.head)
    with opened(tmp_path / "copy.coop").reading() as copied:
        assert copied.journal.witness() == witness
    assert entries(tmp_path / "copy.coop") == entries(location)[:-1]
