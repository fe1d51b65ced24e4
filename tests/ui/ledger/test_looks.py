"""The page of vouchers in every look: names for who listens, an order for Tab, nothing cut, every amount whole."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from coopdesk import i18n
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.pictures import ledger_scenes
from tests.ui import audit, cut_numbers, walking

Settle = Callable[[Any], None]
CLIENT = (1366, 768 - 48 - 31)
STATES = (
    ledger_scenes.typed,
    ledger_scenes.balanced,
    lambda window: ledger_scenes.ledger(window).open_thing("vouchers:v3"),
    lambda window: ledger_scenes.ledger(window).open_thing("vouchers:v8"),
    lambda window: ledger_scenes.ledger(window).open_thing("vouchers:d1"),
    lambda window: ledger_scenes.pane(window)._to_list(),
)


@pytest.mark.parametrize(
    ("size", "language"),
    [(TextSize.SMALL, "zh_CN"), (TextSize.MEDIUM, "en"), (TextSize.LARGE, "zh_CN"), (TextSize.LARGE, "en")],
)
def test_every_state_can_be_read_heard_and_reached(
    qapp: QApplication, window: MainWindow, kept: Desk, settle: Settle, size: TextSize, language: str
) -> None:
    i18n.set_language(language)
    try:
        theme.apply(qapp, Theme.LIGHT, size)
        window.rebuild()
        window.resize(*CLIENT)
        window.shell.show_book(kept)
        window.shell.set_year(2023)
        window.open_page("ledger")
        settle(window.shell)
        amiss: list[str] = []
        with dialogs.use(walking.InspectingOpener(lambda _dialog: None)):
            for place, state in enumerate(STATES):
                state(window)
                settle(window.shell)
                for _turn in range(4):
                    QApplication.processEvents()
                page = ledger_scenes.ledger(window)
                told = [*audit.faults(page), *cut_numbers.cut_numbers(page)]
                amiss += [f"{place}: {each}" for each in told]
        assert amiss == [], "\n".join(amiss)
    finally:
        i18n.set_language("zh_CN")
