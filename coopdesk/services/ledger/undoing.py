"""What was posted for an operation is undone with it: in red, or in blue where the books of its year are closed."""

from coopdesk.domain.ledger.voucher import correction
from coopdesk.services.context import Context
from coopdesk.services.ledger.periods import period_fault
from coopdesk.services.ledger.posting import post, reverse
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.limits import LONGEST_TEXT

CLOSED = ("period.closed", "period.held")
"""What ``period_fault`` says of a month that takes nothing any more."""


def undo(context: Context, posted: PostedVoucher, reason: str) -> int:
    """Undo a voucher that stands; the id of the one that does.

    In red on its own day, or today where its month takes nothing any more; of an earlier year whose books are closed in
    blue (令98号 Art. 51(5)).
    """
    voucher = posted.voucher
    closed = period_fault(context.uow, context.today, voucher.day, voucher.kind, voucher.source)
    if closed is None:
        return reverse(context, posted.id, voucher.day, reason)
    if voucher.day.year == context.today.year:
        return reverse(context, posted.id, context.today, reason)
    summary = f"订正{voucher.day.year}年{voucher.day.month}月{voucher.day.day}日{voucher.word}-{posted.number}号凭证"
    summary = f"{summary}：{reason}" if reason else summary
    return post(context, correction(voucher, posted.id, context.today, summary[:LONGEST_TEXT]))
