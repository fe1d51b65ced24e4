"""The parts a figure of a statement is the sum of, each a question to the vouchers that a click can ask again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import MEMBERS_ACCOUNT
from coopdesk.domain.ledger.equity_causes import Cause, causes_of
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.turnovers import Turnovers, carried, sums_of
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.money import Money


class Measure(StrEnum):
    """Which amount of an account a figure takes.

    ``opening`` and ``balance``: debit less credit before the span and at its end. ``opening_of_debtors`` (…creditors)
    and ``balance_of_debtors`` (…): the same of those members alone whose balance stands in debit (in credit).
    ``moved``: debit less credit of the span without the close. ``debits``: the debits of the span. ``cause``: what
    vouchers of the span moved for one cause, above 0 whether it adds or takes away.
    """

    OPENING = "opening"
    OPENING_OF_DEBTORS = "opening_of_debtors"
    OPENING_OF_CREDITORS = "opening_of_creditors"
    BALANCE = "balance"
    BALANCE_OF_DEBTORS = "balance_of_debtors"
    BALANCE_OF_CREDITORS = "balance_of_creditors"
    MOVED = "moved"
    DEBITS = "debits"
    CAUSE = "cause"

    @property
    def at_begin(self) -> "Measure":
        """The measure of a balance at the span's beginning instead of its end."""
        return _BEGUN[self]

    @property
    def members(self) -> Side | None:
        """On which side the balances of the members that count stand; None where all lines count."""
        return _MEMBERS.get(self)

    @property
    def before(self) -> bool:
        """Whether it looks at what lies before the span."""
        return self in _BEGUN.values()

    @property
    def within(self) -> bool:
        """Whether it looks at the span alone, not at all that lies before its end."""
        return self in (Measure.MOVED, Measure.DEBITS, Measure.CAUSE)


_BEGUN = {
    Measure.BALANCE: Measure.OPENING,
    Measure.BALANCE_OF_DEBTORS: Measure.OPENING_OF_DEBTORS,
    Measure.BALANCE_OF_CREDITORS: Measure.OPENING_OF_CREDITORS,
}
_MEMBERS = {
    Measure.OPENING_OF_DEBTORS: Side.DEBIT,
    Measure.BALANCE_OF_DEBTORS: Side.DEBIT,
    Measure.OPENING_OF_CREDITORS: Side.CREDIT,
    Measure.BALANCE_OF_CREDITORS: Side.CREDIT,
}


@dataclass(frozen=True, slots=True)
class PartRule:
    """One amount of one account, itself and what lies below it but for ``without``; ``sign`` 1 takes debit less credit
    as it is, -1 turns it round. ``cause`` belongs to the measure of that name."""

    account: str
    measure: Measure
    sign: int = 1
    without: tuple[str, ...] = ()
    cause: Cause | None = None

    def amount(self, turnovers: Turnovers) -> Money:
        """What it comes to, in yuan."""
        return self._plain(turnovers) * self.sign

    def _plain(self, turnovers: Turnovers) -> Money:
        sides = turnovers.members
        match self.measure:
            case Measure.OPENING_OF_DEBTORS:
                return sides.begin_debit
            case Measure.OPENING_OF_CREDITORS:
                return -sides.begin_credit
            case Measure.BALANCE_OF_DEBTORS:
                return sides.end_debit
            case Measure.BALANCE_OF_CREDITORS:
                return -sides.end_credit
            case Measure.CAUSE if self.cause is not None:
                return turnovers.causes.get(self.cause, Money(0))
        below = list(turnovers.below(self.account, self.without))
        if self.measure is Measure.OPENING:
            return Money(sum(each.opening.fen for each in below))
        if self.measure is Measure.BALANCE:
            return Money(sum(each.balance.fen for each in below))
        if self.measure is Measure.DEBITS:
            return Money(sum(each.debit.fen for each in below))
        return Money(sum(each.moved.fen for each in below))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one figure: the rule, the span it was read over, and what it came to, signed as it counts there.

    What it opens are the lines of ``account`` and below but for ``without``, of the months from ``first`` (None: since
    the books began) to ``last``.
    """

    rule: PartRule
    first: Month | None
    last: Month
    amount: Money


def part_of(rule: PartRule, turnovers: Turnovers, sign: int = 1) -> Part:
    """The part that a rule takes of turnovers; ``sign`` -1 where a sum takes it off."""
    signed = PartRule(rule.account, rule.measure, rule.sign * sign, rule.without, rule.cause)
    last = turnovers.first.before if rule.measure.before else turnovers.last
    first = turnovers.first if rule.measure.within else None
    return Part(signed, first, last, signed.amount(turnovers))


def opened(part: Part, vouchers: Iterable[Voucher]) -> list[tuple[Voucher, Money]]:
    """The vouchers that a click on a part opens, each with what it adds; together they are the part's amount.

    What a database answers must be this. Vouchers that add nothing are left out, of members those whose balance stands
    on the other side.
    """
    rule = part.rule
    asked = [
        voucher
        for voucher in vouchers
        if (month := Month.of(voucher.day)) <= part.last and (part.first is None or month >= part.first)
    ]
    members = _standing(asked, rule.measure.members)
    found = ((voucher, Money(_added(rule, voucher, members) * rule.sign)) for voucher in asked)
    return [(voucher, amount) for voucher, amount in found if amount]


def _standing(vouchers: Iterable[Voucher], side: Side | None) -> frozenset[str] | None:
    if side is None:
        return None
    balances: dict[str, int] = {}
    for voucher in vouchers:
        for line in voucher.lines:
            if line.account.startswith(MEMBERS_ACCOUNT):
                member = line.dimensions.member
                balances[member] = balances.get(member, 0) + line.debit.fen - line.credit.fen
    sign = 1 if side is Side.DEBIT else -1
    return frozenset(member for member, fen in balances.items() if fen * sign > 0)


def _added(rule: PartRule, voucher: Voucher, members: frozenset[str] | None) -> int:
    if rule.cause is not None:
        return causes_of(voucher.kind, sums_of(voucher)).get(rule.cause, 0)
    lines = [
        line
        for line in voucher.lines
        if _counts(rule, line.account) and (members is None or line.dimensions.member in members)
    ]
    debit, credit = sum(line.debit.fen for line in lines), sum(line.credit.fen for line in lines)
    if rule.measure is Measure.DEBITS:
        return debit
    if rule.measure is Measure.MOVED:
        for account, was_debit, was_credit in carried(voucher.kind, sums_of(voucher)):
            if _counts(rule, account):
                debit, credit = debit - was_debit, credit - was_credit
    return debit - credit


def _counts(rule: PartRule, account: str) -> bool:
    return account.startswith(rule.account) and not account.startswith(rule.without or ("-",))
