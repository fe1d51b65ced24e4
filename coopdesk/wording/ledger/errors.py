"""What is said of accounts, vouchers, the close and the statements: what cannot be, and what to do instead."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    # accounts
    "ledger.account_code": N_("科目编码 {value} 不能用；请用会计制度的三位编码，或在其后每级加两位数字"),
    "ledger.account_name": N_("科目 {value} 还没有名称；请填写名称"),
    # vouchers
    "voucher.summary_missing": N_("第 {line} 行没有摘要；请填写摘要"),
    "voucher.amount_zero": N_("第 {line} 行没有金额；请填写金额，或删去这一行"),
    "voucher.unknown_account": N_("第 {line} 行：没有科目 {account}；请核对科目编码"),
    "voucher.account_has_children": N_("第 {line} 行：科目 {account} {name} 下设有明细科目；请记到明细科目"),
    "voucher.account_closed": N_("第 {line} 行：科目 {account} {name} 已停用；请改用其他科目"),
    "voucher.dimension_missing": N_("第 {line} 行：科目“{account}”须按{dimension}核算；请填写{dimension}"),
    "voucher.dimension_not_kept": N_("第 {line} 行：科目“{account}”不按{dimension}核算；请删去{dimension}"),
    "voucher.too_few_lines": N_("一张凭证至少要有两行"),
    "voucher.word_unknown": N_("没有凭证字“{value}”；请用记、收、付或转"),
    "voucher.unbalanced": N_("借方 {debit} 元，贷方 {credit} 元，相差 {difference} 元；借贷相等才能记账"),
    # papers
    "paper.no_vouchers": N_("{which}没有已记账的凭证；请另选月份或凭证号"),
    "paper.numbers": N_("“{value}”不是凭证号；请填 5、1-20、12- 或付3-8，不填是全部"),
    # statements
    "statement.unbalanced": N_(
        "资产负债表不平：资产总计 {assets} 元，负债和所有者权益总计 {claims} 元，相差 {difference} 元"
    ),
    "statement.unbalanced_at_begin": N_(
        "资产负债表年初余额不平：资产总计 {assets} 元，负债和所有者权益总计 {claims} 元，相差 {difference} 元"
    ),
    "statement.undistributed": N_(
        "盈余及盈余分配表年末未分配盈余（20 行）{row_20} 元，资产负债表未分配盈余（40 行）{row_40} 元，"
        "相差 {difference} 元；请查直接记入未分配盈余的凭证"
    ),
    "statement.pending": N_("待处理财产损溢还有 {amount} 元；报表前应处理完毕"),
    "statement.in_no_row": N_(
        "科目 {account} 有余额 {amount} 元，但不在资产负债表的任何一行；请调到制度的科目"
    ),
    "statement.equity": N_(
        "成员权益变动表“{column}”按增减算得 {told} 元，账上年末 {closing} 元，相差 {difference} 元；"
        "请查动用这一科目的结转凭证"
    ),
    # accounts and how the ledger is kept
    "ledger.none": N_("这个账套还没有建账；请先在“收支凭证”里建账"),
    "ledger.begun": N_("这个账套已从 {first} 起建账，不能再建一次；期初余额有误请用“更正建账余额”"),
    "ledger.begins_in_future": N_("建账月份 {first} 还没有到；请选本月或以前的月份"),
    "ledger.reason_missing": N_("请写明更正建账余额的原因"),
    "ledger.opening_fixed": N_("{month} 已经结账，建账余额不能再改；请先反结账，或用凭证调整"),
    "ledger.account_taken": N_("科目编码 {account} 已经是“{name}”；请换一个编码"),
    "ledger.account_name_taken": N_("同一科目下已有“{name}”（{account}）；请换一个名称"),
    "ledger.account_without_parent": N_("科目 {account} 没有上级科目；请先增设它的上级，或改编码"),
    "ledger.account_other_side": N_("科目 {account} 的余额方向应与上级“{name}”相同"),
    "ledger.account_unknown": N_("没有编码为 {account} 的科目；请核对编码"),
    "ledger.account_statutory": N_(
        "{account}“{name}”是会计制度规定的科目，名称和方向不能改；需要细分请增设下级科目"
    ),
    "ledger.account_must_name": N_("{account}“{name}”按会计制度要分户核算，这一项辅助核算不能去掉"),
    "ledger.account_is_so_already": N_("科目 {account}“{name}”已经是这样，不用再改"),
    "ledger.item_is_member": N_("“{name}”：成员在名册里登记，不在这里登记"),
    "ledger.item_code": N_("编码“{value}”不能用；请用最多 20 位字母、数字、点或横线"),
    "ledger.item_name": N_("编码 {value} 没有名称；请填写"),
    "ledger.item_taken": N_("已有名为“{name}”的一项（{value}）；请直接选用，或换一个名称"),
    # opening balances
    "opening.twice": N_("第 {line} 行：科目 {account} 的同一项余额在第 {before} 行已经填过；请合成一行"),
    "opening.result_carried": N_("第 {line} 行：“{account}”是损益类科目，年初已经结转，年初余额应为空"),
    "opening.no_turnover_in_january": N_(
        "第 {line} 行：从 1 月起建账，科目 {account} 没有此前的本年发生额；累计借方和累计贷方应为空"
    ),
    "opening.unbalanced": N_(
        "年初余额借方合计 {debit} 元，贷方合计 {credit} 元，相差 {difference} 元；请核对各科目余额"
    ),
    "opening.turnover_unbalanced": N_(
        "本年累计借方 {debit} 元，累计贷方 {credit} 元，相差 {difference} 元；请核对各科目发生额"
    ),
    # vouchers by line
    "voucher.summary_too_long": N_("第 {line} 行的摘要超过 {most} 个字；请缩短"),
    "voucher.unknown_member": N_("第 {line} 行：名册里没有编号为“{value}”的成员，或已作废；请核对编号"),
    "voucher.unknown_item": N_("第 {line} 行：没有编码为“{value}”的{dimension}；请核对编码，或先登记"),
    "voucher.item_closed": N_("第 {line} 行：{dimension}“{value}”已经停用；请换一个，或先恢复使用"),
    # vouchers as a whole
    "voucher.attachments": N_("附件张数 {count} 不对；应在 0 到 9999 之间"),
    "voucher.source_posted": N_("这份单据已经有凭证（凭证内部号 {id}），没有再记一次"),
    "voucher.unknown": N_("账套里没有内部号为 {id} 的凭证；请刷新后再看"),
    "voucher.wants_check": N_("按记账规则，手工凭证要先保存为草稿，由另一人审核后再记账"),
    "voucher.reason_missing": N_("请写明冲销的原因"),
    "voucher.is_reversal": N_("{number} 本身就是红字冲销凭证，不能再冲；请重新录入正确的凭证"),
    "voucher.reversed_already": N_("{number} 已经冲销过（红字凭证内部号 {id}），不能再冲"),
    "voucher.reversed_before": N_("冲销日期不能早于 {number} 的日期 {day}；请改日期"),
    "voucher.other_year": N_(
        "{number} 是 {year} 年度的凭证，跨年不能用红字冲销；请在本年用蓝字填制一张更正凭证"
    ),
    "voucher.of_document": N_("{number} 由业务单据生成；请到那份单据里冲销，凭证会随之冲销"),
    "voucher.not_by_hand": N_("{number} 是“{kind}”凭证，不能单独冲销；建账余额请用更正，结账凭证请用反结账"),
    # drafts and templates
    "draft.unknown": N_("没有第 {draft} 号凭证草稿；请刷新后再看"),
    "draft.over": N_("第 {draft} 号凭证草稿现在是“{state}”，不能再改；请刷新后再看"),
    "draft.reason_missing": N_("请写明第 {draft} 号草稿作废的原因"),
    "draft.none_chosen": N_("还没有选要记账的凭证"),
    "draft.twice": N_("同一张凭证草稿选了两次；请重新选择"),
    "draft.not_checked": N_("第 {draft} 号凭证草稿还没有审核；请先审核"),
    "draft.checked_already": N_("第 {draft} 号凭证草稿已由{person}审核"),
    "draft.nobody": N_("不知道是谁在审核第 {draft} 号凭证；请先在设置里填写您的姓名"),
    "draft.same_person": N_("第 {draft} 号凭证由{person}填制，应由另一人审核；或在记账规则里改为一人记账"),
    "voucher_template.name_missing": N_("请给模板或摘要填写名称"),
    "voucher_template.name_taken": N_("已有名为“{name}”的一项；请换一个名称"),
    "voucher_template.no_lines": N_("模板“{name}”没有分录；请至少填一行"),
    "voucher_template.unknown": N_("没有第 {template} 号模板或摘要；可能已经删除，请刷新后再看"),
    # months
    "period.no_month": N_("没有 {month} 这个月份；请核对"),
    "period.before_start": N_("日期 {day} 在建账之前；凭证日期应从 {first} 起"),
    "period.in_future": N_("日期 {day} 在本月之后；凭证日期最晚到 {last}，请核对年月"),
    "period.closed": N_("{month} 已经结账，日期 {day} 不能再记账；请用未结账的月份，或先反结账"),
    "period.held": N_("{month} 已经暂停记账，日期 {day} 不能记账；请先恢复，或用其他月份"),
    "period.not_of_ledger": N_("{month} 不能结账：账从 {first} 开始，到本月为止"),
    "period.is_so_already": N_("{month} 已经是“{state}”，不用再改"),
    "period.reason_missing": N_("请写明 {month} 反结账的原因"),
    "period.later_closed": N_("{month} 之后的 {later} 也已结账；请从最后结账的月份起依次反结账"),
    "period.earlier_open": N_("{month} 之前的 {earlier} 还没有结账；请按月份先后结账"),
    # what verify finds
    "verify.vouchers": N_("凭证共 {count} 张，最大内部号却是 {highest}：有凭证缺失"),
    "verify.voucher_drafts": N_("凭证草稿共 {count} 张，最大号码却是 {highest}：有草稿缺失"),
    "verify.voucher_templates": N_("凭证模板和摘要共 {count} 项，最大号码却是 {highest}：有一项缺失"),
    "verify.voucher_gap": N_("{month} 的“{word}”字凭证共 {count} 张，最大号却是 {highest}：断号或重号"),
    "verify.voucher": N_("内部号 {id} 的凭证借贷不平、分录不全，或日期与分录不符"),
    "verify.account_month": N_("科目 {account} 在 {month} 的发生额 {kept} 与凭证合计 {counted} 不符"),
    "verify.member_month": N_(
        "第 {row} 位成员在科目 {account}、{month} 的发生额 {kept} 与凭证合计 {counted} 不符"
    ),
    "verify.ledger_item": N_("内部号 {id} 的凭证写着“{value}”，往来单位、产品、渠道里却没有"),
    "verify.voucher_reversal": N_("内部号 {id} 的凭证与冲销它的红字凭证合起来不是 0"),
    "verify.voucher_source": N_("单据 {source} 有不止一张有效凭证（其中内部号 {id}）"),
    "verify.voucher_draft": N_("第 {draft} 号凭证草稿的状态与最后一次保存不符"),
    # documents
    "document.no_such_part": N_("业务“{kind}”的记账规则里没有“{rubric}”这一项；请核对业务内容"),
    "document.account_unset": N_(
        "业务“{kind}”原来记到科目 {account}，现在它已停用或下设了明细科目；请在记账规则里另选科目"
    ),
    "document.account_not_allowed": N_(
        "科目 {account} 不能选在这里；请选 {within} 或其明细中没有停用、没有下设明细的科目"
    ),
    "document.unbalanced": N_("业务“{kind}”的凭证借方 {debit} 元，贷方 {credit} 元，不相等；请核对各项金额"),
    # what is looked at before a year is closed
    "close.drafts": N_("还有 {count} 张凭证没有记账；请先记账或作废"),
    "close.gap": N_("{month} 的“{word}”字凭证缺第 {number} 号；请查明后补上"),
    "close.month_open": N_("{month} 还没有结账；请按月份先后结账"),
    "close.cost": N_("生产成本还有 {amount} 元；已经完工的应转入产品物资或生物资产"),
    "close.stock": N_("存货账面 {by_ledger} 元，盘点 {by_record} 元，相差 {difference} 元；请查明后处理"),
    "close.capital": N_(
        "股金科目 {by_ledger} 元，成员账户出资额合计 {by_record} 元，相差 {difference} 元；请核对出资"
    ),
    "close.fund": N_(
        "专项基金科目 {by_ledger} 元，量化到成员的补助和捐赠 {by_record} 元，相差 {difference} 元；请核对量化"
    ),
    "close.reserve": N_(
        "盈余公积科目 {by_ledger} 元，成员账户公积金份额合计 {by_record} 元，相差 {difference} 元；请核对量化"
    ),
    "close.refund": N_(
        "应付盈余返还科目 {by_ledger} 元，分配方案中未付的返还 {by_record} 元，相差 {difference} 元；请核对发放"
    ),
    "close.dividend": N_(
        "应付剩余盈余科目 {by_ledger} 元，分配方案中未付的分红 {by_record} 元，相差 {difference} 元；请核对发放"
    ),
    "close.differs": N_("{whose}：账上 {by_ledger} 元，记录 {by_record} 元，相差 {difference} 元"),
    # what the ledger exchanges: layouts and tables of accounts
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
