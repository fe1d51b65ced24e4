"""The pictures can be taken: each in the size of the screen, none empty, no two under one name."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from coopdesk.papers import PAPERS
from coopdesk.ui.frame.pages import PAGES
from tests.pictures.__main__ import README_PICTURES
from tests.pictures.ledger_papers import picture_ledger_papers, pictured
from tests.pictures.readme import SCREENSHOTS
from tests.pictures.scenes import SCENES
from tests.pictures.studio import SCREEN
from tests.pictures.take import DESKS, name_of, picture_all


def colours(picture: Path) -> int:
    with Image.open(picture) as image:
        return len(image.convert("RGB").getcolors(1 << 24) or ())


@pytest.mark.parametrize("only", ["start-known-light-en", "home-empty-dark-large"])
def test_a_page_is_pictured_as_it_stands_on_the_screen(qapp: QApplication, tmp_path: Path, only: str) -> None:
    (taken,) = picture_all(tmp_path, only)
    assert taken == tmp_path / f"{only}.png"
    with Image.open(taken) as image:
        assert image.size == SCREEN.toTuple()
    assert colours(taken) > 50


def test_a_dialog_is_pictured_and_left(qapp: QApplication, tmp_path: Path) -> None:
    (taken,) = picture_all(tmp_path, "dialog-new-book-dark")
    with Image.open(taken) as image:
        assert image.width < SCREEN.width()
    assert colours(taken) > 50


def test_no_two_pictures_have_one_name() -> None:
    names = [name_of(scene, variant) for scene in SCENES for variant in scene.variants]
    assert len(names) == len(set(names))


def test_every_page_of_the_program_is_pictured_light_dark_and_in_the_largest_type() -> None:
    words = {(scene.page, variant.word) for scene in SCENES for variant in scene.variants if not scene.dialog}
    wanted = {(spec.key, word) for spec in PAGES for word in ("light", "dark", "light-large", "light-en")}
    assert wanted - words == set()
    assert {scene.book for scene in SCENES} - {""} <= set(DESKS)


def test_the_readme_has_its_pictures() -> None:
    wanted = {f"{name}.png" for name in (*SCREENSHOTS.values(), "slip")}
    assert wanted <= {path.name for path in README_PICTURES.iterdir()}
    assert all((README_PICTURES / name).stat().st_size < 150_000 for name in wanted)


def test_every_paper_of_the_ledger_is_pictured(tmp_path: Path) -> None:
    assert pictured() == {spec.kind for spec in PAPERS if spec.area == "ledger"}
    (taken,) = picture_ledger_papers(tmp_path, "paper-ledger-usual-balance_sheet")
    assert colours(taken) > 20
