"""Files as they come: every one is read as it stands, or one sentence says what it is and what to do."""

import hashlib
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables import limits, reading, text_table
from coopdesk.exchange.tables.limits import MOST_BYTES
from coopdesk.exchange.tables.reading import read_content, read_pasted, read_source
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.source_table import CellFault, FaultKind, MergedRange, SourceKind, SourceTable
from coopdesk.wording import error_text
from tests.exchange.tables.workbooks import (
    SHEET,
    changed,
    compound,
    label,
    number,
    record,
    replaced,
    with_rows,
    workbook,
    xls,
)

ROWS = [("姓名", "股数"), ("王一", 1)]


def only(content: bytes, name: str = "名册.xlsx") -> SourceTable:
    (table,) = read_content(content, name).tables
    return table


def refusal(content: bytes, name: str = "名册.xlsx") -> DomainError:
    with pytest.raises(DomainError) as caught:
        read_content(content, name)
    assert "错误代码" not in error_text(caught.value)
    assert "…" not in error_text(caught.value)
    return caught.value


def formatted(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book, book.add_worksheet("名册"))
    book.close()
    return out.getvalue()


def test_a_file_is_known_by_its_digest_and_its_cells_stand_where_excel_shows_them(tmp_path: Path) -> None:
    content = workbook()
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    source = read_source(path)
    assert (source.name, source.kind, source.macros) == ("名册.xlsx", SourceKind.XLSX, False)
    assert source.digest == hashlib.sha256(content).hexdigest()
    assert [(table.name, list(table.rows)) for table in source.tables] == [("名册", ROWS)]


def test_empty_rows_and_columns_at_the_edge_move_no_cell() -> None:
    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(3, 2, "姓名")
        sheet.write(4, 2, "王一")

    table = only(formatted(fill))
    assert list(table.rows) == [*[(None,) * 3] * 3, (None, None, "姓名"), (None, None, "王一")]
    assert table.cell(3, 2) == "姓名"


def test_a_value_is_what_the_cell_shows() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        values = [8, 2.5, 0.1 + 0.2, 330381197001011234, 500108850311251, True, "", "  0012 ", "=1+1"]
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(0, column, value)
            else:
                sheet.write(0, column, value)
        sheet.write_datetime(0, 9, date(2019, 2, 18), day)

    (row,) = only(formatted(fill)).rows
    assert row == (
        8, Decimal("2.5"), Decimal("0.3"), 330381197001011000, 500108850311251, True, None, "  0012 ", "=1+1",
        date(2019, 2, 18),
    )  # fmt: skip
    assert [type(value) for value in row[:2]] == [int, Decimal]


def test_what_is_hidden_or_joined_is_told() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 3, "名册")
        sheet.merge_range(1, 0, 2, 0, "1组")
        sheet.write(2, 1, "王一")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 3, None, None, {"hidden": True})
        book.add_worksheet("旧").hide()
        book.worksheets()[1].write(0, 0, "姓名")

    roll, old = read_content(formatted(fill), "名册.xlsx").tables
    assert roll.merged == (MergedRange(0, 0, 0, 3), MergedRange(1, 0, 2, 0))
    assert (roll.hidden_rows, roll.hidden_columns, roll.hidden) == (frozenset({2}), frozenset({2, 3}), False)
    assert (old.name, old.hidden) == ("旧", True)


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="3"><c r="C3" t="e"><v>#DIV/0!</v></c></row>',
        "<row r='3'><c t='e' r='C3'><f>1/0</f><v>#DIV/0!</v></c></row>",
        '<row><c/><c/><c t="e"><v>#DIV/0!</v></c></row>',
        '<x:row xmlns:x="m" r="3"><x:c r="C3" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>',
    ],
)
def test_an_error_is_no_empty_cell(xml: str) -> None:
    assert only(with_rows(xml)).faults == {"C3": CellFault(FaultKind.ERROR, "#DIV/0!")}


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="3"><c r="B3"><f>SUM(B1:B2)</f></c></row>',
        '<row r="3"><c r="B3"><f>SUM(B1:B2)</f><v></v></c></row>',
        '<row r="3"><c r="B3"><f>SUM(B1:B2)</f><v/></c></row>',
        '<row r="3"><c/><c><f>SUM(B1:B2)</f></c></row>',
    ],
)
def test_a_formula_nobody_computed_is_no_empty_cell(xml: str) -> None:
    assert only(with_rows(xml)).faults == {"B3": CellFault(FaultKind.NO_VALUE, "=SUM(B1:B2)")}


def test_a_formula_with_its_result_is_read_as_the_result() -> None:
    rows = '<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="C3" t="str"><f>""</f><v></v></c></row>'
    table = only(with_rows(rows))
    assert table.faults == {}
    assert table.rows[2] == (None, 2, None)


def test_the_nought_of_a_program_that_cannot_compute_is_not_believed() -> None:
    """XlsxWriter and others write 0 beside a formula, and ask Excel to compute all when the workbook is opened."""

    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_formula(0, 1, "=1+2", None, 3)

    assert only(formatted(fill)).faults == {"A1": CellFault(FaultKind.NO_VALUE, "=1+1")}


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c><c r="F1048576"><v>2</v></c></row>', "A1048576"),
        ("<row r='900'><c t='n' r='XFD900'><v>1</v></c></row>", "XFD900"),
        ('<row r="900"><c a=">" r="XFD900"><v>1</v></c></row>', "XFD900"),
        ('<row r="2"><c r="xfd900"><v>1</v></c></row>', "XFD900"),
        ('<x:row xmlns:x="m" r="900"><x:c r="XFD900"><x:v>1</x:v></x:c></x:row>', "XFD900"),
        ('<row r="9000000"><c><v>1</v></c></row>', "A9000000"),
    ],
)
def test_a_stray_cell_is_named_before_anybody_makes_room_for_its_rectangle(xml: str, cell: str) -> None:
    error = refusal(with_rows(xml))
    assert (error.code, error.params["cell"]) == ("source.far_cell", cell)
    assert cell in error_text(error)


def test_a_row_coloured_to_the_end_makes_a_sheet_no_larger() -> None:
    coloured = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/><c r="XFD{row}" s="0"/></row>' for row in range(3, 900)
    )
    assert list(only(with_rows(coloured)).rows) == ROWS


def test_one_sheet_that_cannot_be_read_takes_no_other_with_it() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "姓名")
        book.add_worksheet("旧").write(1_048_575, 16_383, 1)

    source = read_content(formatted(fill), "名册.xlsx")
    assert [table.name for table in source.tables] == ["名册"]
    with pytest.raises(DomainError, match=r"source\.far_cell"):
        source.table("旧")


def test_a_sheet_that_is_really_so_full_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten million rows take minutes to make and no time to refuse: the room is made smaller here."""
    for module in (limits, reading, text_table):
        monkeypatch.setattr(module, "MOST_CELLS", 1_000)
    rows = [("姓名", "股数"), *(("王一", 1) for _row in range(600))]
    for content in (
        workbook(rows),
        xls(*(label(row, 1, "王一") for row in range(600))),
        b"name,shares\n" * 501,
    ):
        error = refusal(content)
        assert (error.code, error.params["columns"]) == ("source.too_many_cells", 2)


def test_sheets_that_fit_one_by_one_and_not_together_are_read_as_far_as_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for each in (sheet, book.add_worksheet("2组")):
            each.write_column(0, 0, ["王一"] * 600)

    monkeypatch.setattr(reading, "MOST_CELLS", 1_000)
    source = read_content(formatted(fill), "名册.xlsx")
    assert [table.name for table in source.tables] == ["名册"]
    assert source.refused["2组"].code == "source.too_many_cells"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source.empty"),
        (b" \r\n\r\n", "source.empty"),
        (workbook(()), "source.empty"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "source.web_page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", "source.web_page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "source.web_page"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', "source.web_page"),
        (b"%PDF-1.7\n", "source.kind"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "source.kind"),
        (bytes(range(256)) * 4, "source.kind"),
        (compound({"WordDocument": b"1"}), "source.kind"),
        (compound({"EncryptedPackage": b"1", "EncryptionInfo": b"1"}), "source.password"),
        (xls(label(0, 0, "a"), begin=record(0x2F, bytes(54))), "source.password"),
        (xls(label(0, 0, "a"), before=record(0x200, struct.pack("<IIHHH", 0, 2**31, 0, 9, 0))), "source.damaged"),
        (xls(label(0, 0, "a"), before=record(0x200, struct.pack("<IIHHH", 2**31, 9, 0, 9, 0))), "source.damaged"),
        (xls(label(0, 0, "a"), begin=record(0xFC, struct.pack("<II", 1, 2**31))), "source.damaged"),
        (workbook()[:-300], "source.damaged"),
        (workbook()[:2_000], "source.damaged"),
        (xls(label(0, 0, "a"))[:2_000], "source.damaged"),
        (changed(workbook(), lambda part, data: None if part == SHEET else data), "source.empty"),
        (changed(workbook(), lambda part, data: None if "rels/workbook" in part else data), "source.damaged"),
        (replaced(SHEET, b"<v>0</v>", b"<v>999</v>"), "source.damaged"),
        (replaced("xl/sharedStrings.xml", b'uniqueCount="3"', b'uniqueCount="4000000000"'), "source.damaged"),
        (replaced("xl/workbook.xml", b"<workbook", b"<!DOCTYPE a><workbook"), "source.damaged"),
        (
            changed(workbook(), lambda part, data: data.decode().encode("utf-16") if part == SHEET else data),
            "source.damaged",
        ),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_a_broken_one_is_told_as_what_it_is(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_other_kinds_of_packed_files_are_told_apart() -> None:
    assert (
        refusal(packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")).code
        == "source.other_workbook"
    )
    assert refusal(packed(**{"photo.jpg": b"1"})).code == "source.kind"
    assert refusal(packed(**{"xl/workbook.bin": b"1"})).code == "source.other_workbook"


def test_a_workbook_that_unpacks_without_end_is_not_unpacked() -> None:
    huge = changed(workbook(), lambda part, data: data + bytes(700_000_000) if "theme" in part else data)
    assert len(huge) < 1_000_000
    assert refusal(huge).code == "source.unpacks"


def test_a_part_that_goes_on_longer_than_it_says_is_refused() -> None:
    content = bytearray(with_rows(" " * 100_000))
    size = struct.pack("<I", len(next(iter(sheet_parts(bytes(content))))))
    for at in (place for place in range(len(content)) if content[place : place + 4] == size):
        content[at : at + 4] = struct.pack("<I", 1_000)
    assert refusal(bytes(content)).code == "source.damaged"


def sheet_parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(SHEET)]


def test_macros_are_told_of_and_left_where_they_are() -> None:
    def add(content: bytes) -> bytes:
        out = BytesIO(content)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
        return out.getvalue()

    source = read_content(add(workbook()), "名册.xlsm")
    assert source.macros
    assert list(source.tables[0].rows) == ROWS


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(DomainError, match=r"source\.too_large"):
        read_source(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"source\.unreadable_file"):
        read_source(tmp_path / "名册.xlsx")


def test_an_old_workbook_is_read_under_any_name() -> None:
    content = xls(
        label(0, 0, "姓名"), label(0, 1, "股数"), label(1, 0, "王一"), number(1, 1, 8.0),
        record(0x205, struct.pack("<HHHBB", 2, 1, 0, 0x07, 1)),
        record(0x06, struct.pack("<HHHBBBBHHHIH", 3, 1, 0, 2, 0, 0x2A, 0, 0, 0xFFFF, 0, 0, 0)),
        record(0xE5, struct.pack("<H4H", 1, 0, 1, 0, 0)),
        before=record(0x7D, struct.pack("<6H", 1, 1, 0, 0, 1, 0))
        + record(0x208, struct.pack("<HHHHHHI", 1, 0, 2, 0, 0, 0, 0x20)),
    )  # fmt: skip
    source = read_content(content, "名册.xlsx")
    (table,) = source.tables
    assert source.kind is SourceKind.XLS
    assert list(table.rows[:2]) == [("姓名", "股数"), ("王一", 8)]
    assert table.faults == {
        "B3": CellFault(FaultKind.ERROR, "#DIV/0!"),
        "B4": CellFault(FaultKind.ERROR, "#N/A"),
    }
    assert table.merged == (MergedRange(0, 0, 1, 0),)
    assert (table.hidden_rows, table.hidden_columns) == (frozenset({1}), frozenset({1}))


@pytest.mark.parametrize(("row", "column", "cell"), [(65_535, 255, "IV65536"), (65_535, 65_535, "CRXP65536")])
def test_a_stray_cell_of_an_old_workbook_is_named(row: int, column: int, cell: str) -> None:
    error = refusal(xls(label(0, 0, "姓名"), number(row, column, 1.0)))
    assert (error.code, error.params["cell"], error.params["sheet"]) == ("source.far_cell", cell, "名册")


def test_ten_million_lines_are_refused_by_their_number() -> None:
    error = refusal(b"name,shares\n" + b"a,1\n" * 10_000_000, "名册.csv")
    assert (error.code, error.params["rows"], error.params["columns"]) == (
        "source.too_many_cells",
        10_000_001,
        2,
    )


TEXT = "姓名,股数\r\n王一,1\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", "\t").encode("gbk"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "，").encode(),
    ],
)
def test_text_is_read_in_whatever_encoding_and_parted_by_whatever_sign(content: bytes) -> None:
    source = read_content(content, "名册.xls")
    assert source.kind is SourceKind.TEXT
    assert list(source.tables[0].rows) == [("姓名", "股数"), ("王一", "1")]


def test_a_cell_of_text_stays_the_text_it_is() -> None:
    text = '姓名,账号,备注\n\n王一,="0012",\'-5\n"王\n二",\t6217001234567890123,"1,500"\n'
    assert list(only(text.encode()).rows) == [
        ("姓名", "账号", "备注"), (), ("王一", "0012", "-5"), ("王\n二", "\t6217001234567890123", "1,500"),
    ]  # fmt: skip


def test_what_cannot_be_read_as_text_names_its_line() -> None:
    assert refusal(b"a,b\n\xff\xff,1\n").params["line"] == 2
    mixed = ("姓名,股数\n" + "王一,1\n" * 40).encode() + "李二".encode("gbk") + b",1\n"
    assert (refusal(mixed).code, refusal(mixed).params["line"]) == ("source.encoding", 42)
    assert refusal("姓名\n王一".encode()[:-1]).code == "source.damaged"
    assert refusal("姓名\n王一".encode("gbk")[:-1]).code == "source.damaged"
    unclosed = refusal('姓名,备注\n王一,"好\n李二,好\n'.encode())
    assert (unclosed.code, unclosed.params["line"]) == ("source.quote", 2)
    assert list(only('姓名,备注\n王一,"好"人\n'.encode()).rows)[1] == ("王一", "好人")


def test_a_pasted_table_is_read_like_a_file() -> None:
    source = read_pasted('姓名\t备注\n王一\t"1\n2"\n', "粘贴的表格")
    assert (source.name, source.kind) == ("粘贴的表格", SourceKind.PASTED)
    assert list(source.tables[0].rows) == [("姓名", "备注"), ("王一", "1\n2")]
    with pytest.raises(DomainError, match=r"source\.nothing_pasted"):
        read_pasted(" \n", "粘贴的表格")


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    content = workbook([("姓名", "股数"), *(("王一", 1) for _row in range(5_000))])
    heard: list[int] = []
    read_content(content, "名册.xlsx", lambda done, _whole: heard.append(done))
    assert heard == sorted(heard)
    assert heard[-1] > 500

    def stop(_done: int, _whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_content(content, "名册.xlsx", stop)


def test_no_damage_ends_in_anything_but_a_sentence() -> None:
    """Bytes changed at random, in the packed file and in the sheet itself: read or refused, and never more."""
    chance = random.Random(7)
    sound = workbook([("姓名", "股数", "身份证"), *((f"王{row}", row, "50010819") for row in range(30))])
    old = xls(*(label(row, column, f"王{row}") for row in range(20) for column in range(3)))
    for start in (sound, old):
        for _round in range(150):
            hurt = bytearray(start)
            for _each in range(chance.randint(1, 4)):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            try:
                read_content(bytes(hurt), "名册.xlsx")
            except DomainError as error:
                assert error.code.startswith("source.")

    def hurt_sheet(part: str, data: bytes) -> bytes:
        if part != SHEET:
            return data
        hurt = bytearray(data)
        hurt[chance.randrange(len(hurt))] = chance.choice(b"<>\"'/rc19AXZ &=")
        return bytes(hurt)

    for _round in range(150):
        try:
            read_content(changed(sound, hurt_sheet), "名册.xlsx")
        except DomainError as error:
            assert error.code.startswith("source.")


def test_the_process_outlives_the_stray_cell(tmp_path: Path) -> None:
    """Calamine by itself is aborted by this file, and with it whoever called it."""
    path = tmp_path / "stray.xlsx"
    path.write_bytes(with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    program = (
        "import sys; from pathlib import Path; from coopdesk.exchange.tables.reading import read_source\n"
        "try: read_source(Path(sys.argv[1]))\n"
        "except ValueError as error: print(error.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "source.far_cell"), done.stderr
