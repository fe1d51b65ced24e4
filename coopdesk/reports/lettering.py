"""Text to glyph codes for one paper, and the record of which glyphs that paper has used.

The code of a character is its glyph number in the face, so encoding needs no state but a table that fills itself; the
keys of that table are the characters to embed. The tables belong to one paper: a second paper of the same process
starts with its own.
"""

from dataclasses import dataclass
from itertools import groupby

from coopdesk.reports.faces import CHAINS, Face, Style, face_for, load_face, needs_thickening


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
        face = face_for(character, self.style)
        advance = face.advances[face.glyphs[ord(character)]]
        self[character] = advance
        return advance


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face: the name of its font in the paper, its codes in hexadecimal.

    `thickened` marks a rare character in bold text whose face has no bold: it is to be drawn with an outline.
    """

    font: str
    codes: str
    thickened: bool = False


class Lettering:
    """The fonts of one paper."""

    def __init__(self) -> None:
        self._tables: dict[str, CodeTable] = {}
        self._fonts: dict[str, str] = {}
        self._plain: dict[Style, tuple[str, CodeTable]] = {}
        self._widths = {style: _WidthTable(style) for style in Style}

    def width(self, text: str, style: Style, size: float) -> float:
        """Width of the text in points; `MissingGlyph` when no face holds one of its characters."""
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
        """The text as runs of one face each; `MissingGlyph` when no face holds one of its characters."""
        runs = []
        for face, group in groupby(text, lambda character: face_for(character, style)):
            table = self._table(face.name)
            codes = "".join(group).translate(table)
            runs.append(Run(self._fonts[face.name], codes, needs_thickening(face, style)))
        return runs

    def used(self) -> dict[str, CodeTable]:
        """Font name in the paper -> table of the characters used, for every face that shows at least one."""
        return {self._fonts[name]: table for name, table in self._tables.items() if table}

    def _table(self, name: str) -> CodeTable:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = CodeTable(load_face(name))
            self._fonts[name] = f"F{len(self._fonts)}"
        return table
