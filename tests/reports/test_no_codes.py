"""No code on any paper: every part of a scheme under another code and label, and only the labels are printed.

The cases are the trade's own; here each id and code becomes one that nobody could take for a word, each label and each
name of a charter's own measure a Chinese one. What is then read off the papers holds every label and no code.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.document import read_case
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import holdings_on
from coopdesk.domain.money import Money
from coopdesk.papers import papers_from, write_paper
from coopdesk.services.distribution.papers.sources import RESOLVED
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.services.distribution.proposal import Compared, Proposal
from tests.reports.plans import CASES, COOP, frozen
from tests.reports.reading import texts

NAMES = sorted(path.stem for path in CASES.glob("*.json"))
DAY = date(2020, 3, 1)
CODES = (
    *(measure.value for measure in Measure),
    *(kind.value for kind in MemberKind),
    *(weighting.value for weighting in Weighting),
    "zzpart",
    "zzclass",
    "reserve",
    "welfare",
    "ART20",
    "ART44",
)


class Renamed:
    """A case with all its parts under other codes; `labels` are those a reader should find."""

    def __init__(self, name: str) -> None:
        path = next(CASES.glob(f"{name}*.json"))
        self._document = json.loads(path.read_text(encoding="utf-8"))
        self.labels: list[str] = []
        self._parts: dict[str, str] = {}
        scheme = self._document["scheme"]
        for part in scheme.get("appropriations", ()):
            self._part(part, "提取")
        for line in _lines(scheme):
            self._part(line, "分红")
        for rebate in scheme.get("rebates", ()):
            self._part(rebate, "让利")
        classes = {code: f"zzclass{n}" for n, code in enumerate(_classes(self._document))}
        self.classes = {code: f"股种{n}" for n, code in enumerate(classes.values())}
        measures = {
            value["measure"]: f"计量{n}" for n, value in enumerate(self._document.get("measures", ()))
        }
        mentioned = {"class": classes, "classes": classes, "measure": measures, "times": measures}
        mentioned |= {"id": self._parts, "lines": self._parts, "of_lines": self._parts}
        self._document = _renamed(self._document, mentioned)

    def plan(self) -> tuple[FrozenPlan, Scheme]:
        facts, scheme = read_case(self._document)
        result = distribute(facts, scheme)
        plan = frozen(result, COOP)
        members = tuple(
            replace(member, shares=tuple(self._held(facts, member.number))) for member in plan.members
        )
        return replace(plan, members=members), scheme

    def _held(self, facts: Any, number: str) -> Iterator[Any]:
        for code, label in self.classes.items():
            shares = holdings_on(facts.share_entries, facts.record_date, (code,)).get(number)
            if shares:
                yield ShareClass(code, label, Money(100)), shares

    def _part(self, part: dict[str, Any], word: str) -> None:
        self._parts[part["id"]] = f"zzpart{len(self._parts)}"
        part["label"] = f"{word}项{len(self._parts)}"
        self.labels.append(part["label"])


def _lines(scheme: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for tier in scheme["tiers"]:
        yield from (tier if isinstance(tier, list) else tier["lines"])


def _classes(document: dict[str, Any]) -> list[str]:
    found = {entry.get("class", "ordinary") for entry in document.get("share_entries", ())}
    for entry in document.get("share_entries", ()):
        entry.setdefault("class", "ordinary")
    return sorted(found)


def _renamed(value: Any, mentioned: dict[str, dict[str, str]], key: str = "") -> Any:
    """The document with every code it mentions, under whichever key, the new one."""
    if isinstance(value, dict):
        return {name: _renamed(inner, mentioned, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, mentioned, key) for inner in value]
    return mentioned.get(key, {}).get(value, value) if isinstance(value, str) else value


def papers(name: str) -> Iterator[tuple[str, Any]]:
    plan, scheme = Renamed(name).plan()
    for spec in papers_from(RESOLVED):
        yield spec.kind, plan
    yield "proposal", Proposal(plan, DAY, "", scheme.appropriations, (Compared("别的办法", plan),))


@pytest.mark.parametrize("name", NAMES)
def test_no_paper_prints_a_code_and_all_print_the_labels(name: str, tmp_path: Path) -> None:
    renamed = Renamed(name)
    said: dict[str, str] = {}
    for kind, plan in papers(name):
        (path,) = write_paper(kind, plan, tmp_path / f"{kind}.pdf", DAY)
        said[kind] = "".join("".join(texts(path)).split())
    assert [
        (kind, code) for kind, text in said.items() for code in CODES if code.lower() in text.lower()
    ] == []
    for kind in ("notice", "proposal"):
        assert [label for label in renamed.labels if label not in said[kind]] == [], kind


def test_the_looking_itself_finds_a_code(tmp_path: Path) -> None:
    plan, _scheme = Renamed("02").plan()
    appropriations = tuple(("zzpart9", amount) for _label, amount in plan.appropriations)
    spoilt = replace(plan, appropriations=appropriations)
    (path,) = write_paper("notice", spoilt, tmp_path / "a.pdf", DAY)
    assert "zzpart9" in "".join(texts(path))
