"""Text put into a box so that nothing is ever cut off: it stands as wished if it fits, else smaller, else in lines.

Nothing here knows a paper; widths come from the paper's own fonts.
"""

import re
from dataclasses import dataclass
from enum import Enum

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.stream import BLACK, ContentStream, Ink

LEADING = 1.18
"""Distance of base lines, in sizes."""

_MIDDLE = 0.37  # the middle of a character stands that many sizes above the base line
_ONE_LINE_FROM = 0.8  # a line is rather set that much smaller than broken in two
_STEP = 0.96
_WORD = re.compile(r"[0-9A-Za-z.,*'·\-]+(?: [股亩元户])?|—+|.", re.DOTALL)
_SUM = re.compile(r"[-−]?[0-9][0-9,]*\.[0-9]{2}")  # broken in two it would be read as two sums
_NOT_FIRST = frozenset("，。、：；！？）》〉」』】〕”’…%")  # 避头尾, GB/T 15834
_NOT_LAST = frozenset("（《〈「『【〔“‘")


def amount_text(amount: Money) -> str:
    """An amount with separators; below zero with the minus sign that is as wide as a figure."""
    return amount.grouped.replace("-", "\N{MINUS SIGN}")


class Align(Enum):
    """Where text stands in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page: lower left corner, width and height in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text as it will stand: its size and its lines."""

    size: float
    lines: tuple[str, ...]


def put(
    stream: ContentStream,
    box: Box,
    text: str,
    style: Style,
    size: float,
    align: Align = Align.LEFT,
    ink: Ink = BLACK,
) -> None:
    """Sets text in the middle of the box's height, shrunk or broken as far as it must be to stay inside."""
    if not text:
        return
    natural = stream.lettering.width(text, style, size)
    middle = box.y + box.height / 2
    if natural <= box.width and size <= box.height:
        x = box.x if align is Align.LEFT else _start(box, natural, align)
        stream.text(x, middle - size * _MIDDLE, text, style, size, ink)
        return
    fitted = fit(stream.lettering, text, style, size, box.width, box.height)
    top = middle + (len(fitted.lines) - 1) * fitted.size * LEADING / 2
    for number, line in enumerate(fitted.lines):
        y = top - number * fitted.size * LEADING - fitted.size * _MIDDLE
        width = stream.lettering.width(line, style, fitted.size)
        stream.text(_start(box, width, align), y, line, style, fitted.size, ink)


def _start(box: Box, width: float, align: Align) -> float:
    """Where a text of that width begins in the box."""
    if align is Align.LEFT:
        return box.x
    spare = box.width - width
    return box.x + (spare if align is Align.RIGHT else spare / 2)


def fit(lettering: Lettering, text: str, style: Style, size: float, width: float, height: float) -> Fitted:
    """The largest setting of the text, up to `size`, that keeps inside `width` and `height`."""
    natural = lettering.width(text, style, size)
    if natural <= width and size <= height:
        return Fitted(size, (text,))
    single = min(size * width / natural if natural else size, height)
    if single >= size * _ONE_LINE_FROM or _SUM.fullmatch(text):
        return Fitted(_floored(single), (text,))
    trial = size
    while trial > single:
        most = int(height / (trial * LEADING))
        if natural * trial <= most * width * size:
            lines = wrap(lettering, text, style, trial, width)
            if len(lines) <= most:
                return Fitted(trial, tuple(lines))
        trial = _floored(trial * _STEP)
    return Fitted(_floored(single), (text,))


def wrap(lettering: Lettering, text: str, style: Style, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`; numbers and Latin words stay whole where they can.

    No line begins with a closing mark or ends with an opening one (避头尾, GB/T 15834): what stands before goes down
    with it, a number as a whole.
    """
    lines: list[str] = []
    line: list[str] = []
    room = width
    for word in _pieces(lettering, text, style, size, width):
        needed = lettering.width(word, style, size)
        if needed > room and line:
            kept = _kept(line, word)
            taken = lettering.width("".join(line[kept:]), style, size)
            if taken + needed > width:
                kept, taken = len(line), 0.0
            lines.append("".join(line[:kept]).rstrip(" "))
            line = line[kept:]
            room = width - taken
            word = word if line else word.lstrip(" ")
        line.append(word)
        room -= needed
    return [*lines, "".join(line)] if any(line) or not lines else lines


def _kept(line: list[str], word: str) -> int:
    """How many pieces of a full line stay on it where `word` comes next; all where no break is a good one."""
    following = word
    for place in range(len(line), 0, -1):
        if following[0] not in _NOT_FIRST and line[place - 1][-1] not in _NOT_LAST:
            return place
        following = line[place - 1]
    return len(line)


def _pieces(lettering: Lettering, text: str, style: Style, size: float, width: float) -> list[str]:
    """Words that must not be broken; one too long for any line comes apart into characters."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if lettering.width(word, style, size) <= width:
            pieces.append(word)
        else:
            number, space, unit = word.partition(" ")
            whole = space and lettering.width(number, style, size) <= width
            pieces += [number, space, unit] if whole else list(word)
    return pieces


def _floored(size: float) -> float:
    """Sizes have two decimals, rounded down so that what fitted still fits."""
    return int(size * 100) / 100
