"""成员账户 through three years: contributions, reserve quantified, subsidy and donation averaged, one who leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.distribution.reserve import ReserveRule
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command, Topic
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    PayOutAccount,
    QuantifyReserve,
    RecordYearFigures,
    UseReserve,
    WithdrawApproval,
)
from coopdesk.services.members.account_commands import RecordContribution, ReverseAccountPosting
from coopdesk.services.members.commands import TakeBackEnd
from tests.services.distribution import three_years
from tests.services.distribution.three_years import yuan

YEAR_ENDS = {year: date(year, 12, 31) for year in (2020, 2021, 2022)}


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Desk]:
    desk = three_years.founded(tmp_path / "青山.coop")
    yield desk
    desk.close()


def held(capital: str, reserve: str, subsidy: str, donation: str) -> Balances:
    return Balances(Money(0), yuan(capital), yuan(reserve), yuan(subsidy), yuan(donation))


def amounts(desk: Desk, year: int) -> dict[str, dict[str, str]]:
    plan = desk.distribution.frozen_plan(year)
    assert plan is not None
    return {
        member.number: {item.line_id: str(item.amount) for item in member.entitlements}
        for member in plan.members
    }


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value.code


def test_the_first_year_s_surplus_goes_by_trade_and_by_the_accounts_and_its_reserve_becomes_the_members(
    coop: Desk,
) -> None:
    """4,000 yuan of trade and 7,600.00 in the accounts, no case file needed: 5,400 by trade, 3,600 by account.

    The reserve of 1,000.00: 500.00 by capital of 4,500, 2,000 and 1,000, 500.00 equally.
    """
    three_years.first_year(coop)

    assert amounts(coop, 2020) == {
        "F01": {"refund": "1350.00", "rest": "2147.37"},
        "F02": {"refund": "2700.00", "rest": "963.15"},
        "F03": {"refund": "1350.00", "rest": "489.47"},
    }
    assert coop.members.balances(YEAR_ENDS[2020]) == {
        "F01": held("4500", "466.67", "33.34", "0"),
        "F02": held("2000", "300.00", "33.33", "0"),
        "F03": held("1000", "233.33", "33.33", "0"),
    }
    assert coop.members.balances(date(2020, 12, 30))["F01"] == held("4500", "0", "33.34", "0")


def test_reserve_counts_from_the_next_year_on_and_who_leaves_gives_subsidy_and_donation_back(
    coop: Desk,
) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)

    assert amounts(coop, 2021) == {
        "F01": {"refund": "586.95", "rest": "1036.36"},
        "F02": {"refund": "352.17", "rest": "490.90"},
        "F03": {"refund": "1760.86", "rest": "272.72"},
    }
    assert coop.members.balances(YEAR_ENDS[2021]) == {
        "F01": held("4500", "700.01", "33.34", "66.67"),
        "F02": held("2000", "450.00", "33.33", "66.67"),
        "F03": held("1000", "349.99", "33.33", "66.66"),
    }
    assert coop.members.balances(date(2022, 1, 1)) == {
        "F01": held("4500", "700.01", "50.00", "100.00"),
        "F02": held("0", "450.00", "0", "0"),
        "F03": held("1000", "349.99", "50.00", "100.00"),
    }


def test_after_three_years_every_column_is_what_came_in_less_what_was_paid_out(coop: Desk) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)
    three_years.third_year(coop)

    assert coop.members.balances(YEAR_ENDS[2022]) == {
        "F01": held("4500", "765.92", "50.00", "100.00"),
        "F03": held("1000", "384.08", "50.00", "100.00"),
    }
    assert coop.members.account("F02", 2022).opening == held("2000", "450.00", "33.33", "66.67")
    assert coop.members.account("F02", 2022).closing == Balances()
    assert list(coop.verify()) == []


def test_who_is_a_member_again_has_his_average_again(coop: Desk) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)
    before = coop.members.balances(YEAR_ENDS[2021])

    changes = coop.run(TakeBackEnd(member="F02", reason="未退社", outside_plans="登记错了"))

    assert Topic.ACCOUNTS in changes.topics
    assert coop.members.balances(date(2022, 1, 1)) == before


def test_a_resolution_taken_back_takes_its_reserve_out_of_the_accounts_and_resolving_again_puts_it_in(
    coop: Desk,
) -> None:
    plan_id = three_years.first_year(coop)

    coop.run(WithdrawApproval(plan_id=plan_id, reason="计票有误"))

    assert coop.members.balances(YEAR_ENDS[2020])["F01"] == held("4500", "0", "33.34", "0")
    three_years.resolve(coop, 2020, "10000")
    assert coop.members.balances(YEAR_ENDS[2020])["F01"] == held("4500", "466.67", "33.34", "0")
    assert list(coop.verify()) == []


def test_a_draft_is_stale_once_an_account_it_rests_on_has_changed(coop: Desk) -> None:
    three_years.first_year(coop)
    assert refused(coop, QuantifyReserve(year=2020)) == "reserve.already_quantified"
    posting = coop.members.account("F03", 2020).moves[-1].posting
    assert posting is not None
    coop.run(ReverseAccountPosting(posting=posting.number, reason="改按交易额"))
    figures = YearFigures(2021, yuan("5000"), Money(0), yuan("0.01"), source="年度报表")
    coop.run(RecordYearFigures(figures=figures))
    coop.run(three_years.sheet(2021, "鲜蛋", {"F01": ("50", "500")}))
    draft = DraftDistribution(year=2021, record_date=YEAR_ENDS[2021], scheme=three_years.SCHEME)
    plan_id = int(coop.run(draft).reference)

    coop.run(QuantifyReserve(year=2020, rule=ReserveRule(by_trade=parse_quantity("1"))))

    assert refused(coop, ApproveDistribution(plan_id=plan_id, resolution=RESOLVED)) == "plan.stale"
    assert coop.members.balances(YEAR_ENDS[2020])["F02"] == held("2000", "500.00", "33.33", "0")


RESOLVED = Resolution("2022 年第 1 号", date(2022, 1, 20), members=3, present=3, votes_for=3)


def test_reserve_of_a_year_before_the_book_is_quantified_by_what_was_drawn_then(coop: Desk) -> None:
    assert refused(coop, QuantifyReserve(year=2021)) == "reserve.amount_missing"
    assert refused(coop, QuantifyReserve(year=2023, amount=yuan("1"))) == "account.day_in_future"
    by_trade = ReserveRule(by_trade=parse_quantity("1"))
    assert refused(coop, QuantifyReserve(year=2021, amount=yuan("1"), rule=by_trade)) == "reserve.no_trade"
    too_much = ReserveRule(parse_quantity("0.6"), parse_quantity("0.6"))
    assert refused(coop, QuantifyReserve(year=2021, amount=yuan("1"), rule=too_much)) == "reserve.no_rule"

    coop.run(QuantifyReserve(year=2021, amount=yuan("100"), document="2021 年分配方案"))

    reserve = {number: str(each.reserve) for number, each in coop.members.balances(YEAR_ENDS[2021]).items()}
    assert reserve == {"F01": "41.67", "F02": "33.34", "F03": "24.99"}


def test_a_year_that_drew_another_sum_or_nothing_is_told(coop: Desk) -> None:
    three_years.first_year(coop)
    posting = coop.members.account("F03", 2020).moves[-1].posting
    assert posting is not None
    coop.run(ReverseAccountPosting(posting=posting.number, reason="重做"))

    assert refused(coop, QuantifyReserve(year=2020, amount=yuan("999"))) == "reserve.not_what_was_drawn"
    coop.run(QuantifyReserve(year=2020, amount=yuan("1000")))


def test_reserve_turned_into_capital_is_the_members_all_the_same(coop: Desk) -> None:
    three_years.first_year(coop)
    day = date(2021, 6, 1)
    use = UseReserve(day=day, amount=yuan("100"), to_capital=True, resolution="2021 年第 2 号")

    coop.run(use)

    assert coop.members.balances(day)["F01"] == held("4546.67", "420.00", "33.34", "0")
    assert sum(each.reserve.fen for each in coop.members.balances(day).values()) == 90_000
    more = UseReserve(day=day, amount=yuan("900.01"), to_capital=False, resolution="2021 年第 3 号")
    assert refused(coop, more) == "reserve.more_than_held"
    assert refused(coop, UseReserve(day=day, amount=yuan("1"), to_capital=True, resolution=" ")) == (
        "account.resolution_missing"
    )
    assert refused(coop, UseReserve(day=day, amount=Money(0), to_capital=True, resolution="1")) == (
        "account.not_positive"
    )


def test_only_who_has_left_is_paid_out_and_no_more_than_is_there(coop: Desk) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)
    day = date(2022, 2, 15)

    assert refused(coop, PayOutAccount(member="F01", day=day)) == "account.still_member"
    assert refused(coop, PayOutAccount(member="F02", day=YEAR_ENDS[2021])) == "account.still_member"
    assert refused(coop, PayOutAccount(member="F99", day=day)) == "member.unknown"
    assert refused(coop, PayOutAccount(member="F02", day=day, amount=yuan("450.01"))) == (
        "account.more_than_left"
    )
    assert refused(coop, PayOutAccount(member="F02", day=day, amount=yuan("0"))) == "account.not_positive"
    coop.run(PayOutAccount(member="F02", day=day, amount=yuan("200"), note="第一期"))
    coop.run(PayOutAccount(member="F02", day=day))
    assert refused(coop, PayOutAccount(member="F02", day=day)) == "account.nothing_left"


def shown(desk: Desk, number: str, year: int) -> list[tuple[str, ...]]:
    """A sheet line by line: matter, day, capital, reserve, subsidy, donation, trade, refund and dividend."""
    sheet = desk.distribution.account_sheet(number, year)
    return [
        (
            line.matter.value,
            line.day.isoformat(),
            *(str(line.change.get(column)) for column in list(AccountColumn)[1:]),
            "; ".join(f"{each.product} {each.amount}" for each in line.trades),
            str(line.refund),
            str(line.dividend),
        )
        for line in sheet.lines
    ]


def test_the_sheet_of_who_leaves_goes_from_year_to_year_until_it_is_empty(coop: Desk) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)
    three_years.third_year(coop)
    none = "0.00"

    assert shown(coop, "F02", 2020) == [
        ("shares", "2020-01-10", "2000.00", none, none, none, "", none, none),
        ("posting", "2020-06-01", none, none, "33.33", none, "", none, none),
        ("posting", "2020-12-31", none, "300.00", none, none, "", none, none),
        ("trade", "2020-12-31", none, none, none, none, "鲜蛋 2000.00", none, none),
        ("distribution", "2020-12-31", none, none, none, none, "", "2700.00", "963.15"),
    ]
    assert shown(coop, "F02", 2021) == [
        ("posting", "2021-03-01", none, none, none, "66.67", "", none, none),
        ("posting", "2021-12-31", none, "150.00", none, none, "", none, none),
        ("trade", "2021-12-31", none, none, none, none, "雏鸡 300.00", none, none),
        ("distribution", "2021-12-31", none, none, none, none, "", "352.17", "490.90"),
    ]
    assert shown(coop, "F02", 2022) == [
        ("shares", "2022-01-01", "-2000.00", none, none, none, "", none, none),
        ("posting", "2022-01-01", none, none, "-33.33", "-66.67", "", none, none),
        ("posting", "2022-02-15", none, "-450.00", none, none, "", none, none),
    ]
    for year in (2020, 2021, 2022):
        sheet = coop.distribution.account_sheet("F02", year)
        assert sum((line.change for line in sheet.lines), sheet.opening) == sheet.closing
        assert coop.distribution.account_sheet("F02", year + 1).opening == sheet.closing
    assert coop.distribution.account_sheet("F02", 2023).is_empty


def test_all_sheets_of_a_year_are_those_of_each_member_and_tie_with_the_plan(coop: Desk) -> None:
    three_years.first_year(coop)
    three_years.second_year(coop)
    three_years.third_year(coop)

    for year, numbers in ((2020, ["F01", "F02", "F03"]), (2021, ["F01", "F02", "F03"]), (2022, None)):
        all_sheets = coop.distribution.account_sheets(year)
        assert [sheet.number for sheet in all_sheets.sheets] == (numbers or ["F01", "F02", "F03"])
        for sheet in all_sheets.sheets:
            assert sheet == coop.distribution.account_sheet(sheet.number, year)
        assert all(each.ties for each in all_sheets.reconciliations)
    last = coop.distribution.account_sheets(2022)
    assert last.closing == held("5500", "1150.00", "100.00", "200.00")
    assert [sheet.number for sheet in coop.distribution.account_sheets(2023).sheets] == ["F01", "F03"]
    assert coop.distribution.account_sheets(2021).products == ("鲜蛋", "雏鸡")


def test_reserve_that_no_account_has_yet_is_told(coop: Desk) -> None:
    three_years.first_year(coop)
    assert coop.distribution.open_reserve(2020) is None
    posting = coop.members.account("F03", 2020).moves[-1].posting
    assert posting is not None

    coop.run(ReverseAccountPosting(posting=posting.number, reason="重做"))

    assert coop.distribution.open_reserve(2020) == yuan("1000")
    (untied,) = [each for each in coop.distribution.account_sheets(2020).reconciliations if not each.ties]
    assert (untied.matter, str(untied.kept)) == ("reserve", "1000.00")


def test_a_loss_that_the_accounts_bear_stands_on_the_sheet_of_its_year(coop: Desk) -> None:
    """600.00 by capital of 3,000, 2,000 and 1,000: 300.00 of 甲's; the next year begins with what is left."""
    loss = YearFigures(2020, Money(0), yuan("600"), source="年度报表")
    coop.run(RecordYearFigures(figures=loss))
    coop.run(
        CloseLossYear(
            year=2020,
            record_date=YEAR_ENDS[2020],
            resolution=Resolution("2021 年第 1 号", date(2021, 1, 20), members=3, present=3, votes_for=3),
            shared=yuan("600"),
        )
    )

    assert shown(coop, "F01", 2020)[-1][:3] == ("loss", "2020-12-31", "-300.00")
    assert coop.distribution.account_sheet("F01", 2020).closing == held("2700", "0", "0", "0")
    assert coop.distribution.account_sheet("F01", 2021).opening == held("2700", "0", "0", "0")
    (first, *_others) = coop.distribution.account_sheets(2020).sheets
    assert first == coop.distribution.account_sheet("F01", 2020)


def test_what_comes_after_a_loss_year_is_not_touched_by_its_loss(coop: Desk) -> None:
    """6,300 yuan on 6,000 of capital and 600 of reserve; in 2022 甲 puts in 500 more, which bear none of it."""
    coop.run(QuantifyReserve(year=2020, amount=yuan("600")))
    coop.run(RecordYearFigures(figures=YearFigures(2021, Money(0), yuan("6300"), source="年度报表")))
    coop.run(
        CloseLossYear(
            year=2021,
            record_date=YEAR_ENDS[2021],
            resolution=Resolution("2022 年第 1 号", date(2022, 1, 20), members=3, present=3, votes_for=3),
            shared=yuan("6300"),
        )
    )
    coop.run(RecordContribution(member="F01", day=date(2022, 6, 1), amount=yuan("500")))

    for year in (2020, 2021, 2022):
        for number in ("F01", "F02", "F03"):
            sheet = coop.distribution.account_sheet(number, year)
            assert sum((line.change for line in sheet.lines), sheet.opening) == sheet.closing
            assert coop.distribution.account_sheet(number, year + 1).opening == sheet.closing
    first = coop.distribution.account_sheet("F01", 2021)
    assert (first.lines[-1].matter.value, str(first.closing.capital)) == ("loss", "0.00")
    assert str(coop.distribution.account_sheet("F01", 2022).closing.capital) == "500.00"
    assert coop.distribution.account_balance("F01", date(2022, 12, 30)).capital == yuan("500")
    (same, *_others) = coop.distribution.account_sheets(2021).sheets
    assert same == first
