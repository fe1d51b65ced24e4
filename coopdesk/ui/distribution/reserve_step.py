"""公积金: what is taken before anything is divided, each by a rate of the base or as a sum; default by the charter."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Appropriation, Scheme
from coopdesk.i18n import N_, _
from coopdesk.services.coop.values import YearFigures
from coopdesk.ui.distribution import editing
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.statement import Statement
from coopdesk.ui.distribution.statements import opening_entries
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, clear, label, line
from coopdesk.ui.kit.fields import ChoiceField, MoneyField, RateField, TextField
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import usual_text

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
