"""The journal read back: its entries as lines, and which of them last changed something."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Table,
    bindparam,
    func,
    or_,
    select,
)

from coopdesk.persistence.journal.tables import journal
from coopdesk.persistence.sql.column_types import AnyRow
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.journal.kinds import Act

if TYPE_CHECKING:
    from coopdesk.services.journal.entry import JournalFilter, JournalLine, Thing

_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?")
_j = journal.c
_COLUMNS = (_j.number, _j.at, _j.person, _j.kind, _j.reference, _j.content, _j.changed, _j.hash)


KEY: BindParameter[str] = bindparam("key")
YEAR: BindParameter[int] = bindparam("of_year")


def by_key(key: str) -> Mapping[str, Any]:
    """The value of ``KEY``."""
    return {"key": key}


def by_year(key: str) -> Mapping[str, Any]:
    """The value of ``YEAR`` that a key stands for."""
    return {"of_year": int(key)}


@dataclass(frozen=True, slots=True)
class Newest:
    """How the entry is found that made the newest version of a thing: a query, and the values its key stands for."""

    query: Prepared
    values: Callable[[str], Mapping[str, Any]]


def entry_of(journal_number: ColumnElement[int]) -> tuple[ScalarSelect[str], ScalarSelect[str]]:
    """Kind and content of the entry that added a fact, as parts of a query; NULL for what no entry owns."""
    kind, content = (
        select(column).where(_j.number == journal_number).scalar_subquery()
        for column in (_j.kind, _j.content)
    )
    return kind, content


def moment_of(journal_number: ColumnElement[int]) -> tuple[ScalarSelect[str], ScalarSelect[datetime]]:
    """Kind and moment of the entry that added a fact, as parts of a query; NULL for what no entry owns."""
    kind = select(_j.kind).where(_j.number == journal_number).scalar_subquery()
    return kind, select(_j.at).where(_j.number == journal_number).scalar_subquery()


def moment_and_person(journal_number: ColumnElement[int]) -> tuple[ScalarSelect[Any], ScalarSelect[str]]:
    """When the entry that added a fact was made, and by whom, as parts of a query."""
    at, person = (
        select(column).where(_j.number == journal_number).scalar_subquery() for column in (_j.at, _j.person)
    )
    return at, person


def newest_of(
    versions: Table,
    *conditions: ColumnElement[bool],
    values: Callable[[str], Mapping[str, Any]] = by_key,
) -> Newest:
    """The number of the entry that made the newest of the versions for which the conditions hold."""
    return Newest(Prepared(select(func.max(versions.c.journal_number)).where(*conditions)), values)


@dataclass(frozen=True, slots=True)
class Things:
    """What the areas say of the things that the journal names: they lie above it.

    ``newest`` is told by the kind of a thing; ``years_of_plans`` gives the fiscal years of plans by their ids,
    ``resolved_plans`` the plans of a year that a meeting ever resolved.
    """

    newest: Mapping[str, Newest] = field(default_factory=dict)
    years_of_plans: Callable[[Connection, Set[Any]], Mapping[Any, int]] = lambda _connection, _ids: {}
    resolved_plans: Callable[[Connection, int], Sequence[int]] = lambda _connection, _year: ()


def change_since(connection: Connection, thing: "Thing", seen: int, things: Things) -> "JournalLine | None":
    """The entry that made the newest version of something, where it came after so many."""
    newest = things.newest[thing.kind]
    number = newest.query.value(connection, newest.values(thing.key))
    if number is None or number <= seen:
        return None
    row = connection.execute(select(*_COLUMNS).where(_j.number == number)).first()
    return None if row is None else _line(row)


def lines(
    connection: Connection, wanted: "JournalFilter", below: int | None, limit: int, things: Things
) -> "Sequence[JournalLine]":
    """Entries newest first."""
    found = (
        select(*_COLUMNS)
        .where(*_conditions(wanted, connection, things))
        .order_by(_j.number.desc())
        .limit(limit)
    )
    if below is not None:
        found = found.where(_j.number < below)
    read = [_line(row) for row in connection.execute(found)]
    years = things.years_of_plans(connection, {line.content.get("plan_id") for line in read})
    return [replace(line, plan_year=years.get(line.content.get("plan_id"))) for line in read]


def count(connection: Connection, wanted: "JournalFilter", things: Things) -> int:
    """How many entries are wanted."""
    found = select(func.count()).select_from(journal).where(*_conditions(wanted, connection, things))
    return int(connection.execute(found).scalar_one())


def people(connection: Connection) -> Sequence[str]:
    """The persons named, in the order of their names."""
    found = select(_j.person).where(_j.person != "").distinct().order_by(_j.person)
    return list(connection.execute(found).scalars())


def _conditions(wanted: "JournalFilter", connection: Connection, things: Things) -> list[ColumnElement[bool]]:
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
        parts = [text, *_naming_year(text, connection, things)]
        found.append(or_(*(each.contains(part, autoescape=True) for part in parts for each in columns)))
    return found


def _naming_year(text: str, connection: Connection, things: Things) -> Iterator[str]:
    """How entries name the resolved plans of a year, where the text is one: its drafts are said by year already."""
    year = _YEAR.fullmatch(text)
    if year is None:
        return
    yield year[1]
    for plan_id in things.resolved_plans(connection, int(year[1])):
        yield f'"plan_id":{plan_id},'
        yield f'"plan_id":{plan_id}}}'


def _line(row: AnyRow) -> "JournalLine":
    from coopdesk.services.journal.entry import JournalLine

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
