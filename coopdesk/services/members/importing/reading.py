"""The steps in their order: from a file and the answers to a roll that can be compared with the book and posted.

A window takes the same way: it shows the reading's headings, columns, unknown words, errors and totals, adds what the
person says to the `Answers`, and reads anew. Nothing of a file is kept beyond what a reading holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import birth_date_of
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.domain.typed import read_date
from coopdesk.services.members.importing import households as grouping
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.columns import Column, guess_columns, place_of
from coopdesk.services.members.importing.fields import AMOUNTS, Field, Unit
from coopdesk.services.members.importing.findings import Fault, Findings, Mended, Why
from coopdesk.services.members.importing.headings import Headings, find_headings
from coopdesk.services.members.importing.roll import Person, Roll
from coopdesk.services.members.importing.rows import OtherRow, Rows, find_rows
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.importing.totals import Sums, Totals, compare
from coopdesk.services.members.importing.values import Place, Reader, shown
from coopdesk.services.members.importing.words import Words
from coopdesk.services.source_table import CellValue, SourceFile, SourceKind, address

_TEXTS = (Field.GROUP, Field.BANK, Field.ADDRESS, Field.NOTE)
_CARRIED = (
    Field.KIND,
    Field.JOINED,
    Field.GROUP,
    Field.BANK,
    Field.ACCOUNT,
    Field.ADDRESS,
    Field.PHONE,
    Field.HOUSEHOLD,
)
"""Fields whose value in joined cells holds for each of their rows; sums and numbers never do."""


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


def read_roll(file: SourceFile, answers: Answers, words: Words, today: date) -> RollReading:
    """Read a sheet by all steps, every error in one pass.

    Raises DomainError only for what leaves nothing to read: `import.no_headings`, `import.no_sheet`,
    `import.no_name`, `answers.unknown_column`.
    """
    headings = find_headings(file, answers, words)
    columns = guess_columns(headings, answers, words)
    rows = find_rows(headings, columns, answers, words)
    return _Steps(file, answers, headings, columns, rows, words, today).reading()


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
    ) -> None:
        self._file, self._answers, self._headings = file, answers, headings
        self._columns, self._rows, self._words, self._today = columns, rows, words, today
        self._table = headings.table
        self._findings = Findings()
        self._reader = Reader(
            self._findings, today, as_text=file.kind in (SourceKind.TEXT, SourceKind.PASTED)
        )
        self._count = len(rows.index)
        self._joined = grouping.joined(
            self._table, rows, [column.place for column in columns if self._keys_household(column)]
        )
        self._read: dict[int, list[int | None]] = {}

    def reading(self) -> RollReading:
        """Take all steps that are left."""
        roll = self._people()
        shares, amounts = self._sums_of_rows()
        persons = self._count
        if self._answers.unit is Unit.HOUSEHOLD:
            roll, shares, amounts = self._by_household(roll, shares, amounts)
        roll.shares, roll.amounts = shares, amounts
        roll.class_labels = {
            column.share_class: column.class_label for column in self._columns if column.share_class
        }
        totals = self._totals(len(roll), persons)
        self._check_amounts(totals)
        self._check_row_sums()
        self._check_twice(roll)
        self._look_at_sheet()
        unknown = self._unknown_words()
        self._findings.order()
        kinds: dict[MemberKind, int] = {}
        for kind, role in zip(roll.kind, roll.role, strict=True):
            of = kind if role is None else role.kind
            kinds[of] = kinds.get(of, 0) + 1
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
            kinds,
        )

    def _keys_household(self, column: Column) -> bool:
        return column.field is Field.HOUSEHOLD or (
            column.field is None and not column.is_total and column.place < 3
        )

    def _at(self, column: int) -> Place:
        return Place(column, self._rows.index, self._table.faults)

    def _place(self, name: Field) -> int | None:
        return place_of(self._columns, name)

    def _cells(self, name: Field) -> tuple[Sequence[CellValue], Place] | None:
        """The cells of a field with values carried down inside joined cells, where it carries."""
        column = self._place(name)
        if column is None:
            return None
        cells: Sequence[CellValue] = self._rows.cells[column]
        if name in _CARRIED and self._table.merged:
            cells, _filled = grouping.carried(self._table, self._rows, column)
        return cells, self._at(column)

    def _texts(self, name: Field) -> list[str]:
        found = self._cells(name)
        if found is None:
            return [self._answers.defaults.get(name, "")] * self._count
        default = self._answers.defaults.get(name, "")
        texts = self._reader.texts(*found)
        return [text or default for text in texts] if default else texts

    def _people(self) -> Roll:
        """Everything said of each row's person but shares and sums."""
        roll = Roll(rows=list(self._rows.index))
        roll.name, inside = self._names()
        roll.kind, roll.role = self._kinds()
        roll.identity, roll.identity_kind = self._identities(roll.kind)
        roll.phone = self._phones()
        found = self._cells(Field.ACCOUNT)
        roll.account = self._reader.accounts(*found) if found else [""] * self._count
        roll.group, roll.bank, roll.address, roll.remark = (self._texts(name) for name in _TEXTS)
        roll.joined = self._days()
        number = self._cells(Field.NUMBER)
        roll.number = self._reader.numbers(*number) if number else [""] * self._count
        relation = self._cells(Field.RELATION)
        texts = self._reader.texts(*relation) if relation else [""] * self._count
        roll.relation = [text or of for text, of in zip(texts, inside, strict=True)]
        household = self._cells(Field.HOUSEHOLD)
        roll.household = self._reader.texts(*household) if household else [""] * self._count
        roll.persons = [()] * self._count
        return roll

    def _names(self) -> tuple[list[str], list[str]]:
        """Names, and the relation that stands beside a name in brackets: 张三（户主）."""
        column = self._place(Field.NAME)
        assert column is not None, "a roll has a column of names"
        cells = list(self._rows.cells[column])
        relations = [""] * self._count
        known = self._words.heads | self._words.relations
        for place, cell in enumerate(cells):
            if cell.__class__ is str and cell[-1:] in ")）":
                name, bracket, inside = str(cell).replace("(", "（").partition("（")
                relation = inside.rstrip(")） ").strip()
                if bracket and relation in known and name.strip():
                    cells[place], relations[place] = name.strip(), relation
                    self._findings.mended.append(
                        Mended(self._rows.index[place], column, str(cell), name.strip(), Why.RELATION)
                    )
        names = self._reader.names(cells, self._at(column))
        if "" in names:
            failed = {fault.row for fault in self._findings.errors if fault.column == column}
            for place, name in enumerate(names):
                row = self._rows.index[place]
                if not name and row not in failed:
                    self._findings.errors.append(
                        Fault("import.name_missing", row, column, shown(cells[place]))
                    )
        return names, relations

    def _kinds(self) -> tuple[list[MemberKind], list[MemberRole | None]]:
        given = self._answers.defaults.get(Field.KIND)
        default = MemberKind(given) if given else None
        found = self._cells(Field.KIND)
        if found is None:
            if default is None:
                self._findings.errors.append(Fault("import.kind_unsaid"))
            kind, role = _kind_and_role(default or MemberKind.FARMER)
            return [kind] * self._count, [role] * self._count
        cells, at = found
        read = self._reader.kinds(cells, at, self._words.kinds, self._answers.values.get(Field.KIND, {}))
        kinds: list[MemberKind] = []
        roles: list[MemberRole | None] = []
        for place, found_kind in enumerate(read):
            if found_kind is None and cells[place] is None and default is None:
                self._findings.errors.append(Fault("import.kind_missing", at.index[place], at.column))
            own, own_role = _kind_and_role(found_kind or default or MemberKind.FARMER)
            kinds.append(own)
            roles.append(own_role)
        return kinds, roles

    def _identities(self, kinds: Sequence[MemberKind]) -> tuple[list[str], list[IdentityKind | None]]:
        found = self._cells(Field.IDENTITY)
        if found is None:
            return [""] * self._count, [None] * self._count
        return self._reader.identities(found[0], kinds, found[1])

    def _phones(self) -> list[str]:
        """Telephone numbers of all columns that hold some, each once."""
        columns = [column.place for column in self._columns if column.field is Field.PHONE]
        if not columns:
            return [""] * self._count
        read = [self._reader.phones(self._carried(column), self._at(column)) for column in columns]
        if len(read) == 1:
            return read[0]
        return [
            "/".join(dict.fromkeys(number for cell in cells for number in cell.split("/") if number))
            for cells in zip(*read, strict=True)
        ]

    def _carried(self, column: int) -> Sequence[CellValue]:
        return (
            grouping.carried(self._table, self._rows, column)[0]
            if self._table.merged
            else self._rows.cells[column]
        )

    def _days(self) -> list[date | None]:
        given = self._answers.defaults.get(Field.JOINED)
        default = read_date(given) if given else None
        found = self._cells(Field.JOINED)
        if default is not None and default > self._today:
            self._findings.errors.append(Fault("member.joined_in_future", params={"day": default}))
        if found is None:
            if default is None:
                self._findings.errors.append(Fault("import.joined_unsaid"))
            return [default] * self._count
        cells, at = found
        days = self._reader.days(cells, at)
        for place, day in enumerate(days):
            if day is None and cells[place] is None:
                if default is None:
                    if not self._is_within_household(place):
                        self._findings.errors.append(
                            Fault("import.joined_missing", at.index[place], at.column)
                        )
                else:
                    days[place] = default
                    self._findings.mended.append(
                        Mended(at.index[place], at.column, "", default.isoformat(), Why.DEFAULT)
                    )
        return days

    def _is_within_household(self, place: int) -> bool:
        """Whether what is missing of a row may stand with the head of its household."""
        del place
        return self._answers.unit is Unit.HOUSEHOLD

    def _sums_of_rows(self) -> tuple[dict[str, list[int | None]], dict[Field, list[int | None]]]:
        """Shares by class and sums by field of each row."""
        shares: dict[str, list[int | None]] = {}
        amounts: dict[Field, list[int | None]] = {}
        for column in self._columns:
            at = self._at(column.place)
            if column.field is Field.SHARES:
                read = self._reader.shares(self._rows.cells[column.place], at, column.factor)
                code = column.share_class or ORDINARY
                before = shares.get(code)
                shares[code] = (
                    read
                    if before is None
                    else [_plus(one, two) for one, two in zip(before, read, strict=True)]
                )
                self._read[column.place] = read
            elif column.field in AMOUNTS:
                read = self._reader.amounts(self._rows.cells[column.place], at, column.factor)
                amounts[column.field] = read
                self._read[column.place] = read
        return shares, amounts

    def _by_household(
        self,
        roll: Roll,
        shares: Mapping[str, list[int | None]],
        amounts: Mapping[Field, list[int | None]],
    ) -> tuple[Roll, dict[str, list[int | None]], dict[Field, list[int | None]]]:
        """One member a household: its head, with what its persons hold together."""
        heads = frozenset(map(compared, self._words.heads))
        roles = [None if not text else compared(text) in heads for text in roll.relation]
        keys = [self._rows.cells[column.place] for column in self._columns if column.field is Field.HOUSEHOLD]
        column = self._place(Field.NAME) or 0
        found = grouping.group(self._rows, roll.name, roles, keys, self._joined, self._findings, column)
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
        )

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
        self._twice(roll.identity, roll.rows, Field.IDENTITY, "import.identity_twice")

    def _totals(self, members: int, persons: int) -> Totals:
        by_column: dict[int, Sequence[int | None]] = dict(self._read)
        for column in self._columns:
            if column.is_total and column.place not in by_column:
                by_column[column.place] = self._quietly(column)
        unread = frozenset(
            fault.column for fault in self._findings.errors if fault.row >= 0 and fault.column in by_column
        )
        sums = Sums(members, persons, by_column, unread)
        return compare(
            self._table, self._rows, self._columns, sums, self._answers, self._words, self._findings
        )

    def _quietly(self, column: Column) -> list[int | None]:
        """A column of sums that is only compared: what of it cannot be read is nobody's error."""
        reader = Reader(Findings(), self._today)
        return reader.shares(self._rows.cells[column.place], self._at(column.place), column.factor)

    def _check_amounts(self, totals: Totals) -> None:
        """An empty cell of shares or capital is never nought: an error, unless the total holds without it."""
        agreed = {total.column for total in totals.totals if total.agree and total.row >= 0}
        typed = {total.of.value for total in totals.totals if total.agree and total.row < 0}
        checked = [column for column in self._columns if column.field in (Field.SHARES, Field.CAPITAL)]
        classes = [column for column in checked if column.share_class]
        for column in checked:
            if column.share_class and len(classes) > 1:
                continue
            cells = self._rows.cells[column.place]
            if None not in cells or self._answers.unit is Unit.HOUSEHOLD:
                continue
            sure = column.place in agreed or (column.field is not None and column.field.value in typed)
            merged = grouping.joined(self._table, self._rows, [column.place])
            faulty = {fault.row for fault in self._findings.errors if fault.column == column.place}
            for place, cell in enumerate(cells):
                row = self._rows.index[place]
                if cell is not None or row in faulty:
                    continue
                if place in merged.further:
                    self._findings.errors.append(Fault("import.amount_joined", row, column.place))
                else:
                    found = self._findings.warnings if sure else self._findings.errors
                    found.append(Fault("import.amount_missing", row, column.place))
        if len(classes) > 1 and self._answers.unit is Unit.PERSON:
            self._check_classes(classes)

    def _check_classes(self, classes: Sequence[Column]) -> None:
        """A member without a share of any class."""
        cells = [self._rows.cells[column.place] for column in classes]
        for place, held in enumerate(zip(*cells, strict=True)):
            if all(cell is None for cell in held):
                row = self._rows.index[place]
                self._findings.warnings.append(Fault("import.amount_missing", row, classes[0].place))

    def _check_row_sums(self) -> None:
        """A sheet's own sum of a row's classes must be that sum."""
        classes = [column for column in self._columns if column.share_class]
        totals = [column for column in self._columns if column.is_total]
        unclassed = any(column.is_class and not column.share_class for column in self._columns)
        if (
            len(classes) < 2
            or len(totals) != 1
            or unclassed
            or (self._answers.unit is Unit.HOUSEHOLD and not classes)
        ):
            return
        (total,) = totals
        said = self._quietly(total)
        parts = [self._read[column.place] for column in classes]
        for place, number in enumerate(said):
            held = [part[place] for part in parts]
            added = sum(one for one in held if one is not None)
            if number is not None and any(one is not None for one in held) and number != added:
                if self._answers.unit is Unit.HOUSEHOLD and self._is_household_total(place, total.place):
                    continue
                row = self._rows.index[place]
                self._findings.errors.append(
                    Fault(
                        "import.row_sum",
                        row,
                        total.place,
                        shown(self._rows.cells[total.place][place]),
                        {"found": shown(self._rows.cells[total.place][place]), "read": _in_units(added)},
                    )
                )

    def _is_household_total(self, place: int, column: int) -> bool:
        """Whether a sum stands for the whole household: beside its first row only."""
        cells = self._rows.cells[column]
        following = place + 1 < len(cells) and cells[place + 1] is None
        return following or place in self._joined.first

    def _check_twice(self, roll: Roll) -> None:
        """One identity or number twice is an error; one account or namesake twice is looked at."""
        if self._answers.unit is Unit.PERSON:
            self._twice(roll.identity, roll.rows, Field.IDENTITY, "import.identity_twice")
        self._twice(roll.number, roll.rows, Field.NUMBER, "import.number_twice")
        self._twice(roll.account, roll.rows, Field.ACCOUNT, "import.account_twice", warn=True)
        self._namesakes(roll)

    def _twice(
        self, values: Sequence[str], rows: Sequence[int], name: Field, code: str, *, warn: bool = False
    ) -> None:
        filled = len(values) - values.count("")
        if filled == len(set(values) - {""}):
            return
        column = self._place(name) or 0
        first: dict[str, int] = {}
        found = self._findings.warnings if warn else self._findings.errors
        for value, row in zip(values, rows, strict=True):
            if not value:
                continue
            if value in first:
                found.append(
                    Fault(code, row, column, value, {"value": value, "other": address(first[value], column)})
                )
            else:
                first[value] = row

    def _namesakes(self, roll: Roll) -> None:
        """The same name and birthday under two numbers is most likely one person."""
        if len(set(roll.name)) == len(roll):
            return
        column = self._place(Field.NAME) or 0
        first: dict[tuple[str, str], int] = {}
        for name, identity, row in zip(roll.name, roll.identity, roll.rows, strict=True):
            born = identity[6:14] if len(identity) == 18 else ""
            if not born or not name:
                continue
            other = first.setdefault((name, born), row)
            if other != row and birth_date_of(identity) is not None:
                self._findings.warnings.append(
                    Fault(
                        "import.same_birthday",
                        row,
                        column,
                        name,
                        {"name": name, "other": address(other, column)},
                    )
                )

    def _look_at_sheet(self) -> None:
        """What should be known of the sheet as a whole."""
        warn = self._findings.warnings
        if self._headings.others:
            warn.append(Fault("import.other_sheets", params={"sheets": list(self._headings.others)}))
        body = range(self._headings.last + 1, len(self._table.rows))
        hidden = sum(1 for row in self._table.hidden_rows if row in body)
        if hidden:
            warn.append(Fault("import.hidden_rows", params={"count": hidden}))
        for column in self._columns:
            if column.is_class and not column.share_class and column.field is None and not column.answered:
                warn.append(
                    Fault(
                        "import.class_unsaid",
                        self._headings.last,
                        column.place,
                        column.heading,
                        {"heading": column.heading},
                    )
                )
        if not self._rows.index:
            self._findings.errors.append(Fault("import.no_rows"))
        shares = any(column.field is Field.SHARES for column in self._columns)
        capital = any(column.field in AMOUNTS for column in self._columns)
        if not shares and not capital:
            warn.append(Fault("import.no_amounts"))

    def _unknown_words(self) -> tuple[UnknownWord, ...]:
        found: dict[str, list[int]] = {}
        for fault in self._findings.errors:
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


def _kind_and_role(kind: MemberKind) -> tuple[MemberKind, MemberRole | None]:
    """A founder or manager is a farmer with that role, as everywhere on the roll."""
    if kind in (MemberKind.FOUNDER, MemberKind.MANAGER):
        return MemberKind.FARMER, MemberRole(kind.value)
    return kind, None


def _plus(one: int | None, two: int | None) -> int | None:
    return one if two is None else two if one is None else one + two


def _in_units(millionths: int) -> str:
    whole, rest = divmod(millionths, 10**6)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)
