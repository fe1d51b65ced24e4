"""The fields by which shares come or go: class, number, day and paper, with what they mean in yuan and balances.

Knows the desk only to ask what is held; makes no command.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberState
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, ZERO, Quantity
from coopdesk.i18n import _, format_money, mark
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.members.fields import CheckedDate, Note
from coopdesk.wording import entry_kind_name, kind_name, shares_text, usual_text

_HITS = 8


def as_it_is(desk: Desk, member: Member) -> tuple[int, Member]:
    """How far the journal goes, and the member as the book has him then: what is shown for a while may have changed."""
    seen = desk.journal.seen()
    return seen, desk.members.get(member.number) or member


def class_field(desk: Desk, member: Member | None = None) -> ChoiceField[str]:
    """Which class of shares: chosen is what the member holds, ordinary shares first, and for who holds none the class
    with which members usually begin in this co-op."""
    classes = desk.coop.share_classes()
    codes = [one.code for one in classes]
    held = [one.code for one, _held in desk.members.holdings(member.number, desk.today)] if member else []
    wanted = ORDINARY if ORDINARY in held else held[0] if held else desk.members.usual_class()
    chosen = wanted if wanted in codes else None
    return ChoiceField(_("股份类别"), [(one.code, usual_text(one.label)) for one in classes], chosen=chosen)


def kind_field(kinds: Sequence[EntryKind]) -> ChoiceField[EntryKind]:
    """What happens to the shares."""
    return ChoiceField(_("事项"), [(kind, entry_kind_name(kind)) for kind in kinds])


def member_field(
    title: str, desk: Desk, member: Member | None, but: Callable[[], str] = lambda: ""
) -> FindField[str]:
    """Whose shares they are, by number, name or initials; `but` tells who cannot be meant."""
    chosen = None if member is None else Hit(member.number, name_and_number(member), kind_name(member.kind))
    return FindField(title, lambda typed: member_hits(desk, typed, but()), required=True, chosen=chosen)


def members_of(desk: Desk, *fields: FindField[str]) -> list[Member]:
    """The members that are chosen in these fields."""
    found = [desk.members.get(number) for field in fields if (number := field.value())]
    return [member for member in found if member is not None]


def member_hits(desk: Desk, typed: str, other_than: str) -> list[Hit[str]]:
    """Members found by what was typed, without that other one."""
    found = desk.search(typed.partition(mark("（"))[0], _HITS + 1)
    hits = [
        Hit(hit.number, f"{hit.name}{mark('（')}{hit.number}{mark('）')}", kind_name(hit.kind))
        for hit in found
        if hit.state is MemberState.MEMBER
    ]
    return [hit for hit in hits if hit.thing != other_than][:_HITS]


class SharesForm(Protocol):
    """A form that enters shares: what of it the next one begins with."""

    kind: ChoiceField[EntryKind]
    share_class: ChoiceField[str]
    day: CheckedDate


def begin_like(before: SharesForm, form: SharesForm) -> None:
    """Begin a form with the kind, class and day of the one before it."""
    for kept, mine in ((before.kind, form.kind), (before.share_class, form.share_class)):
        mine.box.setCurrentIndex(kept.box.currentIndex())
    form.day.set_text(before.day.text())


def check_day(desk: Desk, day: date, members: Sequence[Member]) -> None:
    """Refuse a day on which the register cannot take an entry for these members."""
    if day > desk.today:
        raise DomainError("register.day_in_future", day=day)
    for member in members:
        if day < member.joined:
            raise DomainError("register.before_joining", number=member.number, day=day, joined=member.joined)


def about_joining(desk: Desk, day: date) -> Note | None:
    """A warning where somebody would have joined before the co-op was founded: one of the two days is wrong."""
    coop = desk.coop.details()
    if coop is None or day >= coop.founded:
        return None
    words = _("早于合作社成立日期 {day}；请核对")
    return Note(words.format(day=coop.founded.isoformat()), True)


def check_positive(shares: Quantity) -> None:
    """Refuse to move nothing or less."""
    if shares <= 0:
        raise DomainError("register.shares_not_positive", shares=shares)


def held_of(desk: Desk, number: str, share_class: str, day: date) -> Quantity:
    """Shares of one class that a member holds on a day."""
    return next((held for one, held in desk.members.holdings(number, day) if one.code == share_class), ZERO)


def share_class_of(desk: Desk, code: str) -> ShareClass | None:
    """The class of that code."""
    return next((one for one in desk.coop.share_classes() if one.code == code), None)


def paid_in(share_class: ShareClass | None, shares: Quantity) -> str:
    """`出资额 40,000.00 元` for shares of a class with a par value, else nothing."""
    if share_class is None or not share_class.par:
        return ""
    paid = Money(share_class.par.fen * shares // SCALE)
    return _("出资额 {sum} 元").format(sum=format_money(paid))


def in_shares(quantity: Quantity) -> str:
    """`8 股`."""
    return shares_text(quantity)


def from_to(before: Quantity, change: int) -> str:
    """`8 股 → 5 股`, the balance before and after an entry."""
    return f"{in_shares(before)} → {in_shares(Quantity(before + change))}"


def name_and_number(member: Member) -> str:
    """`董𠮷（F01）`."""
    return f"{member.name}{mark('（')}{member.number}{mark('）')}"
