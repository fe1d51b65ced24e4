"""What is brought to the member accounts by hand: contributions, opening balances, subsidies and donations."""

from collections.abc import Iterator
from datetime import date, timedelta

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    AVERAGED_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    Balances,
    Posting,
    average,
    averaged_anew,
    check_posting,
    shared_out,
)
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.account_commands import (
    AverageAgain,
    OpenAccounts,
    Opening,
    RecordContribution,
    RecordGrant,
    ReverseAccountPosting,
    TransferAccount,
)
from coopdesk.services.members.account_documents import tell_grant
from coopdesk.services.members.account_values import NOTHING
from coopdesk.services.members.accounts import balance_of, capital_entries, post, take_back
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.shares import noted
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.ACCOUNTS})
_GRANTS = {AccountColumn.SUBSIDY: AccountCause.SUBSIDY, AccountColumn.DONATION: AccountCause.DONATION}
_OF_ENDED = "资格已终止成员的份额由其余成员重新平均量化"


def record_contribution(command: RecordContribution, context: Context) -> Changes:
    """Post a contribution. In kind it needs the resolution that valued it, as converted surplus needs its own.

    Besides what ``post`` refuses: ``account.not_positive``, ``account.valuation_missing``,
    ``account.resolution_missing``, ``account.term_missing`` and ``account.term_beyond`` for rights to land and forest.
    """
    _check_positive(command.amount)
    resolution = clean_text(command.resolution)
    if command.surplus_of is not None and not resolution:
        raise DomainError("account.resolution_missing")
    if command.form.is_in_kind and not resolution:
        raise DomainError("account.valuation_missing")
    known = {each.code for each in context.uow.coop.classes()}
    if command.share_class is not None and command.share_class not in known:
        raise DomainError("register.unknown_class", share_class=command.share_class)
    entries = capital_entries(
        command.member, command.amount, poverty=command.poverty, share_class=command.share_class
    )
    of_surplus = command.surplus_of is not None
    if of_surplus:
        require_open(context, command.day, command.outside_plans)
    posting = Posting(
        command.day,
        AccountCause.SURPLUS if of_surplus else AccountCause.CONTRIBUTION,
        entries,
        clean_text(command.document),
        "；".join(_said(command)),
        resolution,
        None if of_surplus else command.form,
        command.surplus_of,
    )
    return Changes(_CHANGED, str(post(context, posting, command.outside_plans)))


def _said(command: RecordContribution) -> Iterator[str]:
    """The note of a contribution, with the days of a right that is contributed for a time."""
    note = noted(command.note, command.outside_plans)
    if note:
        yield note
    if not command.form.has_a_term:
        return
    if command.until is None or command.term is None:
        raise DomainError("account.term_missing")
    if command.until > command.term:
        raise DomainError("account.term_beyond", until=command.until, term=command.term)
    yield f"出资至 {command.until.isoformat()}，权利期限至 {command.term.isoformat()}"


def open_accounts(command: OpenAccounts, context: Context) -> Changes:
    """Give accounts the balances that the books so far had at the end of a day; the number of the posting.

    Capital is then what is said here: entries of the register up to that day no longer count by their shares. Raises
    what ``post`` does, ``account.negative`` for a balance below 0, ``account.twice`` for a member named twice and
    ``account.as_it_is`` where every account holds just that already.
    """
    known = context.uow.accounts.balances(command.day)
    seen: set[str] = set()
    entries: list[AccountEntry] = []
    for opening in command.accounts:
        if opening.member in seen:
            raise DomainError("account.twice", member=opening.member)
        seen.add(opening.member)
        entries += _opened(context.uow, opening, command.day, known.get(opening.member, NOTHING))
    if not entries:
        raise DomainError("account.as_it_is", day=command.day)
    posting = Posting(
        command.day,
        AccountCause.OPENING,
        tuple(entries),
        clean_text(command.document),
        noted(command.note, command.outside_plans),
    )
    return Changes(_CHANGED, str(post(context, posting, command.outside_plans)))


def _opened(uow: UnitOfWork, opening: Opening, day: date, posted: Balances) -> Iterator[AccountEntry]:
    """What brings an account to its balances: the differences, and a mark on shares whose money is among them."""
    member = opening.member
    for column in AccountColumn:
        wanted = opening.balances.get(column)
        if wanted.fen < 0:
            raise DomainError("account.negative", member=member, column=column, amount=wanted)
        if wanted != posted.get(column):
            yield AccountEntry(member, column, wanted - posted.get(column))
    in_accounts = {
        entry.operation for item in uow.accounts.of_member(member) for entry in item.posting.entries
    }
    for item in uow.register.of_member(member):
        if item.entry.day <= day and item.number not in in_accounts:
            share_class = item.entry.share_class
            yield AccountEntry(member, AccountColumn.CAPITAL, Money(0), share_class, item.number)


def transfer_account(command: TransferAccount, context: Context) -> Changes:
    """Move capital and reserve from one account to another, of capital first what came from other sources.

    Besides what ``post`` refuses: ``account.same_party``, ``account.not_positive`` where nothing is moved or less.
    """
    if command.giver == command.taker:
        raise DomainError("account.same_party", number=command.giver)
    if min(command.capital.fen, command.reserve.fen) < 0 or not (command.capital or command.reserve):
        raise DomainError("account.not_positive", amount=min(command.capital, command.reserve))
    held = balance_of(context.uow, command.giver, command.day)
    other = min(command.capital, max(held.capital, Money(0)))
    moved = (
        (AccountColumn.CAPITAL, other),
        (AccountColumn.CAPITAL_POVERTY, command.capital - other),
        (AccountColumn.RESERVE, command.reserve),
    )
    entries = [
        AccountEntry(member, column, amount)
        for column, moving in moved
        if moving
        for member, amount in ((command.giver, -moving), (command.taker, moving))
    ]
    posting = Posting(
        command.day,
        AccountCause.TRANSFER,
        tuple(entries),
        clean_text(command.document),
        noted(command.note, command.outside_plans),
        clean_text(command.resolution),
    )
    return Changes(_CHANGED, str(post(context, posting, command.outside_plans)))


def record_grant(command: RecordGrant, context: Context) -> Changes:
    """Average a subsidy or donation over the members of the day, exactly to the fen; the number of the posting.

    Besides what ``post`` refuses: ``account.not_positive``, ``account.not_averaged`` for another column,
    ``account.document_missing`` and ``account.no_members``. Of who has left since, nothing stays: that part is averaged
    over the others by a posting of its own (Art. 14).
    """
    if command.column not in _GRANTS:
        raise DomainError("account.not_averaged", column=command.column)
    _check_positive(command.amount)
    document = clean_text(command.document)
    if not document:
        raise DomainError("account.document_missing")
    members = members_of(context.uow, command.day)
    parts = average(command.amount.fen, len(members))
    posting = Posting(
        command.day,
        _GRANTS[command.column],
        tuple(
            AccountEntry(member, command.column, Money(fen))
            for member, fen in zip(members, parts, strict=True)
            if fen
        ),
        document,
        "；".join(
            text for text in (clean_name(command.giver), noted(command.note, command.outside_plans)) if text
        ),
    )
    number = post(context, posting, command.outside_plans)
    tell_grant(context, number, posting, command.amount, command.form, command.from_unused)
    _share_out_what_ended_lines_hold(context.uow, command.day, document)
    return Changes(_CHANGED, str(number))


def average_again(command: AverageAgain, context: Context) -> Changes:
    """Average both columns over the members of a day; the number of the posting.

    ``account.day_in_future``, ``register.year_settled`` as ``post``; ``account.no_members``; ``account.even`` where
    everybody has the average already. Of who has left since, nothing stays, as after ``record_grant``.
    """
    if command.day > context.today:
        raise DomainError("account.day_in_future", day=command.day)
    require_open(context, command.day, command.outside_plans)
    note = noted(command.note, command.outside_plans)
    number = _average_over(context.uow, command.day, clean_text(command.document), note)
    if number is None:
        raise DomainError("account.even", day=command.day)
    _share_out_what_ended_lines_hold(context.uow, command.day, clean_text(command.document))
    return Changes(_CHANGED, str(number))


def average_without(uow: UnitOfWork, leaver: str, day: date, note: str = "") -> int | None:
    """Average subsidy and donation over who stays from ``day`` on, the day after a membership ended.

    To be called once the roll says that it ended (Chongqing measures Art. 14), or when that is taken back, with the
    same day: then over all of them again. None where the leaver's account concerns no averaged column. Where a later
    posting has averaged since, it is done on that day: what was averaged then stays as it was.
    """
    days = [
        item.posting.day
        for item in uow.accounts.of_member(leaver)
        if any(entry.column in AVERAGED_COLUMNS for entry in item.posting.entries)
    ]
    return _average_over(uow, max(day, *days), "", note) if days else None


def _average_over(uow: UnitOfWork, day: date, document: str, note: str) -> int | None:
    """Post what averages both columns over the members of a day; None where nothing changes."""
    members = members_of(uow, day)
    held = uow.accounts.balances(day)
    entries = [
        entry
        for column in AVERAGED_COLUMNS
        for entry in averaged_anew(
            column, {member: balances.get(column).fen for member, balances in held.items()}, members
        )
    ]
    if not entries:
        return None
    posting = Posting(day, AccountCause.AVERAGING, tuple(entries), document, note)
    check_posting(posting)
    return uow.accounts.append(posting)


def _share_out_what_ended_lines_hold(uow: UnitOfWork, since: date, document: str) -> None:
    """Share out what a posting of an earlier day left with who is no member any more (Chongqing measures Art. 14).

    It goes, evenly, to the members of the day after each end, at the earliest of ``since``; what others already hold is
    not touched, so that later postings stay as they were. Who holds least gets the odd fen.
    """
    balances = uow.accounts.balances(date.max)
    held = {
        column: {number: each.get(column).fen for number, each in balances.items()}
        for column in AVERAGED_COLUMNS
    }
    roll = list(uow.members.roll())
    leavers: dict[date, list[str]] = {}
    for member in roll:
        if member.ended is not None and member.number in balances:
            leavers.setdefault(max(member.ended + timedelta(days=1), since), []).append(member.number)
    for day in sorted(leavers):
        staying = [member.number for member in roll if member.belongs_on(day)]
        entries = [
            entry
            for column in AVERAGED_COLUMNS
            for entry in shared_out(column, held[column], leavers[day], staying)
        ]
        if not entries:
            continue
        for entry in entries:
            of_column = held[entry.column]
            of_column[entry.member] = of_column.get(entry.member, 0) + entry.amount.fen
        posting = Posting(day, AccountCause.AVERAGING, tuple(entries), document, _OF_ENDED)
        check_posting(posting)
        uow.accounts.append(posting)


def members_of(uow: UnitOfWork, day: date) -> list[str]:
    """The numbers of the members of a day, in register order; ``account.no_members`` where there is none."""
    members = [member.number for member in uow.members.roll() if member.belongs_on(day)]
    if not members:
        raise DomainError("account.no_members", day=day)
    return members


def reverse_account_posting(command: ReverseAccountPosting, context: Context) -> Changes:
    """红字冲销 of a whole posting, with all members' shares in it; the number of the reversal. As ``take_back``.

    What a grant or an averaging left with who had ended, and was shared out over the others with it, goes with it.
    """
    for shared in _shared_out_with(context.uow, command.posting):
        take_back(context, shared, command.reason)
    number = take_back(context, command.posting, command.reason)
    return Changes(_CHANGED, str(number))


def _shared_out_with(uow: UnitOfWork, number: int) -> list[int]:
    """The postings that stand and by which the same command shared out what one left with ended lines, the last first.

    They follow it one after the other, for one command posts them all.
    """
    first = uow.accounts.get(number)
    if first is None or first.posting.cause not in (AccountCause.AVERAGING, *_GRANTS.values()):
        return []
    if first.posting.note == _OF_ENDED:
        return []  # it is such a one itself
    found: list[int] = []
    while (following := uow.accounts.get(number := number + 1)) is not None:
        posting = following.posting
        if posting.cause is not AccountCause.AVERAGING or posting.note != _OF_ENDED:
            break
        if following.is_live:
            found.append(following.number)
    return found[::-1]


def _check_positive(amount: Money) -> None:
    if amount.fen <= 0:
        raise DomainError("account.not_positive", amount=amount)
