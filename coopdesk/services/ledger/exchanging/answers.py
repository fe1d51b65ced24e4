"""What a person says of a file of vouchers: the answers of a mapping file, or those given step by step in a window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.services.ledger.exchanging.layout import Item
from coopdesk.services.source_table import CellValue

FORMAT = "coopdesk-import-vouchers/1"
_KEYS = ("format", "layout", "sheet", "header_row", "columns", "cells", "skipped")


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class VoucherAnswers:
    """All are optional; what is left out is found in the file.

    ``layout`` is a layout's code. ``header_row`` is the row of the headings, counted from 1. ``columns`` gives what a
    column holds, by its heading or letters (empty: left out). ``cells`` are corrections by address ("C7"), ``skipped``
    rows, counted from 1, that are to be left out.
    """

    layout: str = ""
    sheet: str = ""
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=_nothing)
    cells: Mapping[str, CellValue] = field(default_factory=_nothing)
    skipped: frozenset[int] = frozenset()


def read_answers(document: object) -> VoucherAnswers:
    """The answers a mapping file holds: ``answers.form`` names the key that cannot be, ``answers.unknown_key``,
    ``answers.unknown_field``."""
    if not isinstance(document, Mapping):
        raise DomainError("answers.form", key="{}")
    for key in document:
        if key not in _KEYS:
            raise DomainError("answers.unknown_key", key=str(key))
    if document.get("format", FORMAT) != FORMAT:
        raise DomainError("answers.form", key="format")
    for key in ("layout", "sheet"):
        if not isinstance(document.get(key, ""), str):
            raise DomainError("answers.form", key=key)
    header_row = document.get("header_row")
    if header_row is not None and (type(header_row) is not int or header_row < 1):
        raise DomainError("answers.form", key="header_row")
    columns, cells, skipped = (document.get(key, {}) for key in ("columns", "cells", "skipped"))
    if not isinstance(columns, Mapping) or not all(isinstance(value, str) for value in columns.values()):
        raise DomainError("answers.form", key="columns")
    for named in columns.values():
        if named and named not in list(Item):
            raise DomainError("answers.unknown_field", field=named)
    if not isinstance(cells, Mapping) or not all(
        isinstance(value, str | int) or value is None for value in cells.values()
    ):
        raise DomainError("answers.form", key="cells")
    rows = skipped or []
    if not isinstance(rows, list) or not all(type(row) is int and row > 0 for row in rows):
        raise DomainError("answers.form", key="skipped")
    return VoucherAnswers(
        document.get("layout", ""),
        document.get("sheet", ""),
        header_row,
        dict(columns),
        {str(place).upper(): value for place, value in cells.items()},
        frozenset(rows),
    )


def document_of(answers: VoucherAnswers) -> dict[str, Any]:
    """The answers as a mapping file holds them; what was not answered is left out."""
    found: dict[str, Any] = {
        "layout": answers.layout,
        "sheet": answers.sheet,
        "header_row": answers.header_row,
        "columns": dict(answers.columns),
        "cells": {
            place: value if value is None or type(value) is int else str(value)
            for place, value in answers.cells.items()
        },
        "skipped": sorted(answers.skipped),
    }
    return {"format": FORMAT} | {
        key: value for key, value in found.items() if value not in ("", None, {}, [])
    }
