"""会计科目: what an account is, what its lines must name besides, and which accounts lie above and below it.

The code says where an account stands: 33201 lies below 332. Three digits are the ministry's, those behind them the
co-op's own (会计制度 lets a co-op add accounts as long as recognition and measurement stay as they are).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text

_CODE = re.compile(r"[1-5]\d{2}(?:\d{2}){0,4}")
_TOP = 3
_NONE: frozenset["Dimension"] = frozenset()


class Side(StrEnum):
    """借 or 贷: the side of an account that an amount stands on, or on which its balance usually stands."""

    DEBIT = "debit"
    CREDIT = "credit"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


class AccountGroup(StrEnum):
    """The five groups of the chart, told by the first digit: 资产, 负债, 所有者权益, 成本, 损益."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    COST = "cost"
    PROFIT_AND_LOSS = "profit_and_loss"


_GROUPS = dict(zip("12345", AccountGroup, strict=True))


class Dimension(StrEnum):
    """辅助核算: what a line says besides its account: 成员, 往来单位 (who is no member), 产品, 渠道."""

    MEMBER = "member"
    PARTY = "party"
    PRODUCT = "product"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One account. ``side`` is where its balance usually stands; a balance on the other side is possible.

    ``required`` are the dimensions its lines must name, ``kept`` those they may. One that is ``closed`` takes no more
    lines; what stands on it stays.
    """

    code: str
    name: str
    side: Side
    required: frozenset[Dimension] = _NONE
    kept: frozenset[Dimension] = _NONE
    closed: bool = False

    @property
    def allowed(self) -> frozenset[Dimension]:
        """The dimensions its lines may name, whether they must or not."""
        return self.required | self.kept

    @property
    def group(self) -> AccountGroup:
        """Which of the five groups it belongs to."""
        return _GROUPS[self.code[0]]

    @property
    def top(self) -> str:
        """The code of the ministry's account that it is or lies below."""
        return self.code[:_TOP]

    @property
    def is_own(self) -> bool:
        """Whether the co-op added it, below one of the ministry's."""
        return len(self.code) > _TOP


def check_account(account: LedgerAccount) -> None:
    """Refuse an account that cannot be: ``ledger.account_code`` or ``ledger.account_name`` with the ``value``."""
    if not _CODE.fullmatch(account.code):
        raise DomainError("ledger.account_code", value=account.code)
    if not clean_text(account.name):
        raise DomainError("ledger.account_name", value=account.code)


class ChartOfAccounts:
    """All accounts of a book by code, in the order of the codes."""

    def __init__(self, accounts: Iterable[LedgerAccount]) -> None:
        self._accounts = {account.code: account for account in sorted(accounts, key=lambda a: a.code)}
        self._parents = {code: _parent(code, self._accounts) for code in self._accounts}
        self._with_children = frozenset(parent for parent in self._parents.values() if parent)

    def __iter__(self) -> Iterator[LedgerAccount]:
        return iter(self._accounts.values())

    def __contains__(self, code: object) -> bool:
        return code in self._accounts

    def get(self, code: str) -> LedgerAccount | None:
        """The account of a code, if there is one."""
        return self._accounts.get(code)

    def __getitem__(self, code: str) -> LedgerAccount:
        return self._accounts[code]

    def parent(self, code: str) -> str:
        """The code of the account right above; empty for one of the ministry's."""
        return self._parents[code]

    def above(self, code: str) -> Iterator[str]:
        """The code itself and those above it, lowest first: what an amount on it counts for."""
        while code:
            yield code
            code = self._parents[code]

    def has_children(self, code: str) -> bool:
        """Whether accounts lie below it, so that lines go to those."""
        return code in self._with_children

    def below(self, code: str) -> list[str]:
        """The codes of all accounts below one, itself not among them."""
        return [other for other in self._accounts if other != code and other.startswith(code)]

    def full_name(self, code: str) -> str:
        """The names from the top down, as vouchers print them: 盈余分配—各项分配."""
        return "—".join(self._accounts[each].name for each in reversed(list(self.above(code))))


def _parent(code: str, accounts: Mapping[str, object]) -> str:
    shorter = (code[:length] for length in range(len(code) - 2, _TOP - 1, -2))
    return next((each for each in shorter if each in accounts), "")
