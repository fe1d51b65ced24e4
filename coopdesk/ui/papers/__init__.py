"""报表打印: the papers of a year as a gallery, with preview, print and PDF."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.papers.page import PapersPage

    return PapersPage(shell)


SPEC = PageSpec("papers", N_("报表打印"), "papers", _make)
