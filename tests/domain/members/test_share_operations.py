"""What one act enters: an estate by thirds, a class converted or split, instalments; told as the office would."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ClassRules, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_operations import (
    Heir,
    Matter,
    Ratio,
    Term,
    after_split,
    check_terms,
    contribution,
    conversion,
    inheritance,
    instalments,
    redemption_of_all,
    shares_not_paid,
    split,
    total,
)
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity

DAY = date(2021, 3, 8)
MATTER = Matter(DAY, "公证书 12", "分家")
THIRD = Ratio(1, 3)
LAND = ShareClass("land", "土地股", Money.parse("300"), ClassRules(cap=parse_quantity("50")))


def told(entries: list[ShareEntry]) -> list[str]:
    """`F01 → F02 3.333333 land` for each entry, `·` for the co-op."""
    return [
        f"{entry.giver or '·'} → {entry.taker or '·'} {format_quantity(entry.shares)} {entry.share_class}"
        for entry in entries
    ]


def code_of(raised: pytest.ExceptionInfo[DomainError]) -> str:
    return raised.value.code


def test_an_estate_by_thirds_leaves_nothing_behind() -> None:
    heirs = [Heir("F02", THIRD), Heir("F03", THIRD), Heir("F04", THIRD)]
    entries = inheritance(
        "F01", {"ordinary": parse_quantity("1"), "land": parse_quantity("6")}, heirs, MATTER
    )
    assert told(entries) == [
        "F01 → F02 0.333333 ordinary",
        "F01 → F03 0.333333 ordinary",
        "F01 → F04 0.333334 ordinary",
        "F01 → F02 2 land",
        "F01 → F03 2 land",
        "F01 → F04 2 land",
    ]
    assert {(entry.day, entry.document, entry.note, entry.kind) for entry in entries} == {
        (DAY, "公证书 12", "分家", EntryKind.INHERITANCE)
    }


@pytest.mark.parametrize(
    ("heirs", "code"),
    [
        ((), "operation.no_heir"),
        ((Heir("F02", Ratio(1, 2)), Heir("F03", THIRD)), "operation.parts"),
        ((Heir("F02", Ratio(1, 2)), Heir("F02", Ratio(1, 2))), "operation.heir_twice"),
        ((Heir("F02", Ratio(0)), Heir("F03", Ratio(1))), "operation.ratio"),
        (
            (Heir("F02", Ratio(1, 9_000_000)), Heir("F03", Ratio(8_999_999, 9_000_000))),
            "operation.part_of_nothing",
        ),
    ],
)
def test_heirs_that_cannot_be_are_refused(heirs: tuple[Heir, ...], code: str) -> None:
    with pytest.raises(DomainError) as raised:
        inheritance("F01", {"ordinary": parse_quantity("1")}, heirs, MATTER)
    assert code_of(raised) == code


def test_shares_are_converted_at_a_ratio_that_comes_out_exactly() -> None:
    assert told(conversion("F01", parse_quantity("10"), "land", "ordinary", Ratio(3, 2), MATTER)) == [
        "· → F01 15 ordinary",
        "F01 → · 10 land",
    ]
    with pytest.raises(DomainError) as raised:
        conversion("F01", parse_quantity("1"), "land", "ordinary", THIRD, MATTER)
    assert code_of(raised) == "operation.not_exact"
    with pytest.raises(DomainError) as raised:
        conversion("F01", parse_quantity("1"), "land", "land", THIRD, MATTER)
    assert code_of(raised) == "operation.same_class"


def test_a_split_multiplies_every_holding_and_divides_the_contribution() -> None:
    held = {"F01": parse_quantity("10"), "F02": parse_quantity("2.5")}
    assert told(split(held, "land", Ratio(3), MATTER)) == ["· → F01 20 land", "· → F02 5 land"]
    assert told(split(held, "land", Ratio(1, 2), MATTER)) == ["F01 → · 5 land", "F02 → · 1.25 land"]
    apart = after_split(LAND, Ratio(3))
    assert (str(apart.par), apart.rules.cap) == ("100.00", parse_quantity("150"))
    assert after_split(apart, Ratio(3).inverse) == LAND


@pytest.mark.parametrize(
    ("held", "ratio", "code"),
    [
        ({"F01": Quantity(1)}, Ratio(1, 2), "operation.not_exact"),
        ({"F01": Quantity(1)}, Ratio(2, 2), "operation.ratio"),
        ({}, Ratio(2), "operation.nobody_holds"),
    ],
)
def test_a_split_that_cannot_be_exact_is_refused(held: dict[str, int], ratio: Ratio, code: str) -> None:
    with pytest.raises(DomainError) as raised:
        split(held, "land", ratio, MATTER)
    assert code_of(raised) == code


def test_a_contribution_that_would_be_no_whole_fen_stops_a_split() -> None:
    with pytest.raises(DomainError) as raised:
        after_split(replace(LAND, par=Money(1)), Ratio(2))
    assert code_of(raised) == "operation.par_not_exact"


def test_a_class_is_taken_back_from_everybody() -> None:
    assert told(redemption_of_all({"F01": parse_quantity("3")}, "help", MATTER)) == ["F01 → · 3 help"]
    with pytest.raises(DomainError) as raised:
        redemption_of_all({}, "help", MATTER)
    assert code_of(raised) == "operation.nobody_holds"


def term(due: date, yuan: str) -> Term:
    return Term(due, Money.parse(yuan))


def test_instalments_come_to_the_contribution() -> None:
    terms = (term(DAY, "600"), term(date(2021, 12, 31), "900"))
    check_terms(terms, DAY, contribution(LAND.par, parse_quantity("5")))
    check_terms((), DAY, Money(1))
    assert str(total(terms)) == "1500.00"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ((term(DAY, "0"),), "operation.term_sum"),
        ((term(date(2021, 3, 7), "1500"),), "operation.term_day"),
        ((term(date(2021, 6, 1), "900"), term(date(2021, 5, 1), "600")), "operation.term_day"),
        ((term(DAY, "600"), term(DAY, "600")), "operation.terms_sum"),
    ],
)
def test_instalments_that_do_not_fit_are_refused(terms: tuple[Term, ...], code: str) -> None:
    with pytest.raises(DomainError) as raised:
        check_terms(terms, DAY, Money.parse("1500"))
    assert code_of(raised) == code


def test_payments_are_put_to_the_earliest_instalments() -> None:
    terms = (term(DAY, "600"), term(date(2021, 12, 31), "900"))
    told = [(str(each.paid), str(each.open)) for each in instalments(terms, Money.parse("700"))]
    assert told == [("600.00", "0.00"), ("100.00", "800.00")]


def test_shares_are_paid_in_as_the_sums_are() -> None:
    terms = (term(DAY, "600"), term(date(2021, 12, 31), "300"))
    waiting = shares_not_paid(parse_quantity("3"), terms, Money.parse("700"))
    assert format_quantity(waiting) == "0.666667"
    assert shares_not_paid(parse_quantity("3"), terms, Money.parse("900")) == 0
    assert shares_not_paid(parse_quantity("3"), (), Money(0)) == 0
