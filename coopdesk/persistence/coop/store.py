"""The co-op's details and share classes: every save a new row, the newest counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from coopdesk.domain.coop.share_class import NO_RULES, ClassRules, ShareClass
from coopdesk.persistence.coop.columns import coop_columns, figure_columns, rule_columns
from coopdesk.persistence.coop.tables import (
    coop_details,
    share_class_versions,
    share_classes,
    year_figures,
)
from coopdesk.persistence.journal.lines import KEY, YEAR, Newest, by_year, newest_of
from coopdesk.persistence.sql.column_types import AnyRow
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.coop.values import CoopDetails, YearFigures

COOP_FIELDS = tuple(column.name for column in coop_columns())
FIGURE_FIELDS = tuple(column.name for column in figure_columns())
RULE_FIELDS = tuple(column.name for column in rule_columns())

NEWEST: Mapping[str, Newest] = {
    "coop": newest_of(coop_details, values=lambda _key: {}),
    "share_class": newest_of(share_class_versions, share_class_versions.c.code == KEY),
    "year": newest_of(year_figures, year_figures.c.year == YEAR, values=by_year),
}
"""The entry of the newest version of the details, of a class by its code, of a year's figures."""


def coop_values(details: CoopDetails) -> dict[str, Any]:
    """The details by column."""
    return {name: getattr(details, name) for name in COOP_FIELDS}


def coop_of(row: AnyRow) -> CoopDetails:
    """The details of a row that has the columns of ``coop_columns``."""
    return CoopDetails(**{name: getattr(row, name) for name in COOP_FIELDS})


def figure_values(figures: YearFigures) -> dict[str, Any]:
    """The year's figures by column."""
    return {name: getattr(figures, name) for name in FIGURE_FIELDS}


def figures_of(row: AnyRow) -> YearFigures:
    """The figures of a row that has the columns of ``figure_columns``."""
    return YearFigures(**{name: getattr(row, name) for name in FIGURE_FIELDS})


def rules_of(values: Sequence[Any]) -> ClassRules:
    """The rules of a class from the columns of ``rule_columns``; NULL stands for what binds nobody."""
    if all(value is None for value in values):
        return NO_RULES
    return ClassRules(
        **{name: value for name, value in zip(RULE_FIELDS, values, strict=True) if value is not None}
    )


def rule_values(rules: ClassRules) -> dict[str, Any]:
    """The rules by column, NULL for each that binds nobody."""
    given = ((name, getattr(rules, name)) for name in RULE_FIELDS)
    return {name: None if value == getattr(NO_RULES, name) else value for name, value in given}


_CLASSES = Prepared(
    select(
        share_classes.c.code,
        share_class_versions.c.label,
        share_class_versions.c.par,
        *(share_class_versions.c[name] for name in RULE_FIELDS),
    )
    .join(share_class_versions)
    .where(
        share_class_versions.c.id.in_(
            select(func.max(share_class_versions.c.id)).group_by(share_class_versions.c.code)
        )
    )
    .order_by(share_classes.c.position)
)
_COUNT = Prepared(select(func.count()).select_from(share_classes))
_ADD_CLASS = Prepared(share_classes.insert())
_ADD_VERSION = Prepared(share_class_versions.insert())
_SAVE = Prepared(coop_details.insert())
_SAVE_FIGURES = Prepared(year_figures.insert())
_CURRENT = Prepared(select(coop_details).order_by(coop_details.c.id.desc()).limit(1))
_FIGURES = Prepared(
    select(year_figures)
    .where(year_figures.c.year == bindparam("of_year"))
    .order_by(year_figures.c.id.desc())
    .limit(1)
)
_YEARS = Prepared(select(year_figures.c.year).distinct().order_by(year_figures.c.year))


class SqlCoopStore:
    """``CoopStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, details: CoopDetails) -> None:
        _SAVE.run(self._connection, coop_values(details))

    def current(self) -> CoopDetails | None:
        found = _CURRENT.named(self._connection, {})
        return coop_of(found[0]) if found else None

    def save_class(self, share_class: ShareClass) -> None:
        """Add a class after the others, or a new label or contribution for one that is there."""
        code = share_class.code
        if code not in {known.code for known in self.classes()}:
            count = _COUNT.value(self._connection, {})
            _ADD_CLASS.run(self._connection, {"code": code, "position": count})
        version: dict[str, Any] = {"code": code, "label": share_class.label, "par": share_class.par}
        version |= rule_values(share_class.rules)
        _ADD_VERSION.run(self._connection, version)

    def classes(self) -> Sequence[ShareClass]:
        """In the order in which they came."""
        rows = _CLASSES.rows(self._connection, {})
        return [ShareClass(code, label, par, rules_of(rules)) for code, label, par, *rules in rows]


class SqlYearStore:
    """``YearStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, figures: YearFigures) -> None:
        _SAVE_FIGURES.run(self._connection, figure_values(figures))

    def get(self, year: int) -> YearFigures | None:
        found = _FIGURES.named(self._connection, {"of_year": year})
        return figures_of(found[0]) if found else None

    def years(self) -> Sequence[int]:
        return [year for (year,) in _YEARS.rows(self._connection, {})]
