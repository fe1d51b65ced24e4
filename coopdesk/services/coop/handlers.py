"""The co-op's own details, share classes and yearly figures."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import replace

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.distribution.scheme import PRECISIONS
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, Quantity
from coopdesk.domain.text import clean_name, clean_text, fold
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context, Handlers
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails

LONGEST_NOTICE = 365
"""Days a list may be posted (公示) at most."""


MONTHS = 12


_LEAP_YEAR = 2000


_NAMES = ("name", "chair", "supervisor", "finance_officer", "accountant")


_TEXTS = ("credit_code", "address", "phone")


FIRST_CLASS = ShareClass(ORDINARY, "普通股", Money(0))
"""The class every book begins with; label and contribution per share can be amended in the settings."""


def set_up_coop(command: SetUpCoop, context: Context) -> Changes:
    """Save the co-op's details; a book keeps every earlier version. The first save gives it its first share class."""
    details = _clean(command.details)
    if not details.name:
        raise DomainError("coop.name_missing")
    if details.founded > context.today:
        raise DomainError("coop.founded_in_future", day=details.founded)
    if not 0 <= details.reserve_rate <= ONE:
        raise DomainError("coop.reserve_rate", rate=details.reserve_rate)
    parts = (details.reserve_by_trade, details.reserve_by_equal)
    if min(parts) < 0 or sum(parts) > ONE:
        raise DomainError("coop.reserve_basis", total=Quantity(sum(parts)))
    if not 1 <= details.notice_days <= LONGEST_NOTICE:
        raise DomainError("coop.notice_days", days=details.notice_days)
    if details.precision not in PRECISIONS:
        raise DomainError("coop.precision", precision=details.precision)
    if not 1 <= details.record_month <= MONTHS or not 1 <= details.record_day <= _last_day(details):
        raise DomainError("coop.record_day", month=details.record_month, day=details.record_day)
    for months in (details.months_persons, details.months_organisations):
        if not 0 <= months <= MONTHS:
            raise DomainError("coop.months_of_notice", months=months)
    context.uow.coop.save(details)
    if not context.uow.coop.classes():
        context.uow.coop.save_class(FIRST_CLASS)
    return Changes(frozenset({Topic.COOP}))


def _last_day(details: CoopDetails) -> int:
    """The last day of the charter's month; 29 February is one (it falls back to the 28th in other years)."""
    return monthrange(_LEAP_YEAR, details.record_month)[1]


def _clean(details: CoopDetails) -> CoopDetails:
    """The details with every text as papers can carry it; raises ``text.character``."""
    cleaned = {name: clean_name(getattr(details, name)) for name in _NAMES}
    cleaned |= {name: clean_text(getattr(details, name)) for name in _TEXTS}
    return replace(details, **cleaned)  # type: ignore[arg-type]  # all of them are texts


def define_share_class(command: DefineShareClass, context: Context) -> Changes:
    """Add a share class or amend its label, par value and rules; the code is what entries refer to.

    A class without a code is a new one and gets the next: nobody has to think of codes.
    """
    known = context.uow.coop.classes()
    given = command.share_class
    code = clean_text(given.code) or next_class_code([other.code for other in known])
    share_class = replace(given, code=code, label=clean_text(given.label))
    if not share_class.label:
        raise DomainError("share_class.label_missing")
    if share_class.par.fen < 0:
        raise DomainError("share_class.par_negative", par=share_class.par)
    rules = share_class.rules
    if rules.cap < 0:
        raise DomainError("share_class.rule_negative", cap=rules.cap)
    if not 0 <= rules.cap_part <= ONE:
        raise DomainError("share_class.rule_part", part=rules.cap_part)
    if any(
        fold(other.label) == fold(share_class.label) and other.code != share_class.code for other in known
    ):
        raise DomainError("share_class.label_taken", label=share_class.label)
    context.uow.coop.save_class(share_class)
    return Changes(frozenset({Topic.COOP}), share_class.code)


def next_class_code(known: Collection[str]) -> str:
    """The code of a new class of shares: class-2, class-3 … (the first one is called ordinary)."""
    number = len(known) + 1
    while f"class-{number}" in known:
        number += 1
    return f"class-{number}"


HANDLERS: Handlers = {
    SetUpCoop: set_up_coop,
    DefineShareClass: define_share_class,
}
"""Who carries out each command of this area."""
