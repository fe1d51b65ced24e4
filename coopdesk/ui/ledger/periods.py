"""Which days the list of vouchers shows: this or last month or year, all, or one month of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coopdesk.domain.ledger.months import Month
from coopdesk.i18n import N_, _
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.tokens import STEP


@dataclass(frozen=True)
class Days:
    """A month, a year or all days, as a filter above a column of days has it: `2023-03`, `2023`, nothing."""

    text: str = ""

    @classmethod
    def of_month(cls, month: Month) -> "Days":
        """The days of a month."""
        return cls(str(month))

    @classmethod
    def of_year(cls, year: int) -> "Days":
        """The days of a fiscal year."""
        return cls(str(year))


ALL = Days()
_USUAL = (N_("本月"), N_("上月"), N_("本年"), N_("去年"), N_("全部"))


def usual_days(today: date) -> tuple[Days, ...]:
    """What each of the usual words means on a day."""
    month = Month.of(today)
    return (
        Days.of_month(month),
        Days.of_month(month.before),
        Days.of_year(today.year),
        Days.of_year(today.year - 1),
        ALL,
    )


class PeriodChooser(QWidget):
    """The usual periods as words to press, and the months as a list; `chosen(Days)`."""

    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today, self.days = today, ALL
        self._months: list[Month] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        self.buttons: list[QPushButton] = []
        for place, words in enumerate(_USUAL):
            made = QPushButton(_(words))
            made.setProperty("kind", "link")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(_(words))
            made.clicked.connect(lambda _on=False, place=place: self._press(place))
            self.buttons.append(made)
            row.addWidget(made)
        self.months = ChoiceBox()
        self.months.setAccessibleName(_("月份"))
        self.months.currentIndexChanged.connect(self._choose_month)
        row.addWidget(self.months)

    def show_months(self, months: Sequence[Month], today: date) -> None:
        """Offer these months, the newest first."""
        self.today = today
        self._months = sorted(months, reverse=True)
        self.months.blockSignals(True)
        self.months.clear()
        self.months.addItems([_("按月…"), *map(str, self._months)])
        self.months.blockSignals(False)
        self._mark()

    def show_days(self, days: Days) -> None:
        """Let these days be the ones chosen."""
        self.days = days
        self._mark()

    def _press(self, place: int) -> None:
        self._choose(usual_days(self.today)[place])

    def _choose_month(self, place: int) -> None:
        if place > 0:
            self._choose(Days.of_month(self._months[place - 1]))

    def _choose(self, days: Days) -> None:
        self.days = days
        self._mark()
        self.chosen.emit(days)

    def _mark(self) -> None:
        usual = usual_days(self.today)
        for made, days in zip(self.buttons, usual, strict=True):
            made.setChecked(days == self.days)
        of_month = [Days.of_month(month) for month in self._months]
        self.months.blockSignals(True)
        shown = of_month.index(self.days) + 1 if self.days in of_month and self.days not in usual else 0
        self.months.setCurrentIndex(shown)
        self.months.blockSignals(False)
