"""增股: the form for more shares of a member, by subscription or allotment."""

from coopdesk.domain.member import Member
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.domain.share_register import ORDINARY, EntryKind
from coopdesk.i18n import _, mark
from coopdesk.services.commands import AddShares
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.fields import CommandForm, Note, RuledShares
from coopdesk.ui.members.share_fields import (
    check_positive,
    class_field,
    entry_day_field,
    from_to,
    held_of,
    kind_field,
    named,
    paid_in,
    share_class_of,
)


class AddingForm(CommandForm[AddShares]):
    """Returns an `AddShares`; under the shares stand the balance before and after and the contribution in yuan."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(_("增股"), _("登记增股"), _("成员 {member}").format(member=named(member)))
        self._desk = desk
        self._member = member
        self.kind = kind_field((EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT))
        self.shares = RuledShares(_("增加股数"), required=True)
        self.shares.rule = check_positive
        self.shares.note = self._effect
        self.share_class = class_field(desk)
        self.day = entry_day_field(desk, [member])
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：增股申请 005"))
        self.remark = TextField(_("备注"))
        self.group("", [self.shares, self.share_class, self.kind, self.day, self.document, self.remark])
        for field in (self.share_class, self.day):
            field.changed.connect(self._say_effect)

    def make(self) -> AddShares:
        return AddShares(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            shares=self.shares.value() or ZERO,
            share_class=self.share_class.value() or ORDINARY,
            kind=self.kind.value() or EntryKind.SUBSCRIPTION,
            document=self.document.value() or "",
            note=self.remark.value() or "",
        )

    def _effect(self, shares: Quantity) -> Note | None:
        code = self.share_class.value() or ORDINARY
        held = held_of(self._desk, self._member.number, code, self.day.value() or self._desk.today)
        words = [from_to(held, shares), paid_in(share_class_of(self._desk, code), shares)]
        return Note(mark("，").join(part for part in words if part))

    def _say_effect(self) -> None:
        if self.shares.text().strip():
            self.shares.fits()
