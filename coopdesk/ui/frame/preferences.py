"""What a person chose for the window and is kept on this PC: look, language, last book, place of the window.

Kept in an ini file in the settings folder; nothing of a book or its people is ever written here but its path.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QSettings

from coopdesk import paths
from coopdesk.files import restrict_to_owner
from coopdesk.i18n import DEFAULT_LANGUAGE, LANGUAGES
from coopdesk.ui.kit.tokens import TextSize, Theme

_FILE = "coopdesk.ini"
RECENT_BOOKS = 6


@dataclass
class Preferences:
    """The choices as they are now; `save` keeps them."""

    theme: Theme = Theme.LIGHT
    text_size: TextSize = TextSize.MEDIUM
    language: str = DEFAULT_LANGUAGE
    last_book: Path | None = None
    geometry: bytes = b""

    @classmethod
    def load(cls) -> "Preferences":
        """The choices of last time; whatever cannot be understood falls back to the first choice."""
        stored = _settings()
        book = str(stored.value("book/last", ""))
        language = str(stored.value("look/language", DEFAULT_LANGUAGE))
        return cls(
            theme=_theme(str(stored.value("look/theme", ""))),
            text_size=_text_size(str(stored.value("look/text", ""))),
            language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
            last_book=Path(book) if book else None,
            geometry=_bytes(stored.value("window/geometry")),
        )

    def opened(self, book: Path) -> None:
        """Remember that a book was opened: it is the last one, and heads the recent ones."""
        self.last_book = book
        others = [path for path in recent_books() if path != book]
        keep_recent_books((book, *others)[:RECENT_BOOKS])
        self.save()

    def save(self) -> bool:
        """Keep the choices; False where the settings folder cannot be written."""
        stored = _settings()
        stored.setValue("look/theme", self.theme.value)
        stored.setValue("look/text", self.text_size.name.lower())
        stored.setValue("look/language", self.language)
        stored.setValue("book/last", str(self.last_book or ""))
        stored.setValue("window/geometry", QByteArray(self.geometry))
        stored.sync()
        restrict_to_owner(Path(stored.fileName()))
        return stored.status() == QSettings.Status.NoError


def printer_offset(printer: str) -> tuple[int, int]:
    """By how much papers are moved on the printer of that name: right and down, in tenths of a millimetre."""
    kept = str(_settings().value(_offset_key(printer), "")).split(" ")
    try:
        right, down = map(int, kept)
    except ValueError:
        return 0, 0
    return right, down


def keep_printer_offset(printer: str, right: int, down: int) -> None:
    """Remember by how much papers are moved on that printer."""
    _settings().setValue(_offset_key(printer), f"{right} {down}")


def _offset_key(printer: str) -> str:
    """A printer on a server has slashes in its name, which would open groups in the file."""
    return f"printers/{quote(printer, safe='')}"


def arrangement(kind: str, name: str) -> str:
    """How a table or splitter of that name was left, empty if it never was arranged."""
    return str(_settings().value(f"{kind}/{name}") or "")


def keep_arrangement(kind: str, name: str, state: str) -> None:
    """Remember how a table or splitter is arranged."""
    _settings().setValue(f"{kind}/{name}", state)


def recent_books() -> tuple[Path, ...]:
    """Books opened on this PC, newest first, whether or not they are still there."""
    kept = _settings().value("book/recent")
    return tuple(Path(line) for line in str(kept or "").split("\n") if line)


def keep_recent_books(books: tuple[Path, ...]) -> None:
    """Remember these as the books opened on this PC."""
    _settings().setValue("book/recent", "\n".join(map(str, books)))


def _settings() -> QSettings:
    return QSettings(str(paths.settings_dir() / _FILE), QSettings.Format.IniFormat)


def _theme(value: str) -> Theme:
    return Theme(value) if value in {theme.value for theme in Theme} else Theme.LIGHT


def _text_size(name: str) -> TextSize:
    return TextSize.__members__.get(name.upper(), TextSize.MEDIUM)


def _bytes(value: object) -> bytes:
    return bytes(value.data()) if isinstance(value, QByteArray) else b""
