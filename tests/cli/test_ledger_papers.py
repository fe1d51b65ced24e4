"""The papers of the ledger from the command line: statements as JSON, PDF and workbook, books by month and number."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.reports.ledger.book import ledger_village
from tests.reports.reading import sizes, texts


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a ledger from July 2022; tests only read it."""
    place = tmp_path_factory.mktemp("ledger") / "村.coop"
    ledger_village(place).close()
    return place


def test_the_statements_of_a_year_are_json_by_official_row_numbers(cli, book):
    said = cli("statements", book, "--year", "2023")
    assert (said.status, said.err) == (0, "")
    document = json.loads(said.out)
    assert (document["format"], document["from"], document["to"]) == (
        "coopdesk-statements/1",
        "2023-01",
        "2023-12",
    )
    sheet, surplus = document["balance_sheet"], document["surplus"]
    assert list(sheet) == [str(number) for number in range(1, 43)]
    assert list(surplus) == [str(number) for number in range(1, 21)]
    assert sheet["22"] == sheet["42"] == {"end": "26580.00", "begin": "25600.00"}
    assert surplus["1"] == {"year": "900.00", "previous": "6000.00"}
    assert surplus["20"]["year"] == sheet["40"]["end"] == "5580.00"
    equity = document["equity"]
    assert equity["opening"]["capital"] == equity["closing"]["capital"] == "20000.00"
    assert equity["increase_1"] == {
        "capital": "0.00",
        "special_fund": "0.00",
        "capital_reserve": "0.00",
        "reserve": "0.00",
        "undistributed": "780.00",
    }
    assert equity["closing"]["total"] == "25580.00"


def test_the_first_year_has_nothing_to_compare_with_and_a_month_no_equity(cli, book):
    first = json.loads(cli("statements", book, "--year", "2022").out)
    assert first["surplus"]["1"] == {"year": "6000.00", "previous": None}
    month = json.loads(cli("statements", book, "--year", "2023", "--month", "2").out)
    assert (month["from"], month["to"], month["equity"]) == ("2023-02", "2023-02", None)
    assert month["surplus"]["5"] == {"month": "120.00", "so_far": "120.00"}
    assert month["surplus"]["20"] == {"month": None, "so_far": "5580.00"}


def test_the_statements_are_printed_and_written_as_a_workbook(cli, book, tmp_path):
    paper = tmp_path / "报表.pdf"
    said = cli("statements", book, "--year", "2023", "--format", "pdf", "--out", paper)
    assert (said.status, said.out) == (0, b"")
    assert str(paper) in said.err
    assert len(sizes(paper)) == 3
    sheets = tmp_path / "报表"
    said = cli("statements", book, "--year", "2023", "--month", "2", "--format", "xlsx", "--out", sheets)
    assert said.status == 0
    assert zipfile.is_zipfile(tmp_path / "报表.xlsx")


def test_books_and_vouchers_are_printed_by_month_and_number(cli, book, tmp_path):
    paper = tmp_path / "凭证.pdf"
    asked = ("paper", book, "--kind", "vouchers_240", "--year", "2023", "--month", "2", "--out", paper)
    assert cli(*asked, "--numbers", "付1-2").status == 0
    assert sizes(paper) == [(680, 397)] * 2
    assert "付字第 0002 号" in texts(paper)[1]
    ledger = tmp_path / "明细账.xlsx"
    assert cli("paper", book, "--kind", "detail_ledger", "--year", "2023", "--out", ledger).status == 0
    assert zipfile.is_zipfile(ledger)


def test_one_voucher_and_the_ledger_of_one_account_are_printed(cli, book, tmp_path):
    one, ledger = tmp_path / "凭证.pdf", tmp_path / "银行存款.xlsx"
    assert cli("paper", book, "--kind", "voucher", "--voucher", "2023-02/付2", "--out", one).status == 0
    assert "付字第 0002 号" in texts(one)[0]
    asked = ("paper", book, "--kind", "account_ledger", "--account", "102", "--year", "2022", "--out", ledger)
    assert cli(*asked).status == 0
    assert zipfile.is_zipfile(ledger)
    missing = cli("paper", book, "--kind", "voucher", "--out", one, "--force")
    assert (missing.status, "--voucher" in missing.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["paper", "--kind", "journal", "--out", "a.pdf"], "--year"),
        (["paper", "--kind", "vouchers_a4", "--year", "2023", "--numbers", "九", "--out", "a.pdf"], "九"),
        (["paper", "--kind", "vouchers_a4", "--year", "2023", "--month", "5", "--out", "a.pdf"], "2023年5月"),
        (["paper", "--kind", "vouchers_a4", "--year", "2023", "--out", "a.xlsx"], ".pdf"),
        (["paper", "--kind", "journal", "--year", "2021", "--out", "a.pdf"], "2022-07"),
        (["statements", "--year", "2023", "--month", "13"], "13"),
        (["statements", "--year", "2023", "--format", "pdf"], "--out"),
        (["statements", "--year", "2021"], "2022-07"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(cli, book, tmp_path, monkeypatch, arguments, named):
    monkeypatch.chdir(tmp_path)
    command, *rest = arguments
    said = cli(command, book, *rest)
    assert (said.status, said.out) == (2, b"")
    assert named in said.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == []


def test_a_book_without_a_ledger_says_so(cli, sample, tmp_path):
    said = cli("statements", sample, "--year", "2019")
    assert (said.status, said.out) == (2, b"")
    assert said.err.strip()
