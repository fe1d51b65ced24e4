"""The books that landed versions have left, and what is to be read in each."""

import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from coopdesk.services.desk import Desk
from coopdesk.services.distribution.papers.slip import build_slips

BOOKS = Path(__file__).resolve().parents[1] / "books"
LANDED = sorted(BOOKS.glob("*/*.coop.xz"), key=lambda path: path.relative_to(BOOKS).as_posix())


def name_of(kept: Path) -> str:
    """A kept book's name with its version: `0007-linge`."""
    return f"{kept.parent.name}-{kept.name.partition('.')[0]}"


def unpacked(kept: Path, target: Path) -> Path:
    """A kept book as its program closed it."""
    target.write_bytes(lzma.decompress(kept.read_bytes()))
    return target


def expected(kept: Path) -> list[str]:
    """What the program of that version printed on its slips, a line each."""
    name = kept.name.partition(".")[0]
    return kept.with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()


def printed(desk: Desk) -> Iterator[str]:
    """The slips of all years in the form of the expected lines."""
    for summary in desk.distribution.summaries():
        for slip in build_slips(desk.distribution.frozen_plan(summary.year)):
            lines = "；".join(f"{line.label} {line.amount.fen}" for line in slip.lines)
            figures = f"{slip.gross.fen} {slip.tax.fen} {slip.net.fen} {slip.in_words}"
            words = (
                slip.number,
                slip.member,
                slip.identity,
                slip.account,
                "；".join(slip.shares),
                lines,
                figures,
            )
            yield " | ".join((*words, slip.resolution, slip.check_code))


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a file."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names.fetchall()
        }
