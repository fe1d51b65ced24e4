"""The stores of a book, each loaded when a transaction first asks for it.

A store brings the tables of its area, its statements and the values of the trade they make; a start shows one page,
which asks for few of them.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from coopdesk.persistence.attachments.store import SqlAttachmentStore
    from coopdesk.persistence.coop.store import SqlCoopStore, SqlYearStore
    from coopdesk.persistence.distribution.draft_cache import DraftCache
    from coopdesk.persistence.distribution.losses import SqlLossStore
    from coopdesk.persistence.distribution.measures import SqlMeasureStore, SqlTemplateStore
    from coopdesk.persistence.distribution.store import SqlPlanStore
    from coopdesk.persistence.journal.lines import Things
    from coopdesk.persistence.journal.store import SqlJournal
    from coopdesk.persistence.ledger.bank import SqlBankStore
    from coopdesk.persistence.ledger.invoices import SqlInvoiceStore
    from coopdesk.persistence.ledger.store import SqlLedgerStore
    from coopdesk.persistence.ledger.voucher_files import SqlVoucherFileStore
    from coopdesk.persistence.members.accounts import SqlAccountStore
    from coopdesk.persistence.members.certificates import SqlCertificateStore
    from coopdesk.persistence.members.households import SqlHouseholdStore
    from coopdesk.persistence.members.imports import SqlImportStore
    from coopdesk.persistence.members.officers import SqlOfficerStore
    from coopdesk.persistence.members.past import SqlPastStore
    from coopdesk.persistence.members.queries import SqlMemberQueries
    from coopdesk.persistence.members.register import SqlRegisterStore
    from coopdesk.persistence.members.store import SqlMemberStore


def coop_store(connection: Connection) -> "SqlCoopStore":
    """The co-op's details and classes of shares."""
    from coopdesk.persistence.coop.store import SqlCoopStore

    return SqlCoopStore(connection)


def year_store(connection: Connection) -> "SqlYearStore":
    """The figures of the co-op's years."""
    from coopdesk.persistence.coop.store import SqlYearStore

    return SqlYearStore(connection)


def attachment_store(connection: Connection) -> "SqlAttachmentStore":
    """Files attached to the things of the book."""
    from coopdesk.persistence.attachments.store import SqlAttachmentStore

    return SqlAttachmentStore(connection)


def member_store(connection: Connection) -> "SqlMemberStore":
    """The member roll."""
    from coopdesk.persistence.members.store import SqlMemberStore

    return SqlMemberStore(connection)


def household_store(connection: Connection) -> "SqlHouseholdStore":
    """Households and their persons."""
    from coopdesk.persistence.members.households import SqlHouseholdStore

    return SqlHouseholdStore(connection)


def officer_store(connection: Connection) -> "SqlOfficerStore":
    """Officers and their terms."""
    from coopdesk.persistence.members.officers import SqlOfficerStore

    return SqlOfficerStore(connection)


def register_store(connection: Connection) -> "SqlRegisterStore":
    """The share register."""
    from coopdesk.persistence.members.register import SqlRegisterStore

    return SqlRegisterStore(connection)


def account_store(connection: Connection) -> "SqlAccountStore":
    """The member accounts."""
    from coopdesk.persistence.members.accounts import SqlAccountStore

    return SqlAccountStore(connection)


def past_store(connection: Connection) -> "SqlPastStore":
    """What was distributed before the book."""
    from coopdesk.persistence.members.past import SqlPastStore

    return SqlPastStore(connection)


def import_store(connection: Connection) -> "SqlImportStore":
    """Rolls that were read in."""
    from coopdesk.persistence.members.imports import SqlImportStore

    return SqlImportStore(connection)


def certificate_store(connection: Connection) -> "SqlCertificateStore":
    """The certificates."""
    from coopdesk.persistence.members.certificates import SqlCertificateStore

    return SqlCertificateStore(connection)


def ledger_store(connection: Connection) -> "SqlLedgerStore":
    """The ledger."""
    from coopdesk.persistence.ledger.store import SqlLedgerStore

    return SqlLedgerStore(connection)


def voucher_file_store(connection: Connection) -> "SqlVoucherFileStore":
    """Vouchers that were read in, and layouts of a person's own."""
    from coopdesk.persistence.ledger.voucher_files import SqlVoucherFileStore

    return SqlVoucherFileStore(connection)


def bank_store(connection: Connection) -> "SqlBankStore":
    """Bank statements and what they match."""
    from coopdesk.persistence.ledger.bank import SqlBankStore

    return SqlBankStore(connection)


def invoice_store(connection: Connection) -> "SqlInvoiceStore":
    """Invoices by their attachments."""
    from coopdesk.persistence.ledger.invoices import SqlInvoiceStore

    return SqlInvoiceStore(connection)


def member_queries(connection: Connection) -> "SqlMemberQueries":
    """Questions about all members at once."""
    from coopdesk.persistence.members.queries import SqlMemberQueries

    return SqlMemberQueries(connection)


def plan_store(connection: Connection, draft_cache: "DraftCache") -> "SqlPlanStore":
    """Drafts of distributions and what became of them; ``draft_cache`` keeps the drafts last read."""
    from coopdesk.persistence.distribution.store import SqlPlanStore

    return SqlPlanStore(connection, draft_cache)


def loss_store(connection: Connection) -> "SqlLossStore":
    """Loss years closed by the meeting."""
    from coopdesk.persistence.distribution.losses import SqlLossStore

    return SqlLossStore(connection)


def measure_store(connection: Connection) -> "SqlMeasureStore":
    """Sheets of measures."""
    from coopdesk.persistence.distribution.measures import SqlMeasureStore

    return SqlMeasureStore(connection)


def template_store(connection: Connection) -> "SqlTemplateStore":
    """The co-op's own templates of schemes."""
    from coopdesk.persistence.distribution.measures import SqlTemplateStore

    return SqlTemplateStore(connection)


def journal_store(connection: Connection) -> "SqlJournal":
    """The journal, which is told of the things of every area when it has to name one."""
    from coopdesk.persistence.journal.store import SqlJournal

    return SqlJournal(connection, _things)


def _things() -> "Things":
    from coopdesk.persistence.book.areas import THINGS

    return THINGS
