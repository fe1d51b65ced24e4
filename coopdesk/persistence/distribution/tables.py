"""The tables of the distributions: drafts with their inputs, what happened to them, and the frozen figures.

A plan may be approved, withdrawn and approved again: frozen rows belong to an approval, not to the plan.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.members.member import MemberKind
from coopdesk.persistence.coop.columns import coop_columns, figure_columns
from coopdesk.persistence.sql.column_types import Coded, Fen, IsoDate, Strings, WholeNumber, Words
from coopdesk.persistence.sql.metadata import day, fen, key, metadata, words, words_or_empty
from coopdesk.services.distribution.values import HouseholdStanding

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


def resolution_columns() -> tuple[Column[Any], ...]:
    """A resolution of the meeting (``domain.meeting.Resolution``); all but its number NULL where there is none."""
    counts = (
        "resolution_members",
        "resolution_present",
        "resolution_votes",
        "resolution_extra_votes",
    )
    columns: list[Column[Any]] = [words("resolution_number"), Column("resolution_day", IsoDate)]
    return (*columns, *(Column(name, Integer) for name in counts))


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
    *resolution_columns(),
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
    "frozen_appropriations",
    metadata,
    approval_key(),
    place(),
    words("code"),
    fen("amount"),
    words_or_empty("label"),
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

household_payments = Table(
    "household_payments",
    metadata,
    key(),
    Column("approval_id", BigInteger, ForeignKey(frozen_plans.c.approval_id), nullable=False),
    words("number"),
    Column("standing", Coded(HouseholdStanding), nullable=False),
    day("day"),
    words("note"),
    words("person"),
    Index("household_payments_approval", "approval_id", "id"),
)

year_events = Table(
    "year_events",
    metadata,
    key(),
    Column("year", Integer, nullable=False),
    words("kind"),
    day("day"),
    words("reason"),
    words("person"),
    *resolution_columns(),
    Index("year_events_year", "year", "id"),
)

frozen_losses = Table(
    "frozen_losses",
    metadata,
    Column("closing_id", BigInteger, ForeignKey(year_events.c.id), primary_key=True, autoincrement=False),
    *figure_columns(),
    day("record_date"),
    fen("shared"),
    fen("capital_total"),
)


def closing_key() -> Column[int]:
    """The closing that a frozen row of a loss year belongs to, first part of its key."""
    return Column(
        "closing_id",
        BigInteger,
        ForeignKey("frozen_losses.closing_id"),
        primary_key=True,
        autoincrement=False,
    )


frozen_loss_coops = Table("frozen_loss_coops", metadata, closing_key(), *coop_columns())

frozen_loss_members = Table(
    "frozen_loss_members",
    metadata,
    closing_key(),
    place(),
    words("number"),
    words("name"),
    Column("kind", Coded(MemberKind), nullable=False),
    words("group_name"),
    words("identity"),
    *(fen(name) for name in ("capital", "reserve", "amount", "extra")),
)

loss_drafts = Table(
    "loss_drafts",
    metadata,
    key(),
    Column("year", Integer, nullable=False),
    day("record_date"),
    fen("shared"),
    day("day"),
    words("person"),
    Index("loss_drafts_year", "year", "id"),
)
