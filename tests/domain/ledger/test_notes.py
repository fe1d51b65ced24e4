"""The notes of a year: numbers of members, every account's movement, grants and the distribution, from the books."""

import pytest

from coopdesk.domain.ledger.accounts import ChartOfAccounts, LedgerAccount, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS, FIRST_CHART
from coopdesk.domain.ledger.notes import (
    Asset,
    Composition,
    Grants,
    MainItem,
    NotedMember,
    NoteFacts,
    Notes,
    ResultItem,
    Trade,
    part,
)
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from tests.ledger.notation import voucher, year_of, yuan
from tests.ledger.two_years import figures, vouchers

FARMER, COLLECTIVE = MemberKind.FARMER, MemberKind.VILLAGE_COLLECTIVE
MEMBERS = [
    NotedMember("M01", "甲", FARMER, yuan("70000"), yuan("1000")),
    NotedMember("M02", "乙", FARMER, yuan("50000"), yuan("0")),
    NotedMember("M06", "放牛村股份经济合作社", COLLECTIVE, yuan("80000"), yuan("2000")),
]


def notes(year=2024, chart=FIRST_CHART, book=None, **facts):
    of_year = year_of(vouchers() if book is None else book, year)
    return Notes(NoteFacts(of_year, **{"members": MEMBERS, **facts}), chart)


def test_members_are_counted_by_kind_and_their_capital_added_up():
    assert notes().composition == Composition(3, 2, 1, yuan("200000"))
    assert notes().composition.farmers_part == Quantity(666_667)
    assert notes().composition.organisations_part == Quantity(333_333)
    empty = notes(members=[])
    assert empty.composition == Composition(0, 0, 0, Money(0))
    assert empty.composition.farmers_part == Quantity(0)


def test_each_member_has_a_part_of_the_capital():
    assert [(each.member.number, each.part) for each in notes().equity_shares] == [
        ("M01", 350_000), ("M02", 250_000), ("M06", 400_000),
    ]  # fmt: skip


def test_every_account_of_the_balance_sheet_tells_its_year_on_its_own_side():
    items = {item.account: item for item in notes().main_items}
    assert items["151"] == MainItem(
        10, "151", "固定资产", 0, yuan("96000"), yuan("52000"), yuan("16000"), yuan("132000")
    )
    assert items["152"] == MainItem(
        11, "152", "累计折旧", 0, yuan("28800"), yuan("9900"), yuan("9600"), yuan("29100")
    )
    assert items["21499"] == MainItem(
        27, "21499", "其他应交税费", 1, Money(0), yuan("1241"), yuan("318.40"), yuan("922.60")
    )
    assert items["214"].closing == yuan("922.60")
    assert (items["114"].row, items["114"].closing) == (2, yuan("-700"))
    assert (items["181"].row, items["181"].increase, items["181"].closing) == (0, yuan("1980"), Money(0))
    assert items["3320102"].depth == 2
    assert not {"127", "231", "501", "521"} & set(items)
    assert [item.row for item in notes().main_items] == sorted(item.row for item in notes().main_items)


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_items_are_the_trial_balance_of_the_hand_worked_sheet(year):
    items = {item.account: item for item in notes(year).main_items}
    for code, (opening, debit, credit, closing) in figures(f"科目余额 {year}", 4).items():
        if code[0] == "5":
            continue
        item, sign = items[code], 1 if FIRST_CHART[code].side is Side.DEBIT else -1
        assert opening is not None and closing is not None
        assert [item.opening, item.closing] == [opening * sign, closing * sign]
        assert [item.increase, item.decrease][::sign] == [debit, credit]


def test_income_and_expenses_are_told_as_if_nothing_had_been_closed():
    assert [(item.row, item.account, str(item.amount)) for item in notes().result_items] == [
        (1, "501", "156800.00"), (2, "511", "1600.00"), (3, "521", "61690.00"), (4, "522", "441.00"),
        (5, "523", "22080.00"), (6, "524", "1137.63"), (8, "502", "3000.00"), (9, "529", "1980.00"),
        (11, "531", "800.00"),
    ]  # fmt: skip


def test_sub_accounts_stand_below_the_account_that_has_their_sum():
    chart = ChartOfAccounts(
        [
            *FIRST_ACCOUNTS,
            LedgerAccount("52301", "工资", Side.DEBIT),
            LedgerAccount("10201", "农商行", Side.DEBIT),
        ]
    )
    book = [
        voucher("2023-12-01", "借 102 7 贷 301/A 7"),
        voucher("2024-03-01", "借 52301 5 贷 10201 5"),
        voucher("2024-03-01", "借 523 1 贷 10201 1"),
    ]
    made = notes(chart=chart, book=book)
    assert made.result_items == (
        ResultItem(5, "523", "管理费用", 0, yuan("6")),
        ResultItem(5, "52301", "工资", 1, yuan("5")),
    )
    assert [(item.account, item.depth, str(item.closing)) for item in made.main_items] == [
        ("102", 0, "1.00"), ("10201", 1, "-6.00"), ("301", 0, "7.00"),
    ]  # fmt: skip


def test_losses_nobody_approved_are_told_one_by_one_and_what_is_left_of_181_as_a_line():
    book = [voucher("2024-03-01", "借 181 9 贷 141 9")]
    known = Asset("181", "冻死的月季", yuan("7"))
    assert notes(book=book, pending=[known]).pending == (known, Asset("181", "", yuan("2")))
    assert notes(book=book, pending=[Asset("181", "月季", yuan("9"))]).pending == (
        Asset("181", "月季", yuan("9")),
    )
    assert notes(book=[]).pending == ()


def test_property_at_one_yuan_is_told():
    assets = [Asset("144", "古树", yuan("1")), Asset("151", "大棚", yuan("52000"))]
    assert notes(assets=assets).nominal == (assets[0],)


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (2024, Grants(yuan("80000"), yuan("52000"), yuan("6500"), yuan("21500"), yuan("5000"))),
        (2025, Grants(yuan("0"), yuan("12000"), yuan("0"), yuan("9500"), yuan("9000"))),
    ],
)
def test_grants_are_told_from_receipt_to_use(year, told):
    assert notes(year).grants == told


def test_the_distribution_is_told_with_the_rate_of_the_reserve():
    made = notes().distribution
    assert made.reserve_rate == Quantity(100_000)
    assert [(number, caption) for number, caption, _amount in made.rows][:2] == [
        (12, "四、本年盈余"), (13, "加：年初未分配盈余"),
    ]  # fmt: skip
    assert [str(amount) for _number, _caption, amount in made.rows] == [
        "73271.37", "-12000.00", "0.00", "6127.14", "55144.23", "33086.50", "16800.00", "3000.00", "2257.73",
    ]  # fmt: skip
    assert notes(2025).distribution.reserve_rate == Quantity(0)


def test_trade_with_members_is_told_beside_trade_with_others():
    assert Trade("销售", yuan("25"), yuan("75")).members_part == Quantity(250_000)
    assert Trade("销售", yuan("0"), yuan("0")).members_part == Quantity(0)


@pytest.mark.parametrize(("some", "whole", "told"), [(-1, 5, 0), (1, 0, 0), (1, 3, 333_333), (2, 3, 666_667)])
def test_a_part_is_never_below_nothing(some, whole, told):
    assert part(some, whole) == Quantity(told)
    assert part(Money(some), Money(whole)) == Quantity(told)
