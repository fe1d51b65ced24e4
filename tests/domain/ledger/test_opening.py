"""Opening balances: what they must add up to, and the vouchers that hold them."""

from datetime import date

import pytest

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import (
    OpeningBalance,
    opening_balances,
    opening_faults,
    opening_vouchers,
)
from coopdesk.domain.ledger.voucher import Dimensions, VoucherKind, VoucherLine
from coopdesk.domain.money import Money

JANUARY, MAY = Month(2024, 1), Month(2024, 5)
BEGUN = (
    OpeningBalance("102", Money(80_000)),
    OpeningBalance("152", Money(30_000)),
    OpeningBalance("301", Money(60_000), dimensions=Dimensions(member="F01")),
    OpeningBalance("33202", Money(-10_000)),
)
MOVED = (
    OpeningBalance("102", Money(100), Money(70), Money(20)),
    OpeningBalance("33202", Money(100)),
    OpeningBalance("501", credit=Money(70)),
    OpeningBalance("523", debit=Money(20)),
)


def said(balances, first=MAY):
    return [(fault.code, fault.params) for fault in opening_faults(balances, FIRST_CHART, first)]


def test_balances_stand_on_their_own_side_and_below_0_on_the_other():
    assert said(BEGUN, JANUARY) == []
    (voucher,) = opening_vouchers(BEGUN, FIRST_CHART, JANUARY)
    assert (voucher.day, voucher.kind) == (date(2023, 12, 31), VoucherKind.OPENING)
    assert [(line.account, line.side, line.amount.fen) for line in voucher.lines] == [
        ("102", Side.DEBIT, 80_000),
        ("152", Side.CREDIT, 30_000),
        ("301", Side.CREDIT, 60_000),
        ("33202", Side.DEBIT, 10_000),
    ]
    assert voucher.lines[2].dimensions.member == "F01"
    assert voucher.debit == voucher.credit


def test_a_ledger_that_begins_within_a_year_has_what_moved_since_in_a_voucher_of_its_own():
    assert said(MOVED) == []
    begun, moved = opening_vouchers(MOVED, FIRST_CHART, MAY)
    assert (begun.day, moved.day) == (date(2023, 12, 31), date(2024, 4, 30))
    assert [line.account for line in begun.lines] == ["102", "33202"]
    text = "建账前本年累计发生额"
    assert moved.lines == (
        VoucherLine(text, "102", Side.DEBIT, Money(70)),
        VoucherLine(text, "102", Side.CREDIT, Money(20)),
        VoucherLine(text, "501", Side.CREDIT, Money(70)),
        VoucherLine(text, "523", Side.DEBIT, Money(20)),
    )


def test_nothing_to_begin_with_makes_no_voucher():
    assert said(()) == []
    assert opening_vouchers((), FIRST_CHART, JANUARY) == []


def test_the_difference_is_told_in_yuan():
    balances = (OpeningBalance("102", Money(500), Money(7)), OpeningBalance("201", Money(450)))
    assert said(balances) == [
        ("opening.unbalanced", {"debit": Money(500), "credit": Money(450), "difference": Money(50)}),
        ("opening.turnover_unbalanced", {"debit": Money(7), "credit": Money(0), "difference": Money(7)}),
    ]


@pytest.mark.parametrize(
    ("balance", "code"),
    [
        (OpeningBalance("199", Money(5)), "voucher.unknown_account"),
        (OpeningBalance("332", Money(5)), "voucher.account_has_children"),
        (OpeningBalance("301", Money(5)), "voucher.dimension_missing"),
        (OpeningBalance("102", Money(5), dimensions=Dimensions(party="001")), "voucher.dimension_not_kept"),
        (OpeningBalance("501", Money(5)), "opening.result_carried"),
        (OpeningBalance("101", debit=Money(5)), "opening.no_turnover_in_january"),
        (OpeningBalance("102", Money(5)), "opening.twice"),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_number(balance, code):
    told = said((OpeningBalance("102", Money(1)), balance), JANUARY)
    assert [(found, params["line"]) for found, params in told] == [(code, 2)]


@pytest.mark.parametrize(("balances", "first"), [(BEGUN, JANUARY), (MOVED, MAY)])
def test_the_vouchers_give_back_the_balances_they_were_made_of(balances, first):
    assert opening_balances(opening_vouchers(balances, FIRST_CHART, first), FIRST_CHART) == list(balances)
