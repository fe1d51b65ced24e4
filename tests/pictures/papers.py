"""The papers as pictures: some pages of each PDF, printed from the frozen figures of the sample and the large book."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pypdfium2

from coopdesk.papers import PAPERS, write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.paper import Choice, ChosenBy, offered, usual_day
from tests.pictures.books import NOW

YEARS = (
    ("sample", 2019),
    ("large", 2022),
    ("large", 2021),
    ("drafted", 2023),
    ("mixed", 2022),
    ("mixed", 2021),
    ("mixed", 2023),
    ("losing", 2022),
)
"""Books and their years: resolved, with a loss, drafted; each shows the papers it has."""
WITH_REGISTERS = {("sample", 2019), ("large", 2022), ("mixed", 2022)}
_DOTS_PER_POINT = 1.6


def picture_papers(folder: Path, desks: Mapping[str, Callable[[Path], Desk]], only: str) -> list[Path]:
    """Picture the papers whose name holds `only`; the paths of the pictures."""
    taken: list[Path] = []
    for book, year in YEARS:
        wanted = [spec for spec in PAPERS if only in f"paper-{book}-{year}-{spec.kind}"]
        if (book, year) not in WITH_REGISTERS:  # a register of another day looks the same
            wanted = [spec for spec in wanted if spec.needs.chosen and spec.needs.chosen.by is ChosenBy.YEAR]
        if not wanted:
            continue
        with closing(desks[book](folder)) as desk:
            found = offered(wanted, desk, Choice(year, usual_day(year, NOW.date())))
            sources = {spec.needs: spec.needs.read(desk, asked) for spec, asked in found}
        for spec, _asked in found:
            with tempfile.TemporaryDirectory() as place:
                pdf, *_more = write_paper(
                    spec.kind, sources[spec.needs], Path(place) / "paper.pdf", NOW.date()
                )
                taken += picture_pdf(pdf, folder / f"paper-{book}-{year}-{spec.kind}")
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
