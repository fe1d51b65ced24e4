"""The engine against the slow reference: whatever the case, the same document or the same refusal."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.distribution.document import (
    read_case,
    read_facts,
    read_scheme,
    result_document,
    scheme_document,
)
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.facts_document import facts_text
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberRole
from tests.domain.distribution import reference
from tests.domain.distribution.random_cases import random_case

SEEDS = st.integers(0, 2**48)


def answer(case: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        return result_document(distribute(*read_case(case)))
    except DomainError:
        return None


def expected(case: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        return reference.evaluate(case)
    except reference.Refused:
        return None


# 5,000 and more: COOPDESK_RANDOM_CASES=5000
@settings(max_examples=int(os.environ.get("COOPDESK_RANDOM_CASES", "300")))
@given(SEEDS)
def test_engine_and_reference_agree_on_any_case(seed: int) -> None:
    case = random_case(seed)
    assert answer(case) == expected(case)


def test_the_random_cases_are_neither_all_good_nor_all_bad() -> None:
    answers = [answer(random_case(seed)) for seed in range(300)]
    good = [each for each in answers if each is not None]
    assert 100 < len(good) < 280
    assert any(member["tax"] != "0.00" for each in good for member in each["members"].values())
    assert any("r0" in member["lines"] for each in good for member in each["members"].values())
    assert any(each["carried_forward"] == "0.00" for each in good)


def kept_and_read(facts: Facts) -> Facts:
    return read_facts(json.loads("".join(facts_text(facts))))


@settings(max_examples=150)
@given(SEEDS)
def test_facts_and_schemes_come_back_equal_from_their_documents(seed: int) -> None:
    try:
        facts, scheme = read_case(random_case(seed))
    except DomainError:
        return
    assert kept_and_read(facts) == facts
    founders = tuple(replace(party, role=MemberRole.FOUNDER) for party in facts.members[:1])
    of_book = replace(facts, members=founders + tuple(facts.members[1:]))
    assert kept_and_read(of_book) == of_book
    assert read_scheme(scheme_document(scheme), facts) == scheme


@pytest.mark.parametrize("seed", range(3))
def test_the_reference_itself_keeps_the_sum(seed: int) -> None:
    for number in range(seed * 100, seed * 100 + 100):
        result = expected(random_case(number))
        if result is not None:
            total = Fraction(result["totals"]["gross"]) + Fraction(result["carried_forward"])
            assert total == Fraction(result["distributable"])
