"""What a figure of a statement opens: the lines, or whole vouchers, that add up to it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Side
from coopdesk.domain.ledger.chart import EXPENSES, INCOME, YEAR_SURPLUS
from coopdesk.domain.ledger.equity_causes import causes_of
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statement_parts import Measure, Part
from coopdesk.domain.money import Money
from coopdesk.services.ledger.span_turnovers import telling_vouchers
from coopdesk.services.ledger.values import AskedLines, AskedVoucher, CloseCodes, LinesQuestion

if TYPE_CHECKING:
    from coopdesk.services.ports import UnitOfWork


def opened_by(uow: "UnitOfWork", parts: Sequence[Part]) -> LinesQuestion:
    """The question whose lines add up to these parts together, as ``statement_parts.opened`` says of each."""
    chart = uow.ledger.chart()
    close = CloseCodes(_below(chart, (YEAR_SURPLUS,)), _below(chart, INCOME), _below(chart, EXPENSES))
    lines = tuple(_lines(chart, part) for part in parts if part.rule.cause is None)
    return LinesQuestion(lines, tuple(_vouchers(uow, parts)), close=close)


def _lines(chart: ChartOfAccounts, part: Part) -> AskedLines:
    rule = part.rule
    codes = _below(chart, (rule.account,))
    without = _below(chart, rule.without) if rule.without else ()
    return AskedLines(
        tuple(code for code in codes if code not in without),
        None if part.first is None else part.first.first_day,
        part.last.last_day,
        rule.sign,
        Side.DEBIT if rule.measure is Measure.DEBITS else None,
        rule.measure.members,
        without_close=rule.measure is Measure.MOVED,
    )


def _vouchers(uow: "UnitOfWork", parts: Sequence[Part]) -> Iterator[AskedVoucher]:
    spans: set[tuple[Month, Month]] = {
        (part.first, part.last) for part in parts if part.rule.cause is not None and part.first is not None
    }
    for first, last in spans:
        for told in telling_vouchers(uow, first, last):
            causes = causes_of(told.kind, told.sums)
            for number, part in enumerate(parts):
                fen = 0
                if part.rule.cause is not None and (part.first, part.last) == (first, last):
                    fen = causes.get(part.rule.cause, 0) * part.rule.sign
                if fen:
                    yield AskedVoucher(-1 - number, told.id, Money(fen))


def _below(chart: ChartOfAccounts, tops: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(account.code for account in chart if account.code.startswith(tops))
