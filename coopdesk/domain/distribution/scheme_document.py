"""A scheme as a document, in the form of ``tests/cases/README.md``, and back.

Pure mapping <-> values; templates, drafts in the book and case files all have this one form.
"""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.check_scheme import Known, check_scheme
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.line_document import (
    ALL,
    basis_document,
    eligible_document,
    pool_document,
    read_basis,
    read_eligible,
    read_pool,
)
from coopdesk.domain.distribution.reading import (
    Item,
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
from coopdesk.domain.distribution.scheme import PRECISIONS, Appropriation, Line, Rebate, Scheme, Withholding
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, format_quantity

_SCHEME_KEYS = ("precision", "leftover", "include_opening", "appropriations", "rebates", "withholding")
_PATRONAGE = "patronage"


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
        pool=read_pool(keys["pool"], f"{key}.pool"),
        basis=read_basis(keys["basis"], f"{key}.basis"),
        eligible=read_eligible(keys.get("eligible", ALL), f"{key}.eligible"),
        patronage="kind" in keys,
    )


def _read_rebate(value: object, key: str) -> Rebate:
    keys = read_object(value, key, ("id", "label", "from", "of_lines", "to", "basis"), ("rate",))
    return Rebate(
        id=read_name(keys["id"], f"{key}.id"),
        label=read_words(keys["label"], f"{key}.label"),
        giver=read_name(keys["from"], f"{key}.from"),
        of_lines=read_list(keys["of_lines"], f"{key}.of_lines", read_name),
        eligible=read_eligible(keys["to"], f"{key}.to"),
        basis=read_basis(keys["basis"], f"{key}.basis"),
        rate=read_rate(keys.get("rate", "1"), f"{key}.rate"),
    )


def _read_withholding(value: object, key: str) -> Withholding:
    keys = read_object(value, key, ("lines", "rate"), ("free", "eligible"))
    return Withholding(
        lines=read_list(keys["lines"], f"{key}.lines", read_name),
        rate=read_rate(keys["rate"], f"{key}.rate"),
        eligible=read_eligible(keys.get("eligible", ALL), f"{key}.eligible"),
        free=read_amount(keys.get("free", "0"), f"{key}.free"),
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
    document |= {"pool": pool_document(line.pool), "basis": basis_document(line.basis)}
    return document if line.eligible.everybody else document | {"eligible": eligible_document(line.eligible)}


def _rebate_document(rebate: Rebate) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": rebate.id,
        "label": rebate.label,
        "from": rebate.giver,
        "of_lines": list(rebate.of_lines),
        "to": eligible_document(rebate.eligible),
        "basis": basis_document(rebate.basis),
    }
    return document if rebate.rate == ONE else document | {"rate": format_quantity(rebate.rate)}


def _withholding_document(withholding: Withholding) -> dict[str, Any]:
    document: dict[str, Any] = {"lines": list(withholding.lines), "rate": format_quantity(withholding.rate)}
    if withholding.free:
        document["free"] = str(withholding.free)
    if not withholding.eligible.everybody:
        document["eligible"] = eligible_document(withholding.eligible)
    return document
