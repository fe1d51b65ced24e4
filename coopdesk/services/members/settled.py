"""What the meeting has resolved rests on the register as it was: an entry dated back into it is asked about.

The frozen figures never change. What is entered all the same stands in the register with its reason, counts from the
next distribution on, and stays outside the resolved one.
"""

from datetime import date

from coopdesk.domain.errors import ReasonWanted
from coopdesk.domain.text import clean_text
from coopdesk.services.context import Context


def require_open(context: Context, day: date, reason: str) -> None:
    """Ask for a reason where shares or members of that day belong to a resolved year.

    A year's figures rest on the register up to its record date, and where shares are weighted by days or months, up to
    the end of the year. Raises ``register.year_settled`` for the newest such year unless ``reason`` is given.
    """
    if clean_text(reason):
        return
    concerned = context.settled(context.uow, day)
    if concerned:
        newest = max(concerned, key=lambda each: each.year)
        raise ReasonWanted(
            "register.year_settled", field="outside_plans", day=day, year=newest.year, until=newest.until
        )
