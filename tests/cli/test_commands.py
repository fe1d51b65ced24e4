"""The command line as a person and a script meet it: statuses, streams and languages."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from coopdesk import bootstrap, i18n, paths
from coopdesk.__main__ import main
from coopdesk.cli import LANGUAGE_VARIABLE
from coopdesk.cli.summary import summary_table, width
from coopdesk.services.journal.entry import Witness
from tests.ui import village

COMMANDS = [
    "demo",
    "evaluate",
    "new",
    "slips",
    "proposal",
    "paper",
    "register",
    "export",
    "backup",
    "restore",
    "verify",
    "open",
]


def test_help_names_every_command(cli):
    said = cli("--help")
    assert (said.status, said.err) == (0, "")
    assert all(f"  {command} " in said.out.decode() for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese(cli, command):
    said = cli(command, "--help")
    text = said.out.decode()
    assert (said.status, said.err) == (0, "")
    assert text.startswith(f"用法: coopdesk {command}")
    assert not any(word in text for word in ("Usage", "Options", "required", "Show"))


def test_version(cli):
    assert cli("--version").out.decode().startswith("coopdesk 0.")


@pytest.mark.parametrize("arguments", [["--lang", "en", "--help"], ["--help", "--lang=en_US.UTF-8"]])
def test_the_language_is_chosen_by_an_option_wherever_it_stands(cli, arguments):
    text = cli(*arguments).out.decode()
    assert i18n.current_language() == "en"
    assert text.isascii()
    assert text.startswith("Usage: coopdesk")


def test_the_language_is_chosen_by_the_environment(cli, monkeypatch):
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en_GB.UTF-8")
    cli("--version")
    assert i18n.current_language() == "en"
    monkeypatch.setenv(LANGUAGE_VARIABLE, "fr")
    cli("--version")
    assert i18n.current_language() == "zh_CN"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["sell"], "sell"),
        (["--loud"], "--loud"),
        (["--lang", "fr", "demo"], "fr"),
        (["--lang"], "--lang"),
        (["verify"], "BOOK"),
        (["verify", "a.coop", "b.coop"], "b.coop"),
        (["evaluate"], "CASE.json"),
        (["slips", "a.coop"], "--year"),
        (["slips", "a.coop", "--year", "last", "--out", "x.pdf"], "last"),
        (["slips", "a.coop", "--year", "2019", "--out", "x.pdf", "--layout", "a4"], "a4"),
        (["slips", "a.coop", "--year", "2019", "--out"], "--out"),
        (["verify", "nothing.coop"], "nothing.coop"),
        (["open", "nothing.coop"], "nothing.coop"),
        (["new", "book.xlsx"], "book.xlsx"),
        (["evaluate", "nothing.json"], "nothing.json"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(cli, arguments, named):
    said = cli(*arguments)
    assert (said.status, said.out) == (2, b"")
    assert said.err.startswith("coopdesk: ")
    assert named in said.err
    assert "Traceback" not in said.err


def test_the_demo_names_every_file_it_made(cli, tmp_path):
    said = cli("demo", "--out", tmp_path / "out")
    assert (said.status, said.err) == (0, "")
    named = {line for line in said.out.decode().splitlines() if line.startswith(str(tmp_path))}
    assert named == {str(path) for path in (tmp_path / "out").iterdir()}
    assert len(named) == 9


def test_a_new_book_opens_and_verifies(cli, tmp_path):
    said = cli("new", tmp_path / "账套")
    assert (said.status, said.out) == (0, b"")
    assert "账套.coop" in said.err
    assert (tmp_path / "账套.coop").is_file()
    assert cli("verify", tmp_path / "账套").status == 0


def test_a_book_made_in_a_synchronised_folder_is_made_with_a_warning(cli, tmp_path):
    (tmp_path / "坚果云").mkdir()
    said = cli("new", tmp_path / "坚果云" / "a.coop")
    assert said.status == 0
    assert "坚果云的同步文件夹" in said.err
    assert "同步" not in cli("new", tmp_path / "a.coop").err


def test_whatever_writes_a_day_first_tells_that_this_pcs_date_cannot_be_right(
    cli, sample, tmp_path, monkeypatch
):
    book, slips = Path(shutil.copy(sample, tmp_path / "a.coop")), tmp_path / "slips.pdf"

    def on(year: int) -> None:
        monkeypatch.setattr(bootstrap, "clock", lambda: datetime(year, 1, 1).astimezone())

    def told(*arguments: object) -> str:
        said = cli(*arguments)
        assert said.status == 0, said.err
        return str(said.err)

    on(2004)
    assert "电脑的日期 2004年1月1日 不会是今天" in told("new", tmp_path / "b.coop")
    on(2015)
    behind = "电脑的日期 2015年1月1日 早于账套最近一次登记的"
    assert behind in told("slips", book, "--year", 2019, "--out", slips)
    assert behind in told("paper", book, "--year", 2019, "--kind", "sign_off", "--out", slips, "--force")
    assert behind in told("backup", book, tmp_path / "copy.coop")
    assert behind in told("restore", tmp_path / "copy.coop", book)
    assert "电脑的日期" not in told("verify", book)
    on(2035)
    assert "晚了两年以上" in told("slips", sample, "--year", 2019, "--out", slips, "--force")
    monkeypatch.undo()
    assert "电脑的日期" not in told("slips", sample, "--year", 2019, "--out", slips, "--force")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX systems")
def test_what_the_program_makes_is_its_owners_alone(cli, tmp_path):
    before = os.umask(0)
    try:
        assert cli("demo", "--out", tmp_path / "out").status == 0
        assert cli("backup", tmp_path / "out" / bootstrap.DEMO_BOOK, tmp_path / "copy.coop").status == 0
        assert cli("restore", tmp_path / "copy.coop", tmp_path / "out" / bootstrap.DEMO_BOOK).status == 0
    finally:
        os.umask(before)
    for path in (*tmp_path.glob("*.coop"), *(tmp_path / "out").iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_book_is_never_made_over_another(cli, sample):
    before = sample.read_bytes()
    assert cli("new", sample).status == 1
    assert sample.read_bytes() == before


def test_slips_of_a_year(cli, sample, tmp_path):
    for layout in ((), ("--layout", "3up"), ("--layout", "241x93")):
        out = tmp_path / "slips.pdf"
        said = cli("slips", sample, "--year", 2020, "--out", out, "--force", *layout)
        assert (said.status, said.out) == (0, b"")
        assert "2020" in said.err
        assert out.read_bytes().startswith(b"%PDF")


def test_slips_of_a_year_without_resolution_are_refused(cli, sample, tmp_path):
    said = cli("slips", sample, "--year", 2018, "--out", tmp_path / "slips.pdf")
    assert said.status == 2
    assert "2018" in said.err
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_draft_of_a_year_for_the_meeting(cli, sample, tmp_path):
    book = Path(shutil.copy(sample, tmp_path / "copy.coop"))
    desk = bootstrap.open_desk(book)
    village.enter_year(desk, 2023, "250000", "50000")
    village.draft_year(desk, 2023)
    desk.close()
    said = cli("proposal", book, "--year", 2023, "--out", tmp_path / "草案.pdf")
    assert (said.status, said.out) == (0, b"")
    assert (tmp_path / "草案.pdf").read_bytes().startswith(b"%PDF")
    said = cli("proposal", book, "--year", 2019, "--out", tmp_path / "again.pdf")
    assert said.status == 2
    assert "2019" in said.err
    assert not (tmp_path / "again.pdf").exists()


def test_any_paper_of_a_year_by_its_kind(cli, sample, tmp_path):
    said = cli("paper", sample, "--year", 2020, "--kind", "sign_off", "--out", tmp_path / "签领表.pdf")
    assert (said.status, said.out) == (0, b"")
    assert (tmp_path / "签领表.pdf").read_bytes().startswith(b"%PDF")
    said = cli("paper", sample, "--year", 2020, "--kind", "letter", "--out", tmp_path / "b.pdf")
    assert (said.status, "letter" in said.err) == (2, True)
    assert all(kind in cli("paper", "--help").out.decode() for kind in bootstrap.paper_kinds())


def test_a_register_is_as_at_a_day_or_a_year_s_end(cli, sample, tmp_path):
    days: list[tuple[object, ...]] = [("--day", "20191231"), ("--year", 2019)]
    for number, asked in enumerate(days):
        said = cli("paper", sample, *asked, "--kind", "register", "--out", tmp_path / f"{number}.pdf")
        assert (said.status, said.out) == (0, b"")
    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
    for asked, kind, complaint in (
        ((), "register", "缺少 --day"),
        (("--day", "2019-12-31"), "sign_off", "缺少 --year"),
        (("--day", "31.12."), "register", "--day"),
        (("--day", "2019-02-17"), "register", "还没有成员"),
        (("--day", "2099-12-31"), "register", "在今天之后"),
    ):
        said = cli("paper", sample, *asked, "--kind", kind, "--out", tmp_path / "c.pdf")
        assert (said.status, complaint in said.err) == (2, True), said.err
    assert not (tmp_path / "c.pdf").exists()


def test_slips_into_a_folder_that_is_gone(cli, sample, tmp_path):
    said = cli("slips", sample, "--year", 2019, "--out", tmp_path / "gone" / "slips.pdf")
    assert said.status == 1
    assert "gone" in said.err


def test_a_backup_is_a_whole_book(cli, sample, tmp_path):
    said = cli("backup", sample, tmp_path / "copy.coop")
    assert (said.status, said.out) == (0, b"")
    assert cli("verify", tmp_path / "copy.coop").status == 0


def test_a_book_that_is_open_can_be_copied_and_checked(cli, sample, tmp_path):
    desk = bootstrap.open_desk(sample)
    try:
        assert cli("backup", sample, tmp_path / "copy.coop").status == 0
        assert cli("verify", sample).status == 0
    finally:
        desk.close()


def strange_places(folder: Path, book: Path) -> Iterator[tuple[Path, str]]:
    """Places that are somebody's, whatever they are called, and what is said of them."""
    another, odd = folder / "another.coop", folder / "another.pdf"
    bootstrap.create_book(str(another))
    shutil.copy(another, odd)
    yield book, "账套"
    yield another, "账套"
    yield odd, "账套"
    yield folder / "another.coop.lock", "文件名"
    for ending in ("-wal", "-journal"):
        yield folder / f"another.coop{ending}", "没有写完"
    log = folder / "log.pdf"
    log.write_bytes(bytes.fromhex("377f0682") + bytes(100))
    yield log, "没有写完"
    (folder / "folder.pdf").mkdir()
    yield folder / "folder.pdf", "普通文件"
    if os.name != "nt":
        link = folder / "link.pdf"
        link.symlink_to(another)
        yield link, "账套"
        os.mkfifo(folder / "pipe.pdf")
        yield folder / "pipe.pdf", "普通文件"


def test_no_command_writes_over_a_book_a_lock_or_a_log_even_when_told_to(cli, sample, tmp_path):
    book = tmp_path / "open.coop"
    shutil.copy(sample, book)
    desk = bootstrap.open_desk(book)
    try:
        for place, word in strange_places(tmp_path, book):
            before = place.read_bytes() if place.is_file() else None
            for force in ((), ("--force",)):
                printed = cli("slips", book, "--year", 2019, "--out", place, *force)
                assert printed.status != 0, place
                copied = cli("backup", sample, place, *force)
                assert copied.status != 0, place
                assert place.name in copied.err
                if force:
                    assert word in copied.err
            assert (place.read_bytes() if place.is_file() else None) == before
    finally:
        desk.close()


def test_a_file_that_is_there_is_replaced_only_when_told_to(cli, sample, tmp_path):
    slips, copy = tmp_path / "slips.pdf", tmp_path / "copy.coop"
    book, draft = Path(shutil.copy(sample, tmp_path / "draft.coop")), tmp_path / "草案.pdf"
    desk = bootstrap.open_desk(book)
    village.enter_year(desk, 2023, "250000", "50000")
    village.draft_year(desk, 2023)
    desk.close()
    commands = (
        ("slips", sample, "--year", 2019, "--out", slips),
        ("backup", sample, copy),
        ("proposal", book, "--year", 2023, "--out", draft),
    )
    for command, place in zip(commands, (slips, copy, draft), strict=True):
        assert cli(*command).status == 0
        before = place.read_bytes()
        again = cli(*command)
        assert (again.status, "--force" in again.err, place.read_bytes() == before) == (2, True, True)
        assert cli(*command, "--force").status == 0


def test_a_backup_into_a_folder_that_is_gone(cli, sample, tmp_path):
    assert cli("backup", sample, tmp_path / "gone" / "copy.coop").status == 1


def test_a_backup_is_put_back_and_what_was_there_stays(cli, sample, tmp_path):
    book, backup = tmp_path / "linge.coop", tmp_path / "backup.coop"
    shutil.copy(sample, book)
    assert cli("backup", book, backup).status == 0
    said = cli("restore", backup, book)
    assert (said.status, said.out) == (0, b"")
    (kept,) = tmp_path.glob("linge.before-restore-*.coop")
    assert str(kept) in said.err
    assert said.err.count("22 名成员") == 2
    assert cli("verify", book).status == cli("verify", kept).status == 0


def test_no_backup_is_put_back_that_is_none_or_over_an_open_book(cli, sample, tmp_path):
    book, letter = tmp_path / "linge.coop", tmp_path / "letter.coop"
    shutil.copy(sample, book)
    letter.write_text("亲爱的", encoding="utf-8")
    # The first opening for work prepares the search, each leaves its mark in the first hundred bytes.
    bootstrap.open_desk(book).close()
    before = book.read_bytes()[100:]
    assert cli("restore", letter, book).status == 1
    assert cli("restore", tmp_path / "nothing.coop", book).status == 1
    assert cli("restore", book, book).status == 1
    desk = bootstrap.open_desk(book)
    try:
        assert cli("restore", sample, book).status == 1
    finally:
        desk.close()
    assert book.read_bytes()[100:] == before
    assert list(tmp_path.glob("*before-restore*")) == []


def test_verify_says_what_does_not_hold(cli, sample, tmp_path):
    damaged = tmp_path / "damaged.coop"
    content = bytearray(sample.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    damaged.write_bytes(content)
    said = cli("verify", damaged)
    assert (said.status, said.out) == (1, b"")
    assert said.err.count("coopdesk: ") >= 1
    assert "Traceback" not in said.err


def test_a_file_that_is_no_book(cli, tmp_path):
    (tmp_path / "letter.coop").write_text("亲爱的", encoding="utf-8")
    said = cli("verify", tmp_path / "letter.coop")
    assert said.status == 1
    assert "letter.coop" in said.err


def test_a_fault_of_ours_is_a_sentence_and_a_log(cli, monkeypatch):
    def fail(_book: str, _heads: object, _progress: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr(bootstrap, "check", fail)
    said = cli("verify", "a.coop")
    log = paths.log_dir() / "command-line.log"
    assert said.status == 1
    assert str(log) in said.err
    assert "Traceback" not in said.err
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written and "a wheel came off" not in written  # the message may name a person


def test_an_interruption_is_said_in_a_sentence(cli, monkeypatch):
    def stop(_book: str, _heads: object, _progress: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "check", stop)
    said = cli("verify", "a.coop")
    assert (said.status, said.out) == (1, b"")
    assert "中断" in said.err


def recording(opened: list[str]) -> Callable[[str], int]:
    """A window that only notes what it should open."""

    def open_window(location: str) -> int:
        opened.append(location)
        return 0

    return open_window


@pytest.mark.parametrize(("arguments", "book"), [([], ""), (["open"], ""), (["open", "甲.coop"], "甲.coop")])
def test_the_window_opens_without_the_command_line_library(monkeypatch, arguments, book):
    opened: list[str] = []
    monkeypatch.setattr(bootstrap, "open_window", recording(opened))
    before = [name for name in sys.modules if name.partition(".")[0] == "click"]
    for name in before:
        monkeypatch.delitem(sys.modules, name)
    assert main(arguments) == 0
    assert opened == [book]
    assert "click" not in sys.modules


def test_the_window_opens_in_a_language_asked_for(cli, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(bootstrap, "open_window", recording(opened))
    assert cli("--lang", "en", "open", "a.coop").status == 0
    assert cli("--lang", "en").status == 0
    assert opened == ["a.coop", ""]


def test_the_window_takes_files_only(cli):
    said = cli("open", "postgresql://localhost/coop")
    assert said.status == 2
    assert ".coop" in said.err


def test_a_password_never_stands_in_a_message(cli, monkeypatch):
    sound = bootstrap.Checked((), (), Witness(0, ""))
    monkeypatch.setattr(bootstrap, "check", lambda _book, _heads, _progress: sound)
    said = cli("verify", "postgresql://王会计:s3cret@server/coop")
    assert "server/coop" in said.err
    assert "s3cret" not in said.err


def test_the_summary_lines_up_where_a_character_takes_two_columns(sample):
    desk = bootstrap.open_desk(sample, read_only=True)
    try:
        lines = summary_table(desk.distribution.frozen_plan(2019)).splitlines()
    finally:
        desk.close()
    assert {width(line) for line in lines} == {width(lines[0])}
    assert "1,700,000.00" in lines[-2]
    assert lines[-2].startswith("农户")


def test_width_counts_terminal_columns():
    assert (width("董𠮷"), width("F01"), width("é"), width("e\u0301")) == (4, 3, 1, 1)
