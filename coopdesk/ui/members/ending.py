"""退社 and taking it back: the last day, why, what becomes of the shares; a sheet shows it before it is kept."""

from datetime import date, timedelta
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.leaving import Settlement
from coopdesk.domain.members.member import EndReason, Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.desk import Desk
from coopdesk.services.members.accounts import balance_of
from coopdesk.services.members.commands import EndMembership, RecordNotice, TakeBackEnd
from coopdesk.services.members.leaving import shares_left, takes_effect
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import ChoiceField, Field, MoneyField, TextField
from coopdesk.ui.members.fields import CheckedDate, CommandForm, Note
from coopdesk.ui.members.share_fields import as_it_is, in_shares, member_field, name_and_number
from coopdesk.wording import end_reason_name

_GONE, _REDEEM, _TO_ONE = "gone", "redeem", "to-one"
_POST = Action("post-end", N_("确认退社"), "", "check")
_TAKE_BACK = Action("post-take-back", N_("确认撤销"), "", "check")


class EndingForm(CommandForm[EndMembership]):
    """Returns an `EndMembership` once the sheet was accepted; which fields show depends on why the membership ends."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _(
            "成员 {member}。成员资格到这一天终止，此后不再计入人数、表决和分配；名册和历年记录照旧保留。"
        )
        super().__init__(_("退社"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.held = Quantity(sum(shares for _one, shares in desk.members.holdings(member.number, date.max)))
        self.reason = ChoiceField(
            _("原因"), [(one, end_reason_name(one)) for one in EndReason if one is not EndReason.MERGED]
        )
        self.notice = CheckedDate(_("退社申请日期"), day=member.notice, hint=_("书面申请提出的日期"))
        self.notice.rule, self.notice.note = self._may_give_notice, self._about_notice
        self.heard = CheckedDate(_("听取陈述日期"), required=True)
        self.resolution = TextField(_("除名决议"), required=True)
        self.resolution.edit.setPlaceholderText(_("如：成员大会 2022-03 号"))
        self.day = CheckedDate(_("最后一天"), required=True, day=_usual_end(desk.today, member.joined))
        self.day.rule, self.day.note = self._may_end, _about_day
        self.shares = ChoiceField(
            _("所持股份"),
            [(_GONE, _("已转让，不退股")), (_REDEEM, _("全部退股")), (_TO_ONE, _("全部转给一名成员"))],
        )
        self.taker = member_field(_("受让人/继承人"), desk, None, lambda: member.number)
        self.losses = MoneyField(_("分摊亏损和债务（元）"), negative=False)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：退社申请 002、成员大会决议第 3 号"))
        self.note = TextField(_("说明"))
        self.note.wide = True
        self._arrange()

    def make(self) -> EndMembership:
        reason = self.reason.value() or EndReason.WITHDRAWAL
        way = self.shares.value() if self.held else _GONE
        expelled = reason is EndReason.EXPULSION
        command = EndMembership(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            reason=reason,
            note=self.note.value() or "",
            redeem=way == _REDEEM,
            document=self.document.value() or "",
            seen=self._seen,
            taker=(self.taker.value() or "") if way == _TO_ONE else "",
            notice=self.notice.value() if reason is EndReason.WITHDRAWAL else None,
            heard=self.heard.value() if expelled else None,
            resolution=(self.resolution.value() or "") if expelled else "",
            losses=(self.losses.value() or Money(0)) if way != _TO_ONE else Money(0),
        )
        if self.held and way == _GONE:
            # Said here and not after the sheet, which would show what is paid back for shares that are still held.
            raise shares_left(command, self.held)
        return command

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        title = _("{member} 退社").format(member=name_and_number(self._member))
        sentence = _("登记后此人在册到最后一天为止；登记有误可以撤销，撤销也留有记录。")
        if command.reason is EndReason.DEATH and command.redeem:
            heirs = _(
                "现在选的是全部退股，出资退还给继承人；股份要由继承人继承的，请返回，先登记“继承”再办退社，"
                "或在“所持股份”选“全部转给一名成员”。"
            )
            sentence = f"{heirs}{sentence}"
        if dialogs.confirm_sheet(self, title, sentence, self._changes(command), _POST):
            super().accept()

    def _arrange(self) -> None:
        # What shows now and then stands in rows of its own, so that no gaps are left.
        rows: list[list[Field[Any]]] = [[self.reason, self.day], [self.notice], [self.heard, self.resolution]]
        if self.held:
            self.shares.choose(_REDEEM)
            rows.append([self.shares, self.taker])
        rows.append([self.document, self.losses, self.note])
        for fields in rows:
            self.group("", fields)
        for choice in (self.reason, self.shares):
            choice.changed.connect(self._show_fields)
        self._show_fields()

    def _show_fields(self) -> None:
        reason, way = self.reason.value(), self.shares.value()
        shown: list[tuple[Field[Any], bool]] = [
            (self.notice, reason is EndReason.WITHDRAWAL),
            (self.heard, reason is EndReason.EXPULSION),
            (self.resolution, reason is EndReason.EXPULSION),
            (self.losses, way != _TO_ONE),
        ]
        if self.held:
            shown.append((self.taker, way == _TO_ONE))
        for field, visible in shown:
            field.setVisible(visible)
            field.caption.setVisible(visible)

    def _changes(self, command: EndMembership) -> list[Change]:
        rows = [
            (_("原因"), end_reason_name(command.reason)),
            (_("最后一天"), command.day.isoformat()),
        ]
        if command.redeem:
            after = (command.day + timedelta(days=1)).isoformat()
            rows.append((_("退股（{day}）").format(day=after), self._paid_back()))
        if command.taker:
            rows.append((_("股份转给"), self.taker.text()))
        rows += self._settled(command)
        members, votes = self._desk.members.votes()
        rows.append((_("成员人数"), f"{members:,} → {members - 1:,}"))
        if self._member.extra_votes:
            left = votes - self._member.extra_votes
            rows.append((_("附加表决权"), f"{votes:,} → {left:,}"))
        return rows

    def _settled(self, command: EndMembership) -> list[Change]:
        """What is owed (Art. 28), line by line; nothing for an account that holds nothing."""
        settled = settlement(self._desk, self._member.number, command)
        lines = [
            (_("退还出资额"), settled.capital),
            (_("退还公积金份额"), settled.reserve),
            (_("减：分摊亏损和债务"), settled.borne),
            (_("当年返还和分红"), settled.dividend),
            (_("退社应付合计"), settled.owed),
        ]
        return [(words, _("{sum} 元").format(sum=format_money(amount))) for words, amount in lines if amount]

    def _paid_back(self) -> str:
        held = self._desk.members.holdings(self._member.number, date.max)
        paid = Money(sum(one.par.fen * shares // SCALE for one, shares in held))
        words = in_shares(self.held)
        return (
            _("{shares}，退还出资 {sum} 元").format(shares=words, sum=format_money(paid)) if paid else words
        )

    def _may_give_notice(self, day: date) -> None:
        if day > self._desk.today:
            raise DomainError("member.notice_in_future", day=day)
        if day < self._member.joined:
            raise DomainError("member.notice_before_joining", day=day, joined=self._member.joined)

    def _about_notice(self, day: date) -> Note | None:
        due = self._desk.members.read(lambda uow: takes_effect(uow, self._member, day))
        last = self.day.value()
        late = last is not None and last < due
        return Note(_("按期提出，{day} 终止").format(day=due.isoformat()) if not late else _late(due), late)

    def _may_end(self, day: date) -> None:
        if day > self._desk.today:
            raise DomainError("member.ended_in_future", day=day)
        if day < self._member.joined:
            raise DomainError("member.ended_before_joining", day=day, joined=self._member.joined)


def _late(due: date) -> str:
    return _("提出得晚，最早 {day} 终止（第二十五条）；提前终止须写明原因").format(day=due.isoformat())


def settlement(desk: Desk, number: str, command: EndMembership) -> Settlement:
    """What the co-op owes who leaves by this command: capital only where shares are paid back."""
    held = desk.members.read(lambda uow: balance_of(uow, number, command.day))
    last = [
        year.gross for plan, year in desk.distribution.member_years(number) if plan.year == command.day.year
    ]
    capital = Money(0) if command.taker else held.contributed
    return Settlement(
        capital=max(capital, Money(0)),
        reserve=max(held.reserve, Money(0)),
        losses=command.losses,
        dividend=sum(last, Money(0)),
    )


class NoticeForm(CommandForm[RecordNotice]):
    """Returns a `RecordNotice` with the day of the application to leave."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _("成员 {member} 书面申请退社。成员资格到会计年度终了才终止，到时再登记退社。")
        super().__init__(_("退社申请"), _("登记申请"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.day = CheckedDate(_("申请日期"), required=True, day=desk.today)
        self.day.note = self._about_day
        self.group("", [self.day])

    def make(self) -> RecordNotice:
        return RecordNotice(
            command_id=self.command_id(), member=self._member.number, day=self.day.value(), seen=self._seen
        )

    def _about_day(self, day: date) -> Note | None:
        due = self._desk.members.read(lambda uow: takes_effect(uow, self._member, day))
        return Note(_("成员资格到 {day} 终止").format(day=due.isoformat()))


class NoticeBackForm(CommandForm[RecordNotice]):
    """Returns a `RecordNotice` that takes the application back."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        day = member.notice.isoformat() if member.notice is not None else ""
        lead = _("成员 {member} 于 {day} 申请退社，现在撤回，继续是成员。")
        words = lead.format(member=name_and_number(member), day=day)
        super().__init__(_("撤回退社申请"), _("登记撤回"), words)
        self._member = member
        self.reason = TextField(_("原因"), required=True)
        self.reason.wide = True
        self.group("", [self.reason])

    def make(self) -> RecordNotice:
        return RecordNotice(
            command_id=self.command_id(),
            member=self._member.number,
            day=None,
            reason=self.reason.value() or "",
            seen=self._seen,
        )


class TakeBackForm(CommandForm[TakeBackEnd]):
    """Returns a `TakeBackEnd` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        ended = member.ended.isoformat() if member.ended is not None else ""
        lead = _(
            "成员 {member} 登记为 {day} 退社。撤销后恢复成员资格，当时的退股一并冲销；转给别人的股份要另行冲销。"
        )
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
