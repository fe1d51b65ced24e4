"""What a person can do to the member accounts (成员账户)."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.account import AccountColumn, Balances, ContributionForm
from coopdesk.domain.money import Money
from coopdesk.services.command import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContribution(Command):
    """成员出资 (Art. 13): money, or goods and rights at the value the members' meeting set by ``resolution``.

    ``poverty`` puts it into the column 来源于到户类扶贫项目资产的出资额. A right to land or forest is contributed until
    a day (``until``), for no longer than it runs (``term``; Chongqing measures Art. 10). ``surplus_of`` says that the
    surplus of that year is turned into capital by the meeting's resolution (转为出资, Art. 44). ``outside_plans`` is as
    for entries of the register.
    """

    member: str
    day: date
    amount: Money
    form: ContributionForm = ContributionForm.MONEY
    poverty: bool = False
    share_class: str | None = None
    document: str = ""
    resolution: str = ""
    note: str = ""
    until: date | None = None
    term: date | None = None
    surplus_of: int | None = None
    outside_plans: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What one member's account holds at the end of the day it is opened with."""

    member: str
    balances: Balances


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccounts(Command):
    """建账余额: what accounts held at the end of a day by the books kept until then, whatever was posted before."""

    day: date
    accounts: tuple[Opening, ...]
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAccount(Command):
    """账户转让: capital and reserve share of one member become another's (Chongqing measures Art. 13).

    As the charter has it, or as the meeting decided by ``resolution``; shares go with entries of the register.
    """

    giver: str
    taker: str
    day: date
    capital: Money = Money(0)
    reserve: Money = Money(0)
    document: str = ""
    resolution: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGrant(Command):
    """财政补助 or 他人捐赠 received and averaged over the members of the day (Chongqing measures Art. 13).

    ``column`` is one of the two averaged columns, ``giver`` who gave it (拨款单位, 捐赠人). To a ledger alone it
    matters in what ``form`` a donation was given, and that the state's money had come before and stands in 专项应付款
    (``from_unused``).
    """

    column: AccountColumn
    day: date
    amount: Money
    giver: str
    document: str
    note: str = ""
    outside_plans: str = ""
    form: ContributionForm = ContributionForm.MONEY
    from_unused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageAgain(Command):
    """重新平均量化: both averaged columns over the members of a day, after some joined (会计制度, 成员账户)."""

    day: date
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseAccountPosting(Command):
    """红字冲销: undo a posting to the accounts by its opposite of the same day; both stay in sight."""

    posting: int
    reason: str
