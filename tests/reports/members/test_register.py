"""成员名册及股份登记簿: who and what stands on it, that it ties, and how it looks for few, many and long names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind, MemberRole
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity, parse_quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.errors import Cancelled
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.commands import AddShares, EndMembership, TransferShares
from coopdesk.services.members.papers.kinds import group_key
from coopdesk.services.members.papers.register import Holder, RegisterDay, build_register
from coopdesk.services.paper import Choice
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES
from tests.reports.reading import lines, outline
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

DAY = date(2022, 12, 31)
PRINTED_ON = date(2023, 3, 1)
PREFERRED = ShareClass("preferred", "优先股", Money(33_333))
SERVICE = ShareClass("service", "劳务股", Money(0))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village of three members."""
    made = village.village(tmp_path / "a.coop")
    ordinary = ShareClass(ORDINARY, "普通股", Money(100_000))
    for each in (ordinary, PREFERRED, SERVICE):
        made.run(DefineShareClass(share_class=each))
    yield made
    made.close()


def read(desk: Desk, day: date) -> RegisterDay:
    needs = paper("register").needs
    assert needs.chosen is not None
    register = needs.read(desk, needs.chosen.subject(desk, Choice(day.year, day)))
    assert isinstance(register, RegisterDay)
    return register


def test_it_is_as_at_the_end_of_its_day(desk: Desk) -> None:
    later = DAY + timedelta(days=1)
    third = parse_quantity("0.333333")
    desk.run(AddShares(member="F01", day=DAY, shares=third, share_class="preferred", document="认购书"))
    desk.run(TransferShares(giver="F02", taker="C01", day=later, shares=Quantity(3 * SCALE), document="协议"))
    desk.run(EndMembership(member="F02", day=later))
    figures = build_register(read(desk, DAY), PRINTED_ON)
    assert [group.lead for group in figures.groups] == ["农户 2 户", "村集体 1 个"]
    (first, second) = figures.groups[0].parts[0].rows
    assert (first.ordinal, first.number, first.joined) == (1, "F01", "2019-02-18")
    # 5 × 1,000.00 and a third of 333.33, of which parts of a fen are dropped.
    assert (first.shares, first.capital) == ((Quantity(5 * SCALE), third), Money(511_110))
    assert second.shares == (Quantity(3 * SCALE), Quantity(0))
    assert figures.classes == ("普通股", "优先股")
    assert figures.sums.total == 10 * SCALE + third
    assert figures.sums.capital == Money(1_011_110)
    assert [group.sums.portion for group in figures.groups] == [8_064, 1_936]
    assert figures.sums.portion == 10_000
    after = build_register(read(desk, later + timedelta(days=1)), PRINTED_ON)
    assert [(group.lead, group.sums.shares[0] // SCALE) for group in after.groups] == [
        ("农户 1 户", 5),
        ("村集体 1 个", 5),
    ]


@pytest.mark.parametrize(
    ("day", "code"), [(date(2019, 2, 17), "register.nobody"), (date(2023, 3, 2), "register.day_in_future")]
)
def test_a_day_without_members_has_none(desk: Desk, day: date, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read(desk, day)
    assert refused.value.code == code
    needs = paper("register").needs
    assert needs.chosen is not None
    assert not needs.there(needs.chosen.subject(desk, Choice(day.year, day)))


def test_a_book_without_a_co_op_says_what_is_missing(tmp_path: Path) -> None:
    empty = village.new_desk(tmp_path / "b.coop")
    with pytest.raises(DomainError) as refused:
        read(empty, DAY)
    assert refused.value.code == "coop.name_missing"
    empty.close()


def register(
    members: int, names: tuple[str, ...] = LONG_NAMES, classes: int = 1, shares: int = 10
) -> RegisterDay:
    """A made-up register: farmers of seven village groups, a village collective, a supply co-op."""
    kinds = (ShareClass(ORDINARY, "普通股", Money(100_000)), PREFERRED, SERVICE)
    known = tuple(
        kinds[n] if n < len(kinds) else ShareClass(f"c{n}", f"量化第{n}类股", Money(100))
        for n in range(classes)
    )
    name = cycle(names)
    holders = []
    for n in range(members):
        kind = {1: MemberKind.VILLAGE_COLLECTIVE, 2: MemberKind.SUPPLY_COOP}.get(n, MemberKind.FARMER)
        member = Member(
            f"F{n:04d}",
            next(name),
            kind,
            date(2019, 2, 18) + timedelta(days=n),
            group=f"第{n % 7 + 1}村民小组",
            identity=f"50010819700101{n:04d}",
            address="重庆市南岸区南山街道放牛村" if n % 3 else f"放牛村第{n % 7 + 1}村民小组",
            phone="13800001234",
            account="6222023100010000001",
        )
        holders.append(Holder(member, tuple(Quantity((shares + n + c) * SCALE + c) for c in range(classes))))
    coop = replace(COOP, name=LONG_COOP, chair="阿卜杜热西提·买买提依明")
    paid = {
        each.member.number: Money(
            sum(held * one.par.fen for held, one in zip(each.shares, known, strict=True)) // SCALE
        )
        for each in holders
    }
    return RegisterDay(DAY, coop, known, tuple(holders), paid, Witness(41, "7214500983" * 6 + "abcd"))


def printed(source: RegisterDay, folder: Path) -> Path:
    (path,) = write_paper("register", source, folder / "a.pdf", PRINTED_ON)
    return path


def test_twelve_members_stand_on_it_with_masked_papers_sums_and_lines_to_sign(tmp_path: Path) -> None:
    source = register(12, ("董𠮷", "王伟"), classes=3)
    path = printed(source, tmp_path)
    pages = lines(path)
    said = "\n".join(line for page in pages for line in page)
    for words in (
        LONG_COOP, "成员名册及股份登记簿", "截至2022年12月31日", "共 12 名，其中农户 10 户、村集体 1 个、供销社 1 个；",
        "农户 10 户小计", "合计 12 名", "董𠮷", "500108********0003", "理事长（法定代表人）：", "监事：",
        "制表人：", "2023年3月1日制表", "日志 41 · 7214500983721450", "劳务股没有每股出资额",
    ):  # fmt: skip
        assert words in said, words
    assert "19700101" not in said
    assert "13800001234" not in said
    assert "6222023" not in said
    figures = build_register(source, PRINTED_ON)
    assert f"{figures.sums.capital.grouped}" in said
    assert figures.sums.total == sum(sum(holder.shares) for holder in source.holders)
    assert [(level, title) for level, title, _page in outline(path)] == [
        (1, "农户 10 户"), (1, "村集体 1 个"), (1, "供销社 1 个"),
    ]  # fmt: skip
    assert troubles(path) == []
    assert path.read_bytes() == printed(source, tmp_path).read_bytes()


def test_the_lines_to_sign_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    at_the_end = []
    for members in range(7, 16):
        last = "\n".join(lines(printed(register(members, ("董𠮷",)), tmp_path))[-1])
        assert "理事长（法定代表人）：" in last
        assert "注1：" in last
        at_the_end.append(f"合计 {members} 名" in last)
    # Among these are registers whose table fills its page: only there the notes go on with the signatures.
    assert set(at_the_end) == {True, False}


def test_a_long_one_is_listed_by_village_groups_with_contents(tmp_path: Path) -> None:
    path = printed(register(300, ("董𠮷", "王伟")), tmp_path)
    pages = lines(path)
    marks = outline(path)
    assert marks[:3] == [(1, "目录", 1), (1, "农户 298 户", 2), (2, "第1村民小组　43 名", 2)]
    assert [level for level, _title, _page in marks] == [1, 1, *7 * [2], 1, 1]
    assert "目　录" in pages[0]
    assert [title[:2] for _level, title, _page in marks[2:9]] == [f"第{n}" for n in range(1, 8)]
    assert f"第2村民小组　42 名{marks[3][2]}" in pages[0]
    assert all(title in pages[page - 1] for _level, title, page in marks[1:])
    assert pages[2][3:6] == ["（股）（%）", "农户 298 户（续）", "第1村民小组　43 名（续）"]
    numbers = [line.split("F")[0] for page in pages for line in page if "2019-" in line or "2020-" in line]
    assert [int(number) for number in numbers if number.isdigit()] == list(range(1, 301))
    assert pages[-1][-1] == f"日志 41 · 7214500983721450第 {len(pages)} 页　共 {len(pages)} 页"


@pytest.mark.parametrize(("classes", "shares"), [(1, 10**9), (4, 999_999), (3, 10**10), (6, 1)])
def test_long_names_and_large_sums_stay_in_their_columns(classes: int, shares: int, tmp_path: Path) -> None:
    path = printed(register(9, LONG_NAMES, classes, shares), tmp_path)
    assert troubles(path) == []
    said = "".join("".join(page) for page in lines(path))
    assert "各类股份" in said if classes > 4 else "普通股" in said


def test_a_remark_says_what_somebody_is_besides(tmp_path: Path) -> None:
    source = register(5)
    changed: list[dict[str, Any]] = [
        {"role": MemberRole.FOUNDER, "extra_votes": 2},
        {"ended": date(2022, 6, 30)},
        {"kind": MemberKind.MANAGER},
        {"identity": "", "address": "", "group": ""},
        {},
    ]
    holders = tuple(
        Holder(replace(holder.member, **change), holder.shares)
        for holder, change in zip(source.holders, changed, strict=True)
    )
    figures = build_register(replace(source, holders=holders), PRINTED_ON)
    rows = {row.number: row for group in figures.groups for part in group.parts for row in part.rows}
    assert [rows[f"F000{n}"].remark for n in range(5)] == [
        "发起人；附加表决权 2 票", "非现有成员，股份未结清", "经营管理人员", "", "",
    ]  # fmt: skip
    assert (rows["F0003"].identity, rows["F0003"].place) == ("—", "—")
    assert rows["F0000"].place == "放牛村第1村民小组"
    assert rows["F0004"].place == "第5村民小组 重庆市南岸区南山街道放牛村"


def test_shares_without_a_contribution_have_no_column_of_it(tmp_path: Path) -> None:
    source = replace(register(3), classes=(SERVICE,), paid={})
    said = "".join("".join(page) for page in lines(printed(source, tmp_path)))
    assert "出资额（元）" not in said
    assert "劳务股没有每股出资额，只计实际缴入账户的出资。" in said


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_paper("register", register(60), tmp_path / "a.pdf", PRINTED_ON, stop)
    assert list(tmp_path.iterdir()) == []


def test_village_groups_stand_in_the_order_of_their_numbers() -> None:
    names = [
        "南山2组",
        "南山10组",
        "南山一组",
        "三组",
        "十组",
        "十二组",
        "二十组",
        "二十一组",
        "甲组",
        "",
        "四组",
        "一二组",
    ]
    assert sorted(names, key=group_key) == [
        "三组", "四组", "十组", "十二组", "一二组", "二十组", "二十一组", "南山一组", "南山2组", "南山10组", "甲组", "",
    ]  # fmt: skip
