"""The right side: what the scheme comes to, or what has to be there first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from coopdesk.i18n import N_, _
from coopdesk.ui.distribution.loss_pane import LossPane
from coopdesk.ui.distribution.page_words import RESOLUTION, Situation
from coopdesk.ui.distribution.payments_pane import PaymentsPane
from coopdesk.ui.distribution.results import ResultsPane, SourceOf
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.cards import Card
from coopdesk.ui.kit.empty import EmptyState

_JOIN = Action("to-members", N_("去登记成员"), "", "members")


class RightSide(QStackedWidget):
    """`members_wanted` when the roll has to be filled first."""

    members_wanted = Signal()

    def __init__(self, source_of: SourceOf) -> None:
        super().__init__()
        self.results = ResultsPane(source_of)
        self._waiting = _on_card(EmptyState(_("正在读取本年度的数字…")))
        self._no_figures = _on_card(EmptyState(_("录入本年收入和支出后，这里显示每股、每户分得多少。")))
        self.no_members = EmptyState(
            _("名册里还没有成员。登记成员和股份之后，这里显示每户分得多少。"), _JOIN, self.members_wanted.emit
        )
        self._no_members = _on_card(self.no_members)
        self._no_scheme = _on_card(EmptyState(_("没有一个模板适合现在的名册。请先在设置里填写合作社资料。")))
        self.reason = EmptyState("")
        self._no_outcome = _on_card(self.reason)
        before = (self._waiting, self._no_figures, self._no_members, self._no_scheme, self._no_outcome)
        self.loss, self.payments = LossPane(), PaymentsPane()
        for part in (*before, self.results, self.loss, self.payments):
            self.addWidget(part)

    def show_refusal(self, why: str) -> None:
        """Say why there are no figures: beside the last good ones where there are some."""
        self.reason.message.setText(why)
        if self.results.outcome is not None:
            self.results.show_stale(why)

    def forget(self) -> None:
        """Show nothing of another year."""
        self.reason.message.setText("")
        self.results.forget()
        self.loss.show_plan(None)
        self.payments.show_payments(())
        self.setCurrentWidget(self._waiting)

    def show_situation(self, now: Situation, step: int) -> None:
        """Show the results where there is something to compute from, at the last step how far the payment is."""
        self.loss.show_plan(now.loss)
        self.payments.show_payments(now.reading.payments, now.reading.not_reached)
        if step == RESOLUTION and now.reading.payments:
            shown: QFrame = self.payments
        elif now.is_loss:
            shown = self.loss
        elif now.reading.figures is None:
            shown = self._no_figures
        elif now.facts is None or not now.facts.members:
            shown = self._no_members
        elif now.edit is None:
            shown = self._no_scheme
        elif self.results.outcome is not None:
            shown = self.results
        else:
            shown = self._no_outcome if self.reason.message.text() else self._waiting
        self.setCurrentWidget(shown)


def _on_card(state: EmptyState) -> Card:
    card = Card()
    card.body.addWidget(state, 1)
    return card
