"""发放进度: every household with its money, marked one by one or several at once; the totals follow the marks.

Sends what is wanted; the page asks for day and note and runs the command.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.services.distribution.payments import HouseholdPayment, payment_totals
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution.words import money
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button, link
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.choosing import choose_rows
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.wording import standing_name

_COLUMNS: tuple[Column[HouseholdPayment], ...] = (
    Column("number", N_("编号"), width=60, whole=True),
    Column("name", N_("成员"), width=120, stretch=True),
    Column("group", N_("组别"), width=70, hidden=True),
    Column("account", N_("银行账号"), Kind.MASKED, width=150, hidden=True),
    Column("net", N_("实发金额"), Kind.MONEY, width=110, bold=True, total=True),
    Column("standing", N_("发放情况"), width=96, words=lambda standing: standing_name(str(standing))),
    Column("day", N_("日期"), Kind.DATE, width=96),
    Column("note", N_("备注"), width=110, yields=True),
)
MARKS = {
    HouseholdStanding.BANK: Action("mark-bank", N_("银行代发"), "Alt+Shift+1"),
    HouseholdStanding.CASH: Action("mark-cash", N_("现金签领"), "Alt+Shift+2"),
    HouseholdStanding.RETURNED: Action("mark-returned", N_("银行退回"), "Alt+Shift+3"),
    HouseholdStanding.OPEN: Action("mark-open", N_("改回未发放"), "Alt+Shift+4"),
}


class PaymentsPane(QFrame):
    """`marked(standing, rows)` when the selected households are to be marked."""

    marked = Signal(object, object)
    summary_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("发放进度"))
        self.totals = label("", "strong", wrap=True)
        self._model = SequenceModel(_COLUMNS, (), identity="number")
        self.table = DataTable(self._model, _("各户发放情况"), framed=False)
        self.table.summary_changed.connect(self.summary_changed)
        self.buttons = {
            standing: button(action, partial(self._mark, standing), keys_in=self)
            for standing, action in MARKS.items()
        }
        acts = QHBoxLayout()
        acts.setSpacing(SPACE_IN)
        for made in self.buttons.values():
            acts.addWidget(made)
        acts.addStretch(1)
        self._not_reached: Sequence[HouseholdPayment] = ()
        self.chooser = link("", self._choose_open)
        box = QVBoxLayout(self)
        box.setSpacing(SPACE_IN)
        self._head = label(_("发放进度"), "section")
        self._how = label(
            _("选一户或几户（Shift、Ctrl 可多选，Ctrl+A 全选），再按下面的按钮。"), "small", wrap=True
        )
        for part in (self._head, self.totals, self._how):
            box.addWidget(part)
        self.table.add_tool(self.chooser)
        box.addLayout(acts)
        box.addWidget(self.table, 1)
        self._box = box
        self._fit()
        room.changed().changed.connect(self._fit)

    def _fit(self) -> None:
        """On a low screen only what differs from year to year stays; how to mark is in the tooltip."""
        low = room.is_low()
        above = SPACE_IN if low else SPACE_CARD
        self._box.setContentsMargins(SPACE_CARD, above, SPACE_CARD, SPACE_IN)
        for part in (self._head, self._how):
            part.setVisible(not low)
        self.setToolTip(self._how.text() if low else "")

    def show_payments(
        self, payments: Sequence[HouseholdPayment], not_reached: Sequence[HouseholdPayment] = ()
    ) -> None:
        """Show these households; the ones chosen stay chosen. Of some the money is known not to have arrived."""
        self._model.set_rows(payments)
        set_text(self.totals, totals_text(payments))
        self._not_reached, n = not_reached, len(not_reached)
        words = ngettext("选中没有发到的 {n} 户", "选中没有发到的 {n} 户", n).format(n=f"{n:,}")
        self.chooser.setText(words)
        self.chooser.setAccessibleName(words)
        self.chooser.setVisible(bool(not_reached))

    def _choose_open(self) -> None:
        choose_rows(self.table.view, self._not_reached)
        self.table.view.setFocus()

    def _mark(self, standing: HouseholdStanding) -> None:
        rows = self.table.view.selected_rows()
        if rows:
            self.marked.emit(standing, rows)


def totals_text(payments: Sequence[HouseholdPayment]) -> str:
    """`银行代发 18 户 1,500,000.00；未发放 2 户 200,000.00`, points nobody stands at left out."""
    parts = [
        ngettext("{standing} {n} 户 {sum}", "{standing} {n} 户 {sum}", total.households).format(
            standing=standing_name(total.standing), n=f"{total.households:,}", sum=money(total.amount)
        )
        for total in payment_totals(payments)
        if total.households
    ]
    return mark("；").join(parts)
