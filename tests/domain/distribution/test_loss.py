"""亏损处理: what meets a loss, and what each account bears, exactly to the fen and never beyond capital and reserve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.loss import cover, share_loss
from coopdesk.domain.distribution.surplus import Surplus, is_loss_year
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

ENOUGH = Money.parse("100000000")


def yuan(text: str) -> Money:
    return Money.parse(text)


def accounts(*capitals: str) -> list[AccountBalance]:
    return [AccountBalance(chr(65 + place), yuan(each)) for place, each in enumerate(capitals)]


def borne(shared: str, *capitals: str) -> dict[str, str]:
    return {
        share.member: str(share.amount) for share in share_loss(accounts(*capitals), yuan(shared), ENOUGH)
    }


def test_a_loss_of_1000_on_three_shares_and_one() -> None:
    assert borne("1000", "3000", "1000") == {"A": "750.00", "B": "250.00"}


def test_the_odd_fen_goes_to_the_largest_remainder_and_is_named() -> None:
    shares = share_loss(accounts("100", "100", "100"), yuan("100"), ENOUGH)
    assert [(str(share.amount), str(share.extra)) for share in shares] == [
        ("33.34", "0.01"),
        ("33.33", "0.00"),
        ("33.33", "0.00"),
    ]


def test_who_has_no_capital_bears_nothing() -> None:
    assert borne("60", "100", "0", "50") == {"A": "40.00", "C": "20.00"}


def test_nobody_bears_more_than_capital_and_reserve_and_the_others_share_what_that_leaves() -> None:
    listed = [
        AccountBalance("A", yuan("100"), reserve=yuan("0")),
        AccountBalance("B", yuan("100"), reserve=yuan("300")),
    ]
    assert [str(share.amount) for share in share_loss(listed, yuan("450"), ENOUGH)] == ["100.00", "350.00"]


@pytest.mark.parametrize(
    ("shared", "uncovered", "capitals", "code"),
    [
        ("-1", "100", ["100"], "loss.negative"),
        ("101", "100", ["1000"], "loss.more_than_uncovered"),
        ("50", "100", ["0", "0"], "loss.no_capital"),
        ("50", "100", [], "loss.no_capital"),
        ("50", "100", ["30", "19.99"], "loss.beyond_accounts"),
    ],
)
def test_what_accounts_cannot_bear_is_refused(
    shared: str, uncovered: str, capitals: list[str], code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        share_loss(accounts(*capitals), yuan(shared), yuan(uncovered))
    assert caught.value.code == code


money = st.integers(min_value=0, max_value=10**9).map(Money)


@given(st.lists(st.tuples(money, money), min_size=1, max_size=12), st.data())
def test_every_fen_of_the_loss_is_borne_and_by_nobody_beyond_the_limit(
    balances: list[tuple[Money, Money]], data: st.DataObject
) -> None:
    listed = [
        AccountBalance(str(place), capital, reserve) for place, (capital, reserve) in enumerate(balances)
    ]
    most = sum(capital.fen + reserve.fen for capital, reserve in balances if capital)
    if not most:
        return
    loss = Money(data.draw(st.integers(min_value=1, max_value=most)))
    shares = share_loss(listed, loss, ENOUGH * 100)
    assert sum(share.amount.fen for share in shares) == loss.fen
    assert all(0 <= share.amount.fen <= share.capital.fen + share.reserve.fen for share in shares)
    equal: dict[tuple[Money, Money], set[int]] = {}
    for share in shares:
        equal.setdefault((share.capital, share.reserve), set()).add((share.amount - share.extra).fen)
    assert all(len(amounts) == 1 for amounts in equal.values())


@pytest.mark.parametrize(
    ("current", "opening", "transfers", "met"),
    [
        ("-1000", "0", "0", ("0.00", "0.00", "0.00", "-1000.00")),
        ("-1000", "300", "0", ("0.00", "300.00", "0.00", "-700.00")),
        ("-1000", "300", "200", ("0.00", "300.00", "200.00", "-500.00")),
        ("-1000", "5000", "0", ("0.00", "1000.00", "0.00", "4000.00")),
        ("200", "-1000", "0", ("200.00", "0.00", "0.00", "-800.00")),
        ("-1000", "-50", "2000", ("0.00", "0.00", "1050.00", "950.00")),
    ],
)
def test_a_loss_first_meets_what_earlier_years_left_and_what_was_transferred_in(
    current: str, opening: str, transfers: str, met: tuple[str, ...]
) -> None:
    surplus = Surplus(yuan(current), yuan(opening), yuan(transfers))
    found = cover(surplus)
    assert is_loss_year(surplus)
    assert (
        tuple(str(each) for each in (found.made_good, found.from_opening, found.from_transfers, found.left))
        == met
    )


def test_a_year_with_something_left_after_earlier_losses_is_no_loss_year() -> None:
    assert not is_loss_year(Surplus(yuan("1000"), yuan("-999.99")))
    assert is_loss_year(Surplus(yuan("1000"), yuan("-1000")))
