"""The journal read back: its entries as lines, and which of them last changed something."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from coopdesk.domain.measures import SheetKind
from coopdesk.persistence.column_types import AnyRow
from coopdesk.persistence.measure_tables import measure_sheets, own_templates
from coopdesk.persistence.plan_tables import loss_drafts, plan_events, plans
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


def last_change(connection: Connection, thing: Thing) -> JournalLine | None:
    """The entry that made the newest version of something."""
    number = connection.execute(_newest(thing)).scalar()
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


def _newest(thing: Thing) -> Select[Any]:
    match thing.kind:
        case "coop":
            return select(func.max(coop_details.c.journal_number))
        case "share_class":
            versions = share_class_versions.c
            return select(func.max(versions.journal_number)).where(versions.code == thing.key)
        case "member":
            member = select(members.c.id).where(members.c.number == thing.key).scalar_subquery()
            return select(func.max(member_versions.c.journal_number)).where(
                member_versions.c.member_id == member
            )
        case "year":
            return select(func.max(year_figures.c.journal_number)).where(
                year_figures.c.year == int(thing.key)
            )
        case "draft":
            return select(func.max(plans.c.journal_number)).where(plans.c.year == int(thing.key))
        case "loss_draft":
            return select(func.max(loss_drafts.c.journal_number)).where(loss_drafts.c.year == int(thing.key))
        case "measures":
            year, kind, name = thing.key.split("/", 2)
            sheets = measure_sheets.c
            of_name = (sheets.year == int(year), sheets.kind == SheetKind(kind), sheets.name == name)
            return select(func.max(sheets.journal_number)).where(*of_name)
        case "template":
            templates = own_templates.c
            return select(func.max(templates.journal_number)).where(templates.template == thing.key)
    raise LookupError(thing.kind)


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
