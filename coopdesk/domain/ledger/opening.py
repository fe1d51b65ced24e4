"""建账: the balances a ledger begins with, by account and what its lines name besides.

A ledger that begins within a year needs both: what stood at the beginning of that year (年初余额) and what has moved
since (累计借方, 累计贷方), or the statements of its first year would lack one of their columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import AccountGroup, ChartOfAccounts, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import (
    NO_DIMENSIONS,
    Dimensions,
    Voucher,
    VoucherKind,
    VoucherLine,
    balancing,
    line_faults,
)
from coopdesk.domain.money import Money

BEGIN_SUMMARY, TURNOVER_SUMMARY = "年初余额", "建账前本年累计发生额"
"""What the lines of opening vouchers say; vouchers are Chinese in every language."""
_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """What an account begins with. ``begin`` is its balance at the year's beginning on the account's own side, below 0
    on the other; ``debit`` and ``credit`` what has moved from then to the day before the ledger starts."""

    account: str
    begin: Money = _NOTHING
    debit: Money = _NOTHING
    credit: Money = _NOTHING
    dimensions: Dimensions = NO_DIMENSIONS


def opening_faults(
    balances: Sequence[OpeningBalance], chart: ChartOfAccounts, first: Month
) -> list[DomainError]:
    """All that keeps a ledger from beginning with these balances, each with its ``line`` counted from 1.

    Of a line those of ``voucher.line_faults``, ``opening.twice`` and ``opening.result_carried``; of the whole
    ``opening.unbalanced`` and ``opening.turnover_unbalanced`` with ``debit``, ``credit`` and ``difference``, and
    ``opening.no_turnover_in_january``.
    """
    found: list[DomainError] = []
    seen: dict[tuple[str, Dimensions], int] = {}
    for number, each in enumerate(balances, 1):
        one = VoucherLine(BEGIN_SUMMARY, each.account, Side.DEBIT, Money(1), each.dimensions)
        found += line_faults(number, one, chart)
        account = chart.get(each.account)
        before = seen.setdefault((each.account, each.dimensions), number)
        if before != number:
            found.append(DomainError("opening.twice", line=number, account=each.account, before=before))
        if account is not None and account.group is AccountGroup.PROFIT_AND_LOSS and each.begin:
            found.append(DomainError("opening.result_carried", line=number, account=account.name))
        if first.month == 1 and (each.debit or each.credit):
            found.append(DomainError("opening.no_turnover_in_january", line=number, account=each.account))
    if not found:
        found += _differences(balances, chart)
    return found


def _differences(balances: Sequence[OpeningBalance], chart: ChartOfAccounts) -> Iterator[DomainError]:
    begun = [_begin_line(each, chart) for each in balances]
    debit = Money(sum(line.debit.fen for line in begun))
    credit = Money(sum(line.credit.fen for line in begun))
    if difference := balancing(begun):
        yield DomainError("opening.unbalanced", debit=debit, credit=credit, difference=difference)
    debit = Money(sum(each.debit.fen for each in balances))
    credit = Money(sum(each.credit.fen for each in balances))
    if difference := debit - credit:
        yield DomainError("opening.turnover_unbalanced", debit=debit, credit=credit, difference=difference)


def opening_vouchers(
    balances: Sequence[OpeningBalance], chart: ChartOfAccounts, first: Month
) -> list[Voucher]:
    """The vouchers that hold the balances: one of the last day of the year before, and where the ledger begins within
    a year one of the day before it starts with what has moved. None of either where there is nothing."""
    begun = tuple(_begin_line(each, chart) for each in balances if each.begin)
    moved = tuple(
        VoucherLine(TURNOVER_SUMMARY, each.account, side, amount, each.dimensions)
        for each in balances
        for side, amount in ((Side.DEBIT, each.debit), (Side.CREDIT, each.credit))
        if amount
    )
    days = (date(first.year - 1, 12, 31), first.first_day - timedelta(days=1))
    return [
        Voucher(day, lines, kind=VoucherKind.OPENING)
        for day, lines in zip(days, (begun, moved), strict=True)
        if lines
    ]


def opening_balances(vouchers: Iterable[Voucher], chart: ChartOfAccounts) -> list[OpeningBalance]:
    """The balances that such vouchers hold, as they were given to ``opening_vouchers``, in the order of their codes."""
    held: dict[tuple[str, Dimensions], OpeningBalance] = {}
    for voucher in vouchers:
        for line in voucher.lines:
            key = line.account, line.dimensions
            known = held.get(key, OpeningBalance(line.account, dimensions=line.dimensions))
            if line.summary == TURNOVER_SUMMARY:
                held[key] = replace(known, debit=known.debit + line.debit, credit=known.credit + line.credit)
            else:
                on_own = line.side is chart[line.account].side
                held[key] = replace(known, begin=known.begin + (line.amount if on_own else -line.amount))
    return sorted(held.values(), key=lambda each: (each.account, each.dimensions.member))


def _begin_line(balance: OpeningBalance, chart: ChartOfAccounts) -> VoucherLine:
    """A balance on the side it really stands on."""
    side = chart[balance.account].side
    if balance.begin.fen < 0:
        return VoucherLine(BEGIN_SUMMARY, balance.account, side.other, -balance.begin, balance.dimensions)
    return VoucherLine(BEGIN_SUMMARY, balance.account, side, balance.begin, balance.dimensions)
