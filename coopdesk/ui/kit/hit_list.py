"""What was found, hanging under the line in which it is searched; driven by the keys of that line. Knows no book."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from coopdesk.ui.kit import fonts, theme

T = TypeVar("T")
_SHOWN = 8


@dataclass(frozen=True)
class Hit(Generic[T]):
    """Something found: the thing, the words for it, and a quieter detail.

    What is only ``offered`` (a phrase that would take the place of what is typed, a thing to be made) is taken by
    whoever goes down to it, and not by Enter alone.
    """

    thing: T
    text: str
    detail: str = ""
    offered: bool = False


class HitList(QFrame):
    """Hits under a line editor, driven by the editor's keys: Up, Down, Enter, Esc. Sends `chosen(hit)`."""

    chosen = Signal(object)

    def __init__(self, edit: QLineEdit, name: str) -> None:
        super().__init__(edit.window(), Qt.WindowType.ToolTip)
        self.setProperty("role", "popup")
        self._edit = edit
        self._hits: Sequence[Hit[Any]] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._choose())
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.list)
        edit.installEventFilter(self)

    def show_hits(self, hits: Sequence[Hit[Any]], nothing: str = "") -> None:
        """Show these under the editor; without any the words for that, which cannot be chosen, or nothing at all."""
        self._hits = hits[:_SHOWN]
        self.list.clear()
        for hit in self._hits:
            words = f"{hit.text}　{hit.detail}" if hit.detail else hit.text
            fonts.ensure_glyphs(words)
            self.list.addItem(QListWidgetItem(words))
        if nothing and not self._hits:
            said = QListWidgetItem(nothing)
            said.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(said)
        self.list.setCurrentRow(0 if self._hits and not self._hits[0].offered else -1)
        if self.list.count() and self._edit.isVisible():
            self._place()
            self.show()
        else:
            self.hide()

    def take_current(self) -> None:
        """Let the hit under the cursor of the list be the one chosen, and the list go."""
        self._choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.isVisible():
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if move is not None and self._hits:
            self.list.setCurrentRow((self.list.currentRow() + move) % max(self.list.count(), 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _choose(self) -> None:
        place = self.list.currentRow()
        self.hide()
        if 0 <= place < len(self._hits):
            self.chosen.emit(self._hits[place])

    def _place(self) -> None:
        row = theme.current().text_size.scaled(30) + 2
        self.setFixedSize(max(self._edit.width(), 280), row * self.list.count() + 12)
        self.move(self._edit.mapToGlobal(QPoint(0, self._edit.height() + 2)))
