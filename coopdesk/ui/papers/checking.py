"""核对分红单: a slip's code scanned or typed, held against the book.

A scanner types like a keyboard and ends with Enter. Under a Chinese input method its letters would begin a composition,
so the field turns the input method off; hints and attributes of Qt do not.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.distribution.papers.slip import SlipFigures
from coopdesk.ui.kit.fields import LineField
from coopdesk.ui.kit.form import FormDialog


class ScanEdit(QLineEdit):
    """A line that takes keys as they come."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)


class SlipCheck(FormDialog[None]):
    """Stays open for one slip after the other; `find` gives the slip of a code or raises what is wrong with it."""

    def __init__(self, find: Callable[[str], SlipFigures]) -> None:
        lead = _("用扫码枪扫分红单上的二维码，或照单子右下角输入八位核对码；以前印的单子也认得。")
        super().__init__(_("核对分红单"), N_("核对"), lead)
        self._find = find
        self.code = LineField(_("扫码或核对码"), str.strip, required=True, edit=ScanEdit())
        self.group("", [self.code])

    @property
    def touched(self) -> bool:
        """Nothing is lost by closing: a code is only looked up."""
        return False

    def try_accept(self) -> None:
        """Say whose slip it is and whether it is as the book has it, and be ready for the next."""
        typed = self.code.text()
        if typed.strip():
            try:
                slip = self._find(typed)
            except DomainError as error:
                self.show_error(error)
            else:
                self.message.say("done", _sentence(slip))
        self.code.edit.selectAll()
        self.code.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """A scanner ends its reading with Enter."""
        if self.focusWidget() is self.code.edit:
            self.try_accept()
        else:
            super()._enter()


def _sentence(slip: SlipFigures) -> str:
    return _("相符：{year} 年度 {number}，{member}，实发 {sum} 元").format(
        year=slip.year, number=slip.number, member=slip.member, sum=format_money(slip.net)
    )
