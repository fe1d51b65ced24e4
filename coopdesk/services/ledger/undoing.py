"""What was posted for an operation is undone with it: in red, or in blue where the books of its year are closed."""

from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.voucher import Voucher, correction
from coopdesk.services.context import Context
from coopdesk.services.ledger.periods import require_open
from coopdesk.services.ledger.posting import post, reverse
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.limits import LONGEST_TEXT

CLOSED = ("period.closed", "period.held")
"""What ``require_open`` says of a month that takes nothing any more."""


def undo(context: Context, posted: PostedVoucher, reason: str) -> int:
    """Undo a voucher that stands; the id of the one that does.

    In red on its own day, or today where its month takes nothing any more; of an earlier year whose books are closed in
    blue (令98号 Art. 51(5)).
    """
    voucher = posted.voucher
    if _is_open(context, voucher, voucher.day):
        return reverse(context, posted.id, voucher.day, reason)
    if voucher.day.year == context.today.year:
        return reverse(context, posted.id, context.today, reason)
    summary = f"订正{voucher.day.year}年{voucher.day.month}月{voucher.day.day}日{voucher.word}-{posted.number}号凭证"
    summary = f"{summary}：{reason}" if reason else summary
    return post(context, correction(voucher, posted.id, context.today, summary[:LONGEST_TEXT]))


def _is_open(context: Context, voucher: Voucher, day: date) -> bool:
    try:
        require_open(context, day, voucher.kind, voucher.source)
    except DomainError as error:
        if error.code not in CLOSED:
            raise
        return False
    return True
