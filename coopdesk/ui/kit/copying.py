"""Rows of a table as the clipboard carries them to Excel and WPS: headings, numbers as numbers, the rest as text.

Two forms lie side by side: cells with their formats, which a spreadsheet takes, and plain text for everything else. In
neither can a name that begins with `=` become a formula, nor a long number lose its last digits. Knows no widget.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData

from coopdesk.i18n import _
from coopdesk.ui.kit.columns import Column, Kind

_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]")
_NUMBER_LIKE = re.compile(r"0\d+|\d{12,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.QUANTITY: "General",
    Kind.NUMBER: "0",
    Kind.PERCENT: "0.00%",
    Kind.DATE: "yyyy-mm-dd",
}
_TEXT = r"\@"


def clipboard_rows(
    columns: Sequence[Column[Any]], rows: Sequence[Any], *, titled: bool = True, revealed: bool = False
) -> QMimeData:
    """The rows under these columns; `titled` with their headings, `revealed` with masked numbers whole."""
    return clipboard_data(*clipboard_forms(columns, rows, titled=titled, revealed=revealed))


def clipboard_data(text: str, html: str) -> QMimeData:
    """Both forms as the clipboard takes them; made in the GUI thread alone."""
    made = QMimeData()
    made.setText(text)
    made.setHtml(html)
    return made


def clipboard_forms(
    columns: Sequence[Column[Any]], rows: Sequence[Any], *, titled: bool = True, revealed: bool = False
) -> tuple[str, str]:
    """The rows as plain text and as cells with formats: a hundred thousand take seconds, in any thread."""
    titles = [[_one_line(_(column.title)) for column in columns]] if titled else []
    cells = [[_cell(column, row, revealed) for column in columns] for row in rows]
    text = [*titles, *([_plain(c, t) for c, t in zip(columns, line, strict=True)] for line in cells)]
    plain = "\n".join("\t".join(line) for line in text)
    head = "".join(f"<tr>{''.join(_heading(title) for title in line)}</tr>" for line in titles)
    body = "".join(
        f"<tr>{''.join(_formatted(c, t) for c, t in zip(columns, line, strict=True))}</tr>" for line in cells
    )
    return plain, f'<meta charset="utf-8"><table>{head}{body}</table>'


def _cell(column: Column[Any], row: Any, revealed: bool) -> str:
    value = column.value_of(row)
    whole = revealed and column.kind is Kind.MASKED and value
    return _one_line(str(value) if whole else column.copied(value))


def _is_value(column: Column[Any]) -> bool:
    return column.words is None and column.kind in _FORMATS


def _plain(column: Column[Any], text: str) -> str:
    return text if _is_value(column) else as_plain_text(text)


def as_plain_text(text: str) -> str:
    """The text with the mark by which a spreadsheet takes it as text, where it would take it for something else."""
    return f"'{text}" if _FORMULA.match(text) or _NUMBER_LIKE.fullmatch(text) else text


def _heading(text: str) -> str:
    return f"<th style=\"mso-number-format:'{_TEXT}'\">{escape(text)}</th>"


def _formatted(column: Column[Any], text: str) -> str:
    wanted = _FORMATS[column.kind] if _is_value(column) and text else _TEXT
    return f"<td style=\"mso-number-format:'{wanted}'\">{escape(text)}</td>"


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text)
