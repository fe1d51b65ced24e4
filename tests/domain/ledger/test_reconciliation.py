"""Lines of a bank statement against those of the ledger: sure ones, doubts, and the sheet that explains the rest."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.ledger.reconciliation import MOST_PARTS, Entry, Match, adjustment, match
from coopdesk.domain.money import Money


def entry(day: int, yuan: str, key: int) -> Entry:
    return Entry(date(2024, 3, 1) + timedelta(days=day), Money.parse(yuan), (key,))


def keys(found: tuple[Match, ...]) -> list[tuple[list[int], list[int]]]:
    return sorted(([e.key[0] for e in each.bank], [e.key[0] for e in each.book]) for each in found)


def test_the_same_amount_on_the_same_day_is_the_same_money() -> None:
    found = match([entry(0, "5.00", 1), entry(0, "-7.00", 2)], [entry(0, "-7.00", 9), entry(0, "5.00", 8)], 0)
    assert keys(found.matches) == [([1], [8]), ([2], [9])]
    assert (found.doubts, found.bank, found.book) == ((), (), ())


def test_money_in_is_never_money_out() -> None:
    found = match([entry(0, "5.00", 1)], [entry(0, "-5.00", 8)], 3)
    assert found.matches == () and len(found.bank) == len(found.book) == 1


def test_equal_lines_of_a_day_are_one_match_together() -> None:
    found = match([entry(0, "5.00", 1), entry(0, "5.00", 2)], [entry(0, "5.00", 8), entry(0, "5.00", 9)], 0)
    assert keys(found.matches) == [([1, 2], [8, 9])]


def test_an_amount_some_days_apart_is_taken_only_within_the_days() -> None:
    bank, book = [entry(5, "5.00", 1)], [entry(2, "5.00", 8)]
    assert keys(match(bank, book, 3).matches) == [([1], [8])]
    assert match(bank, book, 2).matches == ()


def test_where_two_could_be_meant_none_is_taken_and_both_are_told() -> None:
    found = match([entry(2, "5.00", 1)], [entry(1, "5.00", 8), entry(3, "5.00", 9)], 3)
    assert found.matches == ()
    assert keys(found.doubts) == [([1], [8, 9])]
    assert [e.key[0] for e in found.book] == [8, 9]


def test_the_line_of_the_day_goes_before_one_of_another_day() -> None:
    found = match([entry(1, "5.00", 1)], [entry(1, "5.00", 8), entry(3, "5.00", 9)], 3)
    assert keys(found.matches) == [([1], [8])]


def test_a_chain_of_days_that_comes_out_even_is_matched_and_an_uneven_one_is_not() -> None:
    bank = [entry(0, "5.00", 1), entry(4, "5.00", 2)]
    book = [entry(2, "5.00", 8), entry(6, "5.00", 9)]
    assert keys(match(bank, book, 2).matches) == [([1, 2], [8, 9])]
    assert keys(match(bank[:1], [entry(2, "5.00", 8), entry(1, "5.00", 9)], 2).doubts) == [([1], [9, 8])]
    apart = match([entry(0, "5.00", 1), entry(1, "5.00", 2)], [entry(2, "5.00", 8), entry(3, "5.00", 9)], 1)
    assert keys(apart.matches) == [([2], [8])] and [e.key[0] for e in apart.bank] == [1]
    both = match([entry(0, "5.00", 1), entry(1, "5.00", 2)], [entry(3, "5.00", 8), entry(3, "5.00", 9)], 2)
    assert keys(both.doubts) == [([2], [8, 9])]


def test_lines_far_from_each_other_are_matched_each_with_its_own() -> None:
    found = match([entry(0, "5.00", 1), entry(20, "5.00", 2)], [entry(1, "5.00", 8), entry(21, "5.00", 9)], 3)
    assert keys(found.matches) == [([1], [8]), ([2], [9])]


def test_one_line_against_several_by_their_sum() -> None:
    book = [entry(0, "-3.00", 7), entry(1, "-4.50", 8), entry(1, "-9.00", 9)]
    found = match([entry(1, "-7.50", 1)], book, 3)
    assert keys(found.matches) == [([1], [7, 8])]
    assert [e.key[0] for e in found.book] == [9]
    turned = match(book, [entry(1, "-7.50", 1)], 3)
    assert keys(turned.matches) == [([7, 8], [1])]


def test_a_sum_that_can_be_made_in_two_ways_is_none() -> None:
    book = [entry(0, "3.00", 6), entry(0, "4.00", 7), entry(0, "5.00", 8), entry(0, "2.00", 9)]
    assert match([entry(0, "7.00", 1)], book, 3).matches == ()


def test_two_lines_that_want_the_same_part_are_a_doubt() -> None:
    bank = [entry(0, "7.00", 1), entry(0, "8.00", 2)]
    book = [entry(0, "3.00", 7), entry(0, "4.00", 8), entry(0, "5.00", 9)]
    found = match(bank, book, 3)
    assert found.matches == ()
    assert keys(found.doubts) == [([1], [7, 8]), ([2], [7, 9])]


def test_among_too_many_no_sum_is_looked_for() -> None:
    book = [entry(0, f"{2**place}.00", place) for place in range(MOST_PARTS)]
    assert keys(match([entry(0, "3.00", 99)], book, 0).matches) == [([99], [0, 1])]
    more = [*book, entry(0, "100000.00", 50), entry(0, "200000.00", 51)]
    assert match([entry(0, "300001.00", 99)], more, 0).matches == ()


def test_the_sheet_explains_what_only_one_side_has() -> None:
    bank, book = [entry(0, "100.00", 1), entry(1, "-5.00", 2)], [entry(0, "100.00", 8), entry(2, "-30.00", 9)]
    found = match(bank, book, 0)
    sheet = adjustment(
        date(2024, 3, 31), Money.parse("70.00"), Money.parse("95.00"), found.matches, found.bank, found.book
    )
    assert [e.key[0] for e in sheet.bank_open] == [2] and [e.key[0] for e in sheet.book_open] == [9]
    assert str(sheet.adjusted_book) == str(sheet.adjusted_bank) == "65.00"
    assert not sheet.difference


def test_what_is_matched_with_something_of_later_is_open_on_the_day() -> None:
    found = match([entry(3, "10.00", 1), entry(0, "1.00", 2)], [entry(1, "10.00", 8), entry(0, "1.00", 9)], 3)
    assert len(found.matches) == 2
    between = adjustment(date(2024, 3, 3), Money.parse("11.00"), Money.parse("1.00"), found.matches, (), ())
    assert [e.key[0] for e in between.book_open] == [8] and between.bank_open == ()
    assert not between.difference
    after = adjustment(date(2024, 3, 4), Money.parse("11.00"), Money.parse("11.00"), found.matches, (), ())
    assert after.book_open == after.bank_open == ()


_ENTRIES = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([-500, -300, -200, 100, 200, 300, 500])), max_size=14
)


@settings(max_examples=300, deadline=None)
@given(_ENTRIES, _ENTRIES, st.integers(0, 4))
def test_every_line_ends_in_one_place_and_matches_add_up(
    bank: list[tuple[int, int]], book: list[tuple[int, int]], days: int
) -> None:
    ones = [Entry(date(2024, 1, 1) + timedelta(d), Money(f), (0, k)) for k, (d, f) in enumerate(bank)]
    others = [Entry(date(2024, 1, 1) + timedelta(d), Money(f), (1, k)) for k, (d, f) in enumerate(book)]
    found = match(ones, others, days)
    taken = [e for each in found.matches for e in (*each.bank, *each.book)]
    assert sorted([*taken, *found.bank, *found.book], key=lambda e: e.key) == [*ones, *others]
    for each in found.matches:
        assert sum(e.amount.fen for e in each.bank) == sum(e.amount.fen for e in each.book)
    sheet = adjustment(
        date(2024, 2, 1), Money(sum(f for _d, f in book)), Money(sum(f for _d, f in bank)),
        found.matches, found.bank, found.book,
    )  # fmt: skip
    assert not sheet.difference
