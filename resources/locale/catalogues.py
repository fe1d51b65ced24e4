"""The catalogues as the program reads them: `coopdesk.mo` made beside each `coopdesk.po`. Standard library only.

A `.mo` is never committed. It is made where the program is built (`build_hook.py`, for a wheel and for an editable
installation), by `tests/run.py`, by the tests where it is missing or older than its source, and by `update.py`.
`python resources/locale/catalogues.py` makes them all.
"""

import ast
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).resolve().parent
_MAGIC = 0x950412DE
_WORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")')
_NAMES = 7
"""Whole numbers at the beginning of the file."""


def bring_up_to_date() -> list[Path]:
    """Make each `.mo` that is missing or older than its `.po`; those that were made."""
    stale = [source for source in sources() if _is_stale(source)]
    return [write(source) for source in stale]


def sources() -> list[Path]:
    """Every catalogue as it is written down."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def write(source: Path) -> Path:
    """Make the `.mo` of a `.po`, whole or not at all; where it is."""
    target = source.with_suffix(".mo")
    part = target.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(compiled(source))
    part.replace(target)
    return target


def compiled(source: Path) -> bytes:
    """The bytes of the machine's form of a `.po`: its finished sentences by their Chinese, in the order of the codes.

    Raises ValueError for a line that is none of gettext's.
    """
    entries = sorted((entry for entry in _entries(source) if all(entry[1])), key=lambda entry: entry[0][0])
    names = [b"\0".join(text.encode() for text in ids) for ids, _texts in entries]
    values = [b"\0".join(text.encode() for text in texts) for _ids, texts in entries]
    table = 4 * _NAMES
    begin = table + 16 * len(entries)
    head = struct.pack("<7I", _MAGIC, 0, len(entries), table, table + 8 * len(entries), 0, begin)
    of_names = _places(names, begin)
    of_values = _places(values, begin + sum(len(name) + 1 for name in names))
    return head + of_names + of_values + b"".join(text + b"\0" for text in (*names, *values))


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _places(texts: list[bytes], begin: int) -> bytes:
    """Length and place of each text, written one after the other with a zero behind each."""
    found = b""
    for text in texts:
        found += struct.pack("<2I", len(text), begin)
        begin += len(text) + 1
    return found


def _entries(source: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The sentence (with its plural) and its translations, one after the other; a doubtful one is left out."""
    for block in re.split(r"\n[ \t]*\n", source.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line.strip()]
        said = [line for line in lines if not line.startswith("#")]
        doubtful = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        if said and not doubtful:
            yield _entry(said)


def _entry(lines: list[str]) -> tuple[list[str], list[str]]:
    ids: list[str] = []
    texts: list[str] = []
    into = ids
    for line in lines:
        found = _WORD.fullmatch(line)
        if found is None and (not into or not line.startswith('"')):
            raise ValueError(f"not a line of a catalogue: {line}")
        if found is None:
            into[-1] += ast.literal_eval(line)
            continue
        word, _number, text = found.groups()
        if word == "msgctxt":
            raise ValueError(f"contexts are not used here: {line}")
        into = texts if word == "msgstr" else ids
        into.append(ast.literal_eval(text))
    return ids, texts


if __name__ == "__main__":
    sys.stdout.write("".join(f"{write(source)}\n" for source in sources()))
