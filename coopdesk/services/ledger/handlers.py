"""Who carries out each command about the ledger."""

from coopdesk.services.context import Handlers
from coopdesk.services.ledger import chart, commands, drafts, opening, rules, vouchers, year_close

HANDLERS: Handlers = {
    commands.OpenLedger: opening.open_ledger,
    commands.AmendOpening: opening.amend_opening,
    commands.SetLedgerRules: chart.set_ledger_rules,
    commands.AddAccount: chart.add_account,
    commands.AmendAccount: chart.amend_account,
    commands.CloseAccount: chart.close_account,
    commands.RecordItem: chart.record_item,
    commands.SaveDraft: drafts.save_draft,
    commands.VoidDraft: drafts.void_draft,
    commands.CheckDraft: drafts.check_draft,
    commands.PostDrafts: drafts.post_drafts,
    commands.PostVouchers: vouchers.post_vouchers,
    commands.ReverseVoucher: vouchers.reverse_voucher,
    commands.SetMonthState: year_close.set_month_state,
    commands.CloseMonth: year_close.close_month,
    commands.CloseYear: year_close.close_year,
    commands.ReopenYear: year_close.reopen_year,
    commands.ChooseRuleAccount: rules.choose_rule_account,
    commands.SaveTemplate: drafts.save_template,
    commands.DropTemplate: drafts.drop_template,
}
