"""A book that a disk has damaged: every way into it ends in a message, and no altered content passes for sound.

``COOPDESK_DAMAGED=600 pytest tests/flows/test_damaged_books.py`` tries that many files instead of a few.
"""

import lzma
import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.values import Defect
from coopdesk.wording import error_text
from tests.flows.damaging import WAYS, contents, damaged

BOOKS = Path(__file__).resolve().parents[1] / "books"
TRIED = int(os.environ.get("COOPDESK_DAMAGED", "24"))
FIRST_SEED = 20_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound book of today with three years, closed."""
    path = tmp_path_factory.mktemp("whole") / "账.coop"
    path.write_bytes(lzma.decompress((BOOKS / "0001" / "awkward.coop.xz").read_bytes()))
    desk = bootstrap.open_desk(path)
    try:
        assert desk.verify() == ()
    finally:
        desk.close()
    return path


def at_work(path: Path) -> None:
    """Open a book as the window does, and look at what it shows."""
    desk = bootstrap.open_desk(path)
    try:
        for year in desk.coop.years()[:3]:
            desk.home(year)
            desk.distribution.plan(year)
        for member in desk.members.present():
            desk.members.entries(member.number)
            desk.distribution.member_years(member.number)
        desk.search("张")
        table = desk.members.table(desk.today)
        table.page(0, 50)
        table.close()
    finally:
        desk.close()


def tried(act: Callable[[], object]) -> str:
    """What came of it: done, refused with a message, or an error that nobody foresaw."""
    try:
        act()
    except (DomainError, EnvironmentFault) as error:
        assert "{" not in error_text(error)
        return f"refused: {error.code}"
    except Exception as error:  # noqa: BLE001 -- that is what is looked for
        return f"internal: {type(error).__name__}"
    return "done"


def outcomes_of(book: Path, found: list[Defect]) -> dict[str, str]:
    """What comes of every way into a book; what verify finds is added to ``found``."""
    folder = book.parent
    return {
        "verify": tried(lambda: found.extend(bootstrap.verify(str(book)))),
        "slips": tried(lambda: bootstrap.print_slips(str(book), 2019, folder / "单.pdf", "a5")),
        "backup": tried(lambda: bootstrap.backup(str(book), folder / "备份.coop")),
        "window": tried(lambda: at_work(book)),
    }


@pytest.mark.slow
def test_damaged_files_end_in_messages_and_none_passes_for_sound(whole: Path, tmp_path: Path) -> None:
    sound, before = whole.read_bytes(), contents(whole)
    came: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    for seed in range(FIRST_SEED, FIRST_SEED + TRIED):
        way, data = damaged(sound, seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        book = folder / "账.coop"
        book.write_bytes(data)
        altered = contents(book) != before
        found: list[Defect] = []
        outcomes = outcomes_of(book, found)
        seen = bool(found) or outcomes["verify"] != "done"
        wrong += [
            f"{seed} {way} {what}: {how}" for what, how in outcomes.items() if how.startswith("internal")
        ]
        if altered and not seen:
            wrong.append(f"{seed} {way}: altered content passes for sound")
        came["altered" if altered else "free space only", "found" if seen else "sound"] += 1
        with suppress(OSError):
            for path in folder.iterdir():
                path.unlink()
    print(TRIED, "files:", dict(came))
    assert wrong == []
    assert len(WAYS) > TRIED or came["altered", "found"] > TRIED // 3
