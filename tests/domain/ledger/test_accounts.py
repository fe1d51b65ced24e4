"""Accounts, where each stands, and what its lines name."""

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import (
    AccountGroup,
    ChartOfAccounts,
    Dimension,
    LedgerAccount,
    Side,
    check_account,
)

CHART = ChartOfAccounts(
    [
        LedgerAccount("3320102", "盈余返还", Side.CREDIT),
        LedgerAccount("332", "盈余分配", Side.CREDIT),
        LedgerAccount("33202", "未分配盈余", Side.CREDIT),
        LedgerAccount("33201", "各项分配", Side.CREDIT),
        LedgerAccount("101", "库存现金", Side.DEBIT),
        LedgerAccount("1010101", "出纳甲", Side.DEBIT),
    ]
)


def test_the_accounts_stand_in_the_order_of_their_codes():
    assert [account.code for account in CHART] == ["101", "1010101", "332", "33201", "3320102", "33202"]
    assert "332" in CHART
    assert "333" not in CHART
    assert CHART["332"].name == "盈余分配"
    assert CHART.get("333") is None


def test_an_account_lies_below_the_nearest_shorter_code_that_there_is():
    assert CHART.parent("3320102") == "33201"
    assert CHART.parent("1010101") == "101"
    assert CHART.parent("332") == ""
    assert list(CHART.above("3320102")) == ["3320102", "33201", "332"]
    assert CHART.below("332") == ["33201", "3320102", "33202"]
    assert CHART.has_children("33201")
    assert not CHART.has_children("33202")


def test_a_voucher_prints_the_names_from_the_top_down():
    assert CHART.full_name("3320102") == "盈余分配—各项分配—盈余返还"
    assert CHART.full_name("101") == "库存现金"


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("101", AccountGroup.ASSET),
        ("21401", AccountGroup.LIABILITY),
        ("3320102", AccountGroup.EQUITY),
        ("401", AccountGroup.COST),
        ("531", AccountGroup.PROFIT_AND_LOSS),
    ],
)
def test_the_first_digit_says_the_group_and_the_first_three_the_ministrys_account(code, group):
    account = LedgerAccount(code, "某科目", Side.DEBIT)
    assert account.group is group
    assert account.top == code[:3]
    assert account.is_own == (len(code) > 3)


def test_lines_may_name_what_they_must_name_and_what_is_kept():
    member, product = Dimension.MEMBER, Dimension.PRODUCT
    account = LedgerAccount("114", "成员往来", Side.DEBIT, frozenset({member}), frozenset({product}))
    assert account.allowed == {member, product}


def test_each_side_has_its_other():
    assert (Side.DEBIT.other, Side.CREDIT.other) == (Side.CREDIT, Side.DEBIT)


@pytest.mark.parametrize("code", ["", "1", "10", "1010", "10101011111111", "601", "A01", "101 ", "1011"])
def test_a_code_that_stands_nowhere_is_refused(code):
    with pytest.raises(DomainError) as refused:
        check_account(LedgerAccount(code, "某科目", Side.DEBIT))
    assert (refused.value.code, refused.value.params) == ("ledger.account_code", {"value": code})


def test_an_account_without_a_name_is_refused_and_one_with_code_and_name_is_taken():
    with pytest.raises(DomainError) as refused:
        check_account(LedgerAccount("10101", " \n", Side.DEBIT))
    assert (refused.value.code, refused.value.params) == ("ledger.account_name", {"value": "10101"})
    check_account(LedgerAccount("10101", "出纳甲", Side.DEBIT))
