"""继承: what a member holds goes to one or several heirs in one operation; a sheet shows every balance before."""

from collections.abc import Mapping

from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_operations import Matter, inheritance
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import InheritShares
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.members.fields import CheckedShares, CommandForm
from coopdesk.ui.members.operation_fields import HeirsGrid, Particulars
from coopdesk.ui.members.share_fields import (
    check_day,
    check_positive,
    from_to,
    held_of,
    in_shares,
    name_and_number,
)
from coopdesk.wording import usual_text

_POST = Action("post-inheritance", N_("确认登记"), "", "check")
_ALL = ""


class InheritForm(CommandForm[InheritShares]):
    """Returns an `InheritShares` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _(
            "{member} 的股份由继承人继承，登记为一笔；除不尽的尾数归最后一位，一股不留。份额都不填为平均分。"
        )
        super().__init__(_("继承"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self._labels = {each.code: usual_text(each.label) for each in desk.coop.share_classes()}
        held = [
            (each.code, usual_text(each.label))
            for each, _shares in desk.members.holdings(member.number, desk.today)
        ]
        self.share_class = ChoiceField(_("股份类别"), [(_ALL, _("全部类别")), *held])
        self.shares = CheckedShares(_("股数"), hint=_("留空为全部"))
        self.shares.rule = check_positive
        self.heirs = HeirsGrid(desk, lambda: member.number)
        self.particulars = Particulars(desk, _("如：公证书 012、继承协议"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [member])
        self.group("", [self.share_class, self.shares, *self.particulars.fields])
        self.group("", [self.heirs])
        self.cursor_in = self.heirs
        self.share_class.changed.connect(self._class_chosen)
        self._class_chosen()

    def make(self) -> InheritShares:
        code = self.share_class.value() or _ALL
        return InheritShares(
            command_id=self.command_id(),
            giver=self._member.number,
            day=self.particulars.day.value() or self._desk.today,
            heirs=self.heirs.heirs(),
            share_class=code,
            shares=self.shares.value(),
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        sentence = _("登记后不能修改；如有错误，用红字冲销整笔更正。")
        if dialogs.confirm_sheet(self, _("登记继承"), sentence, self._changes(command), _POST):
            super().accept()

    def _changes(self, command: InheritShares) -> list[Change]:
        entries = inheritance(command.giver, self._estate(command), command.heirs, Matter(command.day))
        changes: dict[tuple[str, str], int] = {}
        for entry in entries:
            for number, change in ((entry.giver, -entry.shares), (entry.taker, entry.shares)):
                if number is not None:
                    key = (number, entry.share_class)
                    changes[key] = changes.get(key, 0) + change
        return [self._change(number, code, change, command) for (number, code), change in changes.items()]

    def _change(self, number: str, code: str, change: int, command: InheritShares) -> Change:
        member = self._desk.members.get(number)
        who = name_and_number(member) if member is not None else number
        if len(self._labels) > 1:
            who += f"{mark('（')}{self._labels.get(code, code)}{mark('）')}"
        return who, from_to(held_of(self._desk, number, code, command.day), change)

    def _estate(self, command: InheritShares) -> Mapping[str, Quantity]:
        if command.shares is not None and command.share_class:
            return {command.share_class: command.shares}
        held = self._desk.members.holdings(command.giver, command.day)
        wanted = [each.code for each, _shares in held if command.share_class in (_ALL, each.code)]
        free = {code: self._desk.members.free_shares(command.giver, code, command.day) for code in wanted}
        return {code: shares for code, shares in free.items() if shares}

    def _class_chosen(self) -> None:
        code = self.share_class.value() or _ALL
        free = self._desk.members.free_shares(self._member.number, code, self._desk.today) if code else None
        words = "" if free is None else _("最多 {free}").format(free=in_shares(free))
        self.shares.edit.setPlaceholderText(words)
