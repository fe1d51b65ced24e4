"""What a name is found by beside its characters: the readings of its characters in pinyin, as initials and in full.

A surname is read as surnames are (曾 zeng, 单 shan, 尉迟 yuchi); of characters with several readings each is taken, as
whoever types cannot know which one the program thinks of. Readings come from pypinyin, those of surnames from below.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, product

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_name

_SURNAMES = {
    "曾": "zeng", "覃": "qin tan", "翟": "zhai di", "解": "xie", "查": "zha", "单": "shan", "仇": "qiu", "区": "ou",
    "朴": "piao pu", "乐": "yue le", "种": "chong", "折": "she", "召": "shao", "繁": "po", "秘": "bi", "乜": "nie",
    "任": "ren", "缪": "miao", "华": "hua", "盖": "ge gai", "柏": "bai bo", "薄": "bo", "贲": "ben", "卜": "bu",
    "晁": "chao", "谌": "chen shen", "褚": "chu", "郗": "xi chi", "都": "du", "干": "gan", "葛": "ge", "过": "guo",
    "阚": "kan", "亢": "kang", "炅": "gui", "桂": "gui", "哈": "ha", "和": "he", "黑": "he hei", "纪": "ji", "嵇": "ji",
    "靳": "jin", "隽": "juan", "角": "jue jiao", "阙": "que", "矍": "jue", "那": "na", "能": "nai", "甯": "ning",
    "宁": "ning", "粘": "nian", "逄": "pang", "裴": "pei", "亓": "qi", "綦": "qi", "强": "qiang jiang", "谯": "qiao",
    "瞿": "qu", "曲": "qu", "芮": "rui", "撒": "sa", "邵": "shao", "佘": "she", "厍": "she", "莘": "shen xin",
    "沈": "shen", "盛": "sheng", "石": "shi", "冼": "xian", "洗": "xian", "员": "yun", "郧": "yun", "眭": "sui",
    "睢": "sui", "宿": "su", "隋": "sui", "牟": "mu mou", "宓": "mi fu", "佴": "nai", "遆": "ti", "仝": "tong",
    "庹": "tuo", "尉": "wei yu", "蔚": "yu wei", "隗": "wei kui", "於": "yu", "呙": "guo", "郇": "xun huan",
    "燕": "yan", "要": "yao", "么": "yao", "幺": "yao", "叶": "ye", "应": "ying", "臧": "zang", "祭": "zhai ji",
    "占": "zhan", "訾": "zi", "相": "xiang", "句": "gou", "勾": "gou", "车": "che", "会": "gui hui", "逯": "lu",
    "迮": "ze", "笮": "ze", "糜": "mi", "适": "kuo", "番": "pan fan", "颉": "xie", "郄": "qie xi", "殳": "shu",
    "冯": "feng", "贾": "jia", "藏": "zang", "还": "huan", "行": "xing", "长": "zhang chang", "重": "chong zhong",
    "蹇": "jian", "令": "ling", "可": "ke", "钻": "zuan", "哪": "na", "尹": "yin", "俞": "yu",
    "戏": "xi", "校": "xiao jiao", "教": "jiao", "给": "ji gei", "冒": "mao", "氏": "shi zhi", "降": "xiang jiang",
    "郝": "hao", "卓": "zhuo", "卒": "zu", "麴": "qu", "鞠": "ju", "巨": "ju", "邸": "di", "啜": "chuai", "撖": "han",
    "乾": "qian", "朝": "chao", "什": "shi", "万": "wan", "洪": "hong", "娄": "lou", "祝": "zhu", "邢": "xing",
}  # fmt: skip
"""Surnames of one character that are, or may be, read otherwise than elsewhere, with their readings as a surname.

Source: 《现代汉语词典》 (第 7 版, 2016), entries marked 姓; of surnames with two readings the usual one is first.
"""

_COMPOUND = {
    "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai", "万俟": "mo qi", "单于": "chan yu", "令狐": "ling hu",
    "皇甫": "huang fu", "宰父": "zai fu", "鲜于": "xian yu", "闾丘": "lv qiu", "亓官": "qi guan", "颛孙": "zhuan sun",
    "淳于": "chun yu", "公冶": "gong ye", "子车": "zi ju", "毌丘": "guan qiu", "拓跋": "tuo ba", "中行": "zhong hang",
    "叱干": "chi gan", "乐正": "yue zheng", "仇由": "qiu you", "尉犁": "yu li", "宗政": "zong zheng", "司徒": "si tu",
    "夏侯": "xia hou", "诸葛": "zhu ge", "欧阳": "ou yang", "上官": "shang guan", "东方": "dong fang", "司马": "si ma",
    "南宫": "nan gong", "慕容": "mu rong", "呼延": "hu yan", "濮阳": "pu yang", "百里": "bai li", "独孤": "du gu",
}  # fmt: skip
"""Surnames of two characters with their reading. Source as above."""

_MOST = 64
"""So many readings of a whole name are kept; only names of many ambiguous characters have more."""


def initials(name: str) -> str:
    """All readings of a name with spaces between, first the initials, then in full: ``zs zhangsan`` for 张三.

    Letters and figures are read as they are; signs and brackets are not read.
    """
    syllables = [*_syllables(_cleaned(name))]
    if not syllables:
        return ""
    short = _spelled([_first_letters(choices) for choices in syllables])
    return " ".join(dict.fromkeys((*short, *_spelled(syllables))))


@cache
def _first_letters(choices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one[0] for one in choices))


def _cleaned(name: str) -> str:
    """The name as it is kept today; one that an older version let in may have to stay as it is."""
    try:
        return clean_name(name)
    except DomainError:
        return name


def _syllables(name: str) -> Iterator[tuple[str, ...]]:
    """The readings of each character, the usual one first."""
    surname = _COMPOUND.get(name[:2])
    read = 0
    if surname is not None:
        yield from ((syllable,) for syllable in surname.split())
        read = 2
    elif name[:1] in _SURNAMES:
        yield _surname_readings(name[0])
        read = 1
    for character in name[read:]:
        readings = _readings(character)
        if readings:
            yield readings


@cache
def _surname_readings(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_SURNAMES[character].split(), *_readings(character))))


@cache
def _readings(character: str) -> tuple[str, ...]:
    if character.isascii() or not character.isalpha():
        return (character.lower(),) if character.isalnum() else ()
    # The table itself: asked through its functions a register of a hundred thousand names takes a minute.
    from pypinyin.pinyin_dict import pinyin_dict

    found = (_without_tone(reading) for reading in pinyin_dict.get(ord(character), "").split(","))
    readings = [reading for reading in found if reading.isascii() and reading.isalpha()]
    # ü is typed as v, and as yu in passports.
    spelled = [spelling for one in readings for spelling in _with_umlaut(one)]
    return tuple(dict.fromkeys(spelled)) or (character.lower(),)


def _without_tone(syllable: str) -> str:
    """A syllable in plain letters, ü as v: lǚ is lv."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _with_umlaut(syllable: str) -> Iterable[str]:
    return (syllable, syllable.replace("v", "yu")) if "v" in syllable else (syllable,)


def _spelled(syllables: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The readings of a whole name: all of a short one; of a long one those that differ in one character."""
    if len(syllables) <= 4:
        return map("".join, islice(product(*syllables), _MOST))
    usual = [choices[0] for choices in syllables]
    others = (
        [*usual[:place], other, *usual[place + 1 :]]
        for place, choices in enumerate(syllables)
        for other in choices[1:]
    )
    return map("".join, islice((usual, *others), _MOST))
