"""年终结转: the vouchers that close a year, worked out from its balances (财会〔2021〕37号, accounts 331 and 332).

Steps 1 to 3 carry income and expenses to 331 and 331 on to 未分配盈余, before the surplus is distributed; a loss of
earlier years is made good by that alone, for it nets there. Step 9 clears 各项分配 after the distribution. Opening the
next year is no entry: balances carry on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import APPROPRIATIONS, EXPENSES, INCOME, UNDISTRIBUTED, YEAR_SURPLUS
from coopdesk.domain.ledger.statements import Column, surplus_statement
from coopdesk.domain.ledger.turnovers import Turnovers
from coopdesk.domain.ledger.voucher import (
    NO_DIMENSIONS,
    Dimensions,
    Source,
    Voucher,
    VoucherKind,
    VoucherLine,
    merged,
)
from coopdesk.domain.money import Money

SOURCE = "year_close"
"""What the closing vouchers have as the kind of their source; the key is year and step, as ``2024/3``."""
_INVESTMENTS = "511"


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands on one account itself, debit less credit in yuan, as far as its lines name the same.

    An account whose lines must name something (``required``) is given by what they name, or its closing line could not
    name it; any other as a whole.
    """

    account: str
    amount: Money
    dimensions: Dimensions = NO_DIMENSIONS


@dataclass(frozen=True, slots=True)
class YearSurplus:
    """What the books of a year say of its surplus, yuan: 本年盈余 (row 12), 年初未分配盈余 (13), 其他转入 (14).

    ``income`` is what of the first came in: 经营收入, 其他收入 and 投资收益 together.
    """

    current_year: Money
    opening: Money
    transfers_in: Money
    income: Money


def year_surplus(year: Turnovers) -> YearSurplus:
    """What a distribution starts from, the same before the close of the year and after it (Art. 42, 44)."""
    statement = surplus_statement(year, None)
    income = -sum(each.moved.fen for top in INCOME for each in year.below(top))
    surplus, opening, transfers = (statement.amount(number, Column.YEAR) for number in (12, 13, 14))
    return YearSurplus(surplus, opening, transfers, Money(income))


def close_result(balances: Iterable[Balance], year: int) -> tuple[Voucher, ...]:
    """Steps 1 to 3: a voucher for income, one for expenses, one for what they leave; none where there is nothing.

    Each account is closed on the side that is usual for it, in red where its balance stands on the other one; 投资收益
    goes with the expenses where it is a loss. What had been carried to 331 before goes on with step 3.
    """
    income: list[Balance] = []
    expenses: list[Balance] = []
    before = 0
    for balance in balances:
        if balance.account.startswith(INCOME):
            lost = balance.account.startswith(_INVESTMENTS) and balance.amount.fen > 0
            (expenses if lost else income).append(balance)
        elif balance.account.startswith(EXPENSES):
            expenses.append(balance)
        elif balance.account.startswith(YEAR_SURPLUS):
            before += balance.amount.fen
    left = Money(before + sum(each.amount.fen for each in (*income, *expenses)))
    word = "亏损" if left.fen > 0 else "盈余"
    vouchers = (
        _closing(year, 1, _cleared("结转本年收入", income, Side.DEBIT, YEAR_SURPLUS)),
        _closing(year, 2, _cleared("结转本年支出", expenses, Side.CREDIT, YEAR_SURPLUS)),
        _closing(year, 3, _carried_on(f"结转本年{word}", left)),
    )
    return tuple(voucher for voucher in vouchers if voucher is not None)


def close_appropriations(balances: Iterable[Balance], year: int) -> Voucher | None:
    """Step 9: 各项分配 cleared against 未分配盈余; None where nothing stands on it."""
    used = [balance for balance in balances if balance.account.startswith(APPROPRIATIONS)]
    return _closing(year, 9, _cleared("结转各项分配", used, Side.CREDIT, UNDISTRIBUTED))


def still_open(balances: Iterable[Balance]) -> list[str]:
    """The accounts that a closed year leaves empty (5xx, 331, 各项分配) and that are not, in the order given."""
    emptied = (*INCOME, *EXPENSES, YEAR_SURPLUS, APPROPRIATIONS)
    found = [each.account for each in balances if each.amount and each.account.startswith(emptied)]
    return list(dict.fromkeys(found))


def _cleared(summary: str, balances: Sequence[Balance], side: Side, against: str) -> list[VoucherLine]:
    """Each balance taken off on ``side``, in red where it stands there itself; their sum on the other side."""
    sign = -1 if side is Side.DEBIT else 1
    lines = [
        VoucherLine(summary, each.account, side, each.amount * sign, each.dimensions)
        for each in balances
        if each.amount
    ]
    whole = Money(sum(line.amount.fen for line in lines))
    return [*lines, VoucherLine(summary, against, side.other, whole)]


def _carried_on(summary: str, left: Money) -> list[VoucherLine]:
    """What stands on 331 carried to 未分配盈余, from whichever side it stands on."""
    off = Side.CREDIT if left.fen > 0 else Side.DEBIT
    amount = Money(abs(left.fen))
    return [
        VoucherLine(summary, YEAR_SURPLUS, off, amount),
        VoucherLine(summary, UNDISTRIBUTED, off.other, amount),
    ]


def _closing(year: int, step: int, lines: Sequence[VoucherLine]) -> Voucher | None:
    whole = merged(sorted(lines, key=lambda line: line.side is Side.CREDIT))
    if not whole:
        return None
    return Voucher(
        date(year, 12, 31), whole, kind=VoucherKind.CLOSING, source=Source(SOURCE, f"{year}/{step}")
    )
