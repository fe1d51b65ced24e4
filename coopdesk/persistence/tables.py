"""The book's tables, apart from those of the distributions (``plan_tables``).

Facts are only ever added; triggers made by the migrations refuse everything else. What is kept for speed alone is
named a projection: it can be computed from the facts at any time, and ``verify`` proves that it agrees with them.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    event,
)

from coopdesk.domain.distribution.scheme import Leftover
from coopdesk.domain.identity_papers import IdentityKind
from coopdesk.domain.member import EndReason, MemberKind, MemberRole
from coopdesk.domain.share_register import EntryKind
from coopdesk.persistence.column_types import KEY, Coded, Fen, IsoDate, IsoMoment, Strings, Words
from coopdesk.persistence.numbering import COLUMN, number_for

metadata = MetaData(info={"book": True})

PROJECTION = {"projection": True}
"""What a table's ``info`` says that is kept for speed alone and can be made again from the facts."""


@event.listens_for(Table, "after_parent_attach")
def _number(table: Table, parent: object) -> None:
    """Every fact carries the number of the journal's entry that added it, whichever module declares the table."""
    if parent is not metadata or table.name == "journal" or table.info == PROJECTION:
        return
    numbered = Column(
        COLUMN,
        BigInteger,
        nullable=False,
        default=lambda context: number_for(context.root_connection, table.name),
    )
    table.append_column(numbered)
    Index(f"{table.name}_journal", numbered)


def key(name: str = "id") -> Column[int]:
    """The primary key that the database counts up itself."""
    return Column(name, KEY, primary_key=True)


def words(name: str) -> Column[str]:
    """A text that is never NULL: empty means not known."""
    return Column(name, Words, nullable=False)


def later_words(name: str) -> Column[str]:
    """A text that a later version added to rows that were there: empty in those."""
    return Column(name, Words, nullable=False, server_default="")


def fen(name: str) -> Column[Any]:
    return Column(name, Fen, nullable=False)


def day(name: str) -> Column[Any]:
    return Column(name, IsoDate, nullable=False)


def coop_columns() -> tuple[Column[Any], ...]:
    """The fields of ``CoopDetails`` in their order."""
    texts = ("credit_code", "address", "phone", "chair", "supervisor", "finance_officer", "accountant")
    columns: list[Column[Any]] = [
        words("name"),
        day("founded"),
        *(words(name) for name in texts),
        Column("reserve_rate", BigInteger, nullable=False),
        fen("precision"),
        Column("leftover", Coded(Leftover), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("record_month", "record_day", "notice_days")),
        Column("sample", Boolean, nullable=False),
    ]
    return tuple(columns)


def figure_columns() -> tuple[Column[Any], ...]:
    """The fields of ``YearFigures`` in their order."""
    columns: list[Column[Any]] = [
        Column("year", Integer, nullable=False),
        *(fen(name) for name in ("income", "costs", "opening", "transfers_in")),
        words("source"),
        later_words("opening_reason"),
    ]
    return tuple(columns)


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
    ]
    return tuple(columns)


book_info = Table(
    "book_info",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    words("format"),
    Column("created_at", IsoMoment, nullable=False),
)

coop_details = Table("coop_details", metadata, key(), *coop_columns())

share_classes = Table(
    "share_classes",
    metadata,
    Column("code", Words, primary_key=True),
    Column("position", Integer, nullable=False),
)

share_class_versions = Table(
    "share_class_versions",
    metadata,
    key(),
    Column("code", Words, ForeignKey(share_classes.c.code), nullable=False),
    words("label"),
    fen("par"),
)

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
    Column("share_class", Words, ForeignKey(share_classes.c.code), nullable=False),
    words("document"),
    words("note"),
    Column("reverses", BigInteger, ForeignKey("register_entries.number")),
    CheckConstraint("giver_id IS NOT NULL OR taker_id IS NOT NULL"),
    # Holds all that the register as at a day is computed from.
    Index("register_entries_day", "day", "number", "giver_id", "taker_id", "shares"),
    Index("register_entries_giver", "giver_id", "share_class", "day", "number"),
    Index("register_entries_taker", "taker_id", "share_class", "day", "number"),
    Index("register_entries_reverses", "reverses", unique=True),
)

holdings = Table(
    "holdings",
    metadata,
    Column("member_id", BigInteger, ForeignKey(members.c.id), primary_key=True, autoincrement=False),
    Column("share_class", Words, ForeignKey(share_classes.c.code), primary_key=True),
    Column("shares", BigInteger, CheckConstraint("shares >= 0"), nullable=False),
    info=PROJECTION,
)

year_figures = Table(
    "year_figures", metadata, key(), *figure_columns(), Index("year_figures_year", "year", "id")
)

journal = Table(
    "journal",
    metadata,
    # Numbered from 1 without a gap; nothing is hashed here that ``digest`` does not name.
    Column("number", KEY, primary_key=True, autoincrement=False),
    words("command_id"),
    Column("at", IsoMoment, nullable=False),
    words("person"),
    words("kind"),
    words("content"),
    Column("topics", Strings, nullable=False),
    words("reference"),
    words("changed"),
    words("hash_before"),
    words("hash"),
    Index("journal_command", "command_id", unique=True),
)

# The commands of a book that is older than its journal; nothing is added any more.
command_log = Table(
    "command_log",
    metadata,
    Column("command_id", Words, primary_key=True),
    words("kind"),
    Column("topics", Strings, nullable=False),
    words("reference"),
    Column("at", IsoMoment, nullable=False),
)

backups = Table("backups", metadata, key(), Column("at", IsoMoment, nullable=False), words("target"))
