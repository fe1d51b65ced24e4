"""A frozen plan read back whole, exactly as it was approved; the way there is ``freezing``."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, select

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Derivation, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.coop.store import coop_of, figures_of
from coopdesk.persistence.distribution.freezing import DERIVATION_FIELDS, MEMBER_FIELDS, SHARE_FIELDS
from coopdesk.persistence.distribution.other_engines import FIRST_ENGINE
from coopdesk.persistence.distribution.tables import (
    frozen_appropriations,
    frozen_coops,
    frozen_entitlements,
    frozen_figures,
    frozen_lines,
    frozen_members,
    frozen_plans,
    frozen_shares,
    frozen_taxes,
    frozen_withholdings,
)
from coopdesk.persistence.journal.store import witness_of
from coopdesk.persistence.sql.column_types import AnyRow, row_missing
from coopdesk.services.distribution.plan import FrozenPlan, PlanLine, PlanMember

_Parts = dict[int, tuple[Any, ...]]
_NOTHING = Money(0)


def thaw(
    connection: Connection,
    approval_id: int,
    resolution: Resolution,
    *,
    paid_on: date | None,
    payment_method: str,
    whole: bool = True,
) -> FrozenPlan:
    """The plan that an approval froze; without its members unless it is ``whole``."""
    head = _row(connection, frozen_plans, approval_id)
    rows = connection.execute(_ordered(frozen_lines, approval_id)).all()
    taken = connection.execute(_ordered(frozen_appropriations, approval_id))
    return FrozenPlan(
        plan_id=head.plan_id,
        year=head.year,
        record_date=head.record_date,
        period=Period(head.period_start, head.period_end),
        coop=coop_of(_row(connection, frozen_coops, approval_id)),
        figures=figures_of(_row(connection, frozen_figures, approval_id)),
        loss_made_good=head.loss_made_good,
        appropriations=tuple((row.label or row.code, row.amount) for row in taken),
        distributable=head.distributable,
        carried_forward=head.carried_forward,
        lines=tuple(_line(row) for row in rows),
        members=tuple(_members(connection, approval_id, rows)) if whole else (),
        gross=head.gross,
        tax=head.tax,
        findings=head.findings,
        engine=FIRST_ENGINE if head.engine is None else head.engine,
        resolution=resolution,
        paid_on=paid_on,
        payment_method=payment_method,
        witness=witness_of(connection, head.journal_number),
    )


def line_rules(connection: Connection, approval_id: int) -> Sequence[Derivation]:
    """What the derivations of each line have of it, with no figures of a member's own."""
    rows = connection.execute(_ordered(frozen_lines, approval_id))
    return [_derived_from(row)((None, None, 0, None, _NOTHING, _NOTHING, False, None, None)) for row in rows]


def tax_rules(connection: Connection, approval_id: int) -> Sequence[TaxDerivation]:
    """Each withholding as its derivations have it, of an income of nothing."""
    rows = connection.execute(_ordered(frozen_withholdings, approval_id))
    return [_tax(row, _NOTHING, _NOTHING) for row in rows]


def _row(connection: Connection, table: Table, approval_id: int) -> AnyRow:
    """The one row of an approval; ``book.row_missing`` where it is gone."""
    found = connection.execute(_of(table, approval_id)).first()
    if found is None:
        raise row_missing(table, approval_id)
    return found


def _of(table: Table, approval_id: int) -> Any:
    return select(table).where(table.c.approval_id == approval_id)


def _ordered(table: Table, approval_id: int) -> Any:
    return _of(table, approval_id).order_by(table.c.position)


def _line(row: AnyRow) -> PlanLine:
    return PlanLine(
        id=row.line_id,
        label=row.label,
        basis=_basis(row),
        pool=row.pool,
        unit_total=row.unit_total,
        paid=row.paid,
        patronage=row.patronage,
        giver=row.giver,
        per_unit=_price(row) if row.wanted is None else None,
        divided=row.divided,
    )


def _members(connection: Connection, approval_id: int, lines: Sequence[AnyRow]) -> Iterator[PlanMember]:
    shares = _shares(connection, approval_id)
    entitlements = _entitlements(connection, approval_id, lines)
    taxes = _taxes(connection, approval_id)
    c = frozen_members.c
    found = select(c.position, *(c[name] for name in MEMBER_FIELDS)).where(c.approval_id == approval_id)
    # By place, in the order of ``MEMBER_FIELDS``, as in all three that follow: a plan has half a million such rows.
    for place, *fields in connection.execute(found.order_by(c.position)):
        number, name, kind, group, identity, bank, account, gross, tax = fields
        yield PlanMember(
            place,
            number,
            name,
            kind,
            group,
            identity,
            bank,
            account,
            shares=shares.get(place, ()),
            entitlements=entitlements.get(place, ()),
            gross=gross,
            tax=tax,
            taxes=taxes.get(place, ()),
        )


def _shares(connection: Connection, approval_id: int) -> _Parts:
    c = frozen_shares.c
    found = select(c.position, *(c[name] for name in SHARE_FIELDS)).where(c.approval_id == approval_id)
    rows = connection.execute(found.order_by(c.position, c.class_position))
    classes: dict[tuple[Any, ...], ShareClass] = {}
    parts: _Parts = {}
    for place, of_member in groupby(rows, key=itemgetter(0)):
        parts[place] = tuple(
            (classes.setdefault(named, ShareClass(*named)), Quantity(shares))
            for _place, *name, shares in of_member
            for named in (tuple(name),)
        )
    return parts


def _entitlements(connection: Connection, approval_id: int, lines: Sequence[AnyRow]) -> _Parts:
    c = frozen_entitlements.c
    columns = (c.position, c.line_position, *(c[name] for name in DERIVATION_FIELDS))
    found = select(*columns).where(c.approval_id == approval_id).order_by(c.position, c.line_position)
    rows = connection.execute(found)
    from_line = [_derived_from(line) for line in lines]
    parts: _Parts = {}
    for place, of_member in groupby(rows, key=itemgetter(0)):
        made = []
        for row in of_member:
            if not 0 <= row[1] < len(from_line):
                raise row_missing(frozen_lines, f"{approval_id}/{row[1]}")
            made.append(from_line[row[1]](row[2:]))
        parts[place] = tuple(made)
    return parts


def _taxes(connection: Connection, approval_id: int) -> _Parts:
    """How the tax of each member came about; nothing in plans of the first version, which kept the tax alone."""
    rules = connection.execute(_ordered(frozen_withholdings, approval_id)).all()
    c = frozen_taxes.c
    found = select(c.position, c.withholding_position, c.income, c.tax).where(c.approval_id == approval_id)
    rows = connection.execute(found.order_by(c.position, c.withholding_position))
    return {
        place: tuple(_tax(rules[rule_place], income, tax) for _place, rule_place, income, tax in of_member)
        for place, of_member in groupby(rows, key=itemgetter(0))
    }


def _tax(rule: AnyRow, income: Money, tax: Money) -> TaxDerivation:
    return TaxDerivation(tuple(rule.labels), income, rule.free, Quantity(rule.rate), tax)


def _derived_from(line: AnyRow) -> Callable[[Sequence[Any]], Derivation]:
    """Makes derivations of one line, each from the columns of its own."""
    basis = _basis(line)
    rebate = line.giver is not None
    divided = line.pool if line.divided is None else line.divided
    price = _price(line)

    def made(own: Sequence[Any]) -> Derivation:
        pool, unit_total, units, rate, amount, extra, given, held, weight = own
        return Derivation(
            line_id=line.line_id,
            label=line.label,
            basis=basis,
            pool=divided if pool is None else pool,
            units=units,
            unit_total=line.unit_total if unit_total is None else unit_total,
            rate=rate,
            amount=amount,
            extra=extra,
            given=given,
            per_unit=price,
            precision=line.precision,
            rebate=rebate,
            held=held,
            weight=weight,
            wanted=line.wanted,
            half_up=bool(line.half_up),
        )

    return made


def _basis(line: AnyRow) -> Basis:
    cap = None if line.cap is None else Quantity(line.cap)
    return Basis(line.measure, line.classes, line.weighting, line.product, cap, line.times)


def _price(line: AnyRow) -> Quantity | None:
    """The unit price in millionths of a yuan; the first version kept it in whole fen."""
    if line.price is not None:
        return Quantity(line.price)
    return None if line.per_unit is None else Quantity(line.per_unit.fen * PRICE_PER_FEN)
