"""The right side of a loss year: what each member's account bears of the loss, or that none does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.services.distribution.loss_plan import LossMember, LossPlan
from coopdesk.ui.distribution.words import money
from coopdesk.ui.kit import room
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.wording import kind_name

_COLUMNS: tuple[Column[LossMember], ...] = (
    Column("number", N_("编号"), width=64),
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
