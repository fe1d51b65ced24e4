"""Which vouchers are wanted, as somebody types it."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.services.ledger.papers.numbers import (
    ALL_NUMBERS,
    NumberRange,
    read_numbers,
    read_voucher_name,
    voucher_name,
)
from tests.reports.ledger.vouchers import ALL, credit, debit, posted


@pytest.mark.parametrize(
    ("typed", "read", "said"),
    [
        ("", ALL_NUMBERS, ""),
        ("  ", ALL_NUMBERS, ""),
        ("5", NumberRange("", 5, 5), "5号"),
        ("1-20", NumberRange("", 1, 20), "1至20号"),
        ("１－２０", NumberRange("", 1, 20), "1至20号"),
        ("3至8号", NumberRange("", 3, 8), "3至8号"),
        ("12-", NumberRange("", 12, 0), "12号起"),
        ("-8", NumberRange("", 1, 8), "1至8号"),
        ("付", NumberRange("付", 1, 0), "付1号起"),
        ("付3-8", NumberRange("付", 3, 8), "付3至8号"),
        ("记字第3号", NumberRange("记", 3, 3), "记3号"),
        ("记-3", NumberRange("记", 3, 3), "记3号"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: NumberRange, said: str) -> None:
    assert read_numbers(typed) == read
    assert read.text == said


@pytest.mark.parametrize("typed", ["abc", "8-3", "0", "1-2-3", "-", "甲1-3", "1.5", "1,3"])
def test_what_is_no_range_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_numbers(typed)
    assert (refused.value.code, refused.value.params) == ("paper.numbers", {"value": typed})


def test_a_voucher_is_named_by_month_word_and_number() -> None:
    name = voucher_name(Month(2024, 3), "付", 12)
    assert name == "2024-03/付12"
    assert read_voucher_name(name) == (Month(2024, 3), NumberRange("付", 12, 12))
    assert read_voucher_name("2024-03/12") == (Month(2024, 3), NumberRange("", 12, 12))


@pytest.mark.parametrize("name", ["2024-13/1", "2024-03", "2024-03/", "2024-03/1-5", "记12", "2024-03/记"])
def test_what_names_no_one_voucher_is_refused(name: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_voucher_name(name)
    assert refused.value.code == "paper.numbers"


def test_numbers_are_chosen_by_word_and_range() -> None:
    paid = posted(date(2024, 3, 5), 2, debit("52301", "1.00"), credit("10201", "1.00"), word="付")
    assert [each.number for each in ALL if each in NumberRange("", 2, 3)] == [2, 3]
    assert [each.number for each in ALL if each in NumberRange("记", 3)] == [3, 4]
    assert paid in NumberRange("付")
    assert paid not in NumberRange("记")
