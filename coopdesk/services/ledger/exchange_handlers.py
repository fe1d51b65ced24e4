"""Who carries out each command about files that the ledger exchanges."""

from coopdesk.services.context import Handlers
from coopdesk.services.ledger import exchange_commands as commands
from coopdesk.services.ledger import invoices
from coopdesk.services.ledger.bank import keeping, matching
from coopdesk.services.ledger.exchanging import posting

HANDLERS: Handlers = {
    commands.ImportVouchers: posting.import_vouchers,
    commands.TakeBackVouchers: posting.take_back_vouchers,
    commands.KeepExchangeDocument: posting.keep_document,
    commands.DropExchangeDocument: posting.drop_document,
    commands.ImportStatement: keeping.import_statement,
    commands.TakeBackStatement: keeping.take_back_statement,
    commands.MatchStatements: matching.match_statements,
    commands.MatchLines: matching.match_lines,
    commands.UnmatchLines: matching.unmatch_lines,
    commands.AttachInvoice: invoices.attach_invoice,
}
