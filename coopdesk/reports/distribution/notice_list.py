"""The list of members of a 分配公示 or a 草案: which form its rows take, and how they are drawn.

Names and amounts decide: where they have the room each member takes one line, otherwise the identity stands under the
name. Knows nothing of the page around the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.reports.pdf.tables import Cell, Column, MoneyColumns, Table, money_text, plan_money
from coopdesk.services.distribution.papers.groups import GroupSums
from coopdesk.services.distribution.papers.notice import NoticeRow
from coopdesk.services.distribution.papers.sums import SheetSums

HEAD = 30.0
_SUM, _GROUP = 19.0, 14.4
_NAME_SHRINKS_TO = 0.8
_NAME_PAD = 7.0
_LIST_TEXT = 8.5
_SUM_LABELS = ("应发合计", "代扣个税", "实发金额")
_SUM_LABEL = ("分得金额",)


class Listed(Protocol):
    """What a paper with a list of members has: the labels of its money columns, rows, subtotals and total."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The labels of the money columns, one for each line of the scheme."""

    @property
    def rows(self) -> tuple[NoticeRow, ...]:
        """One member a row, in the order of the register."""

    @property
    def groups(self) -> tuple[GroupSums, ...]:
        """Subtotals by kind of member."""

    @property
    def total(self) -> SheetSums:
        """The sums of the whole list."""

    @property
    def in_words(self) -> str:
        """The sum paid out in capital numerals (大写)."""


@dataclass(frozen=True, slots=True)
class _ListForm:
    """How a row is set: ordinal, number, name, identity (0: under the name), group and shares; the row's height."""

    widths: tuple[float, ...]
    row: float

    @property
    def compact(self) -> bool:
        """Whether the identity has a column of its own."""
        return self.widths[3] > 0


_COMPACT = (25.0, 40.0, 52.0, 86.0, 48.0, 32.0)
_COMPACT_ROW = 14.4
_ROOMY = _ListForm((26.0, 42.0, 98.0, 0.0, 58.0, 40.0), 26.0)


class NoticeList:
    """The table of one notice, from `left`, so many points wide."""

    def __init__(self, lettering: Lettering, notice: Listed, left: float, width: float) -> None:
        self._lettering = lettering
        self._notice = notice
        self._width = width
        self._labels = _SUM_LABELS if notice.total.tax else _SUM_LABEL
        self._form, self._money = self._choose_form()
        self._table = Table(self._columns(), left, self._money.size)
        self.row_height = self._form.row
        stacked = self._money.stack * (self._money.size + 1.5) + 3
        self.sum_height, self._group_height = max(_SUM, stacked), max(_GROUP, stacked)

    def draw_head(self, stream: ContentStream, top: float) -> float:
        """The titles of the columns; returns the lower edge."""
        return self._table.draw_head(stream, top, HEAD)

    def draw_row(self, stream: ContentStream, top: float, row: NoticeRow) -> float:
        """One member's row; returns the lower edge."""
        identity = row.identity or "—"
        names: tuple[Cell, ...] = (
            ((row.name,), (identity,)) if self._form.compact else ((row.name, identity),)
        )
        cells = ((str(row.ordinal),), (row.number,), *names, (row.group,), *self._figures(row.sums))
        return self._table.draw_row(stream, top, self._form.row, cells)

    @property
    def total_height(self) -> float:
        """How high what `draw_total` draws is."""
        return 2 * self.sum_height + len(self._notice.groups) * self._group_height

    def draw_total(self, stream: ContentStream, top: float) -> float:
        """The subtotals of the groups, then the total in figures and in words; returns the lower edge."""
        for group in self._notice.groups:
            top = self._table.draw_row(stream, top, self._group_height, self._figures(group.sums), group.lead)
        cells = self._figures(self._notice.total)
        lead = f"合计 {len(self._notice.rows):,} 户" if self._notice.groups else "合计"
        top = self._table.draw_row(stream, top, self.sum_height, cells, lead)
        words = f"合计（大写）：{self._notice.in_words}"
        return self._table.draw_wide(stream, top, self.sum_height, words)

    def _figures(self, sums: SheetSums) -> tuple[Cell, ...]:
        totals = (sums.net,) if self._labels is _SUM_LABEL else (sums.gross, sums.tax, sums.net)
        shown = ((money_text(amount),) for amount in totals)
        return ((sums.shares_text,), *self._money.cells(sums.amounts), *shown)

    def _choose_form(self) -> tuple[_ListForm, MoneyColumns]:
        """One line a row where names and amounts have the room, otherwise the identity under the name."""
        widest = max(self._name_width(row) for row in self._notice.rows) * _NAME_SHRINKS_TO + _NAME_PAD
        compact = _ListForm((*_COMPACT[:2], max(widest, _COMPACT[2]), *_COMPACT[3:]), _COMPACT_ROW)
        money = self._plan_money(compact)
        fits = self._spare(compact, money) > -1
        if money.stack == 1 and fits:
            return compact, money
        return _ROOMY, self._plan_money(_ROOMY)

    def _plan_money(self, form: _ListForm) -> MoneyColumns:
        return plan_money(
            self._lettering,
            [amount for sums in _all_sums(self._notice) for amount in sums.amounts],
            list(_sum_amounts(self._notice)),
            (len(self._notice.columns), len(self._labels)),
            self._width - sum(form.widths),
        )

    def _name_width(self, row: NoticeRow) -> float:
        return self._lettering.width(row.name, Style.SERIF, _LIST_TEXT)

    def _spare(self, form: _ListForm, money: MoneyColumns) -> float:
        """What is left of the width once all columns have what they need."""
        columns = -(-len(self._notice.columns) // money.stack)
        needed = columns * money.line_width + len(self._labels) * money.sum_width
        return self._width - sum(form.widths) - needed

    def _columns(self) -> tuple[Column, ...]:
        money = self._money
        titles = money.titles(self._notice.columns)
        return (
            *self._member_columns(),
            *(Column(title, money.line_width, Align.RIGHT, Style.SANS) for title in titles),
            *(Column((label,), money.sum_width, Align.RIGHT, Style.SANS) for label in self._labels),
        )

    def _member_columns(self) -> tuple[Column, ...]:
        ordinal, number, name, identity, group, shares = self._form.widths
        spare = self._spare(self._form, self._money)
        name_width = name + spare * 0.6
        if self._form.compact:
            names: tuple[Column, ...] = (
                Column(("姓名（名称）",), name_width, Align.LEFT),
                Column(("证件号码",), identity),
            )
        else:
            names = (Column(("姓名（名称）", "证件号码"), name_width, Align.LEFT, first=0.6),)
        return (
            Column(("序号",), ordinal),
            Column(("成员编号",), number),
            *names,
            Column(("村组",), group + spare * 0.4),
            Column(("股数",), shares, Align.RIGHT, Style.SANS),
        )


def _all_sums(notice: Listed) -> Iterator[SheetSums]:
    yield notice.total
    yield from (group.sums for group in notice.groups)
    yield from (row.sums for row in notice.rows)


def _sum_amounts(notice: Listed) -> Iterator[Money]:
    return (amount for sums in _all_sums(notice) for amount in (sums.gross, sums.net))
