"""A loss year is closed by the meeting: its loss opens the next year, or members' accounts bear some of it."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.errors import ReasonWanted
from coopdesk.domain.money import Money
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    CloseLossYear,
    DraftLossPlan,
    RecordFailedVote,
    RecordYearFigures,
    ReopenLossYear,
)
from coopdesk.services.distribution.headlines import HistoryKind, PlanState
from coopdesk.services.home import TaskKind
from tests.services.distribution.several_years import by_shares, drafted, figures, refused, resolve

RECORD_DATE = date(2019, 12, 31)
RESOLUTION = Resolution("2019 年第 2 号", date(2020, 1, 10), members=2, present=2, votes_for=2)


def closing(year: int = 2019, shared: str = "0", **details: object) -> CloseLossYear:
    made = CloseLossYear(
        year=year,
        record_date=RECORD_DATE.replace(year=year),
        resolution=replace(RESOLUTION, day=date(year + 1, 1, 10)),
        shared=Money.parse(shared),
        approver="理事长",
    )
    return replace(made, **details)  # type: ignore[arg-type]  # the test's own fields


@pytest.fixture
def loss(two: Desk) -> Desk:
    """2019 lost 1,000 yuan."""
    two.run(RecordYearFigures(figures=figures(2019, "-1000")))
    return two


def with_par(desk: Desk, par: str = "500") -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse(par))))


def test_a_loss_year_is_closed_without_distribution_and_its_loss_opens_the_next(loss: Desk) -> None:
    loss.run(closing())
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    assert (str(plan.carried), plan.members, plan.resolution) == ("-1000.00", (), RESOLUTION)
    assert loss.home(2019).state is PlanState.CLOSED
    assert loss.distribution.states()[2019] is PlanState.CLOSED
    assert str(loss.distribution.suggested_opening(2020)) == "-1000.00"
    assert refused(loss, RecordYearFigures(figures=figures(2020, "500"))).code == "year.opening_beyond"
    plan_id = resolve(loss, 2020, by_shares(), "1500", opening="-1000")
    assert str(loss.distribution.frozen_plan(2020).gross) == "500.00"
    assert plan_id
    assert list(loss.verify()) == []


def test_a_positive_opening_is_set_against_the_loss(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "-1000", opening="300")))
    two.run(closing())
    plan = two.distribution.loss_plan(2019)
    assert plan is not None
    assert (str(plan.cover.from_opening), str(plan.carried)) == ("300.00", "-700.00")


def test_by_choice_the_members_accounts_bear_the_loss_by_their_capital(loss: Desk) -> None:
    with_par(loss)
    loss.run(closing(shared="1000"))
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    assert {each.number: str(each.amount) for each in plan.members} == {"F01": "750.00", "F02": "250.00"}
    assert (str(plan.capital_total), str(plan.carried)) == ("2000.00", "0.00")
    assert list(loss.verify()) == []
    # What an account has borne is no longer there to be counted, or to bear another loss.
    loss.run(RecordYearFigures(figures=figures(2020, "-5000")))
    facts = loss.distribution.facts(2020, date(2020, 12, 31))
    assert {account.member: str(account.capital) for account in facts.accounts} == {
        "F01": "750.00",
        "F02": "250.00",
    }
    error = refused(loss, closing(2020, shared="1000.01"))
    assert (error.code, str(error.params["most"])) == ("loss.beyond_accounts", "1000.00")


def test_without_a_contribution_per_share_no_account_can_bear_anything(loss: Desk) -> None:
    assert refused(loss, closing(shared="1")).code == "loss.no_capital"


def test_the_proposal_for_the_meeting_shows_what_closing_would_freeze(loss: Desk) -> None:
    with_par(loss)
    proposal = loss.distribution.loss_proposal(2019, Money.parse("999.99"), RECORD_DATE)
    loss.run(closing(shared="999.99"))
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    assert proposal.resolution is None
    assert replace(plan, resolution=None, witness=None) == proposal


def test_a_draft_on_the_loss_is_kept_for_the_meeting_and_holds_only_what_could_be_resolved(
    loss: Desk,
) -> None:
    with_par(loss)
    command = DraftLossPlan(year=2019, record_date=RECORD_DATE, shared=Money.parse("600"), person="王会计")
    loss.run(command)
    assert loss.distribution.loss_proposal(2019) == loss.distribution.loss_proposal(
        2019, Money.parse("600"), RECORD_DATE
    )
    assert (loss.distribution.states()[2019], loss.distribution.state(2019)) == (PlanState.DRAFT, None)
    for shared, code in (("1000.01", "loss.more_than_uncovered"), ("-1", "loss.negative")):
        again = replace(command, command_id=shared, shared=Money.parse(shared))
        assert refused(loss, again).code == code
    loss.run(closing(shared="600"))
    assert refused(loss, replace(command, command_id="later")).code == "year.closed"
    assert [(line.kind, line.person) for line in loss.distribution.history(2019)] == [
        (HistoryKind.DRAFTED, "王会计"),
        (HistoryKind.CLOSED, "理事长"),
    ]
    assert list(loss.verify()) == []


def test_a_closed_year_takes_no_figures_and_no_draft_and_is_closed_once(loss: Desk) -> None:
    loss.run(closing())
    assert refused(loss, RecordYearFigures(figures=figures(2019, "7"))).code == "year.closed"
    assert refused(loss, closing()).code == "year.closed"


def test_a_year_with_a_surplus_is_distributed_and_not_closed(two: Desk) -> None:
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    assert refused(two, closing()).code == "loss.not_a_loss_year"
    resolve(two, 2019, by_shares(), "1000")
    assert refused(two, closing()).code == "plan.already_approved"


def test_a_closing_needs_a_valid_vote_and_dates_in_order(loss: Desk) -> None:
    lost = replace(RESOLUTION, votes_for=1)
    assert refused(loss, closing(resolution=lost)).code == "meeting.no_majority"
    early = closing(resolution=replace(RESOLUTION, day=date(2019, 12, 1)))
    error = refused(loss, early)
    assert isinstance(error, ReasonWanted)
    loss.run(replace(early, reason="提前开会"))
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    assert plan.reason == "提前开会"


def test_a_closing_is_taken_back_with_a_reason_unless_a_later_year_rests_on_it(loss: Desk) -> None:
    loss.run(closing())
    assert refused(loss, ReopenLossYear(year=2019, reason=" ")).code == "plan.reason_missing"
    resolve(loss, 2020, by_shares(), "1500", opening="-1000")
    assert refused(loss, ReopenLossYear(year=2019, reason="算错")).params["later"] == 2020
    assert refused(loss, ReopenLossYear(year=2018, reason="算错")).code == "year.not_closed"


def test_every_turn_of_a_loss_year_stands_in_its_history(loss: Desk) -> None:
    failed = replace(RESOLUTION, votes_for=1)
    loss.run(RecordFailedVote(year=2019, resolution=failed, reason="多数要求核账", person="王会计"))
    loss.run(closing())
    loss.run(ReopenLossYear(year=2019, reason="算错", person="王会计"))
    assert loss.distribution.loss_plan(2019) is None
    loss.run(closing())
    assert [(line.kind, line.person, line.reason) for line in loss.distribution.history(2019)] == [
        (HistoryKind.FAILED, "王会计", "多数要求核账"),
        (HistoryKind.CLOSED, "理事长", ""),
        (HistoryKind.REOPENED, "王会计", "算错"),
        (HistoryKind.CLOSED, "理事长", ""),
    ]


def test_nothing_is_drafted_while_a_loss_is_closed(loss: Desk) -> None:
    loss.run(closing())
    facts = loss.distribution.facts(2019, RECORD_DATE)
    assert facts.surplus.current_year == Money.parse("-1000")
    with pytest.raises(Exception, match=r"year\.closed"):
        drafted(loss, 2019, by_shares())


def test_the_home_page_says_that_the_loss_is_to_be_resolved_on_and_what_goes_on(loss: Desk) -> None:
    assert next(task.kind for task in loss.home(2019).tasks) is TaskKind.CLOSE_LOSS
    loss.run(closing())
    home = loss.home(2019)
    assert TaskKind.CLOSE_LOSS not in [task.kind for task in home.tasks]
    assert str(home.closed) == "-1000.00"
