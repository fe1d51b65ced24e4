"""What the statements are computed from, read from the book: balances kept by month, and the few vouchers that tell.

No more is read of a year with 20,000 vouchers than of one with twenty: two looks at the months, and what closed or
moved equity.
"""

from collections.abc import Iterable, Sequence

from coopdesk.domain.ledger.chart import MEMBERS_ACCOUNT, YEAR_SURPLUS
from coopdesk.domain.ledger.equity_causes import CAUSED_BY
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import MemberSides, Turnovers, summed
from coopdesk.domain.money import Money
from coopdesk.services.ledger.values import NOTHING_MOVED, Moved, ToldVoucher
from coopdesk.services.ports import UnitOfWork


def span_turnovers(uow: UnitOfWork, first: Month, last: Month) -> Turnovers:
    """The turnovers of a span of months of one year, both included."""
    before, end = _moved(uow, first.before), _moved(uow, last)
    sums = {}
    for code, moved in end.items():
        was = before.get(code, NOTHING_MOVED)
        opening, debit, credit = was.debit - was.credit, moved.debit - was.debit, moved.credit - was.credit
        sums[code] = (opening.fen, debit.fen, credit.fen)
    telling = ((told.kind, told.sums) for told in telling_vouchers(uow, first, last))
    return summed(first, last, sums, _sides(uow, first, last), telling)


def telling_vouchers(uow: UnitOfWork, first: Month, last: Month) -> Sequence[ToldVoucher]:
    """The vouchers of a span that say more than the sums by account: what closed, opened or moved equity."""
    codes = [account.code for account in uow.ledger.chart() if account.code.startswith(_TELLING)]
    return uow.ledger.telling(codes, first, last)


_TELLING = (*CAUSED_BY, YEAR_SURPLUS)


def _moved(uow: UnitOfWork, until: Month) -> dict[str, Moved]:
    """All that each account itself ever moved, up to the end of a month."""
    read = uow.ledger.movements(until.last_day)
    return {code: each.before + each.earlier + each.month for code, each in read.items()}


def _sides(uow: UnitOfWork, first: Month, last: Month) -> MemberSides:
    codes = [MEMBERS_ACCOUNT, *uow.ledger.chart().below(MEMBERS_ACCOUNT)]
    sides = (uow.ledger.member_movements(codes, month).values() for month in (first.before, last))
    return MemberSides(*(amount for moved in sides for amount in _split(moved)))


def _split(moved: Iterable[Moved]) -> tuple[Money, Money]:
    """The balances in debit and those in credit, each 0 or more."""
    kept = [each.debit.fen - each.credit.fen for each in moved]
    return Money(sum(each for each in kept if each > 0)), Money(-sum(each for each in kept if each < 0))
