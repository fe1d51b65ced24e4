"""What a book takes it gives back, in either database."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.command import Changes, Topic
from coopdesk.services.members.headlines import KindTotal
from coopdesk.services.members.values import NumberedEntry
from coopdesk.services.values import Matched, SearchHit
from tests.persistence.samples import (
    COOP,
    FIGURES,
    FOUNDED,
    ORDINARY,
    PREFERRED,
    ROLL,
    entry,
    member,
    settle,
    shares,
)


def test_the_newest_details_of_the_coop_count(book: SqlBook) -> None:
    with book.unit() as uow:
        assert uow.coop.current() is None
        uow.coop.save(COOP)
        uow.coop.save(replace(COOP, chair="赵七", sample=False))
        uow.commit()
    with book.reading() as uow:
        assert uow.coop.current() == replace(COOP, chair="赵七", sample=False)


def test_share_classes_keep_their_order_when_one_is_renamed(book: SqlBook) -> None:
    renamed = ShareClass("ordinary", "基本股", Money.parse("2000"))
    with book.unit() as uow:
        for item in (ORDINARY, PREFERRED, renamed):
            uow.coop.save_class(item)
        assert uow.coop.classes() == [renamed, PREFERRED]


def test_members_come_back_in_the_order_of_the_roll(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    with book.reading() as uow:
        assert tuple(uow.members.all()) == ROLL
        assert uow.members.get("F02") == ROLL[3]
        assert uow.members.get("F99") is None


def test_amending_a_member_keeps_number_place_and_shares(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        moved = replace(ROLL[2], address="新村", account="6222000000009999")
        uow.members.amend(moved, "zs")
        assert tuple(uow.members.all()) == (ROLL[0], ROLL[1], moved, ROLL[3])
        assert uow.register.holdings("F01", date(2026, 1, 1)) == [(ORDINARY, shares("8"))]
        with pytest.raises(LookupError):
            uow.members.amend(member("F77"), "")


@pytest.mark.parametrize(
    ("given", "series", "following"),
    [
        ((), "F", "F01"),
        (("F01", "F20", "F03"), "F", "F21"),
        (("F99",), "F", "F100"),
        (("F007",), "F", "F008"),
        (("FA05", "F02"), "F", "F03"),
        (("F02",), "FA", "FA01"),
        (("F99999999999999999999",), "F", "F01"),
        (("12",), "", "13"),
    ],
)
def test_the_next_number_follows_the_highest_of_its_series(
    book: SqlBook, given: tuple[str, ...], series: str, following: str
) -> None:
    with book.unit() as uow:
        for number in given:
            uow.members.add(member(number), "")
        assert uow.members.next_number(series) == following


def test_another_member_with_the_same_account_is_named(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        account = ROLL[2].account
        assert uow.members.same_account(account, "F02") == "F01"
        assert uow.members.same_account(account, "F01") is None
        assert uow.members.same_account("", "F01") is None


def test_register_entries_are_numbered_and_come_in_order_of_day(book: SqlBook) -> None:
    later = entry("F01", "1", date(2020, 5, 1), document="收据 3", note="增股")
    earlier = entry("F02", "2", date(2019, 3, 1))
    with book.unit() as uow:
        settle(uow)
        assert uow.register.append(later) == 6
        assert uow.register.append(earlier) == 7
        assert uow.register.append(replace(later, giver="F01", taker=None), reverses=6) == 8
        days = [item.day for item in uow.register.entries()]
        assert days == sorted(days)
        assert len(days) == 8
        assert later not in uow.register.entries(until=date(2020, 4, 30))
        assert uow.register.get(6) == NumberedEntry(6, later, None, 8, 6)
        assert uow.register.get(8) == NumberedEntry(8, replace(later, giver="F01", taker=None), 6, None, 8, 6)
        assert uow.register.get(99) is None
        assert [item.number for item in uow.register.of_member("F01")] == [4, 5, 6, 8]
        assert uow.register.of_class("F02", "ordinary")[0] == earlier
        assert uow.register.of_class("F02", "preferred") == []
        assert uow.register.of_member("nobody") == []


def test_holdings_are_told_as_at_any_day_and_class(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        held = uow.register.holdings
        assert held("F01", date(2019, 5, 31)) == [(ORDINARY, shares("10.5"))]
        assert held("F01", date(2019, 6, 1)) == [(ORDINARY, shares("8"))]
        assert held("C01", date(2019, 6, 1)) == [(ORDINARY, shares("12")), (PREFERRED, shares("3"))]
        assert held("F02", date(2019, 5, 31)) == []
        assert held("nobody", date(2019, 5, 31)) == []


def test_nobody_gives_away_more_than_is_held(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        with pytest.raises(DomainError) as refused:
            uow.register.append(entry("F02", "8.000001", date(2020, 1, 1), giver="F01"))
        assert refused.value.code == "register.below_zero"
        assert refused.value.params["shares"] == Quantity(-1)
        with pytest.raises(DomainError) as refused:
            uow.register.append(entry(None, "1", giver="F02", share_class="preferred"))
        assert refused.value.code == "register.below_zero"


def test_shares_beyond_what_a_book_holds_are_refused(book: SqlBook) -> None:
    most = Quantity(10**18)
    with book.unit() as uow:
        settle(uow)
        with pytest.raises(DomainError) as refused:
            uow.register.append(entry("F01", "1", shares=Quantity(most + 1)))
        assert refused.value.code == "register.too_many"
        uow.register.append(entry("F02", "1", shares=most))
        with pytest.raises(DomainError) as refused:
            uow.register.append(entry("F02", "1", shares=most))
        assert refused.value.code == "register.too_many"


def test_entries_name_members_of_the_roll(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        with pytest.raises(DomainError) as refused:
            uow.register.append(entry("F77", "1"))
        assert (refused.value.code, refused.value.params) == ("member.unknown", {"number": "F77"})


def test_the_newest_figures_of_a_year_count(book: SqlBook) -> None:
    with book.unit() as uow:
        assert uow.years.get(2019) is None
        uow.years.save(FIGURES)
        uow.years.save(replace(FIGURES, year=2018))
        uow.years.save(replace(FIGURES, source="更正"))
        assert uow.years.get(2019) == replace(FIGURES, source="更正")
        assert uow.years.years() == [2018, 2019]


def test_commands_are_remembered_with_what_they_changed(book: SqlBook) -> None:
    changes = Changes(frozenset({Topic.MEMBERS, Topic.REGISTER}), "F01")
    with book.unit() as uow:
        assert uow.journal.result("a") is None
        uow.journal.record("a", "RegisterMember", changes, datetime(2026, 3, 1, 9, 30))
        uow.commit()
    with book.reading() as uow:
        assert uow.journal.result("a") == changes


def test_totals_by_kind_on_a_past_and_on_the_present_day(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        uow.members.add(member("F03", joined=date(2020, 1, 1)), "")
        uow.register.append(entry("F03", "4", date(2020, 1, 2)))
        farmers = MemberKind.FARMER
        now, then = uow.queries.totals(date(2020, 1, 2)), uow.queries.totals(FOUNDED)
        assert [total.kind for total in now] == [
            farmers,
            MemberKind.VILLAGE_COLLECTIVE,
            MemberKind.SUPPLY_COOP,
        ]
        assert now[0] == KindTotal(farmers, 3, shares("14.5"))
        assert then[0] == KindTotal(farmers, 2, shares("10.5"))
        assert uow.queries.totals(date(2018, 1, 1)) == []


def test_missing_papers_are_counted(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        assert uow.queries.missing(date(2026, 1, 1)) == (2, 3)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("f01", [("F01", "number")]),
        ("F", [("F01", "number"), ("F02", "number")]),
        ("ZS", [("F01", "initials")]),
        ("放牛", [("C01", "name")]),
        ("䶮", [("F02", "name")]),
        ("0013", [("F01", "identity")]),
        ("013", []),
        ("%", []),
        ("_01", []),
    ],
)
def test_the_search_says_whom_it_found_and_by_what(
    book: SqlBook, typed: str, found: list[tuple[str, str]]
) -> None:
    with book.unit() as uow:
        settle(uow)
        hits = uow.queries.search(typed, 10)
        assert [(hit.number, hit.matched) for hit in hits] == found
        assert uow.queries.search(typed, 1) == hits[:1]


def test_a_search_hit_names_the_member(book: SqlBook) -> None:
    with book.unit() as uow:
        settle(uow)
        assert uow.queries.search("F02", 5) == [SearchHit("F02", "𠮷䶮㛃", MemberKind.FARMER, Matched.NUMBER)]
