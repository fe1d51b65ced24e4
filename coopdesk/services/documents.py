"""What a command tells of business operations, in the order in which they happen, for whoever keeps the ledger.

The areas that tell know nothing of accounts, and whoever keeps the ledger nothing of them: when a command has done its
work, what was told becomes vouchers in the same transaction, or the whole command is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coopdesk.domain.business_document import BusinessDocument


@dataclass(frozen=True, slots=True)
class Retraction:
    """Everything that was told under a key is taken back; ``reason`` says why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearResolved:
    """The meeting has resolved on what becomes of a fiscal year, so that its books close for good; ``day`` is that on
    which what it resolved is posted."""

    year: int
    day: date


@dataclass(frozen=True, slots=True)
class YearUnresolved:
    """Such a resolution was taken back: the year waits for another one."""

    year: int
    reason: str


Told = BusinessDocument | Retraction | YearResolved | YearUnresolved


def _nobody() -> bool:
    return False


class Documents:
    """What was told so far. Where nobody keeps a ledger nothing is kept, and nothing need be worked out."""

    def __init__(self, kept: Callable[[], bool] = _nobody) -> None:
        """``kept`` says whether the book keeps a ledger; it is asked when there is something to tell, and once."""
        self._kept = kept
        self._told: list[Callable[[], Told | None]] = []

    @cached_property
    def wanted(self) -> bool:
        """Whether anybody listens: ask before working out what a document says."""
        return self._kept()

    def tell(self, what: Told) -> None:
        """Tell what happened, or that something told before is taken back."""
        if self.wanted:
            self._told.append(lambda: what)

    def tell_at_end(self, what: Callable[[], Told | None]) -> None:
        """The same, worked out when the command has done all its work; None where there is nothing to tell then."""
        if self.wanted:
            self._told.append(what)

    def take(self) -> tuple[Told, ...]:
        """What was told, in its order; to be asked once, when the command has done its work."""
        told = (what() for what in self._told)
        return tuple(what for what in told if what is not None)
