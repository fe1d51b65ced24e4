"""Vouchers that were read in: their receipts, and what a person made for the exchange with other programs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, false, func, select

from coopdesk.persistence.journal.lines import Newest, moment_and_person, newest_of
from coopdesk.persistence.ledger.exchange_tables import (
    exchange_documents,
    voucher_imports,
    voucher_imports_taken_back,
)
from coopdesk.persistence.ledger.tables import vouchers
from coopdesk.services.ledger.exchange_values import ExchangeDocument, ExchangeKind, VoucherReceipt

_i, _d, _v = voucher_imports.c, exchange_documents.c, vouchers.c
_COLUMNS = ("file", "sha256", "sheet", "layout", "vouchers", "lines", "debit")


def _by_document(key: str) -> Mapping[str, Any]:
    kind, _line, code = key.partition("/")
    return {"of_kind": ExchangeKind(kind), "of_code": code}


NEWEST: Mapping[str, Newest] = {
    "exchange_document": newest_of(
        exchange_documents,
        _d.kind == bindparam("of_kind", type_=_d.kind.type),
        _d.code == bindparam("of_code"),
        values=_by_document,
    ),
}
"""The entry of the newest version of a layout or table of accounts, by kind and code."""


class SqlVoucherFileStore:
    """``VoucherFileStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, receipt: VoucherReceipt) -> int:
        highest = select(func.coalesce(func.max(_i.number), 0) + 1)
        number = int(self._connection.execute(highest).scalar_one())
        values = {name: getattr(receipt, name) for name in _COLUMNS}
        self._connection.execute(voucher_imports.insert(), {"number": number} | values)
        return number

    def get(self, number: int) -> VoucherReceipt | None:
        return next(iter(self._receipts(_i.number == number)), None)

    def all(self) -> Sequence[VoucherReceipt]:
        return self._receipts()

    def of_file(self, sha256: str) -> VoucherReceipt | None:
        return next((each for each in self._receipts(_i.sha256 == sha256) if not each.taken_back), None)

    def _receipts(self, *conditions: Any) -> list[VoucherReceipt]:
        at, person = moment_and_person(_i.journal_number)
        back = voucher_imports_taken_back.c
        wanted = (
            select(_i.number, *(_i[name] for name in _COLUMNS), at, person, back.reason)
            .select_from(voucher_imports.outerjoin(voucher_imports_taken_back, back.number == _i.number))
            .where(*conditions)
            .order_by(_i.number.desc())
        )
        rows: Iterable[Any] = self._connection.execute(wanted)
        return [
            VoucherReceipt(
                number,
                **dict(zip(_COLUMNS, values, strict=True)),
                at=when,
                person=who or "",
                taken_back=reason or "",
            )
            for number, *values, when, who, reason in rows
        ]

    def vouchers_of(self, number: int) -> Sequence[int]:
        entry = select(_i.journal_number).where(_i.number == number).scalar_subquery()
        wanted = select(_v.id).where(_v.journal_number == entry).order_by(_v.id)
        return list(self._connection.execute(wanted).scalars())

    def keep_taken_back(self, number: int, reason: str) -> None:
        self._connection.execute(voucher_imports_taken_back.insert(), {"number": number, "reason": reason})

    def save_document(
        self, kind: ExchangeKind, code: str, name: str, content: Mapping[str, Any], *, dropped: bool = False
    ) -> None:
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        values = {"kind": kind, "code": code, "name": name, "content": text, "dropped": dropped}
        self._connection.execute(exchange_documents.insert(), values)

    def documents(self, kind: ExchangeKind) -> Sequence[ExchangeDocument]:
        newest = select(func.max(_d.id)).where(_d.kind == kind).group_by(_d.code)
        wanted = (
            select(_d.code, _d.name, _d.content)
            .where(_d.id.in_(newest), _d.dropped == false())
            .order_by(_d.code)
        )
        rows: Iterable[Any] = self._connection.execute(wanted)
        return [ExchangeDocument(kind, code, name, json.loads(content)) for code, name, content in rows]
