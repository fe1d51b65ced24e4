"""No code on any page or in any dialog: a year whose scheme is all renamed shows its labels and never an id."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Eligible,
    Line,
    Rebate,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution
from coopdesk.services.members.commands import AddShares, RegisterMember
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.table_view import TableView
from tests.ui import village, walking

YEAR = 2022
LABELS = ("甲项积累", "乙项红利", "丙项返还", "丁类股")
CODES = (
    "zzpart", "zzclass", "village_collective", "supply_coop", "farmer", "trade_amount", "account_total", "land_mu",
    "record_date", "largest_remainder", "ART20", "ART44", "subscription", "allotment",
)  # fmt: skip
SETTINGS_CODES = "settings"
"""The page on which a class shows its code on purpose: it is defined there."""


def scheme(desk: Desk) -> Scheme:
    """Every kind of part, each under a code nobody could take for a word."""
    shares = Basis("shares", classes=("zzclass",))
    line = Line("zzpart2", LABELS[1], Rest(), shares)
    farmers = Eligible(kinds=frozenset({MemberKind.FARMER}))
    return Scheme(
        ((line,),),
        appropriations=(Appropriation("zzpart1", LABELS[0], rate=Quantity(100_000)),),
        rebates=(Rebate("zzpart3", LABELS[2], "C01", ("zzpart2",), farmers, Basis("equal")),),
        withholding=(Withholding(("zzpart2",), Quantity(200_000), farmers),),
    )


@pytest.fixture
def renamed(tmp_path: Path) -> Iterator[Desk]:
    """A co-op whose shares are of a class of its own, with the year's figures."""
    desk = village.village(tmp_path / "林阁.coop")
    desk.run(DefineShareClass(share_class=ShareClass("zzclass", LABELS[3], Money(10_000))))
    for number in ("C01", "F01", "F02"):
        desk.run(
            AddShares(
                day=village.FOUNDED,
                member=number,
                shares=parse_quantity("4"),
                share_class="zzclass",
                document="申请",
            )
        )
    member = Member("G01", "南岸区供销合作社", MemberKind.SUPPLY_COOP, village.FOUNDED)
    desk.run(RegisterMember(member=member, shares=parse_quantity("1"), document="申请"))
    village.enter_year(desk, YEAR, "250000", "50000")
    yield desk


def shown(root: QWidget) -> Iterator[str]:
    """Every text that shows in `root`, stands in a table of it, or is said of it to who cannot see."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        elif isinstance(widget, TableView):
            yield from _cells(widget)


def _cells(view: TableView) -> Iterator[str]:
    model = view.table_model
    for column in range(model.columnCount(QModelIndex())):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(min(model.rowCount(QModelIndex()), 50)):
            yield str(model.data(model.index(row, column)) or "")


def codes_in(root: QWidget) -> list[str]:
    return [text for text in shown(root) if any(code.lower() in text.lower() for code in CODES)]


@pytest.mark.parametrize("state", ["draft", "resolved"])
def test_no_page_and_no_dialog_shows_a_code(
    state: str, window: MainWindow, renamed: Desk, settle: Callable[[Any], None]
) -> None:
    day = date(YEAR, 12, 31)
    drafted = DraftDistribution(year=YEAR, record_date=day, scheme=scheme(renamed))
    plan_id = int(renamed.run(drafted).reference)
    if state == "resolved":
        village.resolve_year(renamed, plan_id, YEAR, members=4)
    window.shell.show_book(renamed)
    window.shell.set_year(YEAR)
    found: list[str] = []
    seen: list[str] = []
    for name, page in walking.places(window, settle):
        seen += shown(page)
        if not name.startswith(SETTINGS_CODES):
            found += [f"{name}: {text}" for text in codes_in(page)]
    assert found == []
    assert [label for label in LABELS if not any(label in text for text in seen)] == []


def test_the_looking_itself_finds_a_code(window: MainWindow) -> None:
    window.setToolTip("减：zzpart1")
    assert codes_in(window) == ["减：zzpart1"]
