"""Numbers that name a person, an organisation, an account or a telephone: values that cannot be wrong.

Each is read once at the door (``parse``), kept in its one standard form and shown masked. All of them are personal
data: no error and no ``repr`` carries a number whole. python-stdnum figures the check digits; it is imported when first
needed because it costs some thirty milliseconds.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from coopdesk.domain.errors import DomainError

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_SPACES = re.compile(r"\s+")
_RESIDENT = re.compile(r"[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")
_RESIDENT_OLD = re.compile(r"[1-9][0-9]{5}[0-9]{6}[0-9]{3}")
_CREDIT = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_ORGANISATION = re.compile(r"([0-9A-Z]{8})-?([0-9X])")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ACCOUNT = re.compile(r"[0-9]{6,32}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# 010 and 02x are whole area codes, the others have four figures: 02362480000 is 023-62480000.
_LANDLINE = re.compile(r"(0[12][0-9]|0[0-9]{3}|0[0-9]{2})-?([0-9]{7,8})")


class Sex(StrEnum):
    """As the resident ID tells it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, repr=False)
class _PersonalNumber:
    """A number kept in its standard form; ``str`` is the number itself, ``repr`` never shows it whole."""

    number: str

    @property
    def masked(self) -> str:
        """The form posted papers and screens may show."""
        return mask_identity(self.number)

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"


@dataclass(frozen=True, slots=True, repr=False)
class ResidentId(_PersonalNumber):
    """公民身份号码 (GB 11643-1999): 18 characters. The first six need not stand in today's table of areas.

    Raises ``identity.resident_form``, ``identity.resident_date`` or ``identity.resident_check``.
    """

    def __post_init__(self) -> None:
        if _RESIDENT.fullmatch(self.number) is None:
            raise DomainError("identity.resident_form")
        _ = self.birth_date
        if _resident_check(self.number[:-1]) != self.number[-1]:
            raise DomainError("identity.resident_check")

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """Read what was typed or scanned; 15-digit numbers of before 1999 are brought to 18.

        Further raises ``identity.resident_future`` for a birth date after ``today``.
        """
        number = _compact(text)
        if _RESIDENT_OLD.fullmatch(number):
            body = f"{number[:6]}19{number[6:]}"
            number = body + _resident_check(body)
        resident = cls(number)
        if resident.birth_date > today:
            raise DomainError("identity.resident_future", day=resident.birth_date)
        return resident

    @property
    def birth_date(self) -> date:
        number = self.number
        try:
            return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        except ValueError:
            raise DomainError("identity.resident_date", value=number[6:14]) from None

    @property
    def sex(self) -> Sex:
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE


@dataclass(frozen=True, slots=True, repr=False)
class CreditCode(_PersonalNumber):
    """统一社会信用代码 (GB 32100-2015): 18 characters. Raises ``identity.credit_form`` or ``identity.credit_check``.

    Only the code's own check is tested: codes are in use whose inner organisation code has none.
    """

    def __post_init__(self) -> None:
        if _CREDIT.fullmatch(self.number) is None:
            raise DomainError("identity.credit_form")
        if _credit_check(self.number[:-1]) != self.number[-1]:
            raise DomainError("identity.credit_check")

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(_compact(text))


@dataclass(frozen=True, slots=True, repr=False)
class OrganisationCode(_PersonalNumber):
    """组织机构代码 (GB 11714), eight characters and a check, as old papers carry it: ``D2143569-X``.

    Raises ``identity.organisation_form`` or ``identity.organisation_check``.
    """

    def __post_init__(self) -> None:
        match = _ORGANISATION.fullmatch(self.number)
        if match is None or "-" not in self.number:
            raise DomainError("identity.organisation_form")
        if _organisation_check(match[1]) != match[2]:
            raise DomainError("identity.organisation_check")

    @classmethod
    def parse(cls, text: str) -> Self:
        number = _compact(text)
        return cls(f"{number[:8]}-{number[8:].removeprefix('-')}")


@dataclass(frozen=True, slots=True, repr=False)
class BankAccount(_PersonalNumber):
    """A bank account or card, digits only. Passbooks and accounts of organisations need not satisfy Luhn, so that is a
    warning (``luhn_ok``), never an error; raises ``identity.account_form``."""

    def __post_init__(self) -> None:
        if _ACCOUNT.fullmatch(self.number) is None:
            raise DomainError("identity.account_form")

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(_compact(text).replace("-", ""))

    @property
    def luhn_ok(self) -> bool:
        from stdnum import luhn

        return bool(luhn.checksum(self.number) == 0)

    @property
    def masked(self) -> str:
        return mask_account(self.number)


@dataclass(frozen=True, slots=True, repr=False)
class Phone(_PersonalNumber):
    """A mobile number (11 digits) or a landline as ``023-62480000``; raises ``identity.phone_form``."""

    def __post_init__(self) -> None:
        landline = _LANDLINE.fullmatch(self.number)
        if _MOBILE.fullmatch(self.number) is None and (landline is None or "-" not in self.number):
            raise DomainError("identity.phone_form")

    @classmethod
    def parse(cls, text: str) -> Self:
        number = _compact(text)
        landline = _LANDLINE.fullmatch(number)
        return cls(f"{landline[1]}-{landline[2]}" if landline else number.replace("-", ""))

    @property
    def is_mobile(self) -> bool:
        return "-" not in self.number

    @property
    def masked(self) -> str:
        return mask_phone(self.number)


def mask_identity(number: str) -> str:
    """A resident ID or credit code as posted papers may show it: first six and last four, ``500108********0013``."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_account(number: str) -> str:
    """An account by its last four figures alone: ``************1234``, whatever its length."""
    return f"{'*' * 12}{number[-4:]}" if len(number) > 4 else "*" * len(number)


def mask_phone(number: str) -> str:
    """A telephone number by its first three and last four figures: ``138****1234``."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "*" * len(number)


def _compact(text: str) -> str:
    """What people type brought to capitals and half width, without spaces."""
    return _SPACES.sub("", text.translate(_FULL_WIDTH)).upper()


def _resident_check(body: str) -> str:
    from stdnum.cn import ric

    return str(ric.calc_check_digit(f"{body}0"))


def _credit_check(body: str) -> str:
    from stdnum.cn import uscc

    return str(uscc.calc_check_digit(body))


def _organisation_check(body: str) -> str:
    values = (int(character, 36) for character in body)
    rest = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return "0X987654321"[rest]
