"""大写金额: the eighteen examples of the rules, and that words and figures never part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.capital import accepts, capital, read_capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

TRILLION_FEN = 10**12 * 100

EXAMPLES = {
    "0.00": ["人民币零元整"],
    "0.05": ["人民币伍分"],
    "0.50": ["人民币伍角整", "人民币伍角"],
    "10.00": ["人民币壹拾元整"],
    "325.04": ["人民币叁佰贰拾伍元零肆分"],
    "1409.50": ["人民币壹仟肆佰零玖元伍角整", "人民币壹仟肆佰零玖元伍角"],
    "1680.32": ["人民币壹仟陆佰捌拾元叁角贰分", "人民币壹仟陆佰捌拾元零叁角贰分"],
    "6007.14": ["人民币陆仟零柒元壹角肆分"],
    "16409.02": ["人民币壹万陆仟肆佰零玖元零贰分"],
    "107000.53": [
        "人民币壹拾万柒仟元伍角叁分",
        "人民币壹拾万柒仟元零伍角叁分",
        "人民币壹拾万零柒仟元伍角叁分",
    ],
    "21250.00": ["人民币贰万壹仟贰佰伍拾元整"],
    "1700000.00": ["人民币壹佰柒拾万元整"],
    "2356900.00": ["人民币贰佰叁拾伍万陆仟玖佰元整"],
    "1005000.00": ["人民币壹佰万伍仟元整", "人民币壹佰万零伍仟元整"],
    "10000001.10": ["人民币壹仟万零壹元壹角整"],
    "100050000.00": ["人民币壹亿零伍万元整"],
    "1000010000.00": ["人民币壹拾亿零壹万元整"],
    "-350.20": ["人民币负叁佰伍拾元贰角整"],
}


@pytest.mark.parametrize(("amount", "forms"), EXAMPLES.items())
def test_the_eighteen_examples_are_written_and_read(amount, forms):
    money = Money.parse(amount)
    assert capital(money) == forms[0]
    for form in forms:
        assert accepts(form, money)
        assert read_capital(form) == money


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1000000000000", "人民币壹万亿元整"),
        ("1000100000000", "人民币壹万零壹亿元整"),
        ("100005000", "人民币壹亿零伍仟元整"),
        ("150000000", "人民币壹亿伍仟万元整"),
        ("100000000.01", "人民币壹亿元零壹分"),
        ("100500", "人民币壹拾万零伍佰元整"),
        ("-0.07", "人民币负柒分"),
    ],
)
def test_groups_of_four_figures_join_with_one_zero_at_most(amount, words):
    money = Money(int(amount.replace(".", "")) if "." in amount else int(amount) * 100)
    assert capital(money) == words
    assert read_capital(words) == money


@pytest.mark.parametrize(
    "form",
    ["壹拾万柒仟元零伍角叁分", "人民币壹拾万零柒仟圆零伍角叁分", "人民币壹拾万柒仟圆伍角叁分"],
)
def test_the_prefix_may_be_preprinted_and_yuan_written_with_either_character(form):
    assert accepts(form, Money.parse("107000.53"))


def test_zheng_may_be_written_with_either_character():
    assert accepts("人民币壹拾元正", Money.parse("10"))
    assert read_capital("人民币伍角正") == Money.parse("0.50")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "人民币",
        "人民币拾元整",
        "人民币壹拾元",
        "人民币壹仟零零伍元整",
        "人民币叁佰贰拾伍元肆分",
        "人民币叁佰贰拾伍元零肆分整",
        "人民币壹仟伍元整",
        "人民币 壹拾元整",
        "人民币壹拾贰佰元整",
        "人民币零伍角整",
        "人民币万元整",
        "人民币壹拾甲元整",
        "人民币壹万甲元整",
        "人民币甲乙丙丁戊元整",
        "人民币甲角",
        "一百元整",
        "人民币壹拾元整多",
    ],
)
def test_words_that_no_rule_allows_are_refused(wrong):
    with pytest.raises(DomainError) as refusal:
        read_capital(wrong)
    assert refusal.value.code == "money.capital_invalid"
    assert refusal.value.params == {"value": wrong}


@given(st.integers(-TRILLION_FEN, TRILLION_FEN).map(Money))
def test_words_read_back_as_the_amount_they_were_written_for(money):
    assert read_capital(capital(money)) == money


@given(st.integers(0, TRILLION_FEN).map(Money), st.integers(0, TRILLION_FEN).map(Money))
def test_words_never_say_two_amounts(first, second):
    assert accepts(capital(first), second) is (first == second)


@given(st.integers(0, TRILLION_FEN).map(Money))
def test_written_words_have_no_double_zero_and_never_zero_before_a_unit(money):
    words = capital(money)
    assert "零零" not in words
    assert not any(f"零{unit}" in words for unit in "拾佰仟万亿角分整")


def test_an_amount_beyond_ten_thousand_billion_has_no_words():
    with pytest.raises(DomainError) as refusal:
        capital(Money(10**18))
    assert refusal.value.code == "money.capital_range"
