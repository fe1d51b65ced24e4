"""建账前的分配 in the window: a member's years in a grid, a whole year with its head figures, and where both show."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.past_form import ChooseYearForm, MemberPastForm, YearPastForm
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]


def member_of(desk: Desk, number: str) -> Any:
    member = desk.members.get(number)
    assert member is not None
    return member


def test_the_years_of_a_member_are_pasted_kept_changed_and_taken_out(
    desk: Desk, page: MembersPage, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: MemberPastForm) -> None:
        form.grid.paste(
            "年度\t盈余返还（元）\t剩余盈余分配（元）\n2017年\t\t1,200\n历年累计\t\t3万\n2018\t5.5\t"
        )
        form.document.set_text("老账本")

    page.show_member("F02")
    opener.answers = [fill]
    page.detail.pane.past.click()
    settle(page._shell)
    rows = page.detail.pane.years_model.rows
    assert [(row.name, row.gross, row.state) for row in rows if row.is_past] == [
        ("2018", Money(550), "建账前"),
        ("2017", Money(120_000), "建账前"),
        ("历年累计", Money(3_000_000), "建账前"),
    ]
    assert "建账前 31,205.50 元" in page.detail.pane.sum.text()
    assert {2017, 2018} <= set(page.detail.view.account_years if page.detail.view else ())
    form = MemberPastForm(desk, member_of(desk, "F02"))
    form.grid.set_rows([{"year": 2017, "refund": None, "dividend": Money(7)}])
    command = form.make()
    assert set(command.shares) == {
        PastShare("F02", 2017, Money(0), Money(7), "老账本"),
        PastShare("F02", 2018),
        PastShare("F02", TOGETHER),
    }
    desk.run(command)
    assert [share.year for share in desk.members.past_of("F02")[0]] == [2017]
    form.close()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("去年\t\t5", "import.no_year"),
        ("2031\t\t5", "past.year_not_past"),
        ("2019\t\t5", "past.year_resolved"),
        ("2017\t-1\t", "past.below_nothing"),
        ("2017\t\t", "past.no_amount"),
    ],
)
def test_a_year_that_cannot_be_is_told_in_its_row(
    desk: Desk, page: MembersPage, typed: str, code: str
) -> None:
    form = MemberPastForm(desk, member_of(desk, "F02"))
    form.grid.paste(typed)
    assert [mistake.error.code for mistake in form.grid.mistakes] == [code]
    form.close()


def test_one_year_twice_is_refused(desk: Desk, page: MembersPage) -> None:
    form = MemberPastForm(desk, member_of(desk, "F02"))
    form.grid.paste("2017\t\t5\n2017\t\t6")
    with pytest.raises(DomainError) as caught:
        form.make()
    assert caught.value.code == "past.twice"
    form.close()


def test_a_whole_year_with_its_head_figures_is_entered_by_name_or_number(
    desk: Desk, page: MembersPage, opener: AnsweringOpener, settle: Settling
) -> None:
    name = member_of(desk, "F03").name

    def choose(form: ChooseYearForm) -> None:
        form.year.choose(2018)

    def fill(form: YearPastForm) -> None:
        form.distributable.set_text("20000")
        form.dividend.set_text("900")
        form.resolution.set_text("2019-1")
        form.paid_on.set_text("2019-01-20")
        form.grid.paste(f"F01\t\t600\n{name}\t10\t200")

    opener.answers = [choose, fill]
    page.show_member("F01")
    page.detail.pane.past_year.click()
    settle(page._shell)
    [told] = desk.members.past_years()
    head = PastYear(2018, Money(2_000_000), None, Money(90_000), "2019-1", date(2019, 1, 20))
    assert (told.head, told.sums.members if told.sums else 0, told.differs) == (head, 2, True)
    assert "总额与各成员相加不同" in page.message.text.text()
    [row] = [row for row in page.detail.pane.years_model.rows if row.is_past]
    assert (row.gross, row.paid_on) == (Money(60_000), date(2019, 1, 20))
    again = YearPastForm(desk, 2018)
    with pytest.raises(DomainError) as caught:
        desk.run(again.make())
    assert caught.value.code == "past.nothing"
    again.grid.paste("F09\t\t1\nF08\t\t2\nF09\t\t3")
    with pytest.raises(DomainError) as caught:
        again.make()
    assert caught.value.code == "past.twice"
    again.close()
    chooser = ChooseYearForm(desk)
    assert chooser.year.value() == 2018 and not chooser.touched
    assert "2018（2 户，810.00 元）" in chooser.year.text()
    chooser.close()


def test_several_years_in_one_sum_have_no_head(desk: Desk, page: MembersPage) -> None:
    desk.run(RecordPast(years=(PastYear(2017, Money(5)),), shares=(PastShare("F01", TOGETHER, Money(5)),)))
    form = YearPastForm(desk, TOGETHER)
    assert form.distributable not in form.fields
    form.grid.paste("F01\t\t6")
    command = form.make()
    assert (command.years, command.shares) == ((), (PastShare("F01", TOGETHER, Money(0), Money(600)),))
    form.close()
    chooser = ChooseYearForm(desk)
    assert [
        words
        for words in (chooser.year.box.itemText(n) for n in range(chooser.year.box.count()))
        if "只有总额" in words
    ]
    chooser.close()


def test_a_name_that_several_have_asks_for_the_number(desk: Desk, page: MembersPage) -> None:
    form = YearPastForm(desk, 2018)
    form.grid.paste("没有此人\t\t6")
    assert [mistake.error.code for mistake in form.grid.mistakes] == ["field.not_found"]
    form.close()
