"""The forms inside opened cards: what a line, a rebate or a tax consists of, edited in place.

A form sends `edited(part)` whenever all that stands in it makes a part, so that the effect shows while it is typed.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import (
    Line,
    Rebate,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.ui.distribution.choices import Choices
from coopdesk.ui.distribution.inputs import FieldRows, TicksField
from coopdesk.ui.distribution.part_rows import TRADES, BasisRows, PoolRows, WhoRows, finder
from coopdesk.ui.kit.fields import MoneyField, RateField, TextField
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.kit.refusing import Refusable, first_refused

_LEAST = N_("合作社法第四十四条：返还总额不得低于可分配盈余的百分之六十")
_ONLY_TRADE = N_("只有按交易量、交易额分的项目，才能计作按交易返还的部分")
AnyPart = Line | Rebate | Withholding


class PartForm(Refusable):
    """A form in a card. Subclasses add rows, call `watch` for each field, and override `part`."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = FieldRows()
        self.places: dict[str, QWidget] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.rows)

    def part(self) -> AnyPart | None:
        """What stands in the form as a part of a scheme, None while it does not make one."""
        raise NotImplementedError

    @property
    def refusal(self) -> DomainError | None:
        if self.part() is not None:
            return None
        inner = first_refused(self)
        return DomainError("field.incomplete") if inner is None else inner.refusal

    @property
    def called(self) -> str:
        """The name of the part, and the field in it that is refused."""
        names = [field.text() for field in self.rows.fields[:1] if isinstance(field, TextField)]
        inner = first_refused(self)
        return " ".join(name for name in (*names, inner.called if inner is not None else "") if name)

    def show_refusal(self) -> None:
        inner = first_refused(self)
        if inner is not None:
            inner.show_refusal()
        elif self.rows.all_fit():
            self.focus_on("")

    def focus_on(self, what: str) -> None:
        """Put the cursor where `what` (`pool`, `basis`, `who`, `rate`, else the first row) is edited."""
        self.places.get(what, self.rows.fields[0]).setFocus()

    def watch(self, fields: Sequence[QWidget]) -> None:
        """Let every change in these be tried as a new part."""
        for field in fields:
            field.changed.connect(self._try)  # type: ignore[attr-defined]  # every field here has it

    def watch_boxes(self, boxes: Sequence[QCheckBox]) -> None:
        """The same for boxes that are ticked."""
        for box in boxes:
            box.toggled.connect(lambda _on: self._try())

    def _try(self) -> None:
        part = self.part()
        if part is not None:
            self.edited.emit(part)
        self.judge()


class LineForm(PartForm):
    """One line of a tier."""

    def __init__(self, line: Line, choices: Choices) -> None:
        super().__init__()
        self._line = line
        self.label = TextField(_("名称"), required=True, text=line.label)
        self.rows.add(self.label)
        self.pool = PoolRows(self.rows, line.pool)
        self.basis = BasisRows(self.rows, line.basis, choices)
        self.who = WhoRows(self.rows, _("分给"), line.eligible, choices)
        self.patronage = QCheckBox(_("按交易量（额）返还的部分"))
        self.patronage.setChecked(line.patronage)
        self.rows.add_widget("", self.patronage)
        self.places = {"pool": self.pool.form, "basis": self.basis.measure, "who": self.who.scope}
        self.watch([self.label, *self.pool.fields, *self.basis.fields, *self.who.fields])
        self.watch_boxes([self.basis.refined, self.who.excepting, self.patronage])
        self.basis.measure.changed.connect(self._only_trade)
        self._only_trade()

    def _only_trade(self) -> None:
        """返还 is by trade (Art. 44), and nothing else can be marked as it."""
        by_trade = self.basis.measure.value() in TRADES
        self.patronage.setEnabled(by_trade)
        self.patronage.setToolTip(_(_LEAST) if by_trade else _(_ONLY_TRADE))

    def part(self) -> Line | None:
        label, pool, basis, who = self.label.value(), self.pool.value(), self.basis.value(), self.who.value()
        if label is None or pool is None or basis is None or who is None:
            return None
        patronage = self.patronage.isChecked() and self.patronage.isEnabled()
        return replace(self._line, label=label, pool=pool, basis=basis, eligible=who, patronage=patronage)


class RebateForm(PartForm):
    """One rebate; `lines` are those it may give on, as (id, label)."""

    def __init__(self, rebate: Rebate, choices: Choices, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rebate = rebate
        self.label = TextField(_("名称"), required=True, text=rebate.label)
        name = choices.names.get(rebate.giver, rebate.giver)
        self.giver = FindField[str](
            _("让出方"), finder(choices), required=True, chosen=Hit(rebate.giver, name)
        )
        self.lines = TicksField(_("让出哪些"), lines, rebate.of_lines)
        self.rate = RateField(_("让出比例"), rate=rebate.rate)
        for field in (self.label, self.giver, self.lines, self.rate):
            self.rows.add(field)
        self.who = WhoRows(self.rows, _("转给"), rebate.eligible, choices)
        self.basis = BasisRows(self.rows, rebate.basis, choices)
        self.places = {"rate": self.rate, "basis": self.basis.measure, "who": self.who.scope}
        self.watch([self.label, self.giver, self.lines, self.rate, *self.who.fields, *self.basis.fields])
        self.watch_boxes([self.basis.refined, self.who.excepting])

    def part(self) -> Rebate | None:
        label, giver, rate = self.label.value(), self.giver.value(), self.rate.value()
        lines, who, basis = self.lines.ticked, self.who.value(), self.basis.value()
        if label is None or giver is None or rate is None or not lines or who is None or basis is None:
            return None
        return replace(
            self._rebate, label=label, giver=giver, of_lines=lines, rate=rate, eligible=who, basis=basis
        )


class TaxForm(PartForm):
    """One tax withheld; `lines` are those it may be taken of, as (id, label)."""

    def __init__(self, tax: Withholding, choices: Choices, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.rate = RateField(_("税率"), rate=tax.rate)
        self.free = MoneyField(_("免征额（元）"), amount=tax.free or None, negative=False)
        self.free.edit.setPlaceholderText(_("每人不计税的数额；没有留空"))
        self.lines = TicksField(_("计税项目"), lines, tax.lines)
        for field in (self.rate, self.free, self.lines):
            self.rows.add(field)
        self.who = WhoRows(self.rows, _("适用于"), tax.eligible, choices)
        self.places = {"rate": self.rate, "who": self.who.scope}
        self.watch([self.rate, self.free, self.lines, *self.who.fields])
        self.watch_boxes([self.who.excepting])

    def part(self) -> Withholding | None:
        rate, lines, who = self.rate.value(), self.lines.ticked, self.who.value()
        free = self.free.value()
        if rate is None or not lines or who is None or (free is None and self.free.text().strip()):
            return None
        return Withholding(lines, rate, who, free or Money(0))
