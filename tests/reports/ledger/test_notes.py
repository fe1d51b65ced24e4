"""会计报表附注: nine parts in the order of the system, what the book knows, and room for what it cannot know."""

from dataclasses import replace
from pathlib import Path

import pytest

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statements import balance_sheet, equity_statement, surplus_statement
from coopdesk.domain.ledger.turnovers import turnovers_of
from coopdesk.domain.money import Money
from coopdesk.reports.ledger.notes import write_notes
from coopdesk.services.ledger.papers.notes import Blank, NotePart, NotesSource, build_notes
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.services.paper_table import PaperTable
from tests.reports.ledger.books import LARGE_QUARTER
from tests.reports.ledger.notes import LARGE_NOTES, NO_NOTES, NOTES, ROLL
from tests.reports.ledger.statement_figures import YEAR
from tests.reports.ledger.vouchers import PRINTED_ON, WITNESS
from tests.reports.plans import COOP
from tests.reports.reading import outline, texts
from tests.reports.test_nothing_clipped import troubles


def part(of: NotesSource, place: int) -> NotePart:
    return build_notes(of, PRINTED_ON).parts[place - 1]


def said(of: NotesSource, place: int) -> str:
    return "".join(item for item in part(of, place).items if isinstance(item, str))


def table(of: NotesSource, place: int) -> PaperTable:
    (found,) = (item for item in part(of, place).items if isinstance(item, PaperTable))
    return found


@pytest.mark.parametrize("source", [NOTES, NO_NOTES, LARGE_NOTES], ids=["usual", "empty", "large"])
def test_the_nine_parts_stand_in_their_order_and_nothing_leaves_its_place(
    source: NotesSource, tmp_path: Path
) -> None:
    path = write_notes(build_notes(source, PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    assert troubles(path) == []
    titles = [title for _level, title, _page in outline(path) if title[1] == "、"]
    assert [title[0] for title in titles] == list("一二三四五六七八九")
    # The names stand with the last part, never alone on a page.
    assert "其他需要说明的内容" in texts(path)[-1] and "会计主管" in texts(path)[-1]


def test_members_are_counted_with_farmers_and_units_and_each_has_capital_and_reserve() -> None:
    assert "成员3名，其中农民成员2名，占成员总数的66.67%。" in said(NOTES, 2)
    assert "单位成员1名，占成员总数的33.33%。" in said(NOTES, 3)
    assert "本年入社：1名（董四）。本年退社：无。" in said(NOTES, 3)
    assert "理事长林理事、执行监事李监事。" in said(NOTES, 3)
    shares = table(NOTES, 3)
    assert shares.rows[1].cells == ("F01", "董四", "农户", Money(2_500_000), Money(12_345))
    assert shares.rows[-1].cells[3:] == (Money(55_000_000), Money(24_690))
    assert "本年入社：40名。" in said(LARGE_NOTES, 3)


def test_the_items_of_the_balance_sheet_are_told_account_by_account_and_add_up_to_its_rows() -> None:
    """From true statements: what stands below a row is what the row says, members on their own side of 114."""
    vouchers = [posted.voucher for posted in LARGE_QUARTER.vouchers]
    turnovers = turnovers_of(vouchers, Month(2024, 1), Month(2024, 12))
    sheet = balance_sheet(turnovers)
    statements = StatementYear(
        COOP, YEAR, sheet, surplus_statement(turnovers, None), equity_statement(turnovers), WITNESS
    )
    books = replace(LARGE_QUARTER, before={}, held_before={})
    items = table(NotesSource(statements, books, ROLL), 4)
    sums: dict[str, int] = {}
    group = ""
    for row in items.rows:
        if len(row.cells) == 1:
            group = str(row.cells[0]).split(" ")[0]
            continue
        end = row.cells[1]
        assert isinstance(end, Money)
        sums[group] = sums.get(group, 0) + end.fen
    rows = [row for row in sheet.rows if row.rule.parts and any(f and f.amount for f in row.figures.values())]
    assert {str(row.number): row.amount(sheet.columns[0]) for row in rows} == {
        number: Money(fen) for number, fen in sums.items()
    }
    words = [str(row.cells[0]) for row in items.rows]
    assert "114 成员往来（余额在借方的成员）" in words and "114 成员往来（余额在贷方的成员）" in words


def test_a_pending_loss_and_what_was_sold_to_members_are_told() -> None:
    assert said(NOTES, 5) == "待处理财产损溢年末余额300.00元。"
    assert said(NO_NOTES, 5) == ""
    assert "经营收入中记明成员的20,000.00元，其余0.00元。" in said(NOTES, 7)
    assert "章程规定的公积金提取比例为0%" in said(NOTES, 7)
    assert said(NOTES, 8) == "本年所得税费用13,580.16元。"


def test_what_no_record_shows_is_left_to_be_written() -> None:
    blanks = [
        [item.label for item in each.items if isinstance(item, Blank)]
        for each in build_notes(NOTES, PRINTED_ON).parts
    ]
    assert [len(labels) for labels in blanks] == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert said(NO_NOTES, 4) == "各项目均无余额。"
