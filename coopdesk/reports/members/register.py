"""Prints 成员名册及股份登记簿: one table over lying A4 pages, by kind of member, with bookmarks and contents.

Takes frozen figures and computes nothing but places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from coopdesk.reports.pdf.cells import Align, amount_text
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import SIGNATURES, Flow, Outline
from coopdesk.reports.pdf.flow_table import FlowTable, Row, column_width, group_row, sum_row
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.tables import Column
from coopdesk.services.members.papers.register import (
    RegisterFigures,
    RegisterRow,
    RegisterSums,
    portion_text,
    shares_text,
)
from coopdesk.services.ports import Progress

_TITLE = "成员名册及股份登记簿"
_TEXT = 8.5
_MOST_CLASSES = 4
"""More classes of shares than that have no room beside each other: they stand in words in one column."""
_WORDS = 118.0
_LEAST_NAME = 66.0
"""So wide at least are the columns of names and of addresses."""


def write_register(
    figures: RegisterFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the paper as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `EnvironmentFault`.
    """
    check_target([target])
    flow = Flow(
        f"{figures.coop} {_TITLE}（截至{figures.day}）",
        printed_on,
        f"{_TITLE}　截至{figures.day}",
        draft=False,
        sample=figures.sample,
        witness=figures.witness,
        lying=True,
        outline=Outline(),
    )
    flow.title(figures.coop, _TITLE)
    flow.paragraph(figures.opening)
    printed = _Columns(flow, figures)
    FlowTable(flow, printed.columns, _TEXT).draw(list(printed.rows()), progress)
    flow.notes(figures.notes, following=SIGNATURES)
    flow.signed_by(
        (
            ("理事长（法定代表人）", figures.chair),
            ("监事", figures.supervisor),
            ("制表人", figures.prepared_by),
        ),
        f"{figures.printed}制表",
    )
    return deliver(flow.finish(), target)


class _Columns:
    """The columns of one register, as wide as its figures need, and its rows cut to them."""

    def __init__(self, flow: Flow, figures: RegisterFigures) -> None:
        self._figures, self._lettering = figures, flow.lettering
        rows = [row for group in figures.groups for part in group.parts for row in part.rows]
        first = (
            Column(("序号",), self._width([f"{len(rows):,}"], Style.SERIF, 28)),
            Column(("成员编号",), self._width([row.number for row in rows], Style.SERIF, 42)),
        )
        identity = Column(("证件号码",), self._width([row.identity for row in rows], Style.SERIF, 60))
        joined = Column(("入社日期",), self._width([row.joined for row in rows], Style.SERIF, 46))
        remark = Column(("备注",), 62, Align.LEFT)
        taken = sum(column.width for column in (*first, identity, joined, remark))
        room = flow.width - taken - 2 * _LEAST_NAME
        self._in_words = len(figures.classes) > _MOST_CLASSES
        held = self._figure_columns((*rows, figures.sums))
        if not self._in_words and _together(held) > room:
            self._in_words = len(figures.classes) > 1
            held = self._figure_columns((*rows, figures.sums))
        if _together(held) > room:  # their figures become smaller
            shrunk = room / _together(held)
            held = [replace(column, width=column.width * shrunk) for column in held]
        named = (flow.width - taken - _together(held)) / 2
        name, place = (Column((title,), named, Align.LEFT) for title in ("姓名（名称）", "村组、住所"))
        self.columns = (*first, name, identity, place, joined, *held, remark)

    def _width(self, texts: list[str], style: Style, least: float) -> float:
        return max(column_width(self._lettering, texts, style, _TEXT), least)

    def _figure_columns(self, rows: Sequence[RegisterRow | RegisterSums]) -> list[Column]:
        """The columns of shares, contribution and part, wide enough for their sums in bold."""
        columns = [
            Column((title,), self._width(texts, Style.SANS_BOLD, 38), Align.RIGHT, Style.SANS)
            for title, texts in self._figure_titles(rows)
        ]
        return [Column(("各类股份（股）",), _WORDS, Align.LEFT), *columns] if self._in_words else columns

    def rows(self) -> Iterator[Row]:
        """Kind after kind with its subtotal, long ones by village groups, then the total."""
        figures = self._figures
        for group in figures.groups:
            yield group_row(group.lead)
            for part in group.parts:
                if part.name:
                    yield group_row(f"{part.name}　{part.sums.members:,} 名", level=2)
                for row in part.rows:
                    yield Row(self._cells(row))
                if part.name:
                    yield self._sum(f"{part.name}小计", part.sums)
            if len(figures.groups) > 1:
                yield self._sum(f"{group.lead}小计", group.sums)
        yield self._sum(f"合计 {figures.sums.members:,} 名", figures.sums)

    def _cells(self, row: RegisterRow) -> tuple[str, ...]:
        who = (str(row.ordinal), row.number, row.name, row.identity, row.place, row.joined)
        return (*who, *self._figures_of(row), row.remark)

    def _sum(self, lead: str, sums: RegisterSums) -> Row:
        return sum_row(lead, *self._figures_of(sums), "")

    def _figures_of(self, of: RegisterRow | RegisterSums) -> tuple[str, ...]:
        portion = portion_text(of.portion)
        last = (amount_text(of.capital), portion) if self._figures.counted else (portion,)
        classes = self._figures.classes
        if self._in_words:
            held = zip(classes, of.shares, strict=True)
            words = "\n".join(f"{label} {shares_text(shares)}" for label, shares in held if shares)
            return (words, shares_text(of.total), *last)
        by_class = tuple(map(shares_text, of.shares))
        return (*by_class, shares_text(of.total), *last) if len(classes) > 1 else (*by_class, *last)

    def _figure_titles(self, rows: Sequence[RegisterRow | RegisterSums]) -> Iterator[tuple[str, list[str]]]:
        """The titles of the columns of figures, each with all that stands in it."""
        classes = self._figures.classes
        if not self._in_words:
            for place, label in enumerate(classes):
                yield f"{label}（股）", [shares_text(row.shares[place]) for row in rows]
        if len(classes) > 1:
            yield "股份合计（股）", [shares_text(row.total) for row in rows]
        if self._figures.counted:
            yield "出资额（元）", [amount_text(row.capital) for row in rows]
        yield "占比（%）", [portion_text(row.portion) for row in rows]


def _together(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)
