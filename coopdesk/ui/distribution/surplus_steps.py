"""盈余 and 公积金: the year's figures as typed from the books, and what is taken before anything is divided."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Appropriation, Scheme
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.services.coop.values import YearFigures
from coopdesk.ui.distribution import editing
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.words import DASH, money, opening_entries, origin_words
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button, link
from coopdesk.ui.kit.cards import Card, clear, label, line, set_text
from coopdesk.ui.kit.fields import ChoiceField, Field, MoneyField, RateField, TextField
from coopdesk.ui.kit.statement import Entry, Statement
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import usual_text

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
        self.from_ledger = button(_FROM_LEDGER, self._take_ledger, "link")
        self.origin = label("", "muted")
        self.result = Statement()
        self._saved: YearFigures | None = None
        self._filled = _texts(None, _NOTHING)
        self._suggested = _NOTHING
        self._ledger: YearFigures | None = None
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
        for part in (self.from_ledger, self.suggestion, self.origin):
            self.body.addWidget(part)
        self.body.addWidget(self.result)
        self.body.addStretch(1)

    def show_figures(
        self,
        year: int,
        figures: YearFigures | None,
        suggested: Money,
        fixed: bool,
        typed: Sequence[str] | None = None,
        ledger: YearFigures | None = None,
    ) -> None:
        """Show what the book holds; what is being typed for the same year stays unless the book changed.

        ``typed`` is what was typed for a year that was left for another meanwhile, ``ledger`` what the ledger says of
        the year where it has closed it.
        """
        self._ledger = ledger
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
        self._ledger = None
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
        self._show_origin()
        self.changed.emit()

    def _offer_suggestion(self) -> None:
        offered = not self._fixed and self._suggested != (_sum(self.opening) or _NOTHING)
        words = _("填入上年结转 {sum}").format(sum=money(self._suggested))
        self.suggestion.setText(words)
        self.suggestion.setAccessibleName(words)
        self.suggestion.setVisible(offered)

    def _show_origin(self) -> None:
        """Offer what the ledger says where something else stands here, and say where the figures come from."""
        ledger = self._ledger
        self.from_ledger.setVisible(
            not self._fixed and ledger is not None and self.figures != self._kept(ledger)
        )
        words = origin_words(self._saved) if self.figures == self._saved else ""
        set_text(self.origin, words)
        self.origin.setVisible(bool(words))

    def _kept(self, ledger: YearFigures) -> YearFigures:
        """The ledger's figures with the reason that is kept of the opening balance."""
        known = self._saved
        reason = known.opening_reason if known is not None and known.opening == ledger.opening else ""
        return replace(ledger, opening_reason=reason)

    def _take_ledger(self) -> None:
        if self._ledger is not None:
            self._fill(_texts(self._ledger, _NOTHING))
            self.source.setFocus()

    def _take_suggestion(self) -> None:
        self.opening.set_text(money(self._suggested))
        self.opening.setFocus()


_FROM_LEDGER = Action("figures-from-ledger", N_("取自账簿"), "", "book")


def _texts(figures: YearFigures | None, suggested: Money) -> tuple[str, ...]:
    """What stands in the fields: the book's figures, or where there are none the opening that last year left."""
    if figures is None:
        return "", "", money(suggested) if suggested else "", "", ""
    rare = [money(each) if each else "" for each in (figures.opening, figures.transfers_in)]
    return money(figures.income), money(figures.costs), *rare, figures.source


def _sum(field: Field[Money]) -> Money | None:
    """A sum that may be left out; None only where what is typed is no sum."""
    return field.value() if field.text().strip() else _NOTHING


_ADD = Action("add-appropriation", N_("添加一项提取"), "", "add")
_REMOVE = Action("remove-appropriation", N_("删除"), "", "close")


class AppropriationForm(QWidget):
    """One appropriation; `edited(appropriation)` whenever what stands here makes one, `removed` to take it out."""

    edited = Signal(object)
    removed = Signal()

    def __init__(self, appropriation: Appropriation, fixed: bool) -> None:
        super().__init__()
        self._made = appropriation
        by_rate = appropriation.amount is None
        self.label = TextField(_("名称"), required=True, text=appropriation.label)
        self.form = ChoiceField(
            _("方式"), [(True, _("按比例")), (False, _("定额"))], chosen=by_rate, required=False
        )
        self.rate = RateField(_("比例"), rate=appropriation.rate)
        self.amount = MoneyField(_("数额（元）"), required=True, amount=appropriation.amount, negative=False)
        self.rows = FieldRows()
        for field in (self.label, self.form, self.rate, self.amount):
            field.setEnabled(not fixed)
            self.rows.add(field)
            field.changed.connect(self._changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.rows)
        if not fixed:
            box.addLayout(self._foot())
        self._arrange()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        remove = button(_REMOVE, self.removed.emit, "link")
        remove.setAccessibleName(_("删除 {name}").format(name=usual_text(self._made.label)))
        foot.addStretch(1)
        foot.addWidget(remove)
        return foot

    def _arrange(self) -> None:
        by_rate = self.form.read("")
        self.rows.show_field(self.rate, by_rate)
        self.rows.show_field(self.amount, not by_rate)

    def _changed(self) -> None:
        self._arrange()
        text, by_rate = self.label.value(), self.form.read("")
        value = self.rate.value() if by_rate else self.amount.value()
        if text is None or value is None:
            return
        rate, amount = (self.rate.value(), None) if by_rate else (None, self.amount.value())
        self._made = replace(self._made, label=text, rate=rate, amount=amount)
        self.edited.emit(self._made)


class ReserveStep(Card):
    """Appropriations and what they leave to distribute; `edited(scheme)` for every change."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("提取公积金"))
        self._scheme = Scheme(())
        self._figures: YearFigures | None = None
        self._shape: object = None
        self._forms = QVBoxLayout()
        self._forms.setSpacing(SPACE_IN)
        self.forms: list[AppropriationForm] = []
        self.add = button(_ADD, self._add, "link")
        self.opening = QCheckBox(_("年初未分配盈余一并分配"))
        self.opening.toggled.connect(self._opening_toggled)
        self.result = Statement()
        self.body.addLayout(self._forms)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.body.addLayout(foot)
        for part in (self.opening, self.result):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_scheme(self, scheme: Scheme, figures: YearFigures | None, fixed: bool) -> None:
        """Show the appropriations of this scheme and what they come to."""
        shape = (tuple(each.id for each in scheme.appropriations), fixed)
        fresh = shape != self._shape or scheme.appropriations != self._scheme.appropriations
        self._scheme, self._figures, self._shape = scheme, figures, shape
        if fresh:
            self._rebuild(fixed)
        self.add.setVisible(not fixed)
        self.opening.setEnabled(not fixed)
        self.opening.setVisible(figures is not None and figures.opening.fen > 0)
        self.opening.setChecked(scheme.include_opening)
        self._show_result()

    @property
    def first(self) -> QWidget:
        """Where the typing begins."""
        if not self.forms:
            return self.add
        form = self.forms[0]
        return form.rate if form.form.read("") else form.amount

    def _show_result(self) -> None:
        figures = self._figures
        self.result.show_entries(opening_entries(figures, self._scheme) if figures is not None else [])

    def _rebuild(self, fixed: bool) -> None:
        clear(self._forms)
        self.forms = []
        for appropriation in self._scheme.appropriations:
            form = AppropriationForm(appropriation, fixed)
            form.edited.connect(self._replace)
            form.removed.connect(self._remover(appropriation.id))
            self.forms.append(form)
            self._forms.addWidget(form)
            self._forms.addWidget(line())
        if not self.forms:
            self._forms.addWidget(label(_("不提取公积金。"), "muted"))

    def _remover(self, part: str) -> Callable[[], None]:
        return lambda: self._change(editing.remove_appropriation(self._scheme, part), rebuild=True)

    def _replace(self, appropriation: object) -> None:
        if isinstance(appropriation, Appropriation):
            self._change(editing.replace_appropriation(self._scheme, appropriation))

    def _add(self) -> None:
        scheme, _part = editing.add_appropriation(self._scheme, N_("公积金"))
        self._change(scheme, rebuild=True)
        self.forms[-1].rate.setFocus()

    def _opening_toggled(self, on: bool) -> None:
        if on != self._scheme.include_opening:
            self._change(replace(self._scheme, include_opening=on))

    def _change(self, scheme: Scheme, rebuild: bool = False) -> None:
        self._scheme = scheme
        self._shape = (tuple(each.id for each in scheme.appropriations), False)
        if rebuild:
            self._rebuild(False)
        self._show_result()
        self.edited.emit(scheme)
