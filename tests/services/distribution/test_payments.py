"""发放: household by household, all at once, undone; and what failed votes and withdrawals leave in the history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    MarkHouseholds,
    MarkPaid,
    RecordFailedVote,
    RecordYearFigures,
    UndoPayment,
    WithdrawApproval,
)
from coopdesk.services.distribution.headlines import HistoryKind, OpenPayment, PlanState
from coopdesk.services.distribution.payments import HouseholdPayment, payment_totals
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.home import Task, TaskKind
from tests.services.distribution.several_years import (
    approval,
    by_shares,
    drafted,
    figures,
    pay,
    refused,
    resolve,
)

DAY = date(2020, 1, 20)


def mark(plan_id: int, standing: HouseholdStanding, *members: str, note: str = "") -> MarkHouseholds:
    return MarkHouseholds(
        plan_id=plan_id, members=members, standing=standing, day=DAY, note=note, person="王会计"
    )


def payments(desk: Desk) -> Sequence[HouseholdPayment]:
    return desk.distribution.payments_of(desk.distribution.frozen_plan(2019))


def standings(desk: Desk) -> dict[str, str]:
    return {payment.number: payment.standing for payment in payments(desk)}


def test_each_household_is_marked_by_bank_returned_cash_or_not_yet(two: Desk) -> None:
    plan_id = resolve(two, 2019, by_shares(), "1000")
    assert standings(two) == {"F01": "open", "F02": "open"}
    two.run(mark(plan_id, HouseholdStanding.BANK, "F01", "F02"))
    two.run(mark(plan_id, HouseholdStanding.RETURNED, "F02", note="账号有误"))
    assert standings(two) == {"F01": "bank", "F02": "returned"}
    totals = {
        total.standing: (total.households, str(total.amount)) for total in payment_totals(payments(two))
    }
    assert totals[HouseholdStanding.BANK] == (1, "750.00")
    assert totals[HouseholdStanding.RETURNED] == (1, "250.00")
    assert totals[HouseholdStanding.CASH] == (0, "0.00")
    two.run(mark(plan_id, HouseholdStanding.CASH, "F02"))
    assert standings(two)["F02"] == "cash"
    assert list(two.verify()) == []


def test_marking_all_as_paid_leaves_the_marks_of_single_households(two: Desk) -> None:
    plan_id = resolve(two, 2019, by_shares(), "1000")
    two.run(mark(plan_id, HouseholdStanding.RETURNED, "F02"))
    pay(two, plan_id, 2019)
    assert standings(two) == {"F01": "paid", "F02": "returned"}
    two.run(mark(plan_id, HouseholdStanding.CASH, "F02"))
    assert standings(two) == {"F01": "paid", "F02": "cash"}


def test_money_that_came_back_stands_among_the_next_things_to_do_in_every_year_until_it_has_arrived(
    two: Desk,
) -> None:
    of_2019 = resolve(two, 2019, by_shares(), "1000")
    two.run(mark(of_2019, HouseholdStanding.RETURNED, "F01"))
    two.run(mark(of_2019, HouseholdStanding.OPEN, "F02"))
    assert [task.payment for task in open_tasks(two, 2019)] == [OpenPayment(2019, 1, Money.parse("750"))]
    two.run(MarkPaid(plan_id=of_2019, day=DAY, method="银行代发"))
    expected = OpenPayment(2019, 2, Money.parse("1000"))
    assert [task.payment for task in open_tasks(two, 2020)] == [expected]
    assert (two.home(2019).open_payment, two.home(2020).open_payment) == (expected, None)
    two.run(mark(of_2019, HouseholdStanding.CASH, "F01", "F02"))
    assert open_tasks(two, 2019) == []


def open_tasks(desk: Desk, year: int) -> list[Task]:
    return [task for task in desk.home(year).tasks if task.kind is TaskKind.OPEN_PAYMENT]


def test_only_households_with_something_to_get_are_marked_and_only_once_resolved(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    plan_id = drafted(two, 2019, by_shares())
    assert refused(two, mark(plan_id, HouseholdStanding.CASH, "F01")).code == "plan.wrong_state"
    two.run(approval(plan_id, 2019))
    error = refused(two, mark(plan_id, HouseholdStanding.CASH, "F09"))
    assert (error.code, error.params["number"]) == ("plan.household_unknown", "F09")
    assert refused(two, mark(plan_id, HouseholdStanding.CASH)).code == "plan.no_household"
    future = replace(mark(plan_id, HouseholdStanding.CASH, "F01"), day=date(2023, 3, 2))
    assert refused(two, future).code == "plan.paid_in_future"


def test_a_resolution_is_not_withdrawn_while_households_have_their_money(two: Desk) -> None:
    plan_id = resolve(two, 2019, by_shares(), "1000")
    two.run(mark(plan_id, HouseholdStanding.CASH, "F01"))
    error = refused(two, WithdrawApproval(plan_id=plan_id, reason="异议"))
    assert (error.code, error.params["count"]) == ("plan.households_paid", 1)
    two.run(mark(plan_id, HouseholdStanding.OPEN, "F01"))
    two.run(WithdrawApproval(plan_id=plan_id, reason="异议"))
    assert two.distribution.state(2019) is PlanState.DRAFT


def test_a_payment_is_undone_with_a_reason_and_every_turn_stands_in_the_history(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    plan_id = drafted(two, 2019, by_shares())
    failed = Resolution("1", date(2020, 1, 5), members=2, present=2, votes_for=1)
    two.run(RecordFailedVote(year=2019, resolution=failed, reason="反对按股分", person="王会计"))
    record = two.distribution.plan(2019)
    assert record is not None
    assert record.state is PlanState.DRAFT
    two.run(approval(plan_id, 2019))
    two.run(MarkPaid(plan_id=plan_id, day=DAY, method="现金", person="王会计"))
    assert refused(two, UndoPayment(plan_id=plan_id, reason="")).code == "plan.reason_missing"
    two.run(UndoPayment(plan_id=plan_id, reason="记错了年度", person="王会计"))
    assert two.distribution.frozen_plan(2019).paid_on is None
    two.run(WithdrawApproval(plan_id=plan_id, reason="重开大会", person="王会计"))
    assert [(line.kind, line.person, line.reason) for line in two.distribution.history(2019)] == [
        (HistoryKind.DRAFTED, "", ""),
        (HistoryKind.FAILED, "王会计", "反对按股分"),
        (HistoryKind.APPROVED, "", ""),
        (HistoryKind.PAID, "王会计", ""),
        (HistoryKind.PAYMENT_UNDONE, "王会计", "记错了年度"),
        (HistoryKind.WITHDRAWN, "王会计", "重开大会"),
    ]


def test_a_vote_that_carries_is_no_failed_one(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    drafted(two, 2019, by_shares())
    passed = Resolution("1", date(2020, 1, 5), members=2, present=2, votes_for=2)
    assert refused(two, RecordFailedVote(year=2019, resolution=passed)).code == "meeting.did_pass"
    impossible = Resolution("1", date(2020, 1, 5), members=2, present=3, votes_for=2)
    assert refused(two, RecordFailedVote(year=2019, resolution=impossible)).code == "meeting.impossible"


def test_money_marked_before_the_meeting_asks_for_a_reason_and_keeps_it(two: Desk) -> None:
    plan_id = resolve(two, 2019, by_shares(), "1000")
    early = replace(mark(plan_id, HouseholdStanding.CASH, "F01", note="代领"), day=date(2019, 1, 5))
    assert refused(two, early).code == "plan.paid_before_resolution"
    two.run(replace(early, reason="年前预支"))
    assert next(p.note for p in payments(two) if p.number == "F01") == "代领；年前预支"


def test_no_reason_keeps_its_line_breaks_and_one_that_nobody_can_see_is_none(two: Desk) -> None:
    broken, kept = " 第一行\r\n第二行\u2028第三行 ", "第一行 第二行 第三行"
    plan_id = resolve(two, 2019, by_shares(), "1000")
    assert refused(two, WithdrawApproval(plan_id=plan_id, reason="\u200b\n")).code == "plan.reason_missing"
    two.run(WithdrawApproval(plan_id=plan_id, reason=broken))
    failed = Resolution(broken, date(2020, 1, 5), members=2, present=2, votes_for=1)
    two.run(RecordFailedVote(year=2019, resolution=failed, reason=broken))
    two.run(approval(plan_id := drafted(two, 2019, by_shares()), 2019))
    early = date(2020, 1, 2)
    two.run(MarkPaid(plan_id=plan_id, day=early, method=broken, reason=broken))
    two.run(replace(mark(plan_id, HouseholdStanding.BANK, "F01", note=broken), day=early, reason=broken))
    two.run(UndoPayment(plan_id=plan_id, reason=broken))
    assert [payment.note for payment in payments(two)] == [f"{kept}；{kept}", ""]
    told = [line.reason for line in two.distribution.history(2019)]
    assert sum(kept in reason for reason in told) == 4
    assert not any(mark in reason for reason in told for mark in "\r\n\u2028")
