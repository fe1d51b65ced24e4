"""Closing a year, distributing it, paying it: each step in the ledger, and each taken back."""

from datetime import date

import pytest

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    MarkHouseholds,
    MarkPaid,
    RecordYearFigures,
    ReopenLossYear,
    UndoPayment,
    WithdrawApproval,
)
from coopdesk.services.distribution.papers.proposal import build_proposal
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.ledger.commands import (
    CloseMonth,
    CloseYear,
    PostVouchers,
    ReopenYear,
    SetLedgerRules,
    SetMonthState,
)
from coopdesk.services.ledger.posting import Refusal
from coopdesk.services.ledger.values import DistributionDay, LedgerSettings
from coopdesk.services.members.commands import AddShares
from tests.services.ledger.books import credit, debit, refused, yuan
from tests.services.ledger.test_documents import told
from tests.services.ledger.years import SCHEME, co_op

MEETING = date(2025, 1, 20)


@pytest.fixture
def year(tmp_path):
    """A co-op whose year 2024 came to a surplus of 100,000; today is in January 2025."""
    with co_op(tmp_path / "年度.coop", date(2025, 1, 25)) as made:
        made.trade(2024, "100000")
        yield made


def entries(made, key):
    return [told(each) for each in made.desk.ledger.vouchers_of(key)]


def test_a_year_is_closed_in_three_steps_and_waits_for_the_meeting(year):
    assert refused(year.desk, CloseYear(year=2024)).code == "close.month_open"
    year.close_months(2024)
    assert refused(year.desk, CloseMonth(month=Month(2024, 12))).code == "close.year_first"
    year.run(CloseYear(year=2024))
    closing = [told(each) for each in year.desk.ledger.closing_vouchers(2024)]
    assert closing == [
        "借 501 200000.00 贷 331 200000.00",
        "借 331 100000.00 贷 521 100000.00",
        "借 331 100000.00 贷 33202 100000.00",
    ]
    assert year.state(2024) is MonthState.HELD
    late = Voucher(date(2024, 12, 30), (debit("523", "1"), credit("102", "1")))
    assert refused(year.desk, PostVouchers(vouchers=(late,))).code == "period.held"
    assert refused(year.desk, CloseYear(year=2024)).code == "close.year_closed"
    for month, state in ((12, MonthState.OPEN), (11, MonthState.OPEN), (11, MonthState.HELD)):
        command = SetMonthState(month=Month(2024, month), state=state, reason="漏记")
        assert refused(year.desk, command).code == "period.year_closed"
    assert refused(year.desk, CloseMonth(month=Month(2024, 12))).code == "close.none_due"
    year.run(CloseMonth(month=Month(2024, 12), reason="本年不分配"))
    assert year.state(2024) is MonthState.CLOSED
    assert refused(year.desk, CloseYear(year=2023)).code == "period.not_of_ledger"
    assert year.desk.verify() == ()


def test_closing_and_opening_again_gives_back_the_same_balances(year):
    before = year.desk.ledger.trial_balance(date(2025, 1, 25))
    assert refused(year.desk, ReopenYear(year=2024, reason="漏记")).code == "close.not_closed"
    year.close(2024)
    assert refused(year.desk, ReopenYear(year=2024, reason=" ")).code == "close.reason_missing"
    year.run(ReopenYear(year=2024, reason="漏记"))
    after = year.desk.ledger.trial_balance(date(2025, 1, 25))
    assert [
        (row.account, row.closing) for row in after.rows if any((row.closing.debit, row.closing.credit))
    ] == [(row.account, row.closing) for row in before.rows]
    assert year.state(2024) is MonthState.OPEN
    year.post(date(2024, 12, 30), debit("523", "400", "漏记"), credit("102", "400", "漏记"))
    year.run(CloseYear(year=2024))
    assert str(year.desk.ledger.year_surplus(2024).current_year) == "99600.00"
    year.run(CloseMonth(month=Month(2024, 12), reason="不分配"))
    year.run(CloseMonth(month=Month(2025, 1)))
    assert refused(year.desk, ReopenYear(year=2024, reason="漏记")).code == "period.later_closed"
    assert year.desk.verify() == ()


def test_what_is_found_wants_a_reason_and_what_must_hold_keeps_the_year_open(year):
    year.close_months(2024)
    lost = Voucher(date(2024, 12, 5), (debit("181", "80", "盘亏"), credit("121", "80", "盘亏")))
    year.desk.run(PostVouchers(vouchers=(lost,)))
    kept_from = refused(year.desk, CloseYear(year=2024, reason="照结"))
    assert isinstance(kept_from, Refusal)
    assert [fault.code for fault in kept_from.faults] == ["statement.unbalanced", "statement.pending"]
    year.post(date(2024, 12, 6), debit("401", "80", "待处理"), credit("181", "80", "待处理"))
    assert refused(year.desk, CloseYear(year=2024)).code == "close.reason_wanted"
    found = {item.check.value: item.findings for item in year.desk.close_checklist(2024) if item.findings}
    assert list(found) == ["cost"]
    year.run(CloseYear(year=2024, reason="在产品"))
    assert year.desk.ledger.months()[11].reason == "在产品"


def test_the_checklist_holds_the_ledger_against_accounts_and_plans(year):
    """A share typed past the ledger, and one whose voucher was typed, both stand out."""
    assert all(not item.findings for item in year.desk.close_checklist(2024) if item.check.value != "months")
    year.run(AddShares(member="F03", day=date(2023, 12, 1), shares=parse_quantity("1")))
    year.post(date(2024, 7, 1), debit("102", "9", "记错"), credit("221", "9", "记错", member="F01"))
    found = {
        item.check.value: [each.params for each in item.findings] for item in year.desk.close_checklist(2024)
    }
    assert [str(each["difference"]) for each in found["capital"]] == ["-1000.00", "-1000.00"]
    assert found["capital"][1]["whose"] == "F03"
    assert [str(each["difference"]) for each in found["refund"]] == ["9.00", "9.00"]
    assert found["dividend"] == found["fund"] == found["reserve"] == []


def distributed(year):
    year.close(2024)
    plan = year.draft(2024)
    year.approve(plan, MEETING)
    return plan


PLAN = (
    "借 3320101 15000.00 借 3320102 51000.00 借 3320103 34000.00 贷 322 15000.00 "
    "贷 221/F01 30600.00 贷 221/F02 20400.00 贷 222/F01 17000.00 贷 222/F02 10200.00 贷 222/F03 6800.00"
)


def test_the_resolution_posts_the_distribution_and_closes_the_year_for_good(year):
    plan = distributed(year)
    (posted,) = year.desk.ledger.vouchers_of("plan/2024")
    assert (posted.voucher.day, told(posted)) == (date(2024, 12, 31), PLAN)
    cleared = told(list(year.desk.ledger.closing_vouchers(2024))[-1])
    assert cleared == "借 33202 100000.00 贷 3320101 15000.00 贷 3320102 51000.00 贷 3320103 34000.00"
    assert year.state(2024) is MonthState.CLOSED
    assert year.balance("33202") == "5000.00"
    assert refused(year.desk, ReopenYear(year=2024, reason="漏记")).code == "close.resolved"
    year.run(WithdrawApproval(plan_id=plan, reason="重新表决"))
    assert year.state(2024) is MonthState.HELD
    assert entries(year, "plan/2024") == []
    assert year.balance("33202") == "105000.00"
    year.approve(plan, MEETING)
    assert entries(year, "plan/2024") == [PLAN]
    year.run(WithdrawApproval(plan_id=plan, reason="重新表决"))
    year.run(ReopenYear(year=2024, reason="漏记"))
    assert year.desk.verify() == ()


def test_a_later_month_that_is_closed_keeps_the_resolution(year):
    plan = distributed(year)
    year.run(CloseMonth(month=Month(2025, 1)))
    assert refused(year.desk, WithdrawApproval(plan_id=plan, reason="重新表决")).code == "period.later_closed"


def test_by_choice_the_distribution_is_posted_on_the_day_of_the_resolution(year):
    year.run(SetLedgerRules(settings=LedgerSettings(distribution_day=DistributionDay.RESOLUTION)))
    plan = distributed(year)
    (posted,) = year.desk.ledger.vouchers_of("plan/2024")
    assert posted.voucher.day == MEETING
    assert year.balance("33202", until=date(2024, 12, 31)) == "105000.00"
    assert year.balance("33202") == "5000.00"
    assert year.state(2024) is MonthState.CLOSED
    year.run(WithdrawApproval(plan_id=plan, reason="重新表决"))
    assert year.balance("33202") == "105000.00"
    assert year.desk.verify() == ()


def test_what_is_paid_is_told_with_the_tax_withheld(year):
    plan = distributed(year)
    year.run(MarkPaid(plan_id=plan, day=date(2025, 1, 22), method="银行代发"))
    assert entries(year, "paid/2024/whole/1") == [
        "借 222/F01 3400.00 借 222/F02 2040.00 借 222/F03 1360.00 贷 21401 6800.00",
        "借 221/F01 30600.00 借 222/F01 13600.00 借 221/F02 20400.00 借 222/F02 8160.00 借 222/F03 5440.00 "
        "贷 102 78200.00",
    ]
    assert year.balance("221") == year.balance("222") == "0.00"
    assert year.balance("21401") == "6800.00"
    (_held, paid) = year.desk.ledger.vouchers_of("paid/2024/whole/1")
    assert paid.voucher.lines[0].summary == "支付盈余返还和剩余盈余 2024年度"
    year.run(UndoPayment(plan_id=plan, reason="未发放"))
    assert entries(year, "paid/2024/whole/1") == []
    assert (year.balance("221"), year.balance("21401")) == ("51000.00", "0.00")
    assert year.desk.verify() == ()


def marks(year, plan, standing, *members, day=date(2025, 1, 23)):
    year.run(MarkHouseholds(plan_id=plan, members=members, standing=standing, day=day))


def test_households_paid_one_by_one_and_money_that_came_back(year):
    plan = distributed(year)
    marks(year, plan, HouseholdStanding.CASH, "F01")
    assert year.balance("221", "F01") == "0.00"
    assert year.balance("101") == "-44200.00"
    marks(year, plan, HouseholdStanding.BANK, "F01")
    assert year.balance("101") == "0.00"
    year.run(MarkPaid(plan_id=plan, day=date(2025, 1, 24), method="银行"))
    assert year.balance("222") == "0.00"
    marks(year, plan, HouseholdStanding.RETURNED, "F02")
    assert (year.balance("221", "F02"), year.balance("222", "F02")) == ("20400.00", "10200.00")
    # All were not paid after all: F01 was by a mark of its own, the money of F02 came back all the same.
    year.run(UndoPayment(plan_id=plan, reason="误记"))
    assert [year.balance("221", number) for number in ("F01", "F02", "F03")] == ["0.00", "20400.00", "0.00"]
    assert year.balance("222", "F03") == "6800.00"
    year.run(MarkPaid(plan_id=plan, day=date(2025, 1, 24), method="现金"))
    marks(year, plan, HouseholdStanding.CASH, "F02")
    assert year.balance("221") == year.balance("222") == "0.00"
    assert year.balance("101") == "-34000.00"
    assert year.desk.verify() == ()


def test_a_loss_year_is_borne_by_the_accounts_and_closed_with_it(tmp_path):
    with co_op(tmp_path / "亏损.coop", date(2025, 1, 25)) as year:
        year.trade(2024, "-9000")
        year.close(2024)
        assert year.balance("33202") == "-4000.00"
        year.run(RecordYearFigures(figures=year.figures(2024)))
        resolution = Resolution("决议1", MEETING, members=3, present=3, votes_for=3)
        year.run(
            CloseLossYear(
                year=2024, record_date=date(2024, 12, 31), resolution=resolution, shared=yuan("2000")
            )
        )
        assert entries(year, "loss/2024") == [
            "借 301/F01 1000.00 借 301/F02 600.00 借 301/F03 400.00 贷 33202 2000.00"
        ]
        assert year.state(2024) is MonthState.CLOSED
        assert all(not item.findings for item in year.desk.close_checklist(2024))
        year.run(ReopenLossYear(year=2024, reason="重新表决"))
        assert year.state(2024) is MonthState.HELD
        assert year.balance("33202") == "-4000.00"
        assert year.desk.verify() == ()


def test_a_year_resolved_on_typed_figures_is_closed_for_good_at_once(year):
    year.run(
        RecordYearFigures(figures=YearFigures(2024, yuan("100000"), yuan("0"), yuan("5000"), source="报表"))
    )
    plan = year.run(DraftDistribution(year=2024, record_date=date(2024, 12, 31), scheme=SCHEME))
    year.approve(int(plan), MEETING)
    assert entries(year, "plan/2024") == [PLAN]
    assert year.state(2024) is MonthState.OPEN
    year.close(2024)
    assert year.state(2024) is MonthState.CLOSED
    assert year.balance("33202") == "5000.00"
    assert year.desk.verify() == ()


def origin(year):
    figures = year.desk.coop.year_figures(2024)
    assert figures is not None
    return figures.origin


def test_the_figures_of_a_year_come_out_of_its_closed_ledger(year):
    assert year.desk.distribution.ledger_figures(2024) is None
    typed = YearFigures(2024, yuan("90000"), yuan("0"), yuan("5000"), source="报表")
    year.run(RecordYearFigures(figures=typed))
    assert origin(year) is FigureOrigin.TYPED
    year.close(2024)
    told = year.desk.distribution.ledger_figures(2024)
    assert (str(told.income), str(told.costs), str(told.opening)) == ("200000.00", "100000.00", "5000.00")
    year.run(RecordYearFigures(figures=told))
    assert origin(year) is FigureOrigin.LEDGER
    plan = int(year.run(DraftDistribution(year=2024, record_date=date(2024, 12, 31), scheme=SCHEME)))
    assert year.desk.distribution.plan(2024).draft.figures.origin is FigureOrigin.LEDGER
    year.run(ReopenYear(year=2024, reason="漏记"))
    resolution = Resolution("决议1", MEETING, members=3, present=3, votes_for=3)
    approval = ApproveDistribution(plan_id=plan, resolution=resolution)
    assert refused(year.desk, approval).code == "year.ledger_changed"
    year.run(CloseYear(year=2024))
    year.approve(plan, MEETING)
    assert year.desk.distribution.frozen_plan(2024).figures.origin is FigureOrigin.LEDGER
    assert year.desk.verify() == ()


def test_papers_say_that_figures_were_typed_although_there_is_a_ledger(year):
    typed = YearFigures(2024, yuan("90000"), yuan("0"), yuan("5000"), source="报表")
    year.run(RecordYearFigures(figures=typed))
    plan = int(year.run(DraftDistribution(year=2024, record_date=date(2024, 12, 31), scheme=SCHEME)))
    proposal = year.desk.distribution.proposal(2024)
    said = "各项数字系手工填列，未取自已结账的账簿。"
    assert said in build_proposal(proposal, str).opening
    year.approve(plan, MEETING)
    assert year.desk.distribution.frozen_plan(2024).figures.origin is FigureOrigin.TYPED


def test_without_a_ledger_of_the_year_nobody_says_where_figures_come_from(year):
    year.run(RecordYearFigures(figures=YearFigures(2023, yuan("9"), yuan("0"), source="报表")))
    figures = year.desk.coop.year_figures(2023)
    assert figures.origin is FigureOrigin.UNSAID
