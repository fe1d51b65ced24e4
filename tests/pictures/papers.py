"""The papers as pictures: some pages of each PDF, printed from the frozen figures of the sample and the large book."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2

from coopdesk.print_room import write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.papers.catalogue import PaperKind
from tests.pictures.books import NOW

YEARS = {"sample": 2019, "large": 2022}
_DOTS_PER_POINT = 1.6


def picture_papers(folder: Path, desks: Mapping[str, Callable[[Path], Desk]], only: str) -> list[Path]:
    """Picture the papers whose name holds `only`; the paths of the pictures."""
    wanted = {book: [kind for kind in PaperKind if only in f"paper-{book}-{kind}"] for book in YEARS}
    taken: list[Path] = []
    for book, kinds in wanted.items():
        if kinds:
            desk = desks[book](folder)
            try:
                plan = desk.frozen_plan(YEARS[book])
            finally:
                desk.close()
            for kind in kinds:
                with tempfile.TemporaryDirectory() as place:
                    pdf, *_more = write_paper(kind, plan, Path(place) / "paper.pdf", NOW.date())
                    taken += picture_pdf(pdf, folder / f"paper-{book}-{kind}")
    return taken


def picture_pdf(pdf: Path, stem: Path, dots: float = _DOTS_PER_POINT) -> list[Path]:
    """The first, second and last page of a PDF as PNG files named after `stem` and the page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        places = sorted({0, 1, len(document) - 1} & set(range(len(document))))
        return [
            _picture_page(document, place, stem.with_name(f"{stem.name}-{place + 1}.png"), dots)
            for place in places
        ]
    finally:
        document.close()


def _picture_page(document: pypdfium2.PdfDocument, place: int, target: Path, dots: float) -> Path:
    page = document[place]
    page.render(scale=dots).to_pil().save(target)
    page.close()
    return target
