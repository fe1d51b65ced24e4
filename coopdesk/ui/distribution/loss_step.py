"""亏损处理: what meets the year's loss, what the members' accounts bear of it if the meeting wants so, what goes on.

Takes the proposal as a value and sends what is typed; computes nothing.
"""

from PySide6.QtCore import Signal

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import _
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.statement import Entry, Statement
from coopdesk.ui.distribution.words import figure, money
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.fields import MoneyField
from coopdesk.wording import error_text

_NOTHING = Money(0)


class LossStep(Card):
    """`shared_changed(Money)` while the sum for the members' accounts is typed."""

    shared_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("亏损处理方案"))
        self.shared = MoneyField(
            _("成员账户分担（元）"), hint=_("按出资额分担，以出资额和公积金份额为限；不分担可不填")
        )
        self.result = Statement()
        self.why = label("", "error", wrap=True)
        self._showing = False
        rows = FieldRows()
        rows.add(self.shared)
        self.shared.changed.connect(self._changed)
        for part in (rows, self.why, self.result):
            self.body.addWidget(part)
        self.law = label(
            _("亏损处理方案由成员大会决议（合作社法第二十九条）；没有弥补的亏损转入下年，先以下年盈余弥补。"),
            "small",
            wrap=True,
        )
        self.body.addWidget(self.law)

    def show_shared(self, shared: Money, fixed: bool) -> None:
        """Show what the accounts are to bear; what is being typed stays."""
        typed = self._typed()
        self._showing = True
        if fixed or (typed is not None and typed != shared):
            self.shared.set_text(money(shared) if shared else "")
        self.shared.setEnabled(not fixed)
        self._showing = False

    def forget(self) -> None:
        """Show nothing of any year."""
        self.show_shared(_NOTHING, True)
        self.show_plan(None, None)

    def show_plan(self, plan: LossPlan | None, refusal: DomainError | None) -> None:
        """Show what the proposal comes to, or what stands against it."""
        self.result.show_entries([] if plan is None else loss_entries(plan))
        set_text(self.why, "" if refusal is None else error_text(refusal))
        self.why.setVisible(refusal is not None)

    def _typed(self) -> Money | None:
        return self.shared.value() if self.shared.text().strip() else _NOTHING

    def _changed(self) -> None:
        typed = self._typed()
        if not self._showing and typed is not None:
            self.shared_changed.emit(typed)


def loss_entries(plan: LossPlan) -> list[Entry]:
    """From the year's loss to what opens the next year, line by line."""
    met = plan.cover
    entries = [Entry(_("本年盈余（收入 − 支出）"), money(met.current_year))]
    if met.earlier_loss:
        entries.append(Entry(_("以前年度未弥补亏损"), money(met.earlier_loss)))
    if met.from_opening:
        entries.append(Entry(_("以前年度未分配盈余弥补"), money(met.from_opening)))
    if met.from_transfers:
        entries.append(Entry(_("其他转入弥补"), money(met.from_transfers)))
    entries.append(Entry(_("尚未弥补的亏损"), figure(met.uncovered), strong=True))
    entries.append(Entry(_("成员账户分担"), figure(plan.shared)))
    entries.append(Entry(_("结转下年"), figure(plan.carried), strong=True))
    return entries
