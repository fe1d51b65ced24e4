"""编辑信息: the form for the details of a member of the roll; the number stays, every version is kept."""

from coopdesk.domain.members.member import Member
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AmendMember
from coopdesk.ui.members.member_form import MemberForm
from coopdesk.ui.members.share_fields import as_it_is


class AmendingForm(MemberForm[AmendMember]):
    """Returns an `AmendMember` for the member it was opened with; the cursor begins in the field named, if one is.

    The day of joining is no detail: a wrong one is mended by itself.
    """

    def __init__(self, desk: Desk, known: Member, field: str = "") -> None:
        lead = _("成员 {number}。原来的信息保留在账套里，已决议的分配不受影响。").format(number=known.number)
        self._seen, known = as_it_is(desk, known)
        self._member = known
        super().__init__(desk, _("编辑成员信息"), _("保存"), lead, known)
        self.group(
            _("成员"),
            [
                self.name,
                self.kind,
                self.paper,
                self.identity,
                self.member_group,
                self.role,
                self.extra_votes,
            ],
        )
        self.group(_("联系与收款"), self.personal())
        self.group(_("入社手续"), self.entry())
        self.cursor_in = self.field_of(field)

    @property
    def number(self) -> str:
        return self._member.number

    def make(self) -> AmendMember:
        return AmendMember(command_id=self.command_id(), member=self.member(), seen=self._seen)
