"""The fourteen cases, as an accountant hands them over: what the program says is what the case expects, to the fen."""

import json
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.money import Money
from coopdesk.exchange.case_file import evaluate_file

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def test_all_fourteen_cases_are_here():
    assert len(CASES) == 14


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_agrees_to_the_fen(path: Path):
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    result = json.loads(evaluate_file(path))
    assert set(expected.pop("findings")) <= set(result.pop("findings"))
    assert result == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_can_be_distributed_is_what_is_paid_and_what_is_carried_forward(path: Path):
    result = json.loads(evaluate_file(path))
    paid = [member["net"] for member in result["members"].values()]
    assert sum(map(fen, paid)) == fen(result["totals"]["net"])
    assert fen(result["distributable"]) == fen(result["totals"]["gross"]) + fen(result["carried_forward"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_command_line_gives_the_same_bytes(path: Path):
    assert bootstrap.evaluate(path) == evaluate_file(path).encode("utf-8")


def test_members_and_lines_come_in_the_order_of_the_register_and_the_scheme():
    case = json.loads(CASES[0].read_text(encoding="utf-8"))
    result = json.loads(evaluate_file(CASES[0]))
    assert list(result["members"]) == [member["id"] for member in case["members"]]
    assert list(result["members"]["F01"]["lines"]) == ["dividend", "second_rebate"]


def fen(text: str) -> int:
    return Money.parse(text).fen
