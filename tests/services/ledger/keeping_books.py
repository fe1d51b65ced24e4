"""A ledger that begins in January 2020, and what tests of files post to it; today is 1 March 2020."""

from datetime import date

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger, PostVouchers, RecordItem
from coopdesk.services.ledger.values import LedgerItem

JANUARY = Month(2020, 1)


def open_ledger(desk: Desk) -> Desk:
    desk.run(OpenLedger(first=JANUARY))
    desk.run(RecordItem(item=LedgerItem(Dimension.PARTY, "D001", "临泉花木公司")))
    desk.run(RecordItem(item=LedgerItem(Dimension.PRODUCT, "P001", "罗汉松")))
    return desk


def line(account: str, yuan: str, summary: str = "摘要", **named: str) -> VoucherLine:
    """A debit, or a credit where the amount begins with a stroke."""
    side = Side.CREDIT if yuan.startswith("-") else Side.DEBIT
    return VoucherLine(summary, account, side, Money.parse(yuan.lstrip("-")), Dimensions(**named))


def voucher(day: date, *lines: VoucherLine) -> Voucher:
    return Voucher(day, tuple(lines))


def paid(day: date, yuan: str, summary: str = "付款") -> Voucher:
    """Money out of the bank."""
    return voucher(day, line("523", yuan, summary), line("102", f"-{yuan}", summary))


def received(day: date, yuan: str, summary: str = "收款") -> Voucher:
    """Money into the bank."""
    return voucher(day, line("102", yuan, summary), line("502", f"-{yuan}", summary))


def post(desk: Desk, *vouchers: Voucher) -> list[int]:
    return [int(each) for each in desk.run(PostVouchers(vouchers=vouchers)).reference.split()]
