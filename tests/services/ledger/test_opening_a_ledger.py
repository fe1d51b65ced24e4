"""建账: a ledger begins once, balanced, in January or within a year, and its balances can be mended until a close."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    AmendOpening,
    OpenLedger,
    PostVouchers,
    RecordItem,
    ReverseVoucher,
    SaveDraft,
    SetMonthState,
)
from coopdesk.services.ledger.values import LedgerItem
from tests.services.ledger.books import FIRST, OPENING, assert_sound, post, power, refused, yuan

MAY = Month(2024, 5)
WITHIN = (
    OpeningBalance("102", yuan("1000"), yuan("700"), yuan("200")),
    OpeningBalance("33202", yuan("1000")),
    OpeningBalance("501", credit=yuan("700")),
    OpeningBalance("523", debit=yuan("200")),
)


def test_a_ledger_begins_with_the_ministrys_accounts_and_what_they_held(bare: Desk) -> None:
    assert bare.ledger.start() is None
    assert bare.ledger.months() == ()
    assert "3320104" in bare.ledger.chart()
    assert bare.run(OpenLedger(first=FIRST, balances=OPENING)).reference == "2024-01"
    start = bare.ledger.start()
    assert start is not None
    assert (start.first, start.day) == (FIRST, date(2025, 3, 10))
    assert len(list(bare.ledger.chart())) == 58
    begun = bare.ledger.trial_balance(date(2024, 1, 31))
    assert [(row.account.code, row.level) for row in begun.rows] == [
        ("101", 1),
        ("102", 1),
        ("301", 1),
        ("332", 1),
        ("33202", 2),
    ]
    assert begun.rows[1].begin == begun.rows[1].closing
    assert begun.total("begin").credit == yuan("100000")
    assert begun.total("year").debit == yuan("0")
    assert_sound(bare)


def test_a_ledger_that_begins_within_a_year_knows_its_beginning_and_what_moved_since(bare: Desk) -> None:
    bare.run(OpenLedger(first=MAY, balances=WITHIN))
    bank = {row.account.code: row for row in bare.ledger.trial_balance(date(2024, 5, 31)).rows}["102"]
    assert (bank.begin.debit, bank.opening.debit) == (yuan("1000"), yuan("1500"))
    assert (bank.year.debit, bank.year.credit) == (yuan("700"), yuan("200"))
    assert (bank.month.debit, bank.closing.debit) == (yuan("0"), yuan("1500"))
    assert post(bare, power(date(2024, 5, 6))) == [3]
    assert bare.ledger.voucher(3).number == 1
    assert [bare.ledger.voucher(id).number for id in (1, 2)] == [0, 0]
    assert_sound(bare)


def test_a_book_without_a_ledger_takes_no_vouchers(bare: Desk) -> None:
    for command in (
        PostVouchers(vouchers=(power(),)),
        SaveDraft(voucher=power()),
        AmendOpening(balances=OPENING, reason="错"),
        SetMonthState(month=FIRST, state=MonthState.CLOSED),
        RecordItem(item=LedgerItem(Dimension.PARTY, "", "供电所")),
        ReverseVoucher(voucher=1, day=date(2024, 3, 1), reason="错"),
    ):
        assert refused(bare, command).code in {"ledger.none", "voucher.unknown"}
    assert bare.verify() == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenLedger(first=Month(2025, 4)), "ledger.begins_in_future"),
        (OpenLedger(first=Month(2024, 13)), "period.no_month"),
        (OpenLedger(first=FIRST, balances=(OPENING[0],)), "opening.unbalanced"),
        (OpenLedger(first=MAY, balances=(WITHIN[0], WITHIN[1])), "opening.turnover_unbalanced"),
        (
            OpenLedger(first=FIRST, balances=(replace(OPENING[0], account="109901"),)),
            "voucher.unknown_account",
        ),
    ],
)
def test_what_cannot_be_begun_with_leaves_no_ledger(bare: Desk, command: OpenLedger, code: str) -> None:
    assert refused(bare, command).code == code
    assert bare.ledger.start() is None
    bare.run(OpenLedger(first=FIRST))


def test_members_that_are_not_on_the_roll_hold_nothing(bare: Desk) -> None:
    balances = tuple(
        replace(each, dimensions=replace(each.dimensions, member="F99"))
        if each.dimensions.member == "F02"
        else each
        for each in OPENING
    )
    error = refused(bare, OpenLedger(first=FIRST, balances=balances))
    assert (error.code, error.params["value"]) == ("voucher.unknown_member", "F99")


def test_a_ledger_begins_once(keeping: Desk) -> None:
    assert refused(keeping, OpenLedger(first=FIRST)).code == "ledger.begun"


def test_other_opening_balances_take_the_place_of_those_that_stand(keeping: Desk) -> None:
    post(keeping, power())
    better = (
        *OPENING[:1],
        replace(OPENING[1], begin=yuan("98000")),
        *OPENING[2:4],
        replace(OPENING[4], begin=yuan("9000")),
    )
    assert refused(keeping, AmendOpening(balances=better[1:], reason="漏记")).code == "opening.unbalanced"
    assert refused(keeping, AmendOpening(balances=better, reason=" ")).code == "ledger.reason_missing"
    keeping.run(AmendOpening(balances=better, reason="银行对账单不符"))
    assert keeping.ledger.balance("102") == yuan("97679.50")
    assert keeping.ledger.balance("332") == yuan("9000")
    # The red one and the new one of the same day stand outside the numbering.
    post(keeping, power(date(2024, 3, 9)))
    assert keeping.ledger.voucher(5).number == 2
    assert_sound(keeping)
    keeping.run(AmendOpening(balances=OPENING, reason="还是原来的对"))
    assert keeping.ledger.balance("332") == yuan("10000")
    assert_sound(keeping)


def test_once_a_month_is_closed_the_opening_balances_are_fixed(keeping: Desk) -> None:
    keeping.run(SetMonthState(month=FIRST, state=MonthState.CLOSED))
    assert refused(keeping, AmendOpening(balances=OPENING, reason="错")).code == "ledger.opening_fixed"
    keeping.run(SetMonthState(month=FIRST, state=MonthState.OPEN, reason="更正期初"))
    keeping.run(AmendOpening(balances=OPENING, reason="错"))


def test_an_opening_balance_is_not_reversed_by_itself(keeping: Desk) -> None:
    assert (
        refused(keeping, ReverseVoucher(voucher=1, day=date(2024, 1, 1), reason="错")).code
        == "voucher.not_by_hand"
    )
