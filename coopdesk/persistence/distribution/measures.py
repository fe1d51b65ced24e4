"""Sheets of measures and the co-op's own templates, each kept in all its versions."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.distribution.measure_tables import measure_rows, measure_sheets, own_templates
from coopdesk.persistence.journal.lines import KEY, YEAR, Newest, newest_of
from coopdesk.persistence.members.store import member_id_of, member_ids, number_of
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.prepared import Prepared

_s, _r, _t = measure_sheets.c, measure_rows.c, own_templates.c
_ROW_COLUMNS = ("sheet_id", "position", "member_id", "quantity", "amount")


def _sheet(key: str) -> Mapping[str, Any]:
    year, kind, name = key.split("/", 2)
    return {"of_year": int(year), "of_kind": SheetKind(kind), "key": name}


NEWEST: Mapping[str, Newest] = {
    "measures": newest_of(
        measure_sheets, _s.year == YEAR, _s.kind == bindparam("of_kind"), _s.name == KEY, values=_sheet
    ),
    "template": newest_of(own_templates, _t.template == KEY),
}
"""The entry of the newest version of a sheet (year/kind/name) and of a template, by its id."""


_VERSIONS = (
    select(_s.kind, _s.name, func.min(_s.id).label("first"), func.max(_s.id).label("newest"))
    .where(_s.year == bindparam("of_year"))
    .group_by(_s.kind, _s.name)
    .subquery()
)
_NEWEST_SHEETS = Prepared(
    select(measure_sheets).join(_VERSIONS, _VERSIONS.c.newest == _s.id).order_by(_VERSIONS.c.first)
)
_ROWS = Prepared(
    select(number_of(_r.member_id).label("number"), _r.quantity, _r.amount)
    .where(_r.sheet_id == bindparam("sheet"))
    .order_by(_r.position)
)
# Built once: every draft and every resolution gathers its facts anew.


class SqlMeasureStore:
    """``MeasureStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, sheet: MeasureSheet) -> None:
        """Add a version of a sheet; KeyError for a member not on the roll."""
        values = {"year": sheet.year, "kind": sheet.kind, "name": sheet.name, "source": sheet.source}
        added = self._connection.execute(measure_sheets.insert().returning(_s.id), values)
        sheet_id = int(added.scalar_one())
        ids = member_ids(self._connection)
        rows = (
            (sheet_id, place, ids[row.member], row.quantity, row.amount)
            for place, row in enumerate(sheet.rows)
        )
        insert_rows(self._connection, measure_rows, _ROW_COLUMNS, rows)

    def years(self) -> Sequence[int]:
        return list(self._connection.execute(select(_s.year).distinct().order_by(_s.year)).scalars())

    def of_entry(self, journal: int) -> Sequence[MeasureSheet]:
        newest = select(func.max(_s.id)).group_by(_s.year, _s.kind, _s.name)
        mine = select(measure_sheets).where(_s.journal_number == journal, _s.id.in_(newest)).order_by(_s.id)
        return [
            MeasureSheet(row.year, row.kind, row.name, (), row.source)
            for row in self._connection.execute(mine)
        ]

    def sheets(self, year: int) -> Sequence[MeasureSheet]:
        found = [
            MeasureSheet(row.year, row.kind, row.name, self._rows(row.id), row.source)
            for row in _NEWEST_SHEETS.named(self._connection, {"of_year": year})
        ]
        return [sheet for sheet in found if sheet.rows]

    def trades_of(self, year: int, number: str) -> Sequence[tuple[str, Quantity, Money]]:
        member_id = member_id_of(self._connection, number)
        versions = select(func.min(_s.id).label("first"), func.max(_s.id).label("newest"))
        known = versions.where(_s.year == year, _s.kind == SheetKind.TRADE).group_by(_s.name).subquery()
        wanted = (
            select(_s.name, func.sum(_r.quantity).label("quantity"), func.sum(_r.amount).label("amount"))
            .join(known, known.c.newest == _s.id)
            .join(measure_rows, _r.sheet_id == _s.id)
            .where(_r.member_id == member_id)
            .group_by(_s.id, _s.name, known.c.first)
            .order_by(known.c.first)
        )
        found = self._connection.execute(wanted)
        return [(row.name, Quantity(int(row.quantity)), row.amount) for row in found]

    def _rows(self, sheet_id: int) -> tuple[SheetRow, ...]:
        rows = _ROWS.rows(self._connection, {"sheet": sheet_id})
        return tuple(SheetRow(number, Quantity(quantity), amount) for number, quantity, amount in rows)


class SqlTemplateStore:
    """``TemplateStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, template: str, title: str, description: str, document: dict[str, Any]) -> None:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        self._add(template, title, description, text, withdrawn=False)

    def withdraw(self, template: str) -> None:
        newest = select(own_templates).where(_t.template == template).order_by(_t.id.desc()).limit(1)
        row = self._connection.execute(newest).one()
        self._add(template, row.title, row.description, row.document, withdrawn=True)

    def all(self) -> Sequence[tuple[str, str, str, dict[str, Any]]]:
        versions = select(_t.template, func.min(_t.id).label("first"), func.max(_t.id).label("newest"))
        known = versions.group_by(_t.template).subquery()
        newest = select(own_templates).join(known, known.c.newest == _t.id).order_by(known.c.first)
        return [
            (row.template, row.title, row.description, json.loads(row.document))
            for row in self._connection.execute(newest)
            if not row.withdrawn
        ]

    def _add(self, template: str, title: str, description: str, document: str, *, withdrawn: bool) -> None:
        values = {
            "template": template,
            "title": title,
            "description": description,
            "document": document,
            "withdrawn": withdrawn,
        }
        self._connection.execute(own_templates.insert(), values)
