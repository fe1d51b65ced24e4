"""Loss years closed by the meeting: events of a year, appended, and the figures frozen with each closing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.persistence.coop.store import coop_of, coop_values, figure_values, figures_of
from coopdesk.persistence.distribution.history import resolution_of, resolution_values
from coopdesk.persistence.distribution.tables import (
    frozen_loss_coops,
    frozen_loss_members,
    frozen_losses,
    loss_drafts,
    year_events,
)
from coopdesk.persistence.journal.store import witness_of
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.column_types import AnyRow, IsoDate
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.distribution.headlines import HistoryKind, HistoryLine
from coopdesk.services.members.headlines import Settled

if TYPE_CHECKING:
    from coopdesk.services.distribution.loss_plan import LossDraft, LossMember, LossPlan

_e = year_events.c
_f = frozen_losses.c
_d = loss_drafts.c
_c = frozen_loss_coops.c
_m = frozen_loss_members.c
_FIELDS = ("number", "name", "kind", "group_name", "identity", "capital", "reserve", "amount", "extra")
_DECIDING = (HistoryKind.CLOSED.value, HistoryKind.REOPENED.value)


class SqlLossStore:
    """``LossStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_draft(self, draft: "LossDraft", on: date, person: str) -> None:
        values = {"year": draft.year, "record_date": draft.record_date, "shared": draft.shared}
        self._connection.execute(loss_drafts.insert(), values | {"day": on, "person": person})

    def draft(self, year: int) -> "LossDraft | None":
        from coopdesk.services.distribution.loss_plan import LossDraft

        newest = select(loss_drafts).where(_d.year == year).order_by(_d.id.desc()).limit(1)
        row = self._connection.execute(newest).first()
        return None if row is None else LossDraft(row.year, row.record_date, row.shared)

    def drafted(self) -> Sequence[int]:
        return list(self._connection.execute(select(_d.year).distinct()).scalars())

    def close(self, plan: "LossPlan", on: date, person: str) -> None:
        """Record the resolution and freeze the figures with it."""
        assert plan.resolution is not None  # a proposal is never kept
        closing = self._happened(
            plan.year,
            HistoryKind.CLOSED,
            on,
            reason=plan.reason,
            person=person,
            **resolution_values(plan.resolution),
        )
        key = {"closing_id": closing}
        figures = {
            "record_date": plan.record_date,
            "shared": plan.shared,
            "capital_total": plan.capital_total,
        }
        self._connection.execute(frozen_losses.insert(), key | figure_values(plan.figures) | figures)
        self._connection.execute(frozen_loss_coops.insert(), key | coop_values(plan.coop))
        insert_rows(
            self._connection,
            frozen_loss_members,
            ("closing_id", "position", *_FIELDS),
            (
                (
                    closing,
                    each.position,
                    each.number,
                    each.name,
                    each.kind,
                    each.group,
                    each.identity,
                    each.capital,
                    each.reserve,
                    each.amount,
                    each.extra,
                )
                for each in plan.members
            ),
        )

    def fail(self, year: int, resolution: Resolution, reason: str, on: date, person: str) -> None:
        values = resolution_values(resolution)
        self._happened(year, HistoryKind.FAILED, on, reason=reason, person=person, **values)

    def reopen(self, year: int, reason: str, on: date, person: str) -> None:
        self._happened(year, HistoryKind.REOPENED, on, reason=reason, person=person)

    def get(self, year: int) -> "LossPlan | None":
        """The closing in force with all its figures."""
        from coopdesk.services.distribution.loss_plan import LossPlan

        decided = _DECIDED.named(self._connection, {"of_year": year})
        if not decided or decided[0].kind != HistoryKind.CLOSED:
            return None
        event = decided[0]
        head = self._connection.execute(select(frozen_losses).where(_f.closing_id == event.id)).one()
        coop = select(frozen_loss_coops).where(_c.closing_id == event.id)
        members = select(_m.position, *(_m[name] for name in _FIELDS)).where(_m.closing_id == event.id)
        return LossPlan(
            year=head.year,
            record_date=head.record_date,
            coop=coop_of(self._connection.execute(coop).one()),
            figures=figures_of(head),
            shared=head.shared,
            capital_total=head.capital_total,
            members=tuple(map(_member, self._connection.execute(members.order_by(_m.position)))),
            resolution=resolution_of(event),
            reason=event.reason,
            witness=witness_of(self._connection, head.journal_number),
        )

    def left(self) -> Mapping[int, tuple[Money, Money]]:
        """Opening balance and what each closed year leaves to the next, by year."""
        return {
            row.year: (row.opening, row.opening + row.income - row.costs + row.transfers_in + row.shared)
            for row in _LEFT.named(self._connection, {})
        }

    def borne(self, before: int) -> Mapping[str, Money]:
        borne: dict[str, Money] = {}
        for number, amount in _BORNE.rows(self._connection, {"before": before}):
            borne[number] = borne.get(number, Money(0)) + amount
        return borne

    def settled(self, day: date) -> Sequence[Settled]:
        return [Settled(year, until) for year, until in _RESTING.rows(self._connection, {"of_day": day})]

    def history(self, year: int) -> Sequence[HistoryLine]:
        """Drafts and events in the order of the journal's entries that made them."""
        events = self._connection.execute(select(year_events).where(_e.year == year).order_by(_e.id))
        lines = [(row.journal_number, _line(row)) for row in events]
        drafts = self._connection.execute(select(loss_drafts).where(_d.year == year).order_by(_d.id))
        lines += [(row.journal_number, _draft(row)) for row in drafts]
        return [line for _number, line in sorted(lines, key=lambda each: each[0])]

    def years(self) -> Sequence[int]:
        """Every year with a closing in force, for whoever proves that they tie."""
        return sorted(self.left())

    def _happened(self, year: int, kind: HistoryKind, on: date, **values: object) -> int:
        event = {"reason": "", "person": "", "resolution_number": ""} | values
        added = year_events.insert().values(year=year, kind=kind.value, day=on, **event)
        return int(self._connection.execute(added.returning(_e.id)).scalar_one())


def _in_force(*columns: Any) -> Select[Any]:
    """Columns of the closings in force: those that are the last thing decided of their year."""
    last = select(func.max(_e.id)).where(or_(*(_e.kind == kind for kind in _DECIDING))).group_by(_e.year)
    return select(*columns).select_from(frozen_losses).where(_f.closing_id.in_(last))


_RESTING = Prepared(
    _in_force(_f.year, _f.record_date).where(
        _f.record_date >= bindparam("of_day", type_=IsoDate), _f.shared != Money(0)
    )
)
_BORNE = Prepared(
    _in_force(_m.number, _m.amount)
    .join(frozen_loss_members, _m.closing_id == _f.closing_id)
    .where(_f.year < bindparam("before"))
)
_LEFT = Prepared(_in_force(frozen_losses))
_DECIDED = Prepared(
    select(year_events)
    .where(_e.year == bindparam("of_year"), or_(*(_e.kind == kind for kind in _DECIDING)))
    .order_by(_e.id.desc())
    .limit(1)
)
# Built once: every entry of the register and of a year's figures asks.


def _draft(row: AnyRow) -> HistoryLine:
    return HistoryLine(HistoryKind.DRAFTED, row.day, row.person)


def _line(row: AnyRow) -> HistoryLine:
    resolution = resolution_of(row) if row.resolution_day is not None else None
    return HistoryLine(HistoryKind(row.kind), row.day, row.person, row.reason, resolution)


def _member(row: AnyRow) -> "LossMember":
    from coopdesk.services.distribution.loss_plan import LossMember

    return LossMember(
        position=row.position,
        number=row.number,
        name=row.name,
        kind=row.kind,
        group=row.group_name,
        identity=row.identity,
        capital=row.capital,
        reserve=row.reserve,
        amount=row.amount,
        extra=row.extra,
    )
