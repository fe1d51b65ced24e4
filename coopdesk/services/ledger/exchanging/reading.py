"""A file of vouchers by all steps, every fault in one pass, and what speaks against it in the chart and the book."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension
from coopdesk.domain.ledger.voucher import Dimensions, Voucher, faults
from coopdesk.domain.money import Money
from coopdesk.services.ledger.exchanging.accounts import AccountTable
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers
from coopdesk.services.ledger.exchanging.back import ReadLine, ReadVoucher, read_rows
from coopdesk.services.ledger.exchanging.finding import FoundLayout, find_layout
from coopdesk.services.ledger.exchanging.layout import CODES, Item, Layout
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, turnover
from coopdesk.services.ledger.exchanging.words import VoucherWords
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.source_table import SourceFile


@dataclass(frozen=True)
class BookKnows:
    """What is asked of the book while a file is read.

    ``items_named`` gives the codes in a dimension that have a name, ``item_there`` what speaks against a code (None:
    nothing), ``period`` what keeps a day from being posted to.
    """

    chart: ChartOfAccounts
    items_named: Callable[[Dimension, str], Sequence[str]]
    item_there: Callable[[Dimension, str], DomainError | None]
    period: Callable[[date], DomainError | None]


@dataclass(frozen=True)
class VoucherReading:
    """What a file comes to under the answers given. ``rows`` are the rows of each voucher's lines, counted from 0."""

    file: SourceFile
    found: FoundLayout
    answers: VoucherAnswers
    vouchers: tuple[ExchangeVoucher, ...]
    rows: tuple[tuple[int, ...], ...]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    skipped: tuple[tuple[int, str], ...]
    debit: Money
    credit: Money

    @property
    def lines(self) -> int:
        """How many lines the vouchers have."""
        return sum(map(len, self.rows))

    @property
    def can_post(self) -> bool:
        """Whether nothing stands against it."""
        return not self.errors

    def warned(self, more: Sequence[Fault]) -> "VoucherReading":
        """The same reading with more to look at."""
        return replace(self, warnings=(*self.warnings, *more))


def read_vouchers(
    file: SourceFile,
    layouts: Sequence[Layout],
    answers: VoucherAnswers,
    words: VoucherWords,
    table: AccountTable,
    knows: BookKnows,
) -> VoucherReading:
    """Read a file; raises only what leaves nothing to read (``finding.find_layout``)."""
    found = find_layout(file, layouts, answers, words)
    rows = read_rows(found, answers, words)
    steps = _Steps(found, table, knows)
    made = [(voucher, each) for voucher in rows.vouchers if (each := steps.made(voucher)) is not None]
    errors = [*rows.faults, *steps.errors]
    errors.sort(key=lambda fault: (fault.row < 0, fault.row, fault.column))
    vouchers = tuple(each for _read, each in made)
    debit, credit = turnover(vouchers)
    return VoucherReading(
        file,
        found,
        answers,
        vouchers,
        tuple(tuple(line.row for line in read.lines) for read, _each in made),
        tuple(errors),
        tuple(steps.warnings),
        rows.skipped,
        debit,
        credit,
    )


_CELL_OF = {
    "voucher.summary_missing": Item.SUMMARY,
    "voucher.amount_zero": Item.DEBIT,
    "voucher.word_unknown": Item.WORD,
    "voucher.unbalanced": Item.DEBIT,
}
"""In which column of a file a fault of a line is shown; any other is shown at the account."""


class _Steps:
    """Lines of a file to lines of ours, with all that speaks against them."""

    def __init__(self, found: FoundLayout, table: AccountTable, knows: BookKnows) -> None:
        self._found, self._table, self._knows = found, table, knows
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []
        self._told: set[tuple[str, str]] = set()
        self._by_name: dict[str, list[str]] = {}
        for account in knows.chart:
            for name in (account.name, knows.chart.full_name(account.code)):
                codes = self._by_name.setdefault(compared(name), [])
                if account.code not in codes:
                    codes.append(account.code)

    def made(self, read: ReadVoucher) -> ExchangeVoucher | None:
        """The voucher, None where a cell of it was not read; what the chart and the book say against it is noted."""
        accounts = [self._account(line) for line in read.lines]
        dimensions = [self._dimensions(line) for line in read.lines]
        if not read.is_whole or None in accounts or None in dimensions or not read.lines:
            return None
        each = read.made(
            [code for code in accounts if code is not None],
            [named for named in dimensions if named is not None],
        )
        rows = [line.row for line in read.lines]
        for error in faults(each.voucher, self._knows.chart):
            self._chart_fault(error, read.row, rows, each.voucher)
        closed = self._knows.period(each.voucher.day)
        if closed is not None:
            self._error(closed.code, read.row, Item.DAY, each.voucher.day.isoformat(), **closed.params)
        return each

    def _chart_fault(self, error: DomainError, first: int, rows: Sequence[int], voucher: Voucher) -> None:
        line = error.params.get("line")
        row = rows[line - 1] if isinstance(line, int) else first
        dimension = error.params.get("dimension")
        item = _CELL_OF.get(error.code, Item.ACCOUNT)
        value = ""
        if isinstance(line, int):
            of = voucher.lines[line - 1]
            value = (
                of.account if item is Item.ACCOUNT else str(of.amount) if item is Item.DEBIT else of.summary
            )
        if dimension is not None:
            own = next(item for item, each in CODES.items() if each.value == dimension)
            item = own if self._found.place(own) else item
        self._error(error.code, row, item, value, **error.params)

    def _error(self, code: str, row: int, item: Item, value: str, /, **params: object) -> None:
        places = (item, Item.ACCOUNT, Item.ACCOUNT_NAME) if item is not Item.DEBIT else (item, Item.AMOUNT)
        self.errors.append(Fault(code, row, self._found.place(*places), value, params))

    def _account(self, line: ReadLine) -> str | None:
        """The code of ours for what the file calls an account; None where there is none, which is noted."""
        chart = self._knows.chart
        if line.account:
            ours = self._table.ours(line.account)
            if not self._table.is_same and not ours and not self._table.theirs:
                ours = (line.account,)
            if len(ours) > 1:
                self._error(
                    "voucher_file.account_several", line.row, Item.ACCOUNT, line.account, accounts=list(ours)
                )
                return None
            if not ours:
                self._error("voucher_file.account_unknown_there", line.row, Item.ACCOUNT, line.account)
                return None
            self._compare_name(line, ours[0])
            return ours[0]
        if not line.account_name:
            self._error("voucher_file.account_missing", line.row, Item.ACCOUNT, "")
            return None
        found = [
            code
            for code in self._by_name.get(compared(line.account_name), [])
            if not chart.has_children(code)
        ]
        if len(found) != 1:
            code = "voucher_file.account_name_unknown" if not found else "voucher_file.account_name_several"
            self._error(code, line.row, Item.ACCOUNT_NAME, line.account_name, accounts=found)
            return None
        return found[0]

    def _compare_name(self, line: ReadLine, code: str) -> None:
        """Say once for each account where the name beside a code is quite another: it may be another chart."""
        account = self._knows.chart.get(code)
        if account is None or not line.account_name or self._table.theirs:
            return
        said, own = compared(line.account_name), compared(self._knows.chart.full_name(code))
        if said in own or own in said or compared(account.name) in said or (code, said) in self._told:
            return
        self._told.add((code, said))
        place = self._found.place(Item.ACCOUNT_NAME)
        params = {"account": code, "name": self._knows.chart.full_name(code)}
        self.warnings.append(
            Fault("voucher_file.account_name_differs", line.row, place, line.account_name, params)
        )

    def _dimensions(self, line: ReadLine) -> Dimensions | None:
        named: dict[str, str] = {}
        sound = True
        for dimension in Dimension:
            code = line.items.get(dimension, "")
            name = line.item_names.get(dimension, "")
            if not code and name:
                found = self._knows.items_named(dimension, name)
                if len(found) != 1:
                    fault = (
                        "voucher_file.item_name_unknown" if not found else "voucher_file.item_name_several"
                    )
                    self._item_fault(fault, line.row, dimension, name, codes=list(found))
                    sound = False
                    continue
                code = found[0]
            if not code:
                continue
            against = self._knows.item_there(dimension, code)
            if against is not None:
                self._item_fault(against.code, line.row, dimension, code, **against.params)
                sound = False
            named[dimension.value] = code
        return replace(Dimensions(), **named) if sound else None

    def _item_fault(self, code: str, row: int, dimension: Dimension, value: str, /, **params: object) -> None:
        place = self._found.place(*_places_of(dimension))
        self.errors.append(Fault(code, row, place, value, {"dimension": dimension, **params}))


def _places_of(dimension: Dimension) -> Iterator[Item]:
    """Where a file may name something of a dimension, the likeliest first."""
    yield Item(dimension.value)
    yield Item(f"{dimension.value}_name")
    yield from (Item.ITEM_CODE, Item.ITEM_NAME, Item.ITEMS, Item.ACCOUNT, Item.ACCOUNT_NAME)
