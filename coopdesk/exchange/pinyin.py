"""Pinyin initials of a name (张三: zs), so that the search box answers to two keys."""


def initials(name: str) -> str:
    """The lower-case first letters of a name's syllables; characters without a reading count as themselves."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
