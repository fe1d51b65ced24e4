"""Takes the pictures: book by book, scene by scene, variant by variant, then the papers."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from coopdesk import i18n
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.preferences import keep_recent_books
from coopdesk.ui.kit import dialogs, theme
from tests.pictures import books, kit, ledger_papers, papers
from tests.pictures.scenes import DARK, LARGE, LIGHT, SCENES, Scene
from tests.pictures.studio import Studio, Variant

KIT_SIZE = QSize(980, 640)
KIT_TURNS = 30
DESKS: dict[str, Callable[[Path], Desk]] = {
    "sample": books.sample_desk,
    "started": books.started_desk,
    "drafted": books.drafted_desk,
    "mixed": books.mixed_desk,
    "losing": books.losing_desk,
    "vouchers": books.vouchers_desk,
    "empty": books.empty_desk,
    "ledger": books.ledger_desk,
    "large": books.large_desk,
}


def picture_all(folder: Path, only: str = "") -> list[Path]:
    """Take the pictures whose name holds `only`, under `folder`, beside the books they are of; the paths of them."""
    folder.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    studio = Studio(existing if isinstance(existing, QApplication) else QApplication([]), folder)
    for book in ("", *DESKS):
        chosen = [(scene, variant) for scene in SCENES if scene.book == book for variant in scene.variants]
        take_book(
            studio, book, [(scene, variant) for scene, variant in chosen if only in name_of(scene, variant)]
        )
    picture_kit(studio, only)
    studio.taken += papers.picture_papers(folder, DESKS, only)
    studio.taken += ledger_papers.picture_ledger_papers(folder, only)
    return studio.taken


def picture_kit(studio: Studio, only: str = "") -> None:
    """Take the pictures of the kit's catalogue whose name holds `only`, in both themes and the smallest and largest
    type."""
    for name, make in kit.CATALOGUE.items():
        for variant in (LIGHT, DARK, LARGE):
            if only in (named := f"kit-{name}-{variant.word}"):
                i18n.set_language(variant.language)  # not that of the last page
                theme.apply(studio.application, variant.theme, variant.text_size)
                page = make()
                page.resize(KIT_SIZE)
                page.show()
                for _turn in range(KIT_TURNS):  # photos are drawn one a turn
                    studio.application.processEvents()
                studio.keep(page, named)
                page.hide()
                page.deleteLater()


def take_book(studio: Studio, book: str, chosen: Iterable[tuple[Scene, Variant]]) -> None:
    """Take these pictures, all over the same book."""
    chosen = list(chosen)
    if not chosen:
        return
    desk = DESKS[book](studio.folder) if book else None
    try:
        for scene, variant in chosen:
            take(studio, desk, scene, variant)
    finally:
        if desk is not None:
            desk.close()


def take(studio: Studio, desk: Desk | None, scene: Scene, variant: Variant) -> None:
    """Take one picture."""
    name = name_of(scene, variant)
    keep_recent_books(())
    with studio.window(desk, variant) as window:
        if desk is not None:
            window.shell.set_year(scene.year)
            window.open_page(scene.page, scene.thing)
            studio.settle(window)
        with dialogs.use(studio.opener(name)) if scene.dialog else nullcontext():
            if scene.act is not None:
                scene.act(window)
            studio.settle(window)
        if not scene.dialog:
            studio.keep(window, name)


def name_of(scene: Scene, variant: Variant) -> str:
    """Such as `home-dark-large`."""
    return f"{scene.name}-{variant.word}"
