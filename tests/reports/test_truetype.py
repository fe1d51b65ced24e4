"""The program's own reading and cutting of its faces, held against fontTools."""

import io

import pytest
from fontTools.ttLib import TTFont

from coopdesk.reports.faces import RARE, SANS_BOLD, SERIF_REGULAR, load_face
from coopdesk.reports.truetype import cut

FACES = (SERIF_REGULAR, SANS_BOLD, RARE)


@pytest.mark.parametrize("name", FACES)
def test_characters_and_widths_are_what_fonttools_reads(name: str) -> None:
    face = load_face(name)
    with TTFont(face.font.path, lazy=True) as font:
        numbers = font.getReverseGlyphMap()
        em = font["head"].unitsPerEm
        assert {code: numbers[glyph] for code, glyph in font.getBestCmap().items()} == face.glyphs
        widths = [font["hmtx"].metrics[glyph][0] * 1000 / em for glyph in font.getGlyphOrder()]
    assert list(face.advances) == widths


@pytest.mark.parametrize("name", FACES)
def test_a_cut_face_keeps_number_outline_and_width_of_what_was_wanted(name: str) -> None:
    face = load_face(name)
    wanted = sorted(face.glyphs.values())[::701]
    with (
        TTFont(face.font.path, lazy=True) as whole,
        TTFont(io.BytesIO(cut(face.font, wanted)), checkChecksums=2) as part,
    ):
        names, kept = whole.getGlyphOrder(), part.getGlyphOrder()
        assert len(kept) == max(wanted) + 1
        for glyph in wanted:
            before, after = whole["glyf"], part["glyf"]
            drawn = before[names[glyph]].getCoordinates(before)
            assert after[kept[glyph]].getCoordinates(after) == drawn
            assert part["hmtx"][kept[glyph]] == whole["hmtx"][names[glyph]]
        others = set(range(len(kept))) - set(wanted) - {0}
        assert all(part["glyf"][kept[glyph]].numberOfContours == 0 for glyph in sorted(others)[:500])
