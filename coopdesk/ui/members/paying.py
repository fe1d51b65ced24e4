"""缴款, 付款: money for shares that are paid by instalments, in or out, and the reversal of what was paid out."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.i18n import _, mark
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AgreeTerms, PayInstalment, ReversePayment
from coopdesk.services.members.values import AgreedOperation, EntryLine
from coopdesk.ui.kit.fields import ChoiceField, DateField, MoneyField, TextField
from coopdesk.ui.members.fields import CommandForm
from coopdesk.ui.members.instalment_words import in_yuan, is_redemption, open_words
from coopdesk.ui.members.operation_fields import TermsGrid
from coopdesk.ui.members.share_fields import in_shares, name_and_number
from coopdesk.wording import entry_kind_name


class PayingForm(CommandForm[PayInstalment]):
    """Returns a `PayInstalment` for one of the member's operations of which something is still open."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("{member} 缴来的出资，或付给他的退股款；先抵最早的一期。")
        super().__init__(_("缴款、付款"), _("登记款项"), lead.format(member=name_and_number(member)))
        self._desk = desk
        self._open = [each for each in desk.members.agreed_operations(member.number) if each.is_open]
        self.operation = ChoiceField(_("哪一笔"), [(each.number, _which(each)) for each in self._open])
        self.operation.wide = True
        self.day = DateField(_("收付日期"), required=True, day=desk.today)
        self.amount = MoneyField(_("金额"), required=True, negative=False)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：收据 012、付款凭单 3"))
        self.remark = TextField(_("备注"))
        self.remark.wide = True
        self.group("", [self.operation, self.amount, self.day, self.document, self.remark])
        self.cursor_in = self.amount
        self.operation.changed.connect(self._propose)
        self._propose()

    def make(self) -> PayInstalment:
        return PayInstalment(
            command_id=self.command_id(),
            operation=self.operation.value() or 0,
            day=self.day.value() or self._desk.today,
            amount=self.amount.value() or Money(0),
            document=self.document.value() or "",
            note=self.remark.value() or "",
        )

    def _propose(self) -> None:
        """The next instalment is what is usually paid."""
        chosen = self.operation.value() if self._open else None
        agreed = next((each for each in self._open if each.number == chosen), None)
        if agreed is not None:
            due = next(each for each in agreed.instalments if each.open)
            self.amount.set_text(due.open.grouped)


class TermsForm(CommandForm[AgreeTerms]):
    """Returns an `AgreeTerms` for one of the member's redemptions that have no instalments yet."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("{member} 退回的股份分期付款：写明各期的日期和金额，之后逐期登记付款。")
        super().__init__(_("约定分期付款"), _("保存"), lead.format(member=name_and_number(member)))
        lines = desk.members.entries(member.number)
        agreed = {each.number for each in desk.members.agreed_operations(member.number)}
        offered = {line.entry.operation: line for line in lines if is_redemption(line, agreed)}
        self.operation = ChoiceField(
            _("哪一笔"), [(number, _redeemed(line)) for number, line in offered.items()]
        )
        self.operation.wide = True
        self.terms = TermsGrid(_("各期付款"), required=True)
        self.group("", [self.operation])
        self.group("", [self.terms])
        self.cursor_in = self.terms

    def make(self) -> AgreeTerms:
        return AgreeTerms(
            command_id=self.command_id(),
            operation=self.operation.value() or 0,
            terms=self.terms.terms(),
        )


class UndoPaymentForm(CommandForm[ReversePayment]):
    """Returns a `ReversePayment` of one of the payments to the member that stand."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("付给 {member} 的退股款记错了：原付款保留，另记一笔相反的。")
        super().__init__(_("冲销付款"), _("确认冲销"), lead.format(member=name_and_number(member)))
        choices = []
        for agreed in desk.members.agreed_operations(member.number):
            operation = desk.members.operation(agreed.number)
            for item in operation.payments if operation is not None else ():
                if item.is_live:
                    paid = item.payment
                    words = (paid.day.isoformat(), in_yuan(paid.amount), paid.document)
                    choices.append((item.number, " · ".join(word for word in words if word)))
        self.payment = ChoiceField(_("哪一笔付款"), choices)
        self.payment.wide = True
        self.reason = TextField(_("冲销原因"), required=True)
        self.reason.wide = True
        self.group("", [self.payment, self.reason])
        self.cursor_in = self.reason

    def make(self) -> ReversePayment:
        if self.payment.value() is None:
            raise DomainError("register.reason_missing")
        return ReversePayment(
            command_id=self.command_id(),
            payment=self.payment.value() or 0,
            reason=self.reason.value() or "",
        )


def _redeemed(line: EntryLine) -> str:
    entry = line.entry.entry
    first = _("第 {n} 号").format(n=line.entry.operation)
    return " ".join((first, entry.day.isoformat(), entry_kind_name(entry.kind), in_shares(entry.shares)))


def _which(agreed: AgreedOperation) -> str:
    entry = agreed.entry
    first = _("第 {n} 号").format(n=agreed.number)
    parts = (first, entry.day.isoformat(), entry_kind_name(entry.kind), in_shares(entry.shares))
    return f"{' '.join(parts)}{mark('：')}{open_words(agreed.instalments)}"
