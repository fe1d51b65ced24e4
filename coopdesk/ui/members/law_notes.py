"""法规提示: a button that says how many rules of the law the roll does not keep, and tells each with its article."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from coopdesk.domain.members.composition import RollFinding
from coopdesk.i18n import N_, _, ngettext
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, room
from coopdesk.ui.kit.page import PageFrame

FINDINGS = Action(
    "roll-findings", N_("法规提示"), "Ctrl+Shift+L", "warning", N_("成员名册不合法律要求的地方")
)
_UNDERSTOOD = Action("findings-read", N_("知道了"))


class LawNotes(QObject):
    """What the law asks of the roll shown on a page and it does not keep."""

    def __init__(self, page: PageFrame) -> None:
        super().__init__(page)
        self._page = page
        self._day: date | None = None
        self._findings: Sequence[RollFinding] = ()
        self.button = page.add_action(FINDINGS, self.tell)
        self.button.hide()
        self._words = ""
        room.changed().changed.connect(self._fit)

    def show(self, day: date, findings: Sequence[RollFinding]) -> None:
        """Say how many there are on that day; the button is gone for a roll that keeps the law."""
        self._day, self._findings = day, findings
        count = len(findings)
        self._words = ngettext("法规提示 {n} 条", "法规提示 {n} 条", count).format(n=count)
        self.button.setAccessibleName(self._words)
        self.button.setVisible(bool(findings))
        self._fit()

    def _fit(self) -> None:
        """On a low screen the sentence beside the title needs the room."""
        short = _("提示 {n}").format(n=len(self._findings))
        self.button.setText(short if room.is_low() else self._words)

    def tell(self) -> None:
        """Each with its article, on a sheet of its own."""
        from coopdesk.wording import roll_article, roll_sentence

        if self._day is None or not self._findings:
            return
        told = [(roll_article(each), roll_sentence(each)) for each in self._findings]
        sentence = _("截至 {day} 的成员名册：").format(day=self._day.isoformat())
        dialogs.tell(self._page, _(FINDINGS.text), sentence, told, _UNDERSTOOD)
