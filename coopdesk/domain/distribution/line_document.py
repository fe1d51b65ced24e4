"""What a line is made of, as documents and back: how much it takes, what it is divided by, who takes part.

Pure mapping <-> values, in the form of ``tests/cases/README.md``; the scheme around them is ``scheme_document``'s.
"""

from collections.abc import Mapping
from typing import Any

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.reading import (
    inner,
    read_amount,
    read_choice,
    read_flag,
    read_list,
    read_name,
    read_object,
    read_rate,
    read_size,
    refuse,
    shown,
)
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Basis,
    Eligible,
    FixedAmount,
    PerUnit,
    Pool,
    RateOfTier,
    Rest,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity

ALL = "all"
"""Everybody, as a document has it."""
_POOL_FORMS = ("rate", "amount", "rest", "per_unit")
_AT_MOST = "at_most"
_REST = "rest"
_ANY_MEASURE = ("cap", "times")
_NAMED = ("kinds", "members")
_EXCEPT = "except"


def read_pool(value: object, key: str) -> Pool:
    """What a line takes: exactly one of ``rate``, ``amount`` (yuan), ``per_unit`` (yuan) and ``rest``.

    ``distribution.pool_form`` for none or several, ``distribution.pool_option`` for an ``at_most`` that does not fit.
    """
    keys = read_object(value, key, (), (*_POOL_FORMS, _AT_MOST))
    if sum(form in keys for form in _POOL_FORMS) != 1:
        raise DomainError("distribution.pool_form", key=key, value=shown(value))
    at_most_rest = _AT_MOST in keys and _read_at_most(keys, f"{key}.{_AT_MOST}")
    if "rate" in keys:
        return RateOfTier(read_rate(keys["rate"], f"{key}.rate"))
    if "amount" in keys:
        return FixedAmount(read_amount(keys["amount"], f"{key}.amount"), at_most_rest)
    if "per_unit" in keys:
        return PerUnit(read_size(keys["per_unit"], f"{key}.per_unit"), at_most_rest)
    if not read_flag(keys["rest"], f"{key}.rest"):
        raise DomainError("distribution.pool_form", key=f"{key}.rest", value=shown(keys["rest"]))
    return Rest()


def _read_at_most(keys: Mapping[str, object], key: str) -> bool:
    """Only what is given as a sum or a unit price can be too much for the tier in a way that may be lowered."""
    if keys[_AT_MOST] != _REST:
        refuse("document.not_one_of", key, keys[_AT_MOST], choices=[_REST])
    if "amount" not in keys and "per_unit" not in keys:
        raise DomainError("distribution.pool_option", key=key, value=_REST)
    return True


def read_basis(value: object, key: str) -> Basis:
    """What a line is divided by. ``distribution.basis_option`` for an option its measure does not have.

    Without ``weighting`` the shares of the record date count.
    """
    keys = read_object(value, key, ("measure",), ("classes", "weighting", "product", *_ANY_MEASURE))
    measure = read_name(keys["measure"], f"{key}.measure")
    for option in keys:
        if option not in ("measure", *_ANY_MEASURE, *_options(measure)):
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
        cap=read_size(keys["cap"], f"{key}.cap") if "cap" in keys else None,
        times=read_name(keys["times"], f"{key}.times") if "times" in keys else None,
    )


def _options(measure: str) -> tuple[str, ...]:
    if measure == Measure.SHARES:
        return ("classes", "weighting")
    return ("product",) if measure in (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY) else ()


def read_eligible(value: object, key: str) -> Eligible:
    """Who takes part: ``"all"``, or kinds and members, either with exceptions.

    ``document.missing_key`` for an object that names neither.
    """
    if value == ALL:
        return EVERYBODY
    keys = _some_of(value, key, (*_NAMED, _EXCEPT))
    kinds, members = _read_named(keys, key)
    if _EXCEPT not in keys:
        return Eligible(kinds, members)
    inside = f"{key}.{_EXCEPT}"
    except_kinds, except_members = _read_named(_some_of(keys[_EXCEPT], inside, _NAMED), inside)
    return Eligible(kinds, members, except_kinds or frozenset(), except_members or ())


def _some_of(value: object, key: str, names: tuple[str, ...]) -> Mapping[str, object]:
    """An object that has at least one of these keys."""
    keys = read_object(value, key, (), names)
    if not keys:
        raise DomainError("document.missing_key", key=inner(key, names[0]), value=shown(value))
    return keys


def _read_named(
    keys: Mapping[str, object], key: str
) -> tuple[frozenset[MemberKind] | None, tuple[str, ...] | None]:
    """The kinds and the members of a group, None for a list that is not there."""
    kinds = read_list(keys["kinds"], f"{key}.kinds", _read_kind) if "kinds" in keys else None
    members = read_list(keys["members"], f"{key}.members", read_name) if "members" in keys else None
    return None if kinds is None else frozenset(kinds), members


def _read_kind(value: object, key: str) -> MemberKind:
    return read_choice(value, key, MemberKind)


def pool_document(pool: Pool) -> dict[str, Any]:
    """The form of the pool and its value, then what it is limited to."""
    match pool:
        case RateOfTier(rate):
            return {"rate": format_quantity(rate)}
        case FixedAmount(amount, at_most_rest):
            return {"amount": str(amount)} | ({_AT_MOST: _REST} if at_most_rest else {})
        case PerUnit(price, at_most_rest):
            return {"per_unit": _price_text(price)} | ({_AT_MOST: _REST} if at_most_rest else {})
        case Rest():
            return {"rest": True}


def _price_text(price: Quantity) -> str:
    """A unit price with two decimals, more where it has more."""
    fen, rest = divmod(price, PRICE_PER_FEN)
    return format_quantity(price) if rest else str(Money(fen))


def basis_document(basis: Basis) -> dict[str, Any]:
    """The basis with what differs from the usual only, so that documents of older cases stay the same to the byte."""
    document: dict[str, Any] = {"measure": str(basis.measure)}
    if basis.classes is not None:
        document["classes"] = list(basis.classes)
    if basis.weighting is not Weighting.RECORD_DATE:
        document["weighting"] = basis.weighting.value
    if basis.product is not None:
        document["product"] = basis.product
    if basis.cap is not None:
        document["cap"] = format_quantity(basis.cap)
    if basis.times is not None:
        document["times"] = basis.times
    return document


def eligible_document(eligible: Eligible) -> str | dict[str, Any]:
    """``"all"``, or the named kinds (always in the order of ``MemberKind``) and members, with the exceptions."""
    if eligible.everybody:
        return ALL
    document = _named_document(eligible.kinds, eligible.members)
    if eligible.has_exceptions:
        document[_EXCEPT] = _named_document(eligible.except_kinds or None, eligible.except_members or None)
    return document


def _named_document(kinds: frozenset[MemberKind] | None, members: tuple[str, ...] | None) -> dict[str, Any]:
    document: dict[str, Any] = {}
    if kinds is not None:
        document["kinds"] = [kind.value for kind in MemberKind if kind in kinds]
    if members is not None:
        document["members"] = list(members)
    return document
