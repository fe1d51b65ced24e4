"""What Alembic runs: the scripts, inside the transaction of the connection that the caller hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
