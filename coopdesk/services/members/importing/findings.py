"""What is found while a sheet is read: what was mended, what cannot be, and what to look at, each with its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from coopdesk.services.source_table import address


def _nothing() -> Mapping[str, object]:
    return MappingProxyType({})


class Why(StrEnum):
    """Why a cell that could be read one way only was written anew."""

    SPACES = "spaces"
    WIDTH = "width"
    CASE = "case"
    MARKS = "marks"
    """Strokes, commas and quotation marks about a number."""
    DATE = "date"
    """Another way to write a day."""
    DAY_COUNT = "day_count"
    """Excel's count of days."""
    OLD_IDENTITY = "old_identity"
    """An identity number of 15 figures of before 1999."""
    UNIT = "unit"
    """A unit behind a number."""
    WORDS = "words"
    """A number in words or with a word for thousands."""
    DIGITS = "digits"
    """A member number whose leading noughts Excel had taken away."""
    RELATION = "relation"
    """What somebody is to the head of the household, beside the name."""
    MERGED = "merged"
    """Taken from the joined cells it lies in."""
    DEFAULT = "default"
    """An empty cell with the value that was answered for all."""
    NOTHING = "nothing"
    """A stroke or a word that says there is none, in a cell for a number of some kind."""
    LETTERS = "letters"
    """A character in another form of itself."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell that could be read one way only, as it stood and as it is taken. Row and column are counted from 0."""

    row: int
    column: int
    before: str
    after: str
    why: Why

    @property
    def cell(self) -> str:
        """How Excel calls the cell."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken as it stands, or should be looked at; `code` and `params` are worded like an error's.

    `row` is -1 for what concerns the sheet as a whole.
    """

    code: str
    row: int = -1
    column: int = 0
    value: str = ""
    params: Mapping[str, object] = field(default_factory=_nothing)

    @property
    def cell(self) -> str:
        """How Excel calls the cell; empty for what concerns the sheet as a whole."""
        return address(self.row, self.column) if self.row >= 0 else ""


@dataclass
class Findings:
    """Everything found in one pass, in the order of columns until `ordered` puts it in that of rows."""

    mended: list[Mended] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def order(self) -> None:
        """Put all in the order of rows and columns, what concerns the whole sheet last."""
        last = 1 << 30
        for found in (self.errors, self.warnings):
            found.sort(key=lambda each: (each.row if each.row >= 0 else last, each.column))
        self.mended.sort(key=lambda each: (each.row, each.column))
