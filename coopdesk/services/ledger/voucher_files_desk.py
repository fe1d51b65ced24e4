"""What a page may ask about vouchers in files: what can be sent, what a file comes to, what was read in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.context import Context
from coopdesk.services.ledger.exchange_commands import ImportVouchers
from coopdesk.services.ledger.exchange_values import ExchangeKind, VoucherReceipt
from coopdesk.services.ledger.exchanging.accounts import AccountTable, account_table
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers, document_of
from coopdesk.services.ledger.exchanging.layout import Layout, read_layout
from coopdesk.services.ledger.exchanging.posting import known_twins
from coopdesk.services.ledger.exchanging.reading import BookKnows, VoucherReading, read_vouchers
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, Names
from coopdesk.services.ledger.exchanging.words import VoucherWords
from coopdesk.services.ledger.periods import require_open
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.roll import is_on_roll
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.source_table import SourceFile


class VoucherFilesDesk(AreaDesk):
    """Vouchers of an open book in the files of other programs."""

    def to_send(self, first: date, last: date) -> tuple[Sequence[ExchangeVoucher], Names]:
        """The posted vouchers of these days, both included, in the order of months and posting, and what their codes
        are called. Opening balances are none."""
        with self._reading() as uow:
            vouchers = [
                ExchangeVoucher(
                    posted.voucher, posted.number, posted.prepared_by, posted.checked_by, posted.posted_by
                )
                for posted in uow.ledger.between(first, last)
                if posted.voucher.kind is not VoucherKind.OPENING
            ]
            return vouchers, _names(uow, vouchers)

    def own_layouts(self) -> Sequence[Layout]:
        """The layouts that persons made for this book."""
        with self._reading() as uow:
            kept = uow.voucher_files.documents(ExchangeKind.LAYOUT)
        return [read_layout(each.content) for each in kept]

    def accounts_of(self, layout: str) -> AccountTable:
        """The table of accounts kept for a layout, by its code; an empty one where there is none."""
        with self._reading() as uow:
            kept = uow.voucher_files.documents(ExchangeKind.ACCOUNTS)
        content: Mapping[str, Any] = next((each.content for each in kept if each.code == layout), {})
        rows = [
            (own, theirs) if isinstance(theirs, list) else (own, [theirs]) for own, theirs in content.items()
        ]
        return account_table((own, parts[0], parts[1] if len(parts) > 1 else "") for own, parts in rows)

    def read_file(
        self,
        file: SourceFile,
        layouts: Sequence[Layout],
        answers: VoucherAnswers,
        words: VoucherWords,
        table: AccountTable,
    ) -> VoucherReading:
        """A file beside the book, all faults in one pass; raises what ``read_vouchers`` does, ``ledger.none`` and
        ``voucher_file.file_known``."""
        with self._reading() as uow:
            context = self._context(uow)
            knows = _knows(context)
            known = uow.voucher_files.of_file(file.digest)
            if known is not None:
                raise DomainError("voucher_file.file_known", file=known.file, number=known.number)
            found = read_vouchers(file, layouts, answers, words, table, knows)
            there = known_twins(uow, found.vouchers)
        faults = tuple(
            Fault(
                "voucher_file.there_already",
                found.rows[place][0],
                0,
                found.vouchers[place].title,
                {"voucher": found.vouchers[place].title},
            )
            for place in there
        )
        return found.warned(faults)

    def receipts(self) -> Sequence[VoucherReceipt]:
        """Everything that was read in, the newest first."""
        with self._reading() as uow:
            return uow.voucher_files.all()

    def _context(self, uow: UnitOfWork) -> Context:
        """Surroundings to ask the one lock of the ledger by; nothing is carried out in them."""
        return Context(
            uow,
            self.today,
            self._initials,
            lambda _uow, _day: (),
            lambda _uow, _who: (),
            lambda _uow, _thing: False,
        )


def command_of(reading: VoucherReading, twice: str = "") -> ImportVouchers:
    """The command that posts a reading without errors; ``twice`` is why vouchers the book has are posted again."""
    return ImportVouchers(
        file=reading.file.name,
        sha256=reading.file.digest,
        sheet=reading.found.table.name,
        layout=reading.found.layout.code,
        count=len(reading.vouchers),
        lines=reading.lines,
        debit=reading.debit,
        answers=document_of(reading.answers),
        twice=twice,
        vouchers=reading.vouchers,
    )


def _names(uow: UnitOfWork, vouchers: Sequence[ExchangeVoucher]) -> Names:
    """The names of accounts, and of all that the vouchers' lines name."""
    chart: ChartOfAccounts = uow.ledger.chart() if uow.ledger.start() is not None else FIRST_CHART
    named = {
        (dimension, code)
        for each in vouchers
        for line in each.voucher.lines
        for dimension in Dimension
        if (code := line.dimensions.get(dimension))
    }
    items: dict[tuple[Dimension, str], str] = {}
    for dimension, code in named:
        if dimension is Dimension.MEMBER:
            member = uow.members.get(code)
            items[dimension, code] = member.name if member is not None else ""
        else:
            item = uow.ledger.item(dimension, code)
            items[dimension, code] = item.name if item is not None else ""
    return Names(
        lambda code: chart.full_name(code) if code in chart else "",
        lambda dimension, code: items.get((dimension, code), ""),
    )


def _knows(context: Context) -> BookKnows:
    uow = context.uow
    items = {
        kind: {item.code: item for item in uow.ledger.items(kind)}
        for kind in (Dimension.PARTY, Dimension.PRODUCT, Dimension.CHANNEL)
    }
    there: dict[str, bool] = {}
    days: dict[date, DomainError | None] = {}

    def named(dimension: Dimension, name: str) -> Sequence[str]:
        if dimension is Dimension.MEMBER:
            return [member.number for member in uow.members.of_name(name) if not member.is_struck]
        wanted = compared(name)
        return [item.code for item in items[dimension].values() if compared(item.name) == wanted]

    def item_there(dimension: Dimension, code: str) -> DomainError | None:
        if dimension is Dimension.MEMBER:
            if code not in there:
                there[code] = is_on_roll(uow, code)
            return None if there[code] else DomainError("voucher_file.member_unknown")
        item = items[dimension].get(code)
        if item is None:
            return DomainError("voucher_file.item_unknown", dimension=dimension)
        return (
            DomainError("voucher_file.item_closed", dimension=dimension, name=item.name)
            if item.closed
            else None
        )

    def period(day: date) -> DomainError | None:
        if day not in days:
            try:
                require_open(context, day, VoucherKind.IMPORTED)
                days[day] = None
            except DomainError as error:
                days[day] = error
        return days[day]

    if uow.ledger.start() is None:
        raise DomainError("ledger.none")
    return BookKnows(uow.ledger.chart(), named, item_there, period)
