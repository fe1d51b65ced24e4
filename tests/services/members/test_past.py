"""建账前的分配: told by member and year, seen on sheets and papers, and no distribution of the book."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import Balances
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.account_sheets import SheetMatter, account_sheet, account_sheets
from coopdesk.services.distribution.papers.account_sheet import line_text
from coopdesk.services.distribution.papers.certificate import build_certificate, read_certificate
from coopdesk.services.members.certificate_commands import EndCertificate, IssueCertificate
from coopdesk.services.members.commands import MergeMembers, RegisterMember, StrikeMember
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.wording import error_text
from tests.services.distribution.several_years import by_shares, resolve

FOUNDED = date(2019, 2, 18)
PAID = date(2018, 1, 20)


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    assert error_text(caught.value)
    return caught.value.code


def told(desk: Desk, number: str) -> list[tuple[int, int, int]]:
    shares, _heads = desk.members.past_of(number)
    return [(share.year, share.refund.fen, share.dividend.fen) for share in shares]


@pytest.fixture
def past(desk: Desk) -> Desk:
    """Three members over 2017 and 2018, several years of one in one sum, and what is known of 2017 as a whole."""
    desk.run(
        RecordPast(
            years=(PastYear(2017, Money(100_00), Money(1_00), Money(11_00), "2018-1", PAID, "方案"),),
            shares=(
                PastShare("F01", 2017, Money(1_00), Money(8_00)),
                PastShare("F02", 2017, dividend=Money(3_00), document="签领表"),
                PastShare("F01", 2018, dividend=Money(9_00)),
                PastShare("C01", TOGETHER, dividend=Money(500_00)),
            ),
            document="老账本",
            about="2017",
        )
    )
    return desk


def test_lines_are_kept_by_member_and_year_with_their_paper(past: Desk) -> None:
    assert told(past, "F01") == [(2017, 100, 800), (2018, 0, 900)]
    assert told(past, "C01") == [(TOGETHER, 0, 50_000)]
    assert told(past, "F03") == told(past, "F99") == []
    assert {number: share.document for number, share in past.members.past_in(2017).items()} == {
        "F01": "老账本",
        "F02": "签领表",
    }
    together, first, second = past.members.past_years()
    assert (together.year, first.year, second.year) == (TOGETHER, 2017, 2018)
    assert first.sums is not None
    assert (first.sums.members, first.sums.refund, first.sums.dividend) == (2, Money(100), Money(1_100))
    assert (first.head.resolution, first.head.paid_on, first.differs) == ("2018-1", PAID, False)
    assert (second.head, second.differs) == (PastYear(2018), False)


def test_the_newest_line_counts_and_an_empty_one_takes_it_away(past: Desk) -> None:
    past.run(RecordPast(shares=(PastShare("F01", 2017, Money(0), Money(7_00)), PastShare("F01", 2018))))
    assert told(past, "F01") == [(2017, 0, 700)]
    assert next(each for each in past.members.past_years() if each.year == 2017).differs
    past.run(RecordPast(years=(PastYear(2017),), shares=(PastShare("F01", 2017), PastShare("F02", 2017))))
    assert [each.year for each in past.members.past_years()] == [TOGETHER]
    past.run(RecordPast(years=(PastYear(2016, Money(5)),)))
    told_2016 = next(each for each in past.members.past_years() if each.year == 2016)
    assert (told_2016.sums, told_2016.differs) == (None, False)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RecordPast(), "past.nothing"),
        (RecordPast(shares=(PastShare("F09", 2018, Money(1)),)), "past.unknown_member"),
        (RecordPast(shares=(PastShare("F01", 2021, Money(1)),)), "past.year_not_past"),
        (RecordPast(shares=(PastShare("F01", 1888, Money(1)),)), "past.year_not_past"),
        (RecordPast(years=(PastYear(2021, Money(1)),)), "past.year_not_past"),
        (RecordPast(years=(PastYear(TOGETHER, Money(1)),)), "limits.year"),
        (RecordPast(shares=(PastShare("F01", 2018, Money(-1)),)), "past.below_nothing"),
        (RecordPast(years=(PastYear(2018, Money(1), Money(2)),)), "past.too_much"),
        (RecordPast(shares=(PastShare("F01", 2018), PastShare("F01", 2018, Money(1)))), "past.twice"),
    ],
)
def test_what_cannot_have_been_is_refused(desk: Desk, command: RecordPast, code: str) -> None:
    assert refused(desk, command) == code
    assert not desk.members.past_years()


def test_a_year_is_told_or_distributed_by_the_book_never_both(two: Desk) -> None:
    two.run(RecordPast(shares=(PastShare("F01", 2018, dividend=Money(5)),)))
    with pytest.raises(DomainError) as caught:
        resolve(two, 2018, by_shares(), "1000")
    assert caught.value.code == "past.year_told"
    two.run(RecordPast(shares=(PastShare("F01", 2018),)))
    resolve(two, 2018, by_shares(), "1000")
    assert two.distribution.resolved_years() == {2018}
    assert (
        refused(two, RecordPast(shares=(PastShare("F01", 2018, dividend=Money(5)),))) == "past.year_resolved"
    )
    assert refused(two, RecordPast(years=(PastYear(2018, Money(5)),))) == "past.year_resolved"


def test_it_is_no_distribution_of_the_book(past: Desk) -> None:
    assert (past.distribution.summaries(), past.distribution.states()) == ([], {})
    assert not past.distribution.member_years("F01")
    assert not past.verify()
    assert past.members.balances(date(2020, 3, 1)).get("F01", Balances()).reserve == Money(0)


def test_the_account_sheet_of_the_year_shows_it_marked(past: Desk) -> None:
    one = past.members.read(lambda uow: account_sheet(uow, "F01", 2017))
    assert (one.refund, one.dividend) == (Money(100), Money(800))
    [line] = one.lines
    assert (line.matter, line.day, line.resolution) == (SheetMatter.PAST, date(2017, 12, 31), "2018-1")
    assert line_text(line, 2017) == "2017年度盈余分配（建账前，决议 2018-1）"
    everybody = past.members.read(lambda uow: account_sheets(uow, 2017))
    assert [(sheet.number, sheet.refund, sheet.dividend) for sheet in everybody.sheets] == [
        ("F01", Money(100), Money(800)),
        ("F02", Money(0), Money(300)),
    ]
    assert everybody.sheets[0] == one
    assert (everybody.refund, everybody.dividend) == (Money(100), Money(1_100))
    [later] = past.members.read(lambda uow: account_sheet(uow, "F01", 2018)).lines
    assert line_text(later, 2018) == "2018年度盈余分配（建账前）"


def test_the_certificate_lists_it_before_the_years_of_the_book(past: Desk) -> None:
    number = past.run(IssueCertificate(member="F01", day=FOUNDED)).reference
    today = date(2020, 3, 1)
    source = past.members.read(lambda uow: read_certificate(uow, number, today))
    figures = build_certificate(source, today)
    assert [(row.year, row.shares, row.gross, row.tax, row.net, row.paid) for row in figures.dividends] == [
        ("2017", None, Money(900), None, Money(900), "建账前 2018-01-20"),
        ("2018", None, Money(900), None, Money(900), "建账前"),
    ]
    assert any("建账前" in note for note in figures.notes)
    other = past.run(IssueCertificate(member="C01", day=FOUNDED)).reference
    past.run(EndCertificate(certificate=other, day=FOUNDED, reason="换证"))
    ended = past.members.read(lambda uow: read_certificate(uow, other, today))
    assert [row.year for row in build_certificate(ended, today).dividends] == ["历年累计"]


def test_who_was_struck_is_in_no_sum_and_a_merged_lines_years_go_along(past: Desk) -> None:
    past.run(MergeMembers(gone="F02", kept="F01", reason="重复"))
    assert (told(past, "F02"), told(past, "F01")) == ([], [(2017, 100, 1_100), (2018, 0, 900)])
    nobody = Member("F08", "赵多余", MemberKind.FARMER, FOUNDED)
    past.run(RegisterMember(member=nobody, shares=Quantity(0)))
    past.run(RecordPast(shares=(PastShare("F08", 2017, Money(5_00)),)))
    past.run(StrikeMember(member="F08", reason="录错"))
    year = next(each for each in past.members.past_years() if each.year == 2017)
    assert year.sums is not None and (year.sums.members, year.sums.refund) == (1, Money(100))
    assert refused(past, RecordPast(shares=(PastShare("F08", 2018, Money(1)),))) == "past.unknown_member"
