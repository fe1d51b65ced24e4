"""Signing out with an edited scheme or typed figures: what can be saved is offered, what cannot is left."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, RecordYearFigures
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.situation import SURPLUS
from tests.ui.distribution.conftest import RECORD_DAY, Opener, two_lines

Settled = Callable[[DistributionPage], None]


def test_an_edited_scheme_is_saved_as_the_draft(desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    assert page.rescue() is None
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    command = page.rescue()
    assert isinstance(command, DraftDistribution)
    desk.run(command)
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.draft.scheme == command.scheme


def test_typed_figures_are_saved_where_they_fit(desk: Desk, opened: Opener) -> None:
    page = opened(desk)
    page.left.surplus.income.set_text("3000000")
    command = page.rescue()
    assert isinstance(command, RecordYearFigures)
    assert command.figures.income == Money.parse("3000000")
    page.left.surplus.income.set_text("三百万元")
    assert page.rescue() is None


def test_an_edited_scheme_does_not_replace_what_somebody_else_has_drafted_since(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    theirs = DraftDistribution(year=2019, record_date=RECORD_DAY, scheme=two_lines())
    desk.run(theirs)
    page.reload()
    settled(page)
    command = page.rescue()
    assert command is not None
    with pytest.raises(DomainError, match=r"changed\.since"):
        desk.run(command)
    page.save()
    settled(page)
    assert "重新打开" in page.message.text.text()
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.draft.scheme == theirs.scheme


def test_typing_on_while_a_draft_is_being_saved_is_no_change_by_somebody_else(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    page.save()
    assert page.model.edit is not None
    scheme = replace(page.model.edit.scheme, include_opening=not page.model.edit.scheme.include_opening)
    page.model.change_scheme(scheme)
    settled(page)
    page.save()
    settled(page)
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.draft.scheme == scheme


def test_typed_figures_do_not_replace_what_somebody_else_has_entered_since(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.left.surplus.income.set_text("3000000")
    known = desk.coop.year_figures(2019)
    assert known is not None
    desk.run(RecordYearFigures(figures=replace(known, source="另一份报表")))
    page.reload()
    settled(page)
    page.go_to(SURPLUS)
    page.left.surplus.income.set_text("3100000")
    page.next()
    settled(page)
    assert "重新打开" in page.message.text.text()
    kept = desk.coop.year_figures(2019)
    assert kept is not None
    assert (kept.income, kept.source) == (known.income, "另一份报表")
