"""What this PC remembers: who works here, and how far each book's journal was last seen."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap, this_pc
from coopdesk.cli import run
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import JournalFilter, Witness
from coopdesk.services.members.commands import RegisterMember
from coopdesk.wording import error_text

FOUNDED = date(2019, 2, 18)
COOP = CoopDetails("试验花木合作社", FOUNDED)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COOPDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def work(book: Path, number: str) -> None:
    desk = bootstrap.open_desk(book)
    member = Member(number, f"成员{number}", MemberKind.FARMER, FOUNDED)
    desk.run(RegisterMember(member=member, shares=parse_quantity("1")))
    desk.close()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    desk = bootstrap.new_desk(tmp_path / "two.coop")
    desk.run(SetUpCoop(details=COOP))
    desk.close()
    work(tmp_path / "two.coop", "F01")
    return tmp_path / "two.coop"


def notices(book: Path) -> list[str]:
    desk = bootstrap.open_desk(book)
    found = [notice.code for notice in desk.journal.notices()]
    assert all(error_text(notice) for notice in desk.journal.notices())
    desk.close()
    return found


def test_who_works_here_is_the_systems_user_until_a_name_is_set() -> None:
    assert this_pc.person() == this_pc.system_person()
    assert this_pc.set_person(" 李会计 ")
    assert this_pc.person() == "李会计"
    this_pc.set_person("")
    assert this_pc.person() == this_pc.system_person()


def test_the_name_set_here_stands_in_the_journal(book: Path) -> None:
    this_pc.set_person("李会计")
    work(book, "F02")
    desk = bootstrap.open_desk(book)
    newest = desk.journal.lines(JournalFilter(person="李会计"))
    assert [line.reference for line in newest] == ["F02"]
    desk.close()


def test_a_book_that_goes_on_as_it_was_left_says_nothing(book: Path) -> None:
    work(book, "F02")
    assert notices(book) == []


def test_an_older_copy_in_the_books_place_is_noticed_until_it_is_worked_in(
    book: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.coop"
    shutil.copyfile(book, kept)
    work(book, "F02")
    shutil.copyfile(kept, book)
    assert notices(book) == ["notice.older"]
    assert notices(book) == ["notice.older"]
    work(book, "F03")
    assert notices(book) == []


def test_a_book_that_went_on_elsewhere_from_an_older_state_is_noticed(book: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.coop"
    shutil.copyfile(book, kept)
    for number in ("F02", "F03"):
        work(book, number)
    seen = this_pc.SeenHeads()
    known = bootstrap.open_desk(kept)
    with known._reading() as uow:
        first = uow.journal.hash_of(1)
    assert first is not None
    head = seen.get(first)
    known.close()
    for number in ("F04", "F05", "F06"):
        work(kept, number)
    assert head is not None
    seen.keep(first, head)
    assert notices(kept) == ["notice.other_head"]


def test_a_broken_file_of_heads_is_as_none(book: Path, home: Path) -> None:
    (home / "settings" / "heads.json").write_text("{[", encoding="utf-8")
    assert notices(book) == []


def test_a_head_copied_from_paper_is_compared_on_the_command_line(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.coop"
    shutil.copyfile(book, kept)
    work(book, "F02")
    witness = bootstrap.check(str(book)).witness
    assert witness is not None
    assert run(["verify", str(book)]) == 0
    assert f"到第 {witness.count} 号" in capsys.readouterr().err
    assert run(["verify", str(book), "--head", f"{witness.count}:{witness.head[:16].upper()}"]) == 0
    capsys.readouterr()
    assert run(["verify", str(kept), "--head", f"{witness.count}:{witness.head[:16]}"]) == 1
    assert "旧的副本" in capsys.readouterr().err
    other = replace(witness, head="0" * 64)
    assert run(["verify", str(book), "--head", f"{other.count}:{other.head}"]) == 1
    assert "不符" in capsys.readouterr().err
    assert run(["verify", str(book), "--head", "17"]) == 2


def test_a_witness_is_kept_for_many_books_and_the_oldest_goes(home: Path) -> None:
    seen = this_pc.SeenHeads()
    for place in range(203):
        seen.keep(f"{place:064x}", Witness(place, "a" * 64))
    assert seen.get(f"{2:064x}") is None
    assert seen.get(f"{202:064x}") == Witness(202, "a" * 64)
