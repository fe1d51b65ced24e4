"""The statements of a year or month as JSON for other programs, by the official numbers of their rows.

Amounts are decimal strings in yuan; the keys never change (``FORMAT``). Printed and in workbooks they are papers.
"""

import json
from typing import Any

from coopdesk.domain.ledger.statement_rows import EquityColumn, EquityLine
from coopdesk.domain.ledger.statements import EquityStatement, Statement
from coopdesk.services.ledger.papers.statements import StatementYear

FORMAT = "coopdesk-statements/1"
"""What the JSON says it is; its number grows when a key gets another meaning."""


def statements_json(source: StatementYear) -> bytes:
    """The statements as JSON in UTF-8."""
    text = json.dumps(statements_document(source), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def statements_document(source: StatementYear) -> dict[str, Any]:
    """The statements as JSON holds them: by form, official row number and column; ``null`` where a column has none.

    ``equity`` is by line and column of 会农社03表, and ``null`` for a month.
    """
    return {
        "format": FORMAT,
        "coop": source.coop.name,
        "from": str(source.span.first),
        "to": str(source.span.last),
        "balance_sheet": _rows(source.balance),
        "surplus": _rows(source.surplus),
        "equity": None if source.equity is None else _equity(source.equity),
        "journal": {"count": source.witness.count, "head": source.witness.head},
    }


def _rows(statement: Statement) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for row in statement.rows:
        amounts = ((column, row.amount(column)) for column in statement.columns)
        found[str(row.number)] = {
            column.value: None if amount is None else str(amount) for column, amount in amounts
        }
    return found


def _equity(statement: EquityStatement) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in EquityLine:
        amounts = ((column, statement.amount(line, column)) for column in EquityColumn)
        found[line.value] = {column.value: str(amount) for column, amount in amounts if amount is not None}
    return found
