"""Attached files in a book: the bytes of one lie there once, whatever they are attached to and however often."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256 as hashing
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from coopdesk.domain.attachments.blob import Blob
from coopdesk.persistence.attachments.tables import attachment_removals, attachments, blobs
from coopdesk.persistence.journal.lines import Newest, newest_of
from coopdesk.persistence.sql.hashing import content_parts
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import Thing

_a, _b, _r = attachments.c, blobs.c, attachment_removals.c
_NUMBER: BindParameter[int] = bindparam("of_number")
NEWEST: Mapping[str, Newest] = {
    "attachment": newest_of(
        attachment_removals, _r.attachment_id == _NUMBER, values=lambda key: {"of_number": int(key)}
    ),
}
"""The entry that removed an attachment, by its number; one that is there has no newer version."""


def _there() -> Select[Any]:
    """Attachments that were not removed, without their bytes."""
    return (
        select(_a.id, _a.thing_kind, _a.thing_key, _a.name, _b.kind, _b.size, _a.sha256, _a.day)
        .join(blobs, _b.sha256 == _a.sha256)
        .join(attachment_removals, _r.attachment_id == _a.id, isouter=True)
        .where(_r.attachment_id.is_(None))
    )


_OF = Prepared(
    _there().where(_a.thing_kind == bindparam("kind"), _a.thing_key == bindparam("key")).order_by(_a.id)
)
_GET = Prepared(_there().where(_a.id == bindparam("number")))
_KNOWN = Prepared(select(_b.size).where(_b.sha256 == bindparam("hash")))
_ADD_BLOB = Prepared(blobs.insert())
_ADD = Prepared(attachments.insert().returning(_a.id))
_REMOVE = Prepared(attachment_removals.insert())


class SqlAttachmentStore:
    """``AttachmentStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, thing: Thing, name: str, blob: Blob, day: date) -> int:
        if _KNOWN.value(self._connection, {"hash": blob.sha256}) is None:
            kept = {"sha256": blob.sha256, "kind": blob.kind, "size": blob.size, "content": blob.content}
            _ADD_BLOB.run(self._connection, kept)
        link = {
            "thing_kind": thing.kind,
            "thing_key": thing.key,
            "name": name,
            "sha256": blob.sha256,
            "day": day,
        }
        return int(_ADD.value(self._connection, link))

    def attach_again(self, number: int, thing: Thing) -> int:
        kept = self.get(number)
        if kept is None:
            raise LookupError(number)
        link = {"thing_kind": thing.kind, "thing_key": thing.key, "name": kept.name}
        return int(_ADD.value(self._connection, link | {"sha256": kept.sha256, "day": kept.day}))

    def of(self, thing: Thing) -> Sequence[AttachedFile]:
        wanted = {"kind": thing.kind, "key": thing.key}
        return [_file(row) for row in _OF.rows(self._connection, wanted)]

    def get(self, number: int) -> AttachedFile | None:
        row = _GET.first(self._connection, {"number": number})
        return None if row is None else _file(row)

    def remove(self, number: int, reason: str, day: date) -> None:
        _REMOVE.run(self._connection, {"attachment_id": number, "reason": reason, "day": day})

    def parts(self, sha256: str) -> Iterator[bytes]:
        """The bytes part by part; that they are others is only known behind the last one."""
        hashed = hashing()
        for part in content_parts(self._connection, blobs, _b.sha256, sha256):
            hashed.update(part)
            yield part
        if hashed.hexdigest() != sha256:
            raise EnvironmentFault("attachment.unreadable", sha256=sha256[:16])


def _file(row: tuple[Any, ...]) -> AttachedFile:
    number, kind, key, name, blob_kind, size, sha256, day = row
    return AttachedFile(number, Thing(kind, key), name, blob_kind, size, sha256, day)
