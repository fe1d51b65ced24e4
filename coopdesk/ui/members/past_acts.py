"""What the tab 分配 asks for, carried out: what was distributed before the book, of one member or of a whole year.

The forms are loaded when one is first wanted.
"""

from typing import TYPE_CHECKING

from coopdesk.i18n import _
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.members.detail import PAST, MemberDetail

if TYPE_CHECKING:
    from coopdesk.services.members.past_commands import RecordPast
    from coopdesk.ui.kit.form import FormDialog


class PastActs:
    """The acts of the tab of one page."""

    def __init__(self, shell: Shell, page: PageFrame, detail: MemberDetail) -> None:
        self._shell, self._page, self._detail = shell, page, detail
        detail.past_wanted.connect(self.carry_out)

    def carry_out(self, name: str) -> None:
        """建账前的分配 of the member shown, or of one year of everybody, by the name of its action."""
        from coopdesk.ui.kit import dialogs
        from coopdesk.ui.members.past_form import ChooseYearForm, MemberPastForm, YearPastForm

        desk, view = self._shell.desk, self._detail.view
        if view is None or self._page.stopped():
            return
        form: FormDialog[RecordPast]
        if name == PAST.name:
            form = MemberPastForm(desk, view.member)
        else:
            year = dialogs.ask(ChooseYearForm(desk), self._page)
            if year is None:
                return
            form = YearPastForm(desk, year)
        self._shell.carry_out(form, self._page, lambda _changes: self._say_kept())

    def _say_kept(self) -> None:
        """Say that it is kept; and where the head figures of a year are not what its lines come to, that too."""
        told = self._shell.desk.members.past_years()
        other = next((each for each in told if each.differs), None)
        if other is None:
            self._page.show_done(_("建账前的分配已保存"))
        else:
            words = _(
                "建账前的分配已保存。{year} 年度的总额与各成员相加不同；有人已经退社的，可以不同，否则请核对。"
            )
            self._page.show_warning(words.format(year=other.year))
