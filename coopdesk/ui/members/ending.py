"""退社 and taking it back: the last day, why, what becomes of the shares; a sheet shows it before it is kept."""

from datetime import date, timedelta
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import EndReason, Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import EndMembership, TakeBackEnd
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import ChoiceField, Field, TextField
from coopdesk.ui.members.fields import CheckedDate, CommandForm, Note
from coopdesk.ui.members.share_fields import as_it_is, in_shares, name_and_number
from coopdesk.wording import end_reason_name

_POST = Action("post-end", N_("确认退社"), "", "check")
_TAKE_BACK = Action("post-take-back", N_("确认撤销"), "", "check")


class EndingForm(CommandForm[EndMembership]):
    """Returns an `EndMembership` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _(
            "成员 {member}。成员资格到这一天终止，此后不再计入人数、表决和分配；名册和历年记录照旧保留。"
        )
        super().__init__(_("退社"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.reason = ChoiceField(_("原因"), [(one, end_reason_name(one)) for one in EndReason])
        self.day = CheckedDate(_("最后一天"), required=True, day=_usual_end(desk.today, member.joined))
        self.day.rule, self.day.note = self._may_end, _about_day
        self.shares = ChoiceField(_("所持股份"), [(False, _("已转让，不退股")), (True, _("全部退股"))])
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：退社申请 002、成员大会决议第 3 号"))
        self.note = TextField(_("说明"))
        self.note.wide = True
        fields: list[Field[Any]] = [self.reason, self.day, self.document, self.note]
        self.held = Quantity(sum(shares for _one, shares in desk.members.holdings(member.number, date.max)))
        if self.held:
            self.shares.choose(True)
            fields.insert(2, self.shares)
        self.group("", fields)

    def make(self) -> EndMembership:
        return EndMembership(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            reason=self.reason.value() or EndReason.WITHDRAWAL,
            note=self.note.value() or "",
            redeem=bool(self.held) and bool(self.shares.value()),
            document=self.document.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        title = _("{member} 退社").format(member=name_and_number(self._member))
        sentence = _("登记后此人在册到最后一天为止；登记有误可以撤销，撤销也留有记录。")
        if dialogs.confirm_sheet(self, title, sentence, self._changes(command), _POST):
            super().accept()

    def _changes(self, command: EndMembership) -> list[Change]:
        rows = [
            (_("原因"), end_reason_name(command.reason)),
            (_("最后一天"), command.day.isoformat()),
        ]
        if command.redeem:
            after = (command.day + timedelta(days=1)).isoformat()
            rows.append((_("退股（{day}）").format(day=after), self._paid_back()))
        members, votes = self._desk.members.votes()
        rows.append((_("成员人数"), f"{members:,} → {members - 1:,}"))
        if self._member.extra_votes:
            left = votes - self._member.extra_votes
            rows.append((_("附加表决权"), f"{votes:,} → {left:,}"))
        return rows

    def _paid_back(self) -> str:
        held = self._desk.members.holdings(self._member.number, date.max)
        paid = Money(sum(one.par.fen * shares // SCALE for one, shares in held))
        words = in_shares(self.held)
        return (
            _("{shares}，退还出资 {sum} 元").format(shares=words, sum=format_money(paid)) if paid else words
        )

    def _may_end(self, day: date) -> None:
        if day > self._desk.today:
            raise DomainError("member.ended_in_future", day=day)
        if day < self._member.joined:
            raise DomainError("member.ended_before_joining", day=day, joined=self._member.joined)


class TakeBackForm(CommandForm[TakeBackEnd]):
    """Returns a `TakeBackEnd` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        ended = member.ended.isoformat() if member.ended is not None else ""
        lead = _("成员 {member} 登记为 {day} 退社。撤销后恢复成员资格，当时的退股一并冲销。")
        super().__init__(_("撤销退社"), _("下一步"), lead.format(member=name_and_number(member), day=ended))
        self._member = member
        self.reason = TextField(_("撤销原因"), required=True)
        self.reason.wide = True
        self.group("", [self.reason])

    def make(self) -> TakeBackEnd:
        return TakeBackEnd(
            command_id=self.command_id(),
            member=self._member.number,
            reason=self.reason.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first."""
        sentence = _("此人重新计入成员人数、表决和分配。")
        rows = [(_("撤销原因"), self.reason.text().strip())]
        if dialogs.confirm_sheet(self, self.windowTitle(), sentence, rows, _TAKE_BACK):
            super().accept()


def _usual_end(today: date, joined: date) -> date:
    """The end of the last fiscal year (Art. 25), or today for who joined after it."""
    end = today if (today.month, today.day) == (12, 31) else date(today.year - 1, 12, 31)
    return end if end >= joined else today


def _about_day(day: date) -> Note | None:
    if (day.month, day.day) == (12, 31):
        return None
    return Note(_("依法成员资格自会计年度终了时终止（第二十五条）；章程另有规定或死亡、除名的按实际填"))
