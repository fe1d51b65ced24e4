"""How an amount came about, in the short form a paper has room for: price × basis, or pool × basis ÷ total.

The long sentence of the window is made elsewhere; this one has to fit a line of a slip. All figures come from the
engine's own derivation, and what cap, weight and rounding made of them is said, so that a reader can compute it again.
"""

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.result import Derivation, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.money import FEN_PER_YUAN, Money
from coopdesk.domain.quantity import SCALE, Quantity, format_quantity

_MONEY_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})
_UNIT_NAMES = {Measure.SHARES.value: "股", Measure.LAND_MU.value: "亩", Measure.EQUAL.value: "户"}
_MEASURE_NAMES = {
    Measure.SHARES.value: "股数",
    Measure.CAPITAL.value: "出资额",
    Measure.ACCOUNT_TOTAL.value: "成员账户总额",
    Measure.TRADE_AMOUNT.value: "交易额",
    Measure.TRADE_QUANTITY.value: "交易量",
    Measure.LAND_MU.value: "土地面积",
    Measure.EQUAL.value: "户",
}
_WEIGHTED_NAMES = {Weighting.DAYS: "股·天", Weighting.MONTHS: "股·月"}


def basis_text(entitlement: Derivation) -> str:
    """The line under 计算依据: `8 股 × 20,000.00`, or `100,000.00 × 8 ÷ 80 股`.

    Of a 二次返利 the pool is shown even where the rate comes out even: it is what the giver handed on.
    """
    if entitlement.given:
        return _given_text(entitlement)
    price = _price(entitlement)
    text = _pool_text(entitlement) if price is None else _price_text(entitlement, price)
    return text + rounding_text(entitlement)


def tax_text(tax: TaxDerivation) -> str:
    """How a tax came about: `（3,076.50 − 免征额 100.00）× 20%`."""
    rate = f"{format_quantity(Quantity(tax.rate * 100))}%"
    if not tax.free:
        return f"{tax.income.grouped} × {rate}"
    if tax.income.fen <= tax.free.fen:
        return f"{tax.income.grouped} 不超过免征额 {tax.free.grouped}"
    return f"（{tax.income.grouped} − 免征额 {tax.free.grouped}）× {rate}"


def quantity_text(units: int, basis: Basis) -> str:
    """An amount of the basis without its unit: shares, mu, or yuan; weighted ones with all their decimals."""
    if basis.times is not None:
        whole, rest = divmod(units, basis.unit_scale)
        return f"{whole}.{rest:012d}".rstrip("0").rstrip(".")
    if basis.measure in _MONEY_MEASURES and units % PRICE_PER_FEN == 0:
        return Money(units // PRICE_PER_FEN).grouped
    return format_quantity(Quantity(units))


def unit_name(basis: Basis) -> str:
    """The unit a basis is counted in, as 股, 亩, 股·天; empty where the charter's own measure has none."""
    if basis.measure in _MONEY_MEASURES:
        return "元"
    if basis.measure == Measure.SHARES and basis.weighting in _WEIGHTED_NAMES:
        return _WEIGHTED_NAMES[basis.weighting]
    return _UNIT_NAMES.get(basis.measure, "")


def measure_name(measure: str) -> str:
    """What a basis is divided by, in words; a measure of the charter's own is called by its name."""
    return _MEASURE_NAMES.get(measure, measure)


def rounding_text(entitlement: Derivation) -> str:
    """What rounding left off or made of it, what the leftover rule added; empty when the division is even."""
    added = f"，另得尾差 {entitlement.extra.grouped}" if entitlement.extra else ""
    if entitlement.even:
        return added
    step = _step_text(entitlement.precision.fen)
    return f"（四舍五入到{step}）" if entitlement.half_up else f"（舍去{step}以下）{added}"


def _step_text(fen: int) -> str:
    """分, 角, 元, and the other steps with their number: 5角, 10元."""
    for unit, name in ((FEN_PER_YUAN, "元"), (10, "角"), (1, "分")):
        if fen % unit == 0:
            return name if fen == unit else f"{fen // unit}{name}"
    return "分"


def _given_text(entitlement: Derivation) -> str:
    kept = (entitlement.pool + entitlement.amount).fen
    text = f"让出 {entitlement.pool.grouped}"
    if kept < 0:
        return f"{text}，四舍五入多出 {Money(-kept).grouped}"
    return text + (f"，未分尽 {Money(kept).grouped} 留存" if kept else "")


def _price(entitlement: Derivation) -> str | None:
    """Yuan for a unit: the price of the scheme, or what the pool comes to for a unit where that is worth showing."""
    if entitlement.by_price and entitlement.per_unit is not None:
        return _yuan(entitlement.per_unit)
    if entitlement.rate is None or entitlement.rebate or entitlement.wanted is not None:
        return None
    return entitlement.rate.grouped


def _yuan(price: Quantity) -> str:
    fen, rest = divmod(price, PRICE_PER_FEN)
    return format_quantity(price) if rest else Money(fen).grouped


def _price_text(entitlement: Derivation, price: str) -> str:
    basis = entitlement.basis
    if basis.measure == Measure.EQUAL and entitlement.held is None:
        return f"每户 {price}"
    return f"{_own_units(entitlement, with_unit=True)} × {price}"


def _pool_text(entitlement: Derivation) -> str:
    basis = entitlement.basis
    pool, total = entitlement.pool.grouped, _with_unit(entitlement.unit_total, basis)
    if entitlement.wanted is not None:
        pool = f"应分 {entitlement.wanted.grouped} 不足，余额 {pool}"
    if basis.measure == Measure.EQUAL and entitlement.held is None and entitlement.units == SCALE:
        return f"{pool} ÷ {total}"
    return f"{pool} × {_own_units(entitlement, with_unit=False)} ÷ {total}"


def _own_units(entitlement: Derivation, with_unit: bool) -> str:
    """The member's units with what cap and weight made of them: `50（封顶，实有 120）× 0.5`, `8（封顶 50）`."""
    shown = _with_unit if with_unit else quantity_text
    if entitlement.held is None:
        return shown(entitlement.units, entitlement.basis)
    basis, cap = entitlement.basis.plain, entitlement.basis.cap
    text = shown(entitlement.held, basis)
    if cap is not None and entitlement.held > cap:
        text = f"{shown(cap, basis)}（封顶，实有 {quantity_text(entitlement.held, basis)}）"
    elif cap is not None:
        text = f"{text}（封顶 {quantity_text(cap, basis)}）"
    if entitlement.weight is None:
        return text
    return f"{text} × {format_quantity(entitlement.weight)}（{entitlement.basis.times}）"


def _with_unit(units: int, basis: Basis) -> str:
    return f"{quantity_text(units, basis)} {unit_name(basis)}".rstrip()
