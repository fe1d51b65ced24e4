"""盈余分配方案（草案）: what the meeting is shown is what the resolution freezes, and says that it is a draft."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Appropriation, Basis, Eligible, Line, Rest, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import ApproveDistribution, DraftDistribution, RecordYearFigures
from coopdesk.services.distribution.papers.proposal import ProposalFigures, build_proposal
from coopdesk.services.distribution.proposal import Proposal
from coopdesk.services.errors import Cancelled
from coopdesk.services.members.commands import RegisterMember
from coopdesk.wording import finding_in_chinese
from tests.reports.plans import LABELS, LONG_NAMES, large_plan, plan_of_case
from tests.reports.reading import Place, text_places, texts

DAY = date(2019, 12, 20)
PRINTED_ON = date(2020, 3, 1)


def scheme(desk: Desk, template: str) -> Scheme:
    wanted = next(item for item in desk.distribution.templates() if item.id == template)
    return desk.distribution.scheme_from(wanted, desk.distribution.facts(2019, DAY))


def drafted(desk: Desk, *, reserve: str = "") -> int:
    made = scheme(desk, "shares_and_rebate")
    if reserve:
        drawn = Appropriation("reserve", "提取公积金", rate=Quantity(int(reserve) * 10_000))
        made = replace(made, appropriations=(drawn,))
    command = DraftDistribution(year=2019, record_date=DAY, scheme=made, drafter="王会计")
    return int(desk.run(command).reference)


def figures(proposal: Proposal) -> ProposalFigures:
    return build_proposal(proposal, finding_in_chinese)


def printed(proposal: Proposal, folder: Path) -> Path:
    (path,) = write_paper("proposal", proposal, folder / "草案.pdf", PRINTED_ON)
    return path


def test_the_draft_is_what_the_resolution_freezes(desk: Desk) -> None:
    plan_id = drafted(desk, reserve="10")
    proposed = desk.distribution.proposal(2019).plan
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=Resolution("1", DAY, 5, 5, 5)))
    frozen = desk.distribution.frozen_plan(2019)
    for name in ("members", "lines", "distributable", "carried_forward", "gross", "tax", "findings", "coop"):
        assert getattr(proposed, name) == getattr(frozen, name), name
    with pytest.raises(DomainError, match=r"plan\.no_draft"):
        desk.distribution.proposal(2019)


def test_a_year_without_a_draft_has_no_proposal(desk: Desk) -> None:
    with pytest.raises(DomainError) as refused:
        desk.distribution.proposal(2019)
    assert (refused.value.code, refused.value.params) == ("plan.no_draft", {"year": 2019})


def test_the_reserve_the_lines_and_every_household_are_said_in_figures(desk: Desk) -> None:
    drafted(desk, reserve="10")
    made = figures(desk.distribution.proposal(2019))
    assert dict(made.steps)["减：提取公积金（10%）"] == Money.parse("72000")
    assert made.steps[-1] == ("可分配盈余", Money.parse("648000"))
    assert [(line.label, str(line.amount)) for line in made.lines] == [
        ("按股分红", "648000.00"),
        ("二次返利", "90000.00"),
    ]
    assert made.lines[0].how == "按股数，5 户合计 36 股；如南岸区供销合作社：5 股 × 18,000.00"
    assert made.lines[1].how.startswith(
        "南岸区供销合作社从所得中让出，不增加分配合计；按股数分给农户，3 户合计 16 股；如董𠮷：90,000.00 × 8 ÷ 16 股"
    )
    assert {row.number: str(row.sums.net) for row in made.rows} == {
        "G01": "0.00", "C01": "270000.00", "F01": "189000.00", "F02": "141750.00", "F03": "47250.00",
    }  # fmt: skip
    assert [group.lead for group in made.groups] == ["农户 3 户", "村集体 1 个", "供销社 1 个"]
    assert "各项数字取自2019 年度报表" in made.opening


def test_a_cap_and_who_is_left_out_are_said_of_a_line_on_paper(desk: Desk) -> None:
    basis = Basis("shares", cap=parse_quantity("6"))
    kinds = Eligible(kinds=frozenset({MemberKind.FARMER, MemberKind.FOUNDER}), except_members=("F03",))
    line = Line("capped", "按股分红", Rest(), basis, kinds)
    desk.run(DraftDistribution(year=2019, record_date=DAY, scheme=Scheme(((line,),))))
    (said,) = [each.how for each in figures(desk.distribution.proposal(2019)).lines]
    assert said == (
        "按股数（每户最多计 6 股）分给农户、发起人（李国华除外），2 户合计 12 股；"
        "如董𠮷：6 股（封顶，实有 8） × 60,000.00"
    )
    but_many = Eligible(except_kinds=frozenset({MemberKind.SUPPLY_COOP}))
    sixth = Member("F04", "第六户", MemberKind.FARMER, date(2019, 12, 1))
    desk.run(RegisterMember(member=sixth, shares=parse_quantity("1")))
    many = Eligible(members=("G01", "C01", "F01", "F02", "F03", "F04"))
    for eligible, words in ((but_many, "分给全体成员（供销社除外）"), (many, "、李国华等 6 名成员，")):
        scheme = Scheme(((replace(line, eligible=eligible, basis=Basis("shares")),),))
        desk.run(DraftDistribution(year=2019, record_date=DAY, scheme=scheme))
        assert words in figures(desk.distribution.proposal(2019)).lines[0].how


def test_a_second_rebate_states_what_its_column_adds_up_to(desk: Desk) -> None:
    """Of 90,000.01 given by shares a fen may stay with the giver; paper and list must say the same."""
    known = desk.coop.year_figures(2019)
    assert known is not None
    desk.run(RecordYearFigures(figures=replace(known, income=known.income + Money(7))))
    drafted(desk)
    made = figures(desk.distribution.proposal(2019))
    rebate = next(line.amount for line in made.lines if line.label == "二次返利")
    column = made.columns.index("二次返利")
    assert rebate.fen == sum(max((row.sums.amounts[column] or Money(0)).fen, 0) for row in made.rows)


def test_findings_stand_with_their_article_and_their_figures(desk: Desk) -> None:
    without_shares = Member("F04", "无股户", MemberKind.FARMER, date(2019, 12, 1))
    desk.run(RegisterMember(member=without_shares, shares=parse_quantity("0")))
    drafted(desk)
    said = dict(figures(desk.distribution.proposal(2019)).findings)
    assert [standing for sentence, standing in said.items() if "第四十四条" in sentence] == ["本方案返还 0%"]
    farmers = next(standing for sentence, standing in said.items() if "80%" in sentence)
    assert farmers == "现有农民 4 户，占 66.6%"
    organisations = next(standing for sentence, standing in said.items() if "团体成员" in sentence)
    assert organisations == "现有团体成员 2 个，限 1 个"


def test_schemes_stand_side_by_side_and_one_that_does_not_work_stops_nothing(desk: Desk) -> None:
    drafted(desk)
    plain = scheme(desk, "shares")
    broken = replace(plain, tiers=())
    made = figures(
        desk.distribution.proposal(2019, [("按股分红", plain), ("坏的", replace(broken, precision=Money(0)))])
    )
    assert made.comparison is not None
    assert made.comparison.titles == ("本方案", "按股分红")
    rows = {label: [str(each) for each in sums] for label, sums in made.comparison.rows}
    assert rows["农户"] == ["420000.00", "320000.00"]
    assert rows["供销社"] == ["0.00", "100000.00"]
    assert figures(desk.distribution.proposal(2019)).comparison is None


def test_every_page_says_that_it_is_a_draft_and_its_file_too(desk: Desk, tmp_path: Path) -> None:
    drafted(desk, reserve="10")
    path = printed(desk.distribution.proposal(2019, [("按股分红", scheme(desk, "shares"))]), tmp_path)
    pages = texts(path)
    assert all("待成员大会表决" in page and page.count("草") >= 2 for page in pages)
    said = "".join("".join(pages).split())
    for word in (
        "一、可分配盈余",
        "二、分配办法",
        "三、各户分配表",
        "四、与法律和章程的对照",
        "五、方案对比",
        "189,000.00",
    ):
        assert word in said
    assert "reserve" not in said
    assert not any(member.account and member.account in said for member in desk.members.present())
    assert paper("proposal").file_name(of_plan(3, 2)) == "2019年度盈余分配方案（草案）.pdf"


def of_plan(members: int, lines: int) -> Proposal:
    plan = large_plan(members, lines, LONG_NAMES, Money.parse("999999999.99"), Quantity(200_000))
    return Proposal(plan, DAY, "王会计", ())


def _out_of_place(path: Path) -> list[Place]:
    """Texts that leave the sheet, or run into another; the large letters behind everything do not count."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            places = [place for place in sorted(text_places(page)) if place.top - place.bottom < 100]
            found += [place for place in places if place.left < 36 or place.right > page.get_width() - 36]
            for at, one in enumerate(places):
                for other in places[at + 1 :]:
                    if other.left >= one.right:
                        break
                    across = min(one.right, other.right) - max(one.left, other.left)
                    along = min(one.top, other.top) - max(one.bottom, other.bottom)
                    if across > 0.6 and along > 0.6:
                        found.append(other)
    return found


@pytest.mark.parametrize(("members", "lines"), [(2, 1), (24, 2), (60, 9), (61, len(LABELS))])
def test_any_number_of_members_and_lines_stands_whole(members: int, lines: int, tmp_path: Path) -> None:
    path = printed(of_plan(members, lines), tmp_path)
    assert _out_of_place(path) == []
    said = "\n".join(texts(path))
    assert said.count("合计（大写）") == 1
    assert all(f"F{number:04d}" in said for number in range(1, members))


def test_a_sum_is_never_broken_in_two(tmp_path: Path) -> None:
    said = "\n".join(texts(printed(of_plan(60, 9), tmp_path)))
    plan = of_plan(60, 9).plan
    assert {plan.gross.grouped, plan.tax.grouped, plan.net.grouped} <= set(said.split())


def test_the_same_draft_gives_the_same_bytes_and_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    proposal = Proposal(plan_of_case("01"), DAY, "", ())
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (one, two):
        write_paper("proposal", proposal, path, PRINTED_ON)
    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(Cancelled):
        write_paper("proposal", of_plan(60, 2), tmp_path / "3.pdf", PRINTED_ON, cancel)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "2.pdf"]
