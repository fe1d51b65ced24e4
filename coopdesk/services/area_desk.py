"""What the small desks of the areas share: the open book, today, and transactions that only read."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from coopdesk.services.distribution.templates import SchemeTemplate
    from coopdesk.services.journal.ports import SeenHeads
    from coopdesk.services.members.roll_checks import Unprintable
    from coopdesk.services.ports import Book, UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeskContext:
    """What every desk is given: an open book and what the program adds to it.

    ``initials`` gives all a name is found by in pinyin, ``unprintable`` the characters of a text no paper can show.
    ``templates`` are the program's own. ``heads`` keeps on this PC how far the journal goes, so that an older copy of a
    book is noticed.
    """

    book: "Book"
    clock: Callable[[], datetime]
    initials: Callable[[str], str]
    templates: "Callable[[], Sequence[SchemeTemplate]]"
    unprintable: "Unprintable"
    heads: "SeenHeads | None" = None
    _of_thread: threading.local = field(default_factory=threading.local)

    @contextmanager
    def reading(self) -> "Iterator[UnitOfWork]":
        """A transaction that only reads; inside ``snapshot`` the one that is open already."""
        shared: UnitOfWork | None = getattr(self._of_thread, "shared", None)
        if shared is not None:
            yield shared
            return
        with self.book.reading() as uow:
            yield uow

    @contextmanager
    def snapshot(self) -> "Iterator[None]":
        """Let all that this thread reads meanwhile be of one state of the book: one transaction for every question."""
        with self.reading() as uow:
            before = getattr(self._of_thread, "shared", None)
            self._of_thread.shared = uow
            try:
                yield
            finally:
                self._of_thread.shared = before


class AreaDesk:
    """What pages may ask of one area; every call is one transaction and may come from any thread."""

    def __init__(self, desk_context: DeskContext) -> None:
        self._desk_context = desk_context
        self._book = desk_context.book
        self._initials = desk_context.initials
        self._templates = desk_context.templates
        self._unprintable = desk_context.unprintable
        self._heads = desk_context.heads

    @property
    def today(self) -> date:
        """The day of this machine's clock."""
        return self._desk_context.clock().date()

    def read(self, question: "Callable[[UnitOfWork], T]") -> T:
        """The answer to a question over one transaction that only reads.

        For what papers are made from: such a source knows the stores itself, and a new paper needs no method here.
        """
        with self._reading() as uow:
            return question(uow)

    @contextmanager
    def _reading(self) -> "Iterator[UnitOfWork]":
        with self._desk_context.reading() as uow:
            yield uow
