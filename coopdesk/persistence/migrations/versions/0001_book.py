"""The first book: co-op, members, register, years, distributions, commands, backups.

Written out and never changed again: what a later version of the tables looks like is told by later scripts.
"""

import re

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts, prepare

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COOP = """
    name {text}, founded {text}, credit_code {text}, address {text}, phone {text}, chair {text}, supervisor {text},
    finance_officer {text}, accountant {text}, reserve_rate {big}, precision {big}, leftover {text},
    record_month {whole}, record_day {whole}, notice_days {whole}, sample BOOLEAN NOT NULL
"""
_FIGURES = "year {whole}, income {big}, costs {big}, opening {big}, transfers_in {big}, source {text}"
_MEMBER = """
    name {text}, kind {text}, joined {text}, group_name {text}, identity {text}, phone {text}, bank {text},
    account {text}, address {text}, initials {text}
"""
_APPROVAL = "approval_id {big} REFERENCES frozen_plans (approval_id)"

_FACTS = f"""
CREATE TABLE book_info (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), format {{text}}, created_at {{text}}
);
CREATE TABLE coop_details (id {{counted}}, {_COOP});
CREATE TABLE share_classes (code {{text}} PRIMARY KEY, position {{whole}});
CREATE TABLE share_class_versions (
    id {{counted}}, code {{text}} REFERENCES share_classes (code), label {{text}}, par {{big}}
);
CREATE TABLE members (id {{key}}, number {{text}}, series {{text}}, serial {{big}});
CREATE TABLE member_versions (id {{counted}}, member_id {{big}} REFERENCES members (id), {_MEMBER});
CREATE TABLE register_entries (
    number {{key}}, day {{text}}, kind {{text}}, shares {{big}} CHECK (shares > 0),
    giver_id BIGINT REFERENCES members (id), taker_id BIGINT REFERENCES members (id),
    share_class {{text}} REFERENCES share_classes (code), document {{text}}, note {{text}},
    reverses BIGINT REFERENCES register_entries (number),
    CHECK (giver_id IS NOT NULL OR taker_id IS NOT NULL)
);
CREATE TABLE year_figures (id {{counted}}, {_FIGURES});
CREATE TABLE plans (
    id {{counted}}, year {{whole}}, drafted_on {{text}}, template {{text}}, drafter {{text}}, inputs {{bytes}}
);
CREATE TABLE plan_events (
    id {{counted}}, plan_id {{big}} REFERENCES plans (id), kind {{text}}, day {{text}}, reason {{text}},
    method {{text}}, approver {{text}}, resolution_number {{text}}, resolution_day {{maybe}},
    resolution_members INTEGER, resolution_present INTEGER, resolution_votes INTEGER
);
CREATE TABLE frozen_plans (
    approval_id {{big}} REFERENCES plan_events (id), plan_id {{big}} REFERENCES plans (id), year {{whole}},
    record_date {{text}}, period_start {{text}}, period_end {{text}}, template {{text}}, loss_made_good {{big}},
    distributable {{big}}, carried_forward {{big}}, gross {{big}}, tax {{big}}, farmers {{whole}},
    farmer_shares {{big}}, farmer_gross {{big}}, findings {{text}}, PRIMARY KEY (approval_id)
);
CREATE TABLE frozen_coops ({_APPROVAL}, {_COOP}, PRIMARY KEY (approval_id));
CREATE TABLE frozen_figures ({_APPROVAL}, {_FIGURES}, PRIMARY KEY (approval_id));
CREATE TABLE frozen_appropriations (
    {_APPROVAL}, position {{whole}}, code {{text}}, amount {{big}}, PRIMARY KEY (approval_id, position)
);
CREATE TABLE frozen_lines (
    {_APPROVAL}, position {{whole}}, line_id {{text}}, label {{text}}, measure {{text}}, classes {{maybe}},
    weighting {{text}}, product {{maybe}}, pool {{big}}, unit_total {{text}}, per_unit BIGINT,
    precision {{big}}, paid {{big}},
    patronage BOOLEAN NOT NULL, giver {{maybe}}, PRIMARY KEY (approval_id, position)
);
CREATE TABLE frozen_members (
    {_APPROVAL}, position {{whole}}, number {{text}}, name {{text}}, kind {{text}}, group_name {{text}},
    identity {{text}}, bank {{text}}, account {{text}}, gross {{big}}, tax {{big}},
    PRIMARY KEY (approval_id, position)
);
CREATE TABLE frozen_shares (
    {_APPROVAL}, position {{whole}}, class_position {{whole}}, code {{text}}, label {{text}}, par {{big}},
    shares {{big}}, PRIMARY KEY (approval_id, position, class_position)
);
CREATE TABLE frozen_entitlements (
    {_APPROVAL}, position {{whole}}, line_position {{whole}}, pool BIGINT, unit_total {{maybe}}, units {{text}},
    rate BIGINT, amount {{big}}, extra {{big}}, given BOOLEAN NOT NULL,
    PRIMARY KEY (approval_id, position, line_position)
);
CREATE TABLE command_log (
    command_id {{text}} PRIMARY KEY, kind {{text}}, topics {{text}}, reference {{text}}, at {{text}}
);
CREATE TABLE backups (id {{counted}}, at {{text}}, target {{text}});
"""

_PROJECTIONS = f"""
CREATE TABLE member_current (
    member_id {{key}} REFERENCES members (id), version_id {{big}} REFERENCES member_versions (id), number {{text}},
    number_key {{text}}, {_MEMBER}, shares {{big}} CHECK (shares >= 0)
);
CREATE TABLE holdings (
    member_id {{big}} REFERENCES members (id), share_class {{text}} REFERENCES share_classes (code),
    shares {{big}} CHECK (shares >= 0), PRIMARY KEY (member_id, share_class)
);
"""

_INDEXES = """
CREATE UNIQUE INDEX members_number ON members (number);
CREATE INDEX members_series ON members (series, serial);
CREATE INDEX member_versions_member ON member_versions (member_id, id);
CREATE INDEX member_current_number_key ON member_current (number_key, member_id);
CREATE INDEX member_current_name ON member_current (name, member_id);
CREATE INDEX member_current_kind ON member_current (kind, member_id);
CREATE INDEX member_current_joined ON member_current (joined, member_id);
CREATE INDEX member_current_group_name ON member_current (group_name, member_id);
CREATE INDEX member_current_identity ON member_current (identity, member_id);
CREATE INDEX member_current_phone ON member_current (phone, member_id);
CREATE INDEX member_current_account ON member_current (account, member_id);
CREATE INDEX member_current_shares ON member_current (shares, member_id);
CREATE INDEX register_entries_day ON register_entries (day, number, giver_id, taker_id, shares);
CREATE INDEX register_entries_giver ON register_entries (giver_id, share_class, day, number);
CREATE INDEX register_entries_taker ON register_entries (taker_id, share_class, day, number);
CREATE UNIQUE INDEX register_entries_reverses ON register_entries (reverses);
CREATE INDEX year_figures_year ON year_figures (year, id);
CREATE INDEX plans_year ON plans (year, id);
CREATE INDEX plan_events_plan ON plan_events (plan_id, id);
CREATE INDEX frozen_members_number ON frozen_members (number, approval_id);
"""

_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "maybe": "VARCHAR",
    "big": "BIGINT NOT NULL",
    "whole": "INTEGER NOT NULL",
    "bytes": "BLOB NOT NULL",
    "key": "INTEGER NOT NULL PRIMARY KEY",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = _SQLITE | {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "bytes": "BYTEA NOT NULL",
    "key": "BIGINT NOT NULL PRIMARY KEY",
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables, their indexes and the triggers that keep the facts."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for part in (_FACTS, _PROJECTIONS, _INDEXES):
        for statement in part.format_map(types).split(";"):
            if statement.strip():
                op.execute(statement)
    prepare()
    keep_facts(re.findall(r"CREATE TABLE (\w+)", _FACTS))
