"""The book's versions, one script each, run by Alembic over a connection that is handed in."""
