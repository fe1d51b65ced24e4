"""Bank statements as banks give them: headings, directions, balances, order, and what is wrong with them."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.exchange.ledger.layout_files import statement_words
from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.ledger.bank.statement import StatementAnswers, StatementReading, read_statement

NOTHING_SAID = StatementAnswers()


def read(
    tmp_path: Path, text: str, answers: StatementAnswers = NOTHING_SAID, encoding: str = "gb18030"
) -> StatementReading:
    path = tmp_path / "statement.csv"
    path.write_bytes(text.encode(encoding))
    return read_statement(read_source(path), answers, statement_words())


def shown(found: StatementReading) -> list[tuple[str, str]]:
    return [(line.day.isoformat(), str(line.amount)) for line in found.lines]


def codes(found: StatementReading) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell) for fault in found.errors]


def test_a_statement_with_two_columns_and_balances(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """中国某银行账户明细,,,,,
户名：某合作社,,账号：6222,,,
交易日期,摘要,支出,收入,余额,对方户名
2024-03-01 09:10:11,电费,120.50,,"9,879.50",供电公司
2024-03-02,货款,,"1,000.00","10,879.50",临泉花木公司
2024-03-02,手续费,5.00,,"10,874.50",
合计,,125.50,1000.00,,
""",
    )
    assert codes(found) == [] and found.warnings == ()
    assert shown(found) == [("2024-03-01", "-120.50"), ("2024-03-02", "1000.00"), ("2024-03-02", "-5.00")]
    assert (str(found.opening), str(found.closing)) == ("10000.00", "10874.50")
    assert (str(found.income), str(found.outgo)) == ("1000.00", "125.50")
    assert found.lines[0].clock == "09:10:11" and found.lines[1].party == "临泉花木公司"
    assert found.skipped == ((6, "total"),)


def test_debit_of_the_bank_is_expense_unless_the_balances_say_otherwise(tmp_path: Path) -> None:
    usual = read(tmp_path, "记账日期,借方发生额,贷方发生额,余额\n20240301,100,,900\n20240302,,50,950\n")
    assert shown(usual) == [("2024-03-01", "-100.00"), ("2024-03-02", "50.00")]
    turned = read(
        tmp_path,
        "记账日期,借方发生额,贷方发生额,余额\n20240301,100,,1100\n20240302,,50,1050\n20240303,7,,1057\n",
    )
    assert shown(turned) == [("2024-03-01", "100.00"), ("2024-03-02", "-50.00"), ("2024-03-03", "7.00")]


def test_the_newest_first_is_turned(tmp_path: Path) -> None:
    found = read(
        tmp_path, "日期,支出,收入,余额\n2024-03-03,,7,1057\n2024-03-02,50,,1050\n2024-03-01,,100,1100\n"
    )
    assert shown(found)[0] == ("2024-03-01", "100.00")
    assert (str(found.opening), str(found.closing), found.warnings) == ("1000.00", "1057.00", ())
    same_day = read(
        tmp_path, "日期,支出,收入,余额\n2024-03-01,,7,1057\n2024-03-01,50,,1050\n2024-03-01,,100,1100\n"
    )
    assert str(same_day.closing) == "1057.00"


def test_an_amount_with_a_word_beside_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "交易时间,收支标志,交易金额,对方名称,附言\n2024/3/1 8:00,收,100,甲,一\n2024/3/2 9:00,支,30,乙,二\n",
    )
    assert shown(found) == [("2024-03-01", "100.00"), ("2024-03-02", "-30.00")]
    assert found.closing is None


def test_an_amount_with_its_own_sign(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "交易日期,交易金额,账户余额,交易摘要\n20240301 101112,+100.00,100.00,存\n20240301 111213,-30.00,70.00,取\n",
    )
    assert shown(found) == [("2024-03-01", "100.00"), ("2024-03-01", "-30.00")]
    assert [line.clock for line in found.lines] == ["10:11:12", "11:12:13"]


def test_an_amount_without_any_sign_is_told_by_the_balances_or_refused(tmp_path: Path) -> None:
    text = "日期,发生额,余额\n2024-03-01,100,1100\n2024-03-02,30,1070\n"
    found = read(tmp_path, text, StatementAnswers(opening=Money.parse("1000.00")))
    assert shown(found) == [("2024-03-01", "100.00"), ("2024-03-02", "-30.00")]
    assert codes(read(tmp_path, text)) == [("bank.direction_unknown", "B2")]
    assert codes(read(tmp_path, "日期,发生额\n2024-03-01,100\n")) == [("bank.direction_unknown", "B2")]


def test_a_balance_brought_forward_is_no_movement(tmp_path: Path) -> None:
    found = read(tmp_path, "日期,摘要,支出,收入,余额\n2024-03-01,承前页,,,1000\n2024-03-01,付,100,,900\n")
    assert (str(found.opening), shown(found)) == ("1000.00", [("2024-03-01", "-100.00")])
    assert found.skipped == ((1, "opening"),)


def test_expenses_below_zero_in_their_own_column_and_one_taken_back(tmp_path: Path) -> None:
    below = read(tmp_path, "日期,支出,收入\n2024-03-01,-100,\n2024-03-02,-5,\n2024-03-02,,9\n")
    assert shown(below) == [("2024-03-01", "-100.00"), ("2024-03-02", "-5.00"), ("2024-03-02", "9.00")]
    back = read(tmp_path, "日期,支出,收入\n2024-03-01,100,\n2024-03-02,-100,\n")
    assert shown(back) == [("2024-03-01", "-100.00"), ("2024-03-02", "100.00")]


def test_a_missing_row_is_seen_by_the_balances(tmp_path: Path) -> None:
    found = read(tmp_path, "日期,支出,收入,余额\n2024-03-01,100,,900\n2024-03-02,,50,940\n")
    assert [(fault.code, fault.cell, str(fault.params["expected"])) for fault in found.warnings] == [
        ("bank.balance_breaks", "D3", "950.00")
    ]


def test_every_mistake_has_its_cell(tmp_path: Path) -> None:
    text = "日期,支出,收入,余额\n2024-02-30,100,,900\n,5,,1\n2024-03-02,5,6,1\n"
    text += "2024-03-02,一百块一,,1\n2024-03-02,0,,1\n"
    assert codes(read(tmp_path, text)) == [
        ("date.invalid", "A2"), ("bank.no_day", "A3"), ("bank.both", "B4"),
        ("voucher_file.amount_unread", "B5"), ("bank.no_amount", "C6"),
    ]  # fmt: skip
    mended = StatementAnswers(cells={"A2": "2024-02-28"}, skipped=frozenset({3, 4, 5, 6}))
    assert codes(read(tmp_path, text, mended)) == []


@pytest.mark.parametrize("text", ["姓名,身份证\n甲,1\n", "日期,摘要\n2024-03-01,甲\n"])
def test_what_is_no_statement_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DomainError) as refused:
        read(tmp_path, text)
    assert refused.value.code == "bank.no_headings"


def test_columns_are_as_a_person_says(tmp_path: Path) -> None:
    text = "日期,甲栏,乙栏\n2024-03-01,100,\n2024-03-01,,30\n"
    found = read(tmp_path, text, StatementAnswers(columns={"甲栏": "income", "C": "outgo"}))
    assert shown(found) == [("2024-03-01", "100.00"), ("2024-03-01", "-30.00")]
    for columns, code in (
        ({"丁栏": "income"}, "answers.unknown_column"),
        ({"甲栏": "x"}, "answers.unknown_field"),
    ):
        with pytest.raises(DomainError) as refused:
            read(tmp_path, text, StatementAnswers(columns=columns))
        assert refused.value.code == code


def test_two_equal_rows_stay_two(tmp_path: Path) -> None:
    found = read(tmp_path, "日期,支出,收入\n2024-03-01,5,\n2024-03-01,5,\n")
    assert len(found.lines) == 2 and found.lines[0].identity == found.lines[1].identity
    assert found.lines[0].day == date(2024, 3, 1)


def test_a_character_that_no_text_can_keep_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    found = read(tmp_path, "日期,摘要,支出,收入\n2024-03-01,电\ue5e5费,5,\n", encoding="utf-8")
    assert codes(found) == [("text.character", "B2")]
