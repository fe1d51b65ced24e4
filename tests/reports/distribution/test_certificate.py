"""股权证: what stands on it, that a reissue and an end are marked, and how it looks for long names and many entries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import ContributionForm
from coopdesk.domain.members.certificate import Certificate, CertificateAct, CertificateEvent
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Term
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.headlines import PlanState, PlanSummary
from coopdesk.services.distribution.papers.certificate import (
    CertificateSource,
    YearOfMember,
    build_certificate,
)
from coopdesk.services.distribution.values import MemberYear
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.account_commands import RecordContribution
from coopdesk.services.members.certificate_commands import (
    EndCertificate,
    IssueCertificate,
    ReissueCertificate,
)
from coopdesk.services.members.certificates import CertificateChange, CertificateFile
from coopdesk.services.members.commands import AddShares, AmendMember, RecordHousehold, TransferShares
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.values import NumberedEntry
from coopdesk.services.paper import Choice
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES
from tests.reports.reading import lines
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

PRINTED_ON = date(2023, 3, 1)
ISSUED = date(2019, 3, 1)
LAND = ShareClass("land", "土地股", Money(33_333))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village with its year 2021 paid out; F01 holds certificate 0001, and gives a share away in 2022."""
    made = village.village(tmp_path / "a.coop")
    known = made.members.get("F01")
    assert known is not None
    made.run(
        AmendMember(member=replace(known, identity="500108197001010013", group="3组"), other_person="是本人")
    )
    village.whole_year(made, 2021, "300000", "100000")
    made.run(IssueCertificate(member="F01", day=ISSUED, document="理事会决议 2 号"))
    one = Quantity(SCALE)
    made.run(TransferShares(giver="F01", taker="C01", day=date(2022, 5, 1), shares=one, document="协议 1"))
    yield made
    made.close()


def read(desk: Desk, number: str = "0001") -> CertificateSource:
    needs = paper("certificate").needs
    assert needs.named is not None
    source = needs.read(desk, needs.named.subject(desk, number, Choice(2023, PRINTED_ON)))
    assert isinstance(source, CertificateSource)
    return source


def test_it_shows_the_holder_the_shares_every_change_and_every_year(desk: Desk) -> None:
    figures = build_certificate(read(desk), PRINTED_ON)
    assert (figures.number, figures.issued, figures.marks) == ("0001", "2019年3月1日", ())
    assert dict(figures.facts) == {
        "持有人": "董𠮷", "成员编号": "F01", "成员类型": "农户", "证件号码": "500108********0013",
        "入社日期": "2019年2月18日", "村组、住所": "3组",
    }  # fmt: skip
    (held,) = figures.held
    assert (held.label, held.at_issue, held.now) == ("普通股", 5 * SCALE, 4 * SCALE)
    (change,) = figures.changes
    assert (change.number, change.day, change.matter) == (4, "2022-05-01", "转让（转给 C01）")
    assert (change.change, change.balance, change.document) == (-SCALE, 4 * SCALE, "协议 1")
    (year,) = figures.dividends
    # 200,000.00 over 10 shares, of which 5 are hers on the record date.
    assert (year.year, year.shares, year.per_share) == ("2021", 5 * SCALE, Money(2_000_000))
    assert (year.gross, year.net, year.paid) == (Money(10_000_000), Money(10_000_000), "2022-01-20")
    assert figures.events == (("2019-03-01", "发证", "", "理事会决议 2 号"),)


def test_the_contribution_is_what_was_brought_in_goods_and_surplus_too_and_nothing_only_subscribed(
    desk: Desk,
) -> None:
    """5,000.00 for five shares, of which one is given away; a greenhouse of 1,500.00; 250.50 of surplus made capital;
    two shares subscribed of which nothing is paid yet."""
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", Money(100_000))))
    greenhouse = RecordContribution(
        member="F01",
        day=date(2022, 6, 1),
        amount=Money(150_000),
        form=ContributionForm.GOODS,
        poverty=True,
        resolution="2022 年第 3 号",
    )
    desk.run(greenhouse)
    surplus = RecordContribution(
        member="F01", day=date(2022, 7, 1), amount=Money(25_050), surplus_of=2021, resolution="2022 年第 4 号"
    )
    desk.run(surplus)
    two = Quantity(2 * SCALE)
    terms = (Term(date(2023, 12, 31), Money(200_000)),)
    desk.run(AddShares(member="F01", day=date(2022, 8, 1), shares=two, terms=terms))
    figures = build_certificate(read(desk), PRINTED_ON)
    assert figures.held[0].now == 6 * SCALE
    assert (figures.capital, figures.in_words) == (Money(575_050), "人民币伍仟柒佰伍拾元伍角整")
    assert any("认购而未缴的不计" in note for note in figures.notes)


def test_the_contribution_of_a_household_is_that_of_all_its_members(desk: Desk) -> None:
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", Money(100_000))))
    persons = (HouseholdPerson(HEAD, "F02"), HouseholdPerson("子", "F01"), HouseholdPerson("孙", name="小明"))
    desk.run(RecordHousehold(household=Household("", persons)))
    day = date(2022, 8, 1)
    desk.run(EndCertificate(certificate="0001", day=day, reason="换发全户一本"))
    number = desk.run(IssueCertificate(member="F02", day=day, household=True)).reference
    figures = build_certificate(read(desk, number), PRINTED_ON)
    assert [row.capital for row in figures.persons] == [Money(300_000), Money(400_000), None]
    assert figures.capital == Money(700_000)


def test_a_reissue_is_marked_and_counted_and_an_end_says_how(desk: Desk) -> None:
    for day in (date(2022, 6, 1), date(2022, 7, 1)):
        desk.run(ReissueCertificate(certificate="0001", day=day, reason="遗失"))
    assert build_certificate(read(desk), PRINTED_ON).marks == ("补发（第 2 次）",)
    desk.run(EndCertificate(certificate="0001", day=date(2022, 8, 1), reason="换发新证"))
    figures = build_certificate(read(desk), PRINTED_ON)
    assert figures.marks == ("补发（第 2 次）", "已收回")
    assert [event[1] for event in figures.events] == ["发证", "补发", "补发", "收回"]
    assert figures.as_at == "2022年8月1日"


def test_a_number_nobody_has_is_said(desk: Desk) -> None:
    with pytest.raises(DomainError) as refused:
        read(desk, "0009")
    assert refused.value.code == "certificate.unknown"


def source(changes: int, years: int, shares: int, name: str) -> CertificateSource:
    """A made-up certificate in two classes with as many changes and years."""
    holder = Member(
        "F0001", name, MemberKind.FARMER, ISSUED, group="第三村民小组", identity="500108197001010013",
        address="重庆市南岸区南山街道放牛村第三村民小组花木大道 1234 号附 5 号",
    )  # fmt: skip
    classes = (ShareClass(ORDINARY, "普通股", Money(100_000)), LAND)
    kinds = cycle(kind for kind in EntryKind if kind is not EntryKind.ADJUSTMENT)
    found = []
    for n in range(changes):
        gained = n % 2 == 0
        entry = ShareEntry(
            day=ISSUED + timedelta(days=n + 1),
            kind=next(kinds),
            shares=Quantity(shares * SCALE + n),
            giver=None if gained else "F0001",
            taker="F0001" if gained else "F0002",
            share_class=classes[n % 2].code,
            document="南山街道放牛村成员大会 2022 年第 3 号决议",
        )
        change = Quantity(entry.shares if gained else -entry.shares)
        found.append(
            CertificateChange("F0001", NumberedEntry(n + 1, entry), change, Quantity(shares * SCALE))
        )
    reissued = CertificateEvent(
        CertificateAct.REISSUED, PRINTED_ON, "遗失，已在村务公开栏声明作废", "声明 1 号"
    )
    issue = CertificateEvent(CertificateAct.ISSUED, ISSUED, document="理事会决议 2 号")
    held = tuple((each, Quantity(shares * SCALE)) for each in classes)
    # A household of eight, of whom one is a member.
    others = (
        HouseholdPerson("外孙女", name=LONG_NAMES[n % 4], identity="500108198512310020") for n in range(7)
    )
    household = (
        Relative(HouseholdPerson(HEAD, "F0001"), holder), *(Relative(each, None) for each in others)
    ) if years else ()  # fmt: skip
    file = CertificateFile(
        Certificate("放牛股字第〇〇〇一号", "F0001", "", (issue, reissued)),
        holder, (holder,), PRINTED_ON, held, tuple(found), held, classes, household, {"F0001": held},
    )  # fmt: skip
    got = MemberYear(Quantity(2 * shares * SCALE), Money(shares * 2_345_67), Money(shares * 100))
    of_years = tuple(
        YearOfMember(
            "F0001",
            PlanSummary(
                plan_id=n,
                year=2000 + n,
                state=PlanState.PAID,
                record_date=date(2000 + n, 12, 31),
                template="",
                distributable=Money(0),
                carried_forward=Money(0),
                gross=Money(0),
                tax=Money(0),
                farmers=1,
                farmer_shares=Quantity(1),
                farmer_gross=Money(0),
                paid_on=date(2001 + n, 1, 20) if n % 2 else None,
            ),
            got,
        )
        for n in range(years)
    )  # fmt: skip
    return CertificateSource(
        replace(COOP, name=LONG_COOP),
        file,
        of_years,
        {"F0001": Money(shares * 133_333)},
        Witness(41, "7214500983" * 6 + "abcd"),
    )


@pytest.mark.parametrize(("changes", "years", "shares"), [(0, 0, 1), (3, 2, 999_999_999), (70, 22, 40_000)])
@pytest.mark.parametrize("name", [LONG_NAMES[0], LONG_NAMES[1]])
def test_nothing_is_cut_for_long_names_large_sums_and_many_entries(
    changes: int, years: int, shares: int, name: str, tmp_path: Path
) -> None:
    (path,) = write_paper("certificate", source(changes, years, shares, name), tmp_path / "a.pdf", PRINTED_ON)
    pages = lines(path)
    said = "".join(line for page in pages for line in page)
    for words in (
        LONG_COOP,
        "股权证",
        "补发（第1次）".replace("1", " 1 "),
        "股份变动记录",
        "分红记录",
        "经办人：",
    ):
        assert words in said, words
    assert all("补发" in "".join(page) for page in pages)
    assert "197001010013" not in said
    assert troubles(path) == []
