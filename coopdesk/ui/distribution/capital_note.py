"""Shares that count as no capital because nobody entered what a share stands for: told beside the scheme, one click
from where it is entered. Knows no book.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.distribution.uncounted import uncounted_classes
from coopdesk.i18n import _
from coopdesk.ui.distribution.page_words import Situation
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label
from coopdesk.ui.kit.tokens import STEP
from coopdesk.wording import usual_text


class CapitalNote(QWidget):
    """A card that is only there while some shares count as no capital; `go(code)` opens the class of that code."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._shown: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(STEP)
        card = Card(_("没有每股出资额的股份"))
        card.body.addLayout(self._rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.hide()

    def show_classes(self, classes: Sequence[ShareClass], of_loss: bool = False) -> None:
        """Show these, as what bears nothing of a loss or as what is not in the accounts; without any the card goes."""
        shown = (tuple(classes), of_loss)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        for each in classes:
            self._rows.addWidget(label(_words(each, of_loss), wrap=True))
            way = link(_("填写每股出资额"), partial(self._go, each.code))
            way.setAccessibleName(f"{way.text()} {usual_text(each.label)}")
            self._rows.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(classes))


def _words(share_class: ShareClass, of_loss: bool) -> str:
    words = _(
        "“{label}”没有每股出资额，成员持有的这类股份现在不算出资，不计入成员账户。保存草案之前请填写；"
        "确实没有出资的，保存时写明理由。"
    )
    if of_loss:
        words = _(
            "“{label}”没有每股出资额，成员持有的这类股份现在不分担亏损。决议之前请填写；"
            "确实没有出资的，登记决议时写明理由。"
        )
    return words.format(label=usual_text(share_class.label))


class Uncounted:
    """The classes that count as no capital in what is being prepared, figured again only for another situation."""

    def __init__(self) -> None:
        self._of: tuple[Facts, Scheme, Sequence[ShareClass]] | None = None
        self._found: tuple[ShareClass, ...] = ()

    def classes(self, now: Situation) -> Sequence[ShareClass]:
        """None of a year that is resolved; in a loss year those whose shares bear nothing of it."""
        reading = now.reading
        if reading.fixed:
            return ()
        if now.is_loss:
            labels = now.loss.uncounted if now.loss is not None else ()
            return [each for each in reading.classes if each.label in labels]
        if reading.facts is None or now.edit is None:
            return ()
        known, wanted = self._of, (now.edit.scheme, reading.classes)
        if known is None or known[0] is not reading.facts or known[1:] != wanted:
            self._of = (reading.facts, *wanted)
            self._found = uncounted_classes(reading.facts, *wanted)
        return self._found
