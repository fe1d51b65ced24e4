"""Why equity grew or shrank: the 其中 lines of the members' equity statement, known by a voucher's counter-accounts.

Neither a kind of document nor a sub-account is asked: what a voucher debits and credits together says it, so that
typed, imported and document vouchers are read alike. Within one voucher what leaves one part of equity is matched with
what enters another; only the rest is read by itself. What only moves within an account (股金 from one member to
another) is no movement. A voucher in red gives the causes of the one it undoes below 0.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.ledger.chart import (
    APPROPRIATIONS,
    CAPITAL,
    CAPITAL_RESERVE,
    DISTRIBUTION,
    GRANTS_UNUSED,
    RESERVE,
    SPECIAL_FUND,
    UNDISTRIBUTED,
    YEAR_SURPLUS,
)
from coopdesk.domain.ledger.voucher import VoucherKind

Sums = Iterable[tuple[str, int, int]]
"""The lines of one voucher, or their sums by account: code, debit and credit in fen."""

IN_KIND = ("121", "122", "124", "125", "131", "141", "142", "144", "151", "153", "161", "171")
"""Property that is no money: what is revalued, contributed or given in kind."""


class Cause(StrEnum):
    """What moved 股金, 专项基金, 资本公积, 盈余公积 or 未分配盈余; those named other have no 其中 line of their own."""

    CAPITAL_FROM_CAPITAL_RESERVE = "capital_from_capital_reserve"
    CAPITAL_FROM_RESERVE = "capital_from_reserve"
    CAPITAL_PAID_IN = "capital_paid_in"
    CAPITAL_OTHER_IN = "capital_other_in"
    CAPITAL_REDUCED = "capital_reduced"
    CAPITAL_OTHER_OUT = "capital_other_out"
    FUND_STATE = "fund_state"
    FUND_DONATED = "fund_donated"
    FUND_OTHER_IN = "fund_other_in"
    FUND_OTHER_OUT = "fund_other_out"
    PREMIUM = "premium"
    REVALUED = "revalued"
    CAPITAL_RESERVE_OTHER_IN = "capital_reserve_other_in"
    CAPITAL_RESERVE_TO_CAPITAL = "capital_reserve_to_capital"
    CAPITAL_RESERVE_TO_LOSS = "capital_reserve_to_loss"
    CAPITAL_RESERVE_OTHER_OUT = "capital_reserve_other_out"
    RESERVE_DRAWN = "reserve_drawn"
    RESERVE_OTHER_IN = "reserve_other_in"
    RESERVE_TO_CAPITAL = "reserve_to_capital"
    RESERVE_TO_LOSS = "reserve_to_loss"
    RESERVE_OTHER_OUT = "reserve_other_out"
    TRANSFERRED_IN = "transferred_in"
    UNDISTRIBUTED_OTHER_OUT = "undistributed_other_out"


@dataclass(frozen=True, slots=True)
class Moved:
    """The account that a cause moves, and whether it adds to it."""

    account: str
    adds: bool


MOVED: dict[Cause, Moved] = {
    Cause.CAPITAL_FROM_CAPITAL_RESERVE: Moved(CAPITAL, True),
    Cause.CAPITAL_FROM_RESERVE: Moved(CAPITAL, True),
    Cause.CAPITAL_PAID_IN: Moved(CAPITAL, True),
    Cause.CAPITAL_OTHER_IN: Moved(CAPITAL, True),
    Cause.CAPITAL_REDUCED: Moved(CAPITAL, False),
    Cause.CAPITAL_OTHER_OUT: Moved(CAPITAL, False),
    Cause.FUND_STATE: Moved(SPECIAL_FUND, True),
    Cause.FUND_DONATED: Moved(SPECIAL_FUND, True),
    Cause.FUND_OTHER_IN: Moved(SPECIAL_FUND, True),
    Cause.FUND_OTHER_OUT: Moved(SPECIAL_FUND, False),
    Cause.PREMIUM: Moved(CAPITAL_RESERVE, True),
    Cause.REVALUED: Moved(CAPITAL_RESERVE, True),
    Cause.CAPITAL_RESERVE_OTHER_IN: Moved(CAPITAL_RESERVE, True),
    Cause.CAPITAL_RESERVE_TO_CAPITAL: Moved(CAPITAL_RESERVE, False),
    Cause.CAPITAL_RESERVE_TO_LOSS: Moved(CAPITAL_RESERVE, False),
    Cause.CAPITAL_RESERVE_OTHER_OUT: Moved(CAPITAL_RESERVE, False),
    Cause.RESERVE_DRAWN: Moved(RESERVE, True),
    Cause.RESERVE_OTHER_IN: Moved(RESERVE, True),
    Cause.RESERVE_TO_CAPITAL: Moved(RESERVE, False),
    Cause.RESERVE_TO_LOSS: Moved(RESERVE, False),
    Cause.RESERVE_OTHER_OUT: Moved(RESERVE, False),
    Cause.TRANSFERRED_IN: Moved(UNDISTRIBUTED, True),
    Cause.UNDISTRIBUTED_OTHER_OUT: Moved(UNDISTRIBUTED, False),
}

CAUSED_BY = (CAPITAL, SPECIAL_FUND, CAPITAL_RESERVE, RESERVE, DISTRIBUTION)
"""Whoever gathers causes from a book needs the vouchers that touch one of these accounts, whole, and no others."""

_Pair = tuple[str, str, Cause | None, Cause | None]
_PAIRS: tuple[_Pair, ...] = (
    (UNDISTRIBUTED, RESERVE, Cause.TRANSFERRED_IN, Cause.RESERVE_TO_LOSS),
    (UNDISTRIBUTED, CAPITAL_RESERVE, Cause.TRANSFERRED_IN, Cause.CAPITAL_RESERVE_TO_LOSS),
    (RESERVE, APPROPRIATIONS, Cause.RESERVE_DRAWN, None),
    (CAPITAL, APPROPRIATIONS, Cause.CAPITAL_PAID_IN, None),
    (CAPITAL, RESERVE, Cause.CAPITAL_FROM_RESERVE, Cause.RESERVE_TO_CAPITAL),
    (CAPITAL, CAPITAL_RESERVE, Cause.CAPITAL_FROM_CAPITAL_RESERVE, Cause.CAPITAL_RESERVE_TO_CAPITAL),
    (SPECIAL_FUND, GRANTS_UNUSED, Cause.FUND_STATE, None),
    (APPROPRIATIONS, UNDISTRIBUTED, None, None),
    (UNDISTRIBUTED, APPROPRIATIONS, None, None),
)
"""What entered, what it left, and the cause of each: matched in this order, for a distribution's voucher does several
at once. 各项分配 shown against 未分配盈余 is step 9 of the close, no movement of the whole."""

_REST: dict[str, tuple[Cause, Cause]] = {
    CAPITAL: (Cause.CAPITAL_PAID_IN, Cause.CAPITAL_REDUCED),
    SPECIAL_FUND: (Cause.FUND_DONATED, Cause.FUND_OTHER_OUT),
    RESERVE: (Cause.RESERVE_OTHER_IN, Cause.RESERVE_OTHER_OUT),
    UNDISTRIBUTED: (Cause.TRANSFERRED_IN, Cause.UNDISTRIBUTED_OTHER_OUT),
}
_UNKNOWN: dict[str, tuple[Cause, Cause]] = {
    CAPITAL: (Cause.CAPITAL_OTHER_IN, Cause.CAPITAL_OTHER_OUT),
    SPECIAL_FUND: (Cause.FUND_OTHER_IN, Cause.FUND_OTHER_OUT),
    CAPITAL_RESERVE: (Cause.CAPITAL_RESERVE_OTHER_IN, Cause.CAPITAL_RESERVE_OTHER_OUT),
    RESERVE: (Cause.RESERVE_OTHER_IN, Cause.RESERVE_OTHER_OUT),
}


def closes(kind: VoucherKind, accounts: Iterable[str]) -> bool:
    """Whether a voucher carries balances to 331 or on from it (steps 1 to 3 of the close), by kind or by touching 331.

    Programs that close each month, and people who close by hand, do so with vouchers of other kinds.
    """
    if kind is VoucherKind.OPENING:
        return False
    return kind is VoucherKind.CLOSING or any(code.startswith(YEAR_SURPLUS) for code in accounts)


def causes_of(kind: VoucherKind, lines: Sums) -> dict[Cause, int]:
    """What one voucher moved by cause, in fen; causes of 0 left out. Nothing for one that closes.

    An opening voucher holds a whole year's turnover, so its counter-accounts say nothing: it moves by other causes.
    """
    rows = list(lines)
    if closes(kind, (account for account, _debit, _credit in rows)):
        return {}
    return _Voucher(rows).causes(kind is VoucherKind.OPENING)


class _Voucher:
    """What one voucher brings into and takes out of each account, less what was matched already."""

    def __init__(self, lines: Sums) -> None:
        self._into: dict[str, int] = defaultdict(int)
        self._out_of: dict[str, int] = defaultdict(int)
        self._found: dict[Cause, int] = defaultdict(int)
        self._in_kind = False
        for account, debit, credit in lines:
            key = _key(account)
            self._out_of[key] += debit
            self._into[key] += credit
            self._in_kind |= key in IN_KIND
        self._paid_in = bool(self._into[CAPITAL])
        self._paid_back = bool(self._out_of[CAPITAL])

    def causes(self, is_opening: bool) -> dict[Cause, int]:
        """All causes, in fen."""
        if is_opening:
            for account, causes in _UNKNOWN.items():
                self._rest(account, *causes)
        for into, out_of, gained, lost in _PAIRS:
            self._match(into, out_of, gained, lost)
        rest = {**_REST, CAPITAL_RESERVE: (self._capital_reserve_grew(), Cause.CAPITAL_RESERVE_OTHER_OUT)}
        for account, causes in rest.items():
            self._match(account, account, None, None)
            self._rest(account, *causes)
        return {cause: fen for cause, fen in self._found.items() if fen}

    def _match(self, into: str, out_of: str, gained: Cause | None, lost: Cause | None) -> None:
        both = _common(self._into[into], self._out_of[out_of])
        self._into[into] -= both
        self._out_of[out_of] -= both
        for cause in (gained, lost):
            if cause is not None:
                self._found[cause] += both

    def _rest(self, account: str, gained: Cause, lost: Cause) -> None:
        self._found[gained] += self._into.pop(account, 0)
        self._found[lost] += self._out_of.pop(account, 0)
        self._into[account] = self._out_of[account] = 0

    def _capital_reserve_grew(self) -> Cause:
        """股金溢价 beside a contribution, 资产评估增值 beside property alone; what is kept of a leaver is neither."""
        if self._paid_back and not self._paid_in:
            return Cause.CAPITAL_RESERVE_OTHER_IN
        return Cause.REVALUED if self._in_kind and not self._paid_in else Cause.PREMIUM


def _key(account: str) -> str:
    """The account a movement is told of: 各项分配, or what else of 332, or the ministry's account."""
    if account.startswith(APPROPRIATIONS):
        return APPROPRIATIONS
    top = account[: len(DISTRIBUTION)]
    return UNDISTRIBUTED if top == DISTRIBUTION else top


def _common(one: int, other: int) -> int:
    """What two amounts have in common, nearer to 0; nothing where one is in red and the other is not."""
    if one * other <= 0:
        return 0
    return min(one, other, key=abs)
