"""公积金量化 (Art. 42): the reserve that a resolved year drew becomes each member's share; what is taken from it again.

Resolving a year quantifies its reserve by the charter's rule, taking the resolution back takes that back too. A year
resolved before the book had accounts, or one whose basis was empty then, is quantified by a command.
"""

from datetime import date

from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.reserve import (
    NOTHING_TO_DIVIDE_BY,
    ReserveRule,
    quantify,
    units_of,
    use_reserve,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    CAPITAL_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    Posting,
    check_posting,
)
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.accounts import account_on
from coopdesk.services.distribution.commands import PayOutAccount, QuantifyReserve, UseReserve
from coopdesk.services.distribution.drawn import drawn_reserve
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.members.accounts import post, take_back
from coopdesk.services.members.shares import noted
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.ACCOUNTS})
_RESOLVED = (PlanState.APPROVED, PlanState.PAID)


def rule_of(coop: CoopDetails) -> ReserveRule:
    """The charter's rule for quantifying the reserve."""
    return ReserveRule(coop.reserve_by_trade, coop.reserve_by_equal)


def quantify_on_approval(uow: UnitOfWork, facts: Facts, drawn: Money, coop: CoopDetails, number: str) -> bool:
    """Post a resolved year's reserve to the accounts on the year's last day; whether there was anything to post by.

    Where the basis is empty, as without 每股出资额 and postings, nothing is: the account's page says that it is open.
    """
    if drawn.fen <= 0:
        return False
    try:
        posting = _quantified(facts, drawn, rule_of(coop), facts.period.end)
    except DomainError as empty:
        if empty.code not in NOTHING_TO_DIVIDE_BY:
            raise
        return False
    _append(uow, posting, resolution=number)
    return True


def take_back_quantified(context: Context, year: int, reason: str) -> None:
    """Take back what a year's reserve put into the accounts, when its resolution is taken back."""
    for number in context.uow.accounts.live(AccountCause.QUANTIFIED, year):
        take_back(context, number, reason)


def is_open(uow: UnitOfWork, year: int) -> Money | None:
    """The reserve of a resolved year that no account has yet; None where nothing was drawn or all is quantified."""
    drawn = drawn_reserve(uow.plans.drawn(year))
    if not drawn or uow.accounts.live(AccountCause.QUANTIFIED, year):
        return None
    return drawn


def quantify_reserve(command: QuantifyReserve, context: Context) -> Changes:
    """Quantify a year's reserve by command; the number of the posting.

    Raises ``reserve.already_quantified``, ``reserve.nothing_drawn``, ``reserve.amount_missing`` for a year without a
    resolved plan, ``reserve.not_what_was_drawn`` for another sum than the plan's, and what ``quantify`` refuses.
    """
    uow, year = context.uow, command.year
    if uow.accounts.live(AccountCause.QUANTIFIED, year):
        raise DomainError("reserve.already_quantified", year=year)
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    record = uow.plans.current(year)
    resolved = record is not None and record.state in _RESOLVED
    facts = record.draft.facts if record is not None and resolved else facts_of_past_year(uow, year)
    drawn = drawn_reserve(uow.plans.drawn(year)) if resolved else (command.amount or Money(0))
    if not resolved and drawn.fen <= 0:
        raise DomainError("reserve.amount_missing", year=year)
    if not drawn:
        raise DomainError("reserve.nothing_drawn", year=year)
    if command.amount is not None and command.amount != drawn:
        raise DomainError("reserve.not_what_was_drawn", year=year, amount=command.amount, drawn=drawn)
    day = date(year, 12, 31)
    if day > context.today:
        raise DomainError("account.day_in_future", day=day)
    rule = command.rule or rule_of(coop)
    if min(rule.weights.values()) < 0:
        raise DomainError("reserve.no_rule")
    posting = _quantified(facts, drawn, rule, day)
    resolution = record.resolution.number if record is not None and record.resolution is not None else ""
    number = _append(
        uow, posting, resolution, document=clean_text(command.document), note=clean_text(command.note)
    )
    return Changes(_CHANGED, str(number))


def facts_of_past_year(uow: UnitOfWork, year: int) -> Facts:
    """What a year that was never resolved in the book is quantified by: its last day and its trade."""
    from coopdesk.services.coop.values import YearFigures
    from coopdesk.services.distribution.distributions import gather

    figures = uow.years.get(year) or YearFigures(year, Money(0), Money(0))
    return gather(uow, figures, date(year, 12, 31))


def _quantified(facts: Facts, drawn: Money, rule: ReserveRule, day: date) -> Posting:
    shares = quantify(drawn.fen, rule, units_of(facts.members, facts.accounts, facts.trades))
    entries = tuple(
        AccountEntry(party.id, AccountColumn.RESERVE, Money(fen))
        for party, fen in zip(facts.members, shares, strict=True)
        if fen
    )
    return Posting(day, AccountCause.QUANTIFIED, entries, year=facts.period.start.year)


def _append(uow: UnitOfWork, posting: Posting, resolution: str, document: str = "", note: str = "") -> int:
    made = Posting(
        posting.day, posting.cause, posting.entries, document, note, resolution, None, posting.year
    )
    check_posting(made)
    return uow.accounts.append(made)


def use_the_reserve(command: UseReserve, context: Context) -> Changes:
    """Take a sum from all members' shares of the reserve in proportion; turned into capital it is theirs all the same.

    Raises ``account.not_positive``, ``account.resolution_missing``, ``reserve.more_than_held`` and what ``post`` does.
    """
    if command.amount.fen <= 0:
        raise DomainError("account.not_positive", amount=command.amount)
    resolution = clean_text(command.resolution)
    if not resolution:
        raise DomainError("account.resolution_missing")
    held = {
        member: balances.reserve.fen
        for member, balances in context.uow.accounts.balances(command.day).items()
        if balances.reserve.fen > 0
    }
    taken = use_reserve(command.amount.fen, held)
    entries = [AccountEntry(member, AccountColumn.RESERVE, Money(-fen)) for member, fen in taken.items()]
    if command.to_capital:
        entries += [AccountEntry(member, AccountColumn.CAPITAL, Money(fen)) for member, fen in taken.items()]
    posting = Posting(
        command.day,
        AccountCause.RESERVE_USED,
        tuple(entries),
        clean_text(command.document),
        noted(command.note, command.outside_plans),
        resolution,
    )
    return Changes(_CHANGED, str(post(context, posting, command.outside_plans)))


def pay_out_account(command: PayOutAccount, context: Context) -> Changes:
    """Pay capital and reserve share back to who has left, all of it or an instalment: reserve last (Art. 28).

    Raises ``member.unknown``, ``account.still_member``, ``account.nothing_left``, ``account.more_than_left`` and what
    ``post`` does.
    """
    uow = context.uow
    member = uow.members.get(command.member)
    if member is None:
        raise DomainError("member.unknown", number=command.member)
    if member.ended is None or command.day <= member.ended:
        raise DomainError("account.still_member", number=member.number, day=command.day)
    held = account_on(uow, member.number, command.day)
    columns = (*CAPITAL_COLUMNS, AccountColumn.RESERVE)
    left = sum(max(held.get(column).fen, 0) for column in columns)
    if not left:
        raise DomainError("account.nothing_left", number=member.number, day=command.day)
    paid = left if command.amount is None else command.amount.fen
    if paid <= 0:
        raise DomainError("account.not_positive", amount=Money(paid))
    if paid > left:
        raise DomainError(
            "account.more_than_left", number=member.number, amount=Money(paid), left=Money(left)
        )
    entries = []
    for column in columns:
        part = min(paid, max(held.get(column).fen, 0))
        paid -= part
        if part:
            entries.append(AccountEntry(member.number, column, Money(-part)))
    posting = Posting(
        command.day,
        AccountCause.WITHDRAWAL,
        tuple(entries),
        clean_text(command.document),
        noted(command.note, command.outside_plans),
    )
    return Changes(_CHANGED, str(post(context, posting, command.outside_plans)))
