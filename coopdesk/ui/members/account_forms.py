"""What is posted to member accounts: forms that return commands, and which of them are offered for a member."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from coopdesk.domain.distribution.reserve import ReserveRule
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountColumn, Balances, ContributionForm
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.command import Changes
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import PayOutAccount, QuantifyReserve, UseReserve
from coopdesk.services.members.account_commands import (
    AverageAgain,
    OpenAccounts,
    Opening,
    RecordContribution,
    RecordGrant,
    ReverseAccountPosting,
    TransferAccount,
)
from coopdesk.services.members.account_values import NumberedPosting
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.fields import ChoiceField, DateField, Field, MoneyField, RateField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.members.accounts import CONTRIBUTE, TAKE_BACK, AccountRow, posting_text
from coopdesk.ui.members.fields import CheckedDate, CheckedField, CommandForm, Note
from coopdesk.ui.members.share_fields import member_field, name_and_number
from coopdesk.wording import account_column_name, contribution_form_name

if TYPE_CHECKING:
    from coopdesk.ui.frame.shell import Shell
    from coopdesk.ui.kit.page import PageFrame
    from coopdesk.ui.members.detail import MemberView

SURPLUS = Action("surplus-to-capital", N_("盈余转为出资"), "", "", N_("把所选成员的盈余按决议转为出资"))
OPEN = Action("open-account", N_("建账余额"), "", "", N_("所选成员在某一天的账户余额，以原来的账为准"))
TRANSFER_ACCOUNT = Action(
    "transfer-account", N_("账户转让"), "", "", N_("所选成员的出资额和公积金份额转给另一成员")
)
GRANT = Action("grant", N_("补助、捐赠量化"), "", "", N_("收到的财政补助或捐赠平均量化到全体成员"))
AVERAGE = Action("average-again", N_("重新平均量化"), "", "", N_("有成员入社之后，补助和捐赠份额重新平均"))
QUANTIFY = Action("quantify-reserve", N_("公积金量化"), "", "", N_("把某年度提取的公积金量化到成员"))
USE = Action("use-reserve", N_("公积金使用"), "", "", N_("公积金弥补亏损或转为出资，按份额扣减"))
PAY_OUT = Action("pay-out-account", N_("退还出资和公积金"), "", "", N_("向已退社的成员退还账户余额"))
_POST_REVERSAL = Action("post-account-reversal", N_("确认冲销"), "", "check")


class _CheckedMoney(CheckedField[Money], MoneyField):
    """A sum with a rule and a note."""


class ContributionDialog(CommandForm[RecordContribution]):
    """Returns a `RecordContribution` in money or in kind; further fields show for what is not money."""

    can_go_on = True

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _("成员 {member}。对本社或成员的债权不能抵作出资（合作社法第十三条）。")
        super().__init__(_("成员出资"), _("登记出资"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.amount = _money(_("出资额（元）"))
        self.form = ChoiceField(
            _("出资方式"), [(each, contribution_form_name(each)) for each in ContributionForm]
        )
        self.poverty = ChoiceField(
            _("来源"),
            [(False, _("其他来源")), (True, _("到户类扶贫项目资产"))],
            hint=_("成员账户里分两栏登记"),
        )
        self.day = _day(desk, member)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：收据 12 号、入库单 3 号"))
        self.resolution = TextField(
            _("作价决议"), required=True, hint=_("成员（代表）大会评估作价的决议编号")
        )
        self.until = DateField(_("出资到哪一天"), required=True)
        self.term = DateField(_("权利期限到"), required=True, hint=_("土地经营权、林权的剩余期限"))
        self.note = TextField(_("备注"))
        self.note.wide = True
        # What shows now and then stands in rows of its own, so that no gaps are left.
        rows: list[list[Field[Any]]] = [
            [self.amount, self.form, self.poverty, self.day],
            [self.resolution],
            [self.until, self.term],
            [self.document, self.note],
        ]
        for fields in rows:
            self.group("", fields)
        self.form.changed.connect(self._follow_form)
        self._follow_form()

    def make(self) -> RecordContribution:
        form = self.form.value() or ContributionForm.MONEY
        return RecordContribution(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            amount=self.amount.value() or Money(0),
            form=form,
            poverty=bool(self.poverty.value()),
            document=self.document.value() or "",
            resolution=(self.resolution.value() or "") if form.is_in_kind else "",
            note=self.note.value() or "",
            until=self.until.value() if form.has_a_term else None,
            term=self.term.value() if form.has_a_term else None,
        )

    def _follow_form(self) -> None:
        form = self.form.value() or ContributionForm.MONEY
        shown = (
            (self.resolution, form.is_in_kind),
            (self.until, form.has_a_term),
            (self.term, form.has_a_term),
        )
        for field, visible in shown:
            field.setVisible(visible)
            field.caption.setVisible(visible)


class SurplusDialog(CommandForm[RecordContribution]):
    """Returns a `RecordContribution` of surplus that the meeting turned into capital (Art. 44)."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _(
            "成员 {member}。经成员大会表决，可分配盈余的全部或部分可以转为对本社的出资（合作社法第四十四条）。"
        )
        super().__init__(_("盈余转为出资"), _("登记"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        self.year = _year_field(desk, [each.year for each in desk.distribution.summaries()])
        self.amount = _money(_("转为出资（元）"))
        self.resolution = TextField(_("决议编号"), required=True)
        self.day = _day(desk, member)
        self.document = TextField(_("凭据"))
        self.group("", [self.year, self.amount, self.resolution, self.day, self.document])
        self.cursor_in = self.amount

    def make(self) -> RecordContribution:
        return RecordContribution(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            amount=self.amount.value() or Money(0),
            document=self.document.value() or "",
            resolution=self.resolution.value() or "",
            surplus_of=self.year.value(),
        )


class OpeningDialog(CommandForm[OpenAccounts]):
    """Returns an `OpenAccounts` of one member; begins with what the account holds now."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _(
            "成员 {member}。按原来的账填写这一天终了的余额；此前的股份不再按每股出资额计入出资。没有的填 0。"
        )
        super().__init__(_("建账余额"), _("登记余额"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        held = desk.members.balances(desk.today).get(member.number, Balances())
        self.day = _day(desk, member)
        self.balances = {
            column: MoneyField(
                account_column_name(column), required=True, amount=held.get(column), negative=False
            )
            for column in AccountColumn
        }
        self.document = TextField(_("凭据"), required=True)
        self.document.edit.setPlaceholderText(_("如：2019 年末成员账户余额表"))
        self.group("", [self.day, self.document])
        self.group(_("余额（元）"), list(self.balances.values()))

    def make(self) -> OpenAccounts:
        fen = {column: (field.value() or Money(0)).fen for column, field in self.balances.items()}
        return OpenAccounts(
            command_id=self.command_id(),
            day=self.day.value() or self._desk.today,
            accounts=(Opening(self._member.number, Balances.of(fen)),),
            document=self.document.value() or "",
        )


class TransferAccountDialog(CommandForm[TransferAccount]):
    """Returns a `TransferAccount`; begins with all that the account holds of capital and reserve."""

    def __init__(self, desk: Desk, member: Member) -> None:
        lead = _(
            "成员 {member}。按章程或成员大会决定转让出资额和公积金份额；补助和捐赠份额不能转让，"
            "股份另用“转让/继承”登记，按每股出资额计的出资随股份走（重庆市办法第十三条）。"
        )
        super().__init__(_("账户转让"), _("登记转让"), lead.format(member=name_and_number(member)))
        self._desk, self._member = desk, member
        held = desk.distribution.account_balance(member.number, desk.today)
        self.taker = member_field(_("转给"), desk, None, lambda: member.number)
        self.day = _day(desk, member)
        self.capital = MoneyField(_("出资额（元）"), required=True, amount=Money(0), negative=False)
        self.reserve = MoneyField(_("公积金份额（元）"), required=True, amount=held.reserve, negative=False)
        self.resolution = TextField(_("决议编号"))
        self.document = TextField(_("凭据"))
        self.group("", [self.taker, self.day, self.capital, self.reserve, self.resolution, self.document])

    def make(self) -> TransferAccount:
        return TransferAccount(
            command_id=self.command_id(),
            giver=self._member.number,
            taker=self.taker.value() or "",
            day=self.day.value() or self._desk.today,
            capital=self.capital.value() or Money(0),
            reserve=self.reserve.value() or Money(0),
            resolution=self.resolution.value() or "",
            document=self.document.value() or "",
        )


class GrantDialog(CommandForm[RecordGrant]):
    """Returns a `RecordGrant`; under the sum stands what each member gets of it."""

    def __init__(self, desk: Desk, _member: Member) -> None:
        lead = _(
            "收到的财政直接补助、他人捐赠形成的财产平均量化到这一天的每一位成员，作为分配剩余盈余的依据；"
            "成员退社时不退还，由其余成员重新平均（重庆市办法第十三、十四条）。"
        )
        super().__init__(_("补助、捐赠量化"), _("量化到成员"), lead)
        self._desk = desk
        self.column = ChoiceField(
            _("种类"),
            [(AccountColumn.SUBSIDY, _("国家财政直接补助")), (AccountColumn.DONATION, _("他人捐赠"))],
        )
        self.amount = _money(_("金额（元）"))
        self.amount.note = self._each
        self.day = _day(desk, None)
        self.giver = TextField(_("拨款单位或捐赠人"), required=True)
        self.document = TextField(_("凭据"), required=True)
        self.document.edit.setPlaceholderText(_("如：渝农发〔2019〕12 号、捐赠协议"))
        self.group("", [self.column, self.amount, self.day, self.giver, self.document])
        self.cursor_in = self.amount

    def make(self) -> RecordGrant:
        return RecordGrant(
            command_id=self.command_id(),
            column=self.column.value() or AccountColumn.SUBSIDY,
            day=self.day.value() or self._desk.today,
            amount=self.amount.value() or Money(0),
            giver=self.giver.value() or "",
            document=self.document.value() or "",
        )

    def _each(self, amount: Money) -> Note | None:
        members, _votes = self._desk.members.votes(self.day.value() or self._desk.today)
        if not members:
            return Note(_("这一天没有成员"), warning=True)
        words = _("{n} 位成员，每位约 {each} 元，零头按名册顺序补足到分")
        return Note(words.format(n=f"{members:,}", each=format_money(Money(amount.fen // members))))


class AveragingDialog(CommandForm[AverageAgain]):
    """Returns an `AverageAgain`."""

    def __init__(self, desk: Desk, _member: Member) -> None:
        lead = _("把全部补助和捐赠份额在这一天的成员之间重新平均，新入社的成员从此也有份额。")
        super().__init__(_("重新平均量化"), _("重新平均"), lead)
        self._desk = desk
        self.day = _day(desk, None)
        self.document = TextField(_("凭据"))
        self.group("", [self.day, self.document])

    def make(self) -> AverageAgain:
        return AverageAgain(
            command_id=self.command_id(),
            day=self.day.value() or self._desk.today,
            document=self.document.value() or "",
        )


class QuantifyingDialog(CommandForm[QuantifyReserve]):
    """Returns a `QuantifyReserve`; begins with a year whose reserve is still open, and the charter's rule."""

    def __init__(self, desk: Desk, _member: Member) -> None:
        lead = _(
            "决议通过分配方案时，公积金已自动量化；这里用于以前的年度，或当时没有出资额、交易额可作依据的年度。"
        )
        super().__init__(_("公积金量化"), _("量化到成员"), lead)
        self._desk = desk
        years = [year for year in desk.coop.years() if year < desk.today.year]
        self._open = {year: amount for year in years if (amount := desk.distribution.open_reserve(year))}
        self.year = _year_field(desk, [*self._open, *(year for year in years if year not in self._open)])
        self.amount = _money(_("当年提取的公积金（元）"))
        coop = desk.coop.details()
        self.by_trade = RateField(_("按交易额"), rate=coop.reserve_by_trade if coop else ZERO)
        self.by_equal = RateField(
            _("按成员平均"),
            rate=coop.reserve_by_equal if coop else ZERO,
            hint=_("这两部分之外的按出资额量化"),
        )
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：2019 年度分配方案"))
        self.group("", [self.year, self.amount, self.by_trade, self.by_equal, self.document])
        self.year.changed.connect(self._follow_year)
        self._follow_year()

    def make(self) -> QuantifyReserve:
        return QuantifyReserve(
            command_id=self.command_id(),
            year=self.year.value() or 0,
            amount=self.amount.value(),
            rule=ReserveRule(self.by_trade.value() or ZERO, self.by_equal.value() or ZERO),
            document=self.document.value() or "",
        )

    def _follow_year(self) -> None:
        amount = self._open.get(self.year.value() or 0)
        self.amount.set_text("" if amount is None else format_money(amount))


class UsingDialog(CommandForm[UseReserve]):
    """Returns a `UseReserve`; under the sum stands what all shares of the reserve come to."""

    def __init__(self, desk: Desk, _member: Member) -> None:
        lead = _(
            "按各成员的公积金份额同比例扣减，精确到分；转为出资的记入各自的出资额（合作社法第四十二条）。"
        )
        super().__init__(_("公积金使用"), _("登记"), lead)
        self._desk = desk
        self.to_capital = ChoiceField(_("用途"), [(False, _("弥补亏损")), (True, _("转为成员出资"))])
        self.amount = _money(_("金额（元）"))
        self.amount.note = self._there
        self.day = _day(desk, None)
        self.resolution = TextField(_("决议编号"), required=True)
        self.document = TextField(_("凭据"))
        self.group("", [self.to_capital, self.amount, self.day, self.resolution, self.document])
        self.cursor_in = self.amount

    def make(self) -> UseReserve:
        return UseReserve(
            command_id=self.command_id(),
            day=self.day.value() or self._desk.today,
            amount=self.amount.value() or Money(0),
            to_capital=bool(self.to_capital.value()),
            resolution=self.resolution.value() or "",
            document=self.document.value() or "",
        )

    def _there(self, _amount: Money) -> Note:
        held = self._desk.members.balances(self.day.value() or self._desk.today)
        total = Money(sum(each.reserve.fen for each in held.values()))
        return Note(_("成员的公积金份额一共 {total} 元").format(total=format_money(total)))


class PayingOutDialog(CommandForm[PayOutAccount]):
    """Returns a `PayOutAccount`; begins with all that the account still holds of capital and reserve."""

    def __init__(self, desk: Desk, member: Member) -> None:
        held = desk.distribution.account_balance(member.number, desk.today)
        left = held.contributed + held.reserve
        lead = _(
            "成员 {member}，账户还有出资额和公积金份额 {left} 元；补助和捐赠份额不退还（合作社法第二十八条）。"
        )
        words = lead.format(member=name_and_number(member), left=format_money(left))
        super().__init__(_("退还出资和公积金"), _("登记退还"), words)
        self._desk, self._member = desk, member
        self.amount = _CheckedMoney(
            _("退还金额（元）"),
            required=True,
            amount=left,
            negative=False,
            hint=_("分期退还的填这一期的金额"),
        )
        self.day = _day(desk, None)
        self.document = TextField(_("凭据"))
        self.document.edit.setPlaceholderText(_("如：付款单 8 号"))
        self.note = TextField(_("备注"))
        self.note.wide = True
        self.group("", [self.amount, self.day, self.document, self.note])

    def make(self) -> PayOutAccount:
        return PayOutAccount(
            command_id=self.command_id(),
            member=self._member.number,
            day=self.day.value() or self._desk.today,
            amount=self.amount.value(),
            document=self.document.value() or "",
            note=self.note.value() or "",
        )


class PostingReversalForm(CommandForm[ReverseAccountPosting]):
    """Returns a `ReverseAccountPosting` once the sheet was accepted."""

    def __init__(self, desk: Desk, posting: NumberedPosting) -> None:
        whole = desk.members.posting(posting.number)
        members = {entry.member for entry in (whole or posting).posting.entries}
        lead = _("第 {n} 号账户记录：{day}，{matter}").format(
            n=posting.number, day=posting.posting.day.isoformat(), matter=posting_text(posting)
        )
        if len(members) > 1:
            lead += _("；共 {n} 位成员，一起冲销").format(n=f"{len(members):,}")
        super().__init__(_("冲销账户记录"), _("下一步"), lead)
        self._posting, self._members = posting, len(members)
        self.reason = TextField(_("冲销原因"), required=True)
        self.reason.wide = True
        self.reason.edit.setPlaceholderText(_("如：金额录错"))
        self.group("", [self.reason])

    def make(self) -> ReverseAccountPosting:
        return ReverseAccountPosting(
            command_id=self.command_id(), posting=self._posting.number, reason=self.reason.value() or ""
        )

    def accept(self) -> None:
        """Ask by the sheet first; leaving it comes back to the form with everything in it."""
        rows = [
            (_("账户记录"), f"{self._posting.number}{mark('　')}{posting_text(self._posting)}"),
            (_("成员"), f"{self._members:,}"),
            (_("冲销原因"), self.reason.text().strip()),
        ]
        sentence = _("原记录保留，另记一笔相反的记录，日期相同。")
        if dialogs.confirm_sheet(self, self.windowTitle(), sentence, rows, _POST_REVERSAL):
            super().accept()


@dataclass(frozen=True)
class AccountAct:
    """One thing to post: its form, what the page says afterwards, and when it is offered."""

    action: Action
    form: "Callable[[Desk, Member], FormDialog[Any]]"
    done: str
    offered: "Callable[[MemberView], bool]" = lambda _view: True


def _is_member(view: "MemberView") -> bool:
    return view.member.ended is None


ACCOUNT_ACTS = (
    AccountAct(SURPLUS, SurplusDialog, N_("已登记，第 {n} 号账户记录"), _is_member),
    AccountAct(OPEN, OpeningDialog, N_("余额已登记，第 {n} 号账户记录"), _is_member),
    AccountAct(TRANSFER_ACCOUNT, TransferAccountDialog, N_("转让已登记，第 {n} 号账户记录")),
    AccountAct(GRANT, GrantDialog, N_("已量化到成员，第 {n} 号账户记录")),
    AccountAct(AVERAGE, AveragingDialog, N_("已重新平均，第 {n} 号账户记录")),
    AccountAct(QUANTIFY, QuantifyingDialog, N_("公积金已量化到成员，第 {n} 号账户记录")),
    AccountAct(USE, UsingDialog, N_("已登记，第 {n} 号账户记录")),
    AccountAct(
        PAY_OUT, PayingOutDialog, N_("已登记退还，第 {n} 号账户记录"), lambda view: not _is_member(view)
    ),
)
"""In the order of the menu; a member that was struck has none of them."""


def account_acts(view: "MemberView | None") -> Sequence[Action]:
    """What else can be posted to the account of the member shown."""
    if view is None or view.member.is_struck:
        return ()
    return [each.action for each in ACCOUNT_ACTS if each.offered(view)]


def post_to_account(
    shell: "Shell", page: "PageFrame", member: Member, name: str, row: AccountRow | None
) -> None:
    """Carry out an act of the tab 账户 by the name of its action; the page says afterwards that it is done."""
    desk = shell.desk

    def said(words: str) -> Callable[[Changes], None]:
        return lambda changes: page.show_done(words.format(n=changes.reference))

    if name == CONTRIBUTE.name:
        shell.carry_out(
            ContributionDialog(desk, member),
            page,
            said(_("出资已登记，第 {n} 号账户记录")),
            lambda _before: ContributionDialog(desk, member),
        )
    elif name == TAKE_BACK.name:
        if row is not None and row.posting is not None:
            form = PostingReversalForm(desk, row.posting)
            shell.carry_out(form, page, said(_("已冲销，冲销记录为第 {n} 号")))
    else:
        act = next(each for each in ACCOUNT_ACTS if each.action.name == name)
        shell.carry_out(act.form(desk, member), page, said(_(act.done)))


def _money(title: str) -> _CheckedMoney:
    """A sum above nothing."""

    def positive(amount: Money) -> None:
        if amount.fen <= 0:
            raise DomainError("account.not_positive", amount=amount)

    field = _CheckedMoney(title, required=True, negative=False)
    field.rule = positive
    return field


def _day(desk: Desk, member: Member | None) -> CheckedDate:
    """A day of the membership up to today."""

    def rule(day: date) -> None:
        if day > desk.today:
            raise DomainError("account.day_in_future", day=day)
        if member is not None and day < member.joined:
            raise DomainError("account.before_joining", number=member.number, day=day, joined=member.joined)

    field = CheckedDate(_("日期"), required=True, day=desk.today)
    field.rule = rule
    return field


def _year_field(desk: Desk, years: Sequence[int]) -> ChoiceField[int]:
    known = list(dict.fromkeys(years)) or [desk.today.year - 1]
    return ChoiceField(_("年度"), [(year, _("{year} 年度").format(year=year)) for year in known])
