"""What SQLite can still read of a damaged file, saved as a book of its own; and what it cannot, told by table.

Values go over as they lie, also those that cannot be one: ``verify`` names them in the copy. Nothing is invented for
what is lost, so such a copy is for looking things up and for entering anew into a restored backup.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from coopdesk.persistence.book.engine import connect_file, file_uri
from coopdesk.persistence.book.file_copy import atomic_target
from coopdesk.persistence.book.layout import lay_out_file
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard

_MOST_TRIED = 2_500
"""Ranges of a table that cannot be read before the rest of it is given up."""
_AT_ONCE, _MOST_STEPS = 200, 200
"""Rows that are copied at once at least, and the most steps of a table."""
_SHOWN = 5


def rescue(
    path: Path, target: Path, broken: EnvironmentFault, progress: Progress = unheard
) -> EnvironmentFault:
    """Save what can be read beside ``target`` and give the fault that says so; ``broken`` itself for a sound file."""
    with file_errors(path), closing(connect_file(path, read_only=True)) as source:
        if _is_sound(source):
            return broken
    kept = _free(target)
    with atomic_target(kept) as part:
        lay_out_file(part, None)
        lost = _copied(path, part, progress)
    told = "、".join(f"{table}: {rows}" for table, rows in lost.items() if rows) or "—"
    whole = fault("backup.rescued", kept)
    return EnvironmentFault(whole.code, **(whole.params | {"book": path.name, "lost": told}))


def _is_sound(source: sqlite3.Connection) -> bool:
    try:
        return bool(source.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _free(target: Path) -> Path:
    """A name beside the target's that nothing has."""
    names = (target.with_name(f"{target.stem}.rescued{mark}.coop") for mark in ("", *range(2, 1000)))
    return next(name for name in names if not name.exists())


def _copied(path: Path, part: Path, progress: Progress) -> dict[str, str]:
    """Copy every table as far as it can be read; what is lost of each, an empty text for nothing."""
    with closing(sqlite3.connect(file_uri(part.absolute()), uri=True, isolation_level=None)) as copy:
        copy.execute("ATTACH ? AS damaged", (f"{file_uri(path.absolute())}?mode=ro",))
        # Each range by itself: a transaction that has met a damaged page cannot be kept any more.
        copy.execute("PRAGMA synchronous = OFF")
        found = [name for (name,) in copy.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        names = [name for name in found if not name.startswith("sqlite_")]
        lost = {}
        for place, name in enumerate(names):
            begun, ended = (WHOLE * count // len(names) for count in (place, place + 1))
            lost[name] = _copy_table(copy, name, part_of(progress, begun, ended))
        copy.execute("DETACH damaged")
        copy.execute("PRAGMA synchronous = FULL")
    return lost


def _copy_table(copy: sqlite3.Connection, table: str, progress: Progress) -> str:
    try:
        known = {row[1] for row in copy.execute(f'PRAGMA damaged.table_info("{table}")')}
        here = [row[1] for row in copy.execute(f'PRAGMA main.table_info("{table}")')]
    except sqlite3.DatabaseError as error:
        return _name(error)
    columns = ", ".join(f'"{name}"' for name in here if name in known)
    if not columns:
        return "—"
    copy.execute(f'DELETE FROM main."{table}"' if table == "alembic_version" else "SELECT 1")
    try:
        top = copy.execute(f'SELECT max(rowid) FROM damaged."{table}"').fetchone()[0] or 0
    except sqlite3.DatabaseError:
        top = 1 << 24
    insert = (
        f'INSERT INTO main."{table}" (rowid, {columns}) SELECT rowid, {columns} FROM damaged."{table}"'
        " WHERE rowid BETWEEN ? AND ?"
    )
    return _listed(list(_lost(copy, insert, top, progress)))


def _lost(copy: sqlite3.Connection, insert: str, top: int, progress: Progress) -> Iterator[tuple[int, int]]:
    """Copy rows by ranges of their number, halving one that cannot be read; the ranges that are lost."""
    step = max(_AT_ONCE, top // _MOST_STEPS + 1)
    ranges = [(-(1 << 62), 0), *((low, min(low + step - 1, top)) for low in range(1, top + 1, step))][::-1]
    tried = 0
    while ranges:
        low, high = ranges.pop()
        if low > high:
            continue
        progress(max(low, 0), top)
        try:
            copy.execute(insert, (low, high))
        except sqlite3.DatabaseError:
            tried += 1
            if low == high or low < 0 or tried > _MOST_TRIED:
                yield low, high
            else:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]


def _listed(lost: list[tuple[int, int]]) -> str:
    """Ranges of row numbers in few words."""
    joined: list[list[int]] = []
    for low, high in sorted((max(low, 1), high) for low, high in lost if high > 0):
        if joined and low <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], high)
        else:
            joined.append([low, high])
    shown = [str(low) if low == high else f"{low}–{high}" for low, high in joined[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(joined) > _SHOWN else shown)


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))
