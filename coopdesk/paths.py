"""Where things lie: files that travel with the program, and the folders of the person who runs it.

Every layer above the services may ask; this module knows no book, no language and no window. Nothing is created
here: a caller that writes makes its folder first and reports what the disk says.

`COOPDESK_HOME` names one folder for settings, logs and books together: a program carried on a stick, or a test.
"""

import os
from pathlib import Path

HOME_VARIABLE = "COOPDESK_HOME"
_APP = "coopdesk"
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


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE, "")
    return Path(value).expanduser().absolute() if value else None
