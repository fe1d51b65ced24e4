"""Statements made ready for a file's driver do what SQLAlchemy does with them, and refuse as it refuses."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError, OperationalError

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.persistence.book.unit_of_work import open_transaction
from coopdesk.persistence.members.store import SqlMemberStore
from coopdesk.persistence.members.tables import members
from coopdesk.persistence.sql import prepared
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import (
    AddShares,
    AmendMember,
    RegisterMember,
    ReverseEntry,
    TransferShares,
)
from tests.persistence.book.faulty import filled
from tests.persistence.book.test_unit_of_work import desk_of
from tests.persistence.conftest import NOW
from tests.persistence.samples import member, shares

DAY = date(2020, 1, 1)
NEW = member("F03", "王　五", joined=DAY, phone="13800001235", account="6222000000001235")
FIGURES = YearFigures(2019, Money(80_000), Money(0), source="账簿")
WORK: Sequence[Command] = (
    RegisterMember(command_id="a", member=NEW, shares=shares("7"), document="申请书"),
    AddShares(command_id="b", member="F02", day=DAY, shares=shares("0.5"), share_class="preferred"),
    TransferShares(command_id="c", giver="F03", taker="F02", day=DAY, shares=shares("1.25")),
    AmendMember(command_id="d", member=replace(NEW, group="二组", phone="13900001235"), seen=99),
    AmendMember(command_id="e", member=replace(NEW, name="王伍")),
    ReverseEntry(command_id="f", entry=7, reason="记错"),
    RecordYearFigures(command_id="g", figures=FIGURES),
    RecordYearFigures(command_id="h", figures=replace(FIGURES, income=Money(70_000)), seen=99),
)


def worked(path: Path) -> tuple[list[object], list[str]]:
    """What a book answers in which something of everything is done; and all that is in it then, hashes and all."""
    with closing(open_book(path)) as book:
        desk = desk_of(book)
        said: list[object] = [desk.run(command) for command in WORK]
        said += [desk.run(WORK[0]), desk.members.roll(), desk.members.holdings("F02", DAY)]
        said += [desk.members.entries(number) for number in ("F01", "F02", "F03")]
        said += [desk.coop.years(), desk.coop.year_figures(2019), desk.distribution.summaries()]
        with pytest.raises(DomainError, match="covered"):
            desk.run(TransferShares(giver="F03", taker="F01", day=DAY, shares=shares("99")))
    with closing(sqlite3.connect(path)) as file:
        return said, list(file.iterdump())


def test_a_book_is_the_same_whichever_way_its_statements_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(create_book(tmp_path / "one.coop", NOW)).close()
    shutil.copy(tmp_path / "one.coop", tmp_path / "other.coop")
    straight = worked(tmp_path / "one.coop")
    monkeypatch.setattr(prepared, "_is_direct", lambda _connection: False)
    assert worked(tmp_path / "other.coop") == straight


def test_what_a_file_refuses_is_told_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "book.coop"
    with closing(filled(create_book(path, NOW))) as book, closing(sqlite3.connect(path)) as file:
        with open_transaction(book._engine, writing=True) as connection, pytest.raises(IntegrityError):
            SqlMemberStore(connection).add(member("F01", "别人"), "")
        file.execute("UPDATE member_current SET phone = CAST(x'ff' AS TEXT)")
        file.commit()
        unread = pytest.raises(EnvironmentFault, match=r"book\.bad_value")
        with open_transaction(book._engine, writing=False) as connection, unread:
            SqlMemberStore(connection).get("F01")
        with open_transaction(book._engine, writing=False) as connection, unread:
            SqlMemberStore(connection).all()
        file.execute("DROP TABLE member_current")
        file.commit()
        with open_transaction(book._engine, writing=False) as connection, pytest.raises(OperationalError):
            SqlMemberStore(connection).get("F01")


def test_one_bad_value_among_many_good_ones_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "book.coop"
    with closing(filled(create_book(path, NOW))) as book, closing(sqlite3.connect(path)) as file:
        with book.unit() as uow:
            for number in range(20):
                uow.members.add(member(f"M{number}", f"成员{number}"), "")
            uow.commit()
        assert len(members_of(book)) == 24
        for column, bad in (
            ("kind", "farmerr"),
            ("joined", "2019-2-18"),
            ("extra_votes", 1.5),
            ("name", b"x"),
        ):
            kept = file.execute(f"SELECT {column} FROM member_current WHERE member_id = 15").fetchone()
            change = f"UPDATE member_current SET {column} = ? WHERE member_id = 15"
            file.execute(change, (bad,))
            file.commit()
            with pytest.raises(EnvironmentFault, match=rf"book\.bad_value.*{column}"):
                members_of(book)
            file.execute(change, kept)
            file.commit()


def members_of(book: SqlBook) -> Sequence[Member]:
    with book.reading() as uow:
        return uow.members.all()


def test_values_of_other_names_are_a_fault_of_ours_and_never_left_out(tmp_path: Path) -> None:
    numbered = Prepared(select(members.c.id).where(members.c.number == bindparam("number")))
    with closing(filled(create_book(tmp_path / "book.coop", NOW))) as book, book.reading() as uow:
        assert numbered.value(uow._connection, {"number": "F01"}) == 3
        assert numbered.first(uow._connection, {"number": "F99"}) is None
        for values in ({}, {"number": "F01", "name": "张三"}):
            with pytest.raises(TypeError, match="prepared for"):
                numbered.rows(uow._connection, values)
