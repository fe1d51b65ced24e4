"""盈余: the year's figures as typed from the books, with the paper they were taken from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from coopdesk.domain.money import Money
from coopdesk.i18n import _
from coopdesk.services.coop.values import YearFigures
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.statement import Entry, Statement
from coopdesk.ui.distribution.words import DASH, money
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card
from coopdesk.ui.kit.fields import Field, MoneyField, TextField

_NOTHING = Money(0)


class SurplusStep(Card):
    """Income, costs, opening balance, transfers, source; `changed` while they are typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("本年盈余"))
        self.income = MoneyField(_("收入"), required=True)
        self.costs = MoneyField(_("支出"), required=True)
        self.opening = MoneyField(_("年初未分配盈余"), hint=_("未弥补的亏损写成负数"))
        self.transfers = MoneyField(_("其他转入"))
        self.source = TextField(_("来源"), required=True, hint=_("如“2019 年度盈余及盈余分配表”"))
        self.suggestion = link("", self._take_suggestion)
        self.result = Statement()
        self._saved: YearFigures | None = None
        self._filled = _texts(None, _NOTHING)
        self._suggested = _NOTHING
        self._year = 0
        self._fixed = False
        rows = FieldRows()
        self._fields: tuple[MoneyField | TextField, ...] = (
            self.income,
            self.costs,
            self.opening,
            self.transfers,
            self.source,
        )
        for field in self._fields:
            rows.add(field)
            field.changed.connect(self._changed)
        self.body.addWidget(rows)
        self.body.addWidget(self.suggestion)
        self.body.addWidget(self.result)
        self.body.addStretch(1)

    def show_figures(
        self,
        year: int,
        figures: YearFigures | None,
        suggested: Money,
        fixed: bool,
        typed: Sequence[str] | None = None,
    ) -> None:
        """Show what the book holds; what is being typed for the same year stays unless the book changed.

        ``typed`` is what was typed for a year that was left for another meanwhile.
        """
        same = year == self._year and figures == self._saved and fixed == self._fixed
        self._year, self._saved, self._suggested, self._fixed = year, figures, suggested, fixed
        if not same or not self.touched:
            self._filled = _texts(figures, suggested)
            self._fill(self._filled if typed is None or fixed else typed)
        for field in self._fields:
            field.edit.setReadOnly(fixed)
        self._changed()

    def forget(self) -> None:
        """Show nothing of any year."""
        self._year, self._saved, self._suggested, self._fixed = 0, None, _NOTHING, True
        self._filled = _texts(None, _NOTHING)
        self._fill(self._filled)
        self._changed()

    @property
    def year(self) -> int:
        """The year shown, 0 for none."""
        return self._year

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the fields."""
        return tuple(field.text() for field in self._fields)

    @property
    def figures(self) -> YearFigures | None:
        """The figures as they stand, None while one is missing or wrong."""
        income, costs, source = self.income.value(), self.costs.value(), self.source.value()
        opening, transfers = _sum(self.opening), _sum(self.transfers)
        if income is None or costs is None or source is None or opening is None or transfers is None:
            return None
        known = self._saved
        reason = known.opening_reason if known is not None and known.opening == opening else ""
        return YearFigures(self._year, income, costs, opening, transfers, source, reason)

    @property
    def touched(self) -> bool:
        """Whether what stands here is not what the book holds."""
        if self._saved is None:
            return self.texts != self._filled
        return self.figures != self._saved

    def fits(self) -> bool:
        """Check every field and put the cursor into the first that is wrong."""
        wrong = [field for field in self._fields if not field.fits()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def _fill(self, texts: Sequence[str]) -> None:
        for field, text in zip(self._fields, texts, strict=True):
            field.set_text(text)
            if field.wrong:
                field.fits()

    def _changed(self) -> None:
        income, costs = self.income.value(), self.costs.value()
        surplus = money(income - costs) if income is not None and costs is not None else DASH
        self.result.show_entries([Entry(_("本年盈余（收入 − 支出）"), surplus, strong=True)])
        self._offer_suggestion()
        self.changed.emit()

    def _offer_suggestion(self) -> None:
        offered = not self._fixed and self._suggested != (_sum(self.opening) or _NOTHING)
        words = _("填入上年结转 {sum}").format(sum=money(self._suggested))
        self.suggestion.setText(words)
        self.suggestion.setAccessibleName(words)
        self.suggestion.setVisible(offered)

    def _take_suggestion(self) -> None:
        self.opening.set_text(money(self._suggested))
        self.opening.setFocus()


def _texts(figures: YearFigures | None, suggested: Money) -> tuple[str, ...]:
    """What stands in the fields: the book's figures, or where there are none the opening that last year left."""
    if figures is None:
        return "", "", money(suggested) if suggested else "", "", ""
    rare = [money(each) if each else "" for each in (figures.opening, figures.transfers_in)]
    return money(figures.income), money(figures.costs), *rare, figures.source


def _sum(field: Field[Money]) -> Money | None:
    """A sum that may be left out; None only where what is typed is no sum."""
    return field.value() if field.text().strip() else _NOTHING
