"""记账: vouchers get their numbers when they are posted, undo each other in red, and what cannot be leaves nothing."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.months import MonthState
from coopdesk.domain.ledger.voucher import Source, Voucher, VoucherKind
from coopdesk.services.command import Topic
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    AddAccount,
    CloseAccount,
    PostVouchers,
    RecordItem,
    ReverseVoucher,
    SetMonthState,
)
from coopdesk.services.ledger.posting import Refusal, reverse
from coopdesk.services.ledger.posting import post as post_within
from coopdesk.services.ledger.values import LedgerItem
from coopdesk.services.members.commands import StrikeMember
from coopdesk.wording import error_text
from tests.services.ledger.books import (
    FIRST,
    MARCH,
    assert_sound,
    context_of,
    credit,
    debit,
    post,
    power,
    refused,
    voucher,
    yuan,
)


def test_numbers_go_on_by_month_and_word_in_the_order_of_posting(keeping: Desk) -> None:
    posted = post(
        keeping,
        power(),
        power(date(2024, 4, 2)),
        power(date(2024, 3, 31)),
        power(word="付"),
        power(date(2024, 3, 1)),
    )
    found = [keeping.ledger.voucher(each) for each in posted]
    assert [(each.month.month, each.voucher.word, each.number) for each in found] == [
        (3, "记", 1),
        (4, "记", 1),
        (3, "记", 2),
        (3, "付", 1),
        (3, "记", 3),
    ]
    assert posted == [2, 3, 4, 5, 6]
    assert {(each.prepared_by, each.checked_by, each.posted_by) for each in found} == {
        ("王会计", "", "王会计")
    }
    assert_sound(keeping)


def test_a_voucher_comes_back_as_it_was_posted(keeping: Desk) -> None:
    sale = voucher(
        debit("114", "500", "赊销盆景", member="F01"),
        debit("113", "300", "赊销盆景", party="001"),
        credit("501", "800", " 赊销\n盆景 ", product="001", channel="001"),
        papers=3,
    )
    changes = keeping.run(PostVouchers(vouchers=(sale,), prepared_by="李出纳"))
    assert changes.topics == {Topic.LEDGER}
    found = keeping.ledger.voucher(int(changes.reference))
    assert found.voucher == replace(
        sale, lines=(*sale.lines[:2], replace(sale.lines[2], summary="赊销 盆景"))
    )
    assert found.prepared_by == "李出纳"
    assert keeping.ledger.balance("114") == yuan("500")
    assert keeping.ledger.balance("114", replace(sale.lines[0].dimensions)) == yuan("500")
    assert keeping.ledger.balance("113", sale.lines[1].dimensions, date(2024, 3, 4)) == yuan("0")
    assert keeping.ledger.balance("501", sale.lines[2].dimensions, MARCH) == yuan("800")
    assert keeping.ledger.balance("999") == yuan("0")


def test_a_balance_counts_what_lies_below_and_stands_on_the_accounts_own_side(keeping: Desk) -> None:
    post(keeping, voucher(debit("33202", "10500"), credit("3320101", "300"), credit("102", "10200")))
    assert keeping.ledger.balance("332") == yuan("-200")
    assert keeping.ledger.balance("33202") == yuan("-500")
    assert keeping.ledger.balance("332", until=date(2024, 3, 4)) == yuan("10000")
    assert keeping.ledger.balance("102", until=MARCH) == yuan("88800")
    member = keeping.ledger.voucher(1).voucher.lines[2].dimensions
    assert keeping.ledger.balance("301", member) == yuan("60000")
    assert keeping.ledger.balance("301", member, date(2024, 3, 4)) == yuan("60000")
    assert keeping.ledger.balance("301", replace(member, member="F77")) == yuan("0")


def test_a_red_voucher_undoes_one_of_the_same_year(keeping: Desk) -> None:
    (wrong,) = post(keeping, power())
    red = int(keeping.run(ReverseVoucher(voucher=wrong, day=date(2024, 4, 1), reason="记错科目")).reference)
    made = keeping.ledger.voucher(red)
    assert made.voucher.kind is VoucherKind.REVERSAL
    assert made.voucher.reverses == wrong
    assert [line.summary for line in made.voucher.lines] == ["注销3月5日记-1号凭证：记错科目"] * 2
    assert [line.amount for line in made.voucher.lines] == [yuan("-320.50")] * 2
    assert keeping.ledger.voucher(wrong).reversed_by == red
    assert keeping.ledger.balance("523") == yuan("0")
    march = {row.account.code: row for row in keeping.ledger.trial_balance(date(2024, 3, 31)).rows}
    april = {row.account.code: row for row in keeping.ledger.trial_balance(date(2024, 4, 30)).rows}
    assert (march["523"].month.debit, april["523"].month.debit) == (yuan("320.50"), yuan("-320.50"))
    again = refused(keeping, ReverseVoucher(voucher=wrong, day=date(2024, 4, 1), reason="再冲"))
    assert again.code == "voucher.reversed_already"
    assert (
        refused(keeping, ReverseVoucher(voucher=red, day=date(2024, 4, 1), reason="冲")).code
        == "voucher.is_reversal"
    )
    assert_sound(keeping)


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (date(2025, 1, 3), "跨年", "voucher.other_year"),
        (date(2024, 3, 4), "更早", "voucher.reversed_before"),
        (date(2024, 3, 5), " ", "voucher.reason_missing"),
    ],
)
def test_what_cannot_be_reversed_so_is_told_with_what_to_do(
    keeping: Desk, day: date, reason: str, code: str
) -> None:
    (wrong,) = post(keeping, power())
    assert refused(keeping, ReverseVoucher(voucher=wrong, day=day, reason=reason)).code == code


def test_an_earlier_year_is_corrected_in_blue(keeping: Desk) -> None:
    (wrong,) = post(keeping, power())
    error = refused(keeping, ReverseVoucher(voucher=wrong, day=date(2025, 1, 3), reason="跨年"))
    assert "蓝字" in error_text(error)
    assert "2024年03月 记-1" in error_text(error)


def test_what_stands_can_be_undone_whatever_became_of_its_accounts(keeping: Desk) -> None:
    line = debit("114", "50", "预支", member="F03")
    (first,) = post(keeping, voucher(line, credit("102", "50", "预支")))
    keeping.run(AddAccount(account=LedgerAccount("10201", "农商行", Side.DEBIT)))
    keeping.run(CloseAccount(code="114"))
    assert refused(keeping, PostVouchers(vouchers=(voucher(line, credit("10201", "50")),))).code == (
        "voucher.account_closed"
    )
    keeping.run(ReverseVoucher(voucher=first, day=MARCH, reason="未预支"))
    assert keeping.ledger.balance("102") == yuan("99000")
    assert_sound(keeping)


def test_a_copy_is_typed_anew_in_black(keeping: Desk) -> None:
    (first,) = post(keeping, power(word="付"))
    red = int(keeping.run(ReverseVoucher(voucher=first, day=MARCH, reason="错")).reference)
    later = date(2024, 6, 7)
    expected = Voucher(later, power().lines, "付")
    assert keeping.ledger.copy(first, later) == expected
    assert keeping.ledger.copy(red, later) == expected
    with pytest.raises(DomainError):
        keeping.ledger.copy(99, later)


BAD = [
    ("unbalanced", voucher(debit("523", "5"), credit("102", "4")), "voucher.unbalanced", None),
    ("unknown account", voucher(debit("523", "5"), credit("199", "5")), "voucher.unknown_account", "199"),
    (
        "an account with children",
        voucher(debit("332", "5"), credit("102", "5")),
        "voucher.account_has_children",
        "332",
    ),
    ("no summary", voucher(debit("523", "5", " "), credit("102", "5")), "voucher.summary_missing", None),
    ("no amount", voucher(debit("523", "0"), credit("102", "0")), "voucher.amount_zero", None),
    ("one line", voucher(debit("523", "5")), "voucher.too_few_lines", None),
    (
        "unknown word",
        voucher(debit("523", "5"), credit("102", "5"), word="转账"),
        "voucher.word_unknown",
        "转账",
    ),
    (
        "nobody's member",
        voucher(debit("114", "5", member="F09"), credit("102", "5")),
        "voucher.unknown_member",
        "F09",
    ),
    (
        "a member struck",
        voucher(debit("114", "5", member="F03"), credit("102", "5")),
        "voucher.unknown_member",
        "F03",
    ),
    ("no member", voucher(debit("114", "5"), credit("102", "5")), "voucher.dimension_missing", "成员"),
    (
        "a party of a bank account",
        voucher(debit("523", "5"), credit("102", "5", party="001")),
        "voucher.dimension_not_kept",
        "往来单位",
    ),
    (
        "an unknown product",
        voucher(debit("141", "5", product="777"), credit("102", "5")),
        "voucher.unknown_item",
        "777",
    ),
    (
        "an auxiliary taken away",
        voucher(debit("113", "5", party="002"), credit("102", "5")),
        "voucher.item_closed",
        "002",
    ),
    ("a closed month", power(date(2024, 1, 9)), "period.closed", "2024-01"),
    ("a held month", power(date(2024, 2, 9)), "period.held", "2024-02"),
    ("before the ledger", power(date(2023, 12, 9)), "period.before_start", "2024年1月1日"),
    ("a month to come", power(date(2025, 4, 1)), "period.in_future", "2025年3月31日"),
    ("papers below 0", replace(power(), attachments=-1), "voucher.attachments", "-1"),
]


@pytest.fixture
def guarded(keeping: Desk) -> Desk:
    """January closed, February held, a party closed, a member struck."""
    keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "002", "旧货站")))
    keeping.run(RecordItem(item=LedgerItem(Dimension.PARTY, "002", "旧货站", closed=True)))
    keeping.run(SetMonthState(month=FIRST, state=MonthState.CLOSED))
    keeping.run(SetMonthState(month=FIRST.next, state=MonthState.HELD, reason="审计"))
    keeping.run(StrikeMember(member="F03", reason="重复"))
    return keeping


@pytest.mark.parametrize(("bad", "code", "value"), [each[1:] for each in BAD], ids=[each[0] for each in BAD])
def test_bad_input_is_a_sentence_with_line_and_value_and_leaves_nothing(
    guarded: Desk, bad: Voucher, code: str, value: str | None
) -> None:
    good = power()
    alone, among = (PostVouchers(vouchers=(bad,)), PostVouchers(vouchers=(good, bad, good)))
    error = refused(guarded, alone)
    assert error.code == code
    assert value is None or value in error_text(error)
    again = refused(guarded, among)
    assert again.code == code
    assert error_text(again) == f"第 2 张凭证：{error_text(error)}"
    assert guarded.ledger.trial_balance(date(2025, 3, 10)).total("year").debit == yuan("0")
    assert_sound(guarded)


def test_of_many_members_the_roll_is_read_once_to_the_same_end(
    guarded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [debit("114", "5", member=number) for number in ("F01", "F02", "F03", "F09")]
    bad = voucher(*lines, credit("102", "20"))
    one_by_one = list(map(str, guarded.ledger.check((bad,))))
    monkeypatch.setattr("coopdesk.services.ledger.posting._FEW", 1)
    assert list(map(str, guarded.ledger.check((bad,)))) == one_by_one
    assert len(one_by_one) == 2


def test_all_that_is_wrong_is_told_at_once(keeping: Desk) -> None:
    bad = voucher(debit("199", "0", ""), credit("113", "5", party="9"))
    error = refused(keeping, PostVouchers(vouchers=(power(), bad)))
    assert isinstance(error, Refusal)
    told = [(each.code, each.params.get("line"), each.params["of_voucher"]) for each in error.faults]
    assert told == [
        ("voucher.summary_missing", 1, 2),
        ("voucher.amount_zero", 1, 2),
        ("voucher.unknown_account", 1, 2),
        ("voucher.unbalanced", None, 2),
        ("voucher.unknown_item", 2, 2),
    ]
    assert list(map(str, keeping.ledger.check((power(), bad)))) == list(map(str, error.faults))
    assert keeping.ledger.check((power(),)) == []


def test_a_summary_of_pages_is_no_summary(keeping: Desk) -> None:
    bad = voucher(debit("523", "5", "电" * 501), credit("102", "5"))
    with pytest.raises(DomainError) as caught:
        keeping.run(PostVouchers(vouchers=(bad,)))
    assert caught.value.code == "limits.text"
    assert [each.code for each in keeping.ledger.check((bad,))] == ["voucher.summary_too_long"]


def test_nothing_to_post_is_said(keeping: Desk) -> None:
    assert refused(keeping, PostVouchers(vouchers=())).code == "draft.none_chosen"


def test_a_command_sent_twice_is_posted_once(keeping: Desk) -> None:
    command = PostVouchers(vouchers=(power(),))
    assert keeping.run(command) == keeping.run(command)
    assert keeping.ledger.balance("523") == yuan("320.50")


def test_what_a_person_posts_is_nobodys_document_and_no_close(keeping: Desk) -> None:
    told = replace(power(), kind=VoucherKind.CLOSING, source=Source("plan", "1"), reverses=1)
    (posted,) = post(
        keeping,
        told,
    )
    found = keeping.ledger.voucher(posted).voucher
    assert (found.kind, found.source, found.reverses) == (VoucherKind.TYPED, None, None)
    (read_in,) = post(keeping, replace(power(), kind=VoucherKind.IMPORTED))
    assert keeping.ledger.voucher(read_in).voucher.kind is VoucherKind.IMPORTED


class TestADocument:
    """What other areas post through the same door."""

    SOURCE = Source("operation", "7")
    OF_DOCUMENT = replace(power(), kind=VoucherKind.DOCUMENT, source=SOURCE)

    def test_has_one_voucher_that_stands(self, keeping: Desk) -> None:
        with keeping._desk_context.book.unit() as uow:
            context = context_of(uow)
            first = post_within(context, self.OF_DOCUMENT)
            with pytest.raises(DomainError) as twice:
                post_within(context, self.OF_DOCUMENT)
            assert (twice.value.code, twice.value.params) == ("voucher.source_posted", {"id": first})
            reverse(context, first, date(2024, 3, 9), "单据冲销")
            assert uow.ledger.of_source(self.SOURCE) is None
            second = post_within(context, self.OF_DOCUMENT)
            assert uow.ledger.of_source(self.SOURCE) == second
            uow.commit()
        stands = keeping.ledger.voucher_of(self.SOURCE)
        assert stands is not None
        assert stands.id == second
        assert keeping.ledger.voucher_of(Source("operation", "8")) is None
        assert_sound(keeping)

    def test_is_undone_where_it_was_made(self, keeping: Desk) -> None:
        with keeping._desk_context.book.unit() as uow:
            first = post_within(context_of(uow), self.OF_DOCUMENT)
            uow.commit()
        error = refused(keeping, ReverseVoucher(voucher=first, day=MARCH, reason="错"))
        assert error.code == "voucher.of_document"

    def test_twice_in_one_go_is_seen(self, keeping: Desk) -> None:
        assert [each.code for each in keeping.ledger.check((self.OF_DOCUMENT, self.OF_DOCUMENT))] == [
            "voucher.source_posted"
        ]


def test_the_close_of_december_may_go_on_while_it_is_held(keeping: Desk) -> None:
    december = date(2024, 12, 31)
    keeping.run(SetMonthState(month=FIRST.from_number(202412), state=MonthState.HELD))
    close = replace(power(december), kind=VoucherKind.CLOSING)
    assert [each.code for each in keeping.ledger.check((replace(close, kind=VoucherKind.DOCUMENT),))] == [
        "period.held"
    ]
    with keeping._desk_context.book.unit() as uow:
        closing = post_within(context_of(uow), close)
        uow.commit()
    error = refused(keeping, ReverseVoucher(voucher=closing, day=december, reason="错"))
    assert (error.code, error.params["kind"]) == ("voucher.not_by_hand", VoucherKind.CLOSING)
