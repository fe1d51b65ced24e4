"""Statements of banks, their lines, and what of them is which line of the ledger. Lines of a statement that was taken
back, and matches that were taken apart, count no more."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.persistence.journal.lines import moment_and_person
from coopdesk.persistence.ledger.exchange_tables import (
    bank_lines,
    bank_match_lines,
    bank_match_vouchers,
    bank_matches,
    bank_statements,
    bank_statements_taken_back,
    bank_unmatches,
)
from coopdesk.persistence.ledger.tables import voucher_lines, vouchers
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import BankLine, BankStatement, MatchedHow, MoneyLine

_s, _b, _m = bank_statements.c, bank_lines.c, bank_matches.c
_ml, _mv, _u = bank_match_lines.c, bank_match_vouchers.c, bank_unmatches.c
_v, _l = vouchers.c, voucher_lines.c
_red = vouchers.alias("red")
_TEXTS = ("party", "party_account", "summary", "reference")
_LINE_NAMES = ("id", "statement", "place", "day", "clock", "amount", "balance", *_TEXTS)
_back = bank_statements_taken_back.c
_ALIVE = _b.statement.not_in(select(_back.number))
_OF_LINE = (
    select(func.max(_ml.of_match))
    .where(_ml.line_id == _b.id, _ml.of_match.not_in(select(_u.of_match)))
    .scalar_subquery()
)
_OF_VOUCHER = (
    select(func.max(_mv.of_match))
    .where(_mv.voucher == _l.voucher, _mv.position == _l.position, _mv.of_match.not_in(select(_u.of_match)))
    .scalar_subquery()
)
_LINES: Select[Any] = (
    select(*(_b[name] for name in _LINE_NAMES), _OF_LINE).where(_ALIVE).order_by(_b.day, _b.id)
)
_MONEY: Select[Any] = (
    select(
        _l.voucher, _l.position, _l.day, _l.side, _l.amount, _l.summary, _v.word, _v.number, _v.reverses, _red.c.id,
        _OF_VOUCHER,
    )
    .select_from(voucher_lines.join(vouchers, _v.id == _l.voucher).outerjoin(_red, _red.c.reverses == _v.id))
    .order_by(_l.day, _l.voucher, _l.position)
)  # fmt: skip


class SqlBankStore:
    """``BankStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_statement(self, statement: BankStatement, lines: Sequence[StatementLine]) -> int:
        number = self._next(_s.number)
        head = {
            "number": number,
            "account": statement.account,
            "file": statement.file,
            "sha256": statement.sha256,
            "first_day": statement.first,
            "last_day": statement.last,
            "lines": len(lines),
            "opening": statement.opening,
            "closing": statement.closing,
        }
        self._connection.execute(bank_statements.insert(), head)
        first = self._next(_b.id)
        rows = (
            (
                first + place, number, line.row, line.day, line.clock, line.amount, line.balance, line.party,
                line.party_account, line.summary, line.reference,
            )
            for place, line in enumerate(lines)
        )  # fmt: skip
        insert_rows(self._connection, bank_lines, _LINE_NAMES, rows)
        return number

    def statements(self, account: str = "") -> Sequence[BankStatement]:
        return self._statements(*([_s.account == account] if account else []))

    def statement(self, number: int) -> BankStatement | None:
        return next(iter(self._statements(_s.number == number)), None)

    def of_file(self, account: str, sha256: str) -> BankStatement | None:
        found = self._statements(_s.account == account, _s.sha256 == sha256)
        return next((each for each in found if not each.taken_back), None)

    def _statements(self, *conditions: ColumnElement[bool]) -> list[BankStatement]:
        at, person = moment_and_person(_s.journal_number)
        wanted = (
            select(
                _s.number, _s.account, _s.file, _s.sha256, _s.first_day, _s.last_day, _s.lines, _s.opening, _s.closing,
                at, person, _back.reason,
            )
            .select_from(bank_statements.outerjoin(bank_statements_taken_back, _back.number == _s.number))
            .where(*conditions)
            .order_by(_s.number.desc())
        )  # fmt: skip
        rows: Iterable[Any] = self._connection.execute(wanted)
        return [
            BankStatement(
                number, of, file, sha256, first, last, lines, opening, closing, when, who or "", reason or ""
            )
            for number, of, file, sha256, first, last, lines, opening, closing, when, who, reason in rows
        ]

    def take_back(self, number: int, reason: str) -> None:
        self._connection.execute(bank_statements_taken_back.insert(), {"number": number, "reason": reason})

    def lines(self, account: str, first: date, last: date) -> Sequence[BankLine]:
        of = _b.statement.in_(select(_s.number).where(_s.account == account))
        wanted = _LINES.where(of, _b.day >= first, _b.day <= last)
        return [_line(row) for row in self._connection.execute(wanted)]

    def last_before(self, account: str, day: date) -> BankLine | None:
        of = _b.statement.in_(select(_s.number).where(_s.account == account))
        wanted = (
            _LINES.where(of, _b.day <= day, _b.balance.is_not(None))
            .order_by(None)
            .order_by(_b.day.desc(), _b.id.desc())
            .limit(1)
        )
        row = self._connection.execute(wanted).first()
        return None if row is None else _line(row)

    def money_lines(self, accounts: Iterable[str], first: date, last: date) -> Sequence[MoneyLine]:
        wanted = _MONEY.where(
            _l.account.in_(list(accounts)), _l.day >= first, _l.day <= last, _v.kind != VoucherKind.OPENING
        )
        # What undoes an opening balance is none of the bank's either.
        undone = select(_v.id).where(_v.kind == VoucherKind.OPENING)
        wanted = wanted.where(or_(_v.reverses.is_(None), _v.reverses.not_in(undone)))
        return [_money(row) for row in self._connection.execute(wanted)]

    def match(
        self, bank: Sequence[int], book: Sequence[tuple[int, int]], how: MatchedHow, reason: str
    ) -> int:
        number = self._next(_m.number)
        self._connection.execute(bank_matches.insert(), {"number": number, "how": how, "reason": reason})
        for line in bank:
            self._connection.execute(bank_match_lines.insert(), {"of_match": number, "line_id": line})
        for voucher, position in book:
            values = {"of_match": number, "voucher": voucher, "position": position}
            self._connection.execute(bank_match_vouchers.insert(), values)
        return number

    def is_match(self, number: int) -> bool:
        wanted = select(_m.number).where(_m.number == number, _m.number.not_in(select(_u.of_match)))
        return self._connection.execute(wanted).first() is not None

    def unmatch(self, number: int, reason: str) -> None:
        self._connection.execute(bank_unmatches.insert(), {"of_match": number, "reason": reason})

    def _next(self, column: Any) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(column), 0) + 1)).scalar_one())


def _line(row: Any) -> BankLine:
    number, statement, place, day, clock, amount, balance, *texts, matched = row
    line = StatementLine(place, day, amount, balance, clock, *texts)
    return BankLine(number, statement, line, matched)


def _money(row: Any) -> MoneyLine:
    voucher, position, day, side, amount, summary, word, number, reverses, reversed_by, matched = row
    signed = amount if side is Side.DEBIT else -amount
    cancels = reverses if reverses is not None else reversed_by
    return MoneyLine(voucher, position, day, signed, summary, f"{word}-{number}", cancels, matched)
