"""All papers of the program, for window, command line, self-test and pictures alike; an area adds its own to `PAPERS`.

ReportLab and the faces are loaded by the first paper, not by a start.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.reports.distribution import papers as distribution
from coopdesk.reports.ledger import papers as ledger
from coopdesk.reports.members import papers as members
from coopdesk.services.paper import AnyPaper, AnySource

if TYPE_CHECKING:
    from coopdesk.services.progress import Progress

PAPERS: tuple[AnyPaper, ...] = (*distribution.PAPERS, *members.PAPERS, *ledger.PAPERS)
"""In the order of the gallery."""


def paper(kind: str) -> AnyPaper:
    """The paper of that kind; KeyError if there is none."""
    for spec in PAPERS:
        if spec.kind == kind:
            return spec
    raise KeyError(kind)


def papers_from(needs: AnySource) -> tuple[AnyPaper, ...]:
    """The papers that are made from one source."""
    return tuple(spec for spec in PAPERS if spec.needs is needs)


def write_paper(
    kind: str,
    source: object,
    target: Path,
    printed_on: date,
    progress: "Progress | None" = None,
) -> list[Path]:
    """Write a paper and return its files: one, but for slips past twenty thousand.

    `source` is what the paper's `needs` reads. A name that ends in ``.xlsx`` is a workbook, where the paper is a table;
    every other a PDF. KeyError for a kind that no paper has.

    Raises ``PaperError`` for what no paper can show, ``EnvironmentFault`` for what the disk refuses, and passes on the
    ``Cancelled`` of ``progress``; then nothing is left behind.
    """
    spec = paper(kind)
    figures = spec.build(source, printed_on)
    if spec.tables is not None and target.suffix.lower() == ".xlsx":
        from coopdesk.exchange.output import write_bytes
        from coopdesk.exchange.paper_tables import tables_workbook

        return [write_bytes(tables_workbook(spec.tables(figures)), target)]
    return spec.write(figures, target, printed_on, progress)
