"""The model of the page: how often the book is read and a scheme computed for what a person does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coopdesk.domain.distribution.engine import CheckedFacts
from coopdesk.domain.distribution.scheme import RateOfTier
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.desk import Desk
from coopdesk.services.distribution import distributions
from coopdesk.services.members.commands import RegisterMember
from coopdesk.ui.distribution import editing
from coopdesk.ui.distribution.page import DistributionPage
from tests.ui.distribution.conftest import FOUNDED, Opener

Settled = Callable[[DistributionPage], None]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the book was read, its facts gathered, and a scheme computed."""
    counts: Counter[str] = Counter()

    def count(owner: Any, name: str, said: str) -> None:
        done = getattr(owner, name)

        def counting(*given: Any) -> Any:
            counts[said] += 1
            return done(*given)

        monkeypatch.setattr(owner, name, counting)

    count(SqlBook, "reading", "read")
    count(distributions, "gather", "gathered")
    count(CheckedFacts, "distribute", "computed")
    return counts


def change_the_first_rate(page: DistributionPage, percent: int) -> None:
    edit = page.model.edit
    assert edit is not None
    first = edit.scheme.tiers[0][0]
    changed = replace(first, pool=RateOfTier(Quantity(percent * 10_000)))
    assert page.model.change_scheme(editing.replace_line(edit.scheme, changed))


def test_a_year_is_read_once_and_a_change_computed_once(
    desk: Desk, opened: Opener, settled: Settled, counted: Counter[str]
) -> None:
    page = opened(desk)
    for year in (2020, 2019):
        counted.clear()
        page.shell.set_year(year)
        page.reload()
        settled(page)
    assert counted == {"read": 1, "gathered": 1, "computed": 1}
    counted.clear()
    change_the_first_rate(page, 35)
    change_the_first_rate(page, 47)
    settled(page)
    assert counted == {"computed": 1}


def test_where_the_book_did_not_change_nothing_is_read_or_computed_anew(
    desk: Desk, opened: Opener, settled: Settled, counted: Counter[str]
) -> None:
    page = opened(desk)
    change_the_first_rate(page, 47)
    settled(page)
    shown = page.right.results.outcome
    counted.clear()
    page.reload()
    settled(page)
    assert counted == {"read": 1}  # how far the journal goes
    assert page.right.results.outcome is shown
    assert not page.right.results.stale


def test_saving_gathers_and_computes_once(
    desk: Desk, opened: Opener, settled: Settled, counted: Counter[str]
) -> None:
    page = opened(desk)
    change_the_first_rate(page, 47)
    settled(page)
    counted.clear()
    page.save()
    settled(page)
    assert (counted["gathered"], counted["computed"], counted["read"]) == (1, 1, 1)
    assert page.unsaved() == ""
    assert page.model.outcome is not None


def test_what_somebody_else_enters_is_read_and_computed(
    desk: Desk, opened: Opener, settled: Settled, counted: Counter[str]
) -> None:
    page = opened(desk)
    page.save()
    settled(page)
    counted.clear()
    desk.run(RegisterMember(member=Member("F30", "新社员", MemberKind.FARMER, FOUNDED), shares=ZERO))
    page.reload()
    settled(page)
    assert (counted["gathered"], counted["computed"]) == (1, 1)
    assert page.model.reading is not None
    assert page.model.reading.stale
