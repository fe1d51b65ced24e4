"""A form is filled by keyboard, says what is wrong under its field, and gives back one value or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.fields import (
    ChoiceField,
    DateField,
    MoneyField,
    NoteField,
    QuantityField,
    RateField,
    TextField,
)
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import audit
from tests.ui.conftest import AnsweringOpener


@dataclass(frozen=True)
class Joined:
    name: str
    kind: str
    shares: Quantity
    day: date
    paid: Money | None
    sponsor: str | None
    note: str | None


MEMBERS = [Hit("F01", "董𠮷", "F01"), Hit("F02", "陈秀兰", "F02"), Hit("F03", "陈国华", "F03")]


def search(typed: str) -> Sequence[Hit[str]]:
    return [hit for hit in MEMBERS if typed in hit.text or typed == hit.thing]


class JoinForm(FormDialog[Joined]):
    def __init__(self) -> None:
        super().__init__("入社", "登记入社", "编号一经使用不再重复。")
        self.name = TextField("姓名", required=True)
        self.kind = ChoiceField("类别", [("farmer", "农户"), ("village", "村集体")])
        self.shares = QuantityField("股数", required=True)
        self.day = DateField("日期", required=True, day=date(2019, 2, 18))
        self.paid = MoneyField("出资额", hint="可写 3.5万")
        self.sponsor = FindField("介绍人", search)
        self.note = NoteField("备注")
        self.group("基本信息", [self.name, self.kind, self.note])
        self.group("股份", [self.shares, self.day, self.paid, self.sponsor])

    def make(self) -> Joined:
        name, kind, shares, day = self.name.value(), self.kind.value(), self.shares.value(), self.day.value()
        assert name is not None and kind is not None and shares is not None and day is not None
        if day < date(2019, 2, 18):
            raise DomainError("date.invalid", value=day)
        return Joined(name, kind, shares, day, self.paid.value(), self.sponsor.value(), self.note.value())


@pytest.fixture
def form(qtbot: QtBot) -> JoinForm:
    made = JoinForm()
    qtbot.addWidget(made)
    made.prepare()
    made.show()
    qtbot.waitUntil(lambda: made.name.edit.hasFocus())
    return made


def test_filled_by_keyboard_from_the_first_field_to_the_button(
    qtbot: QtBot, form: JoinForm, type_text: Callable[[QWidget, str], None]
) -> None:
    type_text(form.name.edit, "董𠮷")
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return)
    assert form.kind.box.hasFocus()
    qtbot.keyClick(form.kind.box, Qt.Key.Key_Down)
    qtbot.keyClick(form.kind.box, Qt.Key.Key_Return)
    assert form.note.edit.hasFocus()
    qtbot.keyClick(form.note.edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.shares.edit, "8")
    qtbot.keyClick(form.shares.edit, Qt.Key.Key_Return)
    assert form.day.edit.hasFocus()
    form.day.edit.selectAll()
    qtbot.keyClicks(form.day.edit, "2019.12.20")
    qtbot.keyClick(form.day.edit, Qt.Key.Key_Return)
    assert form.day.edit.text() == "2019-12-20"
    type_text(form.paid.edit, "3.5万")
    qtbot.keyClick(form.paid.edit, Qt.Key.Key_Return)
    assert form.paid.edit.text() == "35,000.00"
    qtbot.keyClick(form.sponsor.edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.result_value == Joined(
        "董𠮷", "village", Quantity(8_000_000), date(2019, 12, 20), Money(3_500_000), None, None
    )


def test_ctrl_enter_goes_to_the_first_field_that_is_wrong(qtbot: QtBot, form: JoinForm) -> None:
    form.name.set_text("董𠮷")
    form.shares.set_text("八")
    form.day.set_text("2019-02-30")
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible()
    assert form.shares.edit.hasFocus()
    assert form.shares.wrong and form.day.wrong and not form.name.wrong
    assert "2019-12-20" in form.day.line.text()
    form.shares.set_text("8")
    form.day.set_text("20190228")
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert form.result() == QDialog.DialogCode.Accepted


def test_a_field_is_checked_when_it_is_left_and_forgives_when_mended(qtbot: QtBot, form: JoinForm) -> None:
    form.day.edit.setFocus()
    form.day.edit.setText("2019.13.01")
    assert form.day.line.property("role") == "field-line"
    qtbot.keyClick(form.day.edit, Qt.Key.Key_Return)
    assert form.day.wrong
    assert form.day.editor.accessibleDescription() == form.day.line.text()
    form.day.edit.setFocus()
    form.day.edit.setText("20191220")
    form.name.edit.setFocus()
    assert form.day.line.property("role") == "field-line"
    assert form.paid.line.text() == "可写 3.5万"


def test_what_does_not_go_together_is_said_in_the_form(form: JoinForm) -> None:
    form.name.set_text("董𠮷")
    form.shares.set_text("8")
    form.day.set_text("2018-01-01")
    form.try_accept()
    assert form.isVisible()
    assert form.message.isVisible()
    assert form.result_value is None


def test_esc_closes_at_once_when_nothing_would_be_lost(
    qtbot: QtBot, form: JoinForm, opener: AnsweringOpener
) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert opener.asked == []


@pytest.mark.parametrize("leave", [True, False])
def test_esc_asks_when_something_would_be_lost(
    qtbot: QtBot, form: JoinForm, opener: AnsweringOpener, leave: bool
) -> None:
    opener.answers = [leave]
    form.name.set_text("董𠮷")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible() is not leave
    assert len(opener.asked) == 1


@pytest.mark.parametrize("leave", [True, False])
def test_esc_asks_in_a_form_that_opens_again_with_what_was_refused(
    qtbot: QtBot, form: JoinForm, opener: AnsweringOpener, leave: bool
) -> None:
    form.name.set_text("董𠮷")
    form.shares.set_text("8")
    form.try_accept()
    form.show_error(DomainError("member.number_taken", number="F01"))
    form.prepare()
    form.show()
    opener.answers = [leave]
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible() is not leave
    assert len(opener.asked) == 1
    form.name.set_text("")
    form.shares.set_text("")
    form.reject()
    assert (form.isVisible(), len(opener.asked)) == (False, 1)


def test_a_thing_is_found_by_part_of_its_name(
    qtbot: QtBot, form: JoinForm, type_text: Callable[[QWidget, str], None]
) -> None:
    form.sponsor.edit.setFocus()
    type_text(form.sponsor.edit, "陈")
    qtbot.keyClick(form.sponsor.edit, Qt.Key.Key_Down)
    qtbot.keyClick(form.sponsor.edit, Qt.Key.Key_Return)
    assert form.sponsor.edit.text() == "陈国华"
    assert form.sponsor.value() == "F03"


@pytest.mark.parametrize(("typed", "found"), [("F02", "F02"), ("董", "F01"), ("陈", None), ("没有", None)])
def test_a_thing_may_be_named_without_the_list(form: JoinForm, typed: str, found: str | None) -> None:
    form.sponsor.set_text(typed)
    assert form.sponsor.fits() is (found is not None)
    assert form.sponsor.value() == found


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_off_or_nameless(qtbot: QtBot, qapp, size: TextSize) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    made = JoinForm()
    qtbot.addWidget(made)
    made.prepare()
    made.show()
    made.day.set_text("2019-02-30")
    made.try_accept()
    assert audit.faults(made) == []
    assert made.height() <= 720


def test_a_rare_character_typed_into_a_field_is_shown(form: JoinForm) -> None:
    form.name.edit.setText("㛃𠮷")
    empty_box = form.name.edit.grab().toImage()
    form.name.edit.setText("㛃\U0001f6d8")
    assert form.name.edit.grab().toImage() != empty_box


def test_a_choice_that_is_not_offered_is_a_mistake(form: JoinForm) -> None:
    form.kind.choose("village")
    assert form.kind.value() == "village"
    with pytest.raises(ValueError, match="enterprise"):
        form.kind.choose("enterprise")


@pytest.mark.parametrize(
    ("typed", "shown", "told"),
    [
        ("１／８", "12.5%", ""),
        ("12‰", "1.2%", ""),
        ("三成", "三成", "“三成”请改用数字写，如 30%、12‰ 或 3/10"),
        ("1/3", "1/3", "“1/3”除不尽或位数太多；请填写明的百分数，最接近的是 33.3333%"),
        ("0.12", "0.12", "“0.12”可能是 0.12%，也可能是 12%；请带上百分号"),
    ],
)
def test_a_rate_is_taken_as_people_write_it_or_says_how(
    qtbot: QtBot, typed: str, shown: str, told: str
) -> None:
    field = RateField("比例")
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.fits() is not bool(told)
    assert (field.text(), field.line.text()) == (shown, told)
