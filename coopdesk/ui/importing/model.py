"""What the import wizard works on: the file, what was answered, and what both come to.

Steps write answers into it and show what it then reads; the reading is done off the GUI thread, and only the newest
counts. Nothing is decided here: every step's value is the services' own.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.distribution.book_import import OtherSheets, own_answers
from coopdesk.services.members.importing.answers import Answers, document_of, read_answers
from coopdesk.services.members.importing.columns import Column
from coopdesk.services.members.importing.comparing import Comparison
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.headings import Headings, find_headings, heading_set
from coopdesk.services.members.importing.reading import RollReading, read_roll
from coopdesk.services.progress import WHOLE, part_of
from coopdesk.services.source_table import SourceFile, SourceTable
from coopdesk.ui.frame import preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.collecting import collector_paused
from coopdesk.ui.kit.jobs import Failure, Job, Progress

_REMEMBERED = "imports"
_READ, _CHECKED = 600, 850
"""Of the way (`progress.WHOLE`): once the file is read, once its cells are."""
_KEPT = ("columns", "classes", "years", "defaults", "values", "unit")
"""What of the answers is the same for the next file of the kind."""


@dataclass(frozen=True)
class Understood:
    """What a file comes to under some answers; `refusal` is what left nothing more to read."""

    headings: Headings | None = None
    reading: RollReading | None = None
    comparison: Comparison | None = None
    refusal: DomainError | None = None
    others: OtherSheets = field(default_factory=OtherSheets)

    @property
    def errors(self) -> list[Fault]:
        """Everything that stands against the import, in the sheet's order, then the book's and the other sheets'."""
        found = [*self.reading.findings.errors] if self.reading is not None else []
        book = self.comparison.findings.errors if self.comparison is not None else []
        return [*found, *book, *self.others.faults]

    @property
    def warnings(self) -> list[Fault]:
        """What should be looked at."""
        found = [*self.reading.findings.warnings] if self.reading is not None else []
        return [*found, *(self.comparison.findings.warnings if self.comparison is not None else [])]


@dataclass(frozen=True)
class _Opened:
    """A file that was read, with the answers it is understood by at first."""

    source: SourceFile
    answers: Answers
    understood: Understood
    remembered: bool = False


class ImportModel(QObject):
    """The import under way. `understood_anew` comes when the file was read under new answers, `busy_changed` when work
    begins or ends, `began` with each piece of work, `failed` with what stood against it."""

    understood_anew = Signal()
    busy_changed = Signal()
    began = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.source: SourceFile | None = None
        self.answers = Answers()
        self.understood = Understood()
        self.remembered = False
        """Whether the answers are those of an earlier file with the same headings."""
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._job is not None

    @property
    def reading(self) -> RollReading | None:
        """What the sheet comes to, None as long as it cannot be read."""
        return self.understood.reading

    @property
    def table(self) -> SourceTable | None:
        """The sheet that is read, or the first that shows where none can be."""
        if self.understood.headings is not None:
            return self.understood.headings.table
        if self.source is None:
            return None
        named = [each for each in self.source.tables if each.name == self.answers.sheet]
        shown = [each for each in self.source.tables if not each.hidden and each.rows]
        return next(iter([*named, *shown, *self.source.tables]), None)

    @property
    def today(self) -> date:
        """The day it is."""
        return self._shell.desk.today

    @property
    def classes(self) -> tuple[ShareClass, ...]:
        """The classes of shares the book has."""
        return tuple(self._shell.desk.coop.share_classes())

    def open_file(self, path: Path) -> None:
        """Read a file, and understand it as far as that goes by itself."""
        self._open(lambda progress: self._shell.backend.read_source(path, progress))

    def paste(self, text: str) -> None:
        """Read cells that were copied elsewhere."""
        name = _("粘贴的表格")
        self._open(lambda progress: self._shell.backend.read_pasted(text, name, progress))

    def answer(self, **said: Any) -> None:
        """Take answers over and read anew; what is said the same as before changes nothing."""
        answers = replace(self.answers, **said)
        if answers != self.answers:
            self.answers = answers
            self._read()

    def answer_column(self, column: Column, field: str, share_class: str = "") -> None:
        """Say what a column holds: a field, a class of shares, or nothing that is taken over."""
        name = self._name_of(column)
        columns, classes = _without(self.answers.columns, column), _without(self.answers.classes, column)
        if share_class:
            classes[name] = share_class
        else:
            columns[name] = field
        self.answer(columns=columns, classes=classes)

    def answer_year(self, column: Column, year: int) -> None:
        """Say of which year before the book a column is."""
        years = {
            name: said
            for name, said in self.answers.years.items()
            if name not in (column.heading, column.letters)
        }
        columns = dict(self.answers.columns)
        name = self._name_of(column)
        if column.field is not None:
            # Of one year only now is the column sure: it stays what it was said to be.
            columns[name] = column.field.value
        self.answer(columns=columns, years=years | {name: year})

    def stop(self) -> None:
        """Give up what is under way."""
        if self._job is not None:
            self._job.cancel()

    def remember(self) -> None:
        """Keep the answers for the next file with the same headings."""
        headings = self.understood.headings
        if headings is None or not headings.columns:
            return
        kept = {key: value for key, value in document_of(self.answers).items() if key in _KEPT}
        preferences.keep_arrangement(_REMEMBERED, _key(headings), json.dumps(kept, ensure_ascii=False))

    def _open(self, reading: Callable[[Progress], SourceFile]) -> None:
        def work(progress: Progress) -> _Opened:
            source = reading(part_of(progress, 0, _READ))  # type: ignore[arg-type]  # told the same way
            own = self._own(source)
            known = self._known(source) if own == Answers() else None
            if known is not None:
                understood = self._understand(source, known, progress, _READ)
                if understood.refusal is None:
                    return _Opened(source, known, understood, remembered=True)
            return _Opened(source, own, self._understand(source, own, progress, _READ))

        def done(opened: _Opened) -> None:
            self.source, self.answers = opened.source, opened.answers
            self.understood, self.remembered = opened.understood, opened.remembered
            self.understood_anew.emit()

        self._start(_("正在读取文件"), work, done)

    def _read(self) -> None:
        source, answers = self.source, self.answers
        if source is None:
            return

        def done(understood: Understood) -> None:
            self.understood = understood
            self.understood_anew.emit()

        self._start(_("正在核对"), lambda progress: self._understand(source, answers, progress), done)

    def _understand(
        self, source: SourceFile, answers: Answers, progress: Progress, first: int = 0
    ) -> Understood:
        """What the file comes to; `first` is how far the whole work is already (`progress.WHOLE`)."""
        words, desk = self._shell.backend.import_words(), self._shell.desk
        headings = None
        with collector_paused(max((len(table.rows) for table in source.tables), default=0)):
            try:
                headings = find_headings(source, answers, words)
                progress.check()
                reading = read_roll(source, answers, words, desk.today, part_of(progress, first, _CHECKED))
            except DomainError as refusal:
                return Understood(headings, refusal=refusal)
            compared = desk.members.compare_roll(reading, part_of(progress, _CHECKED, WHOLE))
            progress.check()
            return Understood(headings, reading, compared, others=desk.distribution.other_sheets(reading))

    def _own(self, source: SourceFile) -> Answers:
        """What a workbook of the program's own says of itself."""
        return own_answers(source, Answers(), self.classes)

    def _start(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.silent = True
        job = self._shell.jobs.submit(title, work, done, self._failed)
        self._job = job
        job.ended.connect(self._ended)
        self.began.emit(job)
        self.busy_changed.emit()

    def _failed(self, error: Failure) -> None:
        self.failed.emit(error)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.busy_changed.emit()

    def _name_of(self, column: Column) -> str:
        """How an answer names a column: by its heading, where no other column has the same."""
        headings = self.understood.headings
        texts = [heading.text for heading in headings.columns] if headings is not None else []
        return column.heading if texts.count(column.heading) == 1 and column.heading else column.letters

    def _known(self, source: SourceFile) -> Answers | None:
        """What was answered for a file with the same headings; None where there was none, or they are not found."""
        try:
            headings = find_headings(source, Answers(), self._shell.backend.import_words())
            kept = preferences.arrangement(_REMEMBERED, _key(headings)) if headings.columns else ""
            return read_answers(json.loads(kept)) if kept else None
        except (ValueError, DomainError):  # no headings, or kept by another version
            return None


def _without(answers: Mapping[str, str], column: Column) -> dict[str, str]:
    return {name: said for name, said in answers.items() if name not in (column.heading, column.letters)}


def _key(headings: Headings) -> str:
    """The set of headings as a name that can be kept: which headings there are, in whatever order."""
    words = "\n".join(heading_set(headings.by_column()))
    return hashlib.sha256(words.encode()).hexdigest()[:32]
