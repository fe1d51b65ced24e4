"""The bytes that are hashed for the journal. They never change: a book of today is checked by any later program.

A row is written as a JSON array of its stored values in the order of the columns' names (columns that came to a table
later stand behind them, where they hold something: `journal.stored_rows`), and a run of rows as an array
of these; outside ASCII everything is escaped, so that no table of characters decides how it is written. Whole numbers,
texts and NULL lie differently in JSON; bytes are written as an object with their own SHA-256. Rows of a table are taken
in the order of their key: the first ``SINGLE`` one by one, the rest in runs of ``RUN``, and each gives one SHA-256, so
that a book of a million members is hashed in little memory and a changed row is found near its place.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

Row = TypeVar("Row", bound=Sequence[Any])
FORM = "coopdesk-journal/1"
SINGLE = 32
RUN = 500


@dataclass(frozen=True, slots=True)
class Hashed:
    """Bytes that were hashed where they lie: ``size`` of them, ``sha256`` in 64 hexadecimal digits."""

    size: int
    sha256: str


def _bytes(value: object) -> object:
    if isinstance(value, Hashed):
        return {"size": value.size, "sha256": value.sha256}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"size": len(value), "sha256": sha256(value).hexdigest()}
    raise TypeError(type(value).__name__)


_JSON = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"), default=_bytes)


def _made_once() -> Callable[[object], str]:
    """What ``_JSON.encode`` does, without making its inner encoder anew each time: that costs as much as a row."""
    make: Any = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return _JSON.encode
    text = json.encoder.encode_basestring_ascii
    inner = make(None, _JSON.default, text, None, ":", ",", _JSON.sort_keys, _JSON.skipkeys, _JSON.allow_nan)
    return lambda value: "".join(inner(value, 0))


encoded = _made_once()
"""A value's one form in JSON."""


def runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows as they are hashed together."""
    rows = iter(rows)
    for row in islice(rows, SINGLE):
        yield [row]
    while run := list(islice(rows, RUN)):
        yield run


def digest_of(run: Sequence[Sequence[Any]]) -> str:
    """The hash of a run of rows."""
    return sha256(encoded(run).encode("ascii")).hexdigest()


def entry_hash(before: str, columns: Mapping[str, Any]) -> str:
    """The hash of an entry: over the hash before it and all its own columns as stored, those of its rows among them."""
    own = [FORM, before, *(columns[name] for name in ENTRY_COLUMNS)]
    return sha256(encoded(own).encode("ascii")).hexdigest()


ENTRY_COLUMNS = (
    "number",
    "command_id",
    "at",
    "person",
    "kind",
    "content",
    "topics",
    "reference",
    "changed",
)
"""The columns of an entry that are hashed, in the order in which they are."""
