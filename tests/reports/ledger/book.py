"""A real book that keeps a ledger from the middle of a year: opening balances with turnover, members, a party."""

from datetime import date
from pathlib import Path

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions, Voucher, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger, PostVouchers, RecordItem
from coopdesk.services.ledger.values import LedgerItem
from tests.ui import village

F01 = Dimensions(member="F01")
PARTY = Dimensions(party="P01")


def line(account: str, yuan: str, side: Side, dimensions: Dimensions = NO_DIMENSIONS) -> VoucherLine:
    return VoucherLine("日常业务", account, side, Money.parse(yuan), dimensions)


def voucher(day: date, word: str, *lines: VoucherLine) -> Voucher:
    return Voucher(day, lines, word, attachments=1)


def two(day: date, debit: str, credit: str, yuan: str, word: str = "记", **on: Dimensions) -> Voucher:
    """A voucher of two lines; ``debit`` and ``credit`` may name an auxiliary in ``on`` by the account's code."""
    first = line(debit, yuan, Side.DEBIT, on.get(f"a{debit}", NO_DIMENSIONS))
    return voucher(day, word, first, line(credit, yuan, Side.CREDIT, on.get(f"a{credit}", NO_DIMENSIONS)))


VOUCHERS = (
    two(date(2022, 7, 5), "114", "102", "300.00", a114=F01),
    two(date(2022, 8, 1), "102", "501", "5000.00", a501=F01),
    two(date(2022, 12, 31), "523", "211", "800.00", a211=PARTY),
    two(date(2023, 1, 10), "102", "501", "900.00"),
    two(date(2023, 2, 3), "102", "114", "1000.00", a114=F01),
    two(date(2023, 2, 5), "523", "102", "120.00", "付"),
    two(date(2023, 2, 6), "211", "102", "500.00", "付", a211=PARTY),
)


def ledger_village(place: Path) -> Desk:
    """The village keeps its ledger from July 2022; half a year is there already as turnover."""
    made = village.village(place)
    balances = (
        OpeningBalance("102", Money.parse("20000.00"), Money.parse("1000.00"), Money.parse("400.00")),
        OpeningBalance("301", Money.parse("20000.00"), dimensions=F01),
        OpeningBalance("501", credit=Money.parse("1000.00")),
        OpeningBalance("523", debit=Money.parse("400.00")),
    )
    made.run(OpenLedger(first=Month(2022, 7), balances=balances))
    made.run(RecordItem(item=LedgerItem(Dimension.PARTY, "P01", "花木市场")))
    made.run(PostVouchers(vouchers=VOUCHERS))
    return made
