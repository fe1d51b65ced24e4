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
    "voucher_file.member_unknown": N_("账套里没有这个成员编号，或已作废；请核对"),
    "voucher_file.item_unknown": N_("还没有登记这个{dimension}；请先登记，或改为已有的编号"),
    "voucher_file.item_closed": N_("{dimension}“{name}”已停用；请改用其他的"),
    # vouchers that come in: the book
    "voucher_file.there_already": N_("账套里已有同一天、同样内容的凭证（{voucher}）；请核对是否重复"),
    "voucher_file.file_known": N_(
        "“{file}”已经导入过（第 {number} 号），没有再导入；要重新导入请先撤销那一次"
    ),
    "voucher_file.all_there": N_("文件里的 {count} 张凭证账套里都有，没有再导入"),
    "voucher_file.some_there": N_(
        "文件里有 {count} 张凭证账套里已有同样的（从 {first} 起），没有导入；确实要再记一次，请写明原因"
    ),
    "voucher_file.unknown_import": N_("没有第 {number} 号凭证导入；请刷新后再看"),
    "voucher_file.taken_back_already": N_("第 {number} 号凭证导入已经撤销过了"),
    "account_table.form": N_("科目对照表里科目 {account} 的写法不对；请写对方的科目编码和名称"),
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
    "bank.no_account": N_("科目 {account} 不能对账；请选库存现金、银行存款、其他货币资金或其末级明细科目"),
    "bank.file_known": N_("“{file}”已经导入过（第 {number} 号对账单），没有再导入"),
    "bank.nothing_new": N_("对账单里的 {count} 笔账套里都有，没有再导入"),
    "bank.in_future": N_("对账单里有 {day} 的收支，这一天还没有到；请核对日期和电脑的时钟"),
    "bank.unknown": N_("没有第 {number} 号对账单；请刷新后再看"),
    "bank.taken_back_already": N_("第 {number} 号对账单已经撤销过了"),
    "bank.rests": N_("第 {number} 号对账单有 {count} 笔已经对上，不能撤销；请先取消这些勾对"),
    "bank.days": N_("日期最多相差 {most} 天，不能是 {days} 天"),
    "bank.one_alone": N_("至少要选两笔才能勾对"),
    "bank.line_unknown": N_("所选的有的不在这个科目里，或已撤销；请刷新后再选"),
    "bank.matched_already": N_("所选的有的已经对上了；请刷新后再选，或先取消原来的勾对"),
    "bank.sums_differ": N_("两边不相等：银行 {bank} 元，账上 {book} 元，相差 {difference} 元；请重新选择"),
    "bank.no_match": N_("没有第 {number} 号勾对，或已取消；请刷新后再看"),
    "bank.no_statement": N_("科目 {account} 在 {day} 以前还没有对账单；请先导入银行的对账单"),
    "bank.no_balance": N_("科目 {account} 的对账单都没有余额；请导入带余额的对账单，或在导入时填写期初余额"),
    # invoices
    "invoice.twice": N_("发票 {number} 已经添加过（在第 {key} 号凭证），同一张发票只能入账一次"),
    "invoice.number": N_("“{value}”不是发票号码；数电票是 20 位数字，其他发票是 8 位"),
    "invoice.code": N_(
        "发票 {number} 的发票代码“{value}”不对；8 位号码的发票要有 10 位或 12 位代码，数电票没有代码"
    ),
    "invoice.sums": N_("金额 {amount} 元加税额 {tax} 元不是价税合计 {total} 元；请核对"),
    # what the check of a book finds
    "verify.voucher_imports": N_("凭证导入的编号不连续：最大 {highest}，只有 {count} 次"),
    "verify.bank_statements": N_("对账单的编号不连续：最大 {highest}，只有 {count} 份"),
    "verify.bank_matches": N_("勾对的编号不连续：最大 {highest}，只有 {count} 笔"),
    "verify.bank_match": N_("第 {number} 号勾对两边不相等：银行 {bank} 元，账上 {book} 元"),
    "verify.bank_match_twice": N_("第 {number} 号勾对里有一笔同时在另一号勾对里"),
    "verify.invoice_twice": N_("发票 {number} 添加了不止一次"),
}
