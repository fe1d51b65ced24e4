"""What the tab 账户 asks for, carried out: the account is read, the forms are shown, the sheet goes to the papers.

The forms are loaded when one is first wanted.
"""

from collections.abc import Sequence
from functools import partial

from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.members.accounts import PRINT, AccountRow
from coopdesk.ui.members.detail import MemberDetail
from coopdesk.ui.members.reading import account_view


class AccountTabActs:
    """The acts of the tab of one page."""

    def __init__(self, shell: Shell, page: PageFrame, detail: MemberDetail) -> None:
        self._shell, self._page, self._detail = shell, page, detail
        tab = detail.pane.account
        tab.read = partial(account_view, shell.desk)
        tab.acts = self.offered
        detail.account_wanted.connect(self.carry_out)

    def offered(self) -> Sequence[Action]:
        """What else can be posted to the account of the member shown."""
        from coopdesk.ui.members.account_forms import account_acts

        return account_acts(self._detail.view)

    def carry_out(self, name: str, row: AccountRow | None = None) -> None:
        """An act with the member shown, by the name of its action."""
        from coopdesk.ui.members.account_forms import post_to_account

        if self._detail.view is None:
            return
        member = self._detail.view.member
        if name == PRINT.name:
            self._shell.set_year(self._detail.pane.account.chosen_year)
            self._shell.go("papers", f"member_account:{member.number}")
        else:
            post_to_account(self._shell, self._page, member, name, row)
