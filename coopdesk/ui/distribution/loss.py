"""亏损处理: what meets the year's loss, what the members' accounts bear of it if the meeting wants so, what goes on.

Takes the proposal as a value and sends what is typed; computes nothing.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.services.distribution.loss_plan import LossMember, LossPlan
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.words import figure, money
from coopdesk.ui.kit import room
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import MoneyField
from coopdesk.ui.kit.statement import Entry, Statement
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.wording import error_text, kind_name

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


_COLUMNS: tuple[Column[LossMember], ...] = (
    Column("number", N_("编号"), width=64, whole=True),
    Column("name", N_("成员"), width=140, stretch=True),
    Column("kind", N_("类别"), width=90, words=lambda kind: kind_name(str(kind)), hidden=True),
    Column("capital", N_("出资额"), Kind.MONEY, width=120, total=True),
    Column("reserve", N_("公积金份额"), Kind.MONEY, width=110, hidden=True),
    Column("amount", N_("分担亏损"), Kind.MONEY, width=120, bold=True, total=True),
)


class LossPane(QFrame):
    """Every account that bears something, with the sentence that explains the rows."""

    summary_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("成员账户分担的亏损"))
        self.heading = label(_("成员账户分担的亏损"), "section")
        self.how = label("", "small", wrap=True)
        self._model = SequenceModel(_COLUMNS, (), identity="number")
        self.table = DataTable(self._model, _("成员账户分担的亏损"), framed=False)
        self.table.set_empty(_("没有由成员账户分担的亏损：全部转入下年，以后用盈余弥补。"))
        self.table.summary_changed.connect(self.summary_changed)
        box = QVBoxLayout(self)
        box.setSpacing(SPACE_IN)
        for part in (self.heading, self.how):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        self._box = box
        self._fit()
        room.changed().changed.connect(self._fit)

    def _fit(self) -> None:
        above = SPACE_IN if room.is_low() else SPACE_CARD
        self._box.setContentsMargins(SPACE_CARD, above, SPACE_CARD, SPACE_IN)

    def show_plan(self, plan: LossPlan | None) -> None:
        """Show these shares; None while the proposal does not work."""
        members = plan.members if plan is not None else ()
        self._model.set_rows(members)
        set_text(self.how, how_shared(plan) if plan is not None and members else "")
        self.how.setVisible(bool(self.how.text()))


def how_shared(plan: LossPlan) -> str:
    """How every row came about, in one sentence with its figures."""
    count = len(plan.members)
    extra = sum(member.extra.fen for member in plan.members)
    sentence = ngettext(
        "{n} 户按出资额分担：{shared} × 各自出资额 ÷ {total}，算到分",
        "{n} 户按出资额分担：{shared} × 各自出资额 ÷ {total}，算到分",
        count,
    ).format(n=f"{count:,}", shared=money(plan.shared), total=money(plan.capital_total))
    if not extra:
        return f"{sentence}{mark('。')}"
    return _("{sentence}；余下的 {extra} 元按最大余数分完。").format(sentence=sentence, extra=money(extra))
