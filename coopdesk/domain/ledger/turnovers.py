"""What the statements are computed from: opening, debit and credit of every account over a span of months.

Whoever keeps a book sums them up in the database; ``turnovers_of`` makes them from the vouchers themselves, and the two
must agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coopdesk.domain.ledger.chart import EXPENSES, INCOME, MEMBERS_ACCOUNT, YEAR_SURPLUS
from coopdesk.domain.ledger.equity_causes import Cause, Sums, causes_of, closes
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher, VoucherKind
from coopdesk.domain.money import Money

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class AccountTurnover:
    """What stands on one account itself, without those below it, in yuan.

    ``opening`` is debit less credit before the span; ``debit`` and ``credit`` are all that moved within it;
    ``carried_debit`` and ``carried_credit`` what of these two the close moved (``carried``).
    """

    opening: Money = NOTHING
    debit: Money = NOTHING
    credit: Money = NOTHING
    carried_debit: Money = NOTHING
    carried_credit: Money = NOTHING

    @property
    def balance(self) -> Money:
        """Debit less credit at the end of the span; below 0 where the account stands in credit."""
        return self.opening + self.debit - self.credit

    @property
    def moved(self) -> Money:
        """Debit less credit of the span as if nothing had been closed: what income statements show."""
        return self.debit - self.carried_debit - self.credit + self.carried_credit


@dataclass(frozen=True, slots=True)
class MemberSides:
    """114 member by member: the sums of the balances that stand in debit and of those that stand in credit (both 0 or
    more), before the span and at its end."""

    begin_debit: Money = NOTHING
    begin_credit: Money = NOTHING
    end_debit: Money = NOTHING
    end_credit: Money = NOTHING


@dataclass(frozen=True, slots=True)
class Turnovers:
    """All accounts by code over the months from ``first`` to ``last``, both included, of one year.

    ``causes`` says of what moved equity why, in yuan. A year's balance sheet needs a span that begins in January.
    """

    first: Month
    last: Month
    accounts: Mapping[str, AccountTurnover]
    members: MemberSides = MemberSides()
    causes: Mapping[Cause, Money] = field(default_factory=dict)

    def below(self, top: str, without: tuple[str, ...] = ()) -> Iterator[AccountTurnover]:
        """The account of a code and those below it, but for the codes ``without`` and what lies below those."""
        for code, turnover in self.accounts.items():
            if code.startswith(top) and not code.startswith(without or ("-",)):
                yield turnover


def carried(kind: VoucherKind, lines: Sums) -> list[tuple[str, int, int]]:
    """What of a voucher's lines the close moved: all of one that closes, else nothing.

    An opening voucher that moves 331 comes from books that were closed each month: there what stands on the side that
    closes an account of income or expense was carried.
    """
    rows = list(lines)
    codes = [account for account, _debit, _credit in rows]
    if closes(kind, codes):
        return rows
    if kind is not VoucherKind.OPENING or not any(code.startswith(YEAR_SURPLUS) for code in codes):
        return []
    closed = [(account, debit, 0) for account, debit, _credit in rows if account.startswith(INCOME)]
    closed += [(account, 0, credit) for account, _debit, credit in rows if account.startswith(EXPENSES)]
    return closed


def sums_of(voucher: Voucher) -> list[tuple[str, int, int]]:
    """The lines of a voucher as account, debit and credit in fen."""
    return [(line.account, line.debit.fen, line.credit.fen) for line in voucher.lines]


def turnovers_of(vouchers: Iterable[Voucher], first: Month, last: Month) -> Turnovers:
    """The turnovers of a span from all vouchers of a book up to its end; later ones do not count."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    begin: dict[str, int] = defaultdict(int)
    moved: dict[str, int] = defaultdict(int)
    causes: dict[Cause, int] = defaultdict(int)
    for voucher in vouchers:
        month = Month.of(voucher.day)
        if month > last:
            continue
        of_members = begin if month < first else moved
        for line in voucher.lines:
            change = line.debit.fen - line.credit.fen
            if line.account.startswith(MEMBERS_ACCOUNT):
                of_members[line.dimensions.member] += change
            if month < first:
                sums[line.account][0] += change
        if month >= first:
            _add_moved(sums, causes, voucher)
    return Turnovers(
        first,
        last,
        {code: AccountTurnover(*map(Money, sums[code])) for code in sorted(sums)},
        _sides(begin, moved),
        {cause: Money(fen) for cause, fen in causes.items() if fen},
    )


def _add_moved(sums: dict[str, list[int]], causes: dict[Cause, int], voucher: Voucher) -> None:
    lines = sums_of(voucher)
    for at, rows in ((1, lines), (3, carried(voucher.kind, lines))):
        for account, debit, credit in rows:
            sums[account][at] += debit
            sums[account][at + 1] += credit
    for cause, fen in causes_of(voucher.kind, lines).items():
        causes[cause] += fen


def _sides(begin: Mapping[str, int], moved: Mapping[str, int]) -> MemberSides:
    end = {member: begin.get(member, 0) + moved.get(member, 0) for member in {*begin, *moved}}
    return MemberSides(*_split(begin.values()), *_split(end.values()))


def _split(balances: Iterable[int]) -> tuple[Money, Money]:
    kept = list(balances)
    return Money(sum(each for each in kept if each > 0)), Money(-sum(each for each in kept if each < 0))
