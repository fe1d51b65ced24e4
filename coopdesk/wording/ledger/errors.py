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
    # documents
    "document.no_such_part": N_("业务“{kind}”的记账规则里没有“{rubric}”这一项；请核对业务内容"),
    "document.account_unset": N_(
        "业务“{kind}”原来记到科目 {account}，现在它已停用或下设了明细科目；请在记账规则里另选科目"
    ),
    "document.account_not_allowed": N_(
        "科目 {account} 不能选在这里；请选 {within} 或其明细中没有停用、没有下设明细的科目"
    ),
    "document.unbalanced": N_("业务“{kind}”的凭证借方 {debit} 元，贷方 {credit} 元，不相等；请核对各项金额"),
}
