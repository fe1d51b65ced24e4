"""What the book keeps of a roll that was read in (导入): the receipt, and what is entered for its new members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """The receipt of one import: file and sheet, how many members and persons, who did it and when.

    `sha256` is of the file's bytes, by which it is known again. `taken_back` says why it was taken back, empty for one
    that stands.
    """

    number: int
    file: str
    sha256: str
    sheet: str
    members: int
    changed: int
    persons: int
    at: datetime | None = None
    person: str = ""
    taken_back: str = ""


@dataclass(frozen=True)
class NewMembers:
    """Members that come all at once, column by column in the order in which they go on the roll.

    `fields` hold the values of `Member` by field; a field that is not named has its default. `shares` are millionths by
    class (None or 0: none) and count from each one's day in `days`.
    """

    fields: Mapping[str, Sequence[Any]]
    shares: Mapping[str, Sequence[int | None]]
    days: Sequence[date]
    note: str = ""
    """Of every entry of the register that gives shares."""

    def __len__(self) -> int:
        return len(self.days)


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """A member an import brought, and what rests on that by now: entries made later, by number."""

    number: str
    later: tuple[int, ...] = ()
