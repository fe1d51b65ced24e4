"""`--debug`: a log that tells what was done and refused, says where it lies, and knows no person."""

import logging
from pathlib import Path

import pytest

from coopdesk import __version__, bootstrap, paths
from coopdesk.cli import debug
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.members.commands import RegisterMember
from tests.services.conftest import FOUNDED

IDENTITY, PHONE, ACCOUNT = "500108197001010013", "13800001234", "6222023100010000003"
MEMBER = Member(
    "F01",
    "董𠮷六",
    MemberKind.FARMER,
    FOUNDED,
    identity=IDENTITY,
    phone=PHONE,
    account=ACCOUNT,
    bank="农商行",
)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "家"))
    return tmp_path


def logged() -> str:
    return debug.log_path().read_text(encoding="utf-8")


def test_a_debug_run_does_the_same_and_says_last_where_its_log_lies(cli, home: Path) -> None:
    said = cli("--debug", "new", home / "董𠮷六.coop")
    assert (said.status, (home / "董𠮷六.coop").exists()) == (0, True)
    assert said.err.splitlines()[-1].endswith(str(debug.log_path()))
    assert f"coopdesk {__version__}" in logged()
    assert "command: new" in logged()
    assert "ended with status 0" in logged()
    assert "董" not in logged()


def test_a_refusal_is_logged_by_its_code_and_its_place(cli, home: Path) -> None:
    said = cli("verify", home / f"{IDENTITY}.coop", "--debug")
    assert said.status == 2
    assert "ended by book.not_found" in logged()
    assert "locations.py" in logged()
    assert IDENTITY not in logged()


def test_the_log_names_each_act_and_no_person(home: Path) -> None:
    desk = bootstrap.new_desk(home / "本社.coop")

    def act(_arguments: object) -> int:
        desk.run(SetUpCoop(details=CoopDetails("林阁花木种植股份合作社", FOUNDED, chair="王理事")))
        desk.run(RegisterMember(member=MEMBER, shares=Quantity(0)))
        with pytest.raises(DomainError):
            desk.run(RegisterMember(member=MEMBER, shares=Quantity(0)))
        return 0

    try:
        debug.carry_out([], act)
    finally:
        desk.close()
    assert "coopdesk.desk: RegisterMember: changed members" in logged()
    assert "coopdesk.desk: RegisterMember: refused, member." in logged()
    told = (MEMBER.name, IDENTITY, PHONE, ACCOUNT, MEMBER.bank, "王理事", str(home))
    assert [word for word in told if word in logged()] == []


def test_without_debug_no_log_is_written_and_after_it_none_any_more(cli, home: Path) -> None:
    cli("new", home / "甲.coop")
    assert not debug.log_path().exists()
    cli("--debug", "--version")
    before = logged()
    cli("new", home / "乙.coop")
    assert logged() == before
    assert logging.getLogger("coopdesk").handlers == []


def test_where_no_log_can_be_written_the_work_is_done_all_the_same(cli, home: Path) -> None:
    home.joinpath("家").write_text("a file where the folder should be", encoding="utf-8")
    said = cli("--debug", "new", home / "甲.coop")
    assert (said.status, (home / "甲.coop").exists()) == (0, True)
    assert "调试日志写不了" in said.err


def test_help_tells_of_debug_in_both_languages(cli) -> None:
    assert "调试日志" in cli("--help").out.decode()
    assert "debug log" in cli("--lang", "en", "--help").out.decode()
