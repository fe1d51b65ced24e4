"""Statements in the book: each line once, matches that are facts, and the sheet of a day."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.exchange.ledger.layout_files import statement_words
from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.bank.statement import StatementAnswers, StatementReading, read_statement
from coopdesk.services.ledger.bank_desk import command_of
from coopdesk.services.ledger.commands import ReverseVoucher
from coopdesk.services.ledger.exchange_commands import (
    MatchLines,
    MatchStatements,
    TakeBackStatement,
    UnmatchLines,
)
from coopdesk.services.ledger.exchange_values import Reconciliation
from tests.services.ledger.keeping_books import line, open_ledger, paid, post, received, voucher

DAY = date(2020, 2, 29)


@pytest.fixture
def book(desk: Desk) -> Desk:
    return open_ledger(desk)


def read(tmp_path: Path, text: str, name: str = "对账单.csv", opening: str = "") -> StatementReading:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answers = StatementAnswers(opening=Money.parse(opening) if opening else None)
    found = read_statement(read_source(path), answers, statement_words())
    assert found.errors == ()
    return found


def refused(desk: Desk, command: object) -> DomainError:
    with pytest.raises(DomainError) as found:
        desk.run(command)  # type: ignore[arg-type]  # whichever command it is
    return found.value


def ids(found: Reconciliation) -> tuple[list[int], list[tuple[int, int]]]:
    bank = [entry.key[0] for entry in found.sheet.bank_open]
    return bank, [(entry.key[0], entry.key[1]) for entry in found.sheet.book_open]


JANUARY = """日期,摘要,支出,收入,余额
2020-01-03,货款,,1000.00,1000.00
2020-01-10,电费,120.50,,879.50
2020-01-31,利息,,0.35,879.85
"""


def test_the_sheet_of_a_day_explains_the_difference(book: Desk, tmp_path: Path) -> None:
    post(
        book,
        received(date(2020, 1, 2), "1000.00"),
        paid(date(2020, 1, 10), "120.50"),
        paid(date(2020, 1, 30), "80.00"),
    )
    book.run(command_of("102", read(tmp_path, JANUARY)))
    before = book.bank.reconciliation("102", date(2020, 1, 31))
    assert len(before.sure) == 2 and before.doubts == ()
    assert book.run(MatchStatements(account="102", days=5)).reference == "2"
    found = book.bank.reconciliation("102", date(2020, 1, 31))
    assert (str(found.sheet.book), str(found.sheet.bank)) == ("799.50", "879.85")
    assert ids(found) == ([3], [(3, 2)])
    assert str(found.sheet.adjusted_book) == str(found.sheet.adjusted_bank) == "799.85"
    assert not found.sheet.difference
    assert found.bank[3].line.summary == "利息" and found.book[3, 2].label == "记-3"
    assert tuple(book.verify()) == ()


def test_the_same_statement_twice_is_known_and_overlapping_ones_double_nothing(
    book: Desk, tmp_path: Path
) -> None:
    first = read(tmp_path, JANUARY)
    book.run(command_of("102", first))
    assert refused(book, command_of("102", first)).code == "bank.file_known"
    assert (
        refused(book, command_of("102", read(tmp_path, JANUARY + "\n", "b.csv"))).code == "bank.nothing_new"
    )
    more = read(
        tmp_path, JANUARY + "2020-02-03,手续费,5.00,,874.85\n2020-02-03,手续费,5.00,,869.85\n", "c.csv"
    )
    assert (book.bank.compare("102", more).known, len(book.bank.compare("102", more).new)) == (3, 2)
    book.run(command_of("102", more))
    assert [(each.number, each.lines) for each in book.bank.statements("102")] == [(2, 2), (1, 3)]
    assert str(book.bank.reconciliation("102", DAY).sheet.bank) == "869.85"


def test_two_honestly_equal_rows_stay_two_also_across_statements(book: Desk, tmp_path: Path) -> None:
    two = read(tmp_path, "日期,支出,收入\n2020-01-10,5,\n2020-01-10,5,\n2020-01-20,7,\n")
    book.run(command_of("102", two))
    wider = read(
        tmp_path,
        "日期,支出,收入\n2020-01-09,1,\n2020-01-10,5,\n2020-01-10,5,\n2020-01-10,5,\n2020-01-20,7,\n",
        "b.csv",
    )
    found = book.bank.compare("102", wider)
    assert [str(each.amount) for each in found.new] == ["-1.00", "-5.00"]
    assert found.doubtful == (
        2,
        3,
        5,
    )  # on the first and last day of the other one, and nothing tells them apart
    anew = book.bank.compare("102", wider, anew=[6])
    assert [str(each.amount) for each in anew.new] == ["-1.00", "-5.00", "-7.00"]
    book.run(command_of("102", wider, anew=[6]))
    assert book.bank.statements()[0].lines == 3


def test_a_statement_can_be_taken_back_until_it_is_matched(book: Desk, tmp_path: Path) -> None:
    post(book, received(date(2020, 1, 2), "1000.00"))
    reading = read(tmp_path, JANUARY)
    book.run(command_of("102", reading))
    book.run(MatchStatements(account="102", days=5))
    assert refused(book, TakeBackStatement(number=1, reason="选错了")).code == "bank.rests"
    assert refused(book, UnmatchLines(match=1, reason="")).code == "voucher.reason_missing"
    book.run(UnmatchLines(match=1, reason="选错了"))
    assert refused(book, UnmatchLines(match=1, reason="再")).code == "bank.no_match"
    assert refused(book, TakeBackStatement(number=1, reason="")).code == "voucher.reason_missing"
    book.run(TakeBackStatement(number=1, reason="选错了"))
    assert refused(book, TakeBackStatement(number=1, reason="再")).code == "bank.taken_back_already"
    assert refused(book, TakeBackStatement(number=7, reason="再")).code == "bank.unknown"
    book.run(command_of("102", reading))
    assert book.bank.statements()[0].number == 2
    assert tuple(book.verify()) == ()


def test_a_person_matches_what_the_program_would_not(book: Desk, tmp_path: Path) -> None:
    post(book, paid(date(2020, 1, 9), "5.00", "甲"), paid(date(2020, 1, 11), "5.00", "乙"))
    book.run(command_of("102", read(tmp_path, "日期,支出,收入,余额\n2020-01-10,5,,-5\n2020-01-12,9,,-14\n")))
    assert book.run(MatchStatements(account="102", days=5)).reference == "0"
    (doubt,) = book.bank.reconciliation("102", DAY).doubts
    assert [entry.key for entry in doubt.book] == [(1, 2), (2, 2)]

    def by_hand(*bank: int, book: tuple[tuple[int, int], ...] = ((1, 2),)) -> MatchLines:
        return MatchLines(account="102", bank=bank, book=book, reason="回单")

    assert refused(book, by_hand(1, book=())).code == "bank.one_alone"
    assert refused(book, by_hand(2)).code == "bank.sums_differ"
    assert refused(book, by_hand(9)).code == "bank.line_unknown"
    assert refused(book, by_hand(1, 1)).code == "bank.line_unknown"
    assert refused(book, by_hand(1, book=((1, 1),))).code == "bank.line_unknown"
    book.run(by_hand(1))
    assert refused(book, by_hand(1, book=((2, 2),))).code == "bank.matched_already"
    assert ids(book.bank.reconciliation("102", DAY)) == ([2], [(2, 2)])


def test_vouchers_that_undo_each_other_are_none_of_the_banks_business(book: Desk, tmp_path: Path) -> None:
    post(book, paid(date(2020, 1, 9), "6.00"), received(date(2020, 1, 3), "1000.00"))
    book.run(ReverseVoucher(voucher=1, day=date(2020, 1, 20), reason="记错"))
    book.run(command_of("102", read(tmp_path, JANUARY)))
    assert book.run(MatchStatements(account="102", days=5)).reference == "2"
    found = book.bank.reconciliation("102", DAY)
    assert ids(found) == ([2, 3], []) and not found.sheet.difference


def test_one_payment_of_the_bank_is_several_vouchers(book: Desk, tmp_path: Path) -> None:
    day = date(2020, 1, 10)
    several = voucher(day, line("523", "30"), line("102", "-10"), line("102", "-20"))
    post(book, several, paid(day, "90.50"))
    book.run(command_of("102", read(tmp_path, JANUARY)))
    (sure,) = book.bank.reconciliation("102", DAY).sure
    assert sorted(entry.key for entry in sure.book) == [(1, 2), (1, 3), (2, 2)]


@pytest.mark.parametrize(
    ("account", "text", "code"),
    [
        ("523", JANUARY, "bank.no_account"),
        ("999", JANUARY, "bank.no_account"),
        ("102", "日期,支出,收入\n2020-03-02,5,\n", "bank.in_future"),
    ],
)
def test_a_statement_that_cannot_be_kept_is_refused(
    book: Desk, tmp_path: Path, account: str, text: str, code: str
) -> None:
    assert refused(book, command_of(account, read(tmp_path, text))).code == code


def test_without_a_statement_or_a_balance_there_is_no_sheet(book: Desk, tmp_path: Path) -> None:
    with pytest.raises(DomainError) as none:
        book.bank.reconciliation("102", DAY)
    assert none.value.code == "bank.no_statement"
    book.run(command_of("102", read(tmp_path, "日期,支出,收入\n2020-01-10,5,\n")))
    with pytest.raises(DomainError) as none:
        book.bank.reconciliation("102", DAY)
    assert none.value.code == "bank.no_balance"
    book.run(
        command_of(
            "102", read(tmp_path, "日期,支出,收入\n2020-01-05,,50\n2020-01-11,,7\n", "b.csv", "100.00")
        )
    )
    assert str(book.bank.reconciliation("102", DAY).sheet.bank) == "152.00"
    assert refused(book, MatchStatements(account="102", days=99)).code == "bank.days"
