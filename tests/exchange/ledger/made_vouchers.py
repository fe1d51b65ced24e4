"""A flower co-op's vouchers for tests of files: every dimension, red, several debits and credits, awkward texts."""

from datetime import date

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.ledger.exchanging.accounts import AccountTable, TheirAccount
from coopdesk.services.ledger.exchanging.reading import BookKnows
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, Names

ITEMS = {
    Dimension.MEMBER: {"F01": "张三", "F02": "李四"},
    Dimension.PARTY: {"D001": "临泉花木公司", "S001": "红土供销社"},
    Dimension.PRODUCT: {"P001": "罗汉松", "P002": "六月雪"},
    Dimension.CHANNEL: {"C01": "直播", "C02": "园区"},
}


def debit(account: str, yuan: str, summary: str = "摘要", **named: str) -> VoucherLine:
    return VoucherLine(summary, account, Side.DEBIT, Money.parse(yuan), Dimensions(**named))


def credit(account: str, yuan: str, summary: str = "摘要", **named: str) -> VoucherLine:
    return VoucherLine(summary, account, Side.CREDIT, Money.parse(yuan), Dimensions(**named))


def voucher(
    day: date, number: int, *lines: VoucherLine, word: str = "记", attachments: int = 0
) -> ExchangeVoucher:
    made = Voucher(day, lines, word, attachments, VoucherKind.IMPORTED)
    return ExchangeVoucher(made, number, "王会计", "", "")


def year() -> list[ExchangeVoucher]:
    """Vouchers that say at most one item a line, so that every layout has room for them."""
    return [
        voucher(
            date(2024, 1, 5), 1,
            debit("171", "12000.00", "付土地租金"), credit("102", "12000.00", "付土地租金"), attachments=2,
        ),
        voucher(
            date(2024, 1, 31), 2,
            debit("102", "3500.55", "收花木款", ), credit("113", "3500.55", "收花木款", party="D001"), attachments=1,
        ),
        voucher(
            date(2024, 2, 9), 1,
            debit("121", "600.00", "购花盆 20 个", product="P001"),
            debit("141", "400.00", "购苗", product="P002"),
            credit("211", "1000.00", "欠供销社", party="S001"),
        ),
        voucher(
            date(2024, 2, 29), 2,
            debit("114", "88.80", "退成员张三往来", member="F01"),
            credit("101", "88.80", "退成员张三往来"),
        ),
        voucher(
            date(2024, 12, 31), 10,
            debit("523", "-0.01", "注销 11 月 3 日 5 号凭证"), credit("101", "-0.01", "注销 11 月 3 日 5 号凭证"),
        ),
        voucher(
            date(2024, 12, 31), 11,
            debit("102", "99999999.99", "大额"), credit("501", "99999999.99", "大额", channel="C01"),
        ),
    ]  # fmt: skip


NAMES = Names(FIRST_CHART.full_name, lambda dimension, code: ITEMS[dimension].get(code, ""))


def theirs() -> AccountTable:
    """A receiving ledger with codes of four digits."""
    return AccountTable(
        {account.code: TheirAccount(f"9{account.code}", f"对方{account.name}") for account in FIRST_CHART}
    )


def knows() -> BookKnows:
    def named(dimension: Dimension, name: str) -> list[str]:
        return [code for code, own in ITEMS[dimension].items() if own == name]

    return BookKnows(FIRST_CHART, named, lambda dimension, code: None, lambda day: None)
