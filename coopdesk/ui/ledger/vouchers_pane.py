"""The view 凭证: the list of vouchers at the left, one of them at the right as paper, being typed or as it was posted.

Reads from the desk; what becomes of a voucher is `acts`. What is typed stays while the list is read anew, and nothing
takes its place unasked.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.i18n import _, ngettext
from coopdesk.services.command import Command
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ledger.values import DraftState
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.ui.ledger.acts import VoucherActs
from coopdesk.ui.ledger.entry import Entry
from coopdesk.ui.ledger.kept import bring_back, keep
from coopdesk.ui.ledger.periods import Days, PeriodChooser
from coopdesk.ui.ledger.reading import (
    Template,
    know_members,
    ledger_months,
    read_balance,
    read_names,
    read_templates,
)
from coopdesk.ui.ledger.sheet import VoucherSheet
from coopdesk.ui.ledger.sheet_frame import Signers
from coopdesk.ui.ledger.voucher_files import VoucherFiles
from coopdesk.ui.ledger.voucher_list import (
    DRAFT,
    POSTED,
    VOUCHER_COLUMNS,
    VoucherRow,
    VoucherSource,
    can_be_reversed,
    number_words,
    posted_state,
)
from coopdesk.ui.ledger.vouchers_frame import (
    CHECK,
    COPY,
    FILES,
    LEAVE,
    NEW,
    POST,
    PRINT,
    REVERSE,
    SAVE_DRAFT,
    TEMPLATES,
    TO_OTHER,
    TO_SOURCE,
    VOID,
    Slots,
    VouchersFrame,
)

_SOURCES = {"operation": "members", "plan": "distribution"}
"""By the kind of a document: the page that shows it."""


class VouchersPane(VouchersFrame):
    """凭证."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        self._shell, self._page = shell, page
        desk = shell.desk
        self._year = 0
        """The fiscal year whose vouchers were listed when the page was last read."""
        self.entry = Entry(desk.today)
        sheet = VoucherSheet(
            read_names(desk), lambda code, named: read_balance(desk, code, named), desk.today
        )
        self.source = VoucherSource(desk.ledger.voucher_table, desk.ledger.drafts)
        self.model: WindowedModel[VoucherRow] = WindowedModel(VOUCHER_COLUMNS, self.source, "key")
        self.acts = VoucherActs(shell, page, sheet, self)
        super().__init__(
            DataTable(self.model, _("凭证列表")), sheet, PeriodChooser(desk.today), self._slots()
        )
        self.papers = VoucherFiles(shell, page, self)
        self._connect()
        bring_back(desk, self)

    # Reading

    def reload(self) -> None:
        desk = self._shell.desk
        self.sheet.show_names(read_names(desk))
        if self._year != self._shell.year:
            self._year = self._shell.year
            self.show_days(Days.of_year(self._year))
        self.periods.show_months(ledger_months(desk), desk.today)
        self.model.resort()
        if self.entry.posted is not None:
            self._show_posted(self.entry.posted.id)
        self.papers.show()
        self._say_how_many()

    def stop_reading(self) -> None:
        keep(self._shell.desk, self)
        self.model.close(self.source.close)
        self.sheet.balances.close()

    def settle(self) -> bool:
        """Wait here until all that was asked of the book is shown; False if that takes too long."""
        return self.model.settle() and self.sheet.balances.settle()

    def open_thing(self, reference: str) -> None:
        """`v12` or `12` for a posted voucher, `d3` for a draft, `new-voucher` for a new one."""
        if reference == NEW.name:
            QTimer.singleShot(0, self, self.new)
        elif reference.startswith(DRAFT) and reference[1:].isdecimal():
            self.open_row(reference)
        elif reference.removeprefix(POSTED).isdecimal():
            self.open_row(f"{POSTED}{reference.removeprefix(POSTED)}")

    @property
    def place(self) -> str:
        return self.entry.key

    def take_focus(self) -> None:
        if not self.sheet.read_only:
            self.sheet.begin()

    def unsaved(self) -> str:
        return _("凭证") if self.acts.touched else ""

    def rescue(self) -> Command | None:
        try:
            return self.acts.as_draft() if self.acts.touched else None
        except DomainError:
            return None

    # What shows

    def show_days(self, days: Days) -> None:
        """List the vouchers of these days."""
        self.periods.show_days(days)
        self.source.show_days(days)
        self.model.resort()
        self._say_how_many()

    def new(self) -> None:
        """An empty voucher of the same day, once what is typed is kept or given up."""
        self._when_left(self.begin_new)

    def open_row(self, key: str) -> None:
        """Show the voucher or draft of that row, once what is typed is kept or given up."""
        if key == self.entry.key:
            return
        number = int(key[1:])
        if key.startswith(DRAFT):
            self._when_left(lambda: self.show_draft(number))
        else:
            self._when_left(lambda: self.show_posted(number))

    def use_template(self, template: Template) -> None:
        """The lines of a template in a new voucher; the cursor stands where the first sum is missing."""

        def put() -> None:
            if self.sheet.read_only or not self.sheet.is_blank:
                self.begin_new()
            self.sheet.put_lines(template.lines)

        self._when_left(put)

    def begin_new(self, voucher: Voucher | None = None, day: date | None = None) -> None:
        """Let an empty voucher of that day (the same as before without one), or this one, be typed."""
        shown = Voucher(day or self.entry.day, ()) if voucher is None else voucher
        self.entry = Entry(shown.day)
        self.sheet.show_entry(shown, Signers(self._shell.desk.person))
        # What is given is not in the book: it counts as typed.
        self.entry.text = self.sheet.text() if voucher is None else ""
        self._shown()
        self.sheet.begin()

    def show_draft(self, number: int) -> None:
        """Let that draft be typed on, read anew."""
        desk = self._shell.desk
        seen = desk.journal.seen()
        draft = desk.ledger.draft(number)
        know_members(desk, self.sheet.names, draft.voucher)
        checked = draft.state is DraftState.CHECKED
        self.entry = Entry(draft.voucher.day, draft=number, seen=seen, checked=checked)
        state = _("已审核") if checked else _("草稿")
        self.sheet.show_entry(draft.voucher, Signers(draft.prepared_by, draft.checked_by), state)
        self.entry.text = self.sheet.text()
        self._shown()

    def show_posted(self, voucher_id: int) -> None:
        """Show that voucher as paper."""
        self._show_posted(voucher_id)
        self._shown()

    def set_busy(self, busy: bool) -> None:
        """Whether something becomes of the entry just now, so that nothing else is begun with it."""
        self._acts.setEnabled(not busy)

    def copy(self) -> None:
        """The voucher shown once more, as a new one."""
        posted = self.entry.posted
        if posted is not None:
            self.begin_new(self._shell.desk.ledger.copy(posted.id, self.entry.day))

    def leave_entry(self) -> None:
        """Drop what is typed, after asking."""
        sentence = _("已填的内容不会保留。")
        title = _("放弃凭证")
        if not self.acts.touched or dialogs.confirm_sheet(self, title, sentence, [], dialogs.LEAVE):
            self.begin_new()

    def templates_menu(self) -> QMenu:
        """The templates; below them the lines that are typed can be kept as one."""
        menu = QMenu(self)
        menu.setAccessibleName(_("模板"))
        for template in read_templates(self._shell.desk):
            entry = menu.addAction(template.name)
            entry.triggered.connect(lambda _on=False, template=template: self.use_template(template))
        if not self.sheet.is_blank:
            menu.addSeparator()
            menu.addAction(_("把这张凭证存为模板…")).triggered.connect(
                lambda _on=False: self.acts.keep_template()
            )
        return menu

    # Within

    def _when_left(self, then: Callable[[], object]) -> None:
        """Do something that takes the place of what is typed, once that is kept or given up."""
        if not self.acts.touched:
            then()
            return
        wanted = dialogs.ask_leaving(self, _("离开凭证"), [_("凭证")])
        if wanted is dialogs.Leaving.SAVE:
            self.acts.save_draft(then)
        elif wanted is dialogs.Leaving.DROP:
            then()
        else:
            self._mark_row()

    def _show_posted(self, voucher_id: int) -> None:
        try:
            posted = self._shell.desk.ledger.voucher(voucher_id)
        except (DomainError, EnvironmentFault) as error:
            self._page.show_error(error)
            return
        voucher = posted.voucher
        know_members(self._shell.desk, self.sheet.names, voucher)
        self.entry = Entry(self.entry.day, posted=posted)
        self.sheet.show_posted(
            voucher,
            number_words(voucher.word, posted.number),
            Signers(posted.prepared_by, posted.checked_by, posted.posted_by),
            posted_state(posted),
        )

    def _shown(self) -> None:
        """Offer what can be done with what shows now."""
        posted, draft = self.entry.posted, self.entry.draft
        typed = posted is None
        two = self._shell.desk.ledger.settings().two_persons
        source = None if posted is None else posted.voucher.source
        shown = {
            POST: typed and (not two or self.entry.checked),
            SAVE_DRAFT: typed,
            LEAVE: typed and draft is None,
            CHECK: draft is not None,
            VOID: draft is not None,
            COPY: posted is not None,
            PRINT: posted is not None and bool(posted.number),
            REVERSE: posted is not None and can_be_reversed(posted),
            TO_OTHER: self.entry.other is not None,
            TO_SOURCE: source is not None and source.kind in _SOURCES,
        }
        for action, visible in shown.items():
            self.buttons[action.name].setVisible(visible)
        # Where another person checks, what one has typed is first of all kept for that.
        theme.mark(self.buttons[SAVE_DRAFT.name], kind="" if shown[POST] or not typed else "primary")
        check = self.buttons[CHECK.name]
        check.setText(_("取消审核") if self.entry.checked else _("审核"))
        check.setAccessibleName(check.text())
        self._turn_to_sheet()
        set_visual_tab_order(self._page)
        self._mark_row()
        self.papers.show()

    def _mark_row(self) -> None:
        """Put the cursor of the list on what shows; on nothing for a new voucher."""
        key = self.entry.key
        row = self.table.current_row()
        if row is not None and row.key == key:
            return
        if not key:
            self.table.view.clearSelection()
            return
        self.model.find_key(key, lambda place: None if place is None else self.table.view.put_cursor(place))

    def _picked(self, row: VoucherRow | None) -> None:
        """What the cursor of the list comes to is shown while one is looked through; a new voucher that is begun stays
        until a row is clicked or opened."""
        if row is not None and self.table.view.hasFocus() and self.entry.key and not self._narrow:
            self.open_row(row.key)

    def _clicked(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_row(row.key)

    def _to_other(self) -> None:
        if (other := self.entry.other) is not None:
            self.show_posted(other)

    def _to_source(self) -> None:
        source = None if self.entry.posted is None else self.entry.posted.voucher.source
        if source is not None and source.kind in _SOURCES:
            self._shell.go(_SOURCES[source.kind], source.key)

    def _choose_template(self) -> None:
        below = self.buttons[TEMPLATES.name]
        self.templates_menu().popup(below.mapToGlobal(QPoint(0, below.height())))

    def _say_how_many(self) -> None:
        months = ledger_months(self._shell.desk)
        count = len(self._shell.desk.ledger.drafts())
        drafts = ngettext("{n} 张草稿未记账", "{n} 张草稿未记账", count).format(n=f"{count:,}")
        begun = _("账簿自 {month} 起").format(month=str(months[0])) if months else ""
        self.say_state(" · ".join(filter(None, (begun, drafts if count else ""))))

    def _connect(self) -> None:
        self.periods.chosen.connect(self.show_days)
        self.table.picked.connect(self._picked)
        self.table.view.clicked.connect(lambda _index: self._clicked())
        self.table.opened.connect(lambda row: self.open_row(row.key))
        self.table.summary_changed.connect(self._page.set_status)
        self.model.failed.connect(self._page.show_error)
        self.sheet.finished.connect(self._finished)
        self.sheet.changed.connect(self._page.fields_changed)

    def _finished(self) -> None:
        """Enter has come to the end of the sheet: to what is to be done with it."""
        post, save = (self.buttons[action.name] for action in (POST, SAVE_DRAFT))
        target = post if post.isVisible() else save
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _slots(self) -> Slots:
        acts = self.acts
        return {
            NEW.name: self.new,
            TEMPLATES.name: self._choose_template,
            FILES.name: lambda: self.papers.toggle(),
            TO_SOURCE.name: self._to_source,
            TO_OTHER.name: self._to_other,
            VOID.name: acts.void,
            LEAVE.name: self.leave_entry,
            CHECK.name: acts.check,
            REVERSE.name: acts.reverse,
            COPY.name: self.copy,
            PRINT.name: acts.print_posted,
            SAVE_DRAFT.name: acts.save_draft,
            POST.name: acts.post,
        }
