"""Vouchers of a file into the book as one entry of the journal, and out of it again as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.exchange_commands import (
    DropExchangeDocument,
    ImportVouchers,
    KeepExchangeDocument,
    TakeBackVouchers,
)
from coopdesk.services.ledger.exchange_values import ExchangeKind, VoucherReceipt
from coopdesk.services.ledger.exchanging.layout import read_layout
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher
from coopdesk.services.ledger.posting import post_all, reverse
from coopdesk.services.ledger.values import NewVoucher
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.LEDGER})
_OWN = "own-"
"""How the codes of a person's own layouts begin."""


def import_vouchers(command: ImportVouchers, context: Context) -> Changes:
    """Post the vouchers in the order of their months and numbers; the reference is the number of the receipt.

    ``voucher_file.no_rows``; ``voucher_file.file_known`` for a file that was read in before; ``voucher_file.all_there``
    where the book has all of them, and a reason wanted where it has some. Else what ``posting.post_all`` finds.
    """
    store = context.uow.voucher_files
    if not command.vouchers:
        raise DomainError("voucher_file.no_rows")
    known = store.of_file(command.sha256)
    if known is not None:
        raise DomainError("voucher_file.file_known", file=known.file, number=known.number)
    there = known_twins(context.uow, command.vouchers)
    if len(there) == len(command.vouchers):
        raise DomainError("voucher_file.all_there", count=len(there))
    if there and not clean_text(command.twice):
        first = command.vouchers[there[0]].title
        raise ReasonWanted("voucher_file.some_there", field="twice", count=len(there), first=first)
    ordered = sorted(
        command.vouchers, key=lambda each: (Month.of(each.voucher.day).number, each.voucher.word, each.number)
    )
    post_all(context, [NewVoucher(each.voucher, each.prepared_by, each.checked_by) for each in ordered])
    receipt = VoucherReceipt(
        0,
        clean_text(command.file),
        command.sha256,
        clean_text(command.sheet),
        clean_text(command.layout),
        len(ordered),
        sum(len(each.voucher.lines) for each in ordered),
        command.debit,
    )
    return Changes(_CHANGED, str(store.keep(receipt)))


def known_twins(uow: UnitOfWork, vouchers: Sequence[ExchangeVoucher]) -> list[int]:
    """The places of those vouchers that the book has already: the same day, word and lines, and not undone.

    Two alike in the file are there twice only if the book has both.
    """
    if not vouchers:
        return []
    days = [each.voucher.day for each in vouchers]
    kept = Counter(
        _likeness(posted.voucher)
        for posted in uow.ledger.between(min(days), max(days))
        if posted.reversed_by is None and posted.voucher.reverses is None
    )
    there = []
    for place, each in enumerate(vouchers):
        alike = _likeness(each.voucher)
        if kept[alike] > 0:
            kept[alike] -= 1
            there.append(place)
    return there


def _likeness(voucher: Voucher) -> tuple[object, ...]:
    return voucher.day, voucher.word, voucher.lines


def take_back_vouchers(command: TakeBackVouchers, context: Context) -> Changes:
    """Undo all vouchers of an import in red, each on its own day; those that were undone by hand are left as they are.

    ``voucher_file.unknown_import``, ``voucher_file.taken_back_already``, ``voucher.reason_missing``; what
    ``posting.reverse`` raises, a closed month among it.
    """
    store, reason = context.uow.voucher_files, clean_text(command.reason)
    receipt = store.get(command.number)
    if receipt is None:
        raise DomainError("voucher_file.unknown_import", number=command.number)
    if receipt.taken_back:
        raise DomainError("voucher_file.taken_back_already", number=command.number)
    if not reason:
        raise DomainError("voucher.reason_missing")
    for number in store.vouchers_of(command.number):
        posted = context.uow.ledger.voucher(number)
        if posted is not None and posted.reversed_by is None:
            reverse(context, number, posted.voucher.day, reason)
    store.keep_taken_back(command.number, reason)
    return Changes(_CHANGED, str(command.number))


def keep_document(command: KeepExchangeDocument, context: Context) -> Changes:
    """Keep a layout, under the next free code where it has none, or a table of accounts; its code.

    What ``read_layout`` raises for a layout; ``account_table.form`` for a table that is none.
    """
    store, content = context.uow.voucher_files, dict(command.content)
    code = command.code
    if command.kind is ExchangeKind.LAYOUT:
        code = code or _next_code(context.uow)
        content |= {"code": code, "name": clean_text(command.name)}
        read_layout(content)
    else:
        _check_accounts(content)
    if not code:
        raise DomainError("layout.unknown", name=command.name)
    store.save_document(command.kind, code, clean_text(command.name), content)
    return Changes(_CHANGED, code)


def _next_code(uow: UnitOfWork) -> str:
    taken = [each.code for each in uow.voucher_files.documents(ExchangeKind.LAYOUT)]
    numbers = [int(code.removeprefix(_OWN)) for code in taken if code.removeprefix(_OWN).isdigit()]
    return f"{_OWN}{max(numbers, default=0) + 1}"


def _check_accounts(content: Mapping[str, object]) -> None:
    """Each account of ours with the code, or code and name, of the other ledger."""
    for own, theirs in content.items():
        parts = theirs if isinstance(theirs, list) else [theirs]
        if not 1 <= len(parts) <= 2 or not all(isinstance(part, str) for part in parts):
            raise DomainError("account_table.form", account=own)


def drop_document(command: DropExchangeDocument, context: Context) -> Changes:
    """Offer a layout or table no more; ``layout.unknown`` for one that is not there."""
    store = context.uow.voucher_files
    known = next((each for each in store.documents(command.kind) if each.code == command.code), None)
    if known is None:
        raise DomainError("layout.unknown", name=command.code)
    store.save_document(command.kind, known.code, known.name, {}, dropped=True)
    return Changes(_CHANGED, known.code)
