"""Sixty-forty in the window while a class of shares has no 每股出资额: told before saving, one click from its field."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.scheme import Basis, Line, RateOfTier, Rest, Scheme
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AddShares
from coopdesk.ui.distribution import acts
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.situation import REVIEW, SCHEME
from coopdesk.ui.frame.remedies import CLASSES, remedy_for
from tests.ui.conftest import AnsweringOpener
from tests.ui.distribution.conftest import FOUNDED, Opener
from tests.ui.distribution.test_page import press

Settled = Callable[[DistributionPage], None]


@pytest.fixture
def page(desk: Desk, opened: Opener, settled: Settled) -> DistributionPage:
    """A share stands for 1,000 yuan; the village also holds quantified shares, for which nothing was entered."""
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    desk.run(DefineShareClass(share_class=ShareClass("", "量化股", Money(0))))
    desk.run(AddShares(member="C01", day=FOUNDED, shares=parse_quantity("40"), share_class="class-2"))
    made = opened(desk)
    trade = Line("trade", "盈余返还", RateOfTier(Quantity(600_000)), Basis("shares"))
    rest = Line("rest", "剩余盈余分配", Rest(), Basis("capital"))
    made.model.change_scheme(Scheme(((trade, rest),)))
    settled(made)
    return made


def told(page: DistributionPage) -> list[QPushButton]:
    return [way for note in page.left.capital if note.isVisible() for way in note.findChildren(QPushButton)]


def test_the_class_is_named_beside_the_scheme_and_in_the_check_with_a_way_to_its_field(
    page: DistributionPage, settled: Settled
) -> None:
    gone: list[tuple[str, str]] = []
    page.shell.page_wanted.connect(lambda *way: gone.append(way))
    for step in (SCHEME, REVIEW):
        page.go_to(step)
        (way,) = told(page)
        assert way.accessibleName() == "填写每股出资额 量化股"
        way.click()
    assert gone == [("settings", "classes:class-2")] * 2
    page.shell.desk.run(DefineShareClass(share_class=ShareClass("class-2", "量化股", Money.parse("50"))))
    page.reload()
    settled(page)
    assert told(page) == []


def test_saving_asks_why_and_without_a_reason_saves_nothing_and_offers_the_way(
    page: DistributionPage, settled: Settled, opener: AnsweringOpener
) -> None:
    page.remedy_for = lambda error: remedy_for(page.shell, page, error)
    page.go_to(REVIEW)
    opener.answers = [None]
    press(page, acts.SAVE)
    settled(page)
    assert page.shell.desk.distribution.plan(2019) is None
    assert CLASSES.text in [button.text() for button in page.message.findChildren(QPushButton)]
    opener.answers = [lambda form: form.reason.edit.setPlainText("资产量化，没有出资")]
    press(page, acts.SAVE)
    settled(page)
    record = page.shell.desk.distribution.plan(2019)
    assert record is not None
    assert record.draft.no_capital == "量化股：资产量化，没有出资"
    assert "资产量化，没有出资" in page.left.resolution.course.entries[0].note


def test_a_scheme_by_shares_is_told_nothing(page: DistributionPage, settled: Settled) -> None:
    page.model.change_scheme(Scheme(((Line("a", "按股分红", Rest(), Basis("shares")),),)))
    settled(page)
    assert told(page) == []
