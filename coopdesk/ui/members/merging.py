"""重复成员合并: which line of the roll goes on for a person entered twice; a sheet shows what comes over."""

from datetime import date

from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.accounts import balance_of
from coopdesk.services.members.commands import MergeMembers
from coopdesk.services.members.merging import completed
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.dialogs import Change
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.find_field import Hit
from coopdesk.ui.members.fields import CommandForm
from coopdesk.ui.members.share_fields import as_it_is, in_shares, member_field, name_and_number
from coopdesk.wording import kind_name, usual_text

_POST = Action("post-merge", N_("确认合并"), "", "check")
_FIELD_WORDS = {
    "group": N_("村组"),
    "phone": N_("电话"),
    "phone2": N_("第二电话"),
    "address": N_("地址"),
    "remark": N_("备注"),
    "resolution": N_("入社决议"),
    "identity": N_("证件号码"),
    "account": N_("银行账号"),
    "proof": N_("农民身份证明"),
}
"""Details that may come over, by their field."""


class MergingForm(CommandForm[MergeMembers]):
    """Returns a `MergeMembers` that lets the member it is opened with go into another, once the sheet was accepted."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen, member = as_it_is(desk, member)
        lead = _(
            "{member} 与另一名成员是同一个人，重复登记了。这一条并入保留的那一条：股份和账户转过去，编号不再使用，"
            "原来的记录照旧保留。"
        )
        super().__init__(_("重复成员合并"), _("下一步"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.kept = member_field(_("保留的成员"), desk, None, lambda: member.number)
        twins = [each for each in desk.members.namesakes(member) if each.ended is None]
        if len(twins) == 1:
            self.kept.take(Hit(twins[0].number, name_and_number(twins[0]), kind_name(twins[0].kind)))
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：核对记录 003"))
        self.reason = TextField(_("原因"), required=True)
        self.reason.wide = True
        self.group("", [self.kept, self.document, self.reason])

    def make(self) -> MergeMembers:
        return MergeMembers(
            command_id=self.command_id(),
            gone=self._member.number,
            kept=self.kept.value() or "",
            reason=self.reason.value() or "",
            document=self.document.value() or "",
            seen=self._seen,
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        command = self.result_value
        if command is None:
            return
        kept = self._desk.members.get(command.kept)
        if kept is None:
            return
        sentence = _("合并以后不能撤销；录错的只能再逐笔登记更正。")
        title = _("{gone} 并入 {kept}").format(gone=name_and_number(self._member), kept=name_and_number(kept))
        if dialogs.confirm_sheet(self, title, sentence, self._changes(kept), _POST):
            super().accept()

    def _changes(self, kept: Member) -> list[Change]:
        gone, desk = self._member, self._desk
        rows = [
            (
                usual_text(one.label),
                _("{shares} 转到 {number}").format(shares=in_shares(held), number=kept.number),
            )
            for one, held in desk.members.holdings(gone.number, date.max)
        ]
        left = desk.members.read(lambda uow: balance_of(uow, gone.number, desk.today))
        for words, amount in ((_("出资额"), left.contributed), (_("公积金份额"), left.reserve)):
            if amount != Money(0):
                rows.append(
                    (words, _("{sum} 元转到 {number}").format(sum=format_money(amount), number=kept.number))
                )
        full = completed(kept, gone)
        taken = [
            _(words) for name, words in _FIELD_WORDS.items() if getattr(full, name) != getattr(kept, name)
        ]
        if taken:
            rows.append((_("补上的资料"), mark("、").join(taken)))
        members, _votes = desk.members.votes()
        if gone.ended is None:
            rows.append((_("成员人数"), f"{members:,} → {members - 1:,}"))
        return rows
