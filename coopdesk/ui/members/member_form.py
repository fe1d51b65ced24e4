"""What the forms for a new member and for a known one share: the fields of `Member` with their checks on leaving.

The desk is asked only to check: numbers taken, accounts and identity numbers that another member has, names that no
paper can show.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import BankAccount, Phone
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import birth_date_of, licence_check_ok, read_identity
from coopdesk.domain.members.member import (
    ORGANISATIONS,
    AccountKind,
    FarmerProof,
    Member,
    MemberKind,
    MemberRole,
)
from coopdesk.domain.text import clean_name, clean_text, code_point
from coopdesk.i18n import _, join_texts
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import ChoiceField, CountField, Field
from coopdesk.ui.members.fields import C, CheckedDate, CheckedText, CommandForm, Note
from coopdesk.ui.members.share_fields import about_joining
from coopdesk.wording import account_kind_name, kind_name, paper_name, proof_name, role_name

_BY_FORM = "by-form"
_NO_ROLE = "-"
_NOT_SAID = "-"


class MemberForm(CommandForm[C], Generic[C]):
    """A form over a member's details; `known` is the member to amend, None for a new one."""

    def __init__(self, desk: Desk, title: str, accept_text: str, lead: str, known: Member | None) -> None:
        super().__init__(title, accept_text, lead)
        self.desk = desk
        self.known = known
        start = known or Member("", "", MemberKind.FARMER, desk.today)
        self.kind = ChoiceField(
            _("类别"), [(kind, kind_name(kind)) for kind in _kinds_offered(start.kind)], chosen=start.kind
        )
        self.name = CheckedText(_("姓名（名称）"), clean_name, required=True, text=start.name)
        self.member_group = CheckedText(_("村组"), clean_text, text=start.group)
        self.joined = CheckedDate(_("入社日期"), required=True, day=start.joined)
        self.paper = ChoiceField(_("证件类型"), _papers(), required=False, chosen=_BY_FORM)
        self.identity = CheckedText(_("证件号码"), self._read_identity, text=start.identity)
        self.role = ChoiceField(
            _("职务"), _roles(), required=False, chosen=start.role.value if start.role else _NO_ROLE
        )
        self.extra_votes = CountField(_("附加表决权"), count=start.extra_votes or None)
        self.phone = CheckedText(_("电话"), _read_phone, text=start.phone)
        self.phone2 = CheckedText(_("第二电话"), _read_phone, text=start.phone2)
        self.address = CheckedText(_("地址"), clean_text, text=start.address)
        self.bank = CheckedText(_("开户行"), clean_text, text=start.bank)
        self.account = CheckedText(_("银行账号"), _read_account, text=start.account)
        self.account_kind = ChoiceField(
            _("账户种类"),
            _account_kinds(),
            required=False,
            chosen=start.account_kind.value if start.account_kind else _NOT_SAID,
        )
        self.applied = CheckedDate(_("申请日期"), day=start.applied)
        self.resolution = CheckedText(_("入社决议"), clean_text, text=start.resolution)
        self.resolution.edit.setPlaceholderText(_("如：成员大会 2022-01 号"))
        self.resolution_day = CheckedDate(_("决议日期"), day=start.resolution_day)
        self.proof = ChoiceField(
            _("农民身份证明"),
            _proofs(),
            required=False,
            chosen=start.proof.value if start.proof else _NOT_SAID,
        )
        self.proof_number = CheckedText(_("证明编号"), clean_text, text=start.proof_number)
        self.remark = CheckedText(_("备注"), clean_text, text=start.remark)
        if start.identity_kind is not None and start.identity_kind is not self._told_kind(start):
            self.paper.choose(start.identity_kind.value)
        self._connect()

    @property
    def number(self) -> str:
        """The member's number."""
        raise NotImplementedError

    def member(self) -> Member:
        """The member as the form says; call it when every field fits."""
        start = self.known or Member("", "", MemberKind.OTHER, self.desk.today)
        role, kind = self.role.value(), self.kind.value()
        proof, account = self.proof.value(), self.account_kind.value()
        return replace(
            start,
            number=self.number,
            name=self.name.value() or "",
            kind=kind if kind is not None else MemberKind.OTHER,
            joined=self.joined.value() or start.joined,
            group=self.member_group.value() or "",
            identity=self.identity.value() or "",
            identity_kind=self._paper_chosen(),
            phone=self.phone.value() or "",
            phone2=self.phone2.value() or "",
            bank=self.bank.value() or "",
            account=self.account.value() or "",
            address=self.address.value() or "",
            role=MemberRole(role) if role and role != _NO_ROLE else None,
            extra_votes=self.extra_votes.value() or 0,
            remark=self.remark.value() or "",
            applied=self.applied.value(),
            resolution=self.resolution.value() or "",
            resolution_day=self.resolution_day.value(),
            proof=FarmerProof(proof) if proof and proof != _NOT_SAID else None,
            proof_number=self.proof_number.value() or "",
            account_kind=AccountKind(account) if account and account != _NOT_SAID else None,
        )

    def personal(self) -> list[Field[Any]]:
        """The fields of the group 联系与收款."""
        return [
            self.phone,
            self.phone2,
            self.address,
            self.bank,
            self.account,
            self.account_kind,
            self.remark,
        ]

    def entry(self) -> list[Field[Any]]:
        """The fields of the group 入社手续: application, vote (Art. 24), and what shows that a member is a farmer."""
        return [self.applied, self.resolution, self.resolution_day, self.proof, self.proof_number]

    def field_of(self, name: str) -> Field[Any] | None:
        """The field that holds this detail of a member, by the name it has in `Member`."""
        fields: dict[str, Field[Any]] = {
            "name": self.name,
            "identity": self.identity,
            "account": self.account,
            "extra_votes": self.extra_votes,
        }
        return fields.get(name)

    def _connect(self) -> None:
        self.joined.rule = self._may_join
        self.joined.note = lambda day: about_joining(self.desk, day)
        self.resolution_day.note = self._about_resolution
        self.account_kind.changed.connect(self._account_kind_changed)
        self.name.note = self._about_name
        self.identity.note = self._about_identity
        self.account.note = self._about_account
        for field in (self.member_group, self.address, self.bank, self.remark):
            field.note = self._about_text
            field.edit.setCursorPosition(0)  # of a long text the beginning is read, not the end
        self.kind.changed.connect(self._kind_changed)
        self.paper.changed.connect(self._kind_changed)
        self._say_identity()

    def _about_resolution(self, day: date) -> Note | None:
        joined = self.joined.value()
        if joined is not None and day > joined:
            return Note(_("入社日期早于决议日期；依法先表决、后入社（第二十四条），请核对"), True)
        return None

    def _account_kind_changed(self) -> None:
        if self.account.text().strip():
            self.account.fits()

    def _kind_changed(self) -> None:
        self._say_identity()
        if self.identity.text().strip():
            self.identity.fits()

    def _say_identity(self) -> None:
        paper = self._paper_chosen()
        if paper is not None:
            words = paper_name(paper)
        elif self.kind.value() in ORGANISATIONS:
            words = _("18 位统一社会信用代码")
        else:
            words = _("18 位身份证号码")
        self.identity.edit.setPlaceholderText(words)

    def _paper_chosen(self) -> IdentityKind | None:
        chosen = self.paper.value()
        return IdentityKind(chosen) if chosen and chosen != _BY_FORM else None

    def _told_kind(self, member: Member) -> IdentityKind | None:
        """The kind that the number alone tells."""
        try:
            found = read_identity(member.identity, self.desk.today, organisation=member.is_organisation)
        except DomainError:
            return None
        return found.kind

    def _read_identity(self, typed: str) -> str:
        organisation = self.kind.value() in ORGANISATIONS
        return read_identity(
            typed, self.desk.today, organisation=organisation, kind=self._paper_chosen()
        ).number

    def _may_join(self, day: date) -> None:
        if day > self.desk.today:
            raise DomainError("member.joined_in_future", day=day)

    def _about_name(self, name: str) -> Note | None:
        said = self._about_text(name)
        alike = self.desk.members.namesakes(Member(self.number, name, MemberKind.OTHER, self.desk.today))
        if alike and (self.known is None or self.known.name != name):
            told = self._twin_words(alike, self.identity.value() or "")
            return Note(join_texts(*(note.text for note in (said,) if note), told), True)
        return said

    def _twin_words(self, alike: Sequence[Member], identity: str) -> str:
        """Who of the same name is on the roll; first who was born on the same day, which makes it the same person."""
        born = birth_date_of(identity)
        same = [other for other in alike if born is not None and birth_date_of(other.identity) == born]
        if same and born is not None:
            words = _("名册里已有 {name}（{number}），出生日期也是 {day}，多半是同一人")
            return words.format(name=same[0].name, number=same[0].number, day=born.isoformat())
        words = _("名册里已有 {name}（{number}），请核对是否同一人")
        return words.format(name=alike[0].name, number=alike[0].number)

    def _namesakes(self) -> Sequence[Member]:
        """Others of the name that is typed; nobody for the name a known member has already."""
        name = self.name.value() or ""
        if not name or (self.known is not None and self.known.name == name):
            return ()
        return self.desk.members.namesakes(Member(self.number, name, MemberKind.OTHER, self.desk.today))

    def _about_text(self, text: str) -> Note | None:
        """Characters no paper can show; they are kept all the same, as names are what they are."""
        lacking = self.desk.members.unprintable(text)
        if not lacking:
            return None
        named = "、".join(f"{character}（{code_point(character)}）" for character in lacking)
        return Note(
            _("打印字库里没有 {characters}，报表上会标出；可改用证件上的通用写法").format(characters=named),
            True,
        )

    def _about_identity(self, identity: str) -> Note | None:
        other = self.desk.members.same_identity(identity, self.number)
        if other:
            return Note(_("成员 {number} 也是这个证件号码，请核对").format(number=other), True)
        household = self.desk.households.with_identity(identity)
        if household:
            words = _("{household} 户里不是成员的人也是这个证件号码；入社后请在户里改选此成员")
            return Note(words.format(household=household), True)
        twins = [
            each for each in self._namesakes() if birth_date_of(each.identity) == birth_date_of(identity)
        ]
        if twins and birth_date_of(identity) is not None:
            return Note(self._twin_words(twins, identity), True)
        organisation = self.kind.value() in ORGANISATIONS
        found = read_identity(identity, self.desk.today, organisation=organisation, kind=self._paper_chosen())
        if found.kind is IdentityKind.LICENCE and not licence_check_ok(identity):
            return Note(_("注册号的校验位不符，请核对；2007 年以前的号码可不理会"), True)
        born = birth_date_of(identity) if found.kind is not IdentityKind.CREDIT_CODE else None
        paper = paper_name(found.kind)
        return Note(_("{paper}，{day} 出生").format(paper=paper, day=born.isoformat()) if born else paper)

    def _about_account(self, account: str) -> Note | None:
        other = self.desk.members.same_account(account, self.number)
        if other is not None:
            return Note(_("成员 {number} 也用这个账号，请核对").format(number=other), True)
        if self.account_kind.value() in (AccountKind.PASSBOOK.value, AccountKind.CORPORATE.value):
            return None
        if not BankAccount(account).luhn_ok:
            return Note(_("不是通常的银行卡号（校验位不符），请核对；存折和单位账号可不理会"), True)
        return None


def _kinds_offered(kind: MemberKind) -> list[MemberKind]:
    """Founder and manager are roles; as kinds they stay only with members who were entered so."""
    as_roles = {MemberKind.FOUNDER, MemberKind.MANAGER}
    return [one for one in MemberKind if one not in as_roles or one is kind]


def _papers() -> list[tuple[str, str]]:
    return [(_BY_FORM, _("按号码自动识别")), *((kind.value, paper_name(kind)) for kind in IdentityKind)]


def _roles() -> list[tuple[str, str]]:
    return [(_NO_ROLE, _("无")), *((role.value, role_name(role)) for role in MemberRole)]


def _proofs() -> list[tuple[str, str]]:
    return [(_NOT_SAID, _("未提供")), *((proof.value, proof_name(proof)) for proof in FarmerProof)]


def _account_kinds() -> list[tuple[str, str]]:
    return [(_NOT_SAID, _("未注明")), *((kind.value, account_kind_name(kind)) for kind in AccountKind)]


def _read_phone(typed: str) -> str:
    return str(Phone.parse(typed))


def _read_account(typed: str) -> str:
    return str(BankAccount.parse(typed))
