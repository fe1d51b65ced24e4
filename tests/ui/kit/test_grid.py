"""Rows are typed or pasted into a grid by keyboard alone; each mistake is told with its row and column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_cells import CellEdit
from coopdesk.ui.kit.grid_columns import CheckedRow, GridColumn
from coopdesk.ui.kit.grid_model import BELOW_ZERO_ROLE, BESIDE_ROLE
from coopdesk.ui.kit.hit_list import Hit
from tests.ui.conftest import AnsweringOpener

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ACCOUNTS = {"101": "现金", "102": "银行存款", "311": "股金"}


def account(typed: str) -> str:
    code = typed.partition(" ")[0]
    if code not in ACCOUNTS:
        raise DomainError("field.not_found", value=typed)
    return code


def find(typed: str) -> Sequence[Hit[str]]:
    return [Hit(c, f"{c} {n}") for c, n in ACCOUNTS.items() if typed in n or c.startswith(typed)]


def one_side(row: Mapping[str, object]) -> tuple[str, DomainError] | None:
    return ("credit", DomainError("money.negative")) if row["debit"] and row["credit"] else None


COLUMNS = (
    GridColumn("memo", "摘要", stretch=True),
    GridColumn(
        "account", "科目", check=account, words=lambda c: f"{c} {ACCOUNTS[c]}", find=find, required=True
    ),
    GridColumn("debit", "借方", Kind.MONEY, total=True),
    GridColumn("credit", "贷方", Kind.MONEY, total=True),
)


class Voucher(FormDialog[tuple[dict[str, object], ...]]):
    def __init__(self) -> None:
        super().__init__("凭证", "保存")
        self.grid = EntryGrid("分录", COLUMNS, check_row=one_side, required=True)
        self.note = TextField("附注")
        self.group("", [self.grid, self.note])

    def make(self) -> tuple[dict[str, object], ...]:
        return self.grid.value() or ()


@pytest.fixture
def form(qtbot: QtBot) -> Voucher:
    made = Voucher()
    qtbot.addWidget(made)
    made.prepare()
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.grid.view.hasFocus())
    return made


@pytest.fixture
def grid(form: Voucher) -> EntryGrid:
    return form.grid


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def type_here(text: str) -> None:
    for character in text:  # the first opens a cell, which takes the others
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, character)


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(KEYS.Key_V, CONTROL)


def test_a_voucher_is_typed_from_its_first_cell_to_its_last_by_enter(
    grid: EntryGrid, form: Voucher, type_text: Callable[[QWidget, str], None]
) -> None:
    assert grid.model.rowCount() == 2
    type_text(grid.view, "收股金")
    assert QApplication.focusWidget() is not grid.view
    press(KEYS.Key_Return)
    type_here("101")
    press(KEYS.Key_Return)
    type_here("1200.5")
    press(KEYS.Key_Tab)
    assert grid.model.rows[0].typed == ("收股金", "101 现金", "1,200.50", "")
    press(KEYS.Key_Return)
    assert grid.view.place == (1, 0)
    press(KEYS.Key_Right)
    type_here("311")
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    type_here("1200.50")
    press(KEYS.Key_Return)
    assert (grid.model.rowCount(), grid.view.place) == (3, (2, 0))
    assert grid.foot.sums == {2: "1,200.50", 3: "1,200.50"}
    assert "借方 1,200.50" in grid.foot.accessibleName()
    press(KEYS.Key_Return)  # nothing more: the empty row is left behind
    assert form.note.edit.hasFocus()
    form.try_accept()
    assert form.result_value == (
        {"memo": "收股金", "account": "101", "debit": Money(120_050), "credit": None},
        {"memo": None, "account": "311", "debit": None, "credit": Money(120_050)},
    )


def test_what_is_found_hangs_under_the_cell_and_enter_takes_it(grid: EntryGrid) -> None:
    press(KEYS.Key_Right)
    type_here("10")
    press(KEYS.Key_Down)
    press(KEYS.Key_Return)
    assert grid.model.rows[0].typed[1] == "102 银行存款"
    assert grid.view.place == (0, 2)
    press(KEYS.Key_Left)
    type_here("3")
    press(KEYS.Key_Escape)  # the list goes, the line stays
    assert isinstance(QApplication.focusWidget(), CellEdit)
    press(KEYS.Key_Escape)
    assert grid.model.rows[0].typed[1] == "102 银行存款"


def test_a_mistake_is_told_where_it_is_typed_and_the_form_does_not_go_on(
    grid: EntryGrid, form: Voucher
) -> None:
    press(KEYS.Key_Right)
    type_here("999")
    press(KEYS.Key_Return)
    press(KEYS.Key_Left)
    assert "第 1 行“科目”" in grid.line.text() and "999" in grid.line.text()
    assert "有误" not in grid.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)[:4]
    assert "999" in grid.view.accessibleDescription()
    assert grid.list.isVisible() and grid.refusal is not None
    form.try_accept()
    assert form.isVisible() and form.result_value is None
    type_here("101")
    press(KEYS.Key_Return)
    type_here("5")
    press(KEYS.Key_Return)
    type_here("5")
    press(KEYS.Key_Return)
    assert [(m.row, m.title) for m in grid.mistakes] == [(0, "贷方")]  # the row as a whole
    press(KEYS.Key_F8)
    assert grid.view.place == (0, 3)
    press(KEYS.Key_Delete)
    assert grid.mistakes == [] and not grid.wrong and not grid.list.isVisible()


def test_a_thousand_rows_are_pasted_and_each_of_twenty_mistakes_is_said(
    grid: EntryGrid, form: Voucher
) -> None:
    wrong = {place * 47 + 3: place for place in range(20)}
    kinds = ("甲\t101\t12,5\t", "乙\t199\t12.50\t", "丙\t\t12.50\t", "丁\t101\t1\t1")
    lines = [kinds[wrong[row] % 4] if row in wrong else f"第{row}笔\t101\t12.50\t" for row in range(1_000)]
    paste("\r\n".join(lines) + "\r\n")
    assert grid.model.rowCount() == 1_000
    assert [mistake.row for mistake in grid.mistakes] == sorted(wrong)
    said = grid.list.model().stringList()  # type: ignore[attr-defined]  # the list's own model of lines
    assert len(said) == 20
    assert all(f"第 {row + 1} 行“" in text for row, text in zip(sorted(wrong), said, strict=True))
    assert {text.partition("“")[2].partition("”")[0] for text in said} == {"借方", "科目", "贷方"}
    assert "1,000 行" in grid.line.text() and "20 处有误" in grid.line.text()
    assert grid.foot.sums[2] == f"{(980 + 10) * 12.5 + 5:,.2f}"
    grid.list.setFocus()
    press(KEYS.Key_Down)
    press(KEYS.Key_Return)
    assert grid.view.place[0] == sorted(wrong)[1] and grid.view.hasFocus()
    press(KEYS.Key_Z, CONTROL)
    assert grid.model.rowCount() == 2 and grid.mistakes == []
    press(KEYS.Key_Y, CONTROL)
    assert len(grid.mistakes) == 20


def test_pasted_headings_say_which_column_is_which(grid: EntryGrid) -> None:
    paste("贷方\t备注\t科目\t摘要\n3\tx\t311\t入股\n4\ty\t102\t入股")
    assert [row.typed for row in grid.model.rows] == [
        ("入股", "311 股金", "", "3.00"),
        ("入股", "102 银行存款", "", "4.00"),
    ]
    assert "备注" in grid.line.text() and not grid.wrong


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (2, "1\t2\t3", "3 列"),
        (0, "科目\t科目\n101\t102", "“科目”出现了两次"),
        (0, "1\n" * 20_001, "20001 行"),
    ],
)
def test_what_finds_no_place_is_not_pasted_at_all(grid: EntryGrid, column: int, text: str, said: str) -> None:
    grid.view.put_cursor(0, column)
    paste(text)
    assert said in grid.line.text() and grid.wrong
    assert grid.model.text() == "" and not grid.model.steps.canUndo()
    type_here("5")
    press(KEYS.Key_Return)
    assert said not in grid.line.text()


def test_rows_are_added_and_removed_by_keyboard_and_each_step_can_be_taken_back(grid: EntryGrid) -> None:
    paste("甲\t101\t1\n乙\t102\t2\n丙\t311\t3")
    grid.view.put_cursor(1, 0)
    press(KEYS.Key_Equal, CONTROL)
    assert [row.typed[0] for row in grid.model.rows] == ["甲", "", "乙", "丙"]
    grid.view.put_cursor(0, 0)
    press(KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(KEYS.Key_Minus, CONTROL)
    assert [row.typed[0] for row in grid.model.rows] == ["乙", "丙"]
    grid.view.selectAll()
    press(KEYS.Key_Minus, CONTROL)
    assert grid.model.rowCount() == 2 and grid.model.text() == ""
    for left in (["乙", "丙"], ["甲", "", "乙", "丙"], ["甲", "乙", "丙"], ["", ""]):
        press(KEYS.Key_Z, CONTROL)
        assert [row.typed[0] for row in grid.model.rows] == left
    for _step in range(4):
        press(KEYS.Key_Y, CONTROL)
    assert grid.model.text() == ""


def test_a_block_is_copied_with_its_headings_and_comes_back_as_it_was(grid: EntryGrid) -> None:
    paste("=甲\t101\t1234.5\n乙\t102\t=1+2")
    grid.view.selectAll()
    press(KEYS.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "摘要\t科目\t借方\t贷方"
    assert copied.splitlines()[1] == "'=甲\t101 现金\t1234.50\t"
    assert "'=1+2" in copied
    assert "mso-number-format" in QGuiApplication.clipboard().mimeData().html()
    before = grid.model.rows[0]
    grid.set_rows([])
    paste(copied)
    assert grid.model.rows[0].values[1:] == before.values[1:]
    press(KEYS.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "摘要" not in QGuiApplication.clipboard().text()


def test_tab_goes_through_the_grid_and_out_of_it_either_way(qtbot: QtBot) -> None:
    page = QWidget()
    box = QVBoxLayout(page)
    first, last = QLineEdit(), QLineEdit()
    grid = EntryGrid("分录", COLUMNS[:2])
    for widget in (first, grid, last):
        box.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    press(KEYS.Key_Tab)
    assert grid.view.hasFocus() and grid.view.place == (0, 0)
    for _cell in range(3):
        press(KEYS.Key_Tab)
    assert grid.view.place == (1, 1)
    while not last.hasFocus():
        press(KEYS.Key_Tab)
    grid.view.put_cursor(0, 1)
    grid.view.setFocus()
    press(KEYS.Key_Backtab)
    press(KEYS.Key_Backtab)
    assert first.hasFocus()


def test_esc_asks_before_typed_rows_are_lost(grid: EntryGrid, form: Voucher, opener: AnsweringOpener) -> None:
    type_here("5")
    press(KEYS.Key_Return)
    opener.answers = [False]
    press(KEYS.Key_Escape)
    assert form.isVisible() and len(opener.asked) == 1


def test_an_empty_grid_that_is_wanted_says_so(grid: EntryGrid, form: Voucher) -> None:
    form.try_accept()
    assert "请填写分录" in grid.line.text() and form.isVisible()


def unknown(typed: str) -> str:
    raise DomainError("sheet.unknown_member", row=0, member=typed)


def test_a_mistake_that_names_its_row_is_said_as_it_is(qtbot: QtBot) -> None:
    made = EntryGrid("明细", (GridColumn("member", "成员", check=unknown), GridColumn("note", "说明")))
    qtbot.addWidget(made)
    made.paste("\t无\nF77\t")
    said = "第 2 行：名册里没有成员“F77”；请核对编号或姓名"
    assert [mistake.text for mistake in made.mistakes] == [said]
    index = made.model.index(1, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == said
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"成员 F77 {said}"
    with pytest.raises(DomainError) as caught:
        made.read("")
    assert caught.value.params["row"] == 2


def test_a_hidden_column_means_nothing_and_is_passed_over_but_keeps_what_was_typed(
    grid: EntryGrid, form: Voucher
) -> None:
    paste("收股金\t101\t5\t")
    hidden = tuple(replace(column, hidden=column.key == "debit") for column in COLUMNS)
    grid.show_columns(hidden)
    assert (grid.view.isColumnHidden(2), grid.foot.sums, grid.view.place) == (True, {3: "0.00"}, (0, 0))
    assert grid.read("") == ({"memo": "收股金", "account": "101", "debit": None, "credit": None},)
    grid.view.put_cursor(0, 1)
    press(KEYS.Key_Tab)
    assert grid.view.place == (0, 3)
    grid.view.put_cursor(1, 0)
    paste("股金\t311\t7")
    assert grid.model.rows[1].typed == ("股金", "311 股金", "", "7.00")
    grid.view.selectAll()
    assert grid.copy().splitlines()[0] == "摘要\t科目\t贷方"
    paste("a\tb\tc\td")
    assert grid.refusal is not None and grid.refusal.code == "grid.too_wide"
    grid.show_columns(COLUMNS)
    assert grid.model.rows[0].typed == ("收股金", "101 现金", "5.00", "")
    with pytest.raises(ValueError, match="other keys"):
        grid.show_columns(COLUMNS[:2])


def test_a_grid_may_take_more_rows_than_usual(qtbot: QtBot) -> None:
    made = EntryGrid("明细", (GridColumn("note", "说明"),), most_rows=3)
    qtbot.addWidget(made)
    made.paste("1\n2\n3\n4")
    assert made.text() == ""
    assert "3" in made.line.text()
    made.paste("1\n2\n3")
    assert made.text() == "1\n2\n3"


def test_the_rows_are_a_sound_model(grid: EntryGrid, qtmodeltester: ModelTester) -> None:
    grid.set_rows([{"memo": "甲", "account": "101", "debit": Money(100)}])
    qtmodeltester.check(grid.model)
    assert not grid.model.steps.canUndo()
    assert grid.model.rows[0].typed == ("甲", "101 现金", "1.00", "")


WHO = {"113": ("甲公司", "乙公司"), "301": ("张三",)}


def who(typed: str, row: Mapping[str, object]) -> str:
    if typed not in WHO.get(str(row["account"]), ()):
        raise DomainError("field.not_found", value=typed)
    return typed


def find_who(typed: str, row: Mapping[str, object]) -> Sequence[Hit[str]]:
    known = [Hit(name, name) for name in WHO.get(str(row["account"]), ()) if typed in name]
    return [*known, Hit("new", typed, "新建", offered=True)]


def rest(typed: str, row: int, rows: Sequence[CheckedRow]) -> str:
    return "7" if typed == "=" else typed


LEDGER = (
    GridColumn("memo", "摘要", find=lambda typed: [Hit(1, "付租金", "", not typed.isascii())], repeats=True),
    GridColumn("account", "科目", beside=lambda code, row: f"余 {code}" if code else "科目？"),
    GridColumn(
        "who",
        "辅助",
        check_in_row=who,
        find_in_row=find_who,
        passes_over=lambda row: row["account"] not in WHO,
    ),
    GridColumn("debit", "借方", Kind.MONEY, swaps="credit", shorthand=rest, aliases=("借方发生额",)),
    GridColumn(
        "credit",
        "贷方",
        Kind.MONEY,
        swaps="debit",
        shorthand=rest,
        passes_over=lambda row: bool(row["debit"]),
    ),
)


@pytest.fixture
def ledger(qtbot: QtBot) -> EntryGrid:
    made = EntryGrid("分录", LEDGER)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    made.activateWindow()
    made.view.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def test_enter_passes_over_what_is_not_asked_for_in_a_row(ledger: EntryGrid) -> None:
    ledger.view.put_cursor(0, 1)
    type_here("101")
    press(KEYS.Key_Return)
    assert ledger.view.place == (0, 3)  # nobody is asked for
    type_here("5")
    press(KEYS.Key_Return)
    assert ledger.view.place == (1, 0)  # the line has its side
    ledger.view.put_cursor(1, 1)
    type_here("301")
    press(KEYS.Key_Return)
    assert ledger.view.place == (1, 2)
    press(KEYS.Key_Tab)
    press(KEYS.Key_Tab)
    assert ledger.view.place == (1, 4)  # Tab goes to every cell


def test_a_cell_is_found_and_read_by_what_stands_left_of_it(ledger: EntryGrid) -> None:
    ledger.set_rows([{"account": "301"}, {"account": "113"}])
    ledger.view.put_cursor(0, 2)
    type_here("z")
    press(KEYS.Key_Return)
    assert (
        ledger.model.rows[0].typed[2] == "z" and ledger.mistakes
    )  # what is only offered is not taken by Enter
    taken: list[object] = []
    ledger.taken.connect(lambda hit: taken.append(hit.thing))
    ledger.view.put_cursor(0, 2)
    type_here("y")
    press(KEYS.Key_Down)
    press(KEYS.Key_Return)
    assert taken == ["new"]
    WHO["301"] = ("张三", "y")
    try:
        ledger.model.read_again()
        assert ledger.model.rows[0].values[2] == "y" and not ledger.mistakes
        press(KEYS.Key_Z, CONTROL)
        press(KEYS.Key_Y, CONTROL)
        assert not ledger.mistakes  # what is done again is read as it is read now
    finally:
        WHO["301"] = ("张三",)
    ledger.model.type(0, 1, "113")
    assert ledger.mistakes  # another account, which keeps others


def test_a_phrase_is_offered_for_chinese_and_taken_for_letters(
    ledger: EntryGrid, type_text: Callable[[QWidget, str], None]
) -> None:
    type_text(ledger.view, "付租")
    press(KEYS.Key_Return)
    assert ledger.model.rows[0].typed[0] == "付租"
    ledger.view.put_cursor(1, 0)
    type_here("fzj")
    press(KEYS.Key_Return)
    assert ledger.model.rows[1].typed[0] == "付租金"


def test_enter_repeats_what_stands_above_until_nothing_more_is_to_be_typed(ledger: EntryGrid) -> None:
    ledger.view.is_done = lambda: False
    ledger.set_rows([{"memo": "购苗", "account": "101", "debit": Money(500)}])
    ledger.view.put_cursor(1, 0)
    press(KEYS.Key_Return)
    assert ledger.model.rows[1].typed[0] == "购苗" and ledger.view.place == (1, 1)
    ledger.view.repeat_above()
    assert ledger.model.rows[1].typed[1] == "101" and ledger.view.place == (1, 3)
    press(KEYS.Key_Z, CONTROL)
    press(KEYS.Key_Z, CONTROL)
    assert ledger.model.rows[1].empty
    ledger.view.is_done = lambda: True
    ledger.view.put_cursor(1, 0)
    press(KEYS.Key_Return)
    assert ledger.model.rows[1].empty and ledger.view.place == (1, 0)
    ledger.view.put_cursor(0, 0)
    ledger.view.repeat_above()  # above the first row stands nothing
    assert ledger.model.rows[0].typed[0] == "购苗"


def test_space_takes_an_amount_to_the_other_side_and_a_sign_stands_for_one(ledger: EntryGrid) -> None:
    ledger.view.put_cursor(0, 3)
    type_here("12")
    press(KEYS.Key_Space)
    assert ledger.model.rows[0].typed[3:] == ("", "12.00") and ledger.view.place == (1, 0)
    ledger.view.put_cursor(0, 4)
    press(KEYS.Key_Space)
    assert ledger.model.rows[0].typed[3:] == ("12.00", "") and ledger.view.place == (0, 3)
    press(KEYS.Key_Z, CONTROL)
    assert ledger.model.rows[0].typed[3:] == ("", "12.00")
    ledger.view.put_cursor(1, 3)
    press(KEYS.Key_Space)  # an empty cell: only the cursor goes
    assert ledger.view.place == (1, 4) and ledger.model.rows[1].empty
    type_here("=")
    press(KEYS.Key_Return)
    assert ledger.model.rows[1].typed[4] == "7.00"


def test_what_stands_beside_a_value_and_what_is_below_nought_are_told_to_the_painter(
    ledger: EntryGrid,
) -> None:
    ledger.set_rows([{"account": "101", "debit": Money(-500)}, {"memo": "甲"}])
    model = ledger.model
    assert model.index(0, 1).data(BESIDE_ROLE) == "余 101"
    assert model.index(1, 1).data(BESIDE_ROLE) == "科目？"
    assert model.index(0, 3).data(BELOW_ZERO_ROLE) and not model.index(0, 4).data(BELOW_ZERO_ROLE)
    ledger.set_rows([])
    assert model.index(1, 1).data(BESIDE_ROLE) == ""
    ledger.foot.words = "合计 人民币伍元整"
    assert not ledger.grab().isNull()


def test_other_headings_find_their_column_too(ledger: EntryGrid) -> None:
    paste("科目\t借方发生额\n101\t5")
    assert ledger.model.rows[0].typed == ("", "101", "", "5.00", "")


def test_rows_that_are_only_shown_cannot_be_changed(ledger: EntryGrid) -> None:
    ledger.set_rows([{"memo": "购苗", "account": "101"}])
    ledger.set_read_only(True)
    before = ledger.model.text()
    type_here("x")
    for key in (KEYS.Key_Delete, KEYS.Key_F2, KEYS.Key_Space, KEYS.Key_Return):
        press(key)
    paste("甲\t101")
    ledger.paste("甲\t101")
    ledger.insert_row()
    ledger.remove_rows()
    ledger.view.repeat_above()
    assert ledger.model.text() == before and ledger.model.rowCount() == 2
    press(KEYS.Key_Down)
    assert ledger.view.place[0] == 1
    ledger.view.put_cursor(0, 0)
    assert ledger.copy(with_titles=False) == "购苗"
    ledger.set_read_only(False)
    ledger.insert_row()
    assert ledger.model.rowCount() == 3
