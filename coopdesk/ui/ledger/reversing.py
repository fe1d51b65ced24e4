"""红字冲销 of a voucher: the form that asks for the day and the reason, and the words of corrections."""

from datetime import date

from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.money import Money
from coopdesk.domain.typed import read_date
from coopdesk.i18n import N_, _, format_money
from coopdesk.services.ledger.commands import ReverseVoucher
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import DateField, TextField
from coopdesk.ui.ledger.naming import Names, side_word
from coopdesk.ui.ledger.voucher_list import number_words
from coopdesk.ui.members.fields import CommandForm

_REVERSE = Action("reverse-voucher", N_("确认冲销"), "", "check")
_SHOWN = 8


def cancelling_words(posted: PostedVoucher) -> str:
    """`注销3月15日记-12号凭证`, as 会计基础工作规范 Art. 51(5) has it; vouchers are Chinese in every language."""
    return f"注销{_day_and_number(posted)}凭证"


def correcting_words(posted: PostedVoucher) -> str:
    """`订正3月15日记-12号凭证`: the summary of what takes its place."""
    return f"订正{_day_and_number(posted)}凭证"


def _day_and_number(posted: PostedVoucher) -> str:
    voucher = posted.voucher
    return f"{voucher.day.month}月{voucher.day.day}日{voucher.word}-{posted.number}号"


def corrected(posted: PostedVoucher, day: date) -> Voucher:
    """The same lines once more, to be put right, each saying what it corrects."""
    from dataclasses import replace

    words = correcting_words(posted)
    lines = tuple(replace(line, summary=words) for line in posted.voucher.lines)
    return Voucher(day, lines, posted.voucher.word)


class VoucherReversalForm(CommandForm[ReverseVoucher]):
    """Returns a `ReverseVoucher` once the sheet was accepted."""

    def __init__(self, posted: PostedVoucher, names: Names, today: date) -> None:
        voucher = posted.voucher
        lead = _("{day} {number}，借贷各 {sum} 元。原凭证保留，另记一张金额为红字的凭证。").format(
            day=voucher.day.isoformat(),
            number=number_words(voucher.word, posted.number),
            sum=format_money(voucher.debit),
        )
        super().__init__(_("红字冲销"), _("下一步"), lead)
        self._posted, self._names = posted, names
        usual = today if today.year == voucher.day.year and today >= voucher.day else voucher.day
        self.day = DateField(_("冲销日期"), required=True, day=usual)
        self.reason = TextField(_("冲销原因"), required=True)
        self.reason.wide = True
        self.reason.edit.setPlaceholderText(_("如：金额记错"))
        self.group("", [self.day, self.reason])

    def make(self) -> ReverseVoucher:
        return ReverseVoucher(
            command_id=self.command_id(),
            voucher=self._posted.id,
            day=read_date(self.day.text(), self._posted.voucher.day.year),
            reason=self.reason.value() or "",
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        title = _("冲销 {number}").format(number=number_words(self._posted.voucher.word, self._posted.number))
        sentence = _("以下各行按红字（负数）再记一次，日期为 {day}。").format(day=self.day.text())
        if dialogs.confirm_sheet(self, title, sentence, self._changes(), _REVERSE):
            super().accept()

    def _changes(self) -> list[dialogs.Change]:
        lines = self._posted.voucher.lines
        told = [
            (self._names.account_words(line.account), f"{side_word(line.side)} {_red(line.amount)}")
            for line in lines[:_SHOWN]
        ]
        if len(lines) > _SHOWN:
            told.append((_("还有"), _("{n} 行").format(n=f"{len(lines) - _SHOWN:,}")))
        summary = f"{cancelling_words(self._posted)}：{self.reason.text().strip()}"
        return [*told, (_("摘要"), summary)]


def _red(amount: Money) -> str:
    return format_money(-amount).replace("-", "−")
