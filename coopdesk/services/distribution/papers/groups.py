"""Subtotals of a list by kind of member: 农户 20 户, 村集体 1 个, 供销社 1 个, in the order the kinds are named.

Founders and managers of the old forms are farmers (Art. 20): their kind says what else they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from coopdesk.domain.members.member import MemberKind
from coopdesk.services.distribution.papers.sums import SheetSums, add_up

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
_FARMERS = frozenset({MemberKind.FARMER, MemberKind.FOUNDER, MemberKind.MANAGER})


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The sums of one group of members: how many there are, and their figures by the columns of the list."""

    kind: MemberKind
    members: int
    sums: SheetSums

    @property
    def lead(self) -> str:
        """What stands before the sums: 农户 20 户."""
        return f"{group_name(self.kind)} {self.members:,} {_NAMES[self.kind][1]}"


GROUPS = tuple(_NAMES)
"""The groups in the order they are named."""


def group_name(group: MemberKind) -> str:
    """The name of one of the groups, as 农户."""
    return _NAMES[group][0]


def kind_name(kind: MemberKind) -> str:
    """The name of any kind, those among them that are counted as farmers."""
    return _OF_FARMERS.get(kind) or group_name(kind)


def group_of(kind: MemberKind) -> MemberKind:
    """The group a kind is counted in."""
    return MemberKind.FARMER if kind in _FARMERS else kind


def group_sums(rows: Iterable[tuple[MemberKind, SheetSums]], columns: int) -> tuple[GroupSums, ...]:
    """The subtotals of a list; none where all are of one kind, for then the total says it."""
    groups: dict[MemberKind, list[SheetSums]] = {}
    for kind, sums in rows:
        groups.setdefault(group_of(kind), []).append(sums)
    if len(groups) < 2:
        return ()
    return tuple(
        GroupSums(kind, len(groups[kind]), add_up(groups[kind], columns)) for kind in GROUPS if kind in groups
    )
