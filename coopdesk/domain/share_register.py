"""The share register (股权登记簿): signed entries that are only ever added; a holding is their sum.

Entries of one day count together and take effect at the start of that day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity

ORDINARY = "ordinary"
"""Code of the share class every book begins with (普通股)."""


class EntryKind(StrEnum):
    """Why shares came or went."""

    ALLOTMENT = "allotment"
    SUBSCRIPTION = "subscription"
    TRANSFER = "transfer"
    INHERITANCE = "inheritance"
    GIFT = "gift"
    REDEMPTION = "redemption"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class ShareClass:
    """A class of shares: stable ``code``, printed ``label`` and the contribution per share (每股出资额) in yuan."""

    code: str
    label: str
    par: Money


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """One entry: ``taker`` gains and ``giver`` loses ``shares`` (millionths) at the start of ``day``.

    At least one of the two is named, by member number. ``document`` is the paper it rests on (凭据).
    """

    day: date
    kind: EntryKind
    shares: Quantity
    giver: str | None = None
    taker: str | None = None
    share_class: str = ORDINARY
    document: str = ""
    note: str = ""
