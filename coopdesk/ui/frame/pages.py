"""The pages of the program, in the order of the navigation: a new page is a package with a `SPEC`, and one entry here.

Each `SPEC` imports its page's module when the page is first opened, so that a start loads only what it shows.
"""

from coopdesk.ui import distribution, home, ledger, members, papers, settings
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame

PAGES = (home.SPEC, members.SPEC, ledger.SPEC, distribution.SPEC, papers.SPEC, settings.SPEC)


def welcome(shell: Shell) -> PageFrame:
    """The page of the first start."""
    from coopdesk.ui.first_start.page import FirstStartPage

    return FirstStartPage(shell)
