"""Trade, land and other measures in the window: typed, pasted from a spreadsheet, and what is wrong by row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.distribution.scheme import Basis, Line, Rest, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.commands import DraftDistribution
from coopdesk.services.desk import Desk
from coopdesk.services.scheme_commands import RecordMeasures
from coopdesk.ui.distribution import reading
from coopdesk.ui.distribution.measure_form import MeasureForm
from coopdesk.ui.distribution.measure_grid import MEANING, MeasureGrid
from coopdesk.ui.distribution.measure_rows import Roll, pasted, read_row
from coopdesk.ui.distribution.measures_card import MeasuresCard, sheet_text
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.page_words import SCHEME
from tests.ui.conftest import AnsweringDoor
from tests.ui.distribution.conftest import RECORD_DAY, Opener, two_lines

Settled = Callable[[DistributionPage], None]
JOINED = date(2019, 2, 18)
ROLL = Roll(
    Member(number, name, MemberKind.FARMER, JOINED)
    for number, name in (("F01", "董𠮷"), ("F02", "陈秀兰"), ("F03", "李国华"), ("F04", "李国华"))
)
EGGS = MeasureSheet(
    2019,
    SheetKind.TRADE,
    "鲜蛋",
    (SheetRow("F01", parse_quantity("1000"), Money.parse("5000")),),
    "收购台账",
)


def test_a_row_means_a_member_by_number_or_by_a_name_only_one_has() -> None:
    by_name = read_row(("陈 秀兰", "12.5", "1,000.00"), 1, SheetKind.TRADE, ROLL)
    assert by_name is not None
    assert by_name.value == SheetRow("F02", parse_quantity("12.5"), Money.parse("1000"))
    assert read_row(("", " ", ""), 1, SheetKind.TRADE, ROLL) is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("F77", "1", "1"), "sheet.unknown_member"),
        (("李国华", "1", "1"), "sheet.several_members"),
        (("F01", "", ""), "sheet.no_figure"),
        (("F01", "一些", "1"), "quantity.invalid"),
        (("F01", "1", "1.234"), "money.invalid"),
    ],
)
def test_every_mistake_is_told_by_its_row(cells: tuple[str, str, str], code: str) -> None:
    read = read_row(cells, 3, SheetKind.TRADE, ROLL)
    assert read is not None
    assert read.error is not None
    assert (read.value, read.error.code) == (None, code)


def test_a_spreadsheet_is_pasted_with_its_headings_and_the_name_beside_the_number() -> None:
    text = "编号\t姓名\t数量\t金额\r\nF01\t董𠮷\t1,000\t5,000.00\r\nF02\t陈秀兰\t600\t3000\r\n\r\n"
    assert pasted(text, ROLL) == [("F01", "1,000", "5,000.00"), ("F02", "600", "3000")]
    assert pasted("董𠮷\t8", ROLL) == [("董𠮷", "8", "")]


def test_the_grid_takes_a_paste_says_the_sums_and_the_mistakes(qtbot: QtBot) -> None:
    grid = MeasureGrid("明细", ROLL, SheetKind.TRADE, ())
    qtbot.addWidget(grid)
    QGuiApplication.clipboard().setText("F01\t1000\t5000\n董𠮸\t1\t1\nF02\t-100\t-500")
    grid.table.setCurrentCell(0, 0)
    qtbot.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.line.text() == "3 行，数量合计 900，金额合计 4,500.00 元；1 行有误"
    said = [grid.table.item(row, MEANING) for row in range(3)]
    assert [item.text() if item else "" for item in said] == [
        "董𠮷",
        "第 2 行：名册里没有成员“董𠮸”；请核对编号或姓名",
        "陈秀兰",
    ]
    assert not grid.fits()
    item = grid.table.item(1, 0)
    assert item is not None
    item.setText("F03")
    assert grid.fits()
    assert [row.member for row in grid.read("")] == ["F01", "F03", "F02"]


def test_a_form_makes_the_command_and_land_has_no_amount(qtbot: QtBot) -> None:
    form = MeasureForm(2019, ROLL)
    qtbot.addWidget(form)
    form.kind.choose(SheetKind.LAND)
    form.source.set_text("土地台账")
    form.grid.paste("F01\t2.5亩\nF02\t3")
    form.try_accept()
    made = form.result_value
    assert isinstance(made, RecordMeasures)
    assert (made.sheet.kind, made.sheet.name, made.sheet.quantity) == (
        SheetKind.LAND,
        "",
        parse_quantity("5.5"),
    )
    changed = MeasureForm(2019, ROLL, EGGS)
    qtbot.addWidget(changed)
    again = changed.make()
    assert isinstance(again, RecordMeasures)
    assert again.sheet == EGGS


def test_the_card_lists_the_sheets_and_offers_nothing_after_the_resolution(qtbot: QtBot) -> None:
    card = MeasuresCard()
    qtbot.addWidget(card)
    card.show()
    card.show_sheets([EGGS], fixed=False)
    assert sheet_text(EGGS) == "鲜蛋：共 1 户，数量 1,000，金额 5,000.00 元"
    assert card.adder.isVisible()
    card.show_sheets([EGGS], fixed=True)
    assert not card.adder.isVisible()


def test_a_new_book_begins_with_dividends_by_shares_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FIRST", "shares")
    start = reading.read(desk, 2019, RECORD_DAY).start
    assert start is not None
    assert (start.template, start.scheme.rebates) == ("shares", ())


def test_a_later_year_begins_with_the_last_resolved_years_own_scheme(desk: Desk) -> None:
    facts = desk.facts(2019, RECORD_DAY)
    own = Scheme(((Line("d", "基本分红", Rest(), Basis("shares", cap=parse_quantity("50"))),),))
    assert reading.fits(own, facts)
    gone = replace(two_lines(), rebates=(replace(two_lines().rebates[0], giver="G99"),))
    assert not reading.fits(gone, facts)


def test_only_what_is_divided_by_trade_counts_as_returned_by_trade(desk: Desk) -> None:
    marked = Scheme(((Line("d", "按股分红", Rest(), Basis("shares"), patronage=True),),))
    with pytest.raises(DomainError, match="patronage_not_trade"):
        desk.run(DraftDistribution(year=2019, record_date=RECORD_DAY, scheme=marked))


def test_own_schemes_are_kept_renamed_and_withdrawn_in_the_window(
    desk: Desk, opened: Opener, settled: Settled, door: AnsweringDoor
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    step, program = page.left.scheme, len(desk.templates())
    door.answers = [lambda form: form.name.set_text("我社办法")]
    step.keep.click()
    settled(page)
    assert [each.title for each in desk.templates()[program:]] == ["我社办法"]
    step.template.choose(desk.templates()[-1].id)
    settled(page)
    assert step.rename.isVisible()
    door.answers = [lambda form: form.name.set_text("我社办法（新）")]
    step.rename.click()
    settled(page)
    assert desk.templates()[-1].title == "我社办法（新）"
    door.answers = [True]
    step.withdraw.click()
    settled(page)
    assert len(desk.templates()) == program


def test_trade_is_pasted_in_the_window_and_divided_by(
    desk: Desk, opened: Opener, settled: Settled, door: AnsweringDoor
) -> None:
    page = opened(desk)

    def fill(form: MeasureForm) -> None:
        form.name.set_text("鲜蛋")
        form.source.set_text("2019 年收购台账")
        form.grid.paste("成员\t数量\t金额\n董𠮷\t1000\t5000\nF02\t500\t2500")

    door.answers = [fill]
    page.left.measures.adder.click()
    settled(page)
    assert [sheet.amount for sheet in desk.measures(2019)] == [Money.parse("7500")]
    assert page.bench.reading is not None
    assert [each.name for each in page.bench.reading.measures] == ["鲜蛋"]
    assert "trade_amount" in page.bench.choices.measures
    door.answers = [True]
    page.left.measures.unwanted.emit(desk.measures(2019)[0])
    settled(page)
    assert desk.measures(2019) == []
