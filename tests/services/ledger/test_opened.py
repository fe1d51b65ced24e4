"""What a figure of a statement opens adds up to it: every figure of two years, every month of them, by the database."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from coopdesk.domain.ledger.statement_parts import opened
from coopdesk.domain.ledger.statements import EquityStatement, Figure, Statement
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.values import AskedLines, LedgerLine, LinesQuestion
from coopdesk.services.table_source import Order, View
from tests.ledger.two_years import YEARS
from tests.ledger.two_years_book import two_years_desk

ALL = View()
_DAYS = (date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The book of the sheet."""
    made = two_years_desk(tmp_path_factory.mktemp("opened") / "春山.coop")
    yield made
    made.close()


def figures_of(statement: Statement | EquityStatement | None) -> Iterator[Figure]:
    if isinstance(statement, EquityStatement):
        yield from statement.figures.values()
    elif statement is not None:
        for row in statement.rows:
            yield from (figure for figure in row.figures.values() if figure is not None)


def lines_of(desk: Desk, question: LinesQuestion, view: View = ALL) -> tuple[list[LedgerLine], Money]:
    with closing(desk.ledger.line_table(question)) as table:
        table.view(view)
        lines = [*table.page(0, 7), *table.page(7, 100_000)]
        assert table.count() == len(lines)
        assert all(table.place_of(line.key) == place for place, line in enumerate(lines[:9]))
        return lines, table.total()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("month", [0, 6, 12])
def test_the_lines_of_every_figure_add_up_to_it(desk: Desk, year: int, month: int) -> None:
    statements = desk.ledger.statements(Span.of(year, month))
    everything = desk.ledger.read(lambda uow: list(uow.ledger.between(*_DAYS)))
    ids = {id(each.voucher): each.id for each in everything}
    opened_at_all = 0
    for statement in (statements.balance, statements.surplus, statements.equity):
        for figure in figures_of(statement):
            lines, total = lines_of(desk, desk.ledger.opened_by(figure.parts))
            assert total == figure.amount
            assert sum(line.counts.fen for line in lines) == figure.amount.fen
            opened_at_all += bool(lines)
            # By voucher it is what the trade says a click opens.
            expected: dict[int, int] = defaultdict(int)
            for part in figure.parts:
                for voucher, amount in opened(part, [each.voucher for each in everything]):
                    expected[ids[id(voucher)]] += amount.fen
            told: dict[int, int] = defaultdict(int)
            for line in lines:
                told[line.voucher] += line.counts.fen
            assert {k: v for k, v in told.items() if v} == {k: v for k, v in expected.items() if v}
    assert opened_at_all > 20


def test_a_ledger_has_its_balance_line_by_line_and_keeps_it_when_filtered(desk: Desk) -> None:
    year = Span.of(2025, 0)
    asked = AskedLines(("102",), year.first.first_day, year.last.last_day)
    before = desk.ledger.balance("102", until=year.first.before.last_day)
    lines, moved = lines_of(desk, LinesQuestion((asked,), before=before))
    assert len(lines) > 10
    assert lines[-1].balance == before + moved == desk.ledger.balance("102", until=year.last.last_day)
    by_key = {line.key: line for line in lines}
    found, sum_ = lines_of(
        desk, LinesQuestion((asked,), before=before), View(Order("credit", True), {"credit": ">0"})
    )
    assert found == [by_key[line.key] for line in found]
    assert [line.credit.fen for line in found] == sorted((line.credit.fen for line in found), reverse=True)
    assert sum_ == -Money(sum(line.credit.fen for line in lines if not line.debit))


@pytest.mark.parametrize("key", ["day", "number", "summary", "account", "debit", "credit", "counts"])
def test_lines_stand_in_any_order_and_are_filtered_by_what_they_show(desk: Desk, key: str) -> None:
    everything = LinesQuestion((AskedLines(None, *_DAYS),))
    lines, total = lines_of(desk, everything, View(Order(key)))
    assert total == Money(0)  # every voucher balances
    turned, _total = lines_of(desk, everything, View(Order(key, True)))
    assert [line.key for line in turned] == [line.key for line in reversed(lines)]
    some = next(line for line in lines if line.debit and line.number)
    typed = {
        "day": some.day.isoformat(),
        "number": f"{some.word}-{some.number}",
        "summary": some.summary,
        "account": some.account,
        "debit": str(some.debit),
        "credit": ">1",
        "counts": str(some.counts),
    }[key]
    found, _total = lines_of(desk, everything, View(filters={key: typed}))
    assert 0 < len(found) < len(lines)
    assert key == "credit" or some.key in {line.key for line in found}


def test_lines_of_one_member_alone(desk: Desk) -> None:
    everything = LinesQuestion((AskedLines(None, *_DAYS),))
    lines, _total = lines_of(desk, everything)
    member = next(line.named.member for line in lines if line.named.member)
    of_member = {line.key for line in lines if line.named.member == member}
    found, _total = lines_of(desk, everything, View(filters={"member": member}))
    assert {line.key for line in found} == of_member
    assert lines_of(desk, everything, View(filters={"member": "没有"}))[0] == []
    assert lines_of(desk, everything, View(filters={"party": "没有"}))[0] == []
