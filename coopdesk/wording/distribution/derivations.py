"""How a figure came about, as one sentence with its numbers: a reader computes it again from what stands there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import ONE, Quantity
from coopdesk.i18n import _, format_money, format_percent, format_quantity, mark
from coopdesk.wording.counted import shares_text
from coopdesk.wording.distribution.usual import usual_text

if TYPE_CHECKING:
    from coopdesk.domain.distribution.result import Derivation, TaxDerivation
    from coopdesk.domain.distribution.scheme import Basis

_YUAN_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})


def derivation_sentence(derived: "Derivation") -> str:
    """How a figure came about, in one line with the numbers: ``8 股 × 20,000.00 = 160,000.00``.

    Says what a cap or a weight made of the units, what there was too little of, what rounding left off or made of it,
    what the largest remainder added, and what a giver of a rebate keeps.
    """
    if derived.given:
        return _given_sentence(derived)
    rounded = derived.amount.fen - derived.extra.fen
    sentence = f"{_division(derived)} = {format_money(rounded)}{_rounding(derived)}"
    if derived.wanted is not None:
        sentence = f"{_shortage(derived)}{mark('：')}{sentence}"
    if not derived.extra:
        return sentence
    added = _("{sentence}，加尾差 {extra} = {amount}")
    return added.format(
        sentence=sentence, extra=format_money(derived.extra), amount=format_money(derived.amount)
    )


def tax_sentence(derived: "TaxDerivation") -> str:
    """How a tax came about: ``（按股分红 3,076.50 − 100.00）× 20% = 595.30（四舍五入到分）``."""
    income = f"{mark('、').join(map(usual_text, derived.labels))} {format_money(derived.income)}"
    rate, tax = format_percent(derived.rate), format_money(derived.tax)
    if derived.income.fen <= derived.free.fen:
        return _("{income} 不超过免征额 {free}，不代扣").format(
            income=income, free=format_money(derived.free)
        )
    rounded = (derived.income - derived.free).fen * derived.rate != derived.tax.fen * ONE
    if derived.free:
        above = _("（{income} − 免征额 {free}）× {rate} = {tax}")
        shown = above.format(income=income, free=format_money(derived.free), rate=rate, tax=tax)
    else:
        shown = f"{income} × {rate} = {tax}"
    return f"{shown}{_('（四舍五入到分）')}" if rounded else shown


def price_text(price: Quantity) -> str:
    """A unit price in yuan: two decimals, more where it has more: ``462.00``, ``0.0315``."""
    fen, rest = divmod(price, PRICE_PER_FEN)
    return format_quantity(price) if rest else format_money(fen)


def step_text(fen: int) -> str:
    """A step of rounding: ``1 分``, ``5 角``, ``10 元``."""
    if fen % FEN_PER_YUAN == 0:
        return _("{n} 元").format(n=fen // FEN_PER_YUAN)
    return _("{n} 角").format(n=fen // 10) if fen % 10 == 0 else _("{n} 分").format(n=fen)


def _given_sentence(derived: "Derivation") -> str:
    kept = derived.pool + derived.amount
    if not kept:
        sentence = _("让给其他成员 {pool}，记 {amount}")
    elif kept.fen > 0:
        sentence = _("让给其他成员 {pool}，其中分不尽的 {kept} 留下，记 {amount}")
    else:
        sentence = _("让给其他成员 {pool}，各户四舍五入多出 {kept}，记 {amount}")
    return sentence.format(
        pool=format_money(derived.pool),
        kept=format_money(abs(kept.fen)),
        amount=format_money(derived.amount),
    )


def _shortage(derived: "Derivation") -> str:
    """保底 as far as the money goes: what it would have taken, and what there was."""
    wanted, pool = format_money(derived.wanted or 0), format_money(derived.pool)
    if derived.per_unit is None:
        return _("应分 {wanted}，只余 {pool}，按余额分").format(wanted=wanted, pool=pool)
    sentence = _("按单价 {price} 应分 {wanted}，只余 {pool}，按余额分")
    return sentence.format(price=price_text(derived.per_unit), wanted=wanted, pool=pool)


def _division(derived: "Derivation") -> str:
    """Units x price where there is one, or a rate to the fen and no pool worth seeing; else pool x units / total."""
    rate = price_text(derived.per_unit) if derived.by_price and derived.per_unit is not None else ""
    if not rate and derived.rate is not None and not derived.rebate and derived.wanted is None:
        rate = format_money(derived.rate)
    if rate:
        return f"{_counted_of(derived)} × {rate}"
    total, pool = _counted(derived.unit_total, derived.basis), format_money(derived.pool)
    if derived.basis.measure == Measure.EQUAL and derived.held is None:
        return f"{pool} ÷ {total}"
    return f"{pool} × {_units_of(derived)} ÷ {total}"


def _counted_of(derived: "Derivation") -> str:
    """The member's own units with their unit, and what cap and weight made of them."""
    if derived.held is None:
        return _counted(derived.units, derived.basis)
    return _with_cap_and_weight(derived, _counted)


def _units_of(derived: "Derivation") -> str:
    if derived.held is None:
        return _units(derived.units, derived.basis)
    return _with_cap_and_weight(derived, _units)


def _with_cap_and_weight(derived: "Derivation", shown: "Callable[[int, Basis], str]") -> str:
    """``50（实有 120，封顶 50） × 0.5（折算系数）``; who has less than the cap is told of it too: ``8（封顶 50）``."""
    basis, held, cap = derived.basis.plain, derived.held or 0, derived.basis.cap
    text = shown(held, basis)
    if cap is not None and held > cap:
        limit = _("（实有 {held}，封顶 {cap}）").format(held=_units(held, basis), cap=_units(cap, basis))
        text = f"{shown(cap, basis)}{limit}"
    elif cap is not None:
        text += _("（封顶 {cap}）").format(cap=_units(cap, basis))
    if derived.weight is None:
        return text
    return f"{text} × {format_quantity(derived.weight)}{mark('（')}{derived.basis.times}{mark('）')}"


def _rounding(derived: "Derivation") -> str:
    """What rounding left off or made of the figure, empty where the division is even."""
    if derived.even:
        return ""
    step = step_text(derived.precision.fen)
    if derived.half_up:
        return _("（四舍五入到 {step}）").format(step=step)
    return _("（舍去不足 {step}的尾数）").format(step=step)


def _counted(units: int, basis: "Basis") -> str:
    """`8 股`, `2.5 亩`: a number of the basis with its unit."""
    if basis.measure == Measure.SHARES and basis.weighting is Weighting.RECORD_DATE and basis.times is None:
        return shares_text(units)
    return f"{_units(units, basis)} {_unit(basis)}"


def _units(units: int, basis: "Basis") -> str:
    """Units of the basis as a decimal; weighted ones have up to twelve decimals, and all are shown."""
    if basis.times is not None:
        whole, rest = divmod(units, basis.unit_scale)
        decimals = f"{rest:012d}".rstrip("0")
        return f"{whole:,}{'.' if decimals else ''}{decimals}"
    if basis.measure in _YUAN_MEASURES and units % PRICE_PER_FEN == 0:
        return format_money(units // PRICE_PER_FEN)
    return format_quantity(units)


def _unit(basis: "Basis") -> str:
    """The unit a basis is counted in; a measure of the charter goes by its own name."""
    if basis.measure == Measure.SHARES and basis.weighting is Weighting.RECORD_DATE:
        return _("股")
    if basis.measure == Measure.SHARES:
        return _("股·天") if basis.weighting is Weighting.DAYS else _("股·月")
    if basis.measure in _YUAN_MEASURES:
        return _("元")
    usual = {
        Measure.LAND_MU.value: _("亩"),
        Measure.EQUAL.value: _("户"),
        Measure.TRADE_QUANTITY.value: basis.product or _("交易量"),
    }
    return usual.get(basis.measure, basis.measure)
