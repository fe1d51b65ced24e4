"""What a form would not let through is refused behind it too: years, days, sums, counts, texts, kinds, months."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    MarkHouseholds,
    MarkPaid,
    RecordFailedVote,
    RecordYearFigures,
    WithdrawApproval,
)
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    MendJoining,
    RegisterMember,
    ReverseEntry,
    TransferShares,
)
from tests.services.distribution.several_years import FOUNDED, by_shares, figures, refused

ANCIENT = date(219, 12, 20)
LONG = "长" * 501
ONE_SHARE = parse_quantity("1")
COOP = CoopDetails("林阁花木种植股份合作社", FOUNDED)
RESOLUTION = Resolution("1", date(2020, 1, 10), members=2, present=2, votes_for=2)
MEMBER = Member("F09", "甲", MemberKind.FARMER, date(2020, 1, 1))

OUT_OF_BOUNDS: list[tuple[str, Command]] = [
    ("coop.record_day", SetUpCoop(details=replace(COOP, record_month=13))),
    ("coop.record_day", SetUpCoop(details=replace(COOP, record_month=0))),
    ("coop.record_day", SetUpCoop(details=replace(COOP, record_month=2, record_day=30))),
    ("coop.record_day", SetUpCoop(details=replace(COOP, record_month=6, record_day=31))),
    ("coop.notice_days", SetUpCoop(details=replace(COOP, notice_days=366))),
    ("coop.precision", SetUpCoop(details=replace(COOP, precision=Money(3)))),
    ("coop.precision", SetUpCoop(details=replace(COOP, precision=Money(0)))),
    ("limits.day", SetUpCoop(details=replace(COOP, founded=ANCIENT))),
    ("limits.text", SetUpCoop(details=replace(COOP, address=LONG))),
    ("limits.amount", DefineShareClass(share_class=ShareClass("land", "土地股", Money(10**14)))),
    ("limits.text", DefineShareClass(share_class=ShareClass("land", LONG, Money(1)))),
    ("limits.day", RegisterMember(member=replace(MEMBER, joined=ANCIENT), shares=ONE_SHARE)),
    ("limits.count", RegisterMember(member=MEMBER, shares=Quantity(10**19))),
    ("register.wrong_kind", RegisterMember(member=MEMBER, shares=ONE_SHARE, kind=EntryKind.GIFT)),
    ("limits.day", AddShares(member="F01", day=ANCIENT, shares=ONE_SHARE)),
    (
        "register.wrong_kind",
        AddShares(member="F01", day=date(2020, 1, 1), shares=ONE_SHARE, kind=EntryKind.TRANSFER),
    ),
    (
        "register.wrong_kind",
        TransferShares(
            giver="F01", taker="F02", day=date(2020, 1, 1), shares=ONE_SHARE, kind=EntryKind.REDEMPTION
        ),
    ),
    ("limits.day", TransferShares(giver="F01", taker="F02", day=ANCIENT, shares=ONE_SHARE)),
    ("limits.text", ReverseEntry(entry=1, reason=LONG)),
    ("limits.day", EndMembership(member="F01", day=ANCIENT)),
    ("limits.day", MendJoining(member="F01", joined=ANCIENT, reason="写错")),
    ("limits.year", RecordYearFigures(figures=figures(219, "1"))),
    ("limits.year", RecordYearFigures(figures=figures(20190, "1"))),
    ("year.in_future", RecordYearFigures(figures=figures(2024, "1"))),
    (
        "limits.amount",
        RecordYearFigures(figures=YearFigures(2019, Money(10**14), Money(0), source="报表")),
    ),
    ("limits.year", DraftDistribution(year=219, record_date=date(2019, 12, 31), scheme=by_shares())),
    ("limits.day", DraftDistribution(year=2019, record_date=ANCIENT, scheme=by_shares())),
    ("limits.day", ApproveDistribution(plan_id=1, resolution=replace(RESOLUTION, day=ANCIENT))),
    ("limits.count", ApproveDistribution(plan_id=1, resolution=replace(RESOLUTION, members=10**8))),
    ("limits.text", WithdrawApproval(plan_id=1, reason=LONG)),
    ("limits.day", MarkPaid(plan_id=1, day=ANCIENT)),
    ("limits.text", RecordFailedVote(year=2019, resolution=replace(RESOLUTION, number=LONG))),
    (
        "limits.day",
        MarkHouseholds(plan_id=1, members=("F01",), standing=HouseholdStanding.CASH, day=ANCIENT),
    ),
    (
        "limits.year",
        CloseLossYear(year=99999, record_date=date(2019, 12, 31), resolution=RESOLUTION),
    ),
]


@pytest.mark.parametrize(
    ("code", "command"),
    OUT_OF_BOUNDS,
    ids=[f"{type(command).__name__}-{code}-{place}" for place, (code, command) in enumerate(OUT_OF_BOUNDS)],
)
def test_what_no_form_would_send_is_refused_all_the_same(two: Desk, code: str, command: Command) -> None:
    assert refused(two, command).code == code


def test_the_usual_record_date_may_be_the_29th_of_february(two: Desk) -> None:
    two.run(SetUpCoop(details=replace(COOP, record_month=2, record_day=29)))
    assert two.coop.usual_record_date(2019) == date(2019, 2, 28)
