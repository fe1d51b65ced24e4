"""What the home page says of a year, from an empty book to the payment, over a real book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import MarkHouseholds
from coopdesk.services.distribution.headlines import OpenPayment
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.home import Task, TaskKind
from coopdesk.services.members.commands import RegisterMember
from coopdesk.services.members.roll_checks import RollProblem, RollProblemKind
from coopdesk.ui.frame.pages import PAGES
from coopdesk.ui.home import words
from coopdesk.ui.home.first_steps import first_steps
from coopdesk.ui.home.words import Destination
from tests.ui import village

YEARS = (2023, 2022, 2021, 2020, 2019)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Desk]:
    desk = village.village(tmp_path / "林阁.coop")
    yield desk
    desk.close()


def said(desk: Desk, year: int) -> dict[str, tuple[str, str]]:
    return {figure.caption: (figure.value, figure.note) for figure in words.key_figures(desk.home(year))}


def todo(desk: Desk, year: int) -> list[tuple[str, Destination]]:
    home = desk.home(year)
    worded = [words.task_words(task, year) for task in home.tasks]
    return [(sentence, destination) for sentence, _word, destination in worded]


def test_an_empty_book_says_so_and_asks_for_the_co_op_first(tmp_path: Path) -> None:
    desk = village.new_desk(tmp_path / "新.coop")
    home = desk.home(2021)
    assert words.state_sentence(home) == "账套还是空的"
    assert words.next_step(home, YEARS).destination == Destination("settings", "coop")
    assert [step.done for step in first_steps(home)] == [False] * 5
    desk.close()


def test_a_year_without_figures_shows_dashes_and_leads_to_the_surplus(book: Desk) -> None:
    home = book.home(2019)
    assert words.state_sentence(home) == "2019 年度 · 本年盈余尚未录入"
    assert words.next_step(home, YEARS).destination == Destination("distribution", "surplus")
    assert said(book, 2019) == {
        "每股分红（农户）": ("—", "首年"),
        "本年盈余": ("—", "尚未录入"),
        "成员 / 股份": ("3 / 10", "2019-12-31：农户 2 户，8 股"),
        "本年分配": ("—", "先录入本年盈余"),
    }


def test_a_past_year_shows_the_members_and_shares_of_its_record_date(book: Desk) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    late = Member("F09", "后来人", MemberKind.FARMER, date(2022, 5, 1))
    book.run(RegisterMember(member=late, shares=parse_quantity("7")))
    assert said(book, 2019)["成员 / 股份"] == ("3 / 10", "2019-12-31：农户 2 户，8 股")
    assert said(book, 2021)["成员 / 股份"] == ("3 / 10", "2021-12-31：农户 2 户，8 股")
    assert said(book, 2023)["成员 / 股份"] == ("4 / 17", "农户 3 户，15 股")
    assert said(book, 2018)["成员 / 股份"][0] == "0 / 0"
    assert words.state_sentence(book.home(2018)) == "2018 年度 · 本年盈余尚未录入"


def test_figures_show_the_surplus_with_income_and_costs(book: Desk) -> None:
    village.enter_year(book, 2019, "2356900", "2276900")
    assert said(book, 2019)["本年盈余"] == ("80,000.00", "收入 2,356,900.00 − 支出 2,276,900.00")
    assert words.state_sentence(book.home(2019)) == "2019 年度 · 盈余已录入，待起草分配方案"
    assert words.next_step(book.home(2019), YEARS).destination == Destination("distribution", "scheme")


def test_a_loss_stands_with_a_real_minus(book: Desk) -> None:
    village.enter_year(book, 2019, "100", "350.5")
    figure = words.key_figures(book.home(2019))[1]
    assert (figure.value, figure.role) == ("−250.50", "figure-negative")


def test_a_draft_waits_for_the_meeting_and_shows_no_dividend_yet(book: Desk) -> None:
    village.enter_year(book, 2019, "100000", "20000")
    village.draft_year(book, 2019)
    home = book.home(2019)
    assert words.state_sentence(home) == "2019 年度 · 分配方案为草案，待成员大会决议"
    assert words.next_step(home, YEARS).destination == Destination("distribution", "resolution")
    assert said(book, 2019)["本年分配"] == ("草案", "决议后入账")
    assert said(book, 2019)["每股分红（农户）"][0] == "—"


def test_a_resolution_leads_to_the_slips_and_a_payment_to_rest(book: Desk) -> None:
    village.enter_year(book, 2019, "100000", "20000")
    plan_id = village.draft_year(book, 2019)
    village.resolve_year(book, plan_id, 2019)
    home = book.home(2019)
    assert words.state_sentence(home) == "2019 年度 · 分配方案已于2020年1月10日决议，待发放"
    assert words.next_step(home, YEARS).destination == Destination("papers", "slips_a5")
    assert said(book, 2019)["每股分红（农户）"] == ("8,000.00", "首年")
    assert said(book, 2019)["本年分配"] == ("80,000.00", "结转下年 0.00")
    village.pay_year(book, plan_id, 2019)
    home = book.home(2019)
    assert words.state_sentence(home) == "2019 年度 · 分红已于2020年1月20日发放"
    assert words.next_step(home, YEARS).destination == Destination(words.NEXT_YEAR)
    assert words.next_step(home, [2019]).destination == Destination("papers")
    assert [stage.note for stage in words.year_stages(home)] == [
        "80,000.00",
        "股权登记日 2019-12-31",
        "第 1 号 2020-01-10",
        "2020-01-20",
    ]
    assert all(stage.done for stage in words.year_stages(home))


def test_a_dividend_the_bank_sent_back_is_told_with_its_sum_and_led_to_from_every_year(book: Desk) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    plan = book.distribution.plan(2019)
    assert plan is not None
    returned = HouseholdStanding.RETURNED
    book.run(MarkHouseholds(plan_id=plan.plan_id, members=("F01",), standing=returned, day=date(2020, 2, 1)))
    home, destination = book.home(2019), Destination("distribution", "resolution", 2019)
    assert words.state_sentence(home) == "2019 年度 · 分红已于2020年1月20日发放，1 户没有发到"
    assert ("2019 年度还有 1 户、40,000.00 元没有发到", destination) in todo(book, 2019)
    assert ("2019 年度还有 1 户、40,000.00 元没有发到", destination) in todo(book, 2021)
    assert words.next_step(home, YEARS).destination == Destination("distribution", "resolution")
    last = words.year_stages(home)[-1]
    assert (last.note, last.done) == ("1 户没有发到", False)


@pytest.mark.parametrize(
    ("costs", "note"),
    [
        ("10000", "较上年 +1,000.00"),
        ("20000", "与上年持平"),
        ("30000", "较上年 −1,000.00"),
    ],
)
def test_the_dividend_stands_against_last_years(book: Desk, costs: str, note: str) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    village.whole_year(book, 2020, "100000", costs)
    assert said(book, 2020)["每股分红（农户）"][1] == note


def test_a_year_after_one_without_a_plan_says_so(book: Desk) -> None:
    assert said(book, 2020)["每股分红（农户）"] == ("—", "上年无分配")


def test_tasks_are_sentences_with_their_destinations(book: Desk) -> None:
    assert todo(book, 2020) == [
        ("2020 年度盈余尚未录入", Destination("distribution", "surplus")),
        ("1 名成员缺银行账号：F02", Destination("members", "edit:F02:account")),
        ("3 名成员缺证件号码：C01、F01、F02", Destination("members", "edit:C01:identity")),
        ("账套还没有备份过", Destination("settings", "backup")),
    ]


def test_a_backup_settles_its_task_and_an_old_one_is_called_old(book: Desk, tmp_path: Path) -> None:
    book.backup(tmp_path / "备份.coop")
    assert [sentence for sentence, _way in todo(book, 2020) if "备份" in sentence] == []


def test_an_old_backup_is_a_task_again(book: Desk) -> None:
    sentence, word, destination = words.task_words(Task(TaskKind.BACKUP, urgent=False), 2020)
    assert (sentence, word, destination) == (
        "账套已超过 7 天没有备份",
        "备份",
        Destination("settings", "backup"),
    )


def test_the_chart_has_a_bar_a_year_and_a_gap_for_a_year_without_a_plan(book: Desk) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    village.whole_year(book, 2021, "100000", "60000")
    chart = words.year_chart(book.home(2021))
    assert chart.captions == ("2019", "2020", "2021")
    assert chart.series[0].values == (800_000, None, 400_000)
    assert chart.main == 2


def test_the_chart_keeps_to_ten_years(book: Desk) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    home = book.home(2019)
    (plan,) = home.history
    history = tuple(replace(plan, year=year) for year in range(2001, 2020))
    chart = words.year_chart(replace(home, history=history))
    assert list(chart.captions) == [str(year) for year in range(2010, 2020)]


def test_without_plans_the_chart_has_no_bars(book: Desk) -> None:
    assert words.year_chart(book.home(2020)).is_empty


@pytest.mark.parametrize("kind", list(TaskKind))
def test_every_task_has_its_words_and_a_page_that_settles_it(kind: TaskKind) -> None:
    of_roll = {problem.value for problem in RollProblemKind}
    problem = RollProblem(RollProblemKind(kind.value), 1200, ("F01",), "name") if kind in of_roll else None
    payment = OpenPayment(2019, 1200, Money(5)) if kind is TaskKind.OPEN_PAYMENT else None
    sentence, word, destination = words.task_words(Task(kind, 1200, problem=problem, payment=payment), 2020)
    assert sentence
    assert "{" not in sentence
    assert word
    assert destination.page in {spec.key for spec in PAGES}


def test_every_step_that_may_come_next_has_a_button() -> None:
    names = [step.action.name for step in words.all_steps()]
    assert len(names) == len(set(names))
    assert {step.destination.page for step in words.all_steps()} - {words.NEXT_YEAR} <= {
        spec.key for spec in PAGES
    }


def test_an_old_year_leads_to_its_papers_and_not_to_the_year_after(book: Desk) -> None:
    village.whole_year(book, 2019, "100000", "20000")
    village.whole_year(book, 2021, "100000", "60000")
    assert words.next_step(book.home(2019), YEARS).destination == Destination("papers")
