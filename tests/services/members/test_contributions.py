"""Contributions, opening balances, subsidies and donations as they are brought to the member accounts."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause, AccountColumn, Balances, ContributionForm
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.account_commands import (
    AverageAgain,
    OpenAccounts,
    Opening,
    RecordContribution,
    RecordGrant,
    ReverseAccountPosting,
    TransferAccount,
)
from coopdesk.services.members.commands import (
    EndMembership,
    MendJoining,
    MergeMembers,
    RegisterMember,
    StrikeMember,
    TakeBackEnd,
)

MAY = date(2019, 5, 6)
NIGHT = date(2019, 12, 31)
GREENHOUSE = RecordContribution(
    member="F01",
    day=MAY,
    amount=Money.parse("1500"),
    form=ContributionForm.GOODS,
    document="入库单 3 号",
    resolution="2019 年第 3 号",
    note="大棚一座",
)
FIELD = replace(
    GREENHOUSE,
    command_id="field",
    form=ContributionForm.LAND_RIGHT,
    until=date(2028, 12, 31),
    term=date(2028, 12, 31),
    note="三亩",
)
SUBSIDY = RecordGrant(
    column=AccountColumn.SUBSIDY,
    day=MAY,
    amount=Money.parse("100.01"),
    giver="区农业农村委",
    document="渝农发〔2019〕12 号",
)


def yuan(text: str) -> Money:
    return Money.parse(text)


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value.code


def column(desk: Desk, column: AccountColumn, day: date = NIGHT) -> dict[str, str]:
    return {number: str(balances.get(column)) for number, balances in desk.members.balances(day).items()}


def test_a_greenhouse_is_capital_at_the_value_the_meeting_set(desk: Desk) -> None:
    desk.run(GREENHOUSE)

    (move,) = (move for move in desk.members.account("F01", 2019).moves if move.posting)
    assert move.posting is not None
    posting = move.posting.posting
    assert (posting.cause, posting.form, posting.resolution, posting.document, posting.note) == (
        AccountCause.CONTRIBUTION,
        ContributionForm.GOODS,
        "2019 年第 3 号",
        "入库单 3 号",
        "大棚一座",
    )
    assert desk.members.balances(MAY)["F01"] == Balances(capital=yuan("1500"))


def test_a_right_to_land_is_contributed_for_no_longer_than_it_runs(desk: Desk) -> None:
    desk.run(FIELD)

    (move,) = (move for move in desk.members.account("F01", 2019).moves if move.posting)
    assert move.posting is not None
    assert move.posting.posting.note == "三亩；出资至 2028-12-31，权利期限至 2028-12-31"
    longer = replace(FIELD, command_id="longer", until=date(2029, 1, 1))
    assert refused(desk, longer) == "account.term_beyond"
    assert refused(desk, replace(FIELD, command_id="open", term=None)) == "account.term_missing"


def test_surplus_turned_into_capital_rests_on_a_resolution_and_names_its_year(desk: Desk) -> None:
    converted = RecordContribution(
        member="F02", day=MAY, amount=yuan("60"), poverty=True, resolution="2019 年第 2 号", surplus_of=2018
    )
    desk.run(converted)

    assert desk.members.balances(MAY)["F02"] == Balances(capital_poverty=yuan("60"))
    (move,) = (move for move in desk.members.account("F02", 2019).moves if move.posting)
    assert move.posting is not None
    assert (move.posting.posting.cause, move.posting.posting.year) == (AccountCause.SURPLUS, 2018)
    bare = replace(converted, command_id="bare", resolution="")
    assert refused(desk, bare) == "account.resolution_missing"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(GREENHOUSE, resolution=" "), "account.valuation_missing"),
        (replace(GREENHOUSE, amount=Money(0)), "account.not_positive"),
        (replace(GREENHOUSE, amount=Money(-1)), "account.not_positive"),
        (replace(GREENHOUSE, share_class="gold"), "register.unknown_class"),
        (replace(GREENHOUSE, day=date(2020, 3, 2)), "account.day_in_future"),
        (replace(SUBSIDY, column=AccountColumn.RESERVE), "account.not_averaged"),
        (replace(SUBSIDY, amount=Money(0)), "account.not_positive"),
        (replace(SUBSIDY, document=""), "account.document_missing"),
        (replace(SUBSIDY, day=date(2018, 1, 1)), "account.no_members"),
        (AverageAgain(day=NIGHT), "account.even"),
        (AverageAgain(day=date(2020, 3, 2)), "account.day_in_future"),
        (ReverseAccountPosting(posting=1, reason="记错"), "account.unknown_posting"),
        (OpenAccounts(day=NIGHT, accounts=()), "account.as_it_is"),
        (
            OpenAccounts(day=NIGHT, accounts=(Opening("F01", Balances(reserve=Money(-1))),)),
            "account.negative",
        ),
        (
            OpenAccounts(day=NIGHT, accounts=(Opening("F01", Balances()), Opening("F01", Balances()))),
            "account.twice",
        ),
    ],
)
def test_what_cannot_be_brought_to_an_account_is_refused(desk: Desk, command: Command, code: str) -> None:
    assert refused(desk, command) == code
    assert desk.members.balances(NIGHT) == {}


def test_a_subsidy_is_averaged_over_the_members_of_the_day_to_the_fen(desk: Desk) -> None:
    desk.run(SUBSIDY)
    gift = replace(SUBSIDY, command_id="gift", column=AccountColumn.DONATION, amount=yuan("0.03"))
    desk.run(gift)

    assert column(desk, AccountColumn.SUBSIDY) == {
        "G01": "20.01",
        "C01": "20.00",
        "F01": "20.00",
        "F02": "20.00",
        "F03": "20.00",
    }
    assert list(column(desk, AccountColumn.DONATION).values()) == ["0.01", "0.01", "0.01", "0.00", "0.00"]


def test_a_subsidy_share_is_not_paid_out_and_goes_to_who_stays(desk: Desk) -> None:
    desk.run(SUBSIDY)
    desk.run(EndMembership(member="F03", day=date(2019, 9, 30), redeem=True))

    after = {"G01": "25.01", "C01": "25.00", "F01": "25.00", "F02": "25.00"}
    assert column(desk, AccountColumn.SUBSIDY) == after
    assert column(desk, AccountColumn.SUBSIDY, date(2019, 9, 30))["F03"] == "20.00"

    desk.run(TakeBackEnd(member="F03", reason="未退社"))

    assert column(desk, AccountColumn.SUBSIDY)["F03"] == "20.00"
    assert list(desk.verify()) == []


def test_an_end_told_after_a_later_averaging_leaves_what_was_averaged_then(desk: Desk) -> None:
    """The grant of November went to five; that F03 had left in September is told only now."""
    desk.run(SUBSIDY)
    desk.run(replace(SUBSIDY, command_id="later", day=date(2019, 11, 1), amount=yuan("50")))
    desk.run(EndMembership(member="F03", day=date(2019, 9, 30), redeem=True))

    assert column(desk, AccountColumn.SUBSIDY, date(2019, 11, 1)) == {
        "G01": "37.51",
        "C01": "37.50",
        "F01": "37.50",
        "F02": "37.50",
    }
    assert list(desk.verify()) == []


def test_a_subsidy_told_late_leaves_nothing_with_who_has_left_meanwhile(desk: Desk) -> None:
    """F03 left in September and F02 in November; only then the grant of May is entered, and a gift of August."""
    desk.run(EndMembership(member="F03", day=date(2019, 9, 30), redeem=True))
    desk.run(EndMembership(member="F02", day=date(2019, 11, 15), redeem=True))
    desk.run(SUBSIDY)
    gift = replace(
        SUBSIDY,
        command_id="gift",
        column=AccountColumn.DONATION,
        day=date(2019, 8, 1),
        amount=yuan("0.07"),
    )
    desk.run(gift)

    assert column(desk, AccountColumn.SUBSIDY, MAY)["F03"] == "20.00"
    october = column(desk, AccountColumn.SUBSIDY, date(2019, 10, 1))
    assert october == {"G01": "25.01", "C01": "25.00", "F01": "25.00", "F02": "25.00"}
    for averaged, total in ((AccountColumn.SUBSIDY, 10_001), (AccountColumn.DONATION, 7)):
        parts = {member: yuan(part).fen for member, part in column(desk, averaged).items()}
        assert parts.get("F02", 0) == parts.get("F03", 0) == 0
        assert sum(parts.values()) == total
        staying = [parts[member] for member in ("G01", "C01", "F01")]
        assert max(staying) - min(staying) <= 1
    assert list(desk.verify()) == []


def test_a_subsidy_told_late_leaves_nothing_on_the_line_that_was_merged(desk: Desk) -> None:
    twin = Member("F09", "周天", MemberKind.FARMER, date(2019, 3, 1))
    desk.run(RegisterMember(member=twin, shares=parse_quantity("1")))
    desk.run(MergeMembers(gone="F09", kept="F02", reason="重复登记", plans_stay="各按原编号"))
    desk.run(SUBSIDY)

    tomorrow = column(desk, AccountColumn.SUBSIDY, date(2020, 3, 2))
    assert tomorrow.pop("F09", "0.00") == "0.00"
    assert sorted(tomorrow.values()) == ["20.00", "20.00", "20.00", "20.00", "20.01"]
    assert list(desk.verify()) == []


def test_averaging_a_past_day_anew_leaves_nothing_with_who_has_left_since(desk: Desk) -> None:
    desk.run(SUBSIDY)
    new = Member("F04", "周天", MemberKind.FARMER, date(2019, 7, 1))
    desk.run(RegisterMember(member=new, shares=parse_quantity("1")))
    desk.run(EndMembership(member="F03", day=date(2019, 9, 30), redeem=True))

    desk.run(AverageAgain(day=date(2019, 7, 1), document="第 5 号"))

    parts = column(desk, AccountColumn.SUBSIDY)
    assert parts.pop("F03", "0.00") == "0.00"
    assert sum(yuan(part).fen for part in parts.values()) == 10_001
    assert list(desk.verify()) == []


@pytest.mark.parametrize("first_what_was_shared", [False, True])
def test_a_late_grant_is_taken_back_in_one_step_with_what_was_shared_out_of_it(
    desk: Desk, first_what_was_shared: bool
) -> None:
    desk.run(EndMembership(member="F03", day=date(2019, 9, 30), redeem=True))
    number = int(desk.run(SUBSIDY).reference)
    if first_what_was_shared:
        desk.run(ReverseAccountPosting(posting=number + 1, reason="录错"))
    desk.run(ReverseAccountPosting(posting=number, reason="录错"))

    assert set(column(desk, AccountColumn.SUBSIDY).values()) <= {"0.00"}
    assert list(desk.verify()) == []


def test_who_joins_has_part_in_it_once_it_is_averaged_again(desk: Desk) -> None:
    desk.run(SUBSIDY)
    new = Member("F04", "周天", MemberKind.FARMER, date(2019, 7, 1))
    desk.run(RegisterMember(member=new, shares=parse_quantity("1")))

    desk.run(AverageAgain(day=NIGHT, document="年末"))

    parts = column(desk, AccountColumn.SUBSIDY)
    assert parts["F04"] == "16.66"
    assert sum(yuan(part).fen for part in parts.values()) == 10_001
    assert refused(desk, AverageAgain(day=NIGHT)) == "account.even"


def test_opening_balances_are_what_the_books_so_far_say_whatever_shares_come_to(desk: Desk) -> None:
    """F01 has 8 shares of 500; the old ledger has 3,800 yuan of capital and 120.50 of reserve."""
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("500"))))
    ledger = Balances(yuan("800"), yuan("3000"), yuan("120.50"), yuan("7"), yuan("8"))

    desk.run(OpenAccounts(day=MAY, accounts=(Opening("F01", ledger),), document="2019 年 5 月余额表"))

    assert desk.members.balances(MAY)["F01"] == ledger
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("900"))))
    assert desk.members.balances(MAY)["F01"] == ledger
    assert desk.members.balances(MAY)["F02"].capital == yuan("5400")
    again = OpenAccounts(day=MAY, accounts=(Opening("F01", ledger),))
    assert refused(desk, again) == "account.as_it_is"
    corrected = replace(ledger, reserve=yuan("100"))
    desk.run(OpenAccounts(day=MAY, accounts=(Opening("F01", corrected),)))
    assert desk.members.balances(MAY)["F01"] == corrected


def test_a_wrong_grant_is_reversed_for_all(desk: Desk) -> None:
    number = int(desk.run(SUBSIDY).reference)

    desk.run(ReverseAccountPosting(posting=number, reason="拨款退回"))

    assert desk.members.balances(NIGHT) == {}
    assert list(desk.verify()) == []


def test_shares_without_a_contribution_per_share_are_not_asked_about_where_the_accounts_have_their_money(
    desk: Desk,
) -> None:
    """普通股 has no 每股出资额; once every holder's capital is in his account, nothing is missing."""
    assert [each.code for each in desk.distribution.classes_asked_about(NIGHT)] == [ORDINARY]
    ledger = tuple(Opening(number, Balances(capital=yuan("900"))) for number in ("F01", "F02", "F03", "G01"))
    desk.run(OpenAccounts(day=MAY, accounts=ledger))
    assert [each.code for each in desk.distribution.classes_asked_about(NIGHT)] == [ORDINARY]

    desk.run(OpenAccounts(day=MAY, accounts=(Opening("C01", Balances(capital=yuan("1"))),)))

    assert desk.distribution.classes_asked_about(NIGHT) == ()


def test_capital_and_reserve_go_to_another_member_and_averaged_shares_do_not(desk: Desk) -> None:
    ledger = Balances(yuan("100"), yuan("3000"), yuan("120.50"), yuan("7"), Money(0))
    desk.run(OpenAccounts(day=MAY, accounts=(Opening("F01", ledger),)))
    moved = TransferAccount(
        giver="F01",
        taker="F02",
        day=MAY,
        capital=yuan("3050"),
        reserve=yuan("120.50"),
        document="转让协议 2 号",
        resolution="2019 年第 4 号",
    )

    desk.run(moved)

    held = desk.members.balances(MAY)
    assert held["F01"] == Balances(yuan("50"), Money(0), Money(0), yuan("7"), Money(0))
    assert held["F02"] == Balances(yuan("50"), yuan("3000"), yuan("120.50"))
    again = replace(moved, command_id="again", capital=Money(0), reserve=yuan("1"))
    assert refused(desk, again) == "account.below_zero"
    assert refused(desk, replace(moved, command_id="self", taker="F01")) == "account.same_party"
    nothing = replace(moved, command_id="nothing", capital=Money(0), reserve=Money(0))
    assert refused(desk, nothing) == "account.not_positive"


def test_who_was_entered_by_mistake_has_no_account_and_no_part_in_a_subsidy(desk: Desk) -> None:
    desk.run(SUBSIDY)
    desk.run(GREENHOUSE)
    strike = StrikeMember(member="F01", reason="与 F02 是同一人")
    assert refused(desk, strike) == "member.has_account"
    desk.run(ReverseAccountPosting(posting=2, reason="记错人"))

    desk.run(replace(strike, command_id="again"))

    assert column(desk, AccountColumn.SUBSIDY) == {
        "G01": "25.01",
        "C01": "25.00",
        "F02": "25.00",
        "F03": "25.00",
    }
    assert list(desk.verify()) == []


def test_the_money_of_shares_taken_on_joining_goes_with_a_mended_day(desk: Desk) -> None:
    ledger = Balances(capital=yuan("3000"))
    (joining,) = desk.members.entries("F03")
    desk.run(OpenAccounts(day=MAY, accounts=(Opening("F03", ledger),)))
    assert joining.entry.entry.day == date(2019, 2, 18)

    desk.run(MendJoining(member="F03", joined=date(2019, 3, 1), reason="申请上的日期"))

    assert desk.members.balances(NIGHT)["F03"] == ledger
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("700"))))
    assert desk.members.balances(NIGHT)["F03"] == ledger
    assert list(desk.verify()) == []
