"""The areas a book is made of, each in a place of its own: whoever looks at a whole book asks here.

Importing this module loads every table, so what it says of them is complete.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast

from coopdesk.persistence.attachments import store as attachments
from coopdesk.persistence.book import tables as book_tables
from coopdesk.persistence.coop import store as coop
from coopdesk.persistence.distribution import measures
from coopdesk.persistence.distribution import store as distribution
from coopdesk.persistence.distribution import tables as distribution_tables
from coopdesk.persistence.journal import tables as journal_tables
from coopdesk.persistence.journal.lines import Things
from coopdesk.persistence.ledger import exchange_tables, voucher_files
from coopdesk.persistence.ledger import store as ledger
from coopdesk.persistence.ledger import tables as ledger_tables
from coopdesk.persistence.members import (
    account_tables,
    certificates,
    households,
    import_tables,
    officers,
    past,
)
from coopdesk.persistence.members import store as members
from coopdesk.persistence.members import tables as member_tables
from coopdesk.persistence.members.register import operation_key
from coopdesk.persistence.sql.metadata import PROJECTION, metadata

_LOADED = (
    book_tables.book_info,
    journal_tables.journal,
    distribution_tables.plans,
    account_tables.account_entries,
    import_tables.imports,
    ledger_tables.vouchers,
    exchange_tables.invoices,
)

PROJECTIONS: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table.info == PROJECTION)
"""Kept for speed alone; computed from the facts again by ``verify``."""

FACTS: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table not in PROJECTIONS)
"""Only ever added to; in an order in which they can be copied."""

THINGS = Things(
    newest={
        **coop.NEWEST,
        **attachments.NEWEST,
        **members.NEWEST,
        **households.NEWEST,
        **officers.NEWEST,
        **certificates.NEWEST,
        **past.NEWEST,
        **ledger.NEWEST,
        **voucher_files.NEWEST,
        **distribution.NEWEST,
        **measures.NEWEST,
    },
    years_of_plans=distribution.years_of_plans,
    resolved_plans=distribution.resolved_plans,
)
"""What the journal is told of the things it names."""

HOLDERS: Mapping[str, ColumnElement[Any]] = {
    "member": member_tables.members.c.number,
    "operation": operation_key(),
    "voucher": cast(ledger_tables.vouchers.c.id, String),
    "voucher_draft": cast(ledger_tables.voucher_drafts.c.id, String),
}
"""By the kind of a thing that files can be attached to: what its key is."""
