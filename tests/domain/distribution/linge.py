"""The co-operative of the model case in values: the supply co-op, the village and two of the households."""

from datetime import date

from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.scheme import Basis, Eligible, Line, Rebate, Rest, Scheme
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity

YEAR = Period(date(2019, 1, 1), date(2019, 12, 31))
FARMERS = Eligible(kinds=frozenset({MemberKind.FARMER}))
DIVIDEND = Line("dividend", "按股分红", Rest(), Basis("shares"))
REBATE = Rebate("second_rebate", "二次返利", "G01", ("dividend",), FARMERS, Basis("shares"))
SCHEME = Scheme(tiers=((DIVIDEND,),), rebates=(REBATE,))
HOLDINGS = {"G01": 5, "C01": 15, "F01": 8, "F02": 72}


def facts(surplus: str = "2000000.00", holdings: dict[str, int] | None = None) -> Facts:
    """Everybody's shares allotted at the founding, the surplus all there is to divide."""
    kinds = {"G": MemberKind.SUPPLY_COOP, "C": MemberKind.VILLAGE_COLLECTIVE, "F": MemberKind.FARMER}
    held = HOLDINGS if holdings is None else holdings
    day = date(2019, 2, 18)
    return Facts(
        record_date=date(2019, 12, 20),
        period=YEAR,
        members=tuple(Party(each, each, kinds[each[0]]) for each in held),
        surplus=Surplus(Money.parse(surplus)),
        share_entries=tuple(
            ShareEntry(day, EntryKind.ALLOTMENT, Quantity(shares * 1_000_000), taker=each)
            for each, shares in held.items()
            if shares
        ),
    )
