"""分红签领表 and 分配公示 as PDF: every row and sum read back, on any number of pages."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.money import Money
from coopdesk.reports.distribution.notice import write_notice
from coopdesk.reports.distribution.sign_off import write_sign_off
from coopdesk.reports.pdf.cells import amount_text
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.services.distribution.papers.notice import build_notice
from coopdesk.services.distribution.papers.sign_off import ROWS_A_PAGE, build_sign_off
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.services.errors import Cancelled, EnvironmentFault
from tests.reports.plans import COOP, LABELS, PRINTED_ON, large_plan, plan_of_case
from tests.reports.reading import sizes, texts
from tests.reports.test_nothing_clipped import troubles

MONEY = re.compile(r"−?\d{1,3}(?:,\d{3})*\.\d{2}")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def amounts(text: str) -> list[str]:
    return MONEY.findall(text)


def test_fifteen_hundred_members_have_a_subtotal_on_every_page_and_all_tie(target: Path) -> None:
    plan = large_plan(1500)
    sheet = build_sign_off(plan)
    write_sign_off(sheet, target, PRINTED_ON)
    pages = texts(target)
    assert len(pages) == -(-1500 // ROWS_A_PAGE) > 100
    printed = Money(0)
    for number, (text, page) in enumerate(zip(pages, sheet.pages, strict=True), start=1):
        assert f"第 {number} 页" in text
        assert f"共 {len(pages)} 页" in text
        assert "领款人签字" in text
        assert text.count("本页小计") == 1
        subtotal = page.subtotal.net.grouped
        assert subtotal in amounts(text)
        printed += Money.parse(subtotal.replace(",", ""))
        assert all(row.number in text and row.sums.net.grouped in text for row in page.rows)
    assert printed == plan.net
    assert plan.net.grouped in amounts(pages[-1])
    assert sheet.in_words in pages[-1]
    assert [number for number, text in enumerate(pages, 1) if "盖章处" in text] == [len(pages)]


def test_the_sheet_says_on_what_it_rests_and_who_signs(target: Path) -> None:
    write_sign_off(build_sign_off(plan_of_case("01")), target, PRINTED_ON)
    assert set(sizes(target)) == {(842, 595)}
    for text in texts(target):
        assert "依据：2019年12月20日成员大会决议第1号" in text
        assert "发放方式：银行转账" in text
        feet = ("理事长：", "财务负责人：", "监事：", "制表人：王会计")
        assert all(foot in text for foot in feet)


@pytest.mark.parametrize("lines", range(1, len(LABELS) + 1))
def test_any_number_of_lines_is_printed_whole(lines: int, target: Path) -> None:
    plan = large_plan(15, lines, pool=Money.parse("999999999.99"))
    sheet = build_sign_off(plan)
    write_sign_off(sheet, target, PRINTED_ON)
    found = set(amounts("\n".join(texts(target))))
    for row in (row for page in sheet.pages for row in page.rows):
        assert {amount_text(amount) for amount in row.sums.amounts if amount is not None} <= found
    assert len(sheet.columns) == lines
    heads = "".join(texts(target)[0].split())
    assert [label for label in sheet.columns if label not in heads and lines < 4] == []


def test_notice_of_every_length_holds_each_member_once_and_the_total_at_the_end(tmp_path: Path) -> None:
    for members in (2, 14, 15, 16, 22, 23, 30, 40, 41, 42, 60, 77, 100):
        plan = large_plan(members, names=("王伟", "李㛃", "张𠮷"))
        target = tmp_path / f"{members}.pdf"
        write_notice(build_notice(plan, date(2019, 12, 25)), target, PRINTED_ON)
        pages = texts(target)
        numbers = re.findall(r"\b(?:F\d{4}|G01)\b", "\n".join(pages))
        assert sorted(numbers) == sorted(member.number for member in plan.members)
        assert [text.count("合计（大写）") for text in pages] == [0] * (len(pages) - 1) + [1]
        assert "特此公示" in pages[-1]
        assert "第 1 页" in pages[0]
        assert re.search(r"\b(?:F\d{4}|G01)\b", pages[-1]), "the total does not stand alone on its page"


def test_the_notice_says_ground_period_contact_and_sums(target: Path) -> None:
    plan = plan_of_case("01")
    write_notice(build_notice(plan, date(2019, 12, 21)), target, PRINTED_ON)
    (text,) = texts(target)
    flat = "".join(text.split())
    assert "2019年12月20日成员大会决议第1号" in flat
    assert "自2019年12月21日起至2019年12月27日止" in flat
    assert "李监事、023-60000003" in flat
    assert "人民币贰佰万元整" in flat
    assert {"2,000,000.00", "170,000.00", "−100,000.00"} <= set(amounts(text))
    assert not any(member.identity in text or member.account in text for member in plan.members)


def test_a_notice_with_withholding_shows_gross_tax_and_net(target: Path) -> None:
    plan = plan_of_case("10")
    write_notice(build_notice(plan, date(2023, 1, 5)), target, PRINTED_ON)
    text = "\n".join(texts(target))
    assert all(word in text for word in ("应发合计", "代扣个税", "实发金额"))
    assert {plan.gross.grouped, plan.tax.grouped, plan.net.grouped} <= set(amounts(text))


def _with_name(plan: FrozenPlan, name: str) -> FrozenPlan:
    return replace(plan, members=(*plan.members[:-1], replace(plan.members[-1], name=name)))


def test_a_name_group_or_co_op_that_no_face_holds_prints_with_a_box(target: Path) -> None:
    plan = _with_name(large_plan(20), "王\ue000")
    plan = replace(plan, members=(*plan.members[:-1], replace(plan.members[-1], group="😀组")))
    plan = replace(plan, coop=replace(plan.coop, name="𠮷😀社", address="😀"))
    write_sign_off(build_sign_off(plan), target, PRINTED_ON)
    assert "王E000" in "".join("".join(texts(target)).split())
    write_notice(build_notice(plan, PRINTED_ON), target, PRINTED_ON)
    said = "".join("".join(texts(target)).split())
    assert all(word in said for word in ("王E000", "1F600组", "𠮷1F600社"))
    assert troubles(target) == []


def test_a_masked_name_shows_the_surname_and_not_a_sign_before_it() -> None:
    notice = build_notice(_with_name(large_plan(4), "\u202d欧阳㛃\u202c"), PRINTED_ON, mask_names=True)
    assert notice.rows[-1].name == "欧**"


def test_cancelling_leaves_nothing(target: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    plan = large_plan(40)
    with pytest.raises(Cancelled):
        write_sign_off(build_sign_off(plan), target, PRINTED_ON, cancel)
    with pytest.raises(Cancelled):
        write_notice(build_notice(plan, PRINTED_ON), target, PRINTED_ON, cancel)
    assert list(target.parent.iterdir()) == []


def test_an_empty_plan_prints_no_sheet(target: Path) -> None:
    plan = replace(large_plan(2), members=())
    with pytest.raises(PaperError, match=r"paper\.nothing_to_print"):
        write_sign_off(build_sign_off(plan), target, PRINTED_ON)
    with pytest.raises(PaperError, match=r"paper\.nothing_to_print"):
        write_notice(build_notice(plan, PRINTED_ON), target, PRINTED_ON)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    plan = large_plan(2)
    gone = tmp_path / "gone" / "a.pdf"
    with pytest.raises(EnvironmentFault, match=r"paper\.folder_gone"):
        write_sign_off(build_sign_off(plan), gone, PRINTED_ON)
    with pytest.raises(EnvironmentFault, match=r"paper\.folder_gone"):
        write_notice(build_notice(plan, PRINTED_ON), gone, PRINTED_ON)


def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    plan = large_plan(20)
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (one, two):
        write_sign_off(build_sign_off(plan), path, PRINTED_ON)
    assert one.read_bytes() == two.read_bytes()
    for path in (one, two):
        write_notice(build_notice(plan, PRINTED_ON), path, PRINTED_ON)
    assert one.read_bytes() == two.read_bytes()


def test_a_sample_book_s_sheets_say_so(target: Path) -> None:
    plan = replace(large_plan(3), coop=replace(COOP, sample=True))
    write_sign_off(build_sign_off(plan), target, PRINTED_ON)
    assert "示例，人物均为虚构" in texts(target)[0]
    write_notice(build_notice(plan, PRINTED_ON), target, PRINTED_ON)
    assert "示例，人物均为虚构" in texts(target)[0]


def test_a_notice_whose_closing_fills_a_page_still_ends(target: Path) -> None:
    plan = large_plan(5, coop=replace(COOP, address="南岸区" * 500))
    write_notice(build_notice(plan, PRINTED_ON), target, PRINTED_ON)
    text = "\n".join(texts(target))
    assert all(member.number in text for member in plan.members)


@pytest.mark.parametrize("surplus", ["opening", "transfers_in"])
def test_what_was_added_to_the_year_s_surplus_is_named(surplus: str) -> None:
    plan = large_plan(3)
    more = Money.parse("1000")
    named: dict[str, Any] = {surplus: more}
    figures = replace(plan.figures, **named)
    added = replace(plan, figures=figures, distributable=plan.distributable + more)
    steps = dict(build_notice(added, PRINTED_ON).steps)
    label = "加：其他转入" if surplus == "transfers_in" else "加：年初未分配盈余"
    assert steps[label] == more


def test_a_loss_made_good_is_named() -> None:
    plan = plan_of_case("03")
    assert dict(build_notice(plan, PRINTED_ON).steps)["减：弥补以前年度亏损"] == plan.loss_made_good
