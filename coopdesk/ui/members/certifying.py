"""发证, 补发, 收回 and 注销 of certificates: forms that return commands."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import Certificate
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes
from coopdesk.services.desk import Desk
from coopdesk.services.members.certificate_commands import (
    EndCertificate,
    IssueCertificate,
    IssueCertificates,
    ReissueCertificate,
)
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import ChoiceField, Field, TextField
from coopdesk.ui.members.certificates import END, ISSUE, ISSUE_ALL, PRINT, REISSUE
from coopdesk.ui.members.fields import CheckedDate, CheckedText, CommandForm, Note
from coopdesk.ui.members.share_fields import in_shares, name_and_number

if TYPE_CHECKING:
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.kit.page import PageFrame

_POST_END = Action("post-end-certificate", N_("确认"), "", "check")


def certify(
    shell: "Shell", page: "PageFrame", member: Member, name: str, certificate: Certificate | None
) -> None:
    """Carry out an act of the tab 股权证 by the name of its action; the page says afterwards that it is done."""
    desk = shell.desk

    def said(words: str) -> Callable[[Changes], None]:
        return lambda changes: page.show_done(words.format(number=changes.reference))

    if name == ISSUE.name:
        shell.carry_out(IssuingForm(desk, member), page, said(_("已发股权证 {number}")))
    elif name == ISSUE_ALL.name:
        shell.carry_out(IssuingAllForm(desk), page, said(_("已发 {number} 本股权证")))
    elif certificate is None:
        return
    elif name == REISSUE.name:
        shell.carry_out(ReissuingForm(desk, certificate), page, said(_("已补发股权证 {number}")))
    elif name == END.name:
        form = EndCertificateForm(desk, certificate)

        def ended(changes: Changes) -> None:
            words = _("已注销股权证 {number}") if form.lost.value() else _("已收回股权证 {number}")
            said(words)(changes)

        shell.carry_out(form, page, ended)
    elif name == PRINT.name:
        shell.go("papers", f"certificate:{certificate.number}")


class IssuingForm(CommandForm[IssueCertificate]):
    """Returns an `IssueCertificate`; under the day stand the shares the certificate will show."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("成员 {member}。股权证按股份登记簿填写，发证不改变股份。")
        super().__init__(_("发股权证"), _("发证"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.number = CheckedText(_("股权证编号"), required=True)
        self.number.edit.setText(desk.members.next_certificate())
        self.day = _day_field(_("发证日期"), desk, None)
        self.day.note = self._held
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：理事会决议 2 号"))
        household = desk.households.of_member(member.number)
        self.whole: ChoiceField[bool] = ChoiceField(_("发给"), [(False, _("成员本人"))])
        fields: list[Field[Any]] = [self.number, self.day, self.document]
        if household is not None:
            told = _("全户（{code}，{n} 人）").format(code=household.code, n=len(household.persons))
            self.whole.set_choices([(False, _("成员本人")), (True, told)])
            fields.insert(1, self.whole)
        self.group("", fields)
        self.cursor_in = self.day

    def make(self) -> IssueCertificate:
        return IssueCertificate(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            number=self.number.value() or "",
            document=self.document.value() or "",
            household=bool(self.whole.value()),
        )

    def _held(self, day: date) -> Note | None:
        held = Quantity(sum(shares for _one, shares in self._desk.members.holdings(self._member.number, day)))
        if not held:
            return Note(_("这一天没有股份，不能发证"), warning=True)
        return Note(_("当日持有 {shares}").format(shares=in_shares(held)))


class IssuingAllForm(CommandForm[IssueCertificates]):
    """Returns an `IssueCertificates` for everybody who holds shares and has no certificate."""

    def __init__(self, desk: Desk) -> None:
        lead = _("给当日持有股份而没有股权证的成员发证，按名册顺序从 {number} 号起连续编号。")
        super().__init__(_("整批发股权证"), _("发证"), lead.format(number=desk.members.next_certificate()))
        self._desk = desk
        self.day = _day_field(_("发证日期"), desk, None)
        self.document = TextField(_("凭据"))
        self.each = ChoiceField(_("怎样发"), [(False, _("每位成员一本")), (True, _("每户一本"))])
        self.group("", [self.day, self.document, self.each])

    def make(self) -> IssueCertificates:
        return IssueCertificates(
            command_id=self.command_id(),
            day=self.day.value() or self._desk.today,
            document=self.document.value() or "",
            households=bool(self.each.value()),
        )


class ReissuingForm(CommandForm[ReissueCertificate]):
    """Returns a `ReissueCertificate`."""

    def __init__(self, desk: Desk, certificate: Certificate) -> None:
        self._seen = desk.journal.seen()
        lead = _("股权证 {number}。编号不变，补发的证上印有“补发”和次数；原证作废。")
        super().__init__(_("补发股权证"), _("补发"), lead.format(number=certificate.number))
        self._desk, self._certificate = desk, certificate
        self.day = _day_field(_("补发日期"), desk, certificate)
        self.reason = TextField(_("补发原因"), required=True)
        self.reason.edit.setPlaceholderText(_("如：遗失，已声明作废"))
        self.reason.wide = True
        self.document = TextField(_("凭据"))
        self.group("", [self.day, self.document, self.reason])
        self.cursor_in = self.reason

    def make(self) -> ReissueCertificate:
        return ReissueCertificate(
            command_id=self.command_id(),
            certificate=self._certificate.number,
            day=self.day.value() or self._desk.today,
            reason=self.reason.value() or "",
            document=self.document.value() or "",
            seen=self._seen,
        )


class EndCertificateForm(CommandForm[EndCertificate]):
    """Returns an `EndCertificate` once the sheet was accepted."""

    def __init__(self, desk: Desk, certificate: Certificate) -> None:
        self._seen = desk.journal.seen()
        lead = _("股权证 {number}。此后这本证不再有效；股份以登记簿为准，不因此改变。")
        super().__init__(_("收回或注销股权证"), _("下一步"), lead.format(number=certificate.number))
        self._desk, self._certificate = desk, certificate
        self.lost = ChoiceField(_("怎样办理"), [(False, _("收回原证")), (True, _("原证交不回，注销"))])
        self.day = _day_field(_("日期"), desk, certificate)
        self.reason = TextField(_("原因"), required=True)
        self.reason.edit.setPlaceholderText(_("如：退社、股份全部转让、换发新证"))
        self.reason.wide = True
        self.document = TextField(_("凭据"))
        fields: list[Field[Any]] = [self.lost, self.day, self.document, self.reason]
        self.group("", fields)

    def make(self) -> EndCertificate:
        return EndCertificate(
            command_id=self.command_id(),
            certificate=self._certificate.number,
            day=self.day.value() or self._desk.today,
            reason=self.reason.value() or "",
            lost=bool(self.lost.value()),
            document=self.document.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        rows = [
            (_("怎样办理"), self.lost.text()),
            (_("日期"), command.day.isoformat()),
            (_("原因"), command.reason),
        ]
        sentence = _("收回和注销不能撤销；需要时另发新证。")
        if dialogs.confirm_sheet(self, self.windowTitle(), sentence, rows, _POST_END):
            super().accept()


def _day_field(title: str, desk: Desk, certificate: Certificate | None) -> CheckedDate:
    """A day up to today, and none before what last happened to the certificate."""

    def rule(day: date) -> None:
        if day > desk.today:
            raise DomainError("certificate.in_future", day=day)
        if certificate is not None and day < certificate.events[-1].day:
            newest = certificate.events[-1].day
            raise DomainError("certificate.before", number=certificate.number, day=day, newest=newest)

    field = CheckedDate(title, required=True, day=desk.today)
    field.rule = rule
    return field
