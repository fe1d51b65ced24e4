"""A thousand rows with twenty mistakes pasted into an entry grid, against the bare reading of the same cells.

Pasting splits, reads, checks, sums, keeps the step for undo and lists every mistake, until the window shows it; the
bare pass only reads each cell. Both in the same run, the better of five each.
"""

import os
from collections.abc import Callable
from time import perf_counter

from tests.bench.result import Result, at_most, told

ROWS, MISTAKES, ROUNDS = 1_000, 20, 5
LIMIT = 4
SECONDS = 1.0


def run() -> list[Result]:
    """The ratio, and the whole in seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from coopdesk.domain.errors import DomainError
    from coopdesk.ui.kit.columns import Kind
    from coopdesk.ui.kit.grid import EntryGrid
    from coopdesk.ui.kit.grid_columns import GridColumn

    application = QApplication.instance() or QApplication([])
    columns = (
        GridColumn("memo", "摘要", stretch=True, required=True),
        GridColumn("day", "日期", Kind.DATE),
        GridColumn("shares", "股数", Kind.QUANTITY, total=True),
        GridColumn("debit", "借方", Kind.MONEY, total=True),
        GridColumn("credit", "贷方", Kind.MONEY, total=True),
    )
    lines = [
        ("第" + str(row), "2023-03-01", "2.25", "1,2" if row % (ROWS // MISTAKES) == 0 else "12.50", "3.5万")
        for row in range(ROWS)
    ]
    text = "\n".join("\t".join(line) for line in lines)

    def read_bare() -> None:
        for line in lines:
            for column, cell in zip(columns, line, strict=True):
                try:
                    column.read(cell)
                except DomainError:
                    continue

    grid = EntryGrid("分录", columns)
    grid.resize(900, 500)
    grid.show()

    def paste() -> None:
        grid.paste(text)
        application.processEvents()

    def empty() -> None:
        grid.set_rows([])

    bare = min(_timed(read_bare) for _round in range(ROUNDS))
    whole = min(_timed(paste, empty) for _round in range(ROUNDS))
    if len(grid.mistakes) != MISTAKES:
        raise AssertionError(f"{len(grid.mistakes)} mistakes told of {MISTAKES}")
    return [
        told("grid: bare reading of 1,000 rows of 5 cells", bare * 1e3, "ms"),
        at_most("grid: 1,000 rows with 20 mistakes pasted / bare reading", whole / bare, LIMIT),
        at_most("grid: 1,000 rows with 20 mistakes pasted and told", whole, SECONDS, "s"),
    ]


def _timed(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    before()
    begun = perf_counter()
    work()
    return perf_counter() - begun
