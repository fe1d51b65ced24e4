"""What must hold of attached files: bytes are those they are known by, each is attached to something that is there.

The bytes are hashed on the walk along the journal, which reads every row anyhow: a book with thousands of photos is
read once. Files whose attachments were all removed stay in the book and are no mistake.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select
from sqlalchemy.exc import SQLAlchemyError

from coopdesk.persistence.attachments.tables import attachments, blobs
from coopdesk.persistence.digest import Hashed
from coopdesk.persistence.sql.guarding import CheckContext
from coopdesk.persistence.sql.hashing import hashed_column, with_hashes
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.values import Defect

_KEY = blobs.c.sha256.name


class AttachmentCheck:
    """Is shown each row of ``blobs`` on the walk along the journal, and tells afterwards what does not hold.

    ``holders`` are by the kind of a thing what its key is.
    """

    def __init__(self, holders: Mapping[str, ColumnElement[Any]]) -> None:
        self._holders = holders
        self._wrong: set[str] = set()
        self._whole = False

    def seen(self, rows: Iterator[tuple[Any, ...]], names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """Let the rows by, each looked at."""
        self._wrong.clear()
        self._whole = False
        places = tuple(map(names.index, (_KEY, "size", "content")))
        for row in rows:
            self._look(*(row[place] for place in places))
            yield row
        self._whole = True

    def attachment_defects(self, context: CheckContext) -> Iterator[Defect]:
        """Files that are not what they were, attachments without a file, and those of nothing."""
        if not self._whole:
            self._look_again(context.connection)
        names = _names(context.connection)
        for sha256 in sorted(self._wrong):
            yield Defect("verify.blob", {"row": sha256[:40], "names": names.get(sha256) or "—"})
        a = attachments.c
        without = select(a.id, a.name).where(a.sha256.not_in(select(blobs.c.sha256))).order_by(a.id)
        for number, name in context.connection.execute(without):
            yield Defect("verify.blob_missing", {"number": number, "name": name})
        held = sorted(self._holders)
        lost: list[ColumnElement[bool]] = [a.thing_kind.not_in(held)]
        for kind in held:
            lost.append(and_(a.thing_kind == kind, a.thing_key.not_in(select(self._holders[kind]))))
        for condition in lost:
            nobody = select(a.id, a.name, a.thing_key).where(condition).order_by(a.id)
            for number, name, key in context.connection.execute(nobody):
                yield Defect("verify.attachment_of_nobody", {"number": number, "name": name, "key": key})

    def _look(self, sha256: object, size: object, content: object) -> None:
        if isinstance(content, Hashed) and (content.sha256, content.size) == (sha256, size):
            return
        self._wrong.add(str(sha256))

    def _look_again(self, connection: Connection) -> None:
        """Look at each file by itself: damage in one of them has stopped the walk."""
        driver: Any = connection.connection.driver_connection
        content = hashed_column("content", connection.dialect.name)
        statement = f"SELECT sha256, size, {content} FROM blobs WHERE sha256 = "
        statement += "?" if connection.dialect.name == "sqlite" else "%s"
        for sha256 in connection.execute(select(blobs.c.sha256)).scalars().all():
            try:
                rows = list(with_hashes(iter(driver.execute(statement, (sha256,))), (2,)))
            except (sqlite3.Error, SQLAlchemyError, EnvironmentFault):
                self._wrong.add(sha256)
            else:
                for row in rows:
                    self._look(*row)


def _names(connection: Connection) -> Mapping[str, str]:
    """The names each file was attached under, with whose it is, those removed too: `身份证.jpg (F01)`."""
    a = attachments.c
    found: dict[str, list[str]] = {}
    for sha256, name, key in connection.execute(select(a.sha256, a.name, a.thing_key).order_by(a.id)):
        found.setdefault(sha256, []).append(f"{name} ({key})")
    return {sha256: "、".join(names) for sha256, names in found.items()}
