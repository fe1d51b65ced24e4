"""Who carries out each command about members and shares."""

from coopdesk.services.context import Handlers
from coopdesk.services.members import (
    account_commands,
    certificate_commands,
    certificates,
    commands,
    contributions,
    households,
    membership,
    operations,
    roll,
    share_payments,
    shares,
)
from coopdesk.services.members.importing import posting

HANDLERS: Handlers = {
    commands.RegisterMember: roll.register_member,
    commands.AmendMember: roll.amend_member,
    commands.EndMembership: membership.end_membership,
    commands.TakeBackEnd: membership.take_back_end,
    commands.StrikeMember: membership.strike_member,
    commands.MendJoining: membership.mend_joining,
    commands.RecordHousehold: households.record_household,
    commands.DissolveHousehold: households.dissolve_household,
    commands.AddShares: shares.add_shares,
    commands.TransferShares: shares.transfer_shares,
    commands.InheritShares: operations.inherit_shares,
    commands.RedeemShares: operations.redeem_shares,
    commands.ConvertShares: operations.convert_shares,
    commands.SplitClass: operations.split_class,
    commands.RecallClass: operations.recall_class,
    commands.PayInstalment: share_payments.pay_instalment,
    commands.ReversePayment: share_payments.reverse_payment,
    commands.ReverseOperation: operations.reverse_whole,
    commands.ReverseEntry: shares.reverse_entry,
    commands.ImportRoll: posting.import_roll,
    certificate_commands.IssueCertificate: certificates.issue_certificate,
    certificate_commands.IssueCertificates: certificates.issue_certificates,
    certificate_commands.ReissueCertificate: certificates.reissue_certificate,
    certificate_commands.EndCertificate: certificates.end_certificate,
    account_commands.RecordContribution: contributions.record_contribution,
    account_commands.OpenAccounts: contributions.open_accounts,
    account_commands.RecordGrant: contributions.record_grant,
    account_commands.AverageAgain: contributions.average_again,
    account_commands.ReverseAccountPosting: contributions.reverse_account_posting,
}
