"""What the window is given for the files that the ledger exchanges."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk.bootstrap import WindowBackend, new_desk
from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.months import Month
from coopdesk.services.ledger.commands import OpenLedger
from coopdesk.services.ledger.exchanging.accounts import AccountTable, TheirAccount
from tests.exchange.ledger.test_invoices import NUMBER, digital, pdf
from tests.services.ledger.keeping_books import paid, post

BACKEND = WindowBackend()


def test_vouchers_are_written_where_every_account_has_a_name_there(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "账.coop")
    try:
        desk.run(OpenLedger(first=Month(2020, 1)))
        post(desk, paid(date(2020, 1, 9), "120.50"))
        layout = next(each for each in BACKEND.voucher_layouts() if each.code == "kingdee-kis")
        days, target = (date(2020, 1, 1), date(2020, 1, 31)), tmp_path / "金蝶"
        made, written = BACKEND.write_vouchers(desk, layout, AccountTable(), days, target)
        assert written == {} and [fault.params["account"] for fault in made.faults] == ["102", "523"]
        blank = BACKEND.write_account_table(
            FIRST_CHART, ["102", "523"], AccountTable(), tmp_path / "对照.xlsx"
        )
        assert not BACKEND.read_account_table(blank).theirs
        known = AccountTable({"102": TheirAccount("1002", "银行存款"), "523": TheirAccount("5602")})
        filled = BACKEND.write_account_table(FIRST_CHART, ["102", "523"], known, tmp_path / "对照.csv")
        assert BACKEND.read_account_table(filled) == known
        _made, written = BACKEND.write_vouchers(desk, layout, known, days, target)
        assert {path.name: count for path, count in written.items()} == {"金蝶.dbf": 1}
        assert len(BACKEND.read_voucher_file(next(iter(written))).tables[0].rows) == 3
    finally:
        desk.close()


def test_a_file_that_is_no_table_of_accounts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("科目,名称\n101,现金\n", encoding="utf-8")
    with pytest.raises(DomainError) as refused:
        BACKEND.read_account_table(path)
    assert refused.value.code == "account_table.no_headings"
    path.write_text("本社科目编码,对方科目编码\n101,1001\n101,1002\n", encoding="utf-8")
    with pytest.raises(DomainError) as refused:
        BACKEND.read_account_table(path)
    assert refused.value.code == "account_table.twice"


def test_words_and_headings_are_at_hand() -> None:
    assert BACKEND.voucher_words().headings.guess("科目编码")[1] == 100
    assert BACKEND.statement_words().headings.guess("交易日期")[1] == 100


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.xml", digital(), BlobKind.XML), ("a.pdf", pdf(f"发票号码：{NUMBER}") + b"%%EOF", BlobKind.PDF)],
)
def test_an_invoice_comes_with_what_it_says_of_itself(
    tmp_path: Path, name: str, content: bytes, kind: BlobKind
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    shown, blob, invoice = BACKEND.read_invoice(path)
    assert (shown, blob.kind) == (name, kind)
    assert invoice is not None and invoice.number == NUMBER
