"""Who may be a member, and how many of whom there must be (Art. 12, 19, 20): findings that stand with the roll."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind

FEWEST_MEMBERS = 5
"""A co-operative has at least so many members (Art. 12)."""
FARMERS_PERCENT = 80
"""So many of a hundred members are farmers (Art. 20)."""
FEW_MEMBERS = 20
"""Up to so many members one organisation may be a member (Art. 20)."""
ORGANISATIONS_PERCENT = 5
"""With more members so many of a hundred may be organisations (Art. 20)."""

# Villagers' committees, governments and their offices and bureaus: they administer public affairs (Art. 19). The
# village's collective economic organisation does not.
_PUBLIC = re.compile(
    r"(?:(?:村民|居民)委员会|(?:村|居)委会|社区居委|人民政府|[区县市乡镇]政府|(?:街道|乡|镇)办事处|管委会|管理委员会"
    r"|(?:农业|农村|林业|畜牧|水利|财政|税务|市场监督管理|民政|自然资源|乡村振兴|公安|商务|审计|司法|人力资源和社会保障)"
    r"(?:局|委员会|委|所|办公室)"
    r"|党(?:委|支部|总支|工委)(?:委员会)?)"
)


class RollRule(StrEnum):
    """What the law asks of the roll as a whole: Art. 12, Art. 19, and the two halves of Art. 20."""

    FEWEST_MEMBERS = "fewest_members"
    PUBLIC_UNITS = "public_units"
    FARMERS = "farmers"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class RollFinding:
    """A rule that the roll of a day does not keep: ``counted`` where ``bound`` is the least, or the most, allowed.

    ``blocks`` says that the law bars it altogether; all others are shown and can be lived with. ``members`` are the
    numbers of those concerned, where they can be named.
    """

    rule: RollRule
    counted: int
    bound: int
    members: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the law bars it (Art. 19), and not only asks for something else."""
        return self.rule is RollRule.PUBLIC_UNITS


def is_public_unit(name: str) -> bool:
    """Whether a name is that of a unit with public administration functions, which may not be a member (Art. 19).

    By the words at its end: 放牛村村民委员会 is one, 放牛村股份经济合作社 is none.
    """
    trimmed = re.sub(r"[（(][^（）()]*[）)]$", "", name.replace(" ", ""))
    return any(found.end() == len(trimmed) for found in _PUBLIC.finditer(trimmed))


def most_organisations(members: int) -> int:
    """So many enterprises, institutions and social organisations may be among so many members (Art. 20)."""
    return 1 if members <= FEW_MEMBERS else members * ORGANISATIONS_PERCENT // 100


def fewest_farmers(members: int) -> int:
    """So many of the members must at least be farmers (Art. 20): 80 of a hundred, no part of one left out."""
    return -(-members * FARMERS_PERCENT // 100)


def roll_findings(
    members: Mapping[MemberKind, int], public_units: Sequence[str] = (), *, collective_counts: bool = True
) -> list[RollFinding]:
    """What the roll of a day does not keep, by the order of the articles; nothing for a roll without members.

    ``collective_counts`` says whether the village's collective economic organisation is one of the organisations that
    Art. 20 limits: the law leaves it open, so the charter's parameter decides.
    """
    count = sum(members.values())
    if not count:
        return []
    farmers = sum(members.get(kind, 0) for kind in FARMERS)
    limited = ORGANISATIONS if collective_counts else ORGANISATIONS - {MemberKind.VILLAGE_COLLECTIVE}
    organisations = sum(members.get(kind, 0) for kind in limited)
    found = []
    if count < FEWEST_MEMBERS:
        found.append(RollFinding(RollRule.FEWEST_MEMBERS, count, FEWEST_MEMBERS))
    if public_units:
        found.append(RollFinding(RollRule.PUBLIC_UNITS, len(public_units), 0, tuple(public_units)))
    if farmers < fewest_farmers(count):
        found.append(RollFinding(RollRule.FARMERS, farmers, fewest_farmers(count)))
    if organisations > most_organisations(count):
        found.append(RollFinding(RollRule.ORGANISATIONS, organisations, most_organisations(count)))
    return found
