"""A scheme as a document, in the form of ``tests/cases/README.md``, and back.

Pure mapping <-> values; templates, drafts in the book and case files all have this one form.
"""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.domain.distribution.check_scheme import PRECISIONS, Known, check_scheme
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.reading import (
    Item,
    inner,
    read_amount,
    read_choice,
    read_flag,
    read_list,
    read_money,
    read_name,
    read_object,
    read_rate,
    read_words,
    refuse,
    shown,
)
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Appropriation,
    Basis,
    Eligible,
    FixedAmount,
    Leftover,
    Line,
    Measure,
    PerUnit,
    Pool,
    RateOfTier,
    Rebate,
    Rest,
    Scheme,
    Weighting,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, format_quantity

_SCHEME_KEYS = ("precision", "leftover", "include_opening", "appropriations", "rebates", "withholding")
_POOL_FORMS = ("rate", "amount", "rest", "per_unit")
_PATRONAGE = "patronage"
_ALL = "all"


def read_scheme(document: object, facts: Facts | None = None) -> Scheme:
    """The scheme of a document, checked by ``check_scheme``: with ``facts`` also its members and measures.

    Every ``DomainError`` names the full key, as ``scheme.tiers[0][1].pool.rate``, and the value.
    """
    keys = read_object(document, "scheme", ("tiers",), _SCHEME_KEYS)
    scheme = Scheme(
        tiers=read_list(keys["tiers"], "scheme.tiers", _read_tier),
        appropriations=_listed(keys, "appropriations", _read_appropriation),
        rebates=_listed(keys, "rebates", _read_rebate),
        withholding=_listed(keys, "withholding", _read_withholding),
        precision=_read_precision(keys.get("precision", "0.01")),
        leftover=read_choice(keys.get("leftover", Leftover.CARRY.value), "scheme.leftover", Leftover),
        include_opening=read_flag(keys.get("include_opening", False), "scheme.include_opening"),
    )
    known = Known() if facts is None else Known.of(facts, {party.id for party in facts.members})
    check_scheme(scheme, known)
    return scheme


def _listed(keys: Mapping[str, object], name: str, read: Callable[[object, str], Item]) -> tuple[Item, ...]:
    return read_list(keys.get(name, ()), f"scheme.{name}", read)


def _read_precision(value: object) -> Money:
    precision = read_money(value, "scheme.precision")
    if precision not in PRECISIONS:
        raise DomainError("distribution.precision", key="scheme.precision", value=shown(value))
    return precision


def _read_appropriation(value: object, key: str) -> Appropriation:
    keys = read_object(value, key, ("id", "label"), ("rate", "amount"))
    if ("rate" in keys) == ("amount" in keys):
        raise DomainError("distribution.pool_form", key=key, value=shown(value))
    return Appropriation(
        read_name(keys["id"], f"{key}.id"),
        read_words(keys["label"], f"{key}.label"),
        rate=read_rate(keys["rate"], f"{key}.rate") if "rate" in keys else None,
        amount=read_amount(keys["amount"], f"{key}.amount") if "amount" in keys else None,
    )


def _read_tier(value: object, key: str) -> tuple[Line, ...]:
    return read_list(value, key, _read_line)


def _read_line(value: object, key: str) -> Line:
    keys = read_object(value, key, ("id", "label", "pool", "basis"), ("kind", "eligible"))
    if "kind" in keys and keys["kind"] != _PATRONAGE:
        refuse("document.not_one_of", f"{key}.kind", keys["kind"], choices=[_PATRONAGE])
    return Line(
        id=read_name(keys["id"], f"{key}.id"),
        label=read_words(keys["label"], f"{key}.label"),
        pool=_read_pool(keys["pool"], f"{key}.pool"),
        basis=_read_basis(keys["basis"], f"{key}.basis"),
        eligible=_read_eligible(keys.get("eligible", _ALL), f"{key}.eligible"),
        patronage="kind" in keys,
    )


def _read_pool(value: object, key: str) -> Pool:
    keys = read_object(value, key, (), _POOL_FORMS)
    if len(keys) != 1:
        raise DomainError("distribution.pool_form", key=key, value=shown(value))
    if "rate" in keys:
        return RateOfTier(read_rate(keys["rate"], f"{key}.rate"))
    if "amount" in keys:
        return FixedAmount(read_amount(keys["amount"], f"{key}.amount"))
    if "per_unit" in keys:
        return PerUnit(read_amount(keys["per_unit"], f"{key}.per_unit"))
    if not read_flag(keys["rest"], f"{key}.rest"):
        raise DomainError("distribution.pool_form", key=f"{key}.rest", value=shown(keys["rest"]))
    return Rest()


def _read_basis(value: object, key: str) -> Basis:
    keys = read_object(value, key, ("measure",), ("classes", "weighting", "product"))
    measure = read_name(keys["measure"], f"{key}.measure")
    for option in keys:
        if option not in ("measure", *_options(measure)):
            raise DomainError(
                "distribution.basis_option", key=f"{key}.{option}", value=shown(keys[option]), measure=measure
            )
    return Basis(
        measure=measure,
        classes=read_list(keys["classes"], f"{key}.classes", read_name) if "classes" in keys else None,
        weighting=read_choice(
            keys.get("weighting", Weighting.RECORD_DATE.value), f"{key}.weighting", Weighting
        ),
        product=read_name(keys["product"], f"{key}.product") if "product" in keys else None,
    )


def _options(measure: str) -> tuple[str, ...]:
    if measure == Measure.SHARES:
        return ("classes", "weighting")
    return ("product",) if measure in (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY) else ()


def _read_eligible(value: object, key: str) -> Eligible:
    if value == _ALL:
        return EVERYBODY
    keys = read_object(value, key, (), ("kinds", "members"))
    if not keys:
        raise DomainError("document.missing_key", key=inner(key, "kinds"), value=shown(value))
    kinds = read_list(keys["kinds"], f"{key}.kinds", _read_kind) if "kinds" in keys else None
    return Eligible(
        kinds=None if kinds is None else frozenset(kinds),
        members=read_list(keys["members"], f"{key}.members", read_name) if "members" in keys else None,
    )


def _read_kind(value: object, key: str) -> MemberKind:
    return read_choice(value, key, MemberKind)


def _read_rebate(value: object, key: str) -> Rebate:
    keys = read_object(value, key, ("id", "label", "from", "of_lines", "to", "basis"), ("rate",))
    return Rebate(
        id=read_name(keys["id"], f"{key}.id"),
        label=read_words(keys["label"], f"{key}.label"),
        giver=read_name(keys["from"], f"{key}.from"),
        of_lines=read_list(keys["of_lines"], f"{key}.of_lines", read_name),
        eligible=_read_eligible(keys["to"], f"{key}.to"),
        basis=_read_basis(keys["basis"], f"{key}.basis"),
        rate=read_rate(keys.get("rate", "1"), f"{key}.rate"),
    )


def _read_withholding(value: object, key: str) -> Withholding:
    keys = read_object(value, key, ("lines", "rate"), ("eligible",))
    return Withholding(
        lines=read_list(keys["lines"], f"{key}.lines", read_name),
        rate=read_rate(keys["rate"], f"{key}.rate"),
        eligible=_read_eligible(keys.get("eligible", _ALL), f"{key}.eligible"),
    )


def scheme_document(scheme: Scheme) -> dict[str, Any]:
    """The scheme in the contract's form, defaults left out; ``read_scheme`` gives it back equal."""
    document: dict[str, Any] = {}
    if scheme.precision != Money(1):
        document["precision"] = str(scheme.precision)
    if scheme.leftover is not Leftover.CARRY:
        document["leftover"] = scheme.leftover.value
    if scheme.include_opening:
        document["include_opening"] = True
    lists = {
        "appropriations": [_appropriation_document(each) for each in scheme.appropriations],
        "rebates": [_rebate_document(each) for each in scheme.rebates],
        "withholding": [_withholding_document(each) for each in scheme.withholding],
    }
    tiers = [[_line_document(line) for line in tier] for tier in scheme.tiers]
    return document | {"tiers": tiers} | {name: each for name, each in lists.items() if each}


def _appropriation_document(appropriation: Appropriation) -> dict[str, str]:
    document = {"id": appropriation.id, "label": appropriation.label}
    if appropriation.rate is not None:
        document["rate"] = format_quantity(appropriation.rate)
    if appropriation.amount is not None:
        document["amount"] = str(appropriation.amount)
    return document


def _line_document(line: Line) -> dict[str, Any]:
    document: dict[str, Any] = {"id": line.id, "label": line.label}
    if line.patronage:
        document["kind"] = _PATRONAGE
    document |= {"pool": pool_document(line.pool), "basis": _basis_document(line.basis)}
    return document if line.eligible.everybody else document | {"eligible": _eligible_document(line.eligible)}


def pool_document(pool: Pool) -> dict[str, Any]:
    """One key, the form of the pool, and its value."""
    match pool:
        case RateOfTier(rate):
            return {"rate": format_quantity(rate)}
        case FixedAmount(amount):
            return {"amount": str(amount)}
        case PerUnit(amount):
            return {"per_unit": str(amount)}
        case Rest():
            return {"rest": True}


def _basis_document(basis: Basis) -> dict[str, Any]:
    document: dict[str, Any] = {"measure": str(basis.measure)}
    if basis.classes is not None:
        document["classes"] = list(basis.classes)
    if basis.weighting is not Weighting.RECORD_DATE:
        document["weighting"] = basis.weighting.value
    if basis.product is not None:
        document["product"] = basis.product
    return document


def _eligible_document(eligible: Eligible) -> str | dict[str, list[str]]:
    if eligible.everybody:
        return _ALL
    document: dict[str, list[str]] = {}
    if eligible.kinds is not None:
        document["kinds"] = [kind.value for kind in MemberKind if kind in eligible.kinds]
    if eligible.members is not None:
        document["members"] = list(eligible.members)
    return document


def _rebate_document(rebate: Rebate) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": rebate.id,
        "label": rebate.label,
        "from": rebate.giver,
        "of_lines": list(rebate.of_lines),
        "to": _eligible_document(rebate.eligible),
        "basis": _basis_document(rebate.basis),
    }
    return document if rebate.rate == ONE else document | {"rate": format_quantity(rebate.rate)}


def _withholding_document(withholding: Withholding) -> dict[str, Any]:
    document: dict[str, Any] = {"lines": list(withholding.lines), "rate": format_quantity(withholding.rate)}
    if not withholding.eligible.everybody:
        document["eligible"] = _eligible_document(withholding.eligible)
    return document
