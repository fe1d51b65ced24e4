"""How a figure came about, as one sentence with its numbers."""

from coopdesk.domain.distribution.result import Derivation
from coopdesk.domain.distribution.scheme import Basis, Measure, Weighting
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import ONE
from coopdesk.i18n import _, format_money, format_quantity
from coopdesk.wording.counted import shares_text

_YUAN_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})


def derivation_sentence(derived: Derivation) -> str:
    """How a figure came about, in one line with the numbers: ``8 股 × 20,000.00 = 160,000.00``.

    Says what rounding down left off, what the largest remainder added, and what a giver of a rebate keeps.
    """
    if derived.given:
        return _given_sentence(derived)
    rounded = derived.amount.fen - derived.extra.fen
    sentence = f"{_division(derived)} = {format_money(rounded)}{_left_off(derived, rounded)}"
    if not derived.extra:
        return sentence
    added = _("{sentence}，加尾差 {extra} = {amount}")
    return added.format(
        sentence=sentence, extra=format_money(derived.extra), amount=format_money(derived.amount)
    )


def _given_sentence(derived: Derivation) -> str:
    kept = derived.pool + derived.amount
    sentence = (
        _("让给其他成员 {pool}，其中分不尽的 {kept} 留下，记 {amount}")
        if kept
        else _("让给其他成员 {pool}，记 {amount}")
    )
    return sentence.format(
        pool=format_money(derived.pool), kept=format_money(kept), amount=format_money(derived.amount)
    )


def _division(derived: Derivation) -> str:
    """Rate x units where there is a rate to the fen and no pool worth seeing; else pool x units / total."""
    total, pool = _counted(derived.unit_total, derived.basis), format_money(derived.pool)
    rate = derived.per_unit or (None if derived.rebate else derived.rate)
    if rate is not None:
        return f"{_counted(derived.units, derived.basis)} × {format_money(rate)}"
    if derived.basis.measure == Measure.EQUAL:
        return f"{pool} ÷ {total}"
    return f"{pool} × {_units(derived.units, derived.basis)} ÷ {total}"


def _left_off(derived: Derivation, rounded: int) -> str:
    """What rounding down to the precision left off, empty where the division is even."""
    pool, total = derived.pool.fen, derived.unit_total
    if derived.per_unit is not None:
        pool, total = derived.per_unit.fen, ONE
    if pool * derived.units == rounded * total:
        return ""
    step = {1: _("1 分"), 10: _("1 角"), 100: _("1 元")}[derived.precision.fen]
    return _("（舍去不足 {step}的尾数）").format(step=step)


def _counted(units: int, basis: Basis) -> str:
    """`8 股`, `2.5 亩`: a number of the basis with its unit."""
    if basis.measure == Measure.SHARES and basis.weighting is Weighting.RECORD_DATE:
        return shares_text(units)
    return f"{_units(units, basis)} {_unit(basis)}"


def _units(units: int, basis: Basis) -> str:
    if basis.measure in _YUAN_MEASURES:
        return format_money(units * FEN_PER_YUAN // ONE)
    return format_quantity(units)


def _unit(basis: Basis) -> str:
    """The unit a basis is counted in, save plain shares; a measure of the charter goes by its own name."""
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
