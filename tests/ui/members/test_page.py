"""成员与股份 as it is read: the register as at any day, one member beside it, the status bar, the clipboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.commands import AddShares, AmendMember
from coopdesk.ui.kit import reading_lane, theme
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener
from tests.ui.members.conftest import MOVED, TODAY


def cell(page: MembersPage, row: int, key: str) -> str:
    return str(page.model.index(row, page.model.column_of(key)).data())


def column(page: MembersPage, key: str) -> list[str]:
    return [cell(page, row, key) for row in range(page.model.rowCount())]


def held(page: MembersPage, number: str) -> str:
    return cell(page, column(page, "number").index(number), "shares")


def entries(page: MembersPage) -> list[tuple[str, ...]]:
    model = page.detail.pane.entries_model
    keys = ("operation", "day", "matter", "document", "change", "balance")
    places = [model.column_of(key) for key in keys]
    return [tuple(str(model.index(row, place).data()) for place in places) for row in range(model.rowCount())]


def test_the_register_stands_as_of_today_with_its_first_member_beside_it(page: MembersPage) -> None:
    assert page.state.text() == "22 名成员，100 股 · 截至 2023-03-01"
    assert column(page, "number")[:4] == ["G01", "C01", "F01", "F02"]
    assert [cell(page, 2, key) for key in ("name", "kind", "group", "shares", "joined")] == [
        "董𠮷",
        "农户",
        "3组",
        "5",
        "2019-02-18",
    ]
    assert page.detail.pane.title.whole == "南岸区供销合作社"


def test_one_member_shows_entries_and_every_year(page: MembersPage) -> None:
    assert page.show_member("F01")
    assert (page.detail.pane.title.whole, page.detail.pane.state.whole) == ("董𠮷", "F01 · 农户 · 5 股 · 3组")
    assert entries(page) == [
        ("3", "2019-02-18", "认购", "入社申请 003", "+8", "8"),
        ("23", "2023-01-20", "转让给 李国华", "转让协议 001", "−3", "5"),
    ]
    years = page.detail.pane.years_model
    assert [years.index(3, place).data() for place in range(7)] == [
        "2019",
        "8",
        "170,000.00",
        "—",
        "170,000.00",
        "2019-12-20",
        "已发放",
    ]
    assert page.detail.pane.sum.text() == "合计 4 年：应发 370,000.00 元，实发 370,000.00 元"


@pytest.mark.parametrize(
    ("typed", "shares", "state"),
    [
        ("20221231", ("8", "6"), "22 名成员，100 股 · 截至 2022-12-31"),
        ("2023.1.19", ("8", "6"), "22 名成员，100 股 · 截至 2023-01-19"),
        ("2023-01-20", ("5", "9"), "22 名成员，100 股 · 截至 2023-01-20"),
    ],
)
def test_the_register_changes_with_the_day(
    qtbot: QtBot, page: MembersPage, typed: str, shares: tuple[str, str], state: str
) -> None:
    page.show_member("F01")
    page.as_at.edit.setFocus()
    page.as_at.edit.selectAll()
    qtbot.keyClicks(page.as_at.edit, typed)
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_Return)
    assert (held(page, "F01"), held(page, "F03")) == shares
    assert page.state.text() == state
    assert page.detail.pane.state.whole.split(" · ")[2] == f"{shares[0]} 股"


def test_before_the_founding_there_is_nobody(page: MembersPage) -> None:
    page.show_day(date(2019, 2, 17))
    assert (page.model.rowCount(), page.state.text()) == (0, "0 名成员，0 股 · 截至 2019-02-17")
    labels = [label.text() for label in page.table.findChildren(QLabel) if label.isVisible()]
    assert "2019-02-17 还没有成员。" in labels
    next(made for made in page.table.findChildren(QPushButton) if made.text() == "看今天").click()
    assert (page.day, page.model.rowCount()) == (TODAY, 22)


def test_entries_after_the_day_are_quiet(page: MembersPage) -> None:
    page.show_member("F01")
    page.show_day(date(2022, 12, 31))
    model = page.detail.pane.entries_model
    inks = [model.index(row, 2).data(Qt.ItemDataRole.ForegroundRole).name() for row in (0, 1)]
    palette = theme.current().palette
    assert inks == [palette.ink.lower(), palette.secondary.lower()]
    assert page.detail.pane.note.text() == "灰色为 2022-12-31 之后的登记"


def test_the_day_steps_with_the_arrow_keys(qtbot: QtBot, page: MembersPage) -> None:
    page.show_day(MOVED)
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_Down)
    assert (page.day, held(page, "F01")) == (date(2023, 1, 19), "8")
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_PageUp)
    assert page.day == date(2023, 2, 18)


def test_the_first_and_the_last_day_of_the_calendar_are_not_passed(qtbot: QtBot, page: MembersPage) -> None:
    page.as_at.show_day(date.max)
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_PageUp)
    assert page.as_at.day == date.max


def test_a_day_that_cannot_be_is_said_in_the_page_and_esc_takes_it_back(
    qtbot: QtBot, page: MembersPage
) -> None:
    page.as_at.edit.setText("2022-02-30")
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_Return)
    assert page.message.isVisible()
    assert "日期不对" in page.message.text.text()
    assert (page.day, page.as_at.edit.property("state")) == (TODAY, "error")
    qtbot.keyClick(page.as_at.edit, Qt.Key.Key_Escape)
    assert (page.as_at.edit.text(), page.as_at.edit.property("state")) == ("2023-03-01", "")
    assert not page.message.isVisible()


def test_the_usual_days_are_today_and_the_record_dates_of_past_years(page: MembersPage) -> None:
    menu = page.as_at.menu()
    assert [entry.text() for entry in menu.actions()][:2] == [
        "今天　2023-03-01",
        "2022 年度股权登记日　2022-12-31",
    ]
    menu.actions()[1].trigger()
    assert page.day == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("key", "typed", "numbers"),
    [
        ("kind", "村", ["C01"]),
        ("kind", "社", ["G01"]),
        ("kind", "不存在", []),
        ("shares", ">=9", ["C01", "F03"]),
        ("name", "𠮷", ["F01"]),
    ],
)
def test_the_filter_row_finds_by_what_the_cells_say(
    qtbot: QtBot, page: MembersPage, key: str, typed: str, numbers: list[str]
) -> None:
    qtbot.keyClick(page.table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.table.view.head.field(key).setText(typed)
    assert column(page, "number") == numbers


def test_a_jump_puts_filter_and_earlier_day_aside(page: MembersPage) -> None:
    page.table.view.start_filtering()
    page.table.view.head.field("kind").setText("村集体")
    page.open_thing("F15")
    assert page.table.current_row().number == "F15"
    page.show_day(date(2019, 1, 1))
    page.open_thing("F07")
    assert (page.day, page.detail.pane.title.whole) == (TODAY, "张桂芳")


def test_a_jump_goes_where_it_should_however_late_the_book_answers(page: MembersPage, desk: Desk) -> None:
    reading_lane.set_patience(0.0)
    page.show_day(date(2019, 1, 1))
    page.table.view.start_filtering()
    page.table.view.head.field("kind").setText("村集体")
    page.open_thing("F15")
    assert page.detail.pane.title.whole == named(desk, "F15")
    while page.is_reading:  # what has come may ask for more
        assert page.settle()
    assert (page.table.current_row().number, page.day) == ("F15", TODAY)
    assert page.detail.pane.title.whole == named(desk, "F15")
    assert page.state.text().startswith("22 名成员")
    page.table.view.put_cursor(2)
    assert page.detail.pane.title.whole == "董𠮷", "the cursor leads again"


def named(desk: Desk, number: str) -> str:
    member = desk.members.get(number)
    assert member is not None
    return member.name


def test_what_the_book_refuses_late_is_said_in_the_page(
    page: MembersPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def gone(_wanted: object) -> None:
        raise EnvironmentFault("book.gone", path="账.coop")

    monkeypatch.setattr(page.source, "view", gone)
    reading_lane.set_patience(0.0)
    page.table.view.sort_by_current(True)
    qtbot.waitUntil(page.message.isVisible)
    assert "账.coop" in page.message.text.text()


def test_a_number_that_is_not_on_the_roll_changes_nothing(page: MembersPage) -> None:
    page.show_member("F01")
    assert not page.show_member("F99")
    assert page.detail.pane.title.whole == "董𠮷"


def test_moving_down_the_table_shows_the_next_member_and_enter_opens_it(
    qtbot: QtBot, page: MembersPage
) -> None:
    page.show_member("F01")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.detail.pane.title.whole == "陈秀兰"
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert page.detail.pane.tabs.tabBar().hasFocus()
    qtbot.keyClick(page.detail.pane.tabs.tabBar(), Qt.Key.Key_Escape)
    assert page.table.view.hasFocus()


def test_other_pages_can_ask_for_a_joining_and_for_what_is_missing(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener
) -> None:
    opener.answers = [None]
    page.open_thing("join")
    qtbot.waitUntil(lambda: bool(opener.asked))
    known = desk.members.get("F09")
    assert known is not None
    desk.run(AmendMember(member=replace(known, account="")))
    opener.answers = [None]
    page.open_thing("edit:F09:account")
    assert page.table.current_row().number == "F09"
    assert page.detail.pane.title.whole == known.name
    qtbot.waitUntil(lambda: len(opener.asked) == 2)
    assert opener.asked[1].cursor_in is opener.asked[1].account


def test_the_selection_is_summed_and_copied_as_cells(qtbot: QtBot, page: MembersPage) -> None:
    page.show_member("F01")
    with qtbot.waitSignal(page.status_changed):
        qtbot.keyClick(page.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.status == "选中 2 行 · 股数合计 11"
    qtbot.keyClick(page.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "编号\t姓名（名称）\t类别\t村组\t股数\t入社日期\n"
        "F01\t董𠮷\t农户\t3组\t5\t2019-02-18\nF02\t陈秀兰\t农户\t3组\t6\t2019-02-18"
    )


def test_what_another_page_changed_is_read_anew_and_the_member_stays(
    qtbot: QtBot, page: MembersPage, desk: Desk
) -> None:
    page.show_member("F02")
    changes = desk.run(AddShares(member="F02", day=TODAY, shares=parse_quantity("1.5")))
    page._shell.changed.emit(changes)
    assert (held(page, "F02"), page.detail.pane.state.whole) == ("7.5", "F02 · 农户 · 7.5 股 · 3组")
    assert page.state.text().startswith("22 名成员，101.5 股")


def test_personal_data_is_whole_only_while_the_eye_is_held(
    qtbot: QtBot, page: MembersPage, desk: Desk
) -> None:
    page.show_member("F01")
    member = desk.members.get("F01")
    assert member is not None
    page.detail.pane.tabs.setCurrentIndex(0)
    facts, eye = page.detail.pane.facts, page.detail.pane.eye

    def shown() -> str:
        return " ".join(target.text() for target, _fact in facts._masked)

    whole = " ".join((member.identity, member.phone, member.account))
    assert "*" in shown()
    qtbot.keyPress(eye, Qt.Key.Key_Space)
    assert shown() == whole
    qtbot.keyRelease(eye, Qt.Key.Key_Space)
    assert whole not in shown()
    assert member.account not in shown()


def test_chosen_columns_are_remembered_and_masked(
    page: MembersPage,
) -> None:
    entry = next(one for one in page.table.columns_menu().actions() if one.text() == "证件号码")
    entry.setChecked(True)
    again = MembersPage(page._shell)
    assert not again.table.view.isColumnHidden(again.model.column_of("identity"))
    assert cell(again, 2, "identity").startswith("500199********")
    again.stop_reading()


def test_the_group_gives_way_where_the_table_is_too_narrow_until_it_is_asked_for(page: MembersPage) -> None:
    table, place = page.table, page.model.column_of("group")
    page.resize(1190, 690)
    QApplication.processEvents()
    assert not table.view.isColumnHidden(place)
    table.view.setFixedWidth(400)
    QApplication.processEvents()
    assert table.view.isColumnHidden(place)
    assert "group" not in table.hidden_columns(), "nobody has hidden it"
    next(one for one in table.columns_menu().actions() if one.text() == "村组").setChecked(True)
    QApplication.processEvents()
    assert not table.view.isColumnHidden(place)


def test_an_empty_book_says_what_belongs_here_and_offers_the_first_step(
    opened: Callable[[Desk], MembersPage], empty_desk: Desk, opener: AnsweringOpener
) -> None:
    page = opened(empty_desk)
    opener.answers = [None]
    steps = [
        made for made in page.table.findChildren(QPushButton) if made.text() == "入社" and made.isVisible()
    ]
    assert page.state.text() == "0 名成员，0 股 · 截至 2023-03-01"
    assert not page.detail.isVisible()
    steps[0].click()
    assert [form.windowTitle() for form in opener.asked] == ["入社"]
