"""Text to glyph codes for one paper, and the record of which glyphs that paper has used.

The code of a character is its glyph number in the face, so encoding needs no state but a table that fills itself; the
keys of that table are the characters to embed. The tables belong to one paper: a second paper of the same process
starts with its own.

No character stops a paper. One that no face holds is set as the character it stands for (a letter that GBK kept in the
private area, another dot), not at all if nobody sees it (a direction mark, a variation selector), and else as a box
with its number in Unicode, so that whoever signs can write it in by hand and the name is still that member's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_name
from coopdesk.reports.pdf.faces import (
    CHAINS,
    Face,
    MissingGlyph,
    Style,
    face_for,
    load_face,
    needs_thickening,
)

_BOX = 1000.0
"""Width of the box for a character that no face holds, in thousandths of the size."""


class _Absent(Exception):
    """The style's first face lacks a character of the text; another face has to help."""


class CodeTable(dict[int, str]):
    """Code point -> four hexadecimal digits of the glyph number; filled as characters are met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, code: int) -> str:
        glyph = self.face.glyphs.get(code)
        if glyph is None:
            raise _Absent
        entry = f"{glyph:04X}"
        self[code] = entry
        return entry


class _WidthTable(dict[str, float]):
    """Character -> advance in thousandths of the size, by the style's chain of faces."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.style = style

    def __missing__(self, character: str) -> float:
        try:
            advance = self._advance(character)
        except MissingGlyph:
            shown = stand_in(character)
            advance = _BOX if shown is None else sum(map(self._advance, shown))
        self[character] = advance
        return advance

    def _advance(self, character: str) -> float:
        face = face_for(character, self.style)
        return face.advances[face.glyphs[ord(character)]]


@cache
def stand_in(character: str) -> str | None:
    """What a character is printed as: itself, the text it stands for (which may be empty), or None for a box."""
    if _is_held(character):
        return character
    if character.isspace():
        return " "
    try:
        meant = clean_name(character)
    except DomainError:
        return None
    return meant if all(map(_is_held, meant)) else None


def _is_held(character: str) -> bool:
    try:
        face_for(character, Style.SERIF)  # every style's chain ends in the same faces
    except MissingGlyph:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face: the name of its font in the paper, its codes in hexadecimal.

    `width` is that of the stretch in thousandths of the size. `thickened` marks a rare character in bold text whose
    face has no bold: it is to be drawn with an outline. `boxed` is a character that no face holds.
    """

    font: str
    codes: str
    width: float
    thickened: bool = False
    boxed: str = ""


class Lettering:
    """The fonts of one paper."""

    def __init__(self) -> None:
        self._tables: dict[str, CodeTable] = {}
        self._fonts: dict[str, str] = {}
        self._plain: dict[Style, tuple[str, CodeTable]] = {}
        self._widths = {style: _WidthTable(style) for style in Style}

    def width(self, text: str, style: Style, size: float) -> float:
        """Width of the text in points."""
        return sum(map(self._widths[style].__getitem__, text)) * size / 1000

    def plain(self, text: str, style: Style) -> tuple[str, str] | None:
        """Font and codes of a text that the style's own face holds whole, which is nearly all; None otherwise."""
        entry = self._plain.get(style)
        if entry is None:
            name = CHAINS[style][0]
            table = self._table(name)
            entry = self._plain[style] = (self._fonts[name], table)
        try:
            return entry[0], text.translate(entry[1])
        except _Absent:
            return None

    def runs(self, text: str, style: Style) -> list[Run]:
        """The text as runs of one face each, and of one box each for what no face holds."""
        runs = []
        seen = [(character, stand_in(character)) for character in text]
        for boxed, group in groupby(seen, lambda pair: pair[1] is None):
            if boxed:
                runs += [Run("", "", _BOX, boxed=character) for character, _none in group]
            else:
                runs += self._held_runs("".join(shown or "" for _character, shown in group), style)
        return runs

    def _held_runs(self, text: str, style: Style) -> Iterator[Run]:
        for face, group in groupby(text, lambda character: face_for(character, style)):
            characters = "".join(group)
            table = self._table(face.name)
            width = sum(map(self._widths[style].__getitem__, characters))
            yield Run(
                self._fonts[face.name], characters.translate(table), width, needs_thickening(face, style)
            )

    def used(self) -> dict[str, CodeTable]:
        """Font name in the paper -> table of the characters used, for every face that shows at least one."""
        return {self._fonts[name]: table for name, table in self._tables.items() if table}

    def _table(self, name: str) -> CodeTable:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = CodeTable(load_face(name))
            self._fonts[name] = f"F{len(self._fonts)}"
        return table
