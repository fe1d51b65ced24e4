"""Case files from outside: bytes to a checked distribution and its result as JSON text.

What may be wrong with a file as a file is refused here, before any value is looked at: size, encoding, JSON, nesting,
the same key twice. JSON numbers never become floats or integers: they keep their text, and the reader of values refuses
them as numbers that are no decimal strings.
"""

import json
import re
from pathlib import Path
from typing import Any

from coopdesk.domain.distribution.document import read_case, result_document
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.reading import shown
from coopdesk.domain.errors import DomainError

MAX_BYTES = 512 * 1024 * 1024
"""A case of a million members and as many entries is about 200 MB; anything much larger is no case."""
MAX_DEPTH = 32
"""A case nests 8 deep; what goes far beyond is a broken or hostile file."""
_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)


class JsonNumber:
    """A number as it stands in the file, of any length; no document has one in a place where it would be right."""

    __slots__ = ("literal",)

    def __init__(self, literal: str) -> None:
        self.literal = literal

    def __repr__(self) -> str:
        return self.literal


def evaluate_file(path: Path) -> str:
    """The result of the case in a file, as JSON text ending in a newline.

    Raises ``DomainError``: ``case_file.*`` for the file, ``document.*`` for its form, ``distribution.*`` for the rest.
    """
    try:
        return evaluate(read_bytes(path))
    except MemoryError:
        raise DomainError("case_file.no_memory", path=path.name) from None


def evaluate(data: bytes) -> str:
    """The result of a case, as JSON text: Chinese as it is, keys always in the same order."""
    facts, scheme = read_case(load(data))
    result = result_document(distribute(facts, scheme))
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def read_bytes(path: Path) -> bytes:
    """The file's content; ``case_file.unreadable`` or ``case_file.too_large``."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DomainError(
            "case_file.unreadable", path=str(path), reason=error.strerror or str(error)
        ) from error
    if len(data) > MAX_BYTES:
        raise DomainError("case_file.too_large", path=str(path), megabytes=MAX_BYTES // 2**20)
    return data


def load(data: bytes) -> Any:
    """The JSON value in UTF-8 bytes, with or without a byte order mark.

    Raises ``case_file.not_utf8``, ``.too_deep``, ``.not_json``, ``.duplicate_key`` and ``.half_character``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = data[error.start : error.end].hex()
        raise DomainError("case_file.not_utf8", position=error.start, value=found) from None
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=JsonNumber,
        )
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + 20] or "EOF"
        raise DomainError("case_file.not_json", line=error.lineno, column=error.colno, value=found) from None
    if "\\u" in text:
        _check_characters(value)
    return value


def _check_depth(text: str) -> None:
    depth = 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, mark.start()) + 1
                raise DomainError("case_file.too_deep", line=line, depth=MAX_DEPTH)
        elif sign in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        seen: set[str] = set()
        for name, value in pairs:
            if name in seen:
                raise DomainError("case_file.duplicate_key", key=name, value=shown(value))
            seen.add(name)
    return keys


def _check_characters(value: object) -> None:
    r"""Refuse half a character (``\ud842`` without its second half): it could be read but never written again."""
    try:
        json.dumps(value, ensure_ascii=False, default=repr).encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise DomainError("case_file.half_character", value=half) from None
