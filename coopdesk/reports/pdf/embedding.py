"""Puts the used part of each face into a paper, so that it prints alike everywhere and its text can be searched.

One composite font a face (Type0, Identity-H, the code being the glyph number of the face), with its own ToUnicode table
that reaches beyond the basic plane, and the widths of the characters used. Nothing here knows what the paper says.
"""

import hashlib
import unicodedata

from coopdesk.reports.pdf.container import Container
from coopdesk.reports.pdf.faces import Face
from coopdesk.reports.pdf.lettering import CodeTable
from coopdesk.reports.pdf.truetype import cut

_BLOCK = 100  # a bfchar block may not hold more entries than that
_TAG_LETTERS = 6

_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def embed(container: Container, table: CodeTable) -> bytes:
    """Stores the font of one face, holding the characters of `table`, and returns its reference."""
    face = table.face
    texts = _texts(table)
    name = f"{_tag(texts)}+{face.name}".encode("ascii")
    file = container.add_stream(cut(face.font, texts))
    descriptor = container.add(
        b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 %d 1000 %d] /ItalicAngle 0 "
        b"/Ascent %d /Descent %d /CapHeight 700 /StemV 80 /FontFile2 %s >>"
        % (name, face.descent, face.ascent, face.ascent, face.descent, file)
    )
    descendant = container.add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDToGIDMap /Identity /FontDescriptor %s "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [%s] >>"
        % (name, descriptor, _widths(face, texts))
    )
    return container.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] "
        b"/ToUnicode %s >>" % (name, descendant, container.add_stream(_to_unicode(texts)))
    )


def _texts(table: CodeTable) -> dict[int, str]:
    """Glyph number -> the character it is read back as, in order of number.

    A radical may share its glyph with the ideograph it stands for; the ideograph is then what a search finds.
    """
    texts: dict[int, str] = {}
    for code in sorted(table):
        character = chr(code)
        glyph = int(table[code], 16)
        if glyph not in texts or unicodedata.normalize("NFKC", character) == character:
            texts[glyph] = character
    return dict(sorted(texts.items()))


def _tag(texts: dict[int, str]) -> str:
    """The six capitals that mark a subset, made from what it holds."""
    digest = hashlib.sha256("".join(texts.values()).encode("utf-8")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:_TAG_LETTERS])


def _widths(face: Face, texts: dict[int, str]) -> bytes:
    entries = ((glyph, face.advances[glyph]) for glyph in texts)
    return b" ".join(b"%d [%g]" % (glyph, advance) for glyph, advance in entries if advance != 1000)


def _to_unicode(texts: dict[int, str]) -> bytes:
    pairs = [f"<{glyph:04X}> <{character.encode('utf-16-be').hex()}>\n" for glyph, character in texts.items()]
    blocks = []
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n")
    return _CMAP_HEAD + "".join(blocks).encode("ascii") + _CMAP_TAIL
