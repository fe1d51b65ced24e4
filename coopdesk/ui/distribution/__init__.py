"""盈余分配: from the year's surplus to the paid dividend, in five steps. The page itself loads when it is opened."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.distribution.page import DistributionPage

    return DistributionPage(shell)


SPEC = PageSpec("distribution", N_("盈余分配"), "distribution", _make)
