"""All papers of the program, for window, command line, self-test and pictures alike; an area adds its own to `PAPERS`.

ReportLab and the faces are loaded by the first paper, not by a start.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.reports.distribution import papers as distribution
from coopdesk.reports.members import papers as members
from coopdesk.services.paper import AnyPaper, AnySource

if TYPE_CHECKING:
    from coopdesk.services.progress import Progress

PAPERS: tuple[AnyPaper, ...] = (*distribution.PAPERS, *members.PAPERS)
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

    `source` is what the paper's `needs` reads. KeyError for a kind that no paper has.

    Raises ``PaperError`` for what no paper can show, ``EnvironmentFault`` for what the disk refuses, and passes on the
    ``Cancelled`` of ``progress``; then nothing is left behind.
    """
    spec = paper(kind)
    return spec.write(spec.build(source, printed_on), target, printed_on, progress)
