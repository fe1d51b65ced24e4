"""The program's own reading and cutting of its faces, held against fontTools."""

import io
import struct

import pytest
from fontTools.ttLib import TTFont

from coopdesk.reports.pdf.faces import RARE, SANS_BOLD, SERIF_REGULAR, load_face
from coopdesk.reports.pdf.truetype import cut, parts_of

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


@pytest.mark.parametrize(
    ("flags", "scale"), [(0x0000, 0), (0x0008, 2), (0x0040, 4), (0x0080, 8), (0x0001, 2), (0x0081, 10)]
)
def test_the_parts_of_a_composite_outline_are_found(flags: int, scale: int) -> None:
    """Each form of a component by the OpenType specification: word offsets, one scale, two scales, a matrix."""
    head = struct.pack(">hhhhh", -1, 0, 0, 100, 100)
    first = struct.pack(">HH", flags | 0x20, 7) + bytes(2 + scale)
    assert parts_of(head + first + struct.pack(">HH", 0, 9) + bytes(2)) == [7, 9]


def test_a_simple_and_an_empty_outline_have_no_parts() -> None:
    assert parts_of(b"") == []
    assert parts_of(struct.pack(">hhhhh", 1, 0, 0, 100, 100)) == []
