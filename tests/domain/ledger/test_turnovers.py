"""Openings, debits and credits of a span, from the vouchers themselves."""

from datetime import date

import pytest

from coopdesk.domain.ledger.equity_causes import Cause
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import (
    AccountTurnover,
    MemberSides,
    Turnovers,
    carried,
    summed,
    sums_of,
    tells,
    turnovers_of,
)
from coopdesk.domain.ledger.voucher import VoucherKind, reversal
from coopdesk.domain.money import Money
from tests.ledger.notation import voucher, year_of, yuan
from tests.ledger.two_years import vouchers

OPENING = VoucherKind.OPENING
BOOK = [
    voucher("2023-12-31", "借 102 1000 贷 301/A 1000", OPENING),
    voucher("2024-01-05", "借 114/A 300 贷 501 300"),
    voucher("2024-02-05", "借 102 120 贷 114/A 120"),
    voucher("2024-02-06", "借 121 50 贷 114/B 50"),
    voucher("2024-12-31", "借 501 300 贷 331 300", VoucherKind.CLOSING),
    voucher("2025-01-01", "借 102 1 贷 501 1"),
]


def test_a_span_has_what_stood_before_it_and_what_moved_within_it():
    of_year = year_of(BOOK, 2024)
    assert of_year.accounts["102"] == AccountTurnover(opening=yuan("1000"), debit=yuan("120"))
    assert of_year.accounts["102"].balance == yuan("1120")
    assert of_year.accounts["501"] == AccountTurnover(
        credit=yuan("300"), debit=yuan("300"), carried_debit=yuan("300")
    )
    assert of_year.accounts["501"].balance == Money(0)
    assert of_year.accounts["501"].moved == yuan("-300")
    february = turnovers_of(BOOK, Month(2024, 2), Month(2024, 2))
    assert february.accounts["501"] == AccountTurnover(opening=yuan("-300"))
    assert february.accounts["114"] == AccountTurnover(yuan("300"), debit=Money(0), credit=yuan("170"))


def test_members_who_owe_and_members_who_are_owed_are_told_apart():
    assert year_of(BOOK, 2024).members == MemberSides(
        begin_debit=Money(0), begin_credit=Money(0), end_debit=yuan("180"), end_credit=yuan("50")
    )
    february = turnovers_of(BOOK, Month(2024, 2), Month(2024, 2))
    assert (february.members.begin_debit, february.members.begin_credit) == (yuan("300"), Money(0))


def test_causes_are_those_of_the_span():
    joined = voucher("2024-03-01", "借 102 5 贷 301/B 5")
    assert year_of([*BOOK, joined], 2024).causes == {Cause.CAPITAL_PAID_IN: yuan("5")}
    assert year_of([*BOOK, joined, reversal(joined, 7, date(2024, 4, 1), "注销")], 2024).causes == {}
    assert year_of(BOOK, 2024).causes == {}


def test_what_lies_below_an_account_counts_for_it_but_for_what_is_left_out():
    turnover = AccountTurnover(debit=Money(1))
    accounts = {"33201": turnover, "3320101": turnover, "3320102": turnover, "33202": turnover}
    span = Turnovers(Month(2024, 1), Month(2024, 12), accounts)
    assert len(list(span.below("332"))) == 4
    assert len(list(span.below("33201"))) == 3
    assert len(list(span.below("33201", ("3320101", "3320102")))) == 1


def test_a_close_undone_in_red_is_carried_like_the_close():
    close = BOOK[4]
    undone = reversal(close, 5, date(2024, 12, 31), "反结账")
    accounts = year_of([*BOOK, undone], 2024).accounts
    assert accounts["501"].moved == yuan("-300")
    assert accounts["501"].balance == yuan("-300")
    assert accounts["331"].balance == Money(0)


def test_books_that_were_closed_each_month_tell_their_income_at_the_start():
    lines = "借 102 300 借 501 300 贷 501 300 借 521 100 贷 521 100 贷 141 100 借 331 100 贷 331 300"
    taken = voucher("2024-06-30", lines, OPENING)
    assert carried(OPENING, [("501", 300, 300), ("521", 100, 100), ("331", 100, 300)]) == [
        ("501", 300, 0),
        ("521", 0, 100),
    ]
    of_year = year_of([taken], 2024)
    assert of_year.accounts["501"].moved == yuan("-300")
    assert of_year.accounts["521"].moved == yuan("100")
    assert of_year.causes == {}


def test_an_opening_without_331_and_a_plain_voucher_carry_nothing():
    assert carried(OPENING, [("501", 0, 300), ("102", 300, 0)]) == []
    assert carried(VoucherKind.TYPED, [("501", 0, 300), ("102", 300, 0)]) == []
    assert carried(VoucherKind.TYPED, [("501", 300, 0), ("331", 0, 300)]) == [
        ("501", 300, 0),
        ("331", 0, 300),
    ]


@pytest.mark.parametrize(
    ("kind", "codes", "told"),
    [
        (VoucherKind.TYPED, ["102", "501"], False),
        (VoucherKind.DOCUMENT, ["102", "301"], True),
        (VoucherKind.TYPED, ["32201", "102"], True),
        (VoucherKind.IMPORTED, ["501", "331"], True),
        (VoucherKind.CLOSING, ["501", "102"], True),
        (OPENING, ["501", "102"], True),
        (VoucherKind.REVERSAL, ["235", "102"], False),
    ],
)
def test_a_voucher_is_needed_whole_where_it_closes_opens_or_moves_equity(kind, codes, told):
    assert tells(kind, codes) == told


def test_sums_of_a_database_and_the_vouchers_that_tell_give_the_same():
    book = vouchers()
    whole = year_of(book, 2024)
    sums = {
        code: (each.opening.fen, each.debit.fen, each.credit.fen) for code, each in whole.accounts.items()
    }
    of_year = [each for each in book if each.day.year == 2024]
    telling = [
        (each.kind, sums_of(each))
        for each in of_year
        if tells(each.kind, [line.account for line in each.lines])
    ]
    assert summed(whole.first, whole.last, sums, whole.members, telling) == whole
    assert len(telling) < len(of_year) / 4
