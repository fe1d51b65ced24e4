"""What a slip's QR code says, and the reading of it: digits only, so that no input method can eat a letter.

A scanner types its reading like a keyboard; under a Chinese input method letters begin a composition, digits do not.
Read back is every form a slip has carried: today's digits; number and check code as on the first slips; and the check
code alone, as a person copies it from the paper.

Today's form has twenty-seven digits, which a QR code of the smallest size holds:

* 1 digit: the form, by which later ones will be told apart;
* 4 digits: the year;
* 7 digits: the place in the register, which is the number of the slip;
* 13 digits: the check code (核对码), a number of forty bits that answers to every figure of the slip;
* 2 digits: the check digits of ISO 7064 MOD 97-10 over all the others, which find any one digit misread and any two
  exchanged.
"""

import re
import unicodedata
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, which are misread."""

CODE_LETTERS = 8
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans("ILO", "110")
_FORM = "1"
_DIGITS = re.compile(
    r"(?P<form>[0-9])(?P<year>[0-9]{4})(?P<place>[0-9]{7})(?P<code>[0-9]{13})(?P<check>[0-9]{2})"
)
_FIRST_FORM = re.compile(r"(?P<year>[0-9]{4})-?(?P<place>[0-9]{4,7}?)(?P<code>[0-9A-Z]{4}-?[0-9A-Z]{4})")
_MOST_PLACES = 10**7 - 1


@dataclass(frozen=True, slots=True)
class SlipReading:
    """What was read: the check code as it is printed, and year and place where the form carries them (else 0)."""

    check_code: str
    year: int = 0
    place: int = 0

    @property
    def number(self) -> str:
        """The slip's number as printed, as 2019-0003; empty where only the check code was read."""
        return slip_number(self.year, self.place) if self.year else ""


def slip_number(year: int, place: int) -> str:
    """The number of a slip: the year and the place in the register, counted from 1."""
    return f"{year}-{place:04d}"


def slip_digits(year: int, place: int, check_code: str) -> str:
    """The digits a slip's QR code carries.

    Raises ``slip.out_of_range`` (place) for a place past 9,999,999, which no register reaches.
    """
    if not 0 <= place <= _MOST_PLACES:
        raise DomainError("slip.out_of_range", place=place)
    body = f"{_FORM}{year:04d}{place:07d}{_bits(check_code):013d}"
    return body + _check_digits(body)


def read_slip_code(text: str) -> SlipReading:
    """What a slip's code says, however it came: scanned, typed, in full width, with spaces or unseen characters.

    Raises ``slip.unreadable`` for what is no slip's code, ``slip.misread`` where the check digits do not answer, and
    ``slip.newer_form`` for a form this version does not know.
    """
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter)[0] not in "CZ"
    ).upper()
    found = _DIGITS.fullmatch(kept)
    if found is not None:
        return _of_digits(found)
    found = _FIRST_FORM.fullmatch(kept)
    if found is not None:
        return SlipReading(_printed(found["code"]), int(found["year"]), int(found["place"]))
    if len(kept.replace("-", "")) == CODE_LETTERS:
        return SlipReading(_printed(kept))
    raise DomainError("slip.unreadable")


def code_of_bits(bits: int) -> str:
    """Forty bits as they are printed, as 7Q4K-2M9X."""
    code = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{code[: CODE_LETTERS // 2]}-{code[CODE_LETTERS // 2 :]}"


def _of_digits(found: re.Match[str]) -> SlipReading:
    if _check_digits(found[0][:-2]) != found["check"]:
        raise DomainError("slip.misread")
    if found["form"] != _FORM:
        raise DomainError("slip.newer_form")
    bits = int(found["code"])
    if bits >> 40:
        raise DomainError("slip.misread")
    return SlipReading(code_of_bits(bits), int(found["year"]), int(found["place"]))


def _bits(check_code: str) -> int:
    """The number a printed check code stands for."""
    bits = 0
    for letter in check_code.replace("-", "").translate(_MISREAD):
        if letter not in _VALUES:
            raise DomainError("slip.unreadable")
        bits = bits << 5 | _VALUES[letter]
    return bits


def _printed(code: str) -> str:
    """A check code as it is printed, whatever letters were misread."""
    return code_of_bits(_bits(code))


def _check_digits(body: str) -> str:
    from stdnum.iso7064 import mod_97_10

    digits: str = mod_97_10.calc_check_digits(body)
    return digits
