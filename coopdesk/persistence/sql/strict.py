"""A column type that never lets through what cannot be a value of it, whatever a disk gives back.

SQLite keeps whatever is put into a column, and a disk may give back something else than it was given. What cannot be a
value leaves as the fault ``book.bad_value`` that names table and column, and never reaches the trade.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from coopdesk.services.errors import EnvironmentFault

Value = TypeVar("Value")

BAD_VALUE = "book.bad_value"
"""The fault of a value that cannot be one. ``damage`` finds its row; what is kept there is never told."""

ROW_MISSING = "book.row_missing"
"""The fault of a row that must be there and is not."""

_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


class Strict(TypeDecorator[Value], Generic[Value]):
    """A type that knows where its column stands and refuses what cannot be a value of it."""

    impl: type[TypeEngine[Any]] = String
    cache_ok = True
    plain: type | None = None
    """The kind of which every value the database keeps is one of the column, as it is."""

    def __init__(self, table: str = "", column: str = "") -> None:
        super().__init__()
        self.table = table
        self.column = column

    def at(self, table: str, column: str) -> Self:
        """The same type in a column of a table."""
        placed = self.copy()
        placed.table, placed.column = table, column
        return placed

    def read(self, kept: Any) -> Value:
        """The value that the database keeps so; one of the errors of Python for what cannot be one."""
        raise NotImplementedError

    def put(self, value: Value | None) -> Any:
        """The value as the database keeps it; raises ``DomainError`` for what it has no room for."""
        return value

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> Any:
        return self.put(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Straight to ``put`` where the driver asks for nothing more: a plan freezes values by the million."""
        impl: Any = self.impl_instance
        return super().bind_processor(dialect) if impl.bind_processor(dialect) else self.put

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Value | None]:
        read, table, column, plain = self.read, self.table, self.column, self.plain

        def strict(kept: Any) -> Any:
            if kept is None or type(kept) is plain:
                return kept
            try:
                return read(kept)
            except _UNREADABLE:
                # Without the error, whose text would show the value.
                raise EnvironmentFault(BAD_VALUE, table=table, column=column) from None

        return strict
