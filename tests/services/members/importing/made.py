"""Sheets as villages keep them, made up for one test each: people who are nobody, in the layout under test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopdesk.exchange.import_words import import_words
from coopdesk.services.members.importing.answers import Answers, read_answers
from coopdesk.services.members.importing.reading import RollReading, read_roll
from coopdesk.services.source_table import (
    CellFault,
    MergedRange,
    SourceFile,
    SourceKind,
    SourceTable,
)

TODAY = date(2026, 11, 27)
Rows = list[Sequence[Any]]
FARMERS = {"defaults": {"kind": "farmer", "joined": "2019-02-18"}}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "明芳华强梅兰桂英秀珍"


@dataclass(frozen=True)
class Somebody:
    """A made-up person."""

    name: str
    identity: str
    phone: str
    account: str


def somebody(number: int) -> Somebody:
    """The same person for the same number; everybody has another name, paper, telephone and account."""
    name = SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
    body = f"500108{1950 + number % 50}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 900 + 100:03d}"
    return Somebody(name, body + check(body), f"138{number:08d}", f"62170012{number:011d}")


def check(body: str) -> str:
    return "10X98765432"[
        sum(int(figure) * weight for figure, weight in zip(body, _WEIGHTS, strict=True)) % 11
    ]


def source(
    *sheets: SourceTable,
    kind: SourceKind = SourceKind.XLSX,
    name: str = "花名册.xlsx",
    digest: str = "0" * 64,
) -> SourceFile:
    return SourceFile(name, digest, kind, sheets)


def table(
    rows: Rows,
    merged: Sequence[tuple[int, int, int, int]] = (),
    *,
    name: str = "Sheet1",
    hidden: bool = False,
    faults: Mapping[str, CellFault] | None = None,
) -> SourceTable:
    """A sheet; joined cells as first row, first column, last row, last column, counted from 1 as Excel counts."""
    ranges = tuple(MergedRange(*(place - 1 for place in one)) for one in merged)
    return SourceTable(name, [tuple(row) for row in rows], hidden=hidden, merged=ranges, faults=faults or {})


def understood(
    rows: Rows,
    answers: Mapping[str, Any] = FARMERS,
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    faults: Mapping[str, CellFault] | None = None,
) -> RollReading:
    return read(source(table(rows, merged, faults=faults)), answers)


def read(file: SourceFile, answers: Mapping[str, Any] | Answers = FARMERS) -> RollReading:
    given = answers if isinstance(answers, Answers) else read_answers(answers)
    return read_roll(file, given, import_words(), TODAY)


def errors(reading: RollReading) -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in reading.findings.errors]


def warnings(reading: RollReading) -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in reading.findings.warnings]


def mended(reading: RollReading) -> list[tuple[str, str, str]]:
    return [(each.cell, each.before, each.after) for each in reading.findings.mended]


def fields(reading: RollReading) -> dict[str, str]:
    return {column.letters: column.field.value for column in reading.columns if column.field is not None}


def shares(reading: RollReading) -> dict[str, int]:
    """Whole shares by class."""
    return {code: reading.roll.total_of(held) // 10**6 for code, held in reading.roll.shares.items()}
