"""Connections to a PostgreSQL server that end by themselves when the server says nothing any more.

Imported only where a book lies on a server: it needs psycopg. A server can be stopped in the middle of an answer while
its machine still acknowledges every packet; then neither keepalives nor the server's own limits help, and only whoever
waits can end the waiting.
"""

from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, event

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
"""How long a statement may take, and how long a server may say nothing."""
LONG_ANSWER_SECONDS = 1_800
"""The same for a migration, a copy and a check of a whole book."""
_IDLE_SECONDS = 900
"""How long the server keeps what a program has locked that does nothing; computing a large draft takes a minute."""


class AnswerTimeout(psycopg.OperationalError):
    """The server has not answered in time; the connection is closed."""


class TimedConnection(psycopg.Connection[Any]):
    """A connection that waits for ``answer_seconds`` at most, whatever it waits for."""

    answer_seconds: float = ANSWER_SECONDS

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """As the driver waits, but not for ever; the connection is of no more use when nothing came."""
        kwargs.setdefault("timeout", self.answer_seconds)
        try:
            return super().wait(gen, *args, **kwargs)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise AnswerTimeout("no answer in time") from error


def connection_arguments(url: URL) -> dict[str, Any]:
    """What libpq is asked for: to notice a line that is dead, and to give up what hangs."""
    given = url.query.get("options", ())
    options = [given] if isinstance(given, str) else list(given)
    limits = {"statement_timeout": ANSWER_SECONDS, "idle_in_transaction_session_timeout": _IDLE_SECONDS}
    options += [f"-c {name}={seconds}s" for name, seconds in limits.items()]
    return {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "coopdesk",
        "options": " ".join(options),
        "keepalives": 1,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": ANSWER_SECONDS * 1000,
    }


def use_timed_connections(engine: Engine) -> None:
    """Let every connection of the engine be a ``TimedConnection``."""

    @event.listens_for(engine, "do_connect")
    def _connect(
        _dialect: Any, _record: Any, arguments: Any, keywords: dict[str, Any]
    ) -> psycopg.Connection[Any]:
        return TimedConnection.connect(*arguments, **keywords)

    @event.listens_for(engine, "checkin")
    def _usual_limit_again(connection: Any, _record: Any) -> None:
        if connection is not None:
            connection.__dict__.pop("answer_seconds", None)


def allow_long(connection: Connection) -> None:
    """Give the statements of this transaction as long as work on a whole book takes."""
    driver = connection.connection.driver_connection
    if isinstance(driver, TimedConnection):
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{LONG_ANSWER_SECONDS}s'")
        driver.answer_seconds = LONG_ANSWER_SECONDS
