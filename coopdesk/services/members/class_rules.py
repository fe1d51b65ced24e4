"""What the charter says of a class of shares, kept where shares come or go: transfer, officers, caps, an end.

A rule refuses, or asks for a reason that stays with the entry; which of the two, the class says (``Breach``). What was
entered before a rule was is not judged again, and a reversal is never held up by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.coop.share_class import Breach, ClassRules, ShareClass, TransferRule, Voice
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.domain.text import clean_text, fold
from coopdesk.services.context import Context
from coopdesk.services.members.in_office import is_officer

REASON_FIELD = "despite"
"""The field of a command that says why something is done although a rule of the class is against it."""
_HUNDRED = 100
_GIVEN_AWAY = frozenset({EntryKind.TRANSFER, EntryKind.GIFT})


@dataclass(frozen=True, slots=True)
class _Rule:
    """A broken rule: what follows, and what is said."""

    breach: Breach
    code: str
    params: Mapping[str, object]


def check_rules(
    entries: Sequence[ShareEntry], classes: Mapping[str, ShareClass], reason: str, context: Context
) -> None:
    """Refuse the first entry that breaks a rule of its class; where the class lets it go for a reason, ask for that."""
    given = clean_text(reason)
    for rule in _broken(entries, classes, context):
        if rule.breach is Breach.REFUSE:
            raise DomainError(rule.code, **rule.params)
        if not given:
            raise ReasonWanted(rule.code, field=REASON_FIELD, **rule.params)


def check_new_holders(
    share_class: ShareClass, held: Sequence[tuple[str, int, date]], reason: str, context: Context
) -> None:
    """As ``check_rules`` for many at once who held nothing before: number, shares (millionths) and day of each.

    Of the cap on a part of the class all of them count together, as at the last of the days.
    """
    given = clean_text(reason)
    for rule in _broken_by_new(share_class, held, context):
        if rule.breach is Breach.REFUSE:
            raise DomainError(rule.code, **rule.params)
        if not given:
            raise ReasonWanted(rule.code, field=REASON_FIELD, **rule.params)


def _broken_by_new(
    share_class: ShareClass, held: Sequence[tuple[str, int, date]], context: Context
) -> Iterable[_Rule]:
    rules = share_class.rules
    if not held or not (rules.cap or rules.cap_part or rules.ends):
        return
    last = max(day for _number, _shares, day in held)
    there = context.uow.register.in_class(share_class.code, last) + sum(shares for _n, shares, _day in held)
    for number, shares, day in held:
        said = {"label": share_class.label, "number": number, "shares": Quantity(shares)}
        if rules.ends is not None and day > rules.ends:
            ended = {"label": share_class.label, "ends": rules.ends, "day": day}
            yield _Rule(rules.beyond_end, "share_class.ended", ended)
        if rules.cap and shares > rules.cap:
            yield _Rule(rules.beyond_cap, "share_class.cap", {**said, "cap": rules.cap})
        if rules.cap_part and shares * SCALE > there * rules.cap_part and not _is_founding(day, context):
            percent = Quantity(rules.cap_part * _HUNDRED)
            part = {**said, "percent": percent, "whole": Quantity(there)}
            yield _Rule(rules.beyond_cap, "share_class.cap_part", part)


def check_voice(number: str, context: Context) -> None:
    """``share_class.no_voice`` for more additional votes (Art. 22) to who only holds shares that give none."""
    held = context.uow.register.holdings(number, context.today)
    if held and all(share_class.rules.voice is Voice.NONE for share_class, _shares in held):
        raise DomainError("share_class.no_voice", number=number, label=held[0][0].label)


def _broken(
    entries: Sequence[ShareEntry], classes: Mapping[str, ShareClass], context: Context
) -> Iterable[_Rule]:
    for entry in entries:
        share_class = classes[entry.share_class]
        rules = share_class.rules
        if entry.kind is not EntryKind.SPLIT:
            yield from _ended(entry, share_class)
        if entry.kind in _GIVEN_AWAY:
            yield from _transfer(entry, share_class, context)
            yield from _officer(entry, rules, context)
    yield from _capped(entries, classes, context)


def _ended(entry: ShareEntry, share_class: ShareClass) -> Iterable[_Rule]:
    ends = share_class.rules.ends
    if ends is not None and entry.taker is not None and entry.day > ends:
        said = {"label": share_class.label, "ends": ends, "day": entry.day}
        yield _Rule(share_class.rules.beyond_end, "share_class.ended", said)


def _transfer(entry: ShareEntry, share_class: ShareClass, context: Context) -> Iterable[_Rule]:
    rules = share_class.rules
    if rules.transfer is TransferRule.NOBODY:
        yield _Rule(rules.beyond_transfer, "share_class.not_transferable", {"label": share_class.label})
    if rules.transfer is TransferRule.MEMBERS and entry.taker is not None:
        taker = context.uow.members.get(entry.taker)
        if taker is not None and taker.joined >= entry.day:
            said = {"label": share_class.label, "number": taker.number, "joined": taker.joined}
            yield _Rule(rules.beyond_transfer, "share_class.only_members", said)


def _officer(entry: ShareEntry, rules: ClassRules, context: Context) -> Iterable[_Rule]:
    if rules.officers is not None and entry.giver is not None and in_office(entry.giver, entry.day, context):
        yield _Rule(rules.officers, "share_class.officer", {"number": entry.giver, "day": entry.day})


def in_office(number: str, day: date, context: Context) -> bool:
    """Whether a member is an officer of the co-op on a day (Art. 33).

    By the terms on record; where there are none yet, by the names of 理事长, 监事, 财务负责人 and 会计 in the settings.
    """
    if context.uow.officers.all():
        return is_officer(context.uow, number, day)
    coop, member = context.uow.coop.current(), context.uow.members.get(number)
    if coop is None or member is None:
        return False
    named = (coop.chair, coop.supervisor, coop.finance_officer, coop.accountant)
    return fold(member.name) in {fold(name) for name in named if name}


def _capped(
    entries: Sequence[ShareEntry], classes: Mapping[str, ShareClass], context: Context
) -> Iterable[_Rule]:
    takers = {
        (entry.taker, entry.share_class): entry.day
        for entry in entries
        if entry.taker is not None and entry.kind is not EntryKind.SPLIT
    }
    for (taker, code), day in takers.items():
        share_class = classes[code]
        rules = share_class.rules
        if not (rules.cap or rules.cap_part):
            continue
        known = context.uow.register.of_class(taker, code)
        held = _most((*known, *(entry for entry in entries if entry.share_class == code)), taker, day)
        said = {"label": share_class.label, "number": taker, "shares": held}
        if rules.cap and held > rules.cap:
            yield _Rule(rules.beyond_cap, "share_class.cap", {**said, "cap": rules.cap})
        if rules.cap_part and not _is_founding(day, context):
            there = context.uow.register.in_class(code, day) + sum(
                entry.shares * ((entry.giver is None) - (entry.taker is None))
                for entry in entries
                if entry.share_class == code
            )
            if held * SCALE > there * rules.cap_part:
                percent = Quantity(rules.cap_part * _HUNDRED)
                said = {**said, "percent": percent, "whole": Quantity(there)}
                yield _Rule(rules.beyond_cap, "share_class.cap_part", said)


def _is_founding(day: date, context: Context) -> bool:
    """Whether a day is not after the founding: the founders subscribe together, whoever is entered first."""
    coop = context.uow.coop.current()
    return coop is not None and day <= coop.founded


def _most(entries: Iterable[ShareEntry], member: str, day: date) -> Quantity:
    """The most shares of a class that a member holds at the end of a day or of any later one."""
    by_day: dict[date, int] = {day: 0}
    for entry in entries:
        moved = entry.shares * ((entry.taker == member) - (entry.giver == member))
        when = max(entry.day, day)
        by_day[when] = by_day.get(when, 0) + moved
    held, most = 0, 0
    for when in sorted(by_day):
        held += by_day[when]
        most = max(most, held)
    return Quantity(most)
