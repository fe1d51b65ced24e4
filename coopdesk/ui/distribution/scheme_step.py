"""分配办法: the template and the day holdings count, the scheme as cards, and what becomes of the odd money."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import Leftover, Scheme
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.services.templates import SchemeTemplate
from coopdesk.ui.distribution.choices import Choices
from coopdesk.ui.distribution.inputs import FieldRows, give_way
from coopdesk.ui.distribution.part_cards import PartCards
from coopdesk.ui.distribution.reading import Edit
from coopdesk.ui.distribution.words import leftover_name
from coopdesk.ui.kit.cards import Card, clear, label, set_text
from coopdesk.ui.kit.fields import ChoiceField, DateField, Field
from coopdesk.ui.kit.tokens import SPACE_IN

_PRECISIONS = ((Money(1), N_("算到分")), (Money(10), N_("算到角")), (Money(100), N_("算到元")))
_OWN = ""


class SchemeStep(Card):
    """`edited(scheme)` for every change of the scheme; `template_wanted(id)` and `day_wanted(day)` for those two."""

    edited = Signal(object)
    template_wanted = Signal(str)
    day_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.parts = PartCards()
        self.parts.edited.connect(self._edited)
        self._scheme = Scheme(())
        self._about: dict[str, str] = {}
        self._head, self._foot = QVBoxLayout(), QVBoxLayout()
        self.about = label("", "small", wrap=True)
        self.body.addLayout(self._head)
        self.body.addWidget(self.parts)
        self.body.addLayout(self._foot)
        self.body.setSpacing(SPACE_IN)

    def show_edit(
        self, edit: Edit, choices: Choices, templates: Sequence[SchemeTemplate], fixed: bool
    ) -> None:
        """Show what is being edited, anew; called when it comes from the book or from a template."""
        self._about = {each.id: each.description for each in templates}
        self._show_head(edit, templates, fixed)
        self._show_foot(edit.scheme, fixed)
        self.show_scheme(edit.scheme, choices, fixed)

    def show_scheme(self, scheme: Scheme, choices: Choices, fixed: bool) -> None:
        """Show the scheme, edited elsewhere, and leave the rest as it is typed."""
        self._scheme = scheme
        self.parts.show_scheme(scheme, choices, fixed)

    def _show_head(self, edit: Edit, templates: Sequence[SchemeTemplate], fixed: bool) -> None:
        clear(self._head)
        offered = [(each.id, each.title) for each in templates]
        known = edit.template if edit.template in self._about else _OWN
        if known == _OWN:
            offered.insert(0, (_OWN, _("自定办法")))
        self.template = ChoiceField(_("模板"), offered, chosen=known, required=False)
        self.day = DateField(_("登记日"), required=True, day=edit.record_date)
        self.day.editor.setAccessibleName(_("股权登记日"))
        self.day.editor.setToolTip(_("这一天日终登记在册的股份参加分配"))
        self.about = label(self._about.get(known, ""), "small", wrap=True)
        self.template.changed.connect(self._template_changed)
        self.day.changed.connect(self._day_changed)
        self._head.addWidget(_rows(self.template, self.day, fixed=fixed))
        self._head.addWidget(self.about)

    def _show_foot(self, scheme: Scheme, fixed: bool) -> None:
        clear(self._foot)
        steps = [(step, _(words)) for step, words in _PRECISIONS]
        self.precision = ChoiceField(_("精度"), steps, chosen=scheme.precision, required=False)
        rules = [(each, leftover_name(each)) for each in Leftover]
        self.leftover = ChoiceField(_("尾差"), rules, chosen=scheme.leftover, required=False)
        self.precision.changed.connect(self._terms_changed)
        self.leftover.changed.connect(self._terms_changed)
        self._foot.addWidget(_in_one_row(_("尾差"), self.precision, self.leftover, fixed=fixed))

    def _template_changed(self) -> None:
        wanted = self.template.read("")
        set_text(self.about, self._about.get(wanted, ""))
        if wanted != _OWN:
            self.template_wanted.emit(wanted)

    def _day_changed(self) -> None:
        day = self.day.value()
        if isinstance(day, date):
            self.day_wanted.emit(day)

    def _terms_changed(self) -> None:
        self._edited(
            replace(self._scheme, precision=self.precision.read(""), leftover=self.leftover.read(""))
        )

    def _edited(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.edited.emit(scheme)


def _in_one_row(caption: str, *fields: ChoiceField[Any], fixed: bool) -> QWidget:
    """Fields that need no line of their own, beside each other."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(SPACE_IN)
    for field in fields:
        field.setEnabled(not fixed)
        field.line.hide()
        give_way(field)
        box.addWidget(field, len(field.text()))
    rows = FieldRows()
    rows.add_widget(caption, row)
    return rows


def _rows(*fields: Field[Any], fixed: bool) -> QWidget:
    rows = FieldRows()
    for field in fields:
        field.setEnabled(not fixed)
        rows.add(field)
    return rows
