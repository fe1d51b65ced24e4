"""What people type and paste, read as numbers and days: the one parser of every field that takes one.

What is plain is read (`2亿`, `3万5千`, `200块`, `（123.45）`, `8股`, `3月5号`, a day with its midnight). What could
mean two things is refused with a code, never guessed: a comma counts only between true groups of three, a rate below
one needs its percent sign, a year lies in 1900…2100. Pure text to value; knows no widget and no clock.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from coopdesk.domain.capital import read_capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import DECIMALS, ONE, Quantity

UNITS = ("股", "亩", "份")
"""Units that may follow a quantity where a field names none of its own."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONEY_DECIMALS, _MONEY_DIGITS, _QUANTITY_DIGITS = 2, 12, 15
_HUNDRED = 100
_LEAP_YEAR = 2020
_TWO_DIGIT_YEARS = ((0, 39, 2000), (60, 99, 1900))
"""Two digits of a year between these could be of either century and are refused."""

_INVISIBLE = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), *range(0xFE00, 0xFE10)]
_ONE_FORM: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([*_INVISIBLE, 0xFEFF, 0x00AD], None),
    **dict.fromkeys([0x00A0, 0x2007, 0x2009, 0x202F, 0x3000], " "),
    **dict.fromkeys(map(ord, "−–—―‐‑‒﹣"), "-"),
    ord("。"): ".",
    ord("￥"): "¥",
}
"""Half width, one minus, no marks that nobody sees. Circled digits and raised ones stay what they are: no numbers."""

_CAPITALS = set("壹贰叁肆伍陆柒捌玖")
_NUMBER = r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+"
_PART = re.compile(rf"({_NUMBER})\s*([十百千]?[万]?[亿]?)\s*", re.ASCII)
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_CURRENCY = r"(?:人民币|RMB|CNY|¥)?\s*"
_SIGN = re.compile(rf"{_CURRENCY}([-+负]?)\s*{_CURRENCY}(\(?)\s*{_CURRENCY}(.*?)\s*(\)?)", re.IGNORECASE)
_YUAN = re.compile(
    r"(?P<yuan>.*?)\s*(?P<unit>块钱|元|块|圆)?\s*(?:(?P<jiao>\d)\s*[角毛])?\s*(?:(?P<fen>\d)\s*分)?\s*(?P<whole>[整正])?",
    re.ASCII,
)
_RATE_DECIMALS = 12
_RATE_UNITS = {"%": 100, "‰": 1_000, "‱": 10_000, "百": 100, "千": 1_000, "万": 10_000}
_RATE = re.compile(r"(?:(?P<of>[百千万])分之)?\s*(?P<number>.*?)\s*(?P<sign>[%‰‱]?)")
_PARTS_OF = re.compile(
    r"(?P<above>\d{1,15})\s*/\s*(?P<below>\d{1,15})|(?P<of>\d{1,15})\s*分之\s*(?P<counted>\d{1,15})", re.ASCII
)
_RATE_IN_WORDS = re.compile(r"[〇零一二两三四五六七八九十半]|[成折]$")
_RATIO = re.compile(r"每?(\d{1,9}) ?股? ?[:比换变] ?(\d{1,9}) ?股?", re.ASCII)
_BARE_NUMBER = re.compile(_NUMBER, re.ASCII)
_TERM = re.compile(r"\s*([-+])?\s*([^-+]+)")
_TIMES = re.compile(r"[*×xX✕]")
_LONGEST_SUM = 100
"""Characters of a sum (算式): what is longer is no little one."""
_FACTOR_DECIMALS, _MOST_FACTORS = 6, 4
_CLOCK = r"(?:[T\s]\s*(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = r"(?:\s*\(?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\)?)?"
_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-./年、\s]\s*(?P<month>\d{1,2})\s*[-./月、\s]\s*(?P<day>\d{1,2})"
    r"|(?P<year2>\d{2})\s*[.年]\s*(?P<month2>\d{1,2})\s*[.月]\s*(?P<day2>\d{1,2})"
    r"|(?P<year8>\d{4})(?P<month8>\d{2})(?P<day8>\d{2})"
    rf"|(?P<month0>\d{{1,2}})\s*月\s*(?P<day0>\d{{1,2}}))\s*[日号]?{_WEEKDAY}{_CLOCK}",
    re.ASCII,
)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?|(\d{2})(\d{2})", re.ASCII)


def read_money(typed: str) -> Money:
    """Yuan as people write them: `1,234.5`, `１２３４`, `3.5万`, `3万5千`, `¥200元`, `12元5角`; `（123.45）` is
    less than 0; the capitals of bills are read too. Raises `money.invalid` and `money.capital_invalid`.
    """
    plain = _plain(typed)
    if set(plain) & _CAPITALS:
        return read_capital(plain)
    try:
        negative, text = _sign_of(plain)
        fen = _fen(text)
    except ValueError:
        raise DomainError("money.invalid", value=typed.strip()) from None
    if fen >= 10 ** (_MONEY_DIGITS + _MONEY_DECIMALS):
        raise DomainError("money.invalid", value=typed.strip())
    return Money(-fen if negative else fen)


def read_sum(typed: str) -> Money:
    """Yuan as `read_money` reads them, or as a little sum of them: `3*1250`, `1200+35.5`, `3万-800`, `=2×36.5`.

    Only +, - and × with numbers of at most six decimals; what comes out must be whole fen. Brackets stay those of an
    amount below 0, and a day is a day: neither is a sum. Raises what `read_money` raises, `money.sum_invalid`, and
    `money.sum_decimals` with what comes out as ``result``.
    """
    plain = _plain(typed)
    text = plain.removeprefix("=").strip()
    if not re.search(r".[-+*×xX✕]", text) or set(text) & _CAPITALS:
        return read_money(typed if text == plain else text)
    try:
        return read_money(text)
    except DomainError:
        pass
    if len(text) > _LONGEST_SUM or _is_day(text):
        raise DomainError("money.sum_invalid", value=typed.strip()[:_LONGEST_SUM])
    try:
        total = sum(_terms(text))
    except ValueError:
        raise DomainError("money.sum_invalid", value=typed.strip()) from None
    if total % 10 ** (_FACTOR_DECIMALS * _MOST_FACTORS - _MONEY_DECIMALS):
        result = _decimal(total, _FACTOR_DECIMALS * _MOST_FACTORS)
        raise DomainError("money.sum_decimals", value=typed.strip(), result=result)
    fen = total // 10 ** (_FACTOR_DECIMALS * _MOST_FACTORS - _MONEY_DECIMALS)
    if abs(fen) >= 10 ** (_MONEY_DIGITS + _MONEY_DECIMALS):
        raise DomainError("money.sum_invalid", value=typed.strip())
    return Money(fen)


def read_quantity(typed: str, units: Sequence[str] = UNITS) -> Quantity:
    """Shares, mu or the like, with one of `units` behind or none: `8`, `8股`, `2.25亩`, `1.2万`.

    Raises `quantity.invalid`, for the unit of another thing too.
    """
    try:
        negative, text = _sign_of(_plain(typed))
        for unit in sorted(units, key=len, reverse=True):
            text = text.removesuffix(unit) if text.endswith(unit) else text
        millionths = _amount(text, DECIMALS)
    except ValueError:
        raise DomainError("quantity.invalid", value=typed.strip()) from None
    if millionths >= 10 ** (_QUANTITY_DIGITS + DECIMALS):
        raise DomainError("quantity.invalid", value=typed.strip())
    return Quantity(-millionths if negative else millionths)


def read_rate(typed: str) -> Quantity:
    """`40`, `40%`, `12.5 %`, `12‰`, `1/10`, `百分之40` or `10分之3` as a rate of 0 to 1, in whole millionths.

    A bare number is in percent. Raises `field.percent` for what is no rate, `field.percent_unclear` for `0.6`, which
    may be meant as 0.6 % or as 60 %, `field.rate_words` for `三成`, and `field.rate_inexact` for `1/3`, which six
    decimals do not hold; with the nearest that they do.
    """
    rate = exact_rate(typed)
    if rate > 1:
        raise DomainError("field.percent", value=typed.strip())
    if 0 < rate < Fraction(1, _HUNDRED) and _BARE_NUMBER.fullmatch(_plain(typed)):
        hundredfold = Quantity(round(rate * _HUNDRED * _HUNDRED * ONE))
        raise DomainError("field.percent_unclear", value=typed.strip(), hundredfold=hundredfold)
    millionths = rate * ONE
    if millionths.denominator != 1:
        nearest = Quantity(round(millionths) * _HUNDRED)
        raise DomainError("field.rate_inexact", value=typed.strip(), nearest=nearest)
    return Quantity(int(millionths))


def exact_rate(typed: str) -> Fraction:
    """A rate in any of these forms, exactly and of any size from 0; a bare number is in percent.

    Raises `field.percent`, and `field.rate_words` for one in words.
    """
    text = _plain(typed)
    try:
        return _rate(text)
    except (ValueError, ZeroDivisionError):
        code = "field.rate_words" if _RATE_IN_WORDS.search(text) else "field.percent"
        raise DomainError(code, value=typed.strip()) from None


def read_ratio(typed: str) -> tuple[int, int]:
    """`1:2`, `1：2`, `1比2` or `1股换2股` as its two whole numbers, both above 0; raises `field.ratio`."""
    match = _RATIO.fullmatch(_plain(typed))
    sides = (int(match[1]), int(match[2])) if match is not None else (0, 0)
    if 0 in sides:
        raise DomainError("field.ratio", value=typed.strip())
    return sides


def read_whole(typed: str, units: Sequence[str] = ("人", "名", "户", "票", "张", "天")) -> int:
    """A whole number of 0 and more, such as people or votes; raises `field.whole_number`."""
    text = _plain(typed)
    for unit in units:
        text = text.removesuffix(unit)
    try:
        return _amount(text, 0)
    except ValueError:
        raise DomainError("field.whole_number", value=typed.strip()) from None


def read_date(typed: str, year: int | None = None) -> date:
    """A day typed 20191220, 2019.12.20, 2019-12-20, 2019年12月20号, 19年12月20日, or 12月20日 where a year is in view.

    A time of day and a day of the week may follow; the latter must be the day's own. Raises `date.invalid`, and
    `date.year_missing` for 12月20日 where no `year` is in view.
    """
    match = _DAY.fullmatch(_plain(typed))
    if match is None:
        raise DomainError("date.invalid", value=typed.strip())
    found = match.groupdict()
    if found["month0"] is not None and year is None:
        raise DomainError("date.year_missing", value=typed.strip())
    month, day = (int(next(found[f"{part}{n}"] for n in _FORMS if found[f"{part}{n}"])) for part in _PARTS)
    try:
        read = date(_year_of(found, year), month, day)
    except ValueError:
        raise DomainError("date.invalid", value=typed.strip()) from None
    weekday = found["weekday"]
    if weekday is not None and _WEEKDAYS[read.weekday()] != weekday.replace("天", "日"):
        raise DomainError("date.invalid", value=typed.strip())
    return read


_PARTS, _FORMS = ("month", "day"), ("", "2", "8", "0")


def read_month_day(typed: str) -> tuple[int, int]:
    """Month and day of every year, 29 February among them: `12-31`, `12月31日`, `1231`; raises `field.month_day`."""
    match = _MONTH_DAY.fullmatch(_plain(typed))
    if match is None:
        raise DomainError("field.month_day", value=typed.strip())
    month, day = int(match[1] or match[3]), int(match[2] or match[4])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        raise DomainError("field.month_day", value=typed.strip())
    return month, day


def _is_day(text: str) -> bool:
    try:
        read_date(text)
    except DomainError:
        return False
    return True


def _terms(text: str) -> Iterator[int]:
    """The terms of a sum in units of 10^-24; ValueError where something else stands."""
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or (place and not match[1]):
            raise ValueError(text)
        factors = _TIMES.split(match[2])
        if len(factors) > _MOST_FACTORS:
            raise ValueError(text)
        product = 10 ** (_FACTOR_DECIMALS * (_MOST_FACTORS - len(factors)))
        for factor in factors:
            product *= _factor(factor.strip())
        yield -product if match[1] == "-" else product
        place = match.end()


def _factor(text: str) -> int:
    """One number of a sum in millionths. A 0 before its digits is how numbers of telephones and papers begin."""
    number = re.sub(rf"^{_CURRENCY}|\s*(?:块钱|元|块|圆)$", "", text, flags=re.IGNORECASE)
    if re.match(r"0\d", number):
        raise ValueError(text)
    return _amount(number, _FACTOR_DECIMALS)


def _decimal(whole: int, decimals: int) -> str:
    """A number of units of 10^-decimals as a plain decimal without needless noughts."""
    digits = f"{abs(whole):0{decimals + 1}d}"
    return f"{'-' if whole < 0 else ''}{digits[:-decimals]}.{digits[-decimals:].rstrip('0')}"


def _plain(typed: str) -> str:
    return typed.translate(_ONE_FORM).strip().removeprefix("'").removeprefix("‘").removeprefix("’").strip()


def _sign_of(text: str) -> tuple[bool, str]:
    """Whether it is less than nothing, by one minus or by brackets, and the text without them; ValueError for both."""
    match = _SIGN.fullmatch(text)
    if match is None or bool(match[2]) != bool(match[4]) or (match[1] and match[2]):
        raise ValueError(text)
    return match[1] in ("-", "负") or bool(match[2]), match[3]


def _fen(text: str) -> int:
    """Whole fen of `1234.5`, `1234.5元整`, `12元5角` or `5分`; ValueError for anything else."""
    match = _YUAN.fullmatch(text)
    small = match is not None and (match["jiao"] or match["fen"])
    if match is None or (match["whole"] and not (match["unit"] or small)):
        raise ValueError(text)
    if small and bool(match["yuan"]) != bool(match["unit"]):
        raise ValueError(text)
    yuan = 0 if small and not match["yuan"] else _amount(match["yuan"], _MONEY_DECIMALS)
    if small and yuan % _HUNDRED:
        raise ValueError(text)
    return yuan + 10 * int(match["jiao"] or 0) + int(match["fen"] or 0)


def _amount(text: str, decimals: int) -> int:
    """A number of 0 and more in units of 10^-decimals; ValueError for what is none, or has more decimals than these."""
    parts = list(_parts(text))
    total, above = _scaled(*parts[0], decimals), parts[0][1]
    for number, power in parts[1:]:
        part = _scaled(number, power, decimals)
        # “3万5” is thirty-five thousand to one reader and thirty thousand and five to another.
        bare_digit = power == 0 and not re.match(r"\d\d", number)
        if power >= above or bare_digit or part >= 10 ** (above + decimals) or "." in parts[0][0]:
            raise ValueError(text)
        if power and "." in number:
            raise ValueError(text)
        total, above = total + part, power
    return total


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The numbers of `3万5千`, each with the power of ten of its unit; ValueError where something else stands."""
    place = 0
    while place < len(text) or not text:
        match = _PART.match(text, place)
        if match is None:
            raise ValueError(text)
        yield re.sub(r"[, ]", "", match[1]), sum(_POWERS[unit] for unit in match[2])
        place = match.end()


def _rate(text: str) -> Fraction:
    """What a rate says, exactly; ValueError or ZeroDivisionError for what is none."""
    parts = _PARTS_OF.fullmatch(text)
    if parts is not None:
        return Fraction(int(parts["above"] or parts["counted"]), int(parts["below"] or parts["of"]))
    scaled = _RATE.fullmatch(text)
    if scaled is None or (scaled["of"] and scaled["sign"]):
        raise ValueError(text)
    per = _RATE_UNITS[scaled["of"] or scaled["sign"] or "%"]
    return Fraction(_amount(scaled["number"], _RATE_DECIMALS), per * 10**_RATE_DECIMALS)


def _scaled(number: str, power: int, decimals: int) -> int:
    whole, _point, fraction = number.partition(".")
    digits, shift = int(whole + fraction), power + decimals - len(fraction)
    if shift >= 0:
        return digits * int(10**shift)
    scaled, rest = divmod(digits, int(10**-shift))
    if rest:
        raise ValueError(number)
    return scaled


def _year_of(found: dict[str, str | None], year: int | None) -> int:
    """The year that was typed, or that is in view; ValueError outside of 1900…2100."""
    typed = found["year"] or found["year8"]
    if found["year2"] is not None:
        short = int(found["year2"])
        whole = next((start + short for low, high, start in _TWO_DIGIT_YEARS if low <= short <= high), 0)
    else:
        whole = int(typed) if typed else year or 0
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        raise ValueError(whole)
    return whole
