"""One door for every command: which handler carries it out."""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.services import (
    commands,
    coop,
    distributions,
    loss_commands,
    losses,
    measures,
    members,
    membership,
    own_templates,
    payments,
    scheme_commands,
    shares,
)
from coopdesk.services.commands import Changes, Command
from coopdesk.services.context import Context
from coopdesk.services.limits import check_limits
from coopdesk.services.versions import check_seen

# Each handler takes its own command type; the mapping's keys keep the two together.
HANDLERS: Mapping[type[Command], Callable[[Any, Context], Changes]] = {
    commands.SetUpCoop: coop.set_up_coop,
    commands.DefineShareClass: coop.define_share_class,
    commands.RecordYearFigures: coop.record_year_figures,
    commands.RegisterMember: members.register_member,
    commands.AmendMember: members.amend_member,
    commands.EndMembership: membership.end_membership,
    commands.TakeBackEnd: membership.take_back_end,
    commands.StrikeMember: membership.strike_member,
    commands.MendJoining: membership.mend_joining,
    commands.AddShares: shares.add_shares,
    commands.TransferShares: shares.transfer_shares,
    commands.ReverseEntry: shares.reverse_entry,
    scheme_commands.RecordMeasures: measures.record_measures,
    scheme_commands.KeepTemplate: own_templates.keep_template,
    scheme_commands.RenameTemplate: own_templates.rename_template,
    scheme_commands.WithdrawTemplate: own_templates.withdraw_template,
    commands.DraftDistribution: distributions.draft_distribution,
    commands.ApproveDistribution: distributions.approve_distribution,
    commands.WithdrawApproval: distributions.withdraw_approval,
    commands.RecordFailedVote: distributions.record_failed_vote,
    commands.MarkPaid: payments.mark_paid,
    commands.UndoPayment: payments.undo_payment,
    commands.MarkHouseholds: payments.mark_households,
    loss_commands.DraftLossPlan: losses.draft_loss_plan,
    commands.CloseLossYear: losses.close_loss_year,
    commands.ReopenLossYear: losses.reopen_loss_year,
}


def carry_out(command: Command, context: Context) -> Changes:
    """Carry a command out within its bounds, and only where what it replaces is still what was seen.

    Whether its id is on record already is asked by the desk, once, before.
    """
    check_limits(command)
    check_seen(command, context)
    return HANDLERS[type(command)](command, context)
