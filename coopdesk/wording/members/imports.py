"""What is said of a sheet that is read in: what of it cannot be taken, what was mended, what the book already knows."""

from coopdesk.i18n import N_
from coopdesk.wording.names import Names

SENTENCES: dict[str, str] = {
    # the answers
    "answers.form": N_("对应关系里的“{key}”写法不对；请对照说明改正"),
    "answers.unknown_key": N_("对应关系里没有“{key}”这一项；请核对拼写"),
    "answers.unknown_field": N_("没有“{field}”这个栏目；请核对拼写，不导入的列写空"),
    "answers.unknown_column": N_("表里没有“{column}”这一列；请写表头的文字或列的字母"),
    # the sheet as a whole
    "import.no_sheet": N_("文件里没有工作表“{sheet}”；有：{sheets}"),
    "import.no_headings": N_("在“{file}”里找不到表头：没有一行同时写着姓名和其他栏目；请指明表头在第几行"),
    "import.no_name": N_("工作表“{sheet}”没有姓名或名称这一列；请指明哪一列是姓名"),
    "import.no_rows": N_("表头下面没有成员；请核对工作表和表头的行"),
    "import.no_amounts": N_("表里没有股数，也没有出资额；只登记成员"),
    "import.side_by_side": N_("表分左右两栏，右栏的人不会读到；请把右栏接到左栏下面，再导入"),
    "import.other_sheets": N_("同一文件的工作表“{sheets}”也像成员名册，没有导入；需要时请另行导入"),
    "import.hidden_rows": N_("表里有 {count} 行是隐藏的，也一并读取"),
    "import.kind_unsaid": N_("表里没有成员类型这一列；请说明全部成员的类型（如农户）"),
    "import.joined_unsaid": N_("表里没有入社日期这一列；请说明全部成员的入社日期"),
    "import.class_unsaid": N_("“{heading}”像是一类股份，没有导入；请说明它是哪一类股份"),
    # cells
    "import.rounded": N_("这个号码被 Excel 当作数字，末几位已经丢失；请对照原件重新填写，单元格先设为文本"),
    "import.cell_error": N_("这一格是错误值 {shown}；请改正公式，或直接填写数值"),
    "import.cell_no_value": N_("这一格的公式还没有结果；请用 Excel 或 WPS 打开文件，保存一次再导入"),
    "import.no_number": N_("这里应是号码，不是日期；请改为号码，单元格设为文本"),
    "import.no_share_number": N_("股数不能是负数，也不能过大；请核对"),
    "import.no_amount": N_("金额不能是负数，也不能过大；请核对"),
    "import.two_units": N_("“{value}”自带单位，与表头的单位不一致；请只写数字"),
    "import.no_year": N_("“{value}”不是年度；请填写四位年份，如 2019"),
    "import.no_day": N_("“{value}”没有写明是哪一天；请写完整的年月日"),
    "import.unknown_kind": N_("不认识成员类型“{word}”；请说明它是哪一类成员"),
    "import.no_end_reason": N_("不认识退社原因“{word}”；请写自愿退社、除名、死亡、单位终止或其他原因"),
    "import.natural_persons": N_("有 {count} 名写的是“{word}”，按农户登记；其中不是农民的请改为其他"),
    "import.kind_missing": N_("没有写成员类型；请填写，或说明空格按哪一类"),
    "import.joined_missing": N_("没有写入社日期；请填写，或说明空格按哪一天"),
    "import.name_missing": N_("这一行没有姓名；请填写姓名，不是成员的行请删去"),
    "import.amount_missing": N_("这一格是空的，不能当作 0；没有请填 0"),
    "import.amount_joined": N_("这一格合并了几行，是一户的合计；请按户导入，或分到各人"),
    "import.row_sum": N_("这一行写的合计是 {found}，各类股份相加是 {read}；请核对"),
    "import.identity_twice": N_("证件号码与 {other} 重复；同一个人只能登记一次，请核对"),
    "import.number_twice": N_("成员编号 {value} 与 {other} 重复；编号不能重复"),
    "import.account_twice": N_("银行账号与 {other} 相同；请核对是否一家人共用"),
    "import.same_birthday": N_("{name} 与 {other} 同名，出生日期也相同；请核对是否同一个人"),
    # households
    "import.no_head": N_("这一户没有户主；请在与户主关系一列写明谁是户主"),
    "import.two_heads": N_("这一户有两个户主；请核对与户主关系"),
    "import.no_households": N_("表里看不出谁和谁是一户：没有户主、户号，也没有合并的单元格；请按人导入"),
    # totals
    "totals.differ": N_("{name}合计写的是 {found}，各行相加是 {read}，相差 {difference}；请核对是哪一个不对"),
    "totals.page_differs": N_("小计写的是 {found}，这几行相加是 {read}；请核对"),
    # the book
    "import.refused": N_("有 {count} 处需要先改正，没有导入；账套未作改动"),
    "import.file_known": N_(
        "这个文件已于 {day} 导入（第 {number} 号），没有再导入；要重新导入请先撤销那一次"
    ),
    "import.nothing_new": N_("表里的成员账套里都有，没有不同，无须导入"),
    "import.number_taken": N_("编号 {number} 在账套里是{name}；请换一个编号，或核对是否同一个人"),
    "import.identity_of_other": N_("证件号码在账套里是 {number} {name}；请核对姓名和证件"),
    "import.struck_in_book": N_("成员 {number} {name} 在账套里已作废；请用新编号登记"),
    "import.shares_of_known": N_(
        "成员 {number} 在账套里有 {held:q} 股，表里是 {shares:q} 股；股份变动请用“增股”“转让”登记"
    ),
    "import.amounts_of_known": N_("成员 {number} 已在账套里，表里的出资等金额不再登记"),
    "import.joined_before_founding": N_(
        "有 {count} 名成员的入社日期早于合作社成立日期 {founded}；请核对入社日期，或在“设置”里改成立日期"
    ),
    "import.born_in_book": N_("账套里已有同名成员 {number}，出生日期也相同；请核对是否同一个人"),
    "import.as_of_before_joining": N_("建账日 {day} 早于有些成员的入社日期；请核对日期"),
    "import.unknown": N_("没有第 {number} 号导入；请核对"),
    "import.already_taken_back": N_("第 {number} 号导入已经撤销"),
    "import.rests": N_(
        "第 {number} 号导入不能撤销：{count} 名成员之后又有登记（如 {members}）；请先冲销那些登记"
    ),
    "import.rests_on_plan": N_("第 {number} 号导入不能撤销：其中的成员已在 {years} 年度的分配方案里"),
    "verify.import": N_("第 {number} 号导入的记录与名册不符：应有 {counted} 名成员，实有 {found} 名"),
}

why_mended = Names(
    {
        "spaces": N_("去掉空格"),
        "width": N_("全角改半角"),
        "case": N_("小写改大写"),
        "marks": N_("去掉分隔符"),
        "date": N_("日期写法"),
        "day_count": N_("Excel 的天数改为日期"),
        "old_identity": N_("15 位旧号码升为 18 位"),
        "unit": N_("去掉单位"),
        "words": N_("按文字写的数"),
        "digits": N_("补足编号位数"),
        "relation": N_("姓名后的关系分开"),
        "merged": N_("取自合并的单元格"),
        "default": N_("空格按所答填写"),
        "nothing": N_("表示没有"),
        "letters": N_("统一写法"),
    }
)
"""Why a cell was written anew, as 全角改半角."""

row_name = Names(
    {
        "blank": N_("空行"),
        "prepared": N_("预留行"),
        "heading": N_("重复的表头"),
        "column_numbers": N_("栏次"),
        "units": N_("单位"),
        "total": N_("合计"),
        "subtotal": N_("小计"),
        "unlabelled": N_("无名称的合计"),
        "note": N_("说明或签章"),
        "skipped": N_("略过"),
    }
)
"""Why a row is no member, as 小计."""
