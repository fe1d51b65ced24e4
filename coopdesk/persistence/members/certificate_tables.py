"""The tables of the certificates (股权证): what each is of, and what happened to it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from coopdesk.domain.members.certificate import CertificateAct
from coopdesk.persistence.members.tables import members
from coopdesk.persistence.sql.column_types import KEY, Coded
from coopdesk.persistence.sql.metadata import day, key, metadata, words

certificates = Table(
    "certificates",
    metadata,
    # Numbered from 1 without a gap, in the order in which they were issued.
    Column("id", KEY, primary_key=True, autoincrement=False),
    words("number"),
    Column("member_id", BigInteger, ForeignKey(members.c.id), nullable=False),
    words("household"),
    Index("certificates_number", "number", unique=True),
    Index("certificates_member", "member_id", "id"),
)


certificate_events = Table(
    "certificate_events",
    metadata,
    key(),
    Column("certificate_id", BigInteger, ForeignKey(certificates.c.id), nullable=False),
    Column("act", Coded(CertificateAct), nullable=False),
    day("day"),
    words("reason"),
    words("document"),
    Index("certificate_events_certificate", "certificate_id", "id"),
)
