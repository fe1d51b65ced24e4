"""Art. 12, 19 and 20 on the roll: the co-op of the village as it is, and those that break a rule."""

import pytest

from coopdesk.domain.members.composition import (
    RollFinding,
    RollRule,
    fewest_farmers,
    is_public_unit,
    most_organisations,
    roll_findings,
)
from coopdesk.domain.members.member import MemberKind

LINGE = {MemberKind.FARMER: 20, MemberKind.VILLAGE_COLLECTIVE: 1, MemberKind.SUPPLY_COOP: 1}


def test_twenty_households_with_village_and_supply_coop_have_one_organisation_too_many() -> None:
    assert roll_findings(LINGE) == [RollFinding(RollRule.ORGANISATIONS, 2, 1)]
    assert roll_findings(LINGE, collective_counts=False) == []


def test_what_the_law_asks_of_few_members() -> None:
    found = roll_findings({MemberKind.FARMER: 2, MemberKind.FOUNDER: 1, MemberKind.ENTERPRISE: 1})
    assert found == [RollFinding(RollRule.FEWEST_MEMBERS, 4, 5), RollFinding(RollRule.FARMERS, 3, 4)]
    assert roll_findings({}) == []
    assert roll_findings({MemberKind.FARMER: 4, MemberKind.MANAGER: 1}) == []


def test_a_unit_that_administers_public_affairs_is_barred() -> None:
    (found,) = roll_findings({MemberKind.FARMER: 9}, ["C01"])
    assert (found.rule, found.blocks, found.members) == (RollRule.PUBLIC_UNITS, True, ("C01",))
    assert not roll_findings(LINGE)[0].blocks


def test_the_bounds_of_article_20() -> None:
    assert [most_organisations(count) for count in (1, 20, 21, 40, 100)] == [1, 1, 1, 2, 5]
    assert [fewest_farmers(count) for count in (5, 6, 10, 22)] == [4, 5, 8, 18]


@pytest.mark.parametrize(
    "name",
    [
        "放牛村村民委员会",
        "放牛村委会",
        "南山街道办事处",
        "南岸区人民政府",
        "南岸区农业农村委员会",
        "易武镇政府",
        "区林业局（代管）",
    ],
)
def test_villagers_committees_and_offices_are_public_units(name: str) -> None:
    assert is_public_unit(name)


@pytest.mark.parametrize(
    "name",
    [
        "放牛村股份经济合作联合社",
        "放牛村集体经济组织",
        "南岸区供销合作社",
        "董局",
        "麻黑村委会第十四村民小组集体资产管理小组",
        "农业技术服务公司",
    ],
)
def test_collectives_companies_and_people_are_none(name: str) -> None:
    assert not is_public_unit(name)
