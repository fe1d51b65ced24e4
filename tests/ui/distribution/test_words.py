"""Schemes, figures, findings and states in the words of the trade."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from coopdesk import i18n
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import Facts, MeasureValue, Party
from coopdesk.domain.distribution.rules import counted_kinds
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Appropriation,
    Basis,
    Eligible,
    FixedAmount,
    Line,
    PerUnit,
    Pool,
    RateOfTier,
    Rest,
    Scheme,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.headlines import PlanState, PlanSummary
from coopdesk.services.distribution.payments import HouseholdPayment
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.members.values import EntryLine, NumberedEntry
from coopdesk.ui.distribution import editing, explain, part_card, words
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.payments_pane import MARKS, totals_text
from coopdesk.ui.distribution.reading import choices_of, surplus_of
from coopdesk.ui.distribution.resolution_form import rule_text
from coopdesk.ui.distribution.words import finding_lines, opening_lines
from tests.ui.distribution.conftest import FIGURES, FOUNDED, RECORD_DAY, by

CLASSES = (ShareClass("ordinary", "普通股", Money.parse("1000")), ShareClass("land", "土地股", Money(0)))


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (by("shares"), "股数（登记日持股）"),
        (by("shares", weighting=Weighting.DAYS), "股数（按持股天数）"),
        (by("shares", classes=("land",)), "股数（土地股，登记日持股）"),
        (by("capital"), "出资额"),
        (by("trade_amount", product="茶花"), "交易额（茶花）"),
        (by("工分"), "工分"),
    ],
)
def test_a_basis_is_said_as_people_say_it(basis: Basis, said: str) -> None:
    assert words.basis_text(basis, CLASSES) == said


@pytest.mark.parametrize(
    ("pool", "said"),
    [
        (Rest(), "全部余额"),
        (RateOfTier(Quantity(400_000)), "本层的 40%"),
        (FixedAmount(Money.parse("50000")), "定额 50,000.00"),
        (PerUnit(parse_quantity("5000")), "每股 5,000.00"),
    ],
)
def test_a_pool_is_said_in_a_word(pool: Pool, said: str) -> None:
    assert words.pool_text(pool, editing.BY_SHARES) == said


@pytest.mark.parametrize(
    ("eligible", "said"),
    [
        (EVERYBODY, "全体成员"),
        (Eligible(kinds=frozenset({MemberKind.VILLAGE_COLLECTIVE, MemberKind.FARMER})), "农户、村集体"),
        (Eligible(members=("F01",)), "董𠮷"),
        (Eligible(members=("F01", "F02", "F03")), "董𠮷、农户02等 3 名成员"),
        (Eligible(kinds=frozenset({MemberKind.FARMER}), members=("G01",)), "农户、南岸区供销合作社"),
    ],
)
def test_who_takes_part_is_named(facts: Facts, eligible: Eligible, said: str) -> None:
    assert words.eligible_text(eligible, {party.id: party.name for party in facts.members}) == said


def test_a_basis_in_yuan_is_a_rate_and_not_a_sum_of_fen(facts: Facts, scheme: Scheme) -> None:
    line = replace(scheme.tiers[0][0], basis=by("capital"))
    made = of_draft(distribute(facts, Scheme(((line,),))))
    assert words.effect_text(made.lines[0]) == ("出资额的", "2,000%")
    nobody = replace(made.lines[0], unit_total=0)
    assert words.effect_text(nobody) == ("", "")


@pytest.mark.parametrize(
    ("yuan", "said"),
    [("9999999.99", "9,999,999.99"), ("123456789", "12,345.68 万"), ("-123456789", "−12,345.68 万")],
)
def test_a_step_shows_large_sums_in_ten_thousands(yuan: str, said: str) -> None:
    assert words.short_money(Money.parse(yuan)) == said


def test_only_what_the_book_has_facts_for_is_offered(facts: Facts) -> None:
    offered = choices_of(facts, CLASSES)
    assert offered.measures == (
        "shares", "capital", "account_total", "trade_amount", "trade_quantity", "equal",
    )  # fmt: skip
    assert offered.kinds == (MemberKind.FARMER, MemberKind.VILLAGE_COLLECTIVE, MemberKind.SUPPLY_COOP)
    assert (offered.usual_giver, offered.products) == ("G01", ("茶花",))
    assert choices_of(replace(facts, accounts=(), trades=()), CLASSES).measures == ("shares", "equal")
    assert offered.with_measure("land_mu")[-1] == "land_mu"
    assert MemberKind.MANAGER in offered.with_kinds(frozenset({MemberKind.MANAGER}))


def test_members_are_found_by_number_and_by_name(facts: Facts) -> None:
    offered = choices_of(facts, CLASSES)
    assert offered.find("f01") == [("F01", "董𠮷")]
    assert offered.find("供销") == [("G01", "南岸区供销合作社")]
    assert len(offered.find("农户")) == 8


def cell(outcome: Outcome, scheme: Scheme, place: int, key: str) -> explain.Explanation:
    return explain.cell(outcome, scheme, RECORD_DAY, outcome.rows[place], key)


def test_a_household_s_sum_is_explained_in_one_sentence(outcome: Outcome, scheme: Scheme) -> None:
    said = cell(outcome, scheme, 2, "net")
    assert said.caption == "董𠮷　实发金额 170,000.00 是怎么来的"
    assert said.sentence == (
        "按股分红：8 股 × 20,000.00 = 160,000.00；二次返利：100,000.00 × 8 ÷ 80 股 = 10,000.00；合计 170,000.00。"
    )
    assert said.member == "F01"


def test_every_column_of_a_row_has_its_own_explanation(outcome: Outcome, scheme: Scheme) -> None:
    assert cell(outcome, scheme, 2, "line:dividend").sentence == "按股分红：8 股 × 20,000.00 = 160,000.00。"
    assert cell(outcome, scheme, 0, "line:second_rebate").sentence == (
        "二次返利：让给其他成员 100,000.00，记 −100,000.00。"
    )
    assert cell(outcome, scheme, 1, "line:second_rebate").sentence == "放牛村集体经济组织不参加这一项分配。"
    assert cell(outcome, scheme, 2, "shares").sentence == "2019-12-20 日终登记在册，各类股份合计。"
    assert cell(outcome, scheme, 2, "tax").sentence == "这名成员没有代扣税。"
    assert cell(outcome, scheme, 2, "name") == cell(outcome, scheme, 2, "net")


def test_a_figure_by_trade_does_not_rest_on_the_share_register(facts: Facts) -> None:
    back = Line(
        "back", "盈余返还", Rest(), replace(editing.BY_SHARES, measure="trade_amount"), patronage=True
    )
    made = of_draft(distribute(facts, Scheme(((back,),))))
    for key in ("line:back", "gross", "net"):
        assert cell(made, Scheme(((back,),)), 2, key).member == ""
    assert cell(made, Scheme(((back,),)), 2, "shares").member == "F01"


def test_tax_is_explained_by_its_rule(facts: Facts, scheme: Scheme) -> None:
    taxed = editing.add_withholding(scheme)
    made = of_draft(distribute(facts, taxed))
    assert explain.cell(made, taxed, RECORD_DAY, made.rows[2], "tax").sentence == (
        "按股分红、二次返利 170,000.00 × 20% = 34,000.00。"
    )
    # A plan of the first version kept the rule and the tax, not how the one came from the other.
    old = replace(made, tax_derived=lambda _place: ())
    assert explain.cell(old, taxed, RECORD_DAY, made.rows[2], "tax").sentence == (
        "代扣税 34,000.00 = 按股分红、二次返利 合计的 20%（农户、发起人、经营管理人员、其他），四舍五入到分。"
    )
    net = explain.cell(made, taxed, RECORD_DAY, made.rows[2], "net").sentence
    assert net.endswith("应发 170,000.00 − 代扣税 34,000.00 = 实发 136,000.00。")


def test_the_headline_is_explained(outcome: Outcome, scheme: Scheme) -> None:
    assert explain.per_farmer_share(outcome).sentence == (
        "农户应发合计 1,700,000.00 ÷ 农户持股 80 股 = 21,250.00，到分为止。"
    )
    farmers = explain.of_kind(outcome, MemberKind.FARMER)
    assert farmers.sentence == "20 户农户：按股分红 1,600,000.00 + 二次返利 100,000.00 = 1,700,000.00。"
    assert explain.of_kind(outcome, MemberKind.MANAGER).sentence.endswith("没有分到。")
    assert explain.carried(outcome).sentence.startswith(
        "可分配盈余 2,000,000.00 − 应发合计 2,000,000.00 = 0.00"
    )
    assert (
        explain.per_farmer_share(replace(outcome, rows=outcome.rows[:0])).sentence == "登记日农户没有持股。"
    )
    said = [explain.line(line, scheme, {}, CLASSES).sentence for line in outcome.lines]
    assert said == [
        "可分 2,000,000.00（全部余额），按股数（登记日持股）分给全体成员，每股 20,000.00 元，共分出 2,000,000.00。",
        "可分 100,000.00（让出方所得的 100%），按股数（登记日持股）分给农户，每股 1,250.00 元，共分出 100,000.00。",
    ]


def test_a_cap_a_weight_and_who_is_left_out_are_said_of_a_line_where_its_sum_is_explained(
    facts: Facts, scheme: Scheme
) -> None:
    basis = by("shares", cap=parse_quantity("4"), times="工龄")
    but_one = Eligible(except_members=("F01",))
    line = replace(scheme.tiers[0][0], basis=basis, eligible=but_one)
    worked = replace(facts, measures=(MeasureValue("F02", "工龄", parse_quantity("2")),))
    made, own = of_draft(distribute(worked, Scheme(((line,),)))), Scheme(((line,),))
    names = {party.id: party.name for party in facts.members}
    said = explain.line(made.lines[0], own, names, CLASSES).sentence
    assert "按股数（登记日持股，每户最多计 4 股） × 工龄分给全体成员（除董𠮷外）" in said
    (note, *_rest) = [entry.note for entry in words.outcome_entries(made, own)]
    assert note.endswith("每户最多计 4 股 · 乘以工龄 · 除董𠮷外")


def test_a_row_that_takes_part_in_nothing_says_so(facts: Facts, scheme: Scheme) -> None:
    line = replace(scheme.tiers[0][0], eligible=editing.FARMERS)
    made = of_draft(distribute(facts, Scheme(((line,),))))
    assert explain.cell(made, Scheme(((line,),)), RECORD_DAY, made.rows[1], "gross").sentence == (
        "没有参加任何一项分配。"
    )


def entry(number: int, day: date, shares: str) -> EntryLine:
    made = ShareEntry(day, EntryKind.SUBSCRIPTION, parse_quantity(shares), taker="F01")
    return EntryLine(NumberedEntry(number, made), parse_quantity(shares), parse_quantity(shares))


def test_a_holding_rests_on_its_entries_up_to_the_record_date() -> None:
    first = entry(3, FOUNDED, "8")
    assert explain.source([first], RECORD_DAY) == "依据：2019-02-18 认购 8 股（登记簿第 3 号）"
    assert explain.source([first], date(2019, 1, 1)) == ""
    many = [entry(number, date(2019, 3, number), "1") for number in range(1, 7)]
    assert explain.source(many, RECORD_DAY).endswith("（共 6 笔）")
    assert explain.source(many, RECORD_DAY).count("第") == 3


def kinds(members: Sequence[Party]) -> Counter[MemberKind]:
    return Counter(counted_kinds(members))


def test_findings_say_how_it_stands_among_who_was_a_member_with_or_without_shares(
    outcome: Outcome, scheme: Scheme, facts: Facts
) -> None:
    lines = finding_lines(outcome, scheme, kinds(facts.members))
    assert [line.article for line in lines] == ["现有团体成员 2 个，限 1 个", "本方案返还 0%"]
    few = replace(outcome, rows=outcome.rows[:3], findings=("ART20_FARMERS_80",))
    gone = replace(facts.members[3], entitled=False)
    without_shares = Party("G02", "供销社", MemberKind.SUPPLY_COOP)
    counted = (*facts.members[:3], gone, without_shares)
    assert finding_lines(few, scheme, kinds(counted))[0].article == "现有农民 1 户，占 25%"


def test_an_opening_that_is_not_what_last_year_left_stands_among_the_findings() -> None:
    figures = replace(FIGURES, opening=Money.parse("590"), opening_reason="审计调减 10 元")
    (line,) = opening_lines(figures)
    assert (line.text, line.article) == ("年初未分配盈余 590.00 未照上年结转填列", "原因：审计调减 10 元")
    assert opening_lines(FIGURES) == opening_lines(None) == []


def test_the_patronage_of_marked_lines_is_counted(facts: Facts, scheme: Scheme) -> None:
    line = replace(scheme.tiers[0][0], pool=RateOfTier(Quantity(400_000)), patronage=True)
    half = replace(scheme, tiers=((line,),))
    made = of_draft(distribute(facts, half))
    assert finding_lines(made, half, kinds(facts.members))[-1].article == "本方案返还 40%"


def test_the_statement_runs_from_the_surplus_to_what_is_carried(outcome: Outcome, scheme: Scheme) -> None:
    figures = replace(FIGURES, opening=Money.parse("-500000"), transfers_in=Money.parse("1000"))
    reserved = replace(scheme, appropriations=(Appropriation("reserve", "公积金", rate=Quantity(100_000)),))
    assert [(each.words, each.figure) for each in words.opening_entries(figures, reserved)] == [
        ("本年盈余", "2,000,000.00"),
        ("减：弥补以前年度亏损", "500,000.00"),
        ("提取基数", "1,500,000.00"),
        ("减：公积金（10%）", "150,000.00"),
        ("加：其他转入", "1,000.00"),
        ("可分配盈余", "1,351,000.00"),
    ]
    paid = [(each.words, each.figure) for each in words.outcome_entries(outcome, scheme)]
    assert paid[:2] == [("按股分红", "2,000,000.00"), ("二次返利", "100,000.00")]
    assert paid[-1] == ("结转下年", "—")
    assert words.tie_text(outcome) == "核对相符：可分配 2,000,000.00 = 应发 2,000,000.00 + 结转 0.00"


def test_last_year_s_undistributed_surplus_counts_where_it_is_given_out(scheme: Scheme) -> None:
    figures = replace(FIGURES, opening=Money.parse("300"))
    without = words.opening_entries(figures, scheme)
    including = words.opening_entries(figures, replace(scheme, include_opening=True))
    assert next(each.words for each in including if each not in without) == "加：年初未分配盈余"
    assert including[-1].figure == "2,000,300.00"


def test_this_year_stands_beside_the_last(outcome: Outcome) -> None:
    summary = PlanSummary(
        plan_id=1, year=2018, state=PlanState.PAID, record_date=RECORD_DAY, template="", distributable=Money(0),
        carried_forward=Money(0), gross=Money.parse("800000"), tax=Money(0), farmers=20,
        farmer_shares=parse_quantity("80"), farmer_gross=Money.parse("3400000"),
    )  # fmt: skip
    assert [(each.words, each.figure) for each in words.compared_entries(outcome, summary, 2019)] == [
        ("2019 年度农户每股", "21,250.00"),
        ("2018 年度农户每股", "42,500.00"),
        ("增减", "−21,250.00（−50%）"),
        ("2018 年度应发合计", "800,000.00"),
    ]
    alone = words.compared_entries(outcome, None, 2019)
    assert [each.figure for each in alone] == ["21,250.00", "—"]


TOO_MUCH = Appropriation("r", "公积金", rate=Quantity(2_000_000))


def with_pool(scheme: Scheme, pool: Pool) -> Scheme:
    return editing.replace_line(scheme, replace(scheme.tiers[0][0], pool=pool))


def with_basis(scheme: Scheme, basis: Basis) -> Scheme:
    return editing.replace_line(scheme, replace(scheme.tiers[0][0], basis=basis))


def taxed_on_nothing(scheme: Scheme) -> Scheme:
    tax = editing.add_withholding(scheme).withholding[0]
    return replace(scheme, withholding=(replace(tax, lines=("nothing",)),))


REFUSALS: list[tuple[Callable[[Scheme], Scheme], str]] = [
    (lambda scheme: with_pool(scheme, FixedAmount(Money.parse("3000000"))), "dividend"),
    (lambda scheme: with_basis(scheme, Basis(Measure.LAND_MU)), "dividend"),
    (lambda scheme: replace(scheme, rebates=(replace(scheme.rebates[0], giver="X"),)), "second_rebate"),
    (taxed_on_nothing, "tax:0"),
    (lambda scheme: replace(scheme, appropriations=(TOO_MUCH,)), "r"),
]


@pytest.mark.parametrize(("spoil", "part"), REFUSALS)
def test_what_the_engine_refuses_is_shown_at_its_card_without_keys(
    facts: Facts, scheme: Scheme, spoil: Callable[[Scheme], Scheme], part: str
) -> None:
    spoilt = spoil(scheme)
    with pytest.raises(DomainError) as caught:
        distribute(facts, spoilt)
    assert part_card.part_of(caught.value, spoilt) == part
    assert "scheme." not in part_card.refusal_text(caught.value)


def test_an_error_of_no_part_belongs_to_none(scheme: Scheme) -> None:
    assert part_card.part_of(DomainError("distribution.nothing_distributable", key="surplus"), scheme) == ""
    beyond = DomainError("distribution.negative", key="scheme.tiers[7][0].pool", value="-1")
    assert part_card.part_of(beyond, scheme) == ""
    given = DomainError("distribution.rebate_exceeds", key="scheme.rebates", value="second_rebate")
    assert part_card.part_of(given, scheme) == "second_rebate"


def test_a_meeting_s_rule_is_said_with_its_numbers() -> None:
    assert rule_text(22).startswith("共 22 名成员：至少到会 15 人（三分之二），至少 12 票赞成")


def test_figures_are_what_was_typed() -> None:
    assert surplus_of(YearFigures(2019, Money(300), Money(100))).current_year == Money(200)


def test_in_english_one_household_is_no_household_s_plural_and_a_mark_begins_with_a_capital(
    outcome: Outcome,
) -> None:
    i18n.set_language("en")
    one = HouseholdPayment(
        "F01", "董𠮷", MemberKind.FARMER, "", "", Money(30_000), HouseholdStanding.RETURNED
    )
    many = [replace(one, number=f"F0{n}", standing=HouseholdStanding.BANK) for n in (2, 3)]
    said = totals_text([one, *many])
    assert said == "Paid by bank: 2 households, 600.00; Returned by the bank: 1 household, 300.00"
    rows = words.frozen_changes(outcome, RECORD_DAY)
    assert "22 members, 100 shares" in [words for _caption, words in rows]
    assert all(i18n._(action.text)[0].isupper() for action in MARKS.values())
