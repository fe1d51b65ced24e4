"""What the statements are computed from: opening, debit and credit of every account over a span of months.

Whoever keeps a book sums the accounts up in the database (``summed``); ``turnovers_of`` makes the same from the
vouchers themselves, and the two must agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coopdesk.domain.ledger.chart import EXPENSES, INCOME, MEMBERS_ACCOUNT, YEAR_SURPLUS
from coopdesk.domain.ledger.equity_causes import CAUSED_BY, Cause, Sums, causes_of, closes
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


def tells(kind: VoucherKind, accounts: Iterable[str]) -> bool:
    """Whether ``summed`` needs a voucher whole: those that close, hold opening balances or move equity."""
    codes = list(accounts)
    return kind is VoucherKind.OPENING or closes(kind, codes) or any(map(_is_equity, codes))


def _is_equity(account: str) -> bool:
    return account.startswith(CAUSED_BY)


def summed(
    first: Month,
    last: Month,
    sums: Mapping[str, tuple[int, int, int]],
    sides: MemberSides,
    telling: Iterable[tuple[VoucherKind, Sums]],
) -> Turnovers:
    """The turnovers of a span from sums a database made: by account opening (debit less credit), debit and credit, fen.

    ``telling`` are the span's vouchers of which ``tells`` is true, by kind and lines or sums of lines; of the rest,
    which are nearly all of a book, nothing but the sums is needed.
    """
    closed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    causes: dict[Cause, int] = defaultdict(int)
    for kind, lines in telling:
        rows = list(lines)
        for account, debit, credit in carried(kind, rows):
            closed[account][0] += debit
            closed[account][1] += credit
        for cause, fen in causes_of(kind, rows).items():
            causes[cause] += fen
    return Turnovers(
        first,
        last,
        {code: AccountTurnover(*map(Money, (*sums[code], *closed[code]))) for code in sorted(sums)},
        sides,
        {cause: Money(fen) for cause, fen in causes.items() if fen},
    )


def turnovers_of(vouchers: Iterable[Voucher], first: Month, last: Month) -> Turnovers:
    """The turnovers of a span from all vouchers of a book up to its end; later ones do not count."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    begin: dict[str, int] = defaultdict(int)
    moved: dict[str, int] = defaultdict(int)
    telling = []
    for voucher in vouchers:
        month = Month.of(voucher.day)
        if month > last:
            continue
        is_before = month < first
        of_members = begin if is_before else moved
        for line in voucher.lines:
            debit, credit = line.debit.fen, line.credit.fen
            if line.account.startswith(MEMBERS_ACCOUNT):
                of_members[line.dimensions.member] += debit - credit
            if is_before:
                sums[line.account][0] += debit - credit
            else:
                sums[line.account][1] += debit
                sums[line.account][2] += credit
        if not is_before and tells(voucher.kind, (line.account for line in voucher.lines)):
            telling.append((voucher.kind, sums_of(voucher)))
    plain = {code: (opening, debit, credit) for code, (opening, debit, credit) in sums.items()}
    return summed(first, last, plain, _sides(begin, moved), telling)


def _sides(begin: Mapping[str, int], moved: Mapping[str, int]) -> MemberSides:
    end = {member: begin.get(member, 0) + moved.get(member, 0) for member in {*begin, *moved}}
    return MemberSides(*_split(begin.values()), *_split(end.values()))


def _split(balances: Iterable[int]) -> tuple[Money, Money]:
    kept = list(balances)
    return Money(sum(each for each in kept if each > 0)), Money(-sum(each for each in kept if each < 0))
