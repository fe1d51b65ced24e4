"""The papers of the ledger as pictures, from made-up figures: usual ones, the longest and largest, an empty month."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from coopdesk.papers import PAPERS, papers_from, write_paper
from coopdesk.services.ledger.papers.books import AccountBook
from coopdesk.services.ledger.papers.reconciliation import RECONCILIATIONS
from coopdesk.services.ledger.papers.sources import (
    ACCOUNT_BOOK,
    BOOKS,
    NOTES,
    ONE_VOUCHER,
    STATEMENTS,
    VOUCHERS,
    YEAR_STATEMENTS,
)
from coopdesk.services.paper import AnySource
from tests.pictures.papers import picture_pdf
from tests.reports.ledger.books import EMPTY_MONTH, LARGE_QUARTER, USUAL_QUARTER, long_source
from tests.reports.ledger.notes import LARGE_NOTES, NO_NOTES
from tests.reports.ledger.notes import NOTES as USUAL_NOTES
from tests.reports.ledger.reconciliations import LARGE_SHEETS, USUAL_SHEET
from tests.reports.ledger.statement_figures import EMPTY, LARGE, OF_MONTH, USUAL
from tests.reports.ledger.vouchers import ALL, PRINTED_ON, RED, batch
from tests.reports.ledger.vouchers import USUAL as USUAL_VOUCHER

CASES: Mapping[AnySource, Mapping[str, object]] = {
    VOUCHERS: {"usual": batch(USUAL_VOUCHER, RED), "large": batch(*ALL)},
    ONE_VOUCHER: {"usual": batch(USUAL_VOUCHER)},
    ACCOUNT_BOOK: {"usual": AccountBook(USUAL_QUARTER, "102"), "large": AccountBook(LARGE_QUARTER, "141")},
    BOOKS: {
        "usual": USUAL_QUARTER,
        "large": LARGE_QUARTER,
        "long": long_source(200),
        "empty": EMPTY_MONTH,
    },
    STATEMENTS: {"usual": USUAL, "large": LARGE, "month": OF_MONTH, "empty": EMPTY},
    YEAR_STATEMENTS: {"usual": USUAL, "large": LARGE, "empty": EMPTY},
    RECONCILIATIONS: {"usual": USUAL_SHEET, "large": LARGE_SHEETS},
    NOTES: {"usual": USUAL_NOTES, "large": LARGE_NOTES, "empty": NO_NOTES},
}


def picture_ledger_papers(folder: Path, only: str) -> list[Path]:
    """Picture the papers whose name holds `only`; the paths of the pictures."""
    taken: list[Path] = []
    for needs, cases in CASES.items():
        for spec in papers_from(needs):
            for case, source in cases.items():
                name = f"paper-ledger-{case}-{spec.kind}"
                if only in name:
                    with tempfile.TemporaryDirectory() as place:
                        pdf, *_more = write_paper(spec.kind, source, Path(place) / "paper.pdf", PRINTED_ON)
                        taken += picture_pdf(pdf, folder / name)
    return taken


def pictured() -> set[str]:
    """The kinds of papers that are pictured here."""
    return {spec.kind for spec in PAPERS if spec.needs in CASES}
