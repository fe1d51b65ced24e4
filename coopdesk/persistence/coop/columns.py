"""The columns of the co-op's details and of a year's figures: a plan that is resolved keeps them once more."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.coop.share_class import Breach, TransferRule, Voice
from coopdesk.persistence.sql.column_types import Coded, IsoDate
from coopdesk.persistence.sql.metadata import day, fen, later, words, words_or_empty
from coopdesk.services.coop.values import FigureOrigin


def coop_columns() -> tuple[Column[Any], ...]:
    """The fields of ``CoopDetails`` in their order."""
    texts = ("credit_code", "address", "phone", "chair", "supervisor", "finance_officer", "accountant")
    columns: list[Column[Any]] = [
        words("name"),
        day("founded"),
        *(words(name) for name in texts),
        Column("reserve_rate", BigInteger, nullable=False),
        fen("precision"),
        Column("leftover", Coded(Leftover), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("record_month", "record_day", "notice_days")),
        Column("sample", Boolean, nullable=False),
        later(Column("months_persons", Integer, nullable=False, server_default="3")),
        later(Column("months_organisations", Integer, nullable=False, server_default="6")),
        later(Column("collective_counts", Boolean, nullable=False, server_default="1")),
        *(
            later(Column(name, BigInteger, nullable=False, server_default="0"))
            for name in ("reserve_by_trade", "reserve_by_equal")
        ),
    ]
    return tuple(columns)


def figure_columns() -> tuple[Column[Any], ...]:
    """The fields of ``YearFigures`` in their order."""
    columns: list[Column[Any]] = [
        Column("year", Integer, nullable=False),
        *(fen(name) for name in ("income", "costs", "opening", "transfers_in")),
        words("source"),
        words_or_empty("opening_reason"),
        later(
            Column("origin", Coded(FigureOrigin), nullable=False, server_default=FigureOrigin.UNSAID.value)
        ),
    ]
    return tuple(columns)


def rule_columns() -> tuple[Column[Any], ...]:
    """The fields of ``ClassRules`` in their order; each is NULL where it says no more than its default."""
    columns: list[Column[Any]] = [
        Column("transfer", Coded(TransferRule)),
        Column("beyond_transfer", Coded(Breach)),
        Column("officers", Coded(Breach)),
        *(Column(name, BigInteger) for name in ("cap", "cap_part")),
        Column("beyond_cap", Coded(Breach)),
        Column("ends", IsoDate),
        Column("beyond_end", Coded(Breach)),
        Column("voice", Coded(Voice)),
    ]
    return tuple(later(column) for column in columns)
