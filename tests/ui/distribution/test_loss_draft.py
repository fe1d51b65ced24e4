"""What the accounts are to bear of a loss, before the meeting: typed, kept, saved, asked for, printed."""

from collections.abc import Callable
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftLossPlan
from coopdesk.services.distribution.loss_plan import LossDraft
from coopdesk.ui.distribution import acts
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.situation import REVIEW, SURPLUS
from tests.ui.conftest import AnsweringOpener
from tests.ui.distribution.conftest import RECORD_DAY, Opener
from tests.ui.distribution.test_page import press, primary
from tests.ui.distribution.test_years import loss_of_2019, turn_to

Settled = Callable[[DistributionPage], None]


@pytest.fixture
def page(desk: Desk, opened: Opener, settled: Settled) -> DistributionPage:
    """2019 lost 1,000 yuan, a share stands for 1,000, and 600 of the loss are typed for the accounts."""
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    loss_of_2019(desk)
    made = opened(desk)
    assert made.step == REVIEW
    made.left.loss.shared.set_text("600")
    settled(made)
    return made


def test_what_the_accounts_bear_survives_a_look_at_another_year_and_is_saved_where_one_leaves(
    page: DistributionPage, settled: Settled
) -> None:
    desk = page.shell.desk
    turn_to(page, 2020, settled)
    assert page.unsaved() == "2019 年度亏损分担"
    command = page.rescue()
    assert isinstance(command, DraftLossPlan)
    assert (command.year, command.record_date, str(command.shared)) == (2019, RECORD_DAY, "600.00")
    desk.run(command)
    page.reload()
    settled(page)
    assert (page.unsaved(), page.rescue()) == ("", None)
    turn_to(page, 2019, settled)
    assert page.left.loss.shared.text() == "600.00"
    assert desk.distribution.loss_draft(2019) == LossDraft(2019, RECORD_DAY, Money.parse("600"))


def test_it_is_saved_as_a_draft_that_stands_in_the_history_and_on_the_meetings_paper(
    page: DistributionPage, settled: Settled, opener: AnsweringOpener
) -> None:
    desk = page.shell.desk
    assert (primary(page), page.state.text().split(" · ")[0]) == ("保存草案", "亏损待处理，有改动未保存")
    assert str(desk.distribution.loss_proposal(2019).shared) == "0.00"
    press(page, acts.SAVE)
    settled(page)
    assert str(desk.distribution.loss_proposal(2019).shared) == "600.00"
    assert page.left.resolution.course.entries[0].words == "草案保存"
    assert primary(page) == "登记亏损处理决议"
    page.go_to(REVIEW)
    page.left.loss.shared.set_text("500")
    settled(page)
    press(page, acts.DISCARD)
    settled(page)
    assert (page.left.loss.shared.text(), page.unsaved()) == ("600.00", "")


def test_another_day_for_the_accounts_is_saved_with_it(page: DistributionPage, settled: Settled) -> None:
    page.left.scheme.day.set_text("2019-12-31")
    settled(page)
    page.save()
    settled(page)
    draft = page.shell.desk.distribution.loss_draft(2019)
    assert draft is not None
    assert (draft.record_date, page.unsaved()) == (date(2019, 12, 31), "")
    turn_to(page, 2020, settled)
    turn_to(page, 2019, settled)
    assert page.left.scheme.day.text() == "2019-12-31"


def test_a_refused_sum_stays_as_it_is_typed_and_is_neither_computed_nor_saved(
    page: DistributionPage, settled: Settled
) -> None:
    page.left.loss.shared.set_text("6,00")
    settled(page)
    assert page.left.loss.shared.text() == "6,00"
    page.save()
    page.close_loss()
    settled(page)
    assert page.shell.desk.distribution.loss_draft(2019) is None
    assert page.unsaved()
    assert page.rescue() is None or page.refused_field() is not None


def test_the_first_step_of_a_loss_year_names_the_step_it_leads_to(
    bare_desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(bare_desk)
    surplus = page.left.surplus
    page.go_to(SURPLUS)
    for field, text in ((surplus.income, "100"), (surplus.costs, "300"), (surplus.source, "报表")):
        field.set_text(text)
    assert primary(page) == "保存，下一步：亏损处理"
    surplus.income.set_text("400")
    assert primary(page) == "保存，下一步：公积金"
    surplus.income.set_text("100")
    press(page, acts.NEXT)
    settled(page)
    assert page.step == REVIEW
