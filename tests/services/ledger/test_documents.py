"""What operations of members become in the ledger: posted once, with the operation, undone with it."""

from datetime import date

import pytest

from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.ledger.accounts import LedgerAccount, Side
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Dimensions
from coopdesk.domain.members.account import AccountColumn, Balances, ContributionForm
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import PayOutAccount, UseReserve
from coopdesk.services.ledger.commands import (
    AddAccount,
    ChooseRuleAccount,
    CloseAccount,
    OpenLedger,
    SetMonthState,
)
from coopdesk.services.members.account_commands import (
    OpenAccounts,
    Opening,
    RecordContribution,
    RecordGrant,
    ReverseAccountPosting,
    TransferAccount,
)
from coopdesk.services.members.commands import (
    AddShares,
    AgreeTerms,
    ConvertShares,
    EndMembership,
    InheritShares,
    MendJoining,
    MergeMembers,
    PayInstalment,
    RedeemShares,
    RegisterMember,
    ReverseOperation,
    ReversePayment,
    StrikeMember,
    TakeBackEnd,
    TransferShares,
)
from tests.services.ledger.books import FIRST, MARCH, NOW, assert_sound, new_desk, refused, yuan

JUNE = date(2024, 6, 3)


@pytest.fixture
def co_op(tmp_path):
    """A share is 1,000 yuan; three households with a share each since before the ledger began with 2024."""
    desk = new_desk(tmp_path / "单据.coop")
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", yuan("1000"))))
    desk.run(DefineShareClass(share_class=ShareClass("land", "土地股", yuan("500"))))
    desk.run(OpenLedger(first=FIRST))
    yield desk
    desk.close()


def shares(desk: Desk, member: str, number: str, day: date = MARCH, **more) -> int:
    command = AddShares(member=member, day=day, shares=parse_quantity(number), document="股权登记1", **more)
    return int(desk.run(command).reference)


def noted(desk: Desk, key: str) -> str:
    """The vouchers that stand for a document, as an accountant notes them down."""
    return "；".join(told(each) for each in desk.ledger.vouchers_of(key))


def told(posted) -> str:
    words = {Side.DEBIT: "借", Side.CREDIT: "贷"}
    return " ".join(
        f"{words[line.side]} {line.account}{'/' if line.dimensions.member else ''}{line.dimensions.member}"
        f" {line.amount}"
        for line in posted.voucher.lines
    )


def one_more() -> AddShares:
    return AddShares(member="F01", day=MARCH, shares=parse_quantity("1"))


def last(desk: Desk, first: date, until: date):
    """The newest voucher of some days."""
    return desk.ledger.read(lambda uow: list(uow.ledger.between(first, until)))[-1]


def balance(desk: Desk, account: str, member: str = "") -> str:
    return str(desk.ledger.balance(account, Dimensions(member=member)))


def test_shares_that_are_paid_with_the_entry_are_money_and_capital(co_op):
    operation = shares(co_op, "F01", "2.5")
    assert noted(co_op, f"operation/{operation}") == "借 102 2500.00 贷 301/F01 2500.00"
    (posted,) = co_op.ledger.vouchers_of(f"operation/{operation}")
    assert (posted.voucher.day, posted.voucher.attachments) == (MARCH, 1)
    assert posted.voucher.lines[0].summary == "收到成员出资 张三"
    assert co_op.ledger.document_of(posted.id) == (DocumentKind.CONTRIBUTION, f"operation/{operation}")
    assert_sound(co_op)


def test_a_book_without_a_ledger_hears_nothing(bare):
    shares(bare, "F01", "2")
    assert bare.ledger.vouchers_of("operation/4") == ()
    assert_sound_without(bare)


def assert_sound_without(desk):
    assert desk.verify() == ()
    assert desk.ledger.start() is None


def test_what_is_dated_before_the_ledger_makes_no_voucher(co_op):
    operation = shares(co_op, "F01", "1", date(2023, 12, 31))
    assert noted(co_op, f"operation/{operation}") == ""
    co_op.run(ReverseOperation(operation=operation, reason="误记"))
    assert_sound(co_op)


def test_a_member_who_joins_with_shares_pays_for_them(co_op):
    member = Member("F04", "赵六", MemberKind.FARMER, MARCH)
    co_op.run(RegisterMember(member=member, shares=parse_quantity("3")))
    assert noted(co_op, "operation/4") == "借 102 3000.00 贷 301/F04 3000.00"
    co_op.run(StrikeMember(member="F04", reason="误登"))
    assert noted(co_op, "operation/4") == ""
    assert balance(co_op, "301", "F04") == "0.00"
    assert_sound(co_op)


def test_another_day_of_joining_undoes_the_voucher_and_makes_one_of_the_right_day(co_op):
    member = Member("F04", "赵六", MemberKind.FARMER, MARCH)
    co_op.run(RegisterMember(member=member, shares=parse_quantity("3")))
    co_op.run(MendJoining(member="F04", joined=JUNE, reason="日期写错"))
    assert noted(co_op, "operation/4") == ""
    (posted,) = co_op.ledger.vouchers_of("operation/5")
    assert (posted.voucher.day, told(posted)) == (JUNE, "借 102 3000.00 贷 301/F04 3000.00")
    assert_sound(co_op)


def test_instalments_are_told_when_they_are_paid(co_op):
    terms = (Term(date(2024, 4, 1), yuan("600")), Term(date(2024, 9, 1), yuan("1400")))
    operation = shares(co_op, "F02", "2", terms=terms)
    assert noted(co_op, f"operation/{operation}") == ""
    co_op.run(PayInstalment(operation=operation, day=JUNE, amount=yuan("600"), document="收据1"))
    number = co_op.ledger.read(lambda uow: uow.accounts.postings()[0].number)
    assert noted(co_op, f"posting/{number}") == "借 102 600.00 贷 301/F02 600.00"
    co_op.run(ReverseAccountPosting(posting=number, reason="退款"))
    assert noted(co_op, f"posting/{number}") == ""
    co_op.run(PayInstalment(operation=operation, day=JUNE, amount=yuan("700")))
    co_op.run(ReverseOperation(operation=operation, reason="未认购"))
    assert balance(co_op, "301", "F02") == "0.00"
    assert_sound(co_op)


def test_a_late_day_of_joining_leaves_the_money_paid_in_where_it_was(co_op):
    member = Member("F04", "赵六", MemberKind.FARMER, MARCH)
    co_op.run(RegisterMember(member=member, shares=parse_quantity("0")))
    terms = (Term(MARCH, yuan("2000")),)
    operation = shares(co_op, "F04", "2", terms=terms)
    co_op.run(PayInstalment(operation=operation, day=JUNE, amount=yuan("500")))
    co_op.run(MendJoining(member="F04", joined=date(2024, 3, 7), reason="日期写错"))
    assert balance(co_op, "301", "F04") == "500.00"
    assert_sound(co_op)


@pytest.mark.parametrize(
    ("form", "account"),
    [
        (ContributionForm.MONEY, "102"),
        (ContributionForm.GOODS, "121/F01"),
        (ContributionForm.INTELLECTUAL_PROPERTY, "161"),
        (ContributionForm.LAND_RIGHT, "161"),
        (ContributionForm.FOREST_RIGHT, "161"),
        (ContributionForm.OTHER, "151"),
    ],
)
def test_the_form_of_a_contribution_says_where_it_lies(co_op, form, account):
    command = RecordContribution(
        member="F01",
        day=JUNE,
        amount=yuan("8000"),
        form=form,
        resolution="决议3",
        until=date(2030, 1, 1),
        term=date(2040, 1, 1),
    )
    number = co_op.run(command).reference
    assert noted(co_op, f"posting/{number}") == f"借 {account} 8000.00 贷 301/F01 8000.00"


def test_surplus_turned_into_capital_comes_out_of_what_is_distributed(co_op):
    command = RecordContribution(
        member="F01", day=JUNE, amount=yuan("80"), surplus_of=2023, resolution="决议3"
    )
    number = co_op.run(command).reference
    assert noted(co_op, f"posting/{number}") == "借 3320104 80.00 贷 301/F01 80.00"


def test_shares_that_go_to_another_member_stay_capital(co_op):
    shares(co_op, "F01", "3")
    given = TransferShares(giver="F01", taker="F02", day=JUNE, shares=parse_quantity("1.5"))
    operation = co_op.run(given).reference
    assert noted(co_op, f"operation/{operation}") == "借 301/F01 1500.00 贷 301/F02 1500.00"
    heirs = (Heir("F02", Ratio(1, 2)), Heir("F03", Ratio(1, 2)))
    inherited = InheritShares(
        giver="F01", day=JUNE, heirs=heirs, shares=parse_quantity("1"), share_class="ordinary"
    )
    operation = co_op.run(inherited).reference
    assert noted(co_op, f"operation/{operation}") == (
        "借 301/F01 1000.00 贷 301/F02 500.00 贷 301/F03 500.00"
    )
    (posted,) = co_op.ledger.vouchers_of(f"operation/{operation}")
    assert co_op.ledger.document_of(posted.id) == (DocumentKind.INHERITANCE, f"operation/{operation}")
    moved = TransferAccount(giver="F02", taker="F03", day=JUNE, capital=yuan("0"), reserve=yuan("0"))
    assert refused(co_op, moved).code == "account.not_positive"
    assert_sound(co_op)


def test_capital_of_an_account_goes_to_another(co_op):
    co_op.run(RecordContribution(member="F01", day=MARCH, amount=yuan("800")))
    moved = TransferAccount(giver="F01", taker="F03", day=JUNE, capital=yuan("300"))
    number = co_op.run(moved).reference
    assert noted(co_op, f"posting/{number}") == "借 301/F01 300.00 贷 301/F03 300.00"


def test_another_class_of_shares_moves_no_money(co_op):
    command = ConvertShares(
        member="F01",
        day=JUNE,
        shares=parse_quantity("1"),
        old_class="ordinary",
        new_class="land",
        ratio=Ratio(2),
    )
    operation = co_op.run(command).reference
    assert noted(co_op, f"operation/{operation}") == ""
    assert_sound(co_op)


def test_what_is_redeemed_is_owed_and_paid_when_it_is_paid(co_op):
    redeemed = RedeemShares(
        member="F01",
        day=MARCH,
        shares=parse_quantity("1"),
        terms=(Term(JUNE, yuan("300")), Term(JUNE, yuan("500"))),
    )
    operation = int(co_op.run(redeemed).reference)
    assert noted(co_op, f"operation/{operation}") == ("借 301/F01 1000.00 贷 114/F01 800.00 贷 321 200.00")
    co_op.run(PayInstalment(operation=operation, day=JUNE, amount=yuan("300")))
    assert noted(co_op, "payment/1") == "借 114/F01 300.00 贷 102 300.00"
    co_op.run(ReversePayment(payment=1, reason="退票"))
    assert noted(co_op, "payment/1") == ""
    co_op.run(ReverseOperation(operation=operation, reason="未退股"))
    assert balance(co_op, "114", "F01") == balance(co_op, "321") == "0.00"
    assert_sound(co_op)


def test_terms_agreed_later_change_what_is_owed(co_op):
    redeemed = RedeemShares(member="F01", day=MARCH, shares=parse_quantity("1"))
    operation = int(co_op.run(redeemed).reference)
    assert noted(co_op, f"operation/{operation}") == "借 301/F01 1000.00 贷 114/F01 1000.00"
    co_op.run(AgreeTerms(operation=operation, terms=(Term(JUNE, yuan("900")),)))
    assert noted(co_op, f"terms/{operation}") == "贷 114/F01 -100.00 贷 321 100.00"
    assert balance(co_op, "114", "F01") == "-900.00"
    co_op.run(ReverseOperation(operation=operation, reason="未退股"))
    assert balance(co_op, "114", "F01") == balance(co_op, "321") == "0.00"
    assert_sound(co_op)


def test_who_leaves_is_owed_the_capital_less_the_losses_borne(co_op):
    left = EndMembership(
        member="F01",
        day=date(2024, 12, 31),
        redeem=True,
        losses=yuan("250"),
        late="协商",
    )
    co_op.run(left)
    (posted,) = co_op.ledger.vouchers_of("operation/4")
    assert posted.voucher.day == date(2025, 1, 1)
    assert told(posted) == "借 301/F01 1000.00 贷 33202 250.00 贷 114/F01 750.00"
    co_op.run(TakeBackEnd(member="F01", reason="未退社"))
    assert noted(co_op, "operation/4") == ""
    assert_sound(co_op)


def test_what_the_account_of_a_leaver_holds_is_paid_out_of_capital_and_reserve(co_op):
    held = Opening("F01", Balances(capital=yuan("1600"), reserve=yuan("40")))
    co_op.run(OpenAccounts(day=date(2023, 12, 31), accounts=(held,)))
    co_op.run(EndMembership(member="F01", day=date(2024, 2, 29), redeem=True, late="协商"))
    number = co_op.run(PayOutAccount(member="F01", day=JUNE)).reference
    assert noted(co_op, f"posting/{number}") == "借 301/F01 600.00 借 322 40.00 贷 102 640.00"
    assert_sound(co_op)


def test_grants_and_donations(co_op):
    grant = RecordGrant(
        column=AccountColumn.SUBSIDY, day=JUNE, amount=yuan("9000"), giver="区农委", document="拨款书"
    )
    number = co_op.run(grant).reference
    assert noted(co_op, f"posting/{number}") == "借 102 9000.00 贷 235 9000.00；借 235 9000.00 贷 311 9000.00"
    later = RecordGrant(
        column=AccountColumn.SUBSIDY,
        day=JUNE,
        amount=yuan("500"),
        giver="区农委",
        document="拨款书",
        from_unused=True,
    )
    used = co_op.run(later).reference
    assert noted(co_op, f"posting/{used}") == "借 235 500.00 贷 311 500.00"
    gift = RecordGrant(
        column=AccountColumn.DONATION,
        day=JUNE,
        amount=yuan("700"),
        giver="企业",
        document="协议",
        form=ContributionForm.GOODS,
    )
    given = co_op.run(gift).reference
    assert noted(co_op, f"posting/{given}") == "借 121 700.00 贷 311 700.00"
    co_op.run(ReverseAccountPosting(posting=int(number), reason="退回"))
    assert noted(co_op, f"posting/{number}") == ""
    assert balance(co_op, "311") == "1200.00"
    assert_sound(co_op)


@pytest.mark.parametrize(
    ("to_capital", "entry"),
    [
        (True, "借 322 30.00 贷 301/F01 20.00 贷 301/F02 10.00"),
        (False, "借 322 30.00 贷 33202 30.00"),
    ],
)
def test_the_reserve_meets_a_loss_or_becomes_capital(co_op, to_capital, entry):
    held = tuple(
        Opening(number, Balances(reserve=yuan(amount))) for number, amount in (("F01", "40"), ("F02", "20"))
    )
    co_op.run(OpenAccounts(day=date(2023, 12, 31), accounts=held))
    used = UseReserve(day=JUNE, amount=yuan("30"), to_capital=to_capital, resolution="决议5")
    number = co_op.run(used).reference
    assert noted(co_op, f"posting/{number}") == entry


def test_a_merged_line_takes_its_capital_along(co_op):
    member = Member("F04", "张三", MemberKind.FARMER, MARCH)
    co_op.run(RegisterMember(member=member, shares=parse_quantity("3"), other_person="同名"))
    co_op.run(RecordContribution(member="F04", day=MARCH, amount=yuan("50")))
    co_op.run(MergeMembers(gone="F04", kept="F01", reason="重复登记"))
    assert balance(co_op, "301", "F04") == "0.00"
    assert balance(co_op, "301", "F01") == "3050.00"
    assert_sound(co_op)


def test_a_closed_month_refuses_the_whole_operation_and_says_what_to_do(co_op):
    co_op.run(SetMonthState(month=FIRST, state=MonthState.CLOSED))
    day = date(2024, 1, 20)
    command = AddShares(member="F01", day=day, shares=parse_quantity("1"))
    error = refused(co_op, command)
    assert (error.code, error.params["month"]) == ("document.closed_month", "2024-01")
    # Shares with no contribution move no money, and no month need be open for them.
    co_op.run(DefineShareClass(share_class=ShareClass("honour", "荣誉股", yuan("0"))))
    co_op.run(AddShares(member="F01", day=day, shares=parse_quantity("1"), share_class="honour"))


def test_documents_go_to_the_first_account_below_theirs_until_another_is_chosen(co_op):
    """Whoever tells one bank account by its name goes on without looking at the rules."""
    co_op.run(AddAccount(account=LedgerAccount("10201", "农商行", Side.DEBIT)))
    co_op.run(AddAccount(account=LedgerAccount("10202", "邮储银行", Side.DEBIT)))
    assert not [each for each in co_op.ledger.rule_lines() if each.account == "102"]
    leg = LegName(DocumentKind.CONTRIBUTION, Rubric.MONEY, Side.DEBIT)
    assert refused(co_op, ChooseRuleAccount(leg=leg, account="121")).code == "document.account_not_allowed"
    assert refused(co_op, ChooseRuleAccount(leg=leg, account="102")).code == "document.account_not_allowed"
    line = next(each for each in co_op.ledger.rule_lines() if each.leg == leg)
    assert (line.account, line.usual) == ("10201", "102")
    assert {"101", "10201"} <= {account.code for account in line.offered}
    operation = co_op.run(one_more()).reference
    assert noted(co_op, f"operation/{operation}").startswith("借 10201 1000.00")
    co_op.run(CloseAccount(code="10201"))
    assert refused(co_op, one_more()).code == "document.account_unset"
    assert refused(co_op, ChooseRuleAccount(leg=leg)).code == "document.account_not_allowed"
    # What is posted is undone as it stands, whatever became of its account.
    co_op.run(ReverseOperation(operation=int(operation), reason="误记"))
    co_op.run(CloseAccount(code="10201", again=True))
    co_op.run(ChooseRuleAccount(leg=leg, account="101"))
    assert_sound(co_op)


def test_a_mistake_is_undone_in_red_on_its_day_or_today(co_op):
    january = shares(co_op, "F01", "1", date(2025, 1, 20))
    february = shares(co_op, "F02", "1", date(2025, 2, 20))
    months = [Month(2024, month) for month in range(1, 12)]
    for month in months:
        co_op.run(SetMonthState(month=month, state=MonthState.CLOSED))
    old = shares(co_op, "F03", "1", date(2024, 12, 20))
    co_op.run(ReverseOperation(operation=february, reason="误记"))
    red = last(co_op, date(2025, 2, 1), date(2025, 2, 28))
    assert (red.voucher.day, told(red)) == (date(2025, 2, 20), "借 102 -1000.00 贷 301/F02 -1000.00")
    assert co_op.ledger.document_of(red.id) == (DocumentKind.CONTRIBUTION, f"operation/{february}")
    co_op.run(SetMonthState(month=Month(2024, 12), state=MonthState.HELD, reason="审计"))
    co_op.run(ReverseOperation(operation=old, reason="误记"))
    blue = last(co_op, date(2025, 3, 1), date(2025, 3, 31))
    assert (blue.voucher.day, told(blue)) == (NOW.date(), "贷 102 1000.00 借 301/F03 1000.00")
    assert blue.voucher.lines[0].summary == "订正2024年12月20日记-1号凭证：误记"
    co_op.run(SetMonthState(month=Month(2025, 1), state=MonthState.HELD, reason="审计"))
    co_op.run(ReverseOperation(operation=january, reason="误记"))
    red = last(co_op, date(2025, 3, 1), date(2025, 3, 31))
    assert (red.voucher.day, told(red)) == (NOW.date(), "借 102 -1000.00 贷 301/F01 -1000.00")
    held = shares(co_op, "F01", "1", date(2025, 2, 20))
    for month in (Month(2025, 2), Month(2025, 3)):
        co_op.run(SetMonthState(month=month, state=MonthState.HELD, reason="审计"))
    assert refused(co_op, ReverseOperation(operation=held, reason="误记")).code == "document.not_undone"
    assert_sound(co_op)
