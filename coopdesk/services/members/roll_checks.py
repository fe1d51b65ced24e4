"""What of the roll stands in the way of papers and payment: told at home and before the resolution, never blocked.

Numbers that are missing or there twice, characters no paper can show, more additional votes than the law allows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coopdesk.domain.members.votes import most_extra_votes
from coopdesk.domain.text import code_point
from coopdesk.services.ports import UnitOfWork

Unprintable = Callable[[str], str]
"""The characters of a text that no face of the program holds."""

DUE_WITHIN = timedelta(days=30)
"""Instalments are told of so long before they are due."""
_NAMED = 5
"""So many members are named; the rest are counted."""


def everything_prints(_text: str) -> str:
    """For books that are opened without a way to print."""
    return ""


class RollProblemKind(StrEnum):
    """Kinds of things to put right, the most pressing first."""

    DUPLICATE_IDENTITY = "duplicate_identity"
    MISSING_ACCOUNT = "missing_account"
    MISSING_IDENTITY = "missing_identity"
    UNPRINTABLE = "unprintable"
    EXTRA_VOTES = "extra_votes"
    ENDED_CLASS = "ended_class"
    INSTALMENT_DUE = "instalment_due"


@dataclass(frozen=True, slots=True)
class RollProblem:
    """One thing to put right: how many members it concerns, the first of them, and the field of the first to open.

    ``characters`` are those that cannot be printed, each with its code point. A problem without a field is one of the
    member's shares.
    """

    kind: RollProblemKind
    count: int
    members: tuple[str, ...]
    field: str
    characters: str = ""


def roll_problems(uow: UnitOfWork, day: date, unprintable: Unprintable) -> Iterator[RollProblem]:
    """What there is to put right with the members of a day."""
    kind = RollProblemKind
    twice = uow.queries.shared_identities(day)
    if twice:
        numbers = [number for group in twice for number in group]
        yield RollProblem(kind.DUPLICATE_IDENTITY, len(numbers), tuple(numbers[:_NAMED]), "identity")
    identities, accounts = uow.queries.missing(day)
    for missing, count, field in (
        (kind.MISSING_ACCOUNT, accounts, "account"),
        (kind.MISSING_IDENTITY, identities, "identity"),
    ):
        if count:
            yield RollProblem(missing, count, tuple(uow.queries.without(field, day, _NAMED)), field)
    yield from _unprintable(uow, day, unprintable)
    members, votes = uow.queries.votes(day)
    if votes > most_extra_votes(members):
        yield RollProblem(kind.EXTRA_VOTES, votes, tuple(uow.queries.voters(day, _NAMED)), "extra_votes")


def share_problems(uow: UnitOfWork, day: date) -> Iterator[RollProblem]:
    """What there is to do with shares: classes whose term has ended and that are still held, instalments due."""
    for share_class in uow.coop.classes():
        if share_class.rules.ends is not None and share_class.rules.ends < day:
            count, held = uow.queries.holders(share_class.code, _NAMED)
            if count:
                yield RollProblem(RollProblemKind.ENDED_CLASS, count, tuple(held), "")
    if uow.queries.has_instalments():
        # Payments are loaded where anything was ever agreed to be paid by instalments.
        from coopdesk.services.members.share_payments import waiting_by

        waiting = waiting_by(uow, day + DUE_WITHIN)
        if waiting:
            yield RollProblem(RollProblemKind.INSTALMENT_DUE, len(waiting), waiting[:_NAMED], "")


def _unprintable(uow: UnitOfWork, day: date, unprintable: Unprintable) -> Iterator[RollProblem]:
    texts = uow.queries.printed_texts(day)
    # Nearly always nothing: one look at all characters together.
    lacking = set(unprintable("".join(sorted(set().union(*(text for _number, text in texts))))))
    if not lacking:
        return
    numbers = [number for number, text in texts if lacking & set(text)]
    named = "、".join(f"{character}（{code_point(character)}）" for character in sorted(lacking)[:_NAMED])
    yield RollProblem(RollProblemKind.UNPRINTABLE, len(numbers), tuple(numbers[:_NAMED]), "name", named)
