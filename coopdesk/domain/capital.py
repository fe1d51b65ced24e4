"""Amounts in capital numerals (大写), as papers and bills must carry them beside the figures.

One form is written, every form the rules allow is read (《正确填写票据和结算凭证的基本规定》). This module must not
know where the words are printed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import FEN_PER_YUAN, Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_PREFIX = "人民币"
_MINUS = "负"
_WAN = 10_000
_YI = 100_000_000
_LIMIT = _YI * _YI
_AMOUNT = re.compile(rf"(?:{_PREFIX})?({_MINUS})?(?:([^元圆]+)[元圆])?零?(?:(.)角)?零?(?:(.)分)?[整正]?")
_GROUP = re.compile(r"零?(?:(.)仟)?零?(?:(.)佰)?零?(?:(.)拾)?零?(.)?")


class _Word(NamedTuple):
    """A piece of the words: as this program writes it, and the pattern of what it reads."""

    written: str
    read: str


_ZERO = _Word("零", "零")
_ZERO_LEFT_OUT = _Word("", "零?")
_ZERO_NOT_NEEDED = _Word("零", "零?")


def capital(money: Money) -> str:
    """The canonical words: ``人民币壹仟肆佰零玖元伍角整``; ``money.capital_range`` from 10^16 yuan on."""
    return "".join(word.written for word in _words(money))


def accepts(text: str, money: Money) -> bool:
    """Whether the words say this amount in any form the rules allow (圆, 正, optional 零, 角 without 整, no prefix)."""
    return re.fullmatch("".join(word.read for word in _words(money)), text) is not None


def read_capital(text: str) -> Money:
    """The amount that the words say; ``money.capital_invalid`` for words no rule allows."""
    money = _loosely_read(text)
    if money is None or not accepts(text, money):
        raise DomainError("money.capital_invalid", value=text)
    return money


def _words(money: Money) -> Iterator[_Word]:
    yuan, fen = divmod(abs(money.fen), FEN_PER_YUAN)
    if yuan >= _LIMIT:
        raise DomainError("money.capital_range", value=money)
    yield _Word(_PREFIX, f"(?:{_PREFIX})?")
    if money.fen < 0:
        yield _plain(_MINUS)
    if yuan or not fen:
        yield from _whole(yuan) if yuan else [_ZERO]
        yield _Word("元", "[元圆]")
    yield from _decimals(yuan, *divmod(fen, 10))


def _decimals(yuan: int, jiao: int, fen: int) -> Iterator[_Word]:
    if jiao:
        if yuan and yuan % 10 == 0:
            yield _ZERO_LEFT_OUT
        yield _plain(f"{_DIGITS[jiao]}角")
    elif fen and yuan:
        yield _ZERO
    if fen:
        yield _plain(f"{_DIGITS[fen]}分")
    else:
        yield _Word("整", "[整正]?" if jiao else "[整正]")


def _whole(number: int) -> Iterator[_Word]:
    """A whole number from 1 on, group by group of four figures."""
    for size, unit in ((_YI, "亿"), (_WAN, "万")):
        high, low = divmod(number, size)
        if high:
            yield from _whole(high)
            yield _plain(unit)
            yield from _between(high, low, size)
            if low:
                yield from _whole(low)
            return
    yield from _group(number)


def _between(high: int, low: int, size: int) -> Iterator[_Word]:
    """The 零 between a group and what follows it, 0 < low < size."""
    if not low:
        return
    if low < size // 10:
        # 壹亿零伍仟元: the whole 万 group is empty, yet its 仟 is not, and rule 4 lets the 零 go.
        yield _ZERO_NOT_NEEDED if 1000 <= low < _WAN else _ZERO
    elif high % 10 == 0:
        yield _ZERO_LEFT_OUT


def _group(number: int) -> Iterator[_Word]:
    """Up to four figures; several zeros inside are one 零, those at the end none."""
    figures = [int(figure) for figure in str(number)]
    pending = False
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if not figure:
            pending = True
            continue
        if pending:
            yield _ZERO
        pending = False
        yield _plain(_DIGITS[figure] + _UNITS[place])


def _plain(text: str) -> _Word:
    return _Word(text, text)


def _loosely_read(text: str) -> Money | None:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    minus, whole, jiao, fen = match.groups()
    yuan = _read_whole(whole or "零")
    small = [_DIGITS.find(figure or "零") for figure in (jiao, fen)]
    if yuan is None or min(small) < 0:
        return None
    amount = yuan * FEN_PER_YUAN + small[0] * 10 + small[1]
    return Money(-amount if minus else amount)


def _read_whole(words: str) -> int | None:
    for size, unit in ((_YI, "亿"), (_WAN, "万")):
        high, found, low = words.rpartition(unit)
        if found:
            parts = (_read_whole(high), _read_whole(low or "零"))
            return None if parts[0] is None or parts[1] is None else parts[0] * size + parts[1]
    return _read_group(words)


def _read_group(words: str) -> int | None:
    match = _GROUP.fullmatch(words)
    if match is None:
        return None
    figures = [_DIGITS.find(figure or "零") for figure in match.groups()]
    return None if min(figures) < 0 else int("".join(map(str, figures)))
