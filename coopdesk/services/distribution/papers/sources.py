"""What the papers of a year are made from: the resolved plan, the draft for the meeting, how a loss year is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.domain.distribution.surplus import Surplus, is_loss_year
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.services.members.papers.sources import MemberAsked, member_asked
from coopdesk.services.paper import Choice, Chosen, ChosenBy, Named, NamedBy, PaperSource

if TYPE_CHECKING:
    from coopdesk.domain.distribution.scheme import Scheme
    from coopdesk.services.desk import Desk
    from coopdesk.services.distribution.loss_plan import LossPlan
    from coopdesk.services.distribution.papers.certificate import CertificateSource
    from coopdesk.services.distribution.papers.settlement import SettlementSource
    from coopdesk.services.distribution.proposal import Proposal

Compared = Sequence[tuple[str, "Scheme"]]


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A year whose papers are asked for: how far it is, whether it closes with a loss (Art. 29), and the schemes that
    its draft is compared with, by their titles."""

    year: int
    state: PlanState | None = None
    loss: bool = False
    compared: Compared = ()


def plan_year(desk: "Desk", year: int, compared: Compared = ()) -> PlanYear:
    """How far a year is, as the book stands now."""
    state = desk.distribution.state(year)
    loss = state is PlanState.CLOSED or (state is None and _leaves_nothing(desk, year))
    return PlanYear(year, state, loss, compared)


def _leaves_nothing(desk: "Desk", year: int) -> bool:
    """A year whose figures leave nothing to distribute has the proposal for closing it."""
    figures = desk.coop.year_figures(year)
    return figures is not None and is_loss_year(
        Surplus(figures.surplus, figures.opening, figures.transfers_in)
    )


def _loss_plan(desk: "Desk", of: PlanYear) -> "LossPlan":
    return desk.distribution.loss_plan(of.year) or desk.distribution.loss_proposal(of.year)


OF_YEAR: Chosen[PlanYear] = Chosen(
    ChosenBy.YEAR, lambda desk, choice: plan_year(desk, choice.year, choice.compared)
)
"""A fiscal year is chosen; how far it is decides which papers it has."""

RESOLVED: PaperSource[PlanYear, FrozenPlan] = PaperSource(
    PlanYear,
    lambda of: of.state in (PlanState.APPROVED, PlanState.PAID),
    lambda desk, of: desk.distribution.frozen_plan(of.year),
    lambda plan: plan.members,
    OF_YEAR,
)
"""The plan the meeting resolved on, as it was frozen then."""

DRAFT: "PaperSource[PlanYear, Proposal]" = PaperSource(
    PlanYear,
    lambda of: of.state is PlanState.DRAFT,
    lambda desk, of: desk.distribution.proposal(of.year, of.compared),
    lambda proposal: proposal.plan.members,
    OF_YEAR,
)
"""The stored draft, computed as approving it would freeze it."""

LOSS: "PaperSource[PlanYear, LossPlan]" = PaperSource(
    PlanYear, lambda of: of.loss, _loss_plan, lambda plan: plan.members, OF_YEAR
)
"""How a loss year was closed, or would be."""


@dataclass(frozen=True, slots=True)
class CertificateAsked:
    """A certificate (股权证), by its number."""

    number: str


def _certificate(desk: "Desk", of: CertificateAsked) -> "CertificateSource":
    from coopdesk.services.distribution.papers.certificate import read_certificate

    today = desk.members.today
    return desk.distribution.read(lambda uow: read_certificate(uow, of.number, today))


CERTIFICATE: "PaperSource[CertificateAsked, CertificateSource]" = PaperSource(
    CertificateAsked,
    lambda of: bool(of.number),
    _certificate,
    lambda source: source.file.covered,
    named=Named(NamedBy.CERTIFICATE, lambda _desk, name, _choice: CertificateAsked(name.strip())),
)
"""One certificate, with the years distributed on its shares."""


@dataclass(frozen=True, slots=True)
class LeaverAsked(MemberAsked):
    """Somebody by member number; ``there`` once the membership has ended."""


def _leaver(desk: "Desk", number: str, choice: Choice) -> LeaverAsked:
    asked = member_asked(desk, number, choice)
    member = desk.members.get(asked.number)
    ended = member is not None and member.ended is not None
    return LeaverAsked(asked.number, asked.there and ended)


def _settlement(desk: "Desk", of: LeaverAsked) -> "SettlementSource":
    from coopdesk.services.distribution.papers.settlement import read_settlement

    return desk.distribution.read(lambda uow: read_settlement(uow, of.number))


SETTLEMENT: "PaperSource[LeaverAsked, SettlementSource]" = PaperSource(
    LeaverAsked,
    lambda of: of.there,
    _settlement,
    lambda source: (source.member,),
    named=Named(NamedBy.MEMBER, _leaver),
)
"""What somebody is owed whose membership has ended."""
