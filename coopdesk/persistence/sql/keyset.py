"""Pages of a sorted table by its index, from the nearest row whose place is known.

Knows one table, one column and the key that breaks ties; an index over the two must exist.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, true, tuple_

_Key = tuple[Any, ...]


class Keyset:
    """The rows of a table in the order of ``column`` and ``key``, each known by its place from 0.

    ``key`` numbers the rows from 1 to ``count`` without a gap, so the order by ``key`` alone needs no search; with
    ``only`` some rows are left out, and ``count`` are the rest.
    """

    def __init__(
        self,
        connection: Connection,
        column: ColumnElement[Any],
        key: ColumnElement[Any],
        descending: bool,
        count: int,
        only: ColumnElement[bool] | None = None,
    ) -> None:
        self._connection = connection
        self._columns = (key,) if column is key else (column, key)
        self._descending = descending
        self._only = true() if only is None else only
        self._numbered = only is None and column is key
        self._places: list[int] = []
        self._keys: dict[int, _Key] = {}
        self.count = count

    def page(self, columns: Sequence[ColumnElement[Any]], offset: int, limit: int) -> Sequence[Any]:
        """The columns of the rows at places ``offset … offset + limit - 1``."""
        if offset >= self.count or limit <= 0:
            return ()
        first = self._key_at(offset)
        found = self._walk(select(*self._columns, *columns), first, backwards=False).limit(limit)
        rows = self._connection.execute(found).all()
        width = len(self._columns)
        if rows and not self._numbered:
            self._remember(offset + len(rows) - 1, tuple(rows[-1][:width]))
        return [row[width:] for row in rows]

    def place_of(self, row_id: object) -> int | None:
        """The place of the row with that key, None where there is none."""
        key = self._columns[-1]
        row = self._connection.execute(select(*self._columns).where(key == row_id, self._only)).first()
        if row is None:
            return None
        if self._numbered:
            return int(self.count - row[0] if self._descending else row[0] - 1)
        before = self._compared(tuple(row), backwards=True, inclusive=False)
        place: int = self._connection.execute(select(func.count(key)).where(before, self._only)).scalar_one()
        return place

    def _key_at(self, place: int) -> _Key:
        """The key of the row at a place, by way of the nearest place known."""
        if self._numbered:
            return (self.count - place if self._descending else place + 1,)
        if place not in self._keys:
            above = bisect_right(self._places, place)
            left = self._places[above - 1] if above else 0
            right = self._places[above] if above < len(self._places) else self.count - 1
            backwards = right - place < place - left
            start = right if backwards else left
            walk = self._walk(select(*self._columns), self._keys.get(start), backwards)
            row = self._connection.execute(walk.offset(abs(place - start)).limit(1)).one()
            self._remember(place, tuple(row))
        return self._keys[place]

    def _remember(self, place: int, key: _Key) -> None:
        if place not in self._keys:
            self._keys[place] = key
            self._places.insert(bisect_right(self._places, place), place)

    def _walk(self, query: Select[Any], start: _Key | None, backwards: bool) -> Select[Any]:
        """The query from a row on (from the very first or last without one), in order or against it."""
        falling = self._descending != backwards
        ordered = query.where(self._only).order_by(
            *(item.desc() if falling else item.asc() for item in self._columns)
        )
        return ordered if start is None else ordered.where(self._compared(start, backwards, inclusive=True))

    def _compared(self, key: _Key, backwards: bool, inclusive: bool) -> ColumnElement[bool]:
        """Rows that come at or after a key in the order, or at or before it."""
        here, falling = tuple_(*self._columns), self._descending != backwards
        there = tuple_(*key, types=[item.type for item in self._columns])
        if inclusive:
            return here <= there if falling else here >= there
        return here < there if falling else here > there
