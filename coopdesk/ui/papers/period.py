"""The choice of what papers of the ledger cover: a month or the whole year, and which numbers of vouchers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.ledger.papers.numbers import read_numbers
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.tokens import SPACE_IN

_MONTHS = 12


class PeriodPicker(QWidget):
    """`月份 [全年 ▾] 凭证号 [1-20]`; sends `chosen` when either became another, `refused(error)` for what is no number
    and `mended` when some are taken after that."""

    chosen = Signal()
    refused = Signal(object)
    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.months = ChoiceBox()
        self.months.setAccessibleName(_("月份"))
        self.months.setToolTip(_("凭证、账簿和报表打印哪个月的；全年是整个会计年度"))
        self.months.addItem(_("全年"))
        self.months.addItems([_("{month} 月").format(month=month) for month in range(1, _MONTHS + 1)])
        self.months.activated.connect(self._take_month)
        self.numbers = ""
        self.edit = QLineEdit()
        self.edit.setAccessibleName(_("凭证号"))
        self.edit.setPlaceholderText(_("全部，或 1-20"))
        self.edit.setToolTip(_("只打印这些号的凭证：5、1-20、12-、付3-8；不填是全部"))
        self.edit.setProperty("kind", "filter")
        self.edit.editingFinished.connect(self.take)
        self._month = 0
        month, self._caption = label(_("月份"), "muted"), label(_("凭证号"), "muted")
        month.setBuddy(self.months)
        self._caption.setBuddy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_IN)
        for part in (month, self.months, self._caption, self.edit):
            row.addWidget(part)
        theme.changed().changed.connect(self.fit)
        self.fit()

    @property
    def month(self) -> int:
        """1 to 12, 0 for the whole year."""
        return self._month

    def show_numbers(self, wanted: bool) -> None:
        """Whether the paper is one of which numbers can be chosen."""
        self._caption.setVisible(wanted)
        self.edit.setVisible(wanted)

    def take(self) -> None:
        """Read what was typed and send it if it is something else."""
        typed = self.edit.text().strip()
        try:
            read_numbers(typed)
        except DomainError as error:
            theme.mark(self.edit, state="error")
            self.refused.emit(error)
            return
        other, was_refused = typed != self.numbers, self.edit.property("state") == "error"
        theme.mark(self.edit, state="")
        self.numbers = typed
        if was_refused:
            self.mended.emit()
        if other:
            self.chosen.emit()

    def fit(self) -> None:
        """Give the field the width that belongs to the type size."""
        self.edit.setFixedWidth(theme.current().text_size.scaled(120))

    def _take_month(self, place: int) -> None:
        if place != self._month:
            self._month = place
            self.chosen.emit()
