"""What is looked at before a year is closed: each point clear, or with what was found."""

from typing import Any

import pytest

from coopdesk.domain.ledger.close_checklist import CloseCheck, CloseFacts, Compared, Gap, checklist
from coopdesk.domain.ledger.months import Month
from tests.ledger.notation import voucher, year_of, yuan

SOUND = year_of([voucher("2024-03-01", "借 102 500 贷 301/A 500")], 2024)


def found(facts):
    return {
        item.check: [(fault.code, fault.params) for fault in item.findings]
        for item in checklist(facts)
        if item.findings
    }


def test_all_points_are_looked_at_in_order_and_clear_in_sound_books():
    items = checklist(CloseFacts(SOUND, capital=(Compared(yuan("500"), yuan("500")),)))
    assert [item.check for item in items] == list(CloseCheck)
    assert not any(item.findings or item.blocks for item in items)


def test_drafts_gaps_and_open_months_keep_the_year_open():
    facts = CloseFacts(SOUND, 3, (Gap(Month(2024, 2), "记", 7),), (Month(2024, 11), Month(2024, 12)))
    assert found(facts) == {
        CloseCheck.DRAFTS: [("close.drafts", {"count": 3})],
        CloseCheck.GAPS: [("close.gap", {"month": "2024-02", "word": "记", "number": 7})],
        CloseCheck.MONTHS: [
            ("close.month_open", {"month": "2024-11"}),
            ("close.month_open", {"month": "2024-12"}),
        ],
    }
    assert {item.check for item in checklist(facts) if item.blocks} == {
        CloseCheck.DRAFTS,
        CloseCheck.GAPS,
        CloseCheck.MONTHS,
    }


def test_property_pending_and_statements_that_disagree_keep_the_year_open():
    facts = CloseFacts(year_of([voucher("2024-03-01", "借 181 5 贷 141 5")], 2024))
    assert found(facts) == {
        CloseCheck.STATEMENTS: [
            (
                "statement.unbalanced",
                {"assets": yuan("-5"), "claims": yuan("0"), "difference": yuan("-5")},
            )
        ],
        CloseCheck.PENDING: [("statement.pending", {"amount": yuan("5")})],
    }
    assert all(item.blocks for item in checklist(facts) if item.findings)


def test_production_cost_that_is_left_is_shown_and_closed_over():
    facts = CloseFacts(year_of([voucher("2024-03-01", "借 40101 5 贷 102 5")], 2024))
    assert found(facts) == {CloseCheck.COST: [("close.cost", {"amount": yuan("5")})]}
    assert not any(item.blocks for item in checklist(facts))


@pytest.mark.parametrize("check", ["stock", "capital", "fund", "reserve", "refund", "dividend"])
def test_what_another_record_says_is_compared_as_a_whole_and_one_by_one(check):
    pairs = (
        Compared(yuan("90"), yuan("100")),
        Compared(yuan("40"), yuan("40"), "M01"),
        Compared(yuan("50"), yuan("60"), "M02"),
    )
    told = {"by_ledger": yuan("90"), "by_record": yuan("100"), "difference": yuan("-10")}
    of_one = {
        "whose": "M02",
        "by_ledger": yuan("50"),
        "by_record": yuan("60"),
        "difference": yuan("-10"),
    }
    given: dict[str, Any] = {check: pairs}
    facts = CloseFacts(SOUND, **given)
    assert found(facts) == {CloseCheck(check): [(f"close.{check}", told), ("close.differs", of_one)]}
    assert not any(item.blocks for item in checklist(facts))
