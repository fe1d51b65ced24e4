"""The columns of the members' figures: fixed ones, and one for each line of the scheme.

Widths grow with the sums, so that nine digits stand whole. Knows values and words, no widget.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import N_, format_quantity
from coopdesk.services.members.papers.kinds import GROUPS, group_of
from coopdesk.ui.distribution.comparison import COMPARED_KEY, DIFFERENCE_KEY, Comparison
from coopdesk.ui.distribution.explain import LINE_KEY
from coopdesk.ui.distribution.outcome import MemberFigures, Outcome
from coopdesk.ui.distribution.words import money
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.wording import counted_kind, kind_name

MemberColumn = Column[MemberFigures]
_DIGIT, _POINT = 7.6, 4
"""Pixels that a digit and a separator take at the smallest type, bold."""
_ROOM = 22
_NARROWEST = 76
_UNBROKEN = str.maketrans({" ": "\N{NO-BREAK SPACE}", "-": "\N{NON-BREAKING HYPHEN}"})
_WAY_THERE = ("gross", "tax")


def _kind(value: object) -> str:
    return kind_name(value) if isinstance(value, str) else ""


def member_columns(outcome: Outcome, comparison: Comparison | None = None) -> tuple[MemberColumn, ...]:
    """Number, name, kind, shares, every line, gross, tax if there is any, net, and what is compared with the gap."""
    shares = _width(format_quantity(outcome.shares_of()))
    columns: list[MemberColumn] = [
        Column("number", N_("编号"), width=56),
        Column("name", N_("成员"), width=112, stretch=True),
        Column("kind", N_("类别"), width=76, words=_kind, hidden=True),
        Column("shares", N_("股数"), Kind.QUANTITY, width=max(52, shares), total=True, unit=N_("股")),
    ]
    columns += [
        _sum(f"{LINE_KEY}{line.id}", line.label, _amount(place), outcome)
        for place, line in enumerate(outcome.lines)
    ]
    gross = _sum("gross", N_("应发合计"), lambda row: row.gross, outcome, strong=True)
    columns.append(replace(gross, yields=not outcome.tax or len(outcome.lines) == 1))
    taxed = _sum("tax", N_("代扣税"), lambda row: row.tax, outcome)
    columns.append(replace(taxed, hidden=not outcome.tax))
    columns.append(_sum("net", N_("实发金额"), lambda row: row.net, outcome, strong=True))
    if comparison is not None:
        # What is compared is what each member gets: the way there would push it out of sight.
        columns = [
            replace(each, hidden=each.hidden or each.key in _WAY_THERE or LINE_KEY in each.key)
            for each in columns
        ]
        columns += _compared(outcome, comparison)
    return tuple(columns)


def _compared(outcome: Outcome, comparison: Comparison) -> list[MemberColumn]:
    other = _sum(COMPARED_KEY, N_("对比实发"), comparison.net, outcome)
    gap = _sum(DIFFERENCE_KEY, N_("相差"), lambda row: row.net - comparison.net(row), outcome)
    return [other, replace(gap, signed=True)]


def totals(
    columns: Sequence[MemberColumn],
    outcome: Outcome,
    comparison: Comparison | None = None,
    rows: Sequence[MemberFigures] | None = None,
) -> dict[str, str]:
    """What the row of totals shows under each column of figures, by key: the sums of `rows`, else of all."""
    summed = outcome.rows if rows is None else rows
    sums = {
        "shares": sum(row.shares for row in summed),
        "gross": sum(row.gross for row in summed),
        "tax": sum(row.tax for row in summed),
        "net": sum(row.net for row in summed),
    }
    if comparison is not None:
        sums[COMPARED_KEY] = sum(comparison.net(row) for row in summed)
        sums[DIFFERENCE_KEY] = sums["net"] - sums[COMPARED_KEY]
    for place, line in enumerate(outcome.lines):
        sums[f"{LINE_KEY}{line.id}"] = sum(row.amounts[place] for row in summed)
    return {column.key: column.shown(sums[column.key]) for column in columns if column.key in sums}


def group_words(rows: Sequence[MemberFigures]) -> list[tuple[MemberKind, str]]:
    """The groups among these rows with what they are paid, as `20 户农户 1,700,000.00`; none for one group alone.

    A group is never broken at the end of a line, at a blank or a hyphen.
    """
    paid: dict[MemberKind, list[int]] = {}
    for row in rows:
        paid.setdefault(group_of(row.kind), []).append(row.net)
    if len(paid) < 2:
        return []
    said = {kind: f"{counted_kind(kind, len(nets))} {money(sum(nets))}" for kind, nets in paid.items()}
    return [(kind, said[kind].translate(_UNBROKEN)) for kind in GROUPS if kind in said]


def _amount(place: int) -> Callable[[MemberFigures], int]:
    return lambda row: row.amounts[place]


def _sum(
    key: str, title: str, value: Callable[[MemberFigures], int], outcome: Outcome, strong: bool = False
) -> MemberColumn:
    figures = [value(row) for row in outcome.rows]
    extremes = (min(figures, default=0), max(figures, default=0), sum(figures))
    widest = max(_width(money(each)) for each in extremes)
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
