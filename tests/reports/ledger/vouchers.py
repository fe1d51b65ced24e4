"""Made-up vouchers for the papers of the ledger: a usual month, a red one, one of forty lines, sums of ten digits."""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.papers.voucher import VoucherBatch
from coopdesk.services.ledger.values import PostedVoucher
from tests.reports.plans import COOP

PRINTED_ON = date(2025, 1, 6)
WITNESS = Witness(1234, "1a2b3c4d5e6f7a8b" + "0" * 48)
NAMES = {
    (Dimension.MEMBER, "F01"): "董四",
    (Dimension.MEMBER, "F02"): "阿不都热合曼·买买提依明·吐尔逊",
    (Dimension.PARTY, "P01"): "重庆市南岸区南山街道放牛村花木盆景交易市场管理有限责任公司",
    (Dimension.PRODUCT, "B01"): "罗汉松造型盆景",
    (Dimension.CHANNEL, "C1"): "直播平台",
}
_OWN = (
    LedgerAccount("10201", "农商行基本户", Side.DEBIT),
    LedgerAccount("52301", "办公费", Side.DEBIT),
    LedgerAccount("52302", "差旅交通费", Side.DEBIT),
    LedgerAccount("52303", "工资", Side.DEBIT),
    LedgerAccount("52304", "折旧费", Side.DEBIT),
    LedgerAccount("14101", "罗汉松", Side.DEBIT),
    LedgerAccount("1410101", "大棚一区", Side.DEBIT),
    LedgerAccount("141010101", "嫁接苗培育及日常养护支出", Side.DEBIT, kept=frozenset({Dimension.PRODUCT})),
)
CHART = ChartOfAccounts((*FIRST_ACCOUNTS, *_OWN))
LONG = "向放牛村花木盆景交易市场支付2024年第一季度罗汉松嫁接苗采购款及运输、装卸、包装和保险等各项费用"


def line(account: str, yuan: str, side: Side, summary: str = "付办公费", **dimensions: str) -> VoucherLine:
    return VoucherLine(summary, account, side, Money.parse(yuan), Dimensions(**dimensions))


def debit(account: str, yuan: str, summary: str = "付办公费", **dimensions: str) -> VoucherLine:
    return line(account, yuan, Side.DEBIT, summary, **dimensions)


def credit(account: str, yuan: str, summary: str = "付办公费", **dimensions: str) -> VoucherLine:
    return line(account, yuan, Side.CREDIT, summary, **dimensions)


def posted(
    day: date, number: int, *lines: VoucherLine, attachments: int = 1, word: str = "记"
) -> PostedVoucher:
    return PostedVoucher(number, number, Voucher(day, lines, word, attachments), "王会计", "李监事", "赵财务")


USUAL = posted(
    date(2024, 3, 5),
    1,
    debit("52301", "1280.50"),
    debit("52302", "325.04", "赴区供销社开会交通费"),
    credit("10201", "1605.54"),
    attachments=3,
)
RED = PostedVoucher(
    2,
    2,
    Voucher(
        date(2024, 3, 8),
        (
            debit("52301", "-1280.50", "注销3月5日记1号凭证"),
            credit("10201", "-1280.50", "注销3月5日记1号凭证"),
        ),
        kind=VoucherKind.REVERSAL,
    ),
    "王会计",
)
HUGE = posted(
    date(2024, 3, 31),
    3,
    debit("141010101", "9999999999.99", LONG, product="B01"),
    credit("211", "5000000000.00", LONG, party="P01"),
    credit("114", "4999999999.99", LONG, member="F02"),
    attachments=128,
)
FORTY = posted(
    date(2024, 3, 31),
    4,
    *(
        debit("114", f"{place}00.0{place % 10}", f"支付第{place}户土地租金", member="F01")
        for place in range(1, 40)
    ),
    credit("10201", "78001.80", "支付土地租金合计"),
)


def batch(*vouchers: PostedVoucher, said: str = "2024年3月") -> VoucherBatch:
    return VoucherBatch(COOP, CHART, NAMES, vouchers, WITNESS, said)


ALL: Sequence[PostedVoucher] = (USUAL, RED, HUGE, FORTY)
