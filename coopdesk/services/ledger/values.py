"""What the ledger keeps and shows beside the trade's own values: drafts, months, posted vouchers, balances."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money


class DraftState(StrEnum):
    """草稿, 已审核, 作废, 已记账: what became of a voucher that was typed."""

    DRAFT = "draft"
    CHECKED = "checked"
    VOID = "void"
    POSTED = "posted"


OPEN_STATES = (DraftState.DRAFT, DraftState.CHECKED)


class TemplateKind(StrEnum):
    """凭证模板 or 常用摘要: lines that recur, or one text that does."""

    VOUCHER = "voucher"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class LedgerStart:
    """The first month of the ledger, and the day on which it was opened."""

    first: Month
    day: date


class DistributionDay(StrEnum):
    """On which day a distribution is posted: the last of its fiscal year, or that of the meeting's resolution.

    会计制度 leaves it to the charter and the resolution; statements of the year follow from it.
    """

    YEAR_END = "year_end"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """How a co-op keeps its ledger. ``two_persons``: whoever checks a voucher (审核) must be another than who prepared
    it, and only what was checked is posted; a co-op with one accountant cannot ask for that."""

    two_persons: bool = False
    distribution_day: DistributionDay = DistributionDay.YEAR_END


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """Another party (往来单位), product or channel that lines may name, by code. One that is ``closed`` takes no more.

    ``credit_code`` is a party's 统一社会信用代码, by which its invoices are known.
    """

    kind: Dimension
    code: str
    name: str
    credit_code: str = ""
    note: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What a new line needs to know of an item."""

    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class PostedVoucher:
    """A voucher as it was posted: ``id`` counts all of the book, ``number`` those of its month and word, and is 0 for
    opening balances. ``reversed_by`` is the id of the red one that undid it, ``draft`` what it was typed as."""

    id: int
    number: int
    voucher: Voucher
    prepared_by: str = ""
    checked_by: str = ""
    posted_by: str = ""
    reversed_by: int | None = None
    draft: int | None = None

    @property
    def month(self) -> Month:
        """The month that it is numbered and counted in."""
        return Month.of(self.voucher.day)


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher on its way in, with who prepared and checked it and the draft it was typed as."""

    voucher: Voucher
    prepared_by: str = ""
    checked_by: str = ""
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class VoucherHead:
    """A posted voucher as a list shows it; ``summary`` is that of its first line, ``amount`` the sum of its debits."""

    id: int
    day: date
    word: str
    number: int
    kind: VoucherKind
    summary: str
    amount: Money
    lines: int
    attachments: int
    prepared_by: str
    checked_by: str
    posted_by: str
    reverses: int | None
    reversed_by: int | None
    source_kind: str
    source_key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A voucher that was typed and is not posted yet, in one of its versions; ``reason`` is why it was given up."""

    id: int
    version: int
    state: DraftState
    voucher: Voucher
    prepared_by: str = ""
    checked_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoucherTemplate:
    """Lines that recur under a name (amounts of 0 are typed anew each time), or a phrase, which is its name alone."""

    id: int
    kind: TemplateKind
    name: str
    word: str = ""
    lines: tuple[VoucherLine, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """A month of the ledger, whether anything may be entered into it, and why it was put so."""

    month: Month
    state: MonthState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What lines add up to on either side, in yuan."""

    debit: Money = field(default=Money(0))
    credit: Money = field(default=Money(0))

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.debit + other.debit, self.credit + other.credit)

    def balance(self, side: Side) -> Money:
        """What is left on a side, below 0 where it is left on the other."""
        left = self.debit - self.credit
        return left if side is Side.DEBIT else -left


NOTHING_MOVED = Moved()


@dataclass(frozen=True, slots=True)
class CloseCodes:
    """The accounts by which the close is known: 331, and those of income and of expense, with all below them."""

    result: tuple[str, ...] = ()
    income: tuple[str, ...] = ()
    expenses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedLines:
    """Lines that are asked for together: of these accounts (None: all), of the days up to ``last``.

    A line counts its debit above and its credit below 0, times ``sign``; with ``side`` only lines of that side count,
    as they are. ``members`` leaves those whose balance of the accounts at the end stands on that side; ``named`` lines
    that name this; ``without_close`` what the close did not move.
    """

    codes: tuple[str, ...] | None
    first: date | None
    last: date
    sign: int = 1
    side: Side | None = None
    members: Side | None = None
    named: Dimensions = NO_DIMENSIONS
    without_close: bool = False


@dataclass(frozen=True, slots=True)
class AskedVoucher:
    """A voucher that counts as a whole with an amount of its own; ``part`` tells two reasons of the same one apart."""

    part: int
    voucher: int
    amount: Money


@dataclass(frozen=True, slots=True)
class LinesQuestion:
    """What a table of lines shows: lines, whole vouchers, and the balance ``before`` the first of them."""

    lines: tuple[AskedLines, ...] = ()
    vouchers: tuple[AskedVoucher, ...] = ()
    before: Money = field(default=Money(0))
    close: CloseCodes = CloseCodes()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of a ledger, or of what a figure opens: ``counts`` is what it adds, ``balance`` what stands after it,
    both signed as the question counts. A whole voucher has neither account, debit nor credit."""

    key: str
    voucher: int
    day: date
    word: str
    number: int
    summary: str
    account: str
    debit: Money
    credit: Money
    counts: Money
    balance: Money
    named: Dimensions = NO_DIMENSIONS


@dataclass(frozen=True, slots=True)
class ToldVoucher:
    """What statements need of one voucher: its kind, and by account what it debits and credits together, in fen."""

    id: int
    kind: VoucherKind
    sums: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """What an account itself moved, those below it not counted: before a year began, in the year before the month
    that is looked at, and in that month up to a day."""

    before: Moved = NOTHING_MOVED
    earlier: Moved = NOTHING_MOVED
    month: Moved = NOTHING_MOVED

    def __add__(self, other: "Movement") -> "Movement":
        return Movement(self.before + other.before, self.earlier + other.earlier, self.month + other.month)


Movements = Mapping[str, Movement]
"""By the code of an account."""
