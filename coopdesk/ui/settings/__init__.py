"""设置: the co-op and its charter, share classes, how the window looks, and copies of the book."""

from coopdesk.i18n import N_
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.settings.page import SettingsPage

    return SettingsPage(shell)


SPEC = PageSpec("settings", N_("设置"), "settings", _make, apart=True)
