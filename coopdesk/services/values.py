"""What the use cases keep and show beside the trade's own values: the co-op, a year's figures, register lines."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coopdesk.domain.distribution.scheme import Leftover
from coopdesk.domain.member import MemberKind, MemberState
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.domain.share_register import ShareEntry


@dataclass(frozen=True, slots=True)
class CoopDetails:
    """The co-operative and its charter's parameters (章程), printed on every paper.

    ``reserve_rate`` is the charter's 公积金 rate (millionths), ``notice_days`` the days a list is posted (公示),
    ``record_month``/``record_day`` the usual 股权登记日. ``sample`` marks a book of made-up persons (示例).
    """

    name: str
    founded: date
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    chair: str = ""
    supervisor: str = ""
    finance_officer: str = ""
    accountant: str = ""
    reserve_rate: Quantity = ZERO
    precision: Money = field(default=Money(1))
    leftover: Leftover = Leftover.CARRY
    record_month: int = 12
    record_day: int = 31
    notice_days: int = 7
    sample: bool = False


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One fiscal year's typed figures in yuan and the paper they were taken from (来源).

    ``opening`` is last year's undistributed surplus, negative for an uncovered loss; ``opening_reason`` says why it
    is not what the year before left, and is empty where it is.
    """

    year: int
    income: Money
    costs: Money
    opening: Money = Money(0)
    transfers_in: Money = Money(0)
    source: str = ""
    opening_reason: str = ""

    @property
    def surplus(self) -> Money:
        """本年盈余: income less costs."""
        return self.income - self.costs


class HouseholdStanding(StrEnum):
    """How far one household's dividend is (发放进度): 未发放, 银行代发, 银行退回, 现金签领, or paid with all."""

    OPEN = "open"
    BANK = "bank"
    RETURNED = "returned"
    CASH = "cash"
    PAID = "paid"

    @property
    def settled(self) -> bool:
        """Whether the household has its money."""
        return self not in (HouseholdStanding.OPEN, HouseholdStanding.RETURNED)


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry of the register with its running number.

    ``reverses`` and ``reversed_by`` name the other half of a 红字冲销.
    """

    number: int
    entry: ShareEntry
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the entry stands: it was not reversed and reverses nothing."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as one member sees it: the signed change and the balance of that class after it (millionths)."""

    entry: NumberedEntry
    change: Quantity
    balance: Quantity


@dataclass(frozen=True, slots=True)
class KindTotal:
    """How many members of a kind there are on a day, and the shares they hold."""

    kind: MemberKind
    members: int
    shares: Quantity


class Matched(StrEnum):
    """What of a thing was what the person typed into the search box."""

    NUMBER = "number"
    INITIALS = "initials"
    NAME = "name"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PHONE = "phone"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of the search box: the member found, what matched, and the page and thing to jump to.

    ``shown`` is what was found where it is not the member itself, as the number of a slip.
    """

    number: str
    name: str
    kind: MemberKind
    matched: Matched
    state: MemberState = MemberState.MEMBER
    page: str = "members"
    shown: str = ""


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """When the book was last copied, and where to."""

    at: datetime
    target: str


@dataclass(frozen=True, slots=True)
class MemberYear:
    """One member's totals in one frozen plan (历年分配)."""

    shares: Quantity
    gross: Money
    tax: Money

    @property
    def net(self) -> Money:
        return self.gross - self.tax


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that does not hold in a book; ``code`` and ``params`` are worded like an error's."""

    code: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row of the member table as at a day; personal data whole, masked by whoever shows them."""

    row_id: int
    number: str
    name: str
    kind: MemberKind
    group: str
    shares: Quantity
    joined: date
    identity: str
    account: str
    phone: str
    state: MemberState = MemberState.MEMBER


@dataclass(frozen=True, slots=True)
class BookContent:
    """What a book holds, in a few words: enough to tell one copy of it from another."""

    coop: str
    members: int
    """Everybody ever entered."""
    entries: int
    newest_entry: date | None
    """The latest day of the share register."""
    changed: datetime | None
    """When the last command was carried out."""
