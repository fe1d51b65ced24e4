"""A co-op is kept over three years with every kind of share operation; at 20 dates the register is what was written by
hand beside it, whenever and in whatever order the entries were made.

The table is the accountant's own: a line a day, a column a member, shares as 普通股 / 土地股 / 扶贫股.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.coop.share_class import ClassRules, ShareClass, TransferRule
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import EndReason, Member, MemberKind
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import format_quantity, parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book
from coopdesk.services.attachments.commands import AttachFile
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.commands import (
    AddShares,
    ConvertShares,
    EndMembership,
    InheritShares,
    PayInstalment,
    RecallClass,
    RedeemShares,
    RegisterMember,
    ReverseOperation,
    SplitClass,
    TransferShares,
)

LAND, HELP = "class-2", "class-3"
TABLE = """
2021-01-09 -           -             -              -              -        -
2021-01-10 10          8             6              4              20       -
2021-02-28 10          8             6              4              20       -
2021-03-01 10/5        8/3           6              4              20       -
2021-04-01 10/5        8/3           6/0/2          4/0/2          20       -
2021-05-19 10/5        8/3           6/0/2          4/0/2          20       -
2021-05-20 7/5         11/3          6/0/2          4/0/2          20       -
2021-07-01 7/5         10/3          7/0/2          4/0/2          20       -
2021-09-15 7/5         10/3          7/0/2          6/0/2          20       -
2021-11-15 7/5         10/3          7/0/2          6/0/2          20       -
2021-12-31 7/5         10/3          7/0/2          6/0/2          25       -
2022-03-01 8/3         10/3          7/0/2          6/0/2          25       -
2022-05-01 8/6         10/6          7/0/2          6/0/2          25       -
2022-06-30 8/6         8/6           7/0/2          6/0/2          25       -
2022-09-10 -           10.666666/8   9.666666/2/2   8.666668/2/2   25       -
2022-12-31 -           10.666666/8   9.666666/2/2   8.666668/2/2   25       -
2023-01-01 -           10.666666/8   9.666666/2     8.666668/2     25       -
2023-02-01 -           10.666666/8   9.666666/2     8.666668/2     25       3
2023-04-01 -           5.333333/8    4.833333/2     4.333334/2     12.5     1.5
2023-12-31 -           5.333333/8    7.333333/2     4.333334/2     10       -
"""
MEMBERS = ("F01", "F02", "F03", "F04", "C01", "F05")
CLASSES = ("ordinary", LAND, HELP)


class Office:
    """The co-op's office: each thing is entered on its day, by a clock that only goes on."""

    def __init__(self, folder: Path) -> None:
        self._now = datetime(2021, 1, 10, 9, 0)
        book = create_book(folder / "本社.coop", self._now, clock=lambda: self._now)
        self.desk = Desk(book, lambda: self._now, initials, scheme_templates)

    def on(self, day: date, *commands: Command) -> int:
        """Enter these on a day; the number of the last operation."""
        assert day >= self._now.date()
        self._now = datetime(day.year, day.month, day.day, 9, 0)
        reference = ""
        for command in commands:
            reference = self.desk.run(command).reference
        return int(reference) if reference.isdigit() else 0


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.desk.close()


def test_the_register_is_what_was_written_by_hand_at_twenty_dates(office: Office) -> None:
    keep(office)
    assert read(office.desk) == [line.split() for line in TABLE.strip().splitlines()]
    assert list(office.desk.verify()) == []
    # One act is one number, without a gap, whatever it entered.
    numbers = [
        line.operation for line in office.desk.members.operations(date(2021, 1, 1), date(2023, 12, 31))
    ]
    assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))


def test_what_was_not_paid_or_lies_behind_a_split_is_held_up(office: Office) -> None:
    keep(office)
    desk = office.desk
    late = AddShares(member="F02", day=date(2023, 3, 31), shares=parse_quantity("1"))
    assert code_of(desk, late) == "register.before_split"
    assert code_of(desk, ReverseOperation(operation=1, reason="录错")) == "register.split_since"
    over = AddShares(member="F02", day=date(2023, 12, 1), shares=parse_quantity("200"), share_class=LAND)
    assert code_of(desk, over) == "share_class.cap"
    ended = AddShares(member="F02", day=date(2023, 12, 1), shares=parse_quantity("1"), share_class=HELP)
    assert code_of(desk, ended) == "share_class.ended"
    future = AddShares(member="F02", day=date(2024, 1, 1), shares=parse_quantity("1"))
    assert code_of(desk, future) == "register.day_in_future"
    paid = [
        (str(each.amount), str(each.paid))
        for op in desk.members.agreed_operations()
        for each in op.instalments
    ]
    assert paid == [
        ("1000.00", "1000.00"),
        ("1000.00", "1000.00"),
        ("1000.00", "1000.00"),
        ("1000.00", "500.00"),
    ]


def keep(office: Office) -> None:
    """The three years, as they came in over the counter."""
    found(office)
    first_year(office)
    second_year(office)
    third_year(office)


def found(office: Office) -> None:
    office.on(
        date(2021, 1, 10),
        SetUpCoop(details=CoopDetails("放牛村股份合作社", date(2021, 1, 10))),
        DefineShareClass(share_class=ShareClass("ordinary", "普通股", yuan("1000"))),
        DefineShareClass(
            share_class=ShareClass("", "土地股", yuan("300"), ClassRules(cap=parse_quantity("100")))
        ),
        DefineShareClass(
            share_class=ShareClass(
                "",
                "扶贫股",
                yuan("500"),
                ClassRules(transfer=TransferRule.NOBODY, ends=date(2022, 12, 31)),
            )
        ),
    )
    kinds = [MemberKind.FARMER] * 4 + [MemberKind.VILLAGE_COLLECTIVE]
    for number, kind, shares in zip(MEMBERS, kinds, ("10", "8", "6", "4", "20"), strict=False):
        member = Member(number, f"成员{number}", kind, date(2021, 1, 10))
        office.on(date(2021, 1, 10), RegisterMember(member=member, shares=parse_quantity(shares)))


def first_year(office: Office) -> None:
    allotted = EntryKind.ALLOTMENT
    day = date(2021, 3, 1)
    for number, shares in (("F01", "5"), ("F02", "3")):
        office.on(
            day,
            AddShares(member=number, day=day, shares=parse_quantity(shares), share_class=LAND, kind=allotted),
        )
    day = date(2021, 4, 1)
    for number in ("F03", "F04"):
        office.on(
            day,
            AddShares(member=number, day=day, shares=parse_quantity("2"), share_class=HELP, kind=allotted),
        )
    day = date(2021, 5, 20)
    office.on(
        day, TransferShares(giver="F01", taker="F02", day=day, shares=parse_quantity("3"), document="协议 1")
    )
    day = date(2021, 7, 1)
    office.on(
        day,
        TransferShares(giver="F02", taker="F03", day=day, shares=parse_quantity("1"), kind=EntryKind.GIFT),
    )
    day = date(2021, 9, 15)
    terms = (Term(day, yuan("1000")), Term(date(2022, 3, 31), yuan("1000")))
    subscribed = office.on(day, AddShares(member="F04", day=day, shares=parse_quantity("2"), terms=terms))
    office.on(day, PayInstalment(operation=subscribed, day=day, amount=yuan("1000"), document="收据 1"))
    day = date(2021, 11, 1)
    wrong = office.on(day, AddShares(member="F03", day=day, shares=parse_quantity("5")))
    office.on(date(2021, 12, 5), ReverseOperation(operation=wrong, reason="应为 F05，录错人"))
    # Entered in the new year, as of December: a piece of paper that came late.
    office.on(date(2022, 1, 15), AddShares(member="C01", day=date(2021, 12, 20), shares=parse_quantity("5")))
    office.on(
        date(2022, 1, 15),
        PayInstalment(operation=subscribed, day=date(2022, 1, 15), amount=yuan("1000"), document="收据 2"),
    )


def second_year(office: Office) -> None:
    day = date(2022, 3, 1)
    office.on(
        day,
        ConvertShares(
            member="F01",
            day=day,
            shares=parse_quantity("2"),
            old_class=LAND,
            new_class="ordinary",
            ratio=Ratio(1, 2),
            document="理事会决议 3",
        ),
    )
    day = date(2022, 5, 1)
    office.on(day, SplitClass(share_class=LAND, day=day, ratio=Ratio(2), document="成员大会决议 2"))
    day = date(2022, 6, 30)
    terms = (Term(day, yuan("1000")), Term(date(2022, 12, 31), yuan("1000")))
    redeemed = office.on(day, RedeemShares(member="F02", day=day, shares=parse_quantity("2"), terms=terms))
    office.on(day, PayInstalment(operation=redeemed, day=day, amount=yuan("1500"), document="付款凭单 1"))
    died = date(2022, 9, 10)
    heirs = tuple(Heir(number, Ratio(1, 3)) for number in ("F02", "F03", "F04"))
    inherited = office.on(
        date(2022, 10, 8), InheritShares(giver="F01", day=died, heirs=heirs, document="公证书 12")
    )
    office.on(
        date(2022, 10, 8),
        EndMembership(member="F01", day=died, reason=EndReason.DEATH),
        AttachFile(
            thing=Thing("operation", str(inherited)),
            name="公证书 12.jpg",
            blob=blob_of(BlobKind.PHOTO, b"\xff\xd8\xff\xe0" + b"paper" * 40, "公证书 12.jpg"),
        ),
    )


def third_year(office: Office) -> None:
    day = date(2023, 1, 1)
    office.on(day, RecallClass(share_class=HELP, day=day, document="扶贫股到期"))
    day = date(2023, 2, 1)
    office.on(
        day,
        RegisterMember(member=Member("F05", "成员F05", MemberKind.FARMER, day), shares=parse_quantity("3")),
    )
    day = date(2023, 4, 1)
    office.on(day, SplitClass(share_class="ordinary", day=day, ratio=Ratio(1, 2), document="成员大会决议 4"))
    office.on(
        date(2023, 7, 3),
        EndMembership(
            member="F05",
            day=date(2023, 6, 30),
            redeem=True,
            notice=date(2023, 3, 1),
            late="成员大会同意年中退社",
        ),
    )
    day = date(2023, 8, 1)
    wrong = office.on(day, TransferShares(giver="C01", taker="F02", day=day, shares=parse_quantity("2.5")))
    office.on(date(2023, 9, 2), ReverseOperation(operation=wrong, reason="受赠人应为 F03"))
    day = date(2023, 10, 1)
    office.on(
        day,
        TransferShares(giver="C01", taker="F03", day=day, shares=parse_quantity("2.5"), kind=EntryKind.GIFT),
    )
    office.on(date(2023, 12, 31))


def read(desk: Desk) -> list[list[str]]:
    """The register at the days of the table, in its form."""
    days = [date.fromisoformat(line.split()[0]) for line in TABLE.strip().splitlines()]
    return [[day.isoformat(), *(held(desk, number, day) for number in MEMBERS)] for day in days]


def held(desk: Desk, number: str, day: date) -> str:
    by_class = {each.code: shares for each, shares in desk.members.holdings(number, day)}
    parts = [format_quantity(by_class.get(code, parse_quantity("0"))) for code in CLASSES]
    while parts and parts[-1] == "0":
        parts.pop()
    return "/".join(parts) or "-"


def code_of(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value.code


def yuan(text: str) -> Money:
    return Money.parse(text)
