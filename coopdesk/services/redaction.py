"""What may be told of an error, on screen or in a log: no control characters, no megabyte, no password, no person."""

import re
import unicodedata
from pathlib import Path

LONGEST_VALUE = 200
"""Characters of one value that a sentence shows."""
LONGEST_LINE = 2_000
"""Characters of a whole message."""
_QUERY = re.compile(r"(\b(?:ssl)?password=)[^\s&“”\"']+", re.IGNORECASE)
_USER = re.compile(r"(postgres\w*(?:\+\w+)?):/*[^\s“”\"']*@", re.IGNORECASE)


def one_line(text: str, longest: int) -> str:
    """The text on one line and not too long: control characters and line breaks as spaces, half characters as �."""
    kept = text[: longest + 1]
    if not (kept.isprintable() and kept.isascii()):
        kept = "".join(map(_visible, kept))
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            return "�"
        case "Cc" | "Zl" | "Zp":
            return " "
    # Marks that turn the direction of writing make one thing look like another.
    return "" if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" else character


def masked(text: str) -> str:
    """The text with what is secret in the address of a database taken out, wherever it stands."""
    return _USER.sub(r"\1://", _QUERY.sub(r"\1***", text))


def has_password(word: str) -> bool:
    """Whether a word of a command line is the address of a database with its password in it."""
    return bool(
        re.match(r"postgres[^\s]*://[^@\s]*:[^\s]+@|postgres[^\s]*[?&](ssl)?password=", word, re.IGNORECASE)
    )


def frames_of(error: BaseException) -> str:
    """Kind of the error and the lines of the program it passed, those of its causes too, without any message.

    The text of an error may name a person, a number or a password; so may a line of input that a frame shows.
    """
    import traceback

    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__, limit=-40)
        parts.append(type(current).__name__)
        parts += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(parts)
