"""Operations of several entries: 继承, 退股, 股份转换, 拆股, 收回, and taking a whole operation back.

What each enters is ``domain.members.share_operations``' matter, what all of them must keep ``shares.enter``'s.
"""

from collections.abc import Mapping
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_operations import (
    Matter,
    after_split,
    check_terms,
    conversion,
    inheritance,
    redemption_of_all,
    split,
)
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.commands import (
    ConvertShares,
    InheritShares,
    RecallClass,
    RedeemShares,
    ReverseOperation,
    SplitClass,
)
from coopdesk.services.members.roll import known_member
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.shares import (
    append_all,
    check_splits,
    enter,
    entered,
    free_shares,
    noted,
    reverse_operation,
)

_CLASS_CHANGED = frozenset({Topic.REGISTER, Topic.COOP})


def inherit_shares(command: InheritShares, context: Context) -> Changes:
    """继承: all heirs in one operation; every class, or one, or some shares of one."""
    known_member(command.giver, context)
    matter = _matter(command.day, command.document, command.note, command.outside_plans, command.despite)
    entries = inheritance(command.giver, _estate(command, context), command.heirs, matter)
    return entered(enter(entries, context, command.outside_plans, command.despite))


def _estate(command: InheritShares, context: Context) -> Mapping[str, Quantity]:
    """What is inherited, by class: what can be given away on the day, or so many shares of one class."""
    if command.shares is not None:
        if not command.share_class:
            raise DomainError("operation.class_missing")
        return {command.share_class: command.shares}
    register = context.uow.register
    held = register.holdings(command.giver, command.day)
    codes = [share_class.code for share_class, _shares in held]
    wanted = [code for code in codes if command.share_class in ("", code)]
    free = {
        code: free_shares(register.of_class(command.giver, code), command.giver, command.day)
        for code in wanted
    }
    estate = {code: shares for code, shares in free.items() if shares}
    if not estate:
        raise DomainError("operation.no_estate", member=command.giver, day=command.day)
    return estate


def redeem_shares(command: RedeemShares, context: Context) -> Changes:
    """退股 of some shares; what is agreed to be paid for them is kept with the operation."""
    entry = ShareEntry(
        day=command.day,
        kind=EntryKind.REDEMPTION,
        shares=command.shares,
        giver=command.member,
        share_class=command.share_class,
        document=clean_text(command.document),
        note=noted(command.note, command.outside_plans, command.despite),
    )
    check_terms(command.terms, command.day)
    operation = enter([entry], context, command.outside_plans, command.despite)
    context.uow.register.add_terms(operation, command.terms)
    return entered(operation)


def convert_shares(command: ConvertShares, context: Context) -> Changes:
    """股份转换: out of one class and into another, at a ratio that must come out exactly."""
    matter = _matter(command.day, command.document, command.note, command.outside_plans, command.despite)
    entries = conversion(
        command.member, command.shares, command.old_class, command.new_class, command.ratio, matter
    )
    return entered(enter(entries, context, command.outside_plans, command.despite))


def split_class(command: SplitClass, context: Context) -> Changes:
    """拆股, 合股: all holders of a class at once, and a new contribution per share.

    It counts what is held at the end of its day as the register stands, so no entry of the class may lie after it.
    """
    share_class = _known_class(command.share_class, context)
    register, code, day = context.uow.register, share_class.code, command.day
    _not_in_future(day, context)
    last = register.last_day(code)
    if last is not None and last > day:
        raise DomainError("operation.entries_after", day=day, last=last)
    matter = _matter(day, command.document, command.note, command.outside_plans)
    entries = split(register.holders(code, day), code, command.ratio, matter)
    check_splits(entries, context)
    now = after_split(share_class, command.ratio)
    require_open(context, day, command.outside_plans)
    operation = append_all(entries, context)
    register.add_split(operation, code, day, command.ratio)
    context.uow.coop.save_class(now)
    return Changes(_CLASS_CHANGED, str(operation))


def recall_class(command: RecallClass, context: Context) -> Changes:
    """收回: every holder of the class at once, what he holds at the end of the day."""
    share_class = _known_class(command.share_class, context)
    matter = _matter(command.day, command.document, command.note, command.outside_plans)
    held = context.uow.register.holders(share_class.code, command.day)
    return entered(enter(redemption_of_all(held, share_class.code, matter), context, command.outside_plans))


def reverse_whole(command: ReverseOperation, context: Context) -> Changes:
    """红字冲销 of an operation by its number."""
    register = context.uow.register
    wrong = register.operation(command.operation)
    if not wrong:
        raise DomainError("register.unknown_entry", entry=command.operation)
    return reverse_operation(wrong, command.reason, command.outside_plans, context)


def _not_in_future(day: date, context: Context) -> None:
    if day > context.today:
        raise DomainError("register.day_in_future", day=day)


def _known_class(code: str, context: Context) -> ShareClass:
    known = next((each for each in context.uow.coop.classes() if each.code == code), None)
    if known is None:
        raise DomainError("register.unknown_class", share_class=code)
    return known


def _matter(day: date, document: str, note: str, *reasons: str) -> Matter:
    return Matter(day, clean_text(document), noted(note, *reasons))
