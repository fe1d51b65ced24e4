"""Lists of steps: from an empty book to its first slips, and how far a year's distribution is.

What is done has a tick, what is next stands out. Both read steps as data and know no book.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.ui.home.first_steps import StartStep
from coopdesk.ui.home.words import Destination, Stage
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label, line
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN


class StartSteps(QWidget):
    """The steps of a new book on one card at the top of the page; `follow(destination)` takes the next one."""

    def __init__(self, follow: Callable[[Destination], object]) -> None:
        super().__init__()
        self._follow = follow
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card(_("从这里开始"))
        lead = _("登记成员之后，这里显示每股分红、盈余、股份和接下来要做的事。到第一张分红单要走五步：")
        card.body.addWidget(label(lead, "muted", wrap=True))
        card.body.addSpacing(SPACE_IN)
        card.body.addLayout(self._rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)

    def show_steps(self, steps: Sequence[StartStep]) -> None:
        """Show these steps, the first that is not done as the next."""
        clear(self._rows)
        ahead = next((place for place, step in enumerate(steps) if not step.done), len(steps))
        for place, step in enumerate(steps):
            self._rows.addWidget(line())
            self._rows.addWidget(self._row(place, step, place == ahead))

    def _row(self, place: int, step: StartStep, is_next: bool) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(2, SPACE_IN, 2, SPACE_IN)
        grid.setHorizontalSpacing(SPACE_CARD)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_mark(place, step.done, is_next), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(step.title, _role(step.done, is_next)), 0, 1)
        grid.addWidget(label(step.detail, "small", wrap=True), 1, 1)
        if is_next:
            go = link(step.word, partial(self._follow, step.destination))
            go.setAccessibleName(f"{step.word} {step.title}")
            grid.addWidget(go, 0, 2, 2, 1)
        return row


class Stages(QWidget):
    """The stages of a year's distribution in small rows, each with what it yielded."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show how far the year is."""
        clear(self._rows)
        ahead = next((place for place, stage in enumerate(stages) if not stage.done), len(stages))
        for place, stage in enumerate(stages):
            self._rows.addWidget(self._row(place, stage, place == ahead))

    def _row(self, place: int, stage: Stage, is_next: bool) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(2, 5, 2, 5)
        grid.setHorizontalSpacing(SPACE_IN)
        grid.setColumnStretch(2, 1)
        note = label(stage.note, "muted", wrap=True)  # in lines rather than cut: there may be a sum in it
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(_mark(place, stage.done, is_next), 0, 0)
        grid.addWidget(label(stage.title, "strong" if is_next else "" if stage.done else "muted"), 0, 1)
        grid.addWidget(note, 0, 2)
        return row


def _role(done: bool, is_next: bool) -> str:
    return "strong" if is_next else "muted" if done else ""


def _mark(place: int, done: bool, is_next: bool) -> QLabel:
    look = theme.current()
    if not done:
        made = label(str(place + 1), "strong" if is_next else "muted")
    else:
        made = QLabel()
        made.setPixmap(pixmap("check", look.palette.accent, look.text_size.scaled(16)))
        made.setAccessibleName(_("已完成"))
    made.setFixedWidth(look.text_size.scaled(20))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
