"""The hand-worked sheet ``two_years.txt``: its vouchers, the documents behind them, and the figures they come to."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.ledger.voucher import Voucher, VoucherKind
from coopdesk.domain.money import Money
from tests.ledger.notation import voucher, yuan

SHEET = Path(__file__).with_name("two_years.txt")
YEARS = (2024, 2025)
_KINDS = {
    "": VoucherKind.TYPED,
    "opening": VoucherKind.OPENING,
    "close": VoucherKind.CLOSING,
    "reversal": VoucherKind.REVERSAL,
    "document": VoucherKind.DOCUMENT,
}


@dataclass(frozen=True)
class Noted:
    """A voucher of the sheet and, where there is one, the business document that makes it."""

    voucher: Voucher
    document: BusinessDocument | None


@cache
def sections() -> dict[str, list[list[str]]]:
    """The rows of each section by its heading, cell by cell."""
    found: dict[str, list[list[str]]] = {}
    for line in SHEET.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            rows = found.setdefault(line.removeprefix("== "), [])
        elif line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("|")])
    return found


@cache
def noted() -> tuple[Noted, ...]:
    """All vouchers in the order of the sheet, the opening balances first."""
    rows = [row for heading, rows in sections().items() if heading[:2] in ("建账", "凭证") for row in rows]
    return tuple(_noted(number, *row) for number, row in enumerate(rows))


def vouchers() -> list[Voucher]:
    """The vouchers of both years and the opening balances."""
    return [each.voucher for each in noted()]


def figures(heading: str, width: int) -> dict[str, list[Money | None]]:
    """The first cells of a section's rows, and the ``width`` figures of each; None for a dash.

    Rows of statements have a caption before their figures, which is left out.
    """
    captioned = heading[:2] in ("资产", "盈余", "月报")
    return {
        row[0]: [None if cell == "-" else yuan(cell) for cell in row[1 + captioned :][:width]]
        for row in sections()[heading]
    }


def _noted(number: int, day: str, summary: str, entries: str, what: str) -> Noted:
    kind, *words = what.split() or [""]
    made = voucher(day, entries, _KINDS[kind], summary)
    return Noted(made, _document(str(number), made.day, summary, words) if words else None)


def _document(key: str, day: date, summary: str, words: list[str]) -> BusinessDocument:
    kind, *rest = words
    amounts = []
    for rubric, amount in zip(rest[::2], rest[1::2], strict=True):
        name, _slash, member = rubric.partition("/")
        amounts.append(DocumentAmount(Rubric(name), yuan(amount), member))
    return BusinessDocument(DocumentKind(kind), key, day, tuple(amounts), (summary,))
