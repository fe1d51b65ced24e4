"""Vouchers and the trial balance as JSON documents: what goes out can be posted to another book as it is.

The keys are fixed, others rely on them. Amounts are decimal texts in yuan, days ISO texts. A document that comes in is
read whole: every mistake is told with its voucher, line and value, both counted from 1.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.voucher import WORD, Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.domain.typed import read_date
from coopdesk.i18n import _
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, Names
from coopdesk.services.ledger.trial_balance import TrialBalance
from coopdesk.services.ledger.values import Moved, PostedVoucher
from coopdesk.wording import error_text
from coopdesk.wording.sentences import OF_VOUCHER

FORMAT, BALANCE_FORMAT = "coopdesk-vouchers/1", "coopdesk-trial-balance/1"
_TOLD = frozenset({"id", "kind", "amount", "checked_by", "posted_by", "reverses", "reversed_by", "source"})
"""Keys of a voucher that goes out and that say nothing to who posts it again."""
_READ = frozenset({"day", "word", "number", "attachments", "prepared_by", "lines"})
_LINE_TOLD = frozenset({"position", "account_name"})
_DIMENSIONS = tuple(each.value for each in Dimension)
_LINE_READ = frozenset({"summary", "account", "debit", "credit", *_DIMENSIONS})
_COLUMNS = ("begin", "opening", "month", "year", "closing")
_NOTHING = Money(0)


@dataclass(frozen=True)
class ReadDocument:
    """What a document comes to: its vouchers, and all that could not be read (then there are none of them to post)."""

    vouchers: tuple[ExchangeVoucher, ...]
    faults: tuple[DomainError, ...]


def vouchers_document(
    posted: Iterable[PostedVoucher], names: Names, first: date, last: date
) -> dict[str, Any]:
    """The vouchers of these days, both included; opening balances, which no other book can post, are left out."""
    return {
        "format": FORMAT,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "vouchers": [_out(each, names) for each in posted if each.voucher.kind is not VoucherKind.OPENING],
    }


def _out(posted: PostedVoucher, names: Names) -> dict[str, Any]:
    voucher = posted.voucher
    source = voucher.source
    return {
        "id": posted.id,
        "day": voucher.day.isoformat(),
        "word": voucher.word,
        "number": posted.number,
        "kind": voucher.kind.value,
        "attachments": voucher.attachments,
        "amount": str(voucher.debit),
        "prepared_by": posted.prepared_by,
        "checked_by": posted.checked_by,
        "posted_by": posted.posted_by,
        "reverses": voucher.reverses,
        "reversed_by": posted.reversed_by,
        "source": None if source is None else {"kind": source.kind, "key": source.key},
        "lines": [_line_out(place, line, names) for place, line in enumerate(voucher.lines, 1)],
    }


def _line_out(place: int, line: VoucherLine, names: Names) -> dict[str, Any]:
    return {
        "position": place,
        "summary": line.summary,
        "account": line.account,
        "account_name": names.account(line.account),
        "debit": str(line.debit),
        "credit": str(line.credit),
        **{each.value: line.dimensions.get(each) for each in Dimension},
    }


def trial_balance_document(balance: TrialBalance) -> dict[str, Any]:
    """The trial balance of a day. Every balance stands on the side it is on, the other is 0.00."""
    return {
        "format": BALANCE_FORMAT,
        "as_of": balance.until.isoformat(),
        "month": str(balance.month),
        "accounts": [
            {
                "code": row.account.code,
                "name": row.account.name,
                "level": row.level,
                "side": row.account.side.value,
                **{column: _sides(getattr(row, column)) for column in _COLUMNS},
            }
            for row in balance.rows
        ],
        "totals": {column: _sides(balance.total(column)) for column in _COLUMNS},
    }


def _sides(moved: Moved) -> dict[str, str]:
    return {"debit": str(moved.debit), "credit": str(moved.credit)}


def read_document(content: bytes, name: str) -> ReadDocument:
    """The vouchers of a JSON document; ``ledger_file.no_json`` and ``ledger_file.no_vouchers`` for what has none.

    It is an object whose ``vouchers`` are a list, or the list alone.
    """
    try:
        # Amounts are read as they are written: no float comes near them.
        given = json.loads(content.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise DomainError("ledger_file.no_json", name=name) from error
    listed = given.get("vouchers") if isinstance(given, Mapping) else given
    if not isinstance(listed, list) or not listed:
        raise DomainError("ledger_file.no_vouchers", name=name)
    reader = _Reader()
    vouchers = tuple(reader.voucher(number, each) for number, each in enumerate(listed, 1))
    if reader.faults:
        return ReadDocument((), tuple(reader.faults))
    return ReadDocument(vouchers, ())


class _Reader:
    """Reads voucher after voucher and notes what it cannot read."""

    def __init__(self) -> None:
        self.faults: list[DomainError] = []
        self._number = 0

    def voucher(self, number: int, given: object) -> ExchangeVoucher:
        self._number = number
        if not isinstance(given, Mapping) or not isinstance(given.get("lines"), list):
            self._note("ledger_file.no_voucher")
            return _NO_VOUCHER
        for key in sorted(map(str, given.keys() - _READ - _TOLD)):
            self._note("ledger_file.key", key=key)
        lines = tuple(self._line(line, each) for line, each in enumerate(given["lines"], 1))
        voucher = Voucher(
            self._day(given.get("day")),
            lines,
            self._text(given, "word") or WORD,
            self._count(given, "attachments"),
            VoucherKind.IMPORTED,
        )
        return ExchangeVoucher(voucher, self._count(given, "number"), self._text(given, "prepared_by"))

    def _line(self, line: int, given: object) -> VoucherLine:
        if not isinstance(given, Mapping):
            self._note("ledger_file.no_line", line=line)
            return _NO_LINE
        for key in sorted(map(str, given.keys() - _LINE_READ - _LINE_TOLD)):
            self._note("ledger_file.line_key", line=line, key=key)
        debit, credit = (self._amount(line, given.get(side)) for side in ("debit", "credit"))
        if debit and credit:
            self._note("ledger_file.both_sides", line=line, debit=debit, credit=credit)
        side = Side.CREDIT if credit else Side.DEBIT
        named = Dimensions(*(self._text(given, each, line) for each in _DIMENSIONS))
        return VoucherLine(
            self._text(given, "summary", line),
            self._text(given, "account", line),
            side,
            debit or credit,
            named,
        )

    def _amount(self, line: int, given: object) -> Money:
        if given is None or given == "":
            return _NOTHING
        plain = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
        try:
            return Money.parse(plain)
        except DomainError:
            self._note("ledger_file.amount", line=line, value=str(given))
            return _NOTHING

    def _day(self, given: object) -> date:
        try:
            return read_date(given if isinstance(given, str) else "")
        except DomainError:
            self._note("ledger_file.day", value="" if given is None else str(given))
            return date.min

    def _count(self, given: Mapping[str, object], key: str) -> int:
        value = given.get(key)
        if value is None or value == "":
            return 0
        text = str(value)
        if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_COUNT:
            self._note("ledger_file.count", key=key, value=text)
            return 0
        return int(text)

    def _text(self, given: Mapping[str, object], key: str, line: int = 0) -> str:
        value = given.get(key)
        if value is None:
            return ""
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value).strip()
        code = "ledger_file.line_text" if line else "ledger_file.text"
        self._note(code, key=key, value=str(value), **({"line": line} if line else {}))
        return ""

    def _note(self, code: str, **params: object) -> None:
        self.faults.append(DomainError(code, **params, of_voucher=self._number))


_LONGEST_COUNT = 9
_NO_LINE = VoucherLine("", "", Side.DEBIT, _NOTHING)
_NO_VOUCHER = ExchangeVoucher(Voucher(date.min, ()))


@dataclass(frozen=True)
class Posted:
    """What came of a document: the vouchers read, those posted in the same order, or what speaks against it."""

    vouchers: Sequence[ExchangeVoucher] = ()
    posted: Sequence[PostedVoucher] = ()
    errors: Sequence[DomainError] = ()


def posted_document(outcome: Posted) -> dict[str, Any]:
    """The same as a document. ``numbers`` says which number each voucher got, beside the one it had in the file."""
    vouchers = [each.voucher for each in outcome.vouchers]
    return {
        "vouchers": len(vouchers),
        "lines": sum(len(each.lines) for each in vouchers),
        "debit": str(Money(sum(each.debit.fen for each in vouchers))),
        "credit": str(Money(sum(each.credit.fen for each in vouchers))),
        "errors": [_error(error) for error in outcome.errors],
        "can_post": not outcome.errors,
        "posted": bool(outcome.posted),
        "numbers": [
            {"id": made.id, "day": made.voucher.day.isoformat(), "word": made.voucher.word}
            | {"number": made.number, "in_file": read.number}
            for made, read in zip(outcome.posted, outcome.vouchers, strict=False)
        ],
    }


def _error(error: DomainError) -> dict[str, Any]:
    value = next((error.params[key] for key in ("value", "account", "key") if key in error.params), "")
    return {
        "voucher": error.params.get(OF_VOUCHER),
        "line": error.params.get("line"),
        "code": error.code,
        "value": str(value),
        "say": error_text(error),
    }


def posted_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield _("凭证 {vouchers} 张，{lines} 行；借方 {debit} 元，贷方 {credit} 元").format_map(document)
    yield from (_("错误 {text}").format(text=each["say"]) for each in document["errors"])
    if document["posted"]:
        for made in document["numbers"]:
            yield _("{day} 已记账：{word}-{number}").format_map(made)
    elif document["can_post"]:
        yield _("可以记账")
    else:
        yield _("有 {count} 处需要先改正，没有记账").format(count=len(document["errors"]))
