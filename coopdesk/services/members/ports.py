"""What the use cases need a book to keep and find of members and shares, as Protocols."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Protocol

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.officers import OfficeTerm
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity
from coopdesk.services.members.headlines import KindTotal
from coopdesk.services.members.values import ClassSplit, MemberRow, NumberedEntry, NumberedPayment
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.table_source import TableSource
from coopdesk.services.values import SearchHit

if TYPE_CHECKING:
    from coopdesk.domain.members.share_operations import Ratio, SharePayment, Term
    from coopdesk.services.members.in_office import KnownTerm
    from coopdesk.services.members.operation_book import BookedEntry


class MemberStore(Protocol):
    """The member roll in register order; details are versioned, numbers never reused."""

    def add(self, member: Member, readings: str) -> None:
        """Append a member; ``readings`` are what the name is found by."""

    def amend(self, member: Member, readings: str) -> None:
        """Append a version of the details; LookupError for a number never given. ``readings`` are as in ``add``."""

    def get(self, number: str) -> Member | None:
        """A member by number, also one who left or was struck; None for a number never given."""

    def all(self, progress: Progress = unheard) -> Sequence[Member]:
        """Everybody ever entered, also those whose membership has ended or who were struck."""

    def merged_into(self, number: str) -> Sequence[str]:
        """The numbers of the lines that were merged into one, in register order."""

    def roll(self) -> Iterator[Member]:
        """The same, one after the other, without what only a person's file needs: papers, bank, address, telephone."""

    def numbers_on_roll(self) -> Set[str]:
        """The numbers of all who were not struck, those whose membership has ended among them."""

    def of_name(self, name: str) -> Sequence[Member]:
        """All whose name is the same when names are compared (``domain.text.fold``), in register order."""

    def newest_version(self) -> int:
        """A number that grows with every change of the roll; 0 for an empty one."""

    def same_identity(self, identity: str, other_than: str) -> str | None:
        """The number of another line of the roll, not struck, with that identity number, or None."""

    def is_search_whole(self) -> bool:
        """Whether every name can be found by its readings; not in a book that was just brought up to date."""

    def rebuild_search(self, readings: Callable[[str], str]) -> None:
        """Make anew what names are found by."""

    def search_rows(self) -> Iterable[tuple[str, str, str, str]]:
        """Number, name, and what the name is found by: folded and in its readings; empty where that is missing."""

    def next_number(self, prefix: str) -> str:
        """The next free number of a series: F20 is followed by F21, however high the series has been."""

    def same_account(self, account: str, other_than: str) -> str | None:
        """The number of another member with that bank account (a warning, domain rule 6.3), or None."""


class HouseholdStore(Protocol):
    """Households by code; persons are versions, codes are never reused."""

    def get(self, code: str) -> Household | None:
        """A household by code, without persons where it was dissolved; None for a code never given."""

    def all(self) -> Iterator[Household]:
        """Every household that has persons, in the order in which they were first written."""

    def of_member(self, number: str) -> Household | None:
        """The household a member stands in; None for nobody's."""

    def with_identity(self, identity: str, other_than: str) -> str | None:
        """The code of another household in which somebody who is no member has that identity number, or None."""

    def next_code(self) -> str:
        """The next free code of the program's own series: H001 is followed by H002."""

    def save(self, household: Household, note: str, readings: Callable[[str], str]) -> None:
        """Append a household or a version of it; ``readings`` gives what a name is found by."""

    def add_versions(self, versions: Sequence[Household], note: str, readings: Callable[[str], str]) -> None:
        """Append many at once, each code once; ``member.unknown`` for a member not on the roll."""

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        """Persons who are no members, by name, its readings or the last figures of the paper: the hit is the member
        they live with, the head first, and shows their name."""

    def search_rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Code, name, and what the name is found by; empty for members, who are found by themselves."""

    def rebuild_search(self, readings: Callable[[str], str]) -> None:
        """Make anew what those are found by."""


class OfficerStore(Protocol):
    """Terms of officers, numbered from 1; each is its newest version. Names of members are those of the roll."""

    def save(self, term: OfficeTerm, number: int | None = None) -> int:
        """Append a term, or a version of the one with that number; its number."""

    def get(self, number: int) -> "KnownTerm | None":
        """A term by number, also one that has ended or was struck; None for a number never given."""

    def all(self) -> "Sequence[KnownTerm]":
        """Every term ever entered, in the order of their numbers."""

    def of_member(self, number: str) -> "Sequence[KnownTerm]":
        """The terms of one member."""


class RegisterStore(Protocol):
    """The share register; entries are appended and numbered from 1."""

    def append(self, entry: ShareEntry, reverses: int | None = None, operation: int | None = None) -> int:
        """Append an entry; its number. ``reverses`` is the number of the entry it takes back (红字冲销).

        Entries of one operation are appended one after the other with the number ``next_operation`` gave before the
        first; without one an entry is an operation of its own.

        ``register.below_zero`` when the giver would hold less than nothing, ``register.too_many`` beyond what a book
        can hold, ``member.unknown`` for a party not on the roll.
        """

    def next_operation(self) -> int:
        """The number of the next operation; operations are numbered from 1 without a gap, like the entries."""

    def operation(self, number: int) -> Sequence[NumberedEntry]:
        """The entries of an operation in their order; nothing for a number never given.

        Every entry of before operations were numbered is one of its own, by its own number.
        """

    def holders(self, share_class: str, day: date) -> Mapping[str, int]:
        """Who holds shares of a class at the end of a day, and how many (millionths), by member number."""

    def in_class(self, share_class: str, day: date) -> Quantity:
        """All shares of a class at the end of a day."""

    def last_day(self, share_class: str) -> date | None:
        """The last day of which an entry of the class stands (was not reversed); None without one."""

    def last_operation(self, share_class: str) -> int | None:
        """The newest operation of which an entry of the class stands (was not reversed); None without one."""

    def add_terms(self, operation: int, terms: "Sequence[Term]") -> None:
        """Append the instalments agreed with an operation."""

    def terms(self, operation: int) -> "Sequence[Term]":
        """The instalments agreed with an operation, in their order."""

    def add_payment(self, operation: int, payment: "SharePayment", reverses: int | None = None) -> int:
        """Append what was paid to a member for shares that went back; its number. ``reverses`` as for entries."""

    def payments(self, operation: int) -> Sequence[NumberedPayment]:
        """What was paid out for an operation, in order of number, what was reversed and reversals among it."""

    def payment(self, number: int) -> NumberedPayment | None:
        """A payment by number; None where there is none."""

    def subscribed(self, number: str) -> Sequence[int]:
        """The operations that stand by which a member subscribed shares to be paid in by instalments."""

    def agreed(self) -> Sequence[int]:
        """All operations with instalments."""

    def add_split(self, operation: int, share_class: str, day: date, ratio: "Ratio") -> None:
        """Append that an operation split a class: what is dated before it is closed until the split is reversed."""

    def splits(self, share_class: str) -> Sequence[ClassSplit]:
        """The splits of a class that stand, the oldest first."""

    def get(self, number: int) -> NumberedEntry | None:
        """An entry by number, and whether it was reversed; None where there is none."""

    def entries(self, until: date | None = None) -> Sequence[ShareEntry]:
        """All entries in order of day and number, up to and including a day."""

    def of_member(self, number: str) -> Sequence[NumberedEntry]:
        """The entries by which a member gives or takes, in order of day and number."""

    def booked(self, first: date, last: date) -> "Iterator[BookedEntry]":
        """The lines of the operation book (变动登记簿) that count from one of these days, both included, by number."""

    def of_class(self, number: str, share_class: str) -> Sequence[ShareEntry]:
        """A member's entries of one class in order of day: enough to see that it never goes below 0."""

    def holdings(self, number: str, day: date) -> Sequence[tuple[ShareClass, Quantity]]:
        """What a member holds at the end of a day by class, in the classes' order; nothing held is left out."""


class MemberQueries(Protocol):
    """Reads that must stay quick with a hundred thousand members."""

    def totals(self, day: date) -> Sequence[KindTotal]:
        """Members on a day and their shares, by kind."""

    def votes(self, day: date) -> tuple[int, int]:
        """How many members there are on a day, and the additional votes they hold together (Art. 22)."""

    def gone(self, day: date) -> tuple[int, int]:
        """How many memberships had ended by a day, and how many lines of the roll were struck."""

    def missing(self, day: date) -> tuple[int, int]:
        """How many members on a day lack an identity number, and how many a bank account."""

    def without(self, field: str, day: date, limit: int) -> Sequence[str]:
        """The numbers of members on a day whose ``identity`` or ``account`` is not known."""

    def shared_identities(self, day: date) -> Sequence[tuple[str, ...]]:
        """The numbers of members on a day who go by the same identity number, a group for each."""

    def voters(self, day: date, limit: int) -> Sequence[str]:
        """The numbers of members on a day who hold additional votes."""

    def holders(self, share_class: str, limit: int) -> tuple[int, Sequence[str]]:
        """How many hold shares of a class when all entries are counted, and the numbers of the first of them."""

    def has_instalments(self) -> bool:
        """Whether anything was ever agreed to be paid for by instalments."""

    def organisations(self, day: date) -> Sequence[tuple[str, str]]:
        """Number and name of members on a day whose kind is not that of a person."""

    def printed_texts(self, day: date) -> Sequence[tuple[str, str]]:
        """Number and all that papers show of each member on a day: name, group, bank, address."""

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        """By number, name, its readings, or the last figures of an ID, an account or a telephone."""


class OperationTable(TableSource["BookedEntry"], Protocol):
    """The operation book (变动登记簿), one line an entry, by its number; it reads through a connection of its own until
    it is closed. Columns are known by the field names of ``BookedEntry``."""

    def close(self) -> None:
        """Give the table's connection back; closing twice does no harm."""


class MemberTable(TableSource[MemberRow], Protocol):
    """The member table as at a day; it reads through a connection of its own until it is closed.

    Columns are known by the field names of ``MemberRow``. Whoever opened it asks it from one thread at a time.
    """

    def row_id(self, number: str) -> int | None:
        """By which ``row_id`` the table knows the member of that number, None for one the roll does not hold."""

    def close(self) -> None:
        """Give the table's connection back; closing twice does no harm."""
