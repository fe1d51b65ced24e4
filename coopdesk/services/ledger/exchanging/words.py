"""The words by which vouchers' files and statements are understood, as data from ``resources/ledger/words.json``."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.services.ledger.exchanging.layout import Item
from coopdesk.services.members.importing.spelling import compared, without_brackets

Named = TypeVar("Named", bound=StrEnum)
EXACT, CONTAINED, ACCEPTED = 100, 90, 85
_LEAST_PART = 2


@dataclass(frozen=True)
class Headings(Generic[Named]):
    """What headings are called, by what they mean. ``whole_only`` count only as the whole heading."""

    aliases: Mapping[str, Named]
    whole_only: frozenset[str] = frozenset()

    def guess(self, heading: str) -> tuple[Named | None, int]:
        """What a heading means and how sure that is, of a hundred: 100 for an alias, 90 where it ends with or holds
        one, else as near as it is spelled to one."""
        whole, core = compared(heading), without_brackets(heading)
        for form in (whole, core):
            if form in self.aliases:
                return self.aliases[form], EXACT
        for holds in (str.endswith, str.__contains__):
            for alias in sorted(self.aliases, key=lambda text: -len(text)):
                if len(alias) >= _LEAST_PART and alias not in self.whole_only and holds(core, alias):
                    return self.aliases[alias], CONTAINED
        alias, score = _nearest(core, tuple(self.aliases)) if core else ("", 0)
        return (self.aliases[alias], min(score, CONTAINED - 1)) if score >= ACCEPTED else (None, 0)


@lru_cache(4096)
def _nearest(text: str, aliases: tuple[str, ...]) -> tuple[str, int]:
    scored = ((alias, round(SequenceMatcher(None, alias, text, False).ratio() * 100)) for alias in aliases)
    return max(scored, key=lambda each: each[1], default=("", 0))


@dataclass(frozen=True)
class VoucherWords:
    """What is said in files of vouchers: headings, words for 借 and 贷, kinds of auxiliary items, 凭证字, sums."""

    headings: Headings[Item]
    sides: Mapping[str, Side]
    kinds: Mapping[str, Dimension]
    word_of: Mapping[str, str]
    totals: frozenset[str]
