"""A sheet looked through in pieces: plain cells at one look, and each that reaches farther found wherever it is."""

import re
from random import Random

import pytest

from coopdesk.exchange.tables.limits import Extent
from coopdesk.exchange.tables.sheet_scan import _up_to_column, _up_to_number, scan_sheet
from coopdesk.services.source_table import letters


def row(number: int, cells: str = "ABC") -> bytes:
    inside = "".join(f'<c r="{letter}{number}"><v>1</v></c>' for letter in cells)
    return f'<row r="{number}">{inside}</row>'.encode()


def extent(*pieces: bytes) -> Extent:
    return scan_sheet([b"<sheetData>", *pieces, b"</sheetData>"], "a.xlsx").extent


def rows(first: int, last: int, cells: str = "ABC") -> bytes:
    return b"".join(row(number, cells) for number in range(first, last + 1))


def test_pieces_of_plain_rows_come_to_one_rectangle() -> None:
    found = extent(rows(1, 9), rows(10, 99), rows(100, 250))
    assert (found.lowest, found.outermost, found.filled) == ((249, 0), (0, 2), 750)


@pytest.mark.parametrize(
    ("stray", "lowest", "outermost"),
    [
        ('<c r="XFD7"/>', (19, 0), (6, 16383)),
        ('<c r="D7"/>', (19, 0), (6, 3)),
        ('<c r="A1048576"/>', (1048575, 0), (0, 2)),
        ('<c r="B99"/>', (98, 1), (0, 2)),
        ('<c r="XFD1048576"/>', (1048575, 16383), (1048575, 16383)),
        ("<c><v>1</v></c>", (19, 0), (11, 3)),
        ("<x:c r='Z12'/>", (19, 0), (11, 25)),
    ],
)
def test_a_stray_cell_within_a_later_piece_stretches_it(
    stray: str, lowest: tuple[int, int], outermost: tuple[int, int]
) -> None:
    piece = rows(11, 12).removesuffix(b"</row>") + stray.encode() + b"</row>" + rows(13, 20)
    found = extent(rows(1, 10), piece)
    assert (found.lowest, found.outermost) == (lowest, outermost)


def test_rows_that_end_before_the_last_tag_and_such_as_go_back_stay_within() -> None:
    assert extent(rows(1, 10), rows(11, 12) + b'<row r="99"></row>').rows == 12
    assert extent(rows(1, 10), rows(3, 5)).rows == 10


def test_the_pattern_of_numbers_up_to_one_takes_these_and_no_other() -> None:
    chance = Random(8)
    for last in [
        *range(1, 40),
        99,
        100,
        101,
        199,
        1048,
        1048576,
        *(chance.randint(1, 99_999) for _ in range(20)),
    ]:
        pattern = re.compile(_up_to_number(str(last).encode()))
        near = {
            0,
            1,
            9,
            10,
            last - 1,
            last,
            last + 1,
            last * 10,
            10 ** len(str(last)),
            chance.randint(0, last * 2),
        }
        for number in near:
            assert bool(pattern.fullmatch(str(number).encode())) == (1 <= number <= last), (last, number)


def test_the_pattern_of_columns_up_to_one_takes_these_and_no_other() -> None:
    for last in (0, 1, 9, 25, 26, 27, 51, 52, 700, 701, 702, 703, 16383):
        pattern = re.compile(_up_to_column(letters(last).encode()))
        taken = {column for column in range(1400) if pattern.fullmatch(letters(column).encode())}
        assert taken == set(range(min(last + 1, 1400)))
