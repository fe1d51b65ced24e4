"""What names are found and compared by is made anew: traditional characters compare as their simplified ones."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the first opening make the projection; no fact is touched."""
    op.execute("DELETE FROM search_built")
