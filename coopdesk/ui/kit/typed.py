"""What people type, brought into the one form the domain reads: dates, sums with 万, quantities.

Pure text to value; raises the domain's own errors. Knows no widget.
"""

import re
import unicodedata
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity

_DATE = re.compile(r"(\d{4})(?:\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))")
_WAN = re.compile(r"(-?)(\d+)(?:\.(\d*))?万")
_WAN_DIGITS = 4


def read_money(typed: str) -> Money:
    """Yuan as people write them: `1,234.5`, `１２３４`, `3.5万`, `¥200元`; raises `money.invalid`."""
    text = _plain(typed).removeprefix("¥").removesuffix("元")
    return Money.parse(_without_wan(text))


def read_quantity(typed: str) -> Quantity:
    """Shares, mu or the like, with 万 and separators allowed; raises `quantity.invalid`."""
    return parse_quantity(_without_wan(_plain(typed)))


def read_date(typed: str) -> date:
    """A day typed 20191220, 2019.12.20, 2019-12-20, 2019/12/20 or 2019年12月20日; raises `date.invalid`."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if match is None:
        raise DomainError("date.invalid", value=typed)
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DomainError("date.invalid", value=typed) from None


def _plain(typed: str) -> str:
    return re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", typed)).replace("−", "-")


def _without_wan(text: str) -> str:
    match = _WAN.fullmatch(text)
    if match is None:
        return text
    sign, whole, decimals = match[1], match[2], (match[3] or "").ljust(_WAN_DIGITS, "0")
    rest = decimals[_WAN_DIGITS:].rstrip("0")
    number = (whole + decimals[:_WAN_DIGITS]).lstrip("0") or "0"
    return f"{sign}{number}{'.' if rest else ''}{rest}"
