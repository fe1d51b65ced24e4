"""Commands about what a distribution is made from: the year's measures, and the co-op's own schemes as templates."""

from dataclasses import dataclass

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.measures import MeasureSheet
from coopdesk.services.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMeasures(Command):
    """Enter a sheet of trade, land or another measure; without rows it takes the sheet of that name out again."""

    sheet: MeasureSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTemplate(Command):
    """另存为模板: keep a scheme under a name, for this and later years."""

    title: str
    scheme: Scheme
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTemplate(Command):
    """Give a template of the co-op's own another name."""

    template: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTemplate(Command):
    """Take a template of the co-op's own off the list; plans made from it are not touched."""

    template: str
