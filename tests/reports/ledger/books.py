"""A made-up quarter of the ledger for its books: a usual one, a long one, one of sums of ten digits, an empty month."""

from datetime import date

from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.ledger.months import Month
from coopdesk.services.ledger.papers.books import BookSource, Turnover
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.values import PostedVoucher
from tests.reports.ledger.vouchers import (
    CHART,
    FORTY,
    HUGE,
    NAMES,
    RED,
    USUAL,
    WITNESS,
    credit,
    debit,
    posted,
)
from tests.reports.plans import COOP

QUARTER = Span(Month(2024, 1), Month(2024, 3))
JANUARY = posted(
    date(2024, 1, 10),
    1,
    debit("10201", "20000.00", "收罗汉松盆景款"),
    credit("501", "20000.00", "收罗汉松盆景款", product="B01", member="F01"),
)
WAGES = posted(
    date(2024, 2, 5), 1, debit("52303", "6000.00", "计提2月工资"), credit("212", "6000.00", "计提2月工资")
)
DEPRECIATION = posted(
    date(2024, 2, 28), 2, debit("52304", "800.00", "计提折旧"), credit("152", "800.00", "计提折旧")
)
BEFORE = {
    "10201": Turnover(5_000_000, 1_000_000),
    "114": Turnover(0, 1_500_000),
    "301": Turnover(0, 2_500_000),
}
HELD = {
    ("114", Dimension.MEMBER, "F01"): Turnover(0, 1_500_000),
    ("301", Dimension.MEMBER, "F01"): Turnover(0, 2_500_000),
}


def source(*vouchers: PostedVoucher, span: Span = QUARTER) -> BookSource:
    return BookSource(COOP, CHART, NAMES, span, BEFORE, {}, HELD, {}, vouchers, WITNESS)


USUAL_QUARTER = source(JANUARY, WAGES, DEPRECIATION, USUAL, RED)
LARGE_QUARTER = source(JANUARY, WAGES, DEPRECIATION, USUAL, RED, HUGE, FORTY)
EMPTY_MONTH = source(span=Span.of(2024, 2))


def long_source(count: int) -> BookSource:
    """So many vouchers of one month, all on the bank account."""
    vouchers = [
        posted(
            date(2024, 3, 1 + place % 31),
            place,
            debit("52301", f"{place}.50", f"付第{place}笔办公费"),
            credit("10201", f"{place}.50", f"付第{place}笔办公费"),
        )
        for place in range(1, count + 1)
    ]
    return source(*sorted(vouchers, key=lambda each: each.voucher.day))
