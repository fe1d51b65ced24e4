"""The steps in their order: from a file and the answers to a roll that can be compared with the book and posted.

A window takes the same way: it shows the reading's headings, columns, unknown words, errors and totals, adds what the
person says to the `Answers`, and reads anew. Nothing of a file is kept beyond what a reading holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.typed import read_money, read_quantity
from coopdesk.services.members.importing import households as grouping
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.checks import Checks
from coopdesk.services.members.importing.columns import Column, guess_columns, place_of
from coopdesk.services.members.importing.fields import AMOUNTS, PAST, Field, Unit
from coopdesk.services.members.importing.findings import Fault, Findings
from coopdesk.services.members.importing.headings import Headings, find_headings
from coopdesk.services.members.importing.noting import Place
from coopdesk.services.members.importing.people import People
from coopdesk.services.members.importing.roll import Person, Roll
from coopdesk.services.members.importing.rows import OtherRow, Rows, find_rows
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.importing.sums import SumReader
from coopdesk.services.members.importing.totals import Sums, Totals, compare
from coopdesk.services.members.importing.values import Reader
from coopdesk.services.members.importing.words import Words
from coopdesk.services.progress import Progress, part_of, unheard
from coopdesk.services.source_table import SourceFile, SourceKind

_STEPS, _PEOPLE = 20, (100, 600)
"""How many steps a reading takes, and which part of the whole the columns about people are (`progress.WHOLE`)."""
_Past = tuple[int, Field]
"""A year before the book, and which sum of it."""
_OF_TEXT = (SourceKind.TEXT, SourceKind.PASTED)


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of a column that nobody knows, once, with the rows (counted from 0) it stands in; to be answered."""

    field: Field
    word: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class RollReading:
    """What a sheet comes to under the answers given: each step's value, and everything found on the way."""

    file: SourceFile
    answers: Answers
    headings: Headings
    columns: tuple[Column, ...]
    rows: Rows
    roll: Roll
    totals: Totals
    findings: Findings
    persons: int
    unknown: tuple[UnknownWord, ...] = ()
    kinds: Mapping[MemberKind, int] = field(default_factory=dict)

    @property
    def can_post(self) -> bool:
        """Whether nothing stands against it but what the book itself may say."""
        return not self.findings.errors

    @property
    def others(self) -> Sequence[OtherRow]:
        """The rows that are no members, each with why."""
        return self.rows.others


def read_roll(
    file: SourceFile, answers: Answers, words: Words, today: date, progress: Progress = unheard
) -> RollReading:
    """Read a sheet by all steps, every error in one pass; `progress` hears of each step and column.

    Raises DomainError only for what leaves nothing to read: `import.no_headings`, `import.no_sheet`,
    `import.no_name`, `answers.unknown_column`.
    """
    headings = find_headings(file, answers, words)
    columns = guess_columns(headings, answers, words)
    progress(1, _STEPS)
    rows = find_rows(headings, columns, answers, words)
    progress(2, _STEPS)
    return _Steps(file, answers, headings, columns, rows, words, today, progress).reading()


class _Steps:
    """One reading on its way."""

    def __init__(
        self,
        file: SourceFile,
        answers: Answers,
        headings: Headings,
        columns: tuple[Column, ...],
        rows: Rows,
        words: Words,
        today: date,
        progress: Progress,
    ) -> None:
        self._progress, self._step = progress, 2
        self._file, self._answers, self._headings = file, answers, headings
        self._columns, self._rows, self._words, self._today = columns, rows, words, today
        self._table = headings.table
        self._findings = Findings()
        self._count = len(rows.index)
        self._joined = grouping.joined(
            self._table, rows, [column.place for column in columns if self._keys_household(column)]
        )
        self._read: dict[int, list[int | None]] = {}
        self._checks = Checks(headings, columns, rows, answers, self._findings, self._read, today)

    def reading(self) -> RollReading:
        """Take all steps that are left."""
        roll = self._people()
        shares, amounts, past = self._sums_of_rows()
        persons = self._count
        self._tell(13)
        if self._answers.unit is Unit.HOUSEHOLD:
            roll, shares, amounts, past = self._by_household(roll, shares, amounts, past)
        else:
            roll.living_together = self._living_together(roll)
        self._same_for_all(len(roll), shares, amounts)
        roll.shares, roll.amounts, roll.past = shares, amounts, past
        roll.class_labels = {
            column.share_class: column.class_label for column in self._columns if column.share_class
        }
        self._tell(14)
        totals = self._totals(len(roll), persons)
        self._tell(15)
        self._checks.amounts(totals)
        self._checks.row_sums()
        self._tell(16)
        self._checks.twice(roll)
        self._tell(17)
        self._checks.sheet()
        unknown = _unknown_words(self._findings)
        self._tell(18)
        self._findings.order()
        self._tell(19)
        return RollReading(
            self._file,
            self._answers,
            self._headings,
            self._columns,
            self._rows,
            roll,
            totals,
            self._findings,
            persons,
            unknown,
            _counted(roll),
        )

    def _people(self) -> Roll:
        """Everything said of each row's person but shares and sums."""
        return People(
            self._table,
            self._columns,
            self._rows,
            self._answers,
            self._words,
            self._findings,
            Reader(self._findings, self._today, self._hear, as_text=self._file.kind in _OF_TEXT),
            self._today,
            part_of(self._progress, *_PEOPLE),
        ).read()

    def _tell(self, step: int) -> None:
        self._step = step
        self._hear()

    def _hear(self) -> None:
        """Say again how far it is, for whoever stops the work to be heard."""
        self._progress(self._step, _STEPS)

    def _keys_household(self, column: Column) -> bool:
        return column.of_household or (column.field is None and not column.is_total and column.place < 3)

    def _at(self, column: int) -> Place:
        return Place(column, self._rows.index, self._table.faults)

    def _place(self, name: Field) -> int | None:
        return place_of(self._columns, name)

    def _sums_of_rows(
        self,
    ) -> tuple[dict[str, list[int | None]], dict[Field, list[int | None]], dict[_Past, list[int | None]]]:
        """Shares by class, sums by field, and those of before the book by year and field, of each row."""
        shares: dict[str, list[int | None]] = {}
        amounts: dict[Field, list[int | None]] = {}
        past: dict[_Past, list[int | None]] = {}
        for column in self._columns:
            at = self._at(column.place)
            if column.field is Field.SHARES:
                read = SumReader(self._findings, self._hear).shares(
                    self._rows.cells[column.place], at, column.factor
                )
                code = column.share_class or ORDINARY
                before = shares.get(code)
                shares[code] = (
                    read
                    if before is None
                    else [_plus(one, two) for one, two in zip(before, read, strict=True)]
                )
                self._read[column.place] = read
            elif column.field in AMOUNTS:
                read = SumReader(self._findings, self._hear).amounts(
                    self._rows.cells[column.place], at, column.factor
                )
                amounts[column.field] = read
                self._read[column.place] = read
            elif column.field in PAST:
                read = SumReader(self._findings, self._hear).amounts(
                    self._rows.cells[column.place], at, column.factor
                )
                self._read[column.place] = read
                if column.year is not None:
                    past[column.year, column.field] = read
        return shares, amounts, past

    def _by_household(
        self,
        roll: Roll,
        shares: Mapping[str, list[int | None]],
        amounts: Mapping[Field, list[int | None]],
        past: Mapping[_Past, list[int | None]],
    ) -> tuple[
        Roll, dict[str, list[int | None]], dict[Field, list[int | None]], dict[_Past, list[int | None]]
    ]:
        """One member a household: its head, with what its persons hold together."""
        found = self._grouped(roll, self._findings)
        members = Roll(rows=[roll.rows[head] for head in found.heads])
        for name in _OF_HEAD:
            values = getattr(roll, name)
            setattr(members, name, [values[head] for head in found.heads])
        self._joined_missing(members)
        members.household = [
            label or name for label, name in zip(members.household, members.name, strict=True)
        ]
        members.persons = [
            tuple(
                Person(
                    roll.name[place],
                    roll.relation[place],
                    roll.identity[place],
                    roll.identity_kind[place],
                    place == head,
                    roll.rows[place],
                )
                for place in persons
            )
            for head, persons in zip(found.heads, found.persons, strict=True)
        ]
        self._check_persons(roll)
        return (
            members,
            {code: grouping.sums(values, found) for code, values in shares.items()},
            {name: grouping.sums(values, found) for name, values in amounts.items()},
            {name: grouping.sums(values, found) for name, values in past.items()},
        )

    def _same_for_all(
        self, count: int, shares: dict[str, list[int | None]], amounts: dict[Field, list[int | None]]
    ) -> None:
        """Shares and sums that a person said for every member of a sheet without such a column."""
        said = self._answers.defaults
        if Field.SHARES in said and not shares:
            shares[ORDINARY] = [int(read_quantity(said[Field.SHARES]))] * count
        for name in AMOUNTS:
            if name in said and name not in amounts:
                amounts[name] = [read_money(said[name]).fen] * count

    def _living_together(self, roll: Roll) -> tuple[tuple[int, ...], ...]:
        """The households of members, where relations and heads tell each without a doubt; none otherwise."""
        if self._place(Field.RELATION) is None or not any(column.of_household for column in self._columns):
            return ()
        doubts = Findings()
        found = self._grouped(roll, doubts)
        if doubts.errors:
            return ()
        return tuple(
            (head, *(place for place in persons if place != head))
            for head, persons in zip(found.heads, found.persons, strict=True)
        )

    def _grouped(self, roll: Roll, findings: Findings) -> grouping.Households:
        heads = frozenset(map(compared, self._words.heads))
        roles = [None if not text else compared(text) in heads for text in roll.relation]
        keys = [self._rows.cells[column.place] for column in self._columns if column.of_household]
        column = self._place(Field.NAME) or 0
        return grouping.group(self._rows, roll.name, roles, keys, self._joined, findings, column)

    def _joined_missing(self, members: Roll) -> None:
        column = self._place(Field.JOINED)
        if column is None:
            return
        failed = {fault.row for fault in self._findings.errors if fault.column == column}
        for row, day in zip(members.rows, members.joined, strict=True):
            if day is None and row not in failed:
                self._findings.errors.append(Fault("import.joined_missing", row, column))

    def _check_persons(self, roll: Roll) -> None:
        """One identity twice among all persons of a register of households."""
        self._checks.one_twice(roll.identity, roll.rows, Field.IDENTITY, "import.identity_twice")

    def _totals(self, members: int, persons: int) -> Totals:
        by_column: dict[int, Sequence[int | None]] = dict(self._read)
        for column in self._columns:
            if column.is_total and column.place not in by_column:
                by_column[column.place] = self._checks.quietly(column)
        unread = frozenset(
            fault.column for fault in self._findings.errors if fault.row >= 0 and fault.column in by_column
        )
        sums = Sums(members, persons, by_column, unread)
        return compare(
            self._table, self._rows, self._columns, sums, self._answers, self._words, self._findings
        )


def _counted(roll: Roll) -> dict[MemberKind, int]:
    """How many members of each kind there are, a founder or manager by his role."""
    kinds: dict[MemberKind, int] = {}
    for kind, role in zip(roll.kind, roll.role, strict=True):
        of = kind if role is None else role.kind
        kinds[of] = kinds.get(of, 0) + 1
    return kinds


def _unknown_words(findings: Findings) -> tuple[UnknownWord, ...]:
    """Each word nobody knows once, with all its rows."""
    found: dict[str, list[int]] = {}
    for fault in findings.errors:
        if fault.code == "import.unknown_kind":
            found.setdefault(str(fault.params["word"]), []).append(fault.row)
    return tuple(UnknownWord(Field.KIND, word, tuple(rows)) for word, rows in found.items())


_OF_HEAD = (
    "number",
    "name",
    "kind",
    "role",
    "joined",
    "group",
    "identity",
    "identity_kind",
    "phone",
    "bank",
    "account",
    "address",
    "remark",
    "household",
    "relation",
)


def _plus(one: int | None, two: int | None) -> int | None:
    return one if two is None else two if one is None else one + two
