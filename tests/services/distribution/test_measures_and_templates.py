"""Trade, land and other measures by year, and the co-op's own schemes as templates."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Eligible,
    Line,
    PerUnit,
    Rebate,
    Rest,
    Scheme,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    KeepTemplate,
    RecordMeasures,
    RenameTemplate,
    WithdrawTemplate,
)

DAY = date(2019, 12, 31)


def row(member: str, quantity: str, amount: str = "0") -> SheetRow:
    return SheetRow(member, parse_quantity(quantity), Money.parse(amount))


def sheet(*rows: SheetRow, kind: SheetKind = SheetKind.TRADE, name: str = "鲜蛋") -> MeasureSheet:
    return MeasureSheet(2019, kind, name, rows, "2019 年收购台账")


EGGS = sheet(row("F01", "1000", "5000"), row("F02", "600", "3000"), row("F02", "-100", "-500"))


def test_what_was_sold_to_the_co_op_is_what_is_returned_by(desk: Desk) -> None:
    desk.run(RecordMeasures(sheet=EGGS))
    desk.run(RecordMeasures(sheet=sheet(row("F03", "2.5"), kind=SheetKind.LAND, name="")))
    desk.run(RecordMeasures(sheet=sheet(row("F03", "12"), kind=SheetKind.MEASURE, name="工龄")))
    facts = desk.distribution.facts(2019, DAY)
    assert [each.member for each in facts.trades] == ["F01", "F02", "F02"]
    assert [each.member for each in facts.land] == [each.member for each in facts.measures] == ["F03"]
    returned = Line("r", "返还", PerUnit(parse_quantity("0.1")), Basis("trade_amount"), patronage=True)
    result = distribute(facts, Scheme(((returned,),)))
    paid = {party.id: str(Money(fen)) for party, fen in zip(facts.members, result.gross, strict=True)}
    assert paid == {"G01": "0.00", "C01": "0.00", "F01": "500.00", "F02": "250.00", "F03": "0.00"}


def test_a_sheet_entered_again_takes_the_place_of_the_one_before_and_an_empty_one_takes_it_out(
    desk: Desk,
) -> None:
    desk.run(RecordMeasures(sheet=EGGS))
    desk.run(RecordMeasures(sheet=sheet(row("F03", "7", "35"))))
    assert [each.quantity for each in desk.distribution.measures(2019)] == [parse_quantity("7")]
    assert desk.distribution.measures(2018) == []
    desk.run(RecordMeasures(sheet=sheet()))
    assert desk.distribution.measures(2019) == []
    assert desk.distribution.facts(2019, DAY).trades == ()


def test_a_draft_is_outgrown_by_another_sheet_and_a_resolved_year_takes_none(desk: Desk) -> None:
    plan = drafted(desk)
    desk.run(RecordMeasures(sheet=EGGS))
    with pytest.raises(DomainError, match=r"plan\.stale"):
        approve(desk, plan)
    approve(desk, drafted(desk))
    with pytest.raises(DomainError, match="already_approved"):
        desk.run(RecordMeasures(sheet=EGGS))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (replace(EGGS, name=" "), "sheet.name_missing"),
        (replace(EGGS, source=""), "sheet.source_missing"),
        (sheet(row("F01", "1"), kind=SheetKind.MEASURE, name="shares"), "sheet.name_reserved"),
        (sheet(row("F01", "-1"), kind=SheetKind.MEASURE, name="工龄"), "sheet.negative"),
        (sheet(row("F01", "-1"), kind=SheetKind.LAND, name=""), "sheet.negative"),
        (sheet(row("F01", "-5", "100")), "sheet.signs_differ"),
        (sheet(row("F01", "1"), row("F77", "1")), "sheet.unknown_member"),
    ],
)
def test_a_bad_sheet_is_refused_whole(desk: Desk, bad: MeasureSheet, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        desk.run(RecordMeasures(sheet=bad))
    assert caught.value.code == code
    assert desk.distribution.measures(2019) == []


def test_a_row_that_is_too_large_is_named_in_the_form_and_refused_by_the_service(desk: Desk) -> None:
    bad = sheet(row("F01", "9999999999999"))
    with pytest.raises(DomainError) as caught:
        bad.check()
    assert (caught.value.code, caught.value.params["row"]) == ("sheet.too_large", 1)
    with pytest.raises(DomainError, match=r"limits\.count"):
        desk.run(RecordMeasures(sheet=bad))


def test_sixty_percent_by_trade_and_the_rest_by_accounts_is_a_template_of_the_program(desk: Desk) -> None:
    desk.run(RecordMeasures(sheet=EGGS))
    statutory = next(each for each in desk.distribution.templates() if each.id == "statutory")
    [[by_trade, rest]] = desk.distribution.scheme_from(statutory, desk.distribution.facts(2019, DAY)).tiers
    assert (by_trade.basis.measure, by_trade.patronage) == ("trade_amount", True)
    assert (rest.basis.measure, rest.patronage) == ("account_total", False)


def test_a_scheme_kept_under_a_name_is_offered_after_the_programs_and_can_be_renamed_and_withdrawn(
    desk: Desk,
) -> None:
    program = len(desk.distribution.templates())
    scheme = Scheme(((Line("d", "基本分红", Rest(), Basis("shares", cap=parse_quantity("50"))),),))
    kept = desk.run(KeepTemplate(title="  我社办法 ", scheme=scheme)).reference
    own = desk.distribution.templates()[program]
    assert (own.id, own.title, own.is_own) == (kept, "我社办法", True)
    assert desk.distribution.scheme_from(own, desk.distribution.facts(2019, DAY)) == scheme
    desk.run(RenameTemplate(template=kept, title="我社办法（2019）"))
    assert desk.distribution.templates()[program].title == "我社办法（2019）"
    with pytest.raises(DomainError, match="title_taken"):
        desk.run(KeepTemplate(title="我社办法（2019）", scheme=scheme))
    with pytest.raises(DomainError, match="title_missing"):
        desk.run(KeepTemplate(title=" ", scheme=scheme))
    desk.run(WithdrawTemplate(template=kept))
    assert len(desk.distribution.templates()) == program
    with pytest.raises(DomainError, match=r"template\.unknown"):
        desk.run(RenameTemplate(template=kept, title="又"))


def named(label: str) -> Scheme:
    """A scheme each of whose parts has that name."""
    line = Line("d", label, Rest(), Basis("shares"))
    giving = Rebate(
        "r", label, "G01", ("d",), Eligible(kinds=frozenset({MemberKind.FARMER})), Basis("shares")
    )
    return Scheme(((line,),), (Appropriation("a", label, rate=parse_quantity("0.1")),), (giving,))


def test_names_of_a_schemes_parts_are_cleaned_by_whatever_way_they_come(desk: Desk) -> None:
    pasted = named("基本\u200b分红\ue863 ")
    desk.run(DraftDistribution(year=2019, record_date=DAY, scheme=pasted))
    plan = desk.distribution.plan(2019)
    assert plan is not None
    assert plan.draft.scheme == named("基本分红䶮")
    desk.run(KeepTemplate(title="我社", scheme=pasted))
    assert desk.distribution.scheme_from(
        desk.distribution.templates()[-1], desk.distribution.facts(2019, DAY)
    ) == named("基本分红䶮")
    for label, code in (("分红\ue000", "text.character"), ("\u200b", "scheme.label_missing")):
        for command in (
            DraftDistribution(year=2019, record_date=DAY, scheme=named(label)),
            KeepTemplate(title="又一个", scheme=named(label)),
        ):
            with pytest.raises(DomainError) as refused:
                desk.run(command)
            assert refused.value.code == code


def test_a_draft_of_before_names_were_cleaned_is_not_frozen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("coopdesk.services.distribution.distributions.cleaned_scheme", lambda scheme: scheme)
        old = desk.run(DraftDistribution(year=2019, record_date=DAY, scheme=named("分红\u200b")))
    with pytest.raises(DomainError, match=r"plan\.stale"):
        approve(desk, int(old.reference))


def drafted(desk: Desk) -> int:
    scheme = Scheme(((Line("d", "分红", Rest(), Basis("shares")),),))
    return int(desk.run(DraftDistribution(year=2019, record_date=DAY, scheme=scheme)).reference)


def approve(desk: Desk, plan: int) -> None:
    desk.run(ApproveDistribution(plan_id=plan, resolution=Resolution("1", date(2020, 1, 10), 5, 5, 5)))
