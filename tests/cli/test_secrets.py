"""What a message or a log shows of an error: the place and the kind, no person, no password, one line."""

import os
import sys
import traceback
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from coopdesk import bootstrap, paths
from coopdesk.domain.errors import DomainError
from coopdesk.persistence.book.books import create_book
from coopdesk.services.redaction import has_password, masked, one_line
from coopdesk.wording import error_text
from tests.cli.console import process
from tests.persistence.conftest import NOW

PERSONAL = ("董𠮷六", "500108196503120013", "13800000000", "6217000000000000001", "geh@eim/x?y")
URL = "postgresql://zhang:geh@eim/x?y@127.0.0.1:1/book"


def fails(*_arguments: object, **_named: object) -> None:
    """Fails as a program does: one error on the way out of another, with all it worked on in their texts."""
    try:
        raise ValueError(*PERSONAL)
    except ValueError as error:
        raise RuntimeError(f"while writing {PERSONAL}") from error


def log_of() -> str:
    return (paths.log_dir() / "command-line.log").read_text(encoding="utf-8")


def test_the_log_of_a_crash_holds_places_and_kinds_and_nothing_else(
    cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "家"))
    monkeypatch.setattr(bootstrap, "check", fails)
    said = cli("verify", "6217000000000000001.coop")
    log = log_of()
    assert said.status == 1
    assert "test_secrets.py" in log
    assert "in fails" in log
    assert "RuntimeError" in log
    assert "ValueError" in log
    assert "verify" in log
    for secret in PERSONAL:
        assert secret not in log
        assert secret not in said.err
    assert "不受影响" not in said.err
    if os.name == "posix":
        assert (paths.log_dir() / "command-line.log").stat().st_mode & 0o077 == 0


def test_errors_of_the_database_show_no_values(tmp_path: Path) -> None:
    book = create_book(tmp_path / "账.coop", NOW)
    try:
        with pytest.raises(DBAPIError) as refused, book.unit() as uow:
            statement = "INSERT INTO members (id, number, series, serial) VALUES (1, ?, ?, NULL)"
            uow._connection.exec_driver_sql(statement, PERSONAL[:2])
        shown = "".join(traceback.format_exception(refused.value))
        assert [secret for secret in PERSONAL if secret in shown] == []
    finally:
        book.close()


@pytest.mark.parametrize(
    "address",
    [
        URL,
        "postgresql+psycopg://zhang:geh@eim/x?y@127.0.0.1:1/book",
        "postgresqll://zhang:geh@eim/x?y@127.0.0.1:1/book",
        "POSTGRES://zhang:geh@eim/x?y@127.0.0.1:1/book",
        "postgresql://127.0.0.1:1/book?password=geh@eim/x?y",
    ],
)
@pytest.mark.parametrize("command", ["verify", "new"])
def test_a_password_is_repeated_nowhere(
    cli, address: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    said = cli(command, address, "zu", "viel", address)
    whole = said.err + said.out.decode()
    said = cli(command, address)
    whole += said.err + said.out.decode()
    assert said.status != 0
    assert "PGPASSFILE" in said.err
    for part in ("geh@", "geh", "eim/x"):
        assert part not in whole
    assert not (paths.log_dir() / "command-line.log").exists()


def test_an_address_without_a_password_is_no_warning() -> None:
    assert not has_password("postgresql://zhang@server:5432/book")
    assert not has_password(r"C:\账套\林阁@2019.coop")
    assert masked("postgresql://zhang@server:5432/book") == "postgresql://server:5432/book"
    assert masked("写给 a@b.cn 的信") == "写给 a@b.cn 的信"


def test_what_a_file_or_a_person_gave_stays_on_one_short_line() -> None:
    given = "甲\r\n乙\x1b[31m丙\u2028丁\ud842戊\u202e" + "长" * 1_000_000
    sentence = error_text(DomainError("member.unknown", number=given))
    assert sentence.isprintable() or "�" in sentence
    assert not set("\r\n\x1b\u2028\u202e") & set(sentence)
    assert len(sentence) < 300
    assert one_line("普通股 8 股", 200) == "普通股 8 股"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is always full")
def test_a_result_that_nobody_can_take_is_told(tmp_path: Path) -> None:
    import subprocess

    case = Path(__file__).resolve().parents[1] / "cases" / "01-linge-2019.json"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopdesk", "evaluate", str(case)],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, paths.HOME_VARIABLE: str(tmp_path)},
            timeout=120,
            check=False,
        )
    said = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert len(said.splitlines()) == 1
    assert "写不出结果" in said
    assert not (tmp_path / "logs").exists()


def test_a_list_larger_than_the_memory_ends_in_a_message(
    cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_room(_data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("coopdesk.exchange.case_file.evaluate", no_room)
    case = tmp_path / "案例.json"
    case.write_text("[1]", encoding="utf-8")
    said = cli("evaluate", case)
    assert said.status == 2
    assert "案例.json" in said.err
    assert "内存" in said.err


def test_help_still_comes_from_a_process_of_its_own() -> None:
    assert process("--help").status == 0
