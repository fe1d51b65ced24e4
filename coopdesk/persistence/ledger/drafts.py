"""Drafts, templates and phrases in versions with their lines as they were typed; open drafts are kept apart."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Select, Table, bindparam, func, select

from coopdesk.domain.ledger.voucher import Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.persistence.journal.lines import Newest, newest_of
from coopdesk.persistence.ledger.tables import (
    drafts_open,
    voucher_draft_lines,
    voucher_draft_versions,
    voucher_drafts,
    voucher_template_lines,
    voucher_template_versions,
    voucher_templates,
)
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.prepared import Found, Prepared
from coopdesk.services.ledger.values import OPEN_STATES, Draft, DraftState, TemplateKind, VoucherTemplate

_d, _t = voucher_draft_versions.c, voucher_template_versions.c
_o = drafts_open.c
_DRAFT = bindparam("of_draft", type_=BigInteger)
_TEMPLATE = bindparam("of_template", type_=BigInteger)
_FEW = 50
"""So many lines are added one by one; more at once."""


def _by_draft(key: str) -> Mapping[str, Any]:
    return {"of_draft": int(key) if key.isdecimal() else 0}


def _by_template(key: str) -> Mapping[str, Any]:
    return {"of_template": int(key) if key.isdecimal() else 0}


NEWEST: Mapping[str, Newest] = {
    "voucher_draft": newest_of(voucher_draft_versions, _d.draft == _DRAFT, values=_by_draft),
    "voucher_template": newest_of(voucher_template_versions, _t.template == _TEMPLATE, values=_by_template),
}
"""The entry of the newest version of a draft or template by its number."""

_LINE_NAMES = ("summary", "account", "side", "amount", "member", "party", "product", "channel")


def _with_lines(columns: Sequence[Column[Any]], versions: Table, lines: Table) -> Select[Any]:
    """Versions each with its lines in their order; a version without lines once, with a NULL in their place."""
    return (
        select(*columns, lines.c.position, *(lines.c[name] for name in _LINE_NAMES))
        .select_from(versions.outerjoin(lines, lines.c.version == versions.c.id))
        .order_by(versions.c.id, lines.c.position)
    )


_DRAFT_COLUMNS = (
    _d.id,
    _d.draft,
    _d.state,
    _d.day,
    _d.word,
    _d.attachments,
    _d.prepared_by,
    _d.checked_by,
    _d.reason,
)
_TEMPLATE_COLUMNS = (_t.id, _t.template, _t.kind, _t.name, _t.word, _t.dropped)
_DRAFTS = _with_lines(_DRAFT_COLUMNS, voucher_draft_versions, voucher_draft_lines)
_VERSIONS = Prepared(_DRAFTS.where(_d.draft == _DRAFT))
_newest_of_draft = select(func.max(_d.id)).where(_d.draft == _DRAFT).scalar_subquery()
_NEWEST_DRAFT = Prepared(_DRAFTS.where(_d.id == _newest_of_draft))
_OPEN = Prepared(
    _DRAFTS.join(drafts_open, _o.version == _d.id).order_by(None).order_by(_o.day, _o.draft, "position")
)
_NEXT_DRAFT = Prepared(select(func.coalesce(func.max(voucher_drafts.c.id), 0) + 1))
_ADD_DRAFT = Prepared(voucher_drafts.insert())
_ADD_VERSION = Prepared(voucher_draft_versions.insert().returning(_d.id))
_ADD_LINE = Prepared(voucher_draft_lines.insert())
_SHUT = drafts_open.delete().where(_o.draft == _DRAFT)
_ADD_OPEN = Prepared(drafts_open.insert())
_STILL_OPEN = Prepared(
    drafts_open.update()
    .where(_o.draft == _DRAFT)
    .values(
        version=bindparam("now_version"),
        state=bindparam("now_state", type_=_o.state.type),
        day=bindparam("now_day", type_=_o.day.type),
    )
)
_IS_OPEN = Prepared(select(_o.version).where(_o.draft == _DRAFT))
_TEMPLATES = Prepared(
    _with_lines(_TEMPLATE_COLUMNS, voucher_template_versions, voucher_template_lines).where(
        _t.id.in_(select(func.max(_t.id)).group_by(_t.template))
    )
)
_NEXT_TEMPLATE = Prepared(select(func.coalesce(func.max(voucher_templates.c.id), 0) + 1))
_ADD_TEMPLATE = Prepared(voucher_templates.insert())
_ADD_TEMPLATE_VERSION = Prepared(voucher_template_versions.insert().returning(_t.id))
_ADD_TEMPLATE_LINE = Prepared(voucher_template_lines.insert())


class SqlDrafts:
    """``DraftStore`` over one transaction."""

    _connection: Connection

    def save_draft(
        self,
        draft: int | None,
        state: DraftState,
        voucher: Voucher,
        prepared_by: str,
        checked_by: str = "",
        reason: str = "",
    ) -> int:
        number = draft
        if number is None:
            number = int(_NEXT_DRAFT.value(self._connection, {}))
            _ADD_DRAFT.run(self._connection, {"id": number})
        version = int(
            _ADD_VERSION.value(
                self._connection,
                {
                    "draft": number,
                    "state": state,
                    "day": voucher.day,
                    "word": voucher.word,
                    "attachments": voucher.attachments,
                    "prepared_by": prepared_by,
                    "checked_by": checked_by,
                    "reason": reason,
                },
            )
        )
        self._add_typed(voucher_draft_lines, _ADD_LINE, version, voucher.lines)
        self._keep_open(number, version, state, voucher)
        return number

    def _keep_open(self, number: int, version: int, state: DraftState, voucher: Voucher) -> None:
        if state not in OPEN_STATES:
            self._connection.execute(_SHUT, {"of_draft": number})
            return
        if _IS_OPEN.value(self._connection, {"of_draft": number}) is None:
            opened = {"draft": number, "version": version, "state": state, "day": voucher.day}
            _ADD_OPEN.run(self._connection, opened)
            return
        now = {"now_version": version, "now_state": state, "now_day": voucher.day}
        _STILL_OPEN.run(self._connection, {"of_draft": number, **now})

    def _add_typed(self, table: Table, one: Prepared, version: int, lines: Sequence[VoucherLine]) -> None:
        rows = ((version, position, *_typed(line)) for position, line in enumerate(lines, 1))
        names = ("version", "position", *_LINE_NAMES)
        if len(lines) > _FEW:
            insert_rows(self._connection, table, names, rows)
            return
        for row in rows:
            one.run(self._connection, dict(zip(names, row, strict=True)))

    def draft(self, number: int) -> Draft | None:
        return next(iter(_drafts(_NEWEST_DRAFT.rows(self._connection, {"of_draft": number}))), None)

    def drafts(self) -> Sequence[Draft]:
        return _drafts(_OPEN.rows(self._connection, {}))

    def draft_versions(self, number: int) -> Sequence[Draft]:
        return _drafts(_VERSIONS.rows(self._connection, {"of_draft": number}))

    def save_template(
        self,
        template: int | None,
        kind: TemplateKind,
        name: str,
        word: str = "",
        lines: Sequence[VoucherLine] = (),
        *,
        dropped: bool = False,
    ) -> int:
        number = template
        if number is None:
            number = int(_NEXT_TEMPLATE.value(self._connection, {}))
            _ADD_TEMPLATE.run(self._connection, {"id": number})
        values = {"template": number, "kind": kind, "name": name, "word": word, "dropped": dropped}
        version = int(_ADD_TEMPLATE_VERSION.value(self._connection, values))
        self._add_typed(voucher_template_lines, _ADD_TEMPLATE_LINE, version, lines)
        return number

    def templates(self, kind: TemplateKind) -> Sequence[VoucherTemplate]:
        return [each for each in self._templates() if each.kind is kind]

    def template(self, number: int) -> VoucherTemplate | None:
        return next((each for each in self._templates() if each.id == number), None)

    def _templates(self) -> list[VoucherTemplate]:
        width = len(_TEMPLATE_COLUMNS)
        rows = _TEMPLATES.rows(self._connection, {})
        found = []
        for _version, group in groupby(rows, key=itemgetter(0)):
            own = list(group)
            _id, number, kind, name, word, dropped = own[0][:width]
            if not dropped:
                found.append(VoucherTemplate(number, kind, name, word, _lines(own, width)))
        return sorted(found, key=lambda each: each.id)


def _typed(line: VoucherLine) -> tuple[Any, ...]:
    named = line.dimensions
    return (
        line.summary,
        line.account,
        line.side,
        line.amount,
        named.member,
        named.party,
        named.product,
        named.channel,
    )


def _drafts(rows: Iterable[Found]) -> list[Draft]:
    width = len(_DRAFT_COLUMNS)
    found = []
    for _version, group in groupby(rows, key=itemgetter(0)):
        own = list(group)
        version, number, state, day, word, attachments, prepared_by, checked_by, reason = own[0][:width]
        voucher = Voucher(day, _lines(own, width), word, attachments, VoucherKind.TYPED)
        found.append(Draft(number, version, state, voucher, prepared_by, checked_by, reason))
    return found


def _lines(rows: Sequence[Found], width: int) -> tuple[VoucherLine, ...]:
    return tuple(_line(row[width + 1 :]) for row in rows if row[width] is not None)


def _line(values: Found) -> VoucherLine:
    summary, account, side, amount, *named = values
    return VoucherLine(summary, account, side, amount, Dimensions(*named))
