"""Everything the page needs of the book for one year, read in one go off the GUI thread, and what it lets be chosen.

Knows the desk and no widget. What a person is editing stays with the model; this is only what the book holds.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.check_scheme import Known, check_scheme
from coopdesk.domain.distribution.engine import CheckedFacts
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.distribution.rules import counted_kinds
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.distribution.surplus import Surplus, is_loss_year
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, DraftLossPlan, RecordFailedVote
from coopdesk.services.distribution.headlines import HistoryLine, PlanState, PlanSummary
from coopdesk.services.distribution.loss_plan import LossDraft, LossPlan
from coopdesk.services.distribution.payments import HouseholdPayment, not_reached
from coopdesk.services.distribution.plan import FrozenPlan, PlanRecord
from coopdesk.services.distribution.templates import FIRST, SchemeTemplate
from coopdesk.services.journal.entry import JournalFilter
from coopdesk.services.members.roll_checks import RollProblem
from coopdesk.ui.distribution.member_rows import RollColumns
from coopdesk.ui.distribution.outcome import Outcome, of_plan

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
    present = {party.kind for party in facts.members}
    first = next(
        (party for party in givers if party.kind is MemberKind.SUPPLY_COOP), givers[0] if givers else None
    )
    return Choices(
        measures=tuple(_measures(facts)),
        classes=tuple(classes),
        kinds=tuple(kind for kind in MemberKind if kind in present),
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


_KEEPING_FACTS = frozenset(
    command.__name__ for command in (DraftDistribution, DraftLossPlan, RecordFailedVote)
)
FIXED = frozenset({PlanState.APPROVED, PlanState.PAID})


@dataclass(frozen=True)
class Edit:
    """What is being edited: the template it came from, the day holdings count, the scheme.

    ``seen`` is how far the journal went when the draft it began with was read: it goes with the edit, however often
    the year is read in between.
    """

    template: str
    record_date: date
    scheme: Scheme
    seen: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Reading:
    """One year of the book. ``facts`` is None without typed figures; ``frozen`` is there once resolved.

    ``votes`` are the members of today and their additional votes, ``problems`` what of the roll is to be put right.
    ``loss`` is there once a loss year is closed: it has neither a scheme nor anything to hand out; ``loss_draft`` is
    what was saved for its meeting.
    ``stale`` says that the book has moved on since the draft was saved, so that it must be saved again.
    """

    year: int
    today: date
    coop: CoopDetails | None
    figures: YearFigures | None
    suggested_opening: Money
    record: PlanRecord | None
    plan: FrozenPlan | None
    frozen: Outcome | None
    based: "YearFacts | None"
    start: Edit | None
    templates: Sequence[SchemeTemplate]
    classes: Sequence[ShareClass]
    votes: tuple[int, int]
    problems: Sequence[RollProblem]
    previous: PlanSummary | None
    stale: bool
    seen: int | None = None
    """How far the journal went when this was read: what has changed since is not overwritten."""
    measures: Sequence[MeasureSheet] = ()
    loss: LossPlan | None = None
    loss_draft: LossDraft | None = None
    saved_day: date = date.min
    """The day holdings count as it was last saved, else the charter's."""
    history: Sequence[HistoryLine] = ()
    payments: Sequence[HouseholdPayment] = ()
    asked_about: Sequence[ShareClass] = ()
    """The classes but those without 每股出资额 of which the accounts hold the money."""
    ledger: YearFigures | None = None
    """The year's figures as the ledger has them, as long as the meeting has not resolved on them."""

    @property
    def facts(self) -> Facts | None:
        """The facts of the year; None without typed figures."""
        return None if self.based is None else self.based.facts

    @property
    def choices(self) -> Choices:
        """What a scheme of this year may be made of."""
        return Choices() if self.based is None else self.based.choices

    @property
    def entitled(self) -> Mapping[MemberKind, int]:
        """How many members there were on the record date, by kind."""
        return {} if self.based is None else self.based.entitled

    @property
    def state(self) -> PlanState | None:
        """How far the year is; ``CLOSED`` for a loss year that is resolved, None where nothing was drafted."""
        if self.loss is not None:
            return PlanState.CLOSED
        return self.record.state if self.record else None

    @property
    def is_loss_year(self) -> bool:
        """Whether nothing of the year's own surplus is left to distribute."""
        return self.figures is not None and is_loss_year(surplus_of(self.figures))

    @property
    def fixed(self) -> bool:
        """Whether the meeting has resolved, so that nothing may be edited."""
        return self.plan is not None or self.loss is not None

    @property
    def not_reached(self) -> Sequence[HouseholdPayment]:
        """Households whose money came back, or did not go though all is marked as paid out."""
        return not_reached(self.payments, self.state is PlanState.PAID)

    @property
    def drafted(self) -> Edit | None:
        """The newest draft as it is kept in the book."""
        if self.record is None or self.loss is not None:
            return None
        draft = self.record.draft
        return Edit(draft.template, draft.facts.record_date, draft.scheme, self.seen)


@dataclass(frozen=True, eq=False)
class YearFacts:
    """The facts of a year and what follows from them whatever the scheme; worked out once, however often it changes."""

    facts: Facts
    choices: Choices
    start: Edit | None
    entitled: Mapping[MemberKind, int]

    @cached_property
    def checked(self) -> CheckedFacts:
        """The facts, checked once for every scheme computed on them; raises what the engine refuses of facts."""
        return CheckedFacts(self.facts)

    @cached_property
    def roll(self) -> RollColumns:
        """Who stands in the rows of an outcome of these facts; raises as ``checked``."""
        return RollColumns.of(self.checked)

    @cached_property
    def _filled(self) -> dict[str, Edit]:
        return {}

    def filled(self, desk: Desk, template: SchemeTemplate) -> Edit:
        """``fill_in`` for these facts, asked of the book once."""
        if template.id not in self._filled:
            self._filled[template.id] = fill_in(desk, template, self.facts)
        return self._filled[template.id]


def read(desk: Desk, year: int, record_date: date | None = None, before: Reading | None = None) -> Reading:
    """Read a year from one state of the book; ``record_date`` is the one being edited, None for the draft's or the
    charter's.

    ``before`` is what was read of the year last: it is given back where nothing was entered in the book since. Its
    facts stay where the one new entry changes none, as a saved draft.
    """
    with desk.snapshot():
        seen = desk.journal.seen()
        if before is not None and _still_holds(before, seen, record_date, desk.today):
            return before
        return _read(desk, year, record_date, seen, before)


def _still_holds(before: Reading, seen: int, wanted: date | None, today: date) -> bool:
    day = before.saved_day if before.facts is None else before.facts.record_date
    return (before.seen, before.today) == (seen, today) and day == (wanted or before.saved_day)


def _read(desk: Desk, year: int, record_date: date | None, seen: int, before: Reading | None) -> Reading:
    record = desk.distribution.plan(year)
    plan = desk.distribution.frozen_plan(year) if record is not None and record.state in FIXED else None
    loss = desk.distribution.loss_plan(year)
    figures = loss.figures if loss is not None else desk.coop.year_figures(year)
    previous = next((each for each in desk.distribution.summaries() if each.year == year - 1), None)
    loss_draft = desk.distribution.loss_draft(year)
    saved_day = _saved_day(desk, figures, record, loss_draft, year)
    day = record_date or saved_day
    classes = desk.coop.share_classes()
    if loss is not None:
        based = None
    elif before is not None and plan is before.plan is None and _facts_stay(desk, before, seen, day):
        based = before.based
    else:
        based = _based(desk, year, _facts(desk, year, day, plan, record), classes)
    return Reading(
        year=year,
        today=desk.today,
        coop=plan.coop if plan else desk.coop.details(),
        figures=plan.figures if plan else figures,
        suggested_opening=desk.distribution.suggested_opening(year),
        record=record,
        plan=plan,
        frozen=of_plan(plan) if plan else None,
        based=based,
        start=None if based is None or based.start is None else replace(based.start, seen=seen),
        templates=desk.distribution.templates(),
        classes=classes,
        asked_about=desk.distribution.classes_asked_about(day),
        votes=desk.members.votes(),
        problems=() if plan else desk.members.problems(),
        previous=previous,
        stale=_is_stale(record, figures, None if based is None else based.facts),
        seen=seen,
        measures=desk.distribution.measures(year),
        loss=loss,
        loss_draft=loss_draft,
        saved_day=saved_day,
        history=desk.distribution.history(year),
        payments=() if plan is None else desk.distribution.payments_of(plan),
        ledger=desk.distribution.ledger_figures(year) if plan is None and loss is None else None,
    )


def _facts_stay(desk: Desk, before: Reading, seen: int, day: date) -> bool:
    """Whether the one entry since changes nothing of what the year is computed from."""
    if (
        before.facts is None
        or before.facts.record_date != day
        or before.seen is None
        or seen != before.seen + 1
    ):
        return False
    return all(line.act in _KEEPING_FACTS for line in desk.journal.lines(JournalFilter(), limit=1))


def _based(desk: Desk, year: int, facts: Facts | None, classes: Sequence[ShareClass]) -> YearFacts | None:
    if facts is None:
        return None
    entitled = Counter(counted_kinds(facts.members))
    return YearFacts(facts, choices_of(facts, classes), _start(desk, year, facts), entitled)


def _saved_day(
    desk: Desk,
    figures: YearFigures | None,
    record: PlanRecord | None,
    loss_draft: LossDraft | None,
    year: int,
) -> date:
    """The day holdings count as it was last saved: with the loss of a loss year, else with the scheme."""
    if loss_draft is not None and figures is not None and is_loss_year(surplus_of(figures)):
        return loss_draft.record_date
    return record.draft.facts.record_date if record else desk.coop.usual_record_date(year)


def surplus_of(figures: YearFigures) -> Surplus:
    """The engine's view of a year's typed figures."""
    return Surplus(figures.surplus, figures.opening, figures.transfers_in)


def fill_in(desk: Desk, template: SchemeTemplate, facts: Facts) -> Edit:
    """A template for this co-op and these members; raises ``template.no_giver`` where nobody can give it on."""
    return Edit(template.id, facts.record_date, desk.distribution.scheme_from(template, facts))


def _facts(
    desk: Desk, year: int, day: date, plan: FrozenPlan | None, record: PlanRecord | None
) -> Facts | None:
    """What is resolved keeps the facts of its draft; without typed figures there are none."""
    if plan is not None and record is not None:
        return record.draft.facts
    try:
        return desk.distribution.facts(year, day)
    except DomainError as error:
        if error.code != "year.no_figures":
            raise
        return None


def _start(desk: Desk, year: int, facts: Facts) -> Edit | None:
    """Where a year without a draft begins: with the last resolved year's own scheme, in a new book with 按股分红.

    Nothing else is ever applied unasked; None where the co-op has no details yet.
    """
    last = max((each.year for each in desk.distribution.summaries() if each.year < year), default=None)
    record = None if last is None else desk.distribution.plan(last)
    if record is not None and fits(record.draft.scheme, facts):
        return Edit(record.draft.template, facts.record_date, record.draft.scheme)
    try:
        first = next(each for each in desk.distribution.templates() if each.id == FIRST)
        return fill_in(desk, first, facts)
    except DomainError:
        return None  # the co-op has no details yet


def fits(scheme: Scheme, facts: Facts) -> bool:
    """Whether everybody and everything a scheme names is there in these facts."""
    try:
        check_scheme(scheme, Known.of(facts, {party.id for party in facts.members}))
    except DomainError:
        return False
    return True


def _is_stale(record: PlanRecord | None, figures: YearFigures | None, facts: Facts | None) -> bool:
    """Whether the approval would be refused as stale."""
    if record is None or record.state in FIXED or facts is None:
        return False
    draft = record.draft
    return draft.figures != figures or draft.facts != facts
