"""A computed distribution as business documents for the ledger: declared, withheld, and what each member is then owed.

A line marked as return by trade is owed as 盈余返还 (221), any other as 剩余盈余 (222); appropriations are 提取盈余公积
(322) whatever the charter calls them. A loss made good needs no entry, since it nets in 未分配盈余.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.distribution.reserve import is_reserve
from coopdesk.domain.distribution.result import Distribution, LineResult
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Payable:
    """What a distribution leaves owed to one member, yuan, before tax: by trade and of the remainder, and the tax on
    each. Tax comes off the remainder first, and off the refund only for what is more."""

    refund: Money
    dividend: Money
    refund_tax: Money
    dividend_tax: Money


def payables(result: Distribution) -> list[Payable]:
    """What every member is owed, in register order; what was given on to others has gone over to them."""
    refunds, dividends = [0] * len(result.gross), [0] * len(result.gross)
    refunded = by_trade(result.scheme)
    for line in result.lines:
        owed = refunds if line.id in refunded else dividends
        for position, fen in enumerate(line.amounts):
            owed[position] += fen
    return [
        payable(Money(refund), Money(dividend), Money(tax))
        for refund, dividend, tax in zip(refunds, dividends, result.tax, strict=True)
    ]


def distribution_document(
    result: Distribution, key: str, day: date, summary: tuple[str, ...] = ()
) -> BusinessDocument:
    """Steps 5 to 7 of the year's end: reserve drawn, refunds and dividends declared member by member (Art. 42, 44)."""
    appropriations = {each.id: each.label for each in result.scheme.appropriations}
    amounts = [
        DocumentAmount(Rubric.RESERVE if is_reserve(appropriations[each]) else Rubric.FUND, amount)
        for each, amount in result.appropriations.items()
        if amount
    ]
    refunded = by_trade(result.scheme)
    for line in result.lines:
        amounts += _declared(result, line, line.id in refunded)
    return BusinessDocument(DocumentKind.DISTRIBUTION, key, day, tuple(amounts), summary)


def withholding_document(
    result: Distribution, key: str, day: date, summary: tuple[str, ...] = ()
) -> BusinessDocument:
    """Step 11: the income tax taken off what members are owed; without amounts where there is none."""
    amounts = [
        DocumentAmount(rubric, tax, party.id)
        for party, owed in zip(result.facts.members, payables(result), strict=True)
        for rubric, tax in ((Rubric.TAX, owed.dividend_tax), (Rubric.REFUND_TAX, owed.refund_tax))
        if tax
    ]
    return BusinessDocument(DocumentKind.WITHHOLDING, key, day, tuple(amounts), summary)


def by_trade(scheme: Scheme) -> frozenset[str]:
    """The ids of the lines owed as refund by trade: those marked so, and rebates that give on nothing else."""
    marked = {line.id for tier in scheme.tiers for line in tier if line.patronage}
    rebates = {each.id for each in scheme.rebates if marked.issuperset(each.of_lines)}
    return frozenset(marked | rebates)


def payable(refund: Money, dividend: Money, tax: Money) -> Payable:
    """What one member is owed of both, with the tax taken off them."""
    off_dividend = min(tax.fen, max(dividend.fen, 0))
    return Payable(refund, dividend, tax - Money(off_dividend), Money(off_dividend))


def _declared(result: Distribution, line: LineResult, refunded: bool) -> Iterator[DocumentAmount]:
    members: Sequence[str] = [party.id for party in result.facts.members]
    for member, fen in zip(members, line.amounts, strict=True):
        if not fen:
            continue
        if refunded:
            yield DocumentAmount(Rubric.REFUND, Money(fen), member)
        elif line.giver is None:
            yield DocumentAmount(Rubric.DIVIDEND, Money(fen), member)
        else:
            rubric = Rubric.RECEIVED_ON if fen > 0 else Rubric.GIVEN_ON
            yield DocumentAmount(rubric, Money(abs(fen)), member)
