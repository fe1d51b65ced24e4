"""Words in lines: the marks of GB/T 15834 stand where they may, and no sum is broken in two."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.reports.pdf.cells import wrap
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering

SIZE = 10
CLOSING, OPENING = "，。、；：？！）》」』】〉”’…", "（《「『【〈“‘"
LETTERING = Lettering()


def lines(text: str, characters: int) -> list[str]:
    return wrap(LETTERING, text, Style.SERIF, SIZE, SIZE * characters)


def test_a_closing_mark_takes_the_character_before_it_along() -> None:
    assert lines("成员大会决议，通过", 6) == ["成员大会决", "议，通过"]
    assert lines("按“盈余”。分配", 5) == ["按“盈", "余”。分配"]
    assert lines("成员大会（甲乙）", 5) == ["成员大会", "（甲乙）"]
    assert lines("成员按《章程》办", 4) == ["成员按", "《章程》", "办"]


def test_a_sum_goes_down_whole_with_the_mark_behind_it() -> None:
    words = "一共应当分配合计160,000.00，其中"
    for width in range(80, 200):
        made = wrap(LETTERING, words, Style.SERIF, SIZE, width)
        assert any("160,000.00，" in line for line in made), (width, made)


def test_a_dash_is_not_broken_in_two() -> None:
    assert lines("成员大会——决议", 5) == ["成员大会", "——决议"]


@given(
    st.lists(
        st.sampled_from([*"成员大会股份合作𠮷" * 3, *CLOSING, *OPENING, "160,000.00", "8 股"]), max_size=80
    ),
    st.integers(12, 40),
)
def test_no_mark_stands_where_it_must_not_and_nothing_is_lost(pieces: list[str], characters: int) -> None:
    text = "".join(pieces)
    made = lines(text, characters)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert all(LETTERING.width(line, Style.SERIF, SIZE) <= SIZE * characters + 0.001 for line in made)
    for before, after in pairwise(made):
        if not set(before) <= {*CLOSING, *OPENING} and not _only_marks(text, characters):
            assert after[0] not in CLOSING
            assert before[-1] not in OPENING


def _only_marks(text: str, characters: int) -> bool:
    """Whether some run of marks is too long for any good break; no real text has one."""
    run = longest = 0
    for letter in text:
        run = run + 1 if letter in CLOSING + OPENING else 0
        longest = max(longest, run)
    return longest > characters // 4
