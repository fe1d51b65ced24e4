"""Identity numbers: the vectors of the standards, and that one wrong character never passes."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import (
    BankAccount,
    CreditCode,
    OrganisationCode,
    Phone,
    ResidentId,
    mask_account,
    mask_identity,
    mask_phone,
)

TODAY = date(2026, 11, 22)
RESIDENTS = ["500108197001010013", "500108198512310020", "500108199202291236", "11010519491231002X"]
CREDIT_CODES = ["93500108MA60ABCD1H", "125001084504000005", "91350100M000100Y43"]
CARDS = ["6222023100010000003", "6210000000000000009", "622200000000000009"]


def code_of(act, *arguments):
    with pytest.raises(DomainError) as refusal:
        act(*arguments)
    return refusal.value.code


@pytest.mark.parametrize("number", RESIDENTS)
def test_valid_resident_ids_keep_their_form(number):
    assert str(ResidentId.parse(number, TODAY)) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002x", "11010519491231002X"),
        (" 500108 19700101 0013 ", "500108197001010013"),
        ("５００１０８１９７００１０１００１３", "500108197001010013"),
        ("500108700101001", "500108197001010013"),
        ("130503670401001", "130503196704010016"),
    ],
)
def test_what_people_type_is_brought_to_the_standard_form(typed, number):
    assert ResidentId.parse(typed, TODAY).number == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("500108197001010014", "identity.resident_check"),
        ("500108199302291230", "identity.resident_date"),
        ("500108199313011230", "identity.resident_date"),
        ("500108930229123", "identity.resident_date"),
        ("000108197001010013", "identity.resident_form"),
        ("500108217001010013", "identity.resident_form"),
        ("50010819700101001", "identity.resident_form"),
        ("5001081970010100A3", "identity.resident_form"),
        ("50010870010100X", "identity.resident_form"),
        ("٥00108197001010013", "identity.resident_form"),
        ("", "identity.resident_form"),
    ],
)
def test_wrong_resident_ids_are_refused_with_their_reason(typed, code):
    assert code_of(ResidentId.parse, typed, TODAY) == code


def test_nobody_is_born_tomorrow():
    newborn = "500108202611220011"
    assert ResidentId.parse(newborn, TODAY).birth_date == TODAY
    assert code_of(ResidentId.parse, newborn, date(2026, 11, 21)) == "identity.resident_future"


def test_the_resident_id_tells_the_birth_date():
    assert ResidentId(RESIDENTS[0]).birth_date == date(1970, 1, 1)
    assert ResidentId(RESIDENTS[1]).birth_date == date(1985, 12, 31)


def test_people_born_before_chongqing_became_a_municipality_carry_the_old_area():
    assert ResidentId.parse("510213650101001", TODAY).number.startswith("510213")


@given(st.sampled_from(RESIDENTS), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_changed_character_of_a_resident_id_never_passes(number, place, character):
    changed = number[:place] + character + number[place + 1 :]
    if changed != number:
        assert code_of(ResidentId.parse, changed, TODAY).startswith("identity.resident_")


@pytest.mark.parametrize("number", CREDIT_CODES)
def test_valid_credit_codes_keep_their_form(number):
    assert str(CreditCode.parse(number)) == number
    assert CreditCode.parse(f" {number[:8].lower()} {number[8:].lower()} ").number == number


@given(
    st.sampled_from(CREDIT_CODES),
    st.integers(0, 17),
    st.characters(min_codepoint=33, max_codepoint=126),
)
def test_one_changed_character_of_a_credit_code_never_passes(number, place, character):
    changed = number[:place] + character + number[place + 1 :]
    if changed.upper() != number:
        assert code_of(CreditCode.parse, changed).startswith("identity.credit_")


def test_credit_codes_of_collectives_begin_with_a_letter():
    codes = [f"N2500108MF0123456{last}" for last in "0123456789ABCDEFGHJKLMNPQRTUWXY"]
    assert sum(_passes(CreditCode.parse, code) for code in codes) == 1


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_the_standard_leaves_out_are_refused(letter):
    assert code_of(CreditCode.parse, f"93500108MA60ABC{letter}1H") == "identity.credit_form"


@pytest.mark.parametrize("typed", ["D2143569-X", "d2143569x", "D2143569 - X"])
def test_the_old_organisation_code_is_read(typed):
    assert str(OrganisationCode.parse(typed)) == "D2143569-X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("D2143569-1", "identity.organisation_check"),
        ("D2143568-X", "identity.organisation_check"),
        ("D214356-X", "identity.organisation_form"),
        ("", "identity.organisation_form"),
    ],
)
def test_wrong_organisation_codes_are_refused(typed, code):
    assert code_of(OrganisationCode.parse, typed) == code


def test_an_organisation_code_is_kept_with_its_hyphen():
    assert code_of(OrganisationCode, "D2143569X") == "identity.organisation_form"


@pytest.mark.parametrize("number", CARDS)
def test_cards_satisfy_luhn_and_a_changed_last_figure_only_warns(number):
    assert BankAccount.parse(f"{number[:4]} {number[4:]}").luhn_ok
    changed = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert BankAccount.parse(changed).number == changed
    assert not BankAccount.parse(changed).luhn_ok


@pytest.mark.parametrize("typed", ["", "12345", "62220231000100000A3", "1" * 33])
def test_an_account_is_figures_only(typed):
    assert code_of(BankAccount.parse, typed) == "identity.account_form"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800001234", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("02362480000", "023-62480000"),
        ("023-62480000", "023-62480000"),
        ("0571-88880000", "0571-88880000"),
        ("05718888000", "0571-8888000"),
    ],
)
def test_telephone_numbers(typed, number):
    assert str(Phone.parse(typed)) == number


@pytest.mark.parametrize("typed", ["", "12800001234", "1380000123", "0-62480000", "13800001234/12"])
def test_wrong_telephone_numbers_are_refused(typed):
    assert code_of(Phone.parse, typed) == "identity.phone_form"


def test_a_landline_is_kept_with_its_hyphen():
    assert code_of(Phone, "02362480000") == "identity.phone_form"


def test_masked_forms():
    assert ResidentId(RESIDENTS[0]).masked == "500108********0013"
    assert CreditCode(CREDIT_CODES[0]).masked == "935001********CD1H"
    assert BankAccount("6222023100010001234").masked == "************1234"
    assert Phone("13800001234").masked == "138****1234"


@pytest.mark.parametrize("mask", [mask_identity, mask_account, mask_phone])
def test_what_is_too_short_to_mask_shows_nothing(mask):
    assert mask("1234") == "****"
    assert mask("") == ""


def test_no_number_is_shown_whole_by_accident():
    for value in (ResidentId(RESIDENTS[0]), BankAccount(CARDS[0]), Phone("13800001234")):
        assert value.number not in f"{value!r} {[value]}"


def test_check_digits_cost_nothing_at_start_up():
    script = "import sys, coopdesk.domain.members.identity; sys.exit('stdnum' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


def _passes(parse, text):
    try:
        parse(text)
    except DomainError:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 23 62480000", "023-62480000"),
        ("400 812 3456", "400-812-3456"),
        ("+852 9123 4567", "+852-91234567"),
        ("+1 2025550123", "+12025550123"),
    ],
)
def test_numbers_from_abroad_and_of_services_have_one_form(typed: str, kept: str) -> None:
    assert str(Phone.parse(typed)) == kept
