"""Every text can be told from its ground, in both themes; every length grows with the type."""

import pytest

from coopdesk.ui.kit.tokens import DARK, LIGHT, Palette, TextSize, contrast
from tests.ui.audit import contrast_faults


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_told_from_its_ground(palette: Palette) -> None:
    assert contrast_faults(palette) == []


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#FFFFFF") == 1.0
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_the_audit_sees_a_palette_that_is_too_pale() -> None:
    pale = Palette(**{**LIGHT.__dict__, "secondary": "#B0B0B0"})
    assert "secondary on surface: 2.17" in contrast_faults(pale)


def test_rows_are_thirty_pixels_and_grow_with_the_type() -> None:
    assert [size.row for size in TextSize] == [30, 35, 39]
    assert [size.body for size in TextSize] == [13, 15, 17]
