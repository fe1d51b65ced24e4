"""Subtotals by kind of member on the papers: 农户 20 户, 村集体, 供销社, tying to the total."""

from dataclasses import replace
from pathlib import Path

import pytest

from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.i18n import set_language
from coopdesk.papers import write_paper
from coopdesk.services.distribution.papers.groups import GroupSums, group_sums
from coopdesk.services.distribution.papers.notice import build_notice
from coopdesk.services.distribution.papers.sign_off import ROWS_A_PAGE, build_sign_off
from coopdesk.services.distribution.papers.sums import SheetSums, add_up
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.wording import kind_name
from tests.reports.plans import PRINTED_ON, large_plan, plan_of_case
from tests.reports.reading import texts

LISTS = ("sign_off", "notice")


def said(groups: tuple[GroupSums, ...]) -> list[tuple[str, str]]:
    return [(group.lead, group.sums.net.grouped) for group in groups]


def of_kinds(plan: FrozenPlan, *kinds: MemberKind) -> FrozenPlan:
    """The plan with its members of these kinds in turn."""
    members = (replace(member, kind=kinds[place % len(kinds)]) for place, member in enumerate(plan.members))
    return replace(plan, members=tuple(members))


def test_the_groups_of_2019_are_those_of_the_resolution() -> None:
    plan = plan_of_case("01")
    wanted = [("农户 20 户", "1,700,000.00"), ("村集体 1 个", "300,000.00"), ("供销社 1 个", "0.00")]
    assert said(build_sign_off(plan).groups) == wanted
    assert said(build_notice(plan, PRINTED_ON).groups) == wanted


@pytest.mark.parametrize("kind", LISTS)
def test_the_groups_stand_above_the_total(kind: str, tmp_path: Path) -> None:
    (path,) = write_paper(kind, plan_of_case("01"), tmp_path / "a.pdf", PRINTED_ON)
    last = texts(path)[-1]
    places = [
        last.index(word) for word in ("农户 20 户", "村集体 1 个", "供销社 1 个", "合计 22 户", "贰佰万元整")
    ]
    assert places == sorted(places)
    assert {"1,700,000.00", "300,000.00", "2,000,000.00"} <= set(last.split())


def test_founders_and_managers_are_counted_as_the_farmers_they_are() -> None:
    plan = of_kinds(large_plan(9), MemberKind.FARMER, MemberKind.FOUNDER, MemberKind.MANAGER)
    assert build_sign_off(plan).groups == (), "one kind alone is the total"
    mixed = of_kinds(large_plan(9), MemberKind.FARMER, MemberKind.FOUNDER, MemberKind.ENTERPRISE)
    assert [group.lead for group in build_sign_off(mixed).groups] == ["农户 6 户", "企业 3 个"]


@pytest.mark.parametrize("members", [2, 7, 11, 12, 13, 14, 24, 25, 26, 27, 60, 500])
def test_the_subtotals_tie_to_the_total_and_the_last_page_holds_them(members: int, tmp_path: Path) -> None:
    plan = of_kinds(large_plan(members, 3), *(kind for kind in MemberKind))
    sheet = build_sign_off(plan)
    assert add_up((group.sums for group in sheet.groups), len(sheet.columns)) == sheet.total
    assert sum(group.members for group in sheet.groups) == members
    assert [row.ordinal for page in sheet.pages for row in page.rows] == list(range(1, members + 1))
    assert 1 <= len(sheet.pages[-1].rows) <= ROWS_A_PAGE - len(sheet.groups)
    write_paper("sign_off", plan, tmp_path / "a.pdf", PRINTED_ON)
    assert len(texts(tmp_path / "a.pdf")) == len(sheet.pages)


def test_every_kind_has_its_name_as_the_window_says_it() -> None:
    set_language("zh_CN")
    sums = SheetSums(shares=0, amounts=(), gross=Money(0), tax=Money(0), net=Money(0))  # type: ignore[arg-type]  # no shares
    farmers = (MemberKind.FOUNDER, MemberKind.MANAGER)
    groups = group_sums(((kind, sums) for kind in MemberKind if kind not in farmers), 0)
    assert [group.kind for group in groups] == [kind for kind in MemberKind if kind not in farmers]
    assert all(group.lead.startswith(f"{kind_name(group.kind)} 1 ") for group in groups)
