"""What is said when something typed into a voucher or an opening balance cannot be taken."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    "ledger.account_has_children": N_("“{account} {name}”下面有明细科目；请记到它的明细科目"),
    "ledger.account_is_closed": N_("“{account} {name}”已停用；请改用别的科目"),
    "ledger.account_first": N_("请先填会计科目，再填“{value}”"),
    "ledger.names_nothing": N_("“{account}”不设辅助核算；请删去“{value}”"),
    "ledger.named_twice": N_("一行只能有一个{dimension}；请把“{value}”另记一行"),
    "opening.does_not_follow": N_("期初余额 {typed} 与年初余额加减本年累计得出的 {result} 不符；请核对"),
    "voucher.both_sides": N_("一行只能填借方或贷方；请把另一边另记一行"),
    "voucher.day_other_month": N_("“{value}”不是 {month} 的日子；请填 1 到 {last}"),
}
