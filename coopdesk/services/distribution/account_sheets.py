"""成员账户 of a year, whole (会计制度): what carries forward, and beside it the year's trade, refund and dividend.

Trade is read from the year's sheets, refund and dividend from the plan that the meeting resolved or, for a year
before the book, from what is told of it; losses from the years that were closed with one. The opening balance is the
closing one of the year before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from coopdesk.domain.distribution.measures import SheetKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.past import PastShare
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.distribution.accounts import losses_taken
from coopdesk.services.distribution.reserve import is_open
from coopdesk.services.members.account_values import AccountMove, YearAccount
from coopdesk.services.members.accounts import year_account, year_accounts
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)
_EMPTY = Balances()


class SheetMatter(StrEnum):
    """What a line of the sheet is about: a posting, shares that count for capital, trade, a loss, the distribution,
    or one of before the book."""

    POSTING = "posting"
    SHARES = "shares"
    TRADE = "trade"
    LOSS = "loss"
    DISTRIBUTION = "distribution"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class ProductTrade:
    """A member's trade of one product with the co-op in a year: quantity and yuan."""

    product: str
    quantity: Quantity
    amount: Money


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line between the opening balance and the closing one; ``move`` where it comes from the account itself."""

    matter: SheetMatter
    day: date
    change: Balances
    move: AccountMove | None = None
    trades: tuple[ProductTrade, ...] = ()
    refund: Money = _NOTHING
    dividend: Money = _NOTHING
    resolution: str = ""


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One member's account of a year. Trade, refund (盈余返还) and dividend (剩余盈余分配) are the whole year's."""

    number: str
    name: str
    address: str
    year: int
    opening: Balances
    lines: tuple[SheetLine, ...]
    closing: Balances
    trades: tuple[ProductTrade, ...] = ()
    refund: Money = _NOTHING
    dividend: Money = _NOTHING

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it."""
        return not (self.lines or self.opening or self.closing)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What two sums that should be one come to: of the accounts, and where the money is kept otherwise."""

    matter: str
    accounts: Money
    kept: Money

    @property
    def ties(self) -> bool:
        """Whether they are one."""
        return self.accounts == self.kept


@dataclass(frozen=True, slots=True)
class YearAccounts:
    """All sheets of a year in register order, their sums, and what they must tie with."""

    year: int
    sheets: tuple[AccountSheet, ...]
    opening: Balances
    closing: Balances
    refund: Money
    dividend: Money
    products: tuple[str, ...]
    reconciliations: tuple[Reconciliation, ...]


@dataclass(frozen=True, slots=True)
class _OfYear:
    """What one member's sheet takes from elsewhere."""

    trades: tuple[ProductTrade, ...]
    refund: Money
    dividend: Money
    lost_before: Balances
    lost: Balances
    past: PastShare | None = None
    """What the member got of the year before the book; the plan then gave nothing."""


def account_sheet(uow: UnitOfWork, number: str, year: int) -> AccountSheet:
    """One member's sheet; ``member.unknown`` for a number never given."""
    member = uow.members.get(number)
    if member is None:
        raise DomainError("member.unknown", number=number)
    refund, dividend = uow.plans.paid_by_trade(year, number).get(number, (_NOTHING, _NOTHING))
    past = next((share for share in uow.past.of_member(number) if share.year == year), None)
    before, until = losses_taken(uow, year, number), losses_taken(uow, year + 1, number)
    taken = _OfYear(
        tuple(ProductTrade(*each) for each in uow.measures.trades_of(year, number)),
        refund,
        dividend,
        before.get(number, _EMPTY),
        until.get(number, _EMPTY),
        past,
    )
    return _sheet(member, year_account(uow, number, year), taken, resolution_of(uow, year))


def account_sheets(uow: UnitOfWork, year: int, number: str | None = None) -> YearAccounts:
    """The sheets of all on which something stands, in register order; those of whom the roll struck are left out.

    Of one member alone where ``number`` is given, with nothing to tie; ``member.unknown`` for one never given.
    """
    if number is not None:
        sheet = account_sheet(uow, number, year)
        products = tuple(trade.product for trade in sheet.trades)
        sums = (sheet.opening, sheet.closing, sheet.refund, sheet.dividend)
        return YearAccounts(year, (sheet,), *sums, products, ())
    accounts = year_accounts(uow, year)
    trades, products = _trades(uow, year)
    paid, past = uow.plans.paid_by_trade(year), uow.past.of_year(year)
    before, until = losses_taken(uow, year), losses_taken(uow, year + 1)
    resolution = resolution_of(uow, year)
    sheets = []
    for member in uow.members.all():
        if member.is_struck:
            continue
        number = member.number
        refund, dividend = paid.get(number, (_NOTHING, _NOTHING))
        lost = before.get(number, _EMPTY), until.get(number, _EMPTY)
        taken = _OfYear(trades.get(number, ()), refund, dividend, *lost, past.get(number))
        account = accounts.get(number) or YearAccount(number, year, Balances(), (), Balances())
        sheet = _sheet(member, account, taken, resolution)
        if not sheet.is_empty or (member.joined.year <= year and _was_there(member, year)):
            sheets.append(sheet)
    refund = Money(sum(sheet.refund.fen for sheet in sheets))
    dividend = Money(sum(sheet.dividend.fen for sheet in sheets))
    return YearAccounts(
        year,
        tuple(sheets),
        _sum([sheet.opening for sheet in sheets]),
        _sum([sheet.closing for sheet in sheets]),
        refund,
        dividend,
        products,
        tuple(_reconciled(uow, year, sheets, refund + dividend)),
    )


def _was_there(member: Member, year: int) -> bool:
    return member.ended is None or member.ended.year >= year


def resolution_of(uow: UnitOfWork, year: int) -> str:
    """The number of the resolution that approved the year's distribution, here or before the book; empty without
    one."""
    for summary in uow.plans.summaries():
        if summary.year == year and summary.resolution is not None:
            return summary.resolution.number
    head = uow.past.heads().get(year)
    return head.resolution if head is not None else ""


def _trades(uow: UnitOfWork, year: int) -> tuple[dict[str, tuple[ProductTrade, ...]], tuple[str, ...]]:
    """Every member's trade, several rows of a product added up, and the products in the order of their sheets."""
    found: dict[str, dict[str, ProductTrade]] = {}
    sheets = [sheet for sheet in uow.measures.sheets(year) if sheet.kind is SheetKind.TRADE]
    for sheet in sheets:
        for row in sheet.rows:
            own = found.setdefault(row.member, {})
            had = own.get(sheet.name, ProductTrade(sheet.name, Quantity(0), _NOTHING))
            own[sheet.name] = replace(
                had, quantity=Quantity(had.quantity + row.quantity), amount=had.amount + row.amount
            )
    by_member = {member: tuple(own.values()) for member, own in found.items()}
    return by_member, tuple(sheet.name for sheet in sheets)


def _sheet(member: Member, account: YearAccount, taken: _OfYear, resolution: str) -> AccountSheet:
    last = date(account.year, 12, 31)
    opening, closing = account.opening + taken.lost_before, account.closing + taken.lost
    lines = [
        SheetLine(
            SheetMatter.SHARES if move.posting is None else SheetMatter.POSTING, move.day, move.change, move
        )
        for move in account.moves
        if move.change  # shares of no contribution, or subscribed and not paid in yet, change nothing here
    ]
    lost = Balances.of(
        {column: (taken.lost.get(column) - taken.lost_before.get(column)).fen for column in AccountColumn}
    )
    lines += _of_the_year(taken, lost, last, resolution)
    return AccountSheet(
        member.number,
        member.name,
        member.address,
        account.year,
        opening,
        tuple(lines),
        closing,
        taken.trades,
        taken.refund + (taken.past.refund if taken.past else _NOTHING),
        taken.dividend + (taken.past.dividend if taken.past else _NOTHING),
    )


def _of_the_year(taken: _OfYear, lost: Balances, last: date, resolution: str) -> Iterator[SheetLine]:
    """The lines that stand once for the whole year, on its last day."""
    if taken.trades:
        yield SheetLine(SheetMatter.TRADE, last, Balances(), trades=taken.trades)
    if lost:
        yield SheetLine(SheetMatter.LOSS, last, lost)
    if taken.refund or taken.dividend:
        yield SheetLine(
            SheetMatter.DISTRIBUTION,
            last,
            Balances(),
            refund=taken.refund,
            dividend=taken.dividend,
            resolution=resolution,
        )
    if taken.past is not None:
        past = taken.past
        yield SheetLine(
            SheetMatter.PAST,
            last,
            Balances(),
            refund=past.refund,
            dividend=past.dividend,
            resolution=resolution,
        )


def _reconciled(
    uow: UnitOfWork, year: int, sheets: Sequence[AccountSheet], paid: Money
) -> Iterator[Reconciliation]:
    """Sums that must tie: what the plan paid, and the reserve it drew with what came to the accounts of it."""
    summary = next((each for each in uow.plans.summaries() if each.year == year), None)
    if summary is not None:
        yield Reconciliation("distribution", paid, summary.gross)
    open_reserve = is_open(uow, year)
    if open_reserve is not None:
        yield Reconciliation("reserve", _NOTHING, open_reserve)


def _sum(balances: Sequence[Balances]) -> Balances:
    return sum(balances, Balances())


def by_product(trades: Sequence[ProductTrade]) -> Mapping[str, ProductTrade]:
    """Trades by the name of their product."""
    return {trade.product: trade for trade in trades}
