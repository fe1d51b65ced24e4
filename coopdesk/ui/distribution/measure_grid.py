"""A grid of measures: typed row by row, or pasted from a spreadsheet; every row says what is wrong with it.

Stands on the kit's entry grid, and adds what a measure's columns mean and whose row it is. Where neither headings nor
content tell what the pasted columns are, it asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Signal

from coopdesk.domain.distribution.measures import SheetKind, SheetRow
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.ui.distribution import pasted_columns
from coopdesk.ui.distribution.measure_rows import Roll, read_amount, row_mistake
from coopdesk.ui.distribution.pasted_columns import Columns, Part
from coopdesk.ui.kit import dialogs, fonts
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.kit.grid_paste import Placed

PARTS = (
    (Part.NUMBER, N_("成员编号")),
    (Part.NAME, N_("姓名")),
    (Part.WHO, N_("编号或姓名")),
    (Part.QUANTITY, N_("数量")),
    (Part.AMOUNT, N_("金额（元）")),
    (Part.SOURCE, N_("来源")),
    (Part.UNUSED, N_("不用")),
)
_SHOWN = 3
"""Cells of a column that are shown to tell it by."""
_LONGEST = 40


class ColumnsForm(FormDialog[tuple[Part | None, ...]]):
    """One choice a column, beside its heading and first cells; what was recognised is chosen already."""

    def __init__(self, lines: pasted_columns.Lines, columns: Columns, kind: SheetKind) -> None:
        lead = _("粘贴的内容里，有的列认不出是什么。请逐列选定；选定之前一行也不录入。")
        super().__init__(_("粘贴的每一列是什么"), _("按此录入"), lead)
        self._kind = kind
        parts = [
            (part, _(words))
            for part, words in PARTS
            if part is not Part.AMOUNT or part in pasted_columns.figures(kind)
        ]
        choices: list[tuple[Part | None, str]] = [(None, _("请选择")), *parts]
        self.columns = []
        for place, part in enumerate(columns.parts):
            heading = columns.headings[place] if columns.headings else ""
            title = heading or _("第 {n} 列").format(n=place + 1)
            cells = [line[place] for line in lines[columns.first :] if line[place]]
            sample = mark("、").join(cells[:_SHOWN])[:_LONGEST]
            fonts.ensure_glyphs(title + sample)
            self.columns.append(ChoiceField(title[:_LONGEST], choices, chosen=part, hint=sample))
        self.group("", self.columns)
        self.cursor_in = next(
            (each for each, part in zip(self.columns, columns.parts, strict=True) if part is None), None
        )

    def make(self) -> tuple[Part | None, ...]:
        parts = tuple(column.read("") for column in self.columns)
        pasted_columns.check(parts, self._kind)
        return parts


MEMBER, QUANTITY, AMOUNT = range(3)
MOST_ROWS = 200_000
"""A whole roll may be pasted, with a row for each of two things."""

_TITLES = {SheetKind.LAND: N_("面积（亩）"), SheetKind.TRADE: N_("数量"), SheetKind.MEASURE: N_("数值")}


class MeasureGrid(EntryGrid):
    """Member, quantity, and amount (of trade only). Who is known stands with number and name.

    `sourced(source)` tells what pasted rows name as their paper.
    """

    sourced = Signal(str)

    def __init__(self, title: str, roll: Roll, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
        self._roll, self._kind = roll, kind
        super().__init__(
            title, self._columns(), check_row=self._check_row, required=True, most_rows=MOST_ROWS
        )
        self.set_rows(
            [
                {"member": row.member, "quantity": row.quantity, "amount": row.amount if row.amount else None}
                for row in rows
            ]
        )

    def show_kind(self, kind: SheetKind) -> None:
        """Read what is typed as of that kind; amounts belong to trade alone."""
        if kind is not self._kind:
            self._kind = kind
            self.show_columns(self._columns())

    def sheet_rows(self) -> tuple[SheetRow, ...]:
        """All rows; raises the first mistake."""
        return tuple(
            SheetRow(
                cast(str, row["member"]),
                cast(Quantity, row["quantity"] or Quantity(0)),
                cast(Money, row["amount"] or Money(0)),
            )
            for row in self.read("")
        )

    def paste(self, text: str) -> None:
        """Put rows of a spreadsheet in from the row of the cursor on; nothing where a column stays unknown."""
        lines = pasted_columns.split(text)
        if not lines:
            return
        try:
            if not self._paste_in_place(lines):
                self._paste_rows(lines)
        except DomainError as error:
            self.refuse(error)

    def _paste_rows(self, lines: pasted_columns.Lines) -> None:
        columns = pasted_columns.recognise(lines, self._roll, self._kind)
        if not columns.sure:
            parts = dialogs.ask(ColumnsForm(lines, columns, self._kind), self)
            if parts is None:
                return
            columns = replace(columns, parts=parts)
        found = pasted_columns.cells_of(lines, columns, self._roll)
        self.take(Placed(found.rows, (MEMBER, QUANTITY, AMOUNT), found.unused), totals_text(found.totals))
        if found.source:
            self.sourced.emit(found.source)

    def _paste_in_place(self, lines: pasted_columns.Lines) -> bool:
        """One column goes where the cursor stands, and so do columns beside each other from a figure's on."""
        column = self.view.place[1]
        shown = [at for at, each in enumerate(self.model.columns) if not each.hidden]
        places = [at for at in shown if at >= column][: len(lines[0])]
        whole_rows = pasted_columns.has_headings(lines, self._kind) or (
            len(lines[0]) > 1 and (column == MEMBER or any(self._roll.is_name(line[0]) for line in lines))
        )
        if whole_rows or len(places) < len(lines[0]):
            return False
        self.take(Placed(lines, tuple(places)))
        return True

    def _columns(self) -> tuple[GridColumn, ...]:
        trade = self._kind is SheetKind.TRADE
        return (
            GridColumn(
                "member",
                N_("成员编号或姓名"),
                width=220,
                check=self._roll.find,
                words=self._roll.named,
                stretch=True,
            ),
            GridColumn(
                "quantity",
                _TITLES[self._kind],
                Kind.QUANTITY,
                check=lambda typed: read_amount(typed, self._kind),
                total=True,
            ),
            GridColumn("amount", N_("金额（元）"), Kind.MONEY, total=True, hidden=not trade),
        )

    def _check_row(self, row: Mapping[str, object]) -> tuple[str, DomainError] | None:
        return row_mistake(row, self._kind)


def totals_text(totals: int) -> str:
    """`合计行 1 行没有录入，请与这里的合计核对`; empty where none was left out."""
    if not totals:
        return ""
    said = ngettext(
        "合计行 {n} 行没有录入，请与这里的合计核对", "合计行 {n} 行没有录入，请与这里的合计核对", totals
    )
    return said.format(n=f"{totals:,}")
