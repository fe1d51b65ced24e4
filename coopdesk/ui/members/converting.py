"""股份转换, 拆股 and 收回: shares change their class or their number; a sheet shows what comes of it."""

from collections.abc import Sequence

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_operations import Matter, Ratio, after_split, conversion
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import ConvertShares, RecallClass, SplitClass
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.members.fields import CheckedShares, CommandForm, Note
from coopdesk.ui.members.operation_fields import Particulars, RatioField
from coopdesk.ui.members.share_fields import (
    check_day,
    check_positive,
    class_field,
    from_to,
    held_of,
    in_shares,
    name_and_number,
    share_class_of,
)
from coopdesk.wording import usual_text

_POST = Action("post-class-act", N_("确认登记"), "", "check")
_SENTENCE = N_("登记后不能修改；如有错误，用红字冲销整笔更正。")


class ConvertForm(CommandForm[ConvertShares]):
    """Returns a `ConvertShares` once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("{member} 的股份从一类换成另一类，成员账户里的出资额不变。")
        super().__init__(_("股份转换"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.old_class = class_field(desk, member)
        self.old_class.caption.setText(_("转出类别"))
        self.new_class = _other_class(desk)
        self.shares = CheckedShares(_("转出股数"), required=True)
        self.shares.rule, self.shares.note = check_positive, self._free
        self.ratio = RatioField(_("比例（转出 : 转入）"), _("1:2 是 1 股换 2 股"))
        self.particulars = Particulars(desk, _("如：成员大会决议 4"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [member])
        self.group("", [self.old_class, self.new_class, self.shares, self.ratio, *self.particulars.fields])
        self.old_class.changed.connect(lambda: self.shares.text().strip() and self.shares.fits())

    def make(self) -> ConvertShares:
        command = ConvertShares(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.particulars.day.value() or self._desk.today,
            shares=self.shares.value() or ZERO,
            old_class=self.old_class.value() or ORDINARY,
            new_class=self.new_class.value() or ORDINARY,
            ratio=self.ratio.value() or Ratio(1),
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
        )
        self._gained(command)
        return command

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        moved = ((command.old_class, -command.shares), (command.new_class, self._gained(command)))
        rows: list[Change] = []
        for code, change in moved:
            held = held_of(self._desk, command.member, code, command.day)
            rows.append((_label(share_class_of(self._desk, code)), from_to(held, change)))
        if dialogs.confirm_sheet(self, _("登记转换"), _(_SENTENCE), rows, _POST):
            super().accept()

    def _gained(self, command: ConvertShares) -> Quantity:
        """What there is of the new class; raises where it does not come out exactly."""
        made = conversion(
            command.member,
            command.shares,
            command.old_class,
            command.new_class,
            command.ratio,
            Matter(command.day),
        )
        return made[0].shares

    def _free(self, _shares: Quantity) -> Note:
        free = self._desk.members.free_shares(
            self._member.number,
            self.old_class.value() or ORDINARY,
            self.particulars.day.value() or self._desk.today,
        )
        return Note(_("可动用 {free}").format(free=in_shares(free)))


class SplitForm(CommandForm[SplitClass]):
    """Returns a `SplitClass` once the sheet was accepted: 拆股, or 合股 where the new shares are fewer."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("一类股份的全部持有人同时按比例变动，每股出资额反比变动，各人出资额不变。")
        super().__init__(_("拆股、合股"), _("下一步"), lead)
        self._desk = desk
        self.share_class = class_field(desk, member)
        self.ratio = RatioField(_("比例（原 : 新）"), _("1:2 是 1 股拆成 2 股，2:1 是 2 股合成 1 股"))
        self.ratio.rule = self._not_same
        self.particulars = Particulars(desk, _("如：成员大会决议 5"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [])
        self.group("", [self.share_class, self.ratio, *self.particulars.fields])

    def make(self) -> SplitClass:
        return SplitClass(
            command_id=self.command_id(),
            share_class=self.share_class.value() or ORDINARY,
            day=self.particulars.day.value() or self._desk.today,
            ratio=self.ratio.value() or Ratio(1),
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        known = share_class_of(self._desk, command.share_class) if command is not None else None
        if command is None or known is None:
            return
        try:
            after = after_split(known, command.ratio)
        except DomainError as error:
            self.show_error(error)
            return
        holders, shares = self._desk.members.in_class(known.code, command.day)
        new = Quantity(shares * command.ratio.upper // command.ratio.lower)
        rows = [
            (_("股份类别"), _label(known)),
            (_("持有人数"), f"{holders:,}"),
            (_("全部股数"), from_to(shares, new - shares)),
            (_("每股出资额"), f"{format_money(known.par)} → {format_money(after.par)}"),
        ]
        if dialogs.confirm_sheet(self, _("登记拆股"), _(_SENTENCE), rows, _POST):
            super().accept()

    def _not_same(self, ratio: Ratio) -> None:
        if ratio.exact == 1:
            raise DomainError("operation.ratio", upper=ratio.upper, lower=ratio.lower)


class RecallForm(CommandForm[RecallClass]):
    """Returns a `RecallClass` once the sheet was accepted."""

    def __init__(self, desk: Desk, _member: Member) -> None:
        lead = _("把一类股份从全部持有人收回，如扶贫股到期；登记为一笔，可以整笔冲销。")
        super().__init__(_("收回整类股份"), _("下一步"), lead)
        self._desk = desk
        self.share_class = ChoiceField(
            _("股份类别"),
            [(each.code, usual_text(each.label)) for each in reversed(desk.coop.share_classes())],
        )
        self.particulars = Particulars(desk, _("如：扶贫股到期"))
        self.particulars.day.rule = lambda day: check_day(desk, day, [])
        self.group("", [self.share_class, *self.particulars.fields])

    def make(self) -> RecallClass:
        return RecallClass(
            command_id=self.command_id(),
            share_class=self.share_class.value() or ORDINARY,
            day=self.particulars.day.value() or self._desk.today,
            document=self.particulars.document.value() or "",
            note=self.particulars.remark.value() or "",
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        holders, shares = self._desk.members.in_class(command.share_class, command.day)
        rows = [
            (_("股份类别"), _label(share_class_of(self._desk, command.share_class))),
            (_("持有人数"), f"{holders:,}"),
            (_("全部股数"), from_to(shares, -shares)),
        ]
        if dialogs.confirm_sheet(self, _("登记收回"), _(_SENTENCE), rows, _POST):
            super().accept()


def _other_class(desk: Desk) -> ChoiceField[str]:
    """The class that shares go into, another than the first one if there is one."""
    classes: Sequence[ShareClass] = desk.coop.share_classes()
    codes = [each.code for each in classes]
    chosen = next((code for code in codes if code != ORDINARY), codes[0])
    return ChoiceField(
        _("转入类别"), [(each.code, usual_text(each.label)) for each in classes], chosen=chosen
    )


def _label(share_class: ShareClass | None) -> str:
    return mark("—") if share_class is None else usual_text(share_class.label)
