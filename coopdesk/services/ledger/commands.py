"""What a person can do to the ledger."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import LedgerAccount
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance
from coopdesk.domain.ledger.voucher import Voucher, VoucherLine
from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.values import LedgerItem, LedgerSettings, TemplateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLedger(Command):
    """建账: begin the ledger with a month and with what the accounts hold by then; once in the life of a book."""

    first: Month
    balances: tuple[OpeningBalance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendOpening(Command):
    """更正建账余额: the balances the ledger began with were others; only as long as no month is closed."""

    balances: tuple[OpeningBalance, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLedgerRules(Command):
    """记账规则: how the ledger is kept from now on."""

    settings: LedgerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount(Command):
    """增设科目: an account below one of the ministry's, or an optional one that was left out."""

    account: LedgerAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendAccount(Command):
    """修改科目: another name, side or other dimensions for an account; the ministry's keep name and side."""

    account: LedgerAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccount(Command):
    """停用科目, or with ``again`` 恢复: a closed account takes no more lines, what stands on it stays."""

    code: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem(Command):
    """登记往来单位、产品或渠道: a new one, or a new version of one that is known by its code."""

    item: LedgerItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft(Command):
    """保存凭证草稿: what was typed so far, as a new draft or as a new version of one; nothing of it need be right."""

    voucher: Voucher
    draft: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidDraft(Command):
    """作废草稿: it is not shown any more; its texts stay in the book."""

    draft: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDraft(Command):
    """审核, or with ``take_back`` 反审核: somebody else looked the voucher through and it may be posted."""

    draft: int
    take_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDrafts(Command):
    """记账: drafts become vouchers in the order given, all or none; each gets the next number of its month."""

    drafts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostVouchers(Command):
    """直接记账: vouchers typed or read in at once, all or none; ``prepared_by`` where that was somebody else, of all or
    of each."""

    vouchers: tuple[Voucher, ...]
    prepared_by: str | tuple[str, ...] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseVoucher(Command):
    """红字冲销: undo a voucher of the same year by one in red; ``voucher`` is its id."""

    voucher: int
    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMonthState(Command):
    """结账、暂停、反结账: let a month take vouchers or not; closing goes in order, opening again wants a reason."""

    month: Month
    state: MonthState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMonth(Command):
    """月末结账: a month takes no more vouchers; ``reason`` says why in spite of what was found.

    December is closed for good by the meeting's resolution; by this only where nothing is due, for that reason.
    """

    month: Month
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseYear(Command):
    """年终结账: income and expenses are carried to 未分配盈余; ``reason`` says why in spite of what was found."""

    year: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenYear(Command):
    """年终反结账: the closing vouchers are taken back, as long as the meeting has not resolved on the year."""

    year: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseRuleAccount(Command):
    """业务记账规则: which account a part of a kind of document goes to; empty for the rule's own."""

    leg: LegName
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTemplate(Command):
    """保存凭证模板或常用摘要: a new one, or a new version of one."""

    kind: TemplateKind
    name: str
    word: str = ""
    lines: tuple[VoucherLine, ...] = ()
    template: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTemplate(Command):
    """删除模板或摘要: it is not offered any more."""

    template: int


def _draft(number: int | None) -> Thing:
    return Thing("voucher_draft", "" if number is None else str(number))


REPLACED: Replaced = {
    SetLedgerRules: lambda _command: Thing("ledger_rules"),
    ChooseRuleAccount: lambda _command: Thing("ledger_rules"),
    CloseMonth: lambda command: Thing("ledger_month", str(command.month.number)),
    CloseYear: lambda command: Thing("ledger_month", str(Month(command.year, 12).number)),
    ReopenYear: lambda command: Thing("ledger_month", str(Month(command.year, 12).number)),
    AmendAccount: lambda command: Thing("ledger_account", command.account.code),
    CloseAccount: lambda command: Thing("ledger_account", command.code),
    RecordItem: lambda command: Thing("ledger_item", f"{command.item.kind.value}/{command.item.code}"),
    SaveDraft: lambda command: _draft(command.draft),
    VoidDraft: lambda command: _draft(command.draft),
    CheckDraft: lambda command: _draft(command.draft),
    SetMonthState: lambda command: Thing("ledger_month", str(command.month.number)),
    SaveTemplate: lambda command: Thing(
        "voucher_template", "" if command.template is None else str(command.template)
    ),
    DropTemplate: lambda command: Thing("voucher_template", str(command.template)),
}
"""What each command puts a new version of."""
