"""What the statements are computed from, read from the book: balances by month before the span, vouchers within it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coopdesk.domain.ledger.chart import MEMBERS_ACCOUNT
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import AccountTurnover, MemberSides, Turnovers, turnovers_of
from coopdesk.domain.money import Money
from coopdesk.services.ports import UnitOfWork


def span_turnovers(uow: UnitOfWork, first: Month, last: Month) -> Turnovers:
    """The turnovers of a span of months of one year, both included.

    What lies before comes from what is kept by month, so that only the span's own vouchers are read.
    """
    vouchers = [posted.voucher for posted in uow.ledger.between(first.first_day, last.last_day)]
    within = turnovers_of(vouchers, first, last)
    before = {
        code: (each.before + each.earlier + each.month)
        for code, each in uow.ledger.movements(first.before.last_day).items()
    }
    accounts: dict[str, AccountTurnover] = dict(within.accounts)
    for code, moved in before.items():
        opening = moved.debit - moved.credit
        accounts[code] = replace(accounts.get(code, AccountTurnover()), opening=opening)
    chart = uow.ledger.chart()
    codes = [MEMBERS_ACCOUNT, *chart.below(MEMBERS_ACCOUNT)]
    begin = {
        member: moved.debit.fen - moved.credit.fen
        for member, moved in uow.ledger.member_movements(codes, first.before).items()
    }
    end = dict(begin)
    for voucher in vouchers:
        for line in voucher.lines:
            if line.account.startswith(MEMBERS_ACCOUNT):
                member = line.dimensions.member
                end[member] = end.get(member, 0) + line.debit.fen - line.credit.fen
    sides = MemberSides(*_split(begin.values()), *_split(end.values()))
    return replace(within, accounts=_sorted(accounts), members=sides)


def _sorted(accounts: Mapping[str, AccountTurnover]) -> dict[str, AccountTurnover]:
    return {code: accounts[code] for code in sorted(accounts)}


def _split(balances: Iterable[int]) -> tuple[Money, Money]:
    """The balances in debit and those in credit, each 0 or more."""
    kept = list(balances)
    return Money(sum(each for each in kept if each > 0)), Money(-sum(each for each in kept if each < 0))
