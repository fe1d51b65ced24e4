"""Money for shares: what is subscribed is paid in (实缴) by instalments, what has gone back is paid for by instalments.

Paid in is capital and stands in the member account, as the money of the register's entry. Paid out is settled with the
operation: the capital has left the account with the shares.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    AccountCause,
    AccountColumn,
    AccountEntry,
    ContributionForm,
    Posting,
)
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_operations import (
    SharePayment,
    Term,
    check_terms,
    instalments,
    shares_not_paid,
    total,
)
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.accounts import post
from coopdesk.services.members.commands import AgreeTerms, PayInstalment, ReversePayment
from coopdesk.services.members.share_documents import retract_payment, tell_payment, tell_terms
from coopdesk.services.members.values import AgreedOperation, NumberedEntry
from coopdesk.services.ports import UnitOfWork

_PAID = frozenset({Topic.REGISTER, Topic.ACCOUNTS})


def pay_instalment(command: PayInstalment, context: Context) -> Changes:
    """缴纳出资 or 支付退股款, never more than what is open of the operation."""
    register = context.uow.register
    standing = [item for item in register.operation(command.operation) if item.is_live]
    terms = register.terms(command.operation)
    if not standing or not terms:
        raise DomainError("payment.no_terms", operation=command.operation)
    if command.amount.fen <= 0:
        raise DomainError("payment.not_positive", amount=command.amount)
    entry = standing[0].entry
    if command.day < entry.day:
        raise DomainError("payment.before_operation", day=command.day, since=entry.day)
    if command.day > context.today:
        raise DomainError("payment.in_future", day=command.day)
    left = total(terms) - paid_for(context.uow, standing)
    if command.amount > left:
        raise DomainError("payment.too_much", amount=command.amount, left=left)
    document, note = clean_text(command.document), clean_text(command.note)
    if entry.taker is None:
        payment = SharePayment(command.day, command.amount, document, note)
        number = register.add_payment(command.operation, payment)
        tell_payment(context, number, entry.giver or "", payment)
    else:
        _pay_in(standing[0], command, context)
    return Changes(_PAID, str(command.operation))


def agree_terms(command: AgreeTerms, context: Context) -> Changes:
    """约定分期付款 for a redemption that has none yet: ``payment.no_redemption``, ``payment.agreed_already``."""
    register = context.uow.register
    standing = [item.entry for item in register.operation(command.operation) if item.is_live]
    if not standing or any(entry.kind is not EntryKind.REDEMPTION for entry in standing):
        raise DomainError("payment.no_redemption", operation=command.operation)
    if register.terms(command.operation):
        raise DomainError("payment.agreed_already", operation=command.operation)
    check_terms(command.terms, standing[0].day)
    register.add_terms(command.operation, command.terms)
    tell_terms(context, command.operation)
    return Changes(frozenset({Topic.REGISTER}), str(command.operation))


def reverse_payment(command: ReversePayment, context: Context) -> Changes:
    """红字冲销 of a payment on its own day; both stay."""
    register = context.uow.register
    wrong = register.payment(command.payment)
    if wrong is None or not wrong.is_live:
        raise DomainError("payment.unknown", payment=command.payment)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("register.reason_missing")
    paid = wrong.payment
    register.add_payment(
        wrong.operation, SharePayment(paid.day, -paid.amount, paid.document, reason), wrong.number
    )
    retract_payment(context, wrong.number, reason)
    return Changes(frozenset({Topic.REGISTER}), str(wrong.operation))


def subscribe(operation: int, terms: Sequence[Term], context: Context, outside_plans: str) -> None:
    """Keep the instalments of a subscription; from now on its capital is what is paid in, nothing so far."""
    if not terms:
        return
    context.uow.register.add_terms(operation, terms)
    for item in context.uow.register.operation(operation):
        entry = item.entry
        if entry.taker is not None:
            nothing = AccountEntry(
                entry.taker, AccountColumn.CAPITAL, Money(0), entry.share_class, item.number
            )
            posting = Posting(
                entry.day, AccountCause.CONTRIBUTION, (nothing,), entry.document, form=ContributionForm.MONEY
            )
            post(context, posting, outside_plans)


def paid_for(uow: UnitOfWork, entries: Sequence[NumberedEntry]) -> Money:
    """What was paid for the entries of one operation, in or out, yuan."""
    fen = sum(item.payment.amount.fen for item in uow.register.payments(entries[0].operation))
    for item in entries:
        if item.entry.taker is not None:
            fen += sum(entry.amount.fen for _day, entry in uow.accounts.of_operation(item.number))
    return Money(fen)


def agreed_operations(uow: UnitOfWork, member: str | None = None) -> Iterator[AgreedOperation]:
    """Operations that stand and have instalments, with what is paid of each, by number: all, or one member's."""
    agreed = uow.register.agreed()
    if agreed and member is not None:
        own = {item.operation for item in uow.register.of_member(member)}
        agreed = [number for number in agreed if number in own]
    for number in agreed:
        standing = [item for item in uow.register.operation(number) if item.is_live]
        if standing:
            paid = paid_for(uow, standing)
            yield AgreedOperation(
                number, standing[0].entry, tuple(instalments(uow.register.terms(number), paid))
            )


def waiting_by(uow: UnitOfWork, day: date) -> tuple[str, ...]:
    """The members by whom, or to whom, an instalment is still to be paid that is due by a day, each once."""
    numbers = (
        each.entry.taker or each.entry.giver or ""
        for each in agreed_operations(uow)
        if any(part.open and part.due <= day for part in each.instalments)
    )
    return tuple(dict.fromkeys(numbers))


def check_paid_in(entries: Sequence[ShareEntry], context: Context) -> None:
    """``register.not_paid_in`` where a member would give away shares of a class that are not paid in yet."""
    register = context.uow.register
    if not register.agreed():
        return
    for giver, code in dict.fromkeys((entry.giver, entry.share_class) for entry in entries if entry.giver):
        waiting = not_paid_in(giver or "", code, context.uow)
        if not waiting:
            continue
        given = [entry for entry in entries if entry.share_class == code]
        day = min(entry.day for entry in given)
        held = _least(register.of_class(giver or "", code), given, giver or "")
        if held < waiting:
            raise DomainError("register.not_paid_in", member=giver, day=day, shares=waiting)


def not_paid_in(member: str, share_class: str, uow: UnitOfWork) -> Quantity:
    """Shares (millionths) of a class that a member has subscribed and not paid in yet."""
    waiting = 0
    for number in uow.register.subscribed(member):
        own = [item for item in uow.register.operation(number) if item.entry.taker == member]
        shares = sum(item.entry.shares for item in own if item.entry.share_class == share_class)
        if shares:
            open_ = shares_not_paid(Quantity(shares), uow.register.terms(number), paid_for(uow, own))
            waiting += _grown(open_, number, share_class, uow)
    return Quantity(waiting)


def _grown(shares: int, operation: int, share_class: str, uow: UnitOfWork) -> int:
    """What so many shares have become by the splits after an operation, cut up to a millionth."""
    for split in uow.register.splits(share_class):
        if split.operation > operation:
            shares = -(-shares * split.ratio.upper // split.ratio.lower)
    return shares


def _least(known: Sequence[ShareEntry], given: Sequence[ShareEntry], member: str) -> int:
    """The least a member holds of the class at the end of the day of the first of ``given`` or any later one."""
    by_day: dict[date, int] = {}
    first = min(entry.day for entry in given)
    for entry in (*known, *given):
        moved = entry.shares * ((entry.taker == member) - (entry.giver == member))
        day = max(entry.day, first)
        by_day[day] = by_day.get(day, 0) + moved
    balances = list(accumulate(by_day[day] for day in sorted(by_day)))
    return min(balances)


def _pay_in(item: NumberedEntry, command: PayInstalment, context: Context) -> None:
    entry = item.entry
    paid = AccountEntry(
        entry.taker or "", AccountColumn.CAPITAL, command.amount, entry.share_class, item.number
    )
    posting = Posting(
        command.day,
        AccountCause.CONTRIBUTION,
        (paid,),
        clean_text(command.document),
        clean_text(command.note),
        form=ContributionForm.MONEY,
    )
    post(context, posting, command.outside_plans)
