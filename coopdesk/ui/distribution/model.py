"""What lies on the accountant's desk: a year as the book has it, the scheme being edited, and what it comes to.

Reads and computes off the GUI thread and says so by signals; unsaved edits of every year stay until saved or dropped.
Knows no widget of the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import _
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.loss_plan import LossDraft, LossPlan
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.ui.distribution.comparison import Comparison, comparison_of, with_settled
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.reading import Choices, Edit, Reading, choices_of, fill_in, read
from coopdesk.ui.distribution.situation import Situation
from coopdesk.ui.distribution.unsaved import Shared, unsaved_of
from coopdesk.ui.kit.jobs import JobQueue
from coopdesk.ui.kit.latest import Latest

Both = tuple[Outcome, Comparison | None, DomainError | None]
"""What is edited, what it is compared with, and why that cannot be computed."""


class SchemeModel(QObject):
    """`was_read` when a year was read, `computed` and `refused(error)` for the scheme, `failed(error)` for the book."""

    was_read = Signal()
    computed = Signal()
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, owner: QObject, desk: Callable[[], Desk], jobs: JobQueue) -> None:
        super().__init__(owner)
        self._desk = desk
        self._reads = Latest(self, jobs, _("正在读取本年度"))
        self._sums = Latest(self, jobs, _("正在计算"))
        self.unsaved = unsaved_of(desk())
        self._edits = self.unsaved.edits
        self._year = 0
        self.reading: Reading | None = None
        self.edit: Edit | None = None
        self.outcome: Outcome | None = None
        self.choices = Choices()
        self.comparison: Comparison | None = None
        self._compared_with = ""
        self.held = False
        self.loss: LossPlan | None = None
        self.loss_refusal: DomainError | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing is under way."""
        return self.reading is not None and not self._reads.busy and not self._sums.busy

    @property
    def seen(self) -> int | None:
        """How far the journal went when the year was read; None before that."""
        return None if self.reading is None else self.reading.seen

    @property
    def situation(self) -> Situation | None:
        """How the year stands, None before it was read."""
        if self.reading is None:
            return None
        shared = self.unsaved.shared.get(self._year)
        return Situation(self.reading, self.edit, self.outcome, self.loss, self.loss_refusal, shared)

    @property
    def shared(self) -> Money:
        """What the members' accounts are to bear of the year's loss."""
        if self.reading is not None and self.reading.loss is not None:
            return self.reading.loss.shared
        typed = self.unsaved.shared.get(self._year)
        return self._drafted.shared if typed is None else typed.amount

    def share_loss(self, shared: Money) -> None:
        """Go on with this sum for the members' accounts."""
        if self.reading is not None:
            day = self.reading.saved_day if self.edit is None else self.edit.record_date
            self._keep_share(shared, day)
            self._compute()

    @property
    def _drafted(self) -> LossDraft:
        """What is saved for the meeting on the year's loss: without a draft nothing."""
        reading = self.reading
        if reading is None:
            return LossDraft(self._year, date.min, Money(0))
        return reading.loss_draft or LossDraft(self._year, reading.saved_day, Money(0))

    def _keep_share(self, shared: Money, day: date) -> None:
        """Keep what is not what the book holds."""
        saved = self._drafted
        if self.reading is None or (shared, day) == (saved.shared, saved.record_date):
            self.unsaved.shared.pop(self._year, None)
        else:
            before = self.unsaved.shared.get(self._year)
            seen = self.reading.seen if before is None else before.seen
            self.unsaved.shared[self._year] = Shared(shared, day, seen)

    @property
    def open_year(self) -> int:
        """The year asked for last."""
        return self._year

    @property
    def edited(self) -> bool:
        """Whether a scheme of any year has changes that are not saved."""
        return bool(self._edits)

    def commands(self) -> list[Command]:
        """What saves everything unsaved, each year by itself; a scheme that does not work now is left out."""
        coop = self._desk().coop.details()
        broken = self._year if self.outcome is None else 0
        return list(self.unsaved.commands(coop.accountant if coop is not None else "", uncomputed=broken))

    def load(self, year: int) -> None:
        """Read a year; unsaved edits of it go on."""
        self.unsaved.drop_saved(self._desk(), but=year)
        if year != self._year:
            self._reads.drop()
            self._sums.drop()
            self._year = year
            self.reading = self.edit = self.outcome = self.comparison = self.loss = self.loss_refusal = None
            self._compared_with = ""
        kept = self._edits.get(year)
        self._read(kept.record_date if kept is not None else None, at_once=True)

    def change_scheme(self, scheme: Scheme) -> bool:
        """Go on with this scheme; False where nothing may be changed."""
        if self.edit is None or self.reading is None or self.reading.fixed:
            return False
        if scheme != self.edit.scheme:
            self._keep(replace(self.edit, scheme=scheme))
            self._compute()
        return True

    def choose_template(self, template_id: str) -> None:
        """Begin again from a template, keeping what was settled before: appropriations and the opening balance.

        Raises ``template.no_giver`` where nobody can give its rebate.
        """
        reading, edit = self.reading, self.edit
        if reading is None or reading.facts is None or edit is None:
            return
        template = next(each for each in reading.templates if each.id == template_id)
        filled = fill_in(self._desk(), template, reading.facts)
        scheme = with_settled(filled.scheme, edit.scheme)
        self._keep(replace(edit, template=template_id, scheme=scheme))
        self._compute(at_once=True)

    def compare_with(self, template_id: str) -> None:
        """Compute that template beside what is edited, from now on; the empty id ends it."""
        self._compared_with = template_id
        self._compute(at_once=True)

    def choose_day(self, day: date) -> None:
        """Let holdings count as at the end of another day."""
        now = self.situation
        if self.edit is not None and day != self.edit.record_date:
            if now is not None and now.is_loss:
                self._keep_share(self.shared, day)
            self._keep(replace(self.edit, record_date=day))
            self._read(day)

    def hold(self, why: DomainError | None) -> None:
        """Compute nothing and know no outcome while something is refused where it is typed: the figures of before
        must not be saved or resolved on. Go on when all that is typed has a meaning again."""
        before, self.held = self.held, why is not None
        if why is not None and self.reading is not None and not self.reading.fixed:
            self._sums.drop()
            self._refused(why)
        elif before and why is None:
            self._compute()

    def discard(self) -> None:
        """Drop what is not saved of this year."""
        self._edits.pop(self._year, None)
        self.unsaved.shared.pop(self._year, None)
        self.load(self._year)

    def _keep(self, edit: Edit) -> None:
        self.edit = self._edits[self._year] = edit

    def _read(self, day: date | None, at_once: bool = False) -> None:
        year, desk = self._year, self._desk()
        self._reads.ask(lambda: read(desk, year, day), self._take, self.failed.emit, at_once)

    def _take(self, reading: Reading) -> None:
        self.reading = reading
        self.unsaved.was_read(reading)
        if reading.fixed:
            self.unsaved.shared.pop(reading.year, None)
            self.unsaved.typed.pop(reading.year, None)
        edit = self._edits.get(reading.year)
        if reading.fixed or edit == reading.drafted or _is_saved_loss(edit, reading):
            self._edits.pop(reading.year, None)
        typed = self.unsaved.shared.get(reading.year)
        if typed is not None and typed.as_draft(reading.year) == reading.loss_draft:
            self.unsaved.shared.pop(reading.year)
        self.edit = self._edits.get(reading.year) or reading.drafted or reading.start
        self.loss, self.loss_refusal = reading.loss, None
        self.choices = choices_of(reading.facts, reading.classes) if reading.facts is not None else Choices()
        self.outcome = reading.frozen
        self.comparison = None
        self.was_read.emit()
        self._compute(at_once=True)

    def _compute(self, at_once: bool = False) -> None:
        reading, edit, now = self.reading, self.edit, self.situation
        if reading is None or now is None:
            return
        if now.is_loss and not reading.fixed:
            self._propose(reading, at_once)
            return
        if reading.loss is not None:
            self.computed.emit()
        if edit is None or (self.held and not reading.fixed):
            return
        if reading.fixed:
            self.computed.emit()
        elif reading.facts is not None and reading.facts.members:
            facts, desk, compared = reading.facts, self._desk(), self._templates_compared(reading)
            self._sums.ask(
                lambda: _both(desk, facts, edit.scheme, compared), self._computed, self._refused, at_once
            )

    def _propose(self, reading: Reading, at_once: bool) -> None:
        """What the loss comes to; there is nothing to distribute, so nothing of a scheme is shown."""
        desk, shared = self._desk(), self.shared
        day = self.edit.record_date if self.edit is not None else None
        self.outcome = self.comparison = None
        self._sums.ask(
            lambda: desk.distribution.loss_proposal(reading.year, shared, day),
            self._proposed,
            self._not_proposed,
            at_once,
        )

    def _proposed(self, plan: LossPlan) -> None:
        self.loss, self.loss_refusal = plan, None
        self.computed.emit()

    def _not_proposed(self, error: object) -> None:
        self.loss = None
        if isinstance(error, DomainError):
            self.loss_refusal = error
            self.computed.emit()
        else:
            self.failed.emit(error)

    def _templates_compared(self, reading: Reading) -> list[SchemeTemplate]:
        return [each for each in reading.templates if each.id == self._compared_with]

    def _computed(self, both: Both) -> None:
        self.outcome, self.comparison, refusal = both
        self.computed.emit()
        if refusal is not None:
            self._compared_with = ""
            self.failed.emit(refusal)

    def _refused(self, error: object) -> None:
        self.outcome = None
        (self.refused if isinstance(error, DomainError) else self.failed).emit(error)


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


def _both(desk: Desk, facts: Facts, scheme: Scheme, compared: Sequence[SchemeTemplate]) -> Both:
    """The scheme's outcome, and the comparison if one is wanted; one that does not work does not stop the work."""
    outcome = of_draft(desk.distribution.preview(facts, scheme))
    try:
        return outcome, next((comparison_of(desk, each, facts, scheme) for each in compared), None), None
    except DomainError as error:
        return outcome, None, error
