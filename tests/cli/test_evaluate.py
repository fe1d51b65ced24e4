"""`coopdesk evaluate`: the ten cases to the fen, and what is no case refused with its key and value."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.console import process

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_cases_agree_to_the_fen(cli, case):
    said = cli("evaluate", case)
    assert (said.status, said.err) == (0, "")
    result = json.loads(said.out)
    expected = json.loads(case.read_text(encoding="utf-8"))["expected"]
    assert set(expected.pop("findings")) <= set(result.pop("findings"))
    assert {key: result[key] for key in expected} == expected


def test_there_are_fourteen_cases():
    assert len(CASES) == 14


def test_the_result_is_utf8_with_plain_line_ends_whatever_the_console_speaks():
    said = process("evaluate", CASES[0], PYTHONIOENCODING="gbk")
    assert (said.status, said.err) == (0, "")
    assert said.out.endswith(b"}\n")
    assert b"\r" not in said.out
    assert said.out == process("evaluate", CASES[0], PYTHONIOENCODING="ascii").out


BAD_CASES = {
    "an unknown member": (lambda case: case["share_entries"][0].update(to="X99"), "X99"),
    "an unknown key": (lambda case: case.update(colour="green"), "colour"),
    "an unknown measure": (
        lambda case: case["scheme"]["tiers"][0][0]["basis"].update(measure="luck"),
        "luck",
    ),
    "a holder below 0": (
        lambda case: case["share_entries"].append(
            {"date": "2019-06-01", "kind": "redemption", "from": "F01", "shares": "9"}
        ),
        "F01",
    ),
    "an entry of nobody": (lambda case: case["share_entries"][0].pop("to"), "share_entries"),
    "a number that is none": (lambda case: case["surplus"].update(current_year="2e6"), "2e6"),
    "a float": (lambda case: case["surplus"].update(current_year=1.5), "1.5"),
    "a member twice": (lambda case: case["members"].append(dict(case["members"][0])), "G01"),
    "a rebate of a line not there": (
        lambda case: case["scheme"]["rebates"][0].update(of_lines=["bonus"]),
        "bonus",
    ),
    "a rate out of range": (lambda case: case["scheme"]["rebates"][0].update(rate="1.1"), "1.1"),
    "more than there is": (
        lambda case: case["scheme"]["tiers"][0][0].update(pool={"amount": "2000000.01"}),
        "2000000.01",
    ),
    "another format": (lambda case: case.update(format="coopdesk-case/9"), "coopdesk-case/9"),
}


@pytest.mark.parametrize(("spoil", "named"), BAD_CASES.values(), ids=BAD_CASES.keys())
def test_a_bad_case_names_what_is_wrong_and_prints_nothing(cli, tmp_path, spoil, named):
    case = json.loads(CASES[0].read_text(encoding="utf-8"))
    spoil(case)
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(case), encoding="utf-8")
    said = cli("evaluate", bad)
    assert (said.status, said.out) == (2, b"")
    assert named in said.err.replace(",", "")


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '"text"', "\udcff"])
def test_what_is_no_case_at_all_is_refused(tmp_path, content):
    bad = tmp_path / "bad.json"
    bad.write_bytes(content.encode("utf-8", "surrogateescape"))
    said = process("evaluate", bad)
    assert (said.status, said.out) == (2, b"")
    assert said.err.startswith("coopdesk: ")
    assert "Traceback" not in said.err


def test_a_reader_who_stops_early_is_no_error():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "coopdesk", "evaluate", str(CASES[0])],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(write)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
