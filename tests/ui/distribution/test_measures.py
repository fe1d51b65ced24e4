"""Trade, land and other measures in the window: typed, pasted from a spreadsheet, and what is wrong by row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.distribution.scheme import Basis, Line, Rest, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, RecordMeasures
from coopdesk.ui.distribution import measure_rows, reading
from coopdesk.ui.distribution.measure_rows import Part, Roll
from coopdesk.ui.distribution.measures import MeasureForm, MeasureGrid, MeasuresCard, sheet_text
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.distribution.situation import SCHEME
from coopdesk.ui.kit.pasting import split_cells
from tests.ui.conftest import AnsweringOpener
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


def typed(*cells: str, kind: SheetKind = SheetKind.TRADE) -> MeasureGrid:
    """A grid in whose first row these cells were typed."""
    grid = MeasureGrid("明细", ROLL, kind, ())
    for column, text in enumerate(cells):
        grid.model.type(0, column, text)
    return grid


def test_a_row_means_a_member_by_number_or_by_a_name_only_one_has(qtbot: QtBot) -> None:
    grid = typed("陈 秀兰", "12.5斤", "1,000.00")
    qtbot.addWidget(grid)
    assert grid.text() == "F02 陈秀兰\t12.5\t1,000.00"
    assert grid.sheet_rows() == (SheetRow("F02", parse_quantity("12.5"), Money.parse("1000")),)
    empty = typed("", " ", "")
    qtbot.addWidget(empty)
    assert (empty.text(), empty.mistakes) == ("", [])


@pytest.mark.parametrize(
    ("cells", "kind", "code"),
    [
        (("F77", "1", "1"), SheetKind.TRADE, "sheet.unknown_member"),
        (("李国华", "1", "1"), SheetKind.TRADE, "sheet.several_members"),
        (("F01", "", ""), SheetKind.TRADE, "sheet.no_figure"),
        (("", "1", ""), SheetKind.TRADE, "sheet.no_member"),
        (("F01", "一些", "1"), SheetKind.TRADE, "quantity.invalid"),
        (("F01", "1", "1.234"), SheetKind.TRADE, "money.invalid"),
        (("F01", "1斤", ""), SheetKind.LAND, "quantity.invalid"),
        (("F01", "-1", ""), SheetKind.LAND, "sheet.negative"),
        (("F01", "-1", "5"), SheetKind.TRADE, "sheet.signs_differ"),
        (("F01", "1", "-5"), SheetKind.TRADE, "sheet.signs_differ"),
        (("F01", "", "5"), SheetKind.MEASURE, "sheet.no_figure"),
    ],
)
def test_every_mistake_is_told_by_its_row(
    qtbot: QtBot, cells: tuple[str, str, str], kind: SheetKind, code: str
) -> None:
    grid = typed(*cells, kind=kind)
    qtbot.addWidget(grid)
    assert [mistake.error.code for mistake in grid.mistakes] == [code]
    assert grid.mistakes[0].text.startswith("第 1 行")
    with pytest.raises(DomainError, match=code.replace(".", r"\.")):
        grid.sheet_rows()


def rows_of(text: str, kind: SheetKind = SheetKind.TRADE) -> list[tuple[str, str, str]] | None:
    """The rows of pasted text, None where its columns must be asked."""
    lines = split_cells(text)
    columns = measure_rows.recognise(lines, ROLL, kind)
    return measure_rows.cells_of(lines, columns, ROLL).rows if columns.sure else None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "编号\t姓名\t数量\t金额\r\nF01\t董𠮷\t1,000\t5,000.00\r\nF02\t陈秀兰\t600\t3000\r\n\r\n",
            [("F01", "1,000", "5,000.00"), ("F02", "600", "3000")],
        ),
        ("编号\t姓名\t交易额\nF01\t董𠮷\t5,000.00\nF02\t陈秀兰\t3000", [("F01", "", "5,000.00"), ("F02", "", "3000")]),
        ("金额（万元）\t数量\t户主\n1.5\t20\t陈秀兰", [("陈秀兰", "20", "1.5万")]),
        ("No.\tName\tAmount\tQuantity\nF01\t董𠮷\t50\t8", [("F01", "8", "50")]),
        ("編號\t姓名\t數量\t金額\nF01\t董𠮷\t8\t50", [("F01", "8", "50")]),
        ("2019 年鲜蛋收购表\t\t\n单位：万元\n户主\t交易额\t交易量\n陈秀兰\t1.5\t20", [("陈秀兰", "20", "1.5万")]),
        ("序号\t成员\t2019年交易额\t备注\n1\tF02\t7\t退\n\t合计\t7\t", [("F02", "", "7")]),
        ('"成员\n编号"\t"姓 名"\t金额\nF01\t"董\n𠮷"\t7', [("F01", "", "7")]),
        ("F01\t9\t5\n董𠮸\t1\t1\nF02\t-1\t-5", [("F01", "9", "5"), ("董𠮸", "1", "1"), ("F02", "-1", "-5")]),
        ("F01\t董𠮷\t8\t50\nF02\t陈秀兰\t\t60", [("F01", "8", "50"), ("F02", "", "60")]),
        ("董𠮷\t8", None),
        ("甲列\t乙列\t丙列\n董𠮷\t8\t9", None),
        ("姓名\t金额\t金额\n董𠮷\t8\t9", None),
        ("F01\t8\t50\t3", None),
        ("姓名\t交易额（千元）\n董𠮷\t8", None),
    ],
)  # fmt: skip
def test_pasted_columns_are_taken_by_their_headings_and_never_shift(
    text: str, rows: list[tuple[str, str, str]] | None
) -> None:
    assert rows_of(text) == rows


def test_what_is_no_area_in_mu_is_not_taken_for_one() -> None:
    assert rows_of("姓名\t面积(亩)\t金额\n陈秀兰\t2.5\t9", SheetKind.LAND) == [("陈秀兰", "2.5", "")]
    assert rows_of("陈秀兰\t2.5", SheetKind.LAND) == [("陈秀兰", "2.5", "")]
    assert rows_of("姓名\t面积(平方米)\n陈秀兰\t1667", SheetKind.LAND) is None


def test_numbers_that_only_count_are_told_from_those_of_members() -> None:
    counted = Roll(Member(str(n), f"王{n}", MemberKind.FARMER, JOINED) for n in range(1, 10))
    lines = split_cells("1\t3\t王3\t8\t9\n2\t1\t王1\t7\t6")
    columns = measure_rows.recognise(lines, counted, SheetKind.TRADE)
    assert [part and part.value for part in columns.parts] == [None, "number", "name", None, None]
    assert not columns.sure


def test_a_number_and_a_name_that_are_not_one_members_are_told_by_row_and_nobody_is_taken(
    qtbot: QtBot,
) -> None:
    grid = MeasureGrid("明细", ROLL, SheetKind.TRADE, ())
    qtbot.addWidget(grid)
    papers: list[str] = []
    grid.sourced.connect(papers.append)
    grid.paste(
        "编号\t姓名\t交易额\t来源\t备注\nF01\t陈秀兰\t1\t台账\t\nF9\t董𠮷\t2\t台账\t\n\t李国华\t3\t\t\n"
        "\t\t4\t\t\nF02\t陈 秀兰\t5\t单据\t补\n合计\t\t15\t\t"
    )
    assert [mistake.text for mistake in grid.mistakes] == [
        "第 1 行：编号 F01 是“董𠮷”，不是“陈秀兰”；请核对后只留正确的编号或姓名",
        "第 2 行：名册里没有编号“F9”，“董𠮷”的编号是 F01；请核对后只留正确的编号",
        "第 3 行：名册里叫“李国华”的不止一个（F03、F04）；请改填成员编号",
        "第 4 行没有编号或姓名；请填写是谁的，或把这一行清空",
    ]
    assert grid.model.rows[4].typed == ("F02 陈秀兰", "", "5.00")
    assert not grid.fits()
    assert grid.pasted_text == (
        "粘贴了 5 行；4 处有误，列在下面；粘贴时没有用到的列：备注；合计行 1 行没有录入，请与这里的合计核对"
    )
    assert papers == ["台账；单据"]


def test_columns_nobody_can_tell_are_asked_and_nothing_is_entered_before(
    qtbot: QtBot, opener: AnsweringOpener
) -> None:
    grid = MeasureGrid("明细", ROLL, SheetKind.TRADE, ())
    qtbot.addWidget(grid)
    opener.answers = [None]
    grid.paste("董𠮷\t8\n陈秀兰\t9")
    assert grid.text() == ""
    form = opener.asked[0]
    assert [(each.title, each.text(), each.line.text()) for each in form.columns] == [
        ("第 1 列", "姓名", "董𠮷、陈秀兰"),
        ("第 2 列", "请选择", "8、9"),
    ]
    with pytest.raises(DomainError, match=r"columns\.unchosen"):
        form.make()
    for part, code in (("name", "twice"), ("unused", "no_figure")):
        form.columns[1].choose(Part(part))
        with pytest.raises(DomainError, match=rf"columns\.{code}"):
            form.make()
    form.columns[0].choose(Part.AMOUNT)
    with pytest.raises(DomainError, match=r"columns\.no_member"):
        form.make()
    opener.answers = [lambda form: form.columns[1].choose(Part.AMOUNT)]
    grid.paste("董𠮷\t8\n陈秀兰\t9")
    assert grid.sheet_rows() == (
        SheetRow("F01", parse_quantity("0"), Money.parse("8")),
        SheetRow("F02", parse_quantity("0"), Money.parse("9")),
    )


def test_one_column_goes_where_the_cursor_stands(qtbot: QtBot) -> None:
    grid = MeasureGrid("明细", ROLL, SheetKind.TRADE, ())
    qtbot.addWidget(grid)
    grid.paste("F01\nF02")
    grid.view.put_cursor(0, 2)
    grid.paste("5\n6")
    grid.view.put_cursor(1, 1)
    grid.paste("7\t8")
    assert grid.text() == "F01 董𠮷\t\t5.00\nF02 陈秀兰\t7\t8.00"
    grid.model.steps.undo()
    assert grid.text() == "F01 董𠮷\t\t5.00\nF02 陈秀兰\t\t6.00"
    grid.show_kind(SheetKind.LAND)
    grid.view.put_cursor(0, 1)
    grid.paste("2.5亩\n3")
    assert [row.quantity for row in grid.sheet_rows()] == [parse_quantity("2.5"), parse_quantity("3")]
    grid.show_kind(SheetKind.TRADE)
    assert grid.text() == "F01 董𠮷\t2.5\t5.00\nF02 陈秀兰\t3\t6.00", "what was typed is still there"


def test_the_grid_takes_a_paste_says_the_sums_and_the_mistakes(qtbot: QtBot) -> None:
    grid = MeasureGrid("明细", ROLL, SheetKind.TRADE, ())
    qtbot.addWidget(grid)
    QGuiApplication.clipboard().setText("F01\t1000\t5000\n董𠮸\t1\t1\nF02\t-100\t-500")
    grid.view.put_cursor(0, 0)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.foot.sums == {1: "901", 2: "4,501.00"}
    assert [row.typed[0] for row in grid.model.rows] == ["F01 董𠮷", "董𠮸", "F02 陈秀兰"]
    assert [mistake.text for mistake in grid.mistakes] == ["第 2 行：名册里没有成员“董𠮸”；请核对编号或姓名"]
    assert not grid.fits()
    grid.model.type(1, 0, "F03")
    assert grid.fits()
    assert [row.member for row in grid.sheet_rows()] == ["F01", "F03", "F02"]


def test_more_rows_than_a_sheet_can_have_are_refused_as_a_whole(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = typed("F01", "1", "")
    qtbot.addWidget(grid)
    monkeypatch.setattr(grid, "_most_rows", 2)
    grid.paste("F01\t1\t1\nF02\t1\t1\nF03\t1\t1")
    assert grid.text() == "F01 董𠮷\t1\t"
    assert "2" in grid.line.text() and not grid.fits()


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
    facts = desk.distribution.facts(2019, RECORD_DAY)
    own = Scheme(((Line("d", "基本分红", Rest(), Basis("shares", cap=parse_quantity("50"))),),))
    assert reading.fits(own, facts)
    gone = replace(two_lines(), rebates=(replace(two_lines().rebates[0], giver="G99"),))
    assert not reading.fits(gone, facts)


def test_only_what_is_divided_by_trade_counts_as_returned_by_trade(desk: Desk) -> None:
    marked = Scheme(((Line("d", "按股分红", Rest(), Basis("shares"), patronage=True),),))
    with pytest.raises(DomainError, match="patronage_not_trade"):
        desk.run(DraftDistribution(year=2019, record_date=RECORD_DAY, scheme=marked))


def test_own_schemes_are_kept_renamed_and_withdrawn_in_the_window(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    page = opened(desk)
    page.go_to(SCHEME)
    step, program = page.left.scheme, len(desk.distribution.templates())
    opener.answers = [lambda form: form.name.set_text("我社办法")]
    step.keep.click()
    settled(page)
    assert [each.title for each in desk.distribution.templates()[program:]] == ["我社办法"]
    step.template.choose(desk.distribution.templates()[-1].id)
    settled(page)
    assert step.rename.isVisible()
    opener.answers = [lambda form: form.name.set_text("我社办法（新）")]
    step.rename.click()
    settled(page)
    assert desk.distribution.templates()[-1].title == "我社办法（新）"
    opener.answers = [True]
    step.withdraw.click()
    settled(page)
    assert len(desk.distribution.templates()) == program


def test_trade_is_pasted_in_the_window_and_divided_by(
    desk: Desk, opened: Opener, settled: Settled, opener: AnsweringOpener
) -> None:
    page = opened(desk)

    def fill(form: MeasureForm) -> None:
        form.name.set_text("鲜蛋")
        form.source.set_text("2019 年收购台账")
        form.grid.paste("成员\t数量\t金额\n董𠮷\t1000\t5000\nF02\t500\t2500")

    opener.answers = [fill]
    page.left.measures.adder.click()
    settled(page)
    assert [sheet.amount for sheet in desk.distribution.measures(2019)] == [Money.parse("7500")]
    assert page.model.reading is not None
    assert [each.name for each in page.model.reading.measures] == ["鲜蛋"]
    assert "trade_amount" in page.model.choices.measures
    shown = page.model.reading.measures[0]
    theirs = replace(shown, rows=(*shown.rows, SheetRow("F02", parse_quantity("1"))))

    def too_late(form: MeasureForm) -> None:
        desk.run(RecordMeasures(sheet=theirs))

    opener.answers = [too_late, None]
    page.left.measures.wanted.emit(shown)
    settled(page)
    assert "重新打开" in opener.asked[-1].message.text.text()
    assert desk.distribution.measures(2019) == [theirs]
    page.reload()
    settled(page)
    opener.answers = [True]
    page.left.measures.unwanted.emit(desk.distribution.measures(2019)[0])
    settled(page)
    assert desk.distribution.measures(2019) == []
