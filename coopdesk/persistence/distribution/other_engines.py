"""Plans that another engine figured: this one can see that they tie, and cannot compute them again."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from coopdesk.domain.distribution.engine_number import ENGINE
from coopdesk.persistence.distribution.tables import frozen_plans
from coopdesk.services.values import Defect

FIRST_ENGINE = 1
"""The number of the engine that figured plans of the first version, which named none."""
_f = frozen_plans.c


def plans_of_other_engines(connection: Connection) -> Iterator[Defect]:
    """One for each year; nothing is wrong with it."""
    number = func.coalesce(_f.engine, FIRST_ENGINE)
    wanted = select(_f.year, number).where(number != ENGINE).distinct().order_by(_f.year)
    for year, engine in connection.execute(wanted):
        yield Defect("verify.other_engine", {"year": year, "engine": engine, "known": ENGINE})
