"""A chart's layout for any figures in any room: nothing over the frame, no text over another, parts that add up."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.services.chart import (
    Chart,
    ChartKind,
    Series,
    Unit,
    bar_chart,
    figure_texts,
    line_chart,
    parts_chart,
    percents,
    split,
)
from coopdesk.services.chart_layout import ChartLayout, Frame, Rect, Role, lay_out, least_height, shortened

AMOUNTS = st.one_of(st.none(), st.integers(-(10**15), 10**15), st.integers(-300, 300))
WORDS = st.text(alphabet="2019年普通股a", max_size=9)
LINE, GAP = 1100, 300


def measure(text: str) -> int:
    return sum(500 if letter.isascii() else 1000 for letter in text)


def frame(width: int, height: int) -> Frame:
    return Frame(width, height, LINE, GAP, measure, lambda value: figure_texts(value, Unit.FEN))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(list(ChartKind)))
    captions = tuple(draw(st.lists(WORDS, min_size=1, max_size=14)))
    if kind is ChartKind.PARTS:
        return parts_chart([(caption, draw(st.integers(0, 10**12))) for caption in captions])
    values = st.lists(AMOUNTS, min_size=len(captions), max_size=len(captions)).map(tuple)
    series = draw(st.lists(st.builds(Series, WORDS, values), min_size=1, max_size=3))
    main = draw(st.none() | st.integers(0, len(captions) - 1))
    return Chart(kind, captions, tuple(series), main=main)


def places(layout: ChartLayout) -> list[Rect]:
    return [*(area.rect for area in layout.areas), *(label.rect for label in layout.labels)]


@given(charts(), st.integers(1, 60_000), st.integers(1, 40_000))
def test_nothing_stands_outside_the_frame_and_no_text_over_another(
    chart: Chart, width: int, height: int
) -> None:
    layout = lay_out(chart, frame(width, height))
    for rect in places(layout):
        assert rect.x >= 0 and rect.y >= 0 and rect.width >= 0 and rect.height >= 0
        assert rect.right <= width and rect.bottom <= height
    for path in layout.paths:
        assert all(0 <= x <= width and 0 <= y <= height for x, y in path.points)
    assert layout.zero is None or 0 <= layout.zero <= height
    for one, other in combinations(layout.labels, 2):
        assert not one.rect.meets(other.rect)
    assert all(measure(label.text) <= label.rect.width for label in layout.labels)


@given(charts(), st.integers(20_000, 60_000), st.integers(12_000, 40_000))
def test_a_bar_is_as_high_as_its_value_and_hangs_from_zero_where_it_is_negative(
    chart: Chart, width: int, height: int
) -> None:
    layout = lay_out(chart, frame(width, height))
    if chart.kind is not ChartKind.BARS or chart.is_empty:
        return
    bars = layout.areas[len(layout.areas) - len(chart.captions) * len(chart.series) :]
    values = [series.values[place] or 0 for place in range(len(chart.captions)) for series in chart.series]
    assert layout.zero is not None
    for bar, value in zip(bars, values, strict=True):
        assert (bar.rect.y if value < 0 else bar.rect.bottom) == layout.zero
    heights = sorted((abs(value), bar.rect.height) for bar, value in zip(bars, values, strict=True))
    for (_less, lower), (_more, higher) in combinations(heights, 2):
        assert lower <= higher + 1  # half a unit of rounding on either side of zero


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=30), st.integers(1, 100_000))
def test_parts_add_up_to_the_whole(values: list[int], whole: int) -> None:
    parts = split(values, whole)
    total = sum(values)
    assert sum(parts) == (whole if total else 0)
    if total:
        assert all(
            abs(part * total - value * whole) < total for part, value in zip(parts, values, strict=True)
        )
        tenths = [int(percent.rstrip("%").replace(".", "")) for percent in percents(values)]
        assert sum(tenths) == 1000


def test_three_equal_parts_are_a_hundred_together() -> None:
    assert percents([1, 1, 1]) == ("33.4%", "33.3%", "33.3%")
    assert percents([0, 0]) == ("0.0%", "0.0%")


def test_parts_fill_the_bar_and_every_part_has_its_row_in_the_least_height() -> None:
    chart = parts_chart([("普通股", 4_500), ("优先股", 4_500), ("集体股", 1_000)])
    layout = lay_out(chart, frame(30_000, least_height(chart, frame(30_000, 0))))
    strips = [area.rect for area in layout.areas if area.rect.y == 0]
    assert [rect.x for rect in strips] == [0, 13_500, 27_000]
    assert strips[-1].right == 30_000
    texts = [label.text for label in layout.labels]
    assert texts == [
        *"123",
        "45.0%",
        "45.00",
        "1 普通股",
        "45.0%",
        "45.00",
        "2 优先股",
        "10.0%",
        "10.00",
        "3 集体股",
    ]


def test_a_figure_too_wide_is_written_without_fen_and_then_left_out() -> None:
    chart = bar_chart([("2019", 123_456_789), ("2020", -50), ("2021", None)], main=0)

    def figures(width: int) -> list[str]:
        return [
            label.text for label in lay_out(chart, frame(width, 20_000)).labels if label.role != Role.CAPTION
        ]

    assert figures(24_000) == ["1,234,567.89", "−0.50", "—"]
    assert figures(15_000) == ["1,234,567", "−0.50", "—"]
    assert figures(6_000) == ["0", "—"]


def test_where_not_every_caption_has_room_each_second_or_third_is_written() -> None:
    chart = bar_chart([(str(year), year) for year in range(2000, 2020)])

    def captions(width: int) -> list[str]:
        layout = lay_out(chart, frame(width, 20_000))
        return [label.text for label in layout.labels if label.role is Role.CAPTION]

    assert len(captions(60_000)) == 20
    assert captions(25_000) == [str(year) for year in range(2000, 2020, 2)]
    assert captions(17_000) == [str(year) for year in range(2001, 2019, 3)]


def test_a_line_breaks_where_there_is_no_value_and_names_each_series() -> None:
    chart = line_chart(
        ["2019", "2020", "2021", "2022"], [Series("收入", (10, 20, None, 40)), Series("支出", (5, 5, 5, 5))]
    )
    layout = lay_out(chart, frame(40_000, 20_000))
    assert [(len(path.points), path.tone) for path in layout.paths] == [(2, 0), (1, 0), (4, 1)]
    assert [label.text for label in layout.labels][:2] == ["收入", "支出"]
    assert [area.tone for area in layout.areas] == [0, 1]


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="one value"):
        Chart(ChartKind.BARS, ("2019",), (Series("", ()),))
    with pytest.raises(ValueError, match="parts"):
        parts_chart([("普通股", -1)])
    assert lay_out(bar_chart([("2019", 0)]), frame(9, 9)) == ChartLayout()


def test_figures_of_millionths_and_words_that_are_cut() -> None:
    assert figure_texts(12_500_000, Unit.MILLIONTHS) == ("12.5", "12")
    assert figure_texts(-3_000_000, Unit.MILLIONTHS) == ("−3",)
    assert shortened("普通股和优先股", 4_000, measure) == "普通股…"
    assert shortened("普通股", 900, measure) == ""
