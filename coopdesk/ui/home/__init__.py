"""首页: how the year stands, what to do next, and the dividend per share through the years."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.home.page import HomePage

    return HomePage(shell)


SPEC = PageSpec("home", N_("首页"), "home", _make)
