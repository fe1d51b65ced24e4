"""Text that is shortened: it ends in an ellipsis, is whole in the tooltip, and no number is cut in two.

The label is for names in heads beside buttons, where wrapping would push the page about. Knows no page.
"""

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from coopdesk.ui.kit import room

_FEWEST = "汉字名…"
_DOTS = "…"
_DIGIT = re.compile(r"[0-9]")
_LINES = 2
_NUMBER_AT_END = re.compile(r"[-−+]?[0-9][0-9,.\-]*$")
_NUMBER_GOES_ON = re.compile(r"[0-9,.\-]")


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of the text as fits, with dots where it ends; a number is never cut, for half of it
    could be taken for another."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    if shown == text or not shown.endswith(_DOTS):
        return shown
    kept = shown.removesuffix(_DOTS)
    if _NUMBER_GOES_ON.match(text[len(kept) : len(kept) + 1]):
        kept = _NUMBER_AT_END.sub("", kept)
    return kept.rstrip() + _DOTS


class ShorteningLabel(QLabel):
    """Plain text that is shown as far as it fits; `whole` is all of it, `text()` what stands on the screen."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        shown = self._fitted()
        if shown != self.text():
            super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def _fitted(self) -> str:
        raise NotImplementedError


class ElidingLabel(ShorteningLabel):
    """One line of a name, beside other things."""

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance(_FEWEST)
        return QSize(min(few, self.sizeHint().width()), super().minimumSizeHint().height())

    def _fitted(self) -> str:
        return elided(self._whole, self.fontMetrics(), self.width())


class SentenceLabel(ShorteningLabel):
    """A sentence that is broken into lines, on a low screen into two; more only where a number would be lost."""

    def __init__(self, role: str = "") -> None:
        super().__init__(role)
        self.setWordWrap(True)
        room.changed().changed.connect(self._fit)

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width))
        if room.is_low():
            lines = min(lines, self._wanted(width))
        return lines * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(_FEWEST), self.fontMetrics().lineSpacing())

    def _lines(self, width: int) -> list[str]:
        """The sentence as it breaks in that width."""
        layout = QTextLayout(self._whole, self.font())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            lines.append(self._whole[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return lines

    def _wanted(self, width: int) -> int:
        """So many lines that no number falls behind the dots."""
        lines = self._lines(width)
        for count in range(_LINES, len(lines)):
            if not _DIGIT.search(self._whole, len(self._in_lines(count, width).removesuffix(_DOTS))):
                return count
        return len(lines)

    def _in_lines(self, count: int, width: int) -> str:
        """As much of the sentence as so many lines hold."""
        before = "".join(self._lines(width)[: count - 1])
        return before + elided(self._whole[len(before) :], self.fontMetrics(), width)

    def _fitted(self) -> str:
        width = self.width()
        return self._in_lines(self._wanted(width), width) if room.is_low() else self._whole
