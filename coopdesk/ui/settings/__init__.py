"""设置: the co-op and its charter, share classes, how the window looks, and copies of the book."""

from coopdesk.i18n import N_
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.page_spec import PageSpec
from coopdesk.ui.shell import Shell


def _make(shell: Shell) -> PageFrame:
    from coopdesk.ui.settings.page import SettingsPage

    return SettingsPage(shell)


SPEC = PageSpec("settings", N_("设置"), "settings", _make, apart=True)
