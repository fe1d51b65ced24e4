"""What a scheme may be made of in this book: only measures with facts behind them, only kinds the roll has.

One value for all cards, so that they need no book. Knows no widget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Measure
from coopdesk.domain.members.member import ORGANISATIONS, MemberKind
from coopdesk.ui.distribution.words import present_kinds

_SHOWN = 8
_OF_THE_ENGINE = frozenset(Measure)


@dataclass(frozen=True)
class Choices:
    """What can be chosen; `names` are the members' by number, in register order."""

    measures: tuple[str, ...] = (Measure.SHARES, Measure.EQUAL)
    classes: Sequence[ShareClass] = ()
    kinds: tuple[MemberKind, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    products: tuple[str, ...] = ()
    usual_giver: str = ""

    def with_measure(self, measure: str) -> tuple[str, ...]:
        """The measures, and one a scheme already uses though its facts are gone."""
        return self.measures if measure in self.measures else (*self.measures, measure)

    def weights(self, used: str | None) -> tuple[str, ...]:
        """The charter's own measures, which alone can weigh, and one a scheme already uses."""
        own = [each for each in self.measures if each not in _OF_THE_ENGINE]
        return tuple(dict.fromkeys([*own, *([used] if used is not None else [])]))

    def with_kinds(self, kinds: frozenset[MemberKind] | None) -> tuple[MemberKind, ...]:
        """The kinds, and those a scheme already names though nobody is of them now."""
        return tuple(kind for kind in MemberKind if kind in self.kinds or kind in (kinds or ()))

    def find(self, typed: str) -> list[tuple[str, str]]:
        """Members (number, name) whose number begins with, or whose name holds, what was typed."""
        wanted = typed.strip().casefold()
        found = (
            (number, name)
            for number, name in self.names.items()
            if number.casefold().startswith(wanted) or wanted in name.casefold()
        )
        return [hit for hit, _place in zip(found, range(_SHOWN), strict=False)]


def choices_of(facts: Facts, classes: Sequence[ShareClass]) -> Choices:
    """What these facts allow."""
    givers = [party for party in facts.members if party.kind in ORGANISATIONS] or list(facts.members)
    first = next(
        (party for party in givers if party.kind is MemberKind.SUPPLY_COOP), givers[0] if givers else None
    )
    return Choices(
        measures=tuple(_measures(facts)),
        classes=tuple(classes),
        kinds=tuple(present_kinds(facts)),
        names={party.id: party.name for party in facts.members},
        products=tuple(dict.fromkeys(trade.product for trade in facts.trades)),
        usual_giver=first.id if first else "",
    )


def _measures(facts: Facts) -> list[str]:
    found: list[str] = [Measure.SHARES] if facts.share_entries else []
    found += [Measure.CAPITAL, Measure.ACCOUNT_TOTAL] if facts.accounts else []
    found += [Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY] if facts.trades else []
    found += [Measure.LAND_MU] if facts.land else []
    return [*found, Measure.EQUAL, *dict.fromkeys(row.measure for row in facts.measures)]
