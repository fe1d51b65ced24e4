"""Random changes behind the program's back are all found, and each is told for what it is."""

import os
from pathlib import Path

import pytest

from tests.persistence.edits import TOLD, Master, make_master, tried, wrong

KINDS = sorted(TOLD)
EACH = int(os.environ.get("COOPDESK_EDITS", "36")) // len(KINDS)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    return make_master(tmp_path_factory.mktemp("master"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_made_past_the_program_is_found_and_told_for_what_it_is(
    kind: str, master: Master, tmp_path: Path
) -> None:
    seeds = range(KINDS.index(kind), EACH * len(KINDS), len(KINDS))
    assert [reason for seed in seeds if (reason := wrong(*tried(master, tmp_path / "copy.coop", seed)))] == []


def test_the_book_that_is_changed_is_sound(master: Master) -> None:
    from coopdesk.persistence.book.books import open_book

    book = open_book(master.path, read_only=True)
    assert list(book.verify([master.head])) == []
    book.close()
