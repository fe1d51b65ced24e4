"""What a page may ask about bank statements: what a file brings, how an account stands against its bank."""

from collections.abc import Iterable, Sequence
from datetime import date

from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.ledger.bank.keeping import StatementComparison, compare, require_money_account
from coopdesk.services.ledger.bank.matching import DAYS, reconciliation
from coopdesk.services.ledger.bank.statement import StatementReading
from coopdesk.services.ledger.exchange_commands import ImportStatement
from coopdesk.services.ledger.exchange_values import BankStatement, Reconciliation


class BankDesk(AreaDesk):
    """The bank statements of an open book."""

    def compare(
        self, account: str, reading: StatementReading, anew: Iterable[int] = ()
    ) -> StatementComparison:
        """What a statement brings to an account; ``anew`` are rows (from 1) that are others than those they look like.

        ``bank.no_account``.
        """
        with self._reading() as uow:
            require_money_account(uow.ledger.chart(), account)
            return compare(uow, account, reading.lines, anew)

    def statements(self, account: str = "") -> Sequence[BankStatement]:
        """The statements of an account, or all, the newest first."""
        with self._reading() as uow:
            return uow.bank.statements(account)

    def reconciliation(self, account: str, day: date, days: int = DAYS) -> Reconciliation:
        """银行存款余额调节表 of a day, with what could be matched; raises what ``matching.reconciliation`` does.

        What it reads grows with the lines of the account since its first statement.
        """
        with self._reading() as uow:
            return reconciliation(uow, account, day, days)


def command_of(account: str, reading: StatementReading, anew: Iterable[int] = ()) -> ImportStatement:
    """The command that keeps a statement that was read without errors."""
    return ImportStatement(
        account=account,
        file=reading.file.name,
        sha256=reading.file.digest,
        count=len(reading.lines),
        income=reading.income,
        outgo=reading.outgo,
        opening=reading.opening,
        closing=reading.closing,
        anew=frozenset(anew),
        lines=reading.lines,
    )
