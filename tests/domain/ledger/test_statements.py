"""The three statements by official row numbers: each row from its accounts, each figure from the vouchers it opens."""

import pytest

from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statement_parts import opened
from coopdesk.domain.ledger.statement_rows import (
    ASSET_ROWS,
    BALANCE_SHEET_ROWS,
    LIABILITY_AND_EQUITY_ROWS,
    SURPLUS_ROWS,
    EquityColumn,
    EquityLine,
    Form,
)
from coopdesk.domain.ledger.statements import (
    Column,
    balance_sheet,
    equity_statement,
    monthly_surplus,
    statement_findings,
    surplus_statement,
)
from coopdesk.domain.ledger.turnovers import turnovers_of
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.money import Money
from tests.ledger.notation import voucher, year_of, yuan

OPENING, CLOSING = VoucherKind.OPENING, VoucherKind.CLOSING
DEBIT_ROWS = {
    "101": 1, "102": 1, "109": 1, "113": 2, "114": 2, "121": 3, "122": 3, "124": 3, "125": 3, "127": 3,
    "128": 3, "401": 3, "141": 4, "131": 6, "142": 7, "151": 10, "153": 13, "154": 14, "161": 16, "144": 19,
    "171": 20,
}  # fmt: skip
CREDIT_ROWS = {
    "143": 8, "152": 11, "162": 17, "201": 23, "211": 24, "114": 24, "212": 25, "213": 26, "214": 27, "215": 28,
    "221": 29, "222": 30, "231": 32, "235": 33, "301": 36, "311": 37, "321": 38, "322": 39, "331": 40, "332": 40,
}  # fmt: skip
SURPLUS_OF = {"501": 1, "511": 2, "521": 3, "522": 4, "523": 5, "524": 6, "502": 8, "529": 9, "531": 11}
MEMBERS = ("114", "221", "222", "301")


def named(account):
    return f"{account}/A" if account in MEMBERS else account


def test_the_forms_have_their_rows_numbers_and_titles():
    assert [row.number for row in BALANCE_SHEET_ROWS] == list(range(1, 43))
    assert [row.number for row in ASSET_ROWS] == list(range(1, 23))
    assert [row.number for row in SURPLUS_ROWS] == list(range(1, 21))
    assert [(form.number, form.caption) for form in Form] == [
        ("会农社01表", "资产负债表"),
        ("会农社02表", "盈余及盈余分配表"),
        ("会农社03表", "成员权益变动表"),
    ]
    assert [row.heading for row in BALANCE_SHEET_ROWS if row.heading] == [
        "流动资产：", "非流动资产：", "流动负债：", "非流动负债：", "所有者权益：",
    ]  # fmt: skip
    assert {row.number for row in LIABILITY_AND_EQUITY_ROWS if row.is_sum} == {31, 34, 35, 41, 42}


@pytest.mark.parametrize(("account", "row"), DEBIT_ROWS.items())
def test_what_stands_in_debit_is_in_its_row_and_all_rows_above_it(account, row):
    book = [voucher("2024-03-01", f"借 {named(account)} 70 贷 201 70")]
    sheet = balance_sheet(year_of(book, 2024))
    assert sheet.amount(row, Column.END) == yuan("70")
    filled = {each.number for each in sheet.rows if each.amount(Column.END) and each.rule.parts}
    assert filled == {row, 23}
    assert sheet.amount(22, Column.END) == sheet.amount(42, Column.END) == yuan("70")
    assert sheet.amount(22, Column.BEGIN) == Money(0)


@pytest.mark.parametrize(("account", "row"), CREDIT_ROWS.items())
def test_what_stands_in_credit_is_in_its_row_and_the_sheet_balances(account, row):
    book = [voucher("2023-11-01", f"借 102 70 贷 {named(account)} 70")]
    sheet = balance_sheet(year_of(book, 2024))
    assert sheet.amount(row, Column.BEGIN) == sheet.amount(row, Column.END) == yuan("70")
    filled = {each.number for each in sheet.rows if each.amount(Column.BEGIN) and each.rule.parts}
    assert filled == {row, 1}
    assert sheet.amount(22, Column.BEGIN) == sheet.amount(42, Column.BEGIN)


def test_a_balance_on_the_other_side_stands_below_0():
    book = [voucher("2024-03-01", "借 214 5 贷 154 5 借 33202 9 贷 102 9")]
    sheet = balance_sheet(year_of(book, 2024))
    assert (sheet.amount(27, Column.END), sheet.amount(14, Column.END)) == (yuan("-5"), yuan("-5"))
    assert sheet.amount(40, Column.END) == yuan("-9")


def test_members_who_owe_stand_in_row_2_and_members_who_are_owed_in_row_24():
    book = [
        voucher("2023-12-01", "借 114/A 100 贷 501 100"),
        voucher("2024-01-01", "借 141 30 贷 114/B 30"),
        voucher("2024-02-01", "借 102 160 贷 114/A 160"),
        voucher("2024-03-01", "借 113 8 贷 211 2 贷 501 6"),
    ]
    sheet = balance_sheet(year_of(book, 2024))
    assert (sheet.amount(2, Column.BEGIN), sheet.amount(24, Column.BEGIN)) == (yuan("100"), Money(0))
    assert (sheet.amount(2, Column.END), sheet.amount(24, Column.END)) == (yuan("8"), yuan("92"))


@pytest.mark.parametrize(("account", "row"), SURPLUS_OF.items())
def test_income_and_expense_stand_in_their_rows_before_and_after_the_close(account, row):
    earned = account in ("501", "502", "511")
    moved = f"借 102 70 贷 {account} 70" if earned else f"借 {account} 70 贷 102 70"
    closed = f"借 {account} 70 贷 331 70" if earned else f"借 331 70 贷 {account} 70"
    on = "借 331 70 贷 33202 70" if earned else "借 33202 70 贷 331 70"
    book = [voucher("2024-03-01", moved)]
    whole = [*book, voucher("2024-12-31", closed, CLOSING), voucher("2024-12-31", on, CLOSING)]
    for vouchers in (book, whole):
        of_year = year_of(vouchers, 2024)
        statement = surplus_statement(of_year, None)
        assert statement.amount(row, Column.YEAR) == yuan("70")
        filled = {each.number for each in statement.rows if each.amount(Column.YEAR) and each.rule.parts}
        assert filled == {row}
        assert statement.amount(12, Column.YEAR) == yuan("70" if earned else "-70")
        assert statement.amount(20, Column.YEAR) == balance_sheet(of_year).amount(40, Column.END)
        assert statement_findings(of_year) == []


def test_income_from_investments_may_be_a_loss():
    statement = surplus_statement(year_of([voucher("2024-03-01", "借 511 70 贷 131 70")], 2024), None)
    assert statement.amount(2, Column.YEAR) == yuan("-70")


YEARS = [
    voucher("2022-12-31", "借 102 1000 借 141 800 贷 301/A 900 贷 301/B 500 贷 322 250 贷 33202 150", OPENING),
    voucher("2023-05-01", "借 102 900 贷 501 900"),
    voucher("2023-05-01", "借 521 400 贷 141 400"),
    voucher("2023-06-01", "借 523 100 贷 101 100"),
    voucher("2023-12-31", "借 501 900 贷 331 900", CLOSING),
    voucher("2023-12-31", "借 331 500 贷 521 400 贷 523 100", CLOSING),
    voucher("2023-12-31", "借 331 400 贷 33202 400", CLOSING),
    voucher("2023-12-31", "借 322 30 贷 33202 30"),
    voucher("2023-12-31", "借 3320101 40 贷 322 40 借 3320105 4 贷 32202 4"),
    voucher(
        "2023-12-31", "借 3320102 200 贷 221/A 120 贷 221/B 80 借 3320103 100 贷 222/A 100 借 3320104 16 贷 301/B 16"
    ),
    voucher(
        "2023-12-31", "借 33202 360 贷 3320101 40 贷 3320105 4 贷 3320102 200 贷 3320103 100 贷 3320104 16", CLOSING
    ),
    voucher("2024-01-10", "借 221/A 120 借 221/B 80 借 222/A 100 贷 102 300"),
    voucher("2024-02-01", "借 102 500 贷 501 500"),
    voucher("2024-03-01", "借 521 700 贷 141 300 贷 114/B 400"),
    voucher("2024-04-01", "借 151 60 贷 102 60 借 235 60 贷 311 60 借 102 60 贷 235 60"),
]  # fmt: skip


def test_a_year_stands_beside_the_year_before():
    statement = surplus_statement(year_of(YEARS, 2024), year_of(YEARS, 2023))
    assert [(row.number, str(row.amount(Column.PREVIOUS))) for row in statement.rows] == [
        (1, "900.00"), (2, "0.00"), (3, "400.00"), (4, "0.00"), (5, "100.00"), (6, "0.00"), (7, "400.00"),
        (8, "0.00"), (9, "0.00"), (10, "400.00"), (11, "0.00"), (12, "400.00"), (13, "150.00"), (14, "30.00"),
        (15, "44.00"), (16, "536.00"), (17, "200.00"), (18, "100.00"), (19, "16.00"), (20, "220.00"),
    ]  # fmt: skip
    assert [str(statement.amount(number, Column.YEAR)) for number in (1, 3, 12, 13, 20)] == [
        "500.00", "700.00", "-200.00", "220.00", "20.00",
    ]  # fmt: skip
    assert [column.caption for column in statement.columns] == ["本年金额", "上年金额"]


def test_a_year_before_the_books_began_has_no_figures():
    statement = surplus_statement(year_of(YEARS, 2023), None)
    assert all(row.amount(Column.PREVIOUS) is None for row in statement.rows)
    assert statement.amount(12, Column.PREVIOUS) == Money(0)


def test_a_month_stands_beside_the_year_so_far():
    march = turnovers_of(YEARS, Month(2024, 3), Month(2024, 3))
    so_far = turnovers_of(YEARS, Month(2024, 1), Month(2024, 3))
    statement = monthly_surplus(march, so_far)
    assert (statement.amount(1, Column.MONTH), statement.amount(1, Column.SO_FAR)) == (Money(0), yuan("500"))
    assert (statement.amount(12, Column.MONTH), statement.amount(12, Column.SO_FAR)) == (
        yuan("-700"),
        yuan("-200"),
    )
    assert statement.row(13).amount(Column.MONTH) is None
    assert statement.amount(20, Column.SO_FAR) == balance_sheet(so_far).amount(40, Column.END) == yuan("20")
    assert balance_sheet(so_far).amount(22, Column.END) == balance_sheet(so_far).amount(42, Column.END)
    assert statement_findings(so_far) == []


def test_the_equity_statement_leads_from_the_opening_to_the_closing():
    statement = equity_statement(year_of(YEARS, 2023))
    told = {
        line: [statement.amount(line, column) for column in EquityColumn]
        for line in EquityLine
        if line.caption
    }
    assert told == {
        EquityLine.OPENING: [yuan(each) for each in ("1400", "0", "0", "250", "150", "1800")],
        EquityLine.INCREASE: [yuan(each) for each in ("16", "0", "0", "44", "430", "490")],
        EquityLine.DECREASE: [yuan(each) for each in ("0", "0", "0", "30", "360", "390")],
        EquityLine.CLOSING: [yuan(each) for each in ("1416", "0", "0", "264", "220", "1900")],
    }
    assert {
        (line.value, column.caption, statement.captions[line, column]): str(figure.amount)
        for (line, column), figure in statement.figures.items()
        if not line.caption and figure.amount
    } == {
        ("increase_3", "股金", "成员增加出资"): "16.00",
        ("increase_1", "盈余公积", "从盈余中提取"): "44.00",
        ("decrease_2", "盈余公积", "弥补亏损"): "30.00",
        ("increase_1", "未分配盈余", "本年盈余"): "400.00",
        ("increase_2", "未分配盈余", "其他转入"): "30.00",
        ("decrease_1", "未分配盈余", "提取盈余公积"): "44.00",
        ("decrease_2", "未分配盈余", "盈余返还"): "200.00",
        ("decrease_3", "未分配盈余", "剩余盈余分配"): "100.00",
        ("decrease_4", "未分配盈余", "转为成员出资"): "16.00",
    }
    assert statement.amount(EquityLine.INCREASE_3, EquityColumn.UNDISTRIBUTED) is None


def test_the_form_has_the_lines_of_the_official_page():
    statement = equity_statement(year_of([], 2024))
    assert {
        column: [caption for (_line, of), caption in statement.captions.items() if of is column and caption]
        for column in EquityColumn
    } == {
        EquityColumn.CAPITAL: ["资本公积转增", "盈余公积转增", "成员增加出资", "成员减少出资"],
        EquityColumn.SPECIAL_FUND: ["接受国家财政直接补助形成", "接受他人捐赠形成"],
        EquityColumn.CAPITAL_RESERVE: ["股金溢价", "资产评估增值", "转为成员出资", "弥补亏损"],
        EquityColumn.RESERVE: ["从盈余中提取", "转为成员出资", "弥补亏损"],
        EquityColumn.UNDISTRIBUTED: [
            "本年盈余", "其他转入", "提取盈余公积", "盈余返还", "剩余盈余分配", "转为成员出资",
        ],
        EquityColumn.TOTAL: [],
    }  # fmt: skip
    assert [line.caption for line in EquityLine if line.caption] == [
        "年初余额", "本年增加数", "本年减少数", "年末余额",
    ]  # fmt: skip


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_vouchers_a_click_opens_add_up_to_the_figure(year):
    book = [*YEARS, voucher("2023-07-01", "借 114/A 25 借 102 5 贷 501 30")]
    of_year, before = year_of(book, year), year_of(book, year - 1)
    figures = [
        figure
        for statement in (balance_sheet(of_year), surplus_statement(of_year, before))
        for row in statement.rows
        for figure in row.figures.values()
        if figure is not None
    ]
    figures += equity_statement(of_year).figures.values()
    for figure in figures:
        for part in figure.parts:
            assert sum(amount.fen for _voucher, amount in opened(part, book)) == part.amount.fen
        assert sum(part.amount.fen for part in figure.parts) == figure.amount.fen
    assert sum(bool(figure.amount) for figure in figures) > 50


def test_a_click_opens_no_voucher_that_adds_nothing():
    sheet = balance_sheet(year_of(YEARS, 2024))
    cash = sheet.row(1).figures[Column.END]
    assert cash is not None
    days = [str(voucher.day) for part in cash.parts for voucher, _amount in opened(part, YEARS)]
    assert days == ["2023-06-01", "2022-12-31", "2023-05-01", "2024-01-10", "2024-02-01"]


def test_every_account_of_the_chart_stands_in_a_row():
    counted = tuple(part.account for row in BALANCE_SHEET_ROWS for part in row.parts)
    assert [each.code for each in FIRST_ACCOUNTS if not each.code.startswith(counted)] == ["181"]


def found(*extra, year=2024):
    return {fault.code: fault.params for fault in statement_findings(year_of([*YEARS, *extra], year))}


def test_sound_books_have_no_findings():
    assert found() == found(year=2023) == {}


def test_property_pending_is_told_and_unbalances_the_sheet():
    assert found(voucher("2024-12-01", "借 181 7 贷 141 7")) == {
        "statement.pending": {"amount": yuan("7")},
        "statement.unbalanced": {"assets": yuan("2153"), "claims": yuan("2160"), "difference": yuan("-7")},
    }


def test_an_account_in_no_row_is_told_and_so_is_what_was_pending_at_the_years_beginning():
    assert found(voucher("2023-12-01", "借 199 7 贷 141 7")) == {
        "statement.in_no_row": {"account": "199", "amount": yuan("7")},
        "statement.unbalanced": {"assets": yuan("2153"), "claims": yuan("2160"), "difference": yuan("-7")},
        "statement.unbalanced_at_begin": {
            "assets": yuan("2193"),
            "claims": yuan("2200"),
            "difference": yuan("-7"),
        },
    }


def test_what_left_the_undistributed_surplus_beside_all_appropriations_is_told():
    assert found(voucher("2024-12-01", "借 33202 7 贷 102 7")) == {
        "statement.undistributed": {"row_20": yuan("20"), "row_40": yuan("13"), "difference": yuan("7")},
    }


def test_a_close_that_moves_capital_is_told():
    book = [*YEARS, voucher("2024-12-31", "借 331 7 贷 301/A 7", CLOSING)]
    told = [fault for fault in statement_findings(year_of(book, 2024)) if fault.code == "statement.equity"]
    assert [fault.params for fault in told] == [
        {"column": "股金", "told": yuan("1416"), "closing": yuan("1423"), "difference": yuan("-7")},
        {"column": "未分配盈余", "told": yuan("20"), "closing": yuan("13"), "difference": yuan("7")},
    ]
