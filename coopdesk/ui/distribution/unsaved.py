"""What is typed and not saved, by book and year: it stays while other years, pages or languages are looked at.

Each year by itself, so that nothing of one is ever saved into another. Knows no widget.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from weakref import WeakKeyDictionary

from coopdesk.domain.money import Money
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, DraftLossPlan, RecordYearFigures
from coopdesk.services.distribution.loss_plan import LossDraft
from coopdesk.services.distribution.plan import PlanState
from coopdesk.ui.distribution.reading import Edit, Reading


@dataclass(frozen=True)
class Typed:
    """A year's figures as they stand in the fields; `figures` is None while one is missing or wrong.

    `seen` is how far the journal went when the fields were filled from the book.
    """

    texts: tuple[str, ...]
    figures: YearFigures | None
    seen: int | None = None


@dataclass(frozen=True)
class Shared:
    """What the members' accounts are to bear of a year's loss, and the day they count; `seen` as above."""

    amount: Money
    record_date: date
    seen: int | None = None

    def as_draft(self, year: int) -> LossDraft:
        """What it is once it is saved."""
        return LossDraft(year, self.record_date, self.amount)


@dataclass
class Unsaved:
    """The unsaved things of one book, by year: figures, schemes, and what members' accounts are to bear of a loss."""

    typed: dict[int, Typed] = field(default_factory=dict)
    edits: dict[int, Edit] = field(default_factory=dict)
    shared: dict[int, Shared] = field(default_factory=dict)
    _sent_figures: YearFigures | None = None
    _sent_edit: Edit | None = None
    _sent_loss: LossDraft | None = None

    @property
    def years(self) -> list[int]:
        """Years with anything unsaved, the oldest first."""
        return sorted({*self.typed, *self.edits, *self.shared})

    def commands(self, drafter: str, uncomputed: int = 0) -> Iterator[Command]:
        """What saves each thing, oldest year first; `uncomputed` is a year whose scheme does not work now."""
        for year in self.years:
            typed, edit, shared = self.typed.get(year), self.edits.get(year), self.shared.get(year)
            if typed is not None and typed.figures is not None:
                yield RecordYearFigures(figures=typed.figures, seen=typed.seen)
            if shared is not None:
                yield DraftLossPlan(
                    year=year,
                    record_date=shared.record_date,
                    shared=shared.amount,
                    person=drafter,
                    seen=shared.seen,
                )
            elif edit is not None and year != uncomputed:
                yield DraftDistribution(
                    year=year,
                    record_date=edit.record_date,
                    scheme=edit.scheme,
                    template=edit.template,
                    drafter=drafter,
                    seen=edit.seen,
                )

    def sent(self, command: Command) -> None:
        """Remember what this page itself is having saved: it is nobody else's change."""
        if isinstance(command, RecordYearFigures):
            self._sent_figures = command.figures
        elif isinstance(command, DraftDistribution):
            self._sent_edit = Edit(command.template, command.record_date, command.scheme)
        elif isinstance(command, DraftLossPlan):
            self._sent_loss = LossDraft(command.year, command.record_date, command.shared)

    def was_read(self, reading: Reading) -> None:
        """What was typed on while it was being saved goes on from what was saved."""
        typed, edit = self.typed.get(reading.year), self.edits.get(reading.year)
        if typed is not None and self._sent_figures is not None and reading.figures == self._sent_figures:
            self.typed[reading.year] = replace(typed, seen=reading.seen)
        if edit is not None and self._sent_edit is not None and reading.drafted == self._sent_edit:
            self.edits[reading.year] = replace(edit, seen=reading.seen)
        shared = self.shared.get(reading.year)
        if shared is not None and self._sent_loss is not None and reading.loss_draft == self._sent_loss:
            self.shared[reading.year] = replace(shared, seen=reading.seen)

    def drop_saved(self, desk: Desk, but: int) -> None:
        """Let go what the book holds by now, of all years but the one that is read anyway."""
        for year in self.years:
            if year == but:
                continue
            typed, record = self.typed.get(year), desk.distribution.plan(year)
            saved = desk.coop.year_figures(year)
            if typed is not None and saved is not None and typed.figures == saved:
                self.typed.pop(year)
            if year in self.edits and record is not None:
                draft = record.draft
                drafted = Edit(draft.template, draft.facts.record_date, draft.scheme)
                if record.state is not PlanState.DRAFT or self.edits[year] == drafted:
                    self.edits.pop(year)
            shared, loss = self.shared.get(year), desk.distribution.loss_draft(year)
            if shared is not None and shared.as_draft(year) == loss:
                self.shared.pop(year)


_of_desk: WeakKeyDictionary[Desk, Unsaved] = WeakKeyDictionary()


def unsaved_of(desk: Desk) -> Unsaved:
    """The unsaved things of a book; a page made anew, as for another language, finds them again."""
    return _of_desk.setdefault(desk, Unsaved())
