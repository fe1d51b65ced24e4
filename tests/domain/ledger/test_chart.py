"""The chart against the list of 财会〔2021〕37号: how many there are, on which side, and what lines must name."""

from collections import Counter

import pytest

from coopdesk.domain.ledger import chart
from coopdesk.domain.ledger.accounts import AccountGroup, Dimension, Side, check_account
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS, FIRST_CHART, OPTIONAL

STATUTORY = [account for account in FIRST_ACCOUNTS if not account.is_own]


def test_the_ministry_has_48_accounts_and_two_that_a_co_op_may_do_without():
    assert len([account for account in STATUTORY if account.code not in OPTIONAL]) == 48
    assert len({account.code for account in FIRST_ACCOUNTS}) == len(FIRST_ACCOUNTS)
    assert len({account.name for account in STATUTORY}) == 50
    assert {code for code in OPTIONAL if code in FIRST_CHART} == OPTIONAL


def test_the_groups_hold_as_many_as_the_ministry_lists():
    assert Counter(account.group for account in STATUTORY if account.code not in OPTIONAL) == {
        AccountGroup.ASSET: 22,
        AccountGroup.LIABILITY: 10,
        AccountGroup.EQUITY: 6,
        AccountGroup.COST: 1,
        AccountGroup.PROFIT_AND_LOSS: 9,
    }


def test_what_the_books_begin_with_can_all_be_kept():
    for account in FIRST_ACCOUNTS:
        check_account(account)
        assert FIRST_CHART.parent(account.code) or not account.is_own


@pytest.mark.parametrize("code", ["143", "152", "162"])
def test_what_is_taken_off_an_asset_stands_in_credit(code):
    assert FIRST_CHART[code].side is Side.CREDIT


def test_the_side_is_that_of_the_group_but_for_what_is_taken_off():
    debit = {each.code for each in STATUTORY if each.side is Side.DEBIT}
    expected = {
        each.code for each in STATUTORY if each.group in (AccountGroup.ASSET, AccountGroup.COST)
    } | set(chart.EXPENSES)
    assert debit == expected - {"143", "152", "162"}


def test_income_and_expenses_are_the_whole_fifth_group():
    fifth = {each.code for each in STATUTORY if each.group is AccountGroup.PROFIT_AND_LOSS}
    assert set(chart.INCOME) | set(chart.EXPENSES) == fifth
    assert not set(chart.INCOME) & set(chart.EXPENSES)


def test_lines_of_members_accounts_must_name_the_member():
    named = {account.code for account in FIRST_ACCOUNTS if Dimension.MEMBER in account.required}
    assert named == {"114", "221", "222", "301"}
    assert all(account.required <= account.kept for account in FIRST_ACCOUNTS)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (chart.UNDISTRIBUTED, "盈余分配—未分配盈余"),
        (chart.TO_RESERVE, "盈余分配—各项分配—提取盈余公积"),
        (chart.TO_REFUND, "盈余分配—各项分配—盈余返还"),
        (chart.TO_DIVIDEND, "盈余分配—各项分配—剩余盈余分配"),
        (chart.TO_CAPITAL, "盈余分配—各项分配—转为成员出资"),
        (chart.TAX_WITHHELD, "应交税费—应交个人所得税"),
        (chart.YEAR_SURPLUS, "本年盈余"),
        (chart.PENDING, "待处理财产损溢"),
        (chart.RESERVE, "盈余公积"),
        (chart.CAPITAL_RESERVE, "资本公积"),
        (chart.SPECIAL_FUND, "专项基金"),
        (chart.CAPITAL, "股金"),
        (chart.REFUND_PAYABLE, "应付盈余返还"),
        (chart.DIVIDEND_PAYABLE, "应付剩余盈余"),
        (chart.MEMBERS_ACCOUNT, "成员往来"),
    ],
)
def test_the_codes_that_rules_name_are_the_accounts_they_mean(code, name):
    assert FIRST_CHART.full_name(code) == name
