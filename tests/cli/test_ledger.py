"""`coopdesk vouchers`, `trial-balance` and `post`: the ledger for other programs, and vouchers from them."""

import csv
import io
import json
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.services.ledger.commands import ReverseVoucher
from tests.services.ledger.books import credit, debit, ledger_desk, new_desk, post, power, voucher

SALE = voucher(
    debit("114", "500", "赊销盆景", member="F01"),
    debit("113", "300", "赊销盆景", party="001"),
    credit("501", "800", "赊销盆景", product="001", channel="001"),
    day=date(2024, 4, 2),
    papers=2,
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger with a voucher, one in red that undoes it, and a sale."""
    path = tmp_path / "有账.coop"
    with closing(ledger_desk(path)) as desk:
        post(desk, power())
        desk.run(ReverseVoucher(voucher=2, day=date(2024, 3, 9), reason="记错"))
        post(desk, SALE)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another ledger, with the same accounts, members and items and no voucher."""
    path = tmp_path / "另一套.coop"
    ledger_desk(path).close()
    return path


def written(folder: Path, document: object) -> Path:
    path = folder / "凭证.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_vouchers_come_out_whole(cli, book):
    said = cli("vouchers", book)
    assert (said.status, said.err) == (0, "")
    document = json.loads(said.out)
    assert (document["format"], document["from"]) == ("coopdesk-vouchers/1", "2024-01-01")
    first, red, sale = document["vouchers"]
    assert (first["word"], first["number"], first["reversed_by"], first["amount"]) == ("记", 1, 3, "320.50")
    assert (red["reverses"], red["kind"], red["lines"][0]["debit"]) == (2, "reversal", "-320.50")
    assert sale["lines"][2] == {
        "position": 3,
        "summary": "赊销盆景",
        "account": "501",
        "account_name": "经营收入",
        "debit": "0.00",
        "credit": "800.00",
        "member": "",
        "party": "",
        "product": "001",
        "channel": "001",
    }
    of_march = json.loads(cli("vouchers", book, "--from", "2024-03-06", "--to", "2024-03-31").out)
    assert [each["id"] for each in of_march["vouchers"]] == [3]


def test_vouchers_come_out_as_a_table(cli, book, tmp_path):
    said = cli("vouchers", book, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out.decode("utf-8-sig"))))
    assert [row["借方金额"] for row in rows][:4] == ["320.50", "", "-320.50", ""]
    assert (rows[4]["成员姓名"], rows[5]["往来单位名称"], rows[6]["产品名称"]) == (
        "张三",
        "供电所",
        "五针松盆景",
    )
    target = tmp_path / "凭证.xlsx"
    assert cli("vouchers", book, "--format", "xlsx", "--out", target).status == 0
    assert zipfile.is_zipfile(target)


def test_what_comes_out_goes_into_another_ledger_as_it_is(cli, book, other, tmp_path):
    out = tmp_path / "凭证.json"
    assert cli("vouchers", book, "--from", "2024-04-01", "--out", out).status == 0
    looked = json.loads(cli("post", other, out, "--dry-run").out)
    assert (looked["can_post"], looked["posted"], looked["lines"], looked["debit"]) == (
        True,
        False,
        3,
        "800.00",
    )
    said = cli("post", other, out)
    document = json.loads(said.out)
    assert (said.status, document["posted"]) == (0, True)
    assert document["numbers"] == [{"id": 2, "day": "2024-04-02", "word": "记", "number": 1, "in_file": 1}]
    again = json.loads(cli("vouchers", other).out)["vouchers"]
    assert again[0]["lines"] == json.loads(out.read_text(encoding="utf-8"))["vouchers"][0]["lines"]
    twice = json.loads(cli("post", other, out).out)
    assert [(each["code"], each["value"], each["voucher"]) for each in twice["errors"]] == [
        ("voucher.number_taken", "记-1", 1)
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_goes_into_another_ledger_as_it_came_out(cli, book, other, tmp_path, form):
    out = tmp_path / f"凭证.{form}"
    assert cli("vouchers", book, "--from", "2024-04-01", "--format", form, "--out", out).status == 0
    looked = json.loads(cli("post", other, out, "--dry-run").out)
    assert (looked["can_post"], looked["posted"], looked["vouchers"], looked["debit"]) == (
        True,
        False,
        1,
        "800.00",
    )
    said = cli("post", other, out, "--format", "text")
    assert (said.status, "已导入" in said.out.decode("utf-8")) == (0, True)
    again = json.loads(cli("vouchers", other).out)["vouchers"]
    assert (
        again[0]["lines"]
        == json.loads(cli("vouchers", book, "--from", "2024-04-01").out)["vouchers"][0]["lines"]
    )
    assert json.loads(cli("post", other, out).out)["errors"][0]["code"] == "voucher_file.file_known"


def test_all_faults_of_a_table_are_told_with_cell_and_value(cli, other, tmp_path):
    path = tmp_path / "坏.csv"
    head = "日期,凭证字,凭证号,摘要,科目编码,借方金额,贷方金额"
    rows = [
        "2024-03-05,记,1,付电费,523,5.005,",
        "2024-03-05,记,1,付电费,102,,5",
        "2024-03-06,记,2,付电费,199,5,",
        "2024-03-06,记,2,付电费,102,,5",
    ]
    path.write_text("\n".join([head, *rows]), encoding="utf-8-sig")
    said = cli("post", other, path)
    document = json.loads(said.out)
    assert (said.status, document["posted"]) == (2, False)
    told = {(each["cell"], each["value"]) for each in document["errors"]}
    assert {("F2", "5.005"), ("E4", "199")} <= told
    assert json.loads(cli("vouchers", other).out)["vouchers"] == []


def test_the_trial_balance_of_a_day(cli, book):
    document = json.loads(cli("trial-balance", book, "--as-of", "2024-04-30", "--format", "json").out)
    assert (document["as_of"], document["month"]) == ("2024-04-30", "2024-04")
    accounts = {each["code"]: each for each in document["accounts"]}
    assert accounts["501"]["closing"] == {"debit": "0.00", "credit": "800.00"}
    assert accounts["523"]["year"] == {"debit": "0.00", "credit": "0.00"}
    assert (accounts["332"]["level"], accounts["33202"]["level"]) == (1, 2)
    for column in ("begin", "opening", "month", "year", "closing"):
        assert document["totals"][column]["debit"] == document["totals"][column]["credit"]
    assert document["totals"]["closing"]["debit"] == "100800.00"
    assert cli("trial-balance", book).status == 0


def test_a_book_without_a_ledger_has_neither(cli, tmp_path):
    path = tmp_path / "无账.coop"
    new_desk(path).close()
    for command in ("vouchers", "trial-balance"):
        said = cli(command, path)
        assert (said.status, said.out) == (2, b"")
        assert "建账" in said.err
    document = written(tmp_path, [{"day": "2024-03-05", "lines": []}])
    assert json.loads(cli("post", path, document).out)["errors"][0]["code"] == "ledger.none"


def test_vouchers_of_no_day_are_no_table(cli, other):
    said = cli("vouchers", other, "--format", "csv")
    assert (said.status, said.out) == (2, b"")


LINES: list[dict[str, object]] = [
    {"summary": "付电费", "account": "523", "debit": "320.50"},
    {"summary": "付电费", "account": 102, "credit": 320.5},
]
GOOD = {"day": "2024-3-5", "word": "付", "attachments": 2, "prepared_by": "李出纳", "lines": LINES}


def test_only_day_and_lines_are_needed(cli, other, tmp_path):
    plain = {"day": "2024-03-06", "lines": LINES}
    path = written(tmp_path, {"vouchers": [GOOD, plain, plain]})
    said = cli("post", other, path, "--format", "text")
    assert said.status == 0
    assert "记-2" in said.out.decode("utf-8")
    posted = json.loads(cli("vouchers", other).out)["vouchers"]
    assert [(each["word"], each["number"], each["attachments"]) for each in posted] == [
        ("付", 1, 2),
        ("记", 1, 0),
        ("记", 2, 0),
    ]
    assert posted[0]["prepared_by"] == "李出纳"
    assert {each["kind"] for each in posted} == {"imported"}


def changed(**line: object) -> dict[str, object]:
    return {**GOOD, "lines": [{**LINES[0], **line}, LINES[1]]}


BAD = [
    (changed(debit="320.505"), "ledger_file.amount", 1, "320.505"),
    (changed(debit=True), "ledger_file.amount", 1, "True"),
    (changed(credit="1"), "ledger_file.both_sides", 1, ""),
    (changed(amount="5"), "ledger_file.line_key", 1, "amount"),
    (changed(summary=["电费"]), "ledger_file.line_text", 1, "['电费']"),
    ({**GOOD, "lines": ["523"]}, "ledger_file.no_line", 1, ""),
    ({**GOOD, "date": "2024-03-05"}, "ledger_file.key", None, "date"),
    ({**GOOD, "word": 5.5}, None, None, ""),
    ({**GOOD, "prepared_by": ["王"]}, "ledger_file.text", None, "['王']"),
    ({**GOOD, "day": "2024-02-30"}, "ledger_file.day", None, "2024-02-30"),
    ({**GOOD, "attachments": -1}, "ledger_file.count", None, "-1"),
    ({"day": "2024-03-05"}, "ledger_file.no_voucher", None, ""),
    (changed(account="199"), "voucher.unknown_account", 1, "199"),
    (changed(debit="320.49"), "voucher.unbalanced", None, ""),
    (changed(member="F99"), "voucher.dimension_not_kept", 1, ""),
    ({**GOOD, "day": "2023-12-31"}, "period.before_start", None, ""),
    ({**GOOD, "number": 7}, "voucher.number_twice", None, "付-7"),
]


@pytest.mark.parametrize(("bad", "code", "line", "value"), BAD)
def test_all_that_is_wrong_of_all_vouchers_is_told_and_nothing_is_posted(
    cli, other, tmp_path, bad, code, line, value
):
    first = {**GOOD, "number": 7} if code == "voucher.number_twice" else GOOD
    said = cli("post", other, written(tmp_path, [first, bad, bad]))
    document = json.loads(said.out)
    if code is None:
        code, value = "voucher.word_unknown", "5.5"
    assert said.status == 2
    assert (document["can_post"], document["posted"]) == (False, False)
    told = [(each["code"], each["line"], each["voucher"]) for each in document["errors"]]
    assert set(told) >= {(code, line, 2), (code, line, 3)}
    found = next(each for each in document["errors"] if each["code"] == code)
    assert found["say"].startswith("第 2 张凭证：")
    assert value in found["value"]
    assert json.loads(cli("vouchers", other).out)["vouchers"] == []
    text = cli("post", other, written(tmp_path, [first, bad]), "--format", "text")
    assert (text.status, "没有记账" in text.out.decode("utf-8")) == (2, True)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"vouchers": {}}', b"[\xff", b"[" * 100_000])
def test_what_is_no_document_is_told(cli, other, tmp_path, content):
    path = tmp_path / "坏.json"
    path.write_bytes(content)
    said = cli("post", other, path)
    assert said.status == 2
    assert json.loads(said.out)["errors"][0]["code"] in {"ledger_file.no_json", "ledger_file.no_vouchers"}


def test_a_file_that_is_not_there_is_told(cli, other, tmp_path):
    said = cli("post", other, tmp_path / "没有.json")
    assert said.status == 1
    assert "没有.json" in said.err


def test_a_large_ledger_is_not_needed_to_post(cli, other, tmp_path):
    """A dry run opens the book to read only, beside whoever works in it."""
    with closing(bootstrap.open_desk(other)):
        assert cli("post", other, written(tmp_path, [GOOD]), "--dry-run").status == 0
