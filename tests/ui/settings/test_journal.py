"""操作日志 in the settings: who did what when, filtered, paged and exported, and the name that is written there."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import JournalFilter
from coopdesk.services.members.commands import AmendMember
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.settings import journal
from coopdesk.ui.settings.journal import JournalSection, line_text
from coopdesk.wording import act_name, acts
from tests.ui import village
from tests.ui.conftest import AnsweringOpener
from tests.ui.settings.opening import opened, shown


def section(window: MainWindow) -> JournalSection:
    found = shown(window).sections["journal"]
    assert isinstance(found, JournalSection)
    return found


def said(shown_now: JournalSection) -> list[tuple[str, str]]:
    return [(act_name(line.act), line_text(line)) for line in shown_now.model.rows]


def test_every_command_that_can_be_in_a_journal_has_its_words() -> None:
    from coopdesk.services.dispatch import HANDLERS
    from coopdesk.services.journal.kinds import BACKUP, BEFORE, DIRECT, FOUNDED, RESTORED

    kinds = {kind.__name__ for kind in HANDLERS} | {BACKUP, BEFORE, DIRECT, FOUNDED, RESTORED}
    assert kinds == set(acts())
    assert all(act_name(kind) != kind for kind in kinds)


def test_the_newest_act_stands_first_in_plain_words_and_without_personal_numbers(
    window: MainWindow, desk: Desk
) -> None:
    member = desk.members.present()[0]
    desk.run(AmendMember(member=replace(member, phone="13800001234", account="6222000000001234")))
    opened(window, desk, "journal")
    act, content = said(section(window))[0]
    assert act == "修改成员信息"
    assert member.number in content and member.name in content
    everything = " ".join(" ".join(line) for line in said(section(window)))
    assert "13800001234" not in everything and "6222000000001234" not in everything


def test_the_journal_is_filtered_by_act_text_and_day(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    opened(window, desk, "journal")
    now = section(window)
    everything = len(now.model.rows)
    now.kind.choose("RegisterMember")
    qtbot.waitUntil(lambda: len(now.model.rows) < everything)
    assert {act for act, _content in said(now)} == {"入社"}
    number = desk.members.present()[1].number
    now.text.set_text(number)
    qtbot.waitUntil(lambda: len(now.model.rows) == 1)
    now.first.set_text("2099-01-01")
    qtbot.waitUntil(lambda: not now.model.rows)


def test_what_was_done_with_a_plan_is_told_and_found_by_its_year(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    village.whole_year(desk, 2019, "100000", "20000")
    village.whole_year(desk, 2020, "100000", "20000")
    opened(window, desk, "journal")
    now = section(window)
    assert ("登记决议", "2020 年度，决议 1，2021-01-10") in said(now)
    assert ("标记发放", "2019 年度，2020-01-20，现金") in said(now)
    now.kind.choose("MarkPaid")
    now.text.set_text("2019 年度")
    qtbot.waitUntil(lambda: said(now) == [("标记发放", "2019 年度，2020-01-20，现金")])


def test_a_long_journal_is_turned_page_by_page(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PAGE", 2)
    opened(window, desk, "journal")
    now = section(window)
    newest = [line.number for line in now.model.rows]
    now.older()
    assert [line.number for line in now.model.rows] == [number - 2 for number in newest]
    now.newer()
    assert [line.number for line in now.model.rows] == newest


def test_the_name_set_here_stands_with_the_next_act(window: MainWindow, desk: Desk) -> None:
    opened(window, desk, "journal")
    now = section(window)
    now.name.set_text("李会计")
    now.save()
    assert desk.person == "李会计"
    desk.run(AmendMember(member=replace(desk.members.present()[0], group="二组")))
    assert [line.person for line in desk.journal.lines(JournalFilter(), limit=1)] == ["李会计"]


def test_the_journal_is_exported_whole_and_no_cell_is_a_formula(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    desk.run(AmendMember(member=replace(desk.members.present()[0], name="=1+1")))
    opened(window, desk, "journal")
    target = tmp_path / "journal.csv"
    opener.answers.append(target)
    section(window).export()
    settle(window.shell)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == desk.journal.count(JournalFilter()) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
