"""A roll into the book, in one transaction and as one entry of the journal, and out of it again as a whole.

What the book says against it was told by `comparing` before; it is asked once more here, within the transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from coopdesk.domain.coop.share_class import NO_RULES, ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Posting
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson, read_relation
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.coop.handlers import FIRST_CLASS
from coopdesk.services.limits import FIRST_YEAR
from coopdesk.services.members import accounts
from coopdesk.services.members.class_rules import check_new_holders
from coopdesk.services.members.commands import ImportRoll, TakeBackImport
from coopdesk.services.members.desk import SERIES
from coopdesk.services.members.import_values import ImportReceipt, NewMembers
from coopdesk.services.members.importing.comparing import Comparison, compare, past_share
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.own_sheets import LeftMember
from coopdesk.services.members.importing.roll import Roll
from coopdesk.services.members.past import check_years, keep, take_back_past
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.shares import check_split
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.progress import WHOLE, part_of

RELATION_UNSAID = "未注明"
"""What somebody of a household is to its head where the sheet does not say."""
_ALWAYS = ("number", "name", "kind", "joined", "identity_kind")
_COMPARED, _ENTERED = 200, 900
"""Of the way (`progress.WHOLE`): once compared, once entered."""
_CHANGED = frozenset({Topic.MEMBERS, Topic.REGISTER, Topic.COOP})
_COLUMNS = {
    Field.CAPITAL: AccountColumn.CAPITAL,
    Field.RESERVE: AccountColumn.RESERVE,
    Field.SUBSIDY: AccountColumn.SUBSIDY,
    Field.DONATION: AccountColumn.DONATION,
}


def import_roll(command: ImportRoll, context: Context, left: Sequence[LeftMember] = ()) -> Changes:
    """导入名册: new members with their shares and opening balances, and changed details of those the book has.

    `left` are further ones who have left already, with what their accounts still hold.

    Raises `import.file_known`, `import.nothing_new` and for anything else that `comparing` finds `import.refused`; asks
    for a reason where a day lies in a resolved year.
    """
    roll, uow = command.roll, context.uow
    if not len(roll):
        raise DomainError("import.no_rows")
    _check(roll, command.as_of, context)
    found = compare(uow, roll, command.sha256, {}, part_of(context.progress, 0, _COMPARED))
    errors = found.findings.errors
    if len(errors) == 1 and errors[0].row < 0:
        raise DomainError(errors[0].code, **errors[0].params)
    if errors:
        raise DomainError("import.refused", count=len(errors))
    numbers = _enter_new(command, found, context)
    _enter_left(left, context, command.outside_plans)
    _enter_past(command, found, numbers, context)
    for change in found.changed:
        uow.members.amend(change.amended, context.initials(change.amended.name))
    receipt = ImportReceipt(
        0,
        clean_text(command.file),
        command.sha256,
        clean_text(command.sheet),
        len(numbers) + len(left),
        len(found.changed),
        command.persons,
    )
    return Changes(_CHANGED, str(uow.imports.keep(receipt)))


def take_back_import(command: TakeBackImport, context: Context) -> Changes:
    """撤销导入: all of its members struck (作废), its entries reversed, changed details as they were.

    `import.unknown`, `import.already_taken_back`, `member.reason_missing`; `import.rests` and `import.rests_on_plan`
    where something later rests on one of its members.
    """
    uow = context.uow
    receipt = uow.imports.get(command.number)
    if receipt is None:
        raise DomainError("import.unknown", number=command.number)
    if receipt.taken_back:
        raise DomainError("import.already_taken_back", number=command.number)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("member.reason_missing")
    count, first = uow.imports.resting(command.number, 3)
    if count:
        raise DomainError("import.rests", number=command.number, count=count, members="、".join(first))
    years = _years(uow.imports.members_of(command.number), context)
    if years:
        raise DomainError("import.rests_on_plan", number=command.number, years="、".join(map(str, years)))
    reversed_by = uow.imports.strike(command.number, reason)
    for posting in uow.imports.postings_of(command.number):
        accounts.take_back(context, posting, reason, reversed_by)
    dissolved = [Household(code) for code in uow.imports.households_of(command.number)]
    if dissolved:
        uow.households.add_versions(dissolved, reason, context.initials)
    take_back_past(uow.imports.entry_of(command.number), context)
    uow.imports.keep_taken_back(command.number, reason)
    return Changes(_CHANGED, str(command.number))


def _enter_new(command: ImportRoll, found: Comparison, context: Context) -> list[str]:
    """The members whom the book does not know, with their shares, balances and households; their numbers."""
    roll, uow = command.roll, context.uow
    new = roll if len(found.new) == len(roll) else _only(roll, found.new)
    days = [command.as_of or day for day in _joined(new)]
    if days:
        require_open(context, min(*days, *_joined(new), days[0]), command.outside_plans)
    context.progress(_COMPARED, WHOLE)
    par = _classes(new, uow)
    for code, shares in new.shares.items():
        dated = [day for day, held in zip(days, shares, strict=True) if held]
        if dated:
            check_split(code, min(dated), context)
    numbers = _numbers(new, uow)
    context.progress(_COMPARED, WHOLE)
    _check_classes(new, numbers, days, command.despite, context)
    if numbers:
        first = uow.imports.add_members(
            NewMembers(_fields(new, numbers), new.shares, days, clean_text(command.despite)),
            context.initials,
            part_of(context.progress, _COMPARED, _ENTERED),
        )
        _post_amounts(new, numbers, days, par, first, context, command.outside_plans)
        _enter_households(new, numbers, context)
    return numbers


def _check_classes(
    roll: Roll, numbers: Sequence[str], days: Sequence[date], despite: str, context: Context
) -> None:
    """Ask about the rules of the classes (caps, an end) as every other operation does."""
    known = {each.code: each for each in context.uow.coop.classes()}
    for code, shares in roll.shares.items():
        if known[code].rules == NO_RULES:
            continue
        held = [(number, of, day) for number, of, day in zip(numbers, shares, days, strict=True) if of]
        check_new_holders(known[code], held, despite, context)


def _enter_left(left: Sequence[LeftMember], context: Context, outside_plans: str) -> None:
    """Members who have left, behind everybody else; what their accounts still hold is that of their last day."""
    if not left:
        return
    members = [each.member for each in left]
    names = [field.name for field in fields(Member)]
    columns: dict[str, Sequence[Any]] = {
        name: [getattr(member, name) for member in members]
        for name in names
        if name in _ALWAYS or any(getattr(member, name) for member in members)
    }
    context.uow.imports.add_members(
        NewMembers(columns, {}, [member.joined for member in members]), context.initials
    )
    by_day: dict[date, list[AccountEntry]] = {}
    for each in left:
        for column in AccountColumn:
            amount = each.balances.get(column)
            if amount and each.member.ended is not None:
                entry = AccountEntry(each.member.number, column, amount)
                by_day.setdefault(each.member.ended, []).append(entry)
    for day in sorted(by_day):
        accounts.post(context, Posting(day, AccountCause.OPENING, tuple(by_day[day])), outside_plans)


def _enter_past(command: ImportRoll, found: Comparison, numbers: Sequence[str], context: Context) -> None:
    """What the roll tells of distributions before the book, of new members and of known ones the book lacks it of."""
    roll = command.roll
    if not roll.past:
        return
    check_years(roll.past_years, context)
    told = {year: context.uow.past.of_year(year) for year in roll.past_years}
    shares = [
        share
        for year in roll.past_years
        for place, number in (*zip(found.new, numbers, strict=True), *found.past)
        if (share := past_share(roll, place, year, number)) is not None and number not in told[year]
    ]
    keep(context.uow, [replace(share, document=command.file) for share in shares])


def _years(numbers: Sequence[str], context: Context) -> Sequence[int]:
    """The years in whose resolved figures one of the members stands, told by the first who does."""
    if not context.settled(context.uow, date(FIRST_YEAR, 1, 1)):
        return ()
    found = (context.in_years(context.uow, number) for number in numbers)
    return next((years for years in found if years), ())


def _check(roll: Roll, as_of: date | None, context: Context) -> None:
    """What a reading without errors holds: names, days that have come, and none before a member had joined."""
    for day in {*_joined(roll), *([as_of] if as_of else [])}:
        if day > context.today:
            raise DomainError("member.joined_in_future", day=day)
    if not all(roll.name):
        raise DomainError("import.name_missing")
    if as_of is not None and any(day > as_of for day in _joined(roll)):
        raise DomainError("import.as_of_before_joining", day=as_of)


def _joined(roll: Roll) -> list[date]:
    days = [day for day in roll.joined if day is not None]
    if len(days) != len(roll):
        raise DomainError("import.joined_unsaid")
    return days


def _only(roll: Roll, places: Sequence[int]) -> Roll:
    """Some members of a roll."""
    lists: dict[str, Any] = {
        name: [values[place] for place in places]
        for name, values in vars(roll).items()
        if isinstance(values, list)
    }
    shares = {code: [values[place] for place in places] for code, values in roll.shares.items()}
    amounts = {name: [values[place] for place in places] for name, values in roll.amounts.items()}
    past = {name: [values[place] for place in places] for name, values in roll.past.items()}
    at = {place: number for number, place in enumerate(places)}
    together = tuple(
        tuple(at[place] for place in household)
        for household in roll.living_together
        if all(place in at for place in household)
    )
    return replace(roll, **lists, shares=shares, amounts=amounts, past=past, living_together=together)


def _classes(roll: Roll, uow: UnitOfWork) -> Mapping[str, int]:
    """Make the classes that are missing; the contribution per share (fen) of each class of the roll.

    A class nobody holds yet and whose contribution was never said takes that of the sheet, where capital is the same
    for each share of every member.
    """
    known = {each.code: each for each in uow.coop.classes()}
    if not known:
        label = clean_text(roll.class_labels.get(ORDINARY, "")) or FIRST_CLASS.label
        known[ORDINARY] = replace(FIRST_CLASS, label=label)
        uow.coop.save_class(known[ORDINARY])
    par = _par(roll)
    held = bool(uow.register.entries()) if len(roll) and par else False
    for code in roll.shares:
        label = clean_text(roll.class_labels.get(code, "")) or code
        if code not in known:
            known[code] = ShareClass(code, label, Money(par or 0))
            uow.coop.save_class(known[code])
        elif par and not known[code].par and not held:
            known[code] = replace(known[code], par=Money(par))
            uow.coop.save_class(known[code])
    return {code: known[code].par.fen for code in roll.shares}


def _par(roll: Roll) -> int:
    """Fen a share, where one class is held and every member's capital is that times the shares; 0 otherwise."""
    capital = roll.amounts.get(Field.CAPITAL)
    if capital is None or len(roll.shares) != 1:
        return 0
    (shares,) = roll.shares.values()
    first = next((place for place, held in enumerate(shares) if held), None)
    if first is None or capital[first] is None:
        return 0
    par, rest = divmod((capital[first] or 0) * SCALE, shares[first] or 1)
    if rest:
        return 0
    fits = all((paid or 0) * SCALE == par * (held or 0) for paid, held in zip(capital, shares, strict=True))
    return par if fits else 0


def _numbers(roll: Roll, uow: UnitOfWork) -> list[str]:
    """A number for each member: the sheet's own, else the next free one of its kind's series."""
    own = set(roll.number)
    if "" not in own:
        return list(roll.number)
    wanted: dict[MemberKind, int] = {}
    for number, kind in zip(roll.number, roll.kind, strict=True):
        if not number:
            wanted[kind] = wanted.get(kind, 0) + 1
    letters: dict[str, int] = {}
    for kind, count in wanted.items():
        letter = SERIES.get(kind, "M")
        letters[letter] = letters.get(letter, 0) + count
    series = {letter: _series(letter, count, own, uow) for letter, count in letters.items()}
    return [
        number or next(series[SERIES.get(kind, "M")])
        for number, kind in zip(roll.number, roll.kind, strict=True)
    ]


def _series(letter: str, count: int, own: set[str], uow: UnitOfWork) -> Iterator[str]:
    """The next free numbers of a series, all of the width that the last of them needs."""
    first = uow.members.next_number(letter).removeprefix(letter)
    serial = int(first)
    width = max(len(first), len(str(serial + count - 1)))
    while True:
        number = f"{letter}{serial:0{width}d}"
        serial += 1
        if number not in own:
            yield number


def _fields(roll: Roll, numbers: list[str]) -> dict[str, Sequence[Any]]:
    fields: dict[str, Sequence[Any]] = {
        "number": numbers,
        "name": roll.name,
        "kind": roll.kind,
        "joined": _joined(roll),
        "group": roll.group,
        "identity": roll.identity,
        "identity_kind": roll.identity_kind,
        "bank": roll.bank,
        "account": roll.account,
        "address": roll.address,
        "remark": roll.remark,
        "phone": roll.phone,
    }
    if any(roll.role):
        fields["role"] = roll.role
    if any("/" in phone for phone in roll.phone):
        fields["phone"] = [phone.partition("/")[0] for phone in roll.phone]
        fields["phone2"] = [phone.partition("/")[2] for phone in roll.phone]
    return {name: values for name, values in fields.items() if name in ("identity_kind",) or any(values)}


def _post_amounts(
    roll: Roll,
    numbers: Sequence[str],
    days: Sequence[date],
    par: Mapping[str, int],
    first_entry: int,
    context: Context,
    outside_plans: str,
) -> None:
    """Opening balances (建账余额) of the accounts, a posting for each day.

    Capital that the shares count for anyhow (shares times 每股出资额) needs none; any other is the money of the entries
    by which the shares came.
    """
    by_day: dict[date, list[AccountEntry]] = {}
    for name, values in roll.amounts.items():
        if name is Field.CAPITAL:
            if not _told_by_shares(roll, par):
                for place, entry in _capital(roll, numbers, first_entry):
                    by_day.setdefault(days[place], []).append(entry)
            continue
        column = _COLUMNS[name]
        for place, fen in enumerate(values):
            if fen:
                by_day.setdefault(days[place], []).append(AccountEntry(numbers[place], column, Money(fen)))
    for day in sorted(by_day):
        posting = Posting(day, AccountCause.OPENING, tuple(by_day[day]))
        accounts.post(context, posting, outside_plans)


def _capital(roll: Roll, numbers: Sequence[str], first_entry: int) -> Iterator[tuple[int, AccountEntry]]:
    """Each member's capital as the money of the first entry that gave shares; those of other classes bring none."""
    capital = roll.amounts[Field.CAPITAL]
    told: set[int] = set()
    entry = first_entry
    for code, values in roll.shares.items():
        for place, shares in enumerate(values):
            if not shares:
                continue
            fen = capital[place]
            if fen is not None:
                amount = Money(0 if place in told else fen)
                yield place, AccountEntry(numbers[place], AccountColumn.CAPITAL, amount, code, entry)
                told.add(place)
            entry += 1
    for place, fen in enumerate(capital):
        if fen and place not in told:
            yield place, AccountEntry(numbers[place], AccountColumn.CAPITAL, Money(fen))


def _enter_households(roll: Roll, numbers: Sequence[str], context: Context) -> None:
    """The households (户) of a register of households, each with its persons; the head is the member."""
    if roll.living_together:
        codes = _codes(context.uow.households.next_code(), len(roll.living_together))
        living = [
            Household(
                code,
                tuple(
                    HouseholdPerson(
                        HEAD
                        if place == household[0]
                        else read_relation(roll.relation[place]) or RELATION_UNSAID,
                        numbers[place],
                    )
                    for place in household
                ),
            )
            for code, household in zip(codes, roll.living_together, strict=True)
        ]
        context.uow.households.add_versions(living, "", context.initials)
    if not any(roll.persons):
        return
    codes = _codes(context.uow.households.next_code(), len(roll))
    households = [
        Household(
            code,
            tuple(
                HouseholdPerson(HEAD, number)
                if person.is_head
                else HouseholdPerson(
                    read_relation(person.relation) or RELATION_UNSAID,
                    "",
                    person.name,
                    person.identity,
                    person.identity_kind,
                )
                for person in persons
            ),
        )
        for code, number, persons in zip(codes, numbers, roll.persons, strict=True)
        if persons
    ]
    context.uow.households.add_versions(households, "", context.initials)


def _codes(first: str, count: int) -> Sequence[str]:
    """The next free codes of households, all of one width."""
    figures = first.lstrip("H")
    serial = int(figures)
    width = max(len(figures), len(str(serial + count - 1)))
    return [f"H{number:0{width}d}" for number in range(serial, serial + count)]


def _told_by_shares(roll: Roll, par: Mapping[str, int]) -> bool:
    """Whether the capital of every member is what the shares count for in the account, in fen."""
    capital = roll.amounts[Field.CAPITAL]
    counted = [0] * len(capital)
    for code, values in roll.shares.items():
        each = par[code]
        counted = [sum_ + (held or 0) * each for sum_, held in zip(counted, values, strict=True)]
    return all(fen is None or fen == scaled // SCALE for fen, scaled in zip(capital, counted, strict=True))
