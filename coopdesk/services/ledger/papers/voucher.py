"""记账凭证 as it is printed: sheets of a few lines, more lines going on with 1/2, 2/2 (令98号 Art. 51, 52)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.ledger.accounts import ChartOfAccounts
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.papers.common import (
    Names,
    PaperHead,
    detail_words,
    head_of,
)
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.paper_words import day_text

ROWS = 6
"""Lines of a sheet: the forms sold have five to eight."""
_LEAST_PLACES = 11
"""亿 to 分: the places of the grid as forms are ruled."""
_SIGN = 1


@dataclass(frozen=True, slots=True)
class VoucherBatch:
    """The vouchers to be printed, in the order they are bound, with what accounts and auxiliaries are called."""

    coop: CoopDetails
    chart: ChartOfAccounts
    names: Names
    vouchers: tuple[PostedVoucher, ...]
    witness: Witness
    said: str = ""
    """Which these are, for the name of the file: 2024年3月 or 2024年3月记1至20号."""


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One line of the form; an amount in yuan on one side, below 0 in red."""

    summary: str
    account: str
    detail: str
    debit: Money | None
    credit: Money | None


@dataclass(frozen=True, slots=True)
class VoucherSheet:
    """One sheet. ``part`` is empty for a voucher of one sheet, else 1/2 and 2/2; ``total`` and ``in_words`` stand on
    the last one alone, which also says how many papers are attached."""

    day: str
    word: str
    number: str
    part: str
    rows: tuple[VoucherRow, ...]
    total: Money | None
    in_words: str
    attachments: int
    prepared_by: str
    checked_by: str
    posted_by: str
    remark: str

    @property
    def name(self) -> str:
        """As the outline beside the pages calls it: 记字第 12 号."""
        return f"{self.word}字第 {self.number} 号"


@dataclass(frozen=True, slots=True)
class VoucherFigures:
    """All sheets of a batch, of the months and numbers that are ``said``.

    ``places`` is how many digits the grid of amounts has: eleven (亿 to 分) or, where an amount with its sign needs
    more, as many as it needs.
    """

    head: PaperHead
    said: str
    sheets: tuple[VoucherSheet, ...]
    places: int


def build_vouchers(batch: VoucherBatch, printed_on: date) -> VoucherFigures:
    """The sheets of a batch, made on a day."""
    sheets = tuple(sheet for posted in batch.vouchers for sheet in _sheets(posted, batch.chart, batch.names))
    head = head_of(batch.coop, printed_on, batch.witness)
    return VoucherFigures(head, batch.said, sheets, _places(sheets))


def grid_titles(places: int) -> str:
    """A character for each digit of an amount, from the left: 亿千百十万千百十元角分."""
    return "千百十亿千百十万千百十元角分"[-places:]


def grid_digits(amount: Money, places: int, sign: str = "") -> tuple[str, ...]:
    """An amount digit by digit, leading places empty, fen always written (Art. 52: 角 without 分 prints 0).

    ``sign`` stands in the place right before the first digit; below 0 a minus does, and the sign before that.
    """
    digits = f"{abs(amount.fen):03d}"
    led = [*sign, "\N{MINUS SIGN}"] if amount.fen < 0 else [*sign]
    filled = [*led, *digits]
    return (*("",) * (places - len(filled)), *filled)


def _sheets(posted: PostedVoucher, chart: ChartOfAccounts, names: Names) -> Iterator[VoucherSheet]:
    voucher = posted.voucher
    rows = [_row(line, chart, names) for line in voucher.lines]
    parts = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
    for place, part in enumerate(parts, start=1):
        last = place == len(parts)
        yield VoucherSheet(
            day=day_text(voucher.day),
            word=voucher.word,
            number=f"{posted.number:04d}" if posted.number else "—",
            part=f"{place}/{len(parts)}" if len(parts) > 1 else "",
            rows=tuple(part),
            total=voucher.debit if last else None,
            in_words=capital(voucher.debit) if last else "",
            attachments=voucher.attachments,
            prepared_by=posted.prepared_by,
            checked_by=posted.checked_by,
            posted_by=posted.posted_by,
            remark="" if posted.number else "建账余额",
        )


def _row(line: VoucherLine, chart: ChartOfAccounts, names: Names) -> VoucherRow:
    top = chart[line.account].top
    return VoucherRow(
        summary=line.summary,
        account=f"{top} {chart[top].name}",
        detail=detail_words(line.account, line.dimensions, chart, names),
        debit=line.debit or None,
        credit=line.credit or None,
    )


def _places(sheets: Iterable[VoucherSheet]) -> int:
    """The widest total takes a place for ¥ as well, and one for the minus of a sum below 0."""
    amounts = [(amount, 0) for sheet in sheets for row in sheet.rows for amount in (row.debit, row.credit)]
    amounts += [(sheet.total, _SIGN) for sheet in sheets]
    needed = (
        len(str(max(abs(amount.fen), 100))) + signed + (amount.fen < 0)
        for amount, signed in amounts
        if amount is not None
    )
    return max(_LEAST_PLACES, max(needed, default=0))


def ordered(vouchers: Iterable[PostedVoucher], words: Sequence[str]) -> list[PostedVoucher]:
    """Vouchers month by month, word by word, by their numbers: as they are bound."""

    def place(posted: PostedVoucher) -> tuple[Month, int, int]:
        return posted.month, words.index(posted.voucher.word), posted.number

    return sorted(vouchers, key=place)
