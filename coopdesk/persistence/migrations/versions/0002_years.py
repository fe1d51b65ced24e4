"""The chain of years: labels frozen with a plan, households paid one by one, loss years closed.

Plans frozen by the first version kept an appropriation's id only: its label is filled from the draft they rest on.
"""

import json
import re
import zlib

from alembic import op
from sqlalchemy import text

from coopdesk.persistence.migrations.append_only import keep_facts
from coopdesk.persistence.migrations.changing import facts_open

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COOP = """
    name {text}, founded {text}, credit_code {text}, address {text}, phone {text}, chair {text}, supervisor {text},
    finance_officer {text}, accountant {text}, reserve_rate {big}, precision {big}, leftover {text},
    record_month {whole}, record_day {whole}, notice_days {whole}, sample BOOLEAN NOT NULL
"""
_CLOSING = "closing_id {big} REFERENCES frozen_losses (closing_id)"

_TABLES = f"""
CREATE TABLE household_payments (
    id {{counted}}, approval_id {{big}} REFERENCES frozen_plans (approval_id), number {{text}}, standing {{text}},
    day {{text}}, note {{text}}, person {{text}}
);
CREATE TABLE year_events (
    id {{counted}}, year {{whole}}, kind {{text}}, day {{text}}, reason {{text}}, person {{text}},
    resolution_number {{text}}, resolution_day {{maybe}}, resolution_members INTEGER, resolution_present INTEGER,
    resolution_votes INTEGER, resolution_extra_votes INTEGER
);
CREATE TABLE frozen_losses (
    closing_id {{big}} REFERENCES year_events (id), year {{whole}}, record_date {{text}}, income {{big}},
    costs {{big}}, opening {{big}}, transfers_in {{big}}, source {{text}}, opening_reason {{text}}, shared {{big}},
    capital_total {{big}}, PRIMARY KEY (closing_id)
);
CREATE TABLE frozen_loss_coops ({_CLOSING}, {_COOP}, PRIMARY KEY (closing_id));
CREATE TABLE frozen_loss_members (
    {_CLOSING}, position {{whole}}, number {{text}}, name {{text}}, kind {{text}}, group_name {{text}},
    identity {{text}}, capital {{big}}, reserve {{big}}, amount {{big}}, extra {{big}},
    PRIMARY KEY (closing_id, position)
)
"""

_COLUMNS = """
ALTER TABLE frozen_appropriations ADD COLUMN label {text} DEFAULT '';
ALTER TABLE year_figures ADD COLUMN opening_reason {text} DEFAULT '';
ALTER TABLE frozen_figures ADD COLUMN opening_reason {text} DEFAULT ''
"""

_INDEXES = """
CREATE INDEX household_payments_approval ON household_payments (approval_id, id);
CREATE INDEX year_events_year ON year_events (year, id)
"""

_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "maybe": "VARCHAR",
    "big": "BIGINT NOT NULL",
    "whole": "INTEGER NOT NULL",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = _SQLITE | {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables and columns, and give old plans the labels of their appropriations."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for part in (_TABLES, _COLUMNS, _INDEXES):
        for statement in part.format_map(types).split(";"):
            op.execute(statement)
    keep_facts(re.findall(r"CREATE TABLE (\w+)", _TABLES))
    _fill_labels()


def _fill_labels() -> None:
    bind = op.get_bind()
    kept = bind.execute(
        text(
            "SELECT a.approval_id, a.position, a.code, p.inputs FROM frozen_appropriations a"
            " JOIN frozen_plans f ON f.approval_id = a.approval_id JOIN plans p ON p.id = f.plan_id"
        )
    ).all()
    if not kept:
        return
    with facts_open("frozen_appropriations"):
        for approval, position, code, inputs in kept:
            bind.execute(
                text(
                    "UPDATE frozen_appropriations SET label = :label"
                    " WHERE approval_id = :approval AND position = :position"
                ),
                {"label": _label(inputs, code), "approval": approval, "position": position},
            )


def _label(inputs: bytes, code: str) -> str:
    """The label a draft gives the appropriation; its id where the draft cannot be read any more."""
    try:
        drawn = json.loads(zlib.decompress(inputs))["scheme"].get("appropriations", ())
        return next((str(each["label"]) for each in drawn if each["id"] == code), code)
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return code
