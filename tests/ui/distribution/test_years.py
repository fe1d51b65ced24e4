"""Several years on one page: nothing of another year is ever shown or saved, loss years and payments by the window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coopdesk.domain.money import Money
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    MarkHouseholds,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution import acts
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.resolution_form import LossForm, MarkForm, TakeBackForm
from coopdesk.ui.distribution.situation import RESERVE, RESOLUTION, REVIEW, SCHEME, SURPLUS
from tests.ui.conftest import AnsweringOpener
from tests.ui.distribution.conftest import FIGURES, Opener
from tests.ui.distribution.test_page import press, resolved

Settled = Callable[[DistributionPage], None]


def turn_to(page: DistributionPage, year: int, settled: Settled) -> None:
    """Choose a year as the window's bar does."""
    page.shell.set_year(year)
    page.reload()
    settled(page)


def figures(year: int, income: str, costs: str = "0") -> YearFigures:
    return YearFigures(year, Money.parse(income), Money.parse(costs), source="报表")


def loss_of_2019(desk: Desk) -> None:
    desk.run(RecordYearFigures(figures=replace(FIGURES, costs=Money.parse("2357900"))))


def test_after_a_paid_year_an_empty_year_shows_nothing_of_it(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    plan_id = resolved(desk)
    desk.run(MarkPaid(plan_id=plan_id, day=date(2020, 1, 10), method="现金"))
    page = opened(desk)
    assert not page.left.findings[1].isHidden()
    turn_to(page, 2020, settled)
    for step, part in ((RESERVE, page.left.reserve), (SCHEME, page.left.scheme), (REVIEW, page.left.review)):
        page.go_to(step)
        assert not part.isVisible()
        assert page.left.why[step - RESERVE].isVisible()
        assert "录入本年收入和支出" in page.left.why[step - RESERVE].text()
    assert not any(card.isVisible() for card in page.left.findings)
    assert page.left.scheme.parts.cards == {}
    page.go_to(RESOLUTION)
    assert [entry.figure for entry in page.left.resolution.course.entries] == ["—", "—"]
    assert not page.right.payments.isVisible()
    assert page.model.choices.names == {}


def test_while_another_year_is_being_read_nothing_of_the_old_one_stands(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    resolved(desk)
    page = opened(desk)
    page.shell.set_year(2020)
    page.reload()
    assert page.left.surplus.texts == ("", "", "", "", "")
    assert page.right.results.outcome is None
    assert not any(button.isVisible() for button in page.acts.buttons.values())
    settled(page)


def test_what_is_edited_in_2019_survives_a_look_at_2020_and_is_saved_into_2019(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    desk.run(RecordYearFigures(figures=figures(2020, "500")))
    page = opened(desk)
    page.left.scheme.parts.adders["add-tax"].click()
    settled(page)
    assert page.model.edit is not None
    edited = page.model.edit.scheme
    turn_to(page, 2020, settled)
    assert page.unsaved() == "2019 年度分配办法"
    command = page.rescue()
    assert isinstance(command, DraftDistribution)
    assert (command.year, command.scheme) == (2019, edited)
    desk.run(command)
    page.reload()
    settled(page)
    assert (page.unsaved(), page.rescue()) == ("", None)
    assert desk.distribution.plan(2020) is None
    turn_to(page, 2019, settled)
    assert page.model.edit.scheme == edited


def test_figures_typed_for_2019_survive_a_look_at_2020_each_by_itself(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    page = opened(desk)
    page.left.surplus.income.set_text("3000000")
    turn_to(page, 2020, settled)
    page.left.surplus.income.set_text("700")
    assert page.unsaved() == "2019、2020 年度本年盈余"
    turn_to(page, 2019, settled)
    assert page.left.surplus.income.text() == "3000000"
    command = page.rescue()
    assert isinstance(command, RecordYearFigures)
    assert (command.figures.year, command.figures.income) == (2019, Money.parse("3000000"))
    turn_to(page, 2020, settled)
    assert page.left.surplus.income.text() == "700"


def test_an_opening_above_what_last_year_left_is_refused_and_one_below_asks_for_its_reason_and_keeps_it(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    desk.run(RecordYearFigures(figures=replace(FIGURES, opening=Money.parse("250"))))
    resolved(desk)
    page = opened(desk)
    turn_to(page, 2020, settled)
    surplus = page.left.surplus
    for field, text in ((surplus.income, "500"), (surplus.costs, "0"), (surplus.opening, "250.01")):
        field.set_text(text)
    surplus.source.set_text("报表")
    press(page, acts.NEXT)
    settled(page)
    assert "多于 2019 年度结转的 250.00" in page.message.text.text()
    assert desk.coop.year_figures(2020) is None
    surplus.opening.set_text("30")
    opener.answers = [lambda form: form.reason.edit.setPlainText("审计调减")]
    press(page, acts.NEXT)
    settled(page)
    saved = desk.coop.year_figures(2020)
    assert saved is not None
    assert (str(saved.opening), saved.opening_reason) == ("30.00", "审计调减")


def test_a_loss_year_is_led_from_its_figures_to_its_resolution_and_the_next_year(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    loss_of_2019(desk)
    page = opened(desk)
    page.go_to(SURPLUS)
    assert page.acts.buttons["next"].text() == "下一步：亏损处理"
    press(page, acts.NEXT)
    assert page.step == REVIEW
    assert [entry.figure for entry in page.left.loss.result.entries][-1] == "−1,000.00"
    press(page, acts.NEXT)
    assert page.step == RESOLUTION

    def vote(form: LossForm) -> None:
        form.day.set_text("20191231")
        form.present.set_text("22")
        form.votes.set_text("20")

    opener.answers = [vote, True]
    press(page, acts.CLOSE)
    settled(page)
    plan = desk.distribution.loss_plan(2019)
    assert plan is not None
    assert str(plan.carried) == "-1000.00"
    assert page.left.resolution.course.entries[-1].words == "亏损处理决议"
    assert page.state.text().startswith("亏损已处理")
    press(page, acts.LATER)
    assert page.shell.year == 2020


def test_what_the_accounts_bear_is_typed_and_explained_and_what_they_cannot_bear_is_said(
    desk: Desk, opened: Opener, settled: Settled
) -> None:
    loss_of_2019(desk)
    page = opened(desk)
    page.left.loss.shared.set_text("500")
    settled(page)
    assert "每股出资额" in page.left.loss.why.text()
    assert page.unsaved() == "亏损分担"
    page.left.loss.shared.set_text("")
    settled(page)
    assert page.unsaved() == ""
    assert not page.left.loss.why.isVisible()


def test_a_closed_loss_year_is_taken_back_with_a_reason(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    loss_of_2019(desk)
    resolution = replace(_resolution(), day=date(2020, 1, 5))
    desk.run(CloseLossYear(year=2019, record_date=date(2019, 12, 20), resolution=resolution))
    page = opened(desk)

    def why(form: TakeBackForm) -> None:
        form.reason.edit.setPlainText("算错")

    opener.answers = [why]
    press(page, acts.REOPEN)
    settled(page)
    assert desk.distribution.loss_plan(2019) is None
    assert page.left.resolution.course.entries[1].note.endswith("原因：算错")


def _resolution():
    from coopdesk.domain.distribution.resolution import Resolution

    return Resolution("2019 年第 1 号", date(2019, 12, 20), members=22, present=22, votes_for=21)


def test_several_households_are_marked_at_once_by_keyboard_and_the_totals_follow(
    qtbot: QtBot, desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    resolved(desk)
    page = opened(desk)
    page.go_to(RESOLUTION)
    pane = page.right.payments
    assert pane.isVisible()
    assert pane.totals.text() == "未发放 21 户 2,000,000.00"
    pane.table.view.setFocus()
    qtbot.keyClick(pane.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    def today(form: MarkForm) -> None:
        form.note.set_text("代发回单 1 号")

    opener.answers = [today]
    pane.buttons[HouseholdStanding.BANK].click()
    settled(page)
    assert pane.totals.text() == "银行代发 21 户 2,000,000.00"
    opener.answers = [lambda form: None]
    pane.table.view.put_cursor(0)
    pane.buttons[HouseholdStanding.RETURNED].click()
    settled(page)
    assert pane.totals.text() == "银行代发 20 户 1,700,000.00；银行退回 1 户 300,000.00"


def test_the_status_bar_tells_the_selection_of_the_table_that_is_in_sight(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    resolved(desk)
    page = opened(desk)
    page.go_to(REVIEW)
    results = page.right.results.table
    assert results is not None
    results.view.put_cursor(3)
    of_results = page.status
    assert of_results.startswith("选中 1 行 · 股数合计")
    page.go_to(RESOLUTION)
    assert page.status == page.right.payments.table.view.summary()
    page.right.payments.table.view.put_cursor(0)
    of_household = page.status
    assert of_household == "选中 1 行 · 实发金额合计 300,000.00"
    opener.answers = [lambda form: None]
    page.right.payments.buttons[HouseholdStanding.CASH].click()
    settled(page)  # which fills the table of the other steps anew
    assert page.status == of_household
    page.go_to(REVIEW)
    assert page.status == of_results


def test_what_the_bank_sent_back_keeps_a_paid_year_open_until_it_has_arrived(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    plan_id = resolved(desk)
    desk.run(MarkPaid(plan_id=plan_id, day=date(2020, 1, 10), method="银行代发"))
    page = opened(desk)
    page.go_to(RESOLUTION)
    assert page.left.resolution.next.text() == "本年度分配已办理完毕，分红单随时可以重印。"
    assert page.right.payments.chooser.isHidden()
    desk.run(
        MarkHouseholds(
            plan_id=plan_id,
            members=("F01", "F03"),
            standing=HouseholdStanding.RETURNED,
            day=date(2020, 1, 20),
        )
    )
    page.reload()
    settled(page)
    assert page.left.resolution.next.text().startswith("还有 2 户、297,500.00 元没有发到。")
    assert "还有 2 户、297,500.00 元没有发到" in page.state.text()
    assert page.steps.buttons[RESOLUTION].accessibleName().endswith("2 户未到")
    pane = page.right.payments
    assert pane.chooser.text() == "选中没有发到的 2 户"
    pane.chooser.click()
    assert [row.number for row in pane.table.view.selected_rows()] == ["F01", "F03"]
    opener.answers = [lambda form: None]
    pane.buttons[HouseholdStanding.CASH].click()
    settled(page)
    assert page.left.resolution.next.text() == "本年度分配已办理完毕，分红单随时可以重印。"


def test_a_payment_marked_by_mistake_is_undone_with_its_reason(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    plan_id = resolved(desk)
    desk.run(MarkPaid(plan_id=plan_id, day=date(2020, 1, 10), method="现金"))
    page = opened(desk)
    opener.answers = [lambda form: form.reason.edit.setPlainText("记错年度")]
    press(page, acts.UNPAY)
    settled(page)
    record = desk.distribution.plan(2019)
    assert record is not None
    assert record.state is PlanState.APPROVED
    assert [entry.words for entry in page.left.resolution.course.entries] == [
        "草案保存",
        "成员大会决议",
        "标记已发放",
        "撤销发放",
    ]


@pytest.mark.parametrize("include", [False, True])
def test_what_is_carried_on_names_the_opening_that_was_not_distributed(
    desk: Desk, opened: Opener, include: bool
) -> None:
    desk.run(RecordYearFigures(figures=replace(FIGURES, opening=Money.parse("250"))))
    facts = desk.distribution.facts(2019, date(2019, 12, 20))
    template = next(each for each in desk.distribution.templates() if each.id == "shares")
    scheme = replace(desk.distribution.scheme_from(template, facts), include_opening=include)
    plan_id = int(
        desk.run(DraftDistribution(year=2019, record_date=date(2019, 12, 20), scheme=scheme)).reference
    )
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=_resolution()))
    page = opened(desk)
    (carried,) = [entry for entry in page.left.review.paid.entries if entry.words == "结转下年"]
    expected = desk.distribution.frozen_plan(2019).carried.total
    assert carried.figure == (expected.grouped if expected else "—")
    assert ("未动用的年初未分配盈余 250.00" in carried.note) is not include
