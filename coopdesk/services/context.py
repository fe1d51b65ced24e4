"""What every handler is given: the open transaction, today, and how a name is abbreviated for the search."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Context:
    """One command's surroundings; ``initials`` gives a name's pinyin initials (张三: zs)."""

    uow: UnitOfWork
    today: date
    initials: Callable[[str], str]
