"""科目余额表: what every account held before a month, moved in it and in its year, and holds on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import ChartOfAccounts, LedgerAccount
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.money import Money
from coopdesk.services.ledger.values import Moved, Movement, Movements

_NO_MOVEMENT = Movement()


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """One account with all below it; ``level`` is 1 for one of the ministry's. Balances stand on the side they are on:
    one of their two parts is always 0."""

    account: LedgerAccount
    level: int
    moved: Movement

    @property
    def begin(self) -> Moved:
        """What it held when the year began (年初余额)."""
        return _on_its_side(self.moved.before)

    @property
    def opening(self) -> Moved:
        """What it held before the month (期初余额)."""
        return _on_its_side(self.moved.before + self.moved.earlier)

    @property
    def month(self) -> Moved:
        """What it moved in the month up to the day (本期发生额)."""
        return self.moved.month

    @property
    def year(self) -> Moved:
        """What it moved in the year up to the day (本年累计)."""
        return self.moved.earlier + self.moved.month

    @property
    def closing(self) -> Moved:
        """What it holds at the end of the day (期末余额)."""
        return _on_its_side(self.moved.before + self.moved.earlier + self.moved.month)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The accounts that ever moved, in the order of their codes, at the end of a day."""

    until: date
    rows: tuple[TrialBalanceRow, ...]

    @property
    def month(self) -> Month:
        """The month that the columns of the period are of."""
        return Month.of(self.until)

    def total(self, column: str) -> Moved:
        """What the ministry's accounts come to in a column (``begin``, ``opening``, ``month``, ``year`` or
        ``closing``): its two sides are equal in a sound book."""
        return _sum(getattr(row, column) for row in self.rows if row.level == 1)


def trial_balance(chart: ChartOfAccounts, movements: Movements, until: date) -> TrialBalance:
    """The balance of all accounts, what lies below one counted with it."""
    whole: dict[str, Movement] = {}
    for code, movement in movements.items():
        for above in chart.above(code):
            whole[above] = whole.get(above, _NO_MOVEMENT) + movement
    rows = (
        TrialBalanceRow(account, len(list(chart.above(account.code))), whole[account.code])
        for account in chart
        if account.code in whole
    )
    return TrialBalance(until, tuple(rows))


def _on_its_side(moved: Moved) -> Moved:
    left = moved.debit - moved.credit
    return Moved(debit=left) if left.fen >= 0 else Moved(credit=-left)


def _sum(parts: Iterable[Moved]) -> Moved:
    total_debit, total_credit = 0, 0
    for part in parts:
        total_debit, total_credit = total_debit + part.debit.fen, total_credit + part.credit.fen
    return Moved(Money(total_debit), Money(total_credit))
