"""Shares nobody entered a contribution for are told before they count as none, and the reason is kept and printed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.scheme import Basis, Line, RateOfTier, Rest, Scheme
from coopdesk.domain.errors import ReasonWanted
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.papers import write_paper
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.distribution.store import SqlPlanStore
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, RecordYearFigures
from coopdesk.services.distribution.papers.loss import build_loss_plan
from coopdesk.services.distribution.plan import Draft
from coopdesk.services.members.commands import AddShares
from tests.reports.reading import texts
from tests.services.distribution.several_years import approval, figures, refused
from tests.services.distribution.test_loss_year import closing, with_par

SCHEME = Scheme(
    (
        (
            Line("trade", "按股", RateOfTier(Quantity(600_000)), Basis("shares")),
            Line("rest", "剩余盈余分配", Rest(), Basis("account_total")),
        ),
    )
)
DRAFT = DraftDistribution(year=2019, record_date=date(2019, 12, 31), scheme=SCHEME, drafter="王会计")
WHY = "村集体资产量化，没有出资"


@pytest.fixture
def quantified(two: Desk) -> Desk:
    """Ordinary shares stand for 500 yuan; F02 also holds quantified ones, for which nothing was entered."""
    with_par(two)
    two.run(DefineShareClass(share_class=ShareClass("", "量化股", Money(0))))
    two.run(AddShares(member="F02", day=date(2019, 3, 1), shares=parse_quantity("4"), share_class="class-2"))
    two.run(RecordYearFigures(figures=figures(2019, "1000")))
    return two


def again(**fields: object) -> DraftDistribution:
    """The same draft sent anew."""
    return replace(DRAFT, command_id=str(fields), **fields)  # type: ignore[arg-type]  # the test's own fields


def printed(desk: Desk, kind: str, folder: Path) -> str:
    plan = desk.distribution.proposal(2019) if kind == "proposal" else desk.distribution.frozen_plan(2019)
    (path,) = write_paper(kind, plan, folder / "a.pdf", date(2020, 3, 1))
    return "".join("".join(texts(path)).split())


def test_sixty_forty_is_not_drafted_while_a_held_class_has_no_contribution_and_nobody_says_why(
    quantified: Desk,
) -> None:
    error = refused(quantified, DRAFT)
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field, error.params["classes"]) == ("plan.no_capital", "no_capital", "量化股")
    assert quantified.distribution.plan(2019) is None
    quantified.run(DefineShareClass(share_class=ShareClass("class-2", "量化股", Money.parse("100"))))
    quantified.run(DRAFT)
    paid = {
        each.member: str(each.capital)
        for each in quantified.distribution.facts(2019, DRAFT.record_date).accounts
    }
    assert paid == {"F01": "1500.00", "F02": "900.00"}


def test_the_reason_is_kept_with_the_draft_printed_and_needed_once(quantified: Desk, tmp_path: Path) -> None:
    quantified.run(again(no_capital=f" {WHY} "))
    plan_id = int(quantified.run(again(template="own")).reference)
    record = quantified.distribution.plan(2019)
    assert record is not None
    assert record.draft.no_capital == f"量化股：{WHY}"
    assert [line.reason for line in quantified.distribution.history(2019)] == [WHY, ""]
    said = "量化股没有每股出资额，这类股份不计入成员账户的出资额。"
    assert f"{said}理由：{WHY}。" in printed(quantified, "proposal", tmp_path)
    quantified.run(approval(plan_id, 2019))
    assert said in printed(quantified, "notice", tmp_path)
    assert list(quantified.verify()) == []


def test_another_class_without_a_contribution_is_asked_about_anew(quantified: Desk) -> None:
    quantified.run(again(no_capital=WHY))
    quantified.run(DefineShareClass(share_class=ShareClass("", "土地股", Money(0))))
    day, one = date(2019, 4, 1), parse_quantity("1")
    quantified.run(AddShares(member="F01", day=day, shares=one, share_class="class-3"))
    assert refused(quantified, again(template="a")).params["classes"] == "量化股、土地股"


def test_a_draft_of_before_that_passed_over_it_in_silence_is_not_resolved(quantified: Desk) -> None:
    facts = quantified.distribution.facts(2019, DRAFT.record_date)
    year = quantified.coop.year_figures(2019)
    assert year is not None
    with quantified._desk_context.book.unit() as uow:
        assert isinstance(uow.plans, SqlPlanStore)
        assert isinstance(uow.plans._draft_cache, DraftCache)
        plan_id = uow.plans.add_draft(Draft(2019, facts, SCHEME, year), date(2020, 1, 1))
        uow.commit()
    error = refused(quantified, approval(plan_id, 2019))
    assert (error.code, isinstance(error, ReasonWanted)) == ("plan.no_capital", False)


def test_a_loss_is_not_put_on_some_accounts_past_others_without_saying_why(
    quantified: Desk, tmp_path: Path
) -> None:
    quantified.run(RecordYearFigures(figures=figures(2019, "-1000")))
    proposal = quantified.distribution.loss_proposal(2019, Money.parse("600"), DRAFT.record_date)
    assert proposal.uncounted == ("量化股",)
    assert "量化股没有每股出资额，这类股份不分担。" in build_loss_plan(proposal, date(2020, 3, 1)).share_words
    error = refused(quantified, closing(shared="600"))
    assert (error.code, isinstance(error, ReasonWanted)) == ("plan.no_capital", True)
    quantified.run(closing(shared="600", no_capital=WHY))
    plan = quantified.distribution.loss_plan(2019)
    assert plan is not None
    assert plan.reason == f"量化股：{WHY}"
    assert f"说明：量化股：{WHY}。" in build_loss_plan(plan, date(2020, 3, 1)).opening
