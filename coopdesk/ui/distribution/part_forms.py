"""The forms inside opened cards: what a line, a rebate or a tax consists of, edited in place.

A form sends `edited(part)` whenever all that stands in it makes a part, so that the effect shows while it is typed.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Basis,
    Eligible,
    FixedAmount,
    Line,
    Measure,
    PerUnit,
    Pool,
    RateOfTier,
    Rebate,
    Rest,
    Weighting,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.ui.distribution.choices import Choices
from coopdesk.ui.distribution.inputs import FieldRows, MembersField, Search, TicksField
from coopdesk.ui.distribution.words import measure_name, weighting_name
from coopdesk.ui.kit.fields import ChoiceField, MoneyField, RateField, TextField
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.kit.refusing import Refusable
from coopdesk.wording import kind_name, usual_text

_POOLS: tuple[tuple[type[Pool], str], ...] = (
    (Rest, N_("全部余额")),
    (RateOfTier, N_("按比例")),
    (FixedAmount, N_("定额")),
    (PerUnit, N_("每单位定额")),
)
_WEIGHTED = Measure.SHARES
_TRADES = (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY)
AnyPart = Line | Rebate | Withholding


class PoolRows:
    """How much a line takes: one of four forms, and the number it needs."""

    def __init__(self, rows: FieldRows, pool: Pool) -> None:
        self._rows = rows
        self.form = ChoiceField(
            _("金额"), [(form, _(words)) for form, words in _POOLS], chosen=type(pool), required=False
        )
        self.rate = RateField(_("比例"), rate=pool.rate if isinstance(pool, RateOfTier) else None)
        amount = pool.amount if isinstance(pool, FixedAmount | PerUnit) else None
        self.amount = MoneyField(_("数额（元）"), required=True, amount=amount, negative=False)
        self.fields = (self.form, self.rate, self.amount)
        for field in self.fields:
            rows.add(field)
        self.form.changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Show the number that the chosen form needs."""
        form = self.form.value()
        self._rows.show_field(self.rate, form is RateOfTier)
        self._rows.show_field(self.amount, form in (FixedAmount, PerUnit))

    def value(self) -> Pool | None:
        """The pool, None while its number is missing or wrong."""
        form = self.form.value()
        if form is Rest:
            return Rest()
        if form is RateOfTier:
            rate = self.rate.value()
            return None if rate is None else RateOfTier(rate)
        amount = self.amount.value()
        if amount is None:
            return None
        return FixedAmount(amount) if form is FixedAmount else PerUnit(amount)


class BasisRows:
    """By what a line is divided: the measure, and for shares how they count."""

    def __init__(self, rows: FieldRows, basis: Basis, choices: Choices) -> None:
        self._rows = rows
        self._several = len(choices.classes) > 1
        measures = [(each, measure_name(each)) for each in choices.with_measure(basis.measure)]
        self.measure = ChoiceField(_("按什么分"), measures, chosen=basis.measure, required=False)
        weightings = [(each, weighting_name(each)) for each in Weighting]
        self.weighting = ChoiceField(_("持股计算"), weightings, chosen=basis.weighting, required=False)
        codes = [each.code for each in choices.classes]
        classes = [(each.code, usual_text(each.label)) for each in choices.classes]
        self.classes = TicksField(
            _("股份类别"), classes, basis.classes if basis.classes is not None else codes
        )
        products: list[tuple[str | None, str]] = [(None, _("全部产品"))]
        products += [(each, each) for each in dict.fromkeys((*choices.products, *_named(basis.product)))]
        self.product = ChoiceField(_("产品"), products, required=False)
        self.product.choose(basis.product)
        self.fields = (self.measure, self.weighting, self.classes, self.product)
        for field in self.fields:
            rows.add(field)
        self.measure.changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Show what belongs to the chosen measure."""
        measure = self.measure.value()
        self._rows.show_field(self.weighting, measure == _WEIGHTED)
        self._rows.show_field(self.classes, measure == _WEIGHTED and self._several)
        self._rows.show_field(self.product, measure in _TRADES)

    def value(self) -> Basis | None:
        """The basis, None without any class of shares ticked."""
        measure = self.measure.value() or Measure.SHARES.value
        if measure in _TRADES:
            return Basis(measure, product=self.product.read(""))
        if measure != _WEIGHTED:
            return Basis(measure)
        weighting = self.weighting.value() or Weighting.RECORD_DATE
        ticked = self.classes.ticked
        if self._several and not ticked:
            return None
        every = not self._several or len(ticked) == self.classes.offered
        return Basis(measure, classes=None if every else ticked, weighting=weighting)


class WhoRows:
    """Who takes part: everybody, or kinds and single members together."""

    def __init__(self, rows: FieldRows, title: str, eligible: Eligible, choices: Choices) -> None:
        self._rows = rows
        scopes = [(True, _("全体成员")), (False, _("部分成员"))]
        self.scope = ChoiceField(title, scopes, required=False)
        self.scope.choose(eligible.everybody)
        kinds = [(kind, kind_name(kind)) for kind in choices.with_kinds(eligible.kinds)]
        self.kinds = TicksField(_("类别"), kinds, tuple(eligible.kinds or ()))
        self.members = MembersField(
            _("另加成员"),
            finder(choices),
            lambda number: choices.names.get(number, number),
            eligible.members or (),
        )
        rows.add(self.scope)
        rows.add(self.kinds)
        self._caption = rows.add_widget(_("另加成员"), self.members)
        self.fields = (self.scope, self.kinds, self.members)
        self.scope.changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Show what a part of the members is chosen by."""
        some = not self.scope.read("")
        self._rows.show_field(self.kinds, some)
        self.members.setVisible(some)
        self._caption.setVisible(some)

    def value(self) -> Eligible | None:
        """Who takes part, None while nobody is chosen."""
        if self.scope.read(""):
            return EVERYBODY
        kinds, members = frozenset(self.kinds.ticked), tuple(self.members.numbers)
        return Eligible(kinds or None, members or None) if kinds or members else None


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
        return DomainError("field.incomplete") if self.part() is None else None

    def show_refusal(self) -> None:
        if self.rows.all_fit():
            self.focus_on("")

    def focus_on(self, what: str) -> None:
        """Put the cursor where `what` (`pool`, `basis`, `who`, `rate`, else the first row) is edited."""
        self.places.get(what, self.rows.fields[0]).setFocus()

    def watch(self, fields: Sequence[QWidget]) -> None:
        """Let every change in these be tried as a new part."""
        for field in fields:
            field.changed.connect(self._try)  # type: ignore[attr-defined]  # every field here has it

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
        self.patronage.setToolTip(_("合作社法第四十四条：返还总额不得低于可分配盈余的百分之六十"))
        self.patronage.setChecked(line.patronage)
        self.rows.add_widget("", self.patronage)
        self.patronage.toggled.connect(lambda _on: self._try())
        self.places = {"pool": self.pool.form, "basis": self.basis.measure, "who": self.who.scope}
        self.watch([self.label, *self.pool.fields, *self.basis.fields, *self.who.fields])

    def part(self) -> Line | None:
        label, pool, basis, who = self.label.value(), self.pool.value(), self.basis.value(), self.who.value()
        if label is None or pool is None or basis is None or who is None:
            return None
        patronage = self.patronage.isChecked()
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
        self.lines = TicksField(_("计税项目"), lines, tax.lines)
        self.rows.add(self.rate)
        self.rows.add(self.lines)
        self.who = WhoRows(self.rows, _("适用于"), tax.eligible, choices)
        self.places = {"rate": self.rate, "who": self.who.scope}
        self.watch([self.rate, self.lines, *self.who.fields])

    def part(self) -> Withholding | None:
        rate, lines, who = self.rate.value(), self.lines.ticked, self.who.value()
        return Withholding(lines, rate, who) if rate is not None and lines and who is not None else None


def finder(choices: Choices) -> Search:
    """A search over the members of the roll, for fields that find one."""
    return lambda typed: [Hit(number, name, number) for number, name in choices.find(typed)]


def _named(product: str | None) -> tuple[str, ...]:
    return () if product is None else (product,)
