"""增股: the form for more shares of a member, by subscription or allotment."""

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.i18n import _, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AddShares
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.fields import CheckedDate, CheckedShares, CommandForm, Note
from coopdesk.ui.members.share_fields import (
    begin_like,
    check_day,
    check_positive,
    class_field,
    from_to,
    held_of,
    kind_field,
    member_field,
    members_of,
    paid_in,
    share_class_of,
)


class AddingForm(CommandForm[AddShares]):
    """Returns an `AddShares`; under the shares stand the balance before and after and the contribution in yuan.

    After `before` it begins with that one's kind, class and day, and asks for the next member.
    """

    can_go_on = True

    def __init__(self, desk: Desk, member: Member | None, before: "AddingForm | None" = None) -> None:
        super().__init__(_("增股"), _("登记增股"))
        self._desk = desk
        self.member = member_field(_("成员"), desk, member)
        self.kind = kind_field((EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT))
        self.shares = CheckedShares(_("增加股数"), required=True)
        self.shares.rule = check_positive
        self.shares.note = self._effect
        self.share_class = class_field(desk, member)
        self.day = CheckedDate(_("登记日期"), required=True, day=desk.today)
        self.day.rule = lambda day: check_day(desk, day, members_of(desk, self.member))
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：增股申请 005"))
        self.remark = TextField(_("备注"))
        self.remark.wide = True
        self.group(
            "",
            [self.member, self.shares, self.share_class, self.kind, self.day, self.document, self.remark],
        )
        if before is not None:
            begin_like(before, self)
        self.cursor_in = self.shares if member is not None else self.member
        for field in (self.member, self.share_class, self.day):
            field.changed.connect(self._say_effect)

    def make(self) -> AddShares:
        return AddShares(
            command_id=self.command_id(),
            member=self.member.value() or "",
            day=self.day.value() or self._desk.today,
            shares=self.shares.value() or ZERO,
            share_class=self.share_class.value() or ORDINARY,
            kind=self.kind.value() or EntryKind.SUBSCRIPTION,
            document=self.document.value() or "",
            note=self.remark.value() or "",
        )

    def _effect(self, shares: Quantity) -> Note | None:
        code = self.share_class.value() or ORDINARY
        words = [paid_in(share_class_of(self._desk, code), shares)]
        for member in members_of(self._desk, self.member):
            held = held_of(self._desk, member.number, code, self.day.value() or self._desk.today)
            words.insert(0, from_to(held, shares))
        return Note(mark("，").join(part for part in words if part))

    def _say_effect(self) -> None:
        if self.shares.text().strip():
            self.shares.fits()
