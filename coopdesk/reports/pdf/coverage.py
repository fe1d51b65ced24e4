"""Which characters papers can show, without opening a font: thirty megabytes are too many to answer one question.

The list beside the fonts is made from them by ``make_fonts.py``; a test compares the two.
"""

from bisect import bisect_right
from functools import lru_cache

from coopdesk.paths import resource

FILE = "characters.txt"


def unprintable(text: str) -> str:
    """The characters of a text that no face holds, each once, in the order of the text."""
    return "".join(dict.fromkeys(character for character in text if not _is_held(ord(character))))


def _is_held(code: int) -> bool:
    starts, ends = _ranges()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@lru_cache(maxsize=1)
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code point of every run of characters, in order."""
    starts, ends = [], []
    for line in resource("fonts", FILE).read_text(encoding="ascii").split():
        first, _hyphen, last = line.partition("-")
        starts.append(int(first, 16))
        ends.append(int(last or first, 16))
    return starts, ends
