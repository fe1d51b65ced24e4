"""A chart as what it says: bars, lines, or parts of a hundred, in whole numbers, with the words beside them.

Window and paper draw the same description: `chart_layout` says where everything stands, their painters only draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_FEN, _MILLIONTHS = 100, 1_000_000
_TENTHS_OF_PERCENT = 1000
MINUS = "\N{MINUS SIGN}"
GAP = "—"
"""What stands for a value that is not there."""


class ChartKind(Enum):
    """Bars beside each other from zero, lines from point to point, or parts that make up a whole."""

    BARS = "bars"
    LINES = "lines"
    PARTS = "parts"


class Unit(Enum):
    """What a value counts."""

    FEN = "fen"
    MILLIONTHS = "millionths"


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one thing, one for each caption of the chart; None where there is none."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `captions` stand at the foot, or beside the parts; `main` is the place of the one in question.

    Raises ValueError where a series has not one value for each caption, and for parts that are not one series of
    values from zero.
    """

    kind: ChartKind
    captions: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = Unit.FEN
    main: int | None = None

    def __post_init__(self) -> None:
        if any(len(each.values) != len(self.captions) for each in self.series):
            raise ValueError("a series needs one value for each caption")
        if self.kind is ChartKind.PARTS:
            values = [value for each in self.series for value in each.values]
            if len(self.series) > 1 or any(value is None or value < 0 for value in values):
                raise ValueError("parts are one series of values from zero")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no value other than zero."""
        return not any(value for each in self.series for value in each.values)


def bar_chart(
    bars: Sequence[tuple[str, int | None]], main: int | None = None, unit: Unit = Unit.FEN
) -> Chart:
    """Bars of one thing: captions with their values."""
    values = tuple(value for _caption, value in bars)
    return Chart(
        ChartKind.BARS, tuple(caption for caption, _value in bars), (Series("", values),), unit, main
    )


def line_chart(captions: Sequence[str], series: Sequence[Series], unit: Unit = Unit.FEN) -> Chart:
    """Lines over the same captions."""
    return Chart(ChartKind.LINES, tuple(captions), tuple(series), unit)


def parts_chart(parts: Sequence[tuple[str, int]], unit: Unit = Unit.FEN) -> Chart:
    """Parts of a whole: captions with their values."""
    captions = tuple(caption for caption, _value in parts)
    return Chart(ChartKind.PARTS, captions, (Series("", tuple(value for _caption, value in parts)),), unit)


def split(values: Sequence[int], whole: int) -> tuple[int, ...]:
    """`whole` shared out by the values, which are not below zero, so that the parts add up to it exactly.

    What rounding down leaves goes to the largest remainders, the earlier first. All zero where the values are.
    """
    total = sum(values)
    if not total:
        return (0,) * len(values)
    parts = [value * whole // total for value in values]
    by_remainder = sorted(range(len(values)), key=lambda place: (-(values[place] * whole % total), place))
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def percents(values: Sequence[int]) -> tuple[str, ...]:
    """The parts as percentages with one decimal that add up to 100.0 %."""
    return tuple(f"{tenths // 10}.{tenths % 10}%" for tenths in split(values, _TENTHS_OF_PERCENT))


def figure_texts(value: int | None, unit: Unit) -> tuple[str, ...]:
    """A value as it may stand on a chart, the whole figure first, then without what stands behind the point."""
    if value is None:
        return (GAP,)
    base = _FEN if unit is Unit.FEN else _MILLIONTHS
    whole, rest = divmod(abs(value), base)
    digits = f"{rest:0{len(str(base)) - 1}d}"
    if unit is Unit.MILLIONTHS:
        digits = digits.rstrip("0")
    sign = MINUS if value < 0 else ""
    short = f"{sign if whole else ''}{whole:,}"
    return (f"{sign}{whole:,}.{digits}", short) if digits else (f"{sign}{whole:,}",)
