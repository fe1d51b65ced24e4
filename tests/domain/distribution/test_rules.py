"""Findings of the law: the bounds of Art. 20 and Art. 44, to the member and to the fen."""

from dataclasses import replace

import pytest

from coopdesk.domain.distribution.result import LineResult
from coopdesk.domain.distribution.rules import (
    ART20_FARMERS_80,
    ART20_ORGANISATIONS,
    ART44_PATRONAGE_60,
    findings,
    organisations_allowed,
)
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.members.member import ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money


def roll(farmers, others=0, kind=MemberKind.OTHER):
    return {MemberKind.FARMER: farmers, kind: others}


def line(pool, patronage):
    return LineResult("x", "", Basis("equal"), Money(pool), [1], 1, [pool], patronage)


@pytest.mark.parametrize(
    ("farmers", "others", "kept"), [(4, 1, True), (79, 20, False), (80, 20, True), (0, 1, False)]
)
def test_four_fifths_of_the_members_are_farmers(farmers, others, kept):
    assert (ART20_FARMERS_80 not in findings(roll(farmers, others), 0, [])) is kept


@pytest.mark.parametrize(
    ("members", "allowed"), [(1, 1), (20, 1), (21, 1), (39, 1), (40, 2), (100, 5), (119, 5)]
)
def test_one_organisation_in_a_small_roll_and_five_percent_in_a_large_one(members, allowed):
    assert organisations_allowed(members) == allowed
    for kind in ORGANISATIONS:
        assert ART20_ORGANISATIONS not in findings(roll(members - allowed, allowed, kind), 0, [])
        if members > allowed:
            found = findings(roll(members - allowed - 1, allowed + 1, kind), 0, [])
            assert ART20_ORGANISATIONS in found


def test_farmers_named_by_their_role_are_farmers_and_others_are_not():
    for kind in (MemberKind.FOUNDER, MemberKind.MANAGER):
        assert findings(roll(7, 3, kind), 0, []) == ()
    assert findings(roll(7, 3, MemberKind.OTHER), 0, []) == (ART20_FARMERS_80,)


@pytest.mark.parametrize(("patronage", "kept"), [(6000, True), (5999, False), (10_000, True), (0, False)])
def test_pools_marked_patronage_take_sixty_percent(patronage, kept):
    lines = [line(patronage, True), line(10_000 - patronage, False)]
    assert (ART44_PATRONAGE_60 not in findings(roll(5), 10_000, lines)) is kept


def test_a_rate_of_exactly_sixty_percent_is_enough_however_it_comes_out_in_fen():
    figured = replace(line(60_00, True), by_rate=10_001 * 600_000)
    assert findings(roll(5), 10_001, [figured]) == ()
    assert findings(roll(5), 10_001, [replace(figured, by_rate=10_001 * 599_999)]) == (ART44_PATRONAGE_60,)


def test_sixty_percent_of_nothing_is_reached_by_nothing():
    assert findings(roll(5), 0, []) == ()


def test_all_findings_come_in_one_order():
    everything = findings(roll(1, 4, MemberKind.ENTERPRISE), 1, [])
    assert everything == (ART20_FARMERS_80, ART20_ORGANISATIONS, ART44_PATRONAGE_60)
