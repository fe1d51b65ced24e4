"""What is said of files that the ledger exchanges: vouchers of other programs, bank statements, e-invoices."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    # layouts and tables of accounts
    "layout.form": N_("凭证格式里的“{key}”写法不对；请对照说明改正"),
    "layout.unknown": N_("没有“{name}”这种凭证格式；请从列出的格式里选一种"),
    "layout.lacks_day": N_("凭证格式“{name}”没有日期这一列；请指明哪一列是日期"),
    "layout.lacks_number": N_("凭证格式“{name}”没有凭证号这一列；请指明哪一列是凭证号"),
    "layout.lacks_summary": N_("凭证格式“{name}”没有摘要这一列；请指明哪一列是摘要"),
    "layout.lacks_account": N_("凭证格式“{name}”没有科目这一列；请指明哪一列是科目编码"),
    "layout.lacks_amount": N_("凭证格式“{name}”没有借方和贷方金额；请指明是哪两列"),
    "account_table.twice": N_("科目对照表里本社科目 {account} 对应了两个科目：{one} 和 {other}；请只留一个"),
    "account_table.no_headings": N_("在“{file}”里找不到科目对照表：表头须有“{own}”和“{theirs}”两列"),
    # vouchers that go out
    "voucher_file.nothing": N_("这段日期里没有已记账的凭证，没有导出；请核对起止日期"),
    "voucher_file.account_unmapped": N_(
        "科目 {account} {name} 在对方账套里还没有对应的科目，没有导出；请在科目对照表里填写"
    ),
    "voucher_file.dimension_lost": N_("这种格式没有地方写{dimension}，{count} 行的{dimension}没有带出"),
    "voucher_file.too_many_attachments": N_("{voucher} 有 {count} 张附件，对方程序最多 {most} 张；没有导出"),
    "voucher_file.too_many_items": N_(
        "{voucher} 有一行同时按 {count} 项辅助核算，这种格式一行最多 {most} 项；请换一种格式"
    ),
    "voucher_file.amount_too_large": N_("{voucher} 的金额 {amount} 元超出对方程序的位数；没有导出"),
    "voucher_file.not_in_encoding": N_(
        "{voucher} 的“{value}”里有对方程序写不出的字“{sign}”（{column}）；请在那边换一个写法，或换一种格式"
    ),
    "voucher_file.too_long": N_(
        "{voucher} 的“{value}”太长：{column} 最多 {most}，这里是 {length}；请换一种格式，或由对方手工录入"
    ),
    "voucher_file.number_too_wide": N_("“{value}”超出 {column} 的宽度，没有导出；请换一种格式"),
    # vouchers that come in: the file
    "voucher_file.other_layout": N_("“{file}”不是“{name}”的格式；请换一种格式，或让程序自己识别"),
    "voucher_file.no_headings": N_(
        "在“{file}”里找不到凭证的表头：要有日期、凭证号、摘要、科目和借贷金额；请指明表头在第几行、哪一列是什么"
    ),
    "voucher_file.no_number": N_("“{file}”没有凭证号这一列，分不清哪几行是一张凭证；请指明哪一列是凭证号"),
    "voucher_file.no_rows": N_("表头下面没有凭证；请核对工作表和表头的行"),
    "voucher_file.total_differs": N_("合计写的是 {found} 元，各行相加是 {read} 元；请核对是哪一个不对"),
    # vouchers that come in: cells
    "voucher_file.days_differ": N_("同一号凭证的日期不一样，前面是 {other}；一张凭证只有一个日期"),
    "voucher_file.number_twice": N_(
        "凭证号 {number} 在第 {first} 行已经有了；同一张凭证的各行要挨着，不同的凭证要用不同的号"
    ),
    "voucher_file.no_day": N_("没有写日期；请填写日期"),
    "voucher_file.number_unread": N_("这不是凭证号；请写数字，如 5 或 记-5"),
    "voucher_file.number_missing": N_("没有写凭证号；请填写凭证号"),
    "voucher_file.attachments_unread": N_("附件张数应是数字；请改为数字，没有就留空"),
    "voucher_file.side_unknown": N_("看不出是借方还是贷方；请写借或贷"),
    "voucher_file.both_sides": N_("一行里借方和贷方都有金额；请分成两行"),
    "voucher_file.no_amount": N_("这一行借方和贷方都没有金额；请填写金额，或删去这一行"),
    "voucher_file.amount_unread": N_("“{value}”不是金额；请写数字，最多两位小数，如 1234.50"),
    "voucher_file.item_kind_unknown": N_("不认识辅助核算“{kind}”；请写成员、往来单位、产品或渠道"),
    "voucher_file.account_several": N_(
        "这个科目对应本社的几个科目：{accounts}；请在科目对照表里只留一个，或改写成本社科目编码"
    ),
    "voucher_file.account_unknown_there": N_(
        "科目对照表里没有这个科目；请在对照表里填写它对应本社的哪个科目"
    ),
    "voucher_file.account_missing": N_("没有写科目；请填写科目编码"),
    "voucher_file.account_name_unknown": N_("没有叫这个名称的科目；请填写科目编码"),
    "voucher_file.account_name_several": N_("叫这个名称的科目有几个：{accounts}；请填写科目编码"),
    "voucher_file.account_name_differs": N_(
        "科目 {account} 在本账套里是“{name}”；对方可能用的是另一套科目，请核对后再导入"
    ),
    "voucher_file.item_name_unknown": N_("没有叫这个名称的{dimension}；请先登记，或填写编号"),
    "voucher_file.item_name_several": N_("叫这个名称的{dimension}有几个：{codes}；请填写编号"),
    # bank statements
    "bank.no_headings": N_(
        "在“{file}”里找不到对账单的表头：要有日期，还要有收入和支出，或金额；请指明表头在第几行、哪一列是什么"
    ),
    "bank.no_lines": N_("表头下面没有收支；请核对工作表和表头的行"),
    "bank.no_day": N_("没有写日期；请填写日期"),
    "bank.both": N_("一行里收入和支出都有金额；请分成两行"),
    "bank.no_amount": N_("这一行没有金额；请填写金额，或删去这一行"),
    "bank.direction_unknown": N_("看不出这一笔是收入还是支出；请填写期初余额，或指明收支是哪一列"),
    "bank.balance_breaks": N_(
        "余额接不上：按上一行应是 {expected} 元，这里是 {found} 元；可能漏了行，请核对"
    ),
    # invoices
    "invoice.number": N_("“{value}”不是发票号码；数电票是 20 位数字，其他发票是 8 位"),
    "invoice.code": N_(
        "发票 {number} 的发票代码“{value}”不对；8 位号码的发票要有 10 位或 12 位代码，数电票没有代码"
    ),
    "invoice.sums": N_("金额 {amount} 元加税额 {tax} 元不是价税合计 {total} 元；请核对"),
}
