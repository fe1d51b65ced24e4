"""Everything a sheet says of each row's person but shares and sums."""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.domain.typed import read_date
from coopdesk.services.members.importing import households as grouping
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.cells import shown
from coopdesk.services.members.importing.columns import Column, place_of
from coopdesk.services.members.importing.fields import Field, Unit
from coopdesk.services.members.importing.findings import Fault, Findings, Mended, Why
from coopdesk.services.members.importing.noting import Place
from coopdesk.services.members.importing.roll import Roll
from coopdesk.services.members.importing.rows import Rows
from coopdesk.services.members.importing.values import Reader
from coopdesk.services.members.importing.words import Words
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.source_table import CellValue, SourceTable

_TEXTS = (Field.GROUP, Field.BANK, Field.ADDRESS, Field.NOTE)
_COLUMNS = 9
"""Steps of a reading of people."""
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


class People:
    """Reads the persons of one sheet; what is found goes into `findings`."""

    def __init__(
        self,
        table: SourceTable,
        columns: tuple[Column, ...],
        rows: Rows,
        answers: Answers,
        words: Words,
        findings: Findings,
        reader: Reader,
        today: date,
        progress: Progress = unheard,
    ) -> None:
        self._progress = progress
        self._table, self._columns, self._rows = table, columns, rows
        self._answers, self._words, self._findings = answers, words, findings
        self._reader, self._today = reader, today
        self._count = len(rows.index)

    def _at(self, column: int) -> Place:
        return Place(column, self._rows.index, self._table.faults)

    def _place(self, name: Field) -> int | None:
        return place_of(self._columns, name)

    def read(self) -> Roll:
        """Everything said of each row's person but shares and sums."""
        roll = Roll(rows=list(self._rows.index))
        roll.name, inside = self._names()
        self._progress(1, _COLUMNS)
        roll.kind, roll.role = self._kinds()
        self._progress(2, _COLUMNS)
        roll.identity, roll.identity_kind = self._identities(roll.kind)
        self._progress(4, _COLUMNS)
        roll.phone = self._phones()
        self._progress(5, _COLUMNS)
        found = self._cells(Field.ACCOUNT)
        roll.account = self._reader.accounts(*found) if found else [""] * self._count
        self._progress(6, _COLUMNS)
        roll.group, roll.bank, roll.address, roll.remark = (self._texts(name) for name in _TEXTS)
        self._progress(8, _COLUMNS)
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
        self._point_out_natural(cells, at)
        return kinds, roles

    def _point_out_natural(self, cells: Sequence[CellValue], at: Place) -> None:
        """A word that says a person and not a farmer is taken for a farmer, and told once with how often it stands."""
        answered = self._answers.values.get(Field.KIND, {})
        known = self._words.natural - answered.keys()
        places = [
            place for place, cell in enumerate(cells) if isinstance(cell, str) and cell.strip() in known
        ]
        if places:
            word = str(cells[places[0]]).strip()
            params = {"word": word, "count": len(places)}
            self._findings.warnings.append(
                Fault("import.natural_persons", at.index[places[0]], at.column, word, params)
            )

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
                    # In a register of households it may stand with the head.
                    if self._answers.unit is Unit.PERSON:
                        self._findings.errors.append(
                            Fault("import.joined_missing", at.index[place], at.column)
                        )
                else:
                    days[place] = default
                    self._findings.mended.append(
                        Mended(at.index[place], at.column, "", default.isoformat(), Why.DEFAULT)
                    )
        return days

    def _cells(self, name: Field) -> tuple[Sequence[CellValue], Place] | None:
        """The cells of a field with values carried down inside joined cells, where it carries."""
        column = self._place(name)
        if column is None:
            return None
        cells: Sequence[CellValue] = self._rows.cells[column]
        if name in _CARRIED and self._table.merged:
            cells, _filled = grouping.carried(self._table, self._rows, column)
        return cells, self._at(column)

    def _carried(self, column: int) -> Sequence[CellValue]:
        return (
            grouping.carried(self._table, self._rows, column)[0]
            if self._table.merged
            else self._rows.cells[column]
        )

    def _texts(self, name: Field) -> list[str]:
        found = self._cells(name)
        if found is None:
            return [self._answers.defaults.get(name, "")] * self._count
        default = self._answers.defaults.get(name, "")
        texts = self._reader.texts(*found)
        return [text or default for text in texts] if default else texts


def _kind_and_role(kind: MemberKind) -> tuple[MemberKind, MemberRole | None]:
    """A founder or manager is a farmer with that role, as everywhere on the roll."""
    if kind in (MemberKind.FOUNDER, MemberKind.MANAGER):
        return MemberKind.FARMER, MemberRole(kind.value)
    return kind, None
