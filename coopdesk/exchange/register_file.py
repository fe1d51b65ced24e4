"""The register as at a day as a file for other programs: JSON, CSV and a workbook, all with the same figures.

JSON has codes and decimal strings and never changes its keys (``FORMAT``); tables have Chinese headings, as papers do,
and figures that a spreadsheet adds up.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.quantity import SCALE, Quantity, format_quantity
from coopdesk.exchange.table_file import harmless
from coopdesk.services.members.papers.kinds import kind_name
from coopdesk.services.members.register_day import Holder, RegisterAsAt

FORMAT = "coopdesk-register/1"
"""What the JSON says it is; its number grows when a key gets another meaning."""
_SHEET = "股份登记簿"
_WIDTHS = (12, 24, 14, 18, 12)
_DIGITS = 15
"""So many digits a spreadsheet keeps of a figure; one that has more stays whole as a text."""
Cell = str | Decimal
"""A text, or a figure."""


class RegisterFormat(StrEnum):
    """How the register can be written, by the ending of the file."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register_file(register: RegisterAsAt, form: RegisterFormat) -> bytes:
    """The register as the bytes of a file: JSON in UTF-8, CSV in UTF-8 with its mark, or a workbook.

    The same register gives the same JSON and CSV on every system.
    """
    if form is RegisterFormat.JSON:
        text = json.dumps(register_document(register), ensure_ascii=False, indent=1)
        return f"{text}\n".encode()
    return _csv(register) if form is RegisterFormat.CSV else _workbook(register)


def register_document(register: RegisterAsAt) -> dict[str, Any]:
    """The register as JSON holds it: shares as decimal strings by the code of their class, days as ``2019-12-20``."""
    classes = register.classes
    compared = register.against is not None
    totals: dict[str, Any] = {
        "members": register.members,
        "holdings": _by_class(classes, register.totals),
        "total": format_quantity(Quantity(sum(register.totals))),
    }
    if compared:
        totals |= _changes(classes, register.changes)
    return {
        "format": FORMAT,
        "coop": register.coop,
        "as_of": register.day.isoformat(),
        "against": None if register.against is None else register.against.isoformat(),
        "classes": [{"code": each.code, "label": each.label, "par": str(each.par)} for each in classes],
        "members": [_member(holder, register) for holder in register.holders],
        "totals": totals,
        "journal": {"count": register.witness.count, "head": register.witness.head},
    }


def register_rows(register: RegisterAsAt) -> Iterator[Sequence[Cell]]:
    """The register as a table: headings, a row for each holder, the sums."""
    labels = [f"{each.label}（股）" for each in register.classes]
    held = [*labels, "股份合计（股）"] if len(labels) > 1 else labels
    changed = [f"{title}增减" for title in held] if register.against is not None else []
    yield ("成员编号", "姓名（名称）", "成员类型", "村组", "入社日期", *held, *changed)
    for holder in register.holders:
        member = holder.member
        named = (member.number, member.name, kind_name(member.kind), member.group, member.joined.isoformat())
        yield (*named, *_figures(holder.shares), *_figures(holder.change))
    sums = (*_figures(register.totals), *_figures(register.changes))
    yield ("合计", f"{register.members} 名成员", "", "", f"截至 {register.day.isoformat()}", *sums)


def _member(holder: Holder, register: RegisterAsAt) -> dict[str, Any]:
    member = holder.member
    found: dict[str, Any] = {
        "number": member.number,
        "name": member.name,
        "kind": member.kind.value,
        "group": member.group,
        "joined": member.joined.isoformat(),
        "ended": None if member.ended is None else member.ended.isoformat(),
        "member": member.belongs_on(register.day),
        "holdings": _by_class(register.classes, holder.shares),
        "total": format_quantity(holder.total),
    }
    return found | (_changes(register.classes, holder.change) if register.against is not None else {})


def _changes(classes: Sequence[ShareClass], changes: Sequence[Quantity]) -> dict[str, Any]:
    return {
        "changes": _by_class(classes, changes),
        "total_change": format_quantity(Quantity(sum(changes))),
    }


def _by_class(classes: Sequence[ShareClass], shares: Sequence[Quantity]) -> dict[str, str]:
    return {each.code: format_quantity(held) for each, held in zip(classes, shares, strict=True)}


def _figures(shares: Sequence[Quantity]) -> Iterator[Decimal]:
    """By class, and all together where there are several."""
    together = [Quantity(sum(shares))] if len(shares) > 1 else []
    for each in (*shares, *together):
        yield Decimal(each) / SCALE


def _csv(register: RegisterAsAt) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows([_in_csv(cell) for cell in row] for row in register_rows(register))
    return out.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else f"{cell.normalize():f}"


def _workbook(register: RegisterAsAt) -> bytes:
    """One sheet; texts stay texts whatever they begin with, figures are numbers."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet(_SHEET)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
    rows = list(register_rows(register))
    for place, row in enumerate(rows):
        form = bold if place in (0, len(rows) - 1) else None
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell, form)
            elif len(cell.normalize().as_tuple().digits) > _DIGITS:
                sheet.write_string(place, column, _in_csv(cell), form)
            else:
                sheet.write_number(place, column, cell, form)
    for column in range(len(rows[0])):
        sheet.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else 14)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()
