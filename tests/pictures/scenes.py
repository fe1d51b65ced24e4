"""What is pictured: every page over each book in each look, the dialogs, the first start and the papers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from coopdesk import paths
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.first_start.page import FirstStartPage
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preferences import keep_recent_books
from coopdesk.ui.settings.classes import ClassesSection
from tests.pictures import books
from tests.pictures.studio import Look, Studio

LIGHT, DARK = Look(), Look(Theme.DARK)
LARGE = Look(text_size=TextSize.LARGE)
ENGLISH = Look(language="en")
ALL_LOOKS = (LIGHT, DARK, Look(text_size=TextSize.MEDIUM), LARGE, Look(Theme.DARK, TextSize.LARGE), ENGLISH)
PLAIN_LOOKS = (LIGHT, LARGE)
Desks = dict[str, Callable[[Path], Desk]]
DESKS: Desks = {"sample": books.sample_desk, "empty": books.empty_desk, "large": books.large_desk}


@dataclass(frozen=True)
class Scene:
    """One picture: the book it is over, the year, the page and what is done on it before."""

    name: str
    desk: str
    page: str
    year: int = 2019
    looks: tuple[Look, ...] = PLAIN_LOOKS
    prepare: Callable[[MainWindow], object] | None = None


def _section(key: str) -> Callable[[MainWindow], object]:
    return lambda window: window.page("settings").open_thing(key)


SCENES: tuple[Scene, ...] = (
    Scene("home", "sample", "home", 2019, ALL_LOOKS),
    Scene("home-2022", "sample", "home", 2022),
    Scene("home-2023", "sample", "home", 2023),
    Scene("home-empty", "empty", "home", 2023, ALL_LOOKS),
    Scene("home-large", "large", "home", 2022, ALL_LOOKS),
    Scene("home-loss", "large", "home", 2021),
    *(
        Scene(f"settings-{key}", "sample", "settings", looks=ALL_LOOKS, prepare=_section(key))
        for key in ("coop", "charter", "classes", "looks", "backup")
    ),
    Scene("settings-large", "large", "settings", 2022, ALL_LOOKS),
    Scene("settings-backup-empty", "empty", "settings", 2023, prepare=_section("backup")),
)


def first_start(window: MainWindow) -> None:
    """The doors, as a person sees them on the first day."""


def first_start_known(window: MainWindow) -> None:
    """The doors after some books, one of which was moved."""
    here = paths.default_books_dir()
    here.mkdir(parents=True, exist_ok=True)
    (here / "林阁花木种植股份合作社.coop").touch()
    elsewhere = Path("E:/账套/2023") / f"{books.LARGE_NAME}.coop"
    keep_recent_books((here / "林阁花木种植股份合作社.coop", elsewhere))
    window.welcome.reload()


def first_start_refused(window: MainWindow) -> None:
    """The doors after a book that could not be opened."""
    first_start_known(window)
    window.welcome.show_error(
        EnvironmentFault("book.already_open", path="林阁.coop", who="王会计", since="2023-03-01 08:12")
    )


DOORS: dict[str, Callable[[MainWindow], None]] = {
    "start": first_start,
    "start-known": first_start_known,
    "start-refused": first_start_refused,
}


def picture_all(folder: Path, only: str = "") -> list[Path]:
    """Make the pictures whose name holds `only`, under `folder`; the paths of them."""
    folder.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    studio = Studio(existing if isinstance(existing, QApplication) else QApplication([]), folder)
    for kind in DESKS:
        wanted = [(scene, look) for scene in SCENES if scene.desk == kind for look in scene.looks]
        chosen = [(scene, look) for scene, look in wanted if only in _name(scene, look)]
        if chosen:
            _picture_book(studio, DESKS[kind], chosen)
    _picture_doors(studio, only)
    _picture_dialogs(studio, only)
    return studio.taken


def _new_book(window: MainWindow) -> None:
    page = window.welcome
    assert isinstance(page, FirstStartPage)
    page.new.button.click()


def _classes(window: MainWindow) -> ClassesSection:
    window.open_page("settings", "classes")
    (section,) = window.page("settings").findChildren(ClassesSection)
    return section


def _amend_class(window: MainWindow) -> None:
    section = _classes(window)
    section.table.view.selectRow(0)
    section.amend()


def _add_class(window: MainWindow) -> None:
    _classes(window).add()


DIALOGS: dict[str, tuple[str, Callable[[MainWindow], None]]] = {
    "dialog-new-book": ("", _new_book),
    "dialog-class-new": ("sample", _add_class),
    "dialog-class": ("sample", _amend_class),
}
"""Name of a dialog: the book it stands over, and the act that opens it."""


def _picture_dialogs(studio: Studio, only: str) -> None:
    for name, (kind, act) in DIALOGS.items():
        for look in (LIGHT, DARK, LARGE, ENGLISH):
            target = f"{name}-{look.word}"
            if only in target:
                desk = DESKS[kind](studio.folder) if kind else None
                with studio.window(desk, look) as window, dialogs.use(studio.door(target)):
                    act(window)
                    studio.settle(window)
                if desk is not None:
                    desk.close()


def _picture_doors(studio: Studio, only: str) -> None:
    for name, prepare in DOORS.items():
        for look in ALL_LOOKS:
            if only not in f"{name}-{look.word}":
                continue
            keep_recent_books(())
            with studio.window(None, look) as window:
                prepare(window)
                studio.settle(window)
                studio.keep(window, f"{name}-{look.word}")


def _picture_book(studio: Studio, make: Callable[[Path], Desk], chosen: list[tuple[Scene, Look]]) -> None:
    desk = make(studio.folder)
    try:
        for scene, look in chosen:
            _picture(studio, desk, scene, look)
    finally:
        desk.close()


def _picture(studio: Studio, desk: Desk, scene: Scene, look: Look) -> None:
    with studio.window(desk, look) as window:
        window.shell.set_year(scene.year)
        window.open_page(scene.page)
        studio.settle(window)
        if scene.prepare is not None:
            scene.prepare(window)
            studio.settle(window)
        studio.keep(window, _name(scene, look))


def _name(scene: Scene, look: Look) -> str:
    return f"{scene.name}-{look.word}"
