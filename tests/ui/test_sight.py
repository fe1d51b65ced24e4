"""What can be seen on the screen of a village office: 1366 × 768 less the task bar and the frame of the window.

One walk over every page in each type size and language, which finds what is added to it: rows of tables, years and
amounts.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from coopdesk import i18n
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.table_view import TableView
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.main_window import MainWindow
from tests.pictures import books
from tests.ui import sight, walking

Settle = Callable[[Any], None]
CLIENT = (1366, 768 - 48 - 31)
"""What a task bar of Windows 11 and the title leave of the screen."""
ROWS = 8
LOOKS = [
    (TextSize.LARGE, "zh_CN"),
    (TextSize.LARGE, "en"),
    (TextSize.MEDIUM, "zh_CN"),
    (TextSize.SMALL, "en"),
]


@pytest.fixture(params=LOOKS, ids=[f"{size.name.lower()}-{language}" for size, language in LOOKS])
def office(
    request: pytest.FixtureRequest, qapp: QApplication, window: MainWindow, tmp_path: Path, settle: Settle
) -> Iterator[MainWindow]:
    """The window of an office over the sample book: 22 members and a year that is resolved and paid."""
    size, language = request.param
    i18n.set_language(language)
    theme.apply(qapp, Theme.LIGHT, size)
    window.rebuild()
    window.resize(*CLIENT)
    window.shell.show_book(books.sample_desk(tmp_path))
    settle(window.shell)
    yield window
    i18n.set_language("zh_CN")


def few_rows(table: TableView) -> list[str]:
    """That a table has room for fewer rows than it should, told by its name."""
    seen = table.viewport().height() // table.verticalHeader().defaultSectionSize()
    return [] if seen >= ROWS else [f"{table.accessibleName()}: {seen}"]


def test_eight_rows_and_every_year_and_amount_stay_in_sight_on_every_page(
    office: MainWindow, settle: Settle
) -> None:
    amiss: list[str] = []
    tables: set[str] = set()
    for name, page in walking.places(office, settle):
        for _turn in range(4):  # what wraps in one turn makes its neighbour move in the next
            QApplication.processEvents()
        amiss += [f"{name}, {told}" for told in sight.cut_numbers(office)]
        for table in page.findChildren(TableView):
            if table.isVisible():
                tables.add(table.accessibleName())
                amiss += [f"{name}, {told}" for told in few_rows(table)]
    assert amiss == [], "\n".join(amiss)
    assert len(tables) >= 7
