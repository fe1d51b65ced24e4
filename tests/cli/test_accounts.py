"""`coopdesk accounts`: the member accounts of a year for other programs."""

import csv
import json
import zipfile
from io import StringIO

import pytest

from tests.services.distribution import three_years


@pytest.fixture(scope="module")
def coop(tmp_path_factory):
    path = tmp_path_factory.mktemp("coop") / "青山.coop"
    desk = three_years.founded(path)
    three_years.first_year(desk)
    three_years.second_year(desk)
    desk.close()
    return path


def test_it_gives_every_account_from_opening_to_closing(cli, coop):
    said = cli("accounts", coop, "--year", "2021", "--format", "json")
    assert (said.status, said.err) == (0, "")
    document = json.loads(said.out)
    assert (document["format"], document["year"], document["products"]) == (
        "coopdesk-accounts/1",
        2021,
        ["鲜蛋", "雏鸡"],
    )
    second = document["members"][1]
    assert (second["number"], second["refund"], second["dividend"]) == ("F02", "352.17", "490.90")
    assert second["closing"] == {
        "capital_poverty": "0.00",
        "capital": "2000.00",
        "reserve": "450.00",
        "subsidy": "33.33",
        "donation": "66.67",
    }
    assert second["trades"] == [{"product": "雏鸡", "quantity": "30", "amount": "300.00"}]
    assert [(entry["matter"], entry["cause"], entry["change"]) for entry in second["entries"]][:2] == [
        ("posting", "donation", {"donation": "66.67"}),
        ("posting", "quantified", {"reserve": "150.00"}),
    ]
    assert document["totals"]["closing"]["reserve"] == "1500.00"
    assert all(each["ties"] for each in document["reconciliations"])
    assert cli("accounts", coop, "--year", "2021").out == said.out


def test_one_member_alone_can_be_asked_for(cli, coop):
    document = json.loads(cli("accounts", coop, "--year", "2020", "--member", "F03").out)
    assert [member["number"] for member in document["members"]] == ["F03"]
    assert document["reconciliations"] == []
    unknown = cli("accounts", coop, "--year", "2020", "--member", "F99")
    assert (unknown.status, unknown.out) == (2, b"")
    assert "F99" in unknown.err


def test_a_table_has_the_columns_of_the_official_sheet(cli, coop):
    said = cli("accounts", coop, "--year", "2020", "--format", "csv")
    rows = list(csv.reader(StringIO(said.out.decode("utf-8-sig"))))
    assert rows[0][2:7] == [
        "编号",
        "日期",
        "摘要",
        "来源于到户类扶贫项目资产的出资额（元）",
        "其他来源的出资额（元）",
    ]
    assert rows[0][10:] == [
        "交易量：鲜蛋",
        "交易额：鲜蛋（元）",
        "盈余返还金额（元）",
        "剩余盈余分配金额（元）",
    ]
    closing = next(row for row in rows if row[0] == "F01" and row[4] == "年末余额/总额")
    assert closing[5:] == [
        "0.00",
        "4500.00",
        "466.67",
        "33.34",
        "0.00",
        "100",
        "1000.00",
        "1350.00",
        "2147.37",
    ]


def test_a_workbook_goes_to_a_file(cli, coop, tmp_path):
    out = tmp_path / "成员账户.xlsx"
    assert cli("accounts", coop, "--year", "2020", "--format", "xlsx", "--out", out).status == 0
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize("arguments", [[], ["--year", "zwei"], ["--year", "2020", "--format", "pdf"]])
def test_what_cannot_be_is_refused(cli, coop, arguments):
    said = cli("accounts", coop, *arguments)
    assert (said.status, said.out) == (2, b"")
