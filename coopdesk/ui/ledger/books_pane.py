"""The view 账簿: balances of the accounts on a day, ledgers line by line, and the books that a co-op keeps.

From a balance to its ledger, from a line to its voucher, all by Enter; Esc goes back. Lines are read in pages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import CASH
from coopdesk.domain.ledger.closing import Balance
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS, Dimensions
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.ledger.papers.books import build_general_ledger, build_multi_column
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.trial_balance import TrialBalance, TrialBalanceRow
from coopdesk.services.ledger.values import AskedLines, LedgerLine, LinesQuestion
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.as_at import AsAtPicker
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.kit.windowed_model import WindowedModel
from coopdesk.ui.ledger.lines import BACK, BALANCE, LinesSource, line_columns
from coopdesk.ui.ledger.panes import LedgerPane
from coopdesk.ui.ledger.periods import ALL, Days, PeriodChooser
from coopdesk.ui.ledger.printed_books import PrintedBooks
from coopdesk.ui.ledger.reading import ledger_months, read_names

ONLY_NAMED = Action(
    "only-named", N_("只看此辅助项"), "Ctrl+L", "filter", N_("只列选中一笔所记的成员、单位等")
)


class Book(StrEnum):
    """Which book shows."""

    BALANCES = "balances"
    NAMED = "named"
    DETAIL = "detail"
    JOURNAL = "journal"
    GENERAL = "general"
    MULTI = "multi"


_TITLES = {
    Book.BALANCES: N_("科目余额表"),
    Book.NAMED: N_("辅助余额表"),
    Book.DETAIL: N_("明细账"),
    Book.JOURNAL: N_("序时账"),
    Book.GENERAL: N_("总账"),
    Book.MULTI: N_("多栏式明细账"),
}
_OF_PAPER = (Book.GENERAL, Book.MULTI)


def _side(part: str, side: str) -> Callable[[TrialBalanceRow], Money]:
    return lambda row: getattr(getattr(row, part), side)


def _amounts(part: str, debit: str, credit: str, *, yields: bool = False) -> list[Column[TrialBalanceRow]]:
    titles = {"debit": debit, "credit": credit}
    return [
        Column(f"{part}_{side}", title, Kind.MONEY, width=92, value=_side(part, side), yields=yields)
        for side, title in titles.items()
    ]


BALANCE_COLUMNS: tuple[Column[TrialBalanceRow], ...] = (
    Column("code", N_("科目编码"), width=72, value=lambda row: row.account.code, whole=True),
    Column(
        "name",
        N_("科目名称"),
        width=120,
        value=lambda row: f"{'　' * (row.level - 1)}{row.account.name}",
        stretch=True,
    ),
    *_amounts("opening", N_("期初借方"), N_("期初贷方"), yields=True),
    *_amounts("month", N_("本月借方"), N_("本月贷方")),
    *_amounts("year", N_("本年借方"), N_("本年贷方"), yields=True),
    *_amounts("closing", N_("期末借方"), N_("期末贷方")),
)


@dataclass(frozen=True)
class NamedRow:
    """What one member, party, product or channel holds of an account, signed on the account's side."""

    account: str
    words: str
    named: Dimensions
    whose: str
    amount: Money


NAMED_COLUMNS: tuple[Column[NamedRow], ...] = (
    Column("words", N_("科目"), width=200),
    Column("whose", N_("辅助核算"), width=200, stretch=True),
    Column("amount", N_("余额"), Kind.MONEY, width=120, total=True),
)


class BooksPane(LedgerPane):
    """账簿."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self._names = read_names(shell.desk)
        self._from = Book.BALANCES
        """Where Esc leads back to from a ledger."""
        self.lane = ReadingLane()
        self.book, self.account, self.named = Book.BALANCES, "", NO_DIMENSIONS
        self.days = ALL
        self.books = ChoiceBox()
        self.periods = PeriodChooser(shell.desk.today)
        self.until = AsAtPicker(shell.desk.today, self._usual_days)
        self.until.edit.setToolTip(_("余额表按这一天显示；可直接输入，上下键换一天"))
        self.heading = label("", "section")
        self.balances: SequenceModel[TrialBalanceRow] = SequenceModel(BALANCE_COLUMNS, (), "account")
        self.by_name: SequenceModel[NamedRow] = SequenceModel(NAMED_COLUMNS)
        lines = shell.desk.ledger.line_table
        self.source = LinesSource(lines, lambda: self._names)
        self.model: WindowedModel[LedgerLine] = WindowedModel(
            line_columns(lambda: self._names, BALANCE), self.source, "key"
        )
        self.journal_source = LinesSource(lines, lambda: self._names)
        self.journal: WindowedModel[LedgerLine] = WindowedModel(
            line_columns(lambda: self._names), self.journal_source, "key"
        )
        self.tables = {
            Book.BALANCES: DataTable(self.balances, _("科目余额表")),
            Book.NAMED: DataTable(self.by_name, _("辅助余额表")),
            Book.DETAIL: DataTable(self.model, _("明细账")),
            Book.JOURNAL: DataTable(self.journal, _("序时账")),
        }
        self.printed = PrintedBooks(shell, page)
        self._lay_out()
        self._connect()

    # Reading

    def reload(self) -> None:
        desk = self._shell.desk
        self._names = read_names(desk)
        months = ledger_months(desk)
        self.periods.show_months(months, desk.today)
        if self.days == ALL:
            self.days = Days.of_year(self._shell.year)
            self.until.show_day(min(desk.today, months[-1].last_day) if months else desk.today)
        self.periods.show_days(self.days)
        self._show()

    def stop_reading(self) -> None:
        self.lane.close()
        self.printed.lane.close()
        self.model.close(self.source.close)
        self.journal.close(self.journal_source.close)

    def settle(self) -> bool:
        """Wait here until all that was asked of the book is shown; False if that takes too long."""
        return (
            self.lane.settle()
            and self.printed.lane.settle()
            and self.model.settle()
            and self.journal.settle()
        )

    def open_thing(self, reference: str) -> None:
        """`balances`, `detail/102`, `detail/114/F01` for the ledger of an account and a member."""
        book, _slash, rest = reference.partition("/")
        if book in set(Book):
            account, _slash, member = rest.partition("/")
            self.account, self.named = account, Dimensions(member=member)
            self._turn(Book(book))

    @property
    def place(self) -> str:
        named = f"/{self.named.member}" if self.named.member else ""
        return f"{self.book.value}/{self.account}{named}" if self.account else self.book.value

    def take_focus(self) -> None:
        table = self._table()
        if table is not None:
            table.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if table.model.rowCount() and not table.view.currentIndex().isValid():
                table.view.put_cursor(0)

    # Acting

    def open_account(self, account: str, named: Dimensions = NO_DIMENSIONS) -> None:
        """The ledger of an account with all below it, of what one member or party holds of it where it is named."""
        self._from = self.book if self.book in (Book.BALANCES, Book.NAMED) else self._from
        self.account, self.named = account, named
        self._turn(Book.DETAIL)

    def back(self) -> None:
        """From a ledger to the balances it was opened from."""
        if self.book is Book.DETAIL and self.named != NO_DIMENSIONS and self._from is Book.BALANCES:
            self.open_account(self.account)
        elif self.book is not Book.BALANCES:
            self._turn(self._from if self.book is Book.DETAIL else Book.BALANCES)

    def only_named(self) -> None:
        """The same ledger of what the line under the cursor names, with its own balance."""
        line = self.tables[Book.DETAIL].current_row()
        if self.book is Book.DETAIL and isinstance(line, LedgerLine) and line.named != NO_DIMENSIONS:
            self.open_account(line.account, line.named)

    def show_days(self, days: Days) -> None:
        """Let the ledgers show these days."""
        self.days = days
        self.periods.show_days(days)
        self._show()

    # Within

    def _turn(self, book: Book) -> None:
        self.book = book
        if book is Book.DETAIL and not self.account:
            self.account = CASH[0]
        if book not in (Book.BALANCES, Book.NAMED, Book.DETAIL):
            self.named = NO_DIMENSIONS
        self.books.blockSignals(True)
        self.books.setCurrentIndex(list(Book).index(book))
        self.books.blockSignals(False)
        self._show()
        self.take_focus()

    def _table(self) -> DataTable | None:
        return self.printed.table if self.book in _OF_PAPER else self.tables[self.book]

    def _show(self) -> None:
        balances = self.book in (Book.BALANCES, Book.NAMED)
        self.until.setVisible(balances)
        self.periods.setVisible(not balances)
        self.only.setVisible(self.book is Book.DETAIL)
        self._back.setVisible(self.book is not Book.BALANCES)
        self._stack.setCurrentIndex(
            len(self.tables) if self.book in _OF_PAPER else list(self.tables).index(self.book)
        )
        set_text(self.heading, "")
        self.say_state(_(_TITLES[self.book]))
        reads: dict[Book, Callable[[], None]] = {
            Book.BALANCES: self._read_balances,
            Book.NAMED: self._read_named,
            Book.DETAIL: self._read_detail,
            Book.JOURNAL: self._read_journal,
        }
        reads.get(self.book, self._read_paper)()

    def _read_balances(self) -> None:
        until, desk = self.until.day, self._shell.desk.ledger

        def came(found: TrialBalance) -> None:
            self.balances.set_rows(found.rows)
            whole = found.total("closing")
            words = _("{day} · 借方合计 {debit} 元 · 贷方合计 {credit} 元")
            set_text(
                self.heading,
                words.format(day=until.isoformat(), debit=_money(whole.debit), credit=_money(whole.credit)),
            )

        self.lane.ask("balances", lambda: desk.trial_balance(until), came, self._page.show_error)

    def _read_named(self) -> None:
        until, desk, names = self.until.day, self._shell.desk.ledger, self._names
        codes = [each.code for each in names.chart if each.required | each.kept]

        def came(found: Sequence[Balance]) -> None:
            rows = []
            for each in found:
                if each.dimensions == NO_DIMENSIONS:
                    continue
                amount = each.amount if names.chart[each.account].side is Side.DEBIT else -each.amount
                words, whose = names.account_words(each.account), names.dimension_words(each.dimensions)
                rows.append(NamedRow(each.account, words, each.dimensions, whose, amount))
            self.by_name.set_rows(rows)

        def read() -> Sequence[Balance]:
            return desk.read(lambda uow: uow.ledger.balances_by_name(codes, until))

        self.lane.ask("named", read, came, self._page.show_error)

    def _read_detail(self) -> None:
        account = self._names.chart.get(self.account)
        if account is None:
            return
        first, last = self._span()
        sign = 1 if account.side is Side.DEBIT else -1
        codes = tuple(each.code for each in self._names.chart if each.code.startswith(self.account))
        ledger = self._shell.desk.ledger
        before = Money(0)
        if first is not None:
            before = ledger.balance(self.account, self.named, Month.of(first).before.last_day)
        asked = AskedLines(codes, first, last, sign, named=self.named)
        parts = [self._names.account_words(self.account), self._names.dimension_words(self.named)]
        words = _("{ledger} · 期初余额 {side} {sum} 元")
        side = _("借") if account.side is Side.DEBIT else _("贷")
        ledger_words = mark("；").join(filter(None, parts))
        set_text(self.heading, words.format(ledger=ledger_words, side=side, sum=_money(before)))
        self.source.ask(LinesQuestion((asked,), before=before))
        self.model.resort()

    def _read_journal(self) -> None:
        first, last = self._span()
        self.journal_source.ask(LinesQuestion((AskedLines(None, first, last),)))
        self.journal.resort()

    def _read_paper(self) -> None:
        span = self._months()
        build = build_general_ledger if self.book is Book.GENERAL else build_multi_column
        set_text(self.heading, span.text)
        self.printed.show_book(build, span)

    def _open_from_general(self, account: str) -> None:
        self._from = Book.GENERAL
        self.account, self.named = account, NO_DIMENSIONS
        self._turn(Book.DETAIL)

    def _span(self) -> tuple[date | None, date]:
        """The days that are chosen; all up to the last month of the ledger where none are."""
        if self.days == ALL:
            months = ledger_months(self._shell.desk)
            return None, (months[-1].last_day if months else self._shell.desk.today)
        span = self._months()
        return span.first.first_day, span.last.last_day

    def _months(self) -> Span:
        """The months that are chosen, of one year: books as they are printed are of a year at most."""
        text = self.days.text or str(self._shell.year)
        year, _dash, month = text.partition("-")
        return Span.of(int(year), int(month or 0))

    def _usual_days(self) -> Sequence[tuple[date, str]]:
        today = self._shell.desk.today
        month = Month.of(today)
        return (
            (today, _("今天")),
            (month.before.last_day, _("上月末")),
            (date(today.year - 1, 12, 31), _("上年末")),
        )

    def _choose_book(self, place: int) -> None:
        self._turn(list(Book)[place])

    def _connect(self) -> None:
        self.books.currentIndexChanged.connect(self._choose_book)
        self.periods.chosen.connect(self.show_days)
        self.until.chosen.connect(lambda _day: self._show())
        self.until.refused.connect(self._page.show_error)
        self.printed.account_wanted.connect(self._open_from_general)
        for book, table in self.tables.items():
            table.summary_changed.connect(self._page.set_status)
            if book in (Book.DETAIL, Book.JOURNAL):
                table.opened.connect(lambda line: self._shell.go("ledger", f"vouchers:v{line.voucher}"))
        self.tables[Book.BALANCES].opened.connect(lambda row: self.open_account(row.account.code))
        self.tables[Book.NAMED].opened.connect(lambda row: self.open_account(row.account, row.named))
        for model in (self.model, self.journal):
            model.failed.connect(self._page.show_error)

    def _lay_out(self) -> None:
        self.books.setAccessibleName(_("账簿"))
        self.books.addItems([_(_TITLES[book]) for book in Book])
        self.tables[Book.BALANCES].set_empty(_("这一天以前没有记过账。"))
        self.tables[Book.NAMED].set_empty(_("没有按成员、往来单位等核算的余额。"))
        self.tables[Book.DETAIL].set_empty(_("这段时间这个科目没有发生额。"))
        self.tables[Book.JOURNAL].set_empty(_("这段时间没有凭证。"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        self._back = self._made(BACK, self.back)
        self.only = self._made(ONLY_NAMED, self.only_named)
        for part in (self._back, self.books, self.until, self.periods):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.only)
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        self._stack.addWidget(self.printed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addLayout(row)
        box.addWidget(self.heading)
        box.addWidget(self._stack, 1)

    def _made(self, action: Action, slot: Callable[[], object]) -> QPushButton:
        made = button(action, slot)
        actions.key(action, slot, self)
        return made


def _money(amount: Money) -> str:
    return format_money(amount).replace("-", "−")
