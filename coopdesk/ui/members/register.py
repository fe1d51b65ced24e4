"""The member roll as at a day, for a table that reads it in pages.

The book gives one table a day; this source keeps the one in use, lets another day take its place, and closes what it
no longer needs. It also brings words typed above a column of kinds into the kinds the book knows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from coopdesk.domain.members.member import MemberKind, MemberState
from coopdesk.services.members.ports import MemberTable
from coopdesk.services.members.values import MemberRow
from coopdesk.services.table_source import View
from coopdesk.wording import kind_name, member_state_name

Opener = Callable[[date, str, date | None], MemberTable]
_NONE = "-"


class RegisterSource:
    """A `TableSource` whose day can change; call `view` again after `show_day`, as the table's `resort` does.

    Members are known by their numbers. The book's table is opened by the first `view`, in whose thread all else is to
    be asked.
    """

    def __init__(self, opened: Opener, day: date) -> None:
        self._opener = opened
        self._table: MemberTable | None = None
        self.day = day
        self.share_class = ""
        """The code of the class that shows; empty for all together."""
        self.against: date | None = None
        """The day compared with."""
        self._opened_for = self._wanted

    @property
    def _wanted(self) -> tuple[date, str, date | None]:
        return (self.day, self.share_class, self.against)

    def show_day(self, day: date) -> None:
        """Answer from the register as it stood on another day, from the next `view` on."""
        self.day = day

    def close(self) -> None:
        """Let the book's table go; asking again opens it anew."""
        if self._table is not None:
            self._table.close()
            self._table = None

    def view(self, wanted: View) -> None:
        if self._opened_for != self._wanted:
            self.close()
        self._open().view(View(wanted.order, _by_codes(wanted.filters)))

    def count(self) -> int:
        return self._open().count()

    def page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        return self._open().page(offset, limit)

    def place_of(self, row_id: object) -> int | None:
        table = self._open()
        known = table.row_id(str(row_id))
        return None if known is None else table.place_of(known)

    def _open(self) -> MemberTable:
        if self._table is None:
            self._opened_for = self._wanted
            self._table = self._opener(*self._opened_for)
        return self._table


def _by_codes(filters: Mapping[str, str]) -> Mapping[str, str]:
    """The filters with the words typed for kinds and states (`农户`, `退社`) as the codes of all they stand in."""
    coded = dict(filters)
    for key, codes, name in (("kind", MemberKind, kind_name), ("state", MemberState, member_state_name)):
        typed = filters.get(key, "").strip().casefold()
        if typed:
            coded[key] = " ".join(code.value for code in codes if typed in name(code).casefold()) or _NONE
    return coded
