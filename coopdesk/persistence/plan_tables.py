"""The tables of the distributions: drafts with their inputs, what happened to them, and the frozen figures.

A plan may be approved, withdrawn and approved again: frozen rows belong to an approval, not to the plan.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from coopdesk.domain.distribution.scheme import Weighting
from coopdesk.domain.member import MemberKind
from coopdesk.persistence import tables
from coopdesk.persistence.column_types import Coded, Fen, IsoDate, Strings, WholeNumber, Words
from coopdesk.persistence.tables import (
    coop_columns,
    day,
    fen,
    figure_columns,
    key,
    metadata,
    words,
)

plans = Table(
    "plans",
    metadata,
    key(),
    Column("year", Integer, nullable=False),
    day("drafted_on"),
    words("template"),
    words("drafter"),
    Column("inputs", LargeBinary, nullable=False),
    Index("plans_year", "year", "id"),
)

plan_events = Table(
    "plan_events",
    metadata,
    key(),
    Column("plan_id", BigInteger, ForeignKey(plans.c.id), nullable=False),
    words("kind"),
    day("day"),
    words("reason"),
    words("method"),
    words("approver"),
    words("resolution_number"),
    Column("resolution_day", IsoDate),
    Column("resolution_members", Integer),
    Column("resolution_present", Integer),
    Column("resolution_votes", Integer),
    Column("resolution_extra_votes", Integer),
    Index("plan_events_plan", "plan_id", "id"),
)


def approval_key() -> Column[int]:
    """The approval that a frozen row belongs to, first part of its key."""
    return Column(
        "approval_id",
        BigInteger,
        ForeignKey("frozen_plans.approval_id"),
        primary_key=True,
        autoincrement=False,
    )


def place(name: str = "position") -> Column[int]:
    """A place counted from 0, part of the key."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


frozen_plans = Table(
    "frozen_plans",
    metadata,
    Column("approval_id", BigInteger, ForeignKey(plan_events.c.id), primary_key=True, autoincrement=False),
    Column("plan_id", BigInteger, ForeignKey(plans.c.id), nullable=False),
    Column("year", Integer, nullable=False),
    day("record_date"),
    day("period_start"),
    day("period_end"),
    words("template"),
    *(fen(name) for name in ("loss_made_good", "distributable", "carried_forward", "gross", "tax")),
    Column("farmers", Integer, nullable=False),
    Column("farmer_shares", BigInteger, nullable=False),
    fen("farmer_gross"),
    Column("findings", Strings, nullable=False),
    # The number of the engine that figured the plan; NULL in plans of the first version, whose engine was the first.
    Column("engine", Integer),
)

frozen_coops = Table("frozen_coops", metadata, approval_key(), *coop_columns())

frozen_figures = Table("frozen_figures", metadata, approval_key(), *figure_columns())

frozen_appropriations = Table(
    "frozen_appropriations", metadata, approval_key(), place(), words("code"), fen("amount")
)

frozen_lines = Table(
    "frozen_lines",
    metadata,
    approval_key(),
    place(),
    words("line_id"),
    words("label"),
    words("measure"),
    Column("classes", Strings),
    Column("weighting", Coded(Weighting), nullable=False),
    Column("product", Words),
    fen("pool"),
    Column("unit_total", WholeNumber, nullable=False),
    Column("per_unit", Fen),
    fen("precision"),
    fen("paid"),
    Column("patronage", Boolean, nullable=False),
    Column("giver", Words),
    # What the first version did not know. A price in millionths of a yuan; `per_unit` in fen is what it kept instead.
    Column("price", WholeNumber),
    Column("cap", WholeNumber),
    Column("times", Words),
    Column("divided", Fen),
    Column("wanted", Fen),
    Column("half_up", Boolean),
)

frozen_members = Table(
    "frozen_members",
    metadata,
    approval_key(),
    place(),
    words("number"),
    words("name"),
    Column("kind", Coded(MemberKind), nullable=False),
    words("group_name"),
    words("identity"),
    words("bank"),
    words("account"),
    fen("gross"),
    fen("tax"),
    Index("frozen_members_number", "number", "approval_id"),
)

frozen_shares = Table(
    "frozen_shares",
    metadata,
    approval_key(),
    place(),
    place("class_position"),
    words("code"),
    words("label"),
    fen("par"),
    Column("shares", BigInteger, nullable=False),
)

frozen_entitlements = Table(
    "frozen_entitlements",
    metadata,
    approval_key(),
    place(),
    place("line_position"),
    # What a derivation has of its own where it differs from its line: the giver's side of a rebate.
    Column("pool", Fen),
    Column("unit_total", WholeNumber),
    Column("units", WholeNumber, nullable=False),
    Column("rate", Fen),
    fen("amount"),
    fen("extra"),
    Column("given", Boolean, nullable=False),
    Column("held", WholeNumber),
    Column("weight", WholeNumber),
)

frozen_withholdings = Table(
    "frozen_withholdings",
    metadata,
    approval_key(),
    place(),
    Column("labels", Strings, nullable=False),
    Column("rate", BigInteger, nullable=False),
    fen("free"),
)

frozen_taxes = Table(
    "frozen_taxes",
    metadata,
    approval_key(),
    place(),
    place("withholding_position"),
    fen("income"),
    fen("tax"),
)

PROJECTIONS = tuple(table for table in metadata.sorted_tables if table.info == tables.PROJECTION)
"""Kept for speed alone; computed from the facts again by ``verify``."""

FACTS = tuple(table for table in metadata.sorted_tables if table not in PROJECTIONS)
"""Only ever added to; in an order in which they can be copied."""
