"""The papers by which a member of a village's co-operative is known (证件), and which of them a number belongs to.

Most are told by their form; where a number could be two things the person says which. Persons may hold any paper, as a
family farm has a licence of its own; an organisation never goes by a person's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import CreditCode, OrganisationCode, ResidentId, compact
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.text import clean_text

ORGANISATION_PAPERS = (
    IdentityKind.CREDIT_CODE,
    IdentityKind.ORGANISATION_CODE,
    IdentityKind.LICENCE,
    IdentityKind.OTHER,
)
"""What an organisation may go by."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A paper's kind and its number in standard form."""

    kind: IdentityKind
    number: str


# 港澳居民来往内地通行证: H or M and eight figures, older ones with two more for the times it was renewed.
_HONG_KONG_MACAO = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
# 台湾居民来往大陆通行证: eight figures; before 2015 ten and a letter in brackets.
_TAIWAN = re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?")
_TAIWAN_PLAIN = re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]")
# 外国人永久居留身份证 of before 2023: nationality, then twelve figures; the newer one is built as the resident ID.
_FOREIGN_OLD = re.compile(r"[A-Z]{3}[0-9]{12}")
# Passports have at most nine characters where machines read them; some countries print more.
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,14}")
_PASSPORT_PLAIN = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
# 营业执照注册号 of before the credit code: 15 figures, 13 before 2007. The last is a check only in those of GS 15-2006.
_LICENCE = re.compile(r"[0-9]{15}|[0-9]{13}")
# A credit code of figures alone: who registers and what (GB 32100-2015, table 1), then a division of GB/T 2260.
_CREDIT_OF_FIGURES = re.compile(
    r"(?:1[1239]|5[1239]|9[123])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|10(?=0000))[0-9]{14}"
)
_OTHER = re.compile(r"[\w()（）〔〕〈〉第号字./#-]{2,40}")


def read_identity(
    text: str, today: date, *, organisation: bool = False, kind: IdentityKind | None = None
) -> Identity:
    """The paper a number belongs to, of that kind, or of the one its form tells.

    Raises the error of the number's own kind; ``identity.resident_for_organisation`` for a person's number where an
    organisation's is asked, ``identity.ambiguous`` and ``identity.unknown_form`` where the kind must be said.
    """
    if kind is not None:
        if organisation and kind not in ORGANISATION_PAPERS:
            raise DomainError("identity.not_for_organisation", kind=kind)
        return Identity(kind, _READERS[kind](text, today))
    number = compact(text).replace("-", "")
    return _organisation(text, number, today) if organisation else _person(text, number, today)


def kind_of(number: str, *, organisation: bool) -> IdentityKind:
    """The kind of a number kept before kinds were: then there were resident IDs and credit codes only."""
    if organisation or not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return IdentityKind.CREDIT_CODE
    return _of_resident_form(number)


def birth_date_of(number: str) -> date | None:
    """The birth date a resident ID, residence permit or newer residence card tells; None for any other paper."""
    try:
        return ResidentId(number).birth_date
    except DomainError:
        return None


def licence_check_ok(number: str) -> bool:
    """Whether the check figure of a licence number holds (GS 15-2006); older ones need not."""
    from stdnum.iso7064 import mod_11_10

    return bool(mod_11_10.is_valid(number))


def _organisation(text: str, number: str, today: date) -> Identity:
    if birth_date_of(number) is not None:
        # One resident ID in thirty-one also passes the check of a credit code.
        could_be = _is_credit_code(number) and _CREDIT_OF_FIGURES.fullmatch(number)
        raise DomainError("identity.ambiguous" if could_be else "identity.resident_for_organisation")
    if len(number) == 9:
        return Identity(IdentityKind.ORGANISATION_CODE, str(OrganisationCode.parse(text)))
    if _LICENCE.fullmatch(number):
        return Identity(IdentityKind.LICENCE, number)
    return Identity(IdentityKind.CREDIT_CODE, str(CreditCode.parse(text)))


def _person(text: str, number: str, today: date) -> Identity:
    if birth_date_of(number) is not None:
        if number[0] == "9" and _is_credit_code(number) and _CREDIT_OF_FIGURES.fullmatch(number):
            raise DomainError("identity.ambiguous")
        return Identity(_of_resident_form(number), _resident(text, today))
    if len(number) == 18 and _is_credit_code(number):
        return Identity(IdentityKind.CREDIT_CODE, number)
    if len(number) == 18 and not number[:17].isdecimal():
        # Letters inside: it was meant as a credit code and its error says what is wrong.
        return Identity(IdentityKind.CREDIT_CODE, str(CreditCode.parse(text)))
    for kind, form in _BY_FORM:
        if form.fullmatch(_without_brackets(number)):
            return Identity(kind, _READERS[kind](text, today))
    if len(number) == 9 and "-" in compact(text):
        return Identity(IdentityKind.ORGANISATION_CODE, str(OrganisationCode.parse(text)))
    if number.isdecimal() or number[:-1].isdecimal():
        resident = ResidentId.parse(text, today)
        return Identity(_of_resident_form(resident.number), resident.number)
    raise DomainError("identity.unknown_form")


_BY_FORM = (
    (IdentityKind.HONG_KONG_MACAO_PERMIT, _HONG_KONG_MACAO),
    (IdentityKind.TAIWAN_PERMIT, _TAIWAN_PLAIN),
    (IdentityKind.FOREIGN_RESIDENCE, _FOREIGN_OLD),
    (IdentityKind.PASSPORT, _PASSPORT_PLAIN),
)


def _of_resident_form(number: str) -> IdentityKind:
    """港澳台居民居住证 carry 81, 82 or 83 for the area, residence cards of foreigners since 2023 a 9."""
    if number[:2] in ("81", "82", "83"):
        return IdentityKind.RESIDENCE_PERMIT
    return IdentityKind.FOREIGN_RESIDENCE if number[0] == "9" else IdentityKind.RESIDENT_ID


def _is_credit_code(number: str) -> bool:
    try:
        CreditCode(number)
    except DomainError:
        return False
    return True


def _without_brackets(number: str) -> str:
    return re.sub(r"[()（）]", "", number)


def _resident(text: str, today: date) -> str:
    return str(ResidentId.parse(text, today))


def _permit_of_residents(text: str, today: date) -> str:
    number = _resident(text, today)
    if _of_resident_form(number) is not IdentityKind.RESIDENCE_PERMIT:
        raise DomainError("identity.wrong_form", kind=IdentityKind.RESIDENCE_PERMIT)
    return number


def _foreign(text: str, today: date) -> str:
    number = compact(text).replace("-", "")
    if _FOREIGN_OLD.fullmatch(number):
        return number
    number = _resident(text, today)
    if _of_resident_form(number) is not IdentityKind.FOREIGN_RESIDENCE:
        raise DomainError("identity.wrong_form", kind=IdentityKind.FOREIGN_RESIDENCE)
    return number


def _of_form(kind: IdentityKind, form: re.Pattern[str]) -> Callable[[str, date], str]:
    def read(text: str, today: date) -> str:
        number = _without_brackets(compact(text).replace("-", ""))
        if not form.fullmatch(number):
            raise DomainError("identity.wrong_form", kind=kind)
        return number

    return read


def _other(text: str, today: date) -> str:
    number = clean_text(text).replace(" ", "").upper()
    if not _OTHER.fullmatch(number):
        raise DomainError("identity.wrong_form", kind=IdentityKind.OTHER)
    return number


_READERS: Mapping[IdentityKind, Callable[[str, date], str]] = {
    IdentityKind.RESIDENT_ID: _resident,
    IdentityKind.RESIDENCE_PERMIT: _permit_of_residents,
    IdentityKind.HONG_KONG_MACAO_PERMIT: _of_form(IdentityKind.HONG_KONG_MACAO_PERMIT, _HONG_KONG_MACAO),
    IdentityKind.TAIWAN_PERMIT: _of_form(IdentityKind.TAIWAN_PERMIT, _TAIWAN),
    IdentityKind.FOREIGN_RESIDENCE: _foreign,
    IdentityKind.PASSPORT: _of_form(IdentityKind.PASSPORT, _PASSPORT),
    IdentityKind.CREDIT_CODE: lambda text, _today: str(CreditCode.parse(text)),
    IdentityKind.ORGANISATION_CODE: lambda text, _today: str(OrganisationCode.parse(text)),
    IdentityKind.LICENCE: _of_form(IdentityKind.LICENCE, _LICENCE),
    IdentityKind.OTHER: _other,
}
