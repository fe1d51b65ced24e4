"""The vendored faces: every Han character of GB 18030-2022 in one of them, and the files what their README says."""

import hashlib
import re
from pathlib import Path

import pytest

from coopdesk.paths import resource
from coopdesk.reports.pdf.faces import (
    CHAINS,
    RARE,
    SANS_BOLD,
    SERIF_BOLD,
    SERIF_REGULAR,
    MissingGlyph,
    Style,
    face_for,
    load_face,
)
from coopdesk.reports.pdf.lettering import Lettering, stand_in

# The blocks of GB 18030-2022, level 3, ends included; and the twelve unified ideographs among the compatibility ones.
BLOCKS = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FEF),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
TWELVE = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
HAN = "".join(chr(code) for first, last in BLOCKS for code in range(first, last + 1)) + TWELVE
HAN_CODES = set(map(ord, HAN))
RADICALS = "".join(map(chr, range(0x2F00, 0x2FD6)))
OTHERS = "〇·—…、。，：；？！（）《》“”‘’％℃№①⑩ⅠⅫ㈠　 abcxyzABCXYZ0123456789.,-/*()ÀÉÜàéüαβΩЖя"


def test_the_standard_has_as_many_han_characters_as_it_says() -> None:
    assert len(HAN) == len(set(HAN)) == 87_887
    assert HAN.encode("gb18030").decode("gb18030") == HAN


@pytest.mark.parametrize("style", Style)
def test_every_character_of_the_standard_has_a_glyph_in_every_style(style: Style) -> None:
    lettering = Lettering()
    assert lettering.width(HAN, style, 1000) > 80_000_000
    assert lettering.width(RADICALS + OTHERS, style, 10) > 0


def test_every_han_glyph_is_drawn() -> None:
    faces = [load_face(name) for name in CHAINS[Style.SERIF]]
    outlined = {face.name: _outlined(face.font.read(b"loca")) for face in faces}
    empty = [
        character
        for character in HAN
        for face in [face_for(character, Style.SERIF)]
        if face.glyphs[ord(character)] not in outlined[face.name]
    ]
    assert empty == []


def _outlined(loca: bytes) -> set[int]:
    offsets = [int.from_bytes(loca[at : at + 4], "big") for at in range(0, len(loca), 4)]
    return {glyph for glyph in range(len(offsets) - 1) if offsets[glyph + 1] > offsets[glyph]}


def test_the_rare_face_is_asked_last_and_only_for_what_the_others_lack() -> None:
    assert all(chain[-1] == RARE for chain in CHAINS.values())
    assert face_for("䶮", Style.SERIF_BOLD).name == SERIF_BOLD
    assert face_for("㐀", Style.SERIF_BOLD).name == SERIF_REGULAR
    assert face_for("𠮷", Style.SERIF).name == RARE


def test_bold_faces_hold_what_titles_and_common_names_need() -> None:
    han = {name: len(HAN_CODES & load_face(name).glyphs.keys()) for name in (SERIF_BOLD, SANS_BOLD)}
    assert han == {SERIF_BOLD: 8_105, SANS_BOLD: 6_500}


@pytest.mark.parametrize("character", ["\U0003134a", "ༀ", "\ue000", "\n", "😀"])
def test_a_character_no_face_holds_is_told(character: str) -> None:
    with pytest.raises(MissingGlyph):
        face_for(character, Style.SERIF)


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("王", "王"),
        ("\ue863", "䶮"),
        ("\ue82c", "\u9fb7"),
        ("\u22c5", "·"),
        ("\u200b", ""),
        ("\u202d", ""),
        ("\ufeff", ""),
        ("\ufe0f", ""),
        ("\U000e0100", ""),
        ("\t", " "),
        ("\n", " "),
        ("\ue000", None),
        ("😀", None),
        ("\U0003134a", None),
        ("\ufffd", None),
    ],
)
def test_what_no_face_holds_is_shown_as_what_it_means_or_as_a_box(character: str, shown: str | None) -> None:
    assert stand_in(character) == shown


def test_the_files_are_those_of_the_readme_with_their_licences() -> None:
    folder = resource("fonts")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^([0-9a-f]{64})  (\S+\.ttf)$", readme, re.MULTILINE))
    assert dict(_digests(folder)) == listed
    for family in ("NotoSerifSC", "NotoSansSC"):
        assert "SIL OPEN FONT LICENSE" in (folder / f"LICENSE-{family}.txt").read_text(encoding="utf-8")
    assert "free software" in (folder / "LICENSE-HanaMinB.txt").read_text(encoding="utf-8")


def _digests(folder: Path) -> list[tuple[str, str]]:
    return [(hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in folder.glob("*.ttf")]
