"""The ledger in either database: what is posted is there again, what is kept of it is right, and damage is told."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import (
    NO_DIMENSIONS,
    Dimensions,
    Source,
    Voucher,
    VoucherKind,
    VoucherLine,
    reversal,
)
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.ledger.values import (
    AskedLines,
    AskedVoucher,
    CloseCodes,
    DraftState,
    LedgerItem,
    LedgerStart,
    LinesQuestion,
    Moved,
    Movement,
    NewVoucher,
    VoucherHead,
)
from coopdesk.services.table_source import Order, View
from tests.persistence.book.test_verify import tamper, told
from tests.persistence.conftest import Location

BEGUN = date(2023, 12, 31)
MEMBERS = 250


def line(account: str, side: Side, fen: int, summary: str = "卖盆景", **named: str) -> VoucherLine:
    return VoucherLine(summary, account, side, Money(fen), Dimensions(**named))


def sale(day: date, fen: int = 700, summary: str = "卖盆景", **head: object) -> Voucher:
    lines = (
        line("101", Side.DEBIT, fen, summary),
        line("501", Side.CREDIT, fen, summary, product="P1", channel="网"),
    )
    return Voucher(day, lines, **head)  # type: ignore[arg-type]  # the rest of a voucher's head


def post(uow: object, voucher: Voucher, **by: object) -> int:
    return uow.ledger.append(NewVoucher(voucher, "王会计", **by), "王会计")  # type: ignore[attr-defined,no-any-return,arg-type]  # a unit of work


@pytest.fixture
def kept(book: SqlBook) -> SqlBook:
    """A ledger of three months in either database."""
    return filled(book)


@pytest.fixture
def in_file(file_book: SqlBook) -> SqlBook:
    """The same in a file."""
    return filled(file_book)


def filled(book: SqlBook) -> SqlBook:
    """Three months of vouchers: opening, sales, one of 250 members, one undone in red, one of a document."""
    with book.unit() as uow:
        for number in range(1, MEMBERS + 1):
            uow.members.add(Member(f"F{number:03d}", f"户{number}", MemberKind.FARMER, BEGUN), "")
        uow.ledger.begin(LedgerStart(Month(2024, 1), BEGUN))
        for account in FIRST_ACCOUNTS:
            uow.ledger.save_account(account)
        uow.ledger.save_item(LedgerItem(Dimension.PRODUCT, "P1", "盆景"))
        uow.ledger.save_item(LedgerItem(Dimension.CHANNEL, "网", "网店"))
        opening = (line("101", Side.DEBIT, 9_000), line("33202", Side.CREDIT, 9_000))
        post(uow, Voucher(BEGUN, opening, kind=VoucherKind.OPENING))
        post(uow, sale(date(2024, 1, 5)))
        post(uow, sale(date(2024, 2, 6), 800, "卖五针松", word="收"))
        refunds = [
            line("221", Side.CREDIT, number, "盈余返还", member=f"F{number:03d}")
            for number in range(1, MEMBERS + 1)
        ]
        total = sum(each.amount.fen for each in refunds)
        post(uow, Voucher(date(2024, 2, 20), (line("3320102", Side.DEBIT, total, "返还"), *refunds)))
        wrong = post(uow, sale(date(2024, 2, 21), 123_456), checked_by="李监事")
        found = uow.ledger.voucher(wrong)
        assert found is not None
        post(uow, reversal(found.voucher, wrong, date(2024, 3, 1), "注销"))
        document = sale(date(2024, 3, 2), 50, kind=VoucherKind.DOCUMENT, source=Source("sale", "7"))
        post(uow, document)
        uow.commit()
    return book


def test_a_voucher_is_there_again_with_all_its_lines(kept: SqlBook) -> None:
    with kept.reading() as uow:
        many = uow.ledger.voucher(4)
        assert many is not None
        assert len(many.voucher.lines) == MEMBERS + 1
        assert many.voucher.lines[MEMBERS] == line("221", Side.CREDIT, MEMBERS, "盈余返还", member="F250")
        assert (many.number, many.month) == (1, Month(2024, 2))
        by_number = uow.ledger.voucher_by_number(Month(2024, 2), "收", 1)
        assert by_number is not None
        assert by_number.id == 3
        assert uow.ledger.voucher_by_number(Month(2024, 2), "收", 2) is None
        assert uow.ledger.voucher(99) is None
        assert [each.id for each in uow.ledger.between(date(2024, 2, 1), date(2024, 3, 1))] == [3, 4, 5, 6]
        january, february = Month(2024, 1), Month(2024, 2)
        for codes in (["101"], ["501"], ["114", "301"], []):
            expected = {}
            for each in uow.ledger.between(january.first_day, february.last_day):
                accounts = [line.account for line in each.voucher.lines]
                if each.voucher.kind in (VoucherKind.CLOSING, VoucherKind.OPENING) or set(codes) & set(
                    accounts
                ):
                    sums = {code: [0, 0] for code in sorted(accounts)}
                    for line_ in each.voucher.lines:
                        sums[line_.account][0] += line_.debit.fen
                        sums[line_.account][1] += line_.credit.fen
                    expected[each.id] = tuple((code, *both) for code, both in sums.items())
            told = uow.ledger.telling(codes, january, february)
            assert {each.id: each.sums for each in told} == expected
        assert [each.id for each in uow.ledger.opening()] == [1]
        assert uow.ledger.of_source(Source("sale", "7")) == 7
        assert uow.ledger.newest_month() == Month(2024, 3)


@pytest.mark.parametrize(
    "until", [BEGUN, date(2024, 2, 6), date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1)]
)
def test_what_is_kept_by_month_is_what_the_lines_add_up_to(kept: SqlBook, until: date) -> None:
    with kept.reading() as uow:
        movements = uow.ledger.movements(until)
        assert movements == uow.ledger.movements_from_lines(until)
    if until == date(2024, 2, 6):
        assert movements["101"] == Movement(
            before=Moved(debit=Money(9_000)), earlier=Moved(debit=Money(700)), month=Moved(debit=Money(800))
        )


def test_balances_of_members_and_of_what_is_named(kept: SqlBook) -> None:
    with kept.reading() as uow:
        ledger = uow.ledger
        refunds = ledger.member_movements(["221"], Month(2024, 2))
        assert len(refunds) == MEMBERS
        assert refunds["F007"] == Moved(credit=Money(7))
        assert ledger.member_movements(["221"], Month(2024, 1)) == {}
        assert ledger.moved(["221"], Dimensions(member="F250")) == Moved(credit=Money(250))
        assert ledger.moved(["221"], Dimensions(member="F250"), date(2024, 2, 19)) == Moved()
        assert ledger.moved(["221"], Dimensions(member="F250"), date(2024, 2, 20)) == Moved(credit=Money(250))
        assert ledger.moved(["501"], Dimensions(product="P1"), date(2024, 2, 6)) == Moved(credit=Money(1_500))
        assert ledger.moved(["101", "501"], NO_DIMENSIONS, date(2024, 1, 31)) == Moved(
            Money(9_700), Money(700)
        )
        assert ledger.moved(["101"], NO_DIMENSIONS) == Moved(debit=Money(10_550))
        assert ledger.moved(["221"], Dimensions(member="F999")) == Moved()


def ids(found: Sequence[VoucherHead]) -> list[int]:
    return [head.id for head in found]


VIEWS: list[tuple[Order, dict[str, str], list[int]]] = [
    (Order(), {}, [1, 2, 3, 4, 5, 6, 7]),
    (Order("number", descending=True), {}, [7, 6, 5, 4, 3, 2, 1]),
    (Order("day"), {}, [1, 2, 3, 4, 5, 6, 7]),
    (Order("amount"), {}, [6, 7, 2, 3, 1, 4, 5]),
    (Order("word"), {}, [3, 1, 2, 4, 5, 6, 7]),
    (Order("lines", descending=True), {"day": "2024-02"}, [4, 5, 3]),
    (Order(), {"summary": "五针"}, [3]),
    (Order(), {"summary": "盈余返还"}, [4]),
    (Order(), {"number": "1"}, [2, 3, 4, 6]),
    (Order(), {"number": "记-2"}, [5, 7]),
    (Order(), {"number": "收1"}, [3]),
    (Order(), {"number": "2-3"}, [5, 7]),
    (Order(), {"number": "第二号"}, []),
    (Order(), {"account": "332"}, [1, 4]),
    (Order(), {"account": "库存现"}, [1, 2, 3, 5, 6, 7]),
    (Order(), {"amount": "8元"}, [3]),
    (Order(), {"amount": "8"}, [3]),
    (Order(), {"amount": "34.5"}, [5, 6]),
    (Order(), {"amount": "2.50"}, [4]),
    (Order(), {"amount": ">1000"}, [5]),
    (Order(), {"kind": "document reversal"}, [6, 7]),
    (Order(), {"word": "收"}, [3]),
    (Order(), {"channel": "网", "day": "<2024-02"}, [2]),
    (Order(), {"checked_by": "监事"}, [5]),
    (Order(), {"prepared_by": "  "}, [1, 2, 3, 4, 5, 6, 7]),
]


def test_the_list_is_sorted_and_filtered(kept: SqlBook) -> None:
    table = kept.voucher_table()
    try:
        for order, filters, wanted in VIEWS:
            table.view(View(order, filters))
            assert (table.count(), ids(table.page(0, 100))) == (len(wanted), wanted), (order, filters)
            assert ids(table.page(2, 2)) == wanted[2:4]
            assert [table.place_of(each) for each in wanted] == list(range(len(wanted)))
            assert table.place_of(99) is None
    finally:
        table.close()


def test_a_line_of_the_list_says_what_a_voucher_is(kept: SqlBook) -> None:
    table = kept.voucher_table()
    try:
        table.view(View())
        opening, *_rest, wrong, red, document = table.page(0, 10)
    finally:
        table.close()
    assert (opening.number, opening.summary, opening.lines, opening.amount) == (0, "卖盆景", 2, Money(9_000))
    assert (wrong.checked_by, wrong.reversed_by, wrong.number, wrong.word) == ("李监事", 6, 2, "记")
    assert (red.reverses, red.kind, red.amount) == (5, VoucherKind.REVERSAL, Money(-123_456))
    assert (document.source_kind, document.source_key, document.prepared_by) == ("sale", "7", "王会计")


def test_a_filter_on_what_is_no_column_is_a_mistake_of_ours(kept: SqlBook) -> None:
    table = kept.voucher_table()
    try:
        with pytest.raises(KeyError):
            table.view(View(filters={"colour": "red"}))
    finally:
        table.close()


def test_who_is_not_on_the_roll_has_no_line(kept: SqlBook) -> None:
    for lines in (2, 300):
        bad = [line("221", Side.CREDIT, 1, member="F999")] * lines
        with kept.unit() as uow, pytest.raises(DomainError, match=r"member\.unknown"):
            post(uow, Voucher(BEGUN, tuple(bad)))
    with kept.reading() as uow:
        assert uow.ledger.movements(BEGUN)["101"] == Movement(month=Moved(debit=Money(9_000)))


def test_what_is_given_up_half_way_leaves_nothing(kept: SqlBook) -> None:
    with kept.unit() as uow:
        post(uow, sale(date(2024, 3, 9)))
        uow.ledger.save_draft(None, DraftState.DRAFT, sale(date(2024, 3, 9)), "王会计")
    with kept.reading() as uow:
        assert uow.ledger.voucher(8) is None
        assert uow.ledger.drafts() == []
    assert list(kept.verify()) == []


DAMAGE: list[tuple[str, set[str]]] = [
    (
        "UPDATE voucher_lines SET amount = 701 WHERE voucher = 2 AND position = 1",
        {"verify.voucher", "verify.account_month"},
    ),
    ("UPDATE vouchers SET amount = 701 WHERE id = 2", {"verify.voucher"}),
    ("UPDATE vouchers SET day = '2024-01-06' WHERE id = 2", {"verify.voucher"}),
    ("UPDATE vouchers SET number = 3 WHERE id = 5", {"verify.voucher_gap"}),
    ("UPDATE voucher_lines SET product = 'P9' WHERE voucher = 2 AND position = 2", {"verify.ledger_item"}),
    (
        "UPDATE account_months SET debit = debit + 1 WHERE account = '101' AND period = 202402",
        {"verify.account_month"},
    ),
    ("DELETE FROM account_months WHERE account = '501' AND period = 202401", {"verify.account_month"}),
    ("INSERT INTO account_months VALUES ('101', 202409, 0, 0)", {"verify.account_month"}),
    ("UPDATE member_months SET credit = 0 WHERE member_id = 7", {"verify.member_month"}),
    ("DELETE FROM ledger_start", {"verify.voucher"}),
    ("DELETE FROM ledger_item_versions", {"verify.reference"}),
    (
        "UPDATE voucher_lines SET account = '502' WHERE voucher = 6 AND account = '501'",
        {"verify.voucher_reversal", "verify.account_month"},
    ),
    (
        "UPDATE vouchers SET source_kind = 'sale', source_key = '7' WHERE id = 2",
        {"verify.voucher_source"},
    ),
    ("INSERT INTO drafts_open VALUES (3, 3, 'draft', '2024-01-01')", {"verify.voucher_draft"}),
    ("INSERT INTO voucher_drafts VALUES (2, 1)", {"verify.voucher_drafts", "verify.voucher_draft"}),
    ("INSERT INTO voucher_templates VALUES (2, 1)", {"verify.voucher_templates"}),
    (
        "DELETE FROM voucher_lines WHERE voucher = 7; DELETE FROM vouchers WHERE id = 7",
        {"verify.account_month"},
    ),
    ("DELETE FROM voucher_lines WHERE voucher = 2; DELETE FROM vouchers WHERE id = 2", {"verify.vouchers"}),
]


@pytest.mark.parametrize(("statement", "codes"), DAMAGE)
def test_damage_is_told_for_what_it_is(
    in_file: SqlBook, tmp_path: Path, statement: str, codes: set[str], opened: Callable[..., SqlBook]
) -> None:
    in_file.close()
    path = tmp_path / "linge.coop"
    tamper(path, statement)
    found = {code for code, _params in told(opened(path, read_only=True).verify())}
    assert codes <= found


def test_damage_is_told_in_either_database(kept: SqlBook, location: Location) -> None:
    """What adds up is other SQL on a server: one damage for each such check."""
    tamper(
        location, "UPDATE voucher_lines SET amount = 701, product = 'P9' WHERE voucher = 6 AND position = 2"
    )
    found = {code for code, _params in told(kept.verify())}
    assert found >= {
        "verify.voucher",
        "verify.account_month",
        "verify.ledger_item",
        "verify.voucher_reversal",
    }


def test_lines_are_asked_for_page_by_page_in_either_database(kept: SqlBook) -> None:
    first, last = date(2024, 1, 1), date(2024, 3, 31)
    close = CloseCodes(("331",), ("501", "502", "511"), ("521", "523"))
    earned = AskedLines(("501",), first, last, -1, without_close=True)
    owed = AskedLines(("221",), None, last, members=Side.CREDIT)
    paid = AskedLines(("3320102",), first, last, side=Side.DEBIT)
    with kept.reading() as uow:
        turned = -(uow.ledger.moved(["501"], Dimensions(), last).balance(Side.DEBIT))
        refunds = uow.ledger.moved(["221"], Dimensions(), last).balance(Side.DEBIT)
    whole = AskedVoucher(-1, 4, Money(7))
    for lines, vouchers_, expected in (
        ((earned,), (), turned),
        ((owed,), (), refunds),
        ((paid,), (), -refunds),
        ((earned, owed, paid), (whole,), turned + Money(7)),
    ):
        question = LinesQuestion(lines, vouchers_, Money(100), close)
        with closing(kept.line_table(question)) as table:
            table.view(View(Order("counts", descending=True), {"day": "2024"}))
            found = [*table.page(0, 100), *table.page(100, 1000)]
            assert len(found) == table.count()
            assert table.total() == expected == Money(sum(each.counts.fen for each in found))
            by_day = sorted(found, key=lambda each: (each.day, each.voucher))
            assert by_day[-1].voucher == max(each.voucher for each in found)
            assert Money(100) + expected in {each.balance for each in found}
            assert table.place_of(found[3 % len(found)].key) == 3 % len(found)
    everything = LinesQuestion((AskedLines(None, first, last, named=Dimensions(product="P1")),))
    with closing(kept.line_table(everything)) as table:
        table.view(View(filters={"named": "member/F001 channel/网"}))
        assert {each.named.channel for each in table.page(0, 100)} <= {"网"}
        table.view(View(filters={"named": "nobody"}))
        assert table.count() == 0
