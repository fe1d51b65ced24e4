"""Households (户): who lives under one head, members of the co-operative and those who are none.

Shares are held by members; papers and certificates are often handed out by household, and those who may inherit live in
it. A household is told by its code (户编号); every change of it is a new version.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.text import clean_text

HEAD = "户主"
"""The relation of the one to whom all others are related."""

RELATIONS = (
    HEAD,
    "配偶",
    "夫",
    "妻",
    "子",
    "独生子",
    "长子",
    "次子",
    "三子",
    "养子",
    "女婿",
    "女",
    "独生女",
    "长女",
    "次女",
    "三女",
    "养女",
    "儿媳",
    "孙子",
    "孙女",
    "外孙子",
    "外孙女",
    "父亲",
    "母亲",
    "公公",
    "婆婆",
    "岳父",
    "岳母",
    "祖父",
    "祖母",
    "兄",
    "弟",
    "姐姐",
    "妹妹",
    "其他亲属",
    "非亲属",
)
"""Relations to the head as household registers have them (GB/T 4761); any other can be written all the same."""

_SELF = frozenset(
    {"本人", "户主本人", "本人（户主）", "户主（本人）", "户主(本人)", "本人(户主)", "本户户主"}
)
_OTHER_WORDS = {
    "丈夫": "夫",
    "妻子": "妻",
    "儿子": "子",
    "女儿": "女",
    "长男": "长子",
    "父": "父亲",
    "母": "母亲",
    "媳妇": "儿媳",
    "外孙": "外孙子",
    "孙": "孙子",
    "爷爷": "祖父",
    "奶奶": "祖母",
    "哥哥": "兄",
    "弟弟": "弟",
    "姐": "姐姐",
    "妹": "妹妹",
}


@dataclass(frozen=True, slots=True)
class HouseholdPerson:
    """One person of a household: a ``member`` by number, or by ``name`` and paper somebody who is none.

    A member's name and paper are those of the roll and stay empty here. ``relation`` is that to the head, ``HEAD`` the
    head's own. Name and number of the paper are personal data.
    """

    relation: str
    member: str = ""
    name: str = ""
    identity: str = ""
    identity_kind: IdentityKind | None = None

    @property
    def is_head(self) -> bool:
        """Whether this is the head (户主)."""
        return self.relation == HEAD


@dataclass(frozen=True, slots=True)
class Household:
    """A household and its persons in the order in which they were written; one without persons is dissolved (销户)."""

    code: str
    persons: tuple[HouseholdPerson, ...] = ()

    @property
    def head(self) -> HouseholdPerson | None:
        """The head; None in a household that is dissolved."""
        return next((person for person in self.persons if person.is_head), None)

    @property
    def members(self) -> tuple[str, ...]:
        """The numbers of those who are entered on the roll."""
        return tuple(person.member for person in self.persons if person.member)


def read_relation(typed: str) -> str:
    """A relation in its usual word: 本人 is 户主, 儿子 is 子; whatever else was written stays."""
    words = clean_text(typed)
    return HEAD if words in _SELF else _OTHER_WORDS.get(words, words)


def check_household(household: Household) -> None:
    """Refuse persons who do not make a household.

    ``household.nameless`` for a row without member and name, ``household.no_relation`` without a relation,
    ``household.heads`` where there is not just one head, ``household.twice`` where somebody stands in two rows.
    """
    for row, person in enumerate(household.persons, start=1):
        if not person.member and not person.name:
            raise DomainError("household.nameless", row=row)
        if not person.relation:
            raise DomainError("household.no_relation", row=row, name=person.name or person.member)
    heads = sum(person.is_head for person in household.persons)
    if heads != 1:
        raise DomainError("household.heads", count=heads)
    keys = chain.from_iterable((person.member, person.identity) for person in household.persons)
    twice = [key for key, count in Counter(filter(None, keys)).items() if count > 1]
    if twice:
        person = next(each for each in household.persons if twice[0] in (each.member, each.identity))
        raise DomainError("household.twice", name=person.member or person.name)
