"""A year's distribution from the typed figures to the paid plan, with every turn that must be refused."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
    WithdrawApproval,
)
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.home import TaskKind
from coopdesk.services.members.commands import AddShares

RECORD_DATE = date(2019, 12, 20)
RESOLUTION = Resolution("2019 年第 1 号", RECORD_DATE, members=5, present=5, votes_for=4)


def scheme(desk: Desk, template_id: str = "shares_and_rebate") -> Scheme:
    template = next(item for item in desk.distribution.templates() if item.id == template_id)
    return desk.distribution.scheme_from(template, desk.distribution.facts(2019, RECORD_DATE))


def draft(desk: Desk, template_id: str = "shares_and_rebate") -> int:
    command = DraftDistribution(year=2019, record_date=RECORD_DATE, scheme=scheme(desk, template_id))
    return int(desk.run(command).reference)


def approved(desk: Desk) -> int:
    plan_id = draft(desk)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION))
    return plan_id


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value.code


def test_720_000_over_36_shares_with_the_supply_co_op_s_dividend_given_on(desk: Desk) -> None:
    approved(desk)
    plan = desk.distribution.frozen_plan(2019)
    assert {member.number: str(member.net) for member in plan.members} == {
        "G01": "0.00",
        "C01": "300000.00",
        "F01": "210000.00",
        "F02": "157500.00",
        "F03": "52500.00",
    }
    assert (str(plan.distributable), str(plan.gross), str(plan.carried_forward)) == (
        "720000.00",
        "720000.00",
        "0.00",
    )
    assert set(plan.findings) == {"ART44_PATRONAGE_60", "ART20_FARMERS_80", "ART20_ORGANISATIONS"}


def test_what_was_resolved_stays_when_the_register_moves_on(desk: Desk) -> None:
    approved(desk)
    before = desk.distribution.frozen_plan(2019)
    desk.run(AddShares(member="F03", day=date(2019, 12, 21), shares=parse_quantity("10")))
    assert desk.distribution.frozen_plan(2019) == before
    assert list(desk.verify()) == []


def test_a_draft_the_register_has_outgrown_cannot_be_resolved(desk: Desk) -> None:
    plan_id = draft(desk)
    desk.run(AddShares(member="F03", day=date(2019, 12, 1), shares=parse_quantity("10")))
    assert refused(desk, ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION)) == "plan.stale"
    newer = draft(desk)
    assert refused(desk, ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION)) == "plan.wrong_state"
    desk.run(ApproveDistribution(plan_id=newer, resolution=RESOLUTION))
    assert desk.distribution.frozen_plan(2019).plan_id == newer


def test_without_figures_there_is_nothing_to_draft(desk: Desk) -> None:
    command = DraftDistribution(year=2018, record_date=date(2018, 12, 31), scheme=scheme(desk))
    assert refused(desk, command) == "year.no_figures"


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2021, 1, 1)])
def test_the_record_date_lies_in_the_year_or_beside_it(desk: Desk, day: date) -> None:
    command = DraftDistribution(year=2019, record_date=day, scheme=scheme(desk))
    assert refused(desk, command) == "plan.record_date"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"present": 3, "votes_for": 3}, "meeting.no_quorum"),
        ({"votes_for": 2}, "meeting.no_majority"),
        ({"present": 6}, "meeting.impossible"),
        ({"number": ""}, "meeting.no_number"),
        ({"day": date(2020, 3, 2)}, "meeting.day_in_future"),
    ],
)
def test_a_resolution_that_does_not_hold_freezes_nothing(
    desk: Desk, change: dict[str, object], code: str
) -> None:
    resolution = replace(RESOLUTION, **change)  # type: ignore[arg-type]  # a case table
    assert refused(desk, ApproveDistribution(plan_id=draft(desk), resolution=resolution)) == code
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.state is PlanState.DRAFT


def test_after_the_resolution_neither_figures_nor_draft_change(desk: Desk) -> None:
    approved(desk)
    figures = desk.coop.year_figures(2019)
    assert figures is not None
    assert refused(desk, RecordYearFigures(figures=figures)) == "plan.already_approved"
    again = DraftDistribution(year=2019, record_date=RECORD_DATE, scheme=scheme(desk))
    assert refused(desk, again) == "plan.already_approved"


def test_an_approval_is_withdrawn_with_a_reason_and_the_draft_can_be_resolved_again(desk: Desk) -> None:
    plan_id = approved(desk)
    assert refused(desk, WithdrawApproval(plan_id=plan_id, reason=" ")) == "plan.reason_missing"
    desk.run(WithdrawApproval(plan_id=plan_id, reason="成员异议"))
    with pytest.raises(DomainError) as caught:
        desk.distribution.frozen_plan(2019)
    assert caught.value.code == "plan.not_approved"
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=replace(RESOLUTION, number="2019 年第 2 号")))
    assert desk.distribution.frozen_plan(2019).resolution.number == "2019 年第 2 号"


def test_paying_comes_after_the_resolution_and_only_once(desk: Desk) -> None:
    plan_id = draft(desk)
    assert refused(desk, MarkPaid(plan_id=plan_id, day=RECORD_DATE)) == "plan.wrong_state"
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION))
    assert refused(desk, MarkPaid(plan_id=plan_id, day=date(2019, 12, 19))) == "plan.paid_before_resolution"
    assert refused(desk, MarkPaid(plan_id=plan_id, day=date(2020, 3, 2))) == "plan.paid_in_future"
    desk.run(MarkPaid(plan_id=plan_id, day=RECORD_DATE, method="现金"))
    plan = desk.distribution.frozen_plan(2019)
    assert (plan.paid_on, plan.payment_method) == (RECORD_DATE, "现金")
    assert refused(desk, MarkPaid(plan_id=plan_id, day=RECORD_DATE)) == "plan.wrong_state"
    assert refused(desk, WithdrawApproval(plan_id=plan_id, reason="已付")) == "plan.wrong_state"
    assert refused(desk, MarkPaid(plan_id=999, day=RECORD_DATE)) == "plan.unknown"


def test_what_a_year_leaves_opens_the_next(desk: Desk) -> None:
    command = DraftDistribution(year=2019, record_date=RECORD_DATE, scheme=scheme(desk, "fixed_per_share"))
    plan_id = int(desk.run(command).reference)
    assert desk.distribution.suggested_opening(2020) == Money(0)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION))
    assert str(desk.distribution.suggested_opening(2020)) == "540000.00"


@pytest.mark.parametrize(
    ("opening", "income", "expected"),
    [("-1000", "1636900", "-1000.00"), ("-900000", "2356900", "-180000.00"), ("300", "2356900", "300.00")],
)
def test_an_uncovered_loss_or_an_untouched_surplus_stays_in_the_opening(
    desk: Desk, opening: str, income: str, expected: str
) -> None:
    figures = YearFigures(
        2019, Money.parse(income), Money.parse("1636900"), Money.parse(opening), source="报表"
    )
    desk.run(RecordYearFigures(figures=figures))
    template = "fixed_per_share" if expected.startswith("-") else "shares_and_rebate"
    plan = scheme(desk, template)
    if template == "fixed_per_share":
        plan = replace(plan, tiers=())
    plan_id = int(desk.run(DraftDistribution(year=2019, record_date=RECORD_DATE, scheme=plan)).reference)
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=RESOLUTION))
    assert str(desk.distribution.suggested_opening(2020)) == expected


def test_capital_is_shares_times_the_contribution_per_share(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    accounts = {
        account.member: str(account.capital)
        for account in desk.distribution.facts(2019, RECORD_DATE).accounts
    }
    assert accounts == {
        "G01": "5000.00",
        "C01": "15000.00",
        "F01": "8000.00",
        "F02": "6000.00",
        "F03": "2000.00",
    }


@pytest.mark.parametrize("template_id", ["shares", "four_four_two", "share_days", "household_and_shares"])
def test_every_template_distributes_this_co_op_s_surplus_to_the_fen(desk: Desk, template_id: str) -> None:
    result = distribute(desk.distribution.facts(2019, RECORD_DATE), scheme(desk, template_id))
    assert result.total_gross + result.carried_forward == result.distributable


def test_the_charter_s_reserve_is_taken_before_anything_is_divided(desk: Desk) -> None:
    coop = desk.coop.details()
    assert coop is not None
    desk.run(SetUpCoop(details=replace(coop, reserve_rate=parse_quantity("0.1"))))
    result = distribute(desk.distribution.facts(2019, RECORD_DATE), scheme(desk, "shares"))
    assert (str(result.appropriations["reserve"]), str(result.distributable)) == ("72000.00", "648000.00")


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (CoopDetails(" ", date(2019, 2, 18)), "coop.name_missing"),
        (CoopDetails("社", date(2020, 3, 2)), "coop.founded_in_future"),
        (CoopDetails("社", date(2019, 2, 18), reserve_rate=parse_quantity("1.1")), "coop.reserve_rate"),
        (CoopDetails("社", date(2019, 2, 18), notice_days=0), "coop.notice_days"),
    ],
)
def test_the_co_op_s_details_are_checked(desk: Desk, details: CoopDetails, code: str) -> None:
    assert refused(desk, SetUpCoop(details=details)) == code


@pytest.mark.parametrize(
    ("share_class", "code"),
    [
        (ShareClass("land", "", Money(0)), "share_class.label_missing"),
        (ShareClass("land", "普通股", Money(0)), "share_class.label_taken"),
        (ShareClass("land", "土地股", Money(-1)), "share_class.par_negative"),
    ],
)
def test_a_share_class_needs_a_label_of_its_own(desk: Desk, share_class: ShareClass, code: str) -> None:
    assert refused(desk, DefineShareClass(share_class=share_class)) == code


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        (YearFigures(2019, Money(-1), Money(0), source="报表"), "year.income_negative"),
        (YearFigures(2019, Money(1), Money(-1), source="报表"), "year.costs_negative"),
        (YearFigures(2019, Money(1), Money(0), source=" "), "year.source_missing"),
    ],
)
def test_year_figures_need_a_source_and_no_minus(desk: Desk, figures: YearFigures, code: str) -> None:
    assert refused(desk, RecordYearFigures(figures=figures)) == code


def test_the_home_page_says_what_comes_next(empty_desk: Desk, desk: Desk) -> None:
    def due() -> list[TaskKind]:
        return [task.kind for task in desk.home(2019).tasks]

    assert due()[0] is TaskKind.DRAFT
    draft(desk)
    assert due()[0] is TaskKind.RESOLVE
    approved(desk)
    assert due()[0] is TaskKind.PRINT_AND_PAY
    assert TaskKind.MISSING_IDENTITY in due()
    home = desk.home(2019)
    assert (home.members, home.shares, home.farmers.members) == (5, parse_quantity("36"), 3)
    assert home.plan is not None
    assert str(home.plan.per_farmer_share) == "26250.00"
    assert desk.home(2020).previous == home.plan


def test_a_new_book_asks_for_the_co_op_and_its_first_member(empty_desk: Desk) -> None:
    assert [task.kind for task in empty_desk.home(2020).tasks] == [
        TaskKind.COOP_DETAILS,
        TaskKind.FIRST_MEMBER,
    ]
    assert list(empty_desk.coop.years()) == [2020]


def test_years_run_from_the_founding_to_today(desk: Desk) -> None:
    assert list(desk.coop.years()) == [2020, 2019]


def test_the_usual_record_date_exists_in_every_year(desk: Desk) -> None:
    coop = desk.coop.details()
    assert coop is not None
    desk.run(SetUpCoop(details=replace(coop, record_month=2, record_day=29)))
    assert (desk.coop.usual_record_date(2019), desk.coop.usual_record_date(2020)) == (
        date(2019, 2, 28),
        date(2020, 2, 29),
    )
