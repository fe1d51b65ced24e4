"""By what the reserve drawn is quantified to the members (公积金量化), as the charter says."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns to every place that keeps a co-op's details: nothing by trade or equally, so all by capital."""
    for table in ("coop_details", "frozen_coops", "frozen_loss_coops"):
        for name in ("reserve_by_trade", "reserve_by_equal"):
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} BIGINT DEFAULT 0 NOT NULL")
