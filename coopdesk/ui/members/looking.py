"""What the register is looked at for: shares of one class alone, and the change since another day.

A form that returns a `Look`; the page shows it. Knows no book but for its classes and usual days.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import ChoiceField, DateField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.wording import usual_text

if TYPE_CHECKING:
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.members.page import MembersPage

LOOK = Action("look-at-register", N_("类别与对比"), "Ctrl+L", "", N_("只看一类股份，或与另一天相比列出增减"))

BOOK = Action("operation-book", N_("变动登记簿"), "Ctrl+B", "document", N_("按登记号看全部股份变动"))


@dataclass(frozen=True)
class Look:
    """`share_class` is the class that shows, None for all together; `against` the day compared with."""

    share_class: ShareClass | None = None
    against: date | None = None

    @property
    def words(self) -> str:
        """What it is limited to and compared with, for the state of the page; empty for the whole register."""
        said = []
        if self.share_class is not None:
            said.append(_("只看{label}").format(label=usual_text(self.share_class.label)))
        if self.against is not None:
            said.append(_("与 {day} 相比").format(day=self.against.isoformat()))
        return " · ".join(said)


class LookForm(FormDialog[Look]):
    """Returns a `Look`; begins with the one that shows."""

    def __init__(self, desk: Desk, shown: Look) -> None:
        lead = _("名册里的股数按所选类别显示；填了对比日期，另列自那天以来的增减，退社的人也列出来。")
        super().__init__(_("类别与对比"), _("查看"), lead)
        self._classes = {each.code: each for each in desk.coop.share_classes()}
        chosen = shown.share_class.code if shown.share_class is not None else ""
        known = [(code, usual_text(each.label)) for code, each in self._classes.items()]
        self.share_class: ChoiceField[str] = ChoiceField(
            _("股份类别"), [("", _("全部类别")), *known], chosen=chosen, required=False
        )
        self.against = DateField(_("对比日期"), day=shown.against)
        self.group("", [self.share_class, self.against])

    @property
    def touched(self) -> bool:
        """Nothing is kept, so nothing is lost by closing."""
        return False

    def make(self) -> Look:
        return Look(self._classes.get(self.share_class.value() or ""), self.against.value())


class Looking:
    """Asks a page for what its register is looked at, and shows it in the page's table."""

    def __init__(self, shell: "Shell", page: "MembersPage") -> None:
        self._shell, self._page = shell, page
        self.look = Look()
        for action, slot in ((LOOK, self.ask), (BOOK, self.show_book)):
            actions.key(action, slot, page)
            page.as_at.further.append((action, slot))

    def show_book(self) -> None:
        """变动登记簿: every share operation by number."""
        from coopdesk.ui.members.operations import show_operation_book

        show_operation_book(self._shell, self._page)

    def ask(self) -> None:
        """Ask by the form, and show what was asked for."""
        look = dialogs.ask(LookForm(self._shell.desk, self.look), self._page)
        if look is not None:
            self.show(look)

    def show(self, look: Look) -> None:
        """Show one class, or the change since another day; the column of changes comes and goes with it."""
        page = self._page
        self.look = look
        page.source.share_class = "" if look.share_class is None else look.share_class.code
        page.source.against = look.against
        place = next(n for n, column in enumerate(page.model.columns) if column.key == "change")
        page.table.view.widths.want(place)
        page.table.view.setColumnHidden(place, look.against is None)
        page.table.view.fit()
        page.show_day(page.day)
