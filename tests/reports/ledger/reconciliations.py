"""Made-up sheets of accounts against their banks: a usual one, and one with long words, large sums and no agreement."""

from datetime import date, timedelta

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.reconciliation import Adjustment, Entry, Match
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import BankLine, MoneyLine, Reconciliation
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.reconciliation import ReconciliationSource

END = date(2024, 3, 31)
_COOP = CoopDetails("林阁花木种植股份合作社", date(2019, 2, 18), chair="王理事", accountant="李会计")
_LONG = "代付一至三月大棚、温室、冷库和办公室用电以及农田灌溉用水的费用（含滞纳金）"


def _account(code: str, count: int, fen: int, summary: str, party: str, apart: int = 0) -> Reconciliation:
    """An account of which the bank has ``count`` lines alone and the ledger as many, in and out in turn."""
    days = [END - timedelta(days=place % 28) for place in range(count)]
    sums = [Money(fen + place if place % 2 else -(fen + place)) for place in range(count)]
    bank = {
        place + 1: BankLine(place + 1, 1, StatementLine(place, day, amount, None, "", party, "", summary))
        for place, (day, amount) in enumerate(zip(days, sums, strict=True))
    }
    book = {
        (place + 1, 2): MoneyLine(place + 1, 2, day, amount, summary, f"记-{place + 1}")
        for place, (day, amount) in enumerate(zip(days, sums, strict=True))
    }
    of_bank = tuple(
        sorted(Entry(each.line.day, each.line.amount, (number,)) for number, each in bank.items())
    )
    of_book = tuple(sorted(Entry(each.day, each.amount, key) for key, each in book.items()))
    held = Money(12 * fen)
    sheet = Adjustment(END, held, held + Money(apart), of_bank, of_book)
    doubts = (Match(of_bank[:1], of_book[:2]),) if apart else ()
    return Reconciliation(code, sheet, bank, book, (), doubts)


def _source(*accounts: Reconciliation, names: dict[str, str]) -> ReconciliationSource:
    march = Month(2024, 3)
    return ReconciliationSource(_COOP, Span(march, march), END, names, accounts, Witness(7, "a" * 64))


USUAL_SHEET = _source(_account("102", 3, 12_050, "电费", "供电所"), names={"102": "102 银行存款"})
LARGE_SHEETS = _source(
    _account("10201", 45, 98_765_432_100, _LONG, "重庆市某某区农业农村发展集团有限责任公司", 17),
    _account("109", 1, 5, "手续费", ""),
    names={"10201": "10201 银行存款—农村商业银行某某支行基本存款账户", "109": "109 其他货币资金"},
)
