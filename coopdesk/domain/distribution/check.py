"""Whether facts mean something: ids once only, members that exist, a register that holds, nothing below 0.

The form of a file is the reader's matter (``reading``), the scheme is ``check_scheme``'s; here stands what holds for
any facts, from a file or from the book. Every error names the key (``share_entries[3].from``) and the value.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.columns import RegisterColumns
from coopdesk.domain.distribution.facts import AccountBalance, Facts
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.share_register import ShareEntry, check_never_negative
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity

_RESERVED = frozenset(Measure)


class _OfMember(Protocol):
    """A row of facts that belongs to a member."""

    @property
    def member(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Roll:
    """What checking facts finds out on the way: register position by member number, and the register in columns."""

    index: Mapping[str, int]
    register: RegisterColumns


def check_facts(facts: Facts) -> Roll:
    """Refuse facts nothing can be computed from.

    Raises ``distribution.no_members``, ``.duplicate``, ``.unknown_member``, ``.period_reversed``, ``.idle_entry``,
    ``.shares_not_positive``, ``.below_zero``, ``.negative`` and ``.reserved_measure``.
    """
    index = {party.id: position for position, party in enumerate(facts.members)}
    if not index:
        raise DomainError("distribution.no_members", key="members", value="[]")
    if len(index) != len(facts.members):
        refuse_duplicates((party.id, f"members[{i}].id") for i, party in enumerate(facts.members))
    if facts.period.end < facts.period.start:
        end, start = facts.period.end.isoformat(), facts.period.start.isoformat()
        raise DomainError("distribution.period_reversed", key="period.end", value=end, start=start)
    register = RegisterColumns(facts.share_entries, index)
    if not register.sound:
        _refuse_entries(facts.share_entries, index)
    try:
        check_never_negative(facts.share_entries)
    except DomainError as error:
        raise _below_zero(facts.share_entries, **error.params) from None
    _check_accounts(facts.accounts, index)
    _check_counted(facts, index)
    return Roll(index, register)


def refuse_duplicates(ids: Iterable[tuple[str, str]]) -> None:
    """Raise ``distribution.duplicate`` for the first id met twice; the pairs are id and key."""
    seen: dict[str, str] = {}
    for each, key in ids:
        if each in seen:
            raise DomainError("distribution.duplicate", key=key, value=each, first=seen[each])
        seen[each] = key


def _refuse_entries(entries: Iterable[ShareEntry], index: Collection[str]) -> None:
    """Name the first entry that moves nothing, or moves it to or from a stranger."""
    for number, entry in enumerate(entries):
        key = f"share_entries[{number}]"
        shares = format_quantity(entry.shares)
        for side, member in (("from", entry.giver), ("to", entry.taker)):
            if member is not None and member not in index:
                raise DomainError("distribution.unknown_member", key=f"{key}.{side}", value=member)
        if entry.shares <= 0:
            raise DomainError("distribution.shares_not_positive", key=f"{key}.shares", value=shares)
        if entry.giver == entry.taker:
            raise DomainError("distribution.idle_entry", key=key, value=entry.giver or shares)


def _below_zero(entries: Sequence[ShareEntry], **breach: object) -> DomainError:
    """The register's error with the key of the last entry of that day by which the member lost shares."""
    sought = (breach["member"], breach["day"], breach["share_class"])
    number, entry = next(
        (number, entry)
        for number, entry in reversed(list(enumerate(entries)))
        if (entry.giver, entry.day, entry.share_class) == sought
    )
    key = f"share_entries[{number}].shares"
    return DomainError("distribution.below_zero", key=key, value=format_quantity(entry.shares), **breach)


def _check_accounts(accounts: Sequence[AccountBalance], index: Mapping[str, int]) -> None:
    _check_members("accounts", accounts, index)
    refuse_duplicates((account.member, f"accounts[{i}].member") for i, account in enumerate(accounts))
    parts = [part.name for part in fields(AccountBalance)[1:]]
    for number, account in enumerate(accounts):
        for part in parts:
            amount: Money = getattr(account, part)
            if amount.fen < 0:
                raise DomainError(
                    "distribution.negative", key=f"accounts[{number}].{part}", value=str(amount)
                )


def _check_counted(facts: Facts, index: Mapping[str, int]) -> None:
    """Measures may take back what other rows gave, but nobody's sum is below 0; land is never negative.

    Trade may be: more may be returned of one product than was bought of it, and whether that matters the scheme tells.
    """
    _check_members("trades", facts.trades, index)
    _check_members("land", facts.land, index)
    _check_members("measures", facts.measures, index)
    measures, land = facts.measures, facts.land
    _check_sums("measures[{}].value", [((row.member, row.measure), row.value) for row in measures])
    _check_sums("land[{}].area_mu", [(number, row.area) for number, row in enumerate(land)])
    for number, row in enumerate(measures):
        if row.measure in _RESERVED:
            raise DomainError(
                "distribution.reserved_measure", key=f"measures[{number}].measure", value=row.measure
            )


def _check_members(name: str, rows: Sequence[_OfMember], index: Collection[str]) -> None:
    for number, row in enumerate(rows):
        if row.member not in index:
            raise DomainError("distribution.unknown_member", key=f"{name}[{number}].member", value=row.member)


def _check_sums(key_form: str, rows: Sequence[tuple[Hashable, int]]) -> None:
    """Refuse a sum below 0; the key is that of the last row that took something away."""
    sums: dict[Hashable, int] = {}
    for owner, value in rows:
        sums[owner] = sums.get(owner, 0) + value
    short = {owner for owner, total in sums.items() if total < 0}
    if not short:
        return
    number, value = [(i, value) for i, (owner, value) in enumerate(rows) if owner in short and value < 0][-1]
    raise DomainError(
        "distribution.negative", key=key_form.format(number), value=format_quantity(Quantity(value))
    )
