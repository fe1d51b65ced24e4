"""What the program keeps on this PC beside its books: who works here, and how far each book's journal was last seen.

Small files in the settings folder, read without a window. What cannot be read counts as not kept; what cannot be
written is left: neither may stop the work.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk import paths
from coopdesk.files import private_opener
from coopdesk.paths import retry_file_access

if TYPE_CHECKING:
    from coopdesk.services.journal.entry import Witness

_PERSON = "person.txt"
_HEADS = "heads.json"
_BOOKS = 200
"""Books whose heads are kept; beyond them the one seen longest ago goes."""
_LONGEST_NAME = 60


def person() -> str:
    """Who works here: the name set for this PC, else the one the system knows."""
    with suppress(OSError, ValueError):
        kept = _file(_PERSON).read_text(encoding="utf-8").strip()
        if kept:
            return kept[:_LONGEST_NAME]
    return system_person()


def system_person() -> str:
    """The name the system knows who works here by; empty where it knows none."""
    with suppress(OSError, KeyError, ImportError):
        import getpass

        return getpass.getuser()[:_LONGEST_NAME]
    return ""


def set_person(name: str) -> bool:
    """Keep a name for this PC; with an empty one the system's counts again. False where it cannot be written."""
    return _write(_PERSON, name.strip()[:_LONGEST_NAME])


class SeenHeads:
    """How far each book's journal was last seen here; a book is known by the hash of its first entry."""

    def get(self, book: str) -> "Witness | None":
        """The head last kept for a book on this PC, by the hash of its first entry; None for one never seen here."""
        from coopdesk.services.journal.entry import Witness

        kept = _heads().get(book)
        return None if kept is None else Witness(*kept)

    def keep(self, book: str, witness: "Witness") -> None:
        """Keep a book's head in place of the earlier one; of many books the latest used are kept."""
        heads = _heads()
        heads.pop(book, None)
        heads[book] = (witness.count, witness.head)
        newest = list(heads.items())[-_BOOKS:]
        _write(_HEADS, json.dumps(dict(newest), indent=1))


def _heads() -> dict[str, tuple[int, str]]:
    try:
        kept = json.loads(_file(_HEADS).read_text(encoding="utf-8"))
        return {str(book): (int(count), str(head)) for book, (count, head) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _file(name: str) -> Path:
    return paths.settings_dir() / name


def _write(name: str, text: str) -> bool:
    """Write a small file whole or not at all; two programs that write at once leave the one or the other."""
    target = _file(name)
    part = target.with_name(f"{name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "w", encoding="utf-8", opener=private_opener) as file:
            file.write(text)
        retry_file_access(lambda: part.replace(target))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True
