"""What a distribution comes to reads the same from a draft and from the plan frozen of it."""

from dataclasses import replace

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import PerUnit, Scheme, Withholding
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import ApproveDistribution, DraftDistribution
from coopdesk.ui.distribution.member_rows import MemberRows
from coopdesk.ui.distribution.member_table import group_words, member_columns, totals
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.reading import read
from coopdesk.wording import price_text
from tests.ui.distribution.conftest import RECORD_DAY, two_lines


def test_the_model_case_in_figures(outcome: Outcome) -> None:
    assert str(outcome.per_farmer_share) == "21250.00"
    assert str(outcome.gross_of(MemberKind.FARMER)) == "1700000.00"
    assert str(outcome.gross_of(MemberKind.VILLAGE_COLLECTIVE)) == "300000.00"
    assert outcome.carried_forward == Money(0)
    assert [
        (line.label, str(line.pool), line.paid, price_text(line.each or ZERO)) for line in outcome.lines
    ] == [
        ("按股分红", "2000000.00", 200_000_000, "20,000.00"),
        ("二次返利", "100000.00", 10_000_000, "1,250.00"),
    ]
    first = outcome.rows[0]
    assert (first.number, first.amounts, first.net) == ("G01", (10_000_000, -10_000_000), 0)
    assert outcome.shares_of() == 100_000_000


def test_without_farmers_shares_there_is_no_sum_for_a_share(outcome: Outcome) -> None:
    others = [row.position for row in outcome.rows if row.kind is not MemberKind.FARMER]
    assert replace(outcome, rows=outcome.rows.only(others)).per_farmer_share is None


def test_a_line_by_the_share_has_its_own_sum_for_each(facts: Facts, scheme: Scheme) -> None:
    line = replace(scheme.tiers[0][0], pool=PerUnit(parse_quantity("5000")))
    made = of_draft(distribute(facts, replace(scheme, tiers=((line,),))))
    assert made.lines[0].each == parse_quantity("5000")


def test_a_scheme_of_no_lines_pays_nobody(facts: Facts) -> None:
    made = of_draft(distribute(facts, Scheme(())))
    assert (made.gross, made.carried_forward) == (Money(0), Money.parse("2000000"))
    assert [row.amounts for row in made.rows] == [()] * 22
    assert [column.key for column in member_columns(made) if not column.hidden] == [
        "number", "name", "shares", "gross", "net",
    ]  # fmt: skip


def test_the_frozen_plan_shows_what_was_drafted(desk: Desk) -> None:
    drafted = of_draft(distribute(desk.distribution.facts(2019, RECORD_DAY), two_lines()))
    changes = desk.run(DraftDistribution(year=2019, record_date=RECORD_DAY, scheme=two_lines()))
    resolution = Resolution("2019 年第 1 号", RECORD_DAY, members=22, present=22, votes_for=22)
    desk.run(ApproveDistribution(plan_id=int(changes.reference), resolution=resolution))
    reading = read(desk, 2019)
    assert reading.fixed
    frozen = reading.frozen
    assert frozen is not None
    assert list(frozen.rows) == list(drafted.rows)
    assert frozen.lines == drafted.lines
    assert (frozen.gross, frozen.distributable, frozen.findings) == (
        drafted.gross,
        drafted.distributable,
        drafted.findings,
    )
    assert [frozen.derive(place) for place in range(22)] == [drafted.derive(place) for place in range(22)]
    desk.close()


def test_the_row_of_totals_stands_under_every_column_of_figures(outcome: Outcome) -> None:
    assert totals(member_columns(outcome), outcome) == {
        "shares": "100",
        "line:dividend": "2,000,000.00",
        "line:second_rebate": "—",
        "gross": "2,000,000.00",
        "tax": "—",
        "net": "2,000,000.00",
    }


def test_columns_of_figures_grow_with_the_sums(outcome: Outcome) -> None:
    thousand = [replace(row, gross=row.gross * 1000) for row in outcome.rows]
    rich = replace(outcome, rows=MemberRows.of(thousand, list(outcome.rows.lines)))
    widths = [
        next(column.width for column in member_columns(each) if column.key == "gross")
        for each in (outcome, rich)
    ]
    assert widths[1] > widths[0]


def test_who_has_left_and_gets_nothing_is_no_household_of_the_year(facts: Facts, scheme: Scheme) -> None:
    gone = replace(facts.members[-1], id="F99", name="已退社", entitled=False)
    whole = of_draft(distribute(facts, scheme))
    left = of_draft(distribute(replace(facts, members=(*facts.members, gone)), scheme))
    assert [row.number for row in left.rows] == [row.number for row in whole.rows]
    assert group_words(left.rows) == group_words(whole.rows)


def test_the_groups_under_the_table_say_that_they_are_after_tax_where_there_is_one(
    facts: Facts, scheme: Scheme
) -> None:
    line = scheme.tiers[0][0]
    taxed = replace(scheme, tiers=((line,),), withholding=(Withholding((line.id,), parse_quantity("0.2")),))
    made = of_draft(distribute(facts, replace(taxed, rebates=())))
    said = [words.replace("\N{NO-BREAK SPACE}", " ") for _kind, words in group_words(made.rows)]
    assert said[0] == "20 户农户 实发 1,280,000.00"
