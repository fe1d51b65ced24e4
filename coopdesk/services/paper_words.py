"""Words that papers of every area have: a day, and how far the journal went. Papers are Chinese always."""

from datetime import date

from coopdesk.services.journal.entry import Witness

_HEAD_DIGITS = 16
"""Of the 64 of the journal's head: more than anybody could make to fit, and few enough to compare by eye."""


def day_text(day: date) -> str:
    """A day as papers write it: 2019年12月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def witness_words(witness: Witness) -> str:
    """Count and head of the journal, as 日志 123 · 1a2b3c4d5e6f7a8b.

    Whoever keeps the paper holds a witness of all that stood in the book.
    """
    return f"日志 {witness.count} · {witness.head[:_HEAD_DIGITS]}"
