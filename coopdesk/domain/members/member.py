"""Members of the co-operative (成员): who they are, as the register and the law see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.money import Money


class MemberKind(StrEnum):
    """Kinds of members that the law or the charter treats apart (Art. 19, 20; cases contract).

    What a person does in the co-op is a `MemberRole`: a founder or manager who farms is a farmer.
    """

    FARMER = "farmer"
    VILLAGE_COLLECTIVE = "village_collective"
    SUPPLY_COOP = "supply_coop"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    SOCIAL_ORGANISATION = "social_organisation"
    FOUNDER = "founder"
    MANAGER = "manager"
    OTHER = "other"


class MemberRole(StrEnum):
    """What a member is besides his kind, where the charter treats it apart: 发起人 and 经营管理人员."""

    FOUNDER = "founder"
    MANAGER = "manager"

    @property
    def kind(self) -> MemberKind:
        """The kind by which a case names the role: the case form has one field for kind and role."""
        return MemberKind(self.value)


FARMERS = frozenset({MemberKind.FARMER, MemberKind.FOUNDER, MemberKind.MANAGER})
"""Kinds counted as farmers in Art. 20: a founder or manager of a case is a farmer member named by his role."""
ORGANISATIONS = frozenset(
    {
        MemberKind.ENTERPRISE,
        MemberKind.INSTITUTION,
        MemberKind.SOCIAL_ORGANISATION,
        MemberKind.SUPPLY_COOP,
        MemberKind.VILLAGE_COLLECTIVE,
    }
)
"""Kinds that count against the limit on organisations in Art. 20; all other kinds are persons."""


class FarmerProof(StrEnum):
    """What shows that somebody is a farmer (农民) in the sense of Art. 20 (Chongqing measures Art. 7).

    农村集体经济组织成员证书, 土地承包经营权证, 林权证, a certificate (证明) of the collective or the committee.
    """

    COLLECTIVE_MEMBERSHIP = "collective_membership"
    LAND_CONTRACT = "land_contract"
    FOREST_RIGHT = "forest_right"
    VILLAGE_CERTIFICATE = "village_certificate"


class AccountKind(StrEnum):
    """What a member is paid into: a bank card (银行卡), a passbook (存折), an organisation's account (单位账户).

    A passbook or an organisation's account need not satisfy the check digit of a card.
    """

    CARD = "card"
    PASSBOOK = "passbook"
    CORPORATE = "corporate"


class EndReason(StrEnum):
    """Why a membership ended: 退社 (Art. 25), 除名 (Art. 26), 死亡, an organisation's 终止, anything else.

    ``MERGED`` is none of these: the person goes on under another number (重复成员合并).
    """

    WITHDRAWAL = "withdrawal"
    EXPULSION = "expulsion"
    DEATH = "death"
    DISSOLUTION = "dissolution"
    MERGED = "merged"
    OTHER = "other"


class MemberState(StrEnum):
    """How somebody entered on the roll stands to it on a day."""

    MEMBER = "member"
    ENDED = "ended"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the member roll (成员名册). ``number`` is never reused; empty strings mean "not yet known".

    ``identity`` is the number of the paper a member is known by (``identity_kind``: None for numbers kept before kinds
    were), ``account`` the bank account the dividend is paid to. Both are personal data: shown masked, never logged.
    ``extra_votes`` are the 附加表决权 of Art. 22. ``ended`` is the last day of the membership; ``struck`` holds why an
    entry on the roll was a mistake: it then counts nowhere and on no day. ``remark`` (备注) is for what no other field
    takes; no paper that is handed out shows it.

    ``applied`` is the day of the written application, ``resolution`` and ``resolution_day`` number and day of the
    meeting's vote on it (Art. 24); ``proof`` shows that the member is a farmer, with the number of that document.
    ``notice`` is the day of the application to leave (Art. 25), known before the membership ends; ``heard`` the day on
    which who is expelled was heard, ``end_resolution`` the meeting's vote on it (Art. 26). ``end_losses`` (yuan) are
    losses and debts of before the end that are borne from what is paid back (Art. 28). ``merged_into`` is the number of
    the line that the person goes on under who was entered twice.
    """

    number: str
    name: str
    kind: MemberKind
    joined: date
    group: str = ""
    identity: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""
    address: str = ""
    identity_kind: IdentityKind | None = None
    phone2: str = ""
    extra_votes: int = 0
    ended: date | None = None
    end_reason: EndReason | None = None
    end_note: str = ""
    struck: str = ""
    role: MemberRole | None = None
    remark: str = ""
    applied: date | None = None
    resolution: str = ""
    resolution_day: date | None = None
    proof: FarmerProof | None = None
    proof_number: str = ""
    account_kind: AccountKind | None = None
    notice: date | None = None
    heard: date | None = None
    end_resolution: str = ""
    end_losses: Money | None = None
    merged_into: str = ""

    @property
    def is_organisation(self) -> bool:
        """Whether the member is no natural person: such members hold a credit code and are limited by Art. 20."""
        return self.kind in ORGANISATIONS

    @property
    def is_struck(self) -> bool:
        """Whether the entry on the roll was a mistake (作废) and counts on no day."""
        return bool(self.struck)

    @property
    def paper(self) -> IdentityKind | None:
        """The kind of paper the identity number belongs to; None where there is no number."""
        if not self.identity:
            return None
        if self.identity_kind is not None:
            return self.identity_kind
        # How numbers are told apart is loaded where a number was kept without its kind.
        from coopdesk.domain.members.identity_papers import kind_of

        return kind_of(self.identity, organisation=self.is_organisation)

    def belongs_on(self, day: date) -> bool:
        """Whether this is a member at the end of that day: joined, not yet ended, never struck."""
        return not self.struck and self.joined <= day and (self.ended is None or day <= self.ended)
