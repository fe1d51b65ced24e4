"""What a command is: frozen, with an id so that doing it twice does it once, and what it says it changed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopdesk.services.journal.entry import Thing

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import uuid4


class Topic(StrEnum):
    """What a command may change; a page that shows one of these reads again."""

    COOP = "coop"
    MEMBERS = "members"
    REGISTER = "register"
    ACCOUNTS = "accounts"
    YEARS = "years"
    PLANS = "plans"
    BACKUP = "backup"
    ATTACHMENTS = "attachments"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changed; ``reference`` names the new thing (member number, entry number, plan id)."""

    topics: Set[Topic]
    reference: str = ""


def _new_id() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Every command carries the id it is known by when it is sent again.

    ``seen`` is how many entries the journal had when what the command replaces was read (``Desk.seen``): where somebody
    has changed it since, the command is refused. None asks for no such care.
    """

    command_id: str = field(default_factory=_new_id)
    seen: int | None = None


Replaced = Mapping[type[Command], Callable[[Any], "Thing"]]
"""By command: the thing that it puts a new version of."""
