"""How an amount came about, in the short form a paper has room for: rate × basis, or pool × basis ÷ total.

The long sentence of the window is made elsewhere; this one has to fit a line of a slip. All figures come from the
engine's own derivation, and what rounding took away is said.
"""

from coopdesk.domain.distribution.result import Derivation
from coopdesk.domain.distribution.scheme import Basis, Measure, Weighting
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity, format_quantity

_MONEY_UNIT = 10_000
"""Units of a money basis in one fen."""

_MONEY_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})
_UNIT_NAMES = {Measure.SHARES.value: "股", Measure.LAND_MU.value: "亩", Measure.EQUAL.value: "户"}
_WEIGHTED_NAMES = {Weighting.DAYS: "股·天", Weighting.MONTHS: "股·月"}
_PRECISION_NAMES = {1: "分", 10: "角", 100: "元"}


def basis_text(entitlement: Derivation) -> str:
    """The line under 计算依据: `8 股 × 20,000.00`, or `100,000.00 × 8 ÷ 80 股`.

    Of a 二次返利 the pool is shown even where the rate comes out even: it is what the giver handed on.
    """
    if entitlement.given:
        return _given_text(entitlement)
    rate = entitlement.per_unit or (None if entitlement.rebate else entitlement.rate)
    text = _pool_text(entitlement) if rate is None else _rate_text(entitlement, rate)
    return text + rounding_text(entitlement)


def quantity_text(units: int, basis: Basis) -> str:
    """An amount of the basis without its unit: shares, mu, or yuan."""
    if basis.measure in _MONEY_MEASURES:
        return Money(units // _MONEY_UNIT).grouped
    return format_quantity(Quantity(units))


def unit_name(basis: Basis) -> str:
    """The unit a basis is counted in, as 股, 亩, 股·天; empty where the charter's own measure has none."""
    if basis.measure in _MONEY_MEASURES:
        return "元"
    if basis.measure == Measure.SHARES and basis.weighting in _WEIGHTED_NAMES:
        return _WEIGHTED_NAMES[basis.weighting]
    return _UNIT_NAMES.get(basis.measure, "")


def rounding_text(entitlement: Derivation) -> str:
    """What was left off below the precision, or added by the leftover rule; empty when the division is even."""
    if entitlement.per_unit is not None:
        exact, parts = entitlement.per_unit.fen * entitlement.units, SCALE
    else:
        exact, parts = entitlement.pool.fen * entitlement.units, entitlement.unit_total
    added = f"，另得尾差 {entitlement.extra.grouped}" if entitlement.extra else ""
    if exact == (entitlement.amount - entitlement.extra).fen * parts:
        return added
    return f"（舍去{_PRECISION_NAMES[entitlement.precision.fen]}以下）{added}"


def _given_text(entitlement: Derivation) -> str:
    kept = entitlement.pool + entitlement.amount
    return f"让出 {entitlement.pool.grouped}" + (f"，未分尽 {kept.grouped} 留存" if kept else "")


def _rate_text(entitlement: Derivation, rate: Money) -> str:
    basis = entitlement.basis
    if basis.measure == Measure.EQUAL and entitlement.units == SCALE:
        return f"每户 {rate.grouped}"
    return f"{_with_unit(entitlement.units, basis)} × {rate.grouped}"


def _pool_text(entitlement: Derivation) -> str:
    basis = entitlement.basis
    pool, total = entitlement.pool.grouped, _with_unit(entitlement.unit_total, basis)
    if basis.measure == Measure.EQUAL and entitlement.units == SCALE:
        return f"{pool} ÷ {total}"
    return f"{pool} × {quantity_text(entitlement.units, basis)} ÷ {total}"


def _with_unit(units: int, basis: Basis) -> str:
    return f"{quantity_text(units, basis)} {unit_name(basis)}".rstrip()
