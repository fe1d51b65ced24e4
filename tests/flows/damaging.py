"""Files as a failing disk gives them back: bytes flipped, pages swapped, the end cut off; what that did to a book."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE = 4096
_HEADER = 100
_WHOLE = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def flip_bytes(data: bytearray, rng: random.Random) -> None:
    """One to four bytes have become others."""
    for _time in range(rng.randint(1, 4)):
        data[rng.randrange(len(data))] ^= rng.randint(1, 255)


def flip_in_rows(data: bytearray, rng: random.Random) -> None:
    """A few neighbouring bytes within what looks like text have become others: the damage that is seen least."""
    spots = [place for place in range(_HEADER, len(data) - 4) if data[place] >= 0x20]
    start = rng.choice(spots)
    for place in range(start, start + rng.randint(1, 3)):
        data[place] ^= rng.randint(1, 255)


def swap_pages(data: bytearray, rng: random.Random) -> None:
    """Two pages have changed places."""
    first, second = rng.sample(range(1, len(data) // PAGE), 2)
    one, other = slice(first * PAGE, first * PAGE + PAGE), slice(second * PAGE, second * PAGE + PAGE)
    data[one], data[other] = data[other], data[one]


def blank_page(data: bytearray, rng: random.Random) -> None:
    """A page, or half of one, holds nothing but zeros."""
    start = rng.randrange(1, len(data) // PAGE) * PAGE
    length = rng.choice((PAGE, 512))
    data[start : start + length] = bytes(length)


def cut_off(data: bytearray, rng: random.Random) -> None:
    """The end is missing."""
    del data[rng.randrange(_HEADER, len(data)) :]


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip_bytes,
    flip_in_rows,
    flip_in_rows,
    swap_pages,
    blank_page,
    cut_off,
)


def damaged(whole: bytes, seed: int) -> tuple[str, bytes]:
    """The way a seed damages a file, and the file."""
    rng = random.Random(seed)
    way = WAYS[seed % len(WAYS)]
    data = bytearray(whole)
    while bytes(data) == whole:
        way(data, rng)
    return way.__name__, bytes(data)


def contents(path: Path) -> object:
    """All a book holds, byte for byte, with its schema; what stopped the reading where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            schema = connection.execute(_WHOLE).fetchall()
            names = [name.decode() for kind, name, *_rest in schema if kind == b"table"]
            rows = {name: connection.execute(f'SELECT rowid, * FROM "{name}"').fetchall() for name in names}
            header = [
                connection.execute(f"PRAGMA {name}").fetchall() for name in ("application_id", "encoding")
            ]
            return schema, rows, header
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        return type(error).__name__
