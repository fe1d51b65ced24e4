"""What a heading most likely means: by aliases that are data, as a whole, as a part, or nearly spelled so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from coopdesk.domain.members.past import TOGETHER
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.spelling import compared, in_brackets, without_brackets
from coopdesk.services.members.importing.words import CONTAINED, EXACT, PROPOSED, Words

_SHORTEST_CLASS, _LONGEST_CLASS = 3, 8
_LEAST_PART = 2


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading means: a field (None: to be left out, or nothing known), and how sure that is, of a hundred.

    `is_class` says that it reads like a class of shares (人口股); which one, a person says. `also` are further
    fields the same words can mean, as 户主 is a name where no other column has one. `year` is that of what was
    distributed before the book.
    """

    field: Field | None = None
    score: int = 0
    also: tuple[Field, ...] = ()
    is_class: bool = False
    length: int = 0
    year: int | None = None


def best_of(texts: Sequence[str], words: Words) -> Guess:
    """The guess for a heading of several rows: by its lowest part, all parts together, or an upper one."""
    if not texts:
        return Guess()
    tried = [guess_heading(texts[-1], words)]
    if len(texts) > 1:
        tried += [guess_heading("".join(texts), words), *(guess_heading(text, words) for text in texts[:-1])]
    own = tried[0]
    if len(texts) > 1 and without_brackets(texts[-1]) in words.generic:
        together = max(tried[1:], key=lambda guess: (guess.field is not None, guess.score, guess.length))
        if together.field is not None and together.score >= CONTAINED and not together.is_class:
            return together
    if own.is_class or (own.score >= CONTAINED and own.field is not None):
        return own
    return max(
        tried, key=lambda guess: (guess.score, guess.field is not None or guess.is_class, guess.length)
    )


def guess_heading(text: str, words: Words) -> Guess:
    """The guess for one heading: 100 for an alias, 90 where it contains one, else as near as it is spelled to one."""
    return _guessed(text, words)


@lru_cache(8192)
def _by_spelling(text: str, aliases: tuple[str, ...]) -> tuple[int, str]:
    """The alias spelled most like the text, and how like of a hundred."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    best, found = 0, ""
    for alias in aliases:
        matcher.set_seq1(alias)
        if round(matcher.real_quick_ratio() * 100) > best and round(matcher.quick_ratio() * 100) > best:
            like = round(matcher.ratio() * 100)
            if like > best:
                best, found = like, alias
    return best, found


def _guessed(text: str, words: Words) -> Guess:
    whole, core = compared(text), without_brackets(text)
    inside = in_brackets(text)
    if not whole:
        return Guess()
    if any("%" in part or "/股" in part for part in inside):
        return Guess(None, EXACT, length=len(whole))
    past = _past(text, words) if set(inside) <= words.units["capital"].keys() else None
    if past is not None:
        return past
    for form in (whole, core):
        if form in words.aliases:
            return _made(words.aliases[form], EXACT, len(form))
    if core.startswith(words.left_out_beginnings):
        return Guess(None, CONTAINED, length=len(core))
    if _is_class(core, words):
        return Guess(Field.SHARES, CONTAINED, is_class=True, length=len(core))
    # What a heading says stands at its end: 出资额占比 is a part, no sum.
    for holds in (str.endswith, str.__contains__):
        for alias, names in words.by_length:
            if len(alias) >= _LEAST_PART and (holds(core, alias) or holds(whole, alias)):
                return _made(names, CONTAINED, len(alias))
    score, alias = _by_spelling(core or whole, tuple(words.aliases))
    if score < PROPOSED:
        return Guess()
    return _made(words.aliases[alias], min(score, CONTAINED - 1), len(alias))


def _past(text: str, words: Words) -> Guess | None:
    """What a heading says that tells a sum distributed before the book: its year and 分红, or 历年 and 分红."""
    said = without_brackets(_SEVERAL_YEARS.sub(words.together[0], "".join(text.split())))
    found = [*_YEAR.finditer(said)]
    if len(found) > 1:
        return None
    year = TOGETHER
    if found:
        year = _year_of(found[0]["year"])
        said = _without_start(said[: found[0].start()], words.together) + _without_start(
            said[found[0].end() :], words.of_a_year
        )
    else:
        rest = _without_start(said, words.together)
        if rest == said and not said.endswith(words.together):
            return None
        said = rest
    for core in (said, _without_end(said, (*words.generic, *words.together))):
        if core in words.past_aliases:
            return Guess(words.past_aliases[core], EXACT, length=len(said), year=year)
    return None


_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}(?=年))(?![0-9])")
_SEVERAL_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?(?:度)?[-—–~～至到]+(?:19|20)?[0-9]{2}年?(?:度)?")
_FIGURES = {figure: place for place, figure in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○", 0)


def _year_of(text: str) -> int:
    return int("".join(str(_FIGURES.get(figure, figure)) for figure in text))


def _without_start(text: str, starts: Sequence[str]) -> str:
    return next((text.removeprefix(start) for start in starts if text.startswith(start)), text)


def _without_end(text: str, ends: Sequence[str]) -> str:
    return next((text.removesuffix(end) for end in ends if text.endswith(end)), text)


def _made(names: tuple[Field | None, ...], score: int, length: int) -> Guess:
    return Guess(names[0], score, tuple(name for name in names[1:] if name is not None), length=length)


def _is_class(core: str, words: Words) -> bool:
    """Whether a heading reads like a class of shares: a short word that ends so and is no other alias."""
    return _SHORTEST_CLASS <= len(core) <= _LONGEST_CLASS and core.endswith(words.class_endings)
