"""Who carries out each command about years and their distributions."""

from coopdesk.services.context import Handlers
from coopdesk.services.distribution import (
    book_import,
    commands,
    distributions,
    losses,
    measures,
    own_templates,
    payments,
    reserve,
    year_figures,
)
from coopdesk.services.members.commands import TakeBackImport

HANDLERS: Handlers = {
    commands.RecordYearFigures: year_figures.record_year_figures,
    commands.RecordMeasures: measures.record_measures,
    commands.ImportBook: book_import.import_book,
    # An import of members may have brought their trade along, of which the area of members knows nothing.
    TakeBackImport: book_import.take_back_book,
    commands.KeepTemplate: own_templates.keep_template,
    commands.RenameTemplate: own_templates.rename_template,
    commands.WithdrawTemplate: own_templates.withdraw_template,
    commands.DraftDistribution: distributions.draft_distribution,
    commands.ApproveDistribution: distributions.approve_distribution,
    commands.WithdrawApproval: distributions.withdraw_approval,
    commands.RecordFailedVote: distributions.record_failed_vote,
    commands.MarkPaid: payments.mark_paid,
    commands.UndoPayment: payments.undo_payment,
    commands.MarkHouseholds: payments.mark_households,
    commands.DraftLossPlan: losses.draft_loss_plan,
    commands.CloseLossYear: losses.close_loss_year,
    commands.ReopenLossYear: losses.reopen_loss_year,
    commands.QuantifyReserve: reserve.quantify_reserve,
    commands.UseReserve: reserve.use_the_reserve,
    commands.PayOutAccount: reserve.pay_out_account,
}
