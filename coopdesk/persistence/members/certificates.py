"""The certificates of a book: a number once given stays, what happened to one is only ever added."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import Certificate, CertificateEvent
from coopdesk.persistence.journal.lines import KEY, Newest, newest_of
from coopdesk.persistence.members.certificate_tables import certificate_events, certificates
from coopdesk.persistence.members.store import member_id_of, number_of
from coopdesk.persistence.sql.prepared import Prepared

_c, _e = certificates.c, certificate_events.c
NEWEST: Mapping[str, Newest] = {
    "certificate": newest_of(
        certificate_events, _e.certificate_id == select(_c.id).where(_c.number == KEY).scalar_subquery()
    ),
}
"""The entry of what last happened to a certificate, by its number."""
_WHOLE = (
    select(_c.number, number_of(_c.member_id), _c.household, _e.act, _e.day, _e.reason, _e.document)
    .join(certificate_events, _e.certificate_id == _c.id)
    .order_by(_c.id, _e.id)
)
_GET = Prepared(_WHOLE.where(_c.number == bindparam("number")))
_OF_MEMBER = Prepared(_WHOLE.where(_c.member_id == bindparam("member", type_=BigInteger)))
_OF_HOUSEHOLD = Prepared(_WHOLE.where(_c.household == bindparam("code")))
_ALL = Prepared(_WHOLE)
_ID = Prepared(select(_c.id).where(_c.number == bindparam("number")))
_COUNT = Prepared(select(func.coalesce(func.max(_c.id), 0)))
_LAST = Prepared(select(_c.number).order_by(_c.id.desc()).limit(1))
_ADD = Prepared(certificates.insert())
_ADD_EVENT = Prepared(certificate_events.insert())


class SqlCertificateStore:
    """``CertificateStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, certificate: Certificate) -> None:
        """Append a certificate with its issue; IntegrityError for a number that was ever given."""
        member_id = member_id_of(self._connection, certificate.member)
        if member_id is None:
            raise DomainError("member.unknown", number=certificate.member)
        values = {
            "id": int(_COUNT.value(self._connection, {})) + 1,
            "number": certificate.number,
            "member_id": member_id,
            "household": certificate.household,
        }
        _ADD.run(self._connection, values)
        for event in certificate.events:
            self.add_event(certificate.number, event)

    def add_event(self, number: str, event: CertificateEvent) -> None:
        """Append what happened; LookupError for a number never given."""
        known = _ID.value(self._connection, {"number": number})
        if known is None:
            raise LookupError(number)
        happened = {"act": event.act, "day": event.day, "reason": event.reason, "document": event.document}
        _ADD_EVENT.run(self._connection, {"certificate_id": known} | happened)

    def get(self, number: str) -> Certificate | None:
        return next(_certificates(_GET.rows(self._connection, {"number": number})), None)

    def of_member(self, number: str) -> Sequence[Certificate]:
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        return list(_certificates(_OF_MEMBER.rows(self._connection, {"member": member_id})))

    def of_household(self, code: str) -> Sequence[Certificate]:
        return list(_certificates(_OF_HOUSEHOLD.rows(self._connection, {"code": code}))) if code else []

    def all(self) -> Iterator[Certificate]:
        return _certificates(_ALL.each(self._connection, {}))

    def last_number(self) -> str | None:
        found: str | None = _LAST.value(self._connection, {})
        return found


def _certificates(rows: Any) -> Iterator[Certificate]:
    for (number, member, household), events in groupby(rows, key=itemgetter(0, 1, 2)):
        yield Certificate(number, member, household, tuple(CertificateEvent(*row[3:]) for row in events))
