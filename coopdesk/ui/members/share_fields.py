"""The fields by which shares come or go: class, number, day and paper, with what they mean in yuan and balances.

Knows the desk only to ask what is held; makes no command.
"""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, ZERO, Quantity
from coopdesk.domain.share_register import ORDINARY, EntryKind, ShareClass
from coopdesk.i18n import _, format_money, mark
from coopdesk.services.desk import Desk
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.members.fields import RuledDate
from coopdesk.wording import entry_kind_name, shares_text, usual_text


def as_it_is(desk: Desk, member: Member) -> tuple[int, Member]:
    """How far the journal goes, and the member as the book has him then: what is shown for a while may have changed."""
    seen = desk.seen()
    return seen, desk.member(member.number) or member


def class_field(desk: Desk) -> ChoiceField[str]:
    """Which class of shares, the ordinary one first chosen."""
    classes = desk.share_classes()
    codes = [one.code for one in classes]
    chosen = ORDINARY if ORDINARY in codes else None
    return ChoiceField(_("股份类别"), [(one.code, usual_text(one.label)) for one in classes], chosen=chosen)


def kind_field(kinds: Sequence[EntryKind]) -> ChoiceField[EntryKind]:
    """What happens to the shares."""
    return ChoiceField(_("事项"), [(kind, entry_kind_name(kind)) for kind in kinds])


def entry_day_field(desk: Desk, members: Sequence[Member]) -> RuledDate:
    """The day of an entry: today at first; never in the future nor before one of the members joined."""
    field = RuledDate(_("登记日期"), required=True, day=desk.today)
    field.rule = lambda day: check_day(desk, day, members)
    return field


def check_day(desk: Desk, day: date, members: Sequence[Member]) -> None:
    """Refuse a day on which the register cannot take an entry for these members."""
    if day > desk.today:
        raise DomainError("register.day_in_future", day=day)
    for member in members:
        if day < member.joined:
            raise DomainError("register.before_joining", number=member.number, day=day, joined=member.joined)


def check_positive(shares: Quantity) -> None:
    """Refuse to move nothing or less."""
    if shares <= 0:
        raise DomainError("register.shares_not_positive", shares=shares)


def held_of(desk: Desk, number: str, share_class: str, day: date) -> Quantity:
    """Shares of one class that a member holds on a day."""
    return next((held for one, held in desk.holdings(number, day) if one.code == share_class), ZERO)


def share_class_of(desk: Desk, code: str) -> ShareClass | None:
    """The class of that code."""
    return next((one for one in desk.share_classes() if one.code == code), None)


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


def named(member: Member) -> str:
    """`董𠮷（F01）`."""
    return f"{member.name}{mark('（')}{member.number}{mark('）')}"
