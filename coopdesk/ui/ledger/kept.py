"""What is typed in a voucher while its page is made anew, as for another language or type size: it stays typed.

By book, and for no longer than the book is open.
"""

from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

from coopdesk.services.desk import Desk
from coopdesk.ui.ledger.acts import VoucherActs
from coopdesk.ui.ledger.entry import Entry
from coopdesk.ui.ledger.sheet import Typed, VoucherSheet


@dataclass(frozen=True)
class _Kept:
    entry: Entry
    typed: Typed


_kept: WeakKeyDictionary[Desk, _Kept] = WeakKeyDictionary()


class Holder(Protocol):
    """The view in which a voucher is typed."""

    entry: Entry
    sheet: VoucherSheet
    acts: VoucherActs

    def begin_new(self) -> None:
        """Let an empty voucher be typed."""

    def show_draft(self, number: int) -> None:
        """Let that draft be typed on."""


def keep(desk: Desk, holder: Holder) -> None:
    """Keep what is typed and not in the book."""
    if holder.acts.touched:
        _kept[desk] = _Kept(holder.entry, holder.sheet.typed())


def bring_back(desk: Desk, holder: Holder) -> None:
    """Begin with what was kept; with an empty voucher where nothing was."""
    kept = _kept.pop(desk, None)
    if kept is None or kept.entry.draft is None:
        holder.begin_new()
    else:
        holder.show_draft(kept.entry.draft)
    if kept is not None:
        holder.entry.seen = kept.entry.seen
        holder.sheet.type_again(kept.typed)
