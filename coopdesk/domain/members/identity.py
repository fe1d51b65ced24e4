"""Numbers that name a person, an organisation, an account or a telephone: values that cannot be wrong.

Each is read once, by ``parse``, kept in its one standard form and shown masked. All of them are personal
data: no error and no ``repr`` carries a number whole. python-stdnum figures the check digits; it is imported when first
needed because it costs some thirty milliseconds.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import without_marks

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_SPACES = re.compile(r"\s+")
# What keyboards, address books and spreadsheets put in place of a hyphen, and before a number to keep it a text.
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－ー_"), "-")
_QUOTES = "'‘’`´＇\""
# The check letter X as a multiplication sign or a letter of another alphabet that looks the same.
_LIKE_X = dict.fromkeys(map(ord, "×✕✖ХхΧχ╳"), "X")
_RESIDENT = re.compile(r"[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")
_RESIDENT_OLD = re.compile(r"[1-9][0-9]{5}[0-9]{6}[0-9]{3}")
_CREDIT = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_ORGANISATION = re.compile(r"([0-9A-Z]{8})-?([0-9X])")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LONG = 15
_ACCOUNT = re.compile(r"[0-9]{6,32}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# 010 and 02x are whole area codes, the others have four figures: 02362480000 is 023-62480000. Villages write the number
# alone; an extension of the switchboard stands behind.
_LANDLINE = re.compile(
    r"(?:(0[12][0-9]|0[0-9]{3}|0[0-9]{2})-?)?([2-9][0-9]{6,7})(?:-?(?:转|分机|EXT\.?|X|#|-)([0-9]{1,6}))?"
)
_SERVICE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")
_ABROAD = re.compile(r"(?:\+|00)?(852|853|886)-?([0-9]{8,9})|(?:\+|00)([1-9][0-9]{7,14})")
_HOME = re.compile(r"(?:\+|00)?86-?")
_BETWEEN_PHONES = re.compile(r"[/／、,，;；|和或]+")
_BRACKETS = str.maketrans("", "", "()（）[]【】.·")


@dataclass(frozen=True, slots=True, repr=False)
class PersonalNumber:
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
class ResidentId(PersonalNumber):
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
        number = compact(text).replace("-", "")
        if _RESIDENT_OLD.fullmatch(number):
            body = f"{number[:6]}19{number[6:]}"
            number = body + _resident_check(body)
        resident = cls(number)
        if resident.birth_date > today:
            raise DomainError("identity.resident_future", day=resident.birth_date)
        return resident

    @property
    def birth_date(self) -> date:
        """The day in figures 7 to 14; ``identity.resident_date`` where the calendar has no such day."""
        number = self.number
        try:
            return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        except ValueError:
            raise DomainError("identity.resident_date", value=number[6:14]) from None


@dataclass(frozen=True, slots=True, repr=False)
class CreditCode(PersonalNumber):
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
        """Read what was typed or scanned: spaces, dashes, full-width and small letters are brought to the one form."""
        return cls(compact(text).replace("-", ""))


@dataclass(frozen=True, slots=True, repr=False)
class OrganisationCode(PersonalNumber):
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
        """Read what was typed or scanned; the dash before the check character may be missing."""
        number = compact(text)
        return cls(f"{number[:8]}-{number[8:].removeprefix('-')}")


@dataclass(frozen=True, slots=True, repr=False)
class BankAccount(PersonalNumber):
    """A bank account or card, digits only. Passbooks and accounts of organisations need not satisfy Luhn, so that is a
    warning (``luhn_ok``), never an error; raises ``identity.account_form``."""

    def __post_init__(self) -> None:
        if _ACCOUNT.fullmatch(self.number) is None:
            raise DomainError("identity.account_form")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was typed or scanned; spaces and dashes between the digits are left out."""
        return cls(compact(text).replace("-", ""))

    @property
    def luhn_ok(self) -> bool:
        """Whether the last digit fits the others by Luhn's rule, as it does on bank cards."""
        from stdnum import luhn

        return bool(luhn.checksum(self.number) == 0)

    @property
    def masked(self) -> str:
        return mask_account(self.number)


@dataclass(frozen=True, slots=True, repr=False)
class Phone(PersonalNumber):
    """One telephone number or several with a stroke between: a mobile number, a landline as ``023-62480000`` (with an
    extension ``023-62480000-801``, or without area code), ``400-123-4567``, abroad ``+852-91234567``.

    Raises ``identity.phone_form``.
    """

    def __post_init__(self) -> None:
        if any(_standard_phone(one) != one for one in self.number.split("/")):
            raise DomainError("identity.phone_form")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one or several numbers with a stroke, comma or the like between; each is brought to its one form."""
        found = (_standard_phone(one) for one in _BETWEEN_PHONES.split(text))
        return cls("/".join(one or "?" for one in found))

    @property
    def each(self) -> tuple[str, ...]:
        """The numbers one by one."""
        return tuple(self.number.split("/"))

    @property
    def masked(self) -> str:
        return mask_phone(self.number)


def _standard_phone(typed: str) -> str | None:
    """A number in its one form, None for what is no telephone number."""
    number = compact(typed).translate(_BRACKETS).strip("-:：")
    inland = _HOME.match(number)
    plain = number.removeprefix(inland[0]) if inland else number
    if _MOBILE.fullmatch(plain.replace("-", "")):
        return plain.replace("-", "")
    if inland and inland[0][0] in "+0" and not plain.startswith("0"):
        plain = f"0{plain}"
    landline, service, abroad = (
        _LANDLINE.fullmatch(plain),
        _SERVICE.fullmatch(number),
        _ABROAD.fullmatch(number),
    )
    if service:
        return "-".join(service.groups())
    if landline:
        return "-".join(part for part in landline.groups() if part)
    if abroad:
        return f"+{abroad[1]}-{abroad[2]}" if abroad[1] else f"+{abroad[3]}"
    return None


def mask_identity(number: str) -> str:
    """A number of a paper as posted lists may show it: first six and last four, ``500108********0013``.

    Shorter ones, as of passports and permits, by the first and the last three: ``E*****678``.
    """
    if len(number) >= _LONG:
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    return f"{number[:1]}{'*' * (len(number) - 4)}{number[-3:]}" if len(number) > 6 else "*" * len(number)


def mask_account(number: str) -> str:
    """An account by its last four figures alone: ``************1234``, whatever its length."""
    return f"{'*' * 12}{number[-4:]}" if len(number) > 4 else "*" * len(number)


def mask_phone(number: str) -> str:
    """A telephone number by its first three and last four figures: ``138****1234``."""
    return "/".join(
        f"{one[:3]}****{one[-4:]}" if len(one) > 7 else "*" * len(one) for one in number.split("/")
    )


def compact(text: str) -> str:
    """A number as it was typed or pasted, in capitals and half width: no spaces, no marks, one kind of hyphen."""
    text = _SPACES.sub("", without_marks(text).translate(_FULL_WIDTH))
    return text.translate(_LIKE_X).translate(_HYPHENS).strip(_QUOTES).upper()


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
