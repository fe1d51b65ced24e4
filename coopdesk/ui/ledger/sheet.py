"""A voucher on the screen as it looks on paper: head, date, lines, sums, the difference, attachments, signers.

The same sheet is typed in and shows what is posted. It knows the names of a book and nothing else of it; what becomes
of the voucher is the pane's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import WORD, WORDS, Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, mark
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.cards import set_text
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.keys import is_enter
from coopdesk.ui.ledger.balances import Balances, ReadBalance, balance_words
from coopdesk.ui.ledger.difference import amount_words
from coopdesk.ui.ledger.line_columns import (
    BESIDES,
    CREDIT,
    DEBIT,
    KEYS,
    check_line,
    line_columns,
    lines_of,
    row_difference,
    rows_of,
)
from coopdesk.ui.ledger.naming import ACCOUNT, Names, NewItem
from coopdesk.ui.ledger.sheet_frame import SheetFrame, Signers

REPEAT = Action("repeat-above", N_("重复上行"), "F4", "copy", N_("把上一行同一栏的内容填到这里"))
BALANCE = Action("balance-line", N_("补平"), "F7", "", N_("把差额填到光标所在的行，使借贷相等（也可键入 =）"))
_TOLD_ROWS = 2
"""So many mistakes are listed at a time: the lines themselves keep their room."""


@dataclass(frozen=True)
class Typed:
    """A voucher as it stands in its fields and cells, whether that can be read or not."""

    day: str
    word: str
    attachments: str
    rows: tuple[tuple[str, ...], ...]


class VoucherSheet(SheetFrame):
    """One voucher. `changed` when anything typed becomes another, `new_item(NewItem)` when somebody not known yet shall
    be recorded, `finished` when Enter has come to the end."""

    changed = Signal()
    new_item = Signal(object)
    finished = Signal()

    def __init__(self, names: Names, read_balance: ReadBalance, day: date) -> None:
        self.names = names
        self.balances = Balances(read_balance, self._show_balances)
        columns = line_columns(names, self.balances.words)
        grid = EntryGrid(_("凭证分录"), columns, check_row=check_line, told_rows=_TOLD_ROWS)
        super().__init__(grid, day)
        self._rest: int | None = None
        """The row of a template that takes what the others leave, until somebody types in it."""
        self._rest_typed: tuple[str, ...] = ()
        self._filling = False
        self._kind = VoucherKind.TYPED
        self._connect()
        self._rows_changed()

    # What it holds

    def show_entry(self, voucher: Voucher, signers: Signers, state: str = "") -> None:
        """Let this voucher be typed on: a new one, a draft, a copy."""
        self._show(voucher, signers, state, read_only=False)
        self.number.setText(_("过账时编号"))

    def show_posted(self, voucher: Voucher, number: str, signers: Signers, state: str = "") -> None:
        """Show a voucher that is posted, of which nothing can be changed."""
        self._show(voucher, signers, state, read_only=True)
        self.number.setText(number)

    def show_names(self, names: Names) -> None:
        """Read all that is typed by other names, as after an account or another party was added."""
        self.names = names
        self.balances.forget()
        columns = line_columns(names, self.balances.words)
        self.grid.model.columns = columns
        self.grid.model.read_again()

    def put_lines(self, lines: Sequence[VoucherLine]) -> None:
        """Take the lines of a template: the cursor goes to the first amount, and the last line without one takes what
        the others leave."""
        self.grid.set_rows(
            rows_of([replace(each, account=self.names.taking(each.account)) for each in lines])
        )
        empty = [place for place, each in enumerate(lines) if not each.amount]
        self._rest = empty[-1] if len(empty) > 1 else None
        self._rest_typed = self.grid.model.rows[empty[-1]].typed if empty else ()
        first = empty[0] if empty else 0
        side = CREDIT if lines and lines[first].side is Side.CREDIT else DEBIT
        self.grid.view.put_cursor(first, KEYS.index(side if empty else KEYS[0]))
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @property
    def read_only(self) -> bool:
        """Whether it shows what is posted."""
        return self.grid.model.read_only

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in its lines."""
        return not self.grid.model.text()

    def typed(self) -> Typed:
        """All that is typed, field by field and cell by cell."""
        rows = tuple(row.typed for row in self.grid.model.rows)
        return Typed(self.day.text(), self.word.text(), self.attachments.text(), rows)

    def type_again(self, typed: Typed) -> None:
        """Let what was typed before stand in the fields and cells again, read or not."""
        self.day.set_text(typed.day)
        self.word.choose(typed.word)
        self.attachments.set_text(typed.attachments)
        self.grid.model.replace(0, len(self.grid.model.rows), typed.rows, "")

    def text(self) -> str:
        """All that is typed; two sheets with the same text hold the same."""
        fields = (self.day.text(), self.word.text(), self.attachments.text())
        return "\n".join((*fields, self.grid.model.text()))

    def voucher(self) -> Voucher:
        """The voucher as it is typed; raises what is wrong in the first field or cell that cannot be read."""
        day = self.day.read(self.day.text())
        count = self.attachments.text().strip()
        return Voucher(
            day,
            lines_of(self.grid.model.values()),
            self.word.value() or WORD,
            self.attachments.read(count) if count else 0,
            self._kind,
        )

    def go_to_line(self, number: int, code: str) -> None:
        """Put the cursor where a fault of the voucher's line of that number lies."""
        filled = [place for place, row in enumerate(self.grid.model.rows) if not row.empty]
        if not 1 <= number <= len(filled):
            return
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.view.put_cursor(filled[number - 1], KEYS.index(_cell_of(code)))

    def begin(self) -> None:
        """Put the cursor where typing begins: on the date, all of it chosen."""
        self.day.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.day.edit.selectAll()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the date to the lines (the word stays, and Tab leads to it), behind them to the attachments,
        and from there to what is to be done."""
        if not is_enter(event) or self.read_only:
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        chain: list[QWidget] = [self.day.edit, self.grid.view, self.attachments.edit]
        at = chain.index(here) if here in chain else -1
        if here is None or at < 0:
            super().keyPressEvent(event)
        elif at + 1 < len(chain):
            chain[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def repeat_above(self) -> None:
        """Put what stands above the cursor's cell into it."""
        self.grid.view.repeat_above()

    def balance_line(self) -> None:
        """Let the cursor's line take the difference, on the side that wants it."""
        row, _column = self.grid.view.place
        if self.read_only or not row_difference(self.grid.model.rows, row):
            return
        for key in (DEBIT, CREDIT):
            self.grid.model.type(row, KEYS.index(key), "")
        self.grid.model.type(row, KEYS.index(DEBIT), "=")
        on_debit = self.grid.model.values_of(row)[DEBIT] is not None
        self.grid.view.put_cursor(row, KEYS.index(DEBIT if on_debit else CREDIT))

    # Within

    def _show(self, voucher: Voucher, signers: Signers, state: str, *, read_only: bool) -> None:
        self._rest = None
        self._kind = voucher.kind
        self.day.show_day(voucher.day)
        self.word.choose(voucher.word if voucher.word in WORDS else WORD)
        shown = voucher.attachments or read_only
        self.attachments.set_text(f"{voucher.attachments:,}" if shown else "")
        for field in (self.day.edit, self.attachments.edit):
            field.setReadOnly(read_only)
        self.word.setEnabled(not read_only)
        self.grid.set_read_only(read_only)
        self.grid.set_rows(rows_of(voucher.lines))
        self.show_state(state)
        self.show_signers(signers)

    def _connect(self) -> None:
        self.grid.changed.connect(self._rows_changed)
        self.grid.view.stood.connect(self._show_account)
        self.grid.taken.connect(lambda hit: self._taken(hit.thing))
        self.grid.view.is_done = lambda: not self.difference.difference
        for field in (self.day, self.word, self.attachments):
            field.changed.connect(self.changed)
        actions.key(REPEAT, self.repeat_above, self)
        actions.key(BALANCE, self.balance_line, self)

    def _taken(self, thing: object) -> None:
        if isinstance(thing, NewItem):
            self.new_item.emit(thing)

    def _rows_changed(self) -> None:
        self._fill_rest()
        model = self.grid.model
        debit, credit = (Money(model.total(KEYS.index(key))) for key in (DEBIT, CREDIT))
        self.difference.show_sums(debit, credit)
        words = amount_words(debit) if debit and debit == credit else ""
        self.grid.foot.words = "　".join(filter(None, (_("合计"), words)))
        self._show_account()
        self.changed.emit()

    def _fill_rest(self) -> None:
        """Let the last line of a template take what the others leave, as long as nobody typed there."""
        row, model = self._rest, self.grid.model
        if row is None or self._filling:
            return
        if row >= len(model.rows) or model.rows[row].typed != self._rest_typed:
            self._rest = None
            return
        self._filling = True
        try:
            for key in (DEBIT, CREDIT):
                model.type(row, KEYS.index(key), "")
            model.type(row, KEYS.index(DEBIT), "=")
        finally:
            self._filling = False
            self._rest_typed = model.rows[row].typed

    def _show_balances(self) -> None:
        self.grid.view.viewport().update()
        self._show_account()

    def _show_account(self) -> None:
        """The account of the cursor's line with its balance, and what it is once the voucher is posted."""
        row, _column = self.grid.view.place
        values = self.grid.model.values_of(row) if row < len(self.grid.model.rows) else {}
        code, named = values.get(ACCOUNT), values.get(BESIDES)
        if not isinstance(code, str):
            set_text(self.account, "")
            return
        wanted = named if isinstance(named, Dimensions) else Dimensions()
        balance = self.balances.of(code, wanted)
        words = self.names.account_words(code)
        if wanted:
            words += f"{mark('（')}{self.names.dimension_words(wanted)}{mark('）')}"
        if balance is not None:
            words = _("{account}：余额 {balance}").format(account=words, balance=balance_words(balance))
            after = balance if self.read_only else balance + self._moved(code, wanted)
            if after != balance:
                words = _("{now}，记账后 {after}").format(now=words, after=balance_words(after))
        set_text(self.account, words)

    def _moved(self, code: str, named: Dimensions) -> Money:
        """What the lines of this voucher do to an account, of what is named if something is."""
        fen = 0
        for place, row in enumerate(self.grid.model.rows):
            if row.empty:
                continue
            values = self.grid.model.values_of(place)
            if values[ACCOUNT] == code and (not named or values[BESIDES] == named):
                debit, credit = values[DEBIT], values[CREDIT]
                fen += debit.fen if isinstance(debit, Money) else 0
                fen -= credit.fen if isinstance(credit, Money) else 0
        return Money(fen)


def _cell_of(code: str) -> str:
    """The column in which a fault of a line is mended."""
    if "summary" in code:
        return KEYS[0]
    if "amount" in code:
        return DEBIT
    dimension = ("dimension", "member", "item")
    return BESIDES if any(part in code for part in dimension) else ACCOUNT
