"""Count and head of the journal stand on every paper of a plan, and not on those of before the journal."""

from dataclasses import replace
from pathlib import Path

import pytest

from coopdesk.papers import papers_from, write_paper
from coopdesk.services.distribution.papers.sources import RESOLVED
from coopdesk.services.journal.entry import Witness
from tests.reports.plans import PRINTED_ON, large_plan
from tests.reports.reading import texts
from tests.reports.test_nothing_clipped import troubles

HEAD = "1a2b3c4d5e6f7a8b" + "c" * 48


@pytest.mark.parametrize("kind", [spec.kind for spec in papers_from(RESOLVED)])
def test_every_page_carries_the_journal_s_count_and_head(kind: str, tmp_path: Path) -> None:
    plan = replace(large_plan(40), witness=Witness(123, HEAD))
    (path,) = write_paper(kind, plan, tmp_path / "a.pdf", PRINTED_ON)
    assert all("日志 123 · 1a2b3c4d5e6f7a8b" in text for text in texts(path))
    assert kind == "slips_3up" or troubles(path) == []


@pytest.mark.parametrize("kind", [spec.kind for spec in papers_from(RESOLVED)])
def test_a_plan_of_before_the_journal_prints_none(kind: str, tmp_path: Path) -> None:
    (path,) = write_paper(kind, large_plan(3), tmp_path / "a.pdf", PRINTED_ON)
    assert not any("日志" in text for text in texts(path))
