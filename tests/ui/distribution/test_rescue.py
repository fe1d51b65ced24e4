"""Signing out with an edited scheme or typed figures: what can be saved is offered, what cannot is left."""

from collections.abc import Callable

from coopdesk.domain.money import Money
from coopdesk.services.commands import DraftDistribution, RecordYearFigures
from coopdesk.services.desk import Desk
from coopdesk.ui.distribution.page import DistributionPage
from tests.ui.distribution.conftest import Opener

Settled = Callable[[DistributionPage], None]


def test_an_edited_scheme_is_saved_as_the_draft(desk: Desk, opened: Opener, settled: Settled) -> None:
    page = opened(desk)
    assert page.rescue() is None
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    command = page.rescue()
    assert isinstance(command, DraftDistribution)
    desk.run(command)
    record = desk.plan(2019)
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
