"""Cells as villages fill them: what can be read one way is, what cannot is an error with its cell."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.source_table import CellFault, CellValue, FaultKind, SourceKind
from tests.services.members.importing.made import (
    FARMERS,
    Rows,
    check,
    errors,
    mended,
    read,
    somebody,
    source,
    table,
    understood,
    warnings,
)

ONE = somebody(1)
KIND = {"defaults": {"kind": "farmer"}}


@pytest.mark.parametrize(
    "cell",
    [
        date(2019, 2, 18),
        datetime(2019, 2, 18, 9, 30),
        43514,
        Decimal("43514.5"),
        "43514",
        "2019-02-18",
        "2019.2.18",
        "2019/2/18",
        "2019年2月18日",
        "2019年02月18号",
        "20190218",
        20190218,
        "２０１９．２．１８",
        "2019 2 18",
        " 2019-2-18 ",
        "2019-02-18 00:00:00",
        "19.2.18",
        "二〇一九年二月十八日",
        "二零一九年二月十八日",
        "2019、2、18",
        "'2019-2-18",
        "2019。2。18",
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(cell: CellValue) -> None:
    reading = understood([["姓名", "身份证号", "股数", "入社日期"], [ONE.name, ONE.identity, 1, cell]], KIND)
    assert errors(reading) == []
    assert reading.roll.joined == [date(2019, 2, 18)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2019.2.30", "date.invalid"),
        ("2019年2月", "import.no_day"),
        ("2019年", "import.no_day"),
        (2019, "import.no_day"),
        (Decimal("2019.2"), "import.no_day"),
        ("2019.12", "import.no_day"),
        (201902, "date.invalid"),
        (60, "date.invalid"),
        (0, "date.invalid"),
        (99999, "date.invalid"),
        ("去年", "date.invalid"),
        ("18/2/2019", "date.invalid"),
        ("2月18日", "date.year_missing"),
        ("2030-01-01", "member.joined_in_future"),
        (True, "date.invalid"),
        ("50.2.18", "date.invalid"),
    ],
)
def test_a_day_that_could_be_another_or_none_is_refused(cell: CellValue, code: str) -> None:
    reading = understood([["姓名", "身份证号", "股数", "入社日期"], [ONE.name, ONE.identity, 1, cell]], KIND)
    assert errors(reading) == [("D2", code)]


OLD = ONE.identity[:6] + ONE.identity[8:17]
X_BODY = next(body for n in range(100, 999) if check(body := f"50010819700101{n}") == "X")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (ONE.identity, ONE.identity),
        (f" {ONE.identity[:6]} {ONE.identity[6:14]} {ONE.identity[14:]} ", ONE.identity),
        (f"\t{ONE.identity}", ONE.identity),
        (f"'{ONE.identity}", ONE.identity),
        (f'="{ONE.identity}"', ONE.identity),
        (X_BODY + "x", X_BODY + "X"),
        (X_BODY + "Ｘ", X_BODY + "X"),
        (X_BODY + "×", X_BODY + "X"),
        (OLD, ONE.identity),
        (int(OLD), ONE.identity),
        ("H01234567", "H01234567"),
        ("93500108MA60ABCD1H", "93500108MA60ABCD1H"),
        (None, ""),
    ],
)
def test_a_paper_is_read_in_its_one_form(cell: CellValue, number: str) -> None:
    reading = understood([["姓名", "身份证号", "股数"], [ONE.name, cell, 1]])
    assert errors(reading) == []
    assert reading.roll.identity == [number]
    assert (mended(reading) != []) == (isinstance(cell, str | int) and str(cell) != number)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (500108199706115000, "import.rounded"),
        (500108197001010000, "import.rounded"),
        ("5.00108E+17", "import.rounded"),
        ("500108199706115000", "import.rounded"),
        (ONE.identity[:17] + ("1" if ONE.identity[17] != "1" else "2"), "identity.resident_check"),
        ("50010819990230123X", "identity.resident_date"),
        ("50010819700101", "identity.resident_form"),
        ("待查", "identity.unknown_form"),
        (date(1970, 1, 1), "import.no_number"),
    ],
)
def test_a_paper_that_lost_figures_or_has_a_wrong_one_is_refused(cell: CellValue, code: str) -> None:
    reading = understood([["姓名", "身份证号", "股数"], [ONE.name, cell, 1]])
    assert errors(reading) == [("B2", code)]


@pytest.mark.parametrize(
    ("cell", "account"),
    [
        (ONE.account, ONE.account),
        ("6217 0012 0000 0000 001", "6217001200000000001"),
        ("６２１７001200000000001", "6217001200000000001"),
        (622848012345678, "622848012345678"),
        ("6217-0012-0000-0000-001", "6217001200000000001"),
        ("6222020000000000000", "6222020000000000000"),
    ],
)
def test_an_account_is_figures_alone(cell: CellValue, account: str) -> None:
    reading = understood([["姓名", "身份证号", "股数", "银行卡号"], [ONE.name, ONE.identity, 1, cell]])
    assert errors(reading) == []
    assert reading.roll.account == [account]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (6222026273296930000, "import.rounded"),
        ("6.22203E+18", "import.rounded"),
        ("6.222026273296934e+18", "import.rounded"),
        ("6222-A", "identity.account_form"),
        ("123", "identity.account_form"),
        ("无卡", "identity.account_form"),
    ],
)
def test_an_account_that_lost_figures_is_refused(cell: CellValue, code: str) -> None:
    reading = understood([["姓名", "身份证号", "股数", "银行卡号"], [ONE.name, ONE.identity, 1, cell]])
    assert errors(reading) == [("D2", code)]


def test_in_a_file_of_text_a_rounded_account_is_known_by_its_noughts() -> None:
    rows: Rows = [
        ["姓名", "身份证号", "股数", "银行卡号"],
        [ONE.name, ONE.identity, "1", "6222026273296930000"],
    ]
    assert errors(read(source(table(rows), kind=SourceKind.TEXT))) == [("D2", "import.rounded")]
    guarded: Rows = [rows[0], [ONE.name, ONE.identity, "1", "\t6222026273296930000"]]
    assert errors(read(source(table(guarded), kind=SourceKind.TEXT))) == [], "a guard keeps every figure"


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13812345678, "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("02362480000", "023-62480000"),
        ("023-62480000/13812345678", "023-62480000/13812345678"),
        ("13812345678\n13912345678", "13812345678/13912345678"),
        ("13812345678、13912345678", "13812345678/13912345678"),
        ("62480000", "62480000"),
        (None, ""),
        (" ", ""),
    ],
)
def test_telephones(cell: CellValue, phone: str) -> None:
    reading = understood([["姓名", "身份证号", "股数", "电话"], [ONE.name, ONE.identity, 1, cell]])
    assert errors(reading) == []
    assert reading.roll.phone == [phone]


def test_a_telephone_with_a_figure_too_few_is_refused() -> None:
    reading = understood([["姓名", "身份证号", "股数", "电话"], [ONE.name, ONE.identity, 1, "1381234567"]])
    assert errors(reading) == [("D2", "identity.phone_form")]


@pytest.mark.parametrize(
    ("cell", "millionths"),
    [
        (8, 8_000_000),
        ("8", 8_000_000),
        ("８", 8_000_000),
        ("8股", 8_000_000),
        ("1,500", 1_500_000_000),
        ("１，５００", 1_500_000_000),
        (Decimal("2.5"), 2_500_000),
        ("2.50", 2_500_000),
        ("1.2万", 12_000_000_000),
        (0, 0),
        (" 8 ", 8_000_000),
        ("'8", 8_000_000),
        ('="8"', 8_000_000),
    ],
)
def test_shares(cell: CellValue, millionths: int) -> None:
    reading = understood([["姓名", "身份证号", "股数"], [ONE.name, ONE.identity, cell]])
    assert errors(reading) == []
    assert reading.roll.shares == {"ordinary": [millionths]}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("叁股", "quantity.invalid"),
        ("若干", "quantity.invalid"),
        ("8亩股", "quantity.invalid"),
        (-1, "import.no_share_number"),
        ("1,50", "quantity.invalid"),
        (Decimal("3.33333333333333"), "quantity.invalid"),
        (True, "quantity.invalid"),
        (date(2019, 1, 1), "quantity.invalid"),
        ("8/2", "quantity.invalid"),
        ("约8", "quantity.invalid"),
        ("=1+1", "quantity.invalid"),
    ],
)
def test_what_is_no_number_of_shares_is_refused(cell: CellValue, code: str) -> None:
    reading = understood([["姓名", "身份证号", "股数"], [ONE.name, ONE.identity, cell]])
    assert errors(reading) == [("C2", code)]


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("股金", 4000, 400_000),
        ("股金", "4,000.00", 400_000),
        ("股金", "¥4000", 400_000),
        ("股金", "4000元", 400_000),
        ("股金", Decimal("0.3"), 30),
        ("出资额（万元）", Decimal("16.5"), 16_500_000),
        ("出资额（万元）", "16.5", 16_500_000),
        ("出资额（万元）", "16.5万元", 16_500_000),
        ("出资额（万元）", Decimal("0.00005"), 50),
        ("出资额（千元）", 2, 200_000),
        ("出资额", "壹万元整", 1_000_000),
        ("出资额", "2万", 2_000_000),
        ("出资额", "2.5 万元", 2_500_000),
        ("出资额（万元）", "１６．５", 16_500_000),
    ],
)
def test_yuan(heading: str, cell: CellValue, fen: int) -> None:
    reading = understood([["姓名", "身份证号", heading], [ONE.name, ONE.identity, cell]])
    assert errors(reading) == []
    assert reading.roll.amounts[Field.CAPITAL] == [fen]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("股金", "四千", "money.invalid"),
        ("股金", -5, "import.no_amount"),
        ("股金", Decimal("1234.5678"), "money.invalid"),
        ("出资额（万元）", "16.5元", "import.two_units"),
        ("股金", "见附表", "money.invalid"),
        ("股金", "4,00", "money.invalid"),
    ],
)
def test_what_is_no_sum_is_refused(heading: str, cell: CellValue, code: str) -> None:
    reading = understood([["姓名", "身份证号", heading], [ONE.name, ONE.identity, cell]])
    assert errors(reading) == [("C2", code)]


def test_a_cell_the_file_could_not_give_is_never_empty() -> None:
    faults = {
        "C2": CellFault(FaultKind.ERROR, "#DIV/0!"),
        "B3": CellFault(FaultKind.NO_VALUE, "=A1"),
        "E2": CellFault(FaultKind.ERROR, "#N/A"),
    }
    two = somebody(2)
    rows: Rows = [
        ["姓名", "身份证号", "股数", "股金", "备注"],
        [ONE.name, ONE.identity, None, 5, None],
        [two.name, None, 1, 5, None],
    ]
    told = errors(understood(rows, faults=faults))
    assert told == [("C2", "import.cell_error"), ("E2", "import.cell_error"), ("B3", "import.cell_no_value")]


@pytest.mark.parametrize(
    ("cell", "kind", "role"),
    [
        ("农民", MemberKind.FARMER, None),
        ("农 户", MemberKind.FARMER, None),
        ("供销社", MemberKind.SUPPLY_COOP, None),
        ("村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, None),
        ("企业", MemberKind.ENTERPRISE, None),
        ("事业单位", MemberKind.INSTITUTION, None),
        ("社会组织", MemberKind.SOCIAL_ORGANISATION, None),
        ("发起人", MemberKind.FARMER, MemberRole.FOUNDER),
        ("其他", MemberKind.OTHER, None),
        (None, MemberKind.FARMER, None),
    ],
)
def test_kinds_in_words(cell: CellValue, kind: MemberKind, role: MemberRole | None) -> None:
    reading = understood([["姓名", "成员类型", "股数"], [ONE.name, cell, 1]])
    assert errors(reading) == []
    assert (reading.roll.kind, reading.roll.role) == ([kind], [role])


def test_a_word_nobody_knows_is_asked_about_once() -> None:
    rows: list[Sequence[Any]] = [["姓名", "成员类型", "股数"]]
    rows += [[somebody(number).name, "大户" if number % 2 else "农民", 1] for number in range(6)]
    reading = understood(rows)
    assert errors(reading) == [(f"B{row}", "import.unknown_kind") for row in (3, 5, 7)]
    assert [(word.word, word.rows) for word in reading.unknown] == [("大户", (2, 4, 6))]
    answered = understood(rows, FARMERS | {"values": {"kind": {"大户": "other"}}})
    assert (errors(answered), answered.kinds) == ([], {MemberKind.FARMER: 3, MemberKind.OTHER: 3})


def test_kind_and_day_must_be_said_somewhere() -> None:
    rows: Rows = [["姓名", "身份证号", "股数"], [ONE.name, ONE.identity, 1]]
    assert errors(understood(rows, {})) == [("", "import.kind_unsaid"), ("", "import.joined_unsaid")]
    more: Rows = [["姓名", "类型", "股数", "入社日期"], [ONE.name, None, 1, None]]
    assert errors(understood(more, {})) == [("B2", "import.kind_missing"), ("D2", "import.joined_missing")]
    filled = understood(more)
    assert (errors(filled), mended(filled)) == ([], [("D2", "", "2019-02-18")])


def test_numbers_keep_their_noughts() -> None:
    rows: list[Sequence[Any]] = [["编号", "姓名", "股数"], ["0001", ONE.name, 1], [42, somebody(2).name, 1]]
    reading = understood(rows)
    assert reading.roll.number == ["0001", "0042"]
    assert mended(reading) == [("A3", "42", "0042")]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张　三", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("\u200b张三", "张三"),
        ("𠮷小明", "𠮷小明"),
        ("张三\n", "张三"),
        ("重庆某某（集团）有限公司", "重庆某某（集团）有限公司"),
        ("张三(户主)", "张三"),
        ("张三（长子）", "张三"),
        ("張三", "張三"),
    ],
)
def test_names(cell: str, name: str) -> None:
    reading = understood([["姓名", "身份证号", "股数"], [cell, ONE.identity, 1]])
    assert errors(reading) == []
    assert reading.roll.name == [name]


def test_a_letter_no_font_can_name_is_refused() -> None:
    reading = understood([["姓名", "身份证号", "股数"], ["张\ue000", ONE.identity, 1]])
    assert errors(reading) == [("A2", "text.character")]


@pytest.mark.parametrize("nothing", ["无", "/", "—", "－", " - ", "暂无"])
def test_a_stroke_or_a_word_for_nothing_is_no_number(nothing: str) -> None:
    rows: Rows = [
        ["姓名", "身份证号", "联系电话", "银行账号", "所持股份"],
        [ONE.name, nothing, nothing, nothing, 2],
    ]
    reading = understood(rows)
    assert errors(reading) == []
    assert [cell for cell, _before, after in mended(reading) if not after] == ["B2", "C2", "D2"]
    assert (reading.roll.identity, reading.roll.phone, reading.roll.account) == ([""], [""], [""])


def test_a_stroke_where_shares_belong_is_not_taken_for_none() -> None:
    rows: Rows = [["姓名", "身份证号", "股数"], [ONE.name, ONE.identity, "—"]]
    assert errors(understood(rows)) == [("C2", "quantity.invalid")]


def test_a_natural_person_is_taken_for_a_farmer_and_pointed_out_once() -> None:
    other = somebody(2)
    sheet: Rows = [
        ("姓名", "身份证号", "成员类型", "股数"),
        (ONE.name, ONE.identity, "自然人", 3),
        (other.name, other.identity, "自然人", 2),
    ]
    reading = understood(sheet)
    assert ([*reading.kinds], errors(reading)) == ([MemberKind.FARMER], [])
    assert warnings(reading) == [("C2", "import.natural_persons")]
    answered = understood(sheet, FARMERS | {"values": {"kind": {"自然人": "other"}}})
    assert ([*answered.kinds], warnings(answered)) == ([MemberKind.OTHER], [])
