"""`coopdesk export-vouchers` and `import-vouchers`: out, in again, and what keeps either from happening."""

import json
from contextlib import closing
from datetime import date, datetime

import pytest

from coopdesk import bootstrap
from coopdesk.domain.ledger.months import Month
from coopdesk.persistence.book.books import create_book
from coopdesk.services.ledger.commands import OpenLedger
from tests.services.ledger.keeping_books import paid, post, received

GOOD = "日期,凭证号,摘要,科目编码,借方金额,贷方金额\n2020-01-09,1,付电费,523,120.50,\n,,付电费,101,,120.50\n"
DAYS = ("--from", "2020-01-01", "--to", "2020-12-31")


@pytest.fixture
def kept(tmp_path):
    """A book with nothing in it yet."""
    book = tmp_path / "账.coop"
    create_book(book, datetime(2020, 1, 1)).close()
    return book


def open_ledger(book, *vouchers):
    with closing(bootstrap.open_desk(str(book))) as desk:
        desk.run(OpenLedger(first=Month(2020, 1)))
        if vouchers:
            post(desk, *vouchers)


def test_vouchers_go_in_and_the_same_file_is_known(cli, kept, tmp_path):
    open_ledger(kept)
    file = tmp_path / "凭证.csv"
    file.write_text(GOOD, encoding="utf-8")
    looked = cli("import-vouchers", kept, file, "--dry-run")
    document = json.loads(looked.out)
    assert looked.status == 0
    assert (document["can_post"], document["posted"], document["vouchers"], document["debit"]) == (
        True, False, 1, "120.50",
    )  # fmt: skip
    assert (document["proposed"], document["columns"]["科目编码"]) == (True, "account")
    done = cli("import-vouchers", kept, file, "--format", "text")
    assert done.status == 0
    assert "收据第 1 号" in done.out.decode()
    again = cli("import-vouchers", kept, file)
    assert again.status == 2
    assert json.loads(again.out)["errors"][0]["code"] == "voucher_file.file_known"


def test_a_file_with_a_mistake_posts_nothing_and_says_where(cli, kept, tmp_path):
    open_ledger(kept)
    file = tmp_path / "凭证.csv"
    file.write_text(GOOD.replace("120.50,\n", "120.505,\n"), encoding="utf-8")
    refused = cli("import-vouchers", kept, file)
    document = json.loads(refused.out)
    assert refused.status == 2
    assert [(fault["cell"], fault["value"]) for fault in document["errors"]] == [("E2", "120.505")]
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"cells": {"E2": "120.50"}}), encoding="utf-8")
    assert cli("import-vouchers", kept, file, "--mapping", mapping).status == 0


def test_vouchers_go_out_by_a_layout_and_a_table_of_accounts(cli, kept, tmp_path):
    open_ledger(kept, paid(date(2020, 1, 9), "120.50"), received(date(2020, 2, 9), "5"))
    out = tmp_path / "金蝶.xlsx"
    refused = cli("export-vouchers", kept, "--layout", "kingdee-k3", *DAYS, "--out", out)
    assert refused.status == 2 and not out.exists()
    document = json.loads(refused.out)
    assert [error["code"] for error in document["errors"]] == ["voucher_file.account_unmapped"] * 3
    assert "523 管理费用" in document["errors"][2]["say"]
    table = tmp_path / "对照表.csv"
    rows = "102,,1002,银行存款\n502,,5301,营业外收入\n523,,5602,管理费用\n"
    table.write_text(f"本社科目编码,本社科目名称,对方科目编码,对方科目名称\n{rows}", encoding="utf-8")
    done = cli("export-vouchers", kept, "--layout", "kingdee-k3", *DAYS, "--out", out, "--accounts", table)
    assert done.status == 0
    assert json.loads(done.out)["files"] == [{"file": str(out), "vouchers": 2}]
    looked = cli("import-vouchers", kept, out, "--accounts", table, "--dry-run")
    found = json.loads(looked.out)
    assert (found["layout"], found["vouchers"], len(found["warnings"])) == ("kingdee-k3", 2, 2)
    asked = cli("export-vouchers", kept, "--layout", "plain", *DAYS, "--out", out)
    assert asked.status == 2  # it is there already


def test_a_layout_nobody_has_and_days_without_vouchers_are_refused(cli, kept, tmp_path):
    open_ledger(kept)
    out = tmp_path / "a.xlsx"
    assert cli("export-vouchers", kept, "--layout", "sap", *DAYS, "--out", out).status == 2
    empty = cli("export-vouchers", kept, "--layout", "plain", *DAYS, "--out", out)
    assert empty.status == 2
    assert json.loads(empty.out)["errors"][0]["code"] == "voucher_file.nothing"


def test_a_statement_is_kept_matched_and_explained(cli, kept, tmp_path):
    open_ledger(kept, received(date(2020, 1, 2), "1000.00"), paid(date(2020, 1, 9), "120.50"))
    file = tmp_path / "对账单.csv"
    file.write_text(
        "日期,摘要,支出,收入,余额\n2020-01-03,货款,,1000.00,1000.00\n2020-01-10,利息,,0.35,1000.35\n",
        encoding="utf-8",
    )
    arguments = ("reconcile", kept, file, "--account", "102")
    looked = cli(*arguments, "--dry-run")
    assert (looked.status, json.loads(looked.out)["new"]) == (0, 2)
    done = json.loads(cli(*arguments).out)
    assert (done["kept"], done["matched"], done["columns"]["支出"]) == (1, 1, "outgo")
    sheet = done["sheet_of_day"]
    assert (sheet["book"], sheet["bank"], sheet["adjusted_book"], sheet["difference"]) == (
        "879.50", "1000.35", "879.85", "0.00",
    )  # fmt: skip
    assert [each["summary"] for each in sheet["bank_open"]] == ["利息"]
    assert [each["voucher"] for each in sheet["book_open"]] == ["记-2"]
    again = cli(*arguments, "--format", "text")
    assert again.status == 2 and "已经导入过" in again.out.decode()
    assert cli(*arguments, "--days", "99").status == 2
    assert cli(*arguments, "--anew", "x").status == 2
    assert cli(*arguments, "--opening", "x").status == 2
    broken = tmp_path / "坏.csv"
    broken.write_text("日期,摘要,支出,收入\n2020-01-03,货款,1,2\n", encoding="utf-8")
    refused = cli("reconcile", kept, broken, "--account", "102", "--format", "text")
    assert refused.status == 2 and "D2" not in refused.out.decode() and "C2" in refused.out.decode()
    nothing = cli("reconcile", kept, tmp_path / "对照.csv", "--account", "102")
    assert nothing.status != 0
