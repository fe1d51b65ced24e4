"""A remark (备注) of each member."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column to what is kept of a member; no row is touched, and those of before are hashed as they were."""
    text = 'VARCHAR COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else "VARCHAR"
    for table in ("member_versions", "member_current"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN remark {text} DEFAULT '' NOT NULL")
