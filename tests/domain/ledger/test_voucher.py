"""Vouchers: balanced or told what is wrong, line by line, and undone in red."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS, FIRST_CHART
from coopdesk.domain.ledger.voucher import (
    Dimensions,
    Source,
    Voucher,
    VoucherKind,
    VoucherLine,
    balancing,
    correction,
    faults,
    merged,
    reversal,
)
from coopdesk.domain.money import Money

DAY = date(2024, 3, 5)


def debit(account, fen, summary="某事", **dimensions):
    return VoucherLine(summary, account, Side.DEBIT, Money(fen), Dimensions(**dimensions))


def credit(account, fen, summary="某事", **dimensions):
    return VoucherLine(summary, account, Side.CREDIT, Money(fen), Dimensions(**dimensions))


def said(voucher, chart=FIRST_CHART):
    return [(fault.code, fault.params) for fault in faults(voucher, chart)]


RENT = Voucher(DAY, (debit("171", 120_000_00), credit("102", 120_000_00)))
CLOSED = ChartOfAccounts(
    [*(each for each in FIRST_ACCOUNTS if each.code != "109"), replace(FIRST_CHART["109"], closed=True)]
)


def test_debits_and_credits_stand_in_their_columns_and_add_up():
    line = debit("102", 500)
    assert (line.debit, line.credit) == (Money(500), Money(0))
    line = credit("102", 500)
    assert (line.debit, line.credit) == (Money(0), Money(500))
    voucher = Voucher(DAY, (debit("102", 700), credit("501", 500), credit("502", 100)))
    assert (voucher.debit, voucher.credit) == (Money(700), Money(600))
    assert balancing(voucher.lines) == Money(100)


def test_a_balanced_voucher_can_be_posted():
    assert said(RENT) == []
    assert said(Voucher(DAY, (debit("102", -5), credit("501", -5)))) == []
    assert (
        said(Voucher(DAY, (debit("114", 5, member="F01"), credit("501", 5, product="P1", channel="w")))) == []
    )


def test_an_unbalanced_voucher_is_told_by_how_much():
    voucher = Voucher(DAY, (debit("102", 700), credit("501", 699)))
    assert said(voucher) == [
        ("voucher.unbalanced", {"debit": Money(700), "credit": Money(699), "difference": Money(1)})
    ]


@pytest.mark.parametrize(
    ("line", "code", "params"),
    [
        (debit("102", 5, summary=" "), "voucher.summary_missing", {"line": 1}),
        (debit("103", 5), "voucher.unknown_account", {"line": 1, "account": "103"}),
        (debit("332", 5), "voucher.account_has_children", {"line": 1, "account": "332", "name": "盈余分配"}),
        (debit("109", 5), "voucher.account_closed", {"line": 1, "account": "109", "name": "其他货币资金"}),
        (
            debit("114", 5),
            "voucher.dimension_missing",
            {"line": 1, "account": "成员往来", "dimension": Dimension.MEMBER},
        ),
        (
            debit("102", 5, party="W1"),
            "voucher.dimension_not_kept",
            {"line": 1, "account": "银行存款", "dimension": Dimension.PARTY},
        ),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_number(line, code, params):
    assert said(Voucher(DAY, (line, credit("101", 5))), CLOSED) == [(code, params)]


def test_what_a_line_must_name_it_may_name():
    account = LedgerAccount("11301", "门市", Side.DEBIT, required=frozenset({Dimension.PARTY}))
    chart = ChartOfAccounts([*FIRST_ACCOUNTS, account])
    assert said(Voucher(DAY, (debit("11301", 5, party="W1"), credit("501", 5))), chart) == []


def test_all_faults_are_told_at_once():
    voucher = Voucher(DAY, (debit("103", 0, summary=""),), word="转账")
    assert said(voucher) == [
        ("voucher.summary_missing", {"line": 1}),
        ("voucher.amount_zero", {"line": 1}),
        ("voucher.unknown_account", {"line": 1, "account": "103"}),
        ("voucher.too_few_lines", {}),
        ("voucher.word_unknown", {"value": "转账"}),
    ]


def test_dimensions_say_what_they_name():
    named = Dimensions(member="F01", channel="web")
    assert named.named == {Dimension.MEMBER, Dimension.CHANNEL}
    assert named.get(Dimension.MEMBER) == "F01"
    assert named
    assert not Dimensions()


def test_a_voucher_in_red_takes_back_every_line_on_its_own_side():
    source = Source("operation", "12")
    voucher = replace(RENT, attachments=3, word="付", kind=VoucherKind.DOCUMENT, source=source)
    red = reversal(voucher, 7, date(2024, 4, 1), "注销2024年3月5日记1号凭证")
    assert red == Voucher(
        date(2024, 4, 1),
        (
            debit("171", -120_000_00, "注销2024年3月5日记1号凭证"),
            credit("102", -120_000_00, "注销2024年3月5日记1号凭证"),
        ),
        "付",
        0,
        VoucherKind.REVERSAL,
        source,
        7,
    )
    assert said(red) == []


def test_a_voucher_of_an_earlier_year_is_corrected_in_blue_on_the_other_side():
    source = Source("contribution", "operation/12")
    voucher = replace(RENT, attachments=3, kind=VoucherKind.DOCUMENT, source=source)
    blue = correction(voucher, 7, date(2025, 4, 1), "订正2024年3月5日记-1号凭证")
    assert blue == Voucher(
        date(2025, 4, 1),
        (
            credit("171", 120_000_00, "订正2024年3月5日记-1号凭证"),
            debit("102", 120_000_00, "订正2024年3月5日记-1号凭证"),
        ),
        kind=VoucherKind.REVERSAL,
        source=source,
        reverses=7,
    )
    assert said(blue) == []
    closing = replace(voucher, kind=VoucherKind.CLOSING)
    assert correction(closing, 7, date(2025, 4, 1), "订正").kind is VoucherKind.CLOSING


@pytest.mark.parametrize("kind", [VoucherKind.CLOSING, VoucherKind.OPENING])
def test_what_undoes_a_close_or_an_opening_stays_of_its_kind(kind):
    assert reversal(replace(RENT, kind=kind), 7, DAY, "反结账").kind is kind


def test_lines_alike_become_one_and_those_that_cancel_go():
    lines = [
        debit("3320102", 10),
        credit("221", 10, member="F01"),
        debit("3320102", 5),
        credit("221", 5, member="F02"),
        debit("102", 3),
        debit("102", -3),
    ]
    assert merged(lines) == (
        debit("3320102", 15),
        credit("221", 10, member="F01"),
        credit("221", 5, member="F02"),
    )
