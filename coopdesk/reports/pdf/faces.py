"""The vendored faces: which characters each holds, how wide they are, and which face stands in for which.

A face is read once a process and never changes, so papers may share it; what a paper has used of it is kept by the
paper (`lettering`). The 30 MB face of rare characters is opened only when a name needs it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from coopdesk.paths import resource
from coopdesk.reports.pdf.truetype import FontFile, characters, metrics, open_font, units

SERIF_REGULAR = "NotoSerifSC-Regular"
SERIF_BOLD = "NotoSerifSC-Bold"
SANS_REGULAR = "NotoSansSC-Regular"
SANS_BOLD = "NotoSansSC-Bold"
RARE = "HanaMinB-Level3"


class Style(StrEnum):
    """How text looks: 宋体 for reading, bold for titles and 大写金额, 黑体 for amounts (its digits are tabular)."""

    SERIF = "serif"
    SERIF_BOLD = "serif-bold"
    SANS = "sans"
    SANS_BOLD = "sans-bold"


CHAINS: dict[Style, tuple[str, ...]] = {
    Style.SERIF: (SERIF_REGULAR, SANS_REGULAR, RARE),
    Style.SERIF_BOLD: (SERIF_BOLD, SERIF_REGULAR, SANS_REGULAR, RARE),
    Style.SANS: (SANS_REGULAR, SERIF_REGULAR, RARE),
    Style.SANS_BOLD: (SANS_BOLD, SANS_REGULAR, SERIF_REGULAR, RARE),
}
"""Where a character is looked up, in this order; the last face holds the rest of GB 18030-2022 level 3."""


_BOLD_STYLES = frozenset({Style.SERIF_BOLD, Style.SANS_BOLD})
_BOLD_FACES = frozenset({SERIF_BOLD, SANS_BOLD})


class MissingGlyph(Exception):
    """No face of the style holds the character."""


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: glyph number by code point, advance width by glyph number in thousandths of the size."""

    name: str
    font: FontFile
    glyphs: dict[int, int] = field(repr=False)
    advances: tuple[float, ...] = field(repr=False)
    ascent: int
    descent: int


@lru_cache(maxsize=len(CHAINS) + 1)
def load_face(name: str) -> Face:
    """The face of that name, read once a process."""
    font = open_font(resource("fonts", f"{name}.ttf"))
    em, ascent, descent = units(font)
    return Face(
        name=name,
        font=font,
        glyphs=characters(font),
        advances=tuple(advance * 1000 / em for advance, _bearing in metrics(font)),
        ascent=round(ascent * 1000 / em),
        descent=round(descent * 1000 / em),
    )


def face_for(character: str, style: Style) -> Face:
    """The first face of the style's chain that holds the character; `MissingGlyph` when none does."""
    code = ord(character)
    for name in CHAINS[style]:
        face = load_face(name)
        if code in face.glyphs:
            return face
    raise MissingGlyph(character)


def needs_thickening(face: Face, style: Style) -> bool:
    """Whether a bold style has to make do with a face that is not bold."""
    return style in _BOLD_STYLES and face.name not in _BOLD_FACES
