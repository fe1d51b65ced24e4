"""Rows of measures as they are typed or pasted from a spreadsheet, and what they mean. Knows no widget."""

from collections.abc import Callable, Iterable, Mapping

from coopdesk.domain.distribution.measures import SheetKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import fold
from coopdesk.domain.typed import read_money, read_quantity
from coopdesk.i18n import format_quantity

Cells = tuple[str, str, str]
"""Member, quantity, amount as they stand in a row."""
UNPLACED = 0
"""The row of an error before the grid says which it stands in."""
_UNITS = {
    SheetKind.TRADE: ("斤", "公斤", "千克", "吨", "盆", "株", "个", "头", "只", "枚", "份"),
    SheetKind.LAND: ("亩",),
    SheetKind.MEASURE: ("份", "分", "年", "天", "个"),
}
_ALL_UNITS = tuple({unit for units in _UNITS.values() for unit in units})


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

    def is_number(self, text: str) -> bool:
        return text.strip().casefold() in self._by_number

    def knows(self, text: str) -> bool:
        """Whether it is somebody's number or name."""
        return self.is_number(text) or self.is_name(text)

    def is_same(self, number: str, name: str) -> bool:
        """Whether both are one member's, as names are compared."""
        meant = self._by_number.get(number.strip().casefold())
        return meant is not None and fold(self.names[meant]) == fold(name)

    def named(self, number: str) -> str:
        """Number and name as the grid shows whose row it is, and as `find` reads it again."""
        return f"{number} {self.names.get(number, '')}".strip()

    def find(self, typed: str) -> str:
        """The number meant by a number, a name, or both with a space between.

        ``sheet.unknown_member``, ``.several_members``, ``.unknown_number`` and ``.name_differs`` leave the row to the
        grid; nobody is taken where number and name are not one member's.
        """
        typed, row = typed.strip(), UNPLACED
        number = self._by_number.get(typed.casefold())
        if number is not None:
            return number
        named = self._by_name.get(fold(typed), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise DomainError("sheet.several_members", row=row, member=typed, numbers=named)
        return self._by_both(typed)

    def _by_both(self, typed: str) -> str:
        row = UNPLACED
        first, _space, rest = typed.partition(" ")
        number = self._by_number.get(first.casefold())
        if number is not None and rest:
            if self.is_same(first, rest):
                return number
            known = self.names[number]
            raise DomainError("sheet.name_differs", row=row, number=number, known=known, name=rest)
        of_name = self._by_name.get(fold(rest), [])
        if of_name:
            raise DomainError("sheet.unknown_number", row=row, number=first, name=rest, numbers=of_name)
        raise DomainError("sheet.unknown_member", row=row, member=typed)


def read_amount(typed: str, kind: SheetKind) -> Quantity:
    """What is measured, in whole millionths, with a unit of that kind or none; raises `quantity.invalid`."""
    return read_quantity(typed, _UNITS[kind])


def row_mistake(row: Mapping[str, object], kind: SheetKind) -> tuple[str, DomainError] | None:
    """What is wrong with a row whose cells are good, with the key of its column: nobody's, nothing measured, or less
    than nothing of what is no trade (where goods come back)."""
    quantity, trade = row["quantity"], kind is SheetKind.TRADE
    if row["member"] is None:
        return "member", DomainError("sheet.no_member", row=UNPLACED)
    if quantity is None and not (trade and row["amount"] is not None):
        return "quantity", DomainError("sheet.no_figure", row=UNPLACED)
    if isinstance(quantity, int) and quantity < 0 and not trade:
        shown = {"member": row["member"], "value": format_quantity(quantity)}
        return "quantity", DomainError("sheet.negative", row=UNPLACED, **shown)
    return None


def named(number: str, name: str, roll: Roll) -> str:
    """How a row says whose it is: by number where that and the name agree or stand alone, else by both as they are."""
    if not number or not name or roll.is_same(number, name):
        return number or name
    return f"{number} {name}"


def is_quantity(cell: str) -> bool:
    """Whether a cell reads as a quantity of anything."""
    return _reads(cell, lambda text: read_quantity(text, _ALL_UNITS))


def is_money(cell: str) -> bool:
    """Whether a cell reads as a sum of money."""
    return _reads(cell, read_money)


def _reads(cell: str, read: Callable[[str], object]) -> bool:
    try:
        read(cell)
    except DomainError:
        return False
    return True
