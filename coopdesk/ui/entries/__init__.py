"""股权登记: what was entered last in the share register, whoever it concerns."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.entries.page import EntriesPage

    return EntriesPage(shell)


SPEC = PageSpec("entries", N_("股权登记"), "certificate", _make)
