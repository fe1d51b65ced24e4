"""A number that is refused becomes no other: while it stands there, nothing is computed, saved or resolved on."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.domain.distribution.scheme import Appropriation, RateOfTier
from coopdesk.services.desk import Desk
from coopdesk.ui.distribution import acts
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.part_forms import LineForm
from coopdesk.ui.distribution.situation import RESERVE, RESOLUTION, REVIEW, SCHEME, SURPLUS
from coopdesk.ui.kit.fading import is_faded
from tests.ui.distribution.conftest import Opener

Settled = Callable[[DistributionPage], None]


def type_over(edit: QLineEdit, text: str) -> None:
    """Type key by key, as a person does, so that every beginning of a number stands there for a moment."""
    edit.clear()
    for place in range(1, len(text) + 1):
        edit.setText(text[:place])


@pytest.fixture
def page(desk: Desk, opened: Opener, settled: Settled) -> DistributionPage:
    """The year with a reserve of 10 %, every figure computed."""
    made = opened(desk)
    made.go_to(RESERVE)
    made.left.reserve.add.click()
    type_over(rate_of(made), "10")
    settled(made)
    assert reserved(made) == 100_000
    return made


def rate_of(page: DistributionPage) -> QLineEdit:
    return page.left.reserve.forms[0].rate.edit


def reserved(page: DistributionPage) -> int | None:
    """Millionths of the surplus that the scheme on the desk puts aside."""
    edit = page.model.edit
    assert edit is not None
    first: Appropriation = edit.scheme.appropriations[0]
    return first.rate


def drafted(page: DistributionPage) -> object:
    return page.shell.desk.distribution.plan(2019)


def everything_tried(page: DistributionPage) -> None:
    """Every way on there is: the button, Ctrl+S's act, the next step, what signing out would save."""
    for step in (RESERVE, SCHEME, RESOLUTION):
        page.go_to(step)
        for action in (acts.SAVE, acts.RESOLVE, acts.NEXT):
            page.acts.buttons[action.name].click()
    page.save()
    page.resolve()


@pytest.mark.parametrize("typed", ["120", "1,2", "10，5", "①", "0.6", "", "abc"])
def test_a_refused_rate_is_not_computed_with_what_stood_there_before(
    page: DistributionPage, settled: Settled, typed: str
) -> None:
    type_over(rate_of(page), typed)
    settled(page)
    assert page.model.outcome is None
    assert page.right.results.stale
    everything_tried(page)
    settled(page)
    assert page.model.outcome is None
    assert drafted(page) is None
    refused = page.refused_field()
    page.go_to(SURPLUS)
    assert page.stopped()
    assert refused is page.left.reserve.forms[0].rate
    assert page.step == RESERVE
    assert rate_of(page).hasFocus() or not page.isActiveWindow()


def test_put_right_it_is_computed_again_and_can_be_saved(page: DistributionPage, settled: Settled) -> None:
    type_over(rate_of(page), "120")
    settled(page)
    type_over(rate_of(page), "12")
    settled(page)
    assert reserved(page) == 120_000
    assert page.model.outcome is not None
    assert not page.right.results.stale
    page.save()
    settled(page)
    assert drafted(page) is not None


def test_the_same_number_typed_again_is_computed_again_too(page: DistributionPage, settled: Settled) -> None:
    type_over(rate_of(page), "10,")
    settled(page)
    assert page.model.outcome is None
    type_over(rate_of(page), "10")
    settled(page)
    assert page.model.outcome is not None


def line_form(page: DistributionPage) -> LineForm:
    """The first line of the scheme, opened to be edited."""
    page.go_to(SCHEME)
    part = next(iter(page.left.scheme.parts.cards))
    page.left.scheme.parts.open_part(part)
    form = page.left.scheme.parts.cards[part].form
    assert isinstance(form, LineForm)
    return form


def a_rate_above_all(form: LineForm) -> None:
    form.pool.form.choose(RateOfTier)
    type_over(form.pool.rate.edit, "12")
    type_over(form.pool.rate.edit, "120")


def for_nobody(form: LineForm) -> None:
    form.who.scope.choose(False)
    for box in form.who.kinds.boxes.values():
        box.setChecked(False)


@pytest.mark.parametrize(
    ("spoil", "field"),
    [(a_rate_above_all, "按股分红 比例"), (for_nobody, "按股分红")],
    ids=["rate", "nobody"],
)
def test_a_line_that_is_refused_is_not_computed_as_it_was_before(
    desk: Desk, opened: Opener, settled: Settled, spoil: Callable[[LineForm], None], field: str
) -> None:
    page = opened(desk)
    spoil(line_form(page))
    settled(page)
    assert page.model.outcome is None
    page.save()
    settled(page)
    assert drafted(page) is None
    page.go_to(REVIEW)
    assert page.message.text.text().startswith(f"“分配办法”一步：“{field}”填得不对")


def test_a_refused_number_is_marked_while_the_cursor_is_in_it_and_no_longer_once_it_is_right(
    page: DistributionPage, settled: Settled, qtbot: QtBot
) -> None:
    field = page.left.reserve.forms[0].rate
    type_over(field.edit, "120")
    qtbot.waitUntil(lambda: field.wrong)
    assert "0 到 100" in field.line.text()
    assert field.edit.text() == "120"
    type_over(field.edit, "12")
    assert not field.wrong


def test_the_check_names_field_and_step_leads_back_by_one_click_and_greys_what_no_longer_holds(
    page: DistributionPage, settled: Settled
) -> None:
    type_over(rate_of(page), "120")
    settled(page)
    assert page.message.isHidden()
    assert is_faded(page.left.reserve.result)
    page.steps.buttons[REVIEW].click()
    said = page.message.text.text()
    assert said.startswith("“公积金”一步：“比例”填得不对：“120”")
    assert is_faded(page.left.review)
    assert "“公积金”一步的“比例”填得不对" in page.right.results.strip.sentence.text()
    (back,) = [made for made in page.message.findChildren(QPushButton) if made.text() == "去改"]
    back.click()
    assert page.step == RESERVE
    assert rate_of(page).hasFocus() or not page.isActiveWindow()
    type_over(rate_of(page), "12")
    settled(page)
    page.go_to(REVIEW)
    assert page.message.isHidden()
    assert not is_faded(page.left.review)
    assert not is_faded(page.left.reserve.result)


def test_a_refused_record_date_is_not_computed_with_the_day_before(
    page: DistributionPage, settled: Settled
) -> None:
    for typed in ("0219-12-20", "2019-12-", "2031-01-01"):
        page.go_to(SCHEME)
        page.left.scheme.day.set_text(typed)
        settled(page)
        assert page.model.outcome is None, typed
        page.save()
        settled(page)
        assert drafted(page) is None


def test_a_refused_income_lets_nothing_be_saved_of_the_year(page: DistributionPage, settled: Settled) -> None:
    page.go_to(SURPLUS)
    type_over(page.left.surplus.income.edit, "2,35,6900")
    settled(page)
    assert page.model.outcome is None
    page.next()
    page.save()
    settled(page)
    assert page.step == SURPLUS
    figures = page.shell.desk.coop.year_figures(2019)
    assert figures is not None
    assert figures.income.grouped == "2,356,900.00"
    assert drafted(page) is None


def test_signing_out_saves_nothing_in_place_of_what_is_refused(
    page: DistributionPage, settled: Settled
) -> None:
    type_over(rate_of(page), "120")
    settled(page)
    assert page.unsaved()
    assert page.rescue() is None


def turn_to(page: DistributionPage, year: int, settled: Settled) -> None:
    page.shell.set_year(year)
    page.reload()
    settled(page)


def test_what_is_refused_in_2019_stands_there_again_after_a_look_at_2020_and_is_never_saved_meanwhile(
    page: DistributionPage, settled: Settled
) -> None:
    form = line_form(page)
    form.label.set_text("按股发放")
    a_rate_above_all(form)
    form.who.scope.choose(False)
    form.who.members.choose_again(("F01", "F03"))
    type_over(rate_of(page), "abc")
    page.left.scheme.day.set_text("2019-13-40")
    settled(page)
    turn_to(page, 2020, settled)
    assert page.refused_field() is None
    assert page.unsaved() == "2019 年度分配办法"
    assert page.rescue() is None
    turn_to(page, 2019, settled)
    card = next(iter(page.left.scheme.parts.cards.values()))
    again = card.form
    assert isinstance(again, LineForm)
    assert (again.label.text(), again.pool.form.value(), again.pool.rate.text()) == (
        "按股发放", RateOfTier, "120",
    )  # fmt: skip
    assert again.who.members.numbers == ["F01", "F03"]
    assert rate_of(page).text() == "abc"
    assert page.left.scheme.day.text() == "2019-13-40"
    assert page.right.results.outcome is None
    assert page.left.reserve.forms[0].rate.wrong
    type_over(rate_of(page), "12")
    type_over(again.pool.rate.edit, "60")
    page.left.scheme.day.set_text("2019-12-20")
    settled(page)
    assert page.model.outcome is not None
    turn_to(page, 2020, settled)
    assert page.model.unsaved.refused == {}


def test_what_is_refused_is_gone_once_all_changes_are_dropped(
    page: DistributionPage, settled: Settled
) -> None:
    page.save()
    settled(page)
    type_over(rate_of(page), "abc")
    settled(page)
    page.discard()
    settled(page)
    assert (rate_of(page).text(), page.unsaved()) == ("10%", "")
    assert page.model.unsaved.refused == {}
