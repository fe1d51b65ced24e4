"""The date of a voucher: of a day in the month in view only the figure need be typed."""

from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.typed import read_month_day
from coopdesk.i18n import _
from coopdesk.ui.kit.fields import DateField

_SHORT = 2


class VoucherDay(DateField):
    """`15` is the 15th of the month that was in the field before, `3-15` of its year; else it is a whole date."""

    def __init__(self, day: date) -> None:
        self._month = Month.of(day)
        super().__init__(_("日期"), required=True, day=day)
        self.fold()

    def show_day(self, day: date) -> None:
        """Let that day stand in the field, and its month be the one in view."""
        self._month, self._year = Month.of(day), day.year
        self.set_text(day.isoformat())

    def tidy(self, value: date) -> None:
        self._month, self._year = Month.of(value), value.year
        super().tidy(value)

    def _read_day(self, typed: str) -> date:
        text = typed.strip()
        if text.isascii() and text.isdecimal() and len(text) <= _SHORT:
            last = self._month.last_day.day
            if not 1 <= int(text) <= last:
                raise DomainError("voucher.day_other_month", value=text, month=str(self._month), last=last)
            return self._month.first_day.replace(day=int(text))
        try:
            month, day = read_month_day(text)
            return date(self._month.year, month, day)
        except (DomainError, ValueError):
            return super()._read_day(typed)
