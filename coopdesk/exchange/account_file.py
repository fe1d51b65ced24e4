"""成员账户 of a year as a file for other programs: JSON, CSV and a workbook, all with the same figures.

JSON has codes and decimal strings and never changes its keys (``FORMAT``); tables have the headings of the official
sheet, line by line as it is printed, and figures that a spreadsheet adds up.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.exchange.register_file import RegisterFormat
from coopdesk.exchange.table_file import harmless
from coopdesk.services.distribution.account_sheets import (
    AccountSheet,
    ProductTrade,
    SheetLine,
    YearAccounts,
    by_product,
)
from coopdesk.services.distribution.papers.account_sheet import CLOSING, COLUMN_TITLES, OPENING, line_text
from coopdesk.services.journal.entry import Witness

FORMAT = "coopdesk-accounts/1"
"""What the JSON says it is; its number grows when a key gets another meaning."""
_SHEET = "成员账户"
Cell = str | Decimal | None


def accounts_file(accounts: YearAccounts, coop: str, witness: Witness, form: RegisterFormat) -> bytes:
    """The accounts of a year as the bytes of a file: JSON in UTF-8, CSV in UTF-8 with its mark, or a workbook."""
    if form is RegisterFormat.JSON:
        text = json.dumps(accounts_document(accounts, coop, witness), ensure_ascii=False, indent=1)
        return f"{text}\n".encode()
    return _csv(accounts) if form is RegisterFormat.CSV else _workbook(accounts)


def accounts_document(accounts: YearAccounts, coop: str, witness: Witness) -> dict[str, Any]:
    """The accounts as JSON holds them: yuan and quantities as decimal strings, columns by their codes."""
    return {
        "format": FORMAT,
        "coop": coop,
        "year": accounts.year,
        "products": list(accounts.products),
        "members": [_member(sheet) for sheet in accounts.sheets],
        "totals": {
            "members": len(accounts.sheets),
            "opening": _balances(accounts.opening),
            "closing": _balances(accounts.closing),
            "refund": str(accounts.refund),
            "dividend": str(accounts.dividend),
        },
        "reconciliations": [
            {"matter": each.matter, "accounts": str(each.accounts), "kept": str(each.kept), "ties": each.ties}
            for each in accounts.reconciliations
        ],
        "journal": {"count": witness.count, "head": witness.head},
    }


def _member(sheet: AccountSheet) -> dict[str, Any]:
    return {
        "number": sheet.number,
        "name": sheet.name,
        "address": sheet.address,
        "opening": _balances(sheet.opening),
        "entries": [_entry(line, sheet.year) for line in sheet.lines],
        "closing": _balances(sheet.closing),
        "trades": _trades(sheet.trades),
        "refund": str(sheet.refund),
        "dividend": str(sheet.dividend),
    }


def _entry(line: SheetLine, year: int) -> dict[str, Any]:
    posting = None if line.move is None else line.move.posting
    return {
        "day": line.day.isoformat(),
        "matter": line.matter.value,
        "cause": None if posting is None else posting.posting.cause.value,
        "posting": None if posting is None else posting.number,
        "entry": None if line.move is None else line.move.operation,
        "text": line_text(line, year),
        "document": "" if posting is None else posting.posting.document,
        "change": {
            column.value: str(line.change.get(column)) for column in AccountColumn if line.change.get(column)
        },
        "trades": _trades(line.trades),
        "refund": str(line.refund),
        "dividend": str(line.dividend),
    }


def _balances(balances: Balances) -> dict[str, str]:
    return {column.value: str(balances.get(column)) for column in AccountColumn}


def _trades(trades: Sequence[ProductTrade]) -> list[dict[str, str]]:
    return [
        {
            "product": trade.product,
            "quantity": format_quantity(trade.quantity),
            "amount": str(trade.amount),
        }
        for trade in trades
    ]


def account_rows(accounts: YearAccounts) -> Iterator[Sequence[Cell]]:
    """The accounts as a table: headings, and for each member the opening balance, every line, the closing balance."""
    products = accounts.products
    yield (
        "成员编号",
        "姓名（名称）",
        "编号",
        "日期",
        "摘要",
        *(f"{title}（元）" for title in COLUMN_TITLES.values()),
        *(f"交易量：{product}" for product in products),
        *(f"交易额：{product}（元）" for product in products),
        "盈余返还金额（元）",
        "剩余盈余分配金额（元）",
    )
    for sheet in accounts.sheets:
        named = (sheet.number, sheet.name)
        yield (
            *named,
            "",
            "",
            OPENING,
            *_figures(sheet.opening, zero=True),
            *(None,) * (2 * len(products) + 2),
        )
        for place, line in enumerate(sheet.lines, start=1):
            yield (
                *named,
                str(place),
                line.day.isoformat(),
                line_text(line, sheet.year),
                *_figures(line.change),
                *_traded(line.trades, products),
                _yuan(line.refund),
                _yuan(line.dividend),
            )
        yield (
            *named,
            "",
            "",
            CLOSING,
            *_figures(sheet.closing, zero=True),
            *_traded(sheet.trades, products),
            _yuan(sheet.refund, zero=True),
            _yuan(sheet.dividend, zero=True),
        )


def _figures(balances: Balances, *, zero: bool = False) -> Iterator[Decimal | None]:
    for column in AccountColumn:
        yield _yuan(balances.get(column), zero=zero)


def _traded(trades: Sequence[ProductTrade], products: Sequence[str]) -> Iterator[Decimal | None]:
    traded = by_product(trades)
    for product in products:
        yield _units(traded[product].quantity) if product in traded else None
    for product in products:
        yield _yuan(traded[product].amount) if product in traded else None


def _yuan(amount: Money, *, zero: bool = False) -> Decimal | None:
    """Yuan, with nothing where a line does not touch the column."""
    return Decimal(str(amount)) if amount or zero else None


def _units(quantity: Quantity) -> Decimal:
    return Decimal(format_quantity(quantity))


def _csv(accounts: YearAccounts) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows([_in_csv(cell) for cell in row] for row in account_rows(accounts))
    return out.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else f"{cell:f}"


def _workbook(accounts: YearAccounts) -> bytes:
    from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, workbook

    heading, *rows = account_rows(accounts)
    widths = (12, 20, 8, 12, 44)
    columns = [
        OutColumn(str(title), widths[place], Form.TEXT)
        if place < len(widths)
        else OutColumn(str(title), 18, Form.FIGURE if "交易量" in str(title) else Form.MONEY)
        for place, title in enumerate(heading)
    ]
    return workbook([OutSheet(_SHEET, columns, rows)])
