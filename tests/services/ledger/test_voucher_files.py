"""Vouchers of a file posted as a whole and taken back as a whole, whatever the book has against them."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.ledger.months import MonthState
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.money import Money
from coopdesk.exchange.ledger.layout_files import layouts, voucher_words
from coopdesk.exchange.ledger.voucher_file import read_voucher_file, voucher_files
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import CloseAccount, RecordItem, ReverseVoucher, SetMonthState
from coopdesk.services.ledger.exchange_commands import (
    DropExchangeDocument,
    KeepExchangeDocument,
    TakeBackVouchers,
)
from coopdesk.services.ledger.exchange_values import ExchangeKind
from coopdesk.services.ledger.exchanging.accounts import SAME
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers
from coopdesk.services.ledger.exchanging.layout import document_of
from coopdesk.services.ledger.exchanging.reading import VoucherReading
from coopdesk.services.ledger.values import LedgerItem
from coopdesk.services.ledger.voucher_files_desk import command_of
from tests.services.ledger.keeping_books import JANUARY, line, open_ledger, paid, post, voucher

HEAD = "日期,凭证字,凭证号,附件数,摘要,科目编码,借方金额,贷方金额,成员编号,往来单位编码,产品编码\n"
GOOD = HEAD + (
    "2020-02-03,记,2,1,退往来,114,5.00,,F01,,\n,,,,退往来,102,,5.00,,,\n"
    "2020-01-15,记,7,,卖花,102,9.00,,,,\n,,,,卖花,113,,9.00,,D001,\n"
)


@pytest.fixture
def book(desk: Desk) -> Desk:
    return open_ledger(desk)


def read(desk: Desk, tmp_path: Path, text: str, name: str = "凭证.csv") -> VoucherReading:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return desk.voucher_files.read_file(
        read_voucher_file(path), layouts(), VoucherAnswers(), voucher_words(), SAME
    )


def refused(desk: Desk, command: object) -> DomainError:
    with pytest.raises(DomainError) as found:
        desk.run(command)  # type: ignore[arg-type]  # whichever command it is
    return found.value


def test_a_file_is_posted_in_the_order_of_months_and_numbers_with_one_receipt(
    book: Desk, tmp_path: Path
) -> None:
    found = read(book, tmp_path, GOOD)
    assert found.errors == () and found.warnings == ()
    made = book.run(command_of(found))
    first, second = book.ledger.voucher(1), book.ledger.voucher(2)
    assert [(each.voucher.day, each.number, each.voucher.kind) for each in (first, second)] == [
        (date(2020, 1, 15), 1, VoucherKind.IMPORTED),
        (date(2020, 2, 3), 1, VoucherKind.IMPORTED),
    ]
    assert second.voucher.attachments == 1 and second.voucher.lines[0].dimensions.member == "F01"
    (receipt,) = book.voucher_files.receipts()
    assert made.reference == str(receipt.number) == "1"
    assert (receipt.file, receipt.vouchers, receipt.lines, receipt.debit) == (
        "凭证.csv", 2, 4, Money.parse("14.00"),
    )  # fmt: skip
    assert tuple(book.verify()) == ()


def test_the_same_file_again_is_known(book: Desk, tmp_path: Path) -> None:
    found = read(book, tmp_path, GOOD)
    book.run(command_of(found))
    with pytest.raises(DomainError) as known:
        read(book, tmp_path, GOOD)
    assert (known.value.code, known.value.params["number"]) == ("voucher_file.file_known", 1)
    assert refused(book, command_of(found)).code == "voucher_file.file_known"


def test_vouchers_the_book_has_are_noticed_and_not_posted_twice(book: Desk, tmp_path: Path) -> None:
    book.run(command_of(read(book, tmp_path, GOOD)))
    again = read(book, tmp_path, GOOD + "\n", "另存.csv")
    assert [fault.code for fault in again.warnings] == ["voucher_file.there_already"] * 2
    assert refused(book, command_of(again)).code == "voucher_file.all_there"
    more = read(
        book, tmp_path, GOOD + "2020-02-04,记,3,,电费,523,1.00,,,,\n,,,,电费,101,,1.00,,,\n", "二月.csv"
    )
    asked = refused(book, command_of(more))
    assert isinstance(asked, ReasonWanted) and asked.params["count"] == 2
    book.run(command_of(more, twice="上次录重了，本次补记"))
    assert book.ledger.voucher(5).voucher.lines[0].account == "523"


def test_an_import_is_taken_back_whole_and_the_file_may_come_again(book: Desk, tmp_path: Path) -> None:
    found = read(book, tmp_path, GOOD)
    book.run(command_of(found))
    assert refused(book, TakeBackVouchers(number=1, reason=" ")).code == "voucher.reason_missing"
    book.run(ReverseVoucher(voucher=1, day=date(2020, 1, 20), reason="先冲一张"))
    book.run(TakeBackVouchers(number=1, reason="选错了文件"))
    assert [book.ledger.voucher(number).reversed_by for number in (1, 2)] == [3, 4]
    assert not book.ledger.balance("102")
    assert book.voucher_files.receipts()[0].taken_back == "选错了文件"
    assert refused(book, TakeBackVouchers(number=1, reason="再来")).code == "voucher_file.taken_back_already"
    assert refused(book, TakeBackVouchers(number=9, reason="再来")).code == "voucher_file.unknown_import"
    book.run(command_of(read(book, tmp_path, GOOD)))
    assert tuple(book.verify()) == ()


def test_nothing_of_an_import_is_taken_back_where_one_month_is_closed(book: Desk, tmp_path: Path) -> None:
    book.run(command_of(read(book, tmp_path, GOOD)))
    book.run(SetMonthState(month=JANUARY, state=MonthState.CLOSED))
    assert refused(book, TakeBackVouchers(number=1, reason="错")).code == "period.closed"
    assert book.ledger.voucher(2).reversed_by is None


def test_what_the_book_has_against_a_file_is_told_with_its_cells(book: Desk, tmp_path: Path) -> None:
    book.run(
        RecordItem(item=LedgerItem(next(iter(book.ledger.items())).kind, "D001", "临泉花木公司", closed=True))
    )
    book.run(SetMonthState(month=JANUARY, state=MonthState.CLOSED))
    book.run(CloseAccount(code="153"))
    found = read(book, tmp_path, HEAD + (
        "2020-01-15,记,1,,卖花,102,9.00,,,,\n,,,,卖花,113,,9.00,,D001,\n"
        "2020-02-03,记,2,,退往来,114,5.00,,F99,,\n,,,,退往来,153,,5.00,,,\n"
        "2020-04-03,记,3,,将来,523,5.00,,,,\n,,,,将来,125,,5.00,,,P99\n"
        "2019-12-31,记,4,,以前,523,5.00,,,,\n,,,,以前,102,,5.00,,,\n"
    ))  # fmt: skip
    assert [(fault.code, fault.cell) for fault in found.errors] == [
        ("voucher_file.item_closed", "J3"),
        ("voucher_file.member_unknown", "I4"),
        ("voucher_file.item_unknown", "K7"),
        ("period.before_start", "A8"),
    ]
    rest = read(book, tmp_path, HEAD + (
        "2020-01-15,记,1,,卖花,102,9.00,,,,\n,,,,卖花,153,,9.00,,,\n"
        "2020-04-03,记,3,,将来,523,5.00,,,,\n,,,,将来,102,,5.00,,,\n"
    ), "二.csv")  # fmt: skip
    assert [(fault.code, fault.cell) for fault in rest.errors] == [
        ("period.closed", "A2"), ("voucher.account_closed", "F3"), ("period.in_future", "A4"),
    ]  # fmt: skip


def test_a_book_without_a_ledger_takes_no_vouchers(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DomainError) as none:
        read(desk, tmp_path, GOOD)
    assert none.value.code == "ledger.none"


def test_what_a_book_sends_another_book_reads(book: Desk, empty_desk: Desk, tmp_path: Path) -> None:
    post(
        book, paid(date(2020, 1, 9), "120.50", "付电费"),
        voucher(date(2020, 2, 1), line("114", "5", member="F01"), line("102", "-5")),
    )  # fmt: skip
    vouchers, names = book.voucher_files.to_send(date(2020, 1, 1), date(2020, 2, 29))
    assert [each.title for each in vouchers] == ["2020-01 记-1", "2020-02 记-1"]
    plain = layouts()[0]
    made = voucher_files(vouchers, plain, SAME, names, date(2020, 3, 1))
    path = tmp_path / "out.xlsx"
    path.write_bytes(made.files[0])
    file = read_voucher_file(path)
    table = file.tables[0]
    assert table.rows[0][10:12] == ("成员编号", "成员姓名")
    assert table.rows[3][10:12] == ("F01", "董𠮷")
    back = book.voucher_files.read_file(file, layouts(), VoucherAnswers(), voucher_words(), SAME)
    assert [each.voucher.lines for each in back.vouchers] == [each.voucher.lines for each in vouchers]
    assert len(back.warnings) == 2


def test_a_layout_of_ones_own_and_its_accounts_are_kept_in_versions(book: Desk) -> None:
    content = document_of(layouts()[0]) | {"own_accounts": False}
    content.pop("code")
    kept = book.run(KeepExchangeDocument(kind=ExchangeKind.LAYOUT, code="", name="某软件", content=content))
    assert kept.reference == "own-1"
    (layout,) = book.voucher_files.own_layouts()
    assert (layout.code, layout.name, layout.own_accounts) == ("own-1", "某软件", False)
    accounts = {"101": ["1001", "库存现金"], "102": "1002"}
    book.run(KeepExchangeDocument(kind=ExchangeKind.ACCOUNTS, code="own-1", name="某软件", content=accounts))
    table = book.voucher_files.accounts_of("own-1")
    theirs = [table.of(code) for code in ("101", "102", "113")]
    assert [other and (other.code, other.name) for other in theirs] == [
        ("1001", "库存现金"),
        ("1002", ""),
        None,
    ]
    assert book.voucher_files.accounts_of("none").of("101") is None
    wrong = KeepExchangeDocument(kind=ExchangeKind.ACCOUNTS, code="own-1", name="x", content={"101": [1]})
    assert refused(book, wrong).code == "account_table.form"
    unusable = KeepExchangeDocument(
        kind=ExchangeKind.LAYOUT, code="", name="x", content=content | {"columns": []}
    )
    assert refused(book, unusable).code == "layout.form"
    nameless = KeepExchangeDocument(kind=ExchangeKind.ACCOUNTS, code="", name="x", content={})
    assert refused(book, nameless).code == "layout.unknown"
    book.run(DropExchangeDocument(kind=ExchangeKind.LAYOUT, code="own-1"))
    assert book.voucher_files.own_layouts() == []
    assert (
        refused(book, DropExchangeDocument(kind=ExchangeKind.LAYOUT, code="own-1")).code == "layout.unknown"
    )
    assert tuple(book.verify()) == ()
