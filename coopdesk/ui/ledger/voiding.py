"""作废 a draft, and keeping lines as a template or a summary as a phrase: the small forms beside a voucher."""

from coopdesk.domain.ledger.voucher import VoucherLine
from coopdesk.i18n import _
from coopdesk.services.ledger.commands import SaveTemplate, VoidDraft
from coopdesk.services.ledger.values import TemplateKind
from coopdesk.ui.kit.fields import ChoiceField, TextField
from coopdesk.ui.members.fields import CommandForm


class VoidingForm(CommandForm[VoidDraft]):
    """Returns a `VoidDraft`."""

    def __init__(self, draft: int, seen: int | None) -> None:
        lead = _("草稿不再列出，也不能再记账；填过的内容仍留在操作日志里。")
        super().__init__(_("作废草稿"), _("作废"), lead)
        self._draft, self._seen = draft, seen
        self.reason = TextField(_("作废原因"), required=True)
        self.reason.wide = True
        self.reason.edit.setPlaceholderText(_("如：重复录入"))
        self.group("", [self.reason])

    def make(self) -> VoidDraft:
        reason = self.reason.value() or ""
        return VoidDraft(command_id=self.command_id(), draft=self._draft, reason=reason, seen=self._seen)


class TemplateForm(CommandForm[SaveTemplate]):
    """Returns a `SaveTemplate` of these lines under a name, with their sums or without."""

    def __init__(self, lines: tuple[VoucherLine, ...], word: str, seen: int | None) -> None:
        super().__init__(_("存为模板"), _("保存"), _("以后从“模板”里调出，只填日期和金额。"))
        self._lines, self._word, self._seen = lines, word, seen
        summary = lines[0].summary if lines else ""
        self.name = TextField(_("模板名称"), required=True, text=summary)
        self.sums = ChoiceField(_("金额"), [(False, _("每次重新填写")), (True, _("连同金额一起保存"))])
        self.group("", [self.name, self.sums])

    def make(self) -> SaveTemplate:
        from dataclasses import replace

        from coopdesk.domain.money import Money

        kept = tuple(each if self.sums.value() else replace(each, amount=Money(0)) for each in self._lines)
        return SaveTemplate(
            command_id=self.command_id(),
            kind=TemplateKind.VOUCHER,
            name=self.name.value() or "",
            word=self._word,
            lines=kept,
            seen=self._seen,
        )
