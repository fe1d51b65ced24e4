"""A loss year as the book keeps it once the meeting has resolved its 亏损处理方案 (Art. 29), for papers and page.

Nothing is paid out of such a year; what is left of its loss opens the next.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.distribution.loss import LossCover, cover
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.journal.entry import Witness


@dataclass(frozen=True, slots=True)
class LossMember:
    """What one member's account bears (Art. 6, 28), with the personal data as they stood at the resolution.

    ``amount`` less ``extra`` is ``shared x capital / capital_total``, rounded down; ``extra`` came by remainder.
    """

    position: int
    number: str
    name: str
    kind: MemberKind
    group: str
    identity: str
    capital: Money
    reserve: Money
    amount: Money
    extra: Money


@dataclass(frozen=True, slots=True)
class LossDraft:
    """What a year's 亏损处理方案 is to say to the meeting: the day the accounts count, and what they bear together."""

    year: int
    record_date: date
    shared: Money


@dataclass(frozen=True, slots=True)
class LossPlan:
    """A year closed without distribution. ``shared`` is what the members' accounts bear together, ``members`` who.

    ``resolution`` is None in a proposal for the meeting; ``capital_total`` is the capital ``shared`` is divided by.
    """

    year: int
    record_date: date
    coop: CoopDetails
    figures: YearFigures
    shared: Money
    capital_total: Money
    members: tuple[LossMember, ...]
    resolution: Resolution | None = None
    reason: str = ""
    uncounted: tuple[str, ...] = ()
    """Of a proposal: the classes whose shares bear nothing, for they have no 每股出资额."""
    witness: Witness | None = None
    """The journal as of the entry that closed the year, as ``FrozenPlan.witness``; None in a proposal."""

    @property
    def cover(self) -> LossCover:
        """What meets the loss before the members' accounts do: 弥补来源 line by line."""
        figures = self.figures
        return cover(Surplus(figures.surplus, figures.opening, figures.transfers_in))

    @property
    def carried(self) -> Money:
        """年末未分配盈余, the next year's opening: the loss that remains (negative), or what outlasts it."""
        return self.cover.left + self.shared
