"""Workbooks that go out: texts that stay texts, figures that can be added up, headings with notes and choices.

No cell ever becomes a formula or a link, whatever it begins with: what is written is what another program reads again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from coopdesk.services.source_table import CellValue, letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DIGITS = 15
"""So many digits a spreadsheet keeps of a figure; one that has more stays whole as a text."""
_LONGEST = 32_767
_DAY = "yyyy-mm-dd"
_MARKED = "#F8D7D4"
_QUIET = "#5B6770"
_MOST_CHOICES = 255
"""Characters of a list of choices that Excel takes."""


class Form(StrEnum):
    """What a column holds, and so how a cell somebody fills in is understood."""

    TEXT = "@"
    """Numbers of papers and accounts too: their noughts and last digits stay."""
    FIGURE = "General"
    MONEY = "#,##0.00"
    DAY = _DAY


@dataclass(frozen=True)
class OutColumn:
    """A column of a sheet that is made: `note` is shown beside its heading, `choices` are offered in its cells."""

    title: str
    width: int = 12
    form: Form = Form.TEXT
    note: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutSheet:
    """A sheet that is made. `above` are rows over the headings; `notes` are remarks on cells of `rows`.

    `notes` are by row and column, counted from 0. `empty` is how many rows below are made ready to be filled in.
    A sheet without headings has no columns' titles.
    """

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[CellValue]] = ()
    above: Sequence[Sequence[CellValue]] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    empty: int = 0


def sheet_name(text: str) -> str:
    """A name that a sheet can have, made of a text."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\").strip("'")[:31] or "Sheet1"


def workbook(sheets: Sequence[OutSheet], *, long: bool = False) -> bytes:
    """The bytes of a workbook with these sheets; the same sheets give workbooks that read the same.

    A `long` one keeps no rows in memory while it is made, and each text again and again in the file.
    """
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": not long,
            "constant_memory": long,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    writer = _Writer(book)
    for sheet in sheets:
        writer.write(sheet)
    book.close()
    return out.getvalue()


class _Writer:
    """The cell forms of one workbook."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._heading = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
        self._quiet = book.add_format({"italic": True, "font_color": _QUIET})
        self._forms = {form: book.add_format({"num_format": form.value}) for form in Form}
        self._marked = {
            form: book.add_format({"num_format": form.value, "bg_color": _MARKED}) for form in Form
        }

    def write(self, sheet: OutSheet) -> None:
        made = self._book.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            made.set_column(place, place, column.width, self._forms[column.form])
        for row, cells in enumerate(sheet.above):
            for place, cell in enumerate(cells):
                self._cell(made, row, place, cell, self._quiet)
        first = len(sheet.above)
        if any(column.title for column in sheet.columns):
            for place, column in enumerate(sheet.columns):
                made.write_string(first, place, column.title, self._heading)
                if column.note:
                    made.write_comment(first, place, column.note, {"x_scale": 2})
            first += 1
            made.freeze_panes(first, min(2, len(sheet.columns) - 1))
        count = self._rows(made, sheet, first)
        self._choices(made, sheet, first, first + count + sheet.empty - 1)

    def _rows(self, made: "Worksheet", sheet: OutSheet, first: int) -> int:
        forms = [self._forms[column.form] for column in sheet.columns]
        count = 0
        for count, cells in enumerate(sheet.rows, 1):
            for place, cell in enumerate(cells):
                form = forms[place] if place < len(forms) else None
                note = sheet.notes.get((count - 1, place)) if sheet.notes else None
                if note is not None:
                    marked = sheet.columns[place].form if place < len(sheet.columns) else Form.TEXT
                    form = self._marked[marked]
                    made.write_comment(first + count - 1, place, note, {"x_scale": 2, "y_scale": 1.5})
                self._cell(made, first + count - 1, place, cell, form)
        return count

    def _cell(self, made: "Worksheet", row: int, place: int, cell: CellValue, form: "Format | None") -> None:
        if cell is None or cell == "":
            made.write_blank(row, place, None, form)
        elif isinstance(cell, bool):
            made.write_string(row, place, str(cell), form)
        elif isinstance(cell, str):
            made.write_string(row, place, cell[:_LONGEST], form)
        elif isinstance(cell, int | Decimal):
            if len(Decimal(cell).normalize().as_tuple().digits) > _DIGITS:
                made.write_string(row, place, f"{Decimal(cell):f}", form)
            else:
                made.write_number(row, place, cell, form)
        elif isinstance(cell, datetime):
            made.write_string(row, place, cell.isoformat(" "), form)
        else:
            self._day(made, row, place, cell, form)

    def _day(self, made: "Worksheet", row: int, place: int, day: date, form: "Format | None") -> None:
        if form is not None and form in (*self._marked.values(), self._quiet):
            made.write_string(row, place, day.isoformat(), form)
        else:
            made.write_datetime(row, place, day, self._forms[Form.DAY])

    def _choices(self, made: "Worksheet", sheet: OutSheet, first: int, last: int) -> None:
        for place, column in enumerate(sheet.columns):
            fits = len(",".join(column.choices)) <= _MOST_CHOICES
            if column.choices and fits and last >= first:
                made.data_validation(
                    f"{letters(place)}{first + 1}:{letters(place)}{last + 1}",
                    {"validate": "list", "source": list(column.choices), "error_type": "warning"},
                )
