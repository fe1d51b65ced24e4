"""结账检查: what is looked at before a year is closed, each point with what was found; the facts are given in.

What must not be left keeps the year from being closed, the rest is shown and closed over with a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statements import statement_findings
from coopdesk.domain.ledger.turnovers import Turnovers
from coopdesk.domain.money import Money

_COST = "401"


class CloseCheck(StrEnum):
    """The points in the order they are looked at.

    Vouchers not posted, numbers missing, open months, statements that disagree, 181, 401, stock against the count;
    then 301, 311 and 322 against the members' accounts, 221 and 222 against the plans.
    """

    DRAFTS = "drafts"
    GAPS = "gaps"
    MONTHS = "months"
    STATEMENTS = "statements"
    PENDING = "pending"
    COST = "cost"
    STOCK = "stock"
    CAPITAL = "capital"
    FUND = "fund"
    RESERVE = "reserve"
    REFUND = "refund"
    DIVIDEND = "dividend"

    @property
    def must_hold(self) -> bool:
        """Whether the year cannot be closed while something is found here."""
        return self in _MUST_HOLD


_MUST_HOLD = frozenset(
    {CloseCheck.DRAFTS, CloseCheck.GAPS, CloseCheck.MONTHS, CloseCheck.STATEMENTS, CloseCheck.PENDING}
)


_WHOLE = {
    CloseCheck.STOCK: "close.stock",
    CloseCheck.CAPITAL: "close.capital",
    CloseCheck.FUND: "close.fund",
    CloseCheck.RESERVE: "close.reserve",
    CloseCheck.REFUND: "close.refund",
    CloseCheck.DIVIDEND: "close.dividend",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """The first number missing among the vouchers of a month and a word."""

    month: Month
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What the ledger says and what the other record says, yuan: of a ``member``, a product, or of all (empty)."""

    by_ledger: Money
    by_record: Money
    whose: str = ""

    @property
    def difference(self) -> Money:
        """Ledger less record."""
        return self.by_ledger - self.by_record


@dataclass(frozen=True, slots=True)
class CloseRecords:
    """What other records say beside the ledger at the end of a year, pair by pair (``CloseFacts``)."""

    capital: tuple[Compared, ...] = ()
    fund: tuple[Compared, ...] = ()
    reserve: tuple[Compared, ...] = ()
    refund: tuple[Compared, ...] = ()
    dividend: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What the book says of the year: its turnovers, ``drafts`` not posted, numbers missing, months not yet closed.

    The others are pairs to be compared, the whole and whoever differs: 301 with the members' 出资额, 311 and 322 with
    their shares of it, 221 and 222 with what the plans still owe, stock accounts with what was counted. A pair that
    nobody keeps a record for is left out.
    """

    year: Turnovers
    drafts: int = 0
    gaps: tuple[Gap, ...] = ()
    open_months: tuple[Month, ...] = ()
    stock: tuple[Compared, ...] = ()
    capital: tuple[Compared, ...] = ()
    fund: tuple[Compared, ...] = ()
    reserve: tuple[Compared, ...] = ()
    refund: tuple[Compared, ...] = ()
    dividend: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point and what was found; nothing found is as it should be."""

    check: CloseCheck
    findings: tuple[DomainError, ...]

    @property
    def blocks(self) -> bool:
        """Whether it keeps the year from being closed."""
        return bool(self.findings) and self.check.must_hold


def checklist(facts: CloseFacts) -> tuple[ChecklistItem, ...]:
    """All points in order, those without findings too.

    Findings are ``close.drafts``, ``close.gap``, ``close.month_open``, those of ``statement_findings``, ``close.cost``
    with the ``amount`` left on 401, and with ``by_ledger``, ``by_record`` and ``difference`` those of pairs:
    ``close.stock``, ``.capital``, ``.fund``, ``.reserve``, ``.refund``, ``.dividend`` of the whole, ``close.differs``
    of ``whose`` it is.
    """
    return tuple(ChecklistItem(check, tuple(_found(check, facts))) for check in CloseCheck)


def _found(check: CloseCheck, facts: CloseFacts) -> Iterator[DomainError]:
    match check:
        case CloseCheck.DRAFTS:
            if facts.drafts:
                yield DomainError("close.drafts", count=facts.drafts)
        case CloseCheck.GAPS:
            for gap in facts.gaps:
                yield DomainError("close.gap", month=str(gap.month), word=gap.word, number=gap.number)
        case CloseCheck.MONTHS:
            for month in facts.open_months:
                yield DomainError("close.month_open", month=str(month))
        case CloseCheck.STATEMENTS:
            yield from (each for each in statement_findings(facts.year) if each.code != "statement.pending")
        case CloseCheck.PENDING:
            yield from (each for each in statement_findings(facts.year) if each.code == "statement.pending")
        case CloseCheck.COST:
            left = Money(sum(each.balance.fen for each in facts.year.below(_COST)))
            if left:
                yield DomainError("close.cost", amount=left)
        case _:
            yield from _differences(check, facts)


def _differences(check: CloseCheck, facts: CloseFacts) -> Iterator[DomainError]:
    pairs: tuple[Compared, ...] = getattr(facts, check.value)
    for pair in pairs:
        if pair.difference:
            found = {
                "by_ledger": pair.by_ledger,
                "by_record": pair.by_record,
                "difference": pair.difference,
            }
            if pair.whose:
                yield DomainError("close.differs", whose=pair.whose, **found)
            else:
                yield DomainError(_WHOLE[check], **found)
