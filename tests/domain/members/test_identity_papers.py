"""The papers of a village: whatever a member holds finds a place, and a number of the wrong kind does not."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import CreditCode, mask_identity
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.identity_papers import birth_date_of, kind_of, licence_check_ok, read_identity
from coopdesk.domain.members.member import Member, MemberKind

TODAY = date(2026, 11, 26)
KIND = IdentityKind


def read(typed: str, *, organisation: bool = False, kind: IdentityKind | None = None) -> tuple[str, str]:
    found = read_identity(typed, TODAY, organisation=organisation, kind=kind)
    return found.kind, found.number


def code_of(typed: str, *, organisation: bool = False, kind: IdentityKind | None = None) -> str:
    with pytest.raises(DomainError) as refused:
        read(typed, organisation=organisation, kind=kind)
    return refused.value.code


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("500108197001010013", KIND.RESIDENT_ID, "500108197001010013"),
        ("500108700101001", KIND.RESIDENT_ID, "500108197001010013"),
        ("810000199001010019", KIND.RESIDENCE_PERMIT, "810000199001010019"),
        ("H12345678", KIND.HONG_KONG_MACAO_PERMIT, "H12345678"),
        ("m1234567800", KIND.HONG_KONG_MACAO_PERMIT, "M1234567800"),
        ("12345678", KIND.TAIWAN_PERMIT, "12345678"),
        ("0123456789(B)", KIND.TAIWAN_PERMIT, "0123456789B"),
        ("USA110082010001", KIND.FOREIGN_RESIDENCE, "USA110082010001"),
        ("E12345678", KIND.PASSPORT, "E12345678"),
        ("92141127MA0KD1Y64A", KIND.CREDIT_CODE, "92141127MA0KD1Y64A"),
        ("D2143569-X", KIND.ORGANISATION_CODE, "D2143569-X"),
    ],
)
def test_the_number_of_a_person_or_family_farm_tells_its_paper(
    typed: str, kind: IdentityKind, kept: str
) -> None:
    assert read(typed) == (kind, kept)


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("93500108MA60ABCD1H", KIND.CREDIT_CODE, "93500108MA60ABCD1H"),
        ("D2143569X", KIND.ORGANISATION_CODE, "D2143569-X"),
        ("500108123456789", KIND.LICENCE, "500108123456789"),
        ("5001082345678", KIND.LICENCE, "5001082345678"),
    ],
)
def test_the_number_of_an_organisation_tells_its_paper(typed: str, kind: IdentityKind, kept: str) -> None:
    assert read(typed, organisation=True) == (kind, kept)


def residents_that_pass_as_credit_codes() -> list[str]:
    """Resident IDs whose last figure is also the check of a credit code: one in thirty-one."""
    found = []
    for serial in range(1, 1000):
        body = f"50010819700101{serial:03d}"
        for last in "0123456789X":
            number = body + last
            if birth_date_of(number) is not None and _is_credit(number):
                found.append(number)
    return found


def _is_credit(number: str) -> bool:
    try:
        CreditCode(number)
    except DomainError:
        return False
    return True


def test_a_resident_id_is_no_credit_code_even_where_the_check_holds() -> None:
    passing = residents_that_pass_as_credit_codes()
    assert passing
    for number in passing:
        assert code_of(number, organisation=True) == "identity.resident_for_organisation"
        assert read(number) == (KIND.RESIDENT_ID, number)


def test_what_could_be_two_things_is_asked_for() -> None:
    assert code_of("123456789") == "identity.resident_form"
    assert read("123456789", kind=KIND.PASSPORT) == (KIND.PASSPORT, "123456789")
    assert code_of("军字第12345号") == "identity.unknown_form"
    assert read("军字第 12345 号", kind=KIND.OTHER) == (KIND.OTHER, "军字第12345号")


@pytest.mark.parametrize(
    ("typed", "kind", "organisation", "code"),
    [
        ("E12345678", KIND.PASSPORT, True, "identity.not_for_organisation"),
        ("E12345678", KIND.TAIWAN_PERMIT, False, "identity.wrong_form"),
        ("500108197001010013", KIND.RESIDENCE_PERMIT, False, "identity.wrong_form"),
        ("500108197001010013", KIND.FOREIGN_RESIDENCE, False, "identity.wrong_form"),
        ("500108197001010014", KIND.RESIDENT_ID, False, "identity.resident_check"),
        ("50010812345", KIND.LICENCE, True, "identity.wrong_form"),
        ("?", KIND.OTHER, False, "identity.wrong_form"),
    ],
)
def test_a_number_of_another_paper_is_refused(
    typed: str, kind: IdentityKind, organisation: bool, code: str
) -> None:
    assert code_of(typed, organisation=organisation, kind=kind) == code


def test_numbers_of_the_first_books_are_resident_ids_or_credit_codes() -> None:
    assert kind_of("500108197001010013", organisation=False) is KIND.RESIDENT_ID
    assert kind_of("810000199001010019", organisation=False) is KIND.RESIDENCE_PERMIT
    assert kind_of("93500108MA60ABCD1H", organisation=True) is KIND.CREDIT_CODE


def test_the_check_of_a_licence_only_warns() -> None:
    assert licence_check_ok("110108000000016")
    assert not licence_check_ok("500108123456789")


def test_a_birthday_is_told_by_papers_built_as_the_resident_id() -> None:
    assert birth_date_of("500108197001010013") == date(1970, 1, 1)
    assert birth_date_of("E12345678") is None


def test_short_numbers_are_masked_too() -> None:
    assert [mask_identity(number) for number in ("E12345678", "12345678", "USA110082010001")] == [
        "E*****678",
        "1****678",
        "USA110*****0001",
    ]


def test_a_card_that_could_be_a_credit_code_too_is_asked_for() -> None:
    both = "911156199001010010"
    assert code_of(both) == "identity.ambiguous"
    assert read(both, kind=KIND.FOREIGN_RESIDENCE) == (KIND.FOREIGN_RESIDENCE, both)


def test_a_permit_whose_kind_is_said_is_read_as_it() -> None:
    permit = "810000199001010019"
    assert read(permit, kind=KIND.RESIDENCE_PERMIT) == (KIND.RESIDENCE_PERMIT, permit)


def test_a_code_with_letters_that_is_none_says_what_is_wrong_with_it_as_a_code() -> None:
    assert code_of("93500108MA60ABCD1K").startswith("identity.credit")


def test_a_number_kept_without_its_kind_still_tells_whose_paper_it_is() -> None:
    kept = Member("F01", "张三", MemberKind.FARMER, TODAY)
    assert kept.paper is None
    assert replace(kept, identity="500108197001010013").paper is KIND.RESIDENT_ID
    assert replace(kept, identity="E12345678", identity_kind=KIND.PASSPORT).paper is KIND.PASSPORT
    company = replace(kept, kind=MemberKind.ENTERPRISE, identity="92141127MA0KD1Y64A")
    assert company.paper is KIND.CREDIT_CODE
