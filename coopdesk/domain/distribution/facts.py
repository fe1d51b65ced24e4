"""What a distribution is computed from, gathered once: the members, the register, accounts, trades, land, surplus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Party:
    """A member as the engine sees it; the sequence of parties is register order. A case tells a role by the kind.

    ``entitled`` is False for whoever the register names but who was no member on the record date: equal parts are not
    theirs, and they count in no roll.
    """

    id: str
    name: str
    kind: MemberKind
    role: MemberRole | None = None
    entitled: bool = True


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """成员账户 at the record date, yuan (Art. 43; Chongqing measures Art. 11)."""

    member: str
    capital: Money
    reserve: Money = Money(0)
    subsidy: Money = Money(0)
    donation: Money = Money(0)


@dataclass(frozen=True, slots=True)
class Trade:
    """Trade of one member with the co-op in the period, by product; below 0 for goods returned."""

    member: str
    product: str
    quantity: Quantity
    amount: Money


@dataclass(frozen=True, slots=True)
class LandArea:
    """Land a member put in, mu."""

    member: str
    area: Quantity


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """Anything else the charter counts: work days, points, heads."""

    member: str
    measure: str
    value: Quantity


@dataclass(frozen=True, slots=True)
class Facts:
    """One year's inputs; holdings count as at the end of ``record_date`` (股权登记日)."""

    record_date: date
    period: Period
    members: Sequence[Party]
    surplus: Surplus
    share_entries: Sequence[ShareEntry] = ()
    accounts: Sequence[AccountBalance] = ()
    trades: Sequence[Trade] = ()
    land: Sequence[LandArea] = ()
    measures: Sequence[MeasureValue] = ()
