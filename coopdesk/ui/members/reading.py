"""What the page asks of the book for one member and of the roll, put together for showing. Knows no widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.composition import RollFinding
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.past import TOGETHER, PastShare
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import _, format_quantity, ngettext
from coopdesk.services.desk import Desk
from coopdesk.services.members.findings import law_findings
from coopdesk.ui.members.accounts import AccountView
from coopdesk.ui.members.columns import year_rows
from coopdesk.ui.members.detail import MemberView
from coopdesk.ui.members.entries import entry_rows
from coopdesk.ui.members.instalment_words import is_redemption, open_words


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
    past, heads = desk.members.past_of(number)
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
        years=year_rows(desk.distribution.member_years(number), past, heads),
        household=household,
        offices=desk.members.read(lambda uow: uow.officers.of_member(number)),
        account_years=_account_years(desk, member, past),
        classes=len(classes),
        owes=any(each.is_open for each in agreed),
        may_agree=any(is_redemption(line, {each.number for each in agreed}) for line in lines),
        was_paid=any(each.entry.taker is None and each.is_paid for each in agreed),
        relatives=() if household is None else desk.households.persons(household),
    )


def _account_years(desk: Desk, member: Member, past: Sequence[PastShare]) -> list[int]:
    """The years of which the member has an account, the newest first."""
    told = {share.year for share in past if share.year != TOGETHER}
    years = {year for year in desk.coop.years() if year >= member.joined.year}
    return sorted(told | years, reverse=True)


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


@dataclass(frozen=True)
class Counted:
    """Who is on the roll of a day, and what the law asks of it that it does not keep."""

    day: date
    members: int
    shares: Quantity
    ended: int
    struck: int
    findings: Sequence[RollFinding]

    @property
    def words(self) -> str:
        """`22 名成员，100 股 · 截至 2023-03-01 · 另 1 名已退社`."""
        said = ngettext(
            "{n} 名成员，{shares} 股 · 截至 {day}", "{n} 名成员，{shares} 股 · 截至 {day}", self.members
        )
        words = said.format(
            n=f"{self.members:,}", shares=format_quantity(self.shares), day=self.day.isoformat()
        )
        return " · ".join([words, *_gone_words(self.ended, self.struck)])


def counted(desk: Desk, day: date) -> Counted:
    """The whole roll of a day counted, which takes a while where it is long."""
    totals = desk.members.totals(day)
    ended, struck = desk.members.gone(day)
    return Counted(
        day,
        sum(total.members for total in totals),
        Quantity(sum(total.shares for total in totals)),
        ended,
        struck,
        desk.members.read(lambda uow: law_findings(uow, day)),
    )


def _gone_words(ended: int, struck: int) -> list[str]:
    """Who is not counted: memberships that have ended, lines that were struck; nothing for nobody."""
    said = []
    if ended:
        said.append(ngettext("另 {n} 名已退社", "另 {n} 名已退社", ended).format(n=f"{ended:,}"))
    if struck:
        said.append(ngettext("{n} 名已作废", "{n} 名已作废", struck).format(n=f"{struck:,}"))
    return said
