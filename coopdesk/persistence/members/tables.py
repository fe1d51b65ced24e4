"""Tables of the member roll and the share register, with what is kept of them for speed."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
)

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import AccountKind, EndReason, FarmerProof, MemberKind, MemberRole
from coopdesk.domain.members.officers import Office
from coopdesk.persistence.sql.column_types import KEY, Coded, Fen, IsoDate, Words
from coopdesk.persistence.sql.metadata import (
    PROJECTION,
    day,
    fen,
    key,
    later,
    metadata,
    words,
    words_or_empty,
)


def member_columns() -> tuple[Column[Any], ...]:
    """The fields of ``Member`` after its number, in their order."""
    columns: list[Column[Any]] = [
        words("name"),
        Column("kind", Coded(MemberKind), nullable=False),
        day("joined"),
        words("group_name"),
        *(words(name) for name in ("identity", "phone", "bank", "account", "address")),
        Column("identity_kind", Coded(IdentityKind)),
        Column("phone2", Words, nullable=False, server_default=""),
        Column("extra_votes", Integer, nullable=False, server_default="0"),
        Column("ended", IsoDate),
        Column("end_reason", Coded(EndReason)),
        *(Column(name, Words, nullable=False, server_default="") for name in ("end_note", "struck")),
        Column("role", Coded(MemberRole)),
        later(words_or_empty("remark")),
        later(Column("applied", IsoDate)),
        later(words_or_empty("resolution")),
        later(Column("resolution_day", IsoDate)),
        later(Column("proof", Coded(FarmerProof))),
        later(words_or_empty("proof_number")),
        later(Column("account_kind", Coded(AccountKind))),
        later(Column("notice", IsoDate)),
        later(Column("heard", IsoDate)),
        later(words_or_empty("end_resolution")),
        later(Column("end_losses", Fen)),
        later(words_or_empty("merged_into")),
    ]
    return tuple(columns)


members = Table(
    "members",
    metadata,
    # Numbered from 1 without a gap: a member's place in the register.
    Column("id", KEY, primary_key=True, autoincrement=False),
    words("number"),
    words("series"),
    Column("serial", BigInteger, nullable=False),
    Index("members_number", "number", unique=True),
    Index("members_series", "series", "serial"),
)


member_versions = Table(
    "member_versions",
    metadata,
    key(),
    Column("member_id", BigInteger, ForeignKey(members.c.id), nullable=False),
    *member_columns(),
    Index("member_versions_member", "member_id", "id"),
)


member_current = Table(
    "member_current",
    metadata,
    Column("member_id", KEY, ForeignKey(members.c.id), primary_key=True, autoincrement=False),
    Column("version_id", BigInteger, ForeignKey(member_versions.c.id), nullable=False),
    words("number"),
    words("number_key"),
    *member_columns(),
    Column("shares", BigInteger, CheckConstraint("shares >= 0"), nullable=False),
    info=PROJECTION,
)


member_search = Table(
    "member_search",
    metadata,
    Column("member_id", KEY, ForeignKey(members.c.id), primary_key=True, autoincrement=False),
    words("folded"),
    words("readings"),
    Index("member_search_folded", "folded", "member_id"),
    info=PROJECTION,
)
"""What the search box finds a name by; made anew from the names where ``search_built`` has no row."""


search_built = Table(
    "search_built",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    info=PROJECTION,
)


SORTED_COLUMNS = (
    "number_key",
    "name",
    "kind",
    "joined",
    "group_name",
    "identity",
    "phone",
    "account",
    "shares",
    "ended",
    "struck",
)
"""Columns the member table is sorted by or asks the highest of; each has an index with the member's id."""


for _name in SORTED_COLUMNS:
    Index(f"member_current_{_name}", member_current.c[_name], member_current.c.member_id)


register_entries = Table(
    "register_entries",
    metadata,
    Column("number", KEY, primary_key=True, autoincrement=False),
    day("day"),
    Column("kind", Coded(EntryKind), nullable=False),
    Column("shares", BigInteger, CheckConstraint("shares > 0"), nullable=False),
    Column("giver_id", BigInteger, ForeignKey(members.c.id)),
    Column("taker_id", BigInteger, ForeignKey(members.c.id)),
    Column("share_class", Words, ForeignKey("share_classes.code"), nullable=False),
    words("document"),
    words("note"),
    Column("reverses", BigInteger, ForeignKey("register_entries.number")),
    # Entries of before operations were numbered have none: each is an operation of its own, of its own number.
    later(Column("operation", BigInteger)),
    CheckConstraint("giver_id IS NOT NULL OR taker_id IS NOT NULL"),
    # Holds all that the register as at a day is computed from.
    Index("register_entries_day", "day", "number", "giver_id", "taker_id", "shares"),
    Index("register_entries_giver", "giver_id", "share_class", "day", "number"),
    Index("register_entries_taker", "taker_id", "share_class", "day", "number"),
    Index("register_entries_reverses", "reverses", unique=True),
    Index("register_entries_operation", "operation", "number"),
)


share_terms = Table(
    "share_terms",
    metadata,
    key(),
    Column("operation", BigInteger, nullable=False),
    day("due"),
    fen("amount"),
    Index("share_terms_operation", "operation", "id"),
)
"""The instalments agreed with an operation: what a subscription is paid in by, or a redemption paid back."""


share_payments = Table(
    "share_payments",
    metadata,
    # Numbered from 1 without a gap.
    Column("number", KEY, primary_key=True, autoincrement=False),
    Column("operation", BigInteger, nullable=False),
    day("day"),
    fen("amount"),
    words("document"),
    words("note"),
    Column("reverses", BigInteger, ForeignKey("share_payments.number")),
    Index("share_payments_operation", "operation", "number"),
    Index("share_payments_reverses", "reverses", unique=True),
)
"""What was paid to a member for shares that went back; what members pay in stands in their accounts."""


class_splits = Table(
    "class_splits",
    metadata,
    Column("operation", KEY, primary_key=True, autoincrement=False),
    Column("share_class", Words, ForeignKey("share_classes.code"), nullable=False),
    day("day"),
    *(Column(name, BigInteger, nullable=False) for name in ("upper", "lower")),
    Index("class_splits_class", "share_class", "operation"),
)
"""The splits of classes by the operation that entered them, also one that was reversed: what is before it is closed."""


households = Table(
    "households",
    metadata,
    # Numbered from 1 without a gap, in the order in which they were first written.
    Column("id", KEY, primary_key=True, autoincrement=False),
    words("code"),
    words("series"),
    Column("serial", BigInteger, nullable=False),
    Index("households_code", "code", unique=True),
    Index("households_series", "series", "serial"),
)


household_versions = Table(
    "household_versions",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("household_id", BigInteger, ForeignKey(households.c.id), nullable=False),
    words("note"),
    Index("household_versions_household", "household_id", "id"),
)


def person_columns() -> tuple[Column[Any], ...]:
    """The fields of ``HouseholdPerson`` in their order, the member by id."""
    return (
        words("relation"),
        Column("member_id", BigInteger, ForeignKey(members.c.id)),
        words("name"),
        words("identity"),
        Column("identity_kind", Coded(IdentityKind)),
    )


household_persons = Table(
    "household_persons",
    metadata,
    Column(
        "version_id", BigInteger, ForeignKey(household_versions.c.id), primary_key=True, autoincrement=False
    ),
    Column("place", Integer, primary_key=True, autoincrement=False),
    *person_columns(),
)
"""The persons of a version; none in the version by which a household is dissolved."""


household_current = Table(
    "household_current",
    metadata,
    Column("household_id", BigInteger, ForeignKey(households.c.id), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    *person_columns(),
    words("folded"),
    words("readings"),
    Index("household_current_member", "member_id"),
    Index("household_current_identity", "identity"),
    info=PROJECTION,
)
"""The persons of the newest versions, with what those are found by who are no members."""


officer_versions = Table(
    "officer_versions",
    metadata,
    key(),
    # Terms are numbered from 1; a term is its newest version.
    Column("term", BigInteger, nullable=False),
    Column("member_id", BigInteger, ForeignKey(members.c.id)),
    words("name"),
    Column("office", Coded(Office), nullable=False),
    day("begun"),
    *(Column(name, IsoDate) for name in ("until", "ended")),
    *(words(name) for name in ("resolution", "note", "struck")),
    Column("by_leaving", Boolean, nullable=False),
    Index("officer_versions_term", "term", "id"),
    Index("officer_versions_member", "member_id"),
)


holdings = Table(
    "holdings",
    metadata,
    Column("member_id", BigInteger, ForeignKey(members.c.id), primary_key=True, autoincrement=False),
    Column("share_class", Words, ForeignKey("share_classes.code"), primary_key=True),
    Column("shares", BigInteger, CheckConstraint("shares >= 0"), nullable=False),
    info=PROJECTION,
)
