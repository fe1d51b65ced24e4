"""收支凭证: vouchers typed, checked, posted and looked up; the books, statements and the close beside them."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.ledger.page import LedgerPage

    return LedgerPage(shell)


SPEC = PageSpec("ledger", N_("收支凭证"), "ledger", _make)
