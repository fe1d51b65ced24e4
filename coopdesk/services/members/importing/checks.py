"""What is looked at once all cells are read: empty sums, sums that do not add up, people and numbers there twice."""

from collections.abc import Mapping, Sequence
from datetime import date

from coopdesk.domain.members.identity_papers import birth_date_of
from coopdesk.domain.members.past import TOGETHER
from coopdesk.services.limits import FIRST_YEAR
from coopdesk.services.members.importing import households as grouping
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.cells import shown
from coopdesk.services.members.importing.columns import Column, place_of
from coopdesk.services.members.importing.fields import AMOUNTS, PAST, Field, Unit
from coopdesk.services.members.importing.findings import Fault, Findings
from coopdesk.services.members.importing.headings import Headings
from coopdesk.services.members.importing.noting import Place
from coopdesk.services.members.importing.roll import Roll
from coopdesk.services.members.importing.rows import Rows
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.importing.sums import SumReader
from coopdesk.services.members.importing.totals import Totals
from coopdesk.services.source_table import address


class Checks:
    """The checks of one reading; `read` are the sums of each column of shares or money by row."""

    def __init__(
        self,
        headings: Headings,
        columns: tuple[Column, ...],
        rows: Rows,
        answers: Answers,
        findings: Findings,
        read: Mapping[int, Sequence[int | None]],
        today: date,
    ) -> None:
        self._today = today
        self._headings, self._columns, self._rows = headings, columns, rows
        self._answers, self._findings, self._read = answers, findings, read
        self._table = headings.table

    def _at(self, column: int) -> Place:
        return Place(column, self._rows.index, self._table.faults)

    def _place(self, name: Field) -> int | None:
        return place_of(self._columns, name)

    def quietly(self, column: Column) -> list[int | None]:
        """A column of sums that is only compared: what of it cannot be read is nobody's error."""
        return SumReader(Findings()).shares(
            self._rows.cells[column.place], self._at(column.place), column.factor
        )

    def amounts(self, totals: Totals) -> None:
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
            self._classes(classes)

    def _classes(self, classes: Sequence[Column]) -> None:
        """A member without a share of any class."""
        cells = [self._rows.cells[column.place] for column in classes]
        for place, held in enumerate(zip(*cells, strict=True)):
            if all(cell is None for cell in held):
                row = self._rows.index[place]
                self._findings.warnings.append(Fault("import.amount_missing", row, classes[0].place))

    def row_sums(self) -> None:
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
        said = self.quietly(total)
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
        return following or place in grouping.joined(self._table, self._rows, [column]).first

    def twice(self, roll: Roll) -> None:
        """One identity or number twice is an error; one account or namesake twice is looked at."""
        if self._answers.unit is Unit.PERSON:
            self.one_twice(roll.identity, roll.rows, Field.IDENTITY, "import.identity_twice")
        self.one_twice(roll.number, roll.rows, Field.NUMBER, "import.number_twice")
        self.one_twice(roll.account, roll.rows, Field.ACCOUNT, "import.account_twice", warn=True)
        self._namesakes(roll)

    def one_twice(
        self, values: Sequence[str], rows: Sequence[int], name: Field, code: str, *, warn: bool = False
    ) -> None:
        """One value twice in a field, told at the later cell."""
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

    def sheet(self) -> None:
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
        name = next(column for column in self._columns if column.field is Field.NAME)
        for column in self._columns:
            again = column.proposed is Field.NAME and compared(column.heading) == compared(name.heading)
            if again and column.samples and not column.answered:
                # People beside people: whoever stands on the right would be lost.
                self._findings.errors.append(
                    Fault("import.side_by_side", self._headings.last, column.place, column.heading)
                )
        self._past()
        if not self._rows.index:
            self._findings.errors.append(Fault("import.no_rows"))
        sums = (Field.SHARES, *AMOUNTS)
        said = any(name in self._answers.defaults for name in sums)
        if not said and not any(column.field in sums for column in self._columns):
            warn.append(Fault("import.no_amounts"))

    def _past(self) -> None:
        """Of which year a column of what was distributed before the book is, and whether that year can be."""
        for column in self._columns:
            if column.field not in PAST:
                continue
            last = self._today.year
            params: dict[str, object]
            if column.year is None:
                code, params = "import.past_year_unsaid", {"heading": column.heading or column.letters}
            elif column.year != TOGETHER and not FIRST_YEAR <= column.year <= last:
                code, params = (
                    "past.year_not_past",
                    {"year": column.year, "first": FIRST_YEAR, "last": last},
                )
            else:
                continue
            self._findings.errors.append(
                Fault(code, self._headings.last, column.place, column.heading, params)
            )


def _in_units(millionths: int) -> str:
    whole, rest = divmod(millionths, 10**6)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)
