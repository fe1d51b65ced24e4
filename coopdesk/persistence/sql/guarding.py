"""Checking a book that may be damaged: what stops one check is told, and the next goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from coopdesk.domain.errors import DomainError
from coopdesk.persistence.sql.strict import BAD_VALUE, ROW_MISSING
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.values import Defect

DAMAGE = frozenset({BAD_VALUE, ROW_MISSING, "book.damaged"})
"""Faults that a damaged book gives cause to; all others are the machine's."""


def guarded(connection: Connection, part: str, found: Iterator[Defect]) -> Iterator[Defect]:
    """What a check finds; where damage stops it, that too. Only what the machine refuses by itself is raised."""
    # On a server one error ends a transaction: what a check spoils is taken back to where it began.
    mark = connection.begin_nested() if connection.dialect.name != "sqlite" else None
    try:
        yield from found
    except EnvironmentFault as fault:
        if fault.code not in DAMAGE:
            raise
        place = [str(fault.params[key]) for key in ("table", "row", "column") if fault.params.get(key)]
        yield Defect("verify.stopped", {"part": part, "reason": " ".join((fault.code, *place))})
    except Cancelled:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever damage makes of a figure, the next check must still run
        code = error.code if isinstance(error, DomainError) else type(error).__name__
        yield Defect("verify.stopped", {"part": part, "reason": code})
    finally:
        if mark is not None and mark.is_active:
            mark.rollback()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check is given: the book, and what is known of it by then."""

    connection: Connection
    sound: set[str]
    """Tables of which every value is known to be one of its column."""
    walked: Sequence[Defect]
    """What the walk along the journal found."""
