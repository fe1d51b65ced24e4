"""入社申请书 (Art. 24): who applies, what shares are taken, what the meeting resolved; filled in as far as it is known.

The applicant's paper and account stand on it whole: it is signed for them and kept in the file, and posted nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.classes_of_day import classes_on
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.papers.kinds import kind_name
from coopdesk.services.members.papers.words import identity_name, proof_name
from coopdesk.services.paper_words import day_text, witness_words
from coopdesk.services.ports import UnitOfWork

_TAKEN = (EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT)
_NO_DAY = "　　　　年　　　月　　　日"


@dataclass(frozen=True, slots=True)
class ApplicationSource:
    """A member with the shares (millionths) taken on joining by class, and the persons of the household."""

    coop: CoopDetails
    member: Member
    taken: tuple[tuple[ShareClass, Quantity], ...]
    household: tuple[Relative, ...]
    witness: Witness


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A class of shares: how many (millionths), yuan per share, and 认购额, what that comes to: promised, not paid."""

    label: str
    shares: Quantity
    par: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class ApplicationFigures:
    """The whole paper; `facts` are label and what is filled in, empty where it is not known and left to be written."""

    coop: str
    facts: tuple[tuple[str, str], ...]
    persons: tuple[tuple[str, str, str], ...]
    taken: tuple[TakenRow, ...]
    shares: Quantity
    amount: Money
    in_words: str
    applied: str
    resolution: str
    joined: str
    printed: str
    sample: bool
    witness: str


def read_application(uow: UnitOfWork, number: str) -> ApplicationSource:
    """Read what a member applied for; ``member.unknown`` and ``coop.name_missing`` are refused."""
    coop, member = uow.coop.current(), uow.members.get(number)
    if coop is None:
        raise DomainError("coop.name_missing")
    if member is None:
        raise DomainError("member.unknown", number=number)
    taken: dict[str, int] = {}
    for item in uow.register.of_member(number):
        entry = item.entry
        joined = entry.day == member.joined and entry.giver is None and entry.kind in _TAKEN
        if joined and item.is_live:
            taken[entry.share_class] = taken.get(entry.share_class, 0) + entry.shares
    household = uow.households.of_member(number)
    persons = household.persons if household is not None else ()
    relatives = tuple(
        Relative(person, uow.members.get(person.member) if person.member else None) for person in persons
    )
    classes = [
        (each, Quantity(taken[each.code])) for each in classes_on(uow, member.joined) if taken.get(each.code)
    ]
    return ApplicationSource(coop, member, tuple(classes), relatives, uow.journal.witness())


def build_application(source: ApplicationSource, printed_on: date) -> ApplicationFigures:
    """The paper of a member, made on a day."""
    member = source.member
    rows = tuple(
        TakenRow(each.label, shares, each.par, Money(divide_down(each.par.fen * shares, SCALE)))
        for each, shares in source.taken
    )
    amount = Money(sum(row.amount.fen for row in rows))
    return ApplicationFigures(
        coop=source.coop.name,
        facts=tuple(_facts(member)),
        persons=tuple(
            (each.name, each.person.relation, mask_identity(each.identity) or "—")
            for each in source.household
        ),
        taken=rows,
        shares=Quantity(sum(row.shares for row in rows)),
        amount=amount,
        in_words=capital(amount) if amount else "",
        applied=_NO_DAY if member.applied is None else day_text(member.applied),
        resolution=_resolution(member),
        joined=day_text(member.joined),
        printed=day_text(printed_on),
        sample=source.coop.sample,
        witness=witness_words(source.witness),
    )


def _facts(member: Member) -> Iterator[tuple[str, str]]:
    yield "申请人", member.name
    yield "成员类型", kind_name(member.kind)
    yield "联系电话", "/".join(filter(None, (member.phone, member.phone2)))
    yield identity_name(member.paper) if member.paper is not None else "证件号码", member.identity
    yield "村组、住所", " ".join(filter(None, (member.group, member.address)))
    if not member.is_organisation:
        proof = proof_name(member.proof) if member.proof is not None else ""
        yield "农民身份证明", " ".join(filter(None, (proof, member.proof_number)))
    yield "收款账户", " ".join(filter(None, (member.bank, member.account)))


def _resolution(member: Member) -> str:
    day = "" if member.resolution_day is None else day_text(member.resolution_day)
    if not member.resolution and not day:
        return ""
    return f"{day}成员（代表）大会{member.resolution}决议同意入社，自{day_text(member.joined)}起为本社成员。"
