"""Commands whose answer was lost on the way from a server: carried out or not, nobody here knows yet.

They are looked up by their id as soon as the server can be reached. That is done with the right to write, which a
server gives only when the lost transaction has ended this way or that.
"""

from coopdesk.domain.errors import DomainError
from coopdesk.services.command import Changes
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ports import Book


class Unanswered:
    """The one command of a desk that has no answer; none most of the time."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._id: str | None = None

    def settle(self, command_id: str) -> None:
        """Learn what became of it before another command is carried out.

        ``book.was_done`` where it had been carried out after all, once: who asks again is about to do it twice.
        """
        if self._id is None or self._id == command_id:
            return
        done = self._result(self._id)
        self._id = None
        if done is not None:
            raise DomainError("book.was_done")

    def look_up(self, command_id: str, fault: EnvironmentFault) -> Changes:
        """What came of a command that ``fault`` left without answer; the fault itself while nobody can say.

        ``book.not_done`` when it is certain that nothing was changed.
        """
        self._id = command_id
        try:
            done = self._result(command_id)
        except EnvironmentFault:
            raise fault from None
        self._id = None
        if done is None:
            raise EnvironmentFault("book.not_done", **fault.params) from fault
        return done

    def _result(self, command_id: str) -> Changes | None:
        with self._book.unit() as uow:
            return uow.journal.result(command_id)
