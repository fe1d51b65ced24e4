"""红字冲销: the form that asks why an operation is taken back, and the sheet with every balance it changes."""

from itertools import islice

from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import ReverseOperation
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.entries import EntryRow
from coopdesk.ui.members.fields import CommandForm
from coopdesk.ui.members.share_fields import from_to, held_of, in_shares, name_and_number

_POST = Action("post-reversal", N_("确认冲销"), "", "check")
_WIDTH = 560
_SHOWN = 6
"""So many holdings are told one by one."""


class ReversalForm(CommandForm[ReverseOperation]):
    """Returns a `ReverseOperation` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member, row: EntryRow) -> None:
        operation = desk.members.operation(row.operation)
        self._entries = [item.entry for item in operation.entries if item.is_live] if operation else []
        shares = in_shares(Quantity(abs(row.change)))
        lead = _("第 {n} 号登记：{day}，{matter}，{shares}").format(
            n=row.operation, day=row.day.isoformat(), matter=row.matter, shares=shares
        )
        if len(self._entries) > 1:
            lead += _("；这一号共 {count} 笔，一起冲销").format(count=len(self._entries))
        super().__init__(_("红字冲销"), _("下一步"), lead)
        self._desk = desk
        self._row = row
        self.reason = TextField(_("冲销原因"), required=True)
        self.reason.wide = True
        self.setMinimumWidth(theme.current().text_size.scaled(_WIDTH))
        self.reason.edit.setPlaceholderText(_("如：股数录错"))
        self.group("", [self.reason])

    def make(self) -> ReverseOperation:
        return ReverseOperation(
            command_id=self.command_id(), operation=self._row.operation, reason=self.reason.value() or ""
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        sentence = _("原登记保留并划线，另记一笔相反的登记，日期同为 {day}。").format(
            day=self._row.day.isoformat()
        )
        title = _("冲销第 {n} 号登记").format(n=self._row.operation)
        if dialogs.confirm_sheet(self, title, sentence, self._changes(), _POST):
            super().accept()

    def _changes(self) -> list[Change]:
        changes: dict[tuple[str, str], int] = {}
        for entry in self._entries:
            for number, change in ((entry.taker, -entry.shares), (entry.giver, entry.shares)):
                if number is not None:
                    key = (number, entry.share_class)
                    changes[key] = changes.get(key, 0) + change
        rows = [
            self._change(number, code, change) for (number, code), change in islice(changes.items(), _SHOWN)
        ]
        if len(changes) > _SHOWN:
            rows.append((_("还有"), _("{n} 项持股同样改回").format(n=f"{len(changes) - _SHOWN:,}")))
        return [*rows, (_("冲销原因"), self.reason.text().strip())]

    def _change(self, number: str, code: str, change: int) -> Change:
        member = self._desk.members.get(number)
        who = name_and_number(member) if member is not None else number
        held = held_of(self._desk, number, code, self._desk.today)
        return _("{member}现有").format(member=who), from_to(held, change)
