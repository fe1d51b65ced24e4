"""What the papers of one member or one share operation are made from; read when a paper is made, not before.

A name that nothing has leads to the error that says so, not to an empty paper.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.services.paper import Choice, Named, NamedBy, PaperSource

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk
    from coopdesk.services.members.papers.agreement import AgreementSource
    from coopdesk.services.members.papers.application import ApplicationSource

_PRICE = "/"


@dataclass(frozen=True, slots=True)
class MemberAsked:
    """A member of the roll by number; ``there`` is False for a line that was struck."""

    number: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class OperationAsked:
    """A share operation by number, and the price in yuan that the parties agreed on; None leaves it to be written."""

    number: int
    price: Money | None = None
    there: bool = True


def member_asked(desk: "Desk", number: str, _choice: Choice) -> MemberAsked:
    """The member of that number; ``member.unknown`` for a number never given."""
    member = desk.members.get(number.strip())
    if member is None:
        raise DomainError("member.unknown", number=number.strip())
    return MemberAsked(member.number, not member.is_struck)


def operation_asked(desk: "Desk", name: str, _choice: Choice) -> OperationAsked:
    """The operation of that number, with a price behind a stroke (``12/30000``).

    ``register.unknown_entry`` for one that is not there, and what reading the price refuses.
    """
    from coopdesk.domain.typed import read_money
    from coopdesk.services.members.papers.agreement import is_agreed

    number, stroke, price = (part.strip() for part in name.partition(_PRICE))
    operation = desk.members.operation(int(number)) if number.isascii() and number.isdecimal() else None
    if operation is None:
        raise DomainError("register.unknown_entry", entry=number)
    return OperationAsked(
        operation.number, read_money(price) if stroke and price else None, is_agreed(operation)
    )


def _application(desk: "Desk", of: MemberAsked) -> "ApplicationSource":
    from coopdesk.services.members.papers.application import read_application

    return desk.members.read(lambda uow: read_application(uow, of.number))


def _agreement(desk: "Desk", of: OperationAsked) -> "AgreementSource":
    from coopdesk.services.members.papers.agreement import read_agreement

    return desk.members.read(lambda uow: read_agreement(uow, of.number, of.price))


APPLICATION: "PaperSource[MemberAsked, ApplicationSource]" = PaperSource(
    MemberAsked,
    lambda of: of.there,
    _application,
    lambda source: (source.member,),
    named=Named(NamedBy.MEMBER, member_asked),
)
"""What a member applied for on joining."""

AGREEMENT: "PaperSource[OperationAsked, AgreementSource]" = PaperSource(
    OperationAsked,
    lambda of: of.there,
    _agreement,
    lambda source: (source.giver, source.taker),
    named=Named(NamedBy.OPERATION, operation_asked),
)
"""A transfer or gift of shares between two members."""
