"""The numbers before headings as Chinese papers have them (GB/T 9704): 一、 then （一） then 1. and （1）."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MOST = 9_999
LEVELS = 4
"""So many levels of headings have a number of their own."""


def chinese_number(number: int) -> str:
    """A whole number from 1 to 9,999 in Chinese characters: 七, 十二, 一百零五; ValueError beyond."""
    if not 1 <= number <= _MOST:
        raise ValueError(number)
    said = ""
    digits = str(number)
    for at, digit in enumerate(digits):
        if digit == "0":
            said += "" if said.endswith("零") else "零"
        else:
            said += _DIGITS[int(digit)] + _PLACES[len(digits) - at - 1]
    said = said.rstrip("零")
    return said[1:] if 10 <= number < 20 else said


def heading_number(level: int, number: int) -> str:
    """What stands before the heading of that number in its level; a level beyond the fourth has no number."""
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return {3: f"{number}. ", 4: f"（{number}）"}.get(level, "")
