"""What came of a file of vouchers, as a JSON document and as lines to read; the keys are fixed, others rely on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.voucher import VoucherLine
from coopdesk.i18n import _
from coopdesk.services.ledger.exchanging.out import VoucherRows
from coopdesk.services.ledger.exchanging.reading import VoucherReading
from coopdesk.services.members.importing.findings import Fault
from coopdesk.wording import error_text

_SHOWN = 20
"""So many vouchers are shown as they were read."""


def reading_document(
    reading: VoucherReading, receipt: int | None = None, refused: Sequence[Fault] = ()
) -> dict[str, Any]:
    """The whole document; ``receipt`` is the number of the import that was posted, ``refused`` what stopped it."""
    errors = [*reading.errors, *refused]
    return {
        "sheet": reading.found.table.name,
        "header_row": reading.found.first,
        "layout": reading.found.layout.code,
        "proposed": reading.found.proposed,
        "columns": {
            reading.found.headings.get(place, column.title): column.item.value
            for place, column in reading.found.places.items()
            if column.item is not None
        },
        "vouchers": len(reading.vouchers),
        "lines": reading.lines,
        "debit": str(reading.debit),
        "credit": str(reading.credit),
        "errors": [_fault(fault) for fault in errors],
        "warnings": [_fault(fault) for fault in reading.warnings],
        "skipped": [{"row": row + 1, "why": why} for row, why in reading.skipped],
        "can_post": not errors,
        "posted": receipt is not None,
        "receipt": receipt,
        "rows": [
            {
                "row": rows[0] + 1,
                "day": each.voucher.day.isoformat(),
                "number": f"{each.voucher.word}-{each.number}",
                "lines": [_line(line) for line in each.voucher.lines],
            }
            for each, rows in zip(reading.vouchers[:_SHOWN], reading.rows, strict=False)
        ],
    }


def refused_document(errors: Iterable[DomainError]) -> dict[str, Any]:
    """The document for a file or answers that leave nothing to read."""
    return {
        "sheet": None,
        "header_row": None,
        "layout": "",
        "proposed": False,
        "columns": {},
        "vouchers": 0,
        "lines": 0,
        "debit": "0.00",
        "credit": "0.00",
        "errors": [_error(error) for error in errors],
        "warnings": [],
        "skipped": [],
        "can_post": False,
        "posted": False,
        "receipt": None,
        "rows": [],
    }


def reading_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The same for people: what was found, then every error and warning with its cell."""
    if document["sheet"] is not None:
        yield _("工作表 {sheet}，表头在第 {row} 行").format(
            sheet=document["sheet"], row=document["header_row"]
        )
        yield _("凭证 {vouchers} 张，{lines} 行；借方 {debit} 元，贷方 {credit} 元").format(
            vouchers=document["vouchers"],
            lines=document["lines"],
            debit=document["debit"],
            credit=document["credit"],
        )
    yield from (_("注意 {text}").format(text=_placed(each)) for each in document["warnings"])
    yield from (_("错误 {text}").format(text=_placed(each)) for each in document["errors"])
    if document["posted"]:
        yield _("已导入，收据第 {number} 号").format(number=document["receipt"])
    elif document["can_post"]:
        yield _("可以导入")
    else:
        yield _("有 {count} 处需要先改正，没有导入").format(count=len(document["errors"]))


def sent_document(made: VoucherRows, layout: str, files: Mapping[str, int]) -> dict[str, Any]:
    """What went out: the files by name with how many vouchers each has, what kept it from going, what was left out."""
    return {
        "layout": layout,
        "files": [{"file": name, "vouchers": count} for name, count in files.items()],
        "vouchers": sum(files.values()),
        "lines": sum(map(len, made.rows)),
        "errors": [_error(error) for error in made.faults],
        "left_out": [_error(error) for error in made.lost],
    }


def sent_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield from (_("已写好 {path}").format(path=each["file"]) for each in document["files"])
    yield from (_("注意 {text}").format(text=each["say"]) for each in document["left_out"])
    yield from (_("错误 {text}").format(text=each["say"]) for each in document["errors"])
    if not document["errors"]:
        yield _("导出 {vouchers} 张凭证，{lines} 行").format(
            vouchers=document["vouchers"], lines=document["lines"]
        )


def _placed(found: Mapping[str, str]) -> str:
    return " ".join(part for part in (found["cell"], found["value"].strip(), found["say"]) if part)


def _fault(fault: Fault) -> dict[str, str]:
    return {"cell": fault.cell, "code": fault.code, "value": fault.value, "say": error_text(fault)}


def _error(error: DomainError) -> dict[str, str]:
    return {"cell": "", "code": error.code, "value": "", "say": error_text(error)}


def _line(line: VoucherLine) -> dict[str, str]:
    named = {each.value: line.dimensions.get(each) for each in line.dimensions.named}
    return {
        "summary": line.summary,
        "account": line.account,
        "debit": str(line.debit),
        "credit": str(line.credit),
        **named,
    }
