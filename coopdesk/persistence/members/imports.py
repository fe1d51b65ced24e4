"""Rolls that were read in: members entered all at once, the receipts, and taking one back as a whole.

What an import entered is known by the number of its entry in the journal, which every fact carries. All of it goes in
and out by statements over many rows: as commands a hundred thousand members would take minutes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, literal, or_, select

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.text import fold
from coopdesk.persistence.journal.lines import moment_and_person
from coopdesk.persistence.members.account_tables import account_entries, account_postings
from coopdesk.persistence.members.import_tables import imports, imports_taken_back
from coopdesk.persistence.members.register import SqlRegisterStore
from coopdesk.persistence.members.store import COLUMN_OF, KEY_WIDTH, count_members, split_number
from coopdesk.persistence.members.tables import (
    holdings,
    households,
    member_current,
    member_search,
    member_versions,
    members,
    register_entries,
    search_built,
)
from coopdesk.persistence.sql.bulk import Same, indexes_aside, insert_columns
from coopdesk.persistence.sql.column_types import Words
from coopdesk.persistence.sql.numbering import COLUMN, number_for
from coopdesk.services.members.import_values import ImportReceipt, NewMembers
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard

_ENTERED = 600
"""Of the way (`progress.WHOLE`): what is left is for the indexes."""
SEARCHED_AT_ONCE = 5_000
"""So many names are made findable as they come; of more the next who opens the book has them made."""

_i, _m, _v, _e = imports.c, members.c, member_versions.c, register_entries.c
_FILLED = (members, member_versions, member_current, register_entries, holdings)
_DETAILS = tuple(field for field in fields(Member) if field.name != "number")


class SqlImportStore:
    """``ImportStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_members(
        self, new: NewMembers, readings: Callable[[str], str], progress: Progress = unheard
    ) -> int:
        """In the order given, behind everybody on the roll."""
        entered, indexed = part_of(progress, 0, _ENTERED), part_of(progress, _ENTERED, WHOLE)
        with indexes_aside(self._connection, _FILLED, len(new), indexed):
            return self._add_members(new, readings, entered)

    def _add_members(self, new: NewMembers, readings: Callable[[str], str], progress: Progress) -> int:
        count = len(new)
        first = count_members(self._connection) + 1
        ids = range(first, first + count)
        numbers = new.fields["number"]
        progress(0, 5)
        split = [split_number(number) for number in numbers]
        progress(0, 5)
        insert_columns(
            self._connection,
            members,
            {
                "id": ids,
                "number": numbers,
                "series": [series for series, _serial in split],
                "serial": [serial for _series, serial in split],
            },
            partial(progress, 1, 5),
        )
        details = {
            COLUMN_OF.get(field.name, field.name): new.fields.get(field.name, Same(_default(field)))
            for field in _DETAILS
            if field.name in new.fields or _must_be_said(COLUMN_OF.get(field.name, field.name))
        }
        versions = self._next(member_versions.c.id)
        insert_columns(
            self._connection,
            member_versions,
            {"id": range(versions, versions + count), "member_id": ids} | details,
            partial(progress, 2, 5),
        )
        if self._connection.dialect.name == "postgresql":
            self._count_on("member_versions", versions + count - 1)
        self._make_findable(ids, new.fields["name"], readings)
        entries = self._add_entries(ids, new, partial(progress, 3, 5))
        progress(4, 5)
        self._make_current(first, versions, list(details))
        return entries

    def _make_current(self, first: int, version: int, names: Sequence[str]) -> None:
        """What is kept for speed of the new members, made by the database itself of what it was just given.

        ``names`` are the columns that hold something else than their default.
        """
        sort = _m.series + _padded(_m.serial, self._connection.dialect.name)
        total = select(func.coalesce(func.sum(holdings.c.shares), 0)).where(holdings.c.member_id == _m.id)
        rows = (
            select(_m.id, _v.id, _m.number, sort, *(_v[name] for name in names), total.scalar_subquery())
            .select_from(member_versions.join(members, _m.id == _v.member_id))
            .where(_v.id >= version, _m.id >= first)
            .order_by(_v.id)
        )
        columns = ["member_id", "version_id", "number", "number_key", *names, "shares"]
        self._connection.execute(member_current.insert().from_select(columns, rows))

    def _add_entries(self, ids: Sequence[int], new: NewMembers, hear: Callable[[], None]) -> int:
        first = entry = self._next(_e.number)
        for code, held in new.shares.items():
            taken = [(of, one, day) for of, one, day in zip(ids, held, new.days, strict=True) if one]
            if not taken:
                continue
            takers, shares, days = zip(*taken, strict=True)
            insert_columns(
                self._connection,
                register_entries,
                {
                    "number": range(entry, entry + len(takers)),
                    "day": days,
                    "kind": Same(EntryKind.SUBSCRIPTION),
                    "shares": shares,
                    "taker_id": takers,
                    "share_class": Same(code),
                    "document": Same(""),
                    "note": Same(new.note),
                    "operation": self._operations(entry, len(takers)),
                },
                hear,
            )
            entry += len(takers)
        self._hold(first)
        return first

    def _hold(self, first: int) -> None:
        """The holdings of members who had none: each has one entry of a class."""
        held = select(_e.taker_id, _e.share_class, _e.shares).where(_e.number >= first).order_by(_e.number)
        self._connection.execute(holdings.insert().from_select(["member_id", "share_class", "shares"], held))

    def _operations(self, first: int, count: int) -> Sequence[int] | Same:
        """Each entry is an operation of its own; one of the entry's own number is not written down."""
        operation = SqlRegisterStore(self._connection).next_operation()
        return Same(None) if operation == first else range(operation, operation + count)

    def _make_findable(
        self, ids: Sequence[int], names: Sequence[str], readings: Callable[[str], str]
    ) -> None:
        if len(ids) > SEARCHED_AT_ONCE:
            self._connection.execute(search_built.delete())
            return
        found = {"folded": [fold(name) for name in names], "readings": [readings(name) for name in names]}
        insert_columns(self._connection, member_search, {"member_id": ids, **found})

    def keep(self, receipt: ImportReceipt) -> int:
        number = self._next(_i.number)
        values = {
            name: getattr(receipt, name)
            for name in ("file", "sha256", "sheet", "members", "changed", "persons")
        }
        self._connection.execute(imports.insert(), {"number": number} | values)
        return number

    def get(self, number: int) -> ImportReceipt | None:
        return next(iter(self._receipts(_i.number == number)), None)

    def all(self) -> Sequence[ImportReceipt]:
        return self._receipts()

    def of_file(self, sha256: str) -> ImportReceipt | None:
        return next((each for each in self._receipts(_i.sha256 == sha256) if not each.taken_back), None)

    def _receipts(self, *conditions: Any) -> list[ImportReceipt]:
        at, person = moment_and_person(_i.journal_number)
        back = imports_taken_back.c
        wanted = (
            select(
                _i.number,
                _i.file,
                _i.sha256,
                _i.sheet,
                _i.members,
                _i.changed,
                _i.persons,
                at,
                person,
                back.reason,
            )
            .select_from(imports.outerjoin(imports_taken_back, back.number == _i.number))
            .where(*conditions)
            .order_by(_i.number.desc())
        )
        rows: Iterable[Any] = self._connection.execute(wanted)
        return [
            ImportReceipt(
                number, file, sha256, sheet, entered, changed, persons, when, who or "", reason or ""
            )
            for number, file, sha256, sheet, entered, changed, persons, when, who, reason in rows
        ]

    def members_of(self, number: int) -> Sequence[str]:
        wanted = select(_m.number).where(_m.journal_number == self.entry_of(number)).order_by(_m.id)
        return list(self._connection.execute(wanted).scalars())

    def resting(self, number: int, limit: int) -> tuple[int, Sequence[str]]:
        of = self.entry_of(number)
        mine = select(_m.id).where(_m.journal_number == of)
        later = [
            select(_e.taker_id).where(_e.taker_id.in_(mine), _e.journal_number != of),
            select(_e.giver_id).where(_e.giver_id.in_(mine), _e.journal_number != of),
            select(account_entries.c.member_id).where(
                account_entries.c.member_id.in_(mine), account_entries.c.journal_number != of
            ),
            # Struck already, or ended: who was dealt with by itself is not dealt with again.
            select(member_current.c.member_id)
            .join(member_versions, _v.id == member_current.c.version_id)
            .where(
                member_current.c.member_id.in_(mine),
                _v.journal_number != of,
                or_(member_current.c.struck != "", member_current.c.ended.is_not(None)),
            ),
        ]
        changed = select(_v.member_id).where(_v.journal_number == of, _v.member_id.not_in(mine))
        newest = select(func.max(_v.id)).where(_v.member_id.in_(changed)).group_by(_v.member_id)
        later.append(select(_v.member_id).where(_v.id.in_(newest), _v.journal_number != of))
        concerned = later[0].union(*later[1:]).subquery()
        found = select(_m.number).where(_m.id.in_(select(concerned.c[0]))).order_by(_m.id)
        numbers = list(self._connection.execute(found).scalars())
        return len(numbers), numbers[:limit]

    def strike(self, number: int, reason: str) -> Mapping[int, int]:
        of = self.entry_of(number)
        reversals = self._reverse(of, reason)
        self._strike_members(of, reason)
        self._put_back(of)
        return reversals

    def _reverse(self, of: int, reason: str) -> Mapping[int, int]:
        mine = select(_e.number, _e.day, _e.shares, _e.taker_id, _e.share_class, _e.document).where(
            _e.journal_number == of
        )
        rows = self._connection.execute(mine.order_by(_e.number)).all()
        first = self._next(_e.number)
        if not rows:
            return {}
        entry, days, shares, takers, classes, documents = zip(*rows, strict=True)
        insert_columns(
            self._connection,
            register_entries,
            {
                "number": range(first, first + len(rows)),
                "day": days,
                "kind": Same(EntryKind.ADJUSTMENT),
                "shares": shares,
                "giver_id": takers,
                "share_class": classes,
                "document": documents,
                "note": Same(reason),
                "reverses": entry,
                "operation": self._operations(first, len(rows)),
            },
        )
        self._connection.execute(
            holdings.update()
            .where(holdings.c.member_id.in_(select(_m.id).where(_m.journal_number == of)))
            .values(shares=0)
        )
        return dict(zip(entry, range(first, first + len(rows)), strict=True))

    def _strike_members(self, of: int, reason: str) -> None:
        """A version of each member's details that says it was a mistake (作废)."""
        mine = select(_m.id).where(_m.journal_number == of)
        current = member_current.c
        kept = [column.name for column in _v if column.name not in ("id", COLUMN)]
        taken = [
            literal(reason) if name == "struck" else literal(0) if name == "extra_votes" else current[name]
            for name in kept
        ]
        entry = literal(number_for(self._connection, member_versions.name))
        rows = select(*taken, entry).where(current.member_id.in_(mine)).order_by(current.member_id)
        self._connection.execute(member_versions.insert().from_select([*kept, COLUMN], rows))
        newest = select(func.max(_v.id)).where(_v.member_id == current.member_id).scalar_subquery()
        self._connection.execute(
            member_current.update()
            .where(current.member_id.in_(mine))
            .values(version_id=newest, struck=reason, extra_votes=0, shares=0)
        )

    def _put_back(self, of: int) -> None:
        """Details of members the book had before, as they were when the import changed them."""
        mine = select(_m.id).where(_m.journal_number == of)
        changed = select(_v.member_id, _v.id).where(_v.journal_number == of, _v.member_id.not_in(mine))
        kept = [column.name for column in _v if column.name not in ("id", COLUMN)]
        for member_id, version in self._connection.execute(changed).all():
            before = (
                select(*(_v[name] for name in kept))
                .where(_v.member_id == member_id, _v.id < version)
                .order_by(_v.id.desc())
                .limit(1)
            )
            row = self._connection.execute(before).mappings().one()
            values = {name: row[name] for name in kept}
            made = self._connection.execute(member_versions.insert().returning(_v.id), values).scalar_one()
            values.pop("member_id")
            self._connection.execute(
                member_current.update()
                .where(member_current.c.member_id == member_id)
                .values(version_id=made, **values)
            )

    def postings_of(self, number: int) -> Sequence[int]:
        p = account_postings.c
        wanted = select(p.number).where(p.journal_number == self.entry_of(number)).order_by(p.number)
        return list(self._connection.execute(wanted).scalars())

    def households_of(self, number: int) -> Sequence[str]:
        h = households.c
        wanted = select(h.code).where(h.journal_number == self.entry_of(number)).order_by(h.id)
        return list(self._connection.execute(wanted).scalars())

    def keep_taken_back(self, number: int, reason: str) -> None:
        self._connection.execute(imports_taken_back.insert(), {"number": number, "reason": reason})

    def entry_of(self, number: int) -> int:
        return int(
            self._connection.execute(select(_i.journal_number).where(_i.number == number)).scalar_one()
        )

    def _next(self, key: Any) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(key), 0) + 1)).scalar_one())

    def _count_on(self, table: str, last: int) -> None:
        """A server's own counter goes on behind numbers that were given."""
        self._connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")


def _padded(serial: ColumnElement[int], dialect: str) -> ColumnElement[str]:
    """A running number with noughts before it, as ``number_key`` has it."""
    if dialect == "sqlite":
        return func.printf(f"%0{KEY_WIDTH}d", serial, type_=Words())
    return func.lpad(cast(serial, Text), KEY_WIDTH, "0", type_=Words())


def _must_be_said(name: str) -> bool:
    """Whether a column of the details has no default of the database's own."""
    column = _v[name]
    return column.server_default is None and not column.nullable


def _default(field: Any) -> Any:
    """What a field of a member is where nothing is said of it."""
    return None if field.default is MISSING else field.default
