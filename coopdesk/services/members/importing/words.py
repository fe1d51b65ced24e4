"""The words sheets are understood by, as data: what headings are called, what words mean, what stands in no row of a
member. They come from `resources/import`; nothing of them is known to the code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coopdesk.domain.members.member import MemberKind
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.spelling import compared

ACCEPTED, PROPOSED = 85, 65
"""A guess from the first on stands, from the second on it is proposed and asked about; below it is none."""
EXACT, CONTAINED = 100, 90


@dataclass(frozen=True)
class Words:
    """Aliases by field (those of no field: columns that are left out), and what words in cells mean.

    `not_by_part` are aliases that count only where they are the whole heading, `generic` words that say what is meant
    only together with what stands above them (合计 under 股数), `left_out_beginnings` words that begin no heading of
    ours (是否…). `past` are headings of what was distributed before the book once their year is taken away, `together`
    words before them that say it is of several years. `units` give, for capital and shares,
    how many yuan or shares one of a unit in a heading is.
    """

    fields: Mapping[Field | None, tuple[str, ...]]
    not_by_part: frozenset[str]
    generic: frozenset[str]
    left_out_beginnings: tuple[str, ...]
    class_endings: tuple[str, ...]
    kinds: Mapping[str, MemberKind]
    heads: frozenset[str]
    relations: frozenset[str]
    totals: frozenset[str]
    grand: frozenset[str]
    subtotals: frozenset[str]
    footers: tuple[str, ...]
    units: Mapping[str, Mapping[str, int]]
    past: Mapping[Field, tuple[str, ...]]
    together: tuple[str, ...]
    of_a_year: tuple[str, ...]
    """What stands behind the figures of a year: 年度, 年."""
    natural: frozenset[str] = frozenset()
    """Words of kinds that say a person and not a farmer: taken for one, and pointed out."""
    aliases: Mapping[str, tuple[Field | None, ...]] = field(init=False)
    """Fields by alias as headings are compared; most aliases belong to one."""

    def __post_init__(self) -> None:
        found: dict[str, tuple[Field | None, ...]] = {}
        for name, aliases in self.fields.items():
            for alias in aliases:
                text = compared(alias)
                found[text] = (*found.get(text, ()), name)
        object.__setattr__(self, "aliases", found)

    @cached_property
    def past_aliases(self) -> Mapping[str, Field]:
        """Fields by what is left of a heading once its year is taken away, as headings are compared."""
        return {compared(alias): name for name, aliases in self.past.items() for alias in aliases}

    @cached_property
    def by_length(self) -> tuple[tuple[str, tuple[Field | None, ...]], ...]:
        """Aliases that count as a part of a heading, the longest first: the longest says most."""
        parts = [(text, names) for text, names in self.aliases.items() if text not in self.whole_only]
        return tuple(sorted(parts, key=lambda item: -len(item[0])))

    @cached_property
    def whole_only(self) -> frozenset[str]:
        """Aliases that count only as the whole heading, as they are compared."""
        return frozenset(map(compared, self.not_by_part))
