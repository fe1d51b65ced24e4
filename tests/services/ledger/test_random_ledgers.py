"""Whatever is posted, reversed, closed and opened again in whatever order: debits equal credits, what is kept by month
is what the lines add up to, numbers have no gap, and what was refused left nothing."""

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import Dimensions, Source, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    AmendOpening,
    CheckDraft,
    PostDrafts,
    PostVouchers,
    ReverseVoucher,
    SaveDraft,
    SetMonthState,
    VoidDraft,
)
from coopdesk.services.ledger.posting import post as post_within
from coopdesk.services.ledger.posting import reverse
from tests.services.ledger.books import assert_sound, context_of, ledger_desk

DAYS = st.integers(0, 440).map(lambda days: date(2023, 12, 25) + timedelta(days))
FEN = st.integers(-10_000, 1_000_000).map(Money)
ACCOUNTS = st.sampled_from(
    [
        ("101", ""),
        ("102", ""),
        ("523", ""),
        ("501", ""),
        ("114", "F01"),
        ("114", "F02"),
        ("221", "F01"),
        ("33202", ""),
        ("3320101", ""),
        ("332", ""),
        ("114", "F99"),
    ]
)


@st.composite
def vouchers(draw: st.DrawFn) -> Voucher:
    """A voucher that balances more often than not, of accounts that are there more often than not."""
    sides = draw(st.lists(st.tuples(ACCOUNTS, st.sampled_from(Side), FEN), min_size=1, max_size=5))
    lines = [
        VoucherLine("摘要", code, side, amount, Dimensions(member=member))
        for (code, member), side, amount in sides
    ]
    if draw(st.integers(0, 9)):
        difference = sum(line.debit.fen - line.credit.fen for line in lines)
        lines.append(VoucherLine("摘要", "102", Side.CREDIT, Money(difference)))
    return Voucher(draw(DAYS), tuple(lines), draw(st.sampled_from(["记", "记", "收", "付", "别"])))


MONTHS = st.integers(0, 14).map(lambda number: Month(2024 + number // 12, number % 12 + 1))
SMALL = st.integers(1, 12)
OTHER = tuple(OpeningBalance(code, Money(fen)) for code, fen in (("101", 700), ("33202", 700)))


@dataclass(frozen=True)
class Documented:
    """What another area does with a document: its voucher posted, or undone (``day`` alone)."""

    key: str
    day: date
    voucher: Voucher | None = None

    def carry_out(self, desk: Desk) -> None:
        source = Source("operation", self.key)
        with desk._desk_context.book.unit() as uow:
            if self.voucher is not None:
                made = replace(self.voucher, kind=VoucherKind.DOCUMENT, source=source)
                post_within(context_of(uow), made)
            elif (stands := uow.ledger.of_source(source)) is not None:
                reverse(context_of(uow), stands, self.day, "单据冲销")
            uow.commit()


KEYS = st.sampled_from("ABC")
COMMANDS: st.SearchStrategy[Command | Documented] = st.one_of(
    st.builds(Documented, KEYS, DAYS, vouchers()),
    st.builds(Documented, KEYS, DAYS),
    st.lists(vouchers(), min_size=1, max_size=3).map(lambda made: PostVouchers(vouchers=tuple(made))),
    vouchers().map(lambda made: PostVouchers(vouchers=(made,))),
    st.builds(SaveDraft, voucher=vouchers(), draft=st.none() | SMALL),
    st.builds(CheckDraft, draft=SMALL, take_back=st.booleans()),
    st.builds(VoidDraft, draft=SMALL, reason=st.just("重复")),
    st.lists(SMALL, min_size=1, max_size=3).map(lambda made: PostDrafts(drafts=tuple(made))),
    st.builds(ReverseVoucher, voucher=SMALL, day=DAYS, reason=st.just("记错")),
    st.builds(
        SetMonthState, month=MONTHS, state=st.sampled_from(MonthState), reason=st.sampled_from(["", "漏记"])
    ),
    st.just(AmendOpening(balances=OTHER, reason="期初有误")),
)


@dataclass
class Told:
    """What was done and what was refused."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def run(desk: Desk, commands: Sequence[Command | Documented]) -> Told:
    told = Told()
    for command in commands:
        before = desk.journal.seen()
        try:
            if isinstance(command, Documented):
                command.carry_out(desk)
            else:
                desk.run(command)
        except DomainError as error:
            told.refused.append(error.code)
            assert desk.journal.seen() == before
        else:
            told.done.append(type(command).__name__)
    return told


@settings(max_examples=25)
@given(st.lists(COMMANDS, min_size=4, max_size=25))
def test_no_sequence_of_acts_brings_a_ledger_out_of_balance(commands: list[Command | Documented]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(ledger_desk(Path(folder) / "任意.coop")) as desk:
        run(desk, commands)
        assert_sound(desk)


def test_the_sequences_do_all_they_are_meant_to(tmp_path: Path) -> None:
    """One hand-picked sequence: that no act above is always refused, which would try nothing."""
    lines = (
        VoucherLine("付电费", "523", Side.DEBIT, Money(5)),
        VoucherLine("付电费", "102", Side.CREDIT, Money(5)),
    )
    plain = Voucher(date(2024, 3, 5), lines)
    commands: list[Command | Documented] = [
        Documented("A", plain.day, plain),
        Documented("A", plain.day),
        Documented("A", plain.day, plain),
        PostVouchers(vouchers=(plain, plain)),
        SaveDraft(voucher=plain),
        SaveDraft(voucher=plain, draft=1),
        CheckDraft(draft=1),
        PostDrafts(drafts=(1,)),
        SaveDraft(voucher=plain),
        VoidDraft(draft=2, reason="重复"),
        ReverseVoucher(voucher=5, day=date(2024, 3, 31), reason="记错"),
        AmendOpening(balances=OTHER, reason="期初有误"),
        SetMonthState(month=Month(2024, 1), state=MonthState.CLOSED),
        SetMonthState(month=Month(2024, 1), state=MonthState.OPEN, reason="漏记"),
    ]
    with closing(ledger_desk(tmp_path / "一次.coop")) as desk:
        told = run(desk, commands)
        assert (len(told.done), told.refused) == (len(commands), [])
        assert_sound(desk)
