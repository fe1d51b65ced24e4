"""The home page in the real window: what it shows, where it leads by keyboard, and that nothing is cut off."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import CloseLossYear, DraftDistribution
from coopdesk.services.members.commands import AmendMember
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.home import words
from coopdesk.ui.home.page import HomePage
from coopdesk.ui.home.step_lists import Stages
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.settings.page import SettingsPage
from tests.ui import audit, cut_numbers, village
from tests.ui.conftest import AnsweringOpener


def shown(window: MainWindow, desk: Desk) -> HomePage:
    window.shell.show_book(desk)
    page = window.page("home")
    assert isinstance(page, HomePage)
    QApplication.processEvents()
    return page


def texts(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def primary(page: HomePage) -> QPushButton:
    (button,) = [button for button in page.steps.values() if button.isVisibleTo(page)]
    return button


def test_the_page_opens_with_the_book_and_shows_the_newest_distributed_year(
    window: MainWindow, desk: Desk
) -> None:
    village.whole_year(desk, 2019, "100000", "20000")
    page = shown(window, desk)
    assert window.open_key == "home"
    assert page.state.text() == "2019 年度 · 分红已于2020年1月20日发放"
    assert {"8,000.00", "80,000.00", "3 / 10"} <= set(texts(page))
    assert primary(page).text() == "转到下一年度"
    primary(page).click()
    assert page.state.text() == "2020 年度 · 本年盈余尚未录入"


def test_another_year_shows_its_own_state_and_step(window: MainWindow, desk: Desk) -> None:
    village.whole_year(desk, 2019, "100000", "20000")
    page = shown(window, desk)
    window.shell.set_year(2020)
    assert page.state.text() == "2020 年度 · 本年盈余尚未录入"
    assert primary(page).text() == "录入本年盈余"
    assert window.top.year.currentText() == "2020 年度"


def test_the_year_box_says_how_far_each_year_is(
    window: MainWindow, desk: Desk, settle: Callable[[Any], None]
) -> None:
    village.whole_year(desk, 2019, "100000", "20000")
    village.enter_year(desk, 2020, "0", "500")
    closing = Resolution("1", date(2021, 1, 10), members=3, present=3, votes_for=3)
    desk.run(CloseLossYear(year=2020, record_date=date(2020, 12, 31), resolution=closing))
    village.enter_year(desk, 2021, "90000", "0")
    page = shown(window, desk)

    def said() -> list[str]:
        box = window.top.year
        return [box.itemText(place) for place in range(box.count())]

    before = ["2023 年度", "2022 年度", "2021 年度", "2020 年度 亏损已处理", "2019 年度 已发放"]
    assert said() == before
    facts = desk.distribution.facts(2021, date(2021, 12, 31))
    scheme = desk.distribution.scheme_from(desk.distribution.templates()[0], facts)
    window.shell.run(DraftDistribution(year=2021, record_date=facts.record_date, scheme=scheme), page)
    settle(window.shell)
    assert said() == [*before[:2], "2021 年度 草案", *before[3:]]


def test_an_empty_book_shows_the_road_and_its_first_step_works(window: MainWindow, tmp_path: Any) -> None:
    page = shown(window, village.new_desk(tmp_path / "新.coop"))
    assert "从这里开始" in texts(page)
    assert "每股分红（农户）" not in texts(page)
    primary(page).click()
    assert window.open_key == "settings"


def test_a_task_leads_to_the_page_and_section_that_settle_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = shown(window, desk)
    ways = {button.accessibleName(): button for button in page.todos.findChildren(QPushButton)}
    assert list(ways) == [
        "录入 2023 年度盈余尚未录入",
        "补录 1 名成员缺银行账号：F02",
        "补录 3 名成员缺证件号码：C01、F01、F02",
        "备份 账套还没有备份过",
    ]
    backup = ways["备份 账套还没有备份过"]
    backup.setFocus()
    qtbot.keyClick(backup, Qt.Key.Key_Return)
    assert window.open_key == "settings"
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    assert settings.open_key == "backup"


def test_a_missing_account_is_one_click_from_its_field(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    shown(window, desk)
    opener.answers = [None]
    (destination,) = (
        words.task_words(task, 2020)[2] for task in desk.home(2020).tasks if task.kind == "missing_account"
    )
    window.shell.go(destination.page, destination.act)
    assert window.open_key == "members"
    row = window.page("members").table.current_row()  # type: ignore[attr-defined]  # the members page's own table
    assert row.number == "F02"
    qtbot.waitUntil(lambda: bool(opener.asked))
    assert opener.asked[0].cursor_in is opener.asked[0].account


def test_a_command_elsewhere_is_shown_here_at_once(
    window: MainWindow, desk: Desk, settle: Callable[[Any], None]
) -> None:
    page = shown(window, desk)
    assert window.state.page.text() == "共 4 件待办"
    member = desk.members.get("F02")
    assert member is not None
    amended = AmendMember(member=type(member)(**{**_fields(member), "account": "6299990000000002"}))
    window.shell.run(amended, page)
    settle(window.shell)
    assert window.state.page.text() == "共 3 件待办"
    assert not [text for text in texts(page) if "缺银行账号" in text]


def _fields(member: Any) -> dict[str, Any]:
    return {name: getattr(member, name) for name in member.__dataclass_fields__}


def test_the_chart_says_its_figures_to_a_screen_reader(window: MainWindow, desk: Desk) -> None:
    village.whole_year(desk, 2019, "100000", "20000")
    village.whole_year(desk, 2021, "100000", "60000")
    page = shown(window, desk)
    assert page.chart.accessibleDescription() == "2019 8,000.00；2020 —；2021 4,000.00"


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("state", ["empty", "figures", "paid", "large"])
def test_nothing_is_cut_off_nameless_or_out_of_order(
    window: MainWindow, desk: Desk, tmp_path: Any, qapp: Any, size: TextSize, state: str
) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    if state == "figures":
        village.enter_year(desk, 2023, "1234567890.12", "246913578.01")
    if state == "paid":
        village.whole_year(desk, 2019, "100000", "20000")
    if state == "large":
        village.whole_year(desk, 2019, "1358024680", "123456789.12")
        village.whole_year(desk, 2020, "2358024680", "123456789.12")
    window.rebuild()
    shown(window, village.new_desk(tmp_path / "新.coop") if state == "empty" else desk)
    assert (window.width(), window.height()) == (1366, 768)
    assert audit.faults(window) == []


def test_the_sum_a_step_came_to_is_broken_into_lines_and_not_cut(qapp: QApplication) -> None:
    stages = Stages()
    stages.show_stages([words.Stage("Resolution on the loss", "Carried forward −28,250.32", done=True)])
    stages.resize(300, stages.heightForWidth(300))
    stages.show()
    qapp.processEvents()
    assert cut_numbers.cut_numbers(stages) == []
