"""What a person may call a book: a file, its name without ending, or a shared database's URL."""

from pathlib import Path

from coopdesk.domain.errors import DomainError
from coopdesk.paths import as_long_path
from coopdesk.services.errors import EnvironmentFault

BOOK_SUFFIX = ".coop"
_URL_SCHEMES = ("postgresql:", "postgresql+psycopg:", "postgres:")


def location_of(given: str | Path) -> str | Path:
    """A book that exists, or a URL; a name without ending may stand for a ``.coop`` file."""
    if isinstance(given, str) and given.startswith(_URL_SCHEMES):
        return given
    path = _path(given)
    if not path.exists() and not path.suffix:
        path = path.with_name(path.name + BOOK_SUFFIX)
    if not path.exists():
        raise DomainError("book.not_found", path=path.name, folder=str(path.absolute().parent))
    return path


def _path(given: str | Path) -> Path:
    """A path; the address of a database that is spelt wrong is refused as that, and its password told to nobody."""
    if isinstance(given, str) and "://" in given:
        raise EnvironmentFault("book.bad_url")
    return as_long_path(Path(given))


def new_book_location(given: str | Path) -> str | Path:
    """Where a new book will be: files end in ``.coop``."""
    if isinstance(given, str) and given.startswith(_URL_SCHEMES):
        return given
    path = _path(given)
    if not path.suffix:
        return path.with_name(path.name + BOOK_SUFFIX)
    if path.suffix.lower() != BOOK_SUFFIX:
        raise DomainError("book.wrong_suffix", path=path.name, suffix=BOOK_SUFFIX)
    return path
