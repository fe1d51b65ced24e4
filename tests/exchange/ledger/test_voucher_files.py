"""Vouchers out and in by every layout that comes with the program: what comes back is what went out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.exchange.ledger.layout_files import layouts, voucher_words
from coopdesk.exchange.ledger.voucher_file import read_voucher_file, voucher_files
from coopdesk.services.ledger.exchanging.accounts import SAME, AccountTable
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers
from coopdesk.services.ledger.exchanging.layout import Basis, Layout, document_of, read_layout
from coopdesk.services.ledger.exchanging.reading import VoucherReading, read_vouchers
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher
from tests.exchange.ledger.made_vouchers import NAMES, credit, debit, knows, theirs, voucher, year

TODAY = date(2024, 12, 31)
ALL = layouts()
NOTHING_SAID = VoucherAnswers()


def layout_of(code: str) -> Layout:
    return next(each for each in ALL if each.code == code)


def table_of(layout: Layout) -> AccountTable:
    return SAME if layout.own_accounts else theirs()


def written(tmp_path: Path, layout: Layout, vouchers: list[ExchangeVoucher]) -> list[Path]:
    found = voucher_files(vouchers, layout, table_of(layout), NAMES, TODAY)
    assert found.made.faults == ()
    paths = []
    for place, content in enumerate(found.files):
        path = tmp_path / f"{layout.code}-{place}{layout.ending}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def read(path: Path, layout: Layout, answers: VoucherAnswers = NOTHING_SAID) -> VoucherReading:
    return read_vouchers(read_voucher_file(path), ALL, answers, voucher_words(), table_of(layout), knows())


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.code)
def test_what_goes_out_comes_back_unchanged(layout: Layout, tmp_path: Path) -> None:
    (path,) = written(tmp_path, layout, year())
    found = read(path, layout)
    assert [(fault.code, fault.cell, fault.value) for fault in found.errors] == []
    assert found.found.layout.code == layout.code
    assert [each.voucher for each in found.vouchers] == [each.voucher for each in year()]
    assert [each.number for each in found.vouchers] == [each.number for each in year()]
    assert (str(found.debit), str(found.credit)) == ("100016589.33", "100016589.33")


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.code)
def test_a_layout_and_its_document_say_the_same(layout: Layout) -> None:
    assert read_layout(document_of(layout)) == layout
    assert layout.basis is not Basis.OWN


def codes(found: VoucherReading) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell) for fault in found.errors]


def test_an_account_the_other_ledger_has_no_name_for_stops_the_export_by_name() -> None:
    layout = layout_of("kingdee-k3")
    known = {code: other for code, other in theirs().theirs.items() if code not in ("113", "501")}
    found = voucher_files(year(), layout, AccountTable(known), NAMES, TODAY)
    assert found.files == ()
    assert [(fault.code, fault.params) for fault in found.made.faults] == [
        ("voucher_file.account_unmapped", {"account": "113", "name": "应收款"}),
        ("voucher_file.account_unmapped", {"account": "501", "name": "经营收入"}),
    ]


def test_nothing_to_send_is_said() -> None:
    found = voucher_files([], layout_of("plain"), SAME, NAMES, TODAY)
    assert [fault.code for fault in found.made.faults] == ["voucher_file.nothing"]


def test_what_a_layout_has_no_room_for_is_told() -> None:
    layout = layout_of("haokuaiji")
    two = voucher(
        date(2024, 3, 1), 1, debit("501", "1.00", product="P001", channel="C01"), credit("101", "1.00")
    )
    found = voucher_files([two], layout, theirs(), NAMES, TODAY)
    assert [(fault.code, fault.params["most"]) for fault in found.made.faults] == [
        ("voucher_file.too_many_items", 1)
    ]
    lost = voucher_files(
        year(), replace(layout, columns=tuple(c for c in layout.columns if not c.title.startswith("辅助"))),
        theirs(), NAMES, TODAY,
    )  # fmt: skip
    assert {(fault.params["dimension"], fault.params["count"]) for fault in lost.made.lost} == {
        ("member", 1), ("party", 2), ("product", 2), ("channel", 1),
    }  # fmt: skip
    assert lost.files


def test_the_short_text_of_u8_is_as_the_tool_wants_it(tmp_path: Path) -> None:
    comma = voucher(
        date(2024, 3, 1), 7, debit("523", "5.00", '付运费,税费"两笔"'), credit("101", "5.00", "付运费")
    )
    (path,) = written(tmp_path, layout_of("u8-text"), [comma])
    lines = path.read_bytes().decode("gbk").split("\r\n")
    assert lines[0] == "填制凭证,V800"
    assert lines[1] == (
        "2024-03-01,记,7,0,付运费，税费＂两笔＂,9523,5.00,0,,0,,王会计,,,,,,,,,,,,,,,,0,,0,,,,,,,,,0,0,0,0,0,,0,0,0,0"
    )
    assert lines[-1] == "" and len(lines) == 4
    assert {line.count(",") for line in lines[1:3]} == {lines[1].count(",")}


def test_limits_of_u8_are_kept() -> None:
    layout = layout_of("u8-text")
    bad = voucher(
        date(2024, 3, 1), 1,
        debit("523", "123456789012.34", "长" * 61), credit("101", "123456789012.34", "𠮷"), attachments=1000,
    )  # fmt: skip
    found = voucher_files([bad], replace(layout, amount_digits=13), theirs(), NAMES, TODAY)
    assert [fault.code for fault in found.made.faults] == [
        "voucher_file.too_many_attachments",
        "voucher_file.amount_too_large",
        "voucher_file.too_long",
        "voucher_file.amount_too_large",
        "voucher_file.not_in_encoding",
    ]
    assert found.made.faults[4].params["sign"] == "𠮷"


def test_a_summary_too_long_for_a_field_of_a_dbase_table_is_refused_in_bytes() -> None:
    layout = layout_of("kingdee-kis")
    fits = voucher(date(2024, 3, 1), 1, debit("523", "1.00", "长" * 30), credit("101", "1.00"))
    not_ = voucher(date(2024, 3, 1), 1, debit("523", "1.00", "长" * 31), credit("101", "1.00"))
    assert voucher_files([fits], layout, theirs(), NAMES, TODAY).files
    (fault,) = voucher_files([not_], layout, theirs(), NAMES, TODAY).made.faults
    assert (fault.code, fault.params["length"], fault.params["most"]) == ("voucher_file.too_long", 62, 60)


def test_a_file_is_parted_between_vouchers_where_the_receiver_takes_no_larger_one(tmp_path: Path) -> None:
    many = [
        voucher(
            date(2024, 1 + number // 60, 5), number,
            debit("523", f"{number}.00", f"第{number}笔"), credit("101", f"{number}.00"),
        )
        for number in range(1, 400)
    ]  # fmt: skip
    layout = replace(layout_of("jdy-25"), most_bytes=12_000)
    paths = written(tmp_path, layout, many)
    assert len(paths) > 1
    assert all(path.stat().st_size <= 12_000 for path in paths)
    back = [each for path in paths for each in read(path, layout).vouchers]
    assert [each.voucher for each in back] == [each.voucher for each in many]


def test_the_sheet_of_fields_that_kingdee_wants_is_written(tmp_path: Path) -> None:
    (path,) = written(tmp_path, layout_of("kingdee-k3"), year())
    file = read_voucher_file(path)
    assert [table.name for table in file.tables] == ["Page1", "t_Schema"]
    schema = file.tables[1].rows
    assert len(schema) == 41 and schema[1][:4] == ("ClassInfo", "ClassType", None, "VoucherData")
    page = file.tables[0].rows
    assert [row[27] for row in page[1:]] == [1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6]
    assert [row[32] for row in page[1:6]] == [0, 1, 0, 1, 0]
    assert page[4][33] == "往来单位---D001---临泉花木公司"


HEAD = "日期,凭证号,摘要,科目编码,借方金额,贷方金额"


def read_made(
    tmp_path: Path, text: str, answers: VoucherAnswers = NOTHING_SAID, name: str = "v.csv"
) -> VoucherReading:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_vouchers(read_voucher_file(path), ALL, answers, voucher_words(), SAME, knows())


def test_a_layout_nobody_knows_is_understood_by_its_headings(tmp_path: Path) -> None:
    text = """某合作社 2024 年凭证,,,,,
记账日期,凭证字号,摘要说明,会计科目编码,借方发生额,贷方发生额
2024年3月5日,记-0001,付电费,523,120.5,
,,付电费,101,,120.50
2024.3.6,记字第2号,收款,102,"1,000.00",
2024.3.6,记字第2号,收款,501,,1000
,,合计,,1120.50,1120.50
"""
    found = read_made(tmp_path, text)
    assert codes(found) == []
    assert found.found.proposed
    assert [(each.voucher.day, each.number, len(each.voucher.lines)) for each in found.vouchers] == [
        (date(2024, 3, 5), 1, 2), (date(2024, 3, 6), 2, 2),
    ]  # fmt: skip
    assert (str(found.debit), found.skipped) == ("1120.50", ((6, "total"),))


def test_every_mistake_is_told_with_its_cell_in_one_pass(tmp_path: Path) -> None:
    text = f"""{HEAD}
2024-03-05,1,付电费,523,120.555,
2024-03-05,1,付电费,101,,120.55
2024-02-30,2,付水费,523,10,
2024-02-30,2,付水费,101,,10
2024-03-07,3,付电话费,999,10,
2024-03-07,3,付电话费,101,,10
2024-03-08,4,,523,10,
2024-03-08,4,付邮费,332,,10
2024-03-09,5,付运费,523,10,10
2024-03-09,5,付运费,101,,十元
2024-03-10,6,付工资,523,10,
2024-03-10,6,付工资,101,,9
2024-03-11,7,退往来,114,10,
2024-03-11,7,退往来,101,,10
2024-03-05,1,又来,523,1,
2024-03-05,1,又来,101,,1
2024-03-12,x#,记号,523,1,
"""
    assert codes(read_made(tmp_path, text)) == [
        ("voucher_file.amount_unread", "E2"),
        ("date.invalid", "A4"),
        ("date.invalid", "A5"),
        ("voucher.unknown_account", "D6"),
        ("voucher.summary_missing", "C8"),
        ("voucher.account_has_children", "D9"),
        ("voucher_file.both_sides", "F10"),
        ("voucher_file.amount_unread", "F11"),
        ("voucher.unbalanced", "E12"),
        ("voucher.dimension_missing", "D14"),
        ("voucher_file.number_twice", "B16"),
        ("voucher_file.number_unread", "B18"),
    ]


def test_sums_below_must_be_those_of_the_rows(tmp_path: Path) -> None:
    text = f"{HEAD}\n2024-03-05,1,付电费,523,120,\n2024-03-05,1,付电费,101,,120\n合计,,,,121,120\n"
    found = read_made(tmp_path, text)
    assert codes(found) == [("voucher_file.total_differs", "E4")]
    assert (str(found.errors[0].params["found"]), str(found.errors[0].params["read"])) == ("121.00", "120.00")


def test_an_answer_mends_a_cell_and_leaves_a_row_out(tmp_path: Path) -> None:
    text = f"{HEAD}\n2024-03-05,1,付电费,523,一二〇,\n2024-03-05,1,付电费,101,,120\n2024-03-06,2,坏行,,5,\n"
    answers = VoucherAnswers(cells={"E2": "120"}, skipped=frozenset({4}))
    assert codes(read_made(tmp_path, text, answers)) == []
    assert codes(read_made(tmp_path, text)) == [
        ("voucher_file.amount_unread", "E2"), ("voucher_file.account_missing", "D4"),
    ]  # fmt: skip


def test_accounts_and_items_given_by_name_alone_are_found(tmp_path: Path) -> None:
    text = (
        "日期,凭证号,摘要,会计科目,借方金额,贷方金额,成员姓名\n"
        "2024-03-05,1,付,成员往来,5,,张三\n2024-03-05,1,付,库存现金,,5,\n"
        "2024-03-06,2,付,成员往来,5,,王五\n2024-03-06,2,付,不知道的科目,,5,\n"
    )
    found = read_made(tmp_path, text)
    assert found.vouchers[0].voucher.lines[0].dimensions.member == "F01"
    assert codes(found) == [
        ("voucher_file.item_name_unknown", "G4"), ("voucher_file.account_name_unknown", "D5"),
    ]  # fmt: skip


def test_another_chart_under_the_same_codes_is_noticed(tmp_path: Path) -> None:
    text = (
        "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额\n"
        "2024-03-05,1,付,101,现金,5,\n2024-03-05,1,付,102,短期投资,,5\n"
    )
    found = read_made(tmp_path, text)
    assert codes(found) == []
    assert [(fault.code, fault.cell, fault.value) for fault in found.warnings] == [
        ("voucher_file.account_name_differs", "E3", "短期投资")
    ]


def test_side_and_amount_in_columns_of_their_own(tmp_path: Path) -> None:
    text = "日期,凭证号,摘要,科目编码,方向,金额\n20240305,1,付,101,贷,5\n20240305,1,付,523,借,5.00\n"
    text += "20240306,2,付,523,左,5\n"
    found = read_made(tmp_path, text)
    assert [str(line.credit) for line in found.vouchers[0].voucher.lines] == ["5.00", "0.00"]
    assert codes(found) == [("voucher_file.side_unknown", "E4")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("姓名,身份证号,股数\n张三,1,2\n", "voucher_file.no_headings"),
        ("日期,摘要,科目编码,借方金额,贷方金额\n2024-03-05,付,101,5,\n", "voucher_file.no_number"),
    ],
)
def test_what_is_no_file_of_vouchers_is_refused(tmp_path: Path, text: str, code: str) -> None:
    from coopdesk.domain.errors import DomainError

    with pytest.raises(DomainError) as refused:
        read_made(tmp_path, text)
    assert refused.value.code == code


def test_several_of_ours_under_one_of_theirs_cannot_be_told_apart(tmp_path: Path) -> None:
    from coopdesk.services.ledger.exchanging.accounts import TheirAccount, account_table

    table = AccountTable(
        {"211": TheirAccount("2202"), "213": TheirAccount("2202"), "101": TheirAccount("1001")}
    )
    path = tmp_path / "v.csv"
    path.write_text(
        f"{HEAD}\n2024-03-05,1,付,2202,5,\n2024-03-05,1,付,1001,,5\n2024-03-06,2,付,1009,,5\n",
        encoding="utf-8",
    )
    found = read_vouchers(read_voucher_file(path), ALL, VoucherAnswers(), voucher_words(), table, knows())
    assert codes(found) == [
        ("voucher_file.account_several", "D2"), ("voucher_file.account_unknown_there", "D4"),
    ]  # fmt: skip
    assert account_table([("101", "1001", "库存现金"), ("102", "", "")]).of("102") is None


def test_a_template_of_another_program_becomes_a_layout_that_writes_and_reads(tmp_path: Path) -> None:
    from coopdesk.services.ledger.exchanging.finding import propose_layout

    template = tmp_path / "template.csv"
    template.write_text(
        "凭证导入模板\n凭证日期,凭证字,凭证号,附件张数,摘要,科目代码,借方,贷方,外币,制单人\n",
        encoding="utf-8",
    )
    made = propose_layout(read_voucher_file(template), "mine", "某软件", voucher_words())
    assert [column.item for column in made.columns][-2:] == [None, "prepared_by"]
    made = replace(made, own_accounts=True)
    assert read_layout(document_of(made)) == made
    plain = [each for each in year() if not any(line.dimensions for line in each.voucher.lines)]
    content = voucher_files(plain, made, SAME, NAMES, TODAY).files[0]
    path = tmp_path / "out.csv"
    path.write_bytes(content)
    found = read_vouchers(
        read_voucher_file(path), [*ALL, made], VoucherAnswers(layout="mine"), voucher_words(), SAME, knows()
    )
    assert codes(found) == []
    assert [each.voucher for each in found.vouchers] == [each.voucher for each in plain]


@pytest.mark.parametrize("at", range(0, 40, 3))
def test_a_broken_dbase_table_ends_in_a_sentence(tmp_path: Path, at: int) -> None:
    from coopdesk.domain.errors import DomainError

    content = bytearray(voucher_files(year(), layout_of("kingdee-kis"), theirs(), NAMES, TODAY).files[0])
    content[at] ^= 0xFF
    path = tmp_path / "v.dbf"
    path.write_bytes(content)
    try:
        found = read(path, layout_of("kingdee-kis"))
    except DomainError as error:
        assert error.code.startswith(("source.", "voucher_file.", "layout."))
    else:
        assert found.vouchers or found.errors
    path.write_bytes(bytes(content[: len(content) // 2]))
    with pytest.raises(DomainError):
        read(path, layout_of("kingdee-kis"))


def test_a_character_that_no_text_can_keep_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    text = f"{HEAD}\n2024-03-05,1,付\ue5e5费,523,5,\n2024-03-05,1,付费,101,,5\n"
    assert codes(read_made(tmp_path, text)) == [("text.character", "C2")]
