"""A table is worked by keyboard: sort, filter, choose columns, copy; the status bar hears of the selection."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import N_
from coopdesk.services.table_source import View
from coopdesk.ui.frame import preferences
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import reading_lane, theme
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.kit.windowed_model import WindowedModel
from tests.ui import audit


@dataclass(frozen=True)
class Holder:
    number: str
    name: str
    net: int
    identity: str = "500108196503120013"


COLUMNS = (
    Column[Holder]("number", "编号", width=60),
    Column[Holder]("name", "姓名（名称）", width=120, stretch=True),
    Column[Holder]("net", "实发金额", Kind.MONEY, total=True, unit=" 元"),
    Column[Holder]("identity", "证件号", Kind.MASKED, width=160, hidden=True),
)
HOLDERS = (Holder("F01", "董𠮷", 17_000_000), Holder("F02", "陈秀兰", -250), Holder("F03", "李国华", 100))


class Million:
    """A million rows, made when asked for."""

    def view(self, wanted: View) -> None:
        self.wanted = wanted

    def count(self) -> int:
        return 1_000_000

    def page(self, offset: int, limit: int) -> Sequence[Holder]:
        return [Holder(f"F{place}", "某户", place) for place in range(offset, offset + limit)]

    def place_of(self, row_id: object) -> int | None:
        return None


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable(SequenceModel(COLUMNS, HOLDERS, "number"), "成员名册")
    made.resize(700, 400)
    qtbot.addWidget(made)
    made.show()
    made.view.setFocus()
    made.view.pick(HOLDERS[0])
    return made


def names(table: DataTable) -> list[str]:
    return [table.model.index(row, 1).data() for row in range(table.model.rowCount())]


def test_the_cursor_stays_in_sight_when_keys_move_it(qtbot: QtBot) -> None:
    view = DataTable(SequenceModel(COLUMNS, HOLDERS * 40, "number"), "成员名册")
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    table = view.view
    table.setCurrentIndex(table.model().index(0, 0))
    for _step in range(30):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    for _step in range(2):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_alt_arrows_sort_by_the_column_of_the_cursor(qtbot: QtBot, table: DataTable) -> None:
    for _step in range(2):
        qtbot.keyClick(table.view, Qt.Key.Key_Right)
    qtbot.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(table) == ["陈秀兰", "李国华", "董𠮷"]
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(table) == ["董𠮷", "李国华", "陈秀兰"]
    assert table.current_row() == HOLDERS[0]


def test_a_click_on_a_title_sorts_and_a_second_turns_the_order(qtbot: QtBot, table: DataTable) -> None:
    head = table.view.head
    for expected in (["陈秀兰", "李国华", "董𠮷"], ["董𠮷", "李国华", "陈秀兰"]):
        where = head.viewport().rect().topLeft()
        where.setX(head.sectionPosition(2) + 20)
        where.setY(10)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert names(table) == expected


def test_ctrl_f_filters_and_esc_ends_it(qtbot: QtBot, table: DataTable) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = table.view.head.field("number")
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    amount = table.view.head.field("net")
    amount.setFocus()
    qtbot.keyClicks(amount, ">0")
    assert names(table) == ["董𠮷", "李国华"]
    assert audit.nameless(table) == []
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    assert table.view.hasFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert amount.hasFocus()
    qtbot.keyClick(amount, Qt.Key.Key_Escape)
    assert len(names(table)) == 3
    assert not table.view.head.filtering
    assert table.view.hasFocus()


def test_what_was_filtered_away_can_be_had_back(qtbot: QtBot, table: DataTable) -> None:
    table.view.start_filtering()
    table.view.head.field("name").setText("没有这个人")
    assert names(table) == []
    assert table.view.isVisible()
    assert table.view.head.field("name").text() == "没有这个人"
    table.view.stop_filtering()
    assert len(names(table)) == 3


def test_copy_gives_headings_and_bare_cells_of_the_shown_columns(qtbot: QtBot, table: DataTable) -> None:
    bare = "F01\t董𠮷\t170000.00\nF02\t陈秀兰\t-2.50\nF03\t李国华\t1.00"
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table.view, Qt.Key.Key_A, control)
    with qtbot.waitSignal(table.summary_changed) as said:
        qtbot.keyClick(table.view, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == f"编号\t姓名（名称）\t实发金额\n{bare}"
    assert said.args == ["已复制 3 行"]
    qtbot.keyClick(table.view, Qt.Key.Key_C, control | shift)
    assert QGuiApplication.clipboard().text() == bare


def test_many_rows_are_written_out_beside_the_window_and_come_whole(qtbot: QtBot) -> None:
    reading_lane.set_patience(0.0)
    many = [replace(HOLDERS[0], number=f"F{place:05d}") for place in range(3_000)]
    table = DataTable(SequenceModel(COLUMNS, many, "number"), "成员名册")
    qtbot.addWidget(table)
    table.view.selectAll()
    with qtbot.waitSignal(table.summary_changed) as said:
        table.view.copy()
        QGuiApplication.clipboard().setText("before")
    assert said.args == ["已复制 3,000 行"]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert (len(lines), lines[1].split("\t")[0], lines[-1].split("\t")[0]) == (3_001, "F00000", "F02999")


def test_what_was_arranged_by_hand_is_found_again(qtbot: QtBot, table: DataTable) -> None:
    head, model = table.view.head, table.model
    head.resizeSection(0, 143)
    head.moveSection(2, 0)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    entry = next(e for e in table.columns_menu().actions() if e.text() == "证件号")
    entry.setChecked(True)
    table.memory.keep()
    again = DataTable(SequenceModel(model.columns, HOLDERS, identity="number"), "名册")
    qtbot.addWidget(again)
    again.resize(table.size())
    again.show()
    assert again.view.columnWidth(0) == 143
    assert again.view.head.visualIndex(2) == 0
    assert (again.model.sort_key, again.model.descending) == (model.columns[2].key, True)
    assert again.hidden_columns() == table.hidden_columns()
    other = DataTable(SequenceModel(model.columns[:2], HOLDERS, identity="number"), "另一张")
    qtbot.addWidget(other)
    assert other.view.columnWidth(0) != 143


def test_nonsense_in_the_settings_leaves_a_table_as_it_is_made(qtbot: QtBot, table: DataTable) -> None:
    name = "-".join(column.key for column in table.model.columns)
    for nonsense in ("{", "[1]", '{"widths": 3, "order": ["x"], "sort": [1], "hidden": "net"}'):
        preferences.keep_arrangement("tables", name, nonsense)
        again = DataTable(SequenceModel(table.model.columns, HOLDERS, identity="number"), "名册")
        qtbot.addWidget(again)
        assert again.hidden_columns() == table.hidden_columns()


def test_the_status_bar_hears_of_the_selection(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.waitSignal(table.summary_changed) as heard:
        qtbot.keyClick(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["选中 3 行 · 实发金额合计 169,998.50 元"]


def test_enter_opens_the_row_and_the_cursor_picks(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert picked.args == [HOLDERS[1]]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [HOLDERS[1]]
    assert table.view.current_key() == "number"


def test_a_jump_chooses_one_row_even_with_ctrl_held_down(qtbot: QtBot, table: DataTable) -> None:
    qtbot.keyPress(table.view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.view.pick(HOLDERS[2])
    qtbot.keyRelease(table.view, Qt.Key.Key_Control)
    assert table.view.selected_rows() == [HOLDERS[2]]


def test_columns_are_chosen_in_a_menu_and_one_always_shows(table: DataTable) -> None:
    entries = {entry.text(): entry for entry in table.columns_menu().actions() if entry.isCheckable()}
    assert [text for text, entry in entries.items() if entry.isChecked()] == [
        "编号",
        "姓名（名称）",
        "实发金额",
    ]
    entries["证件号"].setChecked(True)
    for title in ("编号", "姓名（名称）", "实发金额", "证件号"):
        entries[title].setChecked(False)
    assert table.hidden_columns() == ["number", "name", "net"]


def test_a_reload_keeps_the_cursor_on_its_row(table: DataTable) -> None:
    table.view.pick(HOLDERS[2])
    changed = Holder("F03", "李国华", 999)
    table.model.set_rows([changed, *HOLDERS[:2]])  # type: ignore[attr-defined]  # a SequenceModel in this test
    assert table.current_row() == changed
    assert not table.view.pick(Holder("F99", "没有", 0))


def test_masked_numbers_show_only_while_the_eye_is_held(qtbot: QtBot, table: DataTable) -> None:
    table.view.setColumnHidden(3, False)
    eye = next(b for b in audit.stops(table) if "证件号" in audit.told(b))
    index = table.model.index(0, 3)
    assert index.data() == "5001**********0013"
    qtbot.keyPress(eye, Qt.Key.Key_Space)
    assert index.data() == "500108196503120013"
    qtbot.keyRelease(eye, Qt.Key.Key_Space)
    assert index.data() == "5001**********0013"


def test_an_empty_table_says_what_belongs_here_and_offers_the_first_step(qtbot: QtBot) -> None:
    steps: list[str] = []
    made = DataTable(SequenceModel(COLUMNS, (), "number"), "成员名册")
    qtbot.addWidget(made)
    made.set_empty("还没有成员", Action("join", N_("入社"), "", "add"), lambda: steps.append("入社"))
    made.show()
    step = next(b for b in audit.stops(made) if "入社" in audit.told(b))
    step.setFocus()
    qtbot.keyClick(step, Qt.Key.Key_Space)
    assert steps == ["入社"]
    made.model.set_rows(HOLDERS)  # type: ignore[attr-defined]  # a SequenceModel in this test
    assert not step.isVisible()
    assert made.view.isVisible()


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_off_in_any_type(qtbot: QtBot, qapp, size: TextSize) -> None:
    theme.apply(qapp, Theme.DARK, size)
    made = DataTable(SequenceModel(COLUMNS, HOLDERS, "number"), "成员名册")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    assert audit.faults(made) == []
    assert made.view.rowHeight(0) == size.row


def test_a_number_that_names_its_row_is_shown_whole_up_to_a_usual_length(qtbot: QtBot) -> None:
    columns = [replace(COLUMNS[0], whole=True), *COLUMNS[1:]]
    widths = []
    for number in ("F01", "2019-00001234", "9" * 200):
        made = DataTable(SequenceModel(columns, [replace(HOLDERS[0], number=number)], "number"), "成员名册")
        qtbot.addWidget(made)
        made.resize(900, 500)
        made.show()
        widths.append(made.view.columnWidth(0))
        needed = made.view.fontMetrics().horizontalAdvance(number)
        assert widths[-1] > needed or len(number) == 200
    assert widths[0] == COLUMNS[0].width < widths[1] < widths[2] < 300


def test_a_live_change_of_type_moves_the_rows(qapp, table: DataTable) -> None:
    before = table.view.columnWidth(2)
    theme.apply(qapp, Theme.LIGHT, TextSize.LARGE)
    assert table.view.rowHeight(0) == TextSize.LARGE.row
    assert table.view.columnWidth(2) > before


def test_a_million_rows_are_selected_at_once(qtbot: QtBot) -> None:
    made = DataTable(WindowedModel(COLUMNS, Million(), "number"), "成员名册")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    started = time.perf_counter()
    made.view.selectAll()
    QApplication.processEvents()
    assert time.perf_counter() - started < 2
    assert made.view.summary() == "选中 1,000,000 行"
