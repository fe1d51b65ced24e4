"""What is typed into the settings: percentages, days of the year, numbers of days, and whole sheets of details."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.ui.settings.details import CharterSheet, CoopSheet, read_days

FULL = CoopDetails(
    name="林阁花木种植股份合作社",
    founded=date(2019, 2, 18),
    credit_code="93500199MX00000035",
    address="南岸区南山街道放牛村",
    phone="023-60000003",
    chair="董𠮷",
    supervisor="李国华",
    finance_officer="郑小琴",
    accountant="王晓梅",
    reserve_rate=Quantity(125_000),
    precision=Money(100),
    leftover=Leftover.LARGEST_REMAINDER,
    record_month=6,
    record_day=30,
    notice_days=15,
    sample=True,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("七", "field.whole_number"), ("1.5", "field.whole_number"), ("0", "coop.notice_days")],
)
def test_days_of_notice_are_whole_and_at_least_one(typed: str, code: str) -> None:
    assert read_days("7 天") == 7
    with pytest.raises(DomainError) as refused:
        read_days(typed)
    assert refused.value.code == code


def test_each_sheet_gives_back_what_it_was_filled_with_and_keeps_the_other_half(qtbot: QtBot) -> None:
    for sheet in (CoopSheet(), CharterSheet()):
        qtbot.addWidget(sheet)
        sheet.show_coop(FULL)
        assert not sheet.touched
        assert sheet.fits()
        assert sheet.details(FULL) == FULL


def test_what_is_typed_on_one_sheet_changes_that_half_only(qtbot: QtBot) -> None:
    sheet = CharterSheet()
    qtbot.addWidget(sheet)
    sheet.show_coop(FULL)
    sheet.rate.set_text("5")
    sheet.day.set_text("1231")
    sheet.leftover.choose(Leftover.CARRY)
    assert sheet.touched and sheet.fits()
    wanted = replace(
        FULL, reserve_rate=Quantity(50_000), record_month=12, record_day=31, leftover=Leftover.CARRY
    )
    assert sheet.details(FULL) == wanted


def test_a_book_without_details_takes_the_co_op_first(qtbot: QtBot) -> None:
    coop, charter = CoopSheet(), CharterSheet()
    for sheet in (coop, charter):
        qtbot.addWidget(sheet)
        sheet.show_coop(None)
    coop.name.set_text("新合作社")
    coop.founded.set_text("20190218")
    assert coop.details(None) == CoopDetails("新合作社", date(2019, 2, 18))
    with pytest.raises(DomainError) as refused:
        charter.details(None)
    assert refused.value.code == "coop.name_missing"


def test_a_wrong_field_is_named_under_itself_and_takes_the_cursor(qtbot: QtBot) -> None:
    sheet = CoopSheet()
    qtbot.addWidget(sheet)
    sheet.show_coop(FULL)
    sheet.show()
    sheet.code.set_text("93500199MX00000034")
    assert not sheet.fits()
    assert "校验位不符" in sheet.code.line.text()
    assert sheet.focusWidget() is sheet.code.edit
