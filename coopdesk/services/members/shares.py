"""Entries of the share register: more shares, transfers, and the reversal of a mistake (红字冲销).

Everything that moves shares goes through ``enter``: its entries are one operation, checked together and appended
together. What each kind of operation enters is ``domain.members.share_operations``' matter.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Posting
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_operations import after_split, check_terms, contribution
from coopdesk.domain.members.share_register import ShareEntry, check_entry, reversal, signed
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.accounts import take_back_operation
from coopdesk.services.members.class_rules import check_rules
from coopdesk.services.members.commands import AddShares, ReverseEntry, TransferShares
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.share_documents import retract_operations, tell_operation
from coopdesk.services.members.share_payments import check_paid_in, subscribe
from coopdesk.services.members.values import EntryLine, NumberedEntry
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.REGISTER})
_TAKEN_BACK = frozenset({Topic.REGISTER, Topic.ACCOUNTS})


JOINING_KINDS = (EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT)
TRANSFER_KINDS = (EntryKind.TRANSFER, EntryKind.INHERITANCE, EntryKind.GIFT)


def add_shares(command: AddShares, context: Context) -> Changes:
    """增股: subscription or allotment to a member of the roll."""
    require_kind(command.kind, JOINING_KINDS)
    entry = ShareEntry(
        day=command.day,
        kind=command.kind,
        shares=command.shares,
        taker=command.member,
        share_class=command.share_class,
        document=clean_text(command.document),
        note=noted(command.note, command.outside_plans, command.despite),
    )
    if command.terms:
        par = next(
            (each.par for each in context.uow.coop.classes() if each.code == command.share_class), None
        )
        check_terms(command.terms, command.day, contribution(par, command.shares) if par else None)
    operation = enter([entry], context, command.outside_plans, command.despite)
    subscribe(operation, command.terms, context, command.outside_plans)
    return entered(operation)


def transfer_shares(command: TransferShares, context: Context) -> Changes:
    """转让, 继承, 赠与: one linked entry; the giver must hold the shares on that day and every later one."""
    require_kind(command.kind, TRANSFER_KINDS)
    entry = ShareEntry(
        day=command.day,
        kind=command.kind,
        shares=command.shares,
        giver=command.giver,
        taker=command.taker,
        share_class=command.share_class,
        document=clean_text(command.document),
        note=noted(command.note, command.outside_plans, command.despite),
    )
    return entered(enter([entry], context, command.outside_plans, command.despite))


def entered(operation: int) -> Changes:
    """What came of an operation: the register is another, and the operation's number is what people know it by."""
    return Changes(_CHANGED, str(operation))


def require_kind(kind: EntryKind, kinds: Collection[EntryKind]) -> None:
    """Refuse a kind of entry that this command does not make."""
    if kind not in kinds:
        raise DomainError("register.wrong_kind", kind=kind)


def noted(note: str, *reasons: str) -> str:
    """The note of an entry, with the reasons why it is outside a resolved year or against a rule of its class."""
    return "；".join(part for part in map(clean_text, (note, *reasons)) if part)


def reverse_entry(command: ReverseEntry, context: Context) -> Changes:
    """红字冲销: the opposites of all entries of an operation on their own days; both stay on record."""
    register = context.uow.register
    wrong = register.get(command.entry)
    if wrong is None:
        raise DomainError("register.unknown_entry", entry=command.entry)
    return reverse_operation(
        register.operation(wrong.operation), command.reason, command.outside_plans, context
    )


def reverse_operation(
    wrong: Sequence[NumberedEntry], reason: str, outside_plans: str, context: Context
) -> Changes:
    """Take back all of an operation that still stands; what takes back something else is not taken back itself."""
    standing = [item for item in wrong if item.is_live]
    if not standing or any(item.reverses is not None for item in wrong):
        raise DomainError("register.already_reversed", entry=wrong[0].operation)
    if not clean_text(reason):
        raise DomainError("register.reason_missing")
    note = noted(reason, outside_plans)
    for item in standing:
        for party in (item.entry.giver, item.entry.taker):
            _check_party(party, item.entry, context)
    require_open(context, min(item.entry.day for item in standing), outside_plans)
    if any(payment.is_live for payment in context.uow.register.payments(wrong[0].operation)):
        raise DomainError("payment.paid_already", operation=wrong[0].operation)
    code = wrong[0].entry.share_class
    taken_back = [
        split for split in context.uow.register.splits(code) if split.operation == wrong[0].operation
    ]
    number = take_back(standing, note, context)
    retract_operations(context, standing, note, with_money=True)
    for split in taken_back:
        known = next(each for each in context.uow.coop.classes() if each.code == code)
        context.uow.coop.save_class(after_split(known, split.ratio.inverse))
    return Changes(_TAKEN_BACK | ({Topic.COOP} if taken_back else set()), str(number))


def take_back(
    wrong: Sequence[NumberedEntry], note: str, context: Context, operation: int | None = None
) -> int:
    """Enter the opposites of entries of one or more operations as one operation; its number.

    Where a class was split since, or shares of the class came or went since it was split, that is reversed first.
    """
    for code in dict.fromkeys(item.entry.share_class for item in wrong):
        _check_splits_since([item for item in wrong if item.entry.share_class == code], code, context)
    # First what comes back to a holder, so that no holding falls below 0 on the way.
    ordered = sorted(wrong, key=lambda item: item.entry.giver is None)
    opposites = [
        reversal(item.entry, item.entry.day, document=item.entry.document, note=note) for item in ordered
    ]
    _check_covered(opposites, context)
    number = context.uow.register.next_operation() if operation is None else operation
    for item, opposite in zip(ordered, opposites, strict=True):
        entry = context.uow.register.append(opposite, item.number, number)
        take_back_operation(context, item.number, entry, note)
    return number


def enter(entries: Sequence[ShareEntry], context: Context, outside_plans: str, despite: str = "") -> int:
    """Check the entries of one operation together and append them; the operation's number.

    The day may be today or any earlier one: a future day is entered when it has come. Refuses what moves no shares, a
    class or party the book does not know, a party who is no member on the day, a holding below 0 on any day, a rule of
    the class, what lies before a split of the class, and (``settled``) what a resolved year rests on.
    """
    for entry in entries:
        check_entry(entry)
        if entry.day > context.today:
            raise DomainError("register.day_in_future", day=entry.day)
    classes = {share_class.code: share_class for share_class in context.uow.coop.classes()}
    for entry in entries:
        if entry.share_class not in classes:
            raise DomainError("register.unknown_class", share_class=entry.share_class)
        for party in (entry.giver, entry.taker):
            _check_party(party, entry, context)
    check_splits(entries, context)
    _check_covered(entries, context)
    check_paid_in(entries, context)
    check_rules(entries, classes, despite, context)
    require_open(context, min(entry.day for entry in entries), outside_plans)
    return append_all(entries, context)


def append_all(entries: Sequence[ShareEntry], context: Context) -> int:
    """Append entries that were checked as one operation; its number."""
    register = context.uow.register
    operation = register.next_operation()
    numbers = [register.append(entry, operation=operation) for entry in entries]
    converted = [
        (number, entry) for number, entry in zip(numbers, entries, strict=True) if _is_converted(entry)
    ]
    if converted:
        _move_capital(converted, context)
    tell_operation(context, operation)
    return operation


def _is_converted(entry: ShareEntry) -> bool:
    return entry.kind is EntryKind.CONVERSION


def _move_capital(converted: Sequence[tuple[int, ShareEntry]], context: Context) -> None:
    """A conversion moves the capital with the shares, whatever the new class's contribution per share is."""
    pars = {each.code: each.par for each in context.uow.coop.classes()}
    moved = next(
        contribution(pars[entry.share_class], entry.shares) for _n, entry in converted if entry.giver
    )
    entries = [
        AccountEntry(
            entry.taker or entry.giver or "",
            AccountColumn.CAPITAL,
            moved if entry.taker else -moved,
            entry.share_class,
            number,
        )
        for number, entry in converted
    ]
    day, document = converted[0][1].day, converted[0][1].document
    context.uow.accounts.append(Posting(day, AccountCause.TRANSFER, tuple(entries), document))


def check_splits(entries: Iterable[ShareEntry], context: Context) -> None:
    """``register.before_split`` for an entry dated before a split of its class: it would be in shares of then."""
    first: dict[str, date] = {}
    for entry in entries:
        first[entry.share_class] = min(entry.day, first.get(entry.share_class, entry.day))
    for code, day in first.items():
        check_split(code, day, context)


def check_split(share_class: str, day: date, context: Context) -> None:
    """The same for the earliest day of many entries of one class."""
    last = max((split.day for split in context.uow.register.splits(share_class)), default=day)
    if day < last:
        raise DomainError("register.before_split", day=day, split=last)


def is_operation(uow: UnitOfWork, number: str) -> bool:
    """Whether there is an operation of that number, to which files can be attached."""
    return number.isascii() and number.isdigit() and bool(uow.register.operation(int(number)))


def _check_splits_since(wrong: Sequence[NumberedEntry], code: str, context: Context) -> None:
    """Refuse to take back what a later split has counted, and a split that later entries have counted on."""
    register = context.uow.register
    splits = register.splits(code)
    for item in wrong:
        later = next((split for split in splits if split.operation > item.operation), None)
        if later is not None:
            said = {"entry": item.operation, "split": later.day, "number": later.operation}
            raise DomainError("register.split_since", **said)
    made = [item.operation for item in wrong if item.entry.kind is EntryKind.SPLIT]
    newest = register.last_operation(code) if made else None
    if newest is not None and newest > max(made):
        raise DomainError("register.entries_since_split", entry=max(made), number=newest)


def _check_covered(entries: Sequence[ShareEntry], context: Context) -> None:
    new: dict[tuple[str, str], list[ShareEntry]] = {}
    for entry in entries:
        for party in (entry.giver, entry.taker):
            if party is not None:
                new.setdefault((party, entry.share_class), []).append(entry)
    labels = {share_class.code: share_class.label for share_class in context.uow.coop.classes()}
    givers = dict.fromkeys((entry.giver, entry.share_class) for entry in entries if entry.giver is not None)
    for giver, code in givers:
        known = context.uow.register.of_class(giver, code)
        check_covered((*known, *new[giver, code]), giver, labels[code])


def _check_party(number: str | None, entry: ShareEntry, context: Context) -> None:
    if number is None:
        return
    member = context.uow.members.get(number)
    if member is None:
        raise DomainError("member.unknown", number=number)
    if entry.day < member.joined:
        raise DomainError("register.before_joining", number=number, day=entry.day, joined=member.joined)
    if member.is_struck:
        raise DomainError("member.is_struck", number=number)
    if member.ended is not None and entry.day > member.ended:
        raise DomainError("register.after_end", number=number, day=entry.day, ended=member.ended)


def check_covered(entries: Sequence[ShareEntry], member: str, label: str) -> None:
    """Refuse entries of one class (``label`` names it) by which a member would hold less than 0 at any day's end."""
    balance = 0
    for day, todays in groupby(sorted(entries, key=lambda entry: entry.day), key=lambda entry: entry.day):
        before = balance
        balance += sum(signed(entry, member) for entry in todays)
        if balance < 0:
            said = {"member": member, "label": label, "day": day, "held": Quantity(before)}
            raise DomainError("register.not_covered", **said)


def usual_class(uow: UnitOfWork) -> str:
    """Code of the class with which somebody without shares most likely begins.

    Ordinary shares where somebody holds some; else the class most members hold. Where nobody holds any, the only class
    with a contribution per share, and ordinary shares if that tells nothing.
    """
    classes = uow.coop.classes()
    holders = {each.code: uow.queries.holders(each.code, 1)[0] for each in classes}
    if holders.get(ORDINARY):
        return ORDINARY
    most = max(holders, key=holders.__getitem__, default=ORDINARY)
    if holders.get(most):
        return most
    paid = [each.code for each in classes if each.par]
    return paid[0] if len(paid) == 1 else ORDINARY


def free_shares(entries: Sequence[ShareEntry], member: str, day: date) -> Quantity:
    """Shares (millionths) of one class that a member can give on a day: the least held then or on any later day."""
    by_day: dict[date, int] = {}
    for entry in entries:
        by_day[entry.day] = by_day.get(entry.day, 0) + signed(entry, member)
    held = sum(change for entry_day, change in by_day.items() if entry_day <= day)
    least = held
    for entry_day in sorted(by_day):
        if entry_day > day:
            held += by_day[entry_day]
            least = min(least, held)
    return Quantity(max(least, 0))


def entry_lines(entries: Iterable[NumberedEntry], member: str) -> Iterator[EntryLine]:
    """A member's entries in order of day and number, each with its signed change and the class's balance after it."""
    balances: dict[str, int] = {}
    for numbered in sorted(entries, key=lambda item: (item.entry.day, item.number)):
        entry = numbered.entry
        change = signed(entry, member)
        balances[entry.share_class] = balances.get(entry.share_class, 0) + change
        yield EntryLine(numbered, Quantity(change), Quantity(balances[entry.share_class]))
