"""退股 while the membership goes on, and 分期认购: shares with the instalments they are paid by."""

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_operations import total
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AddShares, RedeemShares
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.members.fields import CheckedShares, CommandForm, Note
from coopdesk.ui.members.instalment_words import in_yuan
from coopdesk.ui.members.operation_fields import Particulars, TermsGrid
from coopdesk.ui.members.share_fields import (
    check_day,
    check_positive,
    class_field,
    from_to,
    held_of,
    in_shares,
    name_and_number,
    paid_in,
    share_class_of,
)

_POST = Action("post-redemption", N_("确认退股"), "", "check")


class RedeemForm(CommandForm[RedeemShares]):
    """Returns a `RedeemShares` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("{member} 退回一部分股份，仍是成员。退股款分期付的，把各期写在下面；不写则只登记股份。")
        super().__init__(_("退股"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.share_class = class_field(desk, member)
        self.shares = CheckedShares(_("退回股数"), required=True)
        self.shares.rule, self.shares.note = check_positive, self._effect
        self.particulars = Particulars(desk, _("如：退股申请 003"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [member])
        self.terms = TermsGrid(_("退股款分期"))
        self.group("", [self.shares, self.share_class, *self.particulars.fields])
        self.group("", [self.terms])
        self.share_class.changed.connect(lambda: self.shares.text().strip() and self.shares.fits())

    def make(self) -> RedeemShares:
        return RedeemShares(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.particulars.day.value() or self._desk.today,
            shares=self.shares.value() or ZERO,
            share_class=self.share_class.value() or ORDINARY,
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
            terms=self.terms.terms(),
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        held = held_of(self._desk, command.member, command.share_class, command.day)
        rows = [(name_and_number(self._member), from_to(held, -command.shares))]
        if command.terms:
            words = ngettext("分 {n} 期，共 {sum}", "分 {n} 期，共 {sum}", len(command.terms))
            words = words.format(n=len(command.terms), sum=in_yuan(total(command.terms)))
            rows.append((_("退股款"), words))
        sentence = _("登记后不能修改；如有错误，用红字冲销更正。")
        if dialogs.confirm_sheet(self, _("登记退股"), sentence, rows, _POST):
            super().accept()

    def _effect(self, shares: Quantity) -> Note | None:
        code = self.share_class.value() or ORDINARY
        free = self._desk.members.free_shares(
            self._member.number, code, self.particulars.day.value() or self._desk.today
        )
        words = [_("可动用 {free}").format(free=in_shares(free))]
        words.append(paid_in(share_class_of(self._desk, code), shares))
        return Note(mark("，").join(part for part in words if part), warning=shares > free)


class SubscribingForm(CommandForm[AddShares]):
    """Returns an `AddShares` with instalments: shares subscribed now and paid in later."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("{member} 现在认购，出资分期缴。认购的股份当天起算；出资额按实际缴到的计入成员账户。")
        super().__init__(_("分期认购"), _("登记认购"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.share_class = class_field(desk, member)
        self.shares = CheckedShares(_("认购股数"), required=True)
        self.shares.rule, self.shares.note = check_positive, self._effect
        self.particulars = Particulars(desk, _("如：认购协议 008"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [member])
        self.terms = TermsGrid(_("各期出资"), required=True)
        self.group("", [self.shares, self.share_class, *self.particulars.fields])
        self.group("", [self.terms])
        self.share_class.changed.connect(lambda: self.shares.text().strip() and self.shares.fits())

    def make(self) -> AddShares:
        return AddShares(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.particulars.day.value() or self._desk.today,
            shares=self.shares.value() or ZERO,
            share_class=self.share_class.value() or ORDINARY,
            kind=EntryKind.SUBSCRIPTION,
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
            terms=self.terms.terms(),
        )

    def _effect(self, shares: Quantity) -> Note | None:
        return Note(paid_in(share_class_of(self._desk, self.share_class.value() or ORDINARY), shares))
