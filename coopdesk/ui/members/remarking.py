"""备注: the form for a remark on one member."""

from coopdesk.domain.members.member import Member
from coopdesk.domain.text import clean_text
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import RemarkMember
from coopdesk.ui.members.fields import CheckedText, CommandForm
from coopdesk.ui.members.share_fields import as_it_is


class RemarkForm(CommandForm[RemarkMember]):
    """Returns a `RemarkMember`."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, self._member = as_it_is(desk, member)
        super().__init__(_("备注"), _("保存"), "")
        self.remark = CheckedText(_("备注"), clean_text, text=self._member.remark)
        self.remark.wide = True
        self.group("", [self.remark])

    def make(self) -> RemarkMember:
        return RemarkMember(
            command_id=self.command_id(),
            member=self._member.number,
            remark=self.remark.value() or "",
            seen=self._seen,
        )
