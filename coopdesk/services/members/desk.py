"""What a page may ask of the roll and the register: members, their entries and holdings."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import Quantity
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.members.headlines import KindTotal
from coopdesk.services.members.roll_checks import RollProblem, roll_problems, share_problems
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.values import Defect

if TYPE_CHECKING:
    from coopdesk.domain.members.account import Balances
    from coopdesk.domain.members.certificate import Certificate
    from coopdesk.domain.members.past import PastShare, PastYear
    from coopdesk.services.members.account_values import NumberedPosting, YearAccount
    from coopdesk.services.members.certificates import CertificateFile
    from coopdesk.services.members.import_values import ImportReceipt
    from coopdesk.services.members.importing.comparing import Comparison
    from coopdesk.services.members.importing.reading import RollReading
    from coopdesk.services.members.open_register import OpenRegister
    from coopdesk.services.members.operation_book import BookedEntry
    from coopdesk.services.members.past import ToldYear
    from coopdesk.services.members.ports import MemberTable, OperationTable
    from coopdesk.services.members.register_day import RegisterAsAt
    from coopdesk.services.members.values import AgreedOperation, EntryLine, ShareOperation

SERIES = {MemberKind.FARMER: "F", MemberKind.VILLAGE_COLLECTIVE: "C", MemberKind.SUPPLY_COOP: "G"}

"""Letters the usual kinds' member numbers begin with; all others begin with M."""


class MembersDesk(AreaDesk):
    """The member roll and the share register of an open book."""

    _problems_found: tuple[RollProblem, ...] = ()
    _problems_told: tuple[RollProblem, ...] = ()
    _problems_as_of: tuple[date, int] | None = None

    def table(self, day: date, share_class: str = "", against: date | None = None) -> "MemberTable":
        """The member table as at a day, of all classes of shares or the one of that code, with the change since another
        day if one is named; close it when the page lets it go."""
        return self._book.table(day, share_class, against)

    def get(self, number: str) -> Member | None:
        """A member by number, also one who left or was struck; None for a number never given."""
        with self._reading() as uow:
            return uow.members.get(number)

    def present(self) -> Sequence[Member]:
        """Who is a member today, in register order: for papers and choices of small books, not for tables."""
        return [member for member in self.roll() if member.belongs_on(self.today)]

    def roll(self) -> Sequence[Member]:
        """Everybody ever entered, also whose membership has ended and who was struck."""
        with self._reading() as uow:
            return uow.members.all()

    def next_number(self, kind: MemberKind) -> str:
        """The next free member number of a kind's series."""
        with self._reading() as uow:
            return uow.members.next_number(SERIES.get(kind, "M"))

    def same_account(self, account: str, other_than: str) -> str | None:
        """Another member's number with the same bank account (a warning only), or None."""
        with self._reading() as uow:
            return uow.members.same_account(account, other_than)

    def entries(self, number: str) -> "Sequence[EntryLine]":
        """One member's register entries with signed change and balance."""
        from coopdesk.services.members.shares import entry_lines

        with self._reading() as uow:
            return tuple(entry_lines(uow.register.of_member(number), number))

    def operation(self, number: int) -> "ShareOperation | None":
        """An operation of the register by its number, with its entries and instalments; None for one never given."""
        from coopdesk.domain.members.share_operations import instalments
        from coopdesk.services.members.share_payments import paid_for
        from coopdesk.services.members.values import ShareOperation

        with self._reading() as uow:
            entries = tuple(uow.register.operation(number))
            if not entries:
                return None
            terms = instalments(uow.register.terms(number), paid_for(uow, entries))
            return ShareOperation(number, entries, tuple(terms), tuple(uow.register.payments(number)))

    def agreed_operations(self, number: str | None = None) -> "Sequence[AgreedOperation]":
        """Operations that stand and are paid for by instalments, in order of number: all, or one member's."""
        from coopdesk.services.members.share_payments import agreed_operations

        with self._reading() as uow:
            return tuple(agreed_operations(uow, number))

    def in_class(self, share_class: str, day: date) -> tuple[int, Quantity]:
        """How many hold shares of a class at the end of a day, and all they hold (millionths)."""
        with self._reading() as uow:
            held = uow.register.holders(share_class, day)
        return len(held), Quantity(sum(held.values()))

    def usual_class(self) -> str:
        """Code of the class of shares with which a new holder of this co-op most likely begins."""
        from coopdesk.services.members.shares import usual_class

        with self._reading() as uow:
            return usual_class(uow)

    def account(self, number: str, year: int) -> "YearAccount":
        """The columns of one member's account that carry forward, over a calendar year (成员账户).

        Losses that closed years put on it are not taken off here; ``desk.distribution`` has the whole sheet.
        """
        from coopdesk.services.members.accounts import year_account

        with self._reading() as uow:
            return year_account(uow, number, year)

    def posting(self, number: int) -> "NumberedPosting | None":
        """A posting to the accounts with the entries of all members; None where there is none of that number."""
        with self._reading() as uow:
            return uow.accounts.get(number)

    def balances(self, day: date) -> "Mapping[str, Balances]":
        """What every account holds at the end of a day, by member number; as in ``account`` without losses."""
        from coopdesk.services.members.accounts import balances_on

        with self._reading() as uow:
            return balances_on(uow, day)

    def holdings(self, number: str, day: date) -> Sequence[tuple[ShareClass, Quantity]]:
        """What a member holds at the end of a day, by class; classes of which nothing is held are left out."""
        with self._reading() as uow:
            return uow.register.holdings(number, day)

    def free_shares(self, number: str, share_class: str, day: date) -> Quantity:
        """Shares of a class that a member can give on a day without ever falling below 0."""
        from coopdesk.services.members.share_payments import not_paid_in
        from coopdesk.services.members.shares import free_shares

        with self._reading() as uow:
            free = free_shares(uow.register.of_class(number, share_class), number, day)
            return Quantity(max(free - not_paid_in(number, share_class, uow), 0))

    def register_on(self, day: date, against: date | None = None) -> "RegisterAsAt":
        """The whole register at the end of a day by class, and what has changed against another day."""
        from coopdesk.services.members.register_day import register_on

        with self._reading() as uow:
            return register_on(uow, day, against)

    def operation_table(self) -> "OperationTable":
        """The operation book (变动登记簿) in pages; close it when the page lets it go."""
        return self._book.operation_table()

    def operations(self, first: date, last: date) -> "Sequence[BookedEntry]":
        """The lines of the operation book (变动登记簿) that count from one of these days, both included, by number."""
        with self._reading() as uow:
            return tuple(uow.register.booked(first, last))

    def open_register(self) -> "OpenRegister":
        """The whole register as one history of securities that begin and end."""
        from coopdesk.services.members.open_register import open_register

        with self._reading() as uow:
            return open_register(uow)

    def certificates_of(self, number: str) -> "Sequence[Certificate]":
        """Every certificate (股权证) a member or the member's household was ever handed, the oldest first."""
        from coopdesk.services.members.certificates import certificates_of

        with self._reading() as uow:
            return certificates_of(uow, number)

    def certificate(self, number: str) -> "CertificateFile":
        """A certificate with all it has to tell; ``certificate.unknown`` for a number never given."""
        from coopdesk.services.members.certificates import certificate_file

        with self._reading() as uow:
            return certificate_file(uow, number, self.today)

    def next_certificate(self) -> str:
        """The number of the next certificate."""
        from coopdesk.services.members.certificates import next_number

        with self._reading() as uow:
            return next_number(uow)

    def totals(self, day: date) -> Sequence[KindTotal]:
        """Members and shares by kind as at a day."""
        with self._reading() as uow:
            return uow.queries.totals(day)

    def prepare_search(self) -> None:
        """Make anew what names are found by, where the book was just brought up to date; nothing otherwise.

        A book that only reads stays as it is: then names are found by their characters alone.
        """
        with self._reading() as uow:
            if uow.members.is_search_whole():
                return
        with suppress(EnvironmentFault), self._book.unit() as uow:
            uow.members.rebuild_search(self._initials)
            uow.households.rebuild_search(self._initials)
            uow.commit()

    def problems(self, day: date | None = None) -> Sequence[RollProblem]:
        """What there is to put right with the members of a day (today's), the most pressing first."""
        with self._reading() as uow:
            return self.problems_in(uow, day or self.today)

    def problems_in(self, uow: UnitOfWork, day: date) -> tuple[RollProblem, ...]:
        """Looked for anew only where the roll has changed: they are asked for whenever a page is shown."""
        as_of = (day, uow.members.newest_version())
        if self._problems_as_of != as_of:
            self._problems_found = tuple(roll_problems(uow, day, self._unprintable))
            self._problems_as_of = as_of
        # Shares move without a version of the roll, and are quickly asked for.
        found = (*self._problems_found, *share_problems(uow, day))
        if found != self._problems_told:
            self._problems_told = found
        return self._problems_told

    def unprintable(self, text: str) -> str:
        """The characters of a text that no paper can show; empty where all can be."""
        return self._unprintable(text)

    def namesakes(self, member: Member) -> Sequence[Member]:
        """Others on the roll whose name is the same when names are compared, who were not struck."""
        with self._reading() as uow:
            others = uow.members.of_name(member.name)
        return [other for other in others if other.number != member.number and not other.is_struck]

    def votes(self, day: date | None = None) -> tuple[int, int]:
        """Members on a day (today), and the additional votes they hold together (Art. 22)."""
        with self._reading() as uow:
            return uow.queries.votes(day or self.today)

    def gone(self, day: date) -> tuple[int, int]:
        """How many memberships had ended by a day, and how many lines of the roll were struck."""
        with self._reading() as uow:
            return uow.queries.gone(day)

    def same_identity(self, identity: str, other_than: str) -> str | None:
        """Another member's number with the same identity number, or None."""
        with self._reading() as uow:
            return uow.members.same_identity(identity, other_than)

    def compare_roll(self, reading: "RollReading", progress: "Progress" = unheard) -> "Comparison":
        """A sheet's roll beside the book: whom it knows already, what would change, what speaks against it."""
        from coopdesk.services.members.importing.comparing import compare

        columns = {
            column.field: column.place for column in reversed(reading.columns) if column.field is not None
        }
        with self._reading() as uow:
            return compare(uow, reading.roll, reading.file.digest, columns, progress)

    def past_of(self, number: str) -> "tuple[Sequence[PastShare], Mapping[int, PastYear]]":
        """What a member got before the book, by year, and the head figures of all years before it."""
        with self._reading() as uow:
            return uow.past.of_member(number), uow.past.heads()

    def past_in(self, year: int) -> "Mapping[str, PastShare]":
        """What everybody got of one year before the book, by member number."""
        with self._reading() as uow:
            return uow.past.of_year(year)

    def past_years(self) -> "Sequence[ToldYear]":
        """Every year before the book of which anything is told, the oldest first."""
        from coopdesk.services.members.past import told_years

        with self._reading() as uow:
            return told_years(uow)

    def imports(self) -> "Sequence[ImportReceipt]":
        """The receipts of all imports, the newest first."""
        with self._reading() as uow:
            return uow.imports.all()

    def search_defects(self) -> Sequence[Defect]:
        """Members who would not be found by their name; a book that cannot be read is one defect."""
        from coopdesk.services.members.search import defects

        try:
            with self._reading() as uow:
                return tuple(defects(uow, self._initials))
        except EnvironmentFault as fault:
            return (Defect(fault.code, fault.params),)
