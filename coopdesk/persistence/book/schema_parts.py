"""What a database is made of, told in one way for a file and for a server, so that it can be compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_QUOTES = re.compile(r'["`\[\]]')


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: its columns with whether each must be filled and what it is declared as, its key, its conditions and
    what it refers to.

    ``strange`` where its definition has a word that none of ours has and that changes what is kept.
    """

    columns: frozenset[tuple[str, bool, str]]
    key: tuple[str, ...]
    conditions: tuple[str, ...]
    references: frozenset[tuple[str, str, str]]
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a database by name; what a part is, is compared as a whole."""

    tables: Mapping[str, object]
    indexes: Mapping[str, object]
    triggers: Mapping[str, object]
    views: Mapping[str, object]


def plain(sql: str) -> str:
    """A statement or condition without what may differ in writing only."""
    bare = _QUOTES.sub("", sql).replace("(", " ( ").replace(")", " ) ").split()
    while len(bare) > 1 and bare[0] == "(" and bare[-1] == ")":
        bare = bare[1:-1]
    return " ".join(bare)
