"""What may be typed above a column: words found anywhere in the cell, or a comparison such as `>1000`, `<=2019-12`.

The one grammar of every filter: tables in memory and in the book read what was typed here, and differ only in how they
look. Pure text to values; knows no column, no SQL and no widget.
"""

import operator
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LONGEST = 200
"""Nothing is called by a page of text: what is typed beyond so many characters is not looked for."""

_COMPARISON = re.compile(r"(>=|<=|=|>|<)\s*(.+)")
_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`>=` and what stands behind it. `test(value, limit)` compares numbers and days, and columns of a query too."""

    sign: str
    limit: str

    @property
    def test(self) -> Callable[[Any, Any], Any]:
        """The operator of the sign."""
        return _TESTS[self.sign]


def plain(typed: str) -> str:
    """What was typed in one form: half width, a plain minus sign, nothing that no book can hold; never raises."""
    sound = typed[:LONGEST].encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    return unicodedata.normalize("NFKC", sound).strip().replace("−", "-")


def comparison(text: str) -> Comparison | None:
    """The comparison a plain text begins with, None where it is words to be found."""
    found = _COMPARISON.fullmatch(text)
    return None if found is None else Comparison(found[1], found[2].strip())


def as_digits(text: str) -> str:
    """A figure as it is looked for among shown figures: without separators, and with a plain minus sign."""
    return text.replace(",", "").replace("−", "-")
