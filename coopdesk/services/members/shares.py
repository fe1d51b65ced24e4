"""Entries of the share register: more shares, transfers, and the reversal of a mistake (红字冲销)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_register import ShareEntry, check_entry, reversal, signed
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.accounts import take_back_operation
from coopdesk.services.members.commands import AddShares, ReverseEntry, TransferShares
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.values import EntryLine, NumberedEntry

_CHANGED = frozenset({Topic.REGISTER})


JOINING_KINDS = (EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT)
TRANSFER_KINDS = (EntryKind.TRANSFER, EntryKind.INHERITANCE, EntryKind.GIFT)


def add_shares(command: AddShares, context: Context) -> Changes:
    """增股: subscription or allotment to a member of the roll."""
    require_kind(command.kind, JOINING_KINDS)
    return _enter(
        ShareEntry(
            day=command.day,
            kind=command.kind,
            shares=command.shares,
            taker=command.member,
            share_class=command.share_class,
            document=clean_text(command.document),
            note=noted(command.note, command.outside_plans),
        ),
        context,
        command.outside_plans,
    )


def transfer_shares(command: TransferShares, context: Context) -> Changes:
    """转让, 继承, 赠与: one linked entry; the giver must hold the shares on that day and every later one."""
    require_kind(command.kind, TRANSFER_KINDS)
    return _enter(
        ShareEntry(
            day=command.day,
            kind=command.kind,
            shares=command.shares,
            giver=command.giver,
            taker=command.taker,
            share_class=command.share_class,
            document=clean_text(command.document),
            note=noted(command.note, command.outside_plans),
        ),
        context,
        command.outside_plans,
    )


def require_kind(kind: EntryKind, kinds: Collection[EntryKind]) -> None:
    """Refuse a kind of entry that this command does not make."""
    if kind not in kinds:
        raise DomainError("register.wrong_kind", kind=kind)


def noted(note: str, outside_plans: str) -> str:
    """The note of an entry, with the reason why it stands outside a resolved year."""
    return "；".join(part for part in (clean_text(note), clean_text(outside_plans)) if part)


def reverse_entry(command: ReverseEntry, context: Context) -> Changes:
    """红字冲销: the opposite of an entry on its own day; both stay on record."""
    wrong = context.uow.register.get(command.entry)
    if wrong is None:
        raise DomainError("register.unknown_entry", entry=command.entry)
    if wrong.reversed_by is not None or wrong.reverses is not None:
        raise DomainError("register.already_reversed", entry=command.entry)
    if not clean_text(command.reason):
        raise DomainError("register.reason_missing")
    entry = wrong.entry
    note = noted(command.reason, command.outside_plans)
    opposite = reversal(entry, entry.day, document=entry.document, note=note)
    changes = _enter(opposite, context, command.outside_plans, reverses=wrong.number)
    if take_back_operation(context, wrong.number, int(changes.reference), command.reason) is None:
        return changes
    return Changes(_CHANGED | {Topic.ACCOUNTS}, changes.reference)


def require_class(context: Context, code: str) -> None:
    """Refuse a share class the book does not know."""
    if all(share_class.code != code for share_class in context.uow.coop.classes()):
        raise DomainError("register.unknown_class", share_class=code)


def _enter(entry: ShareEntry, context: Context, outside_plans: str, reverses: int | None = None) -> Changes:
    check_entry(entry)
    if entry.day > context.today:
        raise DomainError("register.day_in_future", day=entry.day)
    require_class(context, entry.share_class)
    for party in (entry.giver, entry.taker):
        _check_party(party, entry, context)
    if entry.giver is not None:
        known = context.uow.register.of_class(entry.giver, entry.share_class)
        check_covered((*known, entry), entry.giver)
    require_open(context, entry.day, outside_plans)
    number = context.uow.register.append(entry, reverses)
    return Changes(_CHANGED, str(number))


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


def check_covered(entries: Sequence[ShareEntry], member: str) -> None:
    """Refuse entries of one class by which a member would hold less than 0 at the end of any day."""
    balance = 0
    for day, todays in groupby(sorted(entries, key=lambda entry: entry.day), key=lambda entry: entry.day):
        before = balance
        balance += sum(signed(entry, member) for entry in todays)
        if balance < 0:
            raise DomainError("register.not_covered", member=member, day=day, held=Quantity(before))


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
