"""The ledger in a book: one store made of its four parts."""

from collections.abc import Mapping

from coopdesk.persistence.journal.lines import Newest
from coopdesk.persistence.ledger import chart, drafts
from coopdesk.persistence.ledger.balances import SqlBalances
from coopdesk.persistence.ledger.chart import SqlChart
from coopdesk.persistence.ledger.drafts import SqlDrafts
from coopdesk.persistence.ledger.vouchers import SqlVouchers

NEWEST: Mapping[str, Newest] = {**chart.NEWEST, **drafts.NEWEST}
"""The entry of the newest version of whatever of the ledger has versions."""


class SqlLedgerStore(SqlChart, SqlDrafts, SqlVouchers, SqlBalances):
    """``LedgerStore`` over one transaction."""
