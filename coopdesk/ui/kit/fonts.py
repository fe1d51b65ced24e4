"""Which letters are shown: the base face, and further faces only when a name needs a character the base lacks.

A face is ten to thirty megabytes, so the rare ones are opened when a rare character is first met. Knows nothing of
what the text means. On Windows the face of the system is used; elsewhere the one that travels with the program.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from coopdesk import paths

_WINDOWS_FACE = "Microsoft YaHei UI"
_RARE_FACES = ("HanaMin", "HanaMinB", "HanaMinA", "Noto Serif SC")
_known: set[str] = set()
"""The characters met so far."""


@cache
def base_families() -> tuple[str, ...]:
    """Family names of the base face, loading the vendored one where the system has none of its own."""
    if sys.platform == "win32" and QFontDatabase.hasFamily(_WINDOWS_FACE):
        return (_WINDOWS_FACE,)
    loaded: list[str] = []
    for path in sorted(paths.resource("fonts").glob("*Sans*.[to]tf")):
        loaded += _load(path)
    if loaded:
        return tuple(dict.fromkeys(loaded))
    system = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return tuple(system[:1]) or (QApplication.font().family(),)


def application_font(pixels: int) -> QFont:
    """The font of all text, with digits of one width so that amounts stand under each other."""
    font = QFont()
    font.setFamilies([*base_families(), *_RARE_FACES])
    font.setPixelSize(pixels)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def ensure_glyphs(text: str) -> None:
    """Open the faces for rare characters if `text` holds one that the base face cannot draw.

    Characters are remembered, so asking for every cell of a table costs next to nothing.
    """
    if _known.issuperset(text):
        return
    unknown = set(text) - _known
    _known.update(unknown)
    unusual = [character for character in unknown if _is_unusual(character)]
    if not unusual:
        return
    raw = QRawFont.fromFont(application_font(16))
    if any(not raw.supportsCharacter(ord(character)) for character in unusual):
        _load_rare()


def _is_unusual(character: str) -> bool:
    """Outside the characters that every face for simplified Chinese holds: Extension A, and all beyond the first block.

    Compared one by one: a pattern of these ranges takes four milliseconds of every start to be made.
    """
    return "\u3400" <= character <= "\u4dbf" or "\u9fa6" <= character <= "\ufeff" or character >= "\ufff0"


@cache
def _load_rare() -> None:
    folder = paths.resource("fonts")
    for pattern in ("*Serif*Regular*.[to]tf", "*Hana*.[to]tf"):
        for path in sorted(folder.glob(pattern)):
            _load(path)
    # Text laid out before the faces were there keeps its empty boxes until its widget lays it out again.
    for widget in QApplication.allWidgets():
        QApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))


def _load(path: Path) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
