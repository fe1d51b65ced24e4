"""Money in whole fen: one type, one way to read it, every rounding named.

Sums of a distribution must tie to the fen in ten years' time, so no float and no decimal context is ever involved.
"""

import re
from dataclasses import dataclass
from typing import Self

from coopdesk.domain.errors import DomainError

_YUAN = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,2}))?")
FEN_PER_YUAN = 100


def divide_down(numerator: int, denominator: int) -> int:
    """Quotient rounded down (向下舍去); both must be whole, the denominator positive."""
    return numerator // denominator


def divide_half_up(numerator: int, denominator: int) -> int:
    """Quotient rounded half up (四舍五入), for numerators of 0 and more."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of yuan held as whole fen; negative amounts are allowed and print in red or with a minus."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money takes whole fen, not {self.fen!r}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read yuan from a plain decimal string of at most two decimals; ``money.invalid`` otherwise."""
        match = _YUAN.fullmatch(text) if isinstance(text, str) and text.isascii() else None
        if match is None:
            raise DomainError("money.invalid", value=text)
        sign, whole, decimals = match.groups()
        fen = int(whole) * FEN_PER_YUAN + int((decimals or "").ljust(2, "0"))
        return cls(-fen if sign else fen)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __mul__(self, times: int) -> "Money":
        return Money(self.fen * times) if type(times) is int else NotImplemented

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        """Yuan with two decimals and no separators, as files and messages carry them: ``-1234.50``."""
        whole, fen = divmod(abs(self.fen), FEN_PER_YUAN)
        return f"{'-' if self.fen < 0 else ''}{whole}.{fen:02d}"

    @property
    def grouped(self) -> str:
        """Yuan with two decimals and thousands separators, as papers and windows show them: ``-1,234.50``."""
        whole, fen = divmod(abs(self.fen), FEN_PER_YUAN)
        return f"{'-' if self.fen < 0 else ''}{whole:,}.{fen:02d}"
