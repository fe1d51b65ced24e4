"""What a distribution, a loss year and their payment tell whoever keeps the ledger (domain steps 4 to 11).

A distribution is told member by member: what was returned by trade, what was divided of the rest, what one member gives
on to others. Tax is withheld when the money goes out, so it is told then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.distribution.ledger_documents import Payable, distribution_document, payable
from coopdesk.domain.members.account import AccountColumn
from coopdesk.domain.money import Money
from coopdesk.services.context import Context
from coopdesk.services.distribution.accounts import account_on, bearing
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.plan import Approval, FrozenPlan, PlanMember
from coopdesk.services.documents import Retraction, YearResolved, YearUnresolved
from coopdesk.services.ledger.values import DistributionDay


@dataclass(frozen=True, slots=True)
class MoneyOut:
    """How the money of a frozen plan went out, by member number, of those who have it; ``refunded`` are the lines that
    are returns by trade."""

    plan: FrozenPlan
    refunded: frozenset[str]
    ways: Mapping[str, Rubric]


def plan_key(year: int) -> str:
    """What a year's resolved distribution is called among the documents."""
    return f"plan/{year}"


def loss_key(year: int) -> str:
    """What the closing of a loss year is called among them."""
    return f"loss/{year}"


def tell_plan(context: Context, approval: Approval) -> None:
    """Tell that the meeting resolved on a distribution."""
    if not context.documents.wanted:
        return
    year = approval.draft.year
    day = _day(context, year, approval.resolution.day)
    context.documents.tell(
        distribution_document(approval.distribution, plan_key(year), day, (f"{year}年度",))
    )
    context.documents.tell(YearResolved(year, day))


def retract_plan(context: Context, year: int, reason: str) -> None:
    """Tell that such a resolution was taken back."""
    context.documents.tell(YearUnresolved(year, reason))
    context.documents.tell(Retraction(plan_key(year), reason))


def tell_loss(context: Context, plan: LossPlan, resolved_on: date) -> None:
    """Tell how the meeting resolved that a loss is met, to be called before the accounts bear it."""
    if not context.documents.wanted:
        return
    day = _day(context, plan.year, resolved_on)
    context.documents.tell(
        BusinessDocument(
            DocumentKind.LOSS_BORNE,
            loss_key(plan.year),
            day,
            tuple(_borne(context, plan)),
            (f"{plan.year}年度",),
        )
    )
    context.documents.tell(YearResolved(plan.year, day))


def retract_loss(context: Context, year: int, reason: str) -> None:
    """Tell that such a resolution was taken back."""
    context.documents.tell(YearUnresolved(year, reason))
    context.documents.tell(Retraction(loss_key(year), reason))


def tell_money(context: Context, before: MoneyOut, after: MoneyOut, day: date, *, whole: bool) -> None:
    """Tell who has got money since, or has it no more; ``whole`` says that all got it at once."""
    plan = after.plan
    changed = [
        each for each in plan.members if before.ways.get(each.number) is not after.ways.get(each.number)
    ]
    key = _next_key(context, plan.year, "whole" if whole else "part")
    _tell_paid(context, after, changed, before.ways, key, day)


def retract_money(context: Context, before: MoneyOut, after: MoneyOut, reason: str) -> None:
    """Tell that a payment to all at once was none. Those who have been marked one by one since keep what is marked."""
    key = _standing_key(context, before.plan.year)
    if key is None:
        return
    paid: set[str] = set()
    day = context.today
    for number in context.uow.ledger.of_document(key):
        found = context.uow.ledger.voucher(number)
        if found is not None:
            paid.update(line.dimensions.member for line in found.voucher.lines if line.dimensions.member)
            day = found.voucher.day
    context.documents.tell(Retraction(key, reason))
    ways = {number: way_of(before.plan.payment_method) for number in paid}
    kept = [
        each
        for each in before.plan.members
        if each.number in paid and before.ways.get(each.number) is after.ways.get(each.number)
    ]
    if kept:
        # What came back of what all got together was told of one by one since: that still holds.
        again = MoneyOut(before.plan, before.refunded, ways)
        _tell_paid(context, again, kept, {}, _next_key(context, before.plan.year, "part"), day)


def way_of(method: str) -> Rubric:
    """How money went out by what somebody wrote of it (银行代发, 现金发放)."""
    if "现金" in method and "银行" not in method:
        return Rubric.CASH
    return Rubric.BANK if "银行" in method else Rubric.MONEY


def owed_to(member: PlanMember, refunded: frozenset[str]) -> Payable:
    """What a frozen plan owes a member, ``refunded`` being the lines that are returns by trade."""
    refund = Money(sum(each.amount.fen for each in member.entitlements if each.line_id in refunded))
    return payable(refund, member.gross - refund, member.tax)


def _day(context: Context, year: int, resolved_on: date) -> date:
    if context.uow.ledger.settings().distribution_day is DistributionDay.RESOLUTION:
        return resolved_on
    return date(year, 12, 31)


def _borne(context: Context, plan: LossPlan) -> Iterator[DocumentAmount]:
    """What each account bears, of capital first (Art. 6), as the account itself will say."""
    last = date(plan.year, 12, 31)
    for member in plan.members:
        held = account_on(context.uow, member.number, last)
        left = bearing(held, member.amount)
        capital = held.contributed - left.contributed
        yield DocumentAmount(Rubric.CAPITAL, capital, member.number)
        yield DocumentAmount(
            Rubric.RESERVE_SHARE, held.get(AccountColumn.RESERVE) - left.get(AccountColumn.RESERVE)
        )
        yield DocumentAmount(Rubric.LOSS, held.total - left.total)


def _tell_paid(
    context: Context,
    after: MoneyOut,
    members: Sequence[PlanMember],
    before: Mapping[str, Rubric],
    key: str,
    day: date,
) -> None:
    paid: list[DocumentAmount] = []
    withheld: list[DocumentAmount] = []
    for member in members:
        owed = owed_to(member, after.refunded)
        for ways, sign in ((before, -1), (after.ways, 1)):
            way = ways.get(member.number)
            if way is not None:
                paid += _paid(member, owed, way, sign)
                withheld += _withheld(member, owed, sign)
    said = (f"{after.plan.year}年度",)
    context.documents.tell(BusinessDocument(DocumentKind.WITHHOLDING, key, day, tuple(withheld), said))
    context.documents.tell(BusinessDocument(DocumentKind.PAYMENT, key, day, tuple(paid), said))


def _paid(member: PlanMember, owed: Payable, way: Rubric, sign: int) -> Iterator[DocumentAmount]:
    yield DocumentAmount(Rubric.REFUND, (owed.refund - owed.refund_tax) * sign, member.number)
    yield DocumentAmount(Rubric.DIVIDEND, (owed.dividend - owed.dividend_tax) * sign, member.number)
    yield DocumentAmount(way, member.net * sign)


def _withheld(member: PlanMember, owed: Payable, sign: int) -> Iterator[DocumentAmount]:
    yield DocumentAmount(Rubric.TAX, owed.dividend_tax * sign, member.number)
    yield DocumentAmount(Rubric.REFUND_TAX, owed.refund_tax * sign, member.number)


def _next_key(context: Context, year: int, part: str) -> str:
    beginning = f"paid/{year}/{part}/"
    return f"{beginning}{context.uow.ledger.count_documents(beginning) + 1}"


def _standing_key(context: Context, year: int) -> str | None:
    """The payment to all at once that stands."""
    beginning = f"paid/{year}/whole/"
    most = context.uow.ledger.count_documents(beginning)
    keys = (f"{beginning}{number}" for number in range(most, 0, -1))
    return next((key for key in keys if context.uow.ledger.of_document(key)), None)
