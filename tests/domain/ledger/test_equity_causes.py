"""Why equity moved, read from what a voucher debits and credits together."""

import pytest

from coopdesk.domain.ledger.equity_causes import CAUSED_BY, MOVED, Cause, causes_of, closes
from coopdesk.domain.ledger.turnovers import sums_of
from coopdesk.domain.ledger.voucher import VoucherKind, reversal
from tests.ledger.notation import voucher

DAY = "2024-06-30"


def causes(text, kind=VoucherKind.TYPED):
    made = voucher(DAY, text, kind)
    return causes_of(kind, sums_of(made))


CASES = {
    "money for shares": ("借 102 6000 贷 301/A 5000 贷 321 1000", {"capital_paid_in": 5000, "premium": 1000}),
    "owed by founders": ("借 114/A 100 贷 301/A 100", {"capital_paid_in": 100}),
    "property for shares": (
        "借 151 60 借 161 40 贷 301/A 80 贷 321 20",
        {"capital_paid_in": 80, "premium": 20},
    ),
    "capital above what was paid": (
        "借 102 20000 借 321 5000 贷 301/A 25000",
        {
            "capital_paid_in": 20000,
            "capital_from_capital_reserve": 5000,
            "capital_reserve_to_capital": 5000,
        },
    ),
    "property revalued": ("借 141 30 贷 321 30", {"revalued": 30}),
    "premium paid by itself": ("借 102 30 贷 321 30", {"premium": 30}),
    "reserve to capital": (
        "借 322 70 贷 301/A 30 贷 301/B 40",
        {"capital_from_reserve": 70, "reserve_to_capital": 70},
    ),
    "both reserves to capital": (
        "借 321 20 借 322 70 贷 301/A 90",
        {
            "capital_from_reserve": 70,
            "reserve_to_capital": 70,
            "capital_from_capital_reserve": 20,
            "capital_reserve_to_capital": 20,
        },
    ),
    "shares passed on": ("借 301/A 500 贷 301/B 500", {}),
    "leaver paid": (
        "借 301/A 10000 借 322 2000 贷 101 12000",
        {"capital_reduced": 10000, "reserve_other_out": 2000},
    ),
    "leaver paid less": (
        "借 301/A 10000 贷 101 8000 贷 321 2000",
        {"capital_reduced": 10000, "capital_reserve_other_in": 2000},
    ),
    "premium given back": ("借 321 10 贷 102 10", {"capital_reserve_other_out": 10}),
    "state money used for an asset": ("借 151 38 贷 102 38 借 235 38 贷 311 38", {"fund_state": 38}),
    "donation": ("借 101 12 贷 311 12", {"fund_donated": 12}),
    "both at once": (
        "借 151 50 贷 102 38 借 235 38 贷 311 50",
        {"fund_state": 38, "fund_donated": 12},
    ),
    "fund lost": ("借 311 5 贷 151 5", {"fund_other_out": 5}),
    "reserve makes good a loss": ("借 322 20 贷 33202 20", {"transferred_in": 20, "reserve_to_loss": 20}),
    "capital reserve makes good a loss": (
        "借 321 20 贷 33202 20",
        {"transferred_in": 20, "capital_reserve_to_loss": 20},
    ),
    "loss put on members": (
        "借 301/A 30 借 322/A 5 贷 33202 35",
        {"transferred_in": 35, "capital_reduced": 30, "reserve_to_loss": 5},
    ),
    "a whole distribution": (
        "借 322 20 贷 33202 20 借 3320101 48 贷 322 48 借 3320102 60 贷 221/A 60 "
        "借 3320103 40 贷 222/A 40 借 3320104 15 贷 301/A 15",
        {
            "transferred_in": 20,
            "reserve_to_loss": 20,
            "reserve_drawn": 48,
            "capital_paid_in": 15,
        },
    ),
    "what was declared turned into capital": ("借 221/A 9 贷 301/A 9", {"capital_paid_in": 9}),
    "appropriations closed": ("借 33202 100 贷 3320101 40 贷 3320102 60", {}),
    "appropriations taken back": ("借 3320102 60 贷 33202 60", {}),
    "paid from undistributed surplus": ("借 33202 7 贷 102 7", {"undistributed_other_out": 7}),
    "gift to undistributed surplus": ("借 102 7 贷 33202 7", {"transferred_in": 7}),
    "reserve from elsewhere": ("借 102 7 贷 322 7", {"reserve_other_in": 7}),
    "nothing of equity": ("借 102 7 贷 501 7", {}),
    "reserve moved within": ("借 32201 7 贷 32202 7", {}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_stands_beside_it_says_the_cause(text, expected):
    assert causes(text) == {Cause(name): yuan * 100 for name, yuan in expected.items()}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_in_red_the_same_causes_stand_below_0(text, expected):
    red = reversal(voucher(DAY, text), 1, voucher(DAY, text).day, "注销")
    assert causes_of(red.kind, sums_of(red)) == {Cause(name): -yuan * 100 for name, yuan in expected.items()}


@pytest.mark.parametrize(("text", "_expected"), CASES.values(), ids=CASES)
def test_causes_lead_each_account_from_its_opening_to_its_closing(text, _expected):
    lines = sums_of(voucher(DAY, text))
    for account in {moved.account for moved in MOVED.values()} - {"33202"}:
        moved = sum(
            fen if MOVED[cause].adds else -fen
            for cause, fen in causes(text).items()
            if MOVED[cause].account == account
        )
        assert moved == sum(credit - debit for code, debit, credit in lines if code.startswith(account))


def test_an_opening_voucher_says_how_much_but_not_why():
    assert causes(
        "借 102 90 借 301/A 5 贷 301/A 50 借 311 1 贷 311 20 借 321 2 贷 321 20 借 322 2 贷 322 10",
        VoucherKind.OPENING,
    ) == {
        Cause.CAPITAL_OTHER_IN: 5000,
        Cause.CAPITAL_OTHER_OUT: 500,
        Cause.FUND_OTHER_IN: 2000,
        Cause.FUND_OTHER_OUT: 100,
        Cause.CAPITAL_RESERVE_OTHER_IN: 2000,
        Cause.CAPITAL_RESERVE_OTHER_OUT: 200,
        Cause.RESERVE_OTHER_IN: 1000,
        Cause.RESERVE_OTHER_OUT: 200,
    }


def test_what_closes_the_year_has_no_cause():
    assert causes("借 331 100 贷 33202 100") == {}
    assert causes("借 33202 100 贷 322 100", VoucherKind.CLOSING) == {}


def test_a_voucher_closes_by_its_kind_or_by_touching_331():
    assert closes(VoucherKind.CLOSING, ["33202", "33201"])
    assert closes(VoucherKind.IMPORTED, ["501", "331"])
    assert closes(VoucherKind.TYPED, ["501", "33101"])
    assert not closes(VoucherKind.TYPED, ["501", "102"])
    assert not closes(VoucherKind.OPENING, ["331", "102"])


def test_every_cause_moves_one_of_the_accounts_that_are_asked_for():
    assert set(MOVED) == set(Cause)
    assert all(moved.account.startswith(CAUSED_BY) for moved in MOVED.values())
