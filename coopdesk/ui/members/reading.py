"""What the page asks of the book for one member, put together for showing. Knows the desk and no widget."""

from datetime import date

from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.ui.members.accounts import AccountView
from coopdesk.ui.members.detail import MemberView
from coopdesk.ui.members.entries import entry_rows
from coopdesk.ui.members.instalment_words import open_words


def member_view(desk: Desk, number: str, as_at: date) -> MemberView | None:
    """Everything shown of a member, holdings as at the day; None for a number the roll does not hold."""
    member = desk.members.get(number)
    if member is None:
        return None
    names: dict[str, str] = {}

    def name_of(other: str) -> str:
        if other not in names:
            known = desk.members.get(other)
            names[other] = known.name if known is not None else other
        return names[other]

    lines = desk.members.entries(number)
    classes = desk.coop.share_classes()
    agreed = desk.members.agreed_operations(number)
    household = desk.households.of_member(number)
    return MemberView(
        member=member,
        as_at=as_at,
        holdings=desk.members.holdings(number, as_at),
        entries=entry_rows(
            lines,
            number,
            classes,
            name_of,
            as_at,
            {each.number: open_words(each.instalments) for each in agreed},
        ),
        certificates=desk.members.certificates_of(number),
        years=tuple(
            sorted(desk.distribution.member_years(number), key=lambda row: row[0].year, reverse=True)
        ),
        household=household,
        account_years=[year for year in desk.coop.years() if year >= member.joined.year],
        classes=len(classes),
        owes=any(each.is_open for each in agreed),
        was_paid=any(each.entry.taker is None and each.is_paid for each in agreed),
        relatives=() if household is None else desk.households.persons(household),
    )


def account_view(desk: Desk, number: str, year: int) -> AccountView:
    """One member's account of a year, and the reserve of the year that no account has yet."""
    return AccountView(desk.distribution.account_sheet(number, year), desk.distribution.open_reserve(year))


def usual_days(desk: Desk) -> list[tuple[date, str]]:
    """Days a register is often looked at: today, and the charter's record date of each year that has passed."""
    today = desk.today
    days = [(today, _("今天"))]
    for year in desk.coop.years():
        day = desk.coop.usual_record_date(year)
        if day < today:
            days.append((day, _("{year} 年度股权登记日").format(year=year)))
    return days
