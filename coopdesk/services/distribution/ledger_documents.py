"""What a distribution, a loss year and their payment tell whoever keeps the ledger (domain steps 4 to 11).

A distribution is told member by member: what was returned by trade, what was divided of the rest, what one member gives
on to others. Tax is withheld when the money goes out, so it is told then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.distribution.reserve import is_reserve
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.members.account import AccountColumn
from coopdesk.domain.money import Money
from coopdesk.services.context import Context
from coopdesk.services.distribution.accounts import account_on, bearing
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.plan import Approval, FrozenPlan, PlanMember
from coopdesk.services.documents import Retraction, YearResolved, YearUnresolved
from coopdesk.services.ledger.values import DistributionDay

_NOTHING = Money(0)
_Ways = Mapping[str, Rubric]
"""By member number: how the money went out, of those who have it."""


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
    amounts = (*_drawn(approval.distribution), *_entitled(approval.distribution))
    context.documents.tell(
        BusinessDocument(DocumentKind.DISTRIBUTION, plan_key(year), day, amounts, (f"{year}年度",))
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


def tell_money(
    context: Context, plan: FrozenPlan, before: _Ways, after: _Ways, day: date, *, whole: bool
) -> None:
    """Tell who has got money since, or has it no more; ``whole`` says that all got it at once."""
    if not context.documents.wanted:
        return
    changed = [each for each in plan.members if before.get(each.number) is not after.get(each.number)]
    key = _next_key(context, plan.year, "whole" if whole else "part")
    _tell_paid(context, plan, changed, before, after, key, day)


def retract_money(context: Context, plan: FrozenPlan, before: _Ways, after: _Ways, reason: str) -> None:
    """Tell that a payment to all at once was none. Those who have been marked one by one since keep what is marked."""
    if not context.documents.wanted:
        return
    key = _standing_key(context, plan.year)
    if key is None:
        return
    paid: set[str] = set()
    day = plan.paid_on or context.today
    for number in context.uow.ledger.of_document(key):
        found = context.uow.ledger.voucher(number)
        if found is not None:
            paid.update(line.dimensions.member for line in found.voucher.lines if line.dimensions.member)
            day = found.voucher.day
    context.documents.tell(Retraction(key, reason))
    kept = [
        each
        for each in plan.members
        if each.number in paid and before.get(each.number) is after.get(each.number)
    ]
    if kept:
        # What they got with all others was told of one by one since, or came back: that still holds.
        way = way_of(plan.payment_method)
        _tell_paid(
            context, plan, kept, {}, dict.fromkeys(paid, way), _next_key(context, plan.year, "part"), day
        )


def way_of(method: str) -> Rubric:
    """How money went out by what somebody wrote of it (银行代发, 现金发放)."""
    if "现金" in method and "银行" not in method:
        return Rubric.CASH
    return Rubric.BANK if "银行" in method else Rubric.MONEY


def parts_of(member: PlanMember, plan: FrozenPlan) -> tuple[Money, Money]:
    """What a member is owed: what was returned by trade (盈余返还), and the rest, before tax."""
    by_trade = {line.id for line in plan.lines if line.patronage}
    refund = sum(
        each.amount.fen
        for each in member.entitlements
        if each.line_id in by_trade and not each.given and not each.rebate
    )
    return Money(refund), member.gross - Money(refund)


def _day(context: Context, year: int, resolved_on: date) -> date:
    if context.uow.ledger.settings().distribution_day is DistributionDay.RESOLUTION:
        return resolved_on
    return date(year, 12, 31)


def _drawn(distribution: Distribution) -> Iterator[DocumentAmount]:
    labels = {each.id: each.label for each in distribution.scheme.appropriations}
    for code, amount in distribution.appropriations.items():
        yield DocumentAmount(Rubric.RESERVE if is_reserve(labels[code]) else Rubric.FUND, amount)


def _entitled(distribution: Distribution) -> Iterator[DocumentAmount]:
    parties = distribution.facts.members
    for line in distribution.lines:
        for party, fen in zip(parties, line.amounts, strict=True):
            if not fen:
                continue
            if line.giver is not None:
                rubric = Rubric.RECEIVED_ON if fen > 0 else Rubric.GIVEN_ON
            else:
                rubric = Rubric.REFUND if line.patronage else Rubric.DIVIDEND
            given = rubric is Rubric.GIVEN_ON
            yield DocumentAmount(rubric, Money(-fen if given else fen), party.id)


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
    plan: FrozenPlan,
    members: Sequence[PlanMember],
    before: _Ways,
    after: _Ways,
    key: str,
    day: date,
) -> None:
    paid: list[DocumentAmount] = []
    withheld: list[DocumentAmount] = []
    for member in members:
        for ways, sign in ((before, -1), (after, 1)):
            way = ways.get(member.number)
            if way is not None:
                paid += _paid(member, plan, way, sign)
                withheld.append(DocumentAmount(Rubric.TAX, member.tax * sign, member.number))
    said = (f"{plan.year}年度",)
    context.documents.tell(BusinessDocument(DocumentKind.PAYMENT, key, day, tuple(paid), said))
    context.documents.tell(BusinessDocument(DocumentKind.WITHHOLDING, key, day, tuple(withheld), said))


def _paid(member: PlanMember, plan: FrozenPlan, way: Rubric, sign: int) -> Iterable[DocumentAmount]:
    refund, dividend = parts_of(member, plan)
    yield DocumentAmount(Rubric.REFUND, refund * sign, member.number)
    yield DocumentAmount(Rubric.DIVIDEND, (dividend - member.tax) * sign, member.number)
    yield DocumentAmount(way, member.net * sign)


def _next_key(context: Context, year: int, part: str) -> str:
    beginning = f"paid/{year}/{part}/"
    return f"{beginning}{context.uow.ledger.count_documents(beginning) + 1}"


def _standing_key(context: Context, year: int) -> str | None:
    """The payment to all at once that stands."""
    beginning = f"paid/{year}/whole/"
    most = context.uow.ledger.count_documents(beginning)
    keys = (f"{beginning}{number}" for number in range(most, 0, -1))
    return next((key for key in keys if context.uow.ledger.of_document(key)), None)
