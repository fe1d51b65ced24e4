"""`coopdesk import`: workbooks as villages keep them, each with no more than the answers beside it."""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopdesk import bootstrap
from coopdesk.__main__ import main
from coopdesk.domain.errors import DomainError
from coopdesk.services.members.commands import TakeBackImport

SHEETS = Path(__file__).resolve().parents[1] / "sheets"
NAMES = sorted(path.name for path in SHEETS.iterdir() if path.suffix in (".xlsx", ".xls", ".csv"))


def answers_of(name: str) -> Path:
    return SHEETS / f"{Path(name).stem}.mapping.json"


def expected_of(name: str) -> Mapping[str, Any]:
    found = json.loads((SHEETS / f"{Path(name).stem}.expected.json").read_text(encoding="utf-8"))
    expected: Mapping[str, Any] = found["expected"]
    return expected


def imported(
    capsysbinary: pytest.CaptureFixture[bytes], book: Path, name: str, *more: str
) -> tuple[int, dict[str, Any]]:
    status = main(
        [
            "import",
            str(book),
            str(SHEETS / name),
            "--mapping",
            str(answers_of(name)),
            "--format",
            "json",
            *more,
        ]
    )
    document: dict[str, Any] = json.loads(capsysbinary.readouterr().out.decode("utf-8"))
    return status, document


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "甲.coop"
    bootstrap.create_book(str(path))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_as_the_village_keeps_it_gives_what_is_expected(
    name: str, book: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    expected = expected_of(name)
    looked, found = imported(capsysbinary, book, name, "--dry-run")
    assert looked == (0 if expected["can_post"] else 2)
    for key in ("sheet", "header_row", "members", "persons", "shares", "capital", "kinds", "can_post"):
        if key in expected:
            assert found[key] == expected[key], key
    if "totals_agree" in expected:
        # A sheet without a total has nothing that could disagree.
        assert found["totals"]["agree"] in ((True, None) if expected["totals_agree"] else (False,))
    told = [error["cell"] for error in found["errors"] if error["code"] != "totals.differ"]
    assert told == [error["cell"] for error in expected["errors"]]
    assert all(error["say"] and error["code"] for error in found["errors"])
    rows = {row["name"]: row for row in found["rows"]}
    for sample in expected["sample"]:
        if sample["name"] in rows:
            assert {key: rows[sample["name"]].get(key) for key in sample} == sample
    posted, found = imported(capsysbinary, book, name)
    assert (posted, found["posted"]) == ((0, True) if expected["can_post"] else (2, False))
    with closing(bootstrap.open_desk(book)) as desk:
        assert list(desk.verify()) == []
        roll = desk.members.roll()
        assert len(roll) == (expected["members"] if expected["can_post"] else 0)
        if expected["can_post"]:
            by_name = {member.name: member for member in roll}
            for sample in expected["sample"]:
                member = by_name[sample["name"]]
                for key in ("identity", "phone", "bank", "account", "group"):
                    if key in sample:
                        assert getattr(member, key) == sample[key]


def test_an_import_is_taken_back_as_a_whole(book: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = "06-household-register.xlsx"
    imported(capsysbinary, book, name)
    with closing(bootstrap.open_desk(book)) as desk:
        (receipt,) = desk.members.imports()
        assert (receipt.number, receipt.file, receipt.members, receipt.persons) == (1, name, 40, 122)
        assert receipt.at is not None
        assert receipt.sha256
        desk.run(TakeBackImport(number=1, reason="表选错了"))
        assert list(desk.verify()) == []
        assert desk.members.totals(desk.today) == []
        assert {member.struck for member in desk.members.roll()} == {"表选错了"}
        assert desk.members.imports()[0].taken_back == "表选错了"
        with pytest.raises(DomainError, match=r"import\.already_taken_back"):
            desk.run(TakeBackImport(number=1, reason="再撤"))
    status, found = imported(capsysbinary, book, name)
    assert (status, found["new"]) == (0, 40), "what was taken back can be read in again"


def test_the_same_file_is_not_entered_twice(book: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    imported(capsysbinary, book, "01-clean-roll.xlsx")
    status, found = imported(capsysbinary, book, "01-clean-roll.xlsx")
    assert status == 2
    assert [error["code"] for error in found["errors"]] == ["import.file_known"]
    assert not found["posted"]


def test_lines_for_people_say_the_same(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "05-total-off.xlsx"
    asked = ["import", str(book), str(SHEETS / name), "--mapping", str(answers_of(name)), "--format", "text"]
    assert main(asked) == 2
    told = capsys.readouterr().out
    assert "F34 131 股数合计写的是 131，各行相加是 128，相差 3" in told
    assert "第 34 行不是成员（合计）" in told
    assert told.splitlines()[-1] == "有 1 处需要先改正，没有导入"


def test_typed_totals_stand_in_place_of_the_sheets(
    book: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    name = "05-total-off.xlsx"
    answers = json.loads(answers_of(name).read_text(encoding="utf-8")) | {
        "totals": {"members": 30, "shares": "128"}
    }
    mapping = tmp_path / "对应.json"
    mapping.write_text(json.dumps(answers), encoding="utf-8")
    status = main(["import", str(book), str(SHEETS / name), "--mapping", str(mapping)])
    found = json.loads(capsysbinary.readouterr().out)
    assert (status, found["totals"]["agree"]) == (0, True)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ('{"format": "coopdesk-import/2"}', "answers.form"),
        ('{"colums": {}}', "answers.unknown_key"),
        ('{"columns": {"姓名": "nam"}}', "answers.unknown_field"),
        ('{"columns": {"没有": "name"}}', "answers.unknown_column"),
        ('{"sheet": "没有"}', "import.no_sheet"),
        ('{"header_row": -1}', "answers.form"),
        ('{"unit": "village"}', "answers.form"),
        ("[", "answers.form"),
    ],
)
def test_answers_that_cannot_be_are_told(
    mapping: str, code: str, book: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "对应.json"
    path.write_text(mapping, encoding="utf-8")
    assert main(["import", str(book), str(SHEETS / "01-clean-roll.xlsx"), "--mapping", str(path)]) == 2
    found = json.loads(capsysbinary.readouterr().out)
    assert [error["code"] for error in found["errors"]] == [code]
    assert found["errors"][0]["say"]


def test_the_sum_of_all_classes_stands_beside_the_sums_of_each(tmp_path: Path, book: Path) -> None:
    rows = [
        ("户主姓名", "身份证号", "股数合计", "人口股", "土地股"),
        ("冯建梅", "500108198501173737", 12.5, 10, 2.5),
        ("韩兰", "500108196809199707", 20, 20, ""),
        ("总计", "", 32.5, 30, 2.5),
    ]
    sheet, mapping = tmp_path / "股权.csv", tmp_path / "对应.json"
    sheet.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    answers = {
        "classes": {"人口股": "population", "土地股": "land"},
        "defaults": {"kind": "farmer", "joined": "2021-06-30"},
    }
    mapping.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    document = bootstrap.import_roll(str(book), sheet, mapping, dry_run=True)
    assert document["totals"] == {
        "found": {"shares": {"population": "30", "land": "2.5"}, "all_shares": "32.5"},
        "agree": True,
    }
