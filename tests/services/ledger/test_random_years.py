"""Random sequences of what a co-op does over a year: whatever happens, debits equal credits and the statements agree.

Documents, their reversals, closes and reopenings are drawn by a seeded chance; what is refused leaves no trace. At the
end the book is sound, and closing and opening again gives back the same balances.
"""

from datetime import date, timedelta
from random import Random

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.members.account import AccountColumn, ContributionForm
from coopdesk.domain.members.share_operations import Term
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import MarkHouseholds, MarkPaid, UndoPayment, WithdrawApproval
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.ledger.commands import CloseMonth, CloseYear, PostVouchers, ReopenYear, SetMonthState
from coopdesk.services.members.account_commands import (
    RecordContribution,
    RecordGrant,
    ReverseAccountPosting,
)
from coopdesk.services.members.commands import (
    AddShares,
    PayInstalment,
    RedeemShares,
    ReverseOperation,
    TransferShares,
)
from tests.services.ledger.books import credit, debit, yuan
from tests.services.ledger.years import CoOp, co_op

MEMBERS = ("F01", "F02", "F03")
STEPS = 45
TODAY = date(2025, 1, 25)


class Chance:
    """What may happen next."""

    def __init__(self, seed: int, made: CoOp) -> None:
        self.draw = Random(seed)
        self.made = made
        self.operations: list[int] = []
        self.postings: list[int] = []
        self.done = 0
        self.refused: set[str] = set()

    def day(self) -> date:
        return date(2023, 12, 15) + timedelta(days=self.draw.randrange(400))

    def amount(self) -> str:
        return f"{self.draw.randrange(1, 5000)}.{self.draw.randrange(100):02d}"

    def shares(self) -> str:
        return self.draw.choice(("1", "0.5", "0.333333", "2"))

    def command(self) -> Command:
        pick, draw, day = self.draw.randrange(14), self.draw, min(self.day(), TODAY)
        member, other = draw.sample(MEMBERS, 2)
        terms = (Term(day, yuan(self.amount())),)
        shares = parse_quantity(self.shares())
        operation = draw.choice(self.operations or [0])
        match pick:
            case 0 | 1:
                return AddShares(member=member, day=day, shares=shares)
            case 2:
                return TransferShares(giver=member, taker=other, day=day, shares=shares)
            case 3:
                return RedeemShares(
                    member=member, day=day, shares=shares, terms=terms if draw.random() < 0.5 else ()
                )
            case 4:
                return PayInstalment(
                    operation=operation, day=min(day + timedelta(9), TODAY), amount=yuan("1.50")
                )
            case 5 | 6:
                return ReverseOperation(operation=operation, reason="误记")
            case 7:
                form = draw.choice(list(ContributionForm))
                return RecordContribution(
                    member=member,
                    day=day,
                    amount=yuan(self.amount()),
                    form=form,
                    resolution="决议",
                    until=date(2030, 1, 1),
                    term=date(2031, 1, 1),
                )
            case 8:
                column = draw.choice((AccountColumn.SUBSIDY, AccountColumn.DONATION))
                return RecordGrant(
                    column=column, day=day, amount=yuan(self.amount()), giver="某", document="文"
                )
            case 9:
                return ReverseAccountPosting(posting=draw.choice(self.postings or [0]), reason="误记")
            case 10:
                return CloseMonth(month=Month(2024, draw.randrange(1, 13)), reason="照结")
            case 11:
                state = draw.choice((MonthState.OPEN, MonthState.HELD))
                return SetMonthState(month=Month(2024, draw.randrange(1, 13)), state=state, reason="复核")
            case 12:
                return draw.choice(
                    (CloseYear(year=2024, reason="照结"), ReopenYear(year=2024, reason="漏记"))
                )
            case _:
                amount = self.amount()
                account = draw.choice(("501", "502", "511"))
                lines = (debit("102", amount), credit(account, amount))
                return PostVouchers(vouchers=(Voucher(day, lines),))

    def step(self) -> None:
        command = self.command()
        before = self.made.desk.journal.seen()
        try:
            reference = self.made.desk.run(command).reference
        except DomainError as error:
            assert self.made.desk.journal.seen() == before
            self.refused.add(error.code)
            return
        self.done += 1
        self.made.agree()
        if isinstance(command, (AddShares, TransferShares, RedeemShares)):
            self.operations.append(int(reference))
        elif isinstance(command, (RecordContribution, RecordGrant)):
            self.postings.append(int(reference))


def balances(made: CoOp) -> dict[str, str]:
    trial = made.desk.ledger.trial_balance(TODAY)
    return {
        row.account.code: f"{row.closing.debit}/{row.closing.credit}"
        for row in trial.rows
        if row.closing.debit or row.closing.credit
    }


def close(made: CoOp) -> None:
    """Close the year whatever months are closed yet."""
    for number in range(1, 12):
        month = Month(2024, number)
        if made.state(2024, number) is not MonthState.CLOSED:
            made.desk.run(CloseMonth(month=month, reason="照结"))
    made.run(CloseYear(year=2024, reason="照结"))


@pytest.mark.parametrize("seed", range(6))
def test_debits_equal_credits_after_whatever_happened(tmp_path, seed):
    with co_op(tmp_path / f"{seed}.coop", TODAY) as made:
        chance = Chance(seed, made)
        for _step in range(STEPS):
            chance.step()
        assert chance.done > STEPS // 4
        if made.desk.ledger.is_year_closed(2024):
            made.run(ReopenYear(year=2024, reason="核对"))
        if made.state(2024) is not MonthState.OPEN:
            made.desk.run(SetMonthState(month=Month(2024, 12), state=MonthState.OPEN, reason="核对"))
        assert chance.refused
        if made.state(2024, 6) is MonthState.OPEN:
            made.trade(2024, "100000")
        before = balances(made)
        close(made)
        made.run(ReopenYear(year=2024, reason="核对"))
        assert balances(made) == before
        made.run(CloseYear(year=2024, reason="照结"))
        assert made.desk.verify() == ()


def test_a_distribution_made_paid_marked_undone_and_withdrawn_leaves_what_was_before(tmp_path):
    with co_op(tmp_path / "分配.coop", TODAY) as made:
        made.trade(2024, "100000")
        made.close(2024)
        before = balances(made)
        plan = made.draft(2024)
        for way in ("银行代发", "现金", ""):
            made.approve(plan, date(2025, 1, 20))
            made.run(
                MarkHouseholds(
                    plan_id=plan, members=("F02",), standing=HouseholdStanding.CASH, day=date(2025, 1, 21)
                )
            )
            made.run(MarkPaid(plan_id=plan, day=date(2025, 1, 22), method=way))
            for standing in (HouseholdStanding.RETURNED, HouseholdStanding.OPEN):
                members = ("F01",) if standing is HouseholdStanding.RETURNED else ("F01", "F02")
                made.run(
                    MarkHouseholds(plan_id=plan, members=members, standing=standing, day=date(2025, 1, 23))
                )
            made.run(UndoPayment(plan_id=plan, reason="误记"))
            made.run(WithdrawApproval(plan_id=plan, reason="重议"))
            assert balances(made) == before
        assert made.desk.verify() == ()
