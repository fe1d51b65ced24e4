"""The sentence beside a figure: the numbers and how they lead to it, as an accountant would write them."""

import pytest

from coopdesk import wording
from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.result import Derivation, TaxDerivation
from coopdesk.domain.distribution.rules import ART20_FARMERS_80, ART20_ORGANISATIONS, ART44_PATRONAGE_60
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.distribution.papers.basis import basis_text, tax_text
from coopdesk.wording import derivation_sentence, tax_sentence

SHARE = 1_000_000
SHARES = Basis("shares")


def derived(pool, units, total, amount, basis=SHARES, rate=None, **more):
    return Derivation(
        line_id="x",
        label="分红",
        basis=basis,
        pool=Money.parse(pool),
        units=units,
        unit_total=total,
        rate=None if rate is None else Money.parse(rate),
        amount=Money.parse(amount),
        **more,
    )


SENTENCES = [
    (
        derived("2000000.00", 8 * SHARE, 100 * SHARE, "160000.00", rate="20000.00"),
        "8 股 × 20,000.00 = 160,000.00",
    ),
    (
        derived("100000.00", 8 * SHARE, 80 * SHARE, "10000.00", rate="1250.00", rebate=True),
        "100,000.00 × 8 ÷ 80 股 = 10,000.00",
    ),
    (
        derived("1000000.00", 3 * SHARE, 7 * SHARE, "428571.42"),
        "1,000,000.00 × 3 ÷ 7 股 = 428,571.42（舍去不足 1 分的尾数）",
    ),
    (
        derived("1000.00", SHARE, 7 * SHARE, "142.00", precision=Money(100)),
        "1,000.00 × 1 ÷ 7 股 = 142.00（舍去不足 1 元的尾数）",
    ),
    (
        derived("1000.00", SHARE, 7 * SHARE, "142.80", precision=Money(10)),
        "1,000.00 × 1 ÷ 7 股 = 142.80（舍去不足 1 角的尾数）",
    ),
    (
        derived("1000000.00", 3 * SHARE, 7 * SHARE, "428571.43", extra=Money(1)),
        "1,000,000.00 × 3 ÷ 7 股 = 428,571.42（舍去不足 1 分的尾数），加尾差 0.01 = 428,571.43",
    ),
    (
        derived(
            "88888.88", 3650 * SHARE, 36500 * SHARE, "8888.88", Basis("shares", weighting=Weighting.DAYS)
        ),
        "88,888.88 × 3,650 ÷ 36,500 股·天 = 8,888.88（舍去不足 1 分的尾数）",
    ),
    (
        derived(
            "120.00", 6 * SHARE, 12 * SHARE, "60.00", Basis("shares", weighting=Weighting.MONTHS), "10.00"
        ),
        "6 股·月 × 10.00 = 60.00",
    ),
    (
        derived("100.00", 3_333_000, 3_333_000, "1.83", Basis("land_mu"), per_unit=Quantity(550_000)),
        "3.333 亩 × 0.55 = 1.83（舍去不足 1 分的尾数）",
    ),
    (
        derived(
            "24000.00",
            30 * SHARE,
            30 * SHARE,
            "24000.00",
            Basis("land_mu"),
            "800.00",
            per_unit=Quantity(800_000_000),
        ),
        "30 亩 × 800.00 = 24,000.00",
    ),
    (
        derived("72000.00", 51_000 * SHARE, 102_000 * SHARE, "36000.00", Basis("account_total")),
        "72,000.00 × 51,000.00 ÷ 102,000.00 元 = 36,000.00",
    ),
    (
        derived("61957.52", SHARE, 135 * SHARE, "458.94", Basis("equal")),
        "61,957.52 ÷ 135 户 = 458.94（舍去不足 1 分的尾数）",
    ),
    (
        derived("61957.52", SHARE, 2 * SHARE, "30978.76", Basis("equal"), "30978.76"),
        "1 户 × 30,978.76 = 30,978.76",
    ),
    (
        derived("100.00", 3 * SHARE, 4 * SHARE, "75.00", Basis("trade_quantity", product="鲜蛋"), "25.00"),
        "3 鲜蛋 × 25.00 = 75.00",
    ),
    (
        derived("100.00", 3 * SHARE, 8 * SHARE, "37.50", Basis("trade_quantity"), "12.50"),
        "3 交易量 × 12.50 = 37.50",
    ),
    (derived("100.00", 12 * SHARE, 40 * SHARE, "30.00", Basis("工分"), "2.50"), "12 工分 × 2.50 = 30.00"),
    (
        derived(
            "8000.00",
            10 * SHARE * SHARE,
            130 * SHARE * SHARE,
            "615.00",
            Basis("shares", cap=Quantity(50 * SHARE), times="系数"),
            precision=Money(50),
            held=20 * SHARE,
            weight=Quantity(500_000),
        ),
        "8,000.00 × 20（封顶 50） × 0.5（系数） ÷ 130 股 = 615.00（舍去不足 5 角的尾数）",
    ),
    (
        derived(
            "8000.00",
            50 * SHARE,
            130 * SHARE,
            "3076.92",
            Basis("shares", cap=Quantity(50 * SHARE)),
            held=120 * SHARE,
        ),
        "8,000.00 × 50（实有 120，封顶 50） ÷ 130 股 = 3,076.92（舍去不足 1 分的尾数）",
    ),
    (
        derived(
            "60.00",
            5 * SHARE,
            12 * SHARE,
            "60.00",
            Basis("land_mu", cap=Quantity(5 * SHARE)),
            per_unit=Quantity(12_000_000),
            held=7_500_000,
        ),
        "5 亩（实有 7.5，封顶 5） × 12.00 = 60.00",
    ),
    (
        derived(
            "402.48",
            777_250_000,
            12_777_250_000,
            "24.48",
            Basis("trade_quantity", product="苗木"),
            per_unit=Quantity(31_500),
        ),
        "777.25 苗木 × 0.0315 = 24.48（舍去不足 1 分的尾数）",
    ),
    (
        derived(
            "1900.00",
            3_270_000,
            5_250_000,
            "1183.42",
            Basis("land_mu"),
            per_unit=Quantity(462_000_000),
            wanted=Money.parse("2425.50"),
        ),
        "按单价 462.00 应分 2,425.50，只余 1,900.00，按余额分："
        "1,900.00 × 3.27 ÷ 5.25 亩 = 1,183.42（舍去不足 1 分的尾数）",
    ),
    (
        derived("1000.00", SHARE, 4 * SHARE, "250.00", rate="250.00", wanted=Money.parse("1500.00")),
        "应分 1,500.00，只余 1,000.00，按余额分：1,000.00 × 1 ÷ 4 股 = 250.00",
    ),
    (
        derived("1000.00", SHARE, 7 * SHARE, "142.86", half_up=True),
        "1,000.00 × 1 ÷ 7 股 = 142.86（四舍五入到 1 分）",
    ),
    (
        derived("100.03", 0, 2 * SHARE, "-100.04", rebate=True, given=True, half_up=True),
        "让给其他成员 100.03，各户四舍五入多出 0.01，记 -100.04",
    ),
    (
        derived("100000.00", 0, 80 * SHARE, "-100000.00", rebate=True, given=True),
        "让给其他成员 100,000.00，记 -100,000.00",
    ),
    (
        derived("132.30", 0, 8 * SHARE, "-132.29", rebate=True, given=True),
        "让给其他成员 132.30，其中分不尽的 0.01 留下，记 -132.29",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), SENTENCES, ids=[sentence for _given, sentence in SENTENCES])
def test_the_sentence(given, sentence):
    assert derivation_sentence(given) == sentence


ON_SLIPS = {
    "8,000.00 × 20（封顶 50） × 0.5（系数） ÷ 130 股 = 615.00（舍去不足 5 角的尾数）": (
        "8,000.00 × 20（封顶 50） × 0.5（系数） ÷ 130 股（舍去5角以下）"
    ),
    "8,000.00 × 50（实有 120，封顶 50） ÷ 130 股 = 3,076.92（舍去不足 1 分的尾数）": (
        "8,000.00 × 50（封顶，实有 120） ÷ 130 股（舍去分以下）"
    ),
    "5 亩（实有 7.5，封顶 5） × 12.00 = 60.00": "5 亩（封顶，实有 7.5） × 12.00",
    "777.25 苗木 × 0.0315 = 24.48（舍去不足 1 分的尾数）": "777.25 × 0.0315（舍去分以下）",
    "应分 1,500.00，只余 1,000.00，按余额分：1,000.00 × 1 ÷ 4 股 = 250.00": (
        "应分 1,500.00 不足，余额 1,000.00 × 1 ÷ 4 股"
    ),
    "1,000.00 × 1 ÷ 7 股 = 142.86（四舍五入到 1 分）": "1,000.00 × 1 ÷ 7 股（四舍五入到分）",
    "让给其他成员 100.03，各户四舍五入多出 0.01，记 -100.04": "让出 100.03，四舍五入多出 0.01",
}


@pytest.mark.parametrize("sentence", ON_SLIPS)
def test_the_slip_says_the_same_shorter(sentence):
    given = next(given for given, said in SENTENCES if said == sentence)
    assert basis_text(given) == ON_SLIPS[sentence]


TAXES = [
    (("3076.50", "100.00", "595.30"), "（按股分红 3,076.50 − 免征额 100.00）× 20% = 595.30"),
    (("3076.53", "100.00", "595.31"), "（按股分红 3,076.53 − 免征额 100.00）× 20% = 595.31（四舍五入到分）"),
    (("3076.50", "0", "615.30"), "按股分红 3,076.50 × 20% = 615.30"),
    (("80.00", "100.00", "0"), "按股分红 80.00 不超过免征额 100.00，不代扣"),
]


@pytest.mark.parametrize(("figures", "sentence"), TAXES, ids=[sentence for _given, sentence in TAXES])
def test_the_sentence_of_a_tax(figures, sentence):
    income, free, tax = map(Money.parse, figures)
    given = TaxDerivation(("按股分红",), income, free, Quantity(200_000), tax)
    assert tax_sentence(given) == sentence
    assert tax_text(given) in sentence.replace("按股分红 ", "")


@pytest.mark.parametrize(
    ("rule", "article"),
    [(ART44_PATRONAGE_60, "四十四"), (ART20_FARMERS_80, "二十"), (ART20_ORGANISATIONS, "二十")],
)
def test_every_finding_names_its_article(rule, article):
    assert f"第{article}条" in wording.finding_text(rule)
