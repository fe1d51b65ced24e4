"""亏损处理方案 on paper, before and after the meeting, and 结转下年 with its parts on the notice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.money import Money
from coopdesk.papers import write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.papers.loss import build_loss_plan
from coopdesk.services.distribution.papers.notice import build_notice
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.services.distribution.proposal import Proposal
from tests.reports.plans import LONG_NAMES, large_plan
from tests.reports.reading import texts
from tests.reports.test_nothing_clipped import troubles
from tests.services.distribution.several_years import approval, by_shares, drafted, figures, resolve
from tests.services.distribution.test_loss_year import closing, with_par

PRINTED_ON = date(2020, 3, 1)


@pytest.fixture
def loss(two: Desk) -> Desk:
    """2019 lost 1,000 yuan, of which an opening of 300 meets a part."""
    with_par(two)
    two.run(RecordYearFigures(figures=figures(2019, "-1000", opening="300")))
    return two


def said(
    plan: LossPlan | Proposal | FrozenPlan, folder: Path, kind: str = "loss_plan"
) -> tuple[list[str], str]:
    (path,) = write_paper(kind, plan, folder / "亏损.pdf", PRINTED_ON)
    pages = texts(path)
    return pages, "".join("".join(pages).split())


def test_before_the_meeting_it_is_a_draft_and_after_it_the_resolution_is_named(
    loss: Desk, tmp_path: Path
) -> None:
    pages, words = said(loss.distribution.loss_proposal(2019, Money.parse("600")), tmp_path)
    assert all("待成员大会表决" in page for page in pages)
    assert "2019年度亏损处理方案（草案）" in words
    loss.run(closing(shared="600"))
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    pages, words = said(plan, tmp_path)
    assert "草" not in words
    assert "2020年1月10日成员大会决议2019年第2号，2019年度亏损处理方案已经通过" in words


def test_the_closed_year_s_paper_carries_the_journal_as_of_its_resolution_on_every_reprint(
    loss: Desk, tmp_path: Path
) -> None:
    pages, _words = said(loss.distribution.loss_proposal(2019, Money.parse("600")), tmp_path)
    assert not any("日志" in page for page in pages)
    loss.run(closing(shared="600"))
    resolved = loss.journal.witness()
    loss.run(RecordYearFigures(figures=figures(2020, "500", opening="-100")))
    plan = loss.distribution.loss_plan(2019)
    assert plan is not None
    assert plan.witness == resolved
    pages, _words = said(plan, tmp_path)
    assert all(f"日志 {resolved.count} · {resolved.head[:16]}" in page for page in pages)


def test_every_paper_says_why_an_opening_is_not_what_last_year_left(two: Desk, tmp_path: Path) -> None:
    with_par(two)
    resolve(two, 2018, by_shares("400"), "1000")
    reason = "审计调减 10 元"
    two.run(RecordYearFigures(figures=figures(2019, "-1000", opening="590"), opening_reason=reason))
    why = "年初未分配盈余590.00元未照上年结转填列，原因：审计调减10元。"
    assert why in said(two.distribution.loss_proposal(2019), tmp_path)[1]
    two.run(RecordYearFigures(figures=figures(2019, "100", opening="590"), opening_reason=reason))
    plan_id = drafted(two, 2019, by_shares(include_opening=True))
    assert why in said(two.distribution.proposal(2019), tmp_path, "proposal")[1]
    two.run(approval(plan_id, 2019))
    assert why in said(two.distribution.frozen_plan(2019), tmp_path, "notice")[1]


def test_the_loss_what_meets_it_and_what_each_account_bears_tie(loss: Desk, tmp_path: Path) -> None:
    plan = loss.distribution.loss_proposal(2019, Money.parse("600"))
    made = build_loss_plan(plan, PRINTED_ON)
    assert dict(made.loss) == {"本年盈余（亏损以负数表示）": Money.parse("-1000")}
    assert dict(made.cover) == {
        "以年初未分配盈余弥补": Money.parse("300"),
        "由成员账户承担": Money.parse("600"),
        "结转以后年度（亏损以负数表示）": Money.parse("-100"),
    }
    assert [(row.number, str(row.capital), str(row.amount)) for row in made.rows] == [
        ("F01", "1500.00", "450.00"),
        ("F02", "500.00", "150.00"),
    ]
    assert [str(each) for each in made.total] == ["2000.00", "0.00", "600.00"]
    _pages, words = said(plan, tmp_path)
    assert "人民币陆佰元整" in words
    assert "尚未弥补的亏损100.00元结转下年" in words


def test_without_a_part_on_accounts_there_is_no_list(loss: Desk, tmp_path: Path) -> None:
    _pages, words = said(loss.distribution.loss_proposal(2019), tmp_path)
    assert "成员账户承担明细" not in words
    assert "由成员账户承担" in words


def test_five_hundred_accounts_with_long_names_stand_whole(loss: Desk, tmp_path: Path) -> None:
    plan = loss.distribution.loss_proposal(2019, Money.parse("600"))
    member, huge = plan.members[0], Money.parse("999999999.99")
    many = tuple(
        replace(member, position=n, number=f"F{n:04d}", name=LONG_NAMES[n % 4], capital=huge, amount=huge)
        for n in range(500)
    )
    closed = replace(plan, members=many, resolution=closing().resolution)
    (path,) = write_paper("loss_plan", closed, tmp_path / "a.pdf", PRINTED_ON)
    assert troubles(path) == []
    words = "".join(texts(path))
    assert all(f"F{n:04d}" in words for n in range(500))
    assert words.count("承担合计（大写）") == 1


def test_the_notice_names_every_part_of_what_goes_on_to_the_next_year(two: Desk, tmp_path: Path) -> None:
    resolve(two, 2019, by_shares(fixed="900"), "1000", opening="250")
    plan = two.distribution.frozen_plan(2019)
    steps = dict(build_notice(plan, PRINTED_ON).steps)
    assert steps["结转以后年度"] == two.distribution.suggested_opening(2020) == Money.parse("350")
    assert steps["　本年可分配盈余未分尽"] == Money.parse("100")
    assert steps["　年初未分配盈余未参加分配"] == Money.parse("250")
    (path,) = write_paper("notice", plan, tmp_path / "a.pdf", PRINTED_ON)
    assert {"350.00", "100.00", "250.00"} <= set("\n".join(texts(path)).split())


def test_an_uncovered_loss_goes_on_with_its_sign(two: Desk) -> None:
    plan = large_plan(3)
    lost = replace(plan, figures=replace(plan.figures, opening=Money.parse("-70")))
    steps = dict(build_notice(lost, PRINTED_ON).steps)
    assert steps["　尚未弥补的以前年度亏损"] == Money.parse("-70")
