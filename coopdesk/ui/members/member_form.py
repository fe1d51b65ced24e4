"""What the forms for a new member and for a known one share: the fields of `Member` with their checks on leaving.

The desk is asked only to check: numbers taken, accounts and identity numbers that another member has.
"""

from datetime import date
from typing import Any, Generic

from coopdesk.domain.errors import DomainError
from coopdesk.domain.identity import BankAccount, CreditCode, Phone, ResidentId
from coopdesk.domain.member import ORGANISATIONS, Member, MemberKind
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import ChoiceField, Field, TextField
from coopdesk.ui.members.fields import C, CommandForm, Note, RuledDate, RuledText
from coopdesk.ui.members.reading import same_identity
from coopdesk.wording import kind_name


class MemberForm(CommandForm[C], Generic[C]):
    """A form over a member's details; `known` is the member to amend, None for a new one."""

    def __init__(self, desk: Desk, title: str, accept_text: str, lead: str, known: Member | None) -> None:
        super().__init__(title, accept_text, lead)
        self.desk = desk
        self.known = known
        start = known or Member("", "", MemberKind.FARMER, desk.today)
        self.kind = ChoiceField(
            _("类别"), [(kind, kind_name(kind)) for kind in MemberKind], chosen=start.kind
        )
        self.name = TextField(_("姓名（名称）"), required=True, text=start.name)
        self.member_group = TextField(_("村组"), text=start.group)
        self.joined = RuledDate(_("入社日期"), required=True, day=start.joined)
        self.identity = RuledText(_("证件号码"), self._read_identity, text=start.identity)
        self.phone = RuledText(_("电话"), _read_phone, text=start.phone)
        self.address = TextField(_("地址"), text=start.address)
        self.bank = TextField(_("开户行"), text=start.bank)
        self.account = RuledText(_("银行账号"), _read_account, text=start.account)
        self.joined.rule = self._may_join
        self.identity.note = self._same_identity
        self.account.note = self._about_account
        self.kind.changed.connect(self._kind_changed)
        self._say_identity()

    @property
    def number(self) -> str:
        """The member's number."""
        raise NotImplementedError

    def member(self) -> Member:
        """The member as the form says; call it when every field fits."""
        joined = self.joined.value()
        kind = self.kind.value()
        return Member(
            number=self.number,
            name=self.name.value() or "",
            kind=kind if kind is not None else MemberKind.OTHER,
            joined=joined if joined is not None else self.desk.today,
            group=self.member_group.value() or "",
            identity=self.identity.value() or "",
            phone=self.phone.value() or "",
            bank=self.bank.value() or "",
            account=self.account.value() or "",
            address=self.address.value() or "",
        )

    def personal(self) -> list[Field[Any]]:
        """The fields of the group 联系与收款."""
        return [self.phone, self.address, self.bank, self.account]

    def _kind_changed(self) -> None:
        self._say_identity()
        if self.identity.text().strip():
            self.identity.fits()

    def _say_identity(self) -> None:
        organisation = self.kind.value() in ORGANISATIONS
        self.identity.edit.setPlaceholderText(
            _("18 位统一社会信用代码") if organisation else _("18 位身份证号码")
        )

    def _read_identity(self, typed: str) -> str:
        if self.kind.value() in ORGANISATIONS:
            return str(CreditCode.parse(typed))
        return str(ResidentId.parse(typed, self.desk.today))

    def _may_join(self, day: date) -> None:
        if day > self.desk.today:
            raise DomainError("member.joined_in_future", day=day)
        entries = self.desk.entries(self.known.number) if self.known is not None else ()
        if entries and day > entries[0].entry.entry.day:
            raise DomainError("member.joined_after_entry", day=entries[0].entry.entry.day)

    def _same_identity(self, identity: str) -> Note | None:
        other = same_identity(self.desk, identity, self.number)
        return Note(_("成员 {number} 也是这个证件号码，请核对").format(number=other), True) if other else None

    def _about_account(self, account: str) -> Note | None:
        other = self.desk.same_account(account, self.number)
        if other is not None:
            return Note(_("成员 {number} 也用这个账号，请核对").format(number=other), True)
        if not BankAccount(account).luhn_ok:
            return Note(_("不是通常的银行卡号（校验位不符），请核对；存折和单位账号可不理会"), True)
        return None


def _read_phone(typed: str) -> str:
    return str(Phone.parse(typed))


def _read_account(typed: str) -> str:
    return str(BankAccount.parse(typed))
