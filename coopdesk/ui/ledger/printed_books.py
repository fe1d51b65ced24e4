"""Books on screen as they are printed: the general ledger and the ledgers of many columns, of a month or a year.

Read beside the window, as a book of a year may have ten thousand vouchers.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.services.ledger.papers.books import BookFigures, BookSource
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.sources import read_books
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable, RowLook
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.cards import clear, label
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel

Build = Callable[[BookSource, date], BookFigures]


class PaperModel(SequenceModel[PaperRow]):
    """A book as it is printed, row by row; names of accounts and sums in bold."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        return

    def _cell(self, column: Column[PaperRow], row: PaperRow, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return self._bold_font() if row.look is not RowLook.PLAIN else None
        return super()._cell(column, row, role)

    def _shown(self, column: Column[PaperRow], row: PaperRow) -> str:
        return "" if column.value_of(row) is None else super()._shown(column, row)


def paper_columns(table: PaperTable) -> tuple[Column[PaperRow], ...]:
    """The columns of a book as it is printed."""
    return tuple(_paper_column(place, column) for place, column in enumerate(table.columns))


def _paper_column(place: int, column: PaperColumn) -> Column[PaperRow]:
    kinds = {ColumnKind.MONEY: Kind.MONEY, ColumnKind.COUNT: Kind.NUMBER, ColumnKind.DAY: Kind.DATE}
    kind = kinds.get(column.kind, Kind.TEXT)

    def cell(row: PaperRow) -> object:
        return row.cells[place] if place < len(row.cells) else None

    width = 104 if kind is Kind.MONEY else min(max(column.width * 7, 60), 200)
    return Column(
        f"{place}-{column.title}",
        column.title,
        kind,
        width,
        cell,
        stretch=place == 0,
        bold=kind is Kind.MONEY,
    )


class PrintedBooks(QWidget):
    """One book at a time, a table for each of its tables. `account_wanted` brings the code of the account whose rows
    one was opened of."""

    account_wanted = Signal(str)

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.lane = ReadingLane()
        self.table: DataTable | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_book(self, build: Build, span: Span) -> None:
        """Read and show a book of these months."""
        ledger, today = self._shell.desk.ledger, self._shell.desk.today

        def read() -> Sequence[PaperTable]:
            return build(ledger.read(lambda uow: read_books(uow, span)), today).tables

        self.lane.ask("book", read, self._came, self._page.show_error)

    def _came(self, tables: Sequence[PaperTable]) -> None:
        clear(self._box)
        self.table = None
        for table in tables:
            made = DataTable(PaperModel(paper_columns(table), table.rows), table.name, tools=False)
            made.opened.connect(lambda _row, made=made: self._open_group(made))
            made.summary_changed.connect(self._page.set_status)
            self._box.addWidget(made, 1)
            self.table = self.table or made
        if self.table is None:
            self._box.addWidget(label(_("这段时间没有可列的科目。"), "muted"))
            self._box.addStretch(1)

    def _open_group(self, table: DataTable) -> None:
        """Ask for the ledger of the account whose rows these are."""
        for place in range(table.view.currentIndex().row(), -1, -1):
            row = table.model.row_at(place)
            if isinstance(row, PaperRow) and row.look is RowLook.GROUP:
                self.account_wanted.emit(str(row.cells[0]).partition(" ")[0])
                return
