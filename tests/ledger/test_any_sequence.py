"""Whatever happens in whatever order: vouchers, documents, reversals, closes and reopenings leave sound books."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdesk.domain.business_document import BusinessDocument, DocumentAmount, DocumentKind, Rubric
from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.closing import Balance, close_appropriations, close_result, still_open
from coopdesk.domain.ledger.document_rules import DocumentRules
from coopdesk.domain.ledger.statement_parts import opened
from coopdesk.domain.ledger.statements import (
    balance_sheet,
    equity_statement,
    statement_findings,
    surplus_statement,
)
from coopdesk.domain.ledger.turnovers import Turnovers, summed, sums_of, tells
from coopdesk.domain.ledger.voucher import Voucher, faults, reversal
from coopdesk.domain.money import Money
from tests.ledger.notation import voucher, year_of

RULES = DocumentRules()
TYPED = (
    "借 102 {0} 贷 501 {0}",
    "借 114/A {0} 贷 501 {0}",
    "借 102 {0} 贷 114/A {0}",
    "借 141 {0} 贷 114/B {0}",
    "借 521 {0} 贷 141 {0}",
    "借 523 {0} 贷 212 {0}",
    "借 511 {0} 贷 131 {0}",
    "借 154 {0} 贷 151 {0}",
    "借 529 {0} 贷 154 {0}",
    "借 531 {0} 贷 21499 {0}",
    "借 102 {0} 贷 502 {0}",
    "借 401 {0} 贷 162 {0}",
    "借 102 {0} 贷 231 {0}",
)
DOCUMENTS: tuple[tuple[DocumentKind, tuple[tuple[Rubric, str], ...]], ...] = (
    (DocumentKind.CONTRIBUTION, ((Rubric.BANK, ""), (Rubric.CAPITAL, "A"))),
    (DocumentKind.CONTRIBUTION, ((Rubric.LAND_RIGHT, ""), (Rubric.PREMIUM, ""))),
    (DocumentKind.CONTRIBUTION, ((Rubric.DISCOUNT, ""), (Rubric.CAPITAL, "B"))),
    (DocumentKind.RESERVE_TO_CAPITAL, ((Rubric.RESERVE_SHARE, ""), (Rubric.CAPITAL, "A"))),
    (DocumentKind.WITHDRAWAL, ((Rubric.CAPITAL, "A"), (Rubric.KEPT_BACK, ""))),
    (DocumentKind.WITHDRAWAL, ((Rubric.RESERVE_SHARE, "A"), (Rubric.CASH, ""))),
    (DocumentKind.TRANSFER, ((Rubric.GIVEN, "A"), (Rubric.TAKEN, "B"))),
    (DocumentKind.GRANT_RECEIVED, ((Rubric.BANK, ""), (Rubric.GRANT, ""))),
    (DocumentKind.GRANT_USED, ((Rubric.FORMED, ""), (Rubric.ASSETS, ""), (Rubric.BANK, ""))),
    (DocumentKind.DONATION, ((Rubric.CASH, ""), (Rubric.DONATION, ""))),
    (DocumentKind.RESERVE_USED, ((Rubric.CAPITAL_RESERVE, ""),)),
    (DocumentKind.LOSS_BORNE, ((Rubric.CAPITAL, "B"), (Rubric.LOSS, ""))),
    (DocumentKind.DISTRIBUTION, ((Rubric.RESERVE, ""), (Rubric.FUND, ""), (Rubric.LOSS_MADE_GOOD, ""))),
    (DocumentKind.DISTRIBUTION, ((Rubric.REFUND, "A"), (Rubric.DIVIDEND, "B"), (Rubric.TO_CAPITAL, "B"))),
    (DocumentKind.DISTRIBUTION, ((Rubric.REFUND_TO_CAPITAL, "A"), (Rubric.TAX, "B"))),
    (DocumentKind.PAYMENT, ((Rubric.REFUND, "A"), (Rubric.BANK, ""))),
)
DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
FEN = st.integers(1, 10**9)
TYPED_VOUCHERS = st.builds(
    lambda day, text, fen: voucher(day.isoformat(), text.format(Money(fen))),
    DAYS,
    st.sampled_from(TYPED),
    FEN,
)


def made(day: date, what: tuple[DocumentKind, tuple[tuple[Rubric, str], ...]], fen: int) -> Voucher:
    kind, rows = what
    amounts = tuple(DocumentAmount(rubric, Money(fen), member) for rubric, member in rows)
    whole = RULES.voucher(BusinessDocument(kind, "1", day, amounts), FIRST_CHART)
    assert whole is not None
    return whole


STEPS = st.lists(
    st.tuples(
        st.one_of(TYPED_VOUCHERS, st.builds(made, DAYS, st.sampled_from(DOCUMENTS), FEN)), st.booleans()
    ),
    max_size=25,
)


def balances(book: list[Voucher], year: int) -> list[Balance]:
    return [Balance(code, each.balance) for code, each in year_of(book, year).accounts.items()]


def closed(book: list[Voucher], year: int) -> list[Voucher]:
    """The book with the close of a year."""
    whole = [*book, *close_result(balances(book, year), year)]
    last = close_appropriations(balances(whole, year), year)
    return [*whole, *([last] if last else [])]


def in_red(each: Voucher) -> Voucher:
    return reversal(each, 1, each.day, "注销")


def written(steps: list[tuple[Voucher, bool]]) -> list[Voucher]:
    """The vouchers of the steps, each followed by the one that undoes it where the step says so."""
    return [one for each, undone in steps for one in ((each, in_red(each)) if undone else (each,))]


def amounts(of_year: Turnovers) -> list[Money]:
    rows = (*balance_sheet(of_year).rows, *surplus_statement(of_year, None).rows)
    shown = [figure.amount for row in rows for figure in row.figures.values() if figure is not None]
    return shown + [figure.amount for figure in equity_statement(of_year).figures.values()]


USUAL = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@USUAL
@given(STEPS)
def test_every_voucher_balances_and_so_do_all_of_them(steps):
    book = closed(closed(written(steps), 2023), 2024)
    for each in book:
        assert faults(each, FIRST_CHART) == []
    assert sum(each.balance.fen for each in year_of(book, 2024).accounts.values()) == 0


@USUAL
@given(STEPS)
def test_the_statements_agree_before_and_after_the_close_and_a_closed_year_is_empty(steps):
    book = written(steps)
    year_before = closed(book, 2023)
    whole = closed(year_before, 2024)
    for year in (2023, 2024):
        assert statement_findings(year_of(book, year)) == statement_findings(year_of(whole, year)) == []
        assert amounts(year_of(whole, year)) == amounts(year_of(book, year))
        assert still_open(balances(whole, year)) == []


@USUAL
@given(STEPS)
def test_what_was_undone_leaves_no_trace_in_any_figure(steps):
    kept = [each for each, undone in steps if not undone]
    for year in (2023, 2024):
        assert amounts(year_of(written(steps), year)) == amounts(year_of(kept, year))


@USUAL
@given(STEPS)
def test_closing_reopening_and_closing_again_gives_the_same(steps):
    book = written(steps)
    once = closed(book, 2023)
    reopened = [*once, *(in_red(each) for each in reversed(once[len(book) :]))]

    def standing(vouchers: list[Voucher]) -> list[Balance]:
        return [each for each in balances(vouchers, 2023) if each.amount]

    assert standing(reopened) == standing(book)
    assert standing(closed(reopened, 2023)) == standing(once)
    assert amounts(year_of(reopened, 2023)) == amounts(year_of(book, 2023))


@USUAL
@given(STEPS)
def test_statements_from_sums_are_those_from_vouchers_and_every_part_opens_what_it_says(steps):
    book = closed(written(steps), 2023)
    for year in (2023, 2024):
        of_year = year_of(book, year)
        sums = {
            code: (each.opening.fen, each.debit.fen, each.credit.fen)
            for code, each in of_year.accounts.items()
        }
        telling = [
            (each.kind, sums_of(each))
            for each in book
            if each.day.year == year and tells(each.kind, [line.account for line in each.lines])
        ]
        assert summed(of_year.first, of_year.last, sums, of_year.members, telling) == of_year
        rows = (*balance_sheet(of_year).rows, *surplus_statement(of_year, None).rows)
        shown = [figure for row in rows for figure in row.figures.values() if figure is not None]
        shown += equity_statement(of_year).figures.values()
        for part in {part for figure in shown for part in figure.parts}:
            assert sum(amount.fen for _voucher, amount in opened(part, book)) == part.amount.fen


@USUAL
@given(STEPS, FEN)
def test_a_voucher_straight_to_the_undistributed_surplus_is_found(steps, fen):
    book = [*written(steps), voucher("2024-05-01", f"借 33202 {Money(fen)} 贷 102 {Money(fen)}")]
    told = {fault.code: fault.params["difference"] for fault in statement_findings(year_of(book, 2024))}
    assert told == {"statement.undistributed": Money(fen)}
    moved = replace(book[-1], day=date(2023, 5, 1))
    assert statement_findings(year_of([*book[:-1], moved], 2024)) == []
