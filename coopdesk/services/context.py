"""What every handler is given: the open transaction, today, and what the areas above have to say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from coopdesk.services.command import Changes, Command
from coopdesk.services.documents import Documents
from coopdesk.services.progress import Progress, unheard

if TYPE_CHECKING:
    from coopdesk.domain.ledger.close_checklist import CloseRecords
    from coopdesk.services.journal.entry import Thing
    from coopdesk.services.members.headlines import Settled
    from coopdesk.services.ports import UnitOfWork


def _never(_uow: "UnitOfWork", _year: int) -> bool:
    return False


def _nothing(_uow: "UnitOfWork", _year: int) -> "CloseRecords":
    from coopdesk.domain.ledger.close_checklist import CloseRecords

    return CloseRecords()


@dataclass(frozen=True, slots=True)
class Context:
    """One command's surroundings; ``initials`` gives a name's pinyin initials (张三: zs).

    ``settled`` gives the resolved years whose figures rest on the register of a day, ``in_years`` the years in whose
    figures a member stands, by number: the register is below the distributions and knows nothing of them.
    ``is_there`` says whether a file can be attached to a thing: what things there are, the areas above say.
    ``progress`` hears how far work over very many rows is, and raises what stops it, with nothing kept.
    ``interactive`` says that a person is there who can be asked what nothing written can decide. ``person`` is who
    works here, by the name that the journal has; empty where nobody said. ``documents`` is told of business operations,
    and ``is_resolved`` says whether the meeting has resolved on a fiscal year, ``records_of_year`` what accounts and
    plans say at its end beside the ledger.
    """

    uow: "UnitOfWork"
    today: date
    initials: Callable[[str], str]
    settled: "Callable[[UnitOfWork, date], Sequence[Settled]]"
    in_years: "Callable[[UnitOfWork, str], Sequence[int]]"
    is_there: "Callable[[UnitOfWork, Thing], bool]"
    interactive: bool = False
    progress: Progress = unheard
    person: str = ""
    documents: Documents = field(default_factory=Documents)
    is_resolved: "Callable[[UnitOfWork, int], bool]" = _never
    records_of_year: "Callable[[UnitOfWork, int], CloseRecords]" = _nothing


Handlers = Mapping[type[Command], Callable[[Any, Context], Changes]]
"""By command: who carries it out."""
