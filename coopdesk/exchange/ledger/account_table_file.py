"""A table of accounts between two ledgers as a file somebody keeps: 本社科目编码, 对方科目编码, 对方科目名称."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts
from coopdesk.exchange.table_file import write_table
from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.ledger.exchanging.accounts import AccountTable, account_table
from coopdesk.services.members.importing.cells import unguarded
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.source_table import CellValue, SourceTable

OWN, OWN_NAME, THEIRS, THEIRS_NAME = "本社科目编码", "本社科目名称", "对方科目编码", "对方科目名称"
_LOOKED_AT = 20


def read_account_table(path: Path) -> AccountTable:
    """The table of a workbook or CSV; ``account_table.no_headings`` where no row names both codes, and what
    ``account_table`` and ``read_source`` raise."""
    file = read_source(path)
    for table in file.tables:
        places = _headings(table)
        if places is not None:
            return account_table(_rows(table, *places))
    raise DomainError("account_table.no_headings", file=path.name, own=OWN, theirs=THEIRS)


def _headings(table: SourceTable) -> tuple[int, int, int, int | None] | None:
    for row, cells in enumerate(table.rows[:_LOOKED_AT]):
        texts = {compared(cell): place for place, cell in enumerate(cells) if isinstance(cell, str)}
        own, theirs = texts.get(compared(OWN)), texts.get(compared(THEIRS))
        if own is not None and theirs is not None:
            return row, own, theirs, texts.get(compared(THEIRS_NAME))
    return None


def _rows(
    table: SourceTable, first: int, own: int, theirs: int, name: int | None
) -> Iterator[tuple[str, str, str]]:
    for row in range(first + 1, len(table.rows)):
        code = _text(table.cell(row, own))
        if code:
            yield code, _text(table.cell(row, theirs)), "" if name is None else _text(table.cell(row, name))


def _text(cell: CellValue) -> str:
    return "" if cell is None else unguarded(cell).strip()


def write_account_table(
    chart: ChartOfAccounts, codes: Iterable[str], table: AccountTable, target: Path
) -> Path:
    """The table as a file to be filled in: the accounts named, with what is known of them; raises what
    ``write_table`` does."""
    rows: list[list[CellValue]] = [[OWN, OWN_NAME, THEIRS, THEIRS_NAME]]
    for code in sorted(set(codes)):
        known = table.of(code)
        name = chart.full_name(code) if code in chart else ""
        rows.append([code, name, known.code if known else "", known.name if known else ""])
    return write_table(rows, target)
