"""What can be seen on the screen of a village office: 1366 × 768 less the task bar and the frame of the window.

One walk over every page in each type size and language, which finds what is added to it: rows of tables, years and
amounts.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from coopdesk import i18n
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import UndoPayment
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.dialogs import CANCEL, LEAVE, ChangesSheet
from coopdesk.ui.kit.table_view import TableView
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.pictures import books
from tests.ui import cut_numbers, walking

Settle = Callable[[Any], None]
Book = Callable[[Path], Desk]
Office = Callable[[TextSize, str, Book], MainWindow]
CLIENT = (1366, 768 - 48 - 31)
"""What a task bar of Windows 11 and the title leave of the screen."""
SCREEN = QRect(0, 0, 1366, 728)
"""What a task bar leaves of the screen."""
TITLE = 31
ROWS = 8
LOOKS = [
    (TextSize.LARGE, "zh_CN", books.crowded_desk),
    (TextSize.LARGE, "en", books.drafted_desk),
    (TextSize.MEDIUM, "zh_CN", books.crowded_desk),
    (TextSize.SMALL, "en", books.drafted_desk),
]


@pytest.fixture(scope="module")
def kept_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each book lies once it was made, to be copied."""
    return tmp_path_factory.mktemp("books")


@pytest.fixture
def office_of(
    qapp: QApplication, window: MainWindow, tmp_path: Path, settle: Settle, kept_books: Path
) -> Iterator[Office]:
    """The window of an office over a book whose year 2022 is resolved."""

    def opened(size: TextSize, language: str, book: Book) -> MainWindow:
        i18n.set_language(language)
        theme.apply(qapp, Theme.LIGHT, size)
        window.rebuild()
        window.resize(*CLIENT)
        book(kept_books).close()
        shutil.copytree(kept_books, tmp_path / "books")
        window.shell.show_book(book(tmp_path / "books"))
        window.shell.set_year(2022)
        settle(window.shell)
        return window

    yield opened
    i18n.set_language("zh_CN")


def come_to_rest() -> None:
    """What wraps in one turn makes its neighbour move in the next."""
    for _turn in range(4):
        QApplication.processEvents()


def few_rows(table: TableView) -> list[str]:
    """That fewer rows of a table are in sight than should be without scrolling the page, told by its name."""
    seen = (
        table.viewport().visibleRegion().boundingRect().height()
        // table.verticalHeader().defaultSectionSize()
    )
    return [] if seen >= ROWS else [f"{table.accessibleName()}: {seen}"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "language", "book"),
    LOOKS,
    ids=[f"{one[0].name.lower()}-{one[1]}-{one[2].__name__}" for one in LOOKS],
)
def test_eight_rows_and_every_year_and_amount_stay_in_sight_on_every_page(
    office_of: Office, settle: Settle, size: TextSize, language: str, book: Book
) -> None:
    office = office_of(size, language, book)
    amiss: list[str] = []
    tables: set[str] = set()
    for name, page in walking.places(office, settle):
        come_to_rest()
        amiss += [f"{name}, {told}" for told in cut_numbers.cut_numbers(office)]
        for table in page.findChildren(TableView):
            if table.isVisible():
                tables.add(table.accessibleName())
                amiss += [f"{name}, {told}" for told in few_rows(table)]
    assert amiss == [], "\n".join(amiss)
    assert len(tables) >= 7


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_eight_lines_of_the_journal_stay_in_sight_beside_the_longest_one_told_whole(
    office_of: Office, settle: Settle, language: str
) -> None:
    office = office_of(TextSize.LARGE, language, books.drafted_desk)
    reason = "上一年度多提了公积金，" * 40
    desk = office.shell.desk
    plan = desk.distribution.plan(2022)
    assert plan is not None
    desk.run(UndoPayment(plan_id=plan.plan_id, reason=reason))
    office.open_page("settings", "journal")
    settle(office.shell)
    (table,) = (each for each in office.page("settings").findChildren(TableView) if each.isVisible())
    table.setCurrentIndex(table.model().index(0, 2))
    come_to_rest()
    told = next(each for each in office.findChildren(QLabel) if each.isVisible() and reason in each.text())
    assert told.visibleRegion().boundingRect().height() >= 2 * told.fontMetrics().lineSpacing()
    assert few_rows(table) == []
    around = (each for each in office.page("settings").findChildren(QScrollArea) if each.isAncestorOf(table))
    assert [each.verticalScrollBar().maximum() for each in around] == [0]


def off_the_screen(dialog: QWidget) -> list[str]:
    """What of a dialog would not be on the screen: its size, a button of its own that is not whole."""
    come_to_rest()
    size, name = dialog.size(), type(dialog).__name__
    amiss = []
    if size.width() > SCREEN.width() or size.height() + TITLE > SCREEN.height():
        amiss.append(f"{name}: {size.width()} × {size.height()}")
    for made in dialog.findChildren(QAbstractButton):
        if made.isVisible() and not scrolled(made) and not whole(made):
            amiss.append(f"{name}: {made.text()}")
    return amiss


def scrolled(widget: QWidget) -> bool:
    """Whether a widget lies in something that scrolls."""
    holder = widget.parentWidget()
    return holder is not None and (isinstance(holder, QScrollArea) or scrolled(holder))


def whole(widget: QWidget) -> bool:
    """Whether all of a widget is in sight."""
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.fixture
def low_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "on_screen", lambda _dialog: SCREEN)


@pytest.mark.parametrize(("year", "language"), [(2023, "en"), (2022, "zh_CN")])
def test_every_dialog_is_on_the_screen_with_its_buttons_in_the_largest_type(
    office_of: Office,
    low_screen: None,
    settle: Settle,
    year: int,
    language: str,
) -> None:
    window = office_of(TextSize.LARGE, language, books.drafted_desk)
    window.shell.set_year(year)
    settle(window.shell)
    amiss: list[str] = []
    seen = walking.walk_dialogs(window, settle, lambda dialog: amiss.extend(off_the_screen(dialog)))
    assert amiss == [], "\n".join(amiss)
    assert {"JoiningForm", "AmendingForm", "TransferForm", "ClassForm"} <= set(seen)


def test_a_group_left_out_of_the_headline_is_asked_about_under_the_table(
    office_of: Office, settle: Settle
) -> None:
    window = office_of(TextSize.LARGE, "zh_CN", books.crowded_desk)
    window.open_page("distribution", "scheme")
    page = window.page("distribution")
    assert isinstance(page, DistributionPage)
    settle(window.shell)
    results = page.right.results
    shown = [block.caption.text() for block in results.headline.blocks if block.isVisible()]
    assert shown == ["农户每股所得", "结转下年"]
    results.groups.linkActivated.emit("farmer")
    assert results.strip.caption.text().startswith("农户合计")
    assert results.strip.whole.isVisible()
    come_to_rest()
    assert cut_numbers.cut_numbers(page) == []


def test_a_sheet_of_many_long_lines_scrolls_between_its_sentence_and_its_buttons(
    qapp: QApplication, low_screen: None
) -> None:
    theme.apply(qapp, Theme.LIGHT, TextSize.LARGE)
    changes = [(f"第 {n} 项", f"{books.LARGE_NAME} 987,654,321.98") for n in range(40)]
    sheet = ChangesSheet(None, "登记决议", "下面这些定下来。", changes, LEAVE, CANCEL)
    sheet.show()
    assert off_the_screen(sheet) == []
    assert cut_numbers.cut_numbers(sheet) == []
    sheet.hide()
    qapp.processEvents()
