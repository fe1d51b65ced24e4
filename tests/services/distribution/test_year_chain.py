"""The chain of years: dates in order, every opening balance from the year before and spent once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Basis, Line, Rest, Scheme
from coopdesk.domain.errors import ReasonWanted
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Heir, Ratio
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    MarkPaid,
    RecordYearFigures,
    WithdrawApproval,
)
from coopdesk.services.distribution.headlines import HistoryKind
from coopdesk.services.members.commands import (
    AddShares,
    AmendMember,
    ConvertShares,
    InheritShares,
    RecallClass,
    RedeemShares,
    RegisterMember,
    ReverseEntry,
    ReverseOperation,
    SplitClass,
    TransferShares,
)
from tests.services.distribution.several_years import (
    approval,
    by_shares,
    drafted,
    figures,
    pay,
    refused,
    resolve,
)

# An opening balance is spent once


def test_999_981_yuan_carried_forward_cannot_be_paid_out_twice(two: Desk) -> None:
    of_2019 = resolve(two, 2019, by_shares("19"), "1000000")
    assert str(two.distribution.suggested_opening(2020)) == "999981.00"
    of_2020 = resolve(two, 2020, by_shares(include_opening=True), "0", opening="999981")
    pay(two, of_2020, 2020)
    assert str(two.distribution.frozen_plan(2020).gross) == "999981.00"
    error = refused(two, WithdrawApproval(plan_id=of_2019, reason="重新分配"))
    assert (error.code, error.params["later"]) == ("year.spent_later", 2020)
    again = RecordYearFigures(figures=figures(2021, "0", "999981"), opening_reason="审计调增")
    error = refused(two, again)
    assert (error.code, str(error.params["left"])) == ("year.opening_beyond", "0.00")
    assert refused(two, RecordYearFigures(figures=figures(2019, "1"))).code == "plan.already_approved"


def test_a_year_nobody_has_drawn_on_can_be_withdrawn(two: Desk) -> None:
    of_2019 = resolve(two, 2019, by_shares("19"), "1000000")
    two.run(RecordYearFigures(figures=figures(2020, "0", "999981")))
    drafted(two, 2020, by_shares(include_opening=True))
    two.run(WithdrawApproval(plan_id=of_2019, reason="金额写错"))
    # What was drafted on the remainder that is gone cannot be resolved.
    plan = two.distribution.plan(2020)
    assert plan is not None
    assert refused(two, approval(plan.plan_id, 2020)).code == "year.opening_unsettled"


def test_a_withdrawn_year_may_not_come_back_with_another_remainder(two: Desk) -> None:
    of_2019 = resolve(two, 2019, by_shares(), "1000")
    resolve(two, 2020, by_shares(), "500")
    two.run(WithdrawApproval(plan_id=of_2019, reason="重新分配"))
    again = drafted(two, 2019, by_shares("400"))
    error = refused(two, approval(again, 2019))
    assert (error.code, error.params["later"]) == ("year.later_settled", 2020)
    two.run(approval(drafted(two, 2019, by_shares()), 2019))


def test_a_loss_of_last_year_is_not_left_out_for_a_reason(two: Desk) -> None:
    resolve(two, 2018, Scheme(()), "300", opening="-1000")
    for opening in ("0", "-699.99", "5"):
        command = RecordYearFigures(figures=figures(2019, "900", opening), opening_reason="已弥补")
        assert refused(two, command).code == "year.opening_beyond"
    two.run(RecordYearFigures(figures=figures(2019, "900", "-700.01"), opening_reason="审计调减"))


def test_what_a_year_opened_on_before_last_year_was_resolved_has_to_be_left_by_it(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    two.run(RecordYearFigures(figures=figures(2020, "0", "600"), opening_reason="上年决议在后"))
    two.run(approval(drafted(two, 2020, by_shares(include_opening=True)), 2020))
    error = refused(two, approval(drafted(two, 2019, by_shares("400.04")), 2019))
    assert (error.code, error.params["later"], str(error.params["left"])) == (
        "year.later_settled",
        2020,
        "599.96",
    )
    two.run(approval(drafted(two, 2019, by_shares("400")), 2019))


def test_after_a_year_that_is_not_in_the_book_the_opening_may_be_more_for_a_reason(two: Desk) -> None:
    resolve(two, 2019, by_shares("400"), "1000")
    command = RecordYearFigures(figures=figures(2021, "0", "900"))
    assert refused(two, command).code == "year.opening_differs"
    two.run(replace(command, opening_reason="2020 年度手工记账，结转 900 元"))


def test_a_smaller_opening_than_last_year_s_remainder_needs_a_reason_that_is_kept(two: Desk) -> None:
    resolve(two, 2019, by_shares("400"), "1000")
    command = RecordYearFigures(figures=figures(2020, "100", "590"))
    error = refused(two, command)
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field, str(error.params["left"])) == (
        "year.opening_differs",
        "opening_reason",
        "600.00",
    )
    two.run(replace(command, opening_reason="审计调减 10 元"))
    two.run(approval(drafted(two, 2020, by_shares(include_opening=True)), 2020))
    assert two.distribution.frozen_plan(2020).figures.opening_reason == "审计调减 10 元"
    assert str(two.distribution.frozen_plan(2020).gross) == "690.00"


def test_the_first_year_in_the_book_is_opened_freely_and_a_skipped_year_breaks_no_chain(two: Desk) -> None:
    resolve(two, 2019, by_shares("400"), "1000", opening="77")
    assert str(two.distribution.suggested_opening(2021)) == "677.00"
    assert refused(two, RecordYearFigures(figures=figures(2021, "0", "0"))).code == "year.opening_differs"


def test_while_the_year_before_is_not_resolved_its_remainder_is_not_known(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    error = refused(two, RecordYearFigures(figures=figures(2020, "0", "1000")))
    assert (error.code, error.params["before"]) == ("year.before_open", 2019)
    two.run(RecordYearFigures(figures=figures(2020, "50")))


def test_what_is_carried_is_leftover_and_opening_not_distributed_and_loss_not_made_good(two: Desk) -> None:
    resolve(two, 2018, by_shares("400.01"), "1000.01", opening="250")
    carried = two.distribution.frozen_plan(2018).carried
    assert [str(part) for part in (carried.leftover, carried.opening, carried.loss, carried.total)] == [
        "600.01",
        "250.00",
        "0.00",
        "850.01",
    ]
    (summary,) = two.distribution.summaries()
    assert summary.carried == carried
    assert two.distribution.suggested_opening(2019) == carried.total


def test_a_loss_not_made_good_is_carried_too(two: Desk) -> None:
    resolve(two, 2018, Scheme(()), "300", opening="-1000")
    assert (
        str(two.distribution.frozen_plan(2018).carried.loss),
        str(two.distribution.suggested_opening(2019)),
    ) == (
        "-700.00",
        "-700.00",
    )


# Dates in order


def test_a_meeting_before_the_record_date_needs_a_reason_that_stands_in_the_history(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    plan_id = drafted(two, 2019, by_shares())
    early = approval(plan_id, 2019, day=date(2019, 12, 20))
    error = refused(two, early)
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field) == ("plan.resolved_before_record_date", "reason")
    two.run(replace(early, reason="年底提前开会"))
    assert [(line.kind, line.reason) for line in two.distribution.history(2019)] == [
        (HistoryKind.DRAFTED, ""),
        (HistoryKind.APPROVED, "年底提前开会"),
    ]


def test_a_payment_before_the_meeting_needs_a_reason_that_stands_in_the_history(two: Desk) -> None:
    plan_id = resolve(two, 2019, by_shares(), "1000")
    early = MarkPaid(plan_id=plan_id, day=date(2019, 12, 30), method="现金")
    error = refused(two, early)
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field) == ("plan.paid_before_resolution", "reason")
    two.run(replace(early, reason="春节前预发"))
    assert two.distribution.history(2019)[-1].reason == "春节前预发"


def test_shares_held_at_the_end_of_the_year_before_take_part_where_the_charter_says_so(two: Desk) -> None:
    two.run(AddShares(member="F02", day=date(2019, 6, 1), shares=parse_quantity("2")))
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    two.run(approval(drafted(two, 2019, by_shares(), record_date=date(2018, 12, 31)), 2019))
    assert [str(member.net) for member in two.distribution.frozen_plan(2019).members] == ["750.00", "250.00"]


# Who was a member on the record date


def equal_parts() -> Scheme:
    return Scheme(((Line("e", "按户平分", Rest(), Basis("equal")),),))


def test_equal_parts_go_to_who_was_a_member_on_the_record_date(two: Desk) -> None:
    late = Member("F03", "后来户", MemberKind.FARMER, date(2019, 12, 25))
    two.run(RegisterMember(member=late, shares=parse_quantity("5")))
    without_shares = Member("F04", "无股户", MemberKind.FARMER, date(2019, 12, 20))
    two.run(RegisterMember(member=without_shares, shares=parse_quantity("0")))
    two.run(RecordYearFigures(figures=figures(2019, "900")))
    resolution = Resolution("1", date(2020, 1, 10), members=4, present=4, votes_for=4)
    plan_id = drafted(two, 2019, equal_parts(), record_date=date(2019, 12, 20))
    two.run(ApproveDistribution(plan_id=plan_id, resolution=resolution))
    assert {member.number: str(member.net) for member in two.distribution.frozen_plan(2019).members} == {
        "F01": "300.00",
        "F02": "300.00",
        "F03": "0.00",
        "F04": "300.00",
    }
    assert list(two.verify()) == []


# Entries dated back into a resolved year

BACK_DATED: list[tuple[str, Callable[[date], Command]]] = [
    ("增股", lambda day: AddShares(member="F02", day=day, shares=parse_quantity("1"))),
    ("转让", lambda day: TransferShares(giver="F01", taker="F02", day=day, shares=parse_quantity("1"))),
    (
        "入社",
        lambda day: RegisterMember(
            member=Member("F09", "补登户", MemberKind.FARMER, day), shares=parse_quantity("1")
        ),
    ),
    ("冲销", lambda day: ReverseEntry(entry=2, reason="记错")),
    ("整笔冲销", lambda day: ReverseOperation(operation=2, reason="记错")),
    ("继承", lambda day: InheritShares(giver="F01", day=day, heirs=(Heir("F02", Ratio(1)),))),
    ("退股", lambda day: RedeemShares(member="F01", day=day, shares=parse_quantity("1"))),
    ("拆股", lambda day: SplitClass(share_class="ordinary", day=day, ratio=Ratio(2))),
    ("收回", lambda day: RecallClass(share_class="ordinary", day=day)),
    (
        "转换",
        lambda day: ConvertShares(
            member="F01",
            day=day,
            shares=parse_quantity("1"),
            old_class="ordinary",
            new_class="class-2",
            ratio=Ratio(2),
        ),
    ),
    ("改入社日期", lambda day: AmendMember(member=Member("F05", "空户", MemberKind.FARMER, day))),
]


@pytest.mark.parametrize(
    "entry", [made for _name, made in BACK_DATED], ids=[name for name, _made in BACK_DATED]
)
def test_an_entry_dated_into_a_resolved_year_asks_and_stays_outside_the_frozen_plan(
    two: Desk, entry: Callable[[date], Command]
) -> None:
    empty = Member("F05", "空户", MemberKind.FARMER, date(2020, 1, 5))
    two.run(RegisterMember(member=empty, shares=parse_quantity("0")))
    two.run(DefineShareClass(share_class=ShareClass("", "土地股", Money(0))))
    resolve(two, 2019, by_shares(), "1000")
    before = two.distribution.frozen_plan(2019)
    command = entry(date(2019, 12, 31))
    error = refused(two, command)
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field, error.params["year"]) == (
        "register.year_settled",
        "outside_plans",
        2019,
    )
    reason: dict[str, Any] = {error.field: "当年漏记"}
    two.run(replace(command, **reason))
    assert two.distribution.frozen_plan(2019) == before
    assert list(two.verify()) == []


def test_the_day_after_the_record_date_is_open_unless_shares_count_by_days(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    two.run(approval(drafted(two, 2019, by_shares(), record_date=date(2019, 6, 30)), 2019))
    entry = AddShares(member="F02", day=date(2019, 7, 1), shares=parse_quantity("1"))
    two.run(entry)
    two.run(RecordYearFigures(figures=figures(2020, "1000")))
    template = next(item for item in two.distribution.templates() if item.id == "share_days")
    scheme = two.distribution.scheme_from(template, two.distribution.facts(2020, date(2020, 6, 30)))
    two.run(approval(drafted(two, 2020, scheme, record_date=date(2020, 6, 30)), 2020))
    later = AddShares(member="F02", day=date(2020, 12, 31), shares=parse_quantity("1"))
    assert refused(two, later).params["until"] == date(2020, 12, 31)
    two.run(replace(later, day=date(2021, 1, 1)))


def test_the_reason_of_a_late_entry_stands_in_the_register(two: Desk) -> None:
    resolve(two, 2019, by_shares(), "1000")
    command = AddShares(
        member="F02", day=date(2019, 5, 1), shares=parse_quantity("1"), note="协议 3 号", outside_plans="漏记"
    )
    two.run(command)
    assert two.members.entries("F02")[-1].entry.entry.note == "协议 3 号；漏记"
