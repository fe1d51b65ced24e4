"""A window to be pictured: the real one over a real book, of the size of a village office's screen."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from coopdesk.services.desk import Desk
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import dialogs, reading_lane
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui.village import IdleBackend

SCREEN = QSize(1366, 768)
_PATIENCE = 60.0
_STILL_TURNS = 30


class Studio:
    """Makes windows in a variant, waits until they are still, and keeps their pictures in a folder."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application = application
        self.folder = folder
        self.taken: list[Path] = []
        reading_lane.set_patience(_PATIENCE)

    @contextmanager
    def window(self, desk: Desk | None, variant: "Variant") -> Iterator[MainWindow]:
        """A window over a book, or at the first start without one; the book is not closed with it."""
        preferences = Preferences(theme=variant.theme, text_size=variant.text_size, language=variant.language)
        window = app.build(self.application, preferences)
        window.shell.connect_backend(IdleBackend())
        window.resize(SCREEN)
        if desk is None:
            window.show_welcome()
        else:
            window.shell.show_book(desk)
        window.show()
        self.settle(window)
        try:
            yield window
        finally:
            window.shell.jobs.close()
            window.hide()
            window.deleteLater()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self, window: MainWindow) -> None:
        """Let everything under way come to its end."""
        until = time.monotonic() + _PATIENCE
        quiet = 0
        while quiet < _STILL_TURNS and time.monotonic() < until:
            self.application.processEvents()
            quiet = 0 if window.shell.jobs.busy else quiet + 1
            time.sleep(0.01)

    def opener(self, name: str) -> "PicturingOpener":
        """An opener that keeps the picture of what opens under that name."""
        return PicturingOpener(lambda dialog: self.keep(dialog, name))

    def keep(self, widget: QWidget, name: str) -> Path:
        """Keep the picture of a widget under a name."""
        target = self.folder / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        picture = widget.grab()
        if not picture.save(str(target)):
            raise OSError(f"cannot write {target}")
        self.taken.append(target)
        return target


class Variant:
    """Theme, type size and language of a picture, and the word that stands for them in its name."""

    def __init__(
        self, theme: Theme = Theme.LIGHT, text_size: TextSize = TextSize.SMALL, language: str = "zh_CN"
    ) -> None:
        self.theme, self.text_size, self.language = theme, text_size, language

    @property
    def word(self) -> str:
        """Such as `light`, `dark-large`, `light-en`; the usual size and language go without saying."""
        words = [self.theme.value]
        if self.text_size is not TextSize.SMALL:
            words.append(self.text_size.name.lower())
        if self.language != "zh_CN":
            words.append(self.language)
        return "-".join(words)


class PicturingOpener(dialogs.DialogOpener):
    """Keeps the picture of each dialog that would open, and leaves it as Esc would."""

    def __init__(self, keep: Callable[[QWidget], object]) -> None:
        self._keep = keep

    def ask(self, dialog: FormDialog[object], parent: QWidget | None) -> None:  # type: ignore[override]  # answers none
        dialog.prepare()
        self._picture(dialog)

    def show(self, sheet: QDialog) -> bool:
        self._picture(sheet)
        return False

    def leave(self, sheet: dialogs.LeavingSheet) -> dialogs.Leaving:
        self._picture(sheet)
        return dialogs.Leaving.STAY

    def _picture(self, dialog: QDialog) -> None:
        dialog.show()
        dialog.adjustSize()
        QApplication.processEvents()
        self._keep(dialog)
        dialog.hide()
