"""A co-op of three households that keeps a ledger since January 2024, and short ways to write vouchers."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.persistence.book.books import create_book
from coopdesk.services.command import Command
from coopdesk.services.context import Context
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger, PostVouchers, RecordItem
from coopdesk.services.ledger.values import LedgerItem
from coopdesk.services.members.commands import RegisterMember
from coopdesk.services.ports import UnitOfWork
from coopdesk.wording import error_text

NOW = datetime(2025, 3, 10, 9, 30)
FIRST = Month(2024, 1)
MARCH = date(2024, 3, 5)


def yuan(text: str) -> Money:
    return Money.parse(text)


def debit(account: str, amount: str, summary: str = "付电费", **dimensions: str) -> VoucherLine:
    return VoucherLine(summary, account, Side.DEBIT, yuan(amount), Dimensions(**dimensions))


def credit(account: str, amount: str, summary: str = "付电费", **dimensions: str) -> VoucherLine:
    return VoucherLine(summary, account, Side.CREDIT, yuan(amount), Dimensions(**dimensions))


def voucher(*lines: VoucherLine, day: date = MARCH, word: str = "记", papers: int = 1) -> Voucher:
    return Voucher(day, lines, word, papers)


def power(day: date = MARCH, amount: str = "320.50", word: str = "记") -> Voucher:
    """电费 paid by the bank."""
    return voucher(debit("523", amount), credit("102", amount), day=day, word=word)


OPENING = (
    OpeningBalance("101", yuan("1000")),
    OpeningBalance("102", yuan("99000")),
    OpeningBalance("301", yuan("60000"), dimensions=Dimensions(member="F01")),
    OpeningBalance("301", yuan("30000"), dimensions=Dimensions(member="F02")),
    OpeningBalance("33202", yuan("10000")),
)


def new_desk(path: Path, person: str = "王会计") -> Desk:
    """A book of three households without a ledger."""
    desk = Desk(create_book(path, NOW, clock=lambda: NOW), lambda: NOW, str, lambda: (), person=person)
    desk.run(SetUpCoop(details=CoopDetails("试验花木合作社", date(2019, 2, 18))))
    for number, name in (("F01", "张三"), ("F02", "李四"), ("F03", "周五")):
        member = Member(number, name, MemberKind.FARMER, date(2019, 2, 18))
        desk.run(RegisterMember(member=member, shares=parse_quantity("1")))
    return desk


def ledger_desk(path: Path) -> Desk:
    """The same with a ledger, a power station to pay, a product and a channel."""
    desk = new_desk(path)
    desk.run(OpenLedger(first=FIRST, balances=OPENING))
    for kind, name in (
        (Dimension.PARTY, "供电所"),
        (Dimension.PRODUCT, "五针松盆景"),
        (Dimension.CHANNEL, "网店"),
    ):
        desk.run(RecordItem(item=LedgerItem(kind, "", name)))
    return desk


def post(desk: Desk, *vouchers: Voucher) -> list[int]:
    """The ids of vouchers posted at once."""
    return [int(each) for each in desk.run(PostVouchers(vouchers=vouchers)).reference.split()]


def refused(desk: Desk, command: Command) -> DomainError:
    """What a command is refused with; the book is what it was, and the sentence says all its parts."""
    before = desk.journal.seen()
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    assert desk.journal.seen() == before
    sentence = error_text(caught.value)
    assert caught.value.code not in sentence
    assert "…" not in sentence
    return caught.value


def context_of(uow: UnitOfWork, person: str = "王会计") -> Context:
    """What a handler of another area would have."""
    return Context(
        uow,
        NOW.date(),
        str,
        lambda _uow, _day: (),
        lambda _uow, _number: (),
        lambda _uow, _thing: False,
        person=person,
    )


def assert_sound(desk: Desk) -> None:
    """Nothing in the book does not hold, and what is kept by month is what the lines add up to on any day."""
    assert desk.verify() == ()
    for until in (date(2023, 12, 31), date(2024, 3, 5), date(2024, 3, 31), date(2024, 12, 31), NOW.date()):
        kept = desk.ledger.trial_balance(until)
        assert kept == desk.ledger.trial_balance(until, from_lines=True)
        for column in ("begin", "opening", "month", "year", "closing"):
            total = kept.total(column)
            assert total.debit == total.credit, column
