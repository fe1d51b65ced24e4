"""One member beside the table: who it is, its entries of the register, what it was distributed year by year.

Shows what it is given as `MemberView` and says by signals what the person wants done; it knows no book.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from coopdesk.domain.members.certificate import Certificate
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member, MemberState
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.in_office import KnownTerm
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.detail_pane import DetailPane
from coopdesk.ui.kit.empty import EmptyState
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.members.accounts import AccountTab
from coopdesk.ui.members.certificates import CertificatesTab
from coopdesk.ui.members.columns import YEAR_COLUMNS, YearRow
from coopdesk.ui.members.entries import EntriesModel, EntryRow
from coopdesk.ui.members.facts import Holdings, MemberFacts, eye_button, household_facts, office_facts
from coopdesk.ui.members.files_tab import FilesTab
from coopdesk.ui.members.more_acts import MORE_ACTS
from coopdesk.ui.members.printing import MEMBER_PAPERS
from coopdesk.wording import kind_name, member_state_name, shares_text

EDIT = Action("edit-member", N_("编辑"), "F2", "edit", N_("编辑所选成员的信息"))
ADD = Action("add-shares", N_("增股"), "Ctrl+I", "add", N_("为所选成员增加股份"))
TRANSFER = Action("transfer", N_("转让/继承"), "Ctrl+T", "transfer", N_("转让、继承或赠与所选成员的股份"))
MORE = Action("more-of-member", N_("更多"), "Ctrl+M", "", N_("退社、户、更正入社日期、作废"))
REVERSE = Action("reverse", N_("红字冲销"), "Ctrl+R", "", N_("冲销所选的一笔登记，原登记保留"))
AGREEMENT = Action("print-agreement", N_("打印协议"), "", "", N_("打印所选转让或赠与的协议"))
PAST = Action("past-of-member", N_("建账前"), "", "", N_("所选成员在建账以前各年分到的金额"))
PAST_YEAR = Action("past-year", N_("按年度"), "", "", N_("建账以前的一个年度：总额和各成员分到的金额"))
FILES = Action("files-of-entry", N_("附件"), "", "", N_("所选这一号登记的凭据照片和扫描件"))
_FACTS, _ENTRIES, _YEARS, _FILES = range(4)


@dataclass(frozen=True)
class MemberView:
    """Everything shown of one member; holdings are those of the day `as_at`."""

    member: Member
    as_at: date
    holdings: Holdings
    entries: Sequence[EntryRow]
    years: Sequence[YearRow]
    certificates: Sequence[Certificate] = ()
    household: Household | None = None
    relatives: Sequence[Relative] = ()
    offices: Sequence[KnownTerm] = ()
    account_years: Sequence[int] = ()
    classes: int = 1
    """How many classes of shares the book has."""
    owes: bool = False
    """Whether instalments for shares are still to be paid, to or by the member."""
    may_agree: bool = False
    """Whether shares went back of which no instalments are agreed yet."""
    was_paid: bool = False
    """Whether anything was paid out for shares that went back."""

    @property
    def shares(self) -> Quantity:
        """Shares of all classes together."""
        return Quantity(sum(shares for _share_class, shares in self.holdings))

    @property
    def state(self) -> str:
        """That the membership has ended or the line was struck; nothing for a member."""
        if self.member.is_struck:
            return member_state_name(MemberState.STRUCK)
        ended, notice = self.member.ended, self.member.notice
        if self.member.merged_into:
            return _("已并入 {number}").format(number=self.member.merged_into)
        if ended is not None:
            return _("{day} 退社").format(day=ended.isoformat())
        return _("已申请退社") if notice is not None else ""

    @property
    def line(self) -> str:
        """`F01 · 农户 · 8 股 · 3 组`; the group last, for it may be long and what is at the end may be cut off."""
        held = "" if self.member.is_struck else shares_text(self.shares)
        words = [self.member.number, kind_name(self.member.kind), held, self.state, self.member.group]
        return " · ".join(word for word in words if word)


class MemberDetail(QWidget):
    """The right side of the page; empty until a member is chosen. `keys_in` is where its shortcuts work."""

    edit_wanted = Signal()
    add_wanted = Signal()
    transfer_wanted = Signal()
    reversal_wanted = Signal(object)
    more_wanted = Signal(str)
    certificate_wanted = Signal(str, object)
    account_wanted = Signal(str, object)
    paper_wanted = Signal(str)
    agreement_wanted = Signal(object)
    past_wanted = Signal(str)
    summary_changed = Signal(str)

    def __init__(self, keys_in: QWidget) -> None:
        super().__init__()
        self.view: MemberView | None = None
        self.pane = _MemberPane(keys_in)
        self._nobody = _nobody_card()
        self._states = QStackedLayout(self)
        self._states.addWidget(self._nobody)
        self._states.addWidget(self.pane)
        self.pane.edit.clicked.connect(self.edit_wanted)
        self.pane.add.clicked.connect(self.add_wanted)
        self.pane.transfer.clicked.connect(self.transfer_wanted)
        self.pane.reverse.clicked.connect(self._reverse)
        self.pane.agreement.clicked.connect(self._print_agreement)
        for made, act in ((self.pane.past, PAST), (self.pane.past_year, PAST_YEAR)):
            made.clicked.connect(lambda _checked=False, name=act.name: self.past_wanted.emit(name))
        self.pane.more.clicked.connect(self._open_more)
        self.pane.certificates.wanted.connect(self.certificate_wanted)
        self.pane.account.wanted.connect(self.account_wanted)
        for table in (self.pane.entries, self.pane.years, self.pane.account.table):
            table.summary_changed.connect(self.summary_changed)
        self.show_member(None)

    def show_member(self, view: MemberView | None) -> None:
        """Show this member, or that none is chosen."""
        self.view = view
        self._states.setCurrentWidget(self.pane if view is not None else self._nobody)
        self.pane.set_usable(view is not None)
        if view is not None:
            self.pane.show_view(view)

    def enter(self) -> None:
        """Put the cursor into the open tab."""
        if self.view is not None:
            self.pane.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def more_acts(self) -> list[Action]:
        """What else can be done with the member shown, as it stands."""
        if self.view is None or self.view.member.is_struck:
            return []
        return [each.action for each in MORE_ACTS if each.offered(self.view)]

    def more_menu(self) -> QMenu:
        """A menu of `more_acts`; sends `more_wanted(name)`."""
        menu = QMenu(self)
        menu.setAccessibleName(_(MORE.text))
        for act in self.more_acts():
            entry = menu.addAction(_(act.text))
            entry.setToolTip(act.tooltip())
            entry.triggered.connect(lambda _checked=False, name=act.name: self.more_wanted.emit(name))
        if self.view is not None and not self.view.member.is_struck:
            self._add_papers(menu, self.view.member)
        return menu

    def _add_papers(self, menu: QMenu, member: Member) -> None:
        """The papers of the member; sends `paper_wanted(kind)`."""
        menu.addSeparator()
        for paper in MEMBER_PAPERS:
            if paper.offered(member):
                entry = menu.addAction(_(paper.action.text))
                entry.triggered.connect(lambda _checked=False, kind=paper.kind: self.paper_wanted.emit(kind))

    def _open_more(self) -> None:
        place = self.pane.more
        self.more_menu().popup(place.mapToGlobal(QPoint(0, place.height())))

    def _reverse(self) -> None:
        row = self.pane.entries.current_row()
        if self.view is not None and isinstance(row, EntryRow) and row.reversible:
            self.reversal_wanted.emit(row)

    def _print_agreement(self) -> None:
        row = self.pane.entries.current_row()
        if self.view is not None and isinstance(row, EntryRow) and row.agreed:
            self.agreement_wanted.emit(row)


class _MemberPane(DetailPane):
    """Head, actions and tabs of one member."""

    def __init__(self, keys_in: QWidget) -> None:
        super().__init__(_("成员资料"))
        self.facts = MemberFacts()
        self.entries_model = EntriesModel()
        self.years_model: SequenceModel[YearRow] = SequenceModel(YEAR_COLUMNS)
        self.entries = DataTable(self.entries_model, _("股份明细"), framed=False, tools=False)
        self.years = DataTable(self.years_model, _("历年分配"), framed=False, tools=False)
        self.certificates = CertificatesTab()
        self.account = AccountTab(keys_in)
        self.files_tab = FilesTab()
        self.files = self.files_tab.files
        self.note = label("", "small", wrap=True)
        self._hint = ""
        self.sum = label("", "muted", wrap=True)
        self.eye = eye_button(self.facts.reveal)
        self.add, self.transfer, self.edit, self.more = (
            self._act(action, keys_in) for action in (ADD, TRANSFER, EDIT, MORE)
        )
        self.reverse = button(REVERSE, lambda: None, keys_in=keys_in)
        self.agreement = button(AGREEMENT, lambda: None)
        self.entry_files = button(FILES, self._open_files)
        self.past, self.past_year = (button(act, lambda: None) for act in (PAST, PAST_YEAR))
        self._fill()

    def show_view(self, view: MemberView) -> None:
        """Show this member; the chosen tab stays."""
        self.show_thing(view.member.name, view.line)
        self.facts.show_member(
            view.member,
            view.holdings,
            household_facts(view.household, view.relatives),
            office_facts(view.offices),
        )
        member = view.member
        for made in (self.add, self.transfer):
            made.setEnabled(member.ended is None and not member.is_struck)
        for made in (self.edit, self.more, self.past):
            made.setEnabled(not member.is_struck)
        self.entries_model.set_rows(view.entries)
        self.years_model.set_rows(view.years)
        self.certificates.show_member(member, view.certificates)
        self.account.show_member(member, view.account_years)
        self.files_tab.show_member(member.number, view.entries)
        self._say_notes(view)
        self._follow_entry()

    def set_usable(self, usable: bool) -> None:
        """Let the actions work, keys included, only while there is a member."""
        for made in (self.add, self.transfer, self.edit, self.more):
            made.setEnabled(usable)
        self.reverse.setEnabled(usable)
        self.account.set_usable(usable)

    def _act(self, action: Action, keys_in: QWidget) -> QPushButton:
        made = button(action, lambda: None, keys_in=keys_in)
        self._actions.addWidget(made)
        return made

    def _fill(self) -> None:
        self.entries.set_empty(_("还没有股份登记。认购或受让股份后，每一笔都列在这里。"))
        self.years.set_empty(_("还没有分配记录。年度分配方案决议后，每年的应发、扣税和实发列在这里。"))
        self.add_tab(_("资料"), self.facts)
        foot = (self.agreement, self.entry_files, self.reverse)
        self.add_tab(_("股份"), _under(self.entries, self.note, *foot))
        self.add_tab(_("分配"), _under(self.years, self.sum, self.past, self.past_year))
        self.add_tab(_("附件"), self.files_tab)
        self.add_tab(_("证书"), self.certificates)
        self.add_tab(_("账户"), self.account)
        self.tabs.setCornerWidget(self.eye)
        self.tab_changed.connect(lambda place: self.eye.setVisible(place == _FACTS))
        self.tabs.setCurrentIndex(_ENTRIES)
        self.entries.picked.connect(lambda _row: self._follow_entry())

    def _follow_entry(self) -> None:
        row = self.entries.current_row()
        self.reverse.setEnabled(isinstance(row, EntryRow) and row.reversible)
        self.agreement.setEnabled(isinstance(row, EntryRow) and row.agreed)
        self.entry_files.setEnabled(isinstance(row, EntryRow))
        said = []
        if isinstance(row, EntryRow):
            said = [row.money, _("备注：{note}").format(note=row.note) if row.note else ""]
        set_text(self.note, mark("；").join(filter(None, said)) or self._hint)

    def _open_files(self) -> None:
        row = self.entries.current_row()
        if isinstance(row, EntryRow):
            self.files_tab.show_operation(row.operation)
            self.tabs.setCurrentIndex(_FILES)
            self.files_tab.of.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_notes(self, view: MemberView) -> None:
        later = any(row.later for row in view.entries)
        day = view.as_at.isoformat()
        self._hint = _("选中一笔登记，可用红字冲销更正") if view.entries else ""
        self._hint = _("灰色为 {day} 之后的登记").format(day=day) if later else self._hint
        gross = Money(sum(row.gross.fen for row in view.years))
        net = Money(sum(row.net.fen for row in view.years))
        said = _("合计 {n} 年：应发 {gross} 元，实发 {net} 元")
        text = said.format(n=len(view.years), gross=format_money(gross), net=format_money(net))
        if any(row.is_past for row in view.years):
            before = Money(sum(row.gross.fen for row in view.years if row.is_past))
            text += mark("；") + _("其中建账前 {before} 元").format(before=format_money(before))
        set_text(self.sum, text if view.years else "")


def _under(table: QWidget, words: QWidget, *acts: QPushButton) -> QWidget:
    """A table with a line under it, and at the right of the line what can be done."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(SPACE_IN)
    box.addWidget(table, 1)
    foot = QHBoxLayout()
    foot.addWidget(words, 1)
    for act in acts:
        foot.addWidget(act)
    box.addLayout(foot)
    return holder


def _nobody_card() -> Card:
    card = Card()
    card.body.addWidget(EmptyState(_("在左边选一位成员，这里显示其基本信息、股份明细和历年分配。")))
    return card
