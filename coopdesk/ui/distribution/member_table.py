"""The table of the members' figures: its columns, its sums, and its rows in the order and through the filters wanted.

Columns are fixed ones and one for each line of the scheme; widths grow with the sums, so that nine digits stand whole.
All that is sorted, filtered and added up comes from whole columns, so that it can be done off the GUI thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QModelIndex

from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import N_, _, format_quantity
from coopdesk.services.members.papers.kinds import GROUPS, group_of
from coopdesk.ui.distribution.comparison import COMPARED_KEY, DIFFERENCE_KEY, Comparison
from coopdesk.ui.distribution.member_rows import LINE_KEY, MemberFigures, MemberRows, Sums
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.words import money
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.filtering import matcher
from coopdesk.ui.kit.table_model import Index, TableModel
from coopdesk.wording import counted_kind, kind_name

MemberColumn = Column[MemberFigures]
_DIGIT, _POINT = 7.6, 4
"""Pixels that a digit and a separator take at the smallest type, bold."""
_ROOM = 22
_NARROWEST = 76
_UNBROKEN = str.maketrans({" ": "\N{NO-BREAK SPACE}", "-": "\N{NON-BREAKING HYPHEN}"})
_WAY_THERE = ("gross", "tax")
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Arrangement:
    """The order and the filters chosen in the table."""

    sort_key: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class TableContent:
    """All that the table shows of an outcome: made off the GUI thread, shown in one go.

    ``rows`` are those that the filters let through, in the order of ``arrangement``; ``totals`` by key of column.
    """

    outcome: Outcome
    comparison: Comparison | None
    columns: tuple[MemberColumn, ...]
    arrangement: Arrangement
    rows: MemberRows
    totals: Mapping[str, str]
    groups: Sequence[tuple[MemberKind, str]]

    def arranged(self, arrangement: Arrangement) -> "TableContent":
        """The same in another order, or through other filters."""
        return content(self.outcome, self.comparison, arrangement, self.columns)


def content(
    outcome: Outcome,
    comparison: Comparison | None,
    arrangement: Arrangement,
    columns: tuple[MemberColumn, ...] | None = None,
) -> TableContent:
    """What the table shows of an outcome; ``columns`` where they are known already."""
    made = member_columns(outcome, comparison) if columns is None else columns
    rows = _arranged(outcome, comparison, made, arrangement)
    return TableContent(
        outcome,
        comparison,
        made,
        arrangement,
        rows,
        totals(made, outcome, comparison, rows),
        group_words(rows),
    )


def _arranged(
    outcome: Outcome,
    comparison: Comparison | None,
    columns: Sequence[MemberColumn],
    wanted: Arrangement,
) -> MemberRows:
    """The rows that fit every filter, sorted."""
    places = outcome.rows.places
    for column in columns:
        typed = wanted.filters.get(column.key, "")
        if typed.strip():
            fits = matcher(replace(column, value=_itself), typed)
            values = _values(outcome, comparison, column.key)
            places = [place for place in places if fits(values[place])]
    if wanted.sort_key in {column.key for column in columns}:
        values = _values(outcome, comparison, wanted.sort_key)
        places = sorted(places, key=values.__getitem__, reverse=wanted.descending)
    return outcome.rows.only(places)


def _values(outcome: Outcome, comparison: Comparison | None, key: str) -> Sequence[Any]:
    if comparison is not None and key in (COMPARED_KEY, DIFFERENCE_KEY):
        return comparison.column(key)
    return outcome.rows.column(key)


def _itself(value: object) -> object:
    return value


class MemberTable(TableModel[MemberFigures]):
    """The members' figures as cells; keeps no row, and can be given its content ready made."""

    def __init__(self, shown: TableContent) -> None:
        super().__init__(shown.columns)
        self.content = shown

    @property
    def rows(self) -> MemberRows:
        """The rows shown, in their order."""
        return self.content.rows

    @property
    def arrangement(self) -> Arrangement:
        """The order and the filters wanted now."""
        filters = {key: typed for key, typed in self.filters.items() if typed.strip()}
        return Arrangement(self.sort_key, self.descending, filters)

    def show(self, shown: TableContent) -> None:
        """Show other figures, in the order and through the filters chosen before."""
        self.columns = shown.columns
        self._take(shown)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.content.rows)

    def row_at(self, place: int) -> MemberFigures | None:
        return self.content.rows[place] if 0 <= place < len(self.content.rows) else None

    def place_of(self, row: MemberFigures) -> int | None:
        return self.content.rows.place_of(row)

    def resort(self) -> None:
        self._take(self.content)

    def _take(self, shown: TableContent) -> None:
        wanted = self.arrangement
        self.beginResetModel()
        self.content = shown if shown.arrangement == wanted else shown.arranged(wanted)
        self.endResetModel()


def _kind(value: object) -> str:
    return kind_name(value) if isinstance(value, str) else ""


def member_columns(outcome: Outcome, comparison: Comparison | None = None) -> tuple[MemberColumn, ...]:
    """Number, name, kind, shares, every line, gross, tax if there is any, net, and what is compared with the gap."""
    shares = _width(format_quantity(outcome.shares_of()))
    columns: list[MemberColumn] = [
        Column("number", N_("编号"), width=56, whole=True),
        Column("name", N_("成员"), width=112, stretch=True),
        Column("kind", N_("类别"), width=76, words=_kind, hidden=True),
        Column("shares", N_("股数"), Kind.QUANTITY, width=max(52, shares), total=True, unit=N_("股")),
    ]
    columns += [
        _sum(f"{LINE_KEY}{line.id}", line.label, _Amount(place), outcome.rows.sums[f"{LINE_KEY}{line.id}"])
        for place, line in enumerate(outcome.lines)
    ]
    gross = _sum("gross", N_("应发合计"), None, outcome.rows.sums["gross"], strong=True)
    columns.append(replace(gross, yields=not outcome.tax or len(outcome.lines) == 1))
    taxed = _sum("tax", N_("代扣税"), None, outcome.rows.sums["tax"])
    columns.append(replace(taxed, hidden=not outcome.tax))
    columns.append(_sum("net", N_("实发金额"), None, outcome.rows.sums["net"], strong=True))
    if comparison is not None:
        # What is compared is what each member gets: the way there would push it out of sight.
        columns = [
            replace(each, hidden=each.hidden or each.key in _WAY_THERE or LINE_KEY in each.key)
            for each in columns
        ]
        columns += _compared(outcome, comparison)
    return tuple(columns)


def _compared(outcome: Outcome, comparison: Comparison) -> list[MemberColumn]:
    nets, gaps = (outcome.rows.summed(comparison.column(key)) for key in (COMPARED_KEY, DIFFERENCE_KEY))
    other = _sum(COMPARED_KEY, N_("对比实发"), comparison.net, nets)
    gap = _sum(DIFFERENCE_KEY, N_("相差"), comparison.difference, gaps)
    return [other, replace(gap, signed=True)]


def totals(
    columns: Sequence[MemberColumn],
    outcome: Outcome,
    comparison: Comparison | None = None,
    rows: MemberRows | None = None,
) -> dict[str, str]:
    """What the row of totals shows under each column of figures, by key: the sums of `rows`, else of all."""
    summed = outcome.rows if rows is None else rows
    sums = {key: each.total for key, each in summed.sums.items()}
    if comparison is not None:
        sums[COMPARED_KEY] = summed.summed(comparison.column(COMPARED_KEY)).total
        sums[DIFFERENCE_KEY] = sums["net"] - sums[COMPARED_KEY]
    return {column.key: column.shown(sums[column.key]) for column in columns if column.key in sums}


def group_words(rows: MemberRows) -> list[tuple[MemberKind, str]]:
    """The groups among these rows with what they are paid, as `20 户农户 1,700,000.00`; none for one group alone.

    Where tax is withheld it is said that the sums are those after it: the headline has the ones before.

    A group is never broken at the end of a line, at a blank or a hyphen.
    """
    paid: dict[MemberKind, tuple[int, int]] = {}
    for kind, sums in rows.of_kinds.items():
        count, net = paid.get(group_of(kind), (0, 0))
        paid[group_of(kind)] = count + sums.count, net + sums.net
    if len(paid) < 2:
        return []
    pattern = _("实发 {sum}") if any(sums.gross != sums.net for sums in rows.of_kinds.values()) else "{sum}"
    said = {
        kind: f"{counted_kind(kind, count)} {pattern.format(sum=money(net))}"
        for kind, (count, net) in paid.items()
    }
    return [(kind, said[kind].translate(_UNBROKEN)) for kind in GROUPS if kind in said]


@dataclass(frozen=True, slots=True)
class _Amount:
    """What the line at that place pays."""

    place: int

    def __call__(self, row: MemberFigures) -> int:
        return row.amounts[self.place]


def _sum(
    key: str, title: str, value: Callable[[MemberFigures], int] | None, sums: Sums, strong: bool = False
) -> MemberColumn:
    widest = max(_width(money(each)) for each in (sums.least, sums.most, sums.total))
    return Column(
        key,
        title,
        Kind.MONEY,
        width=max(_NARROWEST, widest),
        value=value,
        bold=strong,
        show_zero=strong,
        total=key == "net",
    )


def _width(text: str) -> int:
    points = sum(letter in ",." for letter in text)
    return round((len(text) - points) * _DIGIT + points * _POINT) + _ROOM
