"""What must hold of what the ledger exchanges: receipts, statements and matches numbered without a gap, matches of
equal sums, no line in two of them, each invoice once."""

from collections.abc import Iterator

from sqlalchemy import func, select, text

from coopdesk.domain.money import Money
from coopdesk.persistence.ledger.exchange_tables import bank_matches, bank_statements, voucher_imports
from coopdesk.persistence.sql.guarding import CheckContext
from coopdesk.services.values import Defect

_LIVE = "of_match NOT IN (SELECT of_match FROM bank_unmatches)"
_SIGNED = "CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END"
_SUMS = text(
    f"""
    SELECT number, CAST(COALESCE(SUM(bank), 0) AS BIGINT), CAST(COALESCE(SUM(book), 0) AS BIGINT) FROM (
        SELECT m.of_match AS number, b.amount AS bank, 0 AS book FROM bank_match_lines m
            JOIN bank_lines b ON b.id = m.line_id
        UNION ALL
        SELECT m.of_match, 0, {_SIGNED} FROM bank_match_vouchers m
            JOIN voucher_lines l ON l.voucher = m.voucher AND l.position = m.position
    ) sides GROUP BY number HAVING COALESCE(SUM(bank), 0) <> COALESCE(SUM(book), 0) ORDER BY number
    """
)
_TWICE = text(
    f"""
    SELECT MAX(of_match) FROM bank_match_lines WHERE {_LIVE} GROUP BY line_id HAVING COUNT(*) > 1
    UNION
    SELECT MAX(of_match) FROM bank_match_vouchers WHERE {_LIVE} GROUP BY voucher, position HAVING COUNT(*) > 1
    ORDER BY 1
    """
)
_INVOICES = text(
    """
    SELECT number FROM invoices WHERE attachment_id NOT IN (SELECT attachment_id FROM attachment_removals)
    GROUP BY number, code HAVING COUNT(*) > 1 ORDER BY number
    """
)


def exchange_number_defects(context: CheckContext) -> Iterator[Defect]:
    """Receipts, statements and matches are numbered from 1 without a gap."""
    for code, number in (
        ("verify.voucher_imports", voucher_imports.c.number),
        ("verify.bank_statements", bank_statements.c.number),
        ("verify.bank_matches", bank_matches.c.number),
    ):
        highest, count = context.connection.execute(select(func.max(number), func.count(number))).one()
        if (highest or 0) != count:
            yield Defect(code, {"highest": highest, "count": count})


def match_defects(context: CheckContext) -> Iterator[Defect]:
    """Both sides of a match are the same sum, and no line stands in two matches."""
    for number, bank, book in context.connection.execute(_SUMS):
        yield Defect(
            "verify.bank_match", {"number": number, "bank": Money(int(bank)), "book": Money(int(book))}
        )
    for number in context.connection.execute(_TWICE).scalars():
        yield Defect("verify.bank_match_twice", {"number": number})


def invoice_defects(context: CheckContext) -> Iterator[Defect]:
    """No invoice is attached twice."""
    for number in context.connection.execute(_INVOICES).scalars():
        yield Defect("verify.invoice_twice", {"number": number})


CHECKS = (exchange_number_defects, match_defects, invoice_defects)
