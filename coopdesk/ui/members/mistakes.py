"""作废 and 更正入社日期: what was entered by mistake is put right; a sheet shows every entry that goes with it."""

from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import MendJoining, StrikeMember
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.members.fields import CheckedDate, CommandForm
from coopdesk.ui.members.share_fields import about_joining, as_it_is, in_shares, name_and_number
from coopdesk.wording import entry_kind_name

_STRIKE = Action("post-strike", N_("确认作废"), "", "check")
_MEND = Action("post-mend", N_("确认更正"), "", "check")


class StrikingForm(CommandForm[StrikeMember]):
    """Returns a `StrikeMember` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _(
            "成员 {member}。只用于录错的成员：作废后任何一天都不计入，编号不再使用；真有此人退出请用“退社”。"
        )
        super().__init__(_("作废成员"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.reason = TextField(_("作废原因"), required=True)
        self.reason.wide = True
        self.reason.edit.setPlaceholderText(_("如：与 F07 是同一人，重复录入"))
        self.group("", [self.reason])

    def make(self) -> StrikeMember:
        return StrikeMember(
            command_id=self.command_id(),
            member=self._member.number,
            reason=self.reason.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        sentence = _("作废不能撤销；此人和已冲销的登记仍可在名册里按“状态”查到。")
        rows = [*_entries(self._desk, self._member, _("冲销")), (_("作废原因"), self.reason.text().strip())]
        if dialogs.confirm_sheet(self, self.windowTitle(), sentence, rows, _STRIKE):
            super().accept()


class MendingForm(CommandForm[MendJoining]):
    """Returns a `MendJoining` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _("成员 {member}，登记的入社日期是 {day}。入社时的认股随同改到新的日期。")
        super().__init__(
            _("更正入社日期"),
            _("下一步"),
            lead.format(member=name_and_number(member), day=member.joined.isoformat()),
        )
        self._desk, self._member = desk, member
        self.joined = CheckedDate(_("入社日期"), required=True, day=member.joined)
        self.joined.rule = self._may_join
        self.joined.note = lambda day: about_joining(desk, day)
        self.reason = TextField(_("更正原因"), required=True)
        self.reason.wide = True
        self.reason.edit.setPlaceholderText(_("如：年份录错，见入社申请"))
        self.group("", [self.joined, self.reason])

    def make(self) -> MendJoining:
        return MendJoining(
            command_id=self.command_id(),
            member=self._member.number,
            joined=self.joined.value() or self._member.joined,
            reason=self.reason.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        day = command.joined.isoformat()
        rows = [
            (_("入社日期"), f"{self._member.joined.isoformat()} → {day}"),
            *_entries(self._desk, self._member, _("冲销，另记于 {day}").format(day=day)),
            (_("更正原因"), command.reason),
        ]
        sentence = _("原登记保留并划线，按新的日期重新登记。")
        if dialogs.confirm_sheet(self, self.windowTitle(), sentence, rows, _MEND):
            super().accept()

    def _may_join(self, day: date) -> None:
        if day > self._desk.today:
            raise DomainError("member.joined_in_future", day=day)
        if self._member.ended is not None and day > self._member.ended:
            raise DomainError("member.ended_before_joining", day=self._member.ended, joined=day)


def _entries(desk: Desk, member: Member, becomes: str) -> list[Change]:
    """The entries of joining that stand, each with what becomes of it."""
    rows: list[Change] = []
    for line in desk.members.entries(member.number):
        entry = line.entry.entry
        if line.entry.is_live and entry.giver is None and entry.day == member.joined:
            what = f"{entry.day.isoformat()} {entry_kind_name(entry.kind)} {in_shares(entry.shares)}"
            rows.append((_("第 {n} 号登记").format(n=line.entry.number), f"{what}：{becomes}"))
    return rows
