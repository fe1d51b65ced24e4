"""What becomes of the voucher in the sheet: kept as a draft, checked, posted, copied, undone in red.

Makes commands of what is typed and hands them to the shell; what shows afterwards is the view's business.
"""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Voucher, faults
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_money, mark, ngettext
from coopdesk.services.command import Changes, Command
from coopdesk.services.ledger.commands import CheckDraft, PostDrafts, PostVouchers, RecordItem, SaveDraft
from coopdesk.services.ledger.papers.numbers import voucher_name
from coopdesk.services.ledger.values import LedgerItem, PostedVoucher
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.ledger.balances import balance_words
from coopdesk.ui.ledger.entry import Entry
from coopdesk.ui.ledger.naming import NewItem
from coopdesk.ui.ledger.reading import read_balance
from coopdesk.ui.ledger.reversing import corrected
from coopdesk.ui.ledger.sheet import VoucherSheet
from coopdesk.ui.ledger.voucher_list import number_words
from coopdesk.wording import dimension_name, error_text

CORRECT = Action("correct", N_("录入正确的凭证"), "", "add")
SHOW = Action("show-posted", N_("查看"))
_POST_NOW = Action("post-now", N_("确认记账"), "", "check")
_SHOWN_ACCOUNTS = 8
_TOLD = 3


class Shown(Protocol):
    """The view whose sheet it is."""

    entry: Entry

    def begin_new(self, voucher: Voucher | None = None, day: date | None = None) -> None:
        """Let an empty voucher of a day, or this one, be typed."""

    def show_draft(self, number: int) -> None:
        """Let that draft be typed on, read anew."""

    def show_posted(self, voucher_id: int) -> None:
        """Show that voucher as paper."""

    def set_busy(self, busy: bool) -> None:
        """Whether something becomes of the entry just now, so that nothing else is begun with it."""


class VoucherActs:
    """The acts of one sheet."""

    def __init__(self, shell: Shell, page: PageFrame, sheet: VoucherSheet, shown: Shown) -> None:
        self._shell, self._page, self._sheet, self._shown = shell, page, sheet, shown
        sheet.new_item.connect(self.record_item)

    @property
    def _entry(self) -> Entry:
        return self._shown.entry

    def print_posted(self) -> None:
        """Show the voucher as it is printed, where it can be sent to a printer."""
        posted = self._entry.posted
        if posted is not None and posted.number:
            name = voucher_name(posted.month, posted.voucher.word, posted.number)
            self._shell.go("papers", f"voucher:{name}")

    @property
    def touched(self) -> bool:
        """Whether something is typed that is not in the book."""
        sheet, entry = self._sheet, self._entry
        if sheet.read_only or (sheet.is_blank and entry.draft is None):
            return False
        return sheet.text() != entry.text

    def as_draft(self) -> SaveDraft:
        """What keeps the entry as it is typed; raises what cannot be read."""
        return SaveDraft(
            command_id=self._entry.command_id("draft", self._sheet.text()),
            voucher=self._sheet.voucher(),
            draft=self._entry.draft,
            seen=self._entry.seen,
        )

    def post(self) -> None:
        """记账 what is typed: a sheet shows what will be; then a new empty one of the same day stands ready."""
        if self._sheet.read_only or self._page.stopped():
            return
        self._page.message.hide()
        voucher = self._good_voucher()
        if voucher is None or not self._agreed(voucher):
            return
        if self._entry.draft is None:
            command_id = self._entry.command_id("post", self._sheet.text())
            self._run(PostVouchers(command_id=command_id, vouchers=(voucher,)), self._posted)
        elif self.touched:
            self._run(self.as_draft(), lambda _changes: self._post_draft(None))
        else:
            self._post_draft(self._entry.seen)

    def save_draft(self, then: Callable[[], object] | None = None) -> None:
        """Keep what is typed as a draft, balanced or not; ``then`` in place of saying so."""
        if self._page.stopped() or self._sheet.read_only:
            return
        self._page.message.hide()
        try:
            command = self.as_draft()
        except DomainError as error:
            self._refused(error)
            return

        def saved(changes: Changes) -> None:
            self._shown.show_draft(int(changes.reference))
            if then is None:
                self._page.show_done(_("草稿已存，还没有记账"))
            else:
                then()

        self._run(command, saved)

    def check(self) -> None:
        """审核 the draft, or take that back."""
        if self._entry.draft is None or self._page.stopped():
            return
        self._page.message.hide()
        if self.touched:
            self._run(self.as_draft(), lambda _changes: self._check(False, None))
        else:
            self._check(self._entry.checked, self._entry.seen)

    def void(self) -> None:
        """作废 the draft; why is asked."""
        from coopdesk.ui.ledger.voiding import VoidingForm

        if self._entry.draft is not None:
            form = VoidingForm(self._entry.draft, self._entry.seen)

            def is_void(_changes: Changes) -> None:
                self._shown.begin_new()
                self._page.show_done(_("草稿已作废"))

            self._shell.carry_out(form, self._page, is_void)

    def keep_template(self) -> None:
        """Keep the lines as a template."""
        from coopdesk.ui.ledger.voiding import TemplateForm

        try:
            voucher = self._sheet.voucher()
        except DomainError as error:
            self._refused(error)
            return
        form = TemplateForm(voucher.lines, voucher.word, self._shell.desk.journal.seen())
        self._shell.carry_out(form, self._page, lambda _changes: self._page.show_done(_("模板已保存")))

    def reverse(self) -> None:
        """红字冲销 of the voucher shown; then the right one can be typed from its lines."""
        from coopdesk.ui.ledger.reversing import VoucherReversalForm

        posted = self._entry.posted
        if posted is None:
            return
        form = VoucherReversalForm(posted, self._sheet.names, self._shell.desk.today)

        def reversed_(changes: Changes) -> None:
            red = self._shell.desk.ledger.voucher(int(changes.reference))
            self._shown.show_posted(red.id)
            again = corrected(posted, red.voucher.day)
            said = _("已冲销，红字凭证为 {number}").format(number=_number(red))
            self._page.show_done(said, (CORRECT, lambda: self._shown.begin_new(again)))

        self._shell.carry_out(form, self._page, reversed_)

    def record_item(self, item: NewItem) -> None:
        """Record another party, a product or a channel on the spot, by the name that is typed."""
        said = _("已新建{kind}“{name}”").format(kind=dimension_name(item.kind), name=item.name)
        command = RecordItem(item=LedgerItem(item.kind, "", item.name), seen=self._shell.desk.journal.seen())
        # What is typed is refused until the name is known, which must not stop this.
        self._shell.perform(
            command, self._page, lambda _changes: self._page.show_done(said), self._page.show_error
        )

    def _run(self, command: Command, done: Callable[[Changes], object]) -> None:
        self._shown.set_busy(True)

        def ran(changes: Changes) -> None:
            self._shown.set_busy(False)
            done(changes)

        def refused(failure: Failure) -> None:
            self._shown.set_busy(False)
            self._refused(failure)

        self._shell.perform(command, self._page, ran, refused)

    def _refused(self, failure: Failure) -> None:
        self._page.show_error(failure)
        number = failure.params.get("line")
        if isinstance(number, int):
            self._sheet.go_to_line(number, failure.code)

    def _good_voucher(self) -> Voucher | None:
        """What is typed, if it could be posted; else all that is wrong is said, and the cursor goes to the first."""
        try:
            voucher = self._sheet.voucher()
        except DomainError as error:
            self._refused(error)
            return None
        found = faults(voucher, self._sheet.names.chart)
        if not found:
            return voucher
        told = [error_text(each) for each in found[:_TOLD]]
        if len(found) > _TOLD:
            told.append(_("另有 {n} 处").format(n=f"{len(found) - _TOLD:,}"))
        self._page.message.say("error", mark("；").join(told))
        first = found[0].params.get("line")
        if isinstance(first, int):
            self._sheet.go_to_line(first, found[0].code)
        return None

    def _agreed(self, voucher: Voucher) -> bool:
        """Whether the person wants what a sheet shows."""
        count = len(voucher.lines)
        lines = ngettext("{n} 行分录", "{n} 行分录", count).format(n=f"{count:,}")
        both = f"{format_money(voucher.debit)}{mark('（')}{lines}{mark('）')}"
        changes = [(_("日期"), voucher.day.isoformat()), (_("借贷各"), both), *self._accounts_after(voucher)]
        sentence = _("记账后不能再改，记错了用红字冲销。编号接在 {month} 的最后一张“{word}”字凭证之后。")
        sentence = sentence.format(month=str(Month.of(voucher.day)), word=voucher.word)
        return dialogs.confirm_sheet(
            self._page, _("登记凭证"), sentence, changes, _POST_NOW, accept_first=True
        )

    def _accounts_after(self, voucher: Voucher) -> list[dialogs.Change]:
        """What each account holds and will hold, those of the first lines."""
        moved: dict[str, int] = {}
        for each in voucher.lines:
            moved[each.account] = moved.get(each.account, 0) + each.debit.fen - each.credit.fen
        told = []
        for code, fen in list(moved.items())[:_SHOWN_ACCOUNTS]:
            before = read_balance(self._shell.desk, code, NO_DIMENSIONS)
            change = f"{balance_words(before)} → {balance_words(before + Money(fen))}"
            told.append((self._sheet.names.account_words(code), change))
        if len(moved) > _SHOWN_ACCOUNTS:
            rest = len(moved) - _SHOWN_ACCOUNTS
            told.append((_("还有"), ngettext("{n} 个科目", "{n} 个科目", rest).format(n=f"{rest:,}")))
        return told

    def _post_draft(self, seen: int | None) -> None:
        number = self._entry.draft
        if number is not None:
            self._run(PostDrafts(drafts=(number,), seen=seen), self._posted)

    def _posted(self, changes: Changes) -> None:
        posted = self._shell.desk.ledger.voucher(int(changes.reference))
        self._shown.begin_new(day=posted.voucher.day)
        said = _("已登记 {number}").format(number=_number(posted))
        self._page.show_done(said, (SHOW, lambda: self._shown.show_posted(posted.id)))

    def _check(self, take_back: bool, seen: int | None) -> None:
        number = self._entry.draft
        if number is None:
            return
        said = _("已取消审核") if take_back else _("已审核")

        def checked(_changes: Changes) -> None:
            self._shown.show_draft(number)
            self._page.show_done(said)

        self._run(CheckDraft(draft=number, take_back=take_back, seen=seen), checked)


def _number(posted: PostedVoucher) -> str:
    return number_words(posted.voucher.word, posted.number)
