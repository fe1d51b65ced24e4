"""The parts of the first start: cards that each lead to a book, the books opened before, and work under way.

They know no book and open nothing; they say what was wanted.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.ui.first_start.recent import RecentBook
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.buttons import button, link
from coopdesk.ui.kit.cards import Card, clear, label, line, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE, STEP


class ThemedIcon(QLabel):
    """An icon of the palette that follows every change of the look; its word stands beside it."""

    def __init__(self, name: str, colour: str, size: int) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        theme.changed().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        look = theme.current()
        colour = str(getattr(look.palette, self._colour))
        self.setPixmap(pixmap(self._name, colour, look.text_size.scaled(self._size)))


class StartCard(Card):
    """One way to a book: what it is, for whom, and the button for it, known by the name of its action."""

    def __init__(
        self, act: Action, sentence: str, word: str, slot: Callable[[], object], kind: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(_(act.text))
        self.body.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        self.button = button(Action(act.name, word, tip=act.text), slot, kind)
        self.button.setAccessibleName(_(act.text))
        left = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(ThemedIcon(act.icon, "accent", 30), 0, left)
        self.body.addSpacing(STEP)
        self.body.addWidget(label(_(act.text), "coop"))
        self.body.addWidget(label(sentence, "muted", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addSpacing(SPACE_CARD)
        self.body.addWidget(self.button, 0, left)


class RecentBooks(Card):
    """The books opened before; `wanted(path)`, `sought(path)` for one that is gone, `dropped(path)`."""

    wanted = Signal(object)
    sought = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("最近打开的账套"))
        self._shown: tuple[RecentBook, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_books(self, books: Sequence[RecentBook]) -> None:
        """Show these; without any the card hides. What is shown already keeps its place under the cursor."""
        if self._shown == tuple(books):
            return
        self._shown = tuple(books)
        clear(self._rows)
        self.setVisible(bool(books))
        for place, book in enumerate(books):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(book))

    def _row(self, book: RecentBook) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(2, 6, 2, 6)
        box.setSpacing(SPACE_IN)
        box.addWidget(
            ThemedIcon("book" if book.there else "warning", "secondary" if book.there else "warning", 18)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role in ((book.path.stem, "strong"), (_where(book), "small")):
            words.addWidget(_eliding(text, role))
        box.addLayout(words, 1)
        for way in self._ways(book):
            box.addWidget(way)
        return row

    def _ways(self, book: RecentBook) -> list[QPushButton]:
        if book.there:
            return [self._way(_("打开"), self.wanted, book.path)]
        return [
            self._way(_("查找"), self.sought, book.path),
            self._way(_("移出列表"), self.dropped, book.path),
        ]

    def _way(self, word: str, signal: SignalInstance, path: Path) -> QPushButton:
        made = link(word, partial(signal.emit, path))
        made.setAccessibleName(f"{word} {path.stem}")
        return made


def _eliding(text: str, role: str) -> ElidingLabel:
    made = ElidingLabel(role)
    set_text(made, text)
    return made


def _where(book: RecentBook) -> str:
    folder = str(book.path.parent)
    if book.there:
        return folder
    return _("不在原处：{folder}。请插上 U 盘、连上网络盘，或查找移到了哪里").format(folder=folder)
