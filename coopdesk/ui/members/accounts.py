"""The tab 账户: one member's account over a year, line by line from the opening balance, and what can be posted to it.

Shows what it is given and says by signals what the person wants done; it knows no book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coopdesk.domain.members.account import AccountCause, Balances
from coopdesk.domain.members.member import Member
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, mark
from coopdesk.services.distribution.account_sheets import AccountSheet, SheetLine, SheetMatter
from coopdesk.services.members.account_values import NumberedPosting
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import Ink, SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import account_cause_name, contribution_form_name

CONTRIBUTE = Action("contribute", N_("出资"), "Ctrl+E", "", N_("所选成员的货币或非货币出资"))
POST = Action("post-to-account", N_("其他记账"), "Ctrl+B", "", N_("建账、补助和捐赠、公积金、退还"))
TAKE_BACK = Action("reverse-posting", N_("冲销这笔"), "", "", N_("冲销所选的一笔账户记录，原记录保留"))
PRINT = Action("print-account", N_("打印"), "", "", N_("打印这位成员本年度的账户"))
_NOTHING = Money(0)


@dataclass(frozen=True)
class AccountRow:
    """One line of the account: what it changes in each column, or the balance before and after all of them."""

    key: str
    day: date | None
    matter: str
    said: str
    change: Balances
    traded: Money = _NOTHING
    refund: Money = _NOTHING
    dividend: Money = _NOTHING
    is_balance: bool = False
    posting: NumberedPosting | None = None

    @property
    def capital(self) -> Money:
        """Both columns of 成员出资."""
        return self.change.contributed

    @property
    def granted(self) -> Money:
        """财政补助 and 捐赠 quantified."""
        return self.change.subsidy + self.change.donation

    @property
    def paid(self) -> Money:
        """盈余返还 and 剩余盈余分配."""
        return self.refund + self.dividend

    @property
    def reversible(self) -> bool:
        """Whether it can be taken back: a posting that stands. Shares are reversed where they are entered."""
        return self.posting is not None and self.posting.is_live


def _of(name: str) -> Callable[[AccountRow], object]:
    return lambda row: getattr(row.change, name)


ACCOUNT_COLUMNS: tuple[Column[AccountRow], ...] = (
    Column("day", N_("日期"), Kind.DATE, width=80),
    Column("matter", N_("摘要"), width=84, stretch=True),
    Column("capital", N_("出资额"), Kind.MONEY, width=76),
    Column("reserve", N_("公积金"), Kind.MONEY, width=68, value=_of("reserve")),
    Column("granted", N_("补助捐赠"), Kind.MONEY, width=68, yields=True),
    Column("paid", N_("返还分配"), Kind.MONEY, width=68),
    Column("poverty", N_("扶贫资产出资"), Kind.MONEY, value=_of("capital_poverty"), hidden=True),
    Column("other", N_("其他出资"), Kind.MONEY, value=_of("capital"), hidden=True),
    Column("subsidy", N_("财政补助量化"), Kind.MONEY, value=_of("subsidy"), hidden=True),
    Column("donation", N_("捐赠量化"), Kind.MONEY, value=_of("donation"), hidden=True),
    Column("traded", N_("交易额"), Kind.MONEY, hidden=True),
    Column("refund", N_("盈余返还"), Kind.MONEY, hidden=True),
    Column("dividend", N_("剩余盈余分配"), Kind.MONEY, hidden=True),
    Column("said", N_("凭据和备注"), width=160, hidden=True),
)


def account_rows(sheet: AccountSheet) -> list[AccountRow]:
    """The sheet as rows: opening balance, every line, closing balance."""
    rows = [AccountRow("opening", None, _("年初余额"), "", sheet.opening, is_balance=True)]
    rows += [_row(place, line) for place, line in enumerate(sheet.lines)]
    closing = AccountRow(
        "closing",
        None,
        _("年末余额"),
        "",
        sheet.closing,
        Money(sum(trade.amount.fen for trade in sheet.trades)),
        sheet.refund,
        sheet.dividend,
        is_balance=True,
    )
    return [*rows, closing]


def _row(place: int, line: SheetLine) -> AccountRow:
    posting = None if line.move is None else line.move.posting
    return AccountRow(
        str(place),
        line.day,
        matter_text(line),
        "" if posting is None else _said(posting),
        line.change,
        Money(sum(trade.amount.fen for trade in line.trades)),
        line.refund,
        line.dividend,
        posting=posting,
    )


def matter_text(line: SheetLine) -> str:
    """What a line of the account is about, in the language of the window."""
    if line.matter is SheetMatter.TRADE:
        return _("全年交易：{products}").format(
            products=mark("、").join(each.product for each in line.trades)
        )
    if line.matter is SheetMatter.LOSS:
        return _("承担本年度亏损")
    if line.matter is SheetMatter.DISTRIBUTION:
        return _("本年度盈余分配")
    if line.matter is SheetMatter.PAST:
        return _("本年度盈余分配（建账前）")
    assert line.move is not None  # a posting or shares
    if line.move.posting is None:
        return _("股份登记第 {n} 号").format(n=line.move.operation)
    return posting_text(line.move.posting)


def posting_text(numbered: NumberedPosting) -> str:
    """Why an account was posted to, in the language of the window."""
    posting = numbered.posting
    if posting.cause is AccountCause.REVERSAL and numbered.reverses is not None:
        return _("红字冲销第 {n} 号账户记录").format(n=numbered.reverses)
    name = account_cause_name(posting.cause)
    if posting.cause is AccountCause.CONTRIBUTION and posting.form is not None:
        return f"{name}{mark('（')}{contribution_form_name(posting.form)}{mark('）')}"
    return name if posting.year is None else _("{year} 年度{cause}").format(year=posting.year, cause=name)


def _said(numbered: NumberedPosting) -> str:
    posting = numbered.posting
    return mark("；").join(filter(None, (posting.document, posting.resolution, posting.note)))


class AccountModel(SequenceModel[AccountRow]):
    """The lines as cells: what was taken back is quiet, and what a line rests on is said in its tip."""

    def __init__(self) -> None:
        super().__init__(ACCOUNT_COLUMNS, identity="key")

    def _cell(self, column: Column[AccountRow], row: AccountRow, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and row.posting is not None and not row.posting.is_live:
            return theme.current().colour(Ink.QUIET.value)
        if role == Qt.ItemDataRole.FontRole and row.is_balance:
            font = fonts.application_font(theme.current().text_size.body)
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and row.said:
            return row.said
        return super()._cell(column, row, role)


@dataclass(frozen=True)
class AccountView:
    """What the tab shows: the member's sheet of a year, and the reserve of the year that no account has yet."""

    sheet: AccountSheet
    open_reserve: Money | None


class AccountTab(QWidget):
    """One member's account; sends `wanted(action name, row or None)`. `keys_in` is where its shortcuts work.

    The account is read through `read(number, year)` when the tab comes in sight, not for every member passed over.
    """

    wanted = Signal(str, object)

    def __init__(self, keys_in: QWidget) -> None:
        super().__init__()
        self.model = AccountModel()
        self.table = DataTable(self.model, _("成员账户"), framed=False, tools=False)
        self.table.picked.connect(lambda _row: self._follow())
        self.read: Callable[[str, int], AccountView] | None = None
        self.member: Member | None = None
        self._stale = True
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("年度"))
        self.year.currentIndexChanged.connect(lambda _place: self._show())
        self.note = label("", "small", wrap=True)
        self._sum = ""
        self.print, self.take_back = (
            button(action, partial(self._ask, action), "link") for action in (PRINT, TAKE_BACK)
        )
        self.contribute = button(CONTRIBUTE, partial(self._ask, CONTRIBUTE), keys_in=keys_in)
        self.more = button(POST, self._open_menu, keys_in=keys_in)
        self.acts: Callable[[], Sequence[Action]] = tuple
        """What else can be posted to the account of the member shown; asked when the menu opens."""
        self._lay_out()

    def show_member(self, member: Member, years: Sequence[int]) -> None:
        """Show this member's account of the chosen year, or of the newest; read once it is in sight."""
        self.member = member
        if [self.year.itemData(place) for place in range(self.year.count())] != list(years):
            chosen = self.chosen_year
            self.year.blockSignals(True)
            self.year.clear()
            for each in years:
                self.year.addItem(_("{year} 年度").format(year=each), each)
            if chosen in years:
                self.year.setCurrentIndex(list(years).index(chosen))
            self.year.blockSignals(False)
        self.contribute.setEnabled(member.ended is None and not member.is_struck)
        self.more.setEnabled(not member.is_struck)
        self._stale = True
        self._show()

    @property
    def chosen_year(self) -> int:
        """The year whose account is shown; 0 while there is none."""
        return int(self.year.currentData() or 0)

    def choose_year(self, year: int) -> None:
        """Show the account of that year, if the book has it."""
        place = self.year.findData(year)
        if place >= 0:
            self.year.setCurrentIndex(place)

    def set_usable(self, usable: bool) -> None:
        """Let the acts work, keys included, only while there is a member."""
        for made in (self.contribute, self.more, self.print):
            made.setEnabled(usable)
        if not usable:
            self.member = None
            self.take_back.setEnabled(False)

    def menu(self) -> QMenu:
        """What else can be posted; sends `wanted(name, None)`."""
        menu = QMenu(self)
        menu.setAccessibleName(_(POST.text))
        for act in self.acts():
            entry = menu.addAction(_(act.text))
            entry.setToolTip(act.tooltip())
            entry.triggered.connect(partial(self._ask, act))
        return menu

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show()

    def _show(self) -> None:
        member, read = self.member, self.read
        if member is None or read is None or not self.chosen_year:
            return
        if not self.isVisible():
            self._stale = True
            return
        view = read(member.number, self.chosen_year)
        self._stale = False
        self.model.set_rows(account_rows(view.sheet))
        self._sum = _("本年末：出资额 {capital}，公积金份额 {reserve}，量化份额 {granted}").format(
            capital=view.sheet.closing.contributed.grouped,
            reserve=view.sheet.closing.reserve.grouped,
            granted=(view.sheet.closing.subsidy + view.sheet.closing.donation).grouped,
        )
        if view.open_reserve is not None:
            self._sum = _(
                "本年度提取的公积金 {amount} 元还没有量化到成员，请用“其他记账”里的公积金量化"
            ).format(amount=view.open_reserve.grouped)
        self._follow()

    def _follow(self) -> None:
        row = self.table.current_row()
        chosen = row if isinstance(row, AccountRow) else None
        self.take_back.setEnabled(chosen is not None and chosen.reversible)
        set_text(self.note, chosen.said if chosen is not None and chosen.said else self._sum)

    def _ask(self, action: Action, _checked: bool = False) -> None:
        row = self.table.current_row()
        self.wanted.emit(action.name, row if isinstance(row, AccountRow) else None)

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        head = QHBoxLayout()
        head.addWidget(self.year)
        head.addStretch(1)
        # All in one row, so that on the lowest screen eight lines of the account stay in sight.
        for made in (self.contribute, self.more, self.take_back, self.print):
            head.addWidget(made)
        box.addLayout(head)
        box.addWidget(self.table, 1)
        box.addWidget(self.note)
