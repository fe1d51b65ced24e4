"""Villages' own sheets go into the book through the wizard's steps, with no more than the answers beside each."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWizard
from pytestqt.qtbot import QtBot

from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.command import Changes, Command
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import TakeBackImport
from coopdesk.services.members.importing.answers import read_answers
from coopdesk.services.members.importing.fields import Field, Unit
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.source_table import SourceFile
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.importing.receipts import COLUMNS, ReceiptsForm
from coopdesk.ui.importing.wizard import ImportWizard
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.wizard import WizardStep
from tests.exchange.tables.workbooks import with_rows
from tests.ui import village
from tests.ui.conftest import AnsweringOpener

SHEETS = Path(__file__).parents[2] / "sheets"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in SHEETS.glob("*.expected.json"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A book with nobody in it."""
    made = village.new_desk(tmp_path / "空.coop")
    yield made
    made.close()


@pytest.fixture
def wizard(desk: Desk, qtbot: QtBot) -> Iterator[ImportWizard]:
    """The wizard over that book, at its first step."""
    shell = Shell(Preferences())
    shell.connect_backend(village.IdleBackend())
    shell.show_book(desk)
    page = PageFrame("成员与股份")
    qtbot.addWidget(page)
    made = ImportWizard(shell, page)
    qtbot.addWidget(made, before_close_func=lambda _wizard: setattr(made.model, "source", None))
    made.prepare()
    made.show()
    yield made
    shell.jobs.close()


def file_of(name: str) -> Path:
    """The workbook or table of that name."""
    return next(path for path in SHEETS.glob(f"{name}.*") if path.suffix != ".json")


def settle(wizard: ImportWizard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not wizard.model.busy, timeout=20_000)


def go_on(wizard: ImportWizard, qtbot: QtBot) -> WizardStep:
    """Press 下一步 once all is read, and wait for what that reads."""
    settle(wizard, qtbot)
    wizard.next()
    settle(wizard, qtbot)
    return wizard._step()


def answer(wizard: ImportWizard, qtbot: QtBot, name: str) -> None:
    """Take the steps up to the checked table, saying what stands in the answers and nothing else."""
    document = json.loads((SHEETS / f"{name}.mapping.json").read_text(encoding="utf-8"))
    answers = read_answers(document)
    wizard.model.open_file(file_of(name))
    assert go_on(wizard, qtbot) is wizard.sheet
    if answers.unit is Unit.HOUSEHOLD:
        wizard.sheet.unit.choose(Unit.HOUSEHOLD)
    assert go_on(wizard, qtbot) is wizard.columns
    step = wizard.columns
    for heading in answers.classes:
        card = step.card_of(heading)
        card.choose(f"class:{step.class_for(card.column)}")
        settle(wizard, qtbot)
    if Field.KIND in answers.defaults:
        step.kind.choose(answers.defaults[Field.KIND])
    if Field.JOINED in answers.defaults:
        step.joined.set_text(answers.defaults[Field.JOINED])
        step.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.rows, step.message.text.text()


@pytest.mark.parametrize("name", NAMES)
def test_a_village_s_own_sheet_goes_in_by_the_wizard_s_steps(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot, name: str
) -> None:
    expected = json.loads((SHEETS / f"{name}.expected.json").read_text(encoding="utf-8"))["expected"]
    answer(wizard, qtbot, name)
    understood = wizard.model.understood
    assert understood.headings is not None
    assert understood.headings.last + 1 == expected["header_row"]
    wanted = [each["cell"] for each in expected["errors"] if each.get("cell")]
    found = [fault.cell for fault in understood.errors if fault.row >= 0 and fault.code != "totals.differ"]
    assert found == wanted
    if not expected["can_post"]:
        assert go_on(wizard, qtbot) is wizard.rows
        assert "没有导入" in wizard.rows.message.text.text()
        assert not desk.members.roll()
        return
    assert go_on(wizard, qtbot) is wizard.book
    wizard.accept()
    qtbot.waitUntil(lambda: wizard.result_value is not None, timeout=20_000)
    assert len(desk.members.roll()) == expected["members"]
    (receipt,) = desk.members.imports()
    assert (receipt.file, receipt.members) == (file_of(name).name, expected["members"])


CLEAN = "01-clean-roll"
BROKEN = "03-broken-numbers"


def text_of(*rows: str) -> str:
    """A table as it is copied from Excel."""
    return "".join("\t".join(row.split()) + "\n" for row in rows)


def to_rows(wizard: ImportWizard, qtbot: QtBot) -> None:
    """On to the checked table, all members being farmers who joined on one day."""
    assert go_on(wizard, qtbot) is wizard.sheet
    assert go_on(wizard, qtbot) is wizard.columns
    wizard.columns.kind.choose("farmer")
    wizard.columns.joined.set_text("20190218")
    wizard.columns.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.rows


def enter(wizard: ImportWizard, qtbot: QtBot) -> None:
    """Go to the last step and import."""
    assert go_on(wizard, qtbot) is wizard.book
    wizard.accept()
    qtbot.waitUntil(lambda: wizard.result_value is not None, timeout=20_000)


def test_what_is_being_entered_can_be_stopped_and_entered_after_all(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard.model.paste(text_of("编号 姓名 股数", "F01 王一 3", "F02 李二 5"))
    to_rows(wizard, qtbot)
    assert go_on(wizard, qtbot) is wizard.book
    let_go, run = threading.Event(), desk.run

    def held_up(command: Command, progress: Progress = unheard) -> Changes:
        let_go.wait(10)
        return run(command, progress)

    monkeypatch.setattr(desk, "run", held_up)
    wizard.accept()
    qtbot.waitUntil(wizard.under_way.stop.isVisible)
    wizard.under_way.stop.click()
    let_go.set()
    qtbot.waitUntil(lambda: bool(wizard.book.message.text.text()), timeout=20_000)
    assert wizard.book.message.text.text() == "已停止，账套没有改动。"
    assert (desk.members.roll(), desk.members.imports(), wizard.result_value) == ([], [], None)
    wizard.accept()
    qtbot.waitUntil(lambda: wizard.result_value is not None, timeout=20_000)
    assert len(desk.members.roll()) == 2


def test_a_copied_table_is_imported_like_a_file(wizard: ImportWizard, desk: Desk, qtbot: QtBot) -> None:
    wizard.model.paste(text_of("编号 姓名 股数", "F01 王一 3", "F02 李二 5"))
    to_rows(wizard, qtbot)
    enter(wizard, qtbot)
    assert [member.name for member in desk.members.roll()] == ["王一", "李二"]


def test_nothing_copied_says_what_to_do(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.model.paste("  ")
    settle(wizard, qtbot)
    assert "复制" in wizard.file.message.text.text()
    assert not wizard.file.isComplete()


def test_a_cell_is_mended_and_a_row_left_out_where_they_stand(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot
) -> None:
    wizard.model.paste(text_of("编号 姓名 股数", "F01 王一 三股半", "F02 李二 5", "F03 张三 很多"))
    to_rows(wizard, qtbot)
    rows = wizard.rows
    assert [line.cell for line in rows.lines.rows] == ["C2", "C4"]
    rows.choose("C2")
    rows.value.set_text("3.5")
    rows.mend.click()
    settle(wizard, qtbot)
    assert [line.cell for line in rows.lines.rows] == ["C4"]
    rows.choose("C4")
    rows.skip.click()
    settle(wizard, qtbot)
    assert rows.lines.rows == []
    enter(wizard, qtbot)
    assert [member.number for member in desk.members.roll()] == ["F01", "F02"]


def test_the_checked_table_is_left_by_tab_and_the_last_mistake_mended_leads_on(
    wizard: ImportWizard, qtbot: QtBot
) -> None:
    wizard.model.paste(text_of("姓名 身份证号 资金股 土地股", "严世 522228195803121012 2 1", "合计 - 2 1"))
    assert go_on(wizard, qtbot) is wizard.sheet
    assert go_on(wizard, qtbot) is wizard.columns
    for heading in ("资金股", "土地股"):
        card = wizard.columns.card_of(heading)
        card.choose(f"class:{wizard.columns.class_for(card.column)}")
        settle(wizard, qtbot)
    wizard.columns.kind.choose("farmer")
    wizard.columns.joined.set_text("20190218")
    wizard.columns.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.rows
    said = wizard.rows.totals_said.text()
    assert said == "资金股合计 2，与各行相符。土地股合计 1，与各行相符。"
    wizard.activateWindow()
    QTest.qWaitForWindowActive(wizard)
    been = []
    for _stop in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        been.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert wizard.rows.value.edit in been
    assert wizard.button(QWizard.WizardButton.NextButton) in been
    wizard.rows.table.view.setFocus()
    wizard.rows.value.set_text("522228195803121011")
    wizard.rows.mend.click()
    settle(wizard, qtbot)
    assert QApplication.focusWidget() is wizard.button(QWizard.WizardButton.NextButton)


def test_the_bad_rows_go_out_as_a_workbook_and_come_back_mended(
    wizard: ImportWizard, qtbot: QtBot, tmp_path: Path, opener: AnsweringOpener
) -> None:
    answer(wizard, qtbot, BROKEN)
    target = tmp_path / "错误.xlsx"
    opener.answers = [target]
    wizard.rows.save.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    bad = {fault.row for fault in wizard.model.understood.errors if fault.row > 2}
    table = read_source(target).tables[0]
    assert table.rows[2][:3] == ("户号", "户主", "居民身份证号")
    assert len(table.rows) == 3 + len(bad)


def test_words_nobody_knows_are_asked_once_each(wizard: ImportWizard, desk: Desk, qtbot: QtBot) -> None:
    wizard.model.paste(text_of("姓名 成员类型 股数", "王一 种植户 3", "李二 种植户 5", "张三 外来投资 2"))
    assert go_on(wizard, qtbot) is wizard.sheet
    assert go_on(wizard, qtbot) is wizard.columns
    wizard.columns.joined.set_text("2019-02-18")
    wizard.columns.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.words
    assert list(wizard.words.choices) == ["种植户", "外来投资"]
    assert "2 行" in wizard.words.choices["种植户"].line.text()
    assert go_on(wizard, qtbot) is wizard.words
    wizard.words.choices["种植户"].choose("farmer")
    wizard.words.choices["外来投资"].choose("other")
    assert go_on(wizard, qtbot) is wizard.rows
    enter(wizard, qtbot)
    assert [member.kind.value for member in desk.members.roll()] == ["farmer", "farmer", "other"]


def test_a_column_is_chosen_by_hand_and_the_next_file_of_the_kind_needs_no_choice(
    wizard: ImportWizard, qtbot: QtBot
) -> None:
    rows = ("编号 姓名 认的数", "F01 王一 3", "F02 李二 5")
    wizard.model.paste(text_of(*rows))
    assert go_on(wizard, qtbot) is wizard.sheet
    assert go_on(wizard, qtbot) is wizard.columns
    wizard.columns.card_of("认的数").choose("shares")
    settle(wizard, qtbot)
    wizard.columns.kind.choose("farmer")
    wizard.columns.joined.set_text("2019-02-18")
    wizard.columns.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.rows
    enter(wizard, qtbot)
    wizard.restart()
    wizard.show()
    wizard.model.paste(text_of(*rows, "F03 张三 1"))
    settle(wizard, qtbot)
    assert wizard.model.remembered
    assert "上次" in wizard.file.message.text.text()
    reading = wizard.model.reading
    assert reading is not None
    assert [column.field for column in reading.columns if column.heading == "认的数"] == [Field.SHARES]


def test_a_total_that_was_typed_is_held_against_the_rows(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.model.paste(text_of("编号 姓名 股数", "F01 王一 3", "F02 李二 5"))
    to_rows(wizard, qtbot)
    wizard.rows.shares.set_text("9")
    wizard.rows.shares.left.emit()
    settle(wizard, qtbot)
    assert go_on(wizard, qtbot) is wizard.rows
    assert "9" in wizard.rows.totals_said.text()
    wizard.rows.shares.set_text("8")
    wizard.rows.shares.left.emit()
    assert go_on(wizard, qtbot) is wizard.book


def test_the_heading_is_another_row_where_a_person_says_so(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.model.paste(text_of("姓名 股数", "姓名 股份", "王一 3"))
    assert go_on(wizard, qtbot) is wizard.sheet
    assert wizard.sheet.table is not None
    wizard.sheet.table.view.put_cursor(1)
    wizard.sheet.take.click()
    settle(wizard, qtbot)
    headings = wizard.model.understood.headings
    assert headings is not None
    assert headings.last == 1


def test_an_import_is_on_record_and_taken_back_as_a_whole(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot
) -> None:
    answer(wizard, qtbot, CLEAN)
    enter(wizard, qtbot)
    form = ReceiptsForm(desk.members.imports())
    qtbot.addWidget(form)
    form.reason.set_text("选错了文件")
    desk.run(form.make())
    assert all(member.is_struck for member in desk.members.roll())
    (receipt,) = desk.members.imports()
    assert receipt.taken_back == "选错了文件"


def test_the_reason_of_an_import_taken_back_is_in_sight_and_the_cursor_on_one_that_stands(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot
) -> None:
    answer(wizard, qtbot, CLEAN)
    enter(wizard, qtbot)
    wizard.restart()
    wizard.show()
    wizard.result_value = None
    wizard.model.paste(text_of("编号 姓名 股数", "Z01 王一 3"))
    to_rows(wizard, qtbot)
    enter(wizard, qtbot)
    desk.run(TakeBackImport(number=2, reason="选错了文件"))
    form = ReceiptsForm(desk.members.imports())
    qtbot.addWidget(form)
    form.show()
    assert form.make().number == 1
    view = form.table.view
    place = [column.key for column in COLUMNS].index("taken_back")
    assert view.model().index(0, place).data() == "选错了文件"
    assert view.columnViewportPosition(place) + view.columnWidth(place) <= view.viewport().width()


def test_stopping_leaves_everything_as_it_was(
    wizard: ImportWizard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(_self: object, _path: Path, progress: Progress = unheard) -> SourceFile:
        while True:
            progress(1, 2)

    monkeypatch.setattr(village.IdleBackend, "read_source", without_end)
    wizard.model.open_file(file_of(CLEAN))
    assert wizard.under_way.isVisible()
    wizard.under_way.stop.click()
    settle(wizard, qtbot)
    assert wizard.model.source is None
    assert not wizard.file.isComplete()


def test_the_form_to_fill_in_is_read_by_the_import_itself(
    wizard: ImportWizard, qtbot: QtBot, tmp_path: Path, opener: AnsweringOpener
) -> None:
    target = tmp_path / "成员填写表.xlsx"
    opener.answers = [target]
    wizard.file.form.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "已写好" in wizard.file.message.text.text(), timeout=10_000)
    wizard.model.open_file(target)
    settle(wizard, qtbot)
    reading = wizard.model.reading
    assert reading is not None
    assert reading.headings.last == 1
    assert len(reading.roll) == 0


def test_a_sheet_without_known_headings_is_explained_by_hand(
    wizard: ImportWizard, desk: Desk, qtbot: QtBot
) -> None:
    wizard.model.paste(text_of("甲栏 乙栏 丙栏", "王一 3 好", "李二 5 好"))
    assert go_on(wizard, qtbot) is wizard.sheet
    assert "找不到表头" in wizard.sheet.message.text.text()
    assert go_on(wizard, qtbot) is wizard.sheet
    assert wizard.sheet.table is not None
    wizard.sheet.table.view.put_cursor(0)
    wizard.sheet.take.click()
    assert go_on(wizard, qtbot) is wizard.columns
    assert "姓名" in wizard.columns.message.text.text()
    wizard.columns.card_of("甲栏").choose("name")
    settle(wizard, qtbot)
    wizard.columns.card_of("乙栏").choose("shares")
    settle(wizard, qtbot)
    wizard.columns.kind.choose("farmer")
    wizard.columns.joined.set_text("2019-02-18")
    wizard.columns.joined.left.emit()
    assert go_on(wizard, qtbot) is wizard.rows
    enter(wizard, qtbot)
    assert [member.name for member in desk.members.roll()] == ["王一", "李二"]


def test_a_hostile_workbook_is_a_sentence_and_the_next_file_goes_on(
    wizard: ImportWizard, qtbot: QtBot, tmp_path: Path
) -> None:
    stray = tmp_path / "名册.xlsx"
    stray.write_bytes(with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    wizard.model.open_file(stray)
    settle(wizard, qtbot)
    assert "XFD1048576" in wizard.file.message.text.text()
    assert not wizard.file.isComplete()
    wizard.model.open_file(file_of(CLEAN))
    assert go_on(wizard, qtbot) is wizard.sheet


def test_a_column_taken_for_another_gives_many_lines_at_once(wizard: ImportWizard, qtbot: QtBot) -> None:
    rows = [f"F{number:04} 王{number:04} 很多" for number in range(1, 3_001)]
    wizard.model.paste(text_of("编号 姓名 股数", *rows))
    to_rows(wizard, qtbot)
    assert wizard.rows.lines.rowCount() == 3_000
    assert "3,000 处" in wizard.rows.message.text.text()
    line = wizard.rows.lines.rows[-1]
    assert (line.cell, line.column, line.value) == ("C3001", "股数", "很多")
