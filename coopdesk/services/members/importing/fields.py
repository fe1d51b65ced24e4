"""What a column of a roll can hold, and what one member of it is."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a roll can hold; a column that is left out has none."""

    NUMBER = "number"
    NAME = "name"
    KIND = "kind"
    IDENTITY = "identity"
    PHONE = "phone"
    BANK = "bank"
    ACCOUNT = "account"
    ADDRESS = "address"
    GROUP = "group"
    JOINED = "joined"
    HOUSEHOLD = "household"
    RELATION = "relation"
    SHARES = "shares"
    CAPITAL = "capital"
    RESERVE = "reserve"
    SUBSIDY = "subsidy"
    DONATION = "donation"
    PAST_REFUND = "past_refund"
    """盈余返还 of a year before the book, yuan."""
    PAST_DIVIDEND = "past_dividend"
    """剩余盈余分配 (分红) of a year before the book, yuan."""
    NOTE = "note"


AMOUNTS = (Field.CAPITAL, Field.RESERVE, Field.SUBSIDY, Field.DONATION)
"""The fields of the member account, in yuan."""

PAST = (Field.PAST_REFUND, Field.PAST_DIVIDEND)
"""What was distributed before the book, in yuan; a column of it is of one year, or of several together."""

MONEY = (*AMOUNTS, *PAST)
"""All fields that hold sums."""


class Unit(StrEnum):
    """What one member of the roll is in the sheet: each row, or the rows of one household together."""

    PERSON = "person"
    HOUSEHOLD = "household"
