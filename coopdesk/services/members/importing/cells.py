"""One cell that is no plain value, read by itself: days, shares and sums in all the ways people write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import SCALE
from coopdesk.domain.typed import read_date, read_money, read_quantity
from coopdesk.services.members.importing.findings import Why
from coopdesk.services.source_table import CellValue

FEN = 100
"""Fen in a yuan."""
_FIRST_DAY, _LAST_DAY = 61, 73_415
"""Excel's count of 1900-03-01 and of 2100-12-31; before, its count is of a day the calendar lacks."""
_GUARD = re.compile(r'="([^"]*)"')
_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2101)
_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")
_SHARE_UNITS = ("股", "份")
_CHINESE_DAY = re.compile(
    r"([〇零○Oo0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
_CHINESE_DIGITS = {
    character: place for place, character in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("零○Oo0", 0)
_NO_DAY = re.compile(r"(?:19|20)[0-9]{2}\s*[-./年]\s*[0-9]{1,2}\s*月?|(?:19|20)[0-9]{2}\s*年?")


def read_day(value: CellValue) -> tuple[date, Why | None]:
    """The day a cell holds, and how it was mended; `date.invalid`, or `import.no_day` where only a month stands.

    A number is Excel's count of days, from 1900-03-01 to 2100-12-31; one that could be a year is none.
    """
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, date):
        return value, None
    if isinstance(value, int) and not isinstance(value, bool):
        if value in _YEARS:
            raise DomainError("import.no_day", value=str(value))
        if _FIRST_DAY <= value <= _LAST_DAY:
            return _EPOCH + timedelta(days=value), Why.DAY_COUNT
    text = unguarded(value).strip()
    if isinstance(value, Decimal):
        if _FIRST_DAY <= value <= _LAST_DAY and value not in _YEARS and int(value) not in _YEARS:
            return _EPOCH + timedelta(days=int(value)), Why.DAY_COUNT
        raise DomainError("import.no_day", value=text)
    if text.isdigit() and len(text) == 5 and _FIRST_DAY <= int(text) <= _LAST_DAY:
        return _EPOCH + timedelta(days=int(text)), Why.DAY_COUNT
    if _NO_DAY.fullmatch(unicodedata.normalize("NFKC", text)):
        raise DomainError("import.no_day", value=text)
    chinese = _CHINESE_DAY.fullmatch(text)
    if chinese:
        text = f"{_chinese_year(chinese[1])}-{_chinese_number(chinese[2])}-{_chinese_number(chinese[3])}"
    day = read_date(text)
    return day, None if text == day.isoformat() else Why.DATE


def read_shares(value: CellValue, factor: int) -> tuple[int, Why | None]:
    """Millionths of shares in a cell; `quantity.invalid` for what is no number of at most six decimals."""
    if isinstance(value, (bool, date)) or value is None:
        raise DomainError("quantity.invalid", value=str(value))
    if isinstance(value, int | Decimal):
        return _scaled(value, SCALE * factor, "quantity.invalid"), None
    text = unguarded(value)
    if _DECIMAL.fullmatch(text) and text == value:
        return _scaled(Decimal(text), SCALE * factor, "quantity.invalid"), None
    shares = read_quantity(text, _SHARE_UNITS)
    in_words = _has_unit(text)
    return (shares if in_words else shares * factor), why_amount(value)


def read_yuan(value: CellValue, factor: int) -> tuple[int, Why | None]:
    """Fen in a cell; `money.invalid` for what is no sum of at most two decimals, with its own unit or the column's."""
    if isinstance(value, (bool, date)) or value is None:
        raise DomainError("money.invalid", value=str(value))
    if isinstance(value, int | Decimal):
        return _scaled(value, FEN * factor, "money.invalid"), None
    text = unguarded(value)
    plain = unicodedata.normalize("NFKC", text).strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if _DECIMAL.fullmatch(plain):
        return _scaled(Decimal(plain), FEN * factor, "money.invalid"), None if plain == value else why_amount(
            value
        )
    money = read_money(text)
    if factor != 1 and not _has_unit(text):
        if "元" in text or "块" in text:
            raise DomainError("import.two_units", value=text.strip())
        return money.fen * factor, why_amount(value)
    return money.fen, why_amount(value)


def shown(value: CellValue) -> str:
    """A cell as its error shows it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def unguarded(value: CellValue) -> str:
    """A text without what keeps Excel from making a number of it: `="0001"`, `'0001`, a tab before or behind."""
    text = str(value)
    guarded = _GUARD.fullmatch(text.strip())
    return guarded[1] if guarded else text.strip("\t").removeprefix("'")


def why_text(before: str, after: str) -> Why:
    """Why a text was written anew."""
    return Why.SPACES if "".join(before.split()) == "".join(after.split()) else Why.LETTERS


def why_number(before: str, after: str) -> Why:
    """Why a number was written anew."""
    if "".join(before.split()).strip("'") == after:
        return Why.SPACES
    half = unicodedata.normalize("NFKC", before)
    if half == after:
        return Why.WIDTH
    if half.upper() == after:
        return Why.CASE
    return Why.MARKS


def why_amount(before: CellValue) -> Why:
    """Why a sum or a number of shares was written anew."""
    text = str(before).strip()
    half = unicodedata.normalize("NFKC", text)
    if _has_unit(half):
        return Why.WORDS
    if half.replace(",", "").replace(".", "").isdigit():
        return Why.WIDTH if half != text else (Why.MARKS if "," in half else Why.SPACES)
    return Why.UNIT if half[:1].isdigit() else Why.MARKS


def _has_unit(text: str) -> bool:
    """Whether a number says by a word of its own how large its unit is."""
    return any(character in text for character in "十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")


def _scaled(number: int | Decimal, each: int, code: str) -> int:
    scaled = number * each
    whole = int(scaled)
    if whole != scaled:
        raise DomainError(code, value=str(number))
    return whole


def decimal(number: int, scale: int) -> str:
    """Smallest units as a decimal number: fen with two decimals, millionths without noughts at the end."""
    whole, rest = divmod(number, scale)
    width = len(str(scale)) - 1
    if scale == FEN:
        return f"{whole}.{rest:0{width}d}"
    return f"{whole}.{rest:0{width}d}".rstrip("0") if rest else str(whole)


def _chinese_year(text: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[character]) for character in text))


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0) if len(text) == 1 else 0
    return 10 * (_CHINESE_DIGITS[tens] if tens else 1) + (_CHINESE_DIGITS[ones] if ones else 0)
