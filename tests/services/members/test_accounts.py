"""成员账户: what shares, postings and reversals make of an account, and what it refuses."""

from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    AccountCause,
    AccountColumn,
    AccountEntry,
    Balances,
    ContributionForm,
    Posting,
)
from coopdesk.domain.members.share_operations import Ratio
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.context import Context
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members import accounts
from coopdesk.services.members.commands import AddShares, ReverseEntry, SplitClass, TransferShares
from tests.services.conftest import FOUNDED, NOW

JOINED = date(2019, 2, 18)
MAY = date(2019, 5, 6)


def yuan(text: str) -> Money:
    return Money.parse(text)


def posted(desk: Desk, posting: Posting) -> int:
    """Post as a command of any area does."""
    with desk._desk_context.book.unit() as uow:
        context = Context(uow, NOW.date(), lambda name: name, lambda *_: (), lambda *_: (), lambda *_: True)
        number = accounts.post(context, posting)
        uow.commit()
        return number


def contribution(member: str, amount: str, column: AccountColumn = AccountColumn.CAPITAL) -> Posting:
    entry = AccountEntry(member, column, yuan(amount))
    return Posting(MAY, AccountCause.CONTRIBUTION, (entry,), form=ContributionForm.MONEY)


def test_shares_count_with_their_contribution_per_share_where_nobody_ever_posted(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("500.50"))))

    account = desk.members.account("F01", 2019)

    assert account.opening == Balances()
    assert [(move.day, move.change.capital, move.operation) for move in account.moves] == [
        (JOINED, yuan("4004"), 3)
    ]
    assert account.closing == Balances(capital=yuan("4004"))
    assert desk.members.balances(MAY)["G01"].contributed == yuan("2502.50")


def test_a_contribution_stands_beside_what_shares_count_for(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("500"))))

    posted(desk, contribution("F01", "1200.05"))
    posted(desk, contribution("F01", "300", AccountColumn.CAPITAL_POVERTY))

    held = desk.members.balances(MAY)["F01"]
    assert (held.capital, held.capital_poverty) == (yuan("5200.05"), yuan("300"))
    assert held.contributed == held.total == yuan("5500.05")
    assert desk.members.balances(date(2019, 5, 5))["F01"].total == yuan("4000")
    assert desk.members.account("F01", 2020).opening == held


def test_money_that_names_an_entry_of_the_register_takes_the_place_of_its_shares(desk: Desk) -> None:
    """F02 subscribes 4 shares of 500 yuan in May and pays 900 of the 2,000; the 6 of before count with 3,000."""
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("500"))))
    entered = desk.run(AddShares(member="F02", day=MAY, shares=parse_quantity("4"), document="认购书"))
    operation = int(entered.reference)
    paid = AccountEntry("F02", AccountColumn.CAPITAL, yuan("900"), ORDINARY, operation)

    posted(desk, Posting(MAY, AccountCause.CONTRIBUTION, (paid,), form=ContributionForm.MONEY))

    assert desk.members.balances(MAY)["F02"].capital == yuan("3900")
    assert [str(move.change.capital) for move in desk.members.account("F02", 2019).moves] == [
        "3000.00",
        "900.00",
    ]

    desk.run(ReverseEntry(entry=operation, reason="记错"))

    assert desk.members.balances(MAY)["F02"].capital == yuan("3000")
    assert desk.members.account("F02", 2019).closing.capital == yuan("3000")


def test_what_was_posted_wrongly_is_reversed_once_and_stays_in_sight(desk: Desk) -> None:
    number = posted(desk, contribution("F01", "1200"))
    with desk._desk_context.book.unit() as uow:
        context = Context(uow, NOW.date(), lambda name: name, lambda *_: (), lambda *_: (), lambda *_: True)
        accounts.take_back(context, number, "重复记账")
        with pytest.raises(DomainError) as twice:
            accounts.take_back(context, number, "重复记账")
        with pytest.raises(DomainError) as unknown:
            accounts.take_back(context, 77, "重复记账")
        uow.commit()

    assert twice.value.code == "account.already_reversed"
    assert unknown.value.code == "account.unknown_posting"
    account = desk.members.account("F01", 2019)
    assert [str(move.change.capital) for move in account.moves] == ["0.00", "1200.00", "-1200.00"]
    assert account.closing == Balances()


@pytest.mark.parametrize(
    ("posting", "code"),
    [
        (Posting(MAY, AccountCause.CONTRIBUTION, ()), "account.no_entries"),
        (contribution("F01", "0"), "account.nothing"),
        (contribution("F77", "5"), "member.unknown"),
        (contribution("F01", "-5"), "account.below_zero"),
        (contribution("F01", "-5", AccountColumn.RESERVE), "account.below_zero"),
        (
            Posting(date(2021, 1, 1), AccountCause.OPENING, contribution("F01", "5").entries),
            "account.day_in_future",
        ),
        (
            Posting(date(2018, 1, 1), AccountCause.OPENING, contribution("F01", "5").entries),
            "account.before_joining",
        ),
        (Posting(MAY, AccountCause.TRANSFER, contribution("F01", "5").entries), "account.not_even"),
        (
            Posting(MAY, AccountCause.TRANSFER, contribution("F01", "5", AccountColumn.SUBSIDY).entries),
            "account.not_transferable",
        ),
    ],
)
def test_what_an_account_cannot_hold_is_refused(desk: Desk, posting: Posting, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        posted(desk, posting)

    assert refused.value.code == code
    assert desk.members.balances(NOW.date()) == {}


def test_many_accounts_are_posted_to_at_once_and_the_book_stays_sound(desk: Desk) -> None:
    entries = tuple(
        AccountEntry(number, column, yuan("0.01"))
        for number in ("F01", "F02", "F03", "G01", "C01")
        for column in AccountColumn
        for _time in range(20)
    )

    number = posted(desk, Posting(FOUNDED, AccountCause.OPENING, entries, "2018 年末账"))

    assert number == 1
    assert set(desk.members.balances(FOUNDED).values()) == {Balances(*[yuan("0.20")] * 5)}
    assert list(desk._desk_context.book.verify()) == []


def test_a_split_changes_nobody_s_capital_on_any_day(desk: Desk) -> None:
    """F01's 8 shares of 500 yuan become 16 of 250; F02 has paid 900 yuan of his 3,000 so far."""
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("500"))))
    (subscribed,) = desk.members.entries("F02")
    paid = AccountEntry("F02", AccountColumn.CAPITAL, yuan("900"), ORDINARY, subscribed.entry.number)
    posted(desk, Posting(MAY, AccountCause.CONTRIBUTION, (paid,)))

    desk.run(SplitClass(share_class=ORDINARY, day=MAY, ratio=Ratio(2)))
    desk.run(TransferShares(giver="F01", taker="F03", day=MAY, shares=parse_quantity("4")))

    expected = {"F01": "3000.00", "F02": "900.00", "F03": "2000.00", "G01": "2500.00", "C01": "7500.00"}
    held = {number: str(each.capital) for number, each in desk.members.balances(MAY).items()}
    assert held == expected
    for number, capital in expected.items():
        assert str(desk.members.account(number, 2019).closing.capital) == capital
    assert desk.members.balances(date(2019, 5, 5))["F01"].capital == yuan("4000")
