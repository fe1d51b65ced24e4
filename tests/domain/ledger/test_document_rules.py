"""What each business operation moves, by the rules a ledger begins with and by those a co-op chose."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts, LedgerAccount, Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS, FIRST_CHART
from coopdesk.domain.ledger.document_rules import FIRST_RULES, DocumentRule, DocumentRules, Leg, LegName
from coopdesk.domain.ledger.voucher import Source, VoucherKind, faults
from coopdesk.domain.money import Money
from tests.ledger.notation import lines_of, yuan

DAY = date(2024, 5, 6)
RULES = DocumentRules()
SPLIT = ChartOfAccounts(
    [
        *FIRST_ACCOUNTS,
        LedgerAccount("10201", "农商行", Side.DEBIT),
        LedgerAccount("10202", "邮储", Side.DEBIT, closed=True),
        LedgerAccount("3320105", "提取风险金", Side.CREDIT),
    ]
)


def document(kind, *amounts, **more):
    rows = []
    for text in amounts:
        rubric, money = text.split()
        rubric, _slash, member = rubric.partition("/")
        rows.append(DocumentAmount(Rubric(rubric), yuan(money), member))
    return BusinessDocument(DocumentKind(kind), "12", DAY, tuple(rows), **more)


def posted(kind, *amounts, rules=RULES, chart=FIRST_CHART):
    voucher = rules.voucher(document(kind, *amounts), chart)
    assert voucher is not None
    assert faults(voucher, chart) == []
    return {
        (line.account, line.dimensions.member, line.side.value): str(line.amount) for line in voucher.lines
    }


def noted(text):
    return {
        (line.account, line.dimensions.member, line.side.value): str(line.amount) for line in lines_of(text)
    }


OPERATIONS = [
    ("contribution", ["bank/A 6000", "capital/A 5000", "premium/A 1000"], "借 102 6000 贷 301/A 5000 贷 321 1000"),
    ("contribution", ["cash/A 10", "capital/A 10"], "借 101 10 贷 301/A 10"),
    (
        "contribution",
        ["money/A 20000", "discount/A 5000", "capital/A 25000"],
        "借 102 20000 借 321 5000 贷 301/A 25000",
    ),
    ("contribution", ["owed/A 10", "capital/A 10"], "借 114/A 10 贷 301/A 10"),
    ("contribution", ["goods/A 1", "capital/A 1"], "借 121/A 1 贷 301/A 1"),
    ("contribution", ["plants/A 2", "capital/A 2"], "借 141 2 贷 301/A 2"),
    ("contribution", ["assets/A 3", "capital/A 3"], "借 151 3 贷 301/A 3"),
    ("contribution", ["land_right/A 4", "capital/A 4"], "借 161 4 贷 301/A 4"),
    ("contribution", ["forest_right/A 5", "capital/A 5"], "借 161 5 贷 301/A 5"),
    ("contribution", ["intellectual_property/A 6", "capital/A 6"], "借 161 6 贷 301/A 6"),
    ("contribution", ["other_property/A 7", "capital/A 5", "premium/A 2"], "借 151 7 贷 301/A 5 贷 321 2"),
    ("instalment", ["bank/A 50", "capital/A 40", "premium/A 10"], "借 102 50 贷 301/A 40 贷 321 10"),
    ("instalment", ["cash/A 50", "owed/A 50"], "借 101 50 贷 114/A 50"),
    (
        "reserve_to_capital",
        ["reserve_share 70", "capital_reserve 20", "capital/A 40", "capital/B 50"],
        "借 322 70 借 321 20 贷 301/A 40 贷 301/B 50",
    ),
    (
        "surplus_to_capital",
        ["to_capital/A 1", "refund_to_capital/A 2", "dividend_to_capital/A 4"],
        "借 3320104 1 借 221/A 2 借 222/A 4 贷 301/A 7",
    ),
    (
        "withdrawal",
        ["capital/A 10000", "reserve_share/A 2000", "cash/A 12000"],
        "借 301/A 10000 借 322/A 2000 贷 101 12000",
    ),
    (
        "withdrawal",
        ["capital/A 10000", "goods/A 1000", "owed/A 7000", "kept_back/A 1500", "loss/A 500"],
        "借 301/A 10000 贷 121/A 1000 贷 114/A 7000 贷 321 1500 贷 33202 500",
    ),
    ("payment_for_shares", ["owed/A 7000", "bank/A 7000"], "借 114/A 7000 贷 102 7000"),
    ("transfer", ["given/A 500", "taken/B 500"], "借 301/A 500 贷 301/B 500"),
    ("inheritance", ["given/A 500", "taken/B 200", "taken/C 300"], "借 301/A 500 贷 301/B 200 贷 301/C 300"),
    ("grant_received", ["bank 38000", "grant 38000"], "借 102 38000 贷 235 38000"),
    (
        "grant_used",
        ["assets 30000", "formed 30000", "spent 8000", "bank 38000"],
        "借 151 30000 借 235 38000 贷 311 30000 贷 102 38000",
    ),
    ("grant_used", ["plants 5", "formed 5", "owed 5"], "借 141 5 借 235 5 贷 311 5 贷 211 5"),
    ("donation", ["cash 12000", "donation 12000"], "借 101 12000 贷 311 12000"),
    ("donation", ["assets 12000", "donation 12000"], "借 151 12000 贷 311 12000"),
    ("reserve_used", ["reserve_share 20", "capital_reserve 5"], "借 322 20 借 321 5 贷 33202 25"),
    (
        "loss_borne",
        ["capital/A 30", "reserve_share/A 5", "owed/B 2", "loss 37"],
        "借 301/A 30 借 322/A 5 借 114/B 2 贷 33202 37",
    ),
    (
        "distribution",
        [
            "loss_made_good 20", "reserve 48", "fund 5", "refund/A 60", "refund/B 40", "dividend/A 30",
            "dividend/H 10", "to_capital/B 15", "refund_to_capital/A 6", "dividend_to_capital/A 3",
            "given_on/H 10", "received_on/A 4", "received_on/B 6", "tax/B 1", "refund_tax/A 2",
        ],
        "借 322 20 借 3320101 53 借 3320102 100 借 3320103 40 借 3320104 15 借 221/A 8 借 222/A 3 "
        "借 222/H 10 借 222/B 1 贷 33202 20 贷 322 53 贷 221/A 60 贷 221/B 40 贷 222/A 34 贷 222/H 10 "
        "贷 301/B 15 贷 301/A 9 贷 222/B 6 贷 21401 3",
    ),
    (
        "payment",
        ["refund/A 60", "dividend/A 27", "bank/A 80", "cash/A 7"],
        "借 221/A 60 借 222/A 27 贷 102 80 贷 101 7",
    ),
    ("withholding", ["tax/A 5", "tax/B 2", "refund_tax/B 1"], "借 222/A 5 借 222/B 2 借 221/B 1 贷 21401 8"),
    ("remittance", ["tax 7", "bank 7"], "借 21401 7 贷 102 7"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "amounts", "lines"), OPERATIONS)
def test_an_operation_moves_its_accounts(kind, amounts, lines):
    assert posted(kind, *amounts) == noted(lines)


def test_every_kind_and_every_rubric_of_it_is_tried_above():
    tried = {
        (kind, amount.split()[0].split("/")[0]) for kind, amounts, _lines in OPERATIONS for amount in amounts
    }
    unnamed = {"cash", "bank", "money", *(each.value for each in Rubric if each.value in _PROPERTY)}
    rules = {
        (rule.kind.value, rubric.value)
        for rule in FIRST_RULES
        for rubric in rule.legs
        if rubric.value not in unnamed
    }
    assert rules <= tried
    assert {rule.kind for rule in RULES} == set(DocumentKind)
    assert {rubric for rule in RULES for rubric in rule.legs} == set(Rubric)


_PROPERTY = {
    "goods", "plants", "assets", "intellectual_property", "land_right", "forest_right", "other_property",
}  # fmt: skip


def test_all_accounts_of_the_rules_are_in_the_chart_and_within_their_own_limits():
    for rule in FIRST_RULES:
        for legs in rule.legs.values():
            assert len({leg.side for leg in legs}) == len(legs)
            for leg in legs:
                assert leg.admits(FIRST_CHART[leg.account], FIRST_CHART)


def test_the_voucher_tells_its_document_its_day_and_its_papers():
    made = document(
        "transfer", "given/A 5", "taken/B 5", summary=("第12号变动", "", "甲转让给乙"), attachments=3
    )
    voucher = RULES.voucher(made, FIRST_CHART)
    assert voucher is not None
    assert (voucher.day, voucher.kind, voucher.attachments) == (DAY, VoucherKind.DOCUMENT, 3)
    assert voucher.source == Source("transfer", "12")
    assert {line.summary for line in voucher.lines} == {"成员股份转让 第12号变动 甲转让给乙"}


def test_debits_stand_first_and_lines_alike_are_one():
    voucher = RULES.voucher(document("payment", "bank 5", "refund/A 3", "bank 4", "refund/A 6"), FIRST_CHART)
    assert voucher is not None
    assert [(line.account, line.side, line.amount) for line in voucher.lines] == [
        ("221", Side.DEBIT, Money(900)),
        ("102", Side.CREDIT, Money(900)),
    ]


def test_a_document_that_moves_nothing_makes_no_voucher():
    assert RULES.voucher(document("contribution", "capital/A 0"), FIRST_CHART) is None


def refused(make):
    with pytest.raises(DomainError) as error:
        make()
    return error.value.code, error.value.params


def test_a_document_that_does_not_balance_or_says_what_the_rule_lacks_is_refused():
    assert refused(lambda: posted("payment", "refund/A 3", "bank 4")) == (
        "document.unbalanced",
        {"kind": DocumentKind.PAYMENT, "debit": yuan("3"), "credit": yuan("4")},
    )
    assert refused(lambda: posted("payment", "premium/A 3", "bank 3")) == (
        "document.no_such_part",
        {"kind": DocumentKind.PAYMENT, "rubric": Rubric.PREMIUM},
    )


PAID_BY_BANK = LegName(DocumentKind.PAYMENT, Rubric.BANK, Side.CREDIT)


def test_an_account_that_was_divided_has_to_be_chosen_anew():
    assert refused(lambda: posted("payment", "refund/A 3", "bank 3", chart=SPLIT)) == (
        "document.account_unset",
        {"kind": DocumentKind.PAYMENT, "account": "102"},
    )
    rules = RULES.choose(PAID_BY_BANK, "10201", SPLIT)
    assert posted("payment", "refund/A 3", "bank 3", rules=rules, chart=SPLIT) == noted(
        "借 221/A 3 贷 10201 3"
    )
    assert posted("payment", "refund/A 3", "cash 3", rules=rules, chart=SPLIT) == noted("借 221/A 3 贷 101 3")
    gone = ChartOfAccounts(
        [*(each for each in FIRST_ACCOUNTS if each.code != "102"), replace(FIRST_CHART["102"], closed=True)]
    )
    assert (
        refused(lambda: posted("payment", "refund/A 3", "bank 3", chart=gone))[0] == "document.account_unset"
    )


def test_a_fund_of_the_charter_may_go_through_an_appropriation_of_its_own():
    leg = LegName(DocumentKind.DISTRIBUTION, Rubric.FUND, Side.DEBIT)
    rules = RULES.choose(leg, "3320105", SPLIT)
    assert posted("distribution", "fund 5", "reserve 3", rules=rules, chart=SPLIT) == noted(
        "借 3320105 5 借 3320101 3 贷 322 8"
    )


@pytest.mark.parametrize("account", ["101", "102", "10202", "599"])
def test_an_account_outside_the_limits_closed_divided_or_unknown_is_not_taken(account):
    assert refused(lambda: RULES.choose(PAID_BY_BANK, account, SPLIT)) == (
        "document.account_not_allowed",
        {"account": account, "within": ("102", "109")},
    )


def test_capital_is_never_anything_but_301():
    leg = LegName(DocumentKind.CONTRIBUTION, Rubric.CAPITAL, Side.CREDIT)
    assert refused(lambda: RULES.choose(leg, "321", SPLIT))[0] == "document.account_not_allowed"


@pytest.mark.parametrize(
    "leg",
    [
        LegName(DocumentKind.PAYMENT, Rubric.BANK, Side.DEBIT),
        LegName(DocumentKind.PAYMENT, Rubric.PREMIUM, Side.DEBIT),
    ],
)
def test_a_leg_that_no_rule_has_cannot_be_chosen(leg):
    assert refused(lambda: RULES.choose(leg, "109", SPLIT)) == (
        "document.no_such_part",
        {"kind": leg.kind, "rubric": leg.rubric},
    )


def test_what_may_be_chosen_is_offered():
    leg = next(rule for rule in RULES if rule.kind is DocumentKind.PAYMENT).legs[Rubric.MONEY][0]
    assert [each.code for each in RULES.offered(leg, SPLIT)] == ["101", "10201", "109"]
    assert RULES.account(DocumentKind.PAYMENT, Rubric.MONEY, leg) == "102"
    chosen = RULES.choose(LegName(DocumentKind.PAYMENT, Rubric.MONEY, Side.CREDIT), "101", SPLIT)
    assert chosen.account(DocumentKind.PAYMENT, Rubric.MONEY, leg) == "101"


def test_another_kind_of_operation_needs_data_alone():
    sold = DocumentRule(
        DocumentKind.REMITTANCE,
        "销售盆景",
        {
            Rubric.BANK: (Leg(Side.DEBIT, "102", ("102",)),),
            Rubric.CAPITAL: (Leg(Side.CREDIT, "501", ("501",)),),
            Rubric.GOODS: (Leg(Side.DEBIT, "521", ("521",)), Leg(Side.CREDIT, "121", ("121", "141"))),
        },
    )
    rows = (
        DocumentAmount(Rubric.BANK, yuan("900")),
        DocumentAmount(Rubric.CAPITAL, yuan("900"), product="P1", channel="web"),
        DocumentAmount(Rubric.GOODS, yuan("300"), product="P1", channel="web"),
    )
    voucher = DocumentRules([sold]).voucher(
        BusinessDocument(DocumentKind.REMITTANCE, "1", DAY, rows), FIRST_CHART
    )
    assert voucher is not None
    assert [(line.account, line.dimensions.product, line.dimensions.channel) for line in voucher.lines] == [
        ("102", "", ""), ("521", "P1", "web"), ("501", "P1", "web"), ("121", "P1", ""),
    ]  # fmt: skip
