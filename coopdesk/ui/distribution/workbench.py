"""What lies on the accountant's desk: a year as the book has it, the scheme being edited, and what it comes to.

Reads and computes off the GUI thread and says so by signals; unsaved edits of every year stay until saved or dropped.
Knows no widget of the page.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.ui.distribution.choices import Choices, choices_of
from coopdesk.ui.distribution.live import Latest
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.page_words import Situation
from coopdesk.ui.distribution.reading import Edit, Reading, fill_in, read
from coopdesk.ui.kit.jobs import JobQueue


class Workbench(QObject):
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
        self._edits: dict[int, Edit] = {}
        self._year = 0
        self.reading: Reading | None = None
        self.edit: Edit | None = None
        self.outcome: Outcome | None = None
        self.choices = Choices()

    @property
    def ready(self) -> bool:
        """Whether nothing is under way."""
        return self.reading is not None and not self._reads.busy and not self._sums.busy

    @property
    def situation(self) -> Situation | None:
        """How the year stands, None before it was read."""
        if self.reading is None:
            return None
        return Situation(self.reading, self.edit, self.outcome)

    @property
    def open_year(self) -> int:
        """The year asked for last."""
        return self._year

    def load(self, year: int) -> None:
        """Read a year; unsaved edits of it go on."""
        if year != self._year:
            self._year = year
            self.reading = self.edit = self.outcome = None
        kept = self._edits.get(year)
        self._read(kept.record_date if kept is not None else None, at_once=True)

    def change_scheme(self, scheme: Scheme) -> bool:
        """Go on with this scheme; False where nothing may be changed."""
        if self.edit is None or self.reading is None or self.reading.fixed:
            return False
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
        before = edit.scheme
        scheme = replace(
            filled.scheme, appropriations=before.appropriations, include_opening=before.include_opening
        )
        self._keep(replace(edit, template=template_id, scheme=scheme))
        self._compute(at_once=True)

    def choose_day(self, day: date) -> None:
        """Let holdings count as at the end of another day."""
        if self.edit is not None and day != self.edit.record_date:
            self._keep(replace(self.edit, record_date=day))
            self._read(day)

    def discard(self) -> None:
        """Drop what is not saved of this year."""
        self._edits.pop(self._year, None)
        self.load(self._year)

    def _keep(self, edit: Edit) -> None:
        self.edit = self._edits[self._year] = edit

    def _read(self, day: date | None, at_once: bool = False) -> None:
        year, desk = self._year, self._desk()
        self._reads.ask(lambda: read(desk, year, day), self._take, self.failed.emit, at_once)

    def _take(self, reading: Reading) -> None:
        self.reading = reading
        if reading.fixed or self._edits.get(reading.year) == reading.drafted:
            self._edits.pop(reading.year, None)
        self.edit = self._edits.get(reading.year) or reading.drafted or reading.start
        if reading.facts is not None:
            self.choices = choices_of(reading.facts, reading.classes)
        self.outcome = reading.frozen
        self.was_read.emit()
        self._compute(at_once=True)

    def _compute(self, at_once: bool = False) -> None:
        reading, edit = self.reading, self.edit
        if reading is None or edit is None:
            return
        if reading.fixed:
            self.computed.emit()
        elif reading.facts is not None and reading.facts.members:
            facts, desk = reading.facts, self._desk()
            self._sums.ask(
                lambda: of_draft(desk.preview(facts, edit.scheme)), self._computed, self._refused, at_once
            )

    def _computed(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.computed.emit()

    def _refused(self, error: object) -> None:
        self.outcome = None
        (self.refused if isinstance(error, DomainError) else self.failed).emit(error)
