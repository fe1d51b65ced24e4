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
    NOTE = "note"


AMOUNTS = (Field.CAPITAL, Field.RESERVE, Field.SUBSIDY, Field.DONATION)
"""The fields of the member account, in yuan."""


class Unit(StrEnum):
    """What one member of the roll is in the sheet: each row, or the rows of one household together."""

    PERSON = "person"
    HOUSEHOLD = "household"
