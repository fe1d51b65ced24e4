"""The rules of a member account: averaging exact to the fen, reversal, what a posting may not say."""

import random
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    AccountCause,
    AccountColumn,
    AccountEntry,
    Balances,
    ContributionForm,
    Posting,
    average,
    averaged_anew,
    check_posting,
    first_below_zero,
    opposite,
    shared_out,
)
from coopdesk.domain.money import Money

DAY = date(2024, 5, 6)


def entry(member: str, fen: int, column: AccountColumn = AccountColumn.CAPITAL) -> AccountEntry:
    return AccountEntry(member, column, Money(fen))


def test_ten_yuan_over_three_members_give_the_odd_fen_to_the_first() -> None:
    assert average(1000, 3) == [334, 333, 333]


def test_any_sum_over_any_number_of_members_is_averaged_to_the_fen() -> None:
    drawn = random.Random(8)
    for _time in range(300):
        total, members = drawn.randrange(10**11), drawn.randrange(1, 400)
        parts = average(total, members)
        assert sum(parts) == total
        assert max(parts) - min(parts) <= 1
        assert parts == sorted(parts, reverse=True)


def test_a_leaver_s_part_goes_to_those_who_stay() -> None:
    """90.00 over three is 30.00 each; when 乙 leaves, 甲 and 丙 have 45.00."""
    changes = averaged_anew(AccountColumn.SUBSIDY, {"甲": 3000, "乙": 3000, "丙": 3000}, ["甲", "丙"])

    assert {each.member: str(each.amount) for each in changes} == {
        "甲": "15.00",
        "丙": "15.00",
        "乙": "-30.00",
    }
    assert {each.column for each in changes} == {AccountColumn.SUBSIDY}


def test_who_joined_since_takes_part_when_it_is_averaged_anew_and_who_has_the_average_is_not_touched() -> (
    None
):
    changes = averaged_anew(AccountColumn.DONATION, {"甲": 34, "乙": 66}, ["甲", "丁", "乙"])

    assert {each.member: each.amount.fen for each in changes} == {"丁": 33, "乙": -33}
    assert averaged_anew(AccountColumn.DONATION, {}, []) == ()


def test_what_a_leaver_was_given_too_late_goes_evenly_to_those_who_stay() -> None:
    held = {"甲": 34, "乙": 33, "丙": 35}
    changes = shared_out(AccountColumn.DONATION, held, ["丙", "丁"], ["甲", "乙"])
    assert changes == (
        AccountEntry("丙", AccountColumn.DONATION, Money(-35)),
        AccountEntry("甲", AccountColumn.DONATION, Money(17)),
        AccountEntry("乙", AccountColumn.DONATION, Money(18)),
    )
    assert shared_out(AccountColumn.DONATION, held, ["丁"], ["甲"]) == ()
    assert shared_out(AccountColumn.DONATION, held, ["丙"], []) == ()


def test_a_reversal_takes_everything_back_and_follows_the_register_s_own_reversal() -> None:
    wrong = Posting(
        DAY,
        AccountCause.CONTRIBUTION,
        (AccountEntry("F01", AccountColumn.CAPITAL, Money(500), "ordinary", 7), entry("F02", 3)),
        "收据 3 号",
        form=ContributionForm.MONEY,
        year=2024,
    )

    back = opposite(wrong, note="记错", operations={7: 9})

    assert back.cause is AccountCause.REVERSAL
    assert (back.day, back.document, back.note, back.form, back.year) == (
        DAY,
        "收据 3 号",
        "记错",
        ContributionForm.MONEY,
        2024,
    )
    assert [(each.member, each.amount.fen, each.operation) for each in back.entries] == [
        ("F01", -500, 9),
        ("F02", -3, None),
    ]
    assert opposite(wrong).entries[0].operation == 7


@pytest.mark.parametrize(
    ("cause", "entries", "code"),
    [
        (AccountCause.CONTRIBUTION, (), "account.no_entries"),
        (AccountCause.CONTRIBUTION, (entry("F01", 0),), "account.nothing"),
        (AccountCause.TRANSFER, (entry("F01", -5), entry("F02", 4)), "account.not_even"),
        (AccountCause.AVERAGING, (entry("F01", -5, AccountColumn.SUBSIDY),), "account.not_even"),
        (AccountCause.TRANSFER, (entry("F01", -5, AccountColumn.DONATION),), "account.not_transferable"),
    ],
)
def test_what_a_posting_may_not_say(
    cause: AccountCause, entries: tuple[AccountEntry, ...], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        check_posting(Posting(DAY, cause, entries))

    assert refused.value.code == code


def test_shares_subscribed_and_not_yet_paid_are_an_entry_of_nothing() -> None:
    unpaid = AccountEntry("F01", AccountColumn.CAPITAL, Money(0), "ordinary", 7)
    check_posting(Posting(DAY, AccountCause.CONTRIBUTION, (unpaid,)))
    check_posting(Posting(DAY, AccountCause.TRANSFER, (entry("F01", -5), entry("F02", 5))))


def test_all_five_columns_are_the_base_of_the_remainder() -> None:
    held = Balances.of({column: 10**place for place, column in enumerate(AccountColumn)})

    assert (held.contributed.fen, held.total.fen) == (11, 11_111)
    assert held.get(AccountColumn.RESERVE) == Money(100)
    assert (held + held).total.fen == 22_222
    assert held and not Balances()


def test_entries_of_one_day_count_together_before_a_column_is_below_nothing() -> None:
    later = date(2024, 5, 7)

    assert first_below_zero([(DAY, -5), (DAY, 5), (later, 1)]) is None
    assert first_below_zero([(later, 9), (DAY, -5)]) == (DAY, -5)


def test_money_is_no_contribution_in_kind_and_a_land_right_has_a_term() -> None:
    assert [form.value for form in ContributionForm if not form.is_in_kind] == ["money"]
    assert [form.value for form in ContributionForm if form.has_a_term] == ["land_right", "forest_right"]
