"""Approving: the computed figures of every member become rows that are never touched again.

The way back is ``thawing``. Written for a hundred thousand members: rows are made one after the other, never held.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from coopdesk.domain.distribution.engine_number import ENGINE
from coopdesk.domain.distribution.explain import all_figures
from coopdesk.domain.distribution.result import LineResult
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_register import holdings_on
from coopdesk.domain.money import Money
from coopdesk.persistence.coop.store import coop_values, figure_values
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
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.services.distribution.plan import Approval

MEMBER_FIELDS = ("number", "name", "kind", "group_name", "identity", "bank", "account", "gross", "tax")
SHARE_FIELDS = ("code", "label", "par", "shares")
DERIVATION_FIELDS = ("pool", "unit_total", "units", "rate", "amount", "extra", "given", "held", "weight")

DIVIDED_AS_THE_LINE = (None, None)
"""Pool and unit total of an entitlement: what its line says already is left out."""


def freeze(connection: Connection, approval_id: int, approval: Approval) -> None:
    """Write the approval's figures."""
    frozen = _Freezing(approval_id, approval)
    connection.execute(frozen_plans.insert(), frozen.head())
    key = {"approval_id": approval_id}
    connection.execute(frozen_coops.insert(), key | coop_values(approval.coop))
    connection.execute(frozen_figures.insert(), key | figure_values(approval.draft.figures))
    parts = (
        (frozen_appropriations, frozen.appropriations()),
        (frozen_lines, frozen.lines()),
        (frozen_withholdings, frozen.withholdings()),
    )
    for table, rows in parts:
        if rows:
            connection.execute(table.insert(), rows)
    place = ("approval_id", "position")
    insert_rows(connection, frozen_members, (*place, *MEMBER_FIELDS), frozen.members())
    insert_rows(connection, frozen_shares, (*place, "class_position", *SHARE_FIELDS), frozen.shares())
    columns = (*place, "line_position", *DERIVATION_FIELDS)
    insert_rows(connection, frozen_entitlements, columns, frozen.entitlements())
    insert_rows(connection, frozen_taxes, (*place, "withholding_position", "income", "tax"), frozen.taxes())


@dataclass(frozen=True)
class _Freezing:
    """The rows of one approval."""

    approval_id: int
    approval: Approval

    @cached_property
    def _roll(self) -> dict[str, Member]:
        return {member.number: member for member in self.approval.members}

    @cached_property
    def _held(self) -> list[dict[str, int]]:
        """Shares at the record date by member, a dictionary a class."""
        facts = self.approval.draft.facts
        return [
            holdings_on(facts.share_entries, facts.record_date, (item.code,))
            for item in self.approval.classes
        ]

    def head(self) -> dict[str, Any]:
        draft, result = self.approval.draft, self.approval.distribution
        facts = draft.facts
        farmers = [place for place, party in enumerate(facts.members) if party.kind is MemberKind.FARMER]
        shares = sum(held.get(facts.members[place].id, 0) for place in farmers for held in self._held)
        return {
            "approval_id": self.approval_id,
            "plan_id": self.approval.plan_id,
            "year": draft.year,
            "record_date": facts.record_date,
            "period_start": facts.period.start,
            "period_end": facts.period.end,
            "template": draft.template,
            "loss_made_good": result.loss_made_good,
            "distributable": result.distributable,
            "carried_forward": result.carried_forward,
            "gross": result.total_gross,
            "tax": result.total_tax,
            "farmers": len(farmers),
            "farmer_shares": shares,
            "farmer_gross": Money(sum(result.gross[place] for place in farmers)),
            "findings": result.findings,
            "engine": ENGINE,
        }

    def appropriations(self) -> list[dict[str, Any]]:
        taken = self.approval.distribution.appropriations
        return [
            {
                "approval_id": self.approval_id,
                "position": place,
                "code": drawn.id,
                "label": drawn.label,
                "amount": taken[drawn.id],
            }
            for place, drawn in enumerate(self.approval.draft.scheme.appropriations)
        ]

    def lines(self) -> list[dict[str, Any]]:
        return [
            {"approval_id": self.approval_id, "position": place} | self._line(line)
            for place, line in enumerate(self.approval.distribution.lines)
        ]

    def _line(self, line: LineResult) -> dict[str, Any]:
        parties = self.approval.draft.facts.members
        return {
            "line_id": line.id,
            "label": line.label,
            "measure": line.basis.measure,
            "classes": line.basis.classes,
            "weighting": line.basis.weighting,
            "product": line.basis.product,
            "pool": line.pool,
            "unit_total": line.unit_total,
            "price": line.per_unit,
            "cap": line.basis.cap,
            "times": line.basis.times,
            "divided": line.divided,
            "wanted": line.wanted,
            "half_up": line.half_up,
            "precision": self.approval.draft.scheme.precision,
            "paid": line.paid,
            "patronage": line.patronage,
            "giver": None if line.giver is None else parties[line.giver].id,
        }

    def withholdings(self) -> list[dict[str, Any]]:
        result = self.approval.distribution
        labels = {line.id: line.label for line in result.lines}
        return [
            {
                "approval_id": self.approval_id,
                "position": place,
                "labels": [labels[line] for line in each.lines],
                "rate": each.rate,
                "free": each.free,
            }
            for place, each in enumerate(result.withheld)
        ]

    def taxes(self) -> Iterator[tuple[Any, ...]]:
        for tax_place, each in enumerate(self.approval.distribution.withheld):
            for place, (income, tax) in enumerate(zip(each.incomes, each.amounts, strict=True)):
                if income > 0:
                    yield self.approval_id, place, tax_place, Money(income), Money(tax)

    def members(self) -> Iterator[tuple[Any, ...]]:
        result = self.approval.distribution
        for place, party in enumerate(self.approval.draft.facts.members):
            member = self._roll[party.id]
            gross, tax = Money(result.gross[place]), Money(result.tax[place])
            yield (
                self.approval_id,
                place,
                member.number,
                member.name,
                member.kind,
                member.group,
                member.identity,
                member.bank,
                member.account,
                gross,
                tax,
            )

    def shares(self) -> Iterator[tuple[Any, ...]]:
        classes = list(enumerate(zip(self.approval.classes, self._held, strict=True)))
        for place, party in enumerate(self.approval.draft.facts.members):
            for class_place, (item, held) in classes:
                shares = held.get(party.id)
                if shares:
                    yield self.approval_id, place, class_place, item.code, item.label, item.par, shares

    def entitlements(self) -> Iterator[tuple[Any, ...]]:
        for place, line_place, own in all_figures(self.approval.distribution):
            units, rate, amount, extra, given, held, weight = own
            yield (
                self.approval_id,
                place,
                line_place,
                *DIVIDED_AS_THE_LINE,
                units,
                None if rate is None else Money(rate),
                Money(amount),
                Money(extra),
                given,
                held,
                weight,
            )
