"""How the words of a sheet are compared: width, spaces, brackets and line breaks do not count."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETED = re.compile(r"[(\[{〔【〈<]([^()\[\]{}〔〕【】〈〉<>]*)[)\]}〕】〉>]")
_MARKS = re.compile(r"[()\[\]{}〔〕【】〈〉<>:;,.、。·/\\|*#_\-—~\"'“”‘’!?]+")
_LEADING = re.compile(r"^[0-9一二三四五六七八九十]{1,2}[.、)]")


@lru_cache(4096)
def compared(text: str) -> str:
    """What two spellings of a word have in common: half width, small letters, without spaces and marks."""
    return _MARKS.sub("", _one_form(text))


@lru_cache(4096)
def without_brackets(text: str) -> str:
    """The word without what stands in brackets, as it is compared: `股金（元）` is 股金."""
    return _MARKS.sub("", _LEADING.sub("", _BRACKETED.sub("", _one_form(text))))


@lru_cache(4096)
def in_brackets(text: str) -> tuple[str, ...]:
    """What stands in brackets, each: 元 of `股金（元）`."""
    return tuple(_BRACKETED.findall(_one_form(text)))


def _one_form(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()
