"""The papers as pictures: some pages of each PDF, printed from the frozen figures of the sample and the large book."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2

from coopdesk.print_room import write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.papers.catalogue import PLAN_PAPERS, PaperKind
from tests.pictures.books import NOW

YEARS = {"sample": 2019, "large": 2022}
DRAFTS = {"drafted": 2023}
LOSS_YEAR = 2021
_DOTS_PER_POINT = 1.6


def picture_papers(folder: Path, desks: Mapping[str, Callable[[Path], Desk]], only: str) -> list[Path]:
    """Picture the papers whose name holds `only`; the paths of the pictures."""
    wanted = {book: [kind for kind in PLAN_PAPERS if only in f"paper-{book}-{kind}"] for book in YEARS}
    taken: list[Path] = []
    for book, kinds in wanted.items():
        if kinds:
            desk = desks[book](folder)
            try:
                plan = desk.distribution.frozen_plan(YEARS[book])
            finally:
                desk.close()
            for kind in kinds:
                with tempfile.TemporaryDirectory() as place:
                    pdf, *_more = write_paper(kind, plan, Path(place) / "paper.pdf", NOW.date())
                    taken += picture_pdf(pdf, folder / f"paper-{book}-{kind}")
    if only in f"paper-large-{PaperKind.LOSS_PLAN}":
        desk = desks["large"](folder)
        try:
            closed = desk.distribution.loss_plan(LOSS_YEAR)
        finally:
            desk.close()
        if closed is not None:
            with tempfile.TemporaryDirectory() as place:
                (pdf,) = write_paper(PaperKind.LOSS_PLAN, closed, Path(place) / "paper.pdf", NOW.date())
                taken += picture_pdf(pdf, folder / f"paper-large-{PaperKind.LOSS_PLAN}")
    for book, year in DRAFTS.items():
        if only in f"paper-{book}-{PaperKind.PROPOSAL}":
            desk = desks[book](folder)
            try:
                proposal = desk.distribution.proposal(year)
            finally:
                desk.close()
            with tempfile.TemporaryDirectory() as place:
                (pdf,) = write_paper(PaperKind.PROPOSAL, proposal, Path(place) / "paper.pdf", NOW.date())
                taken += picture_pdf(pdf, folder / f"paper-{book}-{PaperKind.PROPOSAL}")
    return taken


def picture_pdf(pdf: Path, stem: Path) -> list[Path]:
    """The first, second and last page of a PDF as PNG files named after `stem` and the page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = len(document)
    document.close()
    places = sorted({0, 1, pages - 1} & set(range(pages)))
    return [picture_page(pdf, place, stem.with_name(f"{stem.name}-{place + 1}.png")) for place in places]


def picture_page(pdf: Path, place: int, target: Path) -> Path:
    """One page of a PDF, counted from 0, as a PNG file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[place]
        page.render(scale=_DOTS_PER_POINT).to_pil().save(target)
        page.close()
    finally:
        document.close()
    return target
