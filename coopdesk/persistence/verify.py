"""Everything that must hold in a book, computed anew from the facts."""

from collections.abc import Iterator

from sqlalchemy import Connection

from coopdesk.services.values import Defect


def defects(connection: Connection) -> Iterator[Defect]:
    yield from ()
