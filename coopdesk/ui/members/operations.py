"""变动登记簿 in the window: every share operation by number, filtered and sorted; Enter leads to the member.

A form over the book's own table, which reads its pages in a lane of its own; it returns the member to be shown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.i18n import N_, _, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.operation_book import BookedEntry, Party
from coopdesk.services.table_source import View
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.wording import entry_kind_name, usual_text

if TYPE_CHECKING:
    from coopdesk.services.members.ports import OperationTable
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.members.page import MembersPage

_SIZE = (1080, 560)
_NONE = "-"


def columns(desk: Desk) -> tuple[Column[BookedEntry], ...]:
    """The columns of the book; classes by their labels."""
    labels = {each.code: usual_text(each.label) for each in desk.coop.share_classes()}
    return (
        Column("operation", N_("号"), Kind.NUMBER, width=50),
        Column("entered", N_("登记日"), Kind.DATE, width=80, yields=True),
        Column("day", N_("生效日"), Kind.DATE, width=80),
        Column("kind", N_("事项"), width=120, value=_matter),
        Column("giver", N_("转出方"), width=110, stretch=True, value=lambda line: _party(line.giver)),
        Column("taker", N_("转入方"), width=110, stretch=True, value=lambda line: _party(line.taker)),
        Column("share_class", N_("股份类别"), width=70, value=lambda line: labels[line.share_class]),
        Column("shares", N_("股数"), Kind.QUANTITY, width=70, total=True),
        Column("document", N_("凭据"), width=100, stretch=True),
        Column("note", N_("备注"), width=100, stretch=True, yields=True),
    )


class OperationSource:
    """The book's table, with words typed above the kinds as their codes; opened by the first view."""

    def __init__(self, opener: "Callable[[], OperationTable]", labels: Mapping[str, str]) -> None:
        self._opener, self._labels = opener, labels
        self._table: OperationTable | None = None

    def view(self, wanted: View) -> None:
        filters = dict(wanted.filters)
        typed = filters.get("kind", "").strip()
        if typed:
            codes = [kind.value for kind in EntryKind if typed in entry_kind_name(kind)]
            filters["kind"] = " ".join(codes) or _NONE
        typed = filters.get("share_class", "").strip()
        if typed:
            codes = [code for code, label in self._labels.items() if typed in label]
            filters["share_class"] = codes[0] if codes else _NONE
        self._open().view(View(wanted.order, filters))

    def count(self) -> int:
        return self._open().count()

    def page(self, offset: int, limit: int) -> Sequence[BookedEntry]:
        return self._open().page(offset, limit)

    def place_of(self, row_id: object) -> int | None:
        return self._open().place_of(row_id)

    def close(self) -> None:
        """Let the book's table go."""
        if self._table is not None:
            self._table.close()
            self._table = None

    def _open(self) -> "OperationTable":
        if self._table is None:
            self._table = self._opener()
        return self._table


class OperationBook(FormDialog[str]):
    """Returns the number of a member to be shown: who gains by the line under the cursor, else who loses."""

    def __init__(self, desk: Desk) -> None:
        lead = _("全部股份变动按登记号排列，冲销的和冲销它的都在；选中一行可以看这位成员。")
        super().__init__(_("变动登记簿"), _("看成员"), lead)
        labels = {each.code: usual_text(each.label) for each in desk.coop.share_classes()}
        self.source = OperationSource(desk.members.operation_table, labels)
        self.model: WindowedModel[BookedEntry] = WindowedModel(columns(desk), self.source, "number")
        self.table = DataTable(self.model, _("变动登记簿"))
        self.table.set_empty(_("还没有股份变动。认购、转让和退股登记后，都按号码列在这里。"))
        self.table.setMinimumSize(*_SIZE)
        self.table.opened.connect(lambda _row: self.try_accept())
        holder = QVBoxLayout()
        holder.addWidget(self.table)
        self._groups.addLayout(holder)
        self.finished.connect(self.stop_reading)
        self.model.resort()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def touched(self) -> bool:
        """Nothing is kept, so nothing is lost by closing."""
        return False

    def stop_reading(self, _result: Any = None) -> None:
        """Let the table of the book go."""
        self.model.close(self.source.close)

    def make(self) -> str:
        line = self.table.current_row()
        party = None if line is None else line.taker or line.giver
        return "" if party is None else str(party.number)


def show_operation_book(shell: "Shell", page: "MembersPage") -> None:
    """Show the book, and then the member that was chosen in it."""
    number = dialogs.ask(OperationBook(shell.desk), page)
    if number:
        page.show_member(number)


def _matter(line: BookedEntry) -> str:
    if line.reverses is not None:
        return _("红字冲销第 {number} 号").format(number=line.reverses)
    said = entry_kind_name(line.kind)
    if line.reversed_by is not None:
        said += mark("（") + _("已由第 {number} 号冲销").format(number=line.reversed_by) + mark("）")
    return said


def _party(party: Party | None) -> str:
    return "" if party is None else f"{party.name} {party.number}"
