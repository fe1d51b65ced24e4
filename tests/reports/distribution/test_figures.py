"""Frozen figures of the papers: what a slip, a sheet and a notice say is the plan, and ties to the fen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coopdesk.domain.capital import capital
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Derivation
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.distribution.papers.basis import basis_text
from coopdesk.services.distribution.papers.common import resolution_text
from coopdesk.services.distribution.papers.notice import build_notice
from coopdesk.services.distribution.papers.sign_off import ROWS_A_PAGE, build_sign_off
from coopdesk.services.distribution.papers.slip import SlipFigures, build_slips
from coopdesk.services.distribution.papers.sums import add_up
from coopdesk.services.distribution.plan import FrozenPlan
from tests.reports.plans import CASES, COOP, large_plan, plan_of_case

ALL_CASES = sorted(path.stem for path in CASES.glob("*.json"))
SHARES = Basis("shares")


def slip_of(slips: tuple[SlipFigures, ...], number: str) -> SlipFigures:
    return next(slip for slip in slips if slip.member_number == number)


def part(**changes: Any) -> Derivation:
    """8 of 80 shares of 100,000.00, with changes."""
    plain = Derivation(
        line_id="a",
        label="按股分红",
        basis=SHARES,
        pool=Money.parse("100000"),
        units=8 * SCALE,
        unit_total=80 * SCALE,
        rate=Money.parse("1250"),
        amount=Money.parse("10000"),
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("entitlement", "text"),
    [
        (part(), "8 股 × 1,250.00"),
        (part(rebate=True), "100,000.00 × 8 ÷ 80 股"),
        (part(given=True, amount=Money.parse("-100000")), "让出 100,000.00"),
        (part(given=True, amount=Money.parse("-99999.98")), "让出 100,000.00，未分尽 0.02 留存"),
        (
            part(rate=None, unit_total=30 * SCALE, amount=Money.parse("26666.66")),
            "100,000.00 × 8 ÷ 30 股（舍去分以下）",
        ),
        (
            part(rate=None, unit_total=30 * SCALE, amount=Money.parse("26666.60"), precision=Money(10)),
            "100,000.00 × 8 ÷ 30 股（舍去角以下）",
        ),
        (
            part(
                rate=None, unit_total=30 * SCALE, amount=Money.parse("26667"), precision=Money(100), extra=Money(100)
            ),
            "100,000.00 × 8 ÷ 30 股（舍去元以下），另得尾差 1.00",
        ),
        (
            part(rate=None, per_unit=Quantity(800 * SCALE), basis=Basis("land_mu"), units=3_333_333,
                 amount=Money.parse("2666.66")),
            "3.333333 亩 × 800.00（舍去分以下）",
        ),
        (
            part(basis=Basis("equal"), units=SCALE, unit_total=20 * SCALE, rate=Money.parse("5000"),
                 amount=Money.parse("5000")),
            "每户 5,000.00",
        ),
        (
            part(basis=Basis("equal"), units=SCALE, unit_total=3 * SCALE, rate=None, amount=Money.parse("33333.33")),
            "100,000.00 ÷ 3 户（舍去分以下）",
        ),
        (
            part(basis=Basis("capital"), units=5000 * SCALE, unit_total=100_000 * SCALE, rate=Money.parse("1"),
                 amount=Money.parse("5000")),
            "5,000.00 元 × 1.00",
        ),
        (
            part(basis=Basis("shares", weighting=Weighting.DAYS), units=2920 * SCALE, unit_total=29_200 * SCALE,
                 rate=None),
            "100,000.00 × 2920 ÷ 29200 股·天",
        ),
        (
            part(basis=Basis("shares", weighting=Weighting.MONTHS), units=96 * SCALE, unit_total=960 * SCALE,
                 rate=None),
            "100,000.00 × 96 ÷ 960 股·月",
        ),
        (part(basis=Basis("points"), units=12_500_000, unit_total=125 * SCALE, rate=None),
         "100,000.00 × 12.5 ÷ 125"),
    ],
)  # fmt: skip
def test_how_an_amount_came_about(entitlement: Derivation, text: str) -> None:
    assert basis_text(entitlement) == text


@pytest.mark.parametrize("name", ALL_CASES)
def test_slips_of_every_case_add_up_and_say_their_sum_in_words(name: str) -> None:
    plan = plan_of_case(name)
    slips = build_slips(plan)
    assert Money(sum(slip.net.fen for slip in slips)) == plan.net
    for slip in slips:
        assert sum(line.amount.fen for line in slip.lines) == slip.gross.fen
        assert slip.gross - slip.tax == slip.net
        assert slip.in_words == capital(slip.net)
        assert all(line.basis for line in slip.lines)


def test_the_slip_of_eight_shares_says_what_was_paid_in_2019() -> None:
    slips = build_slips(plan_of_case("01"))
    slip = slip_of(slips, "F01")
    assert [(line.basis, line.amount.grouped) for line in slip.lines] == [
        ("8 股 × 20,000.00", "160,000.00"),
        ("100,000.00 × 8 ÷ 80 股", "10,000.00"),
    ]
    assert (slip.gross.grouped, slip.tax.grouped, slip.net.grouped) == ("170,000.00", "0.00", "170,000.00")
    assert slip.in_words == "人民币壹拾柒万元整"
    assert slip.shares == ("普通股 8 股",)
    assert slip.resolution == "2019年12月20日成员大会决议第1号"
    assert len({slip.number for slip in slips}) == len(slips)


def test_a_giver_s_slip_shows_the_gift_with_a_minus_and_nothing_paid() -> None:
    giver = next(slip for slip in build_slips(plan_of_case("01")) if slip.net == Money(0))
    assert [line.amount.grouped for line in giver.lines] == ["100,000.00", "-100,000.00"]
    assert giver.in_words == "人民币零元整"


def test_personal_numbers_are_masked_and_missing_ones_are_a_dash() -> None:
    plan = plan_of_case("01")
    slip = build_slips(plan)[0]
    assert slip.identity == "500108********0000"
    assert slip.account == "************0000"
    bare = replace(plan, members=(replace(plan.members[0], identity="", account=""),))
    assert (build_slips(bare)[0].identity, build_slips(bare)[0].account) == ("—", "—")


def test_shares_of_several_classes_are_told_apart() -> None:
    plan = plan_of_case("01")
    land = ShareClass("land", "土地股", Money(100))
    shares = (*plan.members[2].shares, (land, Quantity(3_500_000)), (land, Quantity(0)))
    two = replace(plan, members=(replace(plan.members[2], shares=shares),))
    assert build_slips(two)[0].shares == ("普通股 8 股", "土地股 3.5 股")


def test_who_holds_nothing_and_gets_nothing_has_no_slip() -> None:
    plan = plan_of_case("01")
    empty = replace(plan.members[0], shares=(), entitlements=(), gross=Money(0))
    slips = build_slips(replace(plan, members=(empty, *plan.members[1:])))
    assert [slip.number for slip in slips][:1] == ["2019-0002"]
    assert len(slips) == len(plan.members) - 1


def test_the_check_code_is_the_same_for_ever() -> None:
    codes = {slip.member_number: slip.check_code for slip in build_slips(plan_of_case("01"))}
    assert codes["F01"] == "HVHG-VMJ0"
    assert len(set(codes.values())) == len(codes)


def _alone(plan: FrozenPlan, **changes: Any) -> FrozenPlan:
    """The plan with its third member only, changed."""
    return replace(plan, members=(replace(plan.members[2], **changes),))


@pytest.mark.parametrize(
    "altered",
    [
        lambda plan: _alone(plan, name="董告"),
        lambda plan: _alone(plan, tax=Money(1)),
        lambda plan: _alone(plan, shares=()),
        lambda plan: replace(_alone(plan), coop=replace(COOP, name="另一合作社")),
        lambda plan: replace(_alone(plan), resolution=Resolution("2", date(2019, 12, 20), 22, 22, 22)),
        lambda plan: replace(_alone(plan), year=2020),
    ],
)
def test_the_check_code_answers_to_every_figure(altered: Callable[[FrozenPlan], FrozenPlan]) -> None:
    plan = plan_of_case("01")
    assert build_slips(altered(plan))[0].check_code != build_slips(_alone(plan))[0].check_code


def test_the_check_code_does_not_depend_on_how_the_slip_is_worded() -> None:
    plan = plan_of_case("01")
    relabelled = tuple(
        replace(member, entitlements=tuple(replace(item, label="红利") for item in member.entitlements))
        for member in plan.members
    )
    again = build_slips(replace(plan, members=relabelled))
    assert [slip.check_code for slip in again] == [slip.check_code for slip in build_slips(plan)]


@pytest.mark.parametrize(
    ("number", "text"),
    [("1", "第1号"), (" 12 ", "第12号"), ("林阁〔2019〕1号", "林阁〔2019〕1号"), ("2019-1", "2019-1")],
)
def test_the_resolution_is_named_as_the_minutes_have_it(number: str, text: str) -> None:
    resolution = Resolution(number, date(2019, 12, 20), 22, 20, 20)
    assert resolution_text(resolution) == f"2019年12月20日成员大会决议{text}"


@pytest.mark.parametrize("members", [2, ROWS_A_PAGE, ROWS_A_PAGE + 1, 500])
def test_page_subtotals_tie_to_the_total(members: int) -> None:
    plan = large_plan(members, lines=4, tax_rate=Quantity(200_000))
    sheet = build_sign_off(plan)
    assert [row.ordinal for page in sheet.pages for row in page.rows] == list(range(1, members + 1))
    assert all(len(page.rows) <= ROWS_A_PAGE for page in sheet.pages)
    assert add_up((page.subtotal for page in sheet.pages), len(sheet.columns)) == sheet.total
    assert (sheet.total.gross, sheet.total.tax, sheet.total.net) == (plan.gross, plan.tax, plan.net)
    assert sheet.in_words == capital(plan.net)


def test_a_member_without_a_part_in_a_line_has_none_there() -> None:
    sheet = build_sign_off(plan_of_case("01"))
    collective = next(
        row for page in sheet.pages for row in page.rows if row.sums.net == Money.parse("300000")
    )
    assert collective.sums.amounts == (Money.parse("300000"), None)


def test_the_notice_leads_from_surplus_to_the_sum() -> None:
    notice = build_notice(plan_of_case("02"), date(2020, 1, 10))
    steps = dict(notice.steps)
    drawn = sum(amount.fen for label, amount in notice.steps if label.startswith("减："))
    added = sum(amount.fen for label, amount in notice.steps if label.startswith("加："))
    assert steps["本年盈余"].fen - drawn + added == steps["可分配盈余"].fen
    paid = sum(amount.fen for label, amount in notice.steps if label.startswith("其中："))
    assert paid == steps["分配合计"].fen
    assert steps["分配合计"] + steps["结转以后年度"] == steps["可分配盈余"]


@pytest.mark.parametrize("name", ALL_CASES)
def test_the_steps_of_every_notice_tie(name: str) -> None:
    plan = plan_of_case(name)
    notice = build_notice(plan, date(2020, 1, 10))
    drawn = sum(amount.fen for label, amount in notice.steps if label.startswith("减："))
    added = sum(amount.fen for label, amount in notice.steps if label.startswith("加："))
    steps = dict(notice.steps)
    assert steps["本年盈余"].fen - drawn + added == steps["可分配盈余"].fen
    assert notice.total.net == plan.net


def test_the_notice_names_period_and_contact() -> None:
    notice = build_notice(plan_of_case("01"), date(2019, 12, 28))
    assert "公示期7天，自2019年12月28日起至2020年1月3日止" in notice.closing
    assert "李监事、023-60000003" in notice.closing
    assert "南岸区南山街道放牛村" in notice.closing
    nobody = replace(COOP, supervisor="", phone="", address="", notice_days=10)
    closing = build_notice(plan_of_case("01", nobody), date(2019, 12, 28)).closing
    assert "公示期10天，自2019年12月28日起至2020年1月6日止" in closing
    assert "见公示栏" in closing


def test_posted_identities_are_masked_and_names_may_be() -> None:
    plan = large_plan(4, names=("欧阳㛃", "王伟", "李"))
    open_names = build_notice(plan, date(2019, 12, 25))
    assert [row.name for row in open_names.rows] == ["南岸区供销合作社", "王伟", "李", "欧阳㛃"]
    assert all(row.identity[6:14] == "********" for row in open_names.rows)
    masked = build_notice(plan, date(2019, 12, 25), mask_names=True)
    assert [row.name for row in masked.rows] == ["南岸区供销合作社", "王*", "李", "欧**"]
