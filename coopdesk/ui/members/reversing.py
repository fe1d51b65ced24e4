"""红字冲销: the form that asks why an entry is taken back, and the sheet with every balance it changes."""

from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import ReverseEntry
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.entries import EntryRow
from coopdesk.ui.members.fields import CommandForm
from coopdesk.ui.members.share_fields import from_to, held_of, in_shares, name_and_number

_POST = Action("post-reversal", N_("确认冲销"), "", "check")
_WIDTH = 560


class ReversalForm(CommandForm[ReverseEntry]):
    """Returns a `ReverseEntry` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member, row: EntryRow) -> None:
        entry = next(
            line.entry.entry
            for line in desk.members.entries(member.number)
            if line.entry.number == row.number
        )
        lead = _("第 {n} 号登记：{day}，{matter}，{shares}").format(
            n=row.number, day=row.day.isoformat(), matter=row.matter, shares=in_shares(entry.shares)
        )
        super().__init__(_("红字冲销"), _("下一步"), lead)
        self._desk = desk
        self._row = row
        self._entry: ShareEntry = entry
        self.reason = TextField(_("冲销原因"), required=True)
        self.reason.wide = True
        self.setMinimumWidth(theme.current().text_size.scaled(_WIDTH))
        self.reason.edit.setPlaceholderText(_("如：股数录错"))
        self.group("", [self.reason])

    def make(self) -> ReverseEntry:
        return ReverseEntry(
            command_id=self.command_id(), entry=self._row.number, reason=self.reason.value() or ""
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        sentence = _("原登记保留并划线，另记一笔相反的登记，日期同为 {day}。").format(
            day=self._row.day.isoformat()
        )
        title = _("冲销第 {n} 号登记").format(n=self._row.number)
        if dialogs.confirm_sheet(self, title, sentence, self._changes(), _POST):
            super().accept()

    def _changes(self) -> list[Change]:
        entry = self._entry
        parties = ((entry.taker, -entry.shares), (entry.giver, entry.shares))
        rows: list[Change] = []
        for number, change in parties:
            member = self._desk.members.get(number) if number is not None else None
            if member is not None:
                held = held_of(self._desk, member.number, entry.share_class, self._desk.today)
                rows.append((_("{member}现有").format(member=name_and_number(member)), from_to(held, change)))
        return [*rows, (_("冲销原因"), self.reason.text().strip())]
