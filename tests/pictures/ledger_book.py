"""The ledger that is pictured: two months of a nursery co-op, a voucher in red, drafts, long names and large sums."""

from datetime import date

from coopdesk.domain.ledger.accounts import Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import (
    AddAccount,
    CheckDraft,
    OpenLedger,
    PostVouchers,
    RecordItem,
    ReverseVoucher,
    SaveDraft,
)
from coopdesk.services.ledger.values import LedgerItem

LONG_PARTY = "西双版纳古茶山南药种植专业技术服务有限责任公司第二分公司"
LONG_SUMMARY = "付 2023 年 1 至 2 月放牛村三组、五组林地经营权流转租金（含上年度补差）"
LINES = 12
_D, _C = Side.DEBIT, Side.CREDIT


def line(summary: str, account: str, side: Side, yuan: str, **named: str) -> VoucherLine:
    """One line of a voucher, its amount in yuan."""
    return VoucherLine(summary, account, side, Money.parse(yuan), Dimensions(**named))


def voucher(day: str, *lines: VoucherLine, attachments: int = 0) -> Voucher:
    """A voucher of a day."""
    return Voucher(date.fromisoformat(day), lines, attachments=attachments)


def long_voucher(lines: int = LINES) -> Voucher:
    """Many lines, long words, sums of nine digits."""
    debits = [
        line(LONG_SUMMARY, "211" if n % 3 else "12102", _D, "123456789.01", party="002")
        for n in range(lines - 1)
    ]
    whole = Money(sum(each.amount.fen for each in debits))
    return voucher("2023-02-28", *debits, VoucherLine(LONG_SUMMARY, "102", _C, whole), attachments=7)


def keep_ledger(desk: Desk) -> None:
    """Begin the ledger of a book that has members, and keep it for two months."""
    desk.person = "李会计"
    first, second = (member.number for member in desk.members.present()[:2])
    balances = (
        OpeningBalance("101", Money.parse("8650.40")),
        OpeningBalance("102", Money.parse("965321.85")),
        OpeningBalance("151", Money.parse("120000.00")),
        OpeningBalance("152", Money.parse("36000.00")),
        OpeningBalance("301", Money.parse("600000.00"), dimensions=Dimensions(member=first)),
        OpeningBalance("301", Money.parse("400000.00"), dimensions=Dimensions(member=second)),
        OpeningBalance("33202", Money.parse("57972.25")),
    )
    desk.run(OpenLedger(first=Month(2023, 1), balances=balances))
    for name in ("重庆南山园艺有限责任公司", LONG_PARTY):
        desk.run(RecordItem(item=LedgerItem(Dimension.PARTY, "", name)))
    desk.run(RecordItem(item=LedgerItem(Dimension.PRODUCT, "", "罗汉松盆景")))
    desk.run(AddAccount(account=LedgerAccount("12101", "盆景", _D)))
    desk.run(AddAccount(account=LedgerAccount("12102", "花盆、盆土、肥料、农药及其他低值物资", _D)))
    desk.run(PostVouchers(vouchers=_posted(first, second)))
    desk.run(ReverseVoucher(voucher=5, day=date(2023, 2, 20), reason="多记一批苗木"))
    desk.run(SaveDraft(voucher=voucher("2023-02-28", line("付二月工资", "212", _D, "8600"))))
    checked = voucher("2023-02-27", line("付电费", "523", _D, "386.5"), line("付电费", "101", _C, "386.5"))
    number = desk.run(SaveDraft(voucher=checked)).reference
    desk.run(CheckDraft(draft=int(number)))


def _posted(first: str, second: str) -> tuple[Voucher, ...]:
    return (
        voucher(
            "2023-01-15",
            line("计提土地租金", "401", _D, "48000"),
            line("计提土地租金", "114", _C, "30000", member=first),
            line("计提土地租金", "114", _C, "18000", member=second),
            attachments=2,
        ),
        voucher(
            "2023-01-31", line("计提一月工资", "523", _D, "8600"), line("计提一月工资", "212", _C, "8600")
        ),
        voucher("2023-02-08", line("提取现金", "101", _D, "5000"), line("提取现金", "102", _C, "5000")),
        voucher("2023-02-10", line("购罗汉松苗", "141", _D, "45000"), line("购罗汉松苗", "102", _C, "45000")),
        voucher(
            "2023-02-12",
            line("销售盆景一批", "113", _D, "12800", party="001"),
            line("销售盆景一批", "501", _C, "12800", party="001", product="001"),
        ),
        long_voucher(),
    )
