"""Columns of what was distributed before the book: known by heading or answered, posted, told again and taken back."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import TOGETHER
from coopdesk.domain.money import Money
from coopdesk.exchange.import_document import import_document
from coopdesk.exchange.import_words import import_words
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.members.commands import TakeBackImport
from coopdesk.services.members.importing.answers import document_of, read_answers
from coopdesk.services.members.importing.comparing import Comparison
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.guessing import best_of, guess_heading
from coopdesk.services.members.importing.sending import command_of
from tests.services.members.importing.made import (
    FARMERS,
    Rows,
    errors,
    read,
    somebody,
    source,
    table,
    understood,
)

A, B = somebody(1), somebody(2)
REFUND, DIVIDEND = Field.PAST_REFUND, Field.PAST_DIVIDEND


@pytest.mark.parametrize(
    ("heading", "field", "year"),
    [
        ("2021年分红", DIVIDEND, 2021),
        ("2021年度分红金额（元）", DIVIDEND, 2021),
        ("2021 年终分红款", DIVIDEND, 2021),
        ("分红2021年", DIVIDEND, 2021),
        ("二〇二一年股金分红", DIVIDEND, 2021),
        ("2020年盈余返还", REFUND, 2020),
        ("2020年按交易量返还(万元)", REFUND, 2020),
        ("2019年度剩余盈余分配", DIVIDEND, 2019),
        ("历年分红", DIVIDEND, TOGETHER),
        ("历年累计分红合计", DIVIDEND, TOGETHER),
        ("分红累计", DIVIDEND, TOGETHER),
        ("2017-2020年分红", DIVIDEND, TOGETHER),
        ("2017年至2020年盈余返还", REFUND, TOGETHER),
        ("以前年度盈余返还", REFUND, TOGETHER),
    ],
)
def test_a_heading_tells_the_year_and_what_was_distributed(heading: str, field: Field, year: int) -> None:
    guess = guess_heading(heading, import_words())
    assert (guess.field, guess.year, guess.score) == (field, year, 100)


@pytest.mark.parametrize(
    "heading", ["分红", "年度分红", "2021年", "2021年入社", "分红合计", "2021年2022年分红", "2021年分红签字"]
)
def test_without_a_year_or_with_another_word_it_is_none(heading: str) -> None:
    assert guess_heading(heading, import_words()).field not in (REFUND, DIVIDEND)


def test_a_heading_of_two_rows_tells_it_together() -> None:
    words = import_words()
    assert (best_of(("历年分红", "2021年"), words).year, best_of(("2020年度", "分红"), words).year) == (
        2021,
        2020,
    )
    assert best_of(("2020年度", "盈余返还"), words).field is REFUND


def rows(*headings: str) -> Rows:
    return [("姓名", "身份证号", "股数", *headings)]


TWO_YEARS: Rows = [
    *rows("2020年返还", "2020年分红", "2021年分红（万元）", "历年分红合计"),
    (A.name, A.identity, 5, 120.0, "1,000", 0.25, 3620),
    (B.name, B.identity, 3, None, 600, None, 600),
    ("合计", None, 8, 120, 1600, 0.25, 4220),
]


def test_years_are_read_with_units_and_totals_and_their_sum_is_left_out() -> None:
    reading = understood(TWO_YEARS)
    assert (reading.findings.errors, reading.totals.agree) == ([], True)
    assert reading.roll.past == {
        (2020, REFUND): [12_000, None],
        (2020, DIVIDEND): [100_000, 60_000],
        (2021, DIVIDEND): [250_000, None],
    }
    document = import_document(reading, Comparison())
    assert document["past"] == {
        "2020": {"past_refund": "120.00", "past_dividend": "1600.00"},
        "2021": {"past_dividend": "2500.00"},
    }
    assert document["totals"]["found"]["past"]["2021"] == {"past_dividend": "2500.00"}
    assert document["rows"][0]["past_dividend@2021"] == "2500.00"
    assert document["columns"]["G"] == ""


def test_a_wrong_sum_and_a_total_that_differs_are_told() -> None:
    sheet: Rows = [*rows("2020年分红"), (A.name, A.identity, 5, "一头猪"), (B.name, B.identity, 3, 7)]
    assert errors(understood(sheet)) == [("D2", "money.invalid")]
    sheet = [*rows("2020年分红"), (A.name, A.identity, 5, 6), ("合计", None, 5, 7)]
    assert errors(understood(sheet)) == [("D3", "totals.differ")]


def test_a_list_to_be_signed_is_only_proposed() -> None:
    sheet: Rows = [*rows("2020年分红"), (A.name, A.identity, 5, "已领"), (B.name, B.identity, 3, "已领")]
    reading = understood(sheet)
    [column] = [each for each in reading.columns if each.place == 3]
    assert (reading.findings.errors, column.field, column.proposed) == ([], None, DIVIDEND)


def test_a_year_that_no_heading_tells_is_answered() -> None:
    sheet: Rows = [*rows("分红", "红利"), (A.name, A.identity, 5, 6, 7)]
    columns = {"分红": "past_dividend", "E": "past_dividend"}
    asked = understood(sheet, FARMERS | {"columns": columns})
    assert errors(asked) == [("D1", "import.past_year_unsaid"), ("E1", "import.past_year_unsaid")]
    said = FARMERS | {"columns": columns, "years": {"分红": 2020, "E": TOGETHER}}
    told = understood(sheet, said)
    assert told.roll.past == {(2020, DIVIDEND): [600], (TOGETHER, DIVIDEND): [700]}
    assert document_of(told.answers)["years"] == {"分红": 2020, "E": 0}
    later = understood(sheet, FARMERS | {"columns": {"分红": "past_dividend"}, "years": {"分红": 2031}})
    assert errors(later) == [("D1", "past.year_not_past")]


@pytest.mark.parametrize("years", [[2020], {"分红": "2020"}, {"分红": 12}, {"分红": True}])
def test_years_that_are_none_are_refused_in_the_answers(years: object) -> None:
    with pytest.raises(DomainError) as caught:
        read_answers({"years": years})
    assert caught.value.code == "answers.form"


def test_posted_told_again_for_known_members_and_taken_back(tmp_path: Path) -> None:
    desk = bootstrap.new_desk(tmp_path / "a.coop")
    desk.run(SetUpCoop(details=CoopDetails("新办合作社", date(2018, 3, 1))))
    first = understood(TWO_YEARS)
    receipt = desk.run(command_of(first)).reference
    assert {each.year: each.sums.members for each in desk.members.past_years() if each.sums} == {
        2020: 2,
        2021: 1,
    }
    shares, _heads = desk.members.past_of("F01")
    assert [(each.year, each.refund, each.dividend, each.document) for each in shares] == [
        (2020, Money(12_000), Money(100_000), "花名册.xlsx"),
        (2021, Money(0), Money(250_000), "花名册.xlsx"),
    ]
    more: Rows = [
        *rows("2020年分红", "2019年分红"),
        (A.name, A.identity, 5, None, 11),
        (B.name, B.identity, 3, 600, None),
    ]
    known = read(source(table(more), digest="1" * 64))
    found = desk.members.compare_roll(known)
    assert (found.past, found.findings.errors, found.new) == ([(0, "F01")], [], [])
    second = desk.run(command_of(known)).reference
    assert [each.year for each in desk.members.past_of("F01")[0]] == [2019, 2020, 2021]
    other: Rows = [*rows("2020年分红"), (A.name, A.identity, 5, 999)]
    differing = read(source(table(other), digest="2" * 64))
    assert [fault.code for fault in desk.members.compare_roll(differing).findings.errors] == [
        "past.share_differs"
    ]
    desk.run(TakeBackImport(number=int(second), reason="选错了"))
    assert [each.year for each in desk.members.past_of("F01")[0]] == [2020, 2021]
    desk.run(TakeBackImport(number=int(receipt), reason="选错了"))
    assert (desk.members.past_years(), desk.members.past_of("F01")[0]) == ([], [])
    assert not desk.verify()
    desk.close()
