"""How the trade's values lie in columns: whole numbers and ISO text, so that both databases keep the same thing.

``Numeric`` is a float on SQLite and PostgreSQL sorts text by the server's language; neither is met here.

Every type here is strict when it reads (``strict``). Plain types of SQLAlchemy become strict ones when a table is
declared.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    event,
)
from sqlalchemy.types import TypeEngine

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.persistence.sql.strict import ROW_MISSING, Strict, Value
from coopdesk.services.errors import EnvironmentFault

Code = TypeVar("Code", bound=StrEnum)
AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns are told by the query beside it."""


def _instance(kind: type, kept: Any) -> Any:
    if type(kept) is not kind:
        raise TypeError(kind.__name__)
    return kept


def _fits(number: int) -> int:
    """The number, if the database has room for it; ``figure.too_large`` names it otherwise."""
    if not -_ROOM <= number < _ROOM:
        raise DomainError("figure.too_large", figure=str(number))
    return number


_ROOM = 1 << 63


class Whole(Strict[int]):
    """A whole number of 64 bits; sums of them too."""

    impl = BigInteger
    cache_ok = True
    plain = int

    def put(self, value: int | None) -> int | None:
        return value if value is None or -_ROOM <= value < _ROOM else _fits(value)

    def read(self, kept: Any) -> int:
        if type(kept) is Decimal and kept == kept.to_integral_value():  # what PostgreSQL makes of a sum
            return int(kept)
        number: int = _instance(int, kept)
        return number


class Small(Whole):
    """A whole number of 32 bits: years, days, counts."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Integer()


class Key(Whole):
    """A number that a row is known by; SQLite numbers rows by itself only for a key declared INTEGER."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Integer() if dialect.name == "sqlite" else BigInteger()


class Flag(Strict[bool]):
    """Yes or no."""

    impl = Boolean
    cache_ok = True

    def read(self, kept: Any) -> bool:
        if type(kept) is not bool and (type(kept) is not int or kept not in (0, 1)):
            raise ValueError
        return bool(kept)


class Bytes(Strict[bytes]):
    """Bytes that something of ours packed."""

    impl = LargeBinary
    cache_ok = True
    plain = bytes

    def read(self, kept: Any) -> bytes:
        packed: bytes = _instance(bytes, kept)
        return packed


class Content(Bytes):
    """The bytes of a whole file, which are hashed where they lie and read part by part (``hashing``)."""

    cache_ok = True


class Words(Strict[str]):
    """Text in the order of its code points, whatever language the database server was set up in."""

    cache_ok = True
    plain = str

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _text(dialect)

    def put(self, value: str | None) -> str | None:
        return value if value is None or value.isprintable() else _a_text(value)

    def read(self, kept: Any) -> Any:
        return _instance(str, kept)


def _text(dialect: Dialect) -> TypeEngine[Any]:
    return String(collation="C" if dialect.name == "postgresql" else None)


def _a_text(text: str) -> str:
    """The text; ``text.not_a_text`` for half a character or the character 0, which no database keeps."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DomainError("text.not_a_text", value=text) from None
    if "\0" in text:
        raise DomainError("text.not_a_text", value=text)
    return text


class _Spelt(Strict[Value], Generic[Value]):
    """A value kept as text, in which nobody's words stand unless they are looked at."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _text(dialect)


class Fen(Strict[Money]):
    """Money as whole fen; anything else is refused before it reaches the database."""

    impl = BigInteger
    cache_ok = True

    def put(self, value: Money | None) -> int | None:
        return None if value is None else _fits(value.fen)

    def read(self, kept: Any) -> Money:
        return Money(int(kept) if type(kept) is Decimal else kept)


class WholeNumber(_Spelt[int]):
    """A whole number that may pass 64 bits (share-days, fen × 10,000), kept as its decimal digits."""

    cache_ok = True

    def put(self, value: int | None) -> str | None:
        return None if value is None else str(value)

    def read(self, kept: Any) -> int:
        return _spelt_so(int(_instance(str, kept)), kept, str)


class IsoDate(_Spelt[date]):
    """A day as ``2019-12-20``."""

    cache_ok = True

    def put(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def read(self, kept: Any) -> date:
        return _spelt_so(date.fromisoformat(kept), kept, date.isoformat)


class IsoMoment(_Spelt[datetime]):
    """A moment as ``2019-12-20T09:30:00``, with its offset where it has one."""

    cache_ok = True

    def put(self, value: datetime | None) -> str | None:
        return None if value is None else value.isoformat()

    def read(self, kept: Any) -> datetime:
        return _spelt_so(datetime.fromisoformat(kept), kept, datetime.isoformat)


class Strings(_Spelt[tuple[str, ...]]):
    """A short list of texts, as JSON; None stays None."""

    cache_ok = True

    def put(self, value: Sequence[str] | None) -> str | None:
        return None if value is None else _a_text(json.dumps(list(value), ensure_ascii=False))

    def read(self, kept: Any) -> tuple[str, ...]:
        return tuple(_instance(str, item) for item in _instance(list, json.loads(_instance(str, kept))))


class Coded(_Spelt[Code], Generic[Code]):
    """One of the trade's fixed codes, as its text."""

    cache_ok = True

    def __init__(self, codes: type[Code], table: str = "", column: str = "") -> None:
        super().__init__(table, column)
        self.codes = codes
        self._known = {code.value: code for code in codes}

    def put(self, value: Code | None) -> str | None:
        return None if value is None else self.codes(value).value

    def read(self, kept: Any) -> Code:
        return self._known[kept]


class CodedSet(_Spelt[frozenset[Code]], Generic[Code]):
    """Some of the trade's fixed codes, as their texts in alphabetical order with spaces between."""

    cache_ok = True

    def __init__(self, codes: type[Code], table: str = "", column: str = "") -> None:
        super().__init__(table, column)
        self.codes = codes

    def put(self, value: frozenset[Code] | None) -> str | None:
        return None if value is None else " ".join(sorted(self.codes(code).value for code in value))

    def read(self, kept: Any) -> frozenset[Code]:
        found = frozenset(map(self.codes, _instance(str, kept).split()))
        return _spelt_so(found, kept, lambda codes: " ".join(sorted(code.value for code in codes)))


KEY: TypeEngine[int] = Key()


def row_missing(table: Table, row: object) -> EnvironmentFault:
    """The fault of a row that is gone; ``row`` is the key it had."""
    return EnvironmentFault(ROW_MISSING, table=table.name, row=str(row))


def _spelt_so(value: Value, kept: str, spell: Callable[[Value], str]) -> Value:
    """The value, unless it would be written otherwise: one thing has one spelling in a book."""
    if spell(value) != kept:
        raise ValueError
    return value


_STRICT: dict[type, Callable[[], Strict[Any]]] = {
    Integer: Small,
    BigInteger: Whole,
    Boolean: Flag,
    LargeBinary: Bytes,
    String: Words,
}


@event.listens_for(Column, "after_parent_attach")
def _tell_type_its_column(column: Column[Any], table: Table) -> None:
    """Tell a column's type where it stands; of the book's tables only, which are made without asking a database."""
    if not isinstance(table, Table) or "book" not in table.metadata.info:
        return
    strict = column.type if isinstance(column.type, Strict) else _STRICT[type(column.type)]()
    column.type = strict.at(table.name, column.name)
