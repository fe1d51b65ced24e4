"""Operations on a real book: heirs, conversion, splits, redemption, a class at its end, and taking all of it back."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import Breach, ClassRules, ShareClass, TransferRule, Voice
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import EndReason, Member, MemberKind
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    AddShares,
    AgreeTerms,
    AmendMember,
    AppointOfficer,
    ConvertShares,
    EndMembership,
    EndOffice,
    InheritShares,
    MendJoining,
    PayInstalment,
    RecallClass,
    RedeemShares,
    RegisterMember,
    ReverseEntry,
    ReverseOperation,
    ReversePayment,
    SplitClass,
    TransferShares,
)
from coopdesk.services.members.papers.agreement import build_agreement, read_agreement
from coopdesk.services.members.papers.application import build_application, read_application
from coopdesk.services.members.papers.register import RegisterFigures, build_register, register_as_at
from coopdesk.services.members.roll_checks import RollProblemKind
from coopdesk.wording import problem_reference
from tests.services.conftest import FOUNDED

DAY = date(2019, 9, 1)
LATER = date(2019, 12, 1)
NOW = date(2020, 3, 1)
LAND = ShareClass("class-2", "土地股", Money.parse("300"))


def qty(text: str) -> Quantity:
    return parse_quantity(text)


def held(desk: Desk, number: str, day: date = NOW) -> str:
    """`8` ordinary shares, `8 + 3 土地股` where there are others."""
    parts = []
    for share_class, shares in desk.members.holdings(number, day):
        label = "" if share_class.code == "ordinary" else f" {share_class.label}"
        parts.append(f"{format_quantity(shares)}{label}")
    return " + ".join(parts) or "0"


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value.code


def register_paper(desk: Desk, day: date) -> RegisterFigures:
    return build_register(desk.members.read(lambda uow: register_as_at(uow, day, NOW)), NOW)


def number_of(desk: Desk, command: Command) -> int:
    return int(desk.run(command).reference)


def with_land(desk: Desk, rules: ClassRules = LAND.rules) -> Desk:
    desk.run(DefineShareClass(share_class=replace(LAND, code="", rules=rules)))
    return desk


def thirds(*numbers: str) -> tuple[Heir, ...]:
    return tuple(Heir(number, Ratio(1, len(numbers))) for number in numbers)


def test_three_heirs_share_an_estate_of_two_classes_in_one_operation(desk: Desk) -> None:
    with_land(desk)
    desk.run(AddShares(member="F01", day=DAY, shares=qty("1"), share_class="class-2"))
    number = number_of(
        desk, InheritShares(giver="F01", day=LATER, heirs=thirds("F02", "F03", "C01"), document="公证书 12")
    )
    assert [held(desk, each) for each in ("F01", "F02", "F03", "C01")] == [
        "0",
        "8.666666 + 0.333333 土地股",
        "4.666666 + 0.333333 土地股",
        "17.666668 + 0.333334 土地股",
    ]
    operation = desk.members.operation(number)
    assert operation is not None and len(operation.entries) == 6
    assert {item.entry.document for item in operation.entries} == {"公证书 12"}
    assert held(desk, "F01", date(2019, 11, 30)) == "8 + 1 土地股"


def test_an_operation_is_taken_back_whole_and_only_once(desk: Desk) -> None:
    number = number_of(desk, InheritShares(giver="F01", day=LATER, heirs=thirds("F02", "F03", "C01")))
    assert number == 6  # five members joined before
    back = number_of(desk, ReverseOperation(operation=number, reason="录错"))
    assert [held(desk, each) for each in ("F01", "F02", "F03", "C01")] == ["8", "6", "2", "15"]
    reversal = desk.members.operation(back)
    assert reversal is not None and (reversal.reverses, reversal.is_live) == ((number,), False)
    assert refused(desk, ReverseOperation(operation=number, reason="再录")) == "register.already_reversed"
    assert refused(desk, ReverseOperation(operation=back, reason="再录")) == "register.already_reversed"
    assert refused(desk, ReverseOperation(operation=99, reason="再录")) == "register.unknown_entry"


def test_taking_back_one_entry_takes_back_its_whole_operation(desk: Desk) -> None:
    number = number_of(desk, InheritShares(giver="F01", day=LATER, heirs=thirds("F02", "F03", "C01")))
    operation = desk.members.operation(number)
    assert operation is not None
    desk.run(ReverseEntry(entry=operation.entries[1].number, reason="录错"))
    assert [held(desk, each) for each in ("F01", "F02", "F03", "C01")] == ["8", "6", "2", "15"]


def test_what_has_gone_on_cannot_be_taken_back(desk: Desk) -> None:
    number = number_of(desk, InheritShares(giver="F01", day=DAY, heirs=thirds("F02", "F03")))
    desk.run(TransferShares(giver="F02", taker="C01", day=LATER, shares=qty("10")))
    assert refused(desk, ReverseOperation(operation=number, reason="录错")) == "register.not_covered"


def test_part_of_a_class_and_one_class_alone_are_inherited(desk: Desk) -> None:
    with_land(desk)
    desk.run(AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2"))
    heirs = thirds("F02", "F03")
    desk.run(InheritShares(giver="F01", day=LATER, heirs=heirs, share_class="class-2"))
    assert held(desk, "F01") == "8"
    desk.run(InheritShares(giver="F01", day=LATER, heirs=heirs, share_class="ordinary", shares=qty("2")))
    assert (held(desk, "F01"), held(desk, "F02")) == ("6", "7 + 1.5 土地股")
    without = InheritShares(giver="F01", day=LATER, heirs=heirs, shares=qty("2"))
    assert refused(desk, without) == "operation.class_missing"
    none = InheritShares(giver="F01", day=LATER, heirs=heirs, share_class="class-2")
    assert refused(desk, none) == "operation.no_estate"
    assert refused(desk, InheritShares(giver="F77", day=LATER, heirs=heirs)) == "member.unknown"


def test_shares_go_back_with_instalments_and_the_membership_goes_on(desk: Desk) -> None:
    terms = (Term(LATER, Money.parse("1000")), Term(date(2020, 12, 1), Money.parse("1000")))
    number = number_of(desk, RedeemShares(member="F01", day=LATER, shares=qty("2"), terms=terms))
    operation = desk.members.operation(number)
    assert operation is not None and (
        tuple(Term(each.due, each.amount) for each in operation.instalments),
        operation.first.kind,
    ) == (terms, EntryKind.REDEMPTION)
    assert held(desk, "F01") == "6"
    early = (Term(DAY, Money.parse("1")),)
    command = RedeemShares(member="F01", day=LATER, shares=qty("2"), terms=early)
    assert refused(desk, command) == "operation.term_day"
    assert refused(desk, RedeemShares(member="F01", day=LATER, shares=qty("7"))) == "register.not_covered"


def test_a_subscription_is_paid_in_by_instalments_that_come_to_the_contribution(desk: Desk) -> None:
    with_land(desk)
    terms = (Term(LATER, Money.parse("600")), Term(date(2020, 12, 1), Money.parse("300")))
    given = AddShares(member="F01", day=LATER, shares=qty("3"), share_class="class-2", terms=terms)
    operation = desk.members.operation(number_of(desk, given))
    assert operation is not None and len(operation.instalments) == 2
    assert refused(desk, replace(given, command_id="again", shares=qty("4"))) == "operation.terms_sum"


def test_shares_of_one_class_become_shares_of_another(desk: Desk) -> None:
    with_land(desk)
    given = ConvertShares(
        member="F01", day=DAY, shares=qty("4"), old_class="ordinary", new_class="class-2", ratio=Ratio(3, 2)
    )
    number = number_of(desk, given)
    assert (held(desk, "F01", date(2019, 8, 31)), held(desk, "F01")) == ("8", "4 + 6 土地股")
    desk.run(ReverseOperation(operation=number, reason="录错"))
    assert held(desk, "F01") == "8"
    unknown = replace(given, command_id="x", new_class="class-9")
    assert refused(desk, unknown) == "register.unknown_class"


def test_a_split_counts_for_everybody_from_its_day_and_closes_what_is_before(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    number = number_of(desk, SplitClass(share_class="ordinary", day=DAY, ratio=Ratio(2)))
    assert [held(desk, each) for each in ("G01", "C01", "F01", "F02", "F03")] == ["10", "30", "16", "12", "4"]
    assert held(desk, "F01", date(2019, 8, 31)) == "8"
    assert str(desk.coop.share_classes()[0].par) == "500.00"
    before = AddShares(member="F01", day=date(2019, 8, 31), shares=qty("1"))
    assert refused(desk, before) == "register.before_split"
    assert refused(desk, ReverseOperation(operation=3, reason="录错")) == "register.split_since"
    assert (
        refused(desk, MendJoining(member="F01", joined=date(2019, 2, 1), reason="录错"))
        == "register.before_split"
    )
    same_day = number_of(desk, AddShares(member="F01", day=DAY, shares=qty("1")))
    assert refused(desk, ReverseOperation(operation=number, reason="录错")) == "register.entries_since_split"
    desk.run(ReverseOperation(operation=same_day, reason="录错"))
    desk.run(ReverseOperation(operation=number, reason="录错"))
    assert [held(desk, each) for each in ("G01", "C01", "F01", "F02", "F03")] == ["5", "15", "8", "6", "2"]
    assert str(desk.coop.share_classes()[0].par) == "1000.00"
    desk.run(replace(before, command_id="now"))
    assert held(desk, "F01") == "9"


def test_papers_of_before_a_split_bear_the_contribution_per_share_of_then(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    given = TransferShares(giver="F01", taker="F02", shares=qty("3"), day=date(2019, 6, 1))
    number = number_of(desk, given)
    desk.run(SplitClass(share_class="ordinary", day=DAY, ratio=Ratio(2)))
    agreement = build_agreement(desk.members.read(lambda uow: read_agreement(uow, number, None)), NOW)
    assert [(str(row.par), str(row.amount)) for row in agreement.moved] == [("1000.00", "3000.00")]
    applied = build_application(desk.members.read(lambda uow: read_application(uow, "F01")), NOW)
    assert str(applied.amount) == "8000.00"
    for day, par in ((date(2019, 8, 31), "1000.00"), (DAY, "500.00")):
        assert str(desk.members.register_on(day).classes[0].par) == par
        assert str(register_paper(desk, day).sums.capital) == "36000.00"


def test_the_register_says_what_was_contributed_and_not_what_shares_would_cost(desk: Desk) -> None:
    with_land(desk)
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    due = (Term(LATER, Money.parse("2000")),)
    desk.run(AddShares(member="F03", day=DAY, shares=qty("2"), terms=due))
    ratio = Ratio(3)
    desk.run(
        ConvertShares(
            member="F01", day=DAY, shares=qty("2"), old_class="ordinary", new_class="class-2", ratio=ratio
        )
    )
    paper = register_paper(desk, DAY)
    rows = {
        row.number: str(row.capital) for group in paper.groups for part in group.parts for row in part.rows
    }
    # F03 has paid nothing of the two shares yet; the two of F01 keep their 2,000 as six of land.
    assert (rows["F03"], rows["F01"]) == ("2000.00", "8000.00")


def test_a_split_lies_behind_every_entry_of_its_class(desk: Desk) -> None:
    desk.run(AddShares(member="F01", day=LATER, shares=qty("1")))
    assert (
        refused(desk, SplitClass(share_class="ordinary", day=DAY, ratio=Ratio(2)))
        == "operation.entries_after"
    )
    tomorrow = SplitClass(share_class="ordinary", day=date(2020, 3, 2), ratio=Ratio(2))
    assert refused(desk, tomorrow) == "register.day_in_future"
    assert refused(desk, SplitClass(share_class="none", day=DAY, ratio=Ratio(2))) == "register.unknown_class"


def test_the_shares_of_who_has_died_go_to_the_heirs_and_the_membership_ends(desk: Desk) -> None:
    desk.run(InheritShares(giver="F01", day=DAY, heirs=thirds("F02", "F03"), document="公证书 12"))
    desk.run(EndMembership(member="F01", day=DAY, reason=EndReason.DEATH))
    assert [held(desk, each) for each in ("F01", "F02", "F03")] == ["0", "10", "6"]
    late = InheritShares(giver="F01", day=LATER, heirs=thirds("F02"), share_class="ordinary", shares=qty("1"))
    assert refused(desk, late) == "register.after_end"


# Rules of a class


def test_a_class_may_not_be_transferred_but_is_inherited(desk: Desk) -> None:
    with_land(desk, ClassRules(transfer=TransferRule.NOBODY))
    desk.run(AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2"))
    for kind in (EntryKind.TRANSFER, EntryKind.GIFT):
        away = TransferShares(
            giver="F01", taker="F02", day=LATER, shares=qty("1"), share_class="class-2", kind=kind
        )
        assert refused(desk, away) == "share_class.not_transferable"
        assert refused(desk, replace(away, despite="理事会同意")) == "share_class.not_transferable"
    desk.run(InheritShares(giver="F01", day=LATER, heirs=thirds("F02"), share_class="class-2"))
    assert held(desk, "F02") == "6 + 3 土地股"


def test_a_class_goes_to_members_only_unless_a_reason_is_given(desk: Desk) -> None:
    with_land(desk, ClassRules(transfer=TransferRule.MEMBERS, beyond_transfer=Breach.REASON))
    desk.run(AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2"))
    desk.run(RegisterMember(member=Member("F09", "杨光荣", MemberKind.FARMER, LATER), shares=Quantity(0)))
    away = TransferShares(giver="F01", taker="F09", day=LATER, shares=qty("1"), share_class="class-2")
    with pytest.raises(ReasonWanted) as asked:
        desk.run(away)
    assert (asked.value.code, asked.value.field) == ("share_class.only_members", "despite")
    desk.run(replace(away, despite="成员大会决议 3"))
    assert desk.members.entries("F09")[-1].entry.entry.note == "成员大会决议 3"
    desk.run(TransferShares(giver="F01", taker="F02", day=LATER, shares=qty("1"), share_class="class-2"))


def test_an_officer_keeps_what_the_class_lets_no_officer_give(desk: Desk) -> None:
    with_land(desk, ClassRules(officers=Breach.REFUSE))
    for number in ("F01", "F03"):
        desk.run(AddShares(member=number, day=DAY, shares=qty("3"), share_class="class-2"))
    term = int(desk.run(AppointOfficer(term=OfficeTerm(Office.DIRECTOR, DAY, "F01"))).reference)
    away = TransferShares(giver="F01", taker="F02", day=LATER, shares=qty("1"), share_class="class-2")
    assert refused(desk, away) == "share_class.officer"
    desk.run(replace(away, command_id="f03", giver="F03"))
    desk.run(EndOffice(term=term, day=date(2019, 11, 30)))
    desk.run(replace(away, command_id="out of office"))


def test_nobody_holds_more_than_the_cap_on_any_later_day(desk: Desk) -> None:
    with_land(desk, ClassRules(cap=qty("10")))
    take = AddShares(member="F01", day=LATER, shares=qty("6"), share_class="class-2")
    desk.run(take)
    back_dated = replace(take, command_id="b", day=DAY, shares=qty("5"))
    assert refused(desk, back_dated) == "share_class.cap"
    desk.run(replace(back_dated, command_id="c", shares=qty("4")))
    new = Member("F09", "杨光荣", MemberKind.FARMER, LATER)
    joining = RegisterMember(member=new, shares=qty("11"), share_class="class-2")
    assert refused(desk, joining) == "share_class.cap"
    # A split takes the cap with it.
    desk.run(SplitClass(share_class="class-2", day=LATER, ratio=Ratio(3)))
    assert (held(desk, "F01"), desk.coop.share_classes()[1].rules.cap) == ("8 + 30 土地股", qty("30"))


def test_nobody_holds_more_than_a_part_of_a_class(desk: Desk) -> None:
    rules = ClassRules(cap_part=qty("0.2"), beyond_cap=Breach.REASON)
    with_land(desk, rules)
    founding = AddShares(member="F01", day=FOUNDED, shares=qty("4"), share_class="class-2")
    desk.run(founding)  # the founders subscribe together, whoever is entered first
    for number in ("F02", "F03", "C01", "G01"):
        desk.run(replace(founding, command_id=number, member=number))
    desk.run(replace(founding, command_id="more", day=DAY, member="F01", shares=Quantity(1), despite="决议"))
    assert (
        refused(desk, replace(founding, command_id="most", day=DAY, shares=qty("1")))
        == "share_class.cap_part"
    )


def test_a_class_of_a_fixed_term_is_only_taken_back_after_its_end(desk: Desk) -> None:
    with_land(desk, ClassRules(ends=date(2019, 11, 30)))
    take = AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2")
    desk.run(take)
    desk.run(replace(take, command_id="f02", member="F02"))
    assert refused(desk, replace(take, command_id="late", day=LATER)) == "share_class.ended"
    away = ConvertShares(
        member="F02", day=LATER, shares=qty("3"), old_class="class-2", new_class="ordinary", ratio=Ratio(1)
    )
    desk.run(away)
    number = number_of(desk, RecallClass(share_class="class-2", day=LATER, document="到期收回"))
    assert (held(desk, "F01"), held(desk, "F02")) == ("8", "9")
    operation = desk.members.operation(number)
    assert operation is not None and [item.entry.giver for item in operation.entries] == ["F01"]
    assert refused(desk, RecallClass(share_class="class-2", day=LATER)) == "operation.nobody_holds"


def test_shares_without_a_vote_are_no_ground_for_additional_votes(desk: Desk) -> None:
    with_land(desk, ClassRules(voice=Voice.NONE))
    member = Member("F09", "杨光荣", MemberKind.FARMER, FOUNDED)
    desk.run(RegisterMember(member=member, shares=qty("3"), share_class="class-2"))
    more = AmendMember(member=replace(member, extra_votes=1))
    assert refused(desk, more) == "share_class.no_voice"
    desk.run(AddShares(member="F09", day=DAY, shares=qty("1")))
    desk.run(replace(more, command_id="now"))


def test_rules_that_cannot_be_are_refused_and_rules_are_versions(desk: Desk) -> None:
    rules = ClassRules(cap=qty("10"), ends=date(2030, 12, 31), transfer=TransferRule.MEMBERS)
    with_land(desk, rules)
    assert desk.coop.share_classes()[1].rules == rules
    negative = replace(LAND, rules=ClassRules(cap=Quantity(-1)))
    assert refused(desk, DefineShareClass(share_class=negative)) == "share_class.rule_negative"
    beyond = replace(LAND, rules=ClassRules(cap_part=qty("1.1")))
    assert refused(desk, DefineShareClass(share_class=beyond)) == "share_class.rule_part"
    desk.run(DefineShareClass(share_class=LAND))
    assert desk.coop.share_classes()[1] == LAND


# Money for shares


def paid(desk: Desk, number: int) -> list[str]:
    """`600.00 / 600.00` for each instalment: what is paid, of how much."""
    operation = desk.members.operation(number)
    assert operation is not None
    return [f"{each.paid} / {each.amount}" for each in operation.instalments]


def capital(desk: Desk, number: str, day: date = NOW) -> str:
    balances = desk.members.balances(day).get(number)
    return str(balances.contributed) if balances is not None else "0"


def test_what_is_subscribed_is_paid_in_by_parts_and_becomes_capital(desk: Desk) -> None:
    with_land(desk)
    terms = (Term(LATER, Money.parse("600")), Term(date(2020, 12, 1), Money.parse("300")))
    number = number_of(
        desk, AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2", terms=terms)
    )
    assert (capital(desk, "F01"), paid(desk, number)) == ("0", ["0.00 / 600.00", "0.00 / 300.00"])
    desk.run(PayInstalment(operation=number, day=LATER, amount=Money.parse("500"), document="收据 7"))
    desk.run(PayInstalment(operation=number, day=LATER, amount=Money.parse("250")))
    assert (capital(desk, "F01"), paid(desk, number)) == ("750.00", ["600.00 / 600.00", "150.00 / 300.00"])
    assert capital(desk, "F01", date(2019, 11, 30)) == "0"
    too_much = PayInstalment(operation=number, day=LATER, amount=Money.parse("150.01"))
    assert refused(desk, too_much) == "payment.too_much"
    # Half a share is not paid in: it cannot be given away, and neither can the shares it is one of.
    away = TransferShares(giver="F01", taker="F02", day=NOW, shares=qty("3"), share_class="class-2")
    assert refused(desk, away) == "register.not_paid_in"
    assert desk.members.free_shares("F01", "class-2", NOW) == qty("2.5")
    desk.run(PayInstalment(operation=number, day=NOW, amount=Money.parse("150")))
    desk.run(replace(away, command_id="paid"))
    assert (capital(desk, "F01"), capital(desk, "F02")) == ("0", "900.00")


def test_a_subscription_taken_back_takes_what_was_paid_with_it(desk: Desk) -> None:
    with_land(desk)
    terms = (Term(LATER, Money.parse("900")),)
    number = number_of(
        desk, AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2", terms=terms)
    )
    desk.run(PayInstalment(operation=number, day=LATER, amount=Money.parse("300")))
    desk.run(ReverseOperation(operation=number, reason="未缴足，退回"))
    assert (held(desk, "F01"), capital(desk, "F01")) == ("8", "0")
    assert desk.members.agreed_operations() == ()


def test_what_went_back_is_paid_for_by_instalments(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    terms = (Term(LATER, Money.parse("1000")), Term(date(2020, 12, 1), Money.parse("1000")))
    number = number_of(desk, RedeemShares(member="F01", day=DAY, shares=qty("2"), terms=terms))
    assert capital(desk, "F01") == "6000.00"
    desk.run(PayInstalment(operation=number, day=LATER, amount=Money.parse("1200"), document="付款凭单 3"))
    assert (capital(desk, "F01"), paid(desk, number)) == (
        "6000.00",
        ["1000.00 / 1000.00", "200.00 / 1000.00"],
    )
    assert refused(desk, ReverseOperation(operation=number, reason="录错")) == "payment.paid_already"
    operation = desk.members.operation(number)
    assert operation is not None
    desk.run(ReversePayment(payment=operation.payments[0].number, reason="付错人"))
    assert paid(desk, number) == ["0.00 / 1000.00", "0.00 / 1000.00"]
    again = ReversePayment(payment=operation.payments[0].number, reason="付错人")
    assert refused(desk, again) == "payment.unknown"
    desk.run(ReverseOperation(operation=number, reason="录错"))
    assert capital(desk, "F01") == "8000.00"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": Money(0)}, "payment.not_positive"),
        ({"day": date(2019, 8, 31)}, "payment.before_operation"),
        ({"day": date(2020, 3, 2)}, "payment.in_future"),
        ({"operation": 1}, "payment.no_terms"),
        ({"operation": 77}, "payment.no_terms"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(desk: Desk, change: dict[str, object], code: str) -> None:
    terms = (Term(LATER, Money.parse("1000")),)
    number = number_of(desk, RedeemShares(member="F01", day=DAY, shares=qty("2"), terms=terms))
    right = PayInstalment(operation=number, day=LATER, amount=Money.parse("1"))
    wrong = replace(right, **change)  # type: ignore[arg-type]  # a case table
    assert refused(desk, wrong) == code


def test_a_conversion_moves_the_capital_and_a_split_leaves_it(desk: Desk) -> None:
    with_land(desk)
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    desk.run(
        ConvertShares(
            member="F01", day=DAY, shares=qty("2"), old_class="ordinary", new_class="class-2", ratio=Ratio(3)
        )
    )
    assert capital(desk, "F01") == "8000.00"  # 6 x 1,000, and 2,000 that were converted
    number = number_of(desk, SplitClass(share_class="ordinary", day=LATER, ratio=Ratio(2)))
    days = (FOUNDED, DAY, date(2019, 11, 30), LATER, NOW)
    assert [capital(desk, "F01", day) for day in days] == ["8000.00"] * 5
    assert str(desk.members.account("F01", 2019).closing.contributed) == "8000.00"
    desk.run(TransferShares(giver="F01", taker="F02", day=NOW, shares=qty("1")))
    assert (capital(desk, "F01"), capital(desk, "F02")) == ("7500.00", "6500.00")
    assert refused(desk, ReverseOperation(operation=number, reason="录错")) == "register.entries_since_split"
    assert list(desk.verify()) == []


def test_what_has_ended_or_is_due_is_told_at_home(desk: Desk) -> None:
    kind = RollProblemKind
    told = {kind.ENDED_CLASS, kind.INSTALMENT_DUE}
    assert told.isdisjoint(problem.kind for problem in desk.members.problems())
    with_land(desk, ClassRules(ends=date(2019, 12, 31)))
    desk.run(AddShares(member="F01", day=DAY, shares=qty("3"), share_class="class-2"))
    terms = (Term(LATER, Money.parse("100")), Term(date(2020, 3, 31), Money.parse("100")))
    number = number_of(desk, RedeemShares(member="F02", day=DAY, shares=qty("1"), terms=terms))
    problems = {problem.kind: problem for problem in desk.members.problems()}
    assert (problems[kind.ENDED_CLASS].members, problems[kind.INSTALMENT_DUE].members) == (("F01",), ("F02",))
    assert problem_reference(problems[kind.INSTALMENT_DUE]) == "F02"
    desk.run(PayInstalment(operation=number, day=LATER, amount=Money.parse("150")))
    desk.run(RecallClass(share_class="class-2", day=NOW))
    # What is left of it is due in 30 days from now.
    assert told & {problem.kind for problem in desk.members.problems()} == {kind.INSTALMENT_DUE}
    desk.run(PayInstalment(operation=number, day=NOW, amount=Money.parse("50")))
    assert told.isdisjoint(problem.kind for problem in desk.members.problems())


def test_who_has_left_is_paid_by_instalments_agreed_afterwards(desk: Desk) -> None:
    desk.run(EndMembership(member="F02", day=date(2019, 12, 31), redeem=True, notice=date(2019, 9, 1)))
    number = desk.members.entries("F02")[-1].entry.operation
    terms = (Term(date(2020, 1, 31), Money.parse("300")), Term(date(2020, 12, 31), Money.parse("300")))
    desk.run(AgreeTerms(operation=number, terms=terms))
    desk.run(PayInstalment(operation=number, day=NOW, amount=Money.parse("300")))
    assert paid(desk, number) == ["300.00 / 300.00", "0.00 / 300.00"]
    again = AgreeTerms(operation=number, terms=terms)
    assert refused(desk, again) == "payment.agreed_already"
    assert refused(desk, AgreeTerms(operation=1, terms=terms)) == "payment.no_redemption"


def test_a_register_of_before_a_split_has_the_contribution_of_then(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money.parse("1000"))))
    desk.run(SplitClass(share_class="ordinary", day=DAY, ratio=Ratio(4)))
    before, after = (desk.members.register_on(day) for day in (date(2019, 8, 31), DAY))
    assert [str(register.classes[0].par) for register in (before, after)] == ["1000.00", "250.00"]
