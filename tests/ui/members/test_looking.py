"""类别与对比: the register in the window by one class, and with the change since another day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AddShares, EndMembership
from coopdesk.ui.members.looking import LookForm
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener
from tests.ui.members.conftest import MOVED

LAND = ShareClass("land", "土地股", Money(50_000))


def shown(page: MembersPage) -> dict[str, tuple[int, int]]:
    assert page.settle()
    rows = (page.model.row_at(place) for place in range(page.model.rowCount()))
    return {row.number: (row.shares // SCALE, row.change // SCALE) for row in rows if row is not None}


def change_hidden(page: MembersPage) -> bool:
    place = [column.key for column in page.model.columns].index("change")
    return page.table.view.isColumnHidden(place)


def test_one_class_and_the_change_since_another_day(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    desk.run(DefineShareClass(share_class=LAND))
    desk.run(AddShares(member="F02", day=MOVED, shares=parse_quantity("2"), share_class="land"))
    desk.run(EndMembership(member="F20", day=date(2022, 12, 31), redeem=True))
    page.reload()
    assert change_hidden(page)

    def compare(form: LookForm) -> None:
        form.against.set_text("2022-06-30")

    opener.answers = [compare]
    page.looking.ask()
    rows = shown(page)
    # F01 gave F03 3 shares; F20 has left since and is told of too.
    assert {number: rows[number] for number in ("F01", "F02", "F03", "F20")} == {
        "F01": (5, -3), "F02": (8, 2), "F03": (9, 3), "F20": (0, -2),
    }  # fmt: skip
    assert not change_hidden(page)
    assert "与 2022-06-30 相比" in page.state.text()

    def land(form: LookForm) -> None:
        assert form.against.text() == "2022-06-30"
        form.share_class.choose("land")
        form.against.set_text("")

    opener.answers = [land]
    page.looking.ask()
    rows = shown(page)
    assert (rows["F01"], rows["F02"], "F20" in rows) == ((0, 0), (2, 0), False)
    assert "只看土地股" in page.state.text()
    assert change_hidden(page)


def test_it_is_asked_for_by_keys(page: MembersPage, qtbot: QtBot, opener: AnsweringOpener) -> None:
    asked: list[LookForm] = []
    opener.answers = [asked.append]
    qtbot.keyClick(page.table.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked


def test_both_stand_in_the_menu_of_the_day(page: MembersPage, opener: AnsweringOpener) -> None:
    asked: list[object] = []
    for words in ("类别与对比", "变动登记簿"):
        opener.answers = [asked.append]
        {entry.text(): entry for entry in page.as_at.menu().actions()}[words].trigger()
    assert [type(each).__name__ for each in asked] == ["LookForm", "OperationBook"]
