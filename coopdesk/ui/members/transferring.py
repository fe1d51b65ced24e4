"""转让, 继承, 赠与: shares go to another member; a sheet shows both balances before the entry is made."""

from datetime import date

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.i18n import N_, _, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import TransferShares
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.fields import CheckedDate, CheckedShares, CommandForm, Note
from coopdesk.ui.members.share_fields import (
    begin_like,
    check_day,
    check_positive,
    class_field,
    from_to,
    held_of,
    in_shares,
    kind_field,
    member_field,
    members_of,
    name_and_number,
    share_class_of,
)
from coopdesk.wording import entry_kind_name, usual_text

_KINDS = (EntryKind.TRANSFER, EntryKind.INHERITANCE, EntryKind.GIFT)
_PARTIES = {
    EntryKind.TRANSFER: (N_("转让人 {member}"), N_("受让人 {member}")),
    EntryKind.INHERITANCE: (N_("被继承人 {member}"), N_("继承人 {member}")),
    EntryKind.GIFT: (N_("赠与人 {member}"), N_("受赠人 {member}")),
}
_SAID = {
    EntryKind.TRANSFER: N_("转让已登记，第 {n} 号"),
    EntryKind.INHERITANCE: N_("继承已登记，第 {n} 号"),
    EntryKind.GIFT: N_("赠与已登记，第 {n} 号"),
}
_POST = Action("post-transfer", N_("确认登记"), "", "check")


class TransferForm(CommandForm[TransferShares]):
    """Returns a `TransferShares` once the sheet was accepted.

    After `before` it begins with that one's kind, class and day, and asks for the next giver.
    """

    can_go_on = True

    def __init__(self, desk: Desk, giver: Member | None, before: "TransferForm | None" = None) -> None:
        super().__init__(_("转让、继承、赠与"), _("下一步"))
        self._desk = desk
        self.giver = member_field(_("原持有人"), desk, giver)
        self.taker = member_field(_("归谁"), desk, None, but=lambda: self.giver.value() or "")
        self.kind = kind_field(_KINDS)
        self.shares = CheckedShares(_("股数"), required=True)
        self.share_class = class_field(desk, giver)
        self.day = CheckedDate(_("登记日期"), required=True, day=desk.today)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：转让协议 001、公证书"))
        self.remark = TextField(_("备注"))
        self.remark.wide = True
        self.day.rule = self._may_enter
        self.shares.rule = self._covered
        self.shares.note = self._left_over
        self.group(
            "",
            [
                self.giver,
                self.taker,
                self.kind,
                self.shares,
                self.share_class,
                self.day,
                self.document,
                self.remark,
            ],
        )
        if before is not None:
            begin_like(before, self)
        self.cursor_in = self.taker if giver is not None else self.giver
        for field in (self.giver, self.share_class, self.day):
            field.changed.connect(self._say_left_over)
        self._say_free()

    @property
    def said(self) -> str:
        """What is said once it is registered, `{n}` for the number of the entry."""
        return _(_SAID[self.kind.value() or EntryKind.TRANSFER])

    def make(self) -> TransferShares:
        return TransferShares(
            command_id=self.command_id(),
            giver=self.giver.value() or "",
            taker=self.taker.value() or "",
            day=self._on(),
            shares=self.shares.value() or ZERO,
            share_class=self._code(),
            kind=self.kind.value() or EntryKind.TRANSFER,
            document=self.document.value() or "",
            note=self.remark.value() or "",
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        giver, taker = members_of(self._desk, self.giver, self.taker)
        sentence = _("登记后不能修改；如有错误，用红字冲销更正。")
        title = _("登记{kind}").format(kind=entry_kind_name(command.kind))
        if dialogs.confirm_sheet(self, title, sentence, self._changes(command, giver, taker), _POST):
            super().accept()

    def _changes(self, command: TransferShares, giver: Member, taker: Member) -> list[Change]:
        code, day, shares = command.share_class, command.day, command.shares
        from_whom, to_whom = _PARTIES[command.kind]
        share_class = share_class_of(self._desk, code)
        label = f"{mark('（')}{usual_text(share_class.label)}{mark('）')}" if share_class is not None else ""
        given = held_of(self._desk, giver.number, code, day)
        taken = held_of(self._desk, taker.number, code, day)
        rows = [
            (_(from_whom).format(member=name_and_number(giver)), from_to(given, -shares)),
            (_(to_whom).format(member=name_and_number(taker)), from_to(taken, shares)),
            (_("股数"), in_shares(shares) + label),
            (_("登记日期"), day.isoformat()),
        ]
        return [*rows, (_("凭据"), command.document)] if command.document else rows

    def _code(self) -> str:
        return self.share_class.value() or ORDINARY

    def _on(self) -> date:
        return self.day.value() or self._desk.today

    def _free(self) -> Quantity | None:
        """What the giver may give; None while nobody is chosen."""
        giver = self.giver.value()
        return None if not giver else self._desk.members.free_shares(giver, self._code(), self._on())

    def _may_enter(self, day: date) -> None:
        check_day(self._desk, day, members_of(self._desk, self.giver, self.taker))

    def _covered(self, shares: Quantity) -> None:
        check_positive(shares)
        free = self._free()
        if free is not None and shares > free:
            said = {"member": self.giver.value(), "day": self._on(), "held": free}
            raise DomainError("register.not_covered", label=self.share_class.text(), **said)

    def _left_over(self, shares: Quantity) -> Note | None:
        free = self._free()
        if free is None:
            return None
        left = in_shares(Quantity(free - shares))
        return Note(_("可动用 {free}，登记后余 {left}").format(free=in_shares(free), left=left))

    def _say_left_over(self) -> None:
        if self.shares.text().strip():
            self.shares.fits()
        else:
            self._say_free()

    def _say_free(self) -> None:
        free = self._free()
        words = "" if free is None else _("最多 {free}").format(free=in_shares(free))
        self.shares.edit.setPlaceholderText(words)
