"""The code on a slip, read back from the scanner, from the keyboard, and from slips of every older form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.services.distribution.papers.slip import build_slips
from coopdesk.services.distribution.papers.slip_code import ALPHABET, SlipReading, read_slip_code, slip_digits
from tests.reports.plans import plan_of_case

CODES = st.text(ALPHABET, min_size=8, max_size=8).map(lambda code: f"{code[:4]}-{code[4:]}")
YEARS, PLACES = st.integers(1900, 2100), st.integers(1, 9_999_999)


def refusal(text: str) -> str:
    with pytest.raises(DomainError) as refused:
        read_slip_code(text)
    return refused.value.code


def test_the_slip_of_f01_says_its_year_number_and_check_code_in_digits_alone() -> None:
    slip = next(each for each in build_slips(plan_of_case("01")) if each.member_number == "F01")
    assert (slip.number, slip.check_code, slip.digits) == ("2019-0003", "HVHG-VMJ0", slip.digits)
    assert slip.digits.isascii() and slip.digits.isdigit() and len(slip.digits) == 27
    assert read_slip_code(slip.digits) == SlipReading("HVHG-VMJ0", 2019, 3)
    assert read_slip_code(slip.digits).number == slip.number


@given(YEARS, PLACES, CODES)
def test_whatever_was_printed_is_read_back(year: int, place: int, code: str) -> None:
    printed = slip_digits(year, place, code)
    assert len(printed) == 27
    assert read_slip_code(printed) == SlipReading(code, year, place)


@given(YEARS, PLACES, CODES)
def test_the_first_slips_are_read_too(year: int, place: int, code: str) -> None:
    assert read_slip_code(f"{year}-{place:04d} {code}") == SlipReading(code, year, place)


@given(CODES)
def test_the_check_code_alone_may_be_typed_from_the_paper(code: str) -> None:
    for typed in (code, code.replace("-", ""), code.lower(), f" {code} "):
        assert read_slip_code(typed) == SlipReading(code)


@pytest.mark.parametrize(
    "typed",
    [
        "2019-0003 HVHG-VMJ0",
        "2019-0003HVHG-VMJ0\r\n",
        "2019-0003 hvhg-vmj0",
        "２０１９－０００３　ＨＶＨＧ－ＶＭＪ０",
        "\ufeff2019-0003\u200b HVHG-VMJ0",
        "20190003HVHGVMJ0",
        "2019-0003 HVHG-VMJO",
    ],
)
def test_what_scanners_and_input_methods_do_to_a_first_slip_is_put_right(typed: str) -> None:
    assert read_slip_code(typed) == SlipReading("HVHG-VMJ0", 2019, 3)


@given(YEARS, PLACES, CODES, st.integers(0, 26), st.integers(1, 9))
def test_one_digit_misread_is_found(year: int, place: int, code: str, at: int, more: int) -> None:
    printed = slip_digits(year, place, code)
    wrong = printed[:at] + str((int(printed[at]) + more) % 10) + printed[at + 1 :]
    assert refusal(wrong) == "slip.misread"


@given(YEARS, PLACES, CODES, st.integers(0, 25))
def test_two_digits_exchanged_are_found(year: int, place: int, code: str, at: int) -> None:
    printed = slip_digits(year, place, code)
    wrong = printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]
    assert wrong == printed or refusal(wrong) == "slip.misread"


@pytest.mark.parametrize(
    "typed", ["", "2019-3", "HVHG-VMJ", "HVHG-VMJU", "https://example.cn", "1" * 26, "张三"]
)
def test_what_is_no_slip_s_code_is_said_to_be_none(typed: str) -> None:
    assert refusal(typed) == "slip.unreadable"


def test_a_form_of_a_later_version_is_told_apart_from_a_misreading() -> None:
    from stdnum.iso7064 import mod_97_10

    body = "2" + slip_digits(2019, 3, "HVHG-VMJ0")[1:-2]
    assert refusal(body + mod_97_10.calc_check_digits(body)) == "slip.newer_form"


@pytest.mark.parametrize("place", [-1, 10_000_000])
def test_a_place_no_register_has_is_refused(place: int) -> None:
    with pytest.raises(DomainError, match=r"slip\.out_of_range"):
        slip_digits(2019, place, "HVHG-VMJ0")
