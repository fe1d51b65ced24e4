"""记账凭证: lines that name accounts, debit and credit equal, or the voucher does not exist.

A voucher is a fact once posted: never edited, never deleted (财会〔2024〕12号 Art. 21(3)). What was wrong is undone by
one in red, whose amounts are below 0 on the same sides (令98号 Art. 51(5)).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import compress, product

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, Side
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text

WORD = "记"
"""The one word (凭证字) of a ledger that does not tell 收, 付 and 转 apart (令98号 Art. 50)."""
WORDS = (WORD, "收", "付", "转")

_NOTHING = Money(0)


class VoucherKind(StrEnum):
    """What a voucher comes from: 手工, 业务单据, 期末结转, 建账余额, 红字冲销, 导入."""

    TYPED = "typed"
    DOCUMENT = "document"
    CLOSING = "closing"
    OPENING = "opening"
    REVERSAL = "reversal"
    IMPORTED = "imported"


_KEPT_IN_RED = (VoucherKind.CLOSING, VoucherKind.OPENING)
"""Kinds that a reversal keeps: a close undone is no more the year's turnover than the close was."""


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What a line names besides its account: a member by number, a party, product or channel by code; or nothing."""

    member: str = ""
    party: str = ""
    product: str = ""
    channel: str = ""

    def get(self, dimension: Dimension) -> str:
        """The code in one dimension; empty where the line names none."""
        code: str = getattr(self, dimension.value)
        return code

    @property
    def named(self) -> frozenset[Dimension]:
        """Those in which the line names something."""
        # Looked up rather than made: a voucher may have a line for each of a hundred thousand members.
        return _NAMED[bool(self.member), bool(self.party), bool(self.product), bool(self.channel)]

    def __bool__(self) -> bool:
        return bool(self.member or self.party or self.product or self.channel)


NO_DIMENSIONS = Dimensions()
_NAMED = {
    told: frozenset(compress(Dimension, told)) for told in product((False, True), repeat=len(Dimension))
}
"""What is named by whether each dimension is, in their order."""


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One line (分录): an amount in yuan on one side of one account; below 0 in red."""

    summary: str
    account: str
    side: Side
    amount: Money
    dimensions: Dimensions = NO_DIMENSIONS

    @property
    def debit(self) -> Money:
        """What stands in the column 借方金额."""
        return self.amount if self.side is Side.DEBIT else _NOTHING

    @property
    def credit(self) -> Money:
        """What stands in the column 贷方金额."""
        return self.amount if self.side is Side.CREDIT else _NOTHING


@dataclass(frozen=True, slots=True)
class Source:
    """The document a voucher was made from: its kind (`operation`, `plan`, …) and its number among those."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is posted together. ``attachments`` counts the papers behind it (附件张数); ``reverses`` is the id of the
    voucher that it undoes; ``source`` the document it was made from."""

    day: date
    lines: tuple[VoucherLine, ...]
    word: str = WORD
    attachments: int = 0
    kind: VoucherKind = VoucherKind.TYPED
    source: Source | None = None
    reverses: int | None = None

    @property
    def debit(self) -> Money:
        """The sum of the debits."""
        return Money(sum(line.debit.fen for line in self.lines))

    @property
    def credit(self) -> Money:
        """The sum of the credits."""
        return Money(sum(line.credit.fen for line in self.lines))


def faults(voucher: Voucher, chart: ChartOfAccounts) -> list[DomainError]:
    """All that keeps a voucher from being posted, by line, in the order of the lines; empty for one that can be.

    Each names its ``line``, counted from 1: ``voucher.summary_missing``, ``voucher.unknown_account`` with the
    ``account``, ``voucher.account_has_children``, ``voucher.account_closed``, ``voucher.amount_zero``,
    ``voucher.dimension_missing`` and ``voucher.dimension_not_kept`` with the ``dimension``; of the whole
    ``voucher.too_few_lines``, ``voucher.word_unknown`` and ``voucher.unbalanced`` with ``debit``, ``credit`` and
    ``difference``. Whether a member or a party exists, whoever has the book says.
    """
    found = [
        fault for number, line in enumerate(voucher.lines, 1) for fault in line_faults(number, line, chart)
    ]
    if len(voucher.lines) < 2:
        found.append(DomainError("voucher.too_few_lines"))
    if voucher.word not in WORDS:
        found.append(DomainError("voucher.word_unknown", value=voucher.word))
    difference = balancing(voucher.lines)
    if difference:
        found.append(
            DomainError(
                "voucher.unbalanced", debit=voucher.debit, credit=voucher.credit, difference=difference
            )
        )
    return found


def line_faults(number: int, line: VoucherLine, chart: ChartOfAccounts) -> Iterator[DomainError]:
    """What is wrong with one line, the ``number``-th, by itself: those of ``faults`` that name a line."""
    if not clean_text(line.summary):
        yield DomainError("voucher.summary_missing", line=number)
    if not line.amount:
        yield DomainError("voucher.amount_zero", line=number)
    account = chart.get(line.account)
    if account is None:
        yield DomainError("voucher.unknown_account", line=number, account=line.account)
        return
    if chart.has_children(line.account):
        yield DomainError(
            "voucher.account_has_children", line=number, account=line.account, name=account.name
        )
    if account.closed:
        yield DomainError("voucher.account_closed", line=number, account=line.account, name=account.name)
    named = line.dimensions.named
    if account.required <= named <= account.allowed:
        return
    for dimension in Dimension:
        if dimension in account.required and dimension not in named:
            yield DomainError(
                "voucher.dimension_missing", line=number, account=account.name, dimension=dimension
            )
        if dimension in named and dimension not in account.allowed:
            yield DomainError(
                "voucher.dimension_not_kept", line=number, account=account.name, dimension=dimension
            )


def reversal(voucher: Voucher, number: int, day: date, summary: str) -> Voucher:
    """The voucher in red that undoes another: the same lines below 0, each with the ``summary`` of why.

    ``number`` is the id of the voucher it undoes. One of an earlier year is corrected in blue (令98号 Art. 51(5)).
    What undoes the close or an opening balance stays of that kind, anything else is a reversal.
    """
    lines = tuple(replace(line, summary=summary, amount=-line.amount) for line in voucher.lines)
    return Voucher(day, lines, voucher.word, 0, _undoing(voucher.kind), voucher.source, number)


def correction(voucher: Voucher, number: int, day: date, summary: str) -> Voucher:
    """The voucher in blue that undoes one of an earlier year: what was debited is credited, all above 0.

    The books of that year are closed: they stay as they are (令98号 Art. 51(5)).
    """
    lines = tuple(replace(line, summary=summary, side=line.side.other) for line in voucher.lines)
    return Voucher(day, lines, voucher.word, 0, _undoing(voucher.kind), voucher.source, number)


def _undoing(kind: VoucherKind) -> VoucherKind:
    """The kind of what undoes a voucher."""
    return kind if kind in _KEPT_IN_RED else VoucherKind.REVERSAL


def balancing(lines: Iterable[VoucherLine]) -> Money:
    """借方 less 贷方 of lines: what is still missing on the credit side; below 0 on the debit side."""
    return Money(sum(line.debit.fen - line.credit.fen for line in lines))


def merged(lines: Sequence[VoucherLine]) -> tuple[VoucherLine, ...]:
    """Lines that differ in nothing but the amount as one, in the order of the first; those of 0 left out."""
    sums: dict[tuple[str, str, Side, Dimensions], int] = {}
    for line in lines:
        key = (line.summary, line.account, line.side, line.dimensions)
        sums[key] = sums.get(key, 0) + line.amount.fen
    return tuple(
        VoucherLine(summary, account, side, Money(fen), dimensions)
        for (summary, account, side, dimensions), fen in sums.items()
        if fen
    )
