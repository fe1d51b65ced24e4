"""Schemes made by the window and not read from a file meet the same bounds."""

from dataclasses import replace

import pytest

from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.check_scheme import Known, check_scheme
from coopdesk.domain.distribution.document import read_scheme, scheme_document
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    FixedAmount,
    PerUnit,
    RateOfTier,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from tests.domain.distribution.linge import DIVIDEND, REBATE, SCHEME, facts

OVER = Quantity(1_000_001)


def line(**changes):
    return replace(SCHEME, tiers=((replace(DIVIDEND, **changes),),))


BAD = {
    "precision": (replace(SCHEME, precision=Money(2)), "scheme.precision", "0.02"),
    "appropriation above 1": (
        replace(SCHEME, appropriations=(Appropriation("a", "", rate=OVER),)),
        "scheme.appropriations[0].rate",
        "1.000001",
    ),
    "appropriation below 0": (
        replace(SCHEME, appropriations=(Appropriation("a", "", amount=Money(-1)),)),
        "scheme.appropriations[0].amount",
        "-0.01",
    ),
    "appropriation of no form": (
        replace(SCHEME, appropriations=(Appropriation("a", ""),)),
        "scheme.appropriations[0]",
        "a",
    ),
    "pool rate": (line(pool=RateOfTier(OVER)), "scheme.tiers[0][0].pool.rate", "1.000001"),
    "pool amount": (line(pool=FixedAmount(Money(-1))), "scheme.tiers[0][0].pool.amount", "-0.01"),
    "rate per unit": (line(pool=PerUnit(Quantity(-1))), "scheme.tiers[0][0].pool.per_unit", "-0.000001"),
    "classes": (line(basis=Basis("equal", classes=("land",))), "scheme.tiers[0][0].basis.classes", "land"),
    "cap": (line(basis=Basis("equal", cap=Quantity(-1))), "scheme.tiers[0][0].basis.cap", "-0.000001"),
    "free amount": (
        replace(SCHEME, withholding=(Withholding(("dividend",), Quantity(0), free=Money(-1)),)),
        "scheme.withholding[0].free",
        "-0.01",
    ),
    "weighting": (
        line(basis=Basis("equal", weighting=Weighting.DAYS)),
        "scheme.tiers[0][0].basis.weighting",
        "days",
    ),
    "product": (line(basis=Basis("equal", product="茶")), "scheme.tiers[0][0].basis.product", "茶"),
    "rebate rate": (
        replace(SCHEME, rebates=(replace(REBATE, rate=OVER),)),
        "scheme.rebates[0].rate",
        "1.000001",
    ),
    "withholding rate": (
        replace(SCHEME, withholding=(Withholding(("dividend",), Quantity(-1)),)),
        "scheme.withholding[0].rate",
        "-0.000001",
    ),
}


@pytest.mark.parametrize(("scheme", "key", "value"), BAD.values(), ids=BAD)
def test_a_scheme_out_of_bounds_is_refused_wherever_it_came_from(scheme, key, value):
    for check in (lambda: check_scheme(scheme, Known()), lambda: distribute(facts(), scheme)):
        with pytest.raises(DomainError) as caught:
            check()
        assert (caught.value.params["key"], caught.value.params["value"]) == (key, value)


def test_without_facts_a_scheme_may_name_any_member_and_measure():
    document = scheme_document(line(basis=Basis("工分")))
    assert read_scheme(document) == line(basis=Basis("工分"))
    with pytest.raises(DomainError, match="unknown_measure"):
        read_scheme(document, facts())
    without_giver = facts(holdings={"F01": 1})
    with pytest.raises(DomainError, match="unknown_member"):
        read_scheme(scheme_document(SCHEME), without_giver)
