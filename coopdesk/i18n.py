"""The language of what is shown: message look-up, plural, and the forms of money, quantities and dates.

Message ids are the Chinese sentences themselves, so zh_CN needs no catalogue and costs nothing at start-up; English is
read from `resources/locale` when it is chosen. Look-up happens at run time: a module that needs a constant marks it
with `N_` and calls `_` where it is displayed. Statutory papers are Chinese in every language and do not come here.
Amounts are formatted from whole numbers only; this module must never make a float of them.
"""

import gettext
from datetime import date
from typing import Protocol

from coopdesk import paths

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"
_DOMAIN = "coopdesk"
_FEN_PER_YUAN = 100
_UNITS = 1_000_000
_UNIT_DIGITS = 6
_MARKS = {"、": ", ", "，": ", ", "；": "; ", "：": ": ", "。": ".", "（": " (", "）": ")"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class HasFen(Protocol):
    """Anything that is an amount in whole fen, as `coopdesk.domain.money.Money` is."""

    @property
    def fen(self) -> int:
        """The amount in whole fen; negative amounts are allowed."""


class _State:
    """The chosen language; one per process."""

    language = DEFAULT_LANGUAGE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str) -> None:
    """Choose the language of everything shown from now on; raises ValueError for one the program does not have."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    if code == DEFAULT_LANGUAGE:
        _State.catalogue = gettext.NullTranslations()
    else:
        _State.catalogue = gettext.translation(_DOMAIN, paths.resource("locale"), [code])
    _State.language = code


def current_language() -> str:
    """Code of the chosen language: `zh_CN` or `en`."""
    return _State.language


def _(message: str) -> str:
    """The Chinese message in the chosen language."""
    return _State.catalogue.gettext(message)


def N_(message: str) -> str:  # noqa: N802 -- the name gettext tools look for
    """Mark a constant for translation; the caller applies `_` when it is displayed."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for n things; Chinese has one form, so both ids are usually the same sentence."""
    return _State.catalogue.ngettext(singular, plural, n)


def mark(stop: str) -> str:
    """A Chinese punctuation mark as the chosen language writes it, with its space: `；` is `; ` in English."""
    return stop if _State.language == DEFAULT_LANGUAGE else _MARKS[stop]


def join_texts(*parts: str) -> str:
    """Words or whole sentences one after another, with the space between them that the chosen language wants."""
    return ("" if _State.language == DEFAULT_LANGUAGE else " ").join(part for part in parts if part)


def format_money(amount: HasFen | int) -> str:
    """Yuan with two decimals and thousands separators, `1,234.50`, of a Money or of whole fen."""
    fen = amount if isinstance(amount, int) else amount.fen
    yuan, rest = divmod(abs(fen), _FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def format_quantity(millionths: int, max_digits: int = _UNIT_DIGITS) -> str:
    """A quantity of whole millionths without trailing zeros, `4`, `12.5`; beyond `max_digits` it rounds half up."""
    step = 10 ** (_UNIT_DIGITS - max_digits)
    whole, rest = divmod((abs(millionths) + step // 2) // step, _UNITS // step)
    decimals = f"{rest:0{max_digits}d}".rstrip("0") if max_digits else ""
    sign = "-" if millionths < 0 and (whole or rest) else ""
    return f"{sign}{whole:,}{'.' if decimals else ''}{decimals}"


def format_percent(millionths: int, max_digits: int = 4) -> str:
    """A rate of whole millionths as percent: 600,000 is `60%`, 125,000 is `12.5%`."""
    return f"{format_quantity(millionths * 100, max_digits)}%"


def format_date(day: date) -> str:
    """`2026年11月22日`, in English `22 Nov 2026`."""
    if _State.language == DEFAULT_LANGUAGE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
