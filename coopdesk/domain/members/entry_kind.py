"""The kinds of entries of the share register; what an entry is, and what it does, is ``share_register``'s matter."""

from enum import StrEnum


class EntryKind(StrEnum):
    """Why shares came or went."""

    ALLOTMENT = "allotment"
    SUBSCRIPTION = "subscription"
    TRANSFER = "transfer"
    INHERITANCE = "inheritance"
    GIFT = "gift"
    REDEMPTION = "redemption"
    ADJUSTMENT = "adjustment"
    CONVERSION = "conversion"
    SPLIT = "split"
