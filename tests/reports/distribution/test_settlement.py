"""退社结算单 (Art. 28): what is owed to who has left, by the account, the losses and the last year's plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import Balances
from coopdesk.domain.members.member import EndReason, Member, MemberKind
from coopdesk.domain.members.share_operations import Instalment, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.papers.settlement import SettlementSource, build_settlement
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.commands import EndMembership, RedeemShares, TransferShares
from coopdesk.services.paper import Choice
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES
from tests.reports.reading import lines
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

PRINTED_ON = date(2023, 3, 1)
END = date(2021, 12, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village, its shares at 1,000.00 yuan; F02 gives one of three away and leaves at the end of 2021."""
    made = village.village(tmp_path / "a.coop")
    made.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", Money(100_000))))
    one = Quantity(SCALE)
    made.run(TransferShares(giver="F02", taker="F01", day=date(2021, 3, 1), shares=one))
    yield made
    made.close()


def read(desk: Desk, number: str) -> Any:
    needs = paper("settlement").needs
    assert needs.named is not None
    return needs.read(desk, needs.named.subject(desk, number, Choice(2023, PRINTED_ON)))


def test_capital_less_losses_and_the_last_year_make_what_is_owed(desk: Desk) -> None:
    desk.run(EndMembership(member="F02", day=END, redeem=True, losses=Money(50_000), note="退社申请"))
    before = build_settlement(read(desk, "F02"), PRINTED_ON)
    assert [amount.fen for *_words, amount in before.lines] == [200_000, 0, -50_000, 0]
    assert (before.owed, before.in_words) == (Money(150_000), "人民币壹仟伍佰元整")
    assert dict(before.facts)["股份去向"] == "退股 2 股"
    assert any("另行结算" in note for note in before.notes)
    # 200,000.00 over 10 shares, of which 2 were hers on the last day of 2021.
    village.enter_year(desk, 2021, "300000", "100000")
    plan = village.draft_year(desk, 2021)
    village.resolve_year(desk, plan, 2021, members=2)
    resolved = build_settlement(read(desk, "F02"), PRINTED_ON)
    assert resolved.lines[3][3] == Money(4_000_000)
    assert resolved.owed == Money(4_150_000)
    village.pay_year(desk, plan, 2021)
    paid = build_settlement(read(desk, "F02"), PRINTED_ON)
    assert (paid.owed, paid.lines[3][2]) == (Money(150_000), "2021 年度已于2022年1月20日发放，不再计付")


@pytest.mark.parametrize("terms", [(), (Term(date(2022, 6, 30), Money(200_000)),)])
def test_shares_paid_back_on_the_last_day_are_owed_all_the_same(desk: Desk, terms: tuple[Term, ...]) -> None:
    two = Quantity(2 * SCALE)
    desk.run(RedeemShares(member="F02", day=END, shares=two, terms=terms))
    desk.run(EndMembership(member="F02", day=END))
    figures = build_settlement(read(desk, "F02"), PRINTED_ON)
    assert dict(figures.facts)["股份去向"] == "退股 2 股"
    assert (figures.lines[0][3], figures.owed) == (Money(200_000), Money(200_000))


def test_losses_never_take_more_than_capital_and_reserve(desk: Desk) -> None:
    desk.run(EndMembership(member="F02", day=END, redeem=True, losses=Money(900_000)))
    figures = build_settlement(read(desk, "F02"), PRINTED_ON)
    assert (figures.lines[2][3], figures.owed) == (Money(-200_000), Money(0))


def test_a_member_who_has_not_left_has_none(desk: Desk) -> None:
    needs = paper("settlement").needs
    assert needs.named is not None
    asked = needs.named.subject(desk, "F02", Choice(2023, PRINTED_ON))
    assert not paper("settlement").offered(asked)
    with pytest.raises(DomainError) as refused:
        read(desk, "F02")
    assert refused.value.code == "settlement.not_ended"


@pytest.mark.parametrize("terms", [0, 1, 40])
@pytest.mark.parametrize("name", LONG_NAMES[:2])
def test_long_names_large_sums_and_many_instalments_are_never_cut(
    terms: int, name: str, tmp_path: Path
) -> None:
    member = Member(
        "F0001", name, MemberKind.FARMER, date(2019, 2, 18), identity="500108197001010013", ended=END,
        end_reason=EndReason.WITHDRAWAL, notice=date(2021, 9, 1), end_losses=Money(123_456_789_012),
    )  # fmt: skip
    much = Money(99_999_999_999_99)
    source = SettlementSource(
        coop=replace(COOP, name=LONG_COOP),
        member=member,
        ended=END,
        account=Balances(much, much, much, much, much),
        year=MemberYear(Quantity(SCALE), much, Money(1)),
        paid_on=None,
        redeemed=Quantity(999_999_999 * SCALE),
        transferred=Quantity(5 * SCALE),
        terms=tuple(Instalment(END + timedelta(days=30 * n), much, Money(1)) for n in range(terms)),
        witness=Witness(41, "7214500983" * 6 + "abcd"),
    )
    (path,) = write_paper("settlement", source, tmp_path / "a.pdf", PRINTED_ON)
    said = "".join(line for page in lines(path) for line in page)
    for words in ("退社结算单", "应付合计", "领款人签章", "不退，由本社其余成员重新平均量化"):
        assert words in said, words
    assert ("支付方式和期限" in said) == (not terms)
    assert troubles(path) == []
