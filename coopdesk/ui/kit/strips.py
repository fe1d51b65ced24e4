"""Strips inside a page: what went wrong or was done, how a figure came about, what the law says beside it.

A message is never a box that must be clicked away: it stands in the page until the next act or until it is closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.i18n import N_, _, join_texts, mark, ngettext
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, clear, label, set_text
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, STEP

_LINES, _LOW_LINES = 3, 2
_CLOSE = Action("close-message", N_("知道了"), "", "close")
_MARKS = {"error": "error", "warning": "warning", "done": "check"}
_COLOURS = {"error": "error", "warning": "warning", "done": "accent"}


Remedy = tuple[Action, Callable[[], object]]
"""What helps against what a message says, and the way to it."""


class MessageStrip(QFrame):
    """One message at the top of a page; `kind` is `error`, `warning` or `done`."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, STEP, STEP, STEP)
        row.setSpacing(SPACE_IN)
        self._mark = QLabel()
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        self._remedies = QHBoxLayout()
        self._remedies.setSpacing(SPACE_IN)
        row.addLayout(self._remedies)
        self.closer = button(_CLOSE, self.hide, "link")
        row.addWidget(self.closer)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        self.hide()

    def say(self, kind: str, text: str, *remedies: "Remedy | None") -> None:
        """Show the message, and tell a screen reader; remedies stand beside it as buttons."""
        # Two hundred names for Python to make, and a start has nothing to say.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        clear(self._remedies)
        for action, slot in filter(None, remedies):
            self._remedies.addWidget(button(action, slot))
        look = theme.current()
        theme.mark(self, role=f"strip-{kind}")
        colour = str(getattr(look.palette, _COLOURS[kind]))
        self._mark.setPixmap(pixmap(_MARKS[kind], colour, look.text_size.scaled(18)))
        set_text(self.text, text)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class ExplanationStrip(QFrame):
    """How a figure came about: caption, one sentence with the numbers, and the source. Sits under a table.

    Its room is kept from the first, so that the table does not jump; on a low screen the three run on in one text.
    """

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setProperty("role", "explanation")
        self.setAccessibleName(_("数字的由来"))
        self._hint = hint
        box = QVBoxLayout(self)
        box.setSpacing(STEP)
        self.whole = label("", wrap=True)
        self.whole.setTextFormat(Qt.TextFormat.RichText)
        self.caption = label("", "strong")
        self.sentence = label("", wrap=True)
        self.source = label("", "muted", wrap=True)
        self._parts = (self.caption, self.sentence, self.source)
        for part in (self.whole, *self._parts):
            part.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.addWidget(part)
        box.addStretch(1)
        self._box = box
        self.clear()
        self._fit()
        for look in (theme.changed(), room.changed()):
            look.changed.connect(self._fit)

    def explain(self, caption: str, sentence: str, source: str = "") -> None:
        """Show how one figure came about."""
        if (caption, sentence, source) == tuple(part.text() for part in self._parts):
            return
        set_text(self.caption, caption)
        set_text(self.sentence, sentence)
        set_text(self.source, source)
        self._show_parts()

    def clear(self) -> None:
        """Say what to do to get an explanation."""
        self.explain("", self._hint)

    def _show_parts(self) -> None:
        low = room.is_low()
        self.whole.setVisible(low)
        for part in self._parts:
            part.setVisible(not low and bool(part.text()))
        from html import escape  # brings the names of two thousand characters, and a start shows no figure

        caption, sentence, source = (escape(part.text()) for part in self._parts)
        led = f"<b>{caption}</b>{mark('：')}" if caption else ""
        quiet = f'<span style="color:{theme.current().palette.secondary}">{source}</span>' if source else ""
        self.whole.setText(join_texts(*filter(None, (led + sentence, quiet))))

    def _fit(self) -> None:
        lines, above = (_LOW_LINES - room.is_lowest(), STEP) if room.is_low() else (_LINES, 12)
        self._box.setContentsMargins(SPACE_CARD, above, SPACE_CARD, above)
        gaps = 0 if room.is_low() else (lines - 1) * STEP
        self.setMinimumHeight(lines * self.caption.sizeHint().height() + 2 * above + gaps)
        self._show_parts()


@dataclass(frozen=True)
class FindingLine:
    """What the law says beside a figure: the sentence, and the article it stands on."""

    text: str
    article: str = ""


class FindingsCard(Card):
    """Findings as warnings beside the figures; hidden without any. `note` says what they mean for going on."""

    def __init__(self, note: str = "") -> None:
        self._has_findings = False
        super().__init__()
        self._note = note
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        self.body.addLayout(self._box)
        self._shown: object = None
        self.show_findings([])

    def setVisible(self, visible: bool) -> None:
        """Show the card, or hide it; one without findings stays hidden whoever asks for it."""
        super().setVisible(visible and self._has_findings)

    def show_findings(self, findings: Sequence[FindingLine]) -> None:
        """Show these; the card hides when there are none."""
        self._has_findings = bool(findings)
        self.setVisible(self._has_findings)
        shown = (tuple(findings), theme.current())
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._box)
        if findings:
            self._box.addWidget(self._head(len(findings)))
        for finding in findings:
            self._box.addWidget(label(finding.text, wrap=True))
            if finding.article:
                self._box.addWidget(label(finding.article, "small", wrap=True))

    def _head(self, count: int) -> QWidget:
        look = theme.current()
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        mark = QLabel()
        mark.setPixmap(pixmap("warning", look.palette.warning, look.text_size.scaled(16)))
        box.addWidget(mark)
        box.addWidget(label(ngettext("提示 {n} 条", "提示 {n} 条", count).format(n=count), "warning"))
        box.addWidget(label(self._note, "muted", wrap=True), 1)
        return row
