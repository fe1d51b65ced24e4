"""The journal read back: its entries as lines, and which of them last changed something."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, func, or_, select

from coopdesk.domain.measures import SheetKind
from coopdesk.persistence.column_types import AnyRow
from coopdesk.persistence.measure_tables import measure_sheets, own_templates
from coopdesk.persistence.plan_tables import loss_drafts, plan_events, plans
from coopdesk.persistence.prepared import Prepared
from coopdesk.persistence.tables import (
    coop_details,
    journal,
    member_versions,
    members,
    share_class_versions,
    year_figures,
)
from coopdesk.services.journal import Act, JournalFilter, JournalLine, Thing

_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?")
_j = journal.c
_COLUMNS = (_j.number, _j.at, _j.person, _j.kind, _j.reference, _j.content, _j.changed, _j.hash)


def _newest(versions: Table, *conditions: ColumnElement[bool]) -> Prepared:
    """The number of the entry that made the newest version of something."""
    return Prepared(select(func.max(versions.c.journal_number)).where(*conditions))


_key: BindParameter[str] = bindparam("key")
_year: BindParameter[int] = bindparam("of_year")
_v, _m = share_class_versions.c, measure_sheets.c
_member = select(members.c.id).where(members.c.number == _key).scalar_subquery()
_NEWEST = {
    "coop": _newest(coop_details),
    "share_class": _newest(share_class_versions, _v.code == _key),
    "member": _newest(member_versions, member_versions.c.member_id == _member),
    "year": _newest(year_figures, year_figures.c.year == _year),
    "draft": _newest(plans, plans.c.year == _year),
    "loss_draft": _newest(loss_drafts, loss_drafts.c.year == _year),
    "measures": _newest(measure_sheets, _m.year == _year, _m.kind == bindparam("of_kind"), _m.name == _key),
    "template": _newest(own_templates, own_templates.c.template == _key),
}


def change_since(connection: Connection, thing: Thing, seen: int) -> JournalLine | None:
    """The entry that made the newest version of something, where it came after so many."""
    number = _NEWEST[thing.kind].value(connection, _named(thing))
    if number is None or number <= seen:
        return None
    row = connection.execute(select(*_COLUMNS).where(_j.number == number)).first()
    return None if row is None else _line(row)


def lines(
    connection: Connection, wanted: JournalFilter, below: int | None, limit: int
) -> Sequence[JournalLine]:
    """Entries newest first."""
    found = select(*_COLUMNS).where(*_conditions(wanted, connection)).order_by(_j.number.desc()).limit(limit)
    if below is not None:
        found = found.where(_j.number < below)
    read = [_line(row) for row in connection.execute(found)]
    years = _years_of({line.content.get("plan_id") for line in read}, connection)
    return [replace(line, plan_year=years.get(line.content.get("plan_id"))) for line in read]


def _years_of(ids: Set[Any], connection: Connection) -> Mapping[Any, int]:
    """The fiscal years of these plans."""
    named = [each for each in ids if isinstance(each, int)]
    if not named:
        return {}
    found = connection.execute(select(plans.c.id, plans.c.year).where(plans.c.id.in_(named)))
    return {row.id: row.year for row in found}


def count(connection: Connection, wanted: JournalFilter) -> int:
    """How many entries are wanted."""
    found = select(func.count()).select_from(journal).where(*_conditions(wanted, connection))
    return int(connection.execute(found).scalar_one())


def people(connection: Connection) -> Sequence[str]:
    """The persons named, in the order of their names."""
    found = select(_j.person).where(_j.person != "").distinct().order_by(_j.person)
    return list(connection.execute(found).scalars())


def _named(thing: Thing) -> dict[str, Any]:
    """The values by which something's versions are found."""
    match thing.kind:
        case "coop":
            return {}
        case "year" | "draft" | "loss_draft":
            return {"of_year": int(thing.key)}
        case "measures":
            year, kind, name = thing.key.split("/", 2)
            return {"of_year": int(year), "of_kind": SheetKind(kind), "key": name}
    return {"key": thing.key}


def _conditions(wanted: JournalFilter, connection: Connection) -> list[ColumnElement[bool]]:
    # A moment is kept as text with the day first, so days compare as texts do.
    at = func.substr(_j.at, 1, 10)
    found: list[ColumnElement[bool]] = []
    if wanted.person:
        found.append(_j.person == wanted.person)
    if wanted.act:
        found.append(_j.kind == wanted.act)
    if wanted.first is not None:
        found.append(at >= wanted.first.isoformat())
    if wanted.last is not None:
        found.append(at < (wanted.last + timedelta(days=1)).isoformat())
    if text := wanted.text.strip():
        columns = (_j.content, _j.reference, _j.person)
        parts = [text, *_plans_of_year(text, connection)]
        found.append(or_(*(each.contains(part, autoescape=True) for part in parts for each in columns)))
    return found


def _plans_of_year(text: str, connection: Connection) -> Iterator[str]:
    """How entries name the resolved plans of a year, where the text is one: its drafts are said by year already."""
    year = _YEAR.fullmatch(text)
    if year is None:
        return
    yield year[1]
    resolved = select(plan_events.c.plan_id).join(plans, plans.c.id == plan_events.c.plan_id)
    for plan_id in connection.execute(resolved.where(plans.c.year == int(year[1])).distinct()).scalars():
        yield f'"plan_id":{plan_id},'
        yield f'"plan_id":{plan_id}}}'


def _line(row: AnyRow) -> JournalLine:
    return JournalLine(
        row.number,
        row.at,
        row.person,
        Act(row.kind),
        row.reference,
        _document(row.content),
        {table: changed["rows"] for table, changed in _document(row.changed).items()},
        row.hash,
    )


def _document(text: str) -> Mapping[str, Any]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}
