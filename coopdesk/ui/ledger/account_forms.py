"""增设科目 and 修改科目: the forms by which the co-op's own accounts come into the chart."""

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.i18n import _
from coopdesk.services.ledger.commands import AddAccount, AmendAccount
from coopdesk.ui.kit.fields import ChoiceField, TextField
from coopdesk.ui.members.fields import CommandForm
from coopdesk.wording import dimension_name

_FIRST, _LAST = 1, 99


class NewAccountForm(CommandForm[AddAccount]):
    """Returns an `AddAccount` below one of the accounts that take lines or have accounts below them."""

    def __init__(self, chart: ChartOfAccounts, above: str) -> None:
        lead = _(
            "新科目放在选定的科目之下，余额方向和须填的辅助核算随上级。上级科目已有的余额留在原处，以后的凭证记到下级。"
        )
        super().__init__(_("新增科目"), _("增设"), lead)
        self._chart = chart
        places = [
            (each.code, f"{each.code} {chart.full_name(each.code)}") for each in chart if not each.closed
        ]
        self.above = ChoiceField(_("上级科目"), places, chosen=above)
        self.code = TextField(_("科目编码"), required=True, text=free_code(chart, above))
        self.name = TextField(_("科目名称"), required=True)
        self.name.edit.setPlaceholderText(_("如：农商行"))
        self.kept = _kept_field()
        self._offered = self.code.text()
        self.above.changed.connect(self._offer_code)
        self.group("", [self.above, self.code, self.name, self.kept])

    def make(self) -> AddAccount:
        above = self.above.value() or ""
        side = self._chart[above].side if above in self._chart else Side.DEBIT
        kind = self.kept.value()
        kept = frozenset({kind} if kind else ())
        account = LedgerAccount(self.code.value() or "", self.name.value() or "", side, kept=kept)
        return AddAccount(command_id=self.command_id(), account=account)

    def _offer_code(self) -> None:
        """The next code below the account that is chosen, unless one was typed."""
        if self.code.text() in ("", self._offered):
            self._offered = free_code(self._chart, self.above.value() or "")
            self.code.set_text(self._offered)


class AccountForm(CommandForm[AmendAccount]):
    """Returns an `AmendAccount`: another name for an account of its own, and what its lines may name besides."""

    def __init__(self, account: LedgerAccount, seen: int | None) -> None:
        lead = _("已记的凭证显示新名称，金额不变。")
        super().__init__(_("修改科目 {code}").format(code=account.code), _("保存"), lead)
        self._account, self._seen = account, seen
        self.name = TextField(_("科目名称"), required=True, text=account.name)
        self.kept = _kept_field(account)
        self.group("", [self.name, self.kept])

    def make(self) -> AmendAccount:
        from dataclasses import replace

        kind = self.kept.value()
        kept = self._account.kept | frozenset({kind} if kind else ())
        account = replace(self._account, name=self.name.value() or "", kept=kept)
        return AmendAccount(command_id=self.command_id(), account=account, seen=self._seen)


def free_code(chart: ChartOfAccounts, above: str) -> str:
    """The first code right below an account that none has yet: 10201 below 102; empty where all are taken."""
    codes = (f"{above}{number:02d}" for number in range(_FIRST, _LAST + 1))
    return next((code for code in codes if code not in chart), "")


def _kept_field(account: LedgerAccount | None = None) -> ChoiceField[Dimension | None]:
    """What a line may name besides the account that it need not name yet."""
    there = frozenset() if account is None else account.allowed
    choices: list[tuple[Dimension | None, str]] = [(None, _("不另加"))]
    choices += [(kind, dimension_name(kind)) for kind in Dimension if kind not in there]
    return ChoiceField(_("另加辅助核算"), choices)
