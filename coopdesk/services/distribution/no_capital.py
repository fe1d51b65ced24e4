"""Shares of a class without 每股出资额 count as no capital in the accounts: only for a reason, which is kept."""

from collections.abc import Callable, Sequence
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.share_register import holdings_on
from coopdesk.domain.text import clean_text
from coopdesk.services.ports import UnitOfWork

_CODE = "plan.no_capital"


def kept_reason(classes: Sequence[ShareClass], reason: str, known: Callable[[], str] = lambda: "") -> str:
    """What is kept of these classes with the reason: ``优先股：量化股，没有出资``; empty without a class.

    ``known`` is what was said before: it goes on for the very same classes. Raises ``plan.no_capital`` where no reason
    is given.
    """
    if not classes:
        return ""
    given = clean_text(reason)
    if given:
        return f"{_begin(classes)}{given}"
    before = known()
    if before.startswith(_begin(classes)):
        return before
    raise ReasonWanted(_CODE, field="no_capital", classes=_labels(classes))


def check_kept_reason(classes: Sequence[ShareClass], known: str) -> None:
    """Refuse with ``plan.no_capital`` where what was said is not of these classes."""
    if classes and not known.startswith(_begin(classes)):
        raise DomainError(_CODE, classes=_labels(classes))


def held_without_capital(uow: UnitOfWork, day: date) -> tuple[ShareClass, ...]:
    """The classes without 每股出资额 of which anybody holds shares at the end of a day that no account has money of."""
    return tuple(each for each in uow.coop.classes() if not each.par and _held(uow, each, day))


def asked_about(uow: UnitOfWork, day: date) -> tuple[ShareClass, ...]:
    """All classes but those without 每股出资额 whose shares on a day have their money in the accounts."""
    classes = uow.coop.classes()
    if all(each.par for each in classes):
        return tuple(classes)
    posted = {kept.share_class for kept in uow.accounts.kept_shares(day)}
    return tuple(each for each in classes if each.par or each.code not in posted or _held(uow, each, day))


def _held(uow: UnitOfWork, share_class: ShareClass, day: date) -> bool:
    """Whether anybody holds shares of a class at the end of a day that no account has money of."""
    held = holdings_on(uow.register.entries(until=day), day, (share_class.code,))
    for kept in uow.accounts.kept_shares(day):
        if kept.share_class == share_class.code:
            held[kept.member] = held.get(kept.member, 0) - kept.shares
    return any(held.values())


def _labels(classes: Sequence[ShareClass]) -> str:
    return "、".join(each.label for each in classes)


def _begin(classes: Sequence[ShareClass]) -> str:
    return f"{_labels(classes)}："
