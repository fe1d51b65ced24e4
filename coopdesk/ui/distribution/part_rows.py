"""The rows that lines, rebates and taxes are made of: how much, by what, for whom.

Each group shows only the rows that what is chosen in it needs.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLabel

from coopdesk.domain.distribution.scheme import (
    Basis,
    Eligible,
    FixedAmount,
    Measure,
    PerUnit,
    Pool,
    RateOfTier,
    Rest,
    Weighting,
)
from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import N_, _
from coopdesk.ui.distribution.choices import Choices
from coopdesk.ui.distribution.inputs import (
    FieldRows,
    MembersField,
    PriceField,
    Search,
    TicksField,
)
from coopdesk.ui.distribution.words import cap_unit, measure_name, weighting_name
from coopdesk.ui.kit.fields import ChoiceField, MoneyField, QuantityField, RateField
from coopdesk.ui.kit.find_field import Hit
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
