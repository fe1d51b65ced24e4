"""Books that keep a ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.services.desk import Desk
from tests.services.ledger.books import ledger_desk, new_desk


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """A book of three households that keeps no ledger."""
    made = new_desk(tmp_path / "无账.coop")
    yield made
    made.close()


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Desk]:
    """A book whose ledger began with January 2024; today is in March 2025."""
    made = ledger_desk(tmp_path / "有账.coop")
    yield made
    made.close()
