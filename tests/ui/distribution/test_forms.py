"""Every field of a card's form makes the part it says, and half a part is none."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Eligible, FixedAmount, PerUnit, Scheme
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.ui.distribution import editing
from coopdesk.ui.distribution.part_cards import PartCards
from coopdesk.ui.distribution.part_forms import LineForm, RebateForm, TaxForm
from coopdesk.ui.distribution.reading import Choices, choices_of
from tests.ui.distribution.conftest import by

TWO_CLASSES = (ShareClass("ordinary", "普通股", Money(0)), ShareClass("land", "土地股", Money(0)))


@pytest.fixture
def choices(facts: Facts) -> Choices:
    return choices_of(facts, TWO_CLASSES)


@pytest.fixture
def form(qtbot: QtBot, scheme: Scheme, choices: Choices) -> LineForm:
    made = LineForm(scheme.tiers[0][0], choices)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_form_untouched_is_the_line_it_was_made_of(form: LineForm, scheme: Scheme) -> None:
    assert form.part() == scheme.tiers[0][0]


def test_the_pool_takes_its_number_with_its_form(form: LineForm) -> None:
    form.pool.form.choose(FixedAmount)
    assert form.part() is None
    form.pool.amount.edit.setText("3.5万")
    made = form.part()
    assert made is not None
    assert made.pool == FixedAmount(Money.parse("35000"))
    form.pool.form.choose(PerUnit)
    assert form.part() is None
    form.pool.price.edit.setText("0.0315")
    made = form.part()
    assert made is not None
    assert made.pool == PerUnit(parse_quantity("0.0315"))
    form.pool.at_most.choose(True)
    made = form.part()
    assert made is not None
    assert made.pool == PerUnit(parse_quantity("0.0315"), at_most_rest=True)
    form.pool.price.edit.setText("-1")
    assert form.part() is None


def test_units_are_capped_and_weighed_where_the_box_is_ticked(
    qtbot: QtBot, scheme: Scheme, choices: Choices
) -> None:
    line = scheme.tiers[0][0]
    form = LineForm(line, replace(choices, measures=(*choices.measures, "系数")))
    qtbot.addWidget(form)
    form.basis.refined.setChecked(True)
    form.basis.cap.edit.setText("50")
    form.basis.times.choose("系数")
    made = form.part()
    assert made is not None
    assert (made.basis.cap, made.basis.times) == (parse_quantity("50"), "系数")
    form.basis.cap.edit.setText("5O")
    assert form.part() is None
    form.basis.refined.setChecked(False)
    made = form.part()
    assert made is not None
    assert made.basis == line.basis


def test_kinds_and_members_are_taken_out_of_all_or_of_some(form: LineForm) -> None:
    form.who.excepting.setChecked(True)
    form.who.except_kinds.boxes[MemberKind.SUPPLY_COOP].setChecked(True)
    form.who.except_members._found("F01")
    made = form.part()
    assert made is not None
    assert made.eligible == Eligible(
        except_kinds=frozenset({MemberKind.SUPPLY_COOP}), except_members=("F01",)
    )
    form.who.scope.choose(False)
    assert form.part() is None
    form.who.kinds.boxes[MemberKind.FARMER].setChecked(True)
    made = form.part()
    assert made is not None
    assert made.eligible.kinds == frozenset({MemberKind.FARMER})
    assert made.eligible.except_members == ("F01",)
    form.who.excepting.setChecked(False)
    made = form.part()
    assert made is not None
    assert not made.eligible.has_exceptions


def test_shares_count_by_class_and_by_time(form: LineForm) -> None:
    form.basis.classes.boxes["ordinary"].setChecked(False)
    form.basis.weighting.choose(Weighting.MONTHS)
    made = form.part()
    assert made is not None
    assert made.basis == by("shares", classes=("land",), weighting=Weighting.MONTHS)
    form.basis.classes.boxes["land"].setChecked(False)
    assert form.part() is None


def test_trade_counts_for_all_products_or_for_one(form: LineForm) -> None:
    form.basis.measure.choose(Measure.TRADE_AMOUNT)
    made = form.part()
    assert made is not None
    assert made.basis == by("trade_amount")
    assert not form.basis.weighting.isVisible()
    form.basis.product.choose("茶花")
    form.patronage.setChecked(True)
    made = form.part()
    assert made is not None
    assert (made.basis, made.patronage) == (by("trade_amount", product="茶花"), True)
    form.basis.measure.choose(Measure.CAPITAL)
    made = form.part()
    assert made is not None
    assert made.basis == by("capital")


def test_nobody_is_no_part(form: LineForm) -> None:
    form.who.scope.choose(False)
    assert form.part() is None
    form.who.kinds.boxes[MemberKind.VILLAGE_COLLECTIVE].setChecked(True)
    form.who.members.numbers.append("F01")
    made = form.part()
    assert made is not None
    assert made.eligible == Eligible(frozenset({MemberKind.VILLAGE_COLLECTIVE}), ("F01",))
    assert form.who.kinds.text() == "村集体"


def test_a_rebate_is_given_by_whom_and_what_is_typed(qtbot: QtBot, scheme: Scheme, choices: Choices) -> None:
    form = RebateForm(scheme.rebates[0], choices, [("dividend", "按股分红")])
    qtbot.addWidget(form)
    assert form.part() == scheme.rebates[0]
    form.rate.edit.setText("50")
    form.giver.set_text("放牛村集体经济组织")
    assert form.part() == replace(scheme.rebates[0], giver="C01", rate=Quantity(500_000))
    form.lines.boxes["dividend"].setChecked(False)
    assert form.part() is None


def test_a_tax_is_of_its_lines(qtbot: QtBot, scheme: Scheme, choices: Choices) -> None:
    tax = editing.add_withholding(scheme).withholding[0]
    form = TaxForm(tax, choices, [("dividend", "按股分红"), ("second_rebate", "二次返利")])
    qtbot.addWidget(form)
    assert form.part() == tax
    form.lines.boxes["second_rebate"].setChecked(False)
    form.rate.edit.setText("10%")
    assert form.part() == replace(tax, lines=("dividend",), rate=Quantity(100_000))
    form.free.edit.setText("100")
    assert form.part() == replace(
        tax, lines=("dividend",), rate=Quantity(100_000), free=Money.parse("100.00")
    )


def test_what_is_edited_goes_out_as_a_whole_scheme(qtbot: QtBot, scheme: Scheme, choices: Choices) -> None:
    cards = PartCards()
    qtbot.addWidget(cards)
    cards.show_scheme(editing.add_withholding(scheme), choices, False)
    cards.show()
    edited: list[Scheme] = []
    cards.edited.connect(edited.append)
    for part in ("second_rebate", "tax:0"):
        cards.open_part(part)
        form = cards.cards[part].form
        assert isinstance(form, RebateForm | TaxForm)
        form.rate.edit.setText("30")
    assert edited[-1].rebates[0].rate == edited[-1].withholding[0].rate == Quantity(300_000)


def test_a_scheme_without_lines_begins_with_a_tier(qtbot: QtBot, choices: Choices) -> None:
    cards = PartCards()
    qtbot.addWidget(cards)
    cards.show_scheme(Scheme(()), choices, False)
    cards.adders["add-line"].click()
    assert [line.id for line in cards.scheme.tiers[0]] == ["line"]


def test_enter_goes_on_to_the_next_field_and_a_click_opens_the_card(
    qtbot: QtBot, scheme: Scheme, choices: Choices
) -> None:
    cards = PartCards()
    qtbot.addWidget(cards)
    cards.show_scheme(scheme, choices, False)
    cards.show()
    card = cards.cards["dividend"]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    form = card.form
    assert isinstance(form, LineForm)
    qtbot.waitUntil(form.label.edit.hasFocus)
    qtbot.keyClick(form.label.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(form.pool.form.box.hasFocus)
