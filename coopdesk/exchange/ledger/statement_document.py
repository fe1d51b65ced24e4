"""What came of a bank statement, as a JSON document and as lines to read; the keys are fixed, others rely on them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.reconciliation import Entry, Match
from coopdesk.domain.money import Money
from coopdesk.i18n import _
from coopdesk.services.ledger.bank.keeping import StatementComparison
from coopdesk.services.ledger.bank.statement import StatementReading
from coopdesk.services.ledger.exchange_values import Reconciliation
from coopdesk.services.members.importing.findings import Fault
from coopdesk.wording import error_text


def statement_document(
    reading: StatementReading | None, errors: Iterable[Fault | DomainError]
) -> dict[str, Any]:
    """A statement that was read, or that could not be; nothing of the book yet."""
    found: dict[str, Any] = {
        "sheet": reading.table.name if reading else None,
        "columns": {
            str(reading.table.cell(reading.first - 1, place) or ""): item.value
            for place, item in reading.columns.items()
        }
        if reading
        else {},
        "lines": len(reading.lines) if reading else 0,
        "income": str(reading.income) if reading else "0.00",
        "outgo": str(reading.outgo) if reading else "0.00",
        "opening": _yuan(reading.opening) if reading else None,
        "closing": _yuan(reading.closing) if reading else None,
        "errors": [_fault(error) for error in errors],
        "warnings": [_fault(fault) for fault in reading.warnings] if reading else [],
        "new": 0,
        "known": 0,
        "doubtful": [],
        "kept": None,
        "matched": 0,
        "sheet_of_day": None,
    }
    return found | {"can_keep": not found["errors"]}


def with_comparison(document: dict[str, Any], found: StatementComparison) -> dict[str, Any]:
    """What of the statement the book has already; rows counted from 1."""
    return document | {
        "new": len(found.new),
        "known": found.known,
        "doubtful": [row + 1 for row in found.doubtful],
    }


def with_sheet(document: dict[str, Any], of: Reconciliation) -> dict[str, Any]:
    """The sheet of a day, with what only one side has and what could be several."""
    sheet = of.sheet
    return document | {
        "sheet_of_day": {
            "account": of.account,
            "day": sheet.day.isoformat(),
            "book": str(sheet.book),
            "bank": str(sheet.bank),
            "adjusted_book": str(sheet.adjusted_book),
            "adjusted_bank": str(sheet.adjusted_bank),
            "difference": str(sheet.difference),
            "bank_open": [_bank(of, entry) for entry in sheet.bank_open],
            "book_open": [_book(of, entry) for entry in sheet.book_open],
            "doubts": [_doubt(of, each) for each in of.doubts],
        }
    }


def statement_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield from (_("注意 {text}").format(text=_placed(each)) for each in document["warnings"])
    yield from (_("错误 {text}").format(text=_placed(each)) for each in document["errors"])
    if document["errors"]:
        yield _("有 {count} 处需要先改正，没有导入").format(count=len(document["errors"]))
        return
    yield _("新记 {new} 笔，已有 {known} 笔；对上 {matched} 组").format(
        new=document["new"], known=document["known"], matched=document["matched"]
    )
    sheet = document["sheet_of_day"]
    if sheet is not None:
        yield _("账面 {book} 元，银行 {bank} 元；调节后 {left} 元和 {right} 元，相差 {difference} 元").format(
            book=sheet["book"],
            bank=sheet["bank"],
            left=sheet["adjusted_book"],
            right=sheet["adjusted_bank"],
            difference=sheet["difference"],
        )
        yield _("银行未达 {bank} 笔，账上未达 {book} 笔，不能确定 {doubts} 组").format(
            bank=len(sheet["bank_open"]), book=len(sheet["book_open"]), doubts=len(sheet["doubts"])
        )


def _yuan(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def _bank(of: Reconciliation, entry: Entry) -> dict[str, Any]:
    line = of.bank[entry.key[0]].line
    return {
        "id": entry.key[0],
        "day": entry.day.isoformat(),
        "amount": str(entry.amount),
        "summary": line.summary,
        "party": line.party,
    }


def _book(of: Reconciliation, entry: Entry) -> dict[str, Any]:
    line = of.book[entry.key[0], entry.key[1]]
    return {
        "voucher": line.label,
        "id": line.voucher,
        "position": line.position,
        "day": entry.day.isoformat(),
        "amount": str(entry.amount),
        "summary": line.summary,
    }


def _doubt(of: Reconciliation, doubt: Match) -> dict[str, Any]:
    return {
        "bank": [_bank(of, entry) for entry in doubt.bank],
        "book": [_book(of, entry) for entry in doubt.book],
    }


def _placed(found: Mapping[str, str]) -> str:
    return " ".join(part for part in (found["cell"], found["value"].strip(), found["say"]) if part)


def _fault(fault: Fault | DomainError) -> dict[str, str]:
    at = fault if isinstance(fault, Fault) else Fault(fault.code)
    return {"cell": at.cell, "code": at.code, "value": at.value, "say": error_text(fault)}
