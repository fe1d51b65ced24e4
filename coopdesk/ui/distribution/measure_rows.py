"""Rows of measures as they are typed or pasted from a spreadsheet, and what they mean. Knows no widget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.domain.measures import SheetKind, SheetRow
from coopdesk.domain.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.text import fold
from coopdesk.ui.kit.typed import read_money, read_quantity

Cells = tuple[str, str, str]
"""Member, quantity, amount as they stand in a row."""
_UNITS = {
    SheetKind.TRADE: ("斤", "公斤", "千克", "吨", "盆", "株", "个", "头", "只", "枚", "份"),
    SheetKind.LAND: ("亩",),
    SheetKind.MEASURE: ("份", "分", "年", "天", "个"),
}


class Roll:
    """Who can be meant: by number, or by a name that only one has."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.names = {member.number: member.name for member in members}
        self._by_number = {number.casefold(): number for number in self.names}
        self._by_name: dict[str, list[str]] = {}
        for number, name in self.names.items():
            self._by_name.setdefault(fold(name), []).append(number)

    def is_name(self, text: str) -> bool:
        return fold(text) in self._by_name

    def find(self, typed: str, row: int) -> str:
        """The number meant; ``sheet.unknown_member`` or ``.several_members`` names the row."""
        number = self._by_number.get(typed.strip().casefold())
        if number is not None:
            return number
        named = self._by_name.get(fold(typed), [])
        if len(named) == 1:
            return named[0]
        code = "sheet.several_members" if named else "sheet.unknown_member"
        raise DomainError(code, row=row, member=typed.strip())


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row means: its value, or what is wrong with it; ``name`` is the member's, empty while he is not known."""

    value: SheetRow | None
    name: str
    error: DomainError | None


def read_row(cells: Cells, number: int, kind: SheetKind, roll: Roll) -> ReadRow | None:
    """One row, counted from 1; None for an empty one."""
    typed, quantity, amount = (each.strip() for each in cells)
    if not typed and not quantity and not amount:
        return None
    name = ""
    try:
        member = roll.find(typed, number)
        name = roll.names[member]
        if kind is not SheetKind.TRADE:
            if not quantity:
                raise DomainError("sheet.no_figure", row=number)
            value = read_quantity(quantity, _UNITS[kind])
            if value < 0:
                raise DomainError("sheet.negative", row=number, member=member, value=quantity)
            return ReadRow(SheetRow(member, value), name, None)
        if not quantity and not amount:
            raise DomainError("sheet.no_figure", row=number)
        units = read_quantity(quantity or "0", _UNITS[kind])
        money = read_money(amount) if amount else Money(0)
        return ReadRow(SheetRow(member, units, money), name, None)
    except DomainError as error:
        return ReadRow(None, name, error)


def pasted(text: str, roll: Roll) -> list[Cells]:
    """Rows of a spreadsheet: member (number, name, or both beside each other), quantity, amount; headings go."""
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    rows = [
        _without_name([cell.strip() for cell in line], roll) for line in lines if any(map(str.strip, line))
    ]
    if rows and not any(_is_figure(cell) for cell in rows[0][1:]):
        rows = rows[1:]
    return [_three(row) for row in rows]


def _without_name(cells: list[str], roll: Roll) -> list[str]:
    """A number with the name beside it says the same twice."""
    if (
        len(cells) > 2
        and cells[1]
        and not _is_figure(cells[1])
        and (roll.is_name(cells[1]) or len(cells) > 3)
    ):
        return [cells[0] or cells[1], *cells[2:]]
    return cells


def _is_figure(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _three(cells: Sequence[str]) -> Cells:
    first, second, third, *_more = (*cells, "", "", "")
    return first, second, third
