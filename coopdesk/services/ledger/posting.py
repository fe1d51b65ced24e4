"""记账: the only way by which anything gets into the ledger, whoever posts: a form, a file, a document, a close.

Everything is checked before anything is written, and within one transaction, so that what is refused leaves nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher, VoucherKind, faults, reversal
from coopdesk.domain.text import clean_text
from coopdesk.services.context import Context
from coopdesk.services.ledger.periods import period_fault
from coopdesk.services.ledger.values import NewVoucher, PostedVoucher
from coopdesk.services.limits import LONGEST_TEXT
from coopdesk.services.members.roll import is_on_roll
from coopdesk.services.ports import UnitOfWork

MOST_ATTACHMENTS = 9_999
_FEW = 500
"""So many different members are looked up one by one; for more the roll is read once."""
_OF_TODAY = frozenset(
    {
        "voucher.account_has_children",
        "voucher.account_closed",
        "voucher.dimension_missing",
        "voucher.dimension_not_kept",
        "voucher.unknown_member",
        "voucher.item_closed",
    }
)
"""What may be wrong with lines today that were right when they were posted."""
_ITEMS = (Dimension.PARTY, Dimension.PRODUCT, Dimension.CHANNEL)


class Refusal(DomainError):
    """What keeps vouchers from being posted: the first fault as its own code, and all of them in ``faults``."""

    faults: tuple[DomainError, ...] = ()


def refusal(found: Sequence[DomainError]) -> Refusal:
    """The error for some faults, of which there is at least one."""
    first = Refusal(found[0].code, **found[0].params)
    first.faults = tuple(found)
    return first


def post(
    context: Context,
    voucher: Voucher,
    prepared_by: str = "",
    checked_by: str = "",
    draft: int | None = None,
) -> int:
    """Post a voucher with the next number of its month; its id.

    ``Refusal`` with all that ``check`` finds. ``prepared_by`` is whoever works here where nobody is named.
    """
    return post_all(context, [NewVoucher(voucher, prepared_by, checked_by, draft)])[0]


def post_all(context: Context, vouchers: Sequence[NewVoucher]) -> list[int]:
    """Post vouchers in their order, all or none; their ids. What is wrong with one of several names its ``of_voucher``,
    counted from 1."""
    cleaned = [replace(new, voucher=_cleaned(new.voucher)) for new in vouchers]
    found = check_all(context.uow, context.today, [new.voucher for new in cleaned])
    if found:
        raise refusal(found)
    ledger, person = context.uow.ledger, context.person
    return [
        ledger.append(replace(new, prepared_by=clean_text(new.prepared_by) or person), person)
        for new in cleaned
    ]


def check(context: Context, voucher: Voucher) -> list[DomainError]:
    """All that keeps a voucher from being posted: what ``domain.ledger.voucher.faults`` finds, a day that is not open,
    members and items that are not there or are closed, with ``line`` and ``value``, and a document that has a voucher
    already."""
    return check_all(context.uow, context.today, [voucher])


def check_all(uow: UnitOfWork, today: date, vouchers: Sequence[Voucher]) -> list[DomainError]:
    """The same of several, each fault with its ``of_voucher`` where there are more than one."""
    known = _known_members(uow, vouchers)
    item_fault = partial(_item_fault, uow, {})
    found: list[DomainError] = []
    sources: dict[tuple[str, str], int] = {}
    for number, voucher in enumerate(vouchers, 1):
        of_one = [*_faults_of_whole(uow, today, voucher), *_faults_of_lines(voucher, known, item_fault)]
        if voucher.reverses is not None or voucher.kind is VoucherKind.CLOSING:
            # What stands is undone, or closed, as it stands, whatever became of its accounts since.
            of_one = [each for each in of_one if each.code not in _OF_TODAY]
        if voucher.source is not None and voucher.reverses is None:
            key = (voucher.source.kind, voucher.source.key)
            there = uow.ledger.of_source(voucher.source)
            if there is not None or key in sources:
                of_one.append(DomainError("voucher.source_posted", id=there or sources[key]))
            sources[key] = number
        if len(vouchers) > 1:
            of_one = [DomainError(each.code, of_voucher=number, **each.params) for each in of_one]
        found += of_one
    return found


def _faults_of_whole(uow: UnitOfWork, today: date, voucher: Voucher) -> Iterator[DomainError]:
    closed = period_fault(uow, today, voucher.day, voucher.kind, voucher.source)
    if closed is not None:
        yield closed
    if not 0 <= voucher.attachments <= MOST_ATTACHMENTS:
        yield DomainError("voucher.attachments", count=voucher.attachments)
    yield from faults(voucher, uow.ledger.chart())


def _faults_of_lines(
    voucher: Voucher, known: Callable[[str], bool], item_fault: Callable[[Dimension, str], str]
) -> Iterator[DomainError]:
    """Members and items that a line names and that are not there; texts that no column holds."""
    for number, line in enumerate(voucher.lines, 1):
        if len(line.summary) > LONGEST_TEXT:
            yield DomainError("voucher.summary_too_long", line=number, most=LONGEST_TEXT)
        member = line.dimensions.member
        if member and not known(member):
            yield DomainError("voucher.unknown_member", line=number, value=member)
        for kind in _ITEMS:
            code = line.dimensions.get(kind)
            if code and (fault := item_fault(kind, code)):
                yield DomainError(fault, line=number, dimension=kind, value=code)


def _item_fault(uow: UnitOfWork, seen: dict[tuple[Dimension, str], str], kind: Dimension, code: str) -> str:
    """What is wrong with naming an item; empty for nothing. Each is looked up once."""
    if (kind, code) not in seen:
        item = uow.ledger.item(kind, code)
        closed = "voucher.item_closed" if item is not None and item.closed else ""
        seen[kind, code] = "voucher.unknown_item" if item is None else closed
    return seen[kind, code]


def _known_members(uow: UnitOfWork, vouchers: Sequence[Voucher]) -> Callable[[str], bool]:
    """Whether a member is on the roll, asked one by one or of the whole roll."""
    named = {line.dimensions.member for voucher in vouchers for line in voucher.lines} - {""}
    if len(named) > _FEW:
        return uow.members.numbers_on_roll().__contains__
    return {number for number in named if is_on_roll(uow, number)}.__contains__


def _cleaned(voucher: Voucher) -> Voucher:
    """The voucher with every text as papers can carry it; ``text.character`` for what none can."""
    cleaned = {text: clean_text(text) for text in {line.summary for line in voucher.lines}}
    if all(text == kept for text, kept in cleaned.items()):
        return voucher
    lines = tuple(replace(line, summary=cleaned[line.summary]) for line in voucher.lines)
    return replace(voucher, lines=lines)


def reverse(context: Context, voucher_id: int, day: date, reason: str) -> int:
    """Undo a voucher by one in red of the same year; the id of the red one. Its lines say which and why, as 令98号
    Art. 51(5) has it.

    ``voucher.unknown``; ``voucher.reversed_already`` and ``voucher.is_reversal`` with the other's ``id``;
    ``voucher.other_year`` for one of an earlier year, which is corrected in blue (令98号 Art. 51(5)).
    """
    found = require_voucher(context.uow, voucher_id)
    if found.voucher.reverses is not None:
        raise DomainError("voucher.is_reversal", number=label(found), id=found.voucher.reverses)
    if found.reversed_by is not None:
        raise DomainError("voucher.reversed_already", number=label(found), id=found.reversed_by)
    if day.year != found.voucher.day.year:
        raise DomainError("voucher.other_year", number=label(found), year=found.voucher.day.year)
    if day < found.voucher.day:
        raise DomainError("voucher.reversed_before", number=label(found), day=found.voucher.day)
    since = found.voucher.day
    summary = f"注销{since.month}月{since.day}日{found.voucher.word}-{found.number}号凭证"
    if reason:
        summary = f"{summary}：{reason}"
    return post(context, reversal(found.voucher, voucher_id, day, summary[:LONGEST_TEXT]))


def require_voucher(uow: UnitOfWork, voucher_id: int) -> PostedVoucher:
    """A voucher by id; ``voucher.unknown`` where there is none."""
    found = uow.ledger.voucher(voucher_id)
    if found is None:
        raise DomainError("voucher.unknown", id=voucher_id)
    return found


def label(posted: PostedVoucher) -> str:
    """What a voucher is called on paper: 2024年03月 记-12; vouchers are Chinese in every language."""
    month = Month.of(posted.voucher.day)
    return f"{month.year}年{month.month:02d}月 {posted.voucher.word}-{posted.number}"
