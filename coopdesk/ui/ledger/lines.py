"""Lines of vouchers as a table: what a figure opens, and the ledger of an account with its balance line by line.

Read in pages; Enter or a double click on a line asks for its voucher.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.money import Money
from coopdesk.domain.text import fold
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.ledger.ports import LineTable
from coopdesk.services.ledger.values import LedgerLine, LinesQuestion
from coopdesk.services.table_source import View
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.ui.ledger.naming import Names
from coopdesk.ui.ledger.voucher_list import number_words

BACK = Action("back", N_("返回"), "Esc", "")
NOTHING = LinesQuestion()
OpenTable = Callable[[LinesQuestion], LineTable]


class LinesSource:
    """A `TableSource` of the lines of one question after another; `view` again after `ask`."""

    def __init__(self, opened: OpenTable, names: Callable[[], Names]) -> None:
        self._opened, self._names = opened, names
        self._question, self._asked = NOTHING, NOTHING
        self._table: LineTable | None = None

    def ask(self, question: LinesQuestion) -> None:
        """Answer that question from the next `view` on."""
        self._question = question

    def view(self, wanted: View) -> None:
        question = self._question
        if self._table is not None and self._asked != question:
            self.close()
        if self._table is None:
            self._table, self._asked = self._opened(question), question
        filters = dict(wanted.filters)
        if filters.get("named", "").strip():
            filters["named"] = named_words(self._names(), filters["named"])
        self._table.view(View(wanted.order, filters))

    def count(self) -> int:
        return self._there.count()

    def page(self, offset: int, limit: int) -> Sequence[LedgerLine]:
        return self._there.page(offset, limit)

    def place_of(self, row_id: object) -> int | None:
        return self._there.place_of(row_id)

    def total(self) -> Money:
        """What the lines that show count together."""
        return self._there.total()

    def close(self) -> None:
        """Let the book's table go."""
        if self._table is not None:
            self._table.close()
            self._table = None

    @property
    def _there(self) -> LineTable:
        if self._table is None:
            raise LookupError("asked before `view`")
        return self._table


def named_words(names: Names, typed: str) -> str:
    """Whom and what a text means, as the book's table of lines is asked for it; something nobody is for nothing."""
    wanted = fold(typed)
    found = [f"{Dimension.MEMBER.value}/{hit.thing}" for hit in names.find_members(typed)]
    found += [
        f"{item.kind.value}/{item.code}"
        for item in names.items
        if wanted in fold(item.name) or wanted == fold(item.code)
    ]
    return " ".join(found) or "-"


COUNTS: Column[LedgerLine] = Column("counts", N_("计入金额"), Kind.MONEY, width=110, bold=True, total=True)
"""What a line adds to the figure."""
BALANCE: Column[LedgerLine] = Column("balance", N_("余额"), Kind.MONEY, width=110, bold=True, show_zero=True)
"""What stands after it."""


def line_columns(names: Callable[[], Names], *last: Column[LedgerLine]) -> tuple[Column[LedgerLine], ...]:
    """The columns of lines, and behind them what else is to be told of each."""
    return (
        Column("day", N_("日期"), Kind.DATE, width=86),
        Column(
            "number",
            N_("凭证号"),
            width=66,
            value=lambda line: number_words(line.word, line.number),
            whole=True,
        ),
        Column("summary", N_("摘要"), width=150, stretch=True),
        Column(
            "account",
            N_("科目"),
            width=170,
            value=lambda line: names().account_words(line.account) if line.account else "",
        ),
        Column(
            "named",
            N_("辅助核算"),
            width=120,
            value=lambda line: names().dimension_words(line.named),
            yields=True,
        ),
        Column("debit", N_("借方"), Kind.MONEY, width=100, total=True),
        Column("credit", N_("贷方"), Kind.MONEY, width=100, total=True),
        *last,
    )


class LinesView(QWidget):
    """The lines that add up to a figure, under its name. `voucher_wanted` brings the id of the voucher that is opened,
    `left` that one goes back."""

    voucher_wanted = Signal(int)
    left = Signal()

    def __init__(self, page: PageFrame, opened: OpenTable, names: Callable[[], Names]) -> None:
        super().__init__()
        self.source = LinesSource(opened, names)
        columns = line_columns(names, COUNTS)
        self.model: WindowedModel[LedgerLine] = WindowedModel(columns, self.source, "key")
        self.table = DataTable(self.model, _("组成明细"))
        self.table.set_empty(_("没有凭证计入这一项。"))
        self.heading, self.sums = label("", "section"), label("", "muted")
        self._figure = Money(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addLayout(self._head(self.heading, self.sums))
        box.addWidget(self.table, 1)
        self.model.modelReset.connect(self._sum_up)
        self.model.failed.connect(page.show_error)
        self.table.opened.connect(lambda line: self.voucher_wanted.emit(line.voucher))
        self.table.summary_changed.connect(page.set_status)
        actions.key(BACK, self.left.emit, self)

    def show_figure(self, words: str, figure: Money, question: LinesQuestion) -> None:
        """Show the lines that add up to a figure."""
        self._figure = figure
        set_text(self.heading, words)
        set_text(self.sums, "")
        self.model.chosen_row = None
        self.model.filters.clear()
        self.source.ask(question)
        self.model.resort()

    def take_focus(self) -> None:
        """Put the cursor on the first line."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount() and not self.table.view.currentIndex().isValid():
            self.table.view.put_cursor(0)

    def close_table(self) -> None:
        """Read no more."""
        self.model.close(self.source.close)

    def _head(self, *labels: QLabel) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        row.addWidget(button(BACK, self.left.emit))
        for each in labels:
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _sum_up(self) -> None:
        if self.model.is_known and not self.model.is_reading:
            self.model.lane.ask("total", self.source.total, self._say_sum, self.model.failed.emit)

    def _say_sum(self, total: Money) -> None:
        count, shown = f"{self.model.rowCount():,}", format_money(total).replace("-", "−")
        if any(text.strip() for text in self.model.filters.values()):
            words = _("筛选出 {n} 笔，合计 {sum} 元")
        elif total == self._figure:
            words = _("{n} 笔，合计 {sum} 元，与表上的数一致")
        else:
            words = _("{n} 笔，合计 {sum} 元，与表上的数不一致：请在“设置”里检查账套")
        set_text(self.sums, words.format(n=count, sum=shown))
