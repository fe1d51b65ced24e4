"""Whether what is frozen of a plan is what approving its computed distribution writes, row by row as it is kept.

Says only that all of it is, and asks no row for its meaning: a hundred thousand members are compared in a second. What
differs, is found by thawing the plan.
"""

from collections.abc import Iterable, Iterator
from itertools import starmap, zip_longest
from operator import eq

from sqlalchemy import Connection, Table

from coopdesk.domain.distribution.explain import all_figures, explained, tax_rules
from coopdesk.domain.distribution.result import Distribution
from coopdesk.persistence.distribution import thawing
from coopdesk.persistence.distribution.freezing import DERIVATION_FIELDS, DIVIDED_AS_THE_LINE
from coopdesk.persistence.distribution.tables import (
    frozen_entitlements,
    frozen_members,
    frozen_shares,
    frozen_taxes,
    frozen_withholdings,
)
from coopdesk.persistence.journal.stored_rows import StoredRow, approved_rows

OF_MEMBERS = frozenset(
    table.name
    for table in (frozen_members, frozen_shares, frozen_entitlements, frozen_withholdings, frozen_taxes)
)
"""The tables that a plan's members are thawed from. Being equal says that values are the same only of sound ones."""

_NOTHING_OWN = (0, None, 0, 0, False, None, None)


def is_frozen_as_computed(connection: Connection, approval_id: int, result: Distribution) -> bool:
    """Whether every member's figures are frozen as they come out now, each line and withholding as it is now."""
    precision = result.scheme.precision
    lines = [explained(line, precision, _NOTHING_OWN) for line in result.lines]
    if lines != thawing.line_rules(connection, approval_id):
        return False
    if list(tax_rules(result)) != thawing.tax_rules(connection, approval_id):
        return False
    compared: Iterable[tuple[Table, tuple[str, ...], Iterator[StoredRow]]] = (
        (frozen_members, ("position", "number", "gross", "tax"), _members(result)),
        (frozen_entitlements, ("position", "line_position", *DERIVATION_FIELDS), _entitlements(result)),
        (frozen_taxes, ("position", "withholding_position", "income", "tax"), _taxes(result)),
    )
    return all(
        all(starmap(eq, zip_longest(approved_rows(connection, table.name, names, approval_id), rows)))
        for table, names, rows in compared
    )


def _members(result: Distribution) -> Iterator[StoredRow]:
    for place, party in enumerate(result.facts.members):
        yield place, party.id, result.gross[place], result.tax[place]


def _entitlements(result: Distribution) -> Iterator[StoredRow]:
    for place, line_place, (units, rate, amount, extra, given, held, weight) in all_figures(result):
        yield (
            place,
            line_place,
            *DIVIDED_AS_THE_LINE,
            str(units),
            rate,
            amount,
            extra,
            given,
            None if held is None else str(held),
            None if weight is None else str(weight),
        )


def _taxes(result: Distribution) -> Iterator[StoredRow]:
    withheld = [zip(each.incomes, each.amounts, strict=True) for each in result.withheld]
    for place, of_member in enumerate(zip(*withheld, strict=True)):
        for tax_place, (income, tax) in enumerate(of_member):
            if income > 0:
                yield place, tax_place, income, tax
