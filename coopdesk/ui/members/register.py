"""The member roll as at a day, for a table that reads it in pages.

The book gives one table a day; this source keeps the one in use, lets another day take its place, and closes what it
no longer needs. It also brings words typed above a column of kinds into the kinds the book knows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from coopdesk.domain.members.member import MemberKind, MemberState
from coopdesk.services.members.ports import MemberTable
from coopdesk.services.members.values import MemberRow
from coopdesk.services.table_source import Order, View
from coopdesk.wording import kind_name, member_state_name

Opener = Callable[[date], MemberTable]
_PAGE = 200
_NONE = "-"


class RegisterSource:
    """A `TableSource` whose day can change; call `view` again after `show_day`, as the table's `resort` does."""

    def __init__(self, opened: Opener, day: date) -> None:
        self._opener = opened
        self._table: MemberTable | None = opened(day)
        self.day = day

    def show_day(self, day: date) -> None:
        """Answer from the register as it stood on another day."""
        if day != self.day or self._table is None:
            self.close()
            self._table = self._opener(day)
            self.day = day

    def close(self) -> None:
        """Let the book's table go; asking again opens it anew."""
        if self._table is not None:
            self._table.close()
            self._table = None

    def view(self, wanted: View) -> None:
        self._open().view(View(wanted.order, _by_codes(wanted.filters)))

    def count(self) -> int:
        return self._open().count()

    def page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        return self._open().page(offset, limit)

    def place_of(self, row_id: object) -> int | None:
        return self._open().place_of(row_id)

    def row_id(self, number: str) -> int | None:
        """By which id the present day's register knows a member; None if it does not hold that number."""
        asked = self._opener(self.day)
        try:
            asked.view(View(Order("number"), {"number": number}))
            for offset in range(0, asked.count(), _PAGE):
                for row in asked.page(offset, _PAGE):
                    if row.number == number:
                        return row.row_id
        finally:
            asked.close()
        return None

    def _open(self) -> MemberTable:
        if self._table is None:
            self._table = self._opener(self.day)
        return self._table


def _by_codes(filters: Mapping[str, str]) -> Mapping[str, str]:
    """The filters with the words typed for kinds and states (`农户`, `退社`) as the codes of all they stand in."""
    coded = dict(filters)
    for key, codes, name in (("kind", MemberKind, kind_name), ("state", MemberState, member_state_name)):
        typed = filters.get(key, "").strip().casefold()
        if typed:
            coded[key] = " ".join(code.value for code in codes if typed in name(code).casefold()) or _NONE
    return coded
