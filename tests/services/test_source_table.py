"""A cell is called what Excel calls it, so that a mistake is found where the accountant looks for it."""

import pytest

from coopdesk.services.source_table import (
    CellFault,
    FaultKind,
    SourceFile,
    SourceKind,
    SourceTable,
    address,
    column_of,
    letters,
    place,
)


@pytest.mark.parametrize(
    ("column", "called"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")],
)
def test_a_column_has_the_letters_of_excel(column: int, called: str) -> None:
    assert letters(column) == called
    assert column_of(called) == column
    assert column_of(called.lower()) == column


@pytest.mark.parametrize("text", ["", "1", "A1", "姓名", "XFE", "ZZZZ", "é"])
def test_what_is_no_column_is_none(text: str) -> None:
    assert column_of(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C7", (6, 2)),
        ("$c$7", (6, 2)),
        ("XFD1048576", (1_048_575, 16_383)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("7C", None),
        ("", None),
    ],
)
def test_an_address_is_read_as_it_is_written(text: str, found: tuple[int, int] | None) -> None:
    assert place(text) == found
    if found is not None:
        assert address(*found) == text.replace("$", "").upper()


def test_a_sheet_is_asked_by_its_name_and_a_cell_outside_of_it_is_empty() -> None:
    roll = SourceTable("1组", [["姓名", "股数"], ["王一"]], faults={"B2": CellFault(FaultKind.ERROR, "#N/A")})
    file = SourceFile("名册.xlsx", "00", SourceKind.XLSX, (roll,))
    assert file.table("1组") is roll
    assert file.table("2组") is None
    assert (roll.cell(0, 1), roll.cell(1, 0), roll.cell(1, 1), roll.cell(2, 0)) == (
        "股数",
        "王一",
        None,
        None,
    )
