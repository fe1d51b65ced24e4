"""入社: the form for a new member, with the shares taken on joining."""

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import RegisterMember
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.fields import CheckedShares, CheckedText, Note
from coopdesk.ui.members.member_form import MemberForm
from coopdesk.ui.members.share_fields import class_field, kind_field, paid_in, share_class_of


class JoiningForm(MemberForm[RegisterMember]):
    """Returns a `RegisterMember`. The number of the kind's series is proposed until one is typed.

    After `before` it begins with that one's kind, group, day of joining, bank and class of shares.
    """

    can_go_on = True

    def __init__(self, desk: Desk, before: "JoiningForm | None" = None) -> None:
        lead = _("登记新成员和首次认购的股份；股数留空则只入社。")
        super().__init__(desk, _("入社"), _("登记入社"), lead, None)
        self._proposed = desk.members.next_number(MemberKind.FARMER)
        self.number_field = CheckedText(_("编号"), required=True, text=self._proposed)
        self.number_field.rule = self._free
        self.shares = CheckedShares(_("股数"))
        self.shares.rule = self._not_negative
        self.shares.note = self._contribution
        self.share_class = class_field(desk)
        self.share_class.changed.connect(self._say_contribution)
        self.entry_kind = kind_field((EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT))
        self.document = TextField(_("凭据"), text="")
        self.document.edit.setPlaceholderText(_("如：入社申请 003"))
        self.group(
            _("成员"),
            [
                self.name,
                self.kind,
                self.number_field,
                self.member_group,
                self.paper,
                self.identity,
                self.joined,
                self.role,
            ],
        )
        self.group(_("联系与收款"), self.personal())
        self.group(_("入社手续"), self.entry())
        self.group(_("首次认股"), [self.shares, self.share_class, self.entry_kind, self.document])

        if before is not None:
            self._begin_like(before)

    def _begin_like(self, before: "JoiningForm") -> None:
        for mine, kept in (
            (self.kind, before.kind),
            (self.share_class, before.share_class),
            (self.entry_kind, before.entry_kind),
        ):
            mine.box.setCurrentIndex(kept.box.currentIndex())
        self.member_group.set_text(before.member_group.text())
        self.joined.set_text(before.joined.text())
        self.bank.set_text(before.bank.text())
        self.resolution.set_text(before.resolution.text())
        self.resolution_day.set_text(before.resolution_day.text())

    @property
    def number(self) -> str:
        return self.number_field.text().strip()

    def make(self) -> RegisterMember:
        return RegisterMember(
            command_id=self.command_id(),
            member=self.member(),
            shares=self.shares.value() or ZERO,
            share_class=self.share_class.value() or ORDINARY,
            kind=self.entry_kind.value() or EntryKind.SUBSCRIPTION,
            document=self.document.value() or "",
        )

    def _free(self, number: str) -> None:
        if self.desk.members.get(number) is not None:
            raise DomainError("member.number_taken", number=number)

    def _not_negative(self, shares: Quantity) -> None:
        if shares < 0:
            raise DomainError("register.shares_not_positive", shares=shares)

    def _contribution(self, shares: Quantity) -> Note | None:
        return Note(paid_in(share_class_of(self.desk, self.share_class.value() or ORDINARY), shares))

    def _say_contribution(self) -> None:
        if self.shares.text().strip():
            self.shares.fits()

    def _kind_changed(self) -> None:
        super()._kind_changed()
        kind = self.kind.value()
        if kind is not None and self.number == self._proposed:
            self._proposed = self.desk.members.next_number(kind)
            self.number_field.set_text(self._proposed)
