"""分配办法: the template and the day holdings count, the scheme as cards, and what becomes of the odd money."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.scheme import PRECISIONS, Scheme
from coopdesk.i18n import _
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.ui.distribution.inputs import FieldRows
from coopdesk.ui.distribution.part_cards import PartCards
from coopdesk.ui.distribution.reading import Choices, Edit
from coopdesk.ui.distribution.words import leftover_name
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label, set_text
from coopdesk.ui.kit.fields import ChoiceField, DateField
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import step_text, usual_text

_OWN = ""


class SchemeStep(Card):
    """`edited(scheme)` for every change of the scheme; `template_wanted(id)` and `day_wanted(day)` for those two.

    `keep_wanted(scheme)` to keep it as a template; `rename_wanted` and `withdraw_wanted` name one of the co-op's own.
    """

    edited = Signal(object)
    template_wanted = Signal(str)
    day_wanted = Signal(object)
    keep_wanted = Signal(object)
    rename_wanted = Signal(object)
    withdraw_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.parts = PartCards()
        self.parts.edited.connect(self._edited)
        self._scheme = Scheme(())
        self._shown: Edit | None = None
        self._showing = False
        self._titles: dict[str, str] = {}
        self._about: dict[str, str] = {}
        self._templates: dict[str, SchemeTemplate] = {}
        self.about = label("", "small", wrap=True)
        self._captions = max(_("模板"), f"{_('登记日')} *", _("尾差"), key=len)
        self._head, self._template_place = FieldRows(self._captions), QVBoxLayout()
        self._make_fields()
        self.body.addLayout(self._template_place)
        self.body.addWidget(self._head)
        self.body.addWidget(self.about)
        self.body.addWidget(self._links())
        self.body.addWidget(self.parts)
        self.body.addWidget(_in_one_row(_("尾差"), self._captions, self.precision, self.leftover))
        self.body.setSpacing(SPACE_IN)

    def show_edit(
        self, edit: Edit, choices: Choices, templates: Sequence[SchemeTemplate], fixed: bool
    ) -> None:
        """Show what is being edited; fields stay where the cursor is, and keep what is typed in them meanwhile."""
        self._templates = {each.id: each for each in templates}
        self._about = {each.id: usual_text(each.description) for each in templates}
        self._offer(edit.template, {each.id: usual_text(each.title) for each in templates})
        self._showing = True
        known = edit.template if edit.template in self._about else _OWN
        self.template.choose(known)
        set_text(self.about, self._about.get(known, ""))
        if self._shown is None or self._shown.record_date != edit.record_date:
            self.day.set_text(edit.record_date.isoformat())
        self.precision.choose(edit.scheme.precision)
        self.leftover.choose(edit.scheme.leftover)
        self._showing, self._shown = False, edit
        self.keep.setVisible(not fixed)
        for made in (self.rename, self.withdraw):
            made.setVisible(known in self._templates and self._templates[known].is_own)
        for field in (self.template, self.day, self.precision, self.leftover):
            field.setEnabled(not fixed)
        self.show_scheme(edit.scheme, choices, fixed)

    def forget(self) -> None:
        """Show nothing of any year; the next edit fills every field."""
        self._scheme, self._shown = Scheme(()), None
        self.parts.show_scheme(self._scheme, Choices(), True)

    def show_scheme(self, scheme: Scheme, choices: Choices, fixed: bool) -> None:
        """Show the scheme, edited elsewhere, and leave the rest as it is typed."""
        self._scheme = scheme
        self.parts.show_scheme(scheme, choices, fixed)

    def _links(self) -> QWidget:
        """What can be done with templates."""
        self.keep = link(_("另存为模板"), lambda: self.keep_wanted.emit(self._scheme))
        self.rename = link(_("改名"), lambda: self._ask_about(self.rename_wanted.emit))
        self.withdraw = link(_("撤下模板"), lambda: self._ask_about(self.withdraw_wanted.emit))
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        for made in (self.keep, self.rename, self.withdraw):
            box.addWidget(made)
        box.addStretch(1)
        return row

    def _ask_about(self, ask: Callable[[SchemeTemplate], None]) -> None:
        ask(self._templates[self.template.read("")])

    def _make_fields(self) -> None:
        self.template: ChoiceField[str] = ChoiceField(_("模板"), [(_OWN, _("自定办法"))], required=False)
        self.day = DateField(_("登记日"), required=True)
        self.day.editor.setAccessibleName(_("股权登记日"))
        self.day.editor.setToolTip(_("这一天日终登记在册的股份参加分配"))
        steps = [(step, _("算到 {step}").format(step=step_text(step.fen))) for step in PRECISIONS]
        self.precision = ChoiceField(_("精度"), steps, required=False)
        rules = [(each, leftover_name(each)) for each in Leftover]
        self.leftover = ChoiceField(_("尾差"), rules, required=False)
        self._head.add(self.day)
        self.day.changed.connect(self._day_changed)
        self.precision.changed.connect(self._terms_changed)
        self.leftover.changed.connect(self._terms_changed)

    def _offer(self, chosen: str, titles: dict[str, str]) -> None:
        """Offer these templates, and 自定办法 for a scheme that came from none; the field is made anew only then."""
        offered = titles if chosen in titles else {_OWN: _("自定办法"), **titles}
        if offered == self._titles:
            return
        self._titles = dict(offered)
        clear(self._template_place)
        self.template = ChoiceField(_("模板"), list(offered.items()), required=False)
        self.template.changed.connect(self._template_changed)
        rows = FieldRows(self._captions)
        rows.add(self.template)
        self._template_place.addWidget(rows)

    def _template_changed(self) -> None:
        wanted = self.template.read("")
        if wanted != _OWN and not self._showing:
            self.template_wanted.emit(wanted)

    def _day_changed(self) -> None:
        day = self.day.value()
        if isinstance(day, date) and not self._showing:
            self.day_wanted.emit(day)

    def _terms_changed(self) -> None:
        if not self._showing:
            precision, leftover = self.precision.read(""), self.leftover.read("")
            self._edited(replace(self._scheme, precision=precision, leftover=leftover))

    def _edited(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.edited.emit(scheme)


def _in_one_row(caption: str, captions: str, *fields: ChoiceField[Any]) -> QWidget:
    """Fields that need no line of their own, beside each other."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(SPACE_IN)
    for field in fields:
        field.fold()
        field.let_shrink()
        box.addWidget(field, len(field.text()))
    rows = FieldRows(captions)
    rows.add_widget(caption, row)
    return rows
