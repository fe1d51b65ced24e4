"""What the statements are computed from, read from the book: balances by month, and the few vouchers that say why.

What an account moved stands in the balances by month. Which vouchers closed, and why equity moved, only whole vouchers
tell: those that touch equity or 本年盈余, of the span alone.
"""

from collections.abc import Iterable, Mapping

from coopdesk.domain.ledger.chart import MEMBERS_ACCOUNT, YEAR_SURPLUS
from coopdesk.domain.ledger.equity_causes import CAUSED_BY
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import AccountTurnover, MemberSides, Turnovers, turnovers_of
from coopdesk.domain.money import Money
from coopdesk.services.ledger.values import NOTHING_MOVED, Moved
from coopdesk.services.ports import UnitOfWork


def span_turnovers(uow: UnitOfWork, first: Month, last: Month) -> Turnovers:
    """The turnovers of a span of months of one year, both included, as all vouchers of the book give them."""
    chart = uow.ledger.chart()
    telling = [code for top in (*CAUSED_BY, YEAR_SURPLUS) for code in (top, *chart.below(top))]
    read = uow.ledger.touching(telling, first.first_day, last.last_day)
    told = turnovers_of([posted.voucher for posted in read], first, last)
    before, until = _moved(uow, first.before), _moved(uow, last)
    accounts = {}
    for code in sorted(until):
        begun, moved = before.get(code, NOTHING_MOVED), until[code]
        closed = told.accounts.get(code, AccountTurnover())
        accounts[code] = AccountTurnover(
            begun.debit - begun.credit,
            moved.debit - begun.debit,
            moved.credit - begun.credit,
            closed.carried_debit,
            closed.carried_credit,
        )
    codes = [MEMBERS_ACCOUNT, *chart.below(MEMBERS_ACCOUNT)]
    begin, end = (
        (moved.debit.fen - moved.credit.fen for moved in uow.ledger.member_movements(codes, month).values())
        for month in (first.before, last)
    )
    return Turnovers(first, last, accounts, MemberSides(*_split(begin), *_split(end)), told.causes)


def _moved(uow: UnitOfWork, month: Month) -> Mapping[str, Moved]:
    """By account all that was entered up to the end of a month."""
    read = uow.ledger.movements(month.last_day)
    return {code: each.before + each.earlier + each.month for code, each in read.items()}


def _split(balances: Iterable[int]) -> tuple[Money, Money]:
    """The balances in debit and those in credit, each 0 or more."""
    kept = list(balances)
    return Money(sum(each for each in kept if each > 0)), Money(-sum(each for each in kept if each < 0))
