"""The page 成员与股份: the register as at any day at the left, one member at the right, the acts that change them.

Reads from the desk and hands commands to the shell; what they changed comes back through `reload`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer

from coopdesk.domain.members.certificate import Certificate
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes, Topic
from coopdesk.services.members.values import MemberRow
from coopdesk.ui.attachments.attached import AttachedFiles
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.as_at import AsAtPicker
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.page import PageFrame, side_by_side
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.ui.members.account_tab_acts import AccountTabActs
from coopdesk.ui.members.columns import MEMBER_COLUMNS
from coopdesk.ui.members.detail import MemberDetail
from coopdesk.ui.members.entries import EntryRow
from coopdesk.ui.members.files import IMPORT, RollFiles
from coopdesk.ui.members.law_notes import LawNotes
from coopdesk.ui.members.looking import Looking
from coopdesk.ui.members.more_acts import MORE_ACTS
from coopdesk.ui.members.past_acts import PastActs
from coopdesk.ui.members.reading import Counted, counted, member_view, usual_days
from coopdesk.ui.members.register import RegisterSource

JOIN = Action("join", N_("入社"), "Ctrl+N", "add", N_("登记一位新成员和首次认股"))

EDIT_FIELD = "edit:"
"""References `edit:F01:identity` ask for the form of a member, with the cursor in that field."""


_TODAY = Action("as-at-today", N_("看今天"), "", "calendar")
_BACK = Action("back-to-table", N_("回到名册"), "Esc")


class MembersPage(PageFrame):
    """成员与股份."""

    topics = frozenset(
        {Topic.MEMBERS, Topic.REGISTER, Topic.ACCOUNTS, Topic.PLANS, Topic.COOP, Topic.ATTACHMENTS}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("成员与股份"))
        self._shell = shell
        self._number = ""
        self._sought = ""
        today = shell.desk.today
        self._follows_today = True
        self.source = RegisterSource(shell.desk.members.table, today)
        self.model: WindowedModel[MemberRow] = WindowedModel(MEMBER_COLUMNS, self.source, "number")
        self._counting = ReadingLane()
        """Counts the whole roll, beside the table, which is not to wait for that."""
        self.table = DataTable(self.model, _("成员名册"))
        self.as_at = AsAtPicker(today, lambda: usual_days(shell.desk))
        self.detail = MemberDetail(self)
        self.files = AttachedFiles(shell, self, self.detail.pane.files)
        self.law = LawNotes(self)
        self.accounts = AccountTabActs(shell, self, self.detail)
        self.past = PastActs(shell, self, self.detail)
        self.roll_files = RollFiles(shell, self)
        self.add_action(JOIN, self.join, primary=True)
        self._lay_out_body()
        self._connect()

    @property
    def day(self) -> date:
        """The day the register is looked at."""
        return self.source.day

    def reload(self) -> None:
        """Read everything again; the chosen member and the day stay."""
        desk = self._shell.desk
        if self._follows_today and desk.today != self.day:
            self.as_at.show_day(desk.today)
            self.source.show_day(desk.today)
        self.model.resort()
        self._say_state()
        self._begin_somewhere()
        self._show_chosen()

    def stop_reading(self) -> None:
        self._counting.close()
        self.model.close(self.source.close)

    @property
    def is_reading(self) -> bool:
        """Whether something asked of the book is not shown yet."""
        return self.model.lane.busy or self._counting.busy

    def settle(self) -> bool:
        """Wait here until all that was asked of the book is shown; False if that takes too long."""
        return self.model.settle() and self._counting.settle()

    def open_thing(self, reference: str) -> None:
        """A member's number; other pages also send people here to enter one, or to put a member's detail right."""
        if reference == JOIN.name:
            QTimer.singleShot(0, self, self.join)
        elif reference == IMPORT.name:
            QTimer.singleShot(0, self, self.roll_files.import_members)
        elif reference.startswith(EDIT_FIELD):
            number, _colon, field = reference.removeprefix(EDIT_FIELD).rpartition(":")
            if self.show_member(number):
                QTimer.singleShot(0, self, lambda: self.edit(field))
        else:
            self.show_member(reference)

    def show_member(self, number: str) -> bool:
        """Show that member, in the table too; what hides it there (a filter, an earlier day) is put aside.

        Whose membership has ended is shown on its last day; who was struck stands in no table.

        False for a number the roll does not hold.
        """
        member = self._shell.desk.members.get(number)
        if member is None:
            return False
        if not member.is_struck and not member.belongs_on(self.day):
            self.show_day(member.ended if member.ended is not None else self._shell.desk.today)
        self._number = number
        # Who stands in no row is no other's: no row is chosen then.
        missing = (
            self.table.view.clearSelection if member.is_struck else partial(self._find_without_filter, number)
        )
        self._find(number, missing)
        self._show_chosen()
        return True

    def show_day(self, day: date) -> None:
        """Look at the whole register as it stood on that day."""
        self._follows_today = day == self._shell.desk.today
        self.as_at.show_day(day)
        self.source.show_day(day)
        self.model.resort()
        self._say_state()
        self._show_chosen()

    def join(self) -> None:
        """入社."""
        from coopdesk.ui.members.joining import JoiningForm

        desk = self._shell.desk
        self._shell.carry_out(JoiningForm(desk), self, self._joined, lambda before: JoiningForm(desk, before))

    def edit(self, field: str = "") -> None:
        """编辑信息 of the member shown, with the cursor in that field of `Member` if one is named."""
        from coopdesk.ui.members.amending import AmendingForm

        if self.detail.view is not None and not self.detail.view.member.is_struck:
            form = AmendingForm(self._shell.desk, self.detail.view.member, field)
            self._shell.carry_out(form, self, lambda _changes: self.show_done(_("成员信息已保存")))

    def add_shares(self) -> None:
        """增股 for the member shown."""
        from coopdesk.ui.members.adding import AddingForm

        if self.detail.view is not None:
            desk = self._shell.desk
            self._shell.carry_out(
                AddingForm(desk, self.detail.view.member),
                self,
                lambda changes: self._entered(_("增股已登记，第 {n} 号"), changes),
                lambda before: AddingForm(desk, None, before),
            )

    def transfer(self) -> None:
        """转让, 继承 or 赠与 from the member shown."""
        from coopdesk.ui.members.transferring import TransferForm

        if self.detail.view is not None:
            desk, asked = self._shell.desk, [TransferForm(self._shell.desk, self.detail.view.member)]

            def further(before: TransferForm) -> TransferForm:
                asked.append(TransferForm(desk, None, before))
                return asked[-1]

            self._shell.carry_out(
                asked[0], self, lambda changes: self._entered(asked[-1].said, changes), further
            )

    def reverse(self, row: EntryRow) -> None:
        """红字冲销 of one entry of the member shown."""
        from coopdesk.ui.members.reversing import ReversalForm

        if self.detail.view is not None:
            form = ReversalForm(self._shell.desk, self.detail.view.member, row)
            self._shell.carry_out(
                form, self, lambda changes: self._entered(_("已冲销，冲销登记为第 {n} 号"), changes)
            )

    def more(self, name: str) -> None:
        """One of `MORE_ACTS` with the member shown, by the name of its action."""
        if self.detail.view is not None:
            member = self.detail.view.member
            act = next(each for each in MORE_ACTS if each.action.name == name)
            done = _(act.done).format(number=member.number)
            form = act.form(self._shell.desk, member)
            self._shell.carry_out(form, self, lambda _changes: self.show_done(done))

    def certify(self, name: str, certificate: Certificate | None) -> None:
        """An act of the tab 股权证 with the member shown, by the name of its action."""
        from coopdesk.ui.members.certifying import certify

        if self.detail.view is not None:
            certify(self._shell, self, self.detail.view.member, name, certificate)

    def print_paper(self, kind: str) -> None:
        """Show that paper of the member shown among the papers."""
        if self.detail.view is not None:
            self._shell.go("papers", f"{kind}:{self.detail.view.member.number}")

    def print_agreement(self, row: EntryRow) -> None:
        """Ask the price of a transfer, and show its agreement among the papers."""
        from coopdesk.ui.kit import dialogs
        from coopdesk.ui.members.printing import PriceForm

        name = dialogs.ask(PriceForm(row.operation), self)
        if name is not None:
            self._shell.go("papers", f"agreement:{name}")

    def _lay_out_body(self) -> None:
        self.table.add_tool(self.as_at)
        self.looking = Looking(self._shell, self)
        self._say_empty(None)
        self.body.addWidget(side_by_side(self.table, self.detail), 1)

    def _connect(self) -> None:
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _row: self.detail.enter())
        self.model.modelReset.connect(self._begin_somewhere)
        # Queued: a page can be refused while it is being painted.
        self.model.failed.connect(self._not_read, Qt.ConnectionType.QueuedConnection)
        self.table.summary_changed.connect(self.set_status)
        self.roll_files.take_pasted(self.table)
        actions.key(_BACK, lambda: self.table.view.setFocus(Qt.FocusReason.OtherFocusReason), self.detail)
        self.as_at.chosen.connect(self.show_day)
        self.as_at.refused.connect(self.show_error)
        self.as_at.mended.connect(self.message.hide)
        self.detail.summary_changed.connect(lambda said: self.set_status(said or self.table.view.summary()))
        self.detail.pane.files_tab.chosen.connect(self._show_files)
        self.detail.edit_wanted.connect(lambda: self.edit())
        self.detail.more_wanted.connect(self.more)
        self.detail.add_wanted.connect(self.add_shares)
        self.detail.transfer_wanted.connect(self.transfer)
        self.detail.reversal_wanted.connect(self.reverse)
        self.detail.certificate_wanted.connect(self.certify)
        self.detail.paper_wanted.connect(self.print_paper)
        self.detail.agreement_wanted.connect(self.print_agreement)

    def _picked(self, row: MemberRow | None) -> None:
        if self._sought and row is not None and row.number != self._sought:
            return  # the cursor is on its way to another member
        if row is not None and row.number != self._number:
            self._number = row.number
            self._show_chosen()

    def _find(self, number: str, missing: Callable[[], object]) -> None:
        """Put the cursor on a member; where the table does not show it, `missing` says what to do."""

        def found(place: int | None) -> None:
            self._sought = ""
            if place is None:
                missing()
                return
            self.table.view.put_cursor(place, max(self.table.view.currentIndex().column(), 0))
            self.table.view.scrollTo(self.table.view.currentIndex())

        self._sought = number
        self.model.find_key(number, found)

    def _find_without_filter(self, number: str) -> None:
        self._sought = number
        self.table.view.stop_filtering()
        self._find(number, lambda: None)

    def _not_read(self, failure: Failure) -> None:
        self._sought = ""
        self.show_error(failure)

    def _begin_somewhere(self) -> None:
        """Show the first member where none was chosen yet."""
        if not self._number and self.model.rowCount():
            self.table.view.put_cursor(0)

    def _show_chosen(self) -> None:
        view = member_view(self._shell.desk, self._number, self.day) if self._number else None
        self.detail.show_member(view)
        self._show_files()

    def _show_files(self) -> None:
        """What is attached to the member shown, or to the operation chosen in its place."""
        view = self.detail.view
        if view is None:
            self.files.show_thing(None)
        else:
            self.files.show_thing(self.detail.pane.files_tab.thing, not view.member.is_struck)

    def _say_state(self) -> None:
        """Read how many there are on the day, and say it once that is known."""
        desk, day = self._shell.desk, self.day
        self._counting.ask(
            "state",
            lambda: counted(desk, day),
            self._show_state,
            self.show_error,
            patience=0.0 if self.model.is_reading else None,
        )

    def _show_state(self, counted: Counted) -> None:
        self.law.show(counted.day, counted.findings)
        self.set_state(" · ".join(filter(None, (counted.words, self.looking.look.words))))
        self.detail.setVisible(bool(counted.members or self._number))
        self._say_empty(None if counted.members or counted.day == self._shell.desk.today else counted.day)

    def _say_empty(self, day: date | None) -> None:
        """What stands in place of the table: nobody yet, or nobody yet on that earlier day."""
        if day is None:
            words = _(
                "成员名册还是空的。\n登记了入社的成员列在这里：编号、姓名、类别和持有的股数。"
                "已有 Excel 名册的，用“导入”。"
            )
            self.table.set_empty(words, JOIN, self.join)
        else:
            words = _("{day} 还没有成员。").format(day=day.isoformat())
            self.table.set_empty(words, _TODAY, lambda: self.show_day(self._shell.desk.today))

    def _joined(self, changes: Changes) -> None:
        self.show_member(changes.reference)
        self.show_done(_("{number} 已入社").format(number=changes.reference))

    def _entered(self, words: str, changes: Changes) -> None:
        self.show_done(words.format(n=changes.reference))
