"""The groups that papers list members by: 农户 20 户, 村集体 1 个, 供销社 1 个, in this order; 一组 before 二组.

Founders and managers of the old forms are farmers (Art. 20): their kind says what else they are.
"""

import re

from coopdesk.domain.members.member import FARMERS, MemberKind

_NAMES = {
    MemberKind.FARMER: ("农户", "户"),
    MemberKind.VILLAGE_COLLECTIVE: ("村集体", "个"),
    MemberKind.SUPPLY_COOP: ("供销社", "个"),
    MemberKind.ENTERPRISE: ("企业", "个"),
    MemberKind.INSTITUTION: ("事业单位", "个"),
    MemberKind.SOCIAL_ORGANISATION: ("社会组织", "个"),
    MemberKind.OTHER: ("其他", "户"),
}
_OF_FARMERS = {MemberKind.FOUNDER: "发起人", MemberKind.MANAGER: "经营管理人员"}
_NUMBER = re.compile(r"([0-9]+|[一二三四五六七八九十]+)")
_DIGITS = "零一二三四五六七八九"

GROUPS = tuple(_NAMES)
"""The groups in the order they are named."""


def group_of(kind: MemberKind) -> MemberKind:
    """The group a kind is counted in."""
    return MemberKind.FARMER if kind in FARMERS else kind


def group_name(group: MemberKind) -> str:
    """The name of one of the groups, as 农户."""
    return _NAMES[group][0]


def group_count(group: MemberKind, members: int) -> str:
    """The name of one of the groups with how many there are, as 农户 20 户."""
    name, unit = _NAMES[group]
    return f"{name} {members:,} {unit}"


def kind_name(kind: MemberKind) -> str:
    """The name of any kind, those among them that are counted as farmers."""
    return _OF_FARMERS.get(kind) or group_name(kind)


def group_key(name: str) -> list[tuple[int, int, str]]:
    """What village groups are sorted by, so that 二组 comes before 三组 and 9组 before 10组; no name comes last."""
    parts = (part for part in _NUMBER.split(name) if part)
    return [_part_key(part) for part in parts] or [(2, 0, "")]


def _part_key(part: str) -> tuple[int, int, str]:
    if part.isascii() and part.isdigit():
        return (0, int(part), "")
    if _NUMBER.fullmatch(part) is None:
        return (1, 0, part)
    tens, ten, ones = part.rpartition("十")
    value = _digits(tens) if tens else 1
    return (0, value * 10 + _digits(ones) if ten else _digits(part), "")


def _digits(written: str) -> int:
    """Figures one after the other, 一二 as 12; nothing is 0."""
    return int("".join(str(_DIGITS.find(figure)) for figure in written if figure in _DIGITS) or 0)
