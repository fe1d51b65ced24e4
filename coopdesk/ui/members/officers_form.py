"""任职和卸任: who is in office, and the one form by which somebody comes into an office or leaves it."""

from datetime import date
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.text import clean_name
from coopdesk.i18n import _, join_texts, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AppointOfficer, EndOffice, StrikeOffice
from coopdesk.services.members.in_office import KnownTerm, officers
from coopdesk.ui.kit.fields import ChoiceField, DateField, Field, TextField
from coopdesk.ui.members.fields import CheckedDate, CheckedText, CommandForm
from coopdesk.ui.members.share_fields import member_field
from coopdesk.wording import office_name

_APPOINT, _END, _STRIKE = "appoint", "end", "strike"


class OfficersForm(CommandForm[AppointOfficer | EndOffice | StrikeOffice]):
    """Returns the command chosen; begins with the member it is opened for, if there is one."""

    def __init__(self, desk: Desk, member: Member | None = None) -> None:
        self._seen = desk.journal.seen()
        self._desk = desk
        self._present = desk.members.read(lambda uow: officers(uow, desk.today))
        told = (
            join_texts(*(term_text(each) for each in self._present))
            if self._present
            else _("还没有登记任职。")
        )
        hint = _("与本社业务直接有关的公务人员不得担任理事长、理事、监事、经理或财务会计人员（第三十八条）。")
        super().__init__(_("负责人任职"), _("登记"), join_texts(told, hint))
        acts = [(_APPOINT, _("任职"))]
        if self._present:
            acts += [(_END, _("卸任")), (_STRIKE, _("撤销任职登记（录错）"))]
        self.act = ChoiceField(_("事项"), acts, chosen=_APPOINT)
        self.office = ChoiceField(_("职务"), [(one, office_name(one)) for one in Office], chosen=Office.CHAIR)
        self.member = member_field(_("成员"), desk, member)
        self.member.required = False
        self.member.caption.setText(_("成员"))
        self.name = CheckedText(_("姓名（不是成员的）"), clean_name)
        self.begun = CheckedDate(_("任职日期"), required=True, day=desk.today)
        self.begun.rule = self._not_later
        self.until = DateField(_("任期到"))
        self.resolution = TextField(_("选举决议"))
        self.resolution.edit.setPlaceholderText(_("如：成员大会 2022-03 号"))
        self.term = ChoiceField(_("哪一任职"), [(each.number, term_text(each)) for each in self._present])
        self.term.wide = True
        self.last = CheckedDate(_("最后一天"), required=True, day=desk.today)
        self.last.rule = self._not_later
        self.reason = TextField(_("原因"))
        self._arrange()

    def make(self) -> AppointOfficer | EndOffice | StrikeOffice:
        act, term = self.act.value(), self.term.value()
        reason = self.reason.value() or ""
        if act == _END:
            day = self.last.value() or self._desk.today
            return EndOffice(
                command_id=self.command_id(), term=term or 0, day=day, reason=reason, seen=self._seen
            )
        if act == _STRIKE:
            return StrikeOffice(command_id=self.command_id(), term=term or 0, reason=reason, seen=self._seen)
        return AppointOfficer(command_id=self.command_id(), term=self._new_term())

    def _new_term(self) -> OfficeTerm:
        number = self.member.value() or ""
        return OfficeTerm(
            self.office.value() or Office.CHAIR,
            self.begun.value() or self._desk.today,
            number,
            "" if number else self.name.value() or "",
            self.until.value(),
            resolution=self.resolution.value() or "",
        )

    def _arrange(self) -> None:
        self._appointing: list[Field[Any]] = [
            self.office,
            self.member,
            self.name,
            self.begun,
            self.until,
            self.resolution,
        ]
        self.group("", [self.act])
        self.group("", self._appointing)
        if self._present:
            self.group("", [self.term, self.last, self.reason])
        self.act.changed.connect(self._show_fields)
        self._show_fields()

    def _show_fields(self) -> None:
        act = self.act.value()
        shown: list[tuple[Field[Any], bool]] = [(field, act == _APPOINT) for field in self._appointing]
        if self._present:
            shown += [(self.term, act != _APPOINT), (self.last, act == _END), (self.reason, act != _APPOINT)]
        for field, visible in shown:
            field.setVisible(visible)
            field.caption.setVisible(visible)

    def _not_later(self, day: date) -> None:
        if day > self._desk.today:
            raise DomainError("officer.in_future", day=day)


def term_text(known: KnownTerm) -> str:
    """`理事长 董𠮷（F01），2019-02-18 起，任期到 2022-02-17`."""
    term = known.term
    who = f"{term.name}{mark('（')}{term.member}{mark('）')}" if term.member else term.name
    said = [f"{office_name(term.office)} {who}", _("{day} 起").format(day=term.begun.isoformat())]
    if term.until is not None:
        said.append(_("任期到 {day}").format(day=term.until.isoformat()))
    return mark("，").join(said)
