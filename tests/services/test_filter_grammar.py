"""What is typed above a column is read once, whoever then looks: words, or a sign with what it is compared with."""

import pytest

from coopdesk.services.filter_grammar import LONGEST, as_digits, comparison, plain


@pytest.mark.parametrize(
    ("typed", "sign", "limit"),
    [
        (">1000", ">", "1000"),
        ("＞＝ 2019-12", ">=", "2019-12"),
        ("<=3.5万", "<=", "3.5万"),
        ("= −5", "=", "-5"),
    ],
)
def test_a_sign_and_what_it_is_compared_with(typed: str, sign: str, limit: str) -> None:
    found = comparison(plain(typed))
    assert found is not None and (found.sign, found.limit) == (sign, limit)


@pytest.mark.parametrize("typed", ["张", "1,000", ">", "5>3", ""])
def test_everything_else_is_words_to_be_found(typed: str) -> None:
    assert comparison(plain(typed)) is None


@pytest.mark.parametrize(
    ("sign", "fits"), [(">", [3]), (">=", [2, 3]), ("<", [1]), ("<=", [1, 2]), ("=", [2])]
)
def test_each_sign_compares_as_it_reads(sign: str, fits: list[int]) -> None:
    found = comparison(f"{sign}2")
    assert found is not None and [value for value in (1, 2, 3) if found.test(value, 2)] == fits


def test_what_no_book_can_hold_is_left_out() -> None:
    assert plain("张\0\ud800三") == "张三"
    assert len(plain("长" * 5_000)) == LONGEST
    assert as_digits("−1,234.5") == "-1234.5"
