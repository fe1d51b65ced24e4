"""Which vouchers of a month are wanted: the numbers as somebody types them."""

import re
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import WORDS
from coopdesk.domain.text import clean_text
from coopdesk.services.ledger.values import PostedVoucher

_TYPED = re.compile(
    rf"(?:({'|'.join(WORDS)})(?:字第|字|第|-)?\s*)?(\d{{1,6}})?(?:\s*(-|至|到|~|—)\s*(\d{{1,6}})?)?\s*号?"
)


_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Which numbers of a month are wanted: of one word or of all (empty), from the first to the last, both included."""

    word: str = ""
    first: int = 1
    last: int = 0
    """0: to the last there is."""

    def __contains__(self, posted: PostedVoucher) -> bool:
        of_word = not self.word or posted.voucher.word == self.word
        return of_word and self.first <= posted.number and (not self.last or posted.number <= self.last)

    @property
    def text(self) -> str:
        """As the name of a file says it: 记1至20号; empty for all."""
        if self == ALL_NUMBERS:
            return ""
        if self.last == self.first:
            return f"{self.word}{self.first}号"
        return f"{self.word}{self.first}号起" if not self.last else f"{self.word}{self.first}至{self.last}号"


ALL_NUMBERS = NumberRange()


def voucher_name(month: Month, word: str, number: int) -> str:
    """The name by which a voucher's paper is asked for: 2024-03/记12."""
    return f"{month}/{word}{number}"


def read_voucher_name(name: str) -> tuple[Month, NumberRange]:
    """The month and the one number of a voucher's name (``2024-03/记12``); ``paper.numbers`` for what is none."""
    month, _stroke, number = name.partition("/")
    found = _MONTH.fullmatch(month.strip())
    numbers = read_numbers(number) if found is not None else ALL_NUMBERS
    if found is None or not numbers.last or numbers.first != numbers.last:
        raise DomainError("paper.numbers", value=name)
    return Month(int(found[1]), int(found[2])), numbers


def read_numbers(text: str) -> NumberRange:
    """Read ``5``, ``1-20``, ``12-``, ``记1-20``, ``付``, or nothing for all.

    ``paper.numbers`` with the ``value`` for what is no range, or one that ends before it begins.
    """
    typed = clean_text(text).replace("－", "-").replace("–", "-")
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise DomainError("paper.numbers", value=text)
    word, first, dash, last = found.groups()
    begin = int(first or 1)
    end = int(last or 0) if dash else (begin if first else 0)
    if begin < 1 or (end and end < begin) or (dash and not (first or last)):
        raise DomainError("paper.numbers", value=text)
    return NumberRange(word or "", begin, end)
