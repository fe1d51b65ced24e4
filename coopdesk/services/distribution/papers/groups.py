"""Subtotals of a list by kind of member: 农户 20 户, 村集体 1 个, 供销社 1 个, in the order the kinds are named."""

from collections.abc import Iterable
from dataclasses import dataclass

from coopdesk.domain.members.member import MemberKind
from coopdesk.services.distribution.papers.sums import SheetSums, add_up
from coopdesk.services.members.papers.kinds import GROUPS, group_count, group_of


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The sums of one group of members: how many there are, and their figures by the columns of the list."""

    kind: MemberKind
    members: int
    sums: SheetSums

    @property
    def lead(self) -> str:
        """What stands before the sums: 农户 20 户."""
        return group_count(self.kind, self.members)


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
