"""成员账户 (Art. 43, Chongqing measures Art. 11): what each member's account holds, and the postings it is the sum of.

Postings are only ever added; an account's balance at the end of a day is the sum of its entries up to that day. Of the
sheet's columns these five carry forward; trade, refund and dividend are of one year and are read where they are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

_NOTHING = Money(0)


class AccountColumn(StrEnum):
    """A column of the account that carries forward from year to year, in the order of the official sheet (会计制度).

    来源于到户类扶贫项目资产的出资额, 其他来源的出资额, 公积金份额, 接受国家财政直接补助形成财产量化份额,
    接受他人捐赠形成财产量化份额.
    """

    CAPITAL_POVERTY = "capital_poverty"
    CAPITAL = "capital"
    RESERVE = "reserve"
    SUBSIDY = "subsidy"
    DONATION = "donation"


_COLUMNS = tuple(AccountColumn)
CAPITAL_COLUMNS = (AccountColumn.CAPITAL_POVERTY, AccountColumn.CAPITAL)
"""The two columns of 成员出资."""
AVERAGED_COLUMNS = (AccountColumn.SUBSIDY, AccountColumn.DONATION)
"""Averaged over all members; neither transferred nor paid out (Chongqing measures Art. 13, 14)."""


class AccountCause(StrEnum):
    """Why an account was posted to.

    出资, 盈余转为出资 (Art. 44), 建账余额, 公积金量化 (Art. 42), 财政补助, 他人捐赠, 重新平均 (Chongqing Art. 14),
    退还 (Art. 28), 转让, 公积金使用 (Art. 42), 亏损分担 (Art. 6), 红字冲销.
    """

    CONTRIBUTION = "contribution"
    SURPLUS = "surplus"
    OPENING = "opening"
    QUANTIFIED = "quantified"
    SUBSIDY = "subsidy"
    DONATION = "donation"
    AVERAGING = "averaging"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    RESERVE_USED = "reserve_used"
    LOSS = "loss"
    REVERSAL = "reversal"


class ContributionForm(StrEnum):
    """What a contribution was made in (Art. 13): 货币, 实物, 知识产权, 土地经营权, 林权, 其他非货币财产.

    A claim on the co-op or on a member is none: it may not be set off as a contribution.
    """

    MONEY = "money"
    GOODS = "goods"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    LAND_RIGHT = "land_right"
    FOREST_RIGHT = "forest_right"
    OTHER = "other"

    @property
    def is_in_kind(self) -> bool:
        """Whether it has to be valued by the members' meeting, or by an agency it agrees to."""
        return self is not ContributionForm.MONEY

    @property
    def has_a_term(self) -> bool:
        """Whether it is a right for so many years, which may be contributed for no longer than it runs."""
        return self in (ContributionForm.LAND_RIGHT, ContributionForm.FOREST_RIGHT)


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What a posting adds to one column of one member's account, yuan; below 0 takes away.

    ``operation`` is the number of the entry of the register that this is the money of, ``share_class`` its class.
    Whoever has entries for one, 0 yuan included, has its capital from them and no longer from shares x 每股出资额.
    """

    member: str
    column: AccountColumn
    amount: Money
    share_class: str | None = None
    operation: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """Entries made together on one ground: one contribution, or the reserve of a year quantified to all members.

    ``year`` is the fiscal year a quantified reserve or converted surplus comes from; ``resolution`` the number of the
    resolution it rests on, that of the valuation for a contribution in kind.
    """

    day: date
    cause: AccountCause
    entries: tuple[AccountEntry, ...]
    document: str = ""
    note: str = ""
    resolution: str = ""
    form: ContributionForm | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Balances:
    """What an account holds at the end of a day, yuan, column by column."""

    capital_poverty: Money = _NOTHING
    capital: Money = _NOTHING
    reserve: Money = _NOTHING
    subsidy: Money = _NOTHING
    donation: Money = _NOTHING

    @classmethod
    def of(cls, fen: Mapping[AccountColumn, int]) -> "Balances":
        """The balances of an account by column, fen; a column that is not named holds nothing."""
        return cls(*(Money(fen[column]) if column in fen else _NOTHING for column in _COLUMNS))

    def get(self, column: AccountColumn) -> Money:
        """The balance of one column."""
        amount: Money = getattr(self, column)
        return amount

    @property
    def contributed(self) -> Money:
        """出资额: both columns of capital together."""
        return self.capital_poverty + self.capital

    @property
    def total(self) -> Money:
        """What the remainder of the surplus is divided by (Art. 44): all five columns together."""
        return self.contributed + self.reserve + self.subsidy + self.donation

    def __add__(self, other: "Balances") -> "Balances":
        # Written out: a year's sheets of a hundred thousand members add up millions of these.
        return Balances(
            _sum(self.capital_poverty, other.capital_poverty),
            _sum(self.capital, other.capital),
            _sum(self.reserve, other.reserve),
            _sum(self.subsidy, other.subsidy),
            _sum(self.donation, other.donation),
        )

    def __bool__(self) -> bool:
        return any((self.capital_poverty, self.capital, self.reserve, self.subsidy, self.donation))


def _sum(one: Money, other: Money) -> Money:
    """Most columns of most lines hold nothing, and need no new value."""
    if not other.fen:
        return one
    return one + other if one.fen else other


def check_posting(posting: Posting) -> None:
    """Refuse a posting that says nothing or what an account cannot hold.

    ``account.no_entries``; ``account.nothing`` for 0 yuan that belong to no operation; ``account.not_even`` where what
    is only moved between accounts does not add up to 0; ``account.not_transferable`` for the averaged columns.
    """
    if not posting.entries:
        raise DomainError("account.no_entries")
    for entry in posting.entries:
        if not entry.amount and entry.operation is None:
            raise DomainError("account.nothing", member=entry.member)
        if posting.cause is AccountCause.TRANSFER and entry.column in AVERAGED_COLUMNS:
            raise DomainError("account.not_transferable", member=entry.member)
    if posting.cause in (AccountCause.TRANSFER, AccountCause.AVERAGING):
        left = sum(entry.amount.fen for entry in posting.entries)
        if left:
            raise DomainError("account.not_even", amount=Money(left))


def opposite(
    posting: Posting, document: str = "", note: str = "", operations: Mapping[int, int] | None = None
) -> Posting:
    """The posting that takes another back on its own day (红字冲销).

    ``operations`` tells for a reversed entry of the register the number of its own reversal, which the money goes with.
    """
    reversed_by = operations or {}
    return Posting(
        posting.day,
        AccountCause.REVERSAL,
        tuple(
            AccountEntry(
                entry.member,
                entry.column,
                -entry.amount,
                entry.share_class,
                None if entry.operation is None else reversed_by.get(entry.operation, entry.operation),
            )
            for entry in posting.entries
        ),
        document or posting.document,
        note,
        posting.resolution,
        posting.form,
        posting.year,
    )


def average(total: int, members: int) -> list[int]:
    """``total`` fen averaged over so many members in register order, exactly: the first get the odd fen.

    At least one member is needed.
    """
    each, odd = divmod(total, members)
    return [each + (place < odd) for place in range(members)]


def averaged_anew(
    column: AccountColumn, held: Mapping[str, int], members: Sequence[str]
) -> tuple[AccountEntry, ...]:
    """The entries by which a column is averaged over these members, whoever held it before; nobody else keeps any.

    ``held`` is the column in fen by member number. Who already holds the average has no entry (Chongqing Art. 14).
    """
    due = dict(zip(members, average(sum(held.values()), len(members)), strict=True)) if members else {}
    numbers = dict.fromkeys((*members, *held))
    changes = ((number, due.get(number, 0) - held.get(number, 0)) for number in numbers)
    return tuple(AccountEntry(number, column, Money(change)) for number, change in changes if change)


def shared_out(
    column: AccountColumn, held: Mapping[str, int], leavers: Iterable[str], members: Sequence[str]
) -> tuple[AccountEntry, ...]:
    """The entries by which what leavers hold of a column goes evenly to these members (Chongqing Art. 14).

    ``held`` is the column in fen by member number. Exact to the fen: the odd ones go to who holds least, and of equals
    to the first. None where there is nothing to share out or nobody to share it with.
    """
    taken = {number: held[number] for number in leavers if held.get(number)}
    if not taken or not members:
        return ()
    least_first = sorted(members, key=lambda number: held.get(number, 0))
    due = dict(zip(least_first, average(sum(taken.values()), len(members)), strict=True))
    changes = (*((number, -fen) for number, fen in taken.items()), *((each, due[each]) for each in members))
    return tuple(AccountEntry(number, column, Money(change)) for number, change in changes if change)


def first_below_zero(moves: Iterable[tuple[date, int]]) -> tuple[date, int] | None:
    """The first day at whose end moves (fen) of one column add up to less than nothing, and to what; None if never."""
    by_day: dict[date, int] = {}
    for day, amount in moves:
        by_day[day] = by_day.get(day, 0) + amount
    balance = 0
    for day in sorted(by_day):
        balance += by_day[day]
        if balance < 0:
            return day, balance
    return None
