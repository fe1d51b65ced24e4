"""The dialogs of the last step: the meeting's resolution, taking it back, and the payment.

A form returns a frozen command; the resolution and the payment show first what they will fix.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Self

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.domain.distribution.resolution import Resolution, ordinary_majority, quorum
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, join_texts, ngettext
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    MarkHouseholds,
    MarkPaid,
    RecordFailedVote,
)
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.payments import HouseholdPayment
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.ui.distribution.words import money
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.fields import CountField, DateField, NoteField, TextField
from coopdesk.ui.kit.form import FormDialog, R
from coopdesk.wording import standing_name

_FREEZE = Action("freeze", N_("登记决议"), icon="resolution")
_FAIL = Action("record-failed", N_("登记未通过"), icon="resolution")
_CLOSE = Action("confirm-closed", N_("登记亏损处理决议"), icon="resolution")
_SHORT = ("meeting.no_quorum", "meeting.no_majority")
_PAY = Action("confirm-paid", N_("标记已发放"), icon="pay")
Change = tuple[str, str]


def rule_text(members: int, extra_votes: int = 0) -> str:
    """What a meeting of so many members with so many additional votes needs (Art. 22, 30)."""
    said = _(
        "共 {members} 名成员：至少到会 {quorum} 人（三分之二），至少 {votes} 票赞成（全体表决权过半）"
        "——《农民专业合作社法》第三十条。"
    )
    if extra_votes:
        said = _(
            "共 {members} 名成员，另有附加表决权 {extra} 票：至少到会 {quorum} 人（三分之二），"
            "至少 {votes} 票赞成（全体表决权过半）——《农民专业合作社法》第二十二、三十条。"
        )
    return said.format(
        members=f"{members:,}",
        extra=f"{extra_votes:,}",
        quorum=f"{quorum(members):,}",
        votes=f"{ordinary_majority(members + extra_votes):,}",
    )


class SheetForm(FormDialog[R]):
    """A form whose acceptance shows what it will change, and goes on only if that is wanted."""

    def changes(self) -> tuple[str, str, Sequence[Change], Action]:
        """Title, sentence, changes and the act of the sheet."""
        raise NotImplementedError

    def accept(self) -> None:
        title, sentence, rows, act = self.changes()
        if dialogs.confirm_sheet(self, title, sentence, rows, act):
            super().accept()


class ResolutionForm(SheetForm[Command]):
    """The resolution of the meeting on one plan; `frozen` are the rows of what it fixes."""

    def __init__(
        self,
        plan_id: int,
        year: int,
        members: int,
        today: date,
        frozen: Sequence[Change],
        person: str = "",
    ) -> None:
        super().__init__(_("登记成员大会决议"), _("继续"), _("按会议记录填写；每名成员一票。"))
        self._plan_id, self._year, self._frozen, self._person = plan_id, year, tuple(frozen), person
        number = _("{year} 年第 1 号").format(year=year)
        self.number = TextField(_("决议编号"), required=True, text=number)
        self.day = DateField(_("会议日期"), required=True, day=today)
        self.members = CountField(_("成员总数"), required=True, count=members)
        self.present = CountField(_("到会人数"), required=True)
        self.votes = CountField(_("赞成票"), required=True)
        self.group(_("会议"), [self.number, self.day])
        self.extra = CountField(_("附加表决权"), hint=_("全体成员合计；没有留空"))
        self.group(_("表决"), [self.members, self.extra, self.present, self.votes])
        self.rule = label("", "muted", wrap=True)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(box.count() - 1, self.rule)
        for field in (self.members, self.extra, self.present, self.votes):
            field.changed.connect(self._show_rule)
        self._show_rule()

    def count_by(self, votes_on: Callable[[date], tuple[int, int]]) -> Self:
        """The same form, counting as the roll stands on the meeting's day: who has left has no vote (Art. 22, 30).

        ``votes_on`` gives members and additional votes of a day. What somebody typed instead stays.
        """

        def count() -> None:
            day = self.day.value()
            if day is None:
                return
            for field, number in zip((self.members, self.extra), votes_on(day), strict=True):
                if field.text() in ("", proposed.get(field, "")):
                    proposed[field] = f"{number:,}" if number else ""
                    field.set_text(proposed[field])

        proposed = {self.members: self.members.text()}
        self.day.changed.connect(count)
        count()
        return self

    @property
    def resolution(self) -> Resolution:
        """The resolution as typed, all fields being good; raises DomainError where it does not hold."""
        made = self._typed()
        made.check()
        return made

    def _typed(self) -> Resolution:
        return Resolution(
            number=self.number.text().strip(),
            day=self.day.value() or date.min,
            members=self.members.value() or 0,
            present=self.present.value() or 0,
            votes_for=self.votes.value() or 0,
            extra_votes=self.extra.value() or 0,
        )

    @property
    def failed(self) -> bool:
        """Whether the vote missed its quorum or its majority."""
        try:
            self._typed().check()
        except DomainError as short:
            return short.code in _SHORT
        return False

    def make(self) -> Command:
        if self.failed:
            return RecordFailedVote(year=self._year, resolution=self._typed(), person=self._person)
        return self.command(self.resolution)

    def command(self, resolution: Resolution) -> Command:
        """What a resolution that holds does."""
        return ApproveDistribution(plan_id=self._plan_id, resolution=resolution, approver=self._person)

    def changes(self) -> tuple[str, str, Sequence[Change], Action]:
        made = self._typed()
        passed = _("{number}，到会 {present} 人，赞成 {votes} 票").format(
            number=made.number, present=made.present, votes=made.votes_for
        )
        if self.failed:
            sentence = _(
                "到会或赞成不足，决议没有通过。登记之后，表决留在办理经过里，方案不变，可以另开大会。"
            )
            title = _("{year} 年度表决未通过").format(year=self._year)
            return title, sentence, ((_("表决"), passed),), _FAIL
        return self.fixed(passed)

    def fixed(self, passed: str) -> tuple[str, str, Sequence[Change], Action]:
        """The sheet of a resolution that holds."""
        sentence = _(
            "登记之后，下列金额和全体成员当日的姓名、证件、账号就此固定，打印和发放都以此为准；"
            "以后名册变动不影响本年度。发放之前可以撤回。"
        )
        title = _("{year} 年度盈余分配方案决议").format(year=self._year)
        return title, sentence, ((_("决议"), passed), *self._frozen), _FREEZE

    def _show_rule(self) -> None:
        members = self.members.value()
        if not members:
            set_text(self.rule, "")
            return
        extra = self.extra.value() or 0
        lines = [rule_text(members, extra)]
        present, votes = self.present.value(), self.votes.value()
        if present is not None:
            enough = present >= quorum(members)
            lines.append(_("到会人数已达法定人数。") if enough else _("到会人数不足法定人数。"))
        if votes is not None:
            enough = votes >= ordinary_majority(members + extra)
            lines.append(_("赞成票已过半。") if enough else _("赞成票没有过半。"))
        set_text(self.rule, join_texts(*lines))


class LossForm(ResolutionForm):
    """The resolution that closes a loss year; `plan` is the proposal it is about."""

    def __init__(
        self, plan: LossPlan, members: int, today: date, frozen: Sequence[Change], person: str = ""
    ) -> None:
        super().__init__(0, plan.year, members, today, frozen, person)
        self._plan = plan

    def command(self, resolution: Resolution) -> Command:
        return CloseLossYear(
            year=self._plan.year,
            record_date=self._plan.record_date,
            resolution=resolution,
            shared=self._plan.shared,
            approver=self._person,
        )

    def fixed(self, passed: str) -> tuple[str, str, Sequence[Change], Action]:
        sentence = _(
            "登记之后，本年度不分配，亏损处理就此固定，余下的亏损是下年的年初数；下一年度决议之前可以撤回。"
        )
        title = _("{year} 年度亏损处理决议").format(year=self._year)
        return title, sentence, ((_("决议"), passed), *self._frozen), _CLOSE


class PaymentForm(SheetForm[Command]):
    """The day an approved plan was paid and how; `paid` are the rows of what was paid."""

    def __init__(
        self, plan_id: int, year: int, today: date, paid: Sequence[Change], person: str = ""
    ) -> None:
        super().__init__(_("标记已发放"), _("继续"), _("红利全部发到成员手里之后填写。"))
        self._plan_id, self._year, self._paid, self._person = plan_id, year, tuple(paid), person
        self.day = DateField(_("发放日期"), required=True, day=today)
        self.method = TextField(_("发放方式"), required=True, hint=_("如 银行代发、现金签领"))
        self.group("", [self.day, self.method])

    def make(self) -> Command:
        return MarkPaid(
            plan_id=self._plan_id,
            day=self.day.value() or date.min,
            method=self.method.text().strip(),
            person=self._person,
        )

    def changes(self) -> tuple[str, str, Sequence[Change], Action]:
        day = self.day.value() or date.min
        rows = ((_("发放日期"), day.isoformat()), (_("发放方式"), self.method.text().strip()), *self._paid)
        sentence = _("标记之后，本年度分配办理完毕；单独标记过的户保持原样。标错了可以写明原因撤销发放。")
        return _("{year} 年度红利已发放").format(year=self._year), sentence, rows, _PAY


class TakeBackForm(FormDialog[Command]):
    """Taking something back, with its reason: `made` gives the command of a reason."""

    def __init__(self, title: str, lead: str, made: Callable[[str], Command]) -> None:
        super().__init__(title, title, lead)
        self._made = made
        self.reason = NoteField(_("原因"), required=True)
        self.group("", [self.reason])

    def make(self) -> Command:
        return self._made(self.reason.text().strip())


class MarkForm(FormDialog[Command]):
    """Day and note of a mark on some households; `frozen` says which and how much."""

    def __init__(
        self,
        plan_id: int,
        rows: Sequence[HouseholdPayment],
        standing: HouseholdStanding,
        today: date,
        person: str = "",
    ) -> None:
        count = ngettext("{n} 户，共 {sum} 元", "{n} 户，共 {sum} 元", len(rows)).format(
            n=f"{len(rows):,}", sum=money(sum(row.net.fen for row in rows))
        )
        super().__init__(_("标记为：{standing}").format(standing=standing_name(standing)), _("标记"), count)
        self._plan_id, self._standing, self._person = plan_id, standing, person
        self._numbers = tuple(row.number for row in rows)
        self.day = DateField(_("日期"), required=True, day=today)
        self.note = TextField(_("备注"), hint=_("如 退回原因、代领人"))
        self.group("", [self.day, self.note])

    def make(self) -> Command:
        return MarkHouseholds(
            plan_id=self._plan_id,
            members=self._numbers,
            standing=self._standing,
            day=self.day.value() or date.min,
            note=self.note.text().strip(),
            person=self._person,
        )
