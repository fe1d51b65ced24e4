"""What a basis of a scheme counts, and how holdings that change within a period count."""

from enum import StrEnum


class Weighting(StrEnum):
    """How shares held for part of the period count."""

    RECORD_DATE = "record_date"
    DAYS = "days"
    MONTHS = "months"


class Measure(StrEnum):
    """The measures the engine knows; a basis may also name one the charter adds (``facts.measures``)."""

    SHARES = "shares"
    CAPITAL = "capital"
    ACCOUNT_TOTAL = "account_total"
    TRADE_AMOUNT = "trade_amount"
    TRADE_QUANTITY = "trade_quantity"
    LAND_MU = "land_mu"
    EQUAL = "equal"
