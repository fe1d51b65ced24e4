"""Where headings stand and what they mean, in the layouts of real registers."""

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.import_words import import_words
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.guessing import guess_heading
from coopdesk.services.members.importing.headings import heading_set
from tests.services.members.importing.made import (
    FARMERS,
    Rows,
    errors,
    fields,
    read,
    shares,
    somebody,
    source,
    table,
    understood,
    warnings,
)

A, B, C = somebody(1), somebody(2), somebody(3)

ONE_WAY = {
    "number": ["编号", "成员编号", "社员证号", "股东编号", "工号"],
    "name": [
        "姓 名",
        "姓\n名",
        "成员姓名（户主）",
        "股东姓名",
        "社员名称",
        "成员姓名或名称",
        "出资人",
        "户代表",
    ],
    "identity": [
        "身份证号码",
        "身 份 证 号",
        "公民身份号码",
        "居民身份证号",
        "证件号码（身份证/统一社会信用代码）",
        "身份证号码/统一社会信用代码",
        "统一社会信用代码",
        "成员身份证号码",
        "身份证号(18位)",
    ],
    "phone": ["联系电话", "手机号码", "电 话", "联系方式", "本人联系电话"],
    "bank": ["开户行", "开户银行", "开户行名称", "银行名称"],
    "account": [
        "银行卡号",
        "卡(折)号",
        "社保卡账号",
        "惠农一卡通账号",
        "银行帐号",
        "存折账号",
        "收款账号",
        "农商行卡号",
    ],
    "address": ["住所", "家庭住址", "户籍所在地", "常住地址"],
    "group": ["组别", "村组", "所在村民小组", "所属村民小组", "社别"],
    "joined": ["入社时间", "入股日期", "出资日期", "加入时间"],
    "relation": ["与户主关系", "与户主的关系", "家庭关系"],
    "shares": [
        "股数",
        "持股数",
        "股份数（股）",
        "入股股数",
        "个人持股数（股）",
        "股份总数",
        "认购股数",
        "入股股份（股）",
        "2023年末股数",
    ],
    "capital": [
        "股金",
        "股金（元）",
        "出资额(元)",
        "出资金额(元)",
        "入股金额",
        "入股资金",
        "认缴出资额（万元）",
        "实缴出资额",
    ],
    "reserve": ["公积金份额", "量化公积金"],
    "subsidy": ["形成财产的财政补助资金量化份额", "财政补助份额"],
    "donation": ["捐赠财产量化份额"],
    "note": ["备注", "备  注"],
}

LEFT_OUT = [
    "序号",
    "序 号",
    "性别",
    "民族",
    "出生日期",
    "年龄",
    "文化程度",
    "职业",
    "所占比例",
    "持股比例（%）",
    "出资方式",
    "户主身份证号",
    "股权证编号",
    "成员股权证号",
    "证件类型",
    "开户名称",
    "领款人签字（盖章）",
    "是否集体组织成员",
    "合作社名称",
    "合作社信用代码",
    "每股金额",
    "2023年分红金额（签字）",
    "2023年分红比例",
    "年度分红",
    "合计人数",
    "发证日期",
    "证书状态",
]


@pytest.mark.parametrize(
    ("field", "heading"), [(name, one) for name, all_ in ONE_WAY.items() for one in all_]
)
def test_a_heading_is_known_however_it_is_written(field: str, heading: str) -> None:
    guess = guess_heading(heading, import_words())
    assert (guess.field, guess.score >= 85) == (Field(field), True)


@pytest.mark.parametrize("heading", LEFT_OUT)
def test_a_column_that_is_none_of_ours_is_left_out(heading: str) -> None:
    guess = guess_heading(heading, import_words())
    assert (guess.field, guess.score >= 85) == (None, True)


@pytest.mark.parametrize(
    "heading", ["人口股", "农龄股", "土地股（股）", "资金股", "劳龄股", "扶贫股", "集体资产股"]
)
def test_a_class_of_shares_is_asked_about(heading: str) -> None:
    assert guess_heading(heading, import_words()).is_class


@pytest.mark.parametrize("heading", ["甲乙丙", "x", "", "……", "甲乙", "1"])
def test_what_nobody_knows_is_not_guessed(heading: str) -> None:
    guess = guess_heading(heading, import_words())
    assert (guess.field, guess.score < 85) == (None, True)


def test_titles_units_and_blank_rows_stand_above() -> None:
    reading = understood(
        [
            ["××县××镇××村", None, None, None],
            ["股份合作社股东花名册", None, None, None],
            ["填报单位：××合作社", None, None, "2023年12月31日"],
            [],
            ["序号", "姓  名", "身份证号", "股数"],
            [1, A.name, A.identity, 3],
            [2, B.name, B.identity, 4],
        ],
        merged=[(1, 1, 1, 4), (2, 1, 2, 4)],
    )
    assert (reading.headings.last + 1, len(reading.roll), shares(reading)) == (5, 2, {"ordinary": 7})
    assert errors(reading) == []


def test_two_rows_of_headings_without_joined_cells() -> None:
    reading = understood(
        [
            ["序号", "姓名", "身份证号", "股数", None, None, "备注"],
            [None, None, None, "人口股", "土地股", "合计", None],
            [1, A.name, A.identity, 10, 2, 12, None],
            [2, B.name, B.identity, 10, None, 10, None],
        ],
        FARMERS | {"classes": {"人口股": "population", "土地股": "land"}},
    )
    assert reading.headings.last + 1 == 2
    assert shares(reading) == {"population": 20, "land": 2}
    assert errors(reading) == []


def test_headings_of_two_levels_as_share_systems_print_them() -> None:
    reading = understood(
        [
            ["股权证登记表"],
            [
                "股权证编号",
                "量化方式",
                "股东信息",
                None,
                None,
                None,
                "股数",
                None,
                "所属村民小组",
                "证书状态",
            ],
            [None, None, "股东姓名", "股东性别", "居民身份证", "银行账户", "合计", "人口股", None, None],
            ["GQ001", "量化到人", A.name, "男", A.identity, A.account, 12, 12, "一组", "有效"],
            ["GQ002", "量化到人", B.name, "女", B.identity, B.account, 10, 10, "二组", "有效"],
        ],
        merged=[(1, 1, 1, 10), (2, 3, 2, 6), (2, 7, 2, 8), *((2, at, 3, at) for at in (1, 2, 9, 10))],
    )
    assert reading.headings.last + 1 == 3
    found = fields(reading)
    assert (found["C"], found["E"], found["F"], found["G"], found["I"]) == (
        "name",
        "identity",
        "account",
        "shares",
        "group",
    )
    assert shares(reading) == {"ordinary": 22}
    assert ("H3", "import.class_unsaid") in warnings(reading)


def test_units_under_the_headings_belong_to_them() -> None:
    reading = understood(
        [
            ["姓名", "身份证号", "出资额"],
            [None, None, "（万元）"],
            [A.name, A.identity, 2],
        ]
    )
    assert reading.roll.amounts[Field.CAPITAL] == [2_000_000]


def test_a_line_of_units_counts_for_sums_without_their_own() -> None:
    rows: Rows = [["出资清单"], ["单位：万元"], ["姓名", "身份证号", "出资额"], [A.name, A.identity, 16]]
    assert understood(rows).roll.amounts[Field.CAPITAL] == [16_000_000]
    rows[2] = ["姓名", "身份证号", "出资额（元）"]
    assert understood(rows).roll.amounts[Field.CAPITAL] == [1_600]


def test_a_cover_and_a_summary_are_no_rolls() -> None:
    cover = table([["成员名册"], ["二〇二三年"]], name="封面")
    summary = table([["组别", "户数", "股数"], ["一组", 20, 300]], name="汇总")
    roll = table([["姓名", "身份证号", "股数"], [A.name, A.identity, 3]], name="名册")
    hidden = table(
        [["编号", "姓名", "身份证号", "电话", "股数"], ["1", B.name, B.identity, B.phone, 3]],
        name="旧",
        hidden=True,
    )
    reading = read(source(cover, summary, hidden, roll))
    assert (reading.headings.table.name, len(reading.roll)) == ("名册", 1)
    other = table([["姓名", "身份证号", "股数"], [B.name, B.identity, 3]], name="二组")
    told = read(source(cover, roll, other))
    assert told.headings.table.name == "名册"
    assert [fault.params["sheets"] for fault in told.findings.warnings] == [["二组"]]


def test_a_person_names_sheet_row_and_columns() -> None:
    rows: Rows = [["甲", "乙", "丙"], [A.name, A.identity, 3], [B.name, B.identity, 4]]
    with pytest.raises(DomainError, match=r"import\.no_headings"):
        understood(rows)
    answers = FARMERS | {"header_row": 1, "columns": {"甲": "name", "B": "identity", "丙": "shares"}}
    assert shares(understood(rows, answers)) == {"ordinary": 7}
    bare = FARMERS | {"header_row": 0, "columns": {"A": "name", "B": "identity", "C": "shares"}}
    assert shares(understood(rows[1:], bare)) == {"ordinary": 7}


def test_a_column_is_left_out_when_a_person_says_so() -> None:
    rows: Rows = [["姓名", "身份证号", "股数", "股金"], [A.name, A.identity, 3, "见另表"]]
    assert errors(understood(rows)) == [("D2", "money.invalid")]
    assert errors(understood(rows, FARMERS | {"columns": {"股金": ""}})) == []


def test_where_two_columns_say_the_same_the_surer_one_counts() -> None:
    reading = understood(
        [
            [
                "户主姓名",
                "姓名",
                "与户主关系",
                "户主身份证号",
                "身份证号",
                "手机",
                "电话",
                "股数",
                "合计股数",
            ],
            [A.name, A.name, "户主", A.identity, A.identity, A.phone, "62480000", 3, 7],
            [A.name, B.name, "配偶", A.identity, B.identity, B.phone, None, 4, None],
        ],
    )
    found = fields(reading)
    assert (found["B"], found["A"], found["E"], found["H"]) == ("name", "household", "identity", "shares")
    assert "D" not in found
    assert "I" not in found
    assert reading.roll.phone == [f"{A.phone}/62480000", B.phone]
    assert errors(reading) == []


def test_people_side_by_side_are_not_lost_unseen() -> None:
    rows: Rows = [["姓名", "身份证号", "股数", "姓名", "身份证号", "股数"]]
    rows.append([A.name, A.identity, 1, B.name, B.identity, 2])
    assert errors(understood(rows)) == [("D1", "import.side_by_side")]
    answered = FARMERS | {"columns": {"D": "", "E": "", "F": ""}}
    assert errors(understood(rows, answered)) == []


def test_a_mapping_is_known_again_by_the_set_of_headings() -> None:
    one = understood([["姓名", "身份证号", "股数"], [A.name, A.identity, 3]])
    two = understood([["名册"], ["股 数", "身份证号", "姓名"], [3, A.identity, A.name]])
    assert heading_set(one.headings.by_column()) == heading_set(two.headings.by_column())
