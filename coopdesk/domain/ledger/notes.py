"""附注 of the year's statements (财会〔2021〕37号, form of the notes): all of it that follows from what the book knows.

In the ministry's order: 1 遵循制度的声明, 2 基本情况, 3 成员权益结构, 4 主要项目, 5 尚未批准的损失,
6 名义金额计量的资产, 7 其他重要事项, 8 纳税调整, 9 其他. What only people can say (1, 8, 9, lawsuits) is typed beside
it and no part of this.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopdesk.domain.ledger.accounts import AccountGroup, ChartOfAccounts, Side
from coopdesk.domain.ledger.chart import GRANTS_UNUSED, PENDING
from coopdesk.domain.ledger.equity_causes import Cause
from coopdesk.domain.ledger.statement_parts import Measure
from coopdesk.domain.ledger.statement_rows import BALANCE_SHEET_ROWS, SURPLUS_ROWS
from coopdesk.domain.ledger.statements import Column, surplus_statement
from coopdesk.domain.ledger.turnovers import AccountTurnover, Turnovers
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money, divide_half_up
from coopdesk.domain.quantity import SCALE, Quantity

NOMINAL = Money(100)
"""名义金额: what property without any evidence of its value stands in the books at, 1 yuan."""


@dataclass(frozen=True, slots=True)
class NotedMember:
    """A member at the year's end, and what the account holds of capital and reserve, yuan; by number."""

    number: str
    name: str
    kind: MemberKind
    capital: Money
    reserve: Money


@dataclass(frozen=True, slots=True)
class Asset:
    """A thing that the books have on an account, by name and yuan."""

    account: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Trade:
    """What the co-op earned and spent in trade of one kind, yuan: with members, with others (Art. 41)."""

    name: str
    with_members: Money
    with_others: Money

    @property
    def members_part(self) -> Quantity:
        """The members' part of it, millionths; 0 where there was no trade, or returns outweigh it."""
        return part(self.with_members, self.with_members + self.with_others)


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What the notes are made from: the year's turnovers, the members at its end, and what other areas know.

    ``joined`` and ``left`` are names; ``officers`` office and name; ``pending`` and ``assets`` are single things, those
    pending and those that may stand at the nominal amount; ``trades`` come from the lines that name a member or not.
    """

    year: Turnovers
    members: Sequence[NotedMember]
    joined: Sequence[str] = ()
    left: Sequence[str] = ()
    officers: Sequence[tuple[str, str]] = ()
    pending: Sequence[Asset] = ()
    assets: Sequence[Asset] = ()
    trades: Sequence[Trade] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """2 基本情况 and the numbers of 3: how many members of which kind, parts in millionths, capital in yuan."""

    members: int
    farmers: int
    organisations: int
    capital: Money

    @property
    def farmers_part(self) -> Quantity:
        """Farmers of all members (Art. 20)."""
        return part(self.farmers, self.members)

    @property
    def organisations_part(self) -> Quantity:
        """Enterprises, institutions, social organisations and the like of all members (Art. 20)."""
        return part(self.organisations, self.members)


@dataclass(frozen=True, slots=True)
class EquityShare:
    """3 成员权益结构: one member's capital and reserve share, yuan, and the part of all capital, millionths."""

    member: NotedMember
    part: Quantity


@dataclass(frozen=True, slots=True)
class MainItem:
    """4 主要项目: one account with anything in the year, by the row it stands in (0: in none), yuan on its own side.

    ``depth`` counts the accounts above it; an account with others below it has the sums of all of them.
    """

    row: int
    account: str
    name: str
    depth: int
    opening: Money
    increase: Money
    decrease: Money
    closing: Money


@dataclass(frozen=True, slots=True)
class ResultItem:
    """4 主要项目: one account of income or expenses, by the row of 会农社02表 it stands in; yuan on its own side, as if
    nothing had been closed. ``depth`` counts the accounts above it, whose amounts hold its own."""

    row: int
    account: str
    name: str
    depth: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Grants:
    """State subsidies and donations of the year, yuan: received, become property, spent otherwise, not used yet."""

    received: Money
    formed: Money
    spent: Money
    unused: Money
    donated: Money


@dataclass(frozen=True, slots=True)
class DistributionNote:
    """The year's distribution by the rows 12 to 20 of 会农社02表, captions and yuan; ``reserve_rate`` in millionths is
    the reserve of the surplus after earlier losses were made good, 0 where nothing was left of it (Art. 42)."""

    rows: tuple[tuple[int, str, Money], ...]
    reserve_rate: Quantity


def part(some: int | Money, whole: int | Money) -> Quantity:
    """A part of a whole in millionths, rounded half up; 0 where either is not above 0."""
    counted, of = (each.fen if isinstance(each, Money) else each for each in (some, whole))
    return Quantity(divide_half_up(counted * SCALE, of)) if counted > 0 and of > 0 else Quantity(0)


class Notes:
    """The notes of one year, each part worked out when it is asked for."""

    def __init__(self, facts: NoteFacts, chart: ChartOfAccounts) -> None:
        self.facts = facts
        self._chart = chart

    @cached_property
    def composition(self) -> Composition:
        """How many members there are, of whom so many farmers and organisations, and their capital."""
        kinds = [member.kind for member in self.facts.members]
        return Composition(
            len(kinds),
            sum(kind in FARMERS for kind in kinds),
            sum(kind in ORGANISATIONS for kind in kinds),
            Money(sum(member.capital.fen for member in self.facts.members)),
        )

    @cached_property
    def equity_shares(self) -> tuple[EquityShare, ...]:
        """Every member's capital and reserve share, in the order of the roll."""
        whole = self.composition.capital
        return tuple(EquityShare(member, part(member.capital, whole)) for member in self.facts.members)

    @cached_property
    def main_items(self) -> tuple[MainItem, ...]:
        """Every account of the balance sheet with anything in the year, by row and code."""
        found = [self._item(account.code) for account in self._chart]
        return tuple(sorted((item for item in found if item is not None), key=_place))

    def _item(self, code: str) -> MainItem | None:
        account = self._chart[code]
        row = 0 if account.group is AccountGroup.PROFIT_AND_LOSS else _ROWS.get(account.top, 0)
        below = list(self.facts.year.below(code))
        if not _anything(below) or (not row and account.top != PENDING):
            return None
        sign = 1 if account.side is Side.DEBIT else -1
        opening = Money(sum(each.opening.fen for each in below) * sign)
        debit, credit = (
            Money(sum(each.debit.fen for each in below)),
            Money(sum(each.credit.fen for each in below)),
        )
        increase, decrease = (debit, credit) if sign > 0 else (credit, debit)
        closing = opening + increase - decrease
        return MainItem(row, code, account.name, self._depth(code), opening, increase, decrease, closing)

    @cached_property
    def result_items(self) -> tuple[ResultItem, ...]:
        """Every account of income and expenses with anything in the year, by row and code."""
        found = []
        for account in self._chart:
            below = list(self.facts.year.below(account.code))
            if account.top in _RESULT_ROWS and _anything(below):
                sign = 1 if account.side is Side.DEBIT else -1
                amount = Money(sum(each.moved.fen for each in below) * sign)
                row, depth = _RESULT_ROWS[account.top], self._depth(account.code)
                found.append(ResultItem(row, account.code, account.name, depth, amount))
        return tuple(sorted(found, key=_place))

    def _depth(self, code: str) -> int:
        return len(list(self._chart.above(code))) - 1

    @cached_property
    def pending(self) -> tuple[Asset, ...]:
        """5: losses that nobody approved yet; what of 181 no single thing explains stands as a line without a name."""
        left = Money(sum(each.balance.fen for each in self.facts.year.below(PENDING)))
        told = Money(sum(each.amount.fen for each in self.facts.pending))
        rest = (Asset(PENDING, "", left - told),) if left != told else ()
        return (*self.facts.pending, *rest)

    @cached_property
    def nominal(self) -> tuple[Asset, ...]:
        """6: property that stands in the books at the nominal amount of 1 yuan."""
        return tuple(asset for asset in self.facts.assets if asset.amount == NOMINAL)

    @cached_property
    def grants(self) -> Grants:
        """7: what the state and others gave in the year, and what became of it."""
        unused = list(self.facts.year.below(GRANTS_UNUSED))
        causes = self.facts.year.causes
        used = Money(sum(each.debit.fen for each in unused))
        formed = causes.get(Cause.FUND_STATE, Money(0))
        return Grants(
            received=Money(sum(each.credit.fen for each in unused)),
            formed=formed,
            spent=used - formed,
            unused=Money(-sum(each.balance.fen for each in unused)),
            donated=causes.get(Cause.FUND_DONATED, Money(0)),
        )

    @cached_property
    def distribution(self) -> DistributionNote:
        """7: 盈余分配, from the year's surplus to what is left."""
        statement = surplus_statement(self.facts.year, None)
        amounts = {row.number: statement.amount(row.number, Column.YEAR) for row in statement.rows}
        base = amounts[12] + min(amounts[13], Money(0))
        shown = tuple(
            (row.number, row.caption, amounts[row.number]) for row in SURPLUS_ROWS if row.number >= 12
        )
        return DistributionNote(shown, part(amounts[15], base))


_ROWS = {rule.account: row.number for row in BALANCE_SHEET_ROWS for rule in reversed(row.parts)}
# 114 stands in two rows; its accounts are told of where the members owe.
_ROWS["114"] = 2


_RESULT_ROWS = {
    rule.account: row.number for row in SURPLUS_ROWS for rule in row.parts if rule.measure is Measure.MOVED
}


def _place(item: MainItem | ResultItem) -> tuple[int, str]:
    return item.row, item.account


def _anything(below: Iterable[AccountTurnover]) -> bool:
    return any(each.opening or each.debit or each.credit for each in below)
