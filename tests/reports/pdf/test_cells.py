"""Text in boxes: whatever is put in, nothing is lost and nothing stands outside."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.reports.pdf.cells import LEADING, fit, wrap
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering

LETTERING = Lettering()
TEXT = st.text(
    st.sampled_from("合作社成员分红，。（）、“” 0123456789.,-*×÷AbcW·𠮷𠀀䶮"), min_size=1, max_size=120
)


def squeezed(lines: tuple[str, ...] | list[str]) -> str:
    """The text without its spaces, which may fall away at the end of a line."""
    return "".join(lines).replace(" ", "")


@settings(max_examples=300, deadline=None)
@given(TEXT, st.floats(30, 400), st.floats(8, 60), st.sampled_from(Style))
def test_fitted_text_is_whole_and_inside(text: str, width: float, height: float, style: Style) -> None:
    fitted = fit(LETTERING, text, style, 11, width, height)
    assert squeezed(fitted.lines) == squeezed([text])
    assert fitted.size <= 11
    assert all(LETTERING.width(line, style, fitted.size) <= width + 0.01 for line in fitted.lines)
    assert len(fitted.lines) == 1 or len(fitted.lines) * fitted.size * LEADING <= height + 0.01
    assert fitted.size <= height + 0.01


@settings(max_examples=300, deadline=None)
@given(TEXT, st.floats(30, 400))
def test_wrapped_lines_hold_everything_within_the_width(text: str, width: float) -> None:
    lines = wrap(LETTERING, text, Style.SERIF, 10, width)
    assert squeezed(lines) == squeezed([text])
    assert all(LETTERING.width(line, Style.SERIF, 10) <= width + 0.01 for line in lines)


def test_what_fits_is_left_as_it_is() -> None:
    fitted = fit(LETTERING, "董吉", Style.SERIF, 11, 100, 20)
    assert (fitted.size, fitted.lines) == (11, ("董吉",))


def test_numbers_stay_whole_and_closing_marks_do_not_begin_a_line() -> None:
    lines = wrap(LETTERING, "分配 100,000.00 元给农户（按股），结转", Style.SERIF, 10, 62)
    assert any("100,000.00" in line for line in lines)
    assert not any(line[0] in "，。）" for line in lines)


def test_an_empty_text_is_one_empty_line() -> None:
    assert fit(LETTERING, "", Style.SERIF, 11, 100, 20).lines == ("",)
    assert wrap(LETTERING, "", Style.SERIF, 10, 50) == [""]
