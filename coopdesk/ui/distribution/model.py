"""The model of the page: a year as the book has it, the scheme being edited, and what it comes to.

Forms write into it, panes read it. A change is one reading (none where the book did not change), one computation and
one redraw; both are done off the GUI thread and told by signals. Unsaved edits of every year stay until saved or
dropped. Knows no widget.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import _
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.distributions import check_record_date
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.ui.distribution.comparison import Comparison, compare, with_settled
from coopdesk.ui.distribution.member_table import Arrangement, TableContent, content
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.reading import Choices, Edit, Reading, YearFacts, read
from coopdesk.ui.distribution.situation import Situation
from coopdesk.ui.distribution.unsaved import Saved, saved_loss, unsaved_of
from coopdesk.ui.kit.collecting import collector_paused
from coopdesk.ui.kit.form_state import FormState
from coopdesk.ui.kit.jobs import JobQueue
from coopdesk.ui.kit.latest import Check, Latest
from coopdesk.wording import usual_text


@dataclass(frozen=True, eq=False)
class Computed:
    """What a scheme comes to on the facts of a year, with all that the table shows of it.

    ``refusal`` is why the template ``compared`` with cannot be computed.
    """

    based: YearFacts
    scheme: Scheme
    compared: str
    table: TableContent
    refusal: DomainError | None = None

    def answers(self, based: YearFacts | None, scheme: Scheme, compared: str) -> bool:
        """Whether it is the answer to that question."""
        return self.based is based and (self.scheme, self.compared) == (scheme, compared)


class SchemeModel(QObject):
    """`was_read` when a year was read, `edited` for each change of the scheme, `computed` and `refused(error)` for what
    it comes to, `failed(error)` for the book.

    ``table`` is what the members' table shows of the outcome, ``arrangement`` the order and filters chosen in it;
    ``held`` says that something typed is refused, so that nothing is computed.
    """

    was_read = Signal()
    edited = Signal()
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
        self._compared_with = ""
        self._newest: Computed | None = None
        self.reading: Reading | None = None
        self.edit: Edit | None = None
        self.table: TableContent | None = None
        self.arrangement = Arrangement()
        self.held = False
        self.loss: LossPlan | None = None
        self.loss_refusal: DomainError | None = None

    # What panes read

    @property
    def ready(self) -> bool:
        """Whether nothing is under way."""
        return self.reading is not None and not self._reads.busy and not self._sums.busy

    @property
    def outcome(self) -> Outcome | None:
        """What the scheme comes to, None while it is not known."""
        return None if self.table is None else self.table.outcome

    @property
    def comparison(self) -> Comparison | None:
        """What stands beside the outcome."""
        return None if self.table is None else self.table.comparison

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
        if self.reading is None:
            return Money(0)
        if self.reading.loss is not None:
            return self.reading.loss.shared
        typed = self.unsaved.shared.get(self._year)
        return saved_loss(self.reading).shared if typed is None else typed.amount

    @property
    def open_year(self) -> int:
        """The year asked for last."""
        return self._year

    @property
    def refused_forms(self) -> Mapping[str, FormState]:
        """What stood refused in the forms of the open year's scheme when they were shown last."""
        return self.unsaved.refused.get(self._year, {})

    def commands(self) -> list[Command]:
        """What saves everything unsaved, each year by itself; a scheme that does not work now is left out."""
        coop = self._desk().coop.details()
        broken = self._year if self.outcome is None else 0
        return list(self.unsaved.commands(coop.accountant if coop is not None else "", uncomputed=broken))

    @property
    def choices(self) -> Choices:
        """What a scheme of the year may be made of."""
        return Choices() if self.reading is None else self.reading.choices

    # What forms write

    def load(self, year: int) -> None:
        """Read a year; unsaved edits of it go on."""
        if year != self._year:
            self._reads.drop()
            self._sums.drop()
            self._year = year
            self.reading = self.edit = self.table = self.loss = self.loss_refusal = self._newest = None
            self._compared_with = ""
            self.held = False
        kept = self._edits.get(year)
        self._read(kept.record_date if kept is not None else None, at_once=True)

    def change_scheme(self, scheme: Scheme) -> bool:
        """Go on with this scheme; False where nothing may be changed."""
        if self.edit is None or self.reading is None or self.reading.fixed:
            return False
        if scheme != self.edit.scheme:
            self._keep(replace(self.edit, scheme=scheme))
            self._compute()
        self.edited.emit()
        return True

    def choose_template(self, template_id: str) -> None:
        """Begin again from a template, keeping what was settled before: appropriations and the opening balance.

        Raises ``template.no_giver`` where nobody can give its rebate.
        """
        reading, edit = self.reading, self.edit
        if reading is None or reading.based is None or edit is None:
            return
        template = next(each for each in reading.templates if each.id == template_id)
        filled = reading.based.filled(self._desk(), template)
        scheme = with_settled(filled.scheme, edit.scheme)
        self._keep(replace(edit, template=template_id, scheme=scheme))
        self._compute(at_once=True)

    def compare_with(self, template_id: str) -> None:
        """Compute that template beside what is edited, from now on; the empty id ends it."""
        self._compared_with = template_id
        self._compute(at_once=True)

    def choose_day(self, day: date) -> None:
        """Let holdings count as at the end of another day; raises what ``check_record_date`` refuses."""
        check_record_date(day, self._year)
        now = self.situation
        if self.edit is not None and day != self.edit.record_date:
            if now is not None and now.is_loss:
                self.unsaved.share_loss(now.reading, self.shared, day)
            self._keep(replace(self.edit, record_date=day))
            self._read(day)

    def share_loss(self, shared: Money) -> None:
        """Go on with this sum for the members' accounts."""
        if self.reading is not None:
            day = self.reading.saved_day if self.edit is None else self.edit.record_date
            self.unsaved.share_loss(self.reading, shared, day)
            self._compute()

    def type_figures(
        self, year: int, texts: tuple[str, ...], figures: YearFigures | None, touched: bool
    ) -> None:
        """Keep the figures typed of a year until they are saved; ``touched`` says they are not what the book holds."""
        if self.reading is not None and year == self.reading.year:
            self.unsaved.type_figures(self.reading, texts, figures, touched)

    def put_off(self) -> None:
        """Somebody is typing: what is being computed is begun again once he rests."""
        self._sums.put_off()

    def hold(self, why: DomainError | None, forms: Mapping[str, FormState]) -> None:
        """Compute nothing and know no outcome while something is refused where it is typed: the figures of before
        must not be saved or resolved on. Go on when all that is typed has a meaning again.

        ``forms`` are the forms of the scheme that hold something refused, kept with the year.
        """
        if self.reading is not None and self.reading.year == self._year and not self.reading.fixed:
            self.unsaved.refused.pop(self._year, None)
            if forms:
                self.unsaved.refused[self._year] = forms
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
        self.unsaved.refused.pop(self._year, None)
        self.load(self._year)

    def _keep(self, edit: Edit) -> None:
        self.edit = self._edits[self._year] = edit

    # Reading

    def _read(self, day: date | None, at_once: bool = False) -> None:
        year, desk, before = self._year, self._desk(), self.reading
        others = [each for each in self.unsaved.years if each != year]
        arrangement = self.arrangement

        def work(_check: Check) -> tuple[Reading, TableContent | None, list[Saved]]:
            with desk.snapshot(), collector_paused(desk.members.votes()[0]):
                reading = read(desk, year, day, before)
                saved = [Saved.of(desk, each) for each in others]
            table = None if reading.frozen is None else content(reading.frozen, None, arrangement)
            return reading, table, saved

        self._reads.ask(work, lambda found: self._take(*found), self.failed.emit, at_once)

    def _take(self, reading: Reading, table: TableContent | None, others: Sequence[Saved]) -> None:
        self.unsaved.drop_saved(others)
        self.reading = reading
        self.unsaved.was_read(reading)
        self.edit = self._edits.get(reading.year) or reading.drafted or reading.start
        self.loss, self.loss_refusal = reading.loss, None
        self.table = table
        self.was_read.emit()
        self._compute(at_once=True)

    # Computing

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
            self._ask(reading, edit.scheme, at_once)

    def _ask(self, reading: Reading, scheme: Scheme, at_once: bool) -> None:
        based, desk, compared = reading.based, self._desk(), self._compared_with
        newest, arrangement = self._newest, self.arrangement
        if newest is not None and newest.answers(based, scheme, compared):
            self._sums.drop()
            self._take_computed(newest)
        elif based is not None:
            template = next((each for each in reading.templates if each.id == compared), None)
            self._sums.ask(
                lambda check: _computed(desk, based, scheme, template, arrangement, check),
                self._take_computed,
                self._refused,
                at_once,
            )

    def _propose(self, reading: Reading, at_once: bool) -> None:
        """What the loss comes to; there is nothing to distribute, so nothing of a scheme is shown."""
        desk, shared = self._desk(), self.shared
        day = self.edit.record_date if self.edit is not None else None
        self.table = None
        self._sums.ask(
            lambda _check: desk.distribution.loss_proposal(reading.year, shared, day),
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

    def _take_computed(self, computed: Computed) -> None:
        self._newest, self.table = computed, computed.table
        self.computed.emit()
        if computed.refusal is not None:
            self._compared_with, self._newest = "", None
            self.failed.emit(computed.refusal)

    def _refused(self, error: object) -> None:
        self.table = None
        (self.refused if isinstance(error, DomainError) else self.failed).emit(error)


def _computed(
    desk: Desk,
    based: YearFacts,
    scheme: Scheme,
    template: SchemeTemplate | None,
    arrangement: Arrangement,
    check: Check,
) -> Computed:
    """The scheme's outcome, beside a template's where one is wanted; one that does not work does not stop the work."""
    outcome = of_draft(based.checked.distribute(scheme, check), based.roll)
    comparison, refusal = None, None
    if template is not None:
        try:
            title, filled = usual_text(template.title), based.filled(desk, template)
            comparison = compare(title, filled, outcome, scheme, based.checked)
        except DomainError as error:
            refusal = error
    check()
    table = content(outcome, comparison, arrangement)
    return Computed(based, scheme, "" if template is None else template.id, table, refusal)
