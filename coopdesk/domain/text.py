"""Texts that people type, paste and later find printed: what is cleaned, what is refused, what compares equal.

Every text that reaches a paper goes through ``clean_text``, every name through ``clean_name``; both leave a clean text
as it is. ``fold`` is for comparing and searching only: nothing folded is ever shown. Knows no fonts: which characters
can be printed is asked elsewhere.

Patterns over all ideographs and the tables of characters take ten milliseconds to make, and every start loads this
module: each is made by the first text that needs it.
"""

import re
import unicodedata
from functools import cache

from coopdesk.domain.errors import DomainError

MIDDLE_DOT = "·"
"""The one dot between the parts of a name (间隔号, GB/T 15834)."""

# Other signs people have for it; a full stop is one only between two Chinese characters.
_DOTS = "•‧・･⋅∙․᛫⸱ꞏ⸳"
_STOPS = ".．﹒"
_DOT = f"[{MIDDLE_DOT}{_DOTS}{_STOPS}]"
# Unified ideographs of all planes, the old radicals, 々 and 〇.
_HAN = "⺀-⿟々〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
_SPACES = re.compile(r"\s+")

_NO_CHARACTER = ("Co", "Cs", "Cn")
_LOST = "\ufffd\ufffc"
# Ideographs that Unicode took in after this Python was made are characters too: names are why they were taken in.
_IDEOGRAPHIC_PLANES = range(0x20000, 0x3FFFE)


def _gbk_letters() -> dict[int, str]:
    """Letters that GBK had no Unicode for and Windows kept in the private area, as U+E863 for 䶮.

    Source: GB 18030-2022, annex on the places GB 18030-2000 and GBK gave to U+E78D…E796, U+E7C7, U+E7C8,
    U+E7E7…E7F3 and U+E815…E864 (two bytes A6D9…A6F3, A8BC, A8BF, A989…A995, FE50…FEA0 without FE7F).
    """
    table = dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True))
    table |= {0xE76C: "€", 0xE7C7: "ḿ", 0xE7C8: "ǹ"}
    table |= dict(zip(range(0xE7E7, 0xE7F4), "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻", strict=True))
    letters = (
        "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋\u9fb4㖞㘚㘎⺌⺗㥮㤘\u9fb5㧏㧟㩳㧐\u9fb6\u9fb7㭎㱮㳠⺧𡗗\u9fb8⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
        "䎬⺻䏝䓖䙡䙌\u9fb9䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶\u9fba𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮\u9fbb"
    )
    return table | dict(zip(range(0xE815, 0xE865), letters, strict=True))


def _radicals() -> dict[int, str]:
    """Radicals that texts copied out of PDF carry for the character itself: ⾼ for 高, ⻢ for 马.

    The Kangxi radicals are compatibility characters of Unicode. Of the supplement only the forms that look like the
    whole character are taken. Source: UCD, EquivalentUnifiedIdeograph.txt.
    """
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    whole = (
        "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
        "⻯竜⻰龙⻱龜⻲亀⻳龟"
    )
    return kangxi | {ord(radical): whole for radical, whole in zip(whole[::2], whole[1::2], strict=True)}


@cache
def _other_radicals() -> dict[int, str]:
    """Forms a character takes as a part of others, with that character; for comparing only. Source as above."""
    parts = (
        "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺡氵⺢氺⺣灬⺤爫"
        "⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻂衤⻃覀"
        "⻇𧢲⻈讠⻊𧾷⻌辶⻍辶⻎辶⻏邑⻐钅⻒镸⻕𨸏⻖阝⻗雨⻞𩙿⻟飠⻠饣⻡𩠐"
    )
    return {ord(part): whole for part, whole in zip(parts[::2], parts[1::2], strict=True)}


def _plain_letters() -> dict[int, str]:
    """Full-width figures and letters as plain ones; brackets and other signs keep their Chinese width."""
    wide = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    return {code: chr(code - 0xFEE0) for code in wide}


_VARIANTS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E), 0x180F)


@cache
def _spaced() -> re.Pattern[str]:
    """Spaces between Chinese characters."""
    return re.compile(rf"(?<=[{_HAN}{MIDDLE_DOT}]) +(?=[{_HAN}{MIDDLE_DOT}])")


@cache
def _stopped() -> re.Pattern[str]:
    """A full stop between Chinese characters."""
    return re.compile(rf"(?<=[{_HAN}]) *[{re.escape(_STOPS)}] *(?=[{_HAN}])")


@cache
def _plain() -> re.Pattern[str]:
    """What most names are made of, and nothing is to be done about."""
    return re.compile("[一-鿿]+")


@cache
def _plain_text() -> re.Pattern[str]:
    """The same for texts."""
    return re.compile("[一-鿿!-~]*")


@cache
def _folded_away() -> re.Pattern[str]:
    """Spaces and dots, which do not count when names are compared."""
    return re.compile(rf"[\s{re.escape(MIDDLE_DOT + _DOTS + _STOPS)}]+")


@cache
def _no_variants() -> dict[int, str]:
    """Variation selectors, which say nothing that is kept."""
    return dict.fromkeys(_VARIANTS, "")


@cache
def _silent() -> dict[int, str]:
    """Whatever is another spelling of a character, with that character."""
    return {**_no_variants(), **_gbk_letters(), **_radicals(), **_plain_letters()}


@cache
def _simpler() -> dict[int, str]:
    """Simplified forms by the code of the traditional; loaded by the first comparison."""
    from coopdesk.domain.simplified import SIMPLIFIED, TRADITIONAL

    return dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))


_SILENT_DOTS = dict.fromkeys(map(ord, _DOTS), MIDDLE_DOT)


def clean_text(text: str) -> str:
    """A text as it is kept: marks nobody sees gone, spaces single, letters of old code pages in their Unicode place.

    ``text.character`` names the first character that no text can keep: a private or unassigned place, a lost one.
    """
    if _plain_text().fullmatch(text):
        return text
    cleaned = _cleaned(text)
    for character in cleaned:
        if not _can_be_kept(character):
            raise DomainError(
                "text.character", text=cleaned, character=character, point=code_point(character)
            )
    return cleaned


def clean_name(text: str) -> str:
    """A name as it is kept: also without spaces between Chinese characters, and with one kind of dot.

    Raises as ``clean_text``. ``张　三`` is 张三, ``阿依古丽•买买提`` is 阿依古丽·买买提.
    """
    return text if _plain().fullmatch(text) else _joined(clean_text(text))


def fold(text: str) -> str:
    """What two spellings of the same name have in common; never shown, raises nothing.

    Spaces and dots do not count, nor width, case, the part of a character that stands for it, or whether it is written
    in its traditional form: 張三 is 张三.
    """
    if _plain().fullmatch(text):
        return text.translate(_simpler())
    compared = unicodedata.normalize("NFKC", _cleaned(text)).translate(_other_radicals()).casefold()
    return _folded_away().sub("", compared).translate(_simpler())


def without_marks(text: str) -> str:
    """The text without signs nobody sees: direction marks, zero widths, variation selectors, a byte order mark."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_no_variants())
    return "".join(character for character in text if unicodedata.category(character) not in ("Cf", "Cc"))


def code_point(character: str) -> str:
    """How a character is named in tables: ``U+E863``."""
    return f"U+{ord(character):04X}"


def _can_be_kept(character: str) -> bool:
    if ord(character) in _IDEOGRAPHIC_PLANES and ord(character) & 0xFFFE != 0xFFFE:
        return True
    return character not in _LOST and unicodedata.category(character) not in _NO_CHARACTER


def _cleaned(text: str) -> str:
    spaced = _SPACES.sub(" ", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", without_marks(spaced)).translate(_silent())).strip()


def _joined(name: str) -> str:
    dotted = _stopped().sub(MIDDLE_DOT, name.translate(_SILENT_DOTS))
    return _spaced().sub("", dotted)
