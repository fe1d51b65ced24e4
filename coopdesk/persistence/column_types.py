"""How the trade's values lie in columns: whole numbers and ISO text, so that both databases keep the same thing.

``Numeric`` is a float on SQLite and PostgreSQL sorts text by the server's language; neither is met here.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Dialect, Integer, Row, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from coopdesk.domain.money import Money

Code = TypeVar("Code", bound=StrEnum)
AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns are told by the query beside it."""

# SQLite numbers rows by itself only for a key declared INTEGER.
KEY: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")


class Words(TypeDecorator[str]):
    """Text in the order of its code points, whatever language the database server was set up in."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return String(collation="C" if dialect.name == "postgresql" else None)


class Fen(TypeDecorator[Money]):
    """Money as whole fen; anything else is refused before it reaches the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class WholeNumber(TypeDecorator[int]):
    """A whole number that may pass 64 bits (share-days, fen × 10,000), kept as its decimal digits."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class IsoDate(TypeDecorator[date]):
    """A day as ``2019-12-20``."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class IsoMoment(TypeDecorator[datetime]):
    """A moment as ``2019-12-20T09:30:00``, with its offset where it has one."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Strings(TypeDecorator[tuple[str, ...]]):
    """A short list of texts, as JSON; None stays None."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class Coded(TypeDecorator[Code], Generic[Code]):
    """One of the trade's fixed codes, as its text; a code this version does not know raises ValueError."""

    impl = Words
    cache_ok = True

    def __init__(self, codes: type[Code]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: Code | None, dialect: Dialect) -> str | None:
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Code | None:
        return None if value is None else self.codes(value)
