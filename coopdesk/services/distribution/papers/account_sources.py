"""What the sheets of 成员账户 are made from: the accounts of everybody over a year, or of one member."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.services.paper import Chosen, ChosenBy, Named, NamedBy, PaperSource

if TYPE_CHECKING:
    from coopdesk.services.coop.values import CoopDetails
    from coopdesk.services.desk import Desk
    from coopdesk.services.distribution.account_sheets import AccountSheet
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class AccountsYear:
    """The year whose sheets are asked for, of everybody or of one member; `any` says whether something is there."""

    year: int
    any: bool
    number: str | None = None


@dataclass(frozen=True, slots=True)
class SheetsOfYear:
    """The sheets as they were read, with whose they are."""

    year: int
    coop: "CoopDetails"
    sheets: "tuple[AccountSheet, ...]"
    witness: "Witness"


def sheets_of(uow: "UnitOfWork", of: AccountsYear) -> SheetsOfYear:
    """Read the sheets. ``coop.name_missing`` for a book without a co-op, ``account.nothing_in_year`` where none is."""
    from coopdesk.services.distribution.account_sheets import account_sheet, account_sheets

    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    one = of.number
    sheets = account_sheets(uow, of.year).sheets if one is None else (account_sheet(uow, one, of.year),)
    if not sheets:
        raise DomainError("account.nothing_in_year", year=of.year)
    return SheetsOfYear(of.year, coop, sheets, uow.journal.witness())


def _asked(desk: "Desk", year: int) -> AccountsYear:
    def first(uow: "UnitOfWork") -> AccountsYear:
        last = date(year, 12, 31)
        booked = next(iter(uow.register.booked(date.min, last)), None)
        posted = next(iter(uow.accounts.between(date.min, last)), None)
        told = booked is not None or posted is not None
        return AccountsYear(year, told or year in uow.past.sums())

    return desk.members.read(first)


def _asked_of(desk: "Desk", number: str, year: int) -> AccountsYear:
    member = desk.members.get(number)
    if member is None:
        raise DomainError("member.unknown", number=number)
    past = desk.members.read(lambda uow: uow.past.of_member(number))
    there = member.joined.year <= year or year in {share.year for share in past}
    return AccountsYear(year, there and not member.is_struck, number)


ACCOUNTS: PaperSource[AccountsYear, SheetsOfYear] = PaperSource(
    AccountsYear,
    lambda of: of.any,
    lambda desk, of: desk.members.read(lambda uow: sheets_of(uow, of)),
    lambda source: source.sheets,
    Chosen(ChosenBy.YEAR, lambda desk, choice: _asked(desk, choice.year)),
    large=True,
)
"""The accounts of everybody over a year."""

ACCOUNT: PaperSource[AccountsYear, SheetsOfYear] = PaperSource(
    AccountsYear,
    lambda of: of.any,
    lambda desk, of: desk.members.read(lambda uow: sheets_of(uow, of)),
    lambda source: source.sheets,
    named=Named(NamedBy.MEMBER, lambda desk, number, choice: _asked_of(desk, number, choice.year)),
)
"""The account of one member over a year."""
