"""Whether a year's figures came out of the ledger, or were typed although there is one."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no row is touched, and those of before are hashed as they were."""
    text = 'VARCHAR COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else "VARCHAR"
    for table in ("year_figures", "frozen_figures", "frozen_losses"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN origin {text} DEFAULT '' NOT NULL")
