"""Which line of the roll a person goes on under who was entered twice."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column to what is kept of a member; no row is touched, and those of before are hashed as they were."""
    text = 'VARCHAR COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else "VARCHAR"
    for table in ("member_versions", "member_current"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN merged_into {text} DEFAULT '' NOT NULL")
