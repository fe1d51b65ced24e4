"""The smaller parts of a page: cards, strips, steps, chart, dialogs, icons, fonts, look."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_
from coopdesk.services.chart import bar_chart
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, fonts, theme
from coopdesk.ui.kit.cards import Card, Figure, FigureRow, Todo, TodoList
from coopdesk.ui.kit.chart import ChartView
from coopdesk.ui.kit.detail_pane import DetailPane
from coopdesk.ui.kit.icons import icon, icon_size, pixmap
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.page import PageFrame, side_by_side
from coopdesk.ui.kit.steps import Step, StepsBar
from coopdesk.ui.kit.strips import ExplanationStrip, FindingLine, FindingsCard
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import audit
from tests.ui.conftest import AnsweringOpener
from tests.ui.picture import grab

ADD = Action("add", N_("增股"), "Ctrl+Shift+A", "add")
STEPS = [Step("盈余", "2,000,000.00", True), Step("公积金"), Step("核对")]


def ready(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1190, 692)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def page(pressed: list[str]) -> PageFrame:
    made = PageFrame("盈余分配")
    made.set_state("草案 · 共 100 股")
    made.add_action(Action("other", N_("另存为模板"), "", "template"), lambda: pressed.append("other"))
    made.add_action(ADD, lambda: pressed.append("add"), primary=True)
    steps = StepsBar(STEPS)
    made.body.addWidget(steps)
    left, right = Card("接下来"), DetailPane("成员")
    todos = TodoList("没有待办")
    todos.show_todos([Todo("4 人尚未领取分红", "发放台", lambda: pressed.append("pay"), True)])
    left.body.addWidget(todos)
    findings = FindingsCard("不影响继续")
    findings.show_findings([FindingLine("团体成员 2 个，超过成员总数的 5%", "第二十条")])
    left.body.addWidget(findings)
    right.show_thing("董𠮷", "F01 · 农户 · 8 股")
    right.add_action(Action("transfer", N_("转让"), "", "transfer"), lambda: pressed.append("transfer"))
    right.add_tab("股份明细", QWidget())
    right.add_tab("历年分配", QWidget())
    made.body.addWidget(side_by_side(left, right), 1)
    return made


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("look", list(Theme))
def test_a_page_passes_the_audit_in_every_look(
    qtbot: QtBot, qapp: QApplication, size: TextSize, look: Theme
) -> None:
    theme.apply(qapp, look, size)
    made = page([])
    ready(qtbot, made)
    made.take_focus()
    assert audit.faults(made) == []


def test_the_keys_of_an_action_press_its_button(qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = page(pressed)
    ready(qtbot, made)
    made.take_focus()
    qtbot.keyClick(
        made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert pressed == ["add"]
    assert "Ctrl+Shift+A" in ADD.tooltip()


def test_tab_follows_the_eye_through_one_part_before_the_next(qtbot: QtBot) -> None:
    made = page([])
    ready(qtbot, made)
    made.take_focus()
    visited = []
    for _press in range(8):
        focus = made.focusWidget()
        visited.append(audit._name(focus).split(" ")[0] if focus is not None else "")
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert visited[:2] == ["另存为模板", "增股"]
    assert visited.index("发放台") < visited.index("转让")


def test_a_refusal_is_said_inside_the_page_until_it_is_closed(qtbot: QtBot) -> None:
    made = page([])
    ready(qtbot, made)
    made.show_error(DomainError("date.invalid", value="x"))
    assert made.message.isVisible()
    assert "2019-12-20" in made.message.text.text()
    assert made.message.property("role") == "strip-error"
    made.message.closer.setFocus()
    qtbot.keyClick(made.message.closer, Qt.Key.Key_Escape)
    assert not made.message.isVisible()
    made.show_done("已入社")
    assert made.message.property("role") == "strip-done"
    made.show_warning("请核对")
    assert made.message.text.text() == "请核对"


def test_the_page_tells_the_status_bar(qtbot: QtBot) -> None:
    made = page([])
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.status_changed) as heard:
        made.set_status("选中 1 行")
    assert heard.args == ["选中 1 行"]
    assert made.status == "选中 1 行"


def test_arrows_move_along_the_steps(qtbot: QtBot) -> None:
    bar = StepsBar(STEPS)
    ready(qtbot, bar)
    chosen: list[int] = []
    bar.chosen.connect(chosen.append)
    bar.buttons[0].setFocus()
    qtbot.keyClick(bar.buttons[0], Qt.Key.Key_Right)
    qtbot.keyClick(bar.buttons[1], Qt.Key.Key_Right)
    qtbot.keyClick(bar.buttons[2], Qt.Key.Key_Right)
    qtbot.keyClick(bar.buttons[2], Qt.Key.Key_Left)
    assert chosen == [1, 2, 1]
    bar.show_steps([Step("盈余", done=True), Step("公积金", "0.00", True), Step("核对")], 2)
    assert [b.text() for b in bar.buttons] == ["1 盈余", "2 公积金  0.00", "3 核对"]
    assert bar.buttons[2].isChecked()


def test_figures_change_in_place_and_by_number(qtbot: QtBot) -> None:
    row = FigureRow([Figure("每股分红", "21,250.00", "首年", True), Figure("成员", "22")])
    qtbot.addWidget(row)
    first = row.blocks[0]
    row.show_figures([Figure("每股分红", "5,000.00", main=True), Figure("成员", "23")])
    assert row.blocks[0] is first
    assert first.value.accessibleName() == "每股分红 5,000.00"
    row.show_figures([Figure("成员", "23")])
    assert [block.value.text() for block in row.blocks] == ["23"]


def test_nothing_to_do_says_so(qtbot: QtBot) -> None:
    todos = TodoList("没有待办")
    qtbot.addWidget(todos)
    todos.show_todos([])
    assert [said.text() for said in todos.findChildren(QLabel)] == ["没有待办"]


def test_findings_hide_when_the_law_has_nothing_to_say(qtbot: QtBot) -> None:
    card = FindingsCard()
    qtbot.addWidget(card)
    card.show_findings([FindingLine("一"), FindingLine("二", "第二十条")])
    assert not card.isHidden()
    card.show_findings([])
    assert card.isHidden()
    card.setVisible(True)  # as a step does that shows all of its parts
    assert card.isHidden()


def test_an_explanation_gives_way_to_the_hint(qtbot: QtBot) -> None:
    strip = ExplanationStrip("点任一数字，看它怎样算出来")
    qtbot.addWidget(strip)
    strip.show()
    strip.explain("董𠮷 170,000.00", "8 股 × 20,000.00 = 160,000.00", "登记簿第 3 号")
    assert strip.caption.isVisible() and strip.source.isVisible()
    strip.clear()
    assert strip.sentence.text() == "点任一数字，看它怎样算出来"
    assert not strip.caption.isVisible()


def bars(chart: ChartView, colour: str) -> int:
    image = chart.grab().toImage()
    wanted = QColor(colour)
    middle = [image.pixelColor(QPoint(x, image.height() // 2)) for x in range(image.width())]
    return sum(
        1 for before, after in zip([QColor(), *middle], middle, strict=False) if after == wanted != before
    )


def test_a_chart_draws_a_bar_for_each_year(qtbot: QtBot) -> None:
    chart = ChartView("每股分红")
    qtbot.addWidget(chart)
    chart.resize(500, 240)
    assert "还没有数据" in chart.accessibleDescription()
    chart.show()
    empty = chart.grab().toImage()
    chart.show_chart(bar_chart([("2019", 2_125_000), ("2020", 2_000_000), ("2021", 1_900_000)], 0))
    assert chart.grab().toImage() != empty
    assert bars(chart, theme.current().palette.accent) == 1
    assert bars(chart, theme.current().palette.accent_mid) == 2
    assert chart.accessibleDescription() == "2019 21,250.00；2020 20,000.00；2021 19,000.00"
    chart.show_chart(bar_chart([("2019", -500_000), ("2020", 100)]))
    assert "−5,000.00" in chart.accessibleDescription()
    chart.grab()
    chart.resize(QSize(60, 200))
    chart.grab()


def test_the_door_is_the_only_way_to_a_dialog(opener: AnsweringOpener, tmp_path: Path) -> None:
    opener.answers = [tmp_path / "a.coop", None, tmp_path, True]
    assert dialogs.choose_file(None, "打开账套", "账套 (*.coop)") == tmp_path / "a.coop"
    assert dialogs.save_file(None, "另存为", "PDF (*.pdf)", "分红单.pdf", tmp_path) is None
    assert opener.asked[1] == tmp_path / "分红单.pdf"
    assert dialogs.choose_folder(None, "选择文件夹") == tmp_path
    assert dialogs.confirm_sheet(None, "批准", "批准后冻结。", [("应发", "2,000,000.00 元")], ADD)
    assert opener.asked[-1].changes == (("应发", "2,000,000.00 元"),)


@pytest.mark.parametrize("size", list(TextSize))
def test_enter_alone_changes_nothing(qtbot: QtBot, qapp: QApplication, size: TextSize) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    sheet = dialogs.ChangesSheet(
        None, "批准", "批准后冻结。", [("应发", "2,000,000.00 元")], ADD, dialogs.CANCEL
    )
    qtbot.addWidget(sheet)
    sheet.show()
    assert audit.faults(sheet) == []
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)


def test_every_icon_can_be_drawn() -> None:
    names = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))
    assert len(names) > 25
    for name in names:
        image = pixmap(name, "#1F6F54", 18).toImage()
        inked = sum(1 for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() > 128)
        assert inked > 30, name
    assert not icon("home", "ink", "accent").isNull()
    assert icon_size().height() == 18
    with pytest.raises(FileNotFoundError):
        icon("没有")


def test_the_look_changes_live(qtbot: QtBot, qapp: QApplication) -> None:
    widget = PageFrame("设置")
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitSignal(theme.changed().changed):
        theme.apply(qapp, Theme.DARK, TextSize.LARGE)
    assert widget.grab().toImage().pixelColor(3, 3) == QColor(Theme.DARK.palette.ground)
    assert qapp.font().pixelSize() == 17
    assert widget.title.fontMetrics().height() > 24


def test_a_rare_name_is_drawn_and_not_an_empty_box(qtbot: QtBot) -> None:
    fonts.ensure_glyphs("董𠮷")
    card = Card("董𠮷")
    other = Card("董\U0002ffff")
    for made in (card, other):
        qtbot.addWidget(made)
        made.resize(200, 60)
        made.show()
    assert card.grab().toImage() != other.grab().toImage()


def test_a_picture_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    made = page([])
    qtbot.addWidget(made)
    assert grab(made, tmp_path / "pages" / "page.png").stat().st_size > 5000
    with pytest.raises(OSError, match="not written"):
        grab(made, tmp_path / "pages")


def test_a_long_name_keeps_its_room_and_what_can_be_done_goes_below(qapp: QApplication) -> None:
    pane = DetailPane("成员")
    for name in ("增股", "转让/继承", "编辑", "更多"):
        made = pane.add_action(Action(name, name), print)
    pane.resize(560, 300)
    pane.show()
    for name, below in (("董𠮷", False), ("阿卜杜热西提·买买提依明和欧阳上官", True), ("陈秀兰", False)):
        pane.show_thing(name, "F01 · 农户 · 20.75 股")
        qapp.processEvents()
        assert pane.title.text() == name
        assert (made.y() > pane.title.geometry().bottom()) is below


def test_a_chosen_thing_stays_when_a_key_is_held_with_ctrl(qtbot: QtBot) -> None:
    box = ChoiceBox()
    box.addItems(["按股分红", "法定 60/40", "每户定额"])
    box.setCurrentIndex(1)
    qtbot.addWidget(box)
    box.show()
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home):
        QTest.keyClick(box, key, Qt.KeyboardModifier.ControlModifier)
    assert box.currentIndex() == 1
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.currentIndex() == 0
