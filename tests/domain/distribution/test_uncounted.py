"""Shares of a class without 每股出资额 are named where the accounts are divided by, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Basis,
    Eligible,
    Line,
    Rebate,
    Rest,
    Scheme,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.distribution.uncounted import uncounted_classes
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import parse_quantity

DAY = date(2019, 12, 31)
PAID = ShareClass("ordinary", "普通股", Money.parse("500"))
BARE = ShareClass("class-2", "量化股", Money(0))


def entry(taker: str, share_class: str, day: date = date(2019, 2, 1)) -> ShareEntry:
    return ShareEntry(day, EntryKind.ALLOTMENT, parse_quantity("2"), taker=taker, share_class=share_class)


FACTS = Facts(
    record_date=DAY,
    period=Period(date(2019, 1, 1), DAY),
    members=(Party("F01", "甲", MemberKind.FARMER), Party("C01", "村集体", MemberKind.VILLAGE_COLLECTIVE)),
    surplus=Surplus(Money.parse("1000")),
    share_entries=(entry("F01", "ordinary"), entry("C01", "class-2")),
)


def scheme(measure: str, eligible: Eligible = EVERYBODY) -> Scheme:
    return Scheme(((Line("a", "剩余盈余分配", Rest(), Basis(measure), eligible),),))


def named(made: Scheme, facts: Facts = FACTS) -> list[str]:
    return [each.label for each in uncounted_classes(facts, made, (PAID, BARE))]


@pytest.mark.parametrize("measure", ["capital", "account_total"])
def test_a_held_class_without_a_contribution_is_named_where_the_accounts_are_divided_by(measure: str) -> None:
    assert named(scheme(measure)) == ["量化股"]
    assert named(scheme("shares")) == []


def test_shares_of_nobody_who_takes_part_and_shares_taken_later_matter_to_nobody() -> None:
    farmers = Eligible(kinds=frozenset({MemberKind.FARMER}))
    assert named(scheme("capital", farmers)) == []
    gone = Eligible(members=("F01", "F09"), except_members=("F08",))
    assert named(scheme("capital", gone)) == []
    late = replace(FACTS, share_entries=(entry("C01", "class-2", date(2020, 1, 1)),))
    assert named(scheme("capital"), late) == []


def test_a_rebate_by_capital_is_looked_at_too() -> None:
    rebate = Rebate("r", "二次返利", "F01", ("a",), EVERYBODY, Basis("capital"))
    assert named(replace(scheme("shares"), rebates=(rebate,))) == ["量化股"]
