"""Drafts with their inputs, and frozen figures that come back exactly as they were approved."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.explain import derivations
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.unit_of_work import SqlUnitOfWork
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.distribution.store import SqlPlanStore
from coopdesk.services.distribution.distributions import carried_by
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.values import MemberYear
from tests.persistence.samples import (
    COOP,
    ORDINARY,
    PREFERRED,
    RESOLUTION,
    ROLL,
    approval,
    draft,
    settle,
    shares,
)

DRAFTED = date(2019, 12, 1)


@pytest.fixture
def planned(book: SqlBook) -> tuple[SqlBook, int]:
    """A book with one draft for 2019."""
    with book.unit() as uow:
        settle(uow)
        plan_id = uow.plans.add_draft(draft(uow), DRAFTED)
        uow.commit()
    return book, plan_id


def approve(uow: SqlUnitOfWork, plan_id: int) -> None:
    uow.plans.approve(approval(uow, plan_id), date(2019, 12, 11))


def test_a_draft_comes_back_with_all_its_inputs(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.reading() as uow:
        record = uow.plans.get(plan_id)
        assert record is not None
        assert record.draft == draft(uow)
        assert any(entry.document or entry.note for entry in record.draft.facts.share_entries)
        assert (record.state, record.drafted_on, record.resolution) == (PlanState.DRAFT, DRAFTED, None)
        assert uow.plans.current(2019) == record
        assert uow.plans.current(2018) is None
        assert uow.plans.get(plan_id + 1) is None
        assert uow.plans.frozen(plan_id) is None
        assert uow.plans.summaries() == []


def test_a_newer_draft_supersedes_the_older_of_its_year(planned: tuple[SqlBook, int]) -> None:
    book, older = planned
    with book.unit() as uow:
        newer = uow.plans.add_draft(draft(uow), DRAFTED)
        other_year = uow.plans.add_draft(draft(uow, 2020), DRAFTED)
        states = [record.state for plan in (older, newer, other_year) if (record := uow.plans.get(plan))]
        assert states == [PlanState.SUPERSEDED, PlanState.DRAFT, PlanState.DRAFT]
        current = uow.plans.current(2019)
        assert current is not None
        assert current.plan_id == newer


def test_a_plan_goes_from_draft_to_approved_to_paid(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        approve(uow, plan_id)
        record = uow.plans.get(plan_id)
        assert record is not None
        assert (record.state, record.resolution, record.paid_on) == (PlanState.APPROVED, RESOLUTION, None)
        uow.plans.pay(plan_id, date(2019, 12, 20), "银行转账")
        uow.plans.add_draft(draft(uow), DRAFTED)
        record = uow.plans.current(2019)
        assert record is not None
        assert (record.plan_id, record.state) == (plan_id, PlanState.PAID)
        assert (record.paid_on, record.payment_method) == (date(2019, 12, 20), "银行转账")
        frozen = uow.plans.frozen(plan_id)
        assert frozen is not None
        assert (frozen.paid_on, frozen.payment_method) == (date(2019, 12, 20), "银行转账")


def test_a_withdrawn_approval_leads_back_to_the_draft_and_may_be_given_again(
    planned: tuple[SqlBook, int],
) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        approve(uow, plan_id)
        uow.plans.withdraw(plan_id, "票数记错", date(2019, 12, 12))
        record = uow.plans.get(plan_id)
        assert record is not None
        assert (record.state, record.resolution) == (PlanState.DRAFT, None)
        assert uow.plans.frozen(plan_id) is None
        assert uow.plans.summaries() == []
        assert uow.plans.of_member("F01") == []
        again = replace(approval(uow, plan_id), resolution=Resolution("2019-02", date(2019, 12, 13), 4, 4, 4))
        uow.plans.approve(again, date(2019, 12, 13))
        (summary,) = uow.plans.summaries()
        assert summary.resolution == again.resolution


def test_a_frozen_plan_keeps_every_figure(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        approve(uow, plan_id)
        uow.commit()
    with book.reading() as uow:
        inputs = draft(uow)
        result = distribute(inputs.facts, inputs.scheme)
        frozen = uow.plans.frozen(plan_id)
    assert frozen is not None
    assert (frozen.plan_id, frozen.year, frozen.coop, frozen.figures) == (plan_id, 2019, COOP, inputs.figures)
    assert (frozen.record_date, frozen.period) == (inputs.facts.record_date, inputs.facts.period)
    assert frozen.appropriations == (
        ("公积金", result.appropriations["reserve"]),
        ("风险金", result.appropriations["risk"]),
    )
    assert [line.per_unit for line in frozen.lines] == [line.per_unit for line in result.lines]
    assert frozen.carried == carried_by(result)
    assert (frozen.gross, frozen.tax, frozen.net) == (result.total_gross, result.total_tax, result.total_net)
    assert frozen.distributable == result.distributable == frozen.gross + frozen.carried_forward
    assert frozen.loss_made_good == result.loss_made_good == Money.parse("1234.56")
    assert (frozen.findings, frozen.resolution) == (tuple(result.findings), RESOLUTION)
    assert [(line.id, line.basis, line.pool, line.paid, line.patronage) for line in frozen.lines] == [
        (line.id, line.basis, line.pool, line.paid, line.patronage) for line in result.lines
    ]
    assert [line.giver for line in frozen.lines] == [None, None, None, "G01"]
    assert [line.unit_total for line in frozen.lines] == [line.unit_total for line in result.lines]
    for place, person in enumerate(frozen.members):
        assert person.position == place
        assert person.entitlements == derivations(result, place)
        assert (person.gross.fen, person.tax.fen) == (result.gross[place], result.tax[place])
    assert any(item.given for item in frozen.members[0].entitlements)


def test_members_are_frozen_as_they_stood_when_approved(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        approve(uow, plan_id)
        uow.members.amend(replace(ROLL[2], account="1234567890", name="张三丰"), "zsf")
        uow.coop.save(replace(COOP, name="另一个名称"))
        uow.commit()
    with book.reading() as uow:
        frozen = uow.plans.frozen(plan_id)
    assert frozen is not None
    kept = frozen.members[2]
    assert (kept.number, kept.name, kept.kind, kept.identity) == (
        "F01",
        "张三",
        ROLL[2].kind,
        ROLL[2].identity,
    )
    assert (kept.bank, kept.account) == (ROLL[2].bank, ROLL[2].account)
    assert frozen.members[1].group == "村"
    assert frozen.members[1].shares == ((ORDINARY, shares("12")), (PREFERRED, shares("3")))
    assert frozen.coop.name == COOP.name


def test_summaries_come_from_stored_totals_oldest_year_first(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        later = uow.plans.add_draft(draft(uow, 2020), DRAFTED)
        approve(uow, later)
        approve(uow, plan_id)
        uow.plans.pay(later, date(2020, 12, 20), "")
        first, second = uow.plans.summaries()
        frozen = uow.plans.frozen(plan_id)
        assert frozen is not None
        years = uow.plans.of_member("F02")
    assert [(item.year, item.state) for item in (first, second)] == [
        (2019, PlanState.APPROVED),
        (2020, PlanState.PAID),
    ]
    assert (first.template, first.record_date) == ("statutory", date(2019, 11, 30))
    assert (first.farmers, first.farmer_shares) == (2, shares("10.5"))
    assert first.farmer_gross == frozen.members[2].gross + frozen.members[3].gross
    assert first.per_farmer_share == Money(first.farmer_gross.fen * 10 // 105)
    person = frozen.members[3]
    assert years == [
        (first, MemberYear(shares("2.5"), person.gross, person.tax)),
        (second, years[1][1]),
    ]


def test_a_stored_draft_is_read_once(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.reading() as uow:
        first, second = uow.plans.get(plan_id), uow.plans.get(plan_id)
    assert first is not None
    assert second is not None
    assert first.draft is second.draft


def test_only_the_drafts_last_read_are_held() -> None:
    draft_cache, read = DraftCache(), []

    def reader(plan_id: int) -> object:
        read.append(plan_id)
        return object()

    for plan_id in (1, 2, 3, 4, 4, 1):
        draft_cache.get(plan_id, partial(reader, plan_id))  # type: ignore[arg-type]  # a cache of plain numbers
    assert read == [1, 2, 3, 4, 1]


def test_every_plan_is_told_to_who_proves_them(planned: tuple[SqlBook, int]) -> None:
    book, plan_id = planned
    with book.reading() as uow:
        assert isinstance(uow.plans, SqlPlanStore)
        assert uow.plans.all() == [(plan_id, 2019)]


def test_a_later_engine_checks_that_an_old_plan_ties_and_says_so_without_condemning_it(
    planned: tuple[SqlBook, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, plan_id = planned
    with book.unit() as uow:
        approve(uow, plan_id)
        uow.commit()
    assert list(book.notices()) == []
    monkeypatch.setattr("coopdesk.persistence.distribution.verify.ENGINE", 2)
    monkeypatch.setattr("coopdesk.persistence.distribution.other_engines.ENGINE", 2)
    assert list(book.verify()) == []
    assert [(each.code, each.params["engine"]) for each in book.notices()] == [("verify.other_engine", 1)]
