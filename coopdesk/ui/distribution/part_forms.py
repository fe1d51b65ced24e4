"""The forms inside opened cards: what a line, a rebate or a tax consists of, edited in place.

A form sends `edited(part)` whenever all that stands in it makes a part, so that the effect shows while it is typed. Its
rows say how much, by what and for whom; each group shows only the rows that what is chosen in it needs.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.scheme import (
    Basis,
    Eligible,
    FixedAmount,
    Line,
    PerUnit,
    Pool,
    RateOfTier,
    Rebate,
    Rest,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.ui.distribution.inputs import (
    FieldRows,
    MembersField,
    PriceField,
    Search,
    TicksField,
)
from coopdesk.ui.distribution.reading import Choices
from coopdesk.ui.distribution.words import cap_unit, measure_name, weighting_name
from coopdesk.ui.kit.fields import ChoiceField, MoneyField, QuantityField, RateField, TextField
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.kit.refusing import Refusable, first_refused
from coopdesk.wording import kind_name, usual_text

_POOLS: tuple[tuple[type[Pool], str], ...] = (
    (Rest, N_("全部余额")),
    (RateOfTier, N_("按比例")),
    (FixedAmount, N_("定额")),
    (PerUnit, N_("每单位定额")),
)
_WEIGHTED = Measure.SHARES
TRADES = (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY)


class PoolRows:
    """How much a line takes: one of four forms, and the number it needs."""

    def __init__(self, rows: FieldRows, pool: Pool) -> None:
        self._rows = rows
        self.form = ChoiceField(
            _("金额"), [(form, _(words)) for form, words in _POOLS], chosen=type(pool), required=False
        )
        self.rate = RateField(_("比例"), rate=pool.rate if isinstance(pool, RateOfTier) else None)
        amount = pool.amount if isinstance(pool, FixedAmount) else None
        self.amount = MoneyField(_("数额（元）"), required=True, amount=amount, negative=False)
        self.price = PriceField(_("单价（元）"), price=pool.price if isinstance(pool, PerUnit) else None)
        limited = isinstance(pool, FixedAmount | PerUnit) and pool.at_most_rest
        limits = [(False, _("不分，提示不足")), (True, _("按余额分完为止"))]
        self.at_most = ChoiceField(_("盈余不足时"), limits, required=False)
        self.at_most.choose(limited)
        self.fields = (self.form, self.rate, self.amount, self.price, self.at_most)
        for field in self.fields:
            rows.add(field)
        self.form.changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Show the number that the chosen form needs."""
        form = self.form.value()
        self._rows.show_field(self.rate, form is RateOfTier)
        self._rows.show_field(self.amount, form is FixedAmount)
        self._rows.show_field(self.price, form is PerUnit)
        self._rows.show_field(self.at_most, form in (FixedAmount, PerUnit))

    def value(self) -> Pool | None:
        """The pool, None while its number is missing or wrong."""
        form = self.form.value()
        if form is Rest:
            return Rest()
        if form is RateOfTier:
            rate = self.rate.value()
            return None if rate is None else RateOfTier(rate)
        at_most_rest = self.at_most.read("")
        if form is FixedAmount:
            amount = self.amount.value()
            return None if amount is None else FixedAmount(amount, at_most_rest)
        price = self.price.value()
        return None if price is None else PerUnit(price, at_most_rest)


class BasisRows:
    """By what a line is divided: the measure, for shares how they count, and what limits or weighs them."""

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
        for field in (self.measure, self.weighting, self.classes, self.product):
            rows.add(field)
        self.refined = QCheckBox(_("封顶或折算"))
        self.refined.setToolTip(
            _("每户超过封顶数的部分不计；再乘以每户自己的系数（如工龄、入社早晚），没有系数的按 1")
        )
        self.refined.setChecked(basis.cap is not None or basis.times is not None)
        rows.add_widget("", self.refined)
        self.cap = QuantityField(_("每户封顶"), amount=basis.cap)
        weights: list[tuple[str | None, str]] = [(None, _("不折算"))]
        weights += [(each, _("乘以 {measure}").format(measure=each)) for each in choices.weights(basis.times)]
        self.times = ChoiceField(_("折算"), weights, required=False)
        self.times.choose(basis.times)
        rows.add(self.cap)
        rows.add(self.times)
        self.fields = (self.measure, self.weighting, self.classes, self.product, self.cap, self.times)
        self.measure.changed.connect(self.arrange)
        self.weighting.changed.connect(self.arrange)
        self.refined.toggled.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Show what belongs to the chosen measure."""
        measure = self.measure.value()
        self._rows.show_field(self.weighting, measure == _WEIGHTED)
        self._rows.show_field(self.classes, measure == _WEIGHTED and self._several)
        self._rows.show_field(self.product, measure in TRADES)
        refined = self.refined.isChecked()
        self._rows.show_field(self.cap, refined)
        self._rows.show_field(self.times, refined)
        plain = self._plain()
        unit = "" if plain is None else cap_unit(plain)
        self.cap.edit.setPlaceholderText(_("不封顶；单位：{unit}").format(unit=unit) if unit else "")

    def value(self) -> Basis | None:
        """The basis, None without any class of shares ticked, or with a cap that is no number."""
        plain = self._plain()
        if plain is None or not self.refined.isChecked():
            return plain
        cap = self.cap.value()
        if cap is None and self.cap.text().strip():
            return None
        return replace(plain, cap=cap, times=self.times.read(""))

    def _plain(self) -> Basis | None:
        measure = self.measure.value() or Measure.SHARES.value
        if measure in TRADES:
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
    """Who takes part: everybody, or kinds and single members together; less who is taken out again."""

    def __init__(self, rows: FieldRows, title: str, eligible: Eligible, choices: Choices) -> None:
        self._rows = rows
        whole = eligible.kinds is None and eligible.members is None
        self.scope = ChoiceField(title, [(True, _("全体成员")), (False, _("部分成员"))], required=False)
        self.scope.choose(whole)
        rows.add(self.scope)
        self._captions: dict[MembersField, QLabel] = {}
        self.kinds = self._kinds(_("类别"), eligible.kinds, choices)
        self.members = self._members(_("另加成员"), eligible.members or (), choices)
        self.excepting = QCheckBox(_("有除外的"))
        self.excepting.setToolTip(_("选中的类别和成员不参加这一项，其余照分"))
        self.excepting.setChecked(eligible.has_exceptions)
        rows.add_widget("", self.excepting)
        self.except_kinds = self._kinds(_("除外类别"), eligible.except_kinds, choices)
        self.except_members = self._members(_("除外成员"), eligible.except_members, choices)
        self.fields = (self.scope, self.kinds, self.members, self.except_kinds, self.except_members)
        self.scope.changed.connect(self.arrange)
        self.excepting.toggled.connect(self.arrange)
        self.arrange()

    def _kinds(
        self, title: str, chosen: frozenset[MemberKind] | None, choices: Choices
    ) -> TicksField[MemberKind]:
        kinds = [(kind, kind_name(kind)) for kind in choices.with_kinds(chosen)]
        field = TicksField(title, kinds, tuple(chosen or ()))
        self._rows.add(field)
        return field

    def _members(self, title: str, chosen: Sequence[str], choices: Choices) -> MembersField:
        field = MembersField(title, finder(choices), lambda number: choices.names.get(number, number), chosen)
        self._captions[field] = self._rows.add_widget(title, field)
        return field

    def arrange(self) -> None:
        """Show what a part of the members, and who is taken out, is chosen by."""
        some, without = not self.scope.read(""), self.excepting.isChecked()
        for kinds, members, shown in (
            (self.kinds, self.members, some),
            (self.except_kinds, self.except_members, without),
        ):
            self._rows.show_field(kinds, shown)
            members.setVisible(shown)
            self._captions[members].setVisible(shown)

    def value(self) -> Eligible | None:
        """Who takes part, None while nobody is chosen."""
        out_kinds, out_members = frozenset[MemberKind](), tuple[str, ...]()
        if self.excepting.isChecked():
            out_kinds, out_members = frozenset(self.except_kinds.ticked), tuple(self.except_members.numbers)
        if self.scope.read(""):
            return Eligible(None, None, out_kinds, out_members)
        kinds, members = frozenset(self.kinds.ticked), tuple(self.members.numbers)
        if not kinds and not members:
            return None
        return Eligible(kinds or None, members or None, out_kinds, out_members)


def finder(choices: Choices) -> Search:
    """A search over the members of the roll, for fields that find one."""
    return lambda typed: [Hit(number, name, number) for number, name in choices.find(typed)]


def _named(product: str | None) -> tuple[str, ...]:
    return () if product is None else (product,)


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
        self.notify_holders()


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
