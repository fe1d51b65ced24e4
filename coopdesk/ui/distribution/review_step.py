"""核对: the whole road from the surplus to every yuan paid, tied out, beside last year."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.i18n import _
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.plan import PlanSummary
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.statement import Statement
from coopdesk.ui.distribution.statements import compared_entries, opening_entries, outcome_entries, tie_text
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.tokens import SPACE_CARD


class ReviewStep(QWidget):
    """Two cards: the statement, and the comparison with last year."""

    def __init__(self) -> None:
        super().__init__()
        self.opening, self.paid, self.compared = Statement(), Statement(), Statement()
        self.tie = label("", "muted", wrap=True)
        whole = Card(_("从盈余到实发"))
        for part in (self.opening, self.paid, self.tie):
            whole.body.addWidget(part)
        beside = Card(_("与上年比较（元）"))
        beside.body.addWidget(self.compared)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(whole)
        box.addWidget(beside)

    def forget(self) -> None:
        """Show nothing of any year."""
        for part in (self.opening, self.paid, self.compared):
            part.show_entries([])
        set_text(self.tie, "")

    def show_outcome(
        self, outcome: Outcome, figures: YearFigures, scheme: Scheme, previous: PlanSummary | None
    ) -> None:
        """Show these figures."""
        self.opening.show_entries(opening_entries(figures, scheme))
        self.paid.show_entries(outcome_entries(outcome, scheme))
        set_text(self.tie, tie_text(outcome))
        self.compared.show_entries(compared_entries(outcome, previous, figures.year))
