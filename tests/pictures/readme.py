"""The pictures the README shows: two screenshots and a slip, small enough to keep in the repository."""

import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication

from coopdesk.papers import write_paper
from tests.pictures import books
from tests.pictures.papers import picture_page
from tests.pictures.scenes import LIGHT, SCENES
from tests.pictures.studio import Studio
from tests.pictures.take import take

SCREENSHOTS = {"home": "home", "distribution-explained": "distribution"}
"""Scenes shown in the README, and the names of their files."""
SLIP_YEAR, SLIP_PAGE, PRINTED_ON = 2019, 2, date(2019, 12, 20)


def picture_readme(target: Path) -> list[Path]:
    """Take the README's pictures into that folder; the paths of them."""
    target.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        studio = Studio(existing if isinstance(existing, QApplication) else QApplication([]), folder)
        desk = books.sample_desk(folder)
        try:
            for scene in SCENES:
                if scene.name in SCREENSHOTS:
                    take(studio, desk, scene, LIGHT)
            plan = desk.distribution.frozen_plan(SLIP_YEAR)
        finally:
            desk.close()
        (pdf, *_more) = write_paper("slips_a5", plan, folder / "slips.pdf", PRINTED_ON)
        slip = picture_page(pdf, SLIP_PAGE, folder / "slip.png")
        names = {folder / f"{scene}-{LIGHT.word}.png": name for scene, name in SCREENSHOTS.items()}
        return [_kept(path, target / f"{name}.png") for path, name in {**names, slip: "slip"}.items()]


def _kept(path: Path, target: Path) -> Path:
    """A picture in a third of its bytes; the octree keeps rare colours, such as the red of a single sum."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
    return target
