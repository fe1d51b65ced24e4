"""The sample co-operative: figures of the model case, and persons that do not exist."""

from datetime import date

import pytest

from coopdesk.domain.members.identity import BankAccount, CreditCode, Phone, ResidentId
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE
from coopdesk.exchange.sample import linge
from coopdesk.exchange.templates import scheme_templates
from coopdesk.services.errors import EnvironmentFault

TODAY = date(2026, 11, 22)
HOUSEHOLD_SHARES = [8, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2]


def test_the_register_is_that_of_the_model_case():
    members = linge().members
    shares = {entry.member.number: entry.shares // SCALE for entry in members}
    assert (shares.pop("G01"), shares.pop("C01")) == (5, 15)
    assert list(shares.values()) == HOUSEHOLD_SHARES
    assert list(shares) == [f"F{number:02d}" for number in range(1, 21)]
    assert [entry.document for entry in members] == [f"入社申请 {number:03d}" for number in range(1, 23)]


def test_the_years_are_those_of_the_public_record():
    years = {year.figures.year: year for year in linge().years}
    assert years[2019].figures.income == Money.parse("2356900.00")
    assert years[2019].figures.costs == Money.parse("356900.00")
    per_share = {year: entry.figures.surplus.fen // 100 // 100 for year, entry in years.items()}
    assert per_share == {2019: 20_000, 2020: 5_000, 2021: 10_000, 2022: 10_000}


def test_every_meeting_could_resolve_and_paid_later():
    for year in linge().years:
        year.resolution.check()
        assert year.record_date <= year.resolution.day <= year.paid_on


def test_every_year_names_a_template_there_is():
    known = {template.id for template in scheme_templates()}
    assert {year.template for year in linge().years} <= known


def test_rare_names_are_among_the_members():
    names = "".join(entry.member.name for entry in linge().members)
    assert set("𠮷䶮㛃") <= set(names)


def test_the_book_is_marked_as_a_sample():
    assert linge().coop.sample


def test_numbers_are_valid_in_form_and_belong_to_nobody():
    for entry in linge().members:
        member = entry.member
        assert str(Phone.parse(member.phone)) == member.phone
        if member.kind is MemberKind.FARMER:
            assert ResidentId.parse(member.identity, TODAY).number == member.identity
            assert BankAccount.parse(member.account).luhn_ok
            assert (member.identity[:6], member.account[:6], member.phone[:3]) == ("500199", "629999", "154")
        else:
            assert CreditCode.parse(member.identity).number == member.identity
            assert member.identity[2:8] == "500199"


def test_nobody_shares_a_number_with_another():
    members = [entry.member for entry in linge().members]
    for values in zip(*((m.number, m.name, m.identity, m.phone, m.account) for m in members), strict=True):
        assert len(set(values)) == len(members)


@pytest.mark.parametrize("content", [None, "{", '{"coop": {}}'])
def test_a_damaged_sample_is_a_fault_with_its_name(tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "linge.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr("coopdesk.exchange.sample.resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(EnvironmentFault) as fault:
        linge()
    assert (fault.value.code, fault.value.params) == ("sample.damaged", {"name": "linge.json"})
