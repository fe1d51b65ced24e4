"""The edits of a scheme, one function each: an immutable Scheme in, the edited Scheme out.

Parts are named by their ids. Whatever is taken away is also taken out of what refers to it (rebates of a line, tax on
a line), so an edited scheme never names a line that is gone. Knows no widget and no book.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Eligible,
    Line,
    RateOfTier,
    Rebate,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.wording import usual_text

BY_SHARES = Basis(Measure.SHARES.value)
FARMERS = Eligible(kinds=frozenset({MemberKind.FARMER}))
PERSONS = Eligible(
    kinds=frozenset({MemberKind.FARMER, MemberKind.FOUNDER, MemberKind.MANAGER, MemberKind.OTHER})
)
USUAL_TAX = Quantity(200_000)
"""20 %: the rate of 利息、股息、红利所得, only as what a form begins with."""


class _Named(Protocol):
    """A part of a scheme with an id."""

    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Named)


def line_ids(scheme: Scheme) -> list[str]:
    """Ids of all lines of the tiers, in order; rebates are not lines that can be given on."""
    return [line.id for tier in scheme.tiers for line in tier]


def labels(scheme: Scheme) -> dict[str, str]:
    """Labels of all lines and rebates by id, in the order of their columns."""
    lines = {line.id: usual_text(line.label) for tier in scheme.tiers for line in tier}
    return lines | {rebate.id: usual_text(rebate.label) for rebate in scheme.rebates}


def fresh_id(scheme: Scheme, stem: str) -> str:
    """An id nothing in the scheme has: ``stem``, ``stem-2``, …"""
    taken = {*labels(scheme), *(each.id for each in scheme.appropriations)}
    number, wanted = 1, stem
    while wanted in taken:
        number += 1
        wanted = f"{stem}-{number}"
    return wanted


def where(scheme: Scheme, line_id: str) -> tuple[int, int]:
    """Tier and place of a line, from 0; KeyError if there is none."""
    for number, tier in enumerate(scheme.tiers):
        for place, line in enumerate(tier):
            if line.id == line_id:
                return number, place
    raise KeyError(line_id)


# Lines and tiers


def replace_line(scheme: Scheme, line: Line) -> Scheme:
    """The line in the place of the one with the same id."""
    tiers = tuple(_replaced(tier, line) for tier in scheme.tiers)
    return replace(scheme, tiers=tiers)


def add_line(scheme: Scheme, tier: int, label: str) -> tuple[Scheme, str]:
    """One more line in a tier, taking nothing yet, before a line that takes the rest; also returns its id."""
    line = Line(fresh_id(scheme, "line"), label, RateOfTier(ZERO), BY_SHARES)
    lines = scheme.tiers[tier]
    rests = [place for place, other in enumerate(lines) if isinstance(other.pool, Rest)]
    place = rests[0] if rests else len(lines)
    return _with_tier(scheme, tier, (*lines[:place], line, *lines[place:])), line.id


def add_tier(scheme: Scheme, label: str) -> tuple[Scheme, str]:
    """One more tier, whose only line gives out all that the tiers before it leave; also returns that line's id."""
    line = Line(fresh_id(scheme, "line"), label, Rest(), BY_SHARES)
    return replace(scheme, tiers=(*scheme.tiers, (line,))), line.id


def remove_line(scheme: Scheme, line_id: str) -> Scheme:
    """The scheme without a line; a tier left empty goes with it, as do rebates and taxes of nothing else."""
    tier, _place = where(scheme, line_id)
    return _forget(_with_tier(scheme, tier, _without(scheme.tiers[tier], line_id)), line_id)


def move_line(scheme: Scheme, line_id: str, by: int) -> Scheme:
    """A line one place up (-1) or down (+1), past the edge into the next tier; at either end it stays."""
    tier, place = where(scheme, line_id)
    tiers = [list(each) for each in scheme.tiers]
    if 0 <= place + by < len(tiers[tier]):
        tiers[tier].insert(place + by, tiers[tier].pop(place))
    elif 0 <= tier + by < len(tiers):
        beyond = tiers[tier + by]
        beyond.insert(len(beyond) if by < 0 else 0, tiers[tier].pop(place))
    return replace(scheme, tiers=tuple(tuple(each) for each in tiers if each))


def _with_tier(scheme: Scheme, tier: int, lines: tuple[Line, ...]) -> Scheme:
    tiers = (*scheme.tiers[:tier], lines, *scheme.tiers[tier + 1 :])
    return replace(scheme, tiers=tuple(each for each in tiers if each))


# Rebates, appropriations, tax


def add_rebate(scheme: Scheme, giver: str, label: str) -> tuple[Scheme, str]:
    """One more rebate: all that ``giver`` gets goes on to the farmers by their shares; also returns its id."""
    rebate = Rebate(fresh_id(scheme, "rebate"), label, giver, tuple(line_ids(scheme)), FARMERS, BY_SHARES)
    return replace(scheme, rebates=(*scheme.rebates, rebate)), rebate.id


def replace_rebate(scheme: Scheme, rebate: Rebate) -> Scheme:
    """The rebate in the place of the one with the same id."""
    return replace(scheme, rebates=_replaced(scheme.rebates, rebate))


def remove_rebate(scheme: Scheme, rebate_id: str) -> Scheme:
    """The scheme without a rebate, and without taxes of nothing else."""
    return _forget(replace(scheme, rebates=_without(scheme.rebates, rebate_id)), rebate_id)


def add_appropriation(scheme: Scheme, label: str) -> tuple[Scheme, str]:
    """One more appropriation, taking nothing yet; also returns its id."""
    made = Appropriation(fresh_id(scheme, "reserve"), label, rate=ZERO)
    return replace(scheme, appropriations=(*scheme.appropriations, made)), made.id


def replace_appropriation(scheme: Scheme, appropriation: Appropriation) -> Scheme:
    """The appropriation in the place of the one with the same id."""
    return replace(scheme, appropriations=_replaced(scheme.appropriations, appropriation))


def remove_appropriation(scheme: Scheme, appropriation_id: str) -> Scheme:
    """The scheme without an appropriation."""
    return replace(scheme, appropriations=_without(scheme.appropriations, appropriation_id))


def add_withholding(scheme: Scheme) -> Scheme:
    """Tax withheld from what persons get; organisations settle theirs themselves.

    What goes back by trade (盈余返还) is the price of what a member brought and no dividend: it is taxed only where
    nothing else is given, or where a person ticks it.
    """
    lines = labels(scheme)
    by_trade = {line.id for tier in scheme.tiers for line in tier if line.patronage}
    tax = Withholding(
        tuple(each for each in lines if each not in by_trade) or tuple(lines), USUAL_TAX, PERSONS
    )
    return replace(scheme, withholding=(*scheme.withholding, tax))


def replace_withholding(scheme: Scheme, place: int, tax: Withholding) -> Scheme:
    """Another tax in that place; a tax has no id."""
    taxes = scheme.withholding
    return replace(scheme, withholding=(*taxes[:place], tax, *taxes[place + 1 :]))


def remove_withholding(scheme: Scheme, place: int) -> Scheme:
    """The scheme without the tax in that place."""
    taxes = scheme.withholding
    return replace(scheme, withholding=(*taxes[:place], *taxes[place + 1 :]))


# What is common


def _forget(scheme: Scheme, gone: str) -> Scheme:
    """Take what is gone out of the rebates and taxes that name it; those of nothing else go with it."""
    rebates = [replace(each, of_lines=_but(each.of_lines, gone)) for each in scheme.rebates]
    taxes = [replace(each, lines=_but(each.lines, gone)) for each in scheme.withholding]
    idle = [rebate.id for rebate in rebates if not rebate.of_lines]
    kept = replace(
        scheme,
        rebates=tuple(rebate for rebate in rebates if rebate.of_lines),
        withholding=tuple(tax for tax in taxes if tax.lines),
    )
    for rebate_id in idle:
        kept = _forget(kept, rebate_id)
    return kept


def _but(ids: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(each for each in ids if each != gone)


def _replaced(parts: Sequence[P], part: P) -> tuple[P, ...]:
    return tuple(part if each.id == part.id else each for each in parts)


def _without(parts: Sequence[P], part_id: str) -> tuple[P, ...]:
    return tuple(each for each in parts if each.id != part_id)
