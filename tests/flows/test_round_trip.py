"""What a book gives out comes in again whole: export, import into a new book, export: the same sheets."""

from pathlib import Path

from coopdesk import bootstrap
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.book_workbook import book_workbook, read_book
from coopdesk.exchange.import_words import import_words
from coopdesk.exchange.tables.reading import read_content
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import MergeMembers, RegisterMember
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.reading import read_roll
from coopdesk.services.members.importing.sending import command_of
from coopdesk.services.source_table import SourceFile
from tests.ui import village


def given_out(desk: Desk) -> SourceFile:
    """The book's workbook, read again."""
    return read_content(book_workbook(read_book(desk)), "导出.xlsx")


def imported(source: SourceFile, desk: Desk, answers: Answers) -> None:
    """Import the workbook into a book, nothing of it being refused."""
    reading = read_roll(source, answers, import_words(), desk.today)
    assert [(fault.code, fault.cell) for fault in reading.findings.errors] == []
    assert desk.members.compare_roll(reading).findings.errors == []
    desk.run(command_of(reading))


def sheets(source: SourceFile) -> dict[str, list[tuple[object, ...]]]:
    """Every sheet's rows by its name."""
    return {table.name: [tuple(row) for row in table.rows] for table in source.tables}


def test_the_sample_book_is_given_out_taken_in_and_given_out_again_the_same(tmp_path: Path) -> None:
    old = bootstrap.sample_desk(tmp_path / "林阁.coop")
    new = bootstrap.new_desk(tmp_path / "新.coop")
    try:
        first = given_out(old)
        imported(first, new, Answers())
        second = given_out(new)
        assert sheets(second) == sheets(first)
        assert len(sheets(first)["成员"]) == 23
    finally:
        old.close()
        new.close()


def test_a_book_of_several_classes_comes_back_once_its_classes_are_named(tmp_path: Path) -> None:
    old = village.new_desk(tmp_path / "旧.coop")
    new = village.new_desk(tmp_path / "新.coop")
    try:
        old.run(SetUpCoop(details=CoopDetails(village.NAME, village.FOUNDED)))
        old.run(DefineShareClass(share_class=ShareClass("", "土地股", Money(0))))
        (_ordinary, land) = old.coop.share_classes()
        for number, name, share_class in (("F01", "=王一", "ordinary"), ("F02", "李二", land.code)):
            member = Member(number, name, MemberKind.FARMER, village.FOUNDED, group="1组", remark="-5 号柜")
            shares = parse_quantity("2.5")
            old.run(RegisterMember(member=member, shares=shares, share_class=share_class))
        first = given_out(old)
        imported(first, new, Answers(classes={"普通股（股）": "ordinary", "土地股（股）": land.code}))
        assert sheets(given_out(new)) == sheets(first)
    finally:
        old.close()
        new.close()


def test_who_was_merged_today_is_given_out_once_and_can_come_in_again(tmp_path: Path) -> None:
    old = village.new_desk(tmp_path / "旧.coop")
    new = village.new_desk(tmp_path / "新.coop")
    try:
        old.run(SetUpCoop(details=CoopDetails(village.NAME, village.FOUNDED)))
        for number, shares in (("F01", "2"), ("F02", "3")):
            member = Member(number, "王一", MemberKind.FARMER, village.FOUNDED, identity="522228197102031311")
            old.run(RegisterMember(member=member, shares=parse_quantity(shares), other_person="补录"))
        old.run(MergeMembers(gone="F02", kept="F01", reason="重复登记"))
        first = given_out(old)
        assert [row[0] for row in sheets(first)["成员"]][1:] == ["F01"]
        imported(first, new, Answers())
        assert sheets(given_out(new))["成员"] == sheets(first)["成员"]
    finally:
        old.close()
        new.close()
