"""What operations of the share register and money for shares tell whoever keeps the ledger.

The capital that an operation moves is what it changes in the members' accounts, so that 股金 and the accounts agree.
Shares whose money the accounts hold (paid in by instalments, or taken over from older books) move none themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_operations import SharePayment, total
from coopdesk.domain.members.share_register import signed
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE
from coopdesk.services.context import Context
from coopdesk.services.documents import Retraction
from coopdesk.services.members.account_documents import names, retract_posting
from coopdesk.services.members.accounts import capital_by_shares
from coopdesk.services.members.share_capital import ShareCapital
from coopdesk.services.members.values import NumberedEntry
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)
_MANY = 200
"""So many members are looked up one by one; of more the register is read whole."""
_KINDS = {
    EntryKind.SUBSCRIPTION: DocumentKind.CONTRIBUTION,
    EntryKind.ALLOTMENT: DocumentKind.CONTRIBUTION,
    EntryKind.TRANSFER: DocumentKind.TRANSFER,
    EntryKind.GIFT: DocumentKind.TRANSFER,
    EntryKind.INHERITANCE: DocumentKind.INHERITANCE,
    EntryKind.REDEMPTION: DocumentKind.WITHDRAWAL,
}
"""Of the kinds of entries, those that move money's worth; conversions and splits move none."""
_Moved = Mapping[tuple[int, str], int]
"""By the number of an entry and the member: the capital that it brought (below 0: took), fen."""


def operation_key(operation: int) -> str:
    """What an operation of the register is called among the documents."""
    return f"operation/{operation}"


def tell_operation(context: Context, operation: int) -> None:
    """Tell of what stands of an operation when the command has entered all that belongs to it."""
    context.documents.tell_at_end(lambda: _of_operation(context, operation))


def _of_operation(context: Context, operation: int) -> BusinessDocument | None:
    items = [item for item in context.uow.register.operation(operation) if item.is_live]
    kind = _KINDS.get(items[0].entry.kind) if items else None
    if kind is None:
        return None
    moved = _capital_moved(context.uow, items)
    match kind:
        case DocumentKind.CONTRIBUTION:
            amounts = _contributed(moved)
        case DocumentKind.WITHDRAWAL:
            amounts = _withdrawn(context.uow, operation, items, moved)
        case _:
            amounts = _passed_on(items, moved)
    first = items[0].entry
    parties = (party for item in items for party in (item.entry.giver, item.entry.taker) if party)
    return BusinessDocument(
        kind,
        operation_key(operation),
        first.day,
        tuple(amounts),
        names(context.uow, parties),
        attachments=int(bool(first.document)),
    )


def retract_operations(
    context: Context, wrong: Sequence[NumberedEntry], reason: str, *, with_money: bool
) -> None:
    """Tell that entries are taken back, to be called once they are; what stands of their operations is told anew.

    ``with_money`` says that what was paid in for them goes back as well.
    """
    if not context.documents.wanted:
        return
    if with_money:
        for number in _paid_in(context.uow, wrong):
            retract_posting(context, number, reason)
    for operation in dict.fromkeys(item.operation for item in wrong):
        context.documents.tell(Retraction(f"terms/{operation}", reason))
        context.documents.tell(Retraction(operation_key(operation), reason))
        tell_operation(context, operation)


def tell_payment(context: Context, number: int, member: str, payment: SharePayment) -> None:
    """Tell of what was paid to a member for shares that went back."""
    if not context.documents.wanted:
        return
    amounts = (
        DocumentAmount(Rubric.OWED, payment.amount, member),
        DocumentAmount(Rubric.MONEY, payment.amount),
    )
    document = BusinessDocument(
        DocumentKind.PAYMENT_FOR_SHARES,
        f"payment/{number}",
        payment.day,
        amounts,
        names(context.uow, [member]),
        attachments=int(bool(payment.document)),
    )
    context.documents.tell(document)


def retract_payment(context: Context, number: int, reason: str) -> None:
    """Tell that such a payment was taken back."""
    context.documents.tell(Retraction(f"payment/{number}", reason))


def tell_terms(context: Context, operation: int) -> None:
    """Tell that something else was agreed to be paid for shares than what was owed for them until now."""
    if not context.documents.wanted:
        return
    items = [item for item in context.uow.register.operation(operation) if item.is_live]
    owed = _owed(context.uow, items, _capital_moved(context.uow, items))
    agreed = total(context.uow.register.terms(operation))
    whole = Money(sum(amount.fen for amount in owed.values()))
    left, amounts = agreed, []
    for place, (member, amount) in enumerate(owed.items(), 1):
        part = left if place == len(owed) else Money(agreed.fen * amount.fen // (whole.fen or 1))
        left -= part
        amounts += [
            DocumentAmount(Rubric.OWED, part - amount, member),
            DocumentAmount(Rubric.KEPT_BACK, amount - part),
        ]
    day = max(items[0].entry.day, context.today)
    context.documents.tell(
        BusinessDocument(
            DocumentKind.WITHDRAWAL, f"terms/{operation}", day, tuple(amounts), names(context.uow, owed)
        )
    )


def _capital_moved(uow: UnitOfWork, items: Sequence[NumberedEntry]) -> _Moved:
    """What entries that stand brought to each party's capital.

    Parts of a share add up before they are rounded: what an entry brings is the difference it makes to all that was
    entered before it, so that the documents of a member come to what the account holds.
    """
    worth = ShareCapital(uow)
    kept = _in_accounts(uow, items)
    parties = {party for item in items for party in (item.entry.giver, item.entry.taker) if party}
    scaled = _scaled(uow, parties, max(item.number for item in items), worth)
    moved: dict[tuple[int, str], int] = {}
    for item in reversed(items):
        for party in (item.entry.giver, item.entry.taker):
            if party is None or (party, item.number) in kept:
                continue
            now = scaled.get(party, 0)
            value = worth.value(item.entry.share_class, signed(item.entry, party), item.number)
            scaled[party] = now - value
            moved[item.number, party] = divide_down(now, SCALE) - divide_down(now - value, SCALE)
    return moved


def _in_accounts(uow: UnitOfWork, items: Sequence[NumberedEntry]) -> set[tuple[str, int]]:
    """The sides of entries whose money the accounts hold."""
    if len(items) > _MANY:
        return {(each.member, each.entry) for each in uow.accounts.kept_shares(date.max)}
    return {
        (entry.member, item.number)
        for item in items
        for _day, entry in uow.accounts.of_operation(item.number)
    }


def _scaled(uow: UnitOfWork, parties: Iterable[str], last: int, worth: ShareCapital) -> dict[str, int]:
    """What the shares of these members count for up to the entry of the number ``last``, in fen x millionths.

    But for those whose money the accounts hold. Many at once are entered by one operation, after which none came yet.
    """
    wanted = list(parties)
    if len(wanted) > _MANY:
        return capital_by_shares(uow, uow.register.entries(until=date.max), date.max)
    return {number: _scaled_of(uow, number, last, worth) for number in wanted}


def _scaled_of(uow: UnitOfWork, number: str, last: int, worth: ShareCapital) -> int:
    postings = uow.accounts.of_member(number)
    held = {entry.operation for item in postings for entry in item.posting.entries}
    return sum(
        worth.value(item.entry.share_class, signed(item.entry, number), item.number)
        for item in uow.register.of_member(number)
        if item.number <= last and item.number not in held
    )


def _contributed(moved: _Moved) -> Iterator[DocumentAmount]:
    for (_number, member), fen in sorted(moved.items()):
        yield DocumentAmount(Rubric.MONEY, Money(fen), member)
        yield DocumentAmount(Rubric.CAPITAL, Money(fen), member)


def _passed_on(items: Sequence[NumberedEntry], moved: _Moved) -> Iterator[DocumentAmount]:
    """What the giver's account loses is what the other gets: parts of a share may leave a fen between the accounts."""
    for item in items:
        giver, taker = item.entry.giver or "", item.entry.taker or ""
        given = Money(-moved.get((item.number, giver), 0))
        yield DocumentAmount(Rubric.GIVEN, given, giver)
        yield DocumentAmount(Rubric.TAKEN, given, taker)


def _withdrawn(
    uow: UnitOfWork, operation: int, items: Sequence[NumberedEntry], moved: _Moved
) -> Iterator[DocumentAmount]:
    """Capital goes out; it is owed until it is paid, less what is borne of losses (Art. 28).

    Where something else was agreed to be paid, the difference stays with the co-op.
    """
    terms = uow.register.terms(operation)
    for (_number, member), fen in sorted(moved.items()):
        yield DocumentAmount(Rubric.CAPITAL, Money(-fen), member)
    owed = _owed(uow, items, moved)
    for member, amount in owed.items():
        capital = Money(-sum(fen for (_number, own), fen in moved.items() if own == member))
        due = total(terms) if terms else amount
        yield DocumentAmount(Rubric.LOSS, capital - amount)
        yield DocumentAmount(Rubric.OWED, due, member)
        yield DocumentAmount(Rubric.KEPT_BACK, amount - due)


def _owed(uow: UnitOfWork, items: Sequence[NumberedEntry], moved: _Moved) -> dict[str, Money]:
    """By member: the capital that went out, less what a leaver bears of losses."""
    day = items[0].entry.day
    owed: dict[str, Money] = {}
    for (_number, member), fen in sorted(moved.items()):
        owed[member] = owed.get(member, _NOTHING) + Money(-fen)
    if len(owed) == 1:
        (number,) = owed
        member_ = uow.members.get(number)
        left = member_ is not None and member_.ended == day - timedelta(days=1)
        losses = member_.end_losses if member_ is not None and left else None
        borne = min(losses or _NOTHING, owed[number], key=lambda amount: amount.fen)
        owed[number] -= borne
    return owed


def _paid_in(uow: UnitOfWork, wrong: Sequence[NumberedEntry]) -> list[int]:
    """The postings by which money was paid in for entries."""
    numbers = {item.number for item in wrong}
    takers = dict.fromkeys(item.entry.taker for item in wrong if item.entry.taker is not None)
    found = {
        posting.number
        for taker in takers
        for posting in uow.accounts.of_member(taker)
        if posting.is_live and any(entry.operation in numbers for entry in posting.posting.entries)
    }
    return sorted(found)
