"""The close of a year, in profit and in loss, red balances and investments on either side, undone and done again."""

from datetime import date

import pytest

from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.closing import (
    Balance,
    YearSurplus,
    close_appropriations,
    close_result,
    still_open,
    year_surplus,
)
from coopdesk.domain.ledger.statements import Column, balance_sheet, surplus_statement
from coopdesk.domain.ledger.voucher import Dimensions, Source, VoucherKind, faults, reversal
from tests.ledger.notation import lines_of, voucher, year_of, yuan


def balances(text):
    """Balances noted as lines: 借 521 60 is a debit balance of 60."""
    return [Balance(line.account, line.debit - line.credit, line.dimensions) for line in lines_of(text)]


def closed(text, year=2024):
    """The closing vouchers of balances as notes, without their summaries."""
    return [said(each) for each in close_result(balances(text), year)]


def said(made):
    assert faults(made, FIRST_CHART) == []
    return " ".join(
        f"{'借' if line.side.value == 'debit' else '贷'} {line.account} {str(line.amount).removesuffix('.00')}"
        for line in made.lines
    )


def test_a_year_of_profit_is_carried_in_three_steps():
    assert closed(
        "贷 501 900 贷 502 40 贷 511 60 借 521 400 借 522 5 借 523 100 借 524 10 借 529 20 借 531 15 借 102 7"
    ) == [
        "借 501 900 借 502 40 借 511 60 贷 331 1000",
        "借 331 550 贷 521 400 贷 522 5 贷 523 100 贷 524 10 贷 529 20 贷 531 15",
        "借 331 450 贷 33202 450",
    ]  # fmt: skip


def test_a_year_of_loss_goes_the_other_way():
    made = close_result(balances("贷 501 100 借 521 400"), 2024)
    assert [said(each) for each in made] == [
        "借 501 100 贷 331 100",
        "借 331 400 贷 521 400",
        "借 33202 300 贷 331 300",
    ]
    assert [each.lines[0].summary for each in made] == ["结转本年收入", "结转本年支出", "结转本年亏损"]


def test_a_loss_on_investments_is_closed_with_the_expenses():
    assert closed("贷 501 100 借 511 30 借 521 20") == [
        "借 501 100 贷 331 100",
        "借 331 50 贷 511 30 贷 521 20",
        "借 331 50 贷 33202 50",
    ]


def test_balances_on_the_other_side_are_closed_in_red():
    assert closed("借 501 8 贷 502 20 贷 524 3") == [
        "借 501 -8 借 502 20 贷 331 12",
        "借 331 -3 贷 524 -3",
        "借 331 15 贷 33202 15",
    ]


def test_where_sums_are_0_nothing_stands_on_331():
    assert closed("借 501 8 贷 502 8") == ["借 501 -8 借 502 8"]
    assert closed("贷 501 8 借 521 8") == ["借 501 8 贷 331 8", "借 331 8 贷 521 8"]
    assert closed("借 102 8 贷 301/A 8") == []
    assert closed("") == []


def test_what_was_carried_to_331_before_goes_on_with_the_rest():
    assert closed("贷 331 30 贷 501 5") == ["借 501 5 贷 331 5", "借 331 35 贷 33202 35"]
    assert closed("借 331 30") == ["借 33202 30 贷 331 30"]


def test_each_step_is_of_the_years_last_day_and_has_a_source_of_its_own():
    made = close_result(balances("贷 501 9 借 521 4"), 2023)
    assert {each.day for each in made} == {date(2023, 12, 31)}
    assert {each.kind for each in made} == {VoucherKind.CLOSING}
    assert [each.source for each in made] == [
        Source("year_close", "2023/1"),
        Source("year_close", "2023/2"),
        Source("year_close", "2023/3"),
    ]


def test_what_a_line_must_name_the_closing_line_names():
    product = Dimensions(product="P1")
    made = close_result([Balance("501", yuan("-5"), product)], 2024)
    assert made[0].lines[0].dimensions == product
    assert not made[0].lines[1].dimensions


def test_appropriations_are_cleared_after_the_distribution():
    made = close_appropriations(
        balances("借 3320101 48 借 3320102 60 借 3320103 40 贷 3320104 2 贷 33202 500"), 2024
    )
    assert made is not None
    assert said(made) == "借 33202 146 贷 3320101 48 贷 3320102 60 贷 3320103 40 贷 3320104 -2"
    assert made.source == Source("year_close", "2024/9")
    assert close_appropriations(balances("贷 33202 500 借 3320101 0"), 2024) is None


def test_what_a_closed_year_leaves_empty_is_looked_for():
    assert still_open(balances("贷 501 5 借 523 1 借 523 2 贷 331 1 借 3320102 1 贷 33202 9 借 102 9")) == [
        "501", "523", "331", "3320102",
    ]  # fmt: skip
    assert still_open(balances("贷 33202 9 借 501 0 借 401 9")) == []


BOOK = [
    voucher("2023-12-31", "借 102 100 贷 301/A 120 借 33202 20", VoucherKind.OPENING),
    voucher("2024-03-01", "借 102 500 贷 501 500"),
    voucher("2024-04-01", "借 521 260 贷 102 260"),
    voucher("2024-05-01", "借 102 -30 贷 501 -30"),
    voucher("2024-06-01", "借 511 15 贷 131 15"),
]


def own_balances(vouchers):
    accounts = year_of(vouchers, 2024).accounts
    return [Balance(code, turnover.balance) for code, turnover in accounts.items()]


def figures(vouchers):
    of_year = year_of(vouchers, 2024)
    rows = [
        *balance_sheet(of_year).rows,
        *surplus_statement(of_year, None).rows,
    ]
    return [figure.amount for row in rows for figure in row.figures.values() if figure is not None]


def test_the_close_changes_no_statement_and_leaves_nothing_open():
    whole = [*BOOK, *close_result(own_balances(BOOK), 2024)]
    assert figures(whole) == figures(BOOK)
    assert still_open(own_balances(whole)) == []
    assert close_result(own_balances(whole), 2024) == ()
    assert surplus_statement(year_of(whole, 2024), None).amount(12, Column.YEAR) == yuan("195")


def test_closing_and_reopening_gives_the_same_balances_and_closing_again_the_same_close():
    close = close_result(own_balances(BOOK), 2024)
    undone = [reversal(each, place, each.day, "反结账") for place, each in enumerate(close)]
    reopened, before = own_balances([*BOOK, *close, *undone]), own_balances(BOOK)
    assert [each for each in reopened if each.amount] == [each for each in before if each.amount]
    assert close_result(own_balances([*BOOK, *close, *undone]), 2024) == close
    assert figures([*BOOK, *close, *undone]) == figures(BOOK)


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_distribution_starts_from_the_same_surplus_before_and_after_the_close(is_closed):
    book = [*BOOK, voucher("2024-12-31", "借 322 8 贷 33202 8")]
    whole = [*book, *close_result(own_balances(book), 2024)] if is_closed else book
    assert year_surplus(year_of(whole, 2024)) == YearSurplus(yuan("195"), yuan("-20"), yuan("8"), yuan("455"))
