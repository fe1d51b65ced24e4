"""What is typed and not saved, by book and year: it stays while other years, pages or languages are looked at.

Each year by itself, so that nothing of one is ever saved into another. Knows no widget.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from weakref import WeakKeyDictionary

from coopdesk.domain.money import Money
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import DraftDistribution, DraftLossPlan, RecordYearFigures
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.loss_plan import LossDraft
from coopdesk.ui.distribution.reading import Edit, Reading
from coopdesk.ui.kit.form_state import FormState


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
    refused: dict[int, Mapping[str, FormState]] = field(default_factory=dict)
    """What stands in the forms of a scheme and has no meaning, by the place of the form."""
    _sent_figures: YearFigures | None = None
    _sent_edit: Edit | None = None
    _sent_loss: LossDraft | None = None

    @property
    def years(self) -> list[int]:
        """Years with anything unsaved, the oldest first."""
        return sorted({*self.typed, *self.edits, *self.shared, *self.refused})

    def commands(self, drafter: str, uncomputed: int = 0) -> Iterator[Command]:
        """What saves each thing, oldest year first; `uncomputed` is a year whose scheme does not work now.

        Nothing is saved of a scheme in whose forms something is refused.
        """
        for year in self.years:
            typed, edit, shared = self.typed.get(year), self.edits.get(year), self.shared.get(year)
            if typed is not None and typed.figures is not None:
                yield RecordYearFigures(figures=typed.figures, seen=typed.seen)
            if shared is not None and year not in self.refused:
                yield DraftLossPlan(
                    year=year,
                    record_date=shared.record_date,
                    shared=shared.amount,
                    person=drafter,
                    seen=shared.seen,
                )
            elif edit is not None and year != uncomputed and year not in self.refused:
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

    def type_figures(
        self, reading: Reading, texts: tuple[str, ...], figures: YearFigures | None, touched: bool
    ) -> None:
        """Keep a year's figures as they stand in the fields, where they are not what the book holds (``touched``)."""
        before = self.typed.pop(reading.year, None)
        if touched and not reading.fixed:
            self.typed[reading.year] = Typed(texts, figures, reading.seen if before is None else before.seen)

    def share_loss(self, reading: Reading, amount: Money, day: date) -> None:
        """Keep what the accounts are to bear of a loss, where it is not what the book holds."""
        saved = saved_loss(reading)
        before = self.shared.pop(reading.year, None)
        if (amount, day) != (saved.shared, saved.record_date):
            self.shared[reading.year] = Shared(amount, day, reading.seen if before is None else before.seen)

    def was_read(self, reading: Reading) -> None:
        """Let go what the book holds by now of a year; what was typed on while it was being saved goes on from what
        was saved."""
        typed, edit = self.typed.get(reading.year), self.edits.get(reading.year)
        if typed is not None and self._sent_figures is not None and reading.figures == self._sent_figures:
            self.typed[reading.year] = replace(typed, seen=reading.seen)
        if edit is not None and self._sent_edit is not None and reading.drafted == self._sent_edit:
            self.edits[reading.year] = replace(edit, seen=reading.seen)
        shared = self.shared.get(reading.year)
        if shared is not None and self._sent_loss is not None and reading.loss_draft == self._sent_loss:
            self.shared[reading.year] = replace(shared, seen=reading.seen)
        if reading.fixed:
            for kept in (self.typed, self.shared, self.refused):
                kept.pop(reading.year, None)
        edit, shared = self.edits.get(reading.year), self.shared.get(reading.year)
        if reading.fixed or edit == reading.drafted or _is_saved_loss(edit, reading):
            self.edits.pop(reading.year, None)
        if shared is not None and shared.as_draft(reading.year) == reading.loss_draft:
            self.shared.pop(reading.year)

    def drop_saved(self, found: Iterable["Saved"]) -> None:
        """Let go what the book holds by now."""
        for saved in found:
            year, typed, shared = saved.year, self.typed.get(saved.year), self.shared.get(saved.year)
            if typed is not None and saved.figures is not None and typed.figures == saved.figures:
                self.typed.pop(year)
            if year in self.edits and (saved.is_fixed or self.edits[year] == saved.drafted):
                self.edits.pop(year)
                self.refused.pop(year, None)
            if shared is not None and shared.as_draft(year) == saved.loss:
                self.shared.pop(year)


@dataclass(frozen=True)
class Saved:
    """What the book holds of a year with something unsaved."""

    year: int
    figures: YearFigures | None
    drafted: Edit | None
    is_fixed: bool
    loss: LossDraft | None

    @classmethod
    def of(cls, desk: Desk, year: int) -> "Saved":
        """Asked of the book, off the GUI thread."""
        record = desk.distribution.plan(year)
        drafted = None
        if record is not None:
            drafted = Edit(record.draft.template, record.draft.facts.record_date, record.draft.scheme)
        return cls(
            year,
            desk.coop.year_figures(year),
            drafted,
            record is not None and record.state is not PlanState.DRAFT,
            desk.distribution.loss_draft(year),
        )


def saved_loss(reading: Reading) -> LossDraft:
    """What is saved for the meeting on the year's loss: without a draft nothing."""
    return reading.loss_draft or LossDraft(reading.year, reading.saved_day, Money(0))


def _is_saved_loss(edit: Edit | None, reading: Reading) -> bool:
    """Whether nothing but the day was edited, and the day is saved with the draft on the loss."""
    before = reading.drafted or reading.start
    return (
        edit is not None
        and before is not None
        and reading.is_loss_year
        and reading.loss_draft is not None
        and edit == replace(before, record_date=reading.loss_draft.record_date)
    )


_of_desk: WeakKeyDictionary[Desk, Unsaved] = WeakKeyDictionary()


def unsaved_of(desk: Desk) -> Unsaved:
    """The unsaved things of a book; a page made anew, as for another language, finds them again."""
    return _of_desk.setdefault(desk, Unsaved())
