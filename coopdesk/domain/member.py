"""Members of the co-operative (成员): who they are, as the register and the law see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MemberKind(StrEnum):
    """Kinds of members that the law or the charter treats apart (Art. 19, 20; cases contract)."""

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


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the member roll (成员名册). ``number`` is never reused; empty strings mean "not yet known".

    ``identity`` is the resident ID of a person or the credit code of an organisation, ``account`` the bank account
    the dividend is paid to. Both are personal data: shown masked, never logged.
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

    @property
    def is_organisation(self) -> bool:
        return self.kind in ORGANISATIONS
