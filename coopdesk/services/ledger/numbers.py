"""Numbers that vouchers bring along: each gets its own anew at posting, but a doubled one tells of a mistake."""

from collections.abc import Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.services.ports import UnitOfWork


def number_faults(uow: UnitOfWork, vouchers: Sequence[Voucher], numbers: Sequence[int]) -> list[DomainError]:
    """What speaks against the numbers that vouchers have (0: none), each with its ``of_voucher`` counted from 1.

    ``voucher.number_twice`` for one that two of them have in the same month and word, ``voucher.number_taken`` for one
    that the book has: most likely the same voucher comes once more.
    """
    found: list[DomainError] = []
    seen: dict[tuple[Month, str, int], int] = {}
    for place, (voucher, number) in enumerate(zip(vouchers, numbers, strict=True), 1):
        if not number:
            continue
        month = Month.of(voucher.day)
        value = f"{voucher.word}-{number}"
        before = seen.setdefault((month, voucher.word, number), place)
        told = {"of_voucher": place, "value": value, "month": str(month)}
        if before != place:
            found.append(DomainError("voucher.number_twice", before=before, **told))
        elif uow.ledger.voucher_by_number(month, voucher.word, number) is not None:
            found.append(DomainError("voucher.number_taken", **told))
    return found
