"""Vouchers that are posted without a draft, and those undone in red."""

from dataclasses import replace

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import PostVouchers, ReverseVoucher
from coopdesk.services.ledger.posting import label, post_all, require_voucher, reverse
from coopdesk.services.ledger.values import NewVoucher
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.LEDGER})
BY_HAND = frozenset({VoucherKind.TYPED, VoucherKind.IMPORTED})
"""What a person may post as such, and undo; the rest belongs to what made it."""


def post_vouchers(command: PostVouchers, context: Context) -> Changes:
    """Post what was typed or read in, all or none; the reference is the ids, with spaces between.

    Where two persons keep the ledger, what is typed goes by way of a draft that the other one checks.
    """
    if not command.vouchers:
        raise DomainError("draft.none_chosen")
    typed = any(each.kind is not VoucherKind.IMPORTED for each in command.vouchers)
    if typed and context.uow.ledger.settings().two_persons:
        raise DomainError("voucher.wants_check")
    by = command.prepared_by
    names = (by,) * len(command.vouchers) if isinstance(by, str) else by
    new = [
        NewVoucher(
            replace(
                each,
                kind=each.kind if each.kind in BY_HAND else VoucherKind.TYPED,
                source=None,
                reverses=None,
            ),
            name,
        )
        for each, name in zip(command.vouchers, names, strict=True)
    ]
    return Changes(_CHANGED, " ".join(map(str, post_all(context, new))))


def reverse_voucher(command: ReverseVoucher, context: Context) -> Changes:
    """红字冲销 by hand: ``voucher.of_document`` and ``voucher.not_by_hand`` for what is undone where it was made."""
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("voucher.reason_missing")
    found = require_voucher(context.uow, command.voucher)
    if found.voucher.source is not None:
        raise DomainError("voucher.of_document", number=label(found))
    if found.voucher.kind in (VoucherKind.OPENING, VoucherKind.CLOSING):
        raise DomainError("voucher.not_by_hand", number=label(found), kind=found.voucher.kind)
    red = reverse(context, command.voucher, command.day, reason)
    return Changes(_CHANGED, str(red))


def is_voucher(uow: UnitOfWork, key: str) -> bool:
    """Whether there is a voucher of that id."""
    return key.isascii() and key.isdigit() and uow.ledger.voucher(int(key)) is not None


def is_draft(uow: UnitOfWork, key: str) -> bool:
    """Whether there is a draft of that number."""
    return key.isascii() and key.isdigit() and uow.ledger.draft(int(key)) is not None
