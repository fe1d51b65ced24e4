"""Where things lie: files that travel with the program, and the folders of the person who runs it.

Every layer above the services may ask; this module knows no book, no language and no window. Nothing is created
here: a caller that writes makes its folder first and reports what the disk says.

`COOPDESK_HOME` names one folder for settings, logs and books together: a program carried on a stick, or a test.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOME_VARIABLE = "COOPDESK_HOME"
_APP = "coopdesk"
# 260 less what is put behind a book's name: lock, log and half-written copies.
_LONGEST_PLAIN = 220
LONG_PATH_MARK = "\\\\?\\"
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a file or folder under `resources`, whether installed from a wheel or run from a checkout."""
    packaged = _PACKAGE / "_resources"
    root = packaged if packaged.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def settings_dir() -> Path:
    """Folder of the user's settings; may not exist yet."""
    home = _home()
    if home is not None:
        return home / "settings"
    import platformdirs

    return platformdirs.user_config_path(_APP, appauthor=False)


def log_dir() -> Path:
    """Folder of the program's logs; may not exist yet."""
    home = _home()
    if home is not None:
        return home / "logs"
    import platformdirs

    return platformdirs.user_log_path(_APP, appauthor=False)


def default_books_dir() -> Path:
    """Folder offered first for books and papers: the user's Documents."""
    home = _home()
    if home is not None:
        return home / "books"
    import platformdirs

    return platformdirs.user_documents_path()


def temporary_dir() -> Path:
    """Folder for what is thrown away when the program ends; may not exist yet."""
    home = _home()
    if home is not None:
        return home / "temporary"
    import platformdirs

    return platformdirs.user_cache_path(_APP, appauthor=False) / "temporary"


@contextmanager
def home_at(folder: Path) -> Iterator[None]:
    """Let settings, logs and books lie below that folder for a while, as `COOPDESK_HOME` does."""
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(folder)
    _thrown_away.append(folder.name)
    try:
        yield
    finally:
        _thrown_away.remove(folder.name)
        if before is None:
            del os.environ[HOME_VARIABLE]
        else:
            os.environ[HOME_VARIABLE] = before


_thrown_away: list[str] = []
"""Names of the folders that `home_at` stands on just now; each is drawn at random."""


def is_thrown_away(file: Path) -> bool:
    """Whether a file lies below a folder of `home_at`, with which it is deleted."""
    return any(name in file.parts for name in _thrown_away)


def viewed_dir() -> Path:
    """Folder of copies that other programs show; may not exist yet. What lies there can be removed at any time."""
    home = _home()
    if home is not None:
        return home / "viewed"
    import platformdirs

    return platformdirs.user_cache_path(_APP, appauthor=False) / "viewed"


def as_long_path(path: Path) -> Path:
    """The path in the form that Windows takes at any length; unchanged on other systems and for short paths."""
    return Path(extended_path(str(path.absolute()))) if sys.platform == "win32" else path


def extended_path(whole: str) -> str:
    """An absolute Windows path as Windows takes it beyond 260 characters: marked, unless it is short or marked."""
    if len(whole) < _LONGEST_PLAIN or whole.startswith(LONG_PATH_MARK):
        return whole
    if whole.startswith("\\\\"):
        return LONG_PATH_MARK + "UNC" + whole[1:]
    return LONG_PATH_MARK + whole


def retry_file_access(act: Callable[[], object]) -> None:
    """Do to a file what Windows may refuse for a moment, while a virus scanner or an indexer looks into it.

    Raises what the last try raised; on other systems the first refusal is final.
    """
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            act()
            return
        except PermissionError:
            time.sleep(pause)
    act()


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE, "")
    return Path(value).expanduser().absolute() if value else None
