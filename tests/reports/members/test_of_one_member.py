"""入社申请书 and 股权转让协议: filled in with what the book knows, blank where it knows nothing, never cut."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import FarmerProof, Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity, parse_quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.commands import (
    AddShares,
    RecordHousehold,
    RegisterMember,
    ReverseEntry,
    TransferShares,
)
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.papers.agreement import AgreementSource, build_agreement
from coopdesk.services.members.papers.application import ApplicationSource, build_application
from coopdesk.services.paper import Choice
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES
from tests.reports.reading import lines
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

PRINTED_ON = date(2023, 3, 1)
JOINED = date(2022, 5, 10)
IDENTITY = "500108197001010013"
WITNESS = Witness(41, "7214500983" * 6 + "abcd")
NEW = Member(
    "F03", "张桂芳", MemberKind.FARMER, JOINED, group="3组", identity=IDENTITY, phone="13800001234",
    address="南山街道放牛村", bank="重庆农村商业银行", account="6222023100010000003", applied=date(2022, 4, 20),
    resolution="第 3 号", resolution_day=date(2022, 5, 8), proof=FarmerProof.LAND_CONTRACT, proof_number="渝南字 77",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village, its ordinary shares at 1,000.00 yuan; F03 joins in 2022 with 2 and lives with two others."""
    made = village.village(tmp_path / "a.coop")
    made.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", Money(100_000))))
    made.run(RegisterMember(member=NEW, shares=parse_quantity("2"), document="入社申请 003"))
    persons = (
        HouseholdPerson(HEAD, "F03"),
        HouseholdPerson("子", name="张小明", identity="500108198512310020"),
        HouseholdPerson("孙女", name="张一"),
    )
    made.run(RecordHousehold(household=Household("", persons)))
    yield made
    made.close()


def read(desk: Desk, kind: str, name: str) -> Any:
    needs = paper(kind).needs
    assert needs.named is not None
    asked = needs.named.subject(desk, name, Choice(2023, PRINTED_ON))
    assert paper(kind).offered(asked)
    return needs.read(desk, asked)


def refused(desk: Desk, kind: str, name: str) -> str:
    with pytest.raises(DomainError) as caught:
        read(desk, kind, name)
    return caught.value.code


def test_an_application_is_filled_in_with_what_the_roll_knows(desk: Desk) -> None:
    desk.run(AddShares(member="F03", day=date(2022, 6, 1), shares=parse_quantity("5")))
    figures = build_application(read(desk, "application", " F03 "), PRINTED_ON)
    assert figures.facts == (
        ("申请人", "张桂芳"), ("成员类型", "农户"), ("联系电话", "13800001234"), ("居民身份证", IDENTITY),
        ("村组、住所", "3组 南山街道放牛村"), ("农民身份证明", "土地承包经营权证 渝南字 77"),
        ("收款账户", "重庆农村商业银行 6222023100010000003"),
    )  # fmt: skip
    # The others' papers are masked; what was taken later is no part of it.
    assert figures.persons == (
        ("张桂芳", HEAD, "500108********0013"), ("张小明", "子", "500108********0020"), ("张一", "孙女", "—"),
    )  # fmt: skip
    assert [(row.label, row.shares, row.amount) for row in figures.taken] == [
        ("普通股", 2 * SCALE, Money(200_000))
    ]
    assert (figures.amount, figures.in_words) == (Money(200_000), "人民币贰仟元整")
    assert figures.applied == "2022年4月20日"
    assert (
        figures.resolution == "2022年5月8日成员（代表）大会第 3 号决议同意入社，自2022年5月10日起为本社成员。"
    )


def test_what_is_not_known_is_left_to_be_written(desk: Desk) -> None:
    figures = build_application(read(desk, "application", "F02"), PRINTED_ON)
    assert dict(figures.facts)["农民身份证明"] == ""
    assert (figures.persons, figures.resolution) == ((), "")
    assert "年" in figures.applied
    assert refused(desk, "application", "F09") == "member.unknown"


def test_an_agreement_names_parties_shares_and_the_price_in_words(desk: Desk) -> None:
    number = desk.run(
        TransferShares(giver="F01", taker="F03", day=date(2022, 7, 1), shares=parse_quantity("1.5"))
    ).reference
    figures = build_agreement(read(desk, "agreement", f"{number}/3万"), PRINTED_ON)
    assert figures.title == "股权转让协议"
    assert [party.facts[0][1] for party in figures.parties] == ["董𠮷（F01）", "张桂芳（F03）"]
    assert figures.parties[1].facts[1] == ("居民身份证", IDENTITY)
    assert "普通股 1.5 股，对应出资额 1,500.00 元（大写：人民币壹仟伍佰元整）" in figures.articles[0]
    assert "转让价款为 30,000.00 元（大写：人民币叁万元整）" in figures.articles[1]
    assert "自2022年7月1日起由乙方持有" in figures.articles[2]
    blank = build_agreement(read(desk, "agreement", number), PRINTED_ON)
    assert "转让价款为 ＿" in blank.articles[1]


def test_a_gift_has_no_price_and_other_operations_no_agreement(desk: Desk) -> None:
    gift = TransferShares(
        giver="F01", taker="F03", day=date(2022, 7, 1), shares=parse_quantity("1"), kind=EntryKind.GIFT
    )
    number = desk.run(gift).reference
    figures = build_agreement(read(desk, "agreement", number), PRINTED_ON)
    assert (figures.title, figures.parties[0].title) == ("股份赠与协议", "甲方（赠与方）")
    assert not any("价款" in article for article in figures.articles)
    needs = paper("agreement").needs
    assert needs.named is not None
    subscription = needs.named.subject(desk, "1", Choice(2023, PRINTED_ON))
    assert not paper("agreement").offered(subscription)
    assert refused(desk, "agreement", "99") == "register.unknown_entry"
    assert refused(desk, "agreement", "x") == "register.unknown_entry"
    desk.run(ReverseEntry(entry=5, reason="录错"))
    with pytest.raises(DomainError) as caught:
        needs.read(desk, needs.named.subject(desk, number, Choice(2023, PRINTED_ON)))
    assert caught.value.code == "register.no_agreement"


def long_member(number: str, name: str) -> Member:
    return replace(
        NEW, number=number, name=name, address="重庆市南岸区南山街道放牛村第三村民小组花木大道 1234 号附 5 号",
        bank="重庆农村商业银行股份有限公司南岸支行南山分理处", phone2="023-62480000/400-123-4567",
        resolution="2022 年第 3 号",
    )  # fmt: skip


@pytest.mark.parametrize(("persons", "shares"), [(0, 1), (8, 999_999_999)])
@pytest.mark.parametrize("name", LONG_NAMES[:2])
def test_an_application_of_a_household_of_eight_is_never_cut(
    persons: int, shares: int, name: str, tmp_path: Path
) -> None:
    relatives = tuple(
        Relative(HouseholdPerson("外孙女", name=LONG_NAMES[n % 4], identity=IDENTITY), None)
        for n in range(persons)
    )
    classes = tuple(ShareClass(f"c{n}", f"量化第{n}类股", Money(33_333)) for n in range(5))
    taken = tuple((each, Quantity(shares * SCALE + 1)) for each in classes)
    source = ApplicationSource(
        replace(COOP, name=LONG_COOP), long_member("F01", name), taken, relatives, WITNESS
    )
    (path,) = write_paper("application", source, tmp_path / "a.pdf", PRINTED_ON)
    said = "".join(line for page in lines(path) for line in page)
    for words in ("入社申请书", "理事会意见", "成员大会决议", IDENTITY, "申请日期：2022年4月20日"):
        assert words in said, words
    assert troubles(path) == []


@pytest.mark.parametrize("price", [None, Money(99_999_999_999_99)])
@pytest.mark.parametrize("kind", [EntryKind.TRANSFER, EntryKind.GIFT])
def test_an_agreement_of_long_names_and_large_sums_is_never_cut(
    price: Money | None, kind: EntryKind, tmp_path: Path
) -> None:
    classes = tuple(ShareClass(f"c{n}", f"量化第{n}类股", Money(33_333)) for n in range(4))
    parties = (long_member("F0001", LONG_NAMES[0]), long_member("F0002", LONG_NAMES[1]))
    moved = tuple((each, Quantity(999_999_999 * SCALE + 1), Money(33_332_999_966_667)) for each in classes)
    coop = replace(COOP, name=LONG_COOP)
    source = AgreementSource(coop, 1234, kind, JOINED, "协议 1", *parties, moved, price, WITNESS)
    (path,) = write_paper("agreement", source, tmp_path / "a.pdf", PRINTED_ON)
    said = "".join(line for page in lines(path) for line in page)
    assert ("价款" in said) == (kind is EntryKind.TRANSFER)
    assert "乙方（签名）" in said
    assert troubles(path) == []
