"""Reading single values out of a document: each function takes a value and its key, and names both when it refuses.

Documents are what JSON gives: mappings, lists, strings, booleans and null. Numbers come as decimal strings only; a JSON
number is refused whatever its figure, because it would have been a float on the way. Knows nothing of distributions.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NoReturn, TypeVar

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import FEN_PER_YUAN, Money
from coopdesk.domain.quantity import DECIMALS, ONE, SCALE, Quantity

MAX_DIGITS = 18
"""Digits before the point that a number may have: far beyond any co-operative, and a bound for what is read."""
_YUAN = re.compile(rf"(-?)([0-9]{{1,{MAX_DIGITS}}})(?:\.([0-9]{{1,2}}))?")
_DECIMAL = re.compile(rf"(-?)([0-9]{{1,{MAX_DIGITS}}})(?:\.([0-9]{{1,{DECIMALS}}}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = "$"
"""Key of the document itself."""
_SHOWN_LENGTH = 80

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")


def refuse(code: str, key: str, value: object, **params: object) -> NoReturn:
    """Raise an error of that code naming the key and the value as it stands in the document."""
    raise DomainError(code, key=key, value=shown(value), **params)


def shown(value: object) -> str:
    """A value as its document has it, short enough for a sentence."""
    if isinstance(value, str):
        text = value
    elif value is None or isinstance(value, (bool, list, dict)):
        text = json.dumps(value, ensure_ascii=False, default=str)
    else:
        text = str(value)
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"


def read_object(
    value: object, key: str, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, object]:
    """An object with the keys required, perhaps the optional ones, and no other."""
    if type(value) is not dict and not isinstance(value, Mapping):
        refuse("document.not_object", key or WHOLE, value)
    for name in value:
        if name not in required and name not in optional:
            refuse("document.unknown_key", inner(key, name), value[name])
    for name in required:
        if name not in value:
            raise DomainError("document.missing_key", key=inner(key, name), value=shown(value))
    return value


def inner(key: str, name: object) -> str:
    """The path of a key inside an object; the document itself has the empty path."""
    return f"{key}.{name}" if key else str(name)


def read_list(value: object, key: str, read: Callable[[object, str], Item]) -> tuple[Item, ...]:
    """A list, each item read with its own key."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        refuse("document.not_list", key, value)
    return tuple(read(item, f"{key}[{place}]") for place, item in enumerate(value))


def read_words(value: object, key: str) -> str:
    """A string, perhaps empty."""
    if not isinstance(value, str):
        refuse("document.not_text", key, value)
    return value


def read_name(value: object, key: str) -> str:
    """A string with something in it: an id, a class, a product, a measure."""
    words = read_words(value, key)
    if not words or words.isspace():
        refuse("document.empty_text", key, value)
    return words


def read_flag(value: object, key: str) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        refuse("document.not_boolean", key, value)
    return value


def read_choice(value: object, key: str, choices: type[Choice]) -> Choice:
    """One of the names of an enumeration."""
    if isinstance(value, str):
        try:
            return choices(value)
        except ValueError:
            pass
    refuse("document.not_one_of", key, value, choices=[choice.value for choice in choices])


def read_day(value: object, key: str) -> date:
    """A day written ``2019-12-20``."""
    day = _day(value) if isinstance(value, str) else None
    if day is None:
        refuse("document.not_day", key, value)
    return day


@lru_cache(4096)
def _day(text: str) -> date | None:
    """The day so written, None for what is no day; a register has few different ones, and one value serves all."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_money(value: object, key: str) -> Money:
    """Yuan of at most two decimals."""
    match = _YUAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        refuse("document.not_money", key, value, digits=MAX_DIGITS)
    sign, whole, decimals = match.groups()
    fen = int(whole) * FEN_PER_YUAN + int((decimals or "").ljust(2, "0"))
    return Money(-fen if sign else fen)


def read_quantity(value: object, key: str) -> Quantity:
    """A decimal of at most six decimals, in millionths."""
    match = _DECIMAL.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        refuse("document.not_decimal", key, value, digits=MAX_DIGITS)
    sign, whole, decimals = match.groups()
    millionths = int(whole) * SCALE + int((decimals or "").ljust(DECIMALS, "0"))
    return Quantity(-millionths if sign else millionths)


def read_amount(value: object, key: str) -> Money:
    """Yuan that cannot be below 0."""
    amount = read_money(value, key)
    if amount.fen < 0:
        raise DomainError("distribution.negative", key=key, value=shown(value))
    return amount


def read_size(value: object, key: str) -> Quantity:
    """A decimal that cannot be below 0."""
    size = read_quantity(value, key)
    if size < 0:
        raise DomainError("distribution.negative", key=key, value=shown(value))
    return size


def read_rate(value: object, key: str) -> Quantity:
    """A rate from 0 to 1."""
    rate = read_quantity(value, key)
    if not 0 <= rate <= ONE:
        raise DomainError("distribution.rate_out_of_range", key=key, value=shown(value))
    return rate
