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
    "voucher.number_twice": N_(
        "{month} 的凭证号“{value}”与第 {before} 张重号；请改号，或把同一张凭证的分录合在一起"
    ),
    "voucher.number_taken": N_("{month} 的凭证号“{value}”账套里已有；是同一张就不用再记，不是就去掉凭证号"),
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
    "period.year_closed": N_("{year} 年度已经年终结账，{month} 不能单独改；请在年终结账处反结账"),
    "period.earlier_open": N_("{month} 之前的 {earlier} 还没有结账；请按月份先后结账"),
    # vouchers in a JSON document
    "ledger_file.no_json": N_("“{name}”不是 JSON 文件，或已损坏；请核对文件"),
    "ledger_file.no_vouchers": N_("“{name}”里没有凭证；应有 vouchers 列表"),
    "ledger_file.no_voucher": N_("不是凭证；应有 day 和 lines"),
    "ledger_file.no_line": N_("第 {line} 行不是分录；应有 summary、account 和 debit 或 credit"),
    "ledger_file.key": N_("不认识的键“{key}”；请核对拼写"),
    "ledger_file.line_key": N_("第 {line} 行：不认识的键“{key}”；请核对拼写"),
    "ledger_file.text": N_("“{key}”的值“{value}”应是文字"),
    "ledger_file.line_text": N_("第 {line} 行：“{key}”的值“{value}”应是文字"),
    "ledger_file.count": N_("“{key}”的值“{value}”应是不小于 0 的整数"),
    "ledger_file.day": N_("日期“{value}”不能用；请写成 2024-03-05 这样"),
    "ledger_file.amount": N_("第 {line} 行：金额“{value}”不能用；应是最多两位小数的元，如 1250.00"),
    "ledger_file.both_sides": N_("第 {line} 行同时有借方 {debit} 和贷方 {credit}；一行只能有一方"),
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
    "verify.voucher_without_document": N_(
        "内部号 {id} 的凭证由单据 {source} 生成，这张单据却不存在或已经冲销"
    ),
    "verify.document_unposted": N_("单据 {source} 在建账以后办理，却没有对应的凭证"),
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
    "document.closed_month": N_(
        "这笔业务要记入 {month}（{day}），该月已经结账或暂停记账；请先反结账，或把业务日期改到未结账的月份"
    ),
    "document.not_undone": N_("要一并冲销的凭证 {number} 记在 {month}，该月和本月都不能记账；请先反结账"),
    "document.asks_more": N_(
        "这笔业务要记到科目“{account}”，它现在要求的内容业务单据里没有；请在记账规则里另选科目，或修改科目设置"
    ),
    # closing
    "close.year_first": N_("{year} 年度还没有年终结账；请先年终结账，再结 12 月"),
    "close.none_due": N_("{year} 年度还没有分配决议；确实不分配的，请写明原因"),
    "close.year_closed": N_("{year} 年度已经年终结账，不用再结"),
    "close.earlier_year": N_("{earlier} 年度还没有年终结账；请先结 {earlier} 年度，再结 {year} 年度"),
    "close.reason_wanted": N_("结账检查在 {period} 查出 {count} 项差异；核实后仍要结账的，请写明原因"),
    "close.not_closed": N_("{year} 年度没有年终结账，不用反结账"),
    "close.reason_missing": N_("请写明 {year} 年度反结账的原因"),
    "close.resolved": N_("{year} 年度已有分配或亏损处理决议，不能反结账；请先撤销决议"),
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
}
