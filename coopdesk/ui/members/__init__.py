"""成员与股份: the register as a table, one member in detail, and the forms that change it."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.members.page import MembersPage

    return MembersPage(shell)


SPEC = PageSpec("members", N_("成员与股份"), "members", _make)
