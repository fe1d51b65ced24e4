"""A field that finds one of many things by what is typed of it: a member by name, number or initials.

How to search is given as a function, so the field knows no book; what was found hangs under the field as a list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.fields import LineField, T

_SHOWN = 8


@dataclass(frozen=True)
class Hit(Generic[T]):
    """Something found: the thing, the words for it, and a quieter detail."""

    thing: T
    text: str
    detail: str = ""


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

    def show_hits(self, hits: Sequence[Hit[Any]]) -> None:
        """Show these under the editor; without any the list closes."""
        self._hits = hits[:_SHOWN]
        self.list.clear()
        for hit in self._hits:
            words = f"{hit.text}　{hit.detail}" if hit.detail else hit.text
            fonts.ensure_glyphs(words)
            self.list.addItem(QListWidgetItem(words))
        self.list.setCurrentRow(0)
        if self._hits and self._edit.isVisible():
            self._place()
            self.show()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.isVisible():
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if move is not None:
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
        self.setFixedSize(max(self._edit.width(), 280), row * len(self._hits) + 12)
        self.move(self._edit.mapToGlobal(QPoint(0, self._edit.height() + 2)))


class FindField(LineField[T]):
    """A field whose value is one of many things; `search` gives hits for what was typed, best first."""

    def __init__(
        self,
        title: str,
        search: Callable[[str], Sequence[Hit[T]]],
        *,
        required: bool = False,
        hint: str = "",
        chosen: Hit[T] | None = None,
    ) -> None:
        super().__init__(title, self._thing, required=required, hint=hint, text="" if chosen is None else chosen.text)
        self._search = search
        self._chosen = chosen
        self._list: HitList | None = None
        self.edit.setPlaceholderText(_("姓名、编号或拼音首字母"))
        self.edit.textEdited.connect(self._look)

    def take(self, hit: Hit[T]) -> None:
        """Let this be the thing."""
        self._chosen = hit
        self.set_text(hit.text)
        self.fits()

    def _look(self, typed: str) -> None:
        self._chosen = None
        if self._list is None:
            self._list = HitList(self.edit, self.title)
            self._list.chosen.connect(self.take)
        self._list.show_hits(self._search(typed) if typed.strip() else ())

    def _thing(self, typed: str) -> T:
        if self._chosen is not None and self._chosen.text == typed:
            return self._chosen.thing
        hits = self._search(typed)
        exact = [hit for hit in hits if hit.text == typed] or (list(hits) if len(hits) == 1 else [])
        if len(exact) != 1:
            raise DomainError("field.not_found", value=typed)
        self._chosen = exact[0]
        return exact[0].thing

    def tidy(self, value: T) -> None:
        if self._chosen is not None and self.text() != self._chosen.text:
            self.set_text(self._chosen.text)


MemberField = FindField
