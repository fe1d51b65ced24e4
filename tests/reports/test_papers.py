"""The one list of papers: who may add to it, what it asks of each, and that a paper need not be a year's."""

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from coopdesk import papers, reports
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.papers.sources import DRAFT, LOSS, RESOLVED, PlanYear
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.paper import AnyPaper, Choice, PaperSource, PaperSpec, offered, usual_day


def test_no_two_papers_have_one_kind_or_one_file_name() -> None:
    number = SimpleNamespace(number="F01")
    of_one = {"member": number, "operation": 12, "file": SimpleNamespace(certificate=number)}
    span = Span.of(2019, 0)
    spanned = SimpleNamespace(span=span)
    of_ledger = {"said": span.text, "span": span, "statements": spanned, "books": spanned, "account": "102"}
    source = SimpleNamespace(year=2019, day=date(2019, 12, 31), **of_one, **of_ledger)
    kinds = Counter(spec.kind for spec in papers.PAPERS)
    names = Counter(spec.file_name(source) for spec in papers.PAPERS)
    assert {*kinds.values(), *names.values()} == {1}
    assert "2019年度分红单（A4三联）.pdf" in names


def test_a_paper_belongs_to_an_area_and_says_what_it_is_for() -> None:
    folder = Path(reports.__file__).parent
    areas = {path.parent.name for path in folder.glob("*/papers.py")}
    assert {spec.area for spec in papers.PAPERS} == areas
    assert all(spec.title and spec.note and spec.formats for spec in papers.PAPERS)


def test_a_kind_that_no_paper_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        papers.write_paper("letter", None, tmp_path / "a.pdf", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("year", "needs"),
    [
        (PlanYear(2019), None),
        (PlanYear(2019, loss=True), LOSS),
        (PlanYear(2019, PlanState.DRAFT), DRAFT),
        (PlanYear(2019, PlanState.APPROVED), RESOLVED),
        (PlanYear(2019, PlanState.PAID), RESOLVED),
        (PlanYear(2019, PlanState.CLOSED, loss=True), LOSS),
    ],
)
def test_a_year_has_the_papers_it_is_ready_for(year: PlanYear, needs: object) -> None:
    offered = [spec for spec in papers.PAPERS if spec.offered(year)]
    assert offered == [spec for spec in papers.PAPERS if spec.needs is needs]


@dataclass(frozen=True)
class OneMember:
    """What a paper of another area is asked for."""

    number: str


def test_a_paper_of_something_else_than_a_year_is_no_year_s_paper(tmp_path: Path) -> None:
    """Such as 成员证: asked for by a member's number, made by the same road."""

    def write(text: str, target: Path, _printed_on: date, _progress: object) -> list[Path]:
        target.write_text(text, encoding="utf-8")
        return [target]

    source: PaperSource[OneMember, str] = PaperSource(
        OneMember, lambda _of: True, lambda _desk, of: of.number
    )
    card: AnyPaper = PaperSpec(
        kind="card",
        area="members",
        title="成员证",
        note="",
        needs=source,
        build=lambda number, day: f"{number} {day:%Y}",
        write=write,
        stem=lambda number: f"{number}成员证",
        formats=("txt", "pdf"),
    )
    assert (card.offered(OneMember("007")), card.offered(PlanYear(2019, PlanState.PAID))) == (True, False)
    assert card.file_name("007") == "007成员证.txt"
    (path,) = card.write(card.build("007", date(2020, 1, 1)), tmp_path / "a.txt", date(2020, 1, 1), None)
    assert path.read_text(encoding="utf-8") == "007 2020"
    assert list(card.needs.persons("007")) == []
    # Nobody finds it in the gallery: a page that knows the member asks for it.
    nobody = cast("Desk", None)
    assert offered([card], nobody, Choice(2019, date(2019, 12, 31))) == []


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2023, 3, 1), date(2019, 12, 31)),
        (date(2019, 12, 31), date(2019, 12, 31)),
        (date(2019, 5, 6),) * 2,
    ],
)
def test_a_register_of_a_year_is_as_at_its_last_day_or_today(today: date, day: date) -> None:
    assert usual_day(2019, today) == day


def test_the_list_alone_loads_nothing_heavy() -> None:
    code = "import sys, coopdesk.papers; print('reportlab' in sys.modules or 'PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "False"
