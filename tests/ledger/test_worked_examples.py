"""The examples that articles and rules of co-ops work out: distributed by the engine, posted by the rules, to the fen.

Where a figure is printed in the source it stands here as printed; ``computed`` ones were worked out from its rules.
"""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.distribution.document import read_case
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.ledger_documents import (
    Payable,
    distribution_document,
    payables,
    withholding_document,
)
from coopdesk.domain.distribution.reserve import ReserveBasis, ReserveRule, quantify
from coopdesk.domain.distribution.result import Distribution, LineResult
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.closing import Balance, close_appropriations, close_result
from coopdesk.domain.ledger.document_rules import DocumentRules
from coopdesk.domain.ledger.statements import Column, balance_sheet, statement_findings, surplus_statement
from coopdesk.domain.ledger.voucher import Voucher, faults
from coopdesk.domain.members.account import average
from coopdesk.domain.money import Money
from tests.ledger.notation import lines_of, voucher, year_of, yuan

DAY = date(2024, 12, 31)
RULES = DocumentRules()
FEN_UNITS = 10_000
"""What the engine counts a fen of a money basis as."""


def case(surplus: dict[str, str], members: str, scheme: dict[str, Any], **facts: Any) -> Distribution:
    """A case of farmers named by single letters; ``accounts`` and ``trades`` are yuan in their order, or whole rows."""
    accounts = [
        {"member": member, "capital": given} if isinstance(given, str) else given
        for member, given in zip(members, facts.pop("accounts", ()), strict=False)
    ]
    trades = [
        {"member": member, "product": "花", "quantity": "0", "amount": given}
        if isinstance(given, str)
        else given
        for member, given in zip(members, facts.pop("trades", ()), strict=False)
    ]
    document = {
        "format": "coopdesk-case/1",
        "record_date": "2024-12-31",
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "members": [{"id": member, "name": member, "kind": "farmer"} for member in members],
        "accounts": accounts,
        "trades": trades,
        "surplus": surplus,
        "scheme": scheme,
        **facts,
    }
    return distribute(*read_case(document))


def by_trade(rate: str) -> dict[str, Any]:
    return {
        "id": "refund",
        "label": "盈余返还",
        "kind": "patronage",
        "pool": {"rate": rate},
        "basis": {"measure": "trade_amount"},
    }


BY_ACCOUNT = {
    "id": "rest",
    "label": "剩余盈余",
    "pool": {"rest": True},
    "basis": {"measure": "account_total"},
}
BY_CAPITAL = {"id": "rest", "label": "剩余盈余", "pool": {"rest": True}, "basis": {"measure": "capital"}}


def yuan_of(result: Distribution) -> list[str]:
    return [str(Money(fen)) for fen in result.gross]


def line(result: Distribution, name: str) -> LineResult:
    return next(each for each in result.lines if each.id == name)


def amounts(result: Distribution, name: str) -> list[str]:
    return [str(Money(fen)) for fen in line(result, name).amounts]


def posted(document: BusinessDocument) -> Voucher:
    made = RULES.voucher(document, FIRST_CHART)
    assert made is not None
    assert faults(made, FIRST_CHART) == []
    return made


def document(kind: str, *texts: str) -> Voucher:
    rows = []
    for text in texts:
        rubric, amount = text.split()
        name, _slash, member = rubric.partition("/")
        rows.append(DocumentAmount(Rubric(name), yuan(amount), member))
    return posted(BusinessDocument(DocumentKind(kind), "1", DAY, tuple(rows)))


def same(made: Voucher, text: str) -> bool:
    def known(lines: Any) -> list[tuple[str, str, str, int]]:
        return sorted(
            (each.account, each.side.value, each.dimensions.member, each.amount.fen) for each in lines
        )

    return known(made.lines) == known(lines_of(text))


def booked(result: Distribution, *before: Voucher) -> list[Voucher]:
    """A year whose only income is the surplus of a case, closed and distributed, with the opening the case names."""
    surplus = result.facts.surplus
    book = [*before]
    if surplus.opening:
        side = "借 33202 {0} 贷 201 {0}" if surplus.opening.fen < 0 else "借 102 {0} 贷 33202 {0}"
        book.append(voucher("2023-12-31", side.format(Money(abs(surplus.opening.fen)))))
    book.append(voucher("2024-06-30", f"借 102 {surplus.current_year} 贷 501 {surplus.current_year}"))
    book += close_result(balances(book), 2024)
    book.append(posted(distribution_document(result, "2024", DAY)))
    last = close_appropriations(balances(book), 2024)
    return [*book, *([last] if last else [])]


def balances(book: list[Voucher]) -> list[Balance]:
    return [Balance(code, each.balance) for code, each in year_of(book, 2024).accounts.items()]


def rows(book: list[Voucher]) -> dict[int, str]:
    """Rows 12 to 20 of the surplus statement, once the books agree with themselves."""
    of_year = year_of(book, 2024)
    assert statement_findings(of_year) == []
    statement = surplus_statement(of_year, None)
    return {number: str(statement.amount(number, Column.YEAR)) for number in range(12, 21)}


ONE_MILLION = {"current_year": "1000000"}
TRADES = ["10000"] * 5
CLASSES = [
    *({"date": "2023-01-01", "kind": "subscription", "to": each, "shares": "1"} for each in "ABC"),
    *(
        {"date": "2023-01-01", "kind": "subscription", "class": "development", "to": each, "shares": "1"}
        for each in "DE"
    ),
]


def test_x1_60_by_trade_and_40_to_the_development_shares_alone():
    rest = {
        "id": "rest",
        "label": "剩余盈余",
        "pool": {"rest": True},
        "basis": {"measure": "shares", "classes": ["development"]},
    }
    result = case(
        ONE_MILLION, "ABCDE", {"tiers": [[by_trade("0.6"), rest]]}, trades=TRADES, share_entries=CLASSES
    )
    assert amounts(result, "refund") == ["120000.00"] * 5
    assert yuan_of(result) == ["120000.00"] * 3 + ["320000.00"] * 2
    assert str(result.carried_forward) == "0.00"
    assert rows(booked(result)) == {
        12: "1000000.00", 13: "0.00", 14: "0.00", 15: "0.00", 16: "1000000.00", 17: "600000.00",
        18: "400000.00", 19: "0.00", 20: "0.00",
    }  # fmt: skip


def test_x2_the_law_read_literally_gives_the_40_to_all_accounts():
    result = case(
        ONE_MILLION,
        "ABCDE",
        {"tiers": [[by_trade("0.6"), BY_CAPITAL]]},
        trades=TRADES,
        accounts=["100"] * 3 + ["10000"] * 2,
    )
    assert amounts(result, "rest") == ["1970.44"] * 3 + ["197044.33"] * 2
    assert yuan_of(result) == ["121970.44"] * 3 + ["317044.33"] * 2
    assert (str(result.total_gross), str(result.carried_forward)) == ("999999.98", "0.02")
    assert rows(booked(result))[20] == "0.02"


@pytest.mark.parametrize(("with_this_years", "rate"), [(0, Fraction(27, 425)), (40_000, Fraction(9, 145))])
def test_x3_eggs_by_the_jin_and_by_accounts_with_or_without_this_years_reserve(with_this_years, rate):
    refund = {
        "id": "refund",
        "label": "盈余返还",
        "kind": "patronage",
        "pool": {"rate": "0.7"},
        "basis": {"measure": "trade_quantity"},
    }
    account = {
        "member": "A",
        "capital": "1000000",
        "reserve": str(500_000 + with_this_years),
        "subsidy": "200000",
    }
    result = case(
        {"current_year": "400000"},
        "A",
        {
            "appropriations": [{"id": "reserve", "label": "公积金", "rate": "0.1"}],
            "tiers": [[refund, BY_ACCOUNT]],
        },
        accounts=[account],
        trades=[{"member": "A", "product": "鲜蛋", "quantity": "8000000", "amount": "0"}],
    )
    assert (str(result.appropriations["reserve"]), str(result.distributable)) == ("40000.00", "360000.00")
    eggs, rest = line(result, "refund"), line(result, "rest")
    assert (str(eggs.pool), str(rest.pool)) == ("252000.00", "108000.00")
    assert Fraction(eggs.pool.fen, 100) / Fraction(eggs.unit_total, 1_000_000) == Fraction("0.0315")
    assert Fraction(rest.pool.fen * FEN_UNITS, rest.unit_total) == rate
    assert same(
        posted(distribution_document(result, "2016", DAY)),
        "借 3320101 40000 借 3320102 252000 借 3320103 108000 贷 322 40000 贷 221/A 252000 贷 222/A 108000",
    )


def test_x4_a_loss_first_then_reserve_then_62_by_trade_and_38_by_account():
    result = case(
        {"current_year": "200000", "opening": "-20000"},
        "ABC",
        {
            "appropriations": [{"id": "reserve", "label": "公积金", "rate": "0.15"}],
            "tiers": [[by_trade("0.62"), BY_ACCOUNT]],
        },
        trades=["300000", "200000", "100000"],
        accounts=["50000", "30000", "20000"],
    )
    assert (str(result.loss_made_good), str(result.distributable)) == ("20000.00", "153000.00")
    assert amounts(result, "refund") == ["47430.00", "31620.00", "15810.00"]
    assert amounts(result, "rest") == ["29070.00", "17442.00", "11628.00"]
    assert yuan_of(result) == ["76500.00", "49062.00", "27438.00"]
    assert str(result.carried_forward) == "0.00"
    assert rows(booked(result)) == {
        12: "200000.00", 13: "-20000.00", 14: "0.00", 15: "27000.00", 16: "153000.00", 17: "94860.00",
        18: "58140.00", 19: "0.00", 20: "0.00",
    }  # fmt: skip


def test_x5_what_is_left_after_loss_and_reserve_is_divided_at_least_60_to_40():
    result = case(
        {"current_year": "1000", "opening": "-200"},
        "A",
        {
            "appropriations": [{"id": "reserve", "label": "盈余公积", "amount": "200"}],
            "tiers": [[by_trade("0.6"), BY_ACCOUNT]],
        },
        trades=["1"],
        accounts=["1"],
    )
    assert str(result.distributable) == "600.00"
    assert (amounts(result, "refund"), amounts(result, "rest")) == (["360.00"], ["240.00"])
    assert rows(booked(result))[16] == "600.00"


def test_x6_reserve_and_welfare_of_the_years_surplus():
    result = case(
        {"current_year": "100000"},
        "A",
        {
            "appropriations": [
                {"id": "reserve", "label": "公积金", "rate": "0.05"},
                {"id": "welfare", "label": "公益金", "rate": "0.03"},
            ],
            "tiers": [[by_trade("0.6"), BY_ACCOUNT]],
        },
        trades=["1"],
        accounts=["1"],
    )
    assert [str(each) for each in result.appropriations.values()] == ["5000.00", "3000.00"]
    assert str(result.distributable) == "92000.00"
    assert (amounts(result, "refund"), amounts(result, "rest")) == (["55200.00"], ["36800.00"])
    made = distribution_document(result, "2024", DAY)
    assert [each.rubric for each in made.amounts[:2]] == [Rubric.RESERVE, Rubric.FUND]
    assert same(
        posted(made),
        "借 3320101 8000 借 3320102 55200 借 3320103 36800 贷 322 8000 贷 221/A 55200 贷 222/A 36800",
    )


def test_x7_half_kept_for_production_and_no_return_by_trade():
    by_shares = {"id": "rest", "label": "按股分红", "pool": {"rest": True}, "basis": {"measure": "shares"}}
    result = case(
        {"current_year": "100000"},
        "AB",
        {
            "appropriations": [
                {"id": "risk", "label": "风险金", "rate": "0.2"},
                {"id": "growth", "label": "发展基金", "rate": "0.5"},
            ],
            "tiers": [[by_shares]],
        },
        share_entries=[
            {"date": "2023-01-01", "kind": "subscription", "to": "A", "shares": "1"},
            {"date": "2023-01-01", "kind": "subscription", "to": "B", "shares": "5"},
        ],
    )
    assert yuan_of(result) == ["5000.00", "25000.00"]
    assert "ART44_PATRONAGE_60" in result.findings
    assert {number: amount for number, amount in rows(booked(result)).items() if amount != "0.00"} == {
        12: "100000.00", 15: "70000.00", 16: "30000.00", 18: "30000.00",
    }  # fmt: skip


def test_x8_a_share_above_its_value_and_the_reserves_quantified_by_capital():
    joined = document("contribution", "cash/甲 6000", "capital/甲 5000", "premium/甲 1000")
    assert same(joined, "借 101 6000 贷 301/甲 5000 贷 321 1000")
    book = [
        voucher("2023-12-31", "借 102 423000 贷 301/others 395000 贷 321 20000 贷 322 8000"),
        joined,
        voucher("2024-12-31", "借 3320101 2000 贷 322 2000"),
    ]
    sheet = balance_sheet(year_of(book, 2024))
    held = [sheet.amount(number, Column.END) for number in (36, 38, 39)]
    assert [str(each) for each in held] == ["400000.00", "21000.00", "10000.00"]
    shares = quantify(
        (held[1] + held[2]).fen,
        ReserveRule(),
        {
            ReserveBasis.CAPITAL: [5_000_00, 395_000_00],
            ReserveBasis.TRADE: [0, 0],
            ReserveBasis.EQUAL: [1, 1],
        },
    )
    assert str(Money(shares[0])) == "387.50"


def test_x9_subsidy_and_donation_averaged_over_fifty_members():
    used = document("grant_used", "assets 38000", "formed 38000", "bank 38000")
    assert same(used, "借 151 38000 借 235 38000 贷 311 38000 贷 102 38000")
    given = document("donation", "cash 12000", "donation 12000")
    assert same(given, "借 101 12000 贷 311 12000")
    book = [
        voucher("2023-12-31", "借 102 90000 贷 311 90000"),
        document("grant_received", "bank 38000", "grant 38000"),
        used,
        given,
    ]
    fund = balance_sheet(year_of(book, 2024)).amount(37, Column.END)
    assert str(fund) == "140000.00"
    state = average(yuan("128000").fen, 50)
    gifts = average(yuan("12000").fen, 50)
    assert (set(state), set(gifts)) == ({2_560_00}, {240_00})
    assert Money(state[0] + gifts[0]) == yuan("2800")


def test_x10_joining_and_leaving():
    founders = [f"owed/{member} 10000" for member in "ABCDE"] + [
        f"capital/{member} 10000" for member in "ABCDE"
    ]
    assert same(
        document("contribution", *founders),
        " ".join(f"借 114/{member} 10000 贷 301/{member} 10000" for member in "ABCDE"),
    )
    paid = [f"owed/{member} 10000" for member in "ABCDE"]
    assert same(
        document("instalment", "cash 50000", *paid),
        "借 101 50000 " + " ".join(f"贷 114/{member} 10000" for member in "ABCDE"),
    )
    assert same(
        document("contribution", "cash/F 12000", "capital/F 10000", "premium/F 2000"),
        "借 101 12000 贷 301/F 10000 贷 321 2000",
    )
    assert same(
        document("withdrawal", "capital/A 10000", "reserve_share/A 2000", "cash/A 12000"),
        "借 301/A 10000 借 322/A 2000 贷 101 12000",
    )
    assert same(
        document("withdrawal", "capital/A 10000", "cash/A 8000", "kept_back/A 2000"),
        "借 301/A 10000 贷 101 8000 贷 321 2000",
    )


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (["bank/A 20000", "capital/A 20000"], "借 102 20000 贷 301/A 20000"),
        (["bank/A 20000", "capital/A 15000", "premium/A 5000"], "借 102 20000 贷 301/A 15000 贷 321 5000"),
        (["bank/A 20000", "discount/A 5000", "capital/A 25000"], "借 102 20000 借 321 5000 贷 301/A 25000"),
    ],
)
def test_x11_the_same_money_for_as_many_less_or_more_shares(texts, lines):
    assert same(document("contribution", *texts), lines)


def test_x12_consignment_in_a_union_and_what_its_founders_brought():
    book = [
        document("contribution", "bank/A 200000", "capital/A 200000"),
        document("contribution", "bank/B 300000", "capital/B 300000"),
        document("contribution", "bank/C 400000", "capital/C 400000"),
        document("contribution", "land_right/D 500000", "capital/D 500000"),
        document("contribution", "assets/E 600000", "capital/E 600000"),
        voucher("2024-12-31", "借 128/A 70000 贷 114/A 70000"),
        voucher("2024-12-31", "借 113 72500 贷 128/A 70000 贷 501 2500"),
        voucher("2024-12-31", "借 114/A 70000 贷 102 70000"),
    ]
    of_year = year_of(book, 2024)
    sheet = balance_sheet(of_year)
    shown = {row.number: str(row.amount(Column.END)) for row in sheet.rows if not row.rule.is_sum}
    assert {number: amount for number, amount in shown.items() if amount != "0.00"} == {
        1: "830000.00", 2: "72500.00", 10: "600000.00", 16: "500000.00", 36: "2000000.00", 40: "2500.00",
    }  # fmt: skip
    assert statement_findings(of_year) == []


def test_x13_rates_cut_to_whole_yuan_leave_what_the_source_kept():
    """In 万元: 858.5184 over 4,708.21 mu at 0.1823, and 83,848.11 over 2,067 persons at 40.5651; 0.26 is left over."""
    by_land = {
        "id": "land",
        "label": "按地分",
        "pool": {"per_unit": "1823"},
        "basis": {"measure": "land_mu"},
    }
    land = case(
        {"current_year": "8585184"},
        "A",
        {"tiers": [[by_land]]},
        land=[{"member": "A", "area_mu": "4708.21"}],
    )
    by_heads = {
        "id": "heads",
        "label": "按人分",
        "pool": {"per_unit": "405651"},
        "basis": {"measure": "heads"},
    }
    heads = case(
        {"current_year": "838481100"},
        "A",
        {"tiers": [[by_heads]]},
        measures=[{"member": "A", "measure": "heads", "value": "2067"}],
    )
    assert (str(land.carried_forward), str(heads.carried_forward)) == ("2117.17", "483.00")
    assert str(land.carried_forward + heads.carried_forward) == "2600.17"
    assert rows(booked(land))[20] == "2117.17"


def test_x14_rent_in_grain_is_a_cost_owed_to_the_members():
    rent = {"id": "rent", "label": "地租", "pool": {"per_unit": "944"}, "basis": {"measure": "land_mu"}}
    result = case(
        {"current_year": "800000"}, "A", {"tiers": [[rent]]}, land=[{"member": "A", "area_mu": "800"}]
    )
    assert Fraction(800) * Fraction("1.18") == 944
    assert yuan_of(result) == ["755200.00"]
    book = [voucher("2024-12-31", "借 401 755200 贷 114/A 755200")]
    sheet = balance_sheet(year_of(book, 2024))
    assert (str(sheet.amount(3, Column.END)), str(sheet.amount(24, Column.END))) == ("755200.00", "755200.00")


def test_x15_gifts_to_elders_and_hardship_households_are_an_expense():
    gifts = [
        {"id": name, "label": name, "pool": {"per_unit": price}, "basis": {"measure": name}}
        for name, price in (("elders", "300"), ("hardship", "800"))
    ]
    result = case(
        {"current_year": "100000"},
        "A",
        {"tiers": [gifts]},
        measures=[
            {"member": "A", "measure": "elders", "value": "247"},
            {"member": "A", "measure": "hardship", "value": "10"},
        ],
    )
    assert (amounts(result, "elders"), amounts(result, "hardship")) == (["74100.00"], ["8000.00"])
    statement = surplus_statement(year_of([voucher("2024-12-31", "借 529 82100 贷 101 82100")], 2024), None)
    assert str(statement.amount(9, Column.YEAR)) == str(result.total_gross) == "82100.00"


def test_x16_a_share_of_100_yuan_is_a_tenth_of_a_mu_of_woodland():
    assert same(
        document("contribution", "forest_right/A 1000", "capital/A 1000"), "借 161 1000 贷 301/A 1000"
    )


def test_x17_a_guarantee_is_a_cost_and_30_of_the_net_profit_goes_to_the_land():
    by_land = {"id": "land", "label": "二次分红", "pool": {"rate": "0.3"}, "basis": {"measure": "land_mu"}}
    result = case(
        {"current_year": "120000"},
        "AB",
        {"tiers": [[by_land]]},
        land=[{"member": "A", "area_mu": "99"}, {"member": "B", "area_mu": "1"}],
    )
    assert yuan_of(result) == ["35640.00", "360.00"]
    assert yuan("510") * 100 == yuan("51000")
    assert yuan("510") + yuan("360") == yuan("870")
    guarantee = voucher("2024-06-01", "借 521 51000 贷 114/A 50490 贷 114/B 510")
    earned = voucher("2024-06-01", "借 102 51000 贷 501 51000")
    shown = rows(booked(result, guarantee, earned))
    assert (shown[12], shown[18], shown[20]) == ("120000.00", "36000.00", "84000.00")


def test_x19_reserve_and_welfare_of_15_each_leave_210000():
    result = case(
        {"current_year": "300000"},
        "A",
        {
            "appropriations": [
                {"id": "reserve", "label": "公积金", "rate": "0.15"},
                {"id": "welfare", "label": "公益金", "rate": "0.15"},
            ],
            "tiers": [[BY_CAPITAL]],
        },
        accounts=["1"],
    )
    assert [str(each) for each in result.appropriations.values()] == ["45000.00", "45000.00"]
    shown = rows(booked(result))
    assert (shown[15], shown[16]) == ("90000.00", "210000.00")


def test_x20_wages_are_a_cost_and_never_part_of_what_is_distributed():
    book = [
        voucher("2024-06-01", "借 102 1317000 贷 501 1317000"),
        voucher("2024-06-01", "借 523 310000 贷 212 310000"),
    ]
    assert rows(book)[12] == "1007000.00"


def test_the_worked_distribution_of_the_flower_co_op():
    others = {"trade": "1266000", "account": "1704000"}
    result = case(
        {"current_year": "500000", "opening": "-20000"},
        "AB",
        {
            "appropriations": [{"id": "reserve", "label": "公积金", "rate": "0.1"}],
            "tiers": [[by_trade("0.6"), BY_ACCOUNT]],
        },
        trades=["30000", others["trade"]],
        accounts=["24000", others["account"]],
    )
    assert amounts(result, "refund") == ["6000.00", "253200.00"]
    assert amounts(result, "rest") == ["2400.00", "170400.00"]
    assert yuan_of(result)[0] == "8400.00"
    refund, rest = line(result, "refund"), line(result, "rest")
    assert Fraction(refund.pool.fen * FEN_UNITS, refund.unit_total) == Fraction("0.20")
    assert Fraction(rest.pool.fen * FEN_UNITS, rest.unit_total) == Fraction("0.10")
    assert rows(booked(result)) == {
        12: "500000.00", 13: "-20000.00", 14: "0.00", 15: "48000.00", 16: "432000.00", 17: "259200.00",
        18: "172800.00", 19: "0.00", 20: "0.00",
    }  # fmt: skip
    sheet = balance_sheet(year_of(booked(result), 2024))
    assert [str(sheet.amount(number, Column.END)) for number in (29, 30, 39)] == [
        "259200.00", "172800.00", "48000.00",
    ]  # fmt: skip


SECOND_REBATE = {
    "id": "second",
    "label": "二次返利",
    "from": "C",
    "of_lines": ["rest"],
    "to": {"members": ["A", "B"]},
    "basis": {"measure": "equal"},
}


def test_what_one_member_gives_on_moves_between_what_is_owed_to_members():
    result = case(
        {"current_year": "1000"},
        "ABC",
        {
            "tiers": [[by_trade("0.6"), BY_CAPITAL]],
            "rebates": [SECOND_REBATE],
            "withholding": [{"lines": ["refund", "rest", "second"], "rate": "0.2"}],
        },
        trades=["1", "2", "0"],
        accounts=["25", "25", "50"],
    )
    assert same(
        posted(distribution_document(result, "2024", DAY)),
        "借 3320102 600 借 3320103 400 借 222/C 200 贷 221/A 200 贷 221/B 400 "
        "贷 222/A 200 贷 222/B 200 贷 222/C 200",
    )
    assert payables(result) == [
        Payable(yuan("200"), yuan("200"), yuan("0"), yuan("80")),
        Payable(yuan("400"), yuan("200"), yuan("0"), yuan("120")),
        Payable(yuan("0"), yuan("0"), yuan("0"), yuan("0")),
    ]
    assert same(posted(withholding_document(result, "2024", DAY)), "借 222/A 80 借 222/B 120 贷 21401 200")


def test_what_is_given_on_of_refunds_stays_refund_and_so_does_the_tax_on_it():
    result = case(
        {"current_year": "1000"},
        "ABC",
        {
            "tiers": [[by_trade("1")]],
            "rebates": [{**SECOND_REBATE, "of_lines": ["refund"], "rate": "0.5"}],
            "withholding": [{"lines": ["refund"], "rate": "0.1"}],
        },
        trades=["1", "1", "8"],
    )
    assert same(
        posted(distribution_document(result, "2024", DAY)),
        "借 3320102 1000 贷 221/A 300 贷 221/B 300 贷 221/C 400",
    )
    assert [str(each.refund_tax) for each in payables(result)] == ["10.00", "10.00", "80.00"]
    assert same(
        posted(withholding_document(result, "2024", DAY)),
        "借 221/A 10 借 221/B 10 借 221/C 80 贷 21401 100",
    )
    assert rows(booked(result))[17] == "1000.00"


def test_a_distribution_without_tax_withholds_nothing():
    result = case({"current_year": "10"}, "A", {"tiers": [[by_trade("1")]]}, trades=["1"])
    assert RULES.voucher(withholding_document(result, "2024", DAY), FIRST_CHART) is None
