"""`coopdesk register`: the register of any day for other programs, on standard output or in a file."""

import json
import zipfile

import pytest


def test_it_gives_the_register_as_at_a_day(cli, sample):
    said = cli("register", sample, "--as-of", "2019.12.20", "--format", "json")
    assert (said.status, said.err) == (0, "")
    document = json.loads(said.out)
    assert (document["as_of"], len(document["members"])) == ("2019-12-20", 22)
    assert document["totals"]["holdings"] == {"ordinary": "100"}
    assert cli("register", sample, "--as-of", "2019-12-20").out == said.out


def test_csv_and_a_workbook_go_to_a_file_that_is_named(cli, sample, tmp_path):
    table, book = tmp_path / "名册.csv", tmp_path / "名册.xlsx"
    said = cli("register", sample, "--as-of", "2019-12-20", "--format", "csv", "--out", table)
    assert (said.status, said.out) == (0, b"")
    assert str(table) in said.err
    assert table.read_bytes().startswith("\ufeff成员编号".encode())
    assert cli("register", sample, "--format", "xlsx", "--out", book).status == 0
    assert zipfile.is_zipfile(book)
    refused = cli("register", sample, "--format", "csv", "--out", table)
    assert refused.status == 2
    assert "名册.csv" in refused.err
    assert cli("register", sample, "--format", "csv", "--out", table, "--force").status == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--as-of", "2019-02-30"], "--as-of"),
        (["--format", "pdf"], "pdf"),
        (["--against", "gestern"], "--against"),
    ],
)
def test_what_cannot_be_is_refused(cli, sample, arguments, named):
    said = cli("register", sample, *arguments)
    assert (said.status, said.out) == (2, b"")
    assert named in said.err


def test_a_book_is_never_written_over(cli, sample, tmp_path):
    before = sample.read_bytes()
    said = cli("register", sample, "--out", sample, "--force")
    assert said.status == 1
    assert sample.read_bytes() == before


def test_the_whole_register_is_exported_in_its_open_form(cli, sample, tmp_path):
    target = tmp_path / "登记簿.json"
    said = cli("export", sample, "--out", target)
    assert (said.status, said.out) == (0, b"")
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["format"] == "coopdesk-open-register/1"
    assert len([each for each in document["securities"] if each["ends"] is None]) == 22
    before = target.read_bytes()
    assert cli("export", sample, "--out", target, "--force").status == 0
    assert target.read_bytes() == before
    refused = cli("export", sample, "--out", target, "--force", "--template")
    assert refused.status == 2


def test_papers_of_one_thing_are_asked_for_by_its_number(cli, sample, tmp_path):
    target = tmp_path / "申请书.pdf"
    assert cli("paper", sample, "--kind", "application", "--member", "F01", "--out", target).status == 0
    assert target.read_bytes().startswith(b"%PDF")
    missing = cli("paper", sample, "--kind", "application", "--out", target, "--force")
    assert (missing.status, "--member" in missing.err) == (2, True)
    unknown = cli("paper", sample, "--kind", "settlement", "--member", "F01", "--out", target, "--force")
    assert (unknown.status, "F01" in unknown.err) == (2, True)
