"""A sentence some of whose words can be clicked or reached with Tab, and some of which are bold.

The words carry their meaning alone: a reader hears the plain sentence. Knows no scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel

from coopdesk.ui.kit import fonts, theme


@dataclass(frozen=True)
class Word:
    """A piece of a sentence; `way` is what clicking it means, empty for mere text."""

    text: str
    way: str = ""
    strong: bool = False


class RichLine(QLabel):
    """A wrapping sentence of words; `linkActivated(way)` when one is clicked or Enter pressed on it."""

    def __init__(self, role: str = "", wrap: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self._words: tuple[Word, ...] = ()
        self.hide()
        theme.changed().changed.connect(self._draw)

    @property
    def plain(self) -> str:
        """The sentence as read."""
        return "".join(word.text for word in self._words)

    def say(self, words: Sequence[Word]) -> None:
        """Show these words; without any the line hides."""
        if tuple(words) == self._words:
            return
        self._words = tuple(words)
        fonts.ensure_glyphs(self.plain)
        linked = any(word.way for word in words)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
            if linked
            else flags.NoTextInteraction
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if linked else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.plain)
        self.setVisible(bool(self.plain))
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor stands on a word at once: on the last one where it comes from behind."""
        super().focusInEvent(event)
        self.setSelection(0, 0)  # the word of last time must not be taken for this time's first
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            steps = sum(bool(word.way) for word in self._words)
        else:
            steps = 0 if event.reason() == Qt.FocusReason.MouseFocusReason else 1
        for _step in range(steps):
            self.focusNextPrevChild(True)

    def _draw(self) -> None:
        self.setText("".join(map(_html, self._words)))


def _html(word: Word) -> str:
    text = escape(word.text)
    if word.strong:
        text = f"<b>{text}</b>"
    if not word.way:
        return text
    ink = theme.current().palette.ink
    return f'<a href="{escape(word.way)}" style="color:{ink}; text-decoration:underline">{text}</a>'
