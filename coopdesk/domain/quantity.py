"""Exact quantities that are not money: shares, mu, trade quantities, rates, each in whole millionths.

The law and the charters never need more than six decimals (domain rule 6.6), and whole numbers stay exact
over a million holders where a decimal context would round.
"""

import re
from typing import NewType

from coopdesk.domain.errors import DomainError

Quantity = NewType("Quantity", int)
"""Millionths of a unit: 3.5 shares are ``Quantity(3_500_000)``."""

SCALE = 1_000_000
DECIMALS = 6
ZERO = Quantity(0)
ONE = Quantity(SCALE)
_MAX_DIGITS = 15
_DECIMAL = re.compile(rf"(-?)(\d{{1,{_MAX_DIGITS}}})(?:\.(\d{{1,{DECIMALS}}}))?")


def parse_quantity(text: str) -> Quantity:
    """Read a plain decimal string (at most six decimals, no exponent); ``quantity.invalid`` otherwise."""
    match = _DECIMAL.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if match is None:
        raise DomainError("quantity.invalid", value=text)
    sign, whole, decimals = match.groups()
    value = int(whole) * SCALE + int((decimals or "").ljust(DECIMALS, "0"))
    return Quantity(-value if sign else value)


def format_quantity(quantity: Quantity) -> str:
    """The shortest plain decimal string of a quantity: ``3.5``, ``8``, ``-0.25``."""
    whole, rest = divmod(abs(quantity), SCALE)
    decimals = f".{rest:0{DECIMALS}d}".rstrip("0") if rest else ""
    return f"{'-' if quantity < 0 else ''}{whole}{decimals}"
