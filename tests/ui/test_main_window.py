"""The frame around the pages, on the real sample book: keys, search, year, and reading anew from what changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.bootstrap import open_desk, sample_desk
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_
from coopdesk.services.command import Changes, Topic
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.ui.frame.actions import page_shortcut
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import audit


class ProbePage(PageFrame):
    """A page that counts how often it was read, and says what it was asked to open."""

    def __init__(self, shell: Shell, title: str, topics: frozenset[Topic]) -> None:
        super().__init__(title)
        self.topics = topics
        self.shell = shell
        self.read = 0
        self.read_when_stopped: list[bool] = []
        self.opened: list[str] = []
        self.fails: DomainError | None = None
        self.body.addWidget(QPushButton(title))

    def reload(self) -> None:
        self.read += 1
        if self.fails is not None:
            raise self.fails

    def open_thing(self, reference: str) -> None:
        self.opened.append(reference)

    def stop_reading(self) -> None:
        self.read_when_stopped.append(self.shell.has_book and bool(self.shell.desk.coop.years()))


SPECS = (
    PageSpec("home", N_("首页"), "home", lambda shell: ProbePage(shell, "首页", frozenset({Topic.COOP}))),
    PageSpec(
        "members", N_("成员与股份"), "members", lambda s: ProbePage(s, "成员", frozenset({Topic.MEMBERS}))
    ),
    PageSpec("settings", N_("设置"), "settings", lambda s: ProbePage(s, "设置", frozenset()), apart=True),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("book") / "linge.coop"
    sample_desk(place).close()
    return place


@pytest.fixture
def window(qtbot: QtBot, sample: Path, tmp_path: Path) -> Iterator[MainWindow]:
    shell = Shell(Preferences())
    made = MainWindow(shell, SPECS, lambda s: ProbePage(s, "打开账套", frozenset()))
    shell.setParent(made)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    shell.show_book(open_desk(copyfile(sample, tmp_path / "linge.coop")))
    qtbot.wait(1)
    yield made
    shell.close()


def probe(window: MainWindow, key: str) -> ProbePage:
    page = window.page(key)
    assert isinstance(page, ProbePage)
    return page


def test_the_bars_say_whose_book_it_is(window: MainWindow) -> None:
    coop = window.shell.desk.coop.details()
    assert coop is not None
    assert window.top.coop.whole == coop.name
    assert window.top.badge.text() == "示例账套"
    assert window.top.year.currentText() == "2022 年度 已发放"
    assert window.shell.year == 2022
    assert window.state.backup.text() == "尚未备份"
    assert window.open_key == "home"


def test_a_book_that_is_thrown_away_at_the_end_says_so_beside_its_name(
    window: MainWindow, sample: Path, tmp_path: Path
) -> None:
    with paths.home_at(tmp_path / "thrown-away"):
        paths.default_books_dir().mkdir(parents=True)
        copy = copyfile(sample, paths.default_books_dir() / "临时账套·linge.coop")
        window.shell.show_opened(open_desk(copy), copy)
        assert window.top.badge.text() == "临时账套"
        assert "关闭后即删除" in window.top.badge.toolTip()
        other = copyfile(sample, tmp_path / "本社.coop")
        window.shell.show_opened(open_desk(other), other)
        assert window.top.badge.text() == "示例账套"


def test_alt_and_a_number_open_pages_and_the_cursor_starts_in_them(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.open_key == "members"
    assert window.navigation.buttons["members"].isChecked()
    members = window.page("members")
    qtbot.waitUntil(lambda: (focus := QApplication.focusWidget()) is not None and members.isAncestorOf(focus))
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.open_key == "settings"


TWELVE = tuple(
    PageSpec(f"page{n}", N_("首页"), "home", lambda shell: ProbePage(shell, "首页", frozenset()))
    for n in range(1, 13)
)


def test_each_of_twelve_pages_has_keys_that_its_button_names(
    qtbot: QtBot, sample: Path, tmp_path: Path
) -> None:
    shell = Shell(Preferences())
    window = MainWindow(shell, TWELVE, lambda s: ProbePage(s, "打开账套", frozenset()))
    shell.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    shell.show_book(open_desk(copyfile(sample, tmp_path / "linge.coop")))
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    keys = [
        ("Alt+9", alt, 9),
        ("Alt+0", alt, 10),
        ("Ctrl+1", ctrl, 11),
        ("Ctrl+2", ctrl, 12),
        ("Alt+1", alt, 1),
    ]
    for words, modifier, place in keys:
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + int(words[-1])), modifier)
        assert window.open_key == f"page{place}"
        assert window.navigation.buttons[window.open_key].toolTip() == f"首页 ({words})"
    assert len({page_shortcut(place) for place in range(1, 20)} - {""}) == 19
    assert page_shortcut(20) == page_shortcut(0) == ""
    shell.close()


def test_the_navigation_is_worked_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    members = window.navigation.buttons["members"]
    members.setFocus()
    qtbot.keyClick(members, Qt.Key.Key_Space)
    assert window.open_key == "members"


def test_a_page_is_read_only_when_it_is_looked_at(window: MainWindow) -> None:
    home, members = probe(window, "home"), probe(window, "members")
    assert (home.read, members.read) == (1, 0)
    window.open_page("members")
    window.open_page("home")
    assert (home.read, members.read) == (1, 1)


def test_pages_are_read_anew_from_what_a_command_changed(qtbot: QtBot, window: MainWindow, settle) -> None:
    window.open_page("members")
    window.open_page("home")
    home, members = probe(window, "home"), probe(window, "members")
    coop = window.shell.desk.coop.details()
    assert coop is not None
    done: list[Changes] = []
    window.shell.run(SetUpCoop(details=replace(coop, name="新名字合作社")), home, done.append)
    settle(window.shell)
    assert window.top.coop.whole == "新名字合作社"
    assert done[0].topics == {Topic.COOP}
    assert (home.read, members.read) == (2, 1)
    assert window.state.saved.text().startswith("● 已保存")
    window.shell.changed.emit(Changes(frozenset({Topic.MEMBERS})))
    assert members.read == 1
    window.open_page("members")
    assert members.read == 2


def test_a_refused_command_is_said_in_its_page(qtbot: QtBot, window: MainWindow, settle) -> None:
    home = probe(window, "home")
    coop = window.shell.desk.coop.details()
    assert coop is not None
    window.shell.run(SetUpCoop(details=replace(coop, name="")), home)
    settle(window.shell)
    assert home.message.isVisible()
    assert home.read == 1


def test_what_cannot_be_read_is_said_in_the_page(window: MainWindow) -> None:
    members = probe(window, "members")
    members.fails = DomainError("plan.not_approved", year=2019)
    window.open_page("members")
    assert members.message.isVisible()


def test_a_page_reads_no_more_before_it_or_its_book_goes(window: MainWindow) -> None:
    before = probe(window, "home")
    window.rebuild()
    again = probe(window, "home")
    window.shell.close_book()
    assert (before.read_when_stopped, again.read_when_stopped) == ([True], [True]), "the book was still open"


def test_another_year_has_the_pages_read_anew(qtbot: QtBot, window: MainWindow) -> None:
    home = probe(window, "home")
    window.top.year.setFocus()
    qtbot.keyClick(window.top.year, Qt.Key.Key_Down)
    assert window.shell.year == 2021
    assert home.read == 2
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert home.read == 3


def test_ctrl_k_jumps_to_a_member_by_name(qtbot: QtBot, window: MainWindow, type_text) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.top.search.hasFocus()
    name = window.shell.desk.members.present()[2].name
    type_text(window.top.search, name)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.open_key == "members"
    assert probe(window, "members").opened == [window.shell.desk.members.present()[2].number]
    assert window.top.search.text() == ""


def test_search_that_finds_nothing_goes_nowhere_and_esc_closes_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.top.start_search()
    qtbot.keyClicks(window.top.search, "zzzzzz")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.open_key == "home"
    window.top.search.clear()
    qtbot.keyClicks(window.top.search, "F0")
    hits = window.top._hits
    assert hits is not None and hits.isVisible()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert not hits.isVisible()


def test_a_page_may_send_the_reader_to_another(window: MainWindow) -> None:
    window.shell.go("members", "F01")
    assert probe(window, "members").opened == ["F01"]
    window.open_page("no such page")
    assert window.open_key == "members"


def test_only_the_open_page_speaks_in_the_status_bar(window: MainWindow) -> None:
    window.open_page("members")
    probe(window, "members").set_status("选中 1 行")
    probe(window, "home").set_status("共 4 件待办")
    assert window.state.page.text() == "选中 1 行"
    window.open_page("home")
    assert window.state.page.text() == "共 4 件待办"


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("look", list(Theme))
def test_the_frame_passes_the_audit(
    qapp: QApplication, window: MainWindow, size: TextSize, look: Theme
) -> None:
    theme.apply(qapp, look, size)
    window.resize(1366, 768)
    assert audit.faults(window) == []


def test_without_a_book_only_the_doors_show(qtbot: QtBot) -> None:
    shell = Shell(Preferences())
    made = MainWindow(shell, SPECS, lambda s: ProbePage(s, "打开账套", frozenset()))
    shell.setParent(made)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
    made.show_welcome()
    assert not made.navigation.isVisible()
    made.open_page("home")
    assert made.open_key == ""
    with pytest.raises(LookupError):
        _ = shell.desk
    with pytest.raises(LookupError):
        _ = shell.backend


def test_closing_keeps_the_place_and_lets_the_book_go(window: MainWindow) -> None:
    window.close()
    assert Preferences.load().geometry == window.shell.preferences.geometry != b""
    assert not window.shell.has_book
